//! What may be done, and what was asked for in vain.

use adkeys_core::grant::TokenFacts;
use adkeys_core::{Text, text};

use crate::output::{Output, clean};

/// One line; `None` if the platform told nothing.
pub(super) fn render(token: &TokenFacts, output: &Output) -> Option<String> {
    let scopes = &token.scopes;
    let granted = scopes.granted.iter().map(|scope| with_targets(scope, token, output)).collect();
    let groups = [
        (Text::new("Permissions", "Разрешения"), granted),
        (Text::new("declined", "отклонены"), scopes.declined.clone()),
        (Text::new("expired", "истекли"), scopes.expired.clone()),
        (Text::new("missing", "не хватает"), scopes.missing.clone()),
    ];
    let told = groups.iter().filter(|(_, scopes)| !scopes.is_empty());
    let told: Vec<String> = told
        .map(|(title, scopes)| format!("{}: {}", output.say(title), clean::sentence(&scopes.join(", "))))
        .collect();
    if told.is_empty() { None } else { Some(told.join(" · ")) }
}

/// A permission that holds for chosen ad accounts or Pages only says so.
fn with_targets(scope: &str, token: &TokenFacts, output: &Output) -> String {
    let granular = token.granular.iter().find(|granular| granular.scope == scope);
    let Some(targets) = granular.and_then(|granular| granular.targets.as_ref()) else {
        return scope.to_owned();
    };
    let count = targets.len();
    let only = if scope.starts_with("ads_") {
        text!("chosen ad accounts only: {count}", "только выбранные кабинеты: {count}")
    } else {
        text!("chosen ones only: {count}", "только выбранное: {count}")
    };
    format!("{scope} ({})", output.say(&only))
}

#[cfg(test)]
mod tests {
    use adkeys_core::Lang;
    use adkeys_core::grant::{Granular, Scopes, TokenKind, TokenOrigin};

    use super::*;

    #[test]
    fn a_permission_for_chosen_ad_accounts_says_for_how_many() {
        let chosen = |scope: &str, targets: &[&str]| Granular {
            scope: scope.into(),
            targets: (!targets.is_empty()).then(|| targets.iter().map(|id| (*id).to_owned()).collect()),
        };
        let token = TokenFacts {
            kind: TokenKind::LongLived,
            obtained_at: None,
            expires_at: None,
            data_access_expires_at: None,
            data_access_matters: false,
            scopes: Scopes {
                granted: vec!["ads_read".into(), "pages_show_list".into(), "email".into()],
                ..Scopes::default()
            },
            granular: vec![chosen("ads_read", &["1", "2", "3"]), chosen("pages_show_list", &[])],
            origin: TokenOrigin::SignIn,
        };
        assert_eq!(
            render(&token, &Output::plain(Lang::En)).unwrap(),
            "Permissions: ads_read (chosen ad accounts only: 3), pages_show_list, email"
        );
    }
}
