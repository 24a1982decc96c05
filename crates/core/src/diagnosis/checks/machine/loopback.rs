//! Whether a browser on this computer could reach a listener of AdKeys: a round trip on both families, and what the
//! name `localhost` means here.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, lookup_host};

use crate::diagnosis::check::{Check, Ground, How, Probing};
use crate::diagnosis::types::CheckGroup;
use crate::finding::{Finding, Level, Remedy, Who};
use crate::text;
use crate::text::Text;

pub(super) const CHECK: Check = Check {
    id: "machine.loopback",
    group: CheckGroup::Machine,
    title: Text::new("Way back from the browser", "Возврат из браузера"),
    how: How::Machine(begin),
};

fn begin<'a>(ground: &'a Ground<'a>) -> Probing<'a> {
    Box::pin(look(ground))
}

async fn look(_ground: &Ground<'_>) -> Vec<Finding> {
    let (v4, v6, name) = tokio::join!(
        round_trip(Ipv4Addr::LOCALHOST.into()),
        round_trip(Ipv6Addr::LOCALHOST.into()),
        lookup_host(("localhost", 0)),
    );
    let addresses: Vec<IpAddr> =
        name.map(|found| found.map(|address| address.ip()).collect()).unwrap_or_default();
    let finding = judge(v4.is_ok() || v6.is_ok(), &addresses);
    let shown = addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    vec![
        finding
            .evidence(Text::verbatim("127.0.0.1"), word(&v4))
            .evidence(Text::verbatim("::1"), word(&v6))
            .evidence(Text::verbatim("localhost"), if shown.is_empty() { "—".into() } else { shown }),
    ]
}

/// Sends one byte to oneself and back.
async fn round_trip(address: IpAddr) -> io::Result<()> {
    let listener = TcpListener::bind((address, 0)).await?;
    let to = listener.local_addr()?;
    let there = async {
        let mut stream = TcpStream::connect(to).await?;
        stream.write_all(b"?").await?;
        stream.read_u8().await
    };
    let back = async {
        let (mut stream, _) = listener.accept().await?;
        let byte = stream.read_u8().await?;
        stream.write_all(&[byte]).await
    };
    tokio::try_join!(there, back).map(|_| ())
}

fn word(outcome: &io::Result<()>) -> String {
    match outcome {
        Ok(()) => "ok".into(),
        Err(error) => error.kind().to_string(),
    }
}

fn judge(works: bool, addresses: &[IpAddr]) -> Finding {
    let title = Text::new("Way back from the browser", "Возврат из браузера");
    let finding = |level, detail| Finding::new(CHECK.id, level, title.clone(), detail);
    let paste = || {
        Text::new(
            "Let AdKeys accept connections from this computer in the firewall, or connect with: --redirect paste",
            "Разрешите AdKeys в брандмауэре соединения с этого компьютера или подключайте так: --redirect paste",
        )
    };
    if !works {
        let detail = Text::new(
            "This computer does not let a program reach itself: the browser's answer cannot arrive.",
            "Этот компьютер не даёт программе соединиться с самой собой: ответ браузера не дойдёт.",
        );
        return finding(Level::Error, detail).remedy(Remedy::new(Who::You, paste()));
    }
    if let Some(strange) = addresses.iter().find(|address| !address.is_loopback()) {
        let detail = text!(
            "localhost means {strange} here, another computer: the browser's answer would go there.",
            "localhost здесь означает {strange}, другой компьютер: ответ браузера уйдёт туда."
        );
        let text = Text::new(
            "Mend the line “localhost” in the hosts file.",
            "Исправьте строку localhost в файле hosts.",
        );
        return finding(Level::Error, detail).remedy(Remedy::new(Who::You, text));
    }
    finding(Level::Ok, Text::new("The browser's answer can arrive.", "Ответ браузера может дойти."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn this_computer_reaches_itself() {
        round_trip(Ipv4Addr::LOCALHOST.into()).await.unwrap();
    }

    #[test]
    fn a_localhost_that_is_somewhere_else_is_told() {
        let elsewhere: IpAddr = "192.0.2.7".parse().unwrap();
        assert_eq!(judge(true, &[elsewhere]).level, Level::Error);
        assert_eq!(judge(false, &[]).level, Level::Error);
        assert_eq!(judge(true, &[Ipv4Addr::LOCALHOST.into()]).level, Level::Ok);
        // Browsers know what localhost is, whether or not the system does.
        assert_eq!(judge(true, &[]).level, Level::Ok);
    }
}
