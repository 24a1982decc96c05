//! System packages, from the one list in the repository.

use std::collections::HashSet;

use crate::place::root;
use crate::shell::{command, on_path, output, read, run};
use crate::{Result, say};

/// Set by people who installed the packages by hand on a system that has other names for them.
const READY: &str = "ADKEYS_SYSTEM_READY";

/// Installs the packages of these groups that are missing.
pub(crate) fn install(groups: &[&str]) -> Result {
    if !cfg!(target_os = "linux") || std::env::var_os(READY).is_some() {
        return Ok(());
    }
    let list = read(&root().join("system-packages.txt"))?;
    let wanted: Vec<&str> = wanted(&list, groups, on_path).collect();
    if !is_debian() {
        return Err(by_hand(&wanted));
    }
    let installed = installed(&wanted)?;
    let missing: Vec<&str> = wanted.into_iter().filter(|name| !installed.contains(*name)).collect();
    if missing.is_empty() { Ok(()) } else { apt(&missing) }
}

/// The packages of the groups whose commands are not there already.
fn wanted<'a>(list: &'a str, groups: &[&str], has: impl Fn(&str) -> bool) -> impl Iterator<Item = &'a str> {
    let mut inside = false;
    list.lines().filter_map(move |line| {
        if let Some(group) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            inside = groups.contains(&group);
            return None;
        }
        let mut words = line.split_whitespace();
        let package = words.next().filter(|word| inside && !word.starts_with('#'))?;
        (!words.any(&has)).then_some(package)
    })
}

fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let family = release.lines().filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="));
    family.into_iter().any(|line| line.contains("debian") || line.contains("ubuntu")) && on_path("apt-get")
}

fn installed(packages: &[&str]) -> Result<HashSet<String>> {
    let mut query = command("dpkg-query");
    query.args(["-W", "-f", "${db:Status-Status} ${Package}\n"]).args(packages);
    // It complains about each package that it does not know, which is just what is asked.
    let known = output(&mut query)?;
    Ok(known.lines().filter_map(|line| line.strip_prefix("installed ")).map(str::to_owned).collect())
}

fn apt(missing: &[&str]) -> Result {
    let as_root = output(command("id").arg("-u"))?.trim() == "0";
    if !as_root && !on_path("sudo") {
        return Err(format!("Missing system packages. As root: apt-get install {}", missing.join(" ")));
    }
    say::step(&format!("Installing system packages: {}", missing.join(" ")));
    let apt_get = || {
        let mut apt = if as_root { command("env") } else { command("sudo") };
        apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]);
        apt
    };
    run(apt_get().arg("update"))?;
    run(apt_get().args(["install", "--no-install-recommends"]).args(missing))
}

fn by_hand(wanted: &[&str]) -> String {
    format!(
        "This system is not known here. Please install what Debian calls\n  {}\nthen set {READY}=1 and start again.",
        wanted.join("\n  ")
    )
}

#[cfg(test)]
mod tests {
    use super::wanted;

    const LIST: &str = "# a note\n[one]\nalpha\nbeta   b bb\n\n[two]\ngamma\n";

    #[test]
    fn only_the_groups_that_were_asked_for_are_wanted() {
        assert_eq!(wanted(LIST, &["one"], |_| false).collect::<Vec<_>>(), ["alpha", "beta"]);
        assert_eq!(wanted(LIST, &["two"], |_| false).collect::<Vec<_>>(), ["gamma"]);
    }

    #[test]
    fn a_package_is_not_wanted_when_its_command_is_there() {
        assert_eq!(
            wanted(LIST, &["one", "two"], |name| name == "bb").collect::<Vec<_>>(),
            ["alpha", "gamma"]
        );
    }
}
