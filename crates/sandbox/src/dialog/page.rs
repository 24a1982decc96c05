//! The pages of the dialog.

use url::Url;

use super::Ask;
use super::refusal::Refusal;
use crate::app::Login;
use crate::html::{escape, page};
use crate::permission;
use crate::persona::personas;
use crate::phrase::Lang;
use crate::reply::Reply;
use crate::world::World;

/// Who signs in, and what they give. The form goes to the address of the page itself.
pub(crate) fn consent(world: &World, ask: &Ask, lang: Lang) -> Reply {
    let app = escape(&ask.app.name);
    let heading = lang.pick("asks for access", "просит доступ");
    let who = lang.pick("Who signs in?", "Кто входит?");
    let what = lang.pick("What may it do?", "Что разрешить?");
    let body = format!(
        "<div class=\"card\"><h1>{app} {heading}</h1><p class=\"sub\">{}</p>\
         <form method=\"post\"><input type=\"hidden\" name=\"form\" value=\"1\">\
         <h2 id=\"who\">{who}</h2><div class=\"list\" role=\"radiogroup\" aria-labelledby=\"who\">{}</div>\
         <h2 id=\"what\">{what}</h2><div class=\"list all\" role=\"group\" aria-labelledby=\"what\">{}</div>{}\
         <div class=\"acts\"><button class=\"first\" id=\"allow\" name=\"decision\" value=\"allow\">{}</button>\
         <button id=\"cancel\" name=\"decision\" value=\"cancel\">{}</button></div></form></div>",
        ask.leads_to(lang),
        people(world, lang),
        permissions(ask, lang),
        assets(ask, lang),
        lang.pick("Continue", "Продолжить"),
        lang.pick("Cancel", "Отмена"),
    );
    Reply::page(200, page(lang, &ask.app.name, "", &body), &origin(&ask.redirect_uri))
}

/// Where the redirect leads: a browser wants to know before it follows one that answers a form.
fn origin(redirect_uri: &str) -> String {
    Url::parse(redirect_uri).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

fn people(world: &World, lang: Lang) -> String {
    let first = world.persona.or_else(|| personas().first()).map_or("", |persona| persona.id.as_str());
    let one = |persona: &crate::Persona| {
        format!(
            "<label><input type=\"radio\" name=\"persona\" value=\"{id}\" id=\"persona-{id}\"{checked}>\
             <b>{title} <span class=\"who\">{person}</span></b><span>{shows}</span></label>",
            id = escape(&persona.id),
            checked = if persona.id == first { " checked" } else { "" },
            title = escape(persona.title.get(lang)),
            person = escape(&persona.person),
            shows = escape(persona.shows.get(lang)),
        )
    };
    personas().iter().map(one).collect()
}

/// With Facebook Login for Business all is given or nothing: the boxes cannot be unticked.
fn permissions(ask: &Ask, lang: Lang) -> String {
    let one = |scope: &String| {
        let title = permission::find(scope).map_or("", |permission| permission.title.get(lang));
        let fixed = ask.app.login == Login::Business || scope == permission::ALWAYS;
        format!(
            "<label><input type=\"checkbox\" name=\"granted\" value=\"{id}\" id=\"granted-{id}\" checked{fixed}>\
             <b>{title}</b><span><code>{id}</code></span></label>",
            id = escape(scope),
            title = escape(if title.is_empty() { scope } else { title }),
            fixed = if fixed { " disabled" } else { "" },
        )
    };
    ask.scopes.iter().map(one).collect()
}

fn assets(ask: &Ask, lang: Lang) -> String {
    if ask.app.login != Login::Business {
        return String::new();
    }
    let one = |value: &str, checked: &str, title: &str| {
        format!(
            "<label><input type=\"radio\" name=\"assets\" value=\"{value}\" id=\"assets-{value}\"{checked}><b>{title}</b></label>"
        )
    };
    format!(
        "<h2 id=\"which\">{}</h2><div class=\"list all\" role=\"radiogroup\" aria-labelledby=\"which\">{}{}</div>",
        lang.pick("Which ad accounts?", "Какие рекламные аккаунты?"),
        one("all", " checked", lang.pick("All current and future ones", "Все нынешние и будущие")),
        one("some", "", lang.pick("Only the first half", "Только первую половину")),
    )
}

impl Ask {
    fn leads_to(&self, lang: Lang) -> String {
        let to = lang.pick("After that the browser goes to", "После этого браузер перейдёт на");
        format!("{to} <code>{}</code>", escape(&self.redirect_uri))
    }
}

/// The end: a page that does not lead back.
pub(crate) fn refused(refusal: &Refusal, lang: Lang) -> Reply {
    let words = refusal.words();
    let title = refusal.title(&words, lang);
    let body = format!(
        "<div class=\"card\"><h1>{}</h1><p class=\"sub\">{}</p><p class=\"code\">{} {}</p>\
         <p class=\"note\"><b>{}</b> {}</p></div>",
        escape(&title),
        escape(words.text(lang)),
        lang.pick("Error", "Ошибка"),
        words.code,
        lang.pick("Why the sandbox shows this:", "Почему песочница это показывает:"),
        escape(words.note(lang)),
    );
    Reply::page(400, page(lang, &title, "", &body), "")
}
