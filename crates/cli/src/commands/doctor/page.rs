//! What was found, for a person: what is wrong first, what is fine on one line.

use adkeys_core::Text;
use adkeys_core::connection::StatusReport;
use adkeys_core::diagnosis::{Diagnosis, ReportDiff};
use adkeys_core::finding::{Finding, Level};

use crate::output::{Output, clean, findings, words};

const HERE: Text = Text::new("This computer and the apps", "Этот компьютер и приложения");
const FINE: Text = Text::new("Fine", "В порядке");
const NOTHING: Text = Text::new("Nothing has changed.", "Ничего не изменилось.");
const NO_CONNECTIONS: Text = Text::new("No connections yet.", "Подключений пока нет.");

pub(super) fn render(diagnosis: &Diagnosis, output: &Output) -> String {
    let mut parts = vec![section(output.say(&HERE), &diagnosis.findings, output)];
    parts.extend(diagnosis.connections.iter().map(|report| connection(report, output)));
    if diagnosis.connections.is_empty() {
        parts.push(output.say(&NO_CONNECTIONS).to_owned());
    }
    parts.join("\n\n")
}

fn connection(report: &StatusReport, output: &Output) -> String {
    let mark = words::connection(report.state);
    let shape = output.coloured(mark.shape, mark.hue);
    let name = clean::name(&report.connection);
    section(&format!("{name}  {shape} {}", output.say(&mark.word)), &report.findings, output)
}

fn section(heading: &str, all: &[Finding], output: &Output) -> String {
    let (fine, mut told): (Vec<&Finding>, Vec<&Finding>) =
        all.iter().partition(|finding| finding.level == Level::Ok);
    told.sort_by_key(|finding| rank(finding.level));
    let mut lines = vec![heading.to_owned()];
    lines.extend(told.into_iter().map(|finding| findings::render(finding, output)));
    if !fine.is_empty() {
        let mark = words::level(Level::Ok);
        let mut titles: Vec<&str> = fine.iter().map(|finding| output.say(&finding.title)).collect();
        titles.dedup();
        let titles = clean::sentence(&titles.join(", "));
        lines.push(format!("{} {}: {titles}", output.coloured(mark.shape, mark.hue), output.say(&FINE)));
    }
    lines.join("\n")
}

/// The worst first.
const fn rank(level: Level) -> u8 {
    match level {
        Level::Error => 0,
        Level::Warning => 1,
        Level::Unknown => 2,
        Level::Info => 3,
        Level::Ok => 4,
    }
}

pub(super) fn changes(changed: &ReportDiff, output: &Output) -> String {
    if changed.changes.is_empty() {
        return output.say(&NOTHING).to_owned();
    }
    let word = |value: &Option<String>| value.as_deref().map_or("—".to_owned(), clean::sentence);
    let line = |change: &adkeys_core::diagnosis::Change| {
        let of =
            change.connection.as_deref().map(|name| format!("{}: ", clean::name(name))).unwrap_or_default();
        format!("{of}{}  {} → {}", clean::sentence(&change.what), word(&change.before), word(&change.after))
    };
    changed.changes.iter().map(line).collect::<Vec<_>>().join("\n")
}
