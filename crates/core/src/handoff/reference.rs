//! References instead of secrets: `{{ adkeys:facebook/access_token }}` in a template that can lie in a repository.
//!
//! The form is `adkeys:CONNECTION[@ACCOUNT]/FIELD [| FILTER]`; fields are those of recipes. Other `{{ … }}` are not
//! ours and stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::fill::breaks_a_line;
use super::format;
use super::place::Place;
use super::render::consequence;
use super::source::Taker;
use super::types::Injected;
use super::values::{self, Account, Values};
use crate::catalogue::Field;
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// A connection and the ad account at it that is meant.
type Subject<'a> = (&'a str, Option<&'a str>);

/// A part of a template.
enum Part<'a> {
    Text(&'a str),
    Reference(Reference<'a>),
}

struct Reference<'a> {
    subject: Subject<'a>,
    field: Field,
    filter: Option<fn(&str) -> Result<String>>,
    line: u32,
}

/// Fills in the references of a template. Either all or none.
///
/// # Errors
/// `usage`, with the line, for a reference that is not understood; whatever keeps a value away, with the line.
pub(crate) async fn inject(context: &Context, template: &str) -> Result<Injected> {
    let parts = parse(template)?;
    let mut wanted: BTreeMap<Subject<'_>, (BTreeSet<Field>, u32)> = BTreeMap::new();
    for reference in references(&parts) {
        let (fields, _) =
            wanted.entry(reference.subject).or_insert_with(|| (BTreeSet::new(), reference.line));
        fields.insert(reference.field);
    }
    let mut known = BTreeMap::new();
    let mut warnings = Vec::new();
    for (subject, (fields, line)) in wanted {
        let values = gather(context, subject, &fields).await.map_err(|error| at(error, line))?;
        warnings.extend(values.warnings.iter().cloned());
        warnings.extend(rotates(context, subject.0, &fields));
        known.insert(subject, values);
    }
    let references = u32::try_from(references(&parts).count()).unwrap_or(u32::MAX);
    if references == 0 {
        warnings.push(NOTHING);
    }
    Ok(Injected { text: fill(&parts, &known)?, references, warnings })
}

/// Fills in a template and writes the file, under the same rules as an export.
pub(crate) async fn inject_into(
    context: &Context,
    template: &str,
    out: &Path,
    force: bool,
) -> Result<Injected> {
    let place = Place::of(out, force)?;
    let injected = inject(context, template).await?;
    // EXPOSE: written into the private file that the person named.
    place.write(injected.text.expose().as_bytes())?;
    Ok(injected)
}

const NOTHING: Text = Text::new(
    "The template has no {{ adkeys:CONNECTION/FIELD }} in it.",
    "В шаблоне нет ни одной ссылки {{ adkeys:ПОДКЛЮЧЕНИЕ/ПОЛЕ }}.",
);

async fn gather(
    context: &Context,
    (connection, account): Subject<'_>,
    fields: &BTreeSet<Field>,
) -> Result<Values> {
    let needed = fields.iter().any(|field| field.is_of_account());
    values::gather(context, connection, fields, Account { given: account, needed }, Taker::new("inject"))
        .await
}

fn rotates(context: &Context, connection: &str, fields: &BTreeSet<Field>) -> Option<Text> {
    let record = context.record(connection).ok()?;
    let provider = context.catalogue().provider(&record.provider).ok()?;
    let copies = fields.contains(&Field::RefreshToken) && provider.refresh.rotates;
    copies.then(|| consequence(&provider.display_name))
}

fn fill(parts: &[Part<'_>], known: &BTreeMap<Subject<'_>, Values>) -> Result<Secret> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Reference(reference) => {
                out.push_str(&value(reference, known).map_err(|e| at(e, reference.line))?);
            }
        }
    }
    Ok(Secret::new(out))
}

fn value(reference: &Reference<'_>, known: &BTreeMap<Subject<'_>, Values>) -> Result<String> {
    let value = known.get(&reference.subject).and_then(|values| values.get(reference.field));
    let name = reference.field.name();
    let connection = reference.subject.0;
    let value = value.ok_or_else(|| {
        Error::new(Code::Usage, text!("{connection} has no {name}.", "У {connection} нет {name}."))
    })?;
    // EXPOSE: this is the document that the person asked for.
    let value = value.expose();
    match reference.filter {
        Some(filter) => filter(value),
        None if value.chars().any(breaks_a_line) => Err(super::fill::unfit(name)),
        None => Ok(value.to_owned()),
    }
}

fn references<'a, 'b>(parts: &'b [Part<'a>]) -> impl Iterator<Item = &'b Reference<'a>> {
    parts.iter().filter_map(|part| match part {
        Part::Reference(reference) => Some(reference),
        Part::Text(_) => None,
    })
}

fn parse(template: &str) -> Result<Vec<Part<'_>>> {
    let (mut parts, mut rest, mut line) = (Vec::new(), template, 1);
    while let Some((before, after)) = next(rest) {
        parts.push(Part::Text(before));
        line += lines(before);
        let (inside, following) = after.split_once("}}").ok_or_else(|| at(not_closed(), line))?;
        parts.push(Part::Reference(reference(inside, line).map_err(|error| at(error, line))?));
        line += lines(inside);
        rest = following;
    }
    parts.push(Part::Text(rest));
    Ok(parts)
}

/// What stands before the next `{{ adkeys:`, and what after it.
fn next(text: &str) -> Option<(&str, &str)> {
    text.match_indices("{{").find_map(|(at, open)| {
        let (before, from) = text.split_at_checked(at)?;
        let after = from.strip_prefix(open)?.trim_start().strip_prefix("adkeys:")?;
        Some((before, after))
    })
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

fn reference(inside: &str, line: u32) -> Result<Reference<'_>> {
    let (path, filter) = match inside.split_once('|') {
        Some((path, filter)) => (path.trim(), Some(filter.trim())),
        None => (inside.trim(), None),
    };
    let (subject, field) = path.split_once('/').ok_or_else(|| unclear(path))?;
    let (connection, account) = match subject.split_once('@') {
        Some((connection, account)) => (connection, Some(account)),
        None => (subject, None),
    };
    if crate::name::check(connection).is_err() {
        return Err(unclear(path));
    }
    let field = Field::named(field).ok_or_else(|| unknown_field(field))?;
    let filter = filter.map(|name| format::filter(name).ok_or_else(|| unknown_filter(name))).transpose()?;
    Ok(Reference { subject: (connection, account), field, filter, line })
}

/// The error with the line that it is about.
fn at(error: Error, line: u32) -> Error {
    let (en, ru) = (&error.message.en, &error.message.ru);
    let message = text!("Line {line}: {en}", "Строка {line}: {ru}");
    let mut error = error.with(|details| details.line = Some(line));
    *error.message = message;
    error
}

fn not_closed() -> Error {
    Error::new(Code::Usage, text!("a reference is not closed with }}}}.", "ссылка не закрыта: нет }}}}."))
}

fn unclear(path: &str) -> Error {
    Error::new(Code::Usage, text!("{path:?} is not a reference.", "{path:?} — не ссылка.")).hint(Text::new(
        "Write {{ adkeys:CONNECTION/FIELD }}, such as {{ adkeys:facebook/access_token }}.",
        "Пишите {{ adkeys:ПОДКЛЮЧЕНИЕ/ПОЛЕ }}, например {{ adkeys:facebook/access_token }}.",
    ))
}

fn unknown_field(field: &str) -> Error {
    let known = Field::names();
    Error::new(Code::Usage, text!("there is no field {field:?}.", "поля {field:?} нет."))
        .hint(text!("Choose one of: {known}", "Выберите одно из: {known}"))
}

fn unknown_filter(filter: &str) -> Error {
    let known = format::FILTERS;
    Error::new(Code::Usage, text!("there is no filter {filter:?}.", "фильтра {filter:?} нет."))
        .hint(text!("Choose one of: {known}", "Выберите один из: {known}"))
}
