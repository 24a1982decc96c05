//! Why a vault cannot be used, in words.

use super::VaultState;
use crate::error::{Code, Error};
use crate::text::Text;

/// The error of a call to a vault in a `state` other than ready.
pub(super) fn refusal(state: VaultState) -> Error {
    match state {
        VaultState::Locked => Error::new(
            Code::VaultLocked,
            Text::new("The keychain is locked.", "Связка ключей заблокирована."),
        ),
        VaultState::Absent => Error::new(
            Code::VaultUnavailable,
            Text::new("There is no keychain here that answers.", "Здесь нет связки ключей, которая отвечает."),
        ),
        VaultState::Ready | VaultState::NotAnswering => Error::new(
            Code::VaultUnavailable,
            Text::new("The keychain does not answer.", "Связка ключей не отвечает."),
        )
        .hint(Text::new(
            "Look for a window of the keychain that waits for you. If there is none, restart the keychain and try again.",
            "Проверьте, не ждёт ли вас окно связки ключей. Если его нет, перезапустите связку ключей и попробуйте ещё раз.",
        )),
    }
}
