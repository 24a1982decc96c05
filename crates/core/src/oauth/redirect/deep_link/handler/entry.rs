//! Desktop entries: what a program is called and how it is started.

use std::fs;
use std::path::{Path, PathBuf};

use super::key;

const SECTION: &str = "[Desktop Entry]";

/// A program that a desktop knows.
pub(super) struct Entry {
    pub(super) name: String,
    program: PathBuf,
    types: String,
}

/// The `key=value` lines of one section.
pub(super) fn values<'a>(text: &'a str, section: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let after = text.lines().map(str::trim).skip_while(move |line| *line != section).skip(1);
    let inside = after.take_while(|line| !line.starts_with('['));
    inside.filter_map(|line| line.split_once('=')).map(|(name, value)| (name.trim(), value.trim()))
}

impl Entry {
    /// Reads an entry; `None` if there is none, or if it says that it counts for none.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let value = |wanted: &str| values(&text, SECTION).find(|(name, _)| *name == wanted);
        let text_of = |wanted| value(wanted).map(|(_, value)| value.to_owned()).unwrap_or_default();
        if value("Hidden").is_some_and(|(_, hidden)| hidden == "true") {
            return None;
        }
        let program = program(&text_of("Exec"))?;
        Some(Self { name: text_of("Name"), program, types: text_of("MimeType") })
    }

    pub(super) fn opens(&self, kind: &str) -> bool {
        self.types.split(';').any(|known| known.trim() == kind)
    }

    pub(super) fn is_ours(&self) -> bool {
        let name = self.program.file_name().map(|name| name.to_string_lossy().to_lowercase());
        name.is_some_and(|name| name.starts_with("adkeys"))
    }

    /// Whether the program was moved or removed since. Of a bare name only the system can tell.
    pub(super) fn is_gone(&self) -> bool {
        self.program.is_absolute() && !self.program.exists()
    }
}

/// The program of an `Exec` line: its first word, in quotes if it has blanks.
fn program(exec: &str) -> Option<PathBuf> {
    let Some(quoted) = exec.strip_prefix('"') else {
        return exec.split_whitespace().next().map(PathBuf::from);
    };
    let mut name = String::new();
    let mut signs = quoted.chars();
    loop {
        match signs.next()? {
            '"' => return Some(PathBuf::from(name)),
            // Two levels of escapes: that of values, and that of quotes inside it.
            '\\' => name.extend(signs.find(|sign| *sign != '\\').or(Some('\\'))),
            '%' => name.extend(signs.next()),
            sign => name.push(sign),
        }
    }
}

/// `program` as the first word of an `Exec` line. A path that would have to be escaped is turned down: nobody's program
/// lies there.
fn exec(program: &Path) -> Option<String> {
    let path = program.to_str()?;
    let plain = program.is_absolute() && !path.contains(['"', '`', '$', '\\', '%', '\n', '\r', '\t']);
    plain.then(|| format!("\"{path}\""))
}

/// The entry that starts `program` with a link.
pub(super) fn own(program: &Path) -> Option<String> {
    let (exec, kind) = (exec(program)?, key());
    Some(format!(
        "{SECTION}\nType=Application\nName=AdKeys\nExec={exec} %u\nTerminal=false\nNoDisplay=true\nMimeType={kind};\n"
    ))
}

/// The entry that starts `program` with `argument` when the person signs in to the computer.
pub(super) fn at_login(program: &Path, argument: &str) -> Option<String> {
    let exec = exec(program)?;
    Some(format!("{SECTION}\nType=Application\nName=AdKeys\nExec={exec} {argument}\nTerminal=false\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_with_blanks_and_escapes_in_its_path() {
        for (exec, expected) in [
            ("adkeys-desktop %u", "adkeys-desktop"),
            ("\"/opt/Ad Keys/AdKeys.AppImage\" %u", "/opt/Ad Keys/AdKeys.AppImage"),
            (r#""/opt/a\\$b" %u"#, "/opt/a$b"),
            ("\"/opt/50%%\" %u", "/opt/50%"),
        ] {
            assert_eq!(program(exec).as_deref(), Some(Path::new(expected)), "{exec}");
        }
        assert_eq!((program(""), program("\"/never/ends")), (None, None));
    }

    #[test]
    fn only_a_plain_absolute_path_gets_an_entry() {
        assert!(own(Path::new("/opt/Ad Keys/AdKeys.AppImage")).is_some());
        for path in ["adkeys-desktop", "/opt/$(id)", "/opt/a\nExec=x", "/opt/\"x", "/opt/%u"] {
            assert_eq!(own(Path::new(path)), None, "{path}");
        }
    }
}
