//! `storage`: where each secret lies.

use adkeys_core::vault::VaultState;
use adkeys_core::{AdKeys, Result, Text};
use comfy_table::Cell;

use crate::output::table::{Column, Grid};
use crate::output::{Output, clean};

const COLUMNS: [Column; 4] = [
    Column::whole("Secret", "Секрет"),
    Column::words("Kind", "Вид"),
    Column::words("Where", "Где"),
    Column::words("Label there", "Имя там"),
];

pub(crate) fn run(adkeys: &AdKeys, output: &Output) -> Result<()> {
    let secrets = adkeys.storage()?;
    output.document(&secrets, || {
        let mut grid = Grid::new(output, &COLUMNS);
        for secret in &secrets {
            let kind = output.say(&kind(&secret.kind)).to_owned();
            let (store, label) = (clean::sentence(&secret.store), clean::name(&secret.label));
            grid.row(vec![Cell::new(&secret.secret), Cell::new(kind), Cell::new(store), Cell::new(label)]);
        }
        let table = if secrets.is_empty() { output.say(&NONE).to_owned() } else { grid.render() };
        format!("{}\n\n{table}", vault_line(adkeys, output))
    })
}

const NONE: Text = Text::new("No secret is kept.", "Секретов нет.");

fn vault_line(adkeys: &AdKeys, output: &Output) -> String {
    let vault = adkeys.vault();
    let state = match vault.state {
        VaultState::Ready => Text::new("ready", "готово"),
        VaultState::Locked => Text::new("locked", "заблокировано"),
        VaultState::Absent => Text::new("not there", "нет"),
        VaultState::NotAnswering => Text::new("not answering", "не отвечает"),
    };
    let title = Text::new("Vault", "Хранилище");
    format!("{}: {} · {}", output.say(&title), clean::sentence(&vault.place.store), output.say(&state))
}

fn kind(kind: &str) -> Text {
    match kind {
        "connection" => Text::new("connection", "подключение"),
        "app" => Text::new("app credentials", "данные приложения"),
        other => Text::verbatim(other),
    }
}
