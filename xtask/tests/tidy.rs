//! Rules that neither compiler nor linter knows. Each says what to do instead.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Lines that a file of code may have, and one of a component.
const LONGEST_FILE: usize = 400;
const LONGEST_COMPONENT: usize = 150;

/// All that the window's page may ask of Tauri itself, beside the commands that the shell declares.
const CAPABILITIES: &[&str] = &["core:event:allow-listen", "core:event:allow-unlisten"];

/// A file of the repository: its path from the root, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    /// Whether the whole file is tests: `tests.rs`, or a folder of that name.
    fn is_tests(&self) -> bool {
        self.is("/tests.rs") || self.path.contains("/tests/")
    }

    /// Numbered lines of code that is shipped: what stands before the tests of a Rust file.
    fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root")
}

/// Every text file that belongs to the repository, committed or about to be.
fn files() -> Vec<File> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let listed = git.output().expect("git lists the files");
    assert!(listed.status.success(), "the rules are held against a git checkout");
    let paths = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let read =
        |path: &str| Some(File { path: path.to_owned(), text: fs::read_to_string(root().join(path)).ok()? });
    paths.lines().filter_map(read).collect()
}

/// Files that people write: neither generated nor locked.
fn written() -> Vec<File> {
    let made = ["Cargo.lock", "package-lock.json", "ui/src/ipc/bindings.ts"];
    let mut files = files();
    files.retain(|file| !made.iter().any(|name| file.is(name)));
    files
}

#[track_caller]
fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}

/// Lines of these files that break a rule, as `path:line`.
fn lines_where(files: &[File], broken: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let numbered = file.text.lines().enumerate().filter(|(_, line)| broken(line));
        found.extend(numbered.map(|(index, _)| format!("{}:{}", file.path, index + 1)));
    }
    found
}

#[test]
fn every_look_into_a_secret_says_why() {
    let mut found = Vec::new();
    for file in written().iter().filter(|file| file.is(".rs") && !file.is_tests()) {
        let mut reason = None;
        for (number, line) in file.shipped() {
            if line.contains("// EXPOSE:") {
                reason = Some(number);
            }
            // A formatted statement may take a few lines.
            if line.contains(".expose()") && reason.is_none_or(|said| number - said > 3) {
                found.push(format!("{}:{number}", file.path));
            }
        }
    }
    assert_none(&found, "Say with `// EXPOSE: …` just before it why the secret is looked into:");
}

#[test]
fn no_file_holds_more_than_one_idea() {
    let limit = |file: &File| match file.path.rsplit('.').next() {
        Some("rs" | "ts") => Some(LONGEST_FILE),
        Some("svelte") => Some(LONGEST_COMPONENT),
        _ => None,
    };
    let long = |file: &File| {
        let lines = file.text.lines().count();
        limit(file)
            .filter(|most| lines > *most)
            .map(|most| format!("{}: {lines} lines, {most} at most", file.path))
    };
    assert_none(&written().iter().filter_map(long).collect::<Vec<_>>(), "Split the file by its ideas:");
}

#[test]
fn nothing_is_left_for_later_in_the_code() {
    // In two pieces, so that this list does not find itself.
    let marks = [
        ("db", "g!"),
        ("tod", "o!"),
        ("unimplement", "ed!"),
        ("FIX", "ME"),
        ("TO", "DO"),
        ("XX", "X"),
        ("HA", "CK"),
    ];
    let marks = marks.map(|(one, two)| format!("{one}{two}"));
    let code = |file: &File| [".rs", ".ts", ".svelte", ".mjs", ".py"].iter().any(|ending| file.is(ending));
    let code: Vec<File> = written().into_iter().filter(code).collect();
    let found = lines_where(&code, |line| {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && !['_', '!'].contains(&c));
        words.any(|word| marks.iter().any(|mark| mark == word))
    });
    assert_none(&found, "Do it, or open an issue:");
}

#[test]
fn no_test_is_switched_off() {
    let marks = [("#[ign", "ore"), (".sk", "ip("), (".on", "ly(")].map(|(one, two)| format!("{one}{two}"));
    let tests: Vec<File> =
        written().into_iter().filter(|file| file.is(".rs") || file.is(".test.ts")).collect();
    let found = lines_where(&tests, |line| {
        let line = line.trim();
        line.starts_with(&marks[0])
            || ["it", "test", "describe"]
                .iter()
                .any(|call| marks[1..].iter().any(|mark| line.starts_with(&format!("{call}{mark}"))))
    });
    assert_none(&found, "A test runs, or goes:");
}

#[test]
fn every_module_begins_with_what_it_is_for() {
    // The tests of a module say nothing new by saying so; a verb's help text is its documentation.
    let known = |file: &File| file.is_tests() || file.path.starts_with("crates/cli/src/commands/");
    let silent = |file: &&File| file.is(".rs") && !known(file) && !file.text.starts_with("//!");
    let found: Vec<String> = written().iter().filter(silent).map(|file| file.path.clone()).collect();
    assert_none(&found, "Begin the file with a `//!` line:");
}

#[test]
fn no_file_says_where_packages_are_fetched_from() {
    // That is a setting of each machine: a mirror must do as well. In two pieces, as above.
    let hosts = [
        ("registry.npm", "js.org"),
        ("pypi", ".org"),
        ("pythonhosted", ".org"),
        ("index.crates", ".io"),
        ("static.crates", ".io"),
        ("deb.debian", ".org"),
    ];
    let hosts = hosts.map(|(one, two)| format!("{one}{two}"));
    let files: Vec<File> = files().into_iter().filter(|file| !file.is("Cargo.lock")).collect();
    let found = lines_where(&files, |line| hosts.iter().any(|host| line.contains(host)));
    assert_none(&found, "Leave the registry's address out (npm: `omit-lockfile-registry-resolved`):");
}

#[test]
fn each_provider_has_a_redirect_path_of_its_own() {
    let mut owners: HashMap<String, String> = HashMap::new();
    for file in files().iter().filter(|file| file.path.starts_with("catalogue/") && file.is(".toml")) {
        let entry: toml::Table = file.text.parse().expect("a catalogue entry is TOML");
        // What every provider has, such as common recipes, is no provider.
        let Some(redirect) = entry.get("redirect") else { continue };
        let path = redirect["path"].as_str().expect("redirect.path is text").to_owned();
        let other = owners.insert(path.clone(), file.path.clone());
        assert_eq!(other, None, "{path} belongs to {} as well", file.path);
    }
    assert!(owners.contains_key("/v1/tool-oauth/facebook/callback"), "the catalogue was found");
}

#[test]
fn the_page_may_ask_for_its_own_commands_and_nothing_else() {
    for file in files().iter().filter(|file| file.path.starts_with("src-tauri/capabilities/")) {
        let capability: Value = serde_json::from_str(&file.text).expect("a capability is JSON");
        assert_eq!(capability["windows"], serde_json::json!(["main"]), "{}: one window", file.path);
        assert_eq!(capability.get("remote"), None, "{}: no page from elsewhere", file.path);
        let permissions = capability["permissions"].as_array().expect("a list of permissions");
        let names = permissions.iter().map(|name| name.as_str().expect("a plain name, without a scope"));
        let foreign: Vec<_> =
            names.filter(|name| name.contains(':') && !CAPABILITIES.contains(name)).collect();
        assert!(foreign.is_empty(), "{}: {foreign:?} is more than the page needs", file.path);
    }
}
