//! Ad accounts: the lists and the node.

use serde_json::Value;

use super::fields::{self, Field, Kind};
use super::insights;
use super::paging::Page;
use super::session::Session;
use crate::account::{Account, SILENT_FIELDS};
use crate::call::Call;
use crate::errors::{self, GraphError};
use crate::world::World;

/// The node type `AdAccount`.
const KIND: Kind = Kind { name: "AdAccount", silent: SILENT_FIELDS, usual: &["id", "account_id"] };

/// A list of ad accounts under `path`, of those that `belongs` picks.
///
/// # Errors
/// What the session may not do; 1 for a page that is too heavy; what one account's fields are refused with.
pub(crate) fn list(
    world: &World,
    session: &Session,
    call: &Call,
    path: &str,
    belongs: impl Fn(&Account) -> bool,
) -> Result<Value, GraphError> {
    session.check_ads(world)?;
    let page = Page::read(call)?;
    let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
    check_weight(session, page, &wanted)?;
    let reachable = |account: &&Account| session.reaches(&account.id) && belongs(account);
    let all: Vec<_> = session.persona.accounts().iter().filter(reachable).collect();
    // A field that does not exist is refused even when there is nothing to show it of.
    show(world, session, call, &Account::default(), &wanted)?;
    let shown = page.of(&all).iter().filter(|account| !account.hidden);
    let data: Result<Vec<_>, _> = shown.map(|account| show(world, session, call, account, &wanted)).collect();
    let data = data?;
    if session.persona.trouble.is_some() && !page.has_next(all.len()) {
        world.memory().note_listing(&session.token.nonce, world.now());
    }
    Ok(page.answer(call, &world.origin, path, all.len(), data))
}

/// `/act_…`.
///
/// # Errors
/// 100/33 for an account that is not there; 200 and 100 for fields that may not be read.
pub(crate) fn node(world: &World, session: &Session, call: &Call, id: &str) -> Result<Value, GraphError> {
    let account = find(world, session, id)?;
    let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
    show(world, session, call, account, &wanted)
}

/// The account called `id`, with its prefix.
///
/// # Errors
/// 100/33 if the prefix is missing, the number is unknown, or the person has no role there: all the same to Facebook.
pub(crate) fn find(world: &World, session: &Session, id: &str) -> Result<&'static Account, GraphError> {
    session.check_ads(world)?;
    let number = id.strip_prefix("act_").filter(|number| session.reaches(number));
    number.and_then(|number| session.persona.account(number)).ok_or_else(|| does_not_exist(id))
}

/// The error with three causes.
pub(crate) fn does_not_exist(id: &str) -> GraphError {
    let message = format!(
        "Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"
    );
    GraphError::new(100, message).subcode(33).kind("GraphMethodException")
}

/// One forbidden field fails the whole request, with a message that misleads.
fn show(
    world: &World,
    session: &Session,
    call: &Call,
    account: &Account,
    wanted: &[Field],
) -> Result<Value, GraphError> {
    let wants = |name: &str| wanted.iter().any(|field| field.name == name);
    if wants("owner") && !session.has("business_management") {
        return Err(errors::named("owner"));
    }
    let funding = wants("funding_source_details") || wants("expired_funding_source_details");
    if funding && !account.managed() {
        return Err(
            GraphError::new(100, "Unsupported request - method type: get").kind("GraphMethodException")
        );
    }
    let (edges, plain) = fields::split(wanted, &["insights"]);
    let mut shown = fields::select(&account.node(), &plain, KIND)?;
    for edge in edges {
        shown.insert(edge.name.clone(), insights::answer(world, account, &edge.call(call))?);
    }
    Ok(Value::Object(shown))
}

fn check_weight(session: &Session, page: Page, wanted: &[Field]) -> Result<(), GraphError> {
    let weigh = |field: &Field| if field.name == "insights" { 20 } else { 1 };
    let weight = page.limit * wanted.iter().map(weigh).sum::<usize>().max(1);
    match session.persona.heaviest_page {
        Some(most) if weight > most => Err(errors::named("reduce")),
        _ => Ok(()),
    }
}
