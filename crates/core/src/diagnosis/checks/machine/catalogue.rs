//! Provider files that were refused.

use crate::diagnosis::check::{Check, Ground, How};
use crate::diagnosis::types::CheckGroup;
use crate::error::Error;
use crate::finding::{Finding, Fix, Level, Remedy, Who};
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "machine.catalogue",
    group: CheckGroup::Machine,
    title: Text::new("Provider files", "Файлы платформ"),
    how: How::Machine(|ground| Box::pin(std::future::ready(look(ground)))),
};

fn look(ground: &Ground<'_>) -> Vec<Finding> {
    ground.context.catalogue_problems().iter().map(refused).collect()
}

fn refused(problem: &Error) -> Finding {
    let title = Text::new("A provider file was refused", "Файл платформы не принят");
    let finding = Finding::new(CHECK.id, Level::Error, title, (*problem.message).clone());
    let finding = match &problem.details.file {
        Some(file) => finding.evidence(Text::new("File", "Файл"), file),
        None => finding,
    };
    finding.remedy(Remedy::new(Who::You, (*problem.hint).clone()).fix(Fix::Settings))
}
