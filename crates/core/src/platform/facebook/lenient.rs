//! Reading JSON whose types Facebook does not keep: numbers that come as strings, ids that come as numbers, members
//! that come as something else altogether. What does not fit is left out, never a reason to lose the rest.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A string or a number, as text. `None`: absent, `null`, or anything else. Numbers and strings are taken as they
/// come, without looking at them twice: a large agency's list holds a hundred thousand of them.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(Scalar)
}

/// A whole number, or a string that holds one.
pub(super) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    text(deserializer).map(|text| text.and_then(|digits| digits.trim().parse().ok()))
}

/// A number, or a string that holds one.
pub(super) fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    text(deserializer).map(|text| text.and_then(|digits| digits.trim().parse().ok()))
}

/// A boolean, its word, or 0 and 1.
pub(super) fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Bool(truth) => Some(truth),
        Value::String(word) if word == "true" || word == "1" => Some(true),
        Value::String(word) if word == "false" || word == "0" => Some(false),
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        _ => None,
    })
}

/// A list of strings or numbers, as texts.
pub(super) fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let Value::Array(words) = Value::deserialize(deserializer)? else { return Ok(Vec::new()) };
    Ok(words.into_iter().filter_map(|word| text(word).ok().flatten()).collect())
}

/// The objects of a list; none if something else stands there.
pub(super) fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_any(Objects(PhantomData))
}

/// Everything that a visitor has no use for, one word or number at a time.
macro_rules! nothing_from {
    ($($visit:ident: $what:ty),*) => { $(
        fn $visit<E>(self, _: $what) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    )* };
}

/// Takes what can be written as one word, and skips everything else.
struct Scalar;

impl<'de> Visitor<'de> for Scalar {
    type Value = Option<String>;

    nothing_from!(visit_bool: bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(entries).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(entries).map(|_| None)
    }
}

/// Takes the objects of a list, and skips everything else.
struct Objects<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Objects<T> {
    type Value = Vec<T>;

    nothing_from!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut objects = Vec::new();
        while let Some(Object(object)) = entries.next_element()? {
            objects.extend(object);
        }
        Ok(objects)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(entries).map(|_| Vec::new())
    }
}

/// A `T` where an object stands.
struct Object<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ObjectOnly(PhantomData)).map(Self)
    }
}

struct ObjectOnly<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectOnly<T> {
    type Value = Option<T>;

    nothing_from!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(entries).map(|_| None)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(Some)
    }
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
    fn the_objects_of_a_list_are_taken_and_the_rest_is_skipped() {
        #[derive(Deserialize)]
        struct List(#[serde(deserialize_with = "objects")] Vec<Sample>);
        let read = |json| serde_json::from_str::<List>(json).unwrap().0.len();
        assert_eq!(read(r#"[{"id":1},null,"x",[{"id":2}],7,true,{}]"#), 2);
        for json in ["null", "{}", r#"{"0":{"id":1}}"#, "17", r#""x""#, "false"] {
            assert_eq!(read(json), 0, "{json}");
        }
    }

    #[test]
    fn truth_comes_in_many_words() {
        #[derive(Deserialize)]
        struct Sample(#[serde(deserialize_with = "truth")] Option<bool>);
        let read = |json| serde_json::from_str::<Sample>(json).unwrap().0;
        assert_eq!(["true", "1", r#""1""#, r#""true""#].map(read), [Some(true); 4]);
        assert_eq!(["false", "0", r#""0""#, r#""false""#].map(read), [Some(false); 4]);
        assert_eq!(["null", "[]", r#""maybe""#].map(read), [None; 3]);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        for json in ["{}", r#"{"id":null,"at":null,"targets":null}"#, r#"{"id":{},"at":[],"targets":"x"}"#] {
            assert_eq!(read(json), Sample::default(), "{json}");
        }
    }
}
