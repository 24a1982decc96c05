//! Files that AdKeys writes for other tools, and keeps an eye on.

use sha2::{Digest, Sha256};

use super::place::Place;
use super::render::rendered;
use super::source::Taker;
use super::types::{ExportRequest, ExportState, Exported};
use crate::connection::Context;
use crate::error::{Code, Error, Result};
use crate::files::write_atomically;
use crate::ledger::ExportRecord;
use crate::text;
use crate::text::Text;

mod state;

use state::state;

/// Writes a file and remembers it.
///
/// # Errors
/// `usage` if the place is not one to write to, or if somebody has changed the file since AdKeys wrote it;
/// `recipe-unknown`; whatever keeps the token away.
pub(crate) async fn export(context: &Context, request: &ExportRequest) -> Result<Exported> {
    let exported = write(context, request, Taker::new(&request.recipe)).await?;
    note(context, &exported, "exported");
    Ok(exported)
}

async fn write(context: &Context, request: &ExportRequest, taker: Taker<'_>) -> Result<Exported> {
    let place = Place::of(&request.out, request.force)?;
    let path = place.path().to_string_lossy().into_owned();
    let before = context.ledger().export_to(&path)?;
    let content = place.content()?;
    let ours =
        matches!((&content, &before), (Some(content), Some((_, record))) if hash(content) == record.hash);
    if content.is_some() && before.is_some() && !ours && !request.force {
        return Err(changed(&path));
    }
    let (rendered, obtained_at) =
        rendered(context, &request.connection, &request.recipe, request.account.as_deref(), taker).await?;
    let replaced = match &content {
        Some(content) if !ours && !content.is_empty() => Some(put_aside(context, &place, content)?),
        _ => None,
    };
    // EXPOSE: written into the private file that the person named.
    let text = rendered.text.expose().as_bytes();
    place.write(text)?;
    let record = ExportRecord {
        connection: request.connection.clone(),
        recipe: request.recipe.clone(),
        account: request.account.clone(),
        path,
        hash: hash(text),
        written_at: context.now(),
        expires_at: rendered.expires_at,
        obtained_at,
        outdated: false,
        keep_fresh: request.keep_fresh,
        force: request.force,
    };
    let id = context.ledger().put_export(&record)?;
    Ok(Exported { replaced, warnings: rendered.warnings, ..told(context, id, record)? })
}

/// Every export and how it stands.
///
/// # Errors
/// `ledger-damaged`.
pub(crate) fn exports(context: &Context) -> Result<Vec<Exported>> {
    let exports = context.ledger().exports()?.into_iter();
    exports.map(|(id, record)| told(context, id, record)).collect()
}

/// Writes an export again.
///
/// # Errors
/// `usage` for an id that is not there; as [`export`].
pub(crate) async fn again(context: &Context, id: &str, force: bool) -> Result<Exported> {
    let (_, record) = find(context, id)?;
    let exported = rewrite(context, record, force).await?;
    note(context, &exported, "export-renewed");
    Ok(exported)
}

async fn rewrite(context: &Context, record: ExportRecord, force: bool) -> Result<Exported> {
    let request = ExportRequest {
        connection: record.connection,
        recipe: record.recipe,
        account: record.account,
        out: record.path.into(),
        keep_fresh: record.keep_fresh,
        force: record.force || force,
    };
    write(context, &request, Taker::agreed(&request.recipe)).await
}

/// Deletes an exported file and forgets it.
///
/// # Errors
/// `usage` for an id that is not there, and for a file that somebody has changed, unless `force`.
pub(crate) fn remove(context: &Context, id: &str, force: bool) -> Result<Exported> {
    let (number, record) = find(context, id)?;
    let exported = told(context, number, record)?;
    match exported.state {
        ExportState::Changed if !force => return Err(changed(&exported.path)),
        ExportState::Gone => {}
        _ => std::fs::remove_file(&exported.path).map_err(|error| not_removed(&exported.path, &error))?,
    }
    context.ledger().forget_export(number)?;
    note(context, &exported, "export-removed");
    Ok(Exported { state: ExportState::Gone, ..exported })
}

/// Looks after the exports of every connection that was renewed since the last call: notes that their token is old,
/// and writes again what is to be kept fresh. `except` was written with the new one already. A file that somebody has
/// changed or deleted is left alone. What fails is told by the activity.
pub(crate) async fn keep_fresh(context: &Context, except: Option<&str>) {
    let renewed = context.take_renewed();
    if renewed.is_empty() {
        return;
    }
    for (id, record) in context.ledger().exports().unwrap_or_default() {
        let concerned = renewed.contains(&record.connection) && record.obtained_at.is_some();
        if !concerned || except.is_some_and(|except| except == id.to_string()) {
            continue;
        }
        if let Err(error) = bring_up_to_date(context, id, record.clone()).await {
            context.note(&record.connection, "export-failed", Err(&error));
        }
    }
}

async fn bring_up_to_date(context: &Context, id: i64, record: ExportRecord) -> Result<()> {
    let record = ExportRecord { outdated: true, ..record };
    context.ledger().put_export(&record)?;
    if !record.keep_fresh {
        return Ok(());
    }
    let exported = told(context, id, record.clone())?;
    match exported.state {
        ExportState::Stale => note(context, &rewrite(context, record, false).await?, "export-renewed"),
        ExportState::Changed => note(context, &exported, "export-left"),
        ExportState::Fresh | ExportState::Gone => {}
    }
    Ok(())
}

fn find(context: &Context, id: &str) -> Result<(i64, ExportRecord)> {
    let all = context.ledger().exports()?;
    all.into_iter().find(|(number, _)| number.to_string() == id).ok_or_else(|| {
        Error::new(Code::Usage, text!("There is no export {id:?}.", "Экспорта {id:?} нет."))
            .hint(Text::new("See them with: adkeys export --list", "Список покажет: adkeys export --list"))
    })
}

fn told(context: &Context, id: i64, record: ExportRecord) -> Result<Exported> {
    Ok(Exported {
        id: id.to_string(),
        state: state(context, &record)?,
        connection: record.connection,
        recipe: record.recipe,
        account: record.account,
        path: record.path,
        written_at: record.written_at,
        expires_at: record.expires_at,
        keep_fresh: record.keep_fresh,
        replaced: None,
        warnings: Vec::new(),
    })
}

fn note(context: &Context, exported: &Exported, event: &str) {
    let detail = format!("{} → {}", exported.recipe, exported.path);
    context.note(&exported.connection, event, Ok(Some(detail)));
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What was there before and is not ours is kept in the home: nothing that a person wrote is lost to a slip.
fn put_aside(context: &Context, place: &Place, content: &[u8]) -> Result<String> {
    let name = place.path().file_name().unwrap_or_default().to_string_lossy();
    let at = context.now().to_string().replace(':', "");
    let aside = context.home().data_dir().join("replaced").join(format!("{at}-{name}"));
    write_atomically(&aside, content)
        .map_err(|error| not_put_aside(&place.path().display().to_string(), &error))?;
    Ok(aside.to_string_lossy().into_owned())
}

fn changed(path: &str) -> Error {
    Error::new(
        Code::Usage,
        text!(
            "{path} was changed after AdKeys wrote it, and is left as it is.",
            "{path} изменён после записи из AdKeys и оставлен как есть."
        ),
    )
    .with(|details| details.file = Some(path.to_owned()))
    .hint(Text::new("Write or remove it all the same: --force", "Всё равно записать или удалить: --force"))
}

fn not_removed(path: &str, error: &std::io::Error) -> Error {
    Error::new(Code::Usage, text!("{path} cannot be removed: {error}.", "{path} не удаляется: {error}."))
        .with(|details| details.file = Some(path.to_owned()))
        .hint(Text::new("Remove it by hand, then try again.", "Удалите его вручную и попробуйте ещё раз."))
}

fn not_put_aside(path: &str, error: &std::io::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!(
            "What {path} holds now cannot be put aside: {error}. Nothing was changed.",
            "Нынешнее содержимое {path} не удалось отложить: {error}. Ничего не изменено."
        ),
    )
}
