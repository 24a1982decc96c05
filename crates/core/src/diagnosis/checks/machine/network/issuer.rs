//! TLS interception: an antivirus or a company's proxy that opens the encryption shows a certificate of its own. The
//! platforms' own certificates come from a public authority.

use std::sync::{Mutex, PoisonError};

use super::TLS;
use crate::catalogue::Provider;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::http::watch::{Exchange, Watch};
use crate::oauth::foreign;
use crate::text;
use crate::text::Text;

/// How the names of public authorities begin (members of the CA/Browser Forum that platforms use), in lower case.
const PUBLIC: &[&str] = &[
    "actalis",
    "amazon",
    "apple",
    "asseco",
    "buypass",
    "certum",
    "cloudflare",
    "comodo",
    "digicert",
    "entrust",
    "globalsign",
    "godaddy",
    "google trust services",
    "harica",
    "hellenic academic",
    "identrust",
    "internet security research group",
    "let's encrypt",
    "microsoft",
    "quovadis",
    "sectigo",
    "ssl corp",
    "starfield",
    "swisssign",
    "trustasia",
    "usertrust",
    "zerossl",
];

/// Keeps the issuer of a call.
#[derive(Default)]
pub(super) struct Seen(Mutex<Option<String>>);

impl Seen {
    pub(super) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Watch for Seen {
    fn saw(&self, exchange: Exchange) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = exchange.issuer;
    }
}

/// What the issuer of a platform's certificate tells.
pub(super) fn finding(provider: &Provider, issuer: &str) -> Option<Finding> {
    let (platform, issuer) = (&provider.display_name, foreign::words(issuer, &[]));
    let known = PUBLIC.iter().any(|name| issuer.to_lowercase().starts_with(name));
    let finding = |level, detail| {
        let title = Text::new("Encryption", "Шифрование");
        Finding::new(TLS.id, level, title, detail).evidence(Text::new("Issued by", "Издатель"), &issuer)
    };
    if known {
        let detail = text!(
            "The certificate of {platform} comes from a public authority.",
            "Сертификат {platform} выдан публичным центром."
        );
        return Some(finding(Level::Ok, detail));
    }
    let detail = text!(
        "The certificate of {platform} was issued by “{issuer}”, which is no public authority: an antivirus or a proxy opens the encryption and can read access data.",
        "Сертификат {platform} выдан «{issuer}», это не публичный центр: антивирус или прокси вскрывает шифрование и может читать данные доступа."
    );
    let text = text!(
        "If that is not wanted, except {platform} from the inspection in the antivirus or ask whoever runs the proxy.",
        "Если это не нужно, исключите {platform} из проверки в антивирусе или обратитесь к администратору прокси."
    );
    Some(finding(Level::Warning, detail).remedy(Remedy::new(Who::You, text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn a_certificate_of_an_antivirus_is_told() {
        let catalogue = Catalogue::load(std::path::Path::new("/nowhere"));
        let level = |issuer| finding(catalogue.provider("facebook").unwrap(), issuer).unwrap().level;
        assert_eq!(level("DigiCert Inc"), Level::Ok);
        assert_eq!(level("Kaspersky Anti-Virus Personal Root Certificate"), Level::Warning);
        assert_eq!(level("mitmproxy"), Level::Warning);
    }
}
