//! Whether the home can be written, tried with a file that is removed again.

use std::io::Write;
use std::path::Path;

use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::files::{create_private_dir, private_file};
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

/// As much as the ledger of a large agency grows by in a day; 1 MiB.
const ROOM: usize = 1024 * 1024;

pub(super) const CHECK: Check = Check {
    id: "machine.disk",
    group: CheckGroup::Machine,
    title: Text::new("Folder and disk", "Папка и диск"),
    how: How::Machine(begin),
};

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let folder = ground.context.home().data_dir().to_owned();
    let name: String =
        ground.context.randomness().bytes().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let shown = folder.display().to_string();
    let tried = tokio::task::spawn_blocking(move || write(&folder, &name)).await;
    let finding = |level, detail| Finding::new(CHECK.id, level, CHECK.title.clone(), detail);
    vec![match tried {
        Ok(Ok(())) => {
            finding(Level::Ok, Text::new("It can be written and has room.", "Запись работает, место есть."))
        }
        Ok(Err(error)) => {
            let detail = text!("{shown} cannot be written: {error}.", "В {shown} нельзя писать: {error}.");
            let text = Text::new(
                "Make room on the disk, or give yourself the right to write there.",
                "Освободите место на диске или разрешите себе запись в эту папку.",
            );
            finding(Level::Error, detail).remedy(Remedy::new(Who::You, text))
        }
        Err(_) => finding(Level::Unknown, Text::new("Could not be tried.", "Не удалось проверить.")),
    }]
}

fn write(folder: &Path, name: &str) -> std::io::Result<()> {
    create_private_dir(folder)?;
    let path = folder.join(format!("self-test-{name}"));
    let written = private_file().write(true).create_new(true).open(&path).and_then(|mut file| {
        file.write_all(&vec![0; ROOM])?;
        file.sync_all()
    });
    let removed = std::fs::remove_file(&path);
    written.and(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trying_leaves_nothing_behind_and_a_place_that_is_no_folder_is_told() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), "a").unwrap();
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        let file = dir.path().join("file");
        std::fs::write(&file, "x").unwrap();
        assert!(write(&file.join("below"), "a").is_err());
    }
}
