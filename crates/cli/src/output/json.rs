//! Documents for programs.

use adkeys_core::text::{in_language, localize};
use adkeys_core::{Code, Error, Lang, Result, text};
use serde::Serialize;

/// `value` as JSON with its texts in one language.
///
/// # Errors
/// `unexpected`; no value of core's does that.
pub(super) fn render(value: &impl Serialize, lang: Lang, pretty: bool) -> Result<String> {
    let written = in_language(lang, || write(value, pretty));
    let written = match &written {
        // A part that was made before, in both languages.
        Ok(json) if json.contains("\"en\":") && json.contains("\"ru\":") => {
            serde_json::to_value(value).and_then(|value| write(&localize(value, lang), pretty))
        }
        _ => written,
    };
    written.map_err(|error| {
        Error::new(
            Code::Unexpected,
            text!("No JSON could be made: {error}.", "Не удалось составить JSON: {error}."),
        )
    })
}

fn write(value: &impl Serialize, pretty: bool) -> serde_json::Result<String> {
    if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) }
}

#[cfg(test)]
mod tests {
    use adkeys_core::Text;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_has_one_language_and_keeps_its_order() {
        let value = json!({ "z": Text::new("yes", "да"), "a": [1] });
        assert_eq!(render(&value, Lang::Ru, false).unwrap(), r#"{"z":"да","a":[1]}"#);
        assert_eq!(render(&[Text::new("yes", "да")], Lang::En, false).unwrap(), r#"["yes"]"#);
        let mixed = (Text::new("yes", "да"), json!([Text::new("no", "нет")]));
        assert_eq!(render(&mixed, Lang::Ru, true).unwrap().replace(['\n', ' '], ""), r#"["да",["нет"]]"#);
    }
}
