//! Which way back can work, and why: a pure function over what is known of the platform, the app and the computer.

use serde::Serialize;
use url::Url;

use super::deep_link::handler::Handler;
use crate::catalogue::{Provider, Way};
use crate::ledger::AppMode;
use crate::text;
use crate::text::Text;

/// How a way is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
// A diagnosis has verdicts of its own: TypeScript needs two names.
#[serde(rename = "WayVerdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Taken unless the person chooses otherwise.
    Best,
    /// Works.
    Works,
    /// Works if something is so that AdKeys cannot see.
    Doubtful,
    /// Does not work.
    Cannot,
}

/// A way back and what speaks for or against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Advice {
    /// The way.
    pub way: Way,
    /// Whether it works.
    pub verdict: Verdict,
    /// Why, in a sentence or two.
    pub reason: Text,
}

/// What the advice rests on.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The provider, with the person's relay page in it.
    pub provider: &'a Provider,
    /// The app's mode, if the person has said.
    pub mode: Option<AppMode>,
    /// Who opens our links on this computer.
    pub handler: &'a Handler,
    /// How the last sign-in that came through came back.
    pub worked: Option<Way>,
}

/// Every way that the provider offers, the best first.
#[must_use]
pub fn advise(situation: &Situation<'_>) -> Vec<Advice> {
    let redirect = &situation.provider.redirect;
    let by_relay = redirect.relay.as_ref().map(|_| Way::DeepLink);
    let by_code = situation.provider.device.url.as_ref().map(|_| Way::Device);
    let further = by_relay.into_iter().chain(by_code).filter(|way| !redirect.ways.contains(way));
    let mut advice: Vec<_> =
        redirect.ways.iter().copied().chain(further).map(|way| situation.judge(way)).collect();
    // Stable: among equals the catalogue's order stays.
    advice.sort_by_key(|one| (one.verdict, !situation.is_proven(one.way)));
    if let Some(first) = advice.first_mut().filter(|first| first.verdict == Verdict::Works) {
        first.verdict = Verdict::Best;
        if situation.is_proven(first.way) {
            let (en, ru) = (&first.reason.en, &first.reason.ru);
            first.reason = text!("It worked last time. {en}", "В прошлый раз сработало. {ru}");
        }
    }
    advice
}

impl<'a> Situation<'a> {
    /// The relay page, where the answer cannot come straight to this computer.
    #[must_use]
    pub fn relay(&self) -> Option<&'a Url> {
        self.provider.redirect.relay.as_ref().filter(|_| self.mode != Some(AppMode::Development))
    }

    /// Whether the platform is known not to return to localhost.
    #[must_use]
    pub fn refuses_localhost(&self) -> bool {
        self.mode == Some(AppMode::Live) && !self.provider.redirect.localhost_when_live
    }

    /// A paste counts as proof only where it is open whether an answer could come by itself. A code is for another
    /// device: that it worked says nothing of this one.
    fn is_proven(&self, way: Way) -> bool {
        let open =
            self.mode.is_none() && !self.provider.redirect.localhost_when_live && self.relay().is_none();
        self.worked == Some(way) && way != Way::Device && (way != Way::Paste || open)
    }

    fn judge(&self, way: Way) -> Advice {
        let (verdict, reason) = match way {
            Way::Loopback => self.loopback(),
            Way::DeepLink => self.deep_link(),
            Way::Paste => self.paste(),
            Way::Device => self.device(),
        };
        Advice { way, verdict, reason }
    }

    fn loopback(&self) -> (Verdict, Text) {
        let (name, key) = (&self.provider.display_name, &self.provider.key);
        if let Some(relay) = self.relay() {
            let reason = text!(
                "The answer comes to this computer by way of the page {relay}.",
                "Ответ приходит на этот компьютер через страницу {relay}."
            );
            return (Verdict::Works, reason);
        }
        if self.refuses_localhost() {
            let reason = text!(
                "The app is published, and {name} then no longer returns to localhost: its dialog ends on an error page. Use an https relay page (adkeys app set {key} --relay URL), paste, or a token (--token -).",
                "Приложение опубликовано, а тогда {name} больше не возвращает на localhost: окно входа кончается страницей ошибки. Используйте https-страницу возврата (adkeys app set {key} --relay URL), вставку или токен (--token -)."
            );
            return (Verdict::Cannot, reason);
        }
        let reason = match (self.provider.redirect.localhost_when_live, self.mode) {
            (false, None) => text!(
                "The answer comes straight to this computer. With {name} that works as long as the app is in development mode.",
                "Ответ приходит прямо на этот компьютер. У {name} это работает, пока приложение в режиме разработки."
            ),
            (false, Some(_)) => text!(
                "The app is in development mode: {name} returns straight to this computer.",
                "Приложение в режиме разработки: {name} возвращает прямо на этот компьютер."
            ),
            (true, _) => Text::new(
                "The answer comes straight to this computer.",
                "Ответ приходит прямо на этот компьютер.",
            ),
        };
        (Verdict::Works, reason)
    }

    fn deep_link(&self) -> (Verdict, Text) {
        let redirect = &self.provider.redirect;
        if redirect.relay.is_none() && !redirect.own_scheme {
            return (Verdict::Cannot, needs_relay(self.provider));
        }
        let verdict = match self.handler {
            Handler::None => Verdict::Cannot,
            Handler::Other { .. } => Verdict::Doubtful,
            Handler::Ours | Handler::Unknown => Verdict::Works,
        };
        let fine = Text::new(
            "The browser hands the answer to AdKeys by a link.",
            "Браузер передаёт ответ программе AdKeys ссылкой.",
        );
        (verdict, astray(self.handler).unwrap_or(fine))
    }

    /// An issuer tells only when it is asked whether it has such a sign-in.
    fn device(&self) -> (Verdict, Text) {
        let name = &self.provider.display_name;
        match (&self.provider.device.url, &self.provider.issuer) {
            (Some(_), _) => (
                Verdict::Works,
                Text::new(
                    "You enter a short code in the browser of any device; nothing has to come back to this computer.",
                    "Вы вводите короткий код в браузере любого устройства; возвращать на этот компьютер ничего не нужно.",
                ),
            ),
            (None, Some(_)) => (
                Verdict::Doubtful,
                text!(
                    "Works if {name} offers a sign-in by a code; AdKeys asks when it starts.",
                    "Сработает, если {name} предлагает вход по коду; AdKeys узнает это в начале входа."
                ),
            ),
            (None, None) => (Verdict::Cannot, no_codes(self.provider)),
        }
    }

    fn paste(&self) -> (Verdict, Text) {
        if !self.refuses_localhost() || self.relay().is_some() {
            let reason = Text::new(
                "You copy the address of the last page yourself: it works when nothing else does.",
                "Адрес последней страницы вы копируете сами: работает, когда не работает ничто другое.",
            );
            return (Verdict::Works, reason);
        }
        let page = self.provider.redirect.paste_page.as_ref().map_or("https://…", Url::as_str);
        let reason = text!(
            "The app is published: this works if {page} is among its redirect addresses.",
            "Приложение опубликовано: сработает, если {page} есть среди его адресов возврата."
        );
        (Verdict::Doubtful, reason)
    }
}

/// Why a link does not reach AdKeys on this computer, if it does not.
pub(crate) fn astray(handler: &Handler) -> Option<Text> {
    match handler {
        Handler::None => Some(Text::new(
            "No program on this computer opens links of AdKeys: start the AdKeys window once.",
            "На этом компьютере ссылки AdKeys ничто не открывает: запустите окно AdKeys хотя бы раз.",
        )),
        Handler::Other { name } => Some(text!(
            "On this computer {name} opens links of AdKeys, not AdKeys.",
            "На этом компьютере ссылки AdKeys открывает {name}, а не AdKeys."
        )),
        Handler::Ours | Handler::Unknown => None,
    }
}

/// Why there is no code to enter.
pub(crate) fn no_codes(provider: &Provider) -> Text {
    let name = &provider.display_name;
    text!("{name} offers no sign-in by a code.", "{name} не предлагает входа по коду.")
}

/// Why a deep link cannot be had.
pub(crate) fn needs_relay(provider: &Provider) -> Text {
    let (name, key) = (&provider.display_name, &provider.key);
    text!(
        "{name} returns to https addresses only, so a link needs a relay page: adkeys app set {key} --relay URL",
        "{name} возвращает только на адреса https, поэтому ссылке нужна страница возврата: adkeys app set {key} --relay URL"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::fixture::provider;

    const STRICT: &str = "redirect.ways = [\"loopback\", \"deep-link\", \"paste\"]\nredirect.localhost_when_live = false\n\
        redirect.own_scheme = false\nredirect.paste_page = \"https://acme.example/done\"\n";

    fn advice(
        more: &str,
        mode: Option<AppMode>,
        handler: &Handler,
        worked: Option<Way>,
    ) -> Vec<(Way, Verdict)> {
        let provider = provider("https://acme.example", more);
        let situation = Situation { provider: &provider, mode, handler, worked };
        let advice = advise(&situation);
        for one in &advice {
            assert!(!one.reason.en.is_empty() && !one.reason.ru.is_empty(), "{one:?}");
        }
        advice.into_iter().map(|one| (one.way, one.verdict)).collect()
    }

    #[test]
    fn a_published_app_never_returns_to_localhost() {
        let expected = [
            (Way::Paste, Verdict::Doubtful),
            (Way::Loopback, Verdict::Cannot),
            (Way::DeepLink, Verdict::Cannot),
        ];
        assert_eq!(advice(STRICT, Some(AppMode::Live), &Handler::Ours, None), expected);
        let more = format!("{STRICT}redirect.relay = \"https://relay.example/\"\n");
        let expected =
            [(Way::Loopback, Verdict::Best), (Way::DeepLink, Verdict::Works), (Way::Paste, Verdict::Works)];
        assert_eq!(advice(&more, Some(AppMode::Live), &Handler::Ours, None), expected);
    }

    #[test]
    fn an_app_in_development_returns_straight() {
        for mode in [None, Some(AppMode::Development)] {
            let expected = [
                (Way::Loopback, Verdict::Best),
                (Way::Paste, Verdict::Works),
                (Way::DeepLink, Verdict::Cannot),
            ];
            assert_eq!(advice(STRICT, mode, &Handler::Ours, None), expected, "{mode:?}");
        }
    }

    #[test]
    fn what_worked_last_time_comes_first_if_it_still_can() {
        let relay = format!("{STRICT}redirect.relay = \"https://relay.example/\"\n");
        let first =
            |more: &str, mode, handler: &Handler, worked| advice(more, mode, handler, Some(worked))[0];
        assert_eq!(first(&relay, None, &Handler::Ours, Way::DeepLink), (Way::DeepLink, Verdict::Best));
        assert_eq!(first(&relay, None, &Handler::None, Way::DeepLink), (Way::Loopback, Verdict::Best));
        assert_eq!(first(STRICT, None, &Handler::None, Way::Paste), (Way::Paste, Verdict::Best));
        let development = Some(AppMode::Development);
        assert_eq!(first(STRICT, development, &Handler::None, Way::Paste), (Way::Loopback, Verdict::Best));
    }

    #[test]
    fn a_code_is_offered_where_the_platform_has_one_and_never_taken_by_itself() {
        let known = "device.url = \"https://acme.example/device\"\n";
        let ways = |more: &str, worked| advice(more, None, &Handler::Ours, worked);
        let expected =
            [(Way::Loopback, Verdict::Best), (Way::Paste, Verdict::Works), (Way::Device, Verdict::Works)];
        assert_eq!(ways(known, Some(Way::Device)), expected);
        let listed = "redirect.ways = [\"device\", \"loopback\"]\n";
        let issuer = format!("issuer = \"https://acme.example\"\n{listed}");
        assert_eq!(ways(&issuer, None)[1], (Way::Device, Verdict::Doubtful));
        assert_eq!(ways(listed, None)[1], (Way::Device, Verdict::Cannot));
        assert!(ways("", None).iter().all(|(way, _)| *way != Way::Device));
    }

    #[test]
    fn a_link_that_another_program_opens_is_doubtful() {
        let other = Handler::Other { name: "Catcher".into() };
        let more = "redirect.ways = [\"deep-link\", \"loopback\"]\n";
        let expected = [(Way::Loopback, Verdict::Best), (Way::DeepLink, Verdict::Doubtful)];
        assert_eq!(advice(more, None, &other, None), expected);
        assert_eq!(advice(more, None, &Handler::Unknown, None)[0], (Way::DeepLink, Verdict::Best));
    }
}
