//! Meta's own table of minor units, which is neither ISO 4217 nor anyone else's.

use crate::money::major_units;

/// Currencies without minor units at Meta (Marketing API, "Currencies"). All others have a hundred, the dinars too.
const WHOLE: [&str; 11] = ["CLP", "COP", "CRC", "HUF", "IDR", "ISK", "JPY", "KRW", "PYG", "TWD", "VND"];

/// `minor` units of `currency` as a decimal string in major units; `None` if it is no integer, or of no currency.
pub(super) fn major(minor: &str, currency: &str) -> Option<String> {
    let offset = if WHOLE.contains(&currency) { 1 } else { 100 };
    if currency.is_empty() { None } else { major_units(minor, offset) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Surprise 26: minor units follow Meta's own offset table; HUF, TWD, COP have none, BHD and JOD a hundred.
    #[test]
    fn minor_units_follow_meta_s_table_not_iso_4217() {
        for (minor, currency, expected) in [
            ("12345", "USD", "123.45"),
            ("12345", "HUF", "12345"),
            ("12345", "TWD", "12345"),
            ("12345", "COP", "12345"),
            ("12345", "JPY", "12345"),
            ("12345", "BHD", "123.45"),
            ("12345", "JOD", "123.45"),
            ("12345", "UGX", "123.45"),
        ] {
            assert_eq!(major(minor, currency).as_deref(), Some(expected), "{currency}");
        }
        assert_eq!(major("12345", ""), None);
    }
}
