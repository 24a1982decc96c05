//! Writes the TypeScript side of the window's commands and events: `cargo run -p adkeys-desktop --example bindings -- PATH`.

use std::error::Error;

use specta_typescript::Typescript;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("say where to write the bindings")?;
    adkeys_desktop::contract::<tauri::Wry>().export(Typescript::default(), path)?;
    Ok(())
}
