//! Reading JSON whose types Facebook does not keep: numbers that come as strings, ids that come as numbers, members
//! that come as something else altogether. What does not fit is left out, never a reason to lose the rest.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Other(IgnoredAny),
}

impl Scalar {
    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(number) => Some(number.to_string()),
            Self::Unsigned(number) => Some(number.to_string()),
            Self::Float(number) => Some(number.to_string()),
            Self::Other(_) => None,
        }
    }
}

/// A string or a number, as text. `None`: absent, `null`, or anything else.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Scalar::deserialize(deserializer).map(Scalar::into_text)
}

/// A whole number, or a string that holds one.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    text(deserializer).map(|text| text.and_then(|digits| digits.trim().parse().ok()))
}

/// A number, or a string that holds one.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    text(deserializer).map(|text| text.and_then(|digits| digits.trim().parse().ok()))
}

/// A list of strings or numbers, as texts.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let list: Option<Vec<Scalar>> = fitting(deserializer)?;
    Ok(list.unwrap_or_default().into_iter().filter_map(Scalar::into_text).collect())
}

/// A `T`; `None` if something else stands there.
pub(super) fn fitting<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either<T> {
        Fits(T),
        Other(IgnoredAny),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Fits(value) => Some(value),
        Either::Other(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Sample {
        #[serde(deserialize_with = "text")]
        id: Option<String>,
        #[serde(deserialize_with = "integer")]
        at: Option<i64>,
        #[serde(deserialize_with = "texts")]
        targets: Vec<String>,
    }

    fn read(json: &str) -> Sample {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn numbers_and_strings_are_the_same() {
        let expected = Sample { id: Some("17".into()), at: Some(5), targets: vec!["1".into(), "2".into()] };
        assert_eq!(read(r#"{"id":17,"at":"5","targets":[1,"2"]}"#), expected);
        assert_eq!(read(r#"{"id":"17","at":5,"targets":["1",2]}"#), expected);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        for json in ["{}", r#"{"id":null,"at":null,"targets":null}"#, r#"{"id":{},"at":[],"targets":"x"}"#] {
            assert_eq!(read(json), Sample::default(), "{json}");
        }
    }
}
