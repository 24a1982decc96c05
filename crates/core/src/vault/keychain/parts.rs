//! Secrets that are longer than one item may be (Credential Manager: 2,560 bytes), in several.
//!
//! A secret that fits lies in the item itself. A longer one lies in parts of one *generation* (`a` or `b`), and the
//! item holds a head that names the generation, counts the parts and has a checksum of the whole. A write puts the
//! parts of the generation that is not in use, then the head, then removes everything that the head does not name:
//! a crash anywhere in between leaves the old secret or the new one, and rests are swept away by the next write.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::fault::{Fault, Outcome};
use super::items::{Bytes, Items, Name};

/// No limit: every secret fits.
pub(super) const UNLIMITED: usize = usize::MAX;
/// The longest secret is this many parts.
const MAX_PARTS: usize = 32;
/// The longest secret where items have no limit of their own.
const MAX_BYTES: usize = 1024 * 1024;
/// What a head begins with; secrets are JSON objects and begin otherwise.
const MARK: &[u8] = b"adkeys-parts ";
/// How often a reader starts again that was overtaken by a writer.
const ATTEMPTS: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Generation {
    A,
    B,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    generation: Generation,
    parts: usize,
    sha256: String,
}

/// The secret called `name`.
pub(super) fn read(items: &mut impl Items, name: &Name) -> Outcome<Option<Bytes>> {
    for _ in 0..ATTEMPTS {
        let Some(item) = items.read(name)? else { return Ok(None) };
        let Some(head) = Head::parse(&item) else { return Ok(Some(item)) };
        if let Some(whole) = head.collect(items, name)? {
            return Ok(Some(whole));
        }
    }
    Err(Fault::Torn)
}

/// Puts `secret` in place of what is there; no item gets longer than `limit` bytes.
pub(super) fn write(items: &mut impl Items, name: &Name, secret: &[u8], limit: usize) -> Outcome<()> {
    if limit == UNLIMITED {
        return if secret.len() > MAX_BYTES { Err(Fault::TooLarge) } else { items.write(name, secret) };
    }
    if secret.len() <= limit && !secret.starts_with(MARK) {
        items.write(name, secret)?;
        return sweep(items, name, None);
    }
    let parts: Vec<&[u8]> = secret.chunks(limit).collect();
    if parts.len() > MAX_PARTS {
        return Err(Fault::TooLarge);
    }
    let in_use = items.read(name)?.and_then(|item| Head::parse(&item)).map(|head| head.generation);
    let generation = if in_use == Some(Generation::A) { Generation::B } else { Generation::A };
    for (index, part) in parts.iter().enumerate() {
        items.write(&generation.part(name, index), part)?;
    }
    let head = Head { generation, parts: parts.len(), sha256: checksum(secret) };
    items.write(name, &head.to_bytes()?)?;
    sweep(items, name, Some(&head))
}

/// Removes the secret with all its parts.
pub(super) fn remove(items: &mut impl Items, name: &Name, limit: usize) -> Outcome<()> {
    items.remove(name)?;
    if limit == UNLIMITED { Ok(()) } else { sweep(items, name, None) }
}

/// Removes every part that `head` does not name.
fn sweep(items: &mut impl Items, name: &Name, head: Option<&Head>) -> Outcome<()> {
    for generation in [Generation::A, Generation::B] {
        let kept = head.filter(|head| head.generation == generation).map_or(0, |head| head.parts);
        for index in kept..MAX_PARTS {
            items.remove(&generation.part(name, index))?;
        }
    }
    Ok(())
}

impl Generation {
    fn part(self, name: &Name, index: usize) -> Name {
        let letter = if self == Self::A { 'a' } else { 'b' };
        let number = index + 1;
        Name {
            user: format!("{}#{letter}{number}", name.user),
            label: format!("{}, part {number}", name.label),
        }
    }
}

impl Head {
    fn parse(item: &[u8]) -> Option<Self> {
        serde_json::from_slice(item.strip_prefix(MARK)?).ok()
    }

    fn to_bytes(&self) -> Outcome<Vec<u8>> {
        let json = serde_json::to_vec(self).map_err(|_| Fault::Refused("head".into()))?;
        Ok([MARK, &json].concat())
    }

    /// The whole secret; `None` if its parts are not those that this head speaks of.
    fn collect(&self, items: &mut impl Items, name: &Name) -> Outcome<Option<Bytes>> {
        let mut whole = Zeroizing::new(Vec::new());
        for index in 0..self.parts.min(MAX_PARTS) {
            let Some(part) = items.read(&self.generation.part(name, index))? else { return Ok(None) };
            whole.extend_from_slice(&part);
        }
        Ok((checksum(&whole) == self.sha256).then_some(whole))
    }
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Items in memory that fail for good after a number of calls, as a process that dies.
    struct Mortal {
        items: BTreeMap<String, Vec<u8>>,
        calls_left: usize,
    }

    impl Mortal {
        fn call(&mut self) -> Outcome<()> {
            self.calls_left = self.calls_left.checked_sub(1).ok_or(Fault::Refused("dead".into()))?;
            Ok(())
        }

        fn revived(mut self) -> Self {
            self.calls_left = usize::MAX;
            self
        }
    }

    impl Items for Mortal {
        fn read(&mut self, name: &Name) -> Outcome<Option<Bytes>> {
            self.call()?;
            Ok(self.items.get(&name.user).cloned().map(Zeroizing::new))
        }

        fn write(&mut self, name: &Name, bytes: &[u8]) -> Outcome<()> {
            self.call()?;
            self.items.insert(name.user.clone(), bytes.to_vec());
            Ok(())
        }

        fn remove(&mut self, name: &Name) -> Outcome<()> {
            self.call()?;
            self.items.remove(&name.user);
            Ok(())
        }
    }

    const LIMIT: usize = 128;

    fn empty() -> Mortal {
        Mortal { items: BTreeMap::new(), calls_left: usize::MAX }
    }

    fn name() -> Name {
        Name { user: "home/connection/facebook".into(), label: "AdKeys: facebook".into() }
    }

    fn holding(secret: &[u8]) -> Mortal {
        let mut items = empty();
        write(&mut items, &name(), secret, LIMIT).unwrap();
        items
    }

    #[test]
    fn a_crash_anywhere_in_a_write_leaves_the_old_secret_or_the_new() {
        let long = |byte| vec![byte; 5 * LIMIT + 7];
        for (old, new) in [(long(1), long(2)), (vec![1], long(2)), (long(1), vec![2]), (vec![1], vec![2])] {
            for calls in 0..100 {
                let mut items = holding(&old);
                items.calls_left = calls;
                let died = write(&mut items, &name(), &new, LIMIT).is_err();
                let mut items = items.revived();
                let found = read(&mut items, &name()).unwrap().unwrap().to_vec();
                assert!(found == old || found == new, "{calls} calls");
                assert!(died || found == new);
                write(&mut items, &name(), b"short", LIMIT).unwrap();
                assert_eq!(items.items.len(), 1, "the rests are swept away by the next write");
            }
        }
    }

    #[test]
    fn a_secret_with_a_part_missing_or_of_another_is_not_handed_out() {
        let mut items = holding(&[b'x'; 3 * LIMIT]);
        items.items.insert("home/connection/facebook#a2".into(), vec![b'y'; LIMIT]);
        assert_eq!(read(&mut items, &name()), Err(Fault::Torn));
        items.items.remove("home/connection/facebook#a2");
        assert_eq!(read(&mut items, &name()), Err(Fault::Torn));
    }

    #[test]
    fn a_secret_that_is_too_long_is_refused_before_anything_is_written() {
        let mut items = holding(b"old");
        assert_eq!(write(&mut items, &name(), &[0; MAX_PARTS * LIMIT + 1], LIMIT), Err(Fault::TooLarge));
        assert_eq!(write(&mut items, &name(), &[0; MAX_BYTES + 1], UNLIMITED), Err(Fault::TooLarge));
        assert_eq!(read(&mut items, &name()).unwrap().unwrap().as_slice(), b"old");
    }

    proptest! {
        #[test]
        fn no_item_is_longer_than_the_limit_and_nothing_stays_behind(
            secrets in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..MAX_PARTS * LIMIT), 1..5)
        ) {
            let mut items = empty();
            for secret in &secrets {
                write(&mut items, &name(), secret, LIMIT).unwrap();
                prop_assert!(items.items.values().all(|item| item.len() <= LIMIT));
                prop_assert_eq!(&read(&mut items, &name()).unwrap().unwrap().to_vec(), secret);
            }
            remove(&mut items, &name(), LIMIT).unwrap();
            prop_assert!(items.items.is_empty());
        }
    }
}
