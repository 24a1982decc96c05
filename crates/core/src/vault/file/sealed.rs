//! The map of secrets, and its encrypted form: JSON inside `age`.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, Encryptor, scrypt};
use zeroize::Zeroizing;

use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// log2 of the rounds of scrypt.
pub(super) const WORK_FACTOR: u8 = 17;
/// A file that asks for more is not ours: it would take gigabytes to open.
const MAX_WORK_FACTOR: u8 = 20;

/// Secrets by the paths of their keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Items(BTreeMap<String, Secret>);

/// Why a file cannot be opened.
#[derive(Debug)]
pub(super) enum Fault {
    WrongPassphrase,
    Damaged,
}

/// Whether this is the beginning of an `age` file.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/v1\n")
}

impl Items {
    pub(super) fn get(&self, path: &str) -> Option<Secret> {
        self.0.get(path).cloned()
    }

    /// Whether that changed anything.
    pub(super) fn put(&mut self, path: String, secret: Secret) -> bool {
        self.0.get(&path) != Some(&secret) && {
            self.0.insert(path, secret);
            true
        }
    }

    /// Whether that changed anything.
    pub(super) fn remove(&mut self, path: &str) -> bool {
        self.0.remove(path).is_some()
    }

    pub(super) fn open(sealed: &[u8], passphrase: &Secret) -> Result<Self, Fault> {
        let mut identity = scrypt::Identity::new(words(passphrase));
        identity.set_max_work_factor(MAX_WORK_FACTOR);
        let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
        let mut reader = Decryptor::new_buffered(sealed)?.decrypt(std::iter::once(&identity as _))?;
        reader.read_to_end(&mut plain).map_err(|_| Fault::Damaged)?;
        let items: BTreeMap<String, String> = serde_json::from_slice(&plain).map_err(|_| Fault::Damaged)?;
        Ok(Self(items.into_iter().map(|(path, text)| (path, Secret::new(text))).collect()))
    }

    pub(super) fn seal(&self, passphrase: &Secret, work_factor: u8) -> io::Result<Vec<u8>> {
        let mut recipient = scrypt::Recipient::new(words(passphrase));
        recipient.set_work_factor(work_factor);
        // EXPOSE: encrypted before it leaves this function; the buffer is wiped.
        let items = self.0.iter().map(|(path, secret)| (path, secret.expose()));
        let plain = Zeroizing::new(serde_json::to_vec(&items.collect::<BTreeMap<_, _>>())?);
        let encryptor =
            Encryptor::with_recipients(std::iter::once(&recipient as _)).map_err(io::Error::other)?;
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed)?;
        writer.write_all(&plain)?;
        writer.finish()?;
        Ok(sealed)
    }
}

fn words(passphrase: &Secret) -> SecretString {
    // EXPOSE: the key is derived from it.
    SecretString::from(passphrase.expose().to_owned())
}

impl From<DecryptError> for Fault {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Self::WrongPassphrase,
            _ => Self::Damaged,
        }
    }
}

impl Fault {
    pub(super) fn into_error(self, path: &Path) -> Error {
        let file = path.display();
        match self {
            Self::WrongPassphrase => super::locked(text!(
                "This passphrase does not open the vault {file}.",
                "Этот пароль не открывает хранилище {file}."
            )),
            Self::Damaged => Error::new(
                Code::VaultUnavailable,
                text!(
                    "The vault {file} is damaged, or was made by another program.",
                    "Хранилище {file} повреждено или создано другой программой."
                ),
            )
            .hint(Text::new(
                "Restore the file from a backup, or move it aside and connect again.",
                "Восстановите файл из резервной копии или переместите его и подключите аккаунты заново.",
            )),
        }
        .with(|details| details.file = Some(file.to_string()))
    }
}
