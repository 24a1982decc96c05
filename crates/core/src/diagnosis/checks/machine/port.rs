//! A fixed callback port that somebody else has taken, and who that is.

use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::net::TcpListener;

use crate::catalogue::Provider;
use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

#[cfg(target_os = "linux")]
mod owner;

pub(super) const CHECK: Check = Check {
    id: "machine.port",
    group: CheckGroup::Machine,
    title: Text::new("Callback port", "Порт возврата"),
    how: How::Machine(begin),
};

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(ground: &Ground<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for provider in &ground.providers {
        if let Some(port) = provider.redirect.port {
            findings.push(if is_taken(port).await { taken(provider, port) } else { free(port) });
        }
    }
    findings
}

async fn is_taken(port: u16) -> bool {
    let taken = |outcome: std::io::Result<TcpListener>| {
        outcome.is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
    };
    taken(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await)
        || taken(TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await)
}

fn free(port: u16) -> Finding {
    let detail = text!("Port {port} is free.", "Порт {port} свободен.");
    Finding::new(CHECK.id, Level::Ok, CHECK.title.clone(), detail)
}

fn taken(provider: &Provider, port: u16) -> Finding {
    let name = &provider.display_name;
    let detail = text!(
        "{name} returns to port {port}, which another program has taken.",
        "{name} возвращает на порт {port}, а его заняла другая программа."
    );
    let text = text!(
        "Close that program, or register another port and connect with --port.",
        "Закройте эту программу или зарегистрируйте другой порт и подключайте с --port."
    );
    let finding = Finding::new(CHECK.id, Level::Error, CHECK.title.clone(), detail)
        .remedy(Remedy::new(Who::You, text))
        .evidence(Text::new("Port", "Порт"), port.to_string());
    match owner(port) {
        Some(owner) => finding.evidence(Text::new("Taken by", "Занят"), owner),
        None => finding,
    }
}

#[cfg(target_os = "linux")]
fn owner(port: u16) -> Option<String> {
    owner::of(port)
}

/// Other systems tell it to their own tools only.
#[cfg(not(target_os = "linux"))]
fn owner(_port: u16) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_that_is_taken_is_told_with_its_owner() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(is_taken(port).await);
        #[cfg(target_os = "linux")]
        assert!(owner(port).unwrap().ends_with(&format!("({})", std::process::id())));
        drop(listener);
        assert!(!is_taken(port).await);
    }
}
