//! `run`: AdKeys on the sandbox, in a window or, where there is none, in the terminal.

use crate::place::program;
use crate::shell::{command, run as sh};
use crate::{Result, build, say, setup};

/// Opens the window; without a display, or with `--terminal`, does the same main job in the terminal.
pub(crate) fn run(args: &[String]) -> Result {
    if args.iter().any(|arg| arg == "--terminal") || !has_display() { terminal() } else { window() }
}

fn window() -> Result {
    setup::for_window()?;
    build::page()?;
    build::programs(&["--bin", "adkeys-desktop", "--example", "bindings"])?;
    say::step("Opening the window. It works on the sandbox: nothing here reaches a real platform.");
    sh(command(program("debug", "adkeys-desktop")).arg("--sandbox"))
}

fn terminal() -> Result {
    say::step("No window here: connecting in the terminal instead.");
    setup::for_terminal()?;
    build::programs(&["--bin", "adkeys", "--example", "terminal"])?;
    sh(&mut command(program("debug/examples", "terminal")))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
