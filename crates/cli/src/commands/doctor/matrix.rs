//! `doctor --for`, `doctor --csv`: which ad account can be used for what, from what was last read.

use std::collections::{BTreeMap, BTreeSet};

use adkeys_core::diagnosis::{Cell, Matrix, Verdict};
use adkeys_core::finding::Finding;
use adkeys_core::{AdKeys, Code, Error, Result, Text, text};
use comfy_table::Cell as Field;
use serde::Serialize;

use crate::output::table::{Column, Grid};
use crate::output::{Output, clean, csv, findings};

/// A connection's matrix, as JSON has it.
#[derive(Serialize)]
struct Document {
    connection: String,
    #[serde(flatten)]
    matrix: Matrix,
}

const COLUMNS: [Column; 3] = [
    Column::whole("Ad account", "Кабинет"),
    Column::words("Name", "Имя"),
    Column::words("Can be used for", "Годится для"),
];

const NO_ACCOUNTS: Text =
    Text::new("No ad accounts are known yet: adkeys status", "Кабинеты пока не прочитаны: adkeys status");

pub(super) fn run(
    connection: Option<&str>,
    purpose: Option<&str>,
    as_csv: bool,
    adkeys: &AdKeys,
    output: &Output,
) -> Result<()> {
    let names = match connection {
        Some(name) => vec![name.to_owned()],
        None => adkeys.list()?.into_iter().map(|summary| summary.connection).collect(),
    };
    let purpose = purpose.filter(|purpose| *purpose != "all");
    known(purpose, adkeys)?;
    let mut documents = Vec::new();
    for name in names {
        let matrix = only(adkeys.matrix(&name)?, purpose);
        documents.push(Document { connection: name, matrix });
    }
    if as_csv {
        return output.line(table(&documents, output).trim_end());
    }
    output.document(&documents, || page(&documents, output))
}

/// # Errors
/// `usage` for a purpose that there is not.
fn known(purpose: Option<&str>, adkeys: &AdKeys) -> Result<()> {
    let purposes = adkeys.purposes();
    match purpose {
        Some(wanted) if !purposes.iter().any(|purpose| purpose.id == wanted) => {
            let ids: Vec<_> = purposes.iter().map(|purpose| purpose.id.as_str()).collect();
            let ids = ids.join(", ");
            let message = text!("There is no purpose called {wanted:?}.", "Назначения {wanted:?} нет.");
            Err(Error::new(Code::Usage, message)
                .hint(text!("Choose one of: {ids}, all", "Выберите одно из: {ids}, all")))
        }
        _ => Ok(()),
    }
}

/// The matrix with one column.
fn only(matrix: Matrix, purpose: Option<&str>) -> Matrix {
    let Some(wanted) = purpose else { return matrix };
    let Some(place) = matrix.purposes.iter().position(|purpose| purpose.id == wanted) else { return matrix };
    let mut matrix = matrix;
    matrix.purposes = matrix.purposes.into_iter().skip(place).take(1).collect();
    for row in &mut matrix.rows {
        row.cells = std::mem::take(&mut row.cells).into_iter().skip(place).take(1).collect();
    }
    without_unused(matrix)
}

/// The matrix with the reasons that its cells name, and no others.
fn without_unused(mut matrix: Matrix) -> Matrix {
    let cells = || matrix.rows.iter().flat_map(|row| &row.cells);
    let used: BTreeSet<u32> = cells().flat_map(|cell| &cell.reasons).copied().collect();
    let places: BTreeMap<u32, u32> = used.iter().copied().zip(0..).collect();
    let kept = used.iter().filter_map(|place| matrix.reasons.get(*place as usize).cloned());
    matrix.reasons = kept.collect();
    for reason in matrix.rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.reasons) {
        *reason = places.get(reason).copied().unwrap_or_default();
    }
    matrix
}

fn page(documents: &[Document], output: &Output) -> String {
    documents.iter().map(|document| one(document, output)).collect::<Vec<_>>().join("\n\n")
}

fn one(document: &Document, output: &Output) -> String {
    let Document { connection, matrix } = document;
    if matrix.rows.is_empty() {
        return format!("{connection}: {}", output.say(&NO_ACCOUNTS));
    }
    let mut grid = Grid::new(output, &COLUMNS);
    for row in &matrix.rows {
        let uses = matrix.purposes.iter().zip(&row.cells).map(|(purpose, cell)| {
            format!("{} {}{}", shape(cell), output.say(&purpose.title), numbers(cell))
        });
        let uses = uses.collect::<Vec<_>>().join("  ");
        grid.row(vec![Field::new(&row.account), Field::new(clean::name(&row.name)), Field::new(uses)]);
    }
    let reasons = matrix.reasons.iter().enumerate();
    let reasons =
        reasons.map(|(place, reason)| format!("[{}] {}", place + 1, findings::render(reason, output)));
    let reasons = reasons.collect::<Vec<_>>().join("\n");
    format!("{}\n\n{reasons}", grid.render())
}

const fn shape(cell: &Cell) -> &'static str {
    match cell.verdict {
        Verdict::Yes => "●",
        Verdict::No => "■",
        Verdict::Unknown => "◌",
    }
}

fn numbers(cell: &Cell) -> String {
    if cell.reasons.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = cell.reasons.iter().map(|place| (place + 1).to_string()).collect();
    format!(" [{}]", numbers.join(", "))
}

/// One line an account: two columns a purpose, the verdict and why.
fn table(documents: &[Document], output: &Output) -> String {
    let mut lines = String::new();
    let mut heading = vec!["connection".to_owned(), "account".into(), "name".into()];
    if let Some(first) = documents.first() {
        let columns = first.matrix.purposes.iter().map(|purpose| &purpose.id);
        heading.extend(columns.flat_map(|id| [id.clone(), format!("{id}-why")]));
    }
    csv::line(&mut lines, heading.iter().map(String::as_str));
    for Document { connection, matrix } in documents {
        let whys: Vec<String> = matrix.reasons.iter().map(|reason| why(reason, output)).collect();
        for row in &matrix.rows {
            let mut fields = vec![connection.clone(), row.account.clone(), row.name.clone()];
            for cell in &row.cells {
                let why = cell.reasons.iter().filter_map(|place| whys.get(*place as usize));
                let why = why.map(String::as_str).collect::<Vec<_>>().join("; ");
                fields.extend([verdict(cell).to_owned(), why]);
            }
            csv::line(&mut lines, fields.iter().map(String::as_str));
        }
    }
    lines
}

fn why(reason: &Finding, output: &Output) -> String {
    output.say(&reason.title).to_owned()
}

const fn verdict(cell: &Cell) -> &'static str {
    match cell.verdict {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Unknown => "unknown",
    }
}
