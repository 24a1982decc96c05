//! Whether the platforms answer at all, whether it is they who answer, and what time it is there. One call a platform,
//! without a token.

use std::sync::Arc;

use futures_util::future::join_all;
use url::Url;

use crate::catalogue::Provider;
use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::error::Result;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::http::watch::{Watch, watched};
use crate::http::{Request, Response};
use crate::text;
use crate::text::Text;
use crate::time::Timestamp;

mod issuer;

pub(super) const CHECK: Check = Check {
    id: "machine.network",
    group: CheckGroup::Machine,
    title: Text::new("Do the platforms answer?", "Отвечают ли платформы?"),
    how: How::Machine(begin),
};

/// Found by the same call.
pub(super) const CLOCK: Check = Check {
    id: "clock",
    group: CheckGroup::Machine,
    title: Text::new("Clock", "Часы"),
    how: How::With("machine.network"),
};

/// Found by the same call.
pub(super) const TLS: Check = Check {
    id: "machine.tls",
    group: CheckGroup::Machine,
    title: Text::new("Does anybody read along?", "Читает ли кто-то трафик?"),
    how: How::With("machine.network"),
};

/// A signed call is good for five minutes.
const TOLERANCE: i64 = 5 * 60;

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let asked = ground.providers.iter().filter_map(|provider| Some((provider, provider.api.base.clone()?)));
    let answers = join_all(asked.map(|(provider, url)| ask(ground, provider, url))).await;
    let mut findings: Vec<Finding> =
        answers.iter().map(|asked| reached(asked.provider, &asked.answer)).collect();
    let clocks = answers.iter().filter_map(|asked| asked.answer.as_ref().ok().and_then(Response::date));
    findings.extend(clocks.take(1).map(|theirs| clock(ground.context.now(), theirs)));
    findings
        .extend(answers.iter().filter_map(|asked| issuer::finding(asked.provider, asked.issuer.as_deref()?)));
    findings
}

/// A platform, what it answered, and who issued its certificate.
struct Asked<'a> {
    provider: &'a Provider,
    answer: Result<Response>,
    issuer: Option<String>,
}

async fn ask<'a>(ground: &Ground<'_>, provider: &'a Provider, url: Url) -> Asked<'a> {
    let seen = Arc::new(issuer::Seen::default());
    let watcher: Arc<dyn Watch> = Arc::clone(&seen) as Arc<dyn Watch>;
    let answer = watched(watcher, ground.context.network().send(Request::get(url))).await;
    Asked { provider, answer, issuer: seen.take() }
}

fn reached(provider: &Provider, answer: &Result<Response>) -> Finding {
    let name = &provider.display_name;
    let finding = |level, detail| Finding::new(CHECK.id, level, Text::new("Network", "Сеть"), detail);
    match answer {
        Ok(answer) if answer.is_html() => {
            let detail = text!(
                "A web page came instead of {name}'s answer: a sign-in page of the network or a proxy stands in between.",
                "Вместо ответа {name} пришла веб-страница: между вами страница входа в сеть или прокси."
            );
            let text = Text::new(
                "Open any page in the browser and sign in to the network; else ask whoever runs the proxy.",
                "Откройте любую страницу в браузере и войдите в сеть; иначе обратитесь к администратору прокси.",
            );
            finding(Level::Error, detail)
                .evidence(Text::verbatim("HTTP"), answer.status.as_u16().to_string())
                .remedy(Remedy::new(Who::You, text))
        }
        Ok(answer) => finding(Level::Ok, text!("{name} answers.", "{name} отвечает."))
            .evidence(Text::verbatim("HTTP"), answer.status.as_u16().to_string()),
        Err(error) => finding(Level::Error, (*error.message).clone())
            .evidence(Text::new("Code", "Код"), error.code.as_str())
            .remedy(Remedy::new(Who::You, (*error.hint).clone())),
    }
}

fn clock(ours: Timestamp, theirs: Timestamp) -> Finding {
    let off = ours.seconds_since(theirs);
    let finding = |level, detail| {
        let title = Text::new("Clock", "Часы");
        let shown = format!("{off:+} s");
        Finding::new(CLOCK.id, level, title, detail).evidence(Text::new("Off by", "Расхождение"), shown)
    };
    if off.abs() <= TOLERANCE {
        return finding(
            Level::Ok,
            Text::new("This computer's clock is right.", "Часы этого компьютера идут верно."),
        );
    }
    let minutes = off.abs() / 60;
    let detail = text!(
        "This computer's clock is {minutes} minutes off. Signed calls fail, and the end of an access is told wrongly.",
        "Часы этого компьютера расходятся на {minutes} мин. Подписанные вызовы не пройдут, сроки показаны неверно."
    );
    let text =
        Text::new("Let the system set the clock from the network.", "Включите установку времени по сети.");
    finding(Level::Warning, detail).remedy(Remedy::new(Who::You, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_wrong_beyond_five_minutes_either_way() {
        let at = |seconds: i64| Timestamp::from_unix(1_000_000 + seconds).unwrap();
        for (off, level) in [(0, Level::Ok), (300, Level::Ok), (301, Level::Warning), (-3600, Level::Warning)]
        {
            assert_eq!(clock(at(off), at(0)).level, level, "{off}");
        }
    }
}
