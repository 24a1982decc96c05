//! `cargo xtask bench`: what AdKeys costs beside a bare process and beside the tools that people use today.
//!
//! Contestants take turns, so that whatever else the machine does meets them all alike.
#![allow(clippy::print_stdout, reason = "it prints a table")]

mod accounts;
mod race;
mod token;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    token::run().await;
    accounts::run().await;
}
