//! When a program that stays open looks for tokens to renew: now and then, and not while the network is still coming
//! up after a start or a wake-up.

use std::time::Duration;

use crate::error::{Code, Result};
use crate::time::Timestamp;

/// Tells the rounds. Knows two clocks: one that only ever runs, and the computer's own. Where they part, or where a
/// tick comes far too late, the computer slept.
#[derive(Clone, Debug)]
pub struct Rounds {
    last: Option<(Duration, Timestamp)>,
    /// On the clock that only ever runs.
    due: Duration,
    failures: u32,
}

impl Rounds {
    /// How often [`Rounds::tick`] is to be called.
    pub const TICK: Duration = Duration::from_secs(60);
    /// After a start and a wake-up: a network takes its time, and a Wi-Fi may first want its sign-in page seen.
    const SETTLE: Duration = Duration::from_secs(90);
    /// Between two rounds. What is due is decided elsewhere, once a day at most.
    const BETWEEN: Duration = Duration::from_secs(30 * 60);
    /// The first pause after a round that met no network; it doubles.
    const RETRY: Duration = Duration::from_secs(2 * 60);
    /// How far the clocks may part between two ticks without a sleep in between.
    const SLACK: Duration = Duration::from_secs(30);

    /// Whether a round is due. `running` is the time since the start by a clock that cannot be set; `wall` is the
    /// computer's.
    pub fn tick(&mut self, running: Duration, wall: Timestamp) -> bool {
        if self.slept(running, wall) {
            self.due = running + Self::SETTLE;
            self.failures = 0;
        }
        self.last = Some((running, wall));
        let due = running >= self.due;
        if due {
            self.due = running + Self::BETWEEN;
        }
        due
    }

    /// Takes in how the round went that the last tick called for.
    pub fn ended<T>(&mut self, outcome: &Result<T>) {
        let no_network = outcome.as_ref().is_err_and(|error| error.code == Code::Network);
        self.failures = if no_network { self.failures + 1 } else { 0 };
        if let (true, Some((running, _))) = (no_network, self.last) {
            let pause = Self::RETRY * 2_u32.saturating_pow(self.failures.min(6) - 1);
            self.due = running + pause.min(Self::BETWEEN);
        }
    }

    fn slept(&self, running: Duration, wall: Timestamp) -> bool {
        let Some((before, wall_before)) = self.last else { return false };
        let ran = running.saturating_sub(before);
        let passed =
            u64::try_from(wall.seconds_since(wall_before)).map(Duration::from_secs).unwrap_or_default();
        ran > Self::TICK * 2 + Self::SLACK || passed > ran + Self::SLACK
    }
}

impl Default for Rounds {
    fn default() -> Self {
        Self { last: None, due: Self::SETTLE, failures: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::text::Text;

    /// A computer whose two clocks the test moves.
    struct Computer {
        rounds: Rounds,
        running: u64,
        wall: i64,
    }

    impl Computer {
        fn new() -> Self {
            Self { rounds: Rounds::default(), running: 0, wall: 1_000_000 }
        }

        fn tick(&mut self) -> bool {
            self.running += 60;
            self.wall += 60;
            self.rounds.tick(Duration::from_secs(self.running), Timestamp::from_unix(self.wall).unwrap())
        }

        /// How many ticks pass until a round is due.
        fn ticks_until_due(&mut self) -> usize {
            (1..200).find(|_| self.tick()).unwrap()
        }
    }

    #[test]
    fn rounds_come_half_an_hour_apart_and_the_first_once_the_network_had_time() {
        let mut computer = Computer::new();
        assert_eq!(computer.ticks_until_due(), 2);
        assert_eq!(computer.ticks_until_due(), 30);
    }

    #[test]
    fn after_a_sleep_the_network_gets_time_to_come_up() {
        for stops_while_asleep in [true, false] {
            let mut computer = Computer::new();
            computer.ticks_until_due();
            computer.wall += 8 * 3600;
            computer.running += if stops_while_asleep { 0 } else { 8 * 3600 };
            assert!(!computer.tick(), "the first tick after the wake-up");
            assert_eq!(computer.ticks_until_due(), 2);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_changes_nothing() {
        let mut computer = Computer::new();
        computer.ticks_until_due();
        computer.wall -= 8 * 3600;
        assert_eq!(computer.ticks_until_due(), 30);
    }

    #[test]
    fn without_a_network_the_pauses_grow_and_never_beyond_the_usual_one() {
        let mut computer = Computer::new();
        computer.ticks_until_due();
        let lost: Result<()> = Err(Error::new(Code::Network, Text::new("gone", "нет")));
        let pauses: Vec<usize> = (0..6)
            .map(|_| {
                computer.rounds.ended(&lost);
                computer.ticks_until_due()
            })
            .collect();
        assert_eq!(pauses, [2, 4, 8, 16, 30, 30]);
        computer.rounds.ended(&Ok(()));
        assert_eq!(computer.ticks_until_due(), 30);
    }
}
