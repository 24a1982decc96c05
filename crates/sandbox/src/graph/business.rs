//! Businesses, and the ad accounts that they own or work for.

use serde_json::{Map, Value, json};

use super::fields::{self, Field, Kind};
use super::paging::Page;
use super::session::Session;
use crate::account::{Account, business_id};
use crate::call::Call;
use crate::errors::{self, GraphError};
use crate::world::World;

const KIND: Kind = Kind {
    name: "Business",
    silent: &[
        "primary_page",
        "user_access_expire_time",
        "link",
        "vertical",
        "timezone_id",
        "profile_picture_uri",
    ],
    usual: &["id", "name"],
};

/// `/me/businesses`.
///
/// # Errors
/// 200 without `business_management`.
pub(crate) fn list(world: &World, session: &Session, call: &Call) -> Result<Value, GraphError> {
    check(world, session)?;
    let page = Page::read(call)?;
    let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
    let names = names(session);
    let data: Result<Vec<_>, _> =
        page.of(&names).iter().map(|name| with_edges(world, session, call, name, &wanted)).collect();
    let path = format!("/{}/businesses", session.persona.user_id);
    Ok(page.answer(call, &world.origin, &path, names.len(), data?))
}

/// `/me/business_users`: the person as each of their businesses knows them.
///
/// # Errors
/// 200 without `business_management`.
pub(crate) fn memberships(world: &World, session: &Session, call: &Call) -> Result<Value, GraphError> {
    check(world, session)?;
    let (page, names) = (Page::read(call)?, names(session));
    let own = session.persona.business.as_deref();
    let membership = |name: &&str| {
        let role = if Some(*name) == own { "ADMIN" } else { "EMPLOYEE" };
        let business = json!({"id": business_id(name), "name": name});
        json!({"id": business_id(&format!("{name}/{}", session.persona.id)), "business": business, "role": role})
    };
    let data = page.of(&names).iter().map(membership).collect();
    let path = format!("/{}/business_users", session.persona.user_id);
    Ok(page.answer(call, &world.origin, &path, names.len(), data))
}

/// A business and its edges. `None`: no business of this person has that id.
pub(crate) fn answer(
    world: &World,
    session: &Session,
    call: &Call,
    id: &str,
    rest: &[&str],
) -> Option<Result<Value, GraphError>> {
    let name = names(session).into_iter().find(|name| business_id(name) == id)?;
    let owns = |account: &Account| account.business.as_deref() == Some(name);
    let home = session.persona.business.as_deref() == Some(name);
    let path = format!("/{id}/{}", rest.join("/"));
    let list = |picks: &dyn Fn(&Account) -> bool| super::accounts::list(world, session, call, &path, picks);
    Some(check(world, session).and_then(|()| match rest {
        [] => {
            let wanted = fields::parse(call.params.get("fields").unwrap_or_default())?;
            with_edges(world, session, call, name, &wanted)
        }
        ["owned_ad_accounts"] => list(&|account| owns(account)),
        ["client_ad_accounts"] => list(&|account| home && !owns(account) && account.business.is_some()),
        ["pending_client_ad_accounts" | "pending_owned_ad_accounts"] => Ok(super::nothing()),
        [edge, ..] => Err(super::nonexistent_edge(edge)),
    }))
}

/// A business with the lists of accounts that stand among its wanted fields.
fn with_edges(
    world: &World,
    session: &Session,
    call: &Call,
    name: &str,
    wanted: &[Field],
) -> Result<Value, GraphError> {
    let (edges, plain) = fields::split(wanted, &["owned_ad_accounts", "client_ad_accounts"]);
    let mut shown = fields::select(&node(session, name), &plain, KIND)?;
    for edge in edges {
        let list = answer(world, session, &edge.call(call), &business_id(name), &[&edge.name]);
        shown.insert(edge.name.clone(), list.unwrap_or_else(|| Ok(super::nothing()))?);
    }
    Ok(Value::Object(shown))
}

fn check(world: &World, session: &Session) -> Result<(), GraphError> {
    match super::session::trouble(world, &session.token) {
        Some(error) => Err(error),
        None if session.has("business_management") => Ok(()),
        None => Err(errors::named("owner")),
    }
}

/// The person's own business first, then those of the accounts that the person manages.
fn names(session: &Session) -> Vec<&'static str> {
    let own = session.persona.business.as_deref();
    let managed = session.persona.accounts().iter().filter(|account| account.managed() && !account.hidden);
    let mut names: Vec<_> = own.into_iter().collect();
    let mut seen: std::collections::HashSet<_> = names.iter().copied().collect();
    names.extend(managed.filter_map(|account| account.business.as_deref()).filter(|name| seen.insert(name)));
    names
}

fn node(session: &Session, name: &str) -> Map<String, Value> {
    let persona = session.persona;
    let own =
        |word: &'static Option<String>| word.as_deref().filter(|_| persona.business.as_deref() == Some(name));
    let mut node = Map::new();
    node.insert("id".into(), json!(business_id(name)));
    node.insert("name".into(), json!(name));
    node.insert("verification_status".into(), json!(own(&persona.verification).unwrap_or("verified")));
    node.insert("two_factor_type".into(), json!(own(&persona.two_factor).unwrap_or("admin_required")));
    node.insert("created_time".into(), json!("2019-05-02T10:00:00+0000"));
    node
}
