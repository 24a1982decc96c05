//! The ways back from the browser.

pub mod advice;
pub mod deep_link;
pub mod device;
pub mod loopback;
mod pages;
pub mod paste;
