//! Does nothing: what starting a Rust program costs by itself. `cargo xtask bench` measures against it.

fn main() {}
