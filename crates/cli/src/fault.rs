//! Faults of the program itself: told like every other error, never with what was in memory at that moment.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::OnceLock;

use adkeys_core::{Code, Error, Result, text};

/// Where the first fault happened.
static PLACE: OnceLock<String> = OnceLock::new();

/// Runs `work`. If it breaks, that is an `unexpected` error that names the place and nothing else: the message of a
/// panic may hold anything.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    set_hook(Box::new(remember));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken()))
}

fn remember(fault: &PanicHookInfo<'_>) {
    let place = fault.location().map(|place| format!("{}:{}", place.file(), place.line()));
    let _ = PLACE.set(place.unwrap_or_default());
}

fn broken() -> Error {
    let place = PLACE.get().map_or("?", String::as_str);
    Error::new(
        Code::Unexpected,
        text!("Something in AdKeys itself broke ({place}).", "Сломалось что-то в самой AdKeys ({place})."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_tells_its_place_and_not_what_was_in_memory() {
        let broken: Result<()> = caught(|| panic!("canary"));
        let error = broken.unwrap_err();
        assert_eq!(error.code, Code::Unexpected);
        assert!(error.message.en.contains("fault.rs") && !error.message.en.contains("canary"), "{error}");
    }
}
