//! `businesses`: who owns and who works on which ad accounts.

use adkeys_core::account::{AdAccount, BusinessAccounts};
use adkeys_core::{AdKeys, Result, Text, text};
use comfy_table::Cell;

use crate::interrupt;
use crate::output::table::{Column, Grid};
use crate::output::{Output, clean, words};

/// The businesses behind a connection, with the ad accounts that they own or work on
#[derive(Debug, clap::Args)]
pub(crate) struct Businesses {
    /// The connection's name
    connection: String,
}

const COLUMNS: [Column; 6] = [
    Column::words("Business", "Компания"),
    Column::whole("Account", "Кабинет"),
    Column::words("Name", "Название"),
    Column::whole("Status", "Состояние"),
    Column::whole("Relation", "Связь"),
    Column::words("Your tasks", "Ваши права"),
];

const EMPTY: Text = Text::new("No businesses.", "Компаний нет.");
const OWNED: Text = Text::new("owns", "владеет");
const CLIENT: Text = Text::new("works on", "ведёт");
const NO_ROLE: Text = Text::new("no role", "нет роли");

pub(crate) async fn run(args: &Businesses, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let businesses = interrupt::or(adkeys.businesses(&args.connection)).await?;
    output.document(&businesses, || {
        if businesses.is_empty() { output.say(&EMPTY).to_owned() } else { page(&businesses, output) }
    })
}

fn page(businesses: &[BusinessAccounts], output: &Output) -> String {
    let mut parts: Vec<String> = businesses.iter().map(|business| heading(business, output)).collect();
    let mut grid = Grid::new(output, &COLUMNS);
    for business in businesses {
        for (accounts, relation) in [(&business.owned, &OWNED), (&business.client, &CLIENT)] {
            for account in accounts {
                let row = row(business, account, relation, &grid, output);
                grid.row(row);
            }
        }
    }
    parts.push(String::new());
    parts.push(grid.render());
    parts.join("\n")
}

/// Who it is, what the person is there, and why a list may be short.
fn heading(business: &BusinessAccounts, output: &Output) -> String {
    let (name, id) = (clean::name(&business.name), clean::name(&business.id));
    let told = [
        (Text::new("your role", "ваша роль"), &business.role),
        (Text::new("verification", "проверка"), &business.verification),
        (Text::new("two-factor", "двухфакторная защита"), &business.two_factor),
        (Text::new("access ends", "доступ до"), &business.access_ends),
    ];
    let told = told.iter().filter_map(|(title, value)| Some((title, value.as_deref()?)));
    let told: String =
        told.map(|(title, value)| format!(" · {}: {}", output.say(title), clean::sentence(value))).collect();
    let problem = business.error.as_ref().map(|error| {
        let why = clean::sentence(output.say(&error.message));
        format!("\n  ▲ {}", output.say(&text!("Not all could be read: {why}", "Прочитано не всё: {why}")))
    });
    format!("{name} ({id}){told}{}", problem.unwrap_or_default())
}

fn row(
    business: &BusinessAccounts,
    account: &AdAccount,
    relation: &Text,
    grid: &Grid<'_>,
    output: &Output,
) -> Vec<Cell> {
    let tasks =
        if account.tasks.is_empty() { output.say(&NO_ROLE).to_owned() } else { account.tasks.join(", ") };
    vec![
        Cell::new(clean::name(&business.name)),
        Cell::new(clean::name(&account.id)),
        Cell::new(clean::name(&account.name)),
        grid.mark(&words::account(account.status)),
        Cell::new(output.say(relation)),
        Cell::new(clean::name(&tasks)),
    ]
}
