//! Who listens on a port, as Linux tells it (proc(5), `/proc/net/tcp`): the socket's inode, then the process that has it
//! open. Processes of other people cannot be looked into; then it stays unknown.

use std::fs;

/// `0A` is LISTEN.
const LISTEN: &str = "0A";

/// The program's name and number.
pub(super) fn of(port: u16) -> Option<String> {
    let inode = ["/proc/net/tcp", "/proc/net/tcp6"]
        .iter()
        .find_map(|table| inode(&fs::read_to_string(table).ok()?, port))?;
    let link = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.filter_map(Result::ok);
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let process = numbers.into_iter().find(|process| holds(*process, &link))?;
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok()?;
    Some(format!("{} ({process})", name.trim()))
}

/// The inode of the socket that listens on `port`.
fn inode(table: &str, port: u16) -> Option<String> {
    let port = format!(":{port:04X}");
    table.lines().skip(1).find_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let (local, state, inode) = (columns.get(1)?, columns.get(3)?, columns.get(9)?);
        (local.ends_with(&port) && *state == LISTEN).then(|| (*inode).to_owned())
    })
}

fn holds(process: u32, link: &str) -> bool {
    let Ok(open) = fs::read_dir(format!("/proc/{process}/fd")) else { return false };
    open.filter_map(Result::ok)
        .filter_map(|entry| fs::read_link(entry.path()).ok())
        .any(|target| target.as_os_str() == link)
}
