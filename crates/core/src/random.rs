//! Randomness, passed in like the clock.

/// Gives unpredictable bytes. Tests pass a fixed sequence.
pub trait Entropy: Send + Sync {
    /// 256 fresh random bits.
    fn bytes(&self) -> [u8; 32];
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    /// # Panics
    /// If the operating system has no randomness to give: nothing secure could go on from there.
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        #[allow(clippy::disallowed_methods, reason = "the one place that asks the system for randomness")]
        getrandom::fill(&mut bytes).expect("the operating system provides randomness");
        bytes
    }
}
