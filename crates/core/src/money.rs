//! Amounts as platforms send them, in minor units, turned into decimal strings in major units.

/// Writes `minor` units of a currency with `offset` minor units per major unit as a decimal string:
/// `("12345", 100)` is `123.45`, `("12345", 1)` is `12345`. `None` if `minor` is not an integer.
#[must_use]
pub fn major_units(minor: &str, offset: u32) -> Option<String> {
    let digits = minor.trim();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let places = offset.checked_ilog10()? as usize;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_become_decimal_strings_without_rounding() {
        for (minor, offset, major) in [
            ("12345", 100, "123.45"),
            ("5", 100, "0.05"),
            ("0", 100, "0.00"),
            ("-250", 100, "-2.50"),
            ("12345", 1, "12345"),
            ("0", 1, "0"),
            ("90071992547409931", 100, "900719925474099.31"),
        ] {
            assert_eq!(major_units(minor, offset).as_deref(), Some(major), "{minor}/{offset}");
        }
    }

    #[test]
    fn what_is_not_an_integer_is_not_guessed_at() {
        for minor in ["", "-", "1.5", "1e3", "abc", "12 345"] {
            assert_eq!(major_units(minor, 100), None, "{minor}");
        }
    }
}
