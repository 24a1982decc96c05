//! Writes an item of its own into the keychain, reads it back, removes it.

use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::error::{Code, Error};
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vault::{ItemKey, VaultState};

pub(super) const CHECK: Check = Check {
    id: "machine.keychain",
    group: CheckGroup::Machine,
    title: Text::new("Keychain: write, read, remove", "Связка ключей: запись, чтение, удаление"),
    how: How::Machine(begin),
};

/// Larger than any token: 4,096 characters, more than some keychains take in one piece.
const PROBE: usize = 4096;

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let store = ground.context.vault().place(&ItemKey::SelfTest).store;
    let finding = match ground.context.vault().state() {
        // Whoever has connections is asked for the password by the other checks anyway.
        VaultState::Locked if ground.providers.is_empty() => locked(),
        VaultState::Locked | VaultState::Ready => match ground.context.try_vault(&probe(ground)).await {
            Ok(true) => works(&store),
            Ok(false) => differs(),
            Err(error) if error.code == Code::VaultLocked => locked(),
            Err(error) => fails(&error),
        },
        VaultState::Absent => fails(&unusable(Text::new(
            "This computer offers no keychain.",
            "На этом компьютере нет связки ключей.",
        ))),
        VaultState::NotAnswering => {
            fails(&unusable(Text::new("The keychain does not answer.", "Связка ключей не отвечает.")))
        }
    };
    vec![finding.evidence(Text::new("Store", "Хранилище"), store)]
}

fn probe(ground: &Ground<'_>) -> Secret {
    let bytes = ground.context.randomness().bytes();
    let line: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Secret::new(line.repeat(PROBE / line.len()))
}

fn finding(level: Level, detail: Text) -> Finding {
    Finding::new(CHECK.id, level, Text::new("Keychain", "Связка ключей"), detail)
}

fn works(store: &str) -> Finding {
    finding(
        Level::Ok,
        text!("{store} keeps and returns secrets.", "{store}: запись и чтение секретов работают."),
    )
}

fn locked() -> Finding {
    let text = Text::new(
        "Unlock it; the next use may ask for that.",
        "Разблокируйте её; при следующем обращении система может спросить пароль.",
    );
    finding(Level::Warning, Text::new("The keychain is locked.", "Связка ключей заблокирована."))
        .remedy(Remedy::new(Who::You, text))
}

fn differs() -> Finding {
    let detail = Text::new("What was written did not come back the same.", "Записанное вернулось другим.");
    let text = Text::new(
        "Repair the keychain in the system's own viewer, or choose the encrypted file.",
        "Исправьте связку ключей в системной программе или выберите зашифрованный файл.",
    );
    finding(Level::Error, detail).remedy(Remedy::new(Who::You, text).fix(Fix::Settings))
}

fn fails(error: &Error) -> Finding {
    let remedy = Remedy::new(Who::You, (*error.hint).clone()).fix(Fix::Settings);
    finding(Level::Error, (*error.message).clone())
        .evidence(Text::new("Code", "Код"), error.code.as_str())
        .remedy(remedy)
}

fn unusable(message: Text) -> Error {
    Error::new(crate::error::Code::VaultUnavailable, message)
}
