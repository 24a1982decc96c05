//! Standard output that goes away or is full.

use std::fs::File;
use std::process::{Command, Stdio};

use crate::support::World;

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let mut child = World::new().adkeys("completions bash").spawn();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_failure() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_adkeys"));
    let output = command.args(["completions", "bash"]).stdout(Stdio::from(full)).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("Standard output"));
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = World::new().adkeys(&format!("completions {shell}")).exits(0);
        assert!(outcome.stdout.contains("adkeys") && outcome.stdout.contains("disconnect"), "{shell}");
    }
}
