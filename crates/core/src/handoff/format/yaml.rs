//! YAML, quoted where a YAML 1.1 reader would take a text for something else (`no`, `1_000`, `12:30`).

use super::{Tree, unwritable};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    // A folded token is the same token, but people copy it in pieces.
    let options = serde_saphyr::ser_options! { prefer_block_scalars: false };
    serde_saphyr::to_string_with_options(tree, options).map_err(|_| unwritable("YAML"))
}
