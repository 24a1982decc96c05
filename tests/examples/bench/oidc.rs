//! Debian's oidc-agent with an account that never has to renew: the fastest hand-out that people use today.

use std::path::PathBuf;
use std::process::Command;

use adkeys_e2e::Session;
use adkeys_e2e::process::Running;

/// The variable by which its tools find it.
const SOCKET: &str = "OIDC_SOCK";

/// A running oidc-agent and the issuer behind it. Dropping it ends both.
pub(crate) struct OidcAgent {
    socket: String,
    pid: String,
    _issuer: Running,
}

impl OidcAgent {
    /// Starts one and adds an account to it; `None` where it is not installed.
    pub(crate) fn set_up(session: &Session) -> Option<Self> {
        let said = session.command("oidc-agent").output().ok()?;
        let said = String::from_utf8_lossy(&said.stdout).into_owned();
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("python/fake_issuer.py");
        let issuer = Running::start(session.command("python3").arg(script));
        let url = issuer.line().expect("the issuer says where it listens");
        let agent = Self { socket: value(&said, SOCKET)?, pid: value(&said, "OIDCD_PID")?, _issuer: issuer };
        let mut account = agent.tool(session, "oidc-gen");
        account.args(["--manual", "--prompt=none", "--client-id=c", "--client-secret=s", "--flow=refresh"]);
        account.args(["--scope=openid offline_access", "--rt=rt-fake", "--redirect-uri=", "-m", "fake"]);
        account.arg(format!("--iss={url}")).arg("--pw-env=OIDC_ENCRYPTION_PW").env("OIDC_ENCRYPTION_PW", "x");
        let added = account.output().expect("oidc-gen starts");
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        Some(agent)
    }

    /// One of its tools, which finds it.
    pub(crate) fn tool(&self, session: &Session, name: &str) -> Command {
        let mut command = session.command(name);
        command.env(SOCKET, &self.socket);
        command
    }
}

impl Drop for OidcAgent {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(&self.pid).status();
    }
}

/// The value of `NAME=value;` in what a shell would evaluate.
fn value(script: &str, name: &str) -> Option<String> {
    let (_, after) = script.split_once(&format!("{name}="))?;
    after.split(';').next().map(str::to_owned)
}
