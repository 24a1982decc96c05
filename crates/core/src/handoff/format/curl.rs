//! A curl configuration: `option = "value"`, with backslashes inside quotes (man curl, `--config`).

use super::{Tree, breaks_a_line, texts, unfit};
use crate::error::Result;

pub(super) fn write(tree: &Tree) -> Result<String> {
    let mut lines = String::new();
    for (option, value) in tree {
        let values = value.as_str().map_or_else(|| texts(value), |one| vec![one]);
        for value in values {
            if value.chars().any(breaks_a_line) {
                return Err(unfit(option));
            }
            lines.push_str(&format!("{option} = {}\n", quoted(value)));
        }
    }
    Ok(lines)
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn an_option_may_come_several_times() {
        let tree = serde_json::json!({ "header": ["A: 1", "B: \"2\\"], "oauth2-bearer": "x" });
        let Value::Object(tree) = tree else { panic!("a table") };
        assert_eq!(
            write(&tree).unwrap(),
            "header = \"A: 1\"\nheader = \"B: \\\"2\\\\\"\noauth2-bearer = \"x\"\n"
        );
    }
}
