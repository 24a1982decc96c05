//! `account`: one ad account in depth.

use adkeys_core::account::AccountDetails;
use adkeys_core::{AdKeys, Lang, Result, Text};

use crate::interrupt;
use crate::output::{Output, clean, words};

/// One ad account in depth: how it pays, what keeps its ads from running, when access to it ends
#[derive(Debug, clap::Args)]
pub(crate) struct Account {
    /// The connection's name
    connection: String,
    /// The ad account's id, with or without act_
    #[arg(value_name = "ACCOUNT")]
    account: String,
}

pub(crate) async fn run(args: &Account, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let details = interrupt::or(adkeys.account_details(&args.connection, &args.account)).await?;
    output.document(&details, || page(&details, output))
}

fn page(details: &AccountDetails, output: &Output) -> String {
    let account = &details.account;
    let mark = words::account(account.status);
    let (shape, word) = (output.coloured(mark.shape, mark.hue), output.say(&mark.word));
    let mut lines =
        vec![format!("{} · {} · {shape} {word}", clean::name(&account.name), clean::name(&account.id))];
    lines.extend(account.reason.as_ref().map(|reason| format!("  {}", clean::sentence(output.say(reason)))));
    lines.extend(
        facts(details, output)
            .into_iter()
            .map(|(title, value)| format!("{}: {}", output.say(&title), clean::sentence(&value))),
    );
    for check in &details.failed_checks {
        let words: Vec<&str> = check.summary.iter().chain(&check.description).map(String::as_str).collect();
        lines.push(format!("▲ {}", clean::sentence(&words.join(": "))));
    }
    lines.join("\n")
}

/// What is known, with its title.
fn facts(details: &AccountDetails, output: &Output) -> Vec<(Text, String)> {
    let account = &details.account;
    let money = |amount: &Option<String>| {
        amount.as_deref().map(|amount| format!("{} {}", output.numbers().number(amount), account.currency))
    };
    let list = |names: &[String]| (!names.is_empty()).then(|| names.join(", "));
    let facts = [
        (Text::new("Your tasks", "Ваши права"), list(&account.tasks)),
        (Text::new("Business", "Компания"), account.business.as_ref().map(|business| business.name.clone())),
        (Text::new("Owner", "Владелец"), details.owner.clone()),
        (Text::new("Time zone", "Часовой пояс"), account.timezone.clone()),
        (Text::new("Created", "Создан"), details.created.clone()),
        (Text::new("Spent", "Расход"), money(&account.amount_spent)),
        (Text::new("Cap", "Лимит"), money(&account.spend_cap)),
        (Text::new("To pay", "К оплате"), money(&account.balance)),
        (Text::new("Pays by", "Способ оплаты"), funding(details, output)),
        (
            Text::new("Prepaid", "Предоплата"),
            details.prepaid.map(|yes| yes_no(yes, output.lang()).to_owned()),
        ),
        (Text::new("Your access ends", "Ваш доступ до"), details.access_ends.clone()),
        (Text::new("Payer shown in the EU", "Плательщик для ЕС"), details.payer.clone()),
        (Text::new("Terms accepted", "Принятые условия"), list(&details.terms)),
        (Text::new("Not shown to you", "Вам не показано"), list(&details.hidden)),
    ];
    facts.into_iter().filter_map(|(title, value)| Some((title, value?))).collect()
}

fn funding(details: &AccountDetails, output: &Output) -> Option<String> {
    let funding = details.funding.as_ref()?;
    let kind = output.say(&funding.kind);
    Some(funding.display.as_ref().map_or_else(|| kind.to_owned(), |display| format!("{kind}, {display}")))
}

fn yes_no(yes: bool, lang: Lang) -> &'static str {
    match (yes, lang) {
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
        (true, Lang::Ru) => "да",
        (false, Lang::Ru) => "нет",
    }
}
