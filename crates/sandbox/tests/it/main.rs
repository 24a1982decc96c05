//! The sandbox as its users meet it, over HTTP.

mod connect;
mod faults;
mod support;
