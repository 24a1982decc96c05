//! What a sandbox is and can do, as a page.

use crate::app::App;
use crate::errors;
use crate::html::{escape, page};
use crate::persona::{Persona, personas};
use crate::phrase::Lang;
use crate::reply::Reply;
use crate::world::World;

/// The front page of the switches.
pub(crate) fn index(world: &World, lang: Lang) -> Reply {
    let title = lang.pick("Sandbox", "Песочница");
    let body = format!(
        "<div class=\"card\"><h1>{title}</h1><p class=\"sub\">{}</p><pre>{}</pre>\
         <h2>{}</h2><table>{}</table><h2>{}</h2><table>{}</table><h2>{}</h2><table>{}</table><h2>{}</h2><p class=\"sub\">{}</p></div>",
        lang.pick("A stand-in for Facebook on this computer. Point AdKeys at it with this file in config/providers/facebook.toml:",
            "Замена Facebook на этом компьютере. Чтобы AdKeys обращался к ней, нужен такой config/providers/facebook.toml:"),
        escape(&crate::provider_override(&world.origin)),
        lang.pick("Who can sign in", "Кто может войти"),
        personas().iter().map(|persona| person(persona, lang)).collect::<String>(),
        lang.pick("Apps", "Приложения"),
        world.apps().iter().map(|app| application(app, lang)).collect::<String>(),
        lang.pick("Switches", "Переключатели"),
        SWITCHES.iter().map(|switch| row(&[&code(switch.0), lang.pick(switch.1, switch.2)])).collect::<String>(),
        lang.pick("Errors by name", "Ошибки по именам"),
        errors::rows().iter().map(|row| code(&row.name())).collect::<Vec<_>>().join(" "),
    );
    Reply::page(200, page(lang, title, "wide", &body), "")
}

const SWITCHES: &[(&str, &str, &str)] = &[
    ("POST /_sandbox/faults", "Switch a fault on", "Включить сбой"),
    (
        "GET /_sandbox/faults",
        "Faults that are on, and how many calls each has met",
        "Включённые сбои и число затронутых вызовов",
    ),
    (
        "DELETE /_sandbox/faults/{id}",
        "Switch one off; without a number, all",
        "Выключить один; без номера — все",
    ),
    (
        "GET /_sandbox/requests?since=N",
        "Requests so far, and whether a secret stood in a URL",
        "Запросы и не было ли секрета в адресе",
    ),
    (
        "POST /_sandbox/clock",
        "Move the sandbox's clock: {\"offset_seconds\": 86400}",
        "Сдвинуть часы песочницы: {\"offset_seconds\": 86400}",
    ),
    (
        "POST /_sandbox/apps",
        "Change an app: {\"id\": \"…\", \"mode\": \"live\"}",
        "Изменить приложение: {\"id\": \"…\", \"mode\": \"live\"}",
    ),
    (
        "POST /_sandbox/heal",
        "End a persona's trouble: {\"persona\": \"checkpoint\"}",
        "Закончить неприятности: {\"persona\": \"checkpoint\"}",
    ),
    (
        "POST /_sandbox/token",
        "A token to paste: {\"persona\": \"system-user\"}",
        "Токен для вставки: {\"persona\": \"system-user\"}",
    ),
    ("POST /_sandbox/reset", "Back to the beginning", "Вернуть всё к началу"),
    ("GET /_sandbox/errors", "Every error that can be asked for", "Все ошибки, которые можно вызвать"),
    ("GET /_sandbox/personas", "Who can sign in", "Кто может войти"),
];

fn person(persona: &Persona, lang: Lang) -> String {
    let title = format!("<b>{}</b>", escape(persona.title.get(lang)));
    row(&[&code(&persona.id), &title, &escape(persona.shows.get(lang))])
}

fn application(app: &App, lang: Lang) -> String {
    let keys = format!("{}<br>{}", code(&app.id), code(&app.secret));
    row(&[&keys, &format!("<b>{}</b>", escape(&app.name)), &escape(app.shows.get(lang))])
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
    format!("<tr>{cells}</tr>")
}
