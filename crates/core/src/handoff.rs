//! Hand-off: giving a token to a tool in the form that the tool takes.

mod environment;
mod export;
mod fill;
mod format;
mod mask;
mod place;
mod reference;
mod render;
mod source;
mod types;
mod values;

pub use environment::ChildEnvironment;
pub use mask::{MASK, Masker};
pub use types::{ExportRequest, ExportState, Exported, Injected, RecipeInfo, RecipeKind, Rendered};

pub(crate) use environment::child_environment;
pub(crate) use export::{again, export, exports, keep_fresh, remove};
pub(crate) use reference::{inject, inject_into};
pub(crate) use render::{preview, recipes, render};
