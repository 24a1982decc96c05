//! What Facebook tells of an app with the app's own token: whether that token works at all, and which permissions
//! everybody may give to it.

use http::Method;
use serde::Deserialize;

use super::graph::{Ask, Graph};
use super::lenient;
use crate::error::Result;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::grant::{TokenKind, TokenOrigin, TokenSet};
use crate::platform::Call;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

#[derive(Deserialize)]
struct Sheet {
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
}

#[derive(Deserialize)]
struct Permissions {
    #[serde(default)]
    data: Vec<Permission>,
}

#[derive(Deserialize)]
struct Permission {
    #[serde(default, deserialize_with = "lenient::text")]
    permission: Option<String>,
}

/// See [`crate::platform::AdPlatform::examine_app`].
pub(super) async fn examine(call: Call<'_>) -> Vec<Finding> {
    let Some(secret) = call.app.client_secret.as_ref().filter(|secret| !secret.is_empty()) else {
        return Vec::new();
    };
    // EXPOSE: put together into another secret, the app's own token.
    let token = Secret::new(format!("{}|{}", call.app.client_id, secret.expose()));
    let tokens = own(token.clone(), call);
    let graph = Graph::new(call, &tokens);
    let id = &call.app.client_id;
    let permissions = format!("{id}/permissions");
    let (sheet, live) = tokio::join!(
        ask::<Sheet>(&graph, &token, id, &[("fields", "id,name")]),
        ask::<Permissions>(&graph, &token, &permissions, &[("status", "live")]),
    );
    let mut findings: Vec<Finding> = native(call, &sheet).into_iter().collect();
    findings.extend(live.ok().and_then(|live| gates(call, &live)));
    findings
}

async fn ask<T: serde::de::DeserializeOwned>(
    graph: &Graph<'_>,
    token: &Secret,
    path: &str,
    query: &[(&str, &str)],
) -> Result<T> {
    let ask = Ask { method: Method::GET, bearer: Some(token.clone()), ..Ask::get(path, query) };
    graph.send(&ask).await
}

/// Facebook treats calls with `APPID|SECRET` of an app marked "native or desktop" as calls without a token. The same
/// answer to a wrong id or secret has code 190 instead.
fn native(call: Call<'_>, sheet: &Result<Sheet>) -> Option<Finding> {
    let title = Text::new("“Native or desktop” switch", "Переключатель «Native or desktop»");
    let error = match sheet {
        Ok(sheet) => {
            let name = sheet.name.as_deref().unwrap_or(&call.app.client_id);
            let detail = text!(
                "The app's own token works (“{name}”).",
                "Собственный токен приложения работает («{name}»)."
            );
            return Some(Finding::new("app.native", Level::Ok, title, detail));
        }
        Err(error) => error,
    };
    if !matches!(error.details.platform_code, Some(104 | 2500)) {
        return None;
    }
    let detail = Text::new(
        "Facebook takes this app for a native one, whose secret is public: it ignores the app's own token. Tokens \
         cannot be looked into, and some calls fail as if no token had been sent.",
        "Facebook считает приложение нативным, а его секрет — общеизвестным, и не принимает собственный токен \
         приложения. Токены нельзя проверить, часть вызовов завершается так, будто токена нет.",
    );
    let steps = [
        Text::new("App dashboard", "Панель приложения"),
        Text::new("App settings", "Настройки приложения"),
        Text::new("Advanced", "Дополнительно"),
        Text::new(
            "App authentication: native or desktop app",
            "Аутентификация приложения: «Native or desktop app»",
        ),
        Text::new("No", "Нет"),
    ];
    let url = call.provider.links.get("app-dashboard").cloned();
    let text = Text::new("Switch “Native or desktop app?” off.", "Выключите «Native or desktop app?».");
    let fix = url.is_some().then_some(Fix::OpenLink);
    let remedy = Remedy { url, fix, ..Remedy::new(Who::AppOwner, text).steps(steps) };
    let mut finding = Finding::new("app.native", Level::Error, title, detail).remedy(remedy);
    if let Some(code) = error.details.platform_code {
        finding = finding.evidence(Text::new("Code", "Код"), code.to_string());
    }
    Some(finding)
}

/// Permissions with advanced access. An app in development has none and needs none for people with a role on it.
fn gates(call: Call<'_>, live: &Permissions) -> Option<Finding> {
    let live: Vec<&str> = live.data.iter().filter_map(|entry| entry.permission.as_deref()).collect();
    if live.is_empty() {
        return None;
    }
    let lacking: Vec<String> =
        call.provider.default_scopes().into_iter().filter(|scope| !live.contains(&scope.as_str())).collect();
    let title = Text::new("Approved permissions", "Одобренные разрешения");
    let approved = live.join(", ");
    if lacking.is_empty() {
        let detail = text!("Everybody may give: {approved}.", "Дать может каждый: {approved}.");
        return Some(Finding::new("app.gates", Level::Ok, title, detail));
    }
    let lacking = lacking.join(", ");
    let detail = text!(
        "Only people with a role on the app can give {lacking}: Facebook silently drops them for everybody else.",
        "Дать {lacking} могут только люди с ролью в приложении: у остальных Facebook молча их отбрасывает."
    );
    let steps = [
        Text::new("App dashboard", "Панель приложения"),
        Text::new("App review", "Проверка приложения"),
        Text::new("Permissions and features", "Разрешения и функции"),
        Text::new("Request advanced access", "Запросить расширенный доступ"),
    ];
    let text = Text::new(
        "Give the people roles on the app, or pass App Review and Business Verification.",
        "Дайте людям роли в приложении или пройдите проверку приложения и подтверждение бизнеса.",
    );
    let url = call.provider.links.get("app-dashboard").cloned();
    let fix = url.is_some().then_some(Fix::OpenLink);
    let remedy = Remedy { url, fix, ..Remedy::new(Who::AppOwner, text).steps(steps) };
    Some(
        Finding::new("app.gates", Level::Warning, title, detail)
            .evidence(Text::new("Approved", "Одобрены"), approved)
            .remedy(remedy),
    )
}

fn own(token: Secret, call: Call<'_>) -> TokenSet {
    TokenSet {
        access_token: token,
        refresh_token: None,
        token_type: "bearer".into(),
        kind: TokenKind::NeverExpires,
        expires_at: None,
        data_access_expires_at: None,
        obtained_at: call.clock.now(),
        scopes: Vec::new(),
        origin: TokenOrigin::Pasted,
    }
}
