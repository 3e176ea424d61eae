//! What the site costs on the wire.

use std::fs;

use crate::failure::{Context, Result};
use crate::paths;
use crate::web::Site;

/// Files that are told apart; what is smaller counts together.
const WORTH_A_LINE: usize = 5_000;

/// Prints what a first visit loads: every file of the site, as a browser asks for it. Answers have
/// heads too, and a few are asked for twice; the test in `tests/tests/speed_in_chromium.rs` counts
/// what really passes, and fails when it is too much.
pub fn print(site: &Site) -> Result {
    let mut sizes = Vec::new();
    for (name, content) in site {
        let brotli = paths::web_compressed().join(format!("{name}.br"));
        let length = if brotli.exists() {
            let length = fs::metadata(&brotli).context(brotli.display())?.len();
            usize::try_from(length).unwrap_or(usize::MAX)
        } else {
            content.len()
        };
        sizes.push((length, name.as_str()));
    }
    println!("{}", table(sizes));
    Ok(())
}

fn table(mut sizes: Vec<(usize, &str)>) -> String {
    let all: usize = sizes.iter().map(|(length, _)| length).sum();
    sizes.sort_by(|one, other| other.cmp(one));
    sizes.retain(|(length, _)| *length >= WORTH_A_LINE);
    let told: usize = sizes.iter().map(|(length, _)| length).sum();
    let mut lines = String::from("  KB on the wire\n");
    for (length, name) in sizes {
        lines += &line(length, name);
    }
    lines += &line(all - told, "all other files");
    lines + line(all, "in all").trim_end()
}

fn line(length: usize, name: &str) -> String {
    // Tenths of a kilobyte of 1,000 bytes: what is paid for.
    let tenths = (length + 50) / 100;
    format!("{:>6}.{}  {name}\n", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_and_all_are_counted() {
        let sizes = vec![(120, "small.js"), (5_000, "app.css"), (860_049, "app.wasm")];
        assert_eq!(
            table(sizes),
            "  KB on the wire\n   860.0  app.wasm\n     5.0  app.css\n     0.1  all other files\n   \
             865.2  in all"
        );
    }
}
