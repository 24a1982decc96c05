//! The sandbox inside this process, for one verb (`--sandbox`) or for as long as the person wants it.

use std::io::ErrorKind;

use adkeys_core::files;
use adkeys_core::home::Home;
use adkeys_core::secret::Secret;
use adkeys_core::{Code, Error, Result, text};
use adkeys_sandbox::{Config, Sandbox, StartError, personas};

/// Starts the sandbox for one verb and points `home`'s catalogue at it. What it remembers lies in `home`, so that the
/// next verb finds the tokens of this one. It ends when dropped.
///
/// # Errors
/// `unexpected` if it cannot start or `home` cannot be written to.
pub(crate) async fn start_in(home: &Home) -> Result<Sandbox> {
    let no_home = |error| no_start(&error);
    files::create_private_dir(home.data_dir()).map_err(no_home)?;
    let sandbox =
        start(Config { state_file: Some(home.data_dir().join("sandbox.json")), ..Config::default() }).await?;
    let entry = adkeys_sandbox::provider_override(sandbox.url());
    files::write_atomically(&home.providers_dir().join("facebook.toml"), entry.as_bytes())
        .map_err(no_home)?;
    Ok(sandbox)
}

/// Starts the sandbox.
///
/// # Errors
/// `port-in-use` with the port, `usage` for a persona that does not exist, else `unexpected`.
pub(crate) async fn start(config: Config) -> Result<Sandbox> {
    Sandbox::start(config).await.map_err(|error| match &error {
        StartError::Port { port, source } if source.kind() == ErrorKind::AddrInUse => port_in_use(*port),
        StartError::Persona(id) => no_persona(id),
        other => no_start(other),
    })
}

/// The environment of the sandbox: its own app, and nothing of the person's.
pub(crate) fn environment(name: &str) -> Option<Secret> {
    match name {
        "FACEBOOK_CLIENT_ID" => Some(Secret::new(adkeys_sandbox::APP_ID)),
        "FACEBOOK_CLIENT_SECRET" => Some(Secret::new(adkeys_sandbox::APP_SECRET)),
        _ => None,
    }
}

fn port_in_use(port: u16) -> Error {
    Error::new(
        Code::PortInUse,
        text!("Port {port} is taken by another program.", "Порт {port} занят другой программой."),
    )
    .with(|details| details.port = Some(port))
}

fn no_persona(id: &str) -> Error {
    let known: Vec<&str> = personas().iter().map(|persona| persona.id.as_str()).collect();
    let known = known.join(", ");
    Error::new(Code::Usage, text!("No persona is called “{id}”.", "Персонажа «{id}» нет."))
        .hint(text!("Choose one of: {known}", "Выберите одного из: {known}"))
}

fn no_start(error: &dyn std::error::Error) -> Error {
    Error::new(
        Code::Unexpected,
        text!("The sandbox cannot start: {error}.", "Песочница не запускается: {error}."),
    )
}
