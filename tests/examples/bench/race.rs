//! Lets contestants run in turns, and prints medians and ratios.

use std::time::Duration;

/// Lets each contestant run once a round; `run` takes its place among the names. Ratios are to the one called `against`.
pub(crate) async fn race(
    title: &str,
    rounds: usize,
    names: &[&str],
    against: &str,
    mut run: impl AsyncFnMut(usize) -> Duration,
) {
    let mut times = vec![Vec::new(); names.len()];
    // The first round warms the caches and does not count.
    for round in 0..=rounds {
        for (which, times) in times.iter_mut().enumerate() {
            let taken = run(which).await;
            times.extend((round > 0).then_some(taken));
        }
    }
    let spreads: Vec<Spread> = times.into_iter().map(Spread::of).collect();
    let base = names.iter().position(|name| *name == against).map_or(Duration::ZERO, |at| spreads[at].median);
    println!("\n{title} ({rounds} rounds, in turns)");
    println!("  {:<34} {:>9} {:>9} {:>9}", "", "median", "p90", "ratio");
    for (name, spread) in names.iter().zip(spreads) {
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
        let last = times.len() - 1;
        Self { median: times[last / 2], p90: times[last * 9 / 10] }
    }
}

/// Milliseconds below ten seconds, seconds above.
pub(crate) fn show(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 10.0 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.1} s") }
}
