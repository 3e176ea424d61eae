//! What a first visit costs, and how fast pages open, in a real browser.
//!
//! The goals are 1.4 MB and 100 ms; `speed`, the program beside these tests, prints where it stands,
//! and docs/benchmarks.md says what is missing. These tests hold what is reached, on a machine that
//! may have other things to do.

use durbar_tests::{
    journey::speed::{pages, visit},
    kit::Result,
};

/// What a first visit may cost, in bytes on the wire. It only ever goes down.
const FIRST_VISIT: u64 = 1_400_000;

/// What opening the app again may cost beside the app itself: the exchange with the hub and the
/// browser's look for a newer version.
const NEWS: u64 = 5_000;

/// How many cases an officer's device holds.
const CASES: u32 = 10_000;

/// How often each page is opened.
const TIMES: u32 = 12;

/// How long half of the visits to a page may take on a slow phone, in milliseconds.
const OPEN: f64 = 500.0;

#[tokio::test]
async fn a_first_visit_is_small_and_opening_again_loads_nothing() -> Result<()> {
    let visit = visit().await?;
    assert!(visit.first <= FIRST_VISIT, "{visit:?}");
    assert_eq!(visit.offline, 0, "{visit:?}");
    assert_eq!(visit.loaded_again, 0, "{visit:?}");
    assert!(visit.again <= NEWS, "{visit:?}");
    // Not a visit to an empty house.
    assert!(visit.first > FIRST_VISIT / 4, "{visit:?}");
    Ok(())
}

#[tokio::test]
async fn pages_open_soon_on_a_slow_phone_with_ten_thousand_cases() -> Result<()> {
    let opened = pages(CASES, TIMES).await?;
    let slow: Vec<_> = opened
        .iter()
        .filter(|opened| opened.median() > OPEN)
        .map(|opened| format!("{}: {:.0} ms", opened.page, opened.median()))
        .collect();
    assert!(slow.is_empty(), "{slow:#?}");
    Ok(())
}
