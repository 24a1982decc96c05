//! Exports, for people.

use adkeys_core::handoff::{ExportState, Exported};
use adkeys_core::{Text, text};
use comfy_table::Cell;

use crate::output::dates::Calendar;
use crate::output::table::{Column, Grid};
use crate::output::words::{Hue, Mark};
use crate::output::{Output, clean};

const COLUMNS: [Column; 6] = [
    Column::number("Id", "№"),
    Column::words("File", "Файл"),
    Column::whole("Connection", "Подключение"),
    Column::whole("Recipe", "Рецепт"),
    Column::whole("State", "Состояние"),
    Column::whole("Kept fresh", "Обновляется").from(100),
];

const NONE: Text = Text::new("No files.", "Файлов нет.");

/// The list.
pub(super) fn table(exports: &[Exported], output: &Output) -> String {
    if exports.is_empty() {
        return output.say(&NONE).to_owned();
    }
    let mut grid = Grid::new(output, &COLUMNS);
    for export in exports {
        let kept = if export.keep_fresh { Text::new("yes", "да") } else { Text::new("no", "нет") };
        grid.row(vec![
            Cell::new(&export.id),
            Cell::new(clean::sentence(&export.path)),
            Cell::new(&export.connection),
            Cell::new(clean::name(&export.recipe)),
            grid.mark(&mark(export.state)),
            Cell::new(output.say(&kept)),
        ]);
    }
    grid.render()
}

fn mark(state: ExportState) -> Mark {
    let (shape, hue, word) = match state {
        ExportState::Fresh => ("●", Hue::Fine, Text::new("fresh", "свежий")),
        ExportState::Stale => ("▲", Hue::Careful, Text::new("old token", "старый токен")),
        ExportState::Changed => ("▲", Hue::Careful, Text::new("changed by hand", "изменён вручную")),
        ExportState::Gone => ("○", Hue::Idle, Text::new("gone", "удалён")),
    };
    Mark { shape, word, hue }
}

/// What was written.
pub(super) fn written(export: &Exported, output: &Output) -> String {
    output.notes(&export.warnings);
    let path = clean::sentence(&export.path);
    let line = match export.expires_at.map(|at| Calendar::new(output).deadline(at)) {
        Some(until) => {
            text!("{path} is written, good until {until}.", "{path} записан, действует до {until}.")
        }
        None => text!("{path} is written.", "{path} записан."),
    };
    let before = export.replaced.as_deref().map(clean::sentence).map(|before| {
        text!("What was there before is kept in {before}.", "Прежнее содержимое сохранено: {before}.")
    });
    let before = before.map(|before| format!("\n{}", output.say(&before))).unwrap_or_default();
    format!("{}{before}", output.say(&line))
}

/// What was removed.
pub(super) fn removed(export: &Exported, output: &Output) -> String {
    let path = clean::sentence(&export.path);
    output.say(&text!("{path} is removed.", "{path} удалён.")).to_owned()
}
