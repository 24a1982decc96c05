//! What can go wrong in a keychain, told by the variants of its errors.
//!
//! The text of a keychain's error is neither read nor passed on: `BadEncoding` and `BadDataFormat` carry the
//! secret itself, and the rest is in no language of ours.

use zeroize::Zeroize;

use super::os;
use crate::error::{Code, Error};
use crate::text;
use crate::text::Text;
use crate::vault::VaultState;
use crate::vault::refusal::refusal;

/// The outcome of a call to the keychain.
pub(super) type Outcome<T> = Result<T, Fault>;

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The keychain is in no state to answer.
    State(VaultState),
    /// It has no place for new items.
    NoCollection,
    /// The secret is longer than it takes.
    TooLarge,
    /// A secret in several items, some of which are missing or do not belong together.
    Torn,
    /// An item that AdKeys did not write.
    Foreign,
    /// Anything else, with the system's own name or number for it.
    Refused(String),
}

impl Fault {
    /// The fault behind an error of the keychain.
    pub(super) fn of(error: keyring_core::Error) -> Self {
        use keyring_core::Error as E;
        match error {
            E::NoStorageAccess(error) | E::PlatformFailure(error) => os::fault(&*error),
            E::NoDefaultStore => Self::State(VaultState::Absent),
            E::TooLong(..) => Self::TooLarge,
            E::BadEncoding(mut bytes) | E::BadDataFormat(mut bytes, _) => {
                bytes.zeroize();
                Self::Foreign
            }
            E::NoEntry => Self::Refused("NoEntry".into()),
            E::Ambiguous(_) => Self::Refused("Ambiguous".into()),
            E::Invalid(..) => Self::Refused("Invalid".into()),
            E::BadStoreFormat(_) => Self::Refused("BadStoreFormat".into()),
            E::NotSupportedByStore(_) => Self::Refused("NotSupportedByStore".into()),
            _ => Self::Refused("unknown".into()),
        }
    }

    /// The fault in words.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::State(state) => refusal(state),
            Self::NoCollection => no_collection(),
            Self::TooLarge => Error::new(
                Code::VaultTooLarge,
                Text::new(
                    "The keychain takes no secret of this length.",
                    "Связка ключей не принимает секрет такой длины.",
                ),
            ),
            Self::Torn => mend(Text::new(
                "The secret in the keychain is incomplete.",
                "Секрет в связке ключей неполон.",
            )),
            Self::Foreign => mend(Text::new(
                "The keychain holds an item under AdKeys' name that AdKeys did not write.",
                "В связке ключей под именем AdKeys лежит запись, которую создала другая программа.",
            )),
            Self::Refused(name) => Error::new(
                Code::VaultUnavailable,
                text!(
                    "The keychain refused the call ({name}).",
                    "Связка ключей отклонила обращение ({name})."
                ),
            ),
        }
    }
}

fn no_collection() -> Error {
    let message = Text::new(
        "The keychain has no default keyring yet.",
        "В связке ключей ещё нет хранилища по умолчанию.",
    );
    Error::new(Code::VaultUnavailable, message).hint(Text::new(
        "Create one in the system's own keychain viewer, or choose the encrypted file: vault = \"file\" in settings.toml",
        "Создайте его в системной программе паролей и ключей или выберите зашифрованный файл: vault = \"file\" в settings.toml",
    ))
}

fn mend(message: Text) -> Error {
    Error::new(Code::VaultUnavailable, message).hint(Text::new(
        "Connect again; the new sign-in replaces the item.",
        "Подключите ещё раз: новый вход заменит эту запись.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_that_carries_the_secret_is_told_without_it() {
        for error in [
            keyring_core::Error::BadEncoding(b"canary\xff".to_vec()),
            keyring_core::Error::BadDataFormat(b"canary".to_vec(), "canary".into()),
        ] {
            let told = Fault::of(error).into_error();
            assert_eq!(told.code, Code::VaultUnavailable);
            let written = format!("{told:?}{}", serde_json::to_string(&told).unwrap());
            assert!(!written.contains("canary") && !written.contains("99, 97, 110"), "{written}");
        }
    }
}
