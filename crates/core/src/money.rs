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

/// Adds decimal strings in major units exactly, with as many places as the longest has. `None` for an empty list,
/// or if one of them is no decimal number.
pub fn sum<'a>(amounts: impl Iterator<Item = &'a str>) -> Option<String> {
    let amounts: Vec<&str> = amounts.map(str::trim).collect();
    let places_of = |amount: &str| amount.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let places = amounts.iter().map(|amount| places_of(amount)).max()?;
    let scaled = |amount: &&str| {
        let zeros = "0".repeat(places - places_of(amount));
        format!("{}{zeros}", amount.replacen('.', "", 1)).parse::<i128>().ok()
    };
    let total = amounts.iter().map(scaled).try_fold(0_i128, |total, amount| total.checked_add(amount?))?;
    let offset = 10_u32.checked_pow(u32::try_from(places).ok()?)?;
    major_units(&total.to_string(), offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_strings_are_added_without_rounding() {
        for (amounts, total) in [
            (&["0.1", "0.2"][..], Some("0.3")),
            (&["12", "0.05", "1.5"], Some("13.55")),
            (&["1234", "5"], Some("1239")),
            (&["-1.50", "1"], Some("-0.50")),
            (&["x"], None),
            (&["1.2.3"], None),
            (&[], None),
        ] {
            assert_eq!(sum(amounts.iter().copied()).as_deref(), total, "{amounts:?}");
        }
    }

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
