//! Names of connections and providers.

use crate::error::{Code, Error, Result};
use crate::text::Text;

/// Refuses names that a shell, a file name or a keychain could trip over: 1 to 64 of `a-z 0-9 - _ .`,
/// starting with a letter or digit.
///
/// # Errors
/// `usage`.
pub fn check(name: &str) -> Result<()> {
    let fits =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.');
    let starts_well =
        name.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if starts_well && name.len() <= 64 && name.bytes().all(fits) {
        return Ok(());
    }
    Err(Error::new(
        Code::Usage,
        Text::new(
            "A name is made of a-z, 0-9, '-', '_' and '.', starts with a letter or digit, and has 64 characters at most.",
            "Имя состоит из a-z, 0-9, «-», «_» и «.», начинается с буквы или цифры, не длиннее 64 знаков.",
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_folder_or_become_a_flag() {
        for name in ["facebook", "facebook-agency", "a", "9.x_y"] {
            assert!(check(name).is_ok(), "{name}");
        }
        let long = "a".repeat(65);
        for name in ["", "-x", "..", ".hidden", "a/b", "A", "a b", "имя", "a\n", "a:b", long.as_str()] {
            assert!(check(name).is_err(), "{name:?}");
        }
    }
}
