//! The switches, under `/_sandbox`. `README.md` describes them.

mod page;

use axum::http::{Method, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::app::Mode;
use crate::call::Call;
use crate::errors;
use crate::persona::{self, personas};
use crate::reply::Reply;
use crate::token::{Grant, LONG};
use crate::world::World;

/// What went wrong with a switch, for the person who threw it.
struct Mistake(u16, String);

/// Answers a call to the switches.
pub(crate) fn answer(world: &World, call: &Call) -> Reply {
    if !is_from_here(call) {
        return told(&Mistake(403, "The switches are not for pages from elsewhere.".to_owned()));
    }
    let segments = call.segments();
    let rest = segments.get(1..).unwrap_or_default();
    if call.method == Method::GET && rest.is_empty() {
        return page::index(world, call.lang());
    }
    match switch(world, call, rest) {
        Ok(value) => Reply::json(&value),
        Err(mistake) => told(&mistake),
    }
}

fn told(Mistake(status, sentence): &Mistake) -> Reply {
    Reply { status: *status, ..Reply::json(&json!({ "error": sentence })) }
}

/// A page of another origin may send requests here without being asked; its browser says where it comes from.
fn is_from_here(call: &Call) -> bool {
    let origin = call.header(header::ORIGIN);
    let host = call.header(header::HOST);
    origin.is_empty() || origin.strip_prefix("http://").is_some_and(|origin| origin == host)
}

fn switch(world: &World, call: &Call, rest: &[&str]) -> Result<Value, Mistake> {
    match (call.method.as_str(), rest) {
        ("POST", ["faults"]) => {
            let id = world.faults().add(body(call)?).map_err(|sentence| Mistake(400, sentence))?;
            Ok(json!({ "id": id }))
        }
        ("GET", ["faults"]) => Ok(json!(world.faults().list())),
        ("DELETE", ["faults"]) => {
            world.faults().clear();
            Ok(json!({}))
        }
        ("DELETE", ["faults", id]) => match id.parse().is_ok_and(|id| world.faults().remove(id)) {
            true => Ok(json!({})),
            false => Err(Mistake(404, "No fault has this number.".to_owned())),
        },
        ("GET", ["requests"]) => {
            let since = call.params.filled("since").and_then(|since| since.parse().ok()).unwrap_or(0);
            Ok(json!(world.journal().since(since)))
        }
        ("DELETE", ["requests"]) => {
            world.journal().clear();
            Ok(json!({}))
        }
        ("POST", ["clock"]) => clock(world, &body(call)?),
        ("POST", ["apps"]) => app(world, &body(call)?),
        ("POST", ["heal"]) => heal(world, &body(call)?),
        ("POST", ["token"]) => token(world, &body(call)?),
        ("POST", ["reset"]) => {
            world.reset();
            Ok(json!({}))
        }
        ("GET", ["personas"]) => Ok(people()),
        ("GET", ["errors"]) => Ok(table()),
        _ => Err(Mistake(404, "There is no such switch; see /_sandbox/.".to_owned())),
    }
}

fn body<T: serde::de::DeserializeOwned>(call: &Call) -> Result<T, Mistake> {
    serde_json::from_slice(&call.body)
        .map_err(|error| Mistake(400, format!("The body is not the JSON that is wanted: {error}")))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockSwitch {
    offset_seconds: i64,
}

fn clock(world: &World, body: &Value) -> Result<Value, Mistake> {
    let switch: ClockSwitch = read(body)?;
    world.clock.set_offset(switch.offset_seconds);
    Ok(json!({"offset_seconds": switch.offset_seconds, "now": world.now()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AppSwitch {
    id: String,
    mode: Option<Mode>,
    secret: Option<String>,
    redirect_uris: Option<Vec<String>>,
    approved: Option<Vec<String>>,
    requires_proof: Option<bool>,
    native: Option<bool>,
}

fn app(world: &World, body: &Value) -> Result<Value, Mistake> {
    let switch: AppSwitch = read(body)?;
    if let Some(uri) = switch.redirect_uris.iter().flatten().find(|uri| !uri.starts_with("https://")) {
        return Err(Mistake(400, format!("{uri} cannot be saved: only https addresses can")));
    }
    let mut apps = world.apps();
    let app = apps.iter_mut().find(|app| app.id == switch.id);
    let app = app.ok_or_else(|| Mistake(404, "No app has this id.".to_owned()))?;
    app.mode = switch.mode.unwrap_or(app.mode);
    app.secret = switch.secret.unwrap_or_else(|| app.secret.clone());
    app.redirect_uris = switch.redirect_uris.unwrap_or_else(|| app.redirect_uris.clone());
    app.approved = switch.approved.unwrap_or_else(|| app.approved.clone());
    app.requires_proof = switch.requires_proof.unwrap_or(app.requires_proof);
    app.native = switch.native.unwrap_or(app.native);
    Ok(json!({"id": app.id, "mode": app.mode, "redirect_uris": app.redirect_uris}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HealSwitch {
    persona: String,
}

fn heal(world: &World, body: &Value) -> Result<Value, Mistake> {
    let switch: HealSwitch = read(body)?;
    let apps: Vec<_> = world.apps().iter().map(|app| app.id.clone()).collect();
    world.memory().heal(&switch.persona, apps.into_iter());
    Ok(json!({}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenSwitch {
    persona: String,
    app: Option<String>,
    scopes: Option<Vec<String>>,
    /// In seconds; 0: without end. Default: as the persona's tokens are.
    lifetime: Option<i64>,
    /// Whether the persona's trouble has begun. Default: yes.
    troubled: Option<bool>,
}

/// A token without a dialog, as people paste them.
fn token(world: &World, body: &Value) -> Result<Value, Mistake> {
    let switch: TokenSwitch = read(body)?;
    let persona = persona::find(&switch.persona)
        .ok_or_else(|| Mistake(404, "No persona is called that.".to_owned()))?;
    let app = switch.app.unwrap_or_else(|| crate::APP_ID.to_owned());
    let usual = ["public_profile", "ads_read", "ads_management", "business_management"].map(str::to_owned);
    let grant = Grant {
        epoch: world.memory().epoch(&app, &persona.id),
        app,
        persona: persona.id.clone(),
        scopes: switch.scopes.unwrap_or_else(|| usual.to_vec()),
        declined: Vec::new(),
        targets: Vec::new(),
        system_user: persona.system_user,
        troubled: switch.troubled.unwrap_or(true),
    };
    let lifetime = match switch.lifetime {
        Some(0) => None,
        Some(seconds) => Some(seconds),
        None => crate::oauth::lifetime(&grant, LONG),
    };
    Ok(json!({ "access_token": grant.token(world.now(), lifetime).text() }))
}

fn read<T: serde::de::DeserializeOwned>(body: &Value) -> Result<T, Mistake> {
    serde_json::from_value(body.clone()).map_err(|error| Mistake(400, error.to_string()))
}

fn people() -> Value {
    let one = |persona: &crate::Persona| {
        json!({
            "id": persona.id,
            "person": persona.person,
            "title": {"en": persona.title.en, "ru": persona.title.ru},
            "shows": {"en": persona.shows.en, "ru": persona.shows.ru},
        })
    };
    personas().iter().map(one).collect()
}

fn table() -> Value {
    let one = |row: &errors::Row| json!({"name": row.name(), "status": row.status.unwrap_or(400), "body": row.envelope()});
    errors::rows().iter().map(one).collect()
}
