//! `/me/adaccounts`: every ad account that the person has a role on.

use super::graph::Graph;
use crate::catalogue::Provider;
use crate::error::Result;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::grant::TokenSet;
use crate::platform::{AccountList, Call};
use crate::text::Text;

mod account;
mod currency;
mod page;
mod question;
mod reading;
mod reason;
mod status;

pub(super) use account::Raw;
pub(super) use page::Paging;
pub(super) use question::{TIERS, is_about_a_field};
pub(super) use reading::Reading;

/// See [`crate::platform::AdPlatform::accounts`]. All or nothing: a list that breaks off in the middle is an error,
/// so that it never replaces a complete one.
pub(super) async fn accounts(
    call: Call<'_>,
    tokens: &TokenSet,
    progress: &(dyn Fn(usize) + Send + Sync),
) -> Result<AccountList> {
    let graph = Graph::new(call, tokens);
    let read = Reading::of(&graph, "me/adaccounts", progress).await?;
    let mut findings = Vec::new();
    findings.extend(read.fields_left_out.then(fields_left_out));
    findings.extend(read.broke_off.then(broken_off));
    findings.extend(read.accounts.is_empty().then(|| none(call.provider)));
    // Good news of this kind is told by the inspection, which runs beside.
    findings.extend(
        graph
            .findings()
            .into_iter()
            .filter(|finding| finding.check.starts_with("api.") && finding.level != Level::Ok),
    );
    Ok(AccountList { accounts: read.accounts, findings, usage: graph.usage() })
}

fn broken_off() -> Finding {
    let detail = Text::new(
        "Facebook lost its place in the list: some ad accounts may be missing here.",
        "Facebook потерял место в списке: здесь может не хватать кабинетов.",
    );
    let remedy = Remedy::new(Who::Platform, Text::new("Check again later.", "Проверьте ещё раз позже."));
    Finding::new(
        "accounts.partial",
        Level::Warning,
        Text::new("List may be incomplete", "Список может быть неполным"),
        detail,
    )
    .remedy(remedy)
}

fn fields_left_out() -> Finding {
    let detail = Text::new(
        "Facebook does not let this token read every detail, so some columns are empty.",
        "Facebook даёт прочитать не все сведения, поэтому часть столбцов пуста.",
    );
    let text =
        Text::new("Connect again with business_management.", "Подключите ещё раз с business_management.");
    Finding::new(
        "accounts.fields",
        Level::Info,
        Text::new("Some details left out", "Часть сведений пропущена"),
        detail,
    )
    .remedy(Remedy::new(Who::You, text))
}

fn none(provider: &Provider) -> Finding {
    let detail = Text::new(
        "Facebook names no ad account for this person. Most often it is another Facebook profile than intended, \
         a role is missing, or no ad account was ticked in the browser.",
        "Facebook не называет ни одного кабинета у этого человека. Чаще всего это не тот профиль Facebook, \
         нет роли, или в браузере не отметили ни одного кабинета.",
    );
    let text = Text::new(
        "Check the name shown here. If it is right: Business settings > Ad accounts > Assign people, then connect again.",
        "Проверьте имя, показанное здесь. Если оно верное: Настройки бизнеса > Рекламные аккаунты > Назначить людей, затем подключите ещё раз.",
    );
    Finding::new(
        "accounts.none",
        Level::Warning,
        Text::new("No ad accounts", "Нет рекламных кабинетов"),
        detail,
    )
    .remedy(Remedy {
        url: provider.links.get("business-ad-accounts").cloned(),
        ..Remedy::new(Who::AccountAdmin, text)
    })
}
