//! Prints what a first visit costs and how fast pages open: `speed [CASES [TIMES]]`.
#![allow(clippy::print_stdout)] // it is a command-line program

use durbar_tests::{
    journey::speed::{pages, visit},
    kit::Result,
};

#[tokio::main]
async fn main() -> Result<()> {
    let number = |place| std::env::args().nth(place).map(|number| number.parse());
    let cases = number(1).unwrap_or(Ok(10_000))?;
    // Enough that the slowest one does not speak for 95 of 100.
    let times = number(2).unwrap_or(Ok(60))?;
    let visit = visit().await?;
    println!("bytes on the wire, heads included, without TLS");
    println!("{:>10}  first visit, all kept for offline use", visit.first);
    println!("{:>10}  opened without a network", visit.offline);
    println!(
        "{:>10}  opened again, of which {} for the page",
        visit.again, visit.loaded_again
    );
    println!(
        "\nmilliseconds until a page is painted, {cases} cases, {times} times, processor slowed to a \
         quarter"
    );
    println!("{:>8}{:>8}{:>8}", "median", "asked", "p95");
    for opened in pages(cases, times).await? {
        println!(
            "{:>8.0}{:>8.0}{:>8.0}  {}",
            opened.median(),
            opened.asked(),
            opened.p95(),
            opened.page
        );
    }
    Ok(())
}
