//! Who signed in: a JSON document behind the bearer token (OpenID Connect Core §5.3, or a platform's own).

use serde_json::Value;

use crate::catalogue::Identity;
use crate::error::{Code, Error, Result};
use crate::grant::Person;
use crate::text;

/// Names of people, in the order of preference, where the catalogue's own is missing.
const NAMES: [&str; 4] = ["name", "preferred_username", "email", "login"];

/// Reads the person out of `document`. Members are named with dots (`data.user.id`).
///
/// # Errors
/// `platform-unavailable` if there is no id: nobody can be told apart without one.
pub(super) fn read(document: &Value, identity: &Identity) -> Result<Person> {
    let Some(id) = text_at(document, &identity.id) else {
        let member = &identity.id;
        return Err(Error::new(
            Code::PlatformUnavailable,
            text!(
                "The platform does not say who signed in: there is no {member:?} in its answer.",
                "Платформа не говорит, кто вошёл: в её ответе нет {member:?}."
            ),
        ));
    };
    let names = [identity.name.as_str()].into_iter().chain(NAMES);
    let name = names.into_iter().find_map(|member| text_at(document, member)).unwrap_or_else(|| id.clone());
    Ok(Person { id, name })
}

fn text_at(document: &Value, path: &str) -> Option<String> {
    let value = path.split('.').try_fold(document, |value, member| value.get(member))?;
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
