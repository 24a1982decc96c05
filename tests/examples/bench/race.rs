//! Times whole processes against each other, in turns.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One that runs against others.
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    pub(crate) command: Command,
}

/// Lets each run once a round, and prints medians and ratios to the one that is called `against`.
pub(crate) fn race(title: &str, rounds: usize, against: &str, mut contestants: Vec<Contestant>) {
    let mut times: Vec<Vec<Duration>> = contestants.iter().map(|_| Vec::new()).collect();
    // The first round warms the caches and does not count.
    for round in 0..=rounds {
        for (one, times) in contestants.iter_mut().zip(&mut times) {
            let taken = time(one);
            times.extend((round > 0).then_some(taken));
        }
    }
    let measured: Vec<_> =
        contestants.iter().zip(times).map(|(one, times)| (one.name, Spread::of(times))).collect();
    let base = measured
        .iter()
        .find(|(name, _)| *name == against)
        .map_or(Duration::ZERO, |(_, spread)| spread.median);
    println!("\n{title} ({rounds} rounds, in turns)");
    println!("  {:<34} {:>9} {:>9} {:>9}", "", "median", "p90", "ratio");
    for (name, spread) in measured {
        let ratio = spread.median.as_secs_f64() / base.as_secs_f64();
        println!("  {name:<34} {:>9} {:>9} {ratio:>8.2}×", show(spread.median), show(spread.p90));
    }
}

struct Spread {
    median: Duration,
    p90: Duration,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        Self { median: at(0.5), p90: at(0.9) }
    }
}

fn time(one: &mut Contestant) -> Duration {
    let start = Instant::now();
    let output = one.command.stdin(Stdio::null()).output();
    let taken = start.elapsed();
    let output = output.unwrap_or_else(|error| panic!("{} cannot be started: {error}", one.name));
    assert!(output.status.success(), "{}: {}", one.name, String::from_utf8_lossy(&output.stderr));
    taken
}

/// Milliseconds below ten seconds, seconds above.
pub(crate) fn show(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 10.0 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.1} s") }
}
