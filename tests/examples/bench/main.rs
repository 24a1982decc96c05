//! `cargo xtask bench`: what AdKeys costs beside a bare process and beside the tools that people use today.
//!
//! Contestants take turns, so that whatever else the machine does meets them all alike.
#![allow(clippy::print_stdout, reason = "it prints a table")]

mod accounts;
mod list;
mod oidc;
mod race;
mod token;
mod window;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let picked = std::env::args().nth(1);
    let is_picked = |name: &str| picked.as_ref().is_none_or(|word| word == name);
    if is_picked("token") {
        token::run().await;
    }
    if is_picked("accounts") {
        accounts::run().await;
    }
    if is_picked("window") {
        window::run().await;
    }
    if is_picked("list") {
        list::run().await;
    }
}
