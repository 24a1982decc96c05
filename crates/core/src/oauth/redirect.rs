//! The ways back from the browser.

pub mod loopback;
