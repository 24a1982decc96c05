//! CSV (RFC 4180) that a spreadsheet reads as text: a field that it would take for a formula gets an apostrophe
//! (OWASP, "CSV Injection").

/// Adds one line of `fields`.
pub(crate) fn line<'a>(out: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(field));
    }
    out.push_str("\r\n");
}

fn quoted(field: &str) -> String {
    let field: String =
        field.chars().filter(|sign| !sign.is_control() || matches!(sign, '\t' | '\n')).collect();
    // Blanks before it do not keep a spreadsheet from calculating.
    let acts = field.trim_start().starts_with(['=', '+', '-', '@', '\t', '|', '%', '＝', '＋', '－', '＠']);
    let field = if acts { format!("'{field}") } else { field };
    if field.contains(['"', ',', ';', '\n', '\t']) || acts {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_a_quotation_stays_one_field() {
        for (field, written) in [
            ("Fjällbo", "Fjällbo"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""),
            ("  +1", "\"'  +1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-1", "\"'-1\""),
            ("two\r\nlines\u{1b}[31m", "\"two\nlines[31m\""),
        ] {
            assert_eq!(quoted(field), written, "{field:?}");
        }
    }
}
