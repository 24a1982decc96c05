//! Why does it not work? Checks with their findings, what an account can be used for, errors in plain words, reports
//! that are safe to share.
//!
//! A check is an entry of the registry ([`check`]): a probe of this computer, a judgement of facts that were read, or
//! something that the platform's own inspection tells. The facts are read once, side by side, however many checks
//! rest on them.

mod check;
mod checks;
mod dress;
mod explain;
mod inspected;
mod mask;
mod matrix;
mod report;
mod run;
mod trace;
mod types;

pub use explain::Explanation;
pub use matrix::{Cell, Matrix, MatrixRow, Purpose, Verdict};
pub use report::{Change, Report, ReportDiff, ReportForm, ReportOptions};
pub use types::{CheckGroup, CheckInfo, DiagnoseRequest, Diagnosis, DiagnosisEvent, Inspected};

pub(crate) use check::infos;
pub(crate) use explain::explain;
pub(crate) use inspected::inspected;
pub(crate) use matrix::{matrix, purposes};
pub(crate) use report::{diff, report, since};
pub(crate) use run::{diagnose, of_accounts};
pub(crate) use trace::traced;
