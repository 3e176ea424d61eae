//! What came of many runs, as text.

use super::scene::Sample;

/// The median of what was measured, and how far the times were apart: bytes from and to the
/// client, requests, turns, seconds.
pub fn told(samples: &[Sample]) -> String {
    let middle = |of: &dyn Fn(&Sample) -> f64| {
        let mut values: Vec<f64> = samples.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    let seconds = |sample: &Sample| sample.met.took.as_secs_f64();
    let worst = samples.iter().map(seconds).fold(0.0, f64::max);
    format!(
        "{:>9.0}{:>9.0}{:>10.0}{:>7.0}{:>9.1}{:>9.1}",
        middle(&|sample| sample.counts.up as f64),
        middle(&|sample| sample.counts.down as f64),
        middle(&|sample| f64::from(sample.met.requests)),
        middle(&|sample| f64::from(sample.counts.turns)),
        middle(&seconds),
        worst,
    )
}
