//! Who issued a server's certificate: as much of X.509 (RFC 5280 §4.1) as it takes to read that name, and no judgement.
//! Whether to trust it was decided before.

/// DER tags (X.690 §8).
const INTEGER: u8 = 0x02;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xA0;

/// `id-at-organizationName` and `id-at-commonName`.
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0A];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

/// The issuer's organisation, else its common name. Foreign text.
pub(super) fn issuer(der: &[u8]) -> Option<String> {
    let (certificate, _) = expect(SEQUENCE, der)?;
    let (body, _) = expect(SEQUENCE, certificate)?;
    let body = expect(VERSION, body).map_or(body, |(_, rest)| rest);
    let (_, body) = expect(INTEGER, body)?;
    let (_, body) = expect(SEQUENCE, body)?;
    let (name, _) = expect(SEQUENCE, body)?;
    attribute(name, ORGANISATION).or_else(|| attribute(name, COMMON_NAME))
}

/// The value of an attribute in a name: a sequence of sets of pairs.
fn attribute(name: &[u8], wanted: &[u8]) -> Option<String> {
    let mut rest = name;
    while !rest.is_empty() {
        let (_, set, after) = element(rest)?;
        let (pair, _) = expect(SEQUENCE, set)?;
        let (id, value) = expect(OID, pair)?;
        if id == wanted {
            let (_, text, _) = element(value)?;
            return Some(String::from_utf8_lossy(text).into_owned());
        }
        rest = after;
    }
    None
}

/// The content of an element with this tag, and what follows it.
fn expect(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = element(der)?;
    (found == tag).then_some((content, rest))
}

/// Tag, content, rest.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match usize::from(*first) {
        short @ ..0x80 => (short, rest),
        long => {
            let (bytes, rest) = rest.split_at_checked(long - 0x80).filter(|(bytes, _)| bytes.len() <= 4)?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82, length[0], length[1]], content].concat()
    }

    fn name(attributes: &[(&[u8], &str)]) -> Vec<u8> {
        let pair = |(id, text): &(&[u8], &str)| {
            tlv(0x31, &tlv(SEQUENCE, &[tlv(OID, id), tlv(0x0C, text.as_bytes())].concat()))
        };
        tlv(SEQUENCE, &attributes.iter().map(pair).collect::<Vec<_>>().concat())
    }

    fn certificate(issuer: &[u8]) -> Vec<u8> {
        let head = [tlv(VERSION, &tlv(INTEGER, &[2])), tlv(INTEGER, &[1, 2, 3]), tlv(SEQUENCE, &[])].concat();
        let body = [&head, issuer, &name(&[(COMMON_NAME, "subject")])].concat();
        tlv(SEQUENCE, &tlv(SEQUENCE, &body))
    }

    #[test]
    fn the_organisation_is_told_else_the_common_name() {
        let both = name(&[(COMMON_NAME, "R11"), (ORGANISATION, "Let's Encrypt")]);
        assert_eq!(issuer(&certificate(&both)).as_deref(), Some("Let's Encrypt"));
        assert_eq!(issuer(&certificate(&name(&[(COMMON_NAME, "mitmproxy")]))).as_deref(), Some("mitmproxy"));
    }

    #[test]
    fn what_is_no_certificate_is_no_trouble() {
        let whole = certificate(&name(&[(COMMON_NAME, "x")]));
        for length in 0..whole.len() {
            let (part, _) = whole.split_at(length);
            assert_eq!(issuer(part), None, "{length}");
        }
        assert_eq!(issuer(&[0x30, 0xFF, 0xFF, 0xFF, 0xFF]), None);
        assert_eq!(issuer(b"not DER at all"), None);
    }
}
