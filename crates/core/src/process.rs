//! Who a process is, as far as the system tells. A hint and no proof: programs of one person can pass for one another.

use std::path::PathBuf;

/// The program that a process runs; `None` if the process is gone, is somebody else's, or hides from its own kin as
/// AdKeys does, and on systems that are not asked.
#[must_use]
pub fn program(pid: u32) -> Option<PathBuf> {
    // proc_pid_exe(5): a program that was replaced since it was started has a word behind its path.
    let path = std::fs::read_link(of(pid, "exe")).ok()?;
    Some(
        path.to_str()
            .and_then(|path| path.strip_suffix(" (deleted)"))
            .map_or_else(|| path.clone(), PathBuf::from),
    )
}

/// What the system calls a process: at most 15 bytes, which the process may have chosen itself (proc_pid_comm(5)).
#[must_use]
pub fn name(pid: u32) -> Option<String> {
    let name = std::fs::read_to_string(of(pid, "comm")).ok()?;
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}

/// The process that started another one, told by the system and not by that one (proc_pid_stat(5)).
#[must_use]
pub fn parent(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(of(pid, "stat")).ok()?;
    // The name before it is in brackets and may hold brackets and blanks itself.
    let (_, after) = stat.rsplit_once(')')?;
    after.split_ascii_whitespace().nth(1)?.parse().ok().filter(|parent| *parent > 0)
}

/// The user whose tokens these are: nobody else is spoken to over a socket.
#[cfg(unix)]
#[must_use]
pub fn our_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

fn of(pid: u32, what: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}/{what}"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_known_by_its_program_its_name_and_its_parent() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let pid = child.id();
        assert_eq!(parent(pid), Some(std::process::id()));
        assert!(parent(u32::MAX).is_none() && program(u32::MAX).is_none() && name(u32::MAX).is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(program(std::process::id()), std::env::current_exe().ok());
        assert!(name(std::process::id()).is_some());
    }
}
