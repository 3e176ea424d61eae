//! Single bits, one after the other: what SQLite does not notice, and what it stumbles over.

use super::{
    Damaged, are_untouched,
    before::{Before, written},
    find,
    found::Promised,
    seen::{at_once, in_touch, patiently, unless_damaged},
    ways::HELD,
};
use durbar_api::complaints::StartDraft;
use durbar_tests::kit::{Result, STORY_START};
use std::fs;

#[test]
fn a_bit_that_flips_unnoticed_costs_nothing_that_waits() -> Result<()> {
    let before = Before::make()?;
    for held in &HELD {
        for sixths in [1, 3, 5] {
            println!("{}.{}, {sixths}/6", held.table, held.column);
            let (_folder, path, server) = before.again()?;
            held.flip_waiting(&path, sixths)?;
            // The copy has it as it was.
            at_once(&before, &path, &Promised::all(&before))?;
            in_touch(&path, &server.origin(), &written())?;
        }
    }
    Ok(())
}

#[test]
fn a_flipped_bit_in_the_head_does_not_keep_the_app_closed() -> Result<()> {
    /// Size of a page, versions, room at its end, fractions, size, free pages, schema's format,
    /// largest root, encoding, the app's own version of the schema: the last byte of each.
    const BYTES: [usize; 12] = [16, 18, 19, 20, 23, 31, 35, 39, 47, 55, 59, 63];
    let before = Before::make()?;
    for at in BYTES {
        for bit in [0, 1] {
            println!("bit {bit} of byte {at}");
            let (_folder, path, _server) = before.again()?;
            let mut bytes = fs::read(&path)?;
            bytes[at] ^= 1 << bit;
            fs::write(&path, bytes)?;
            let mut damaged = vec![Damaged::of(&path, "phone-2.db")?];
            find(&path, &mut damaged)?;
            at_once(&before, &path, &Promised::all(&before))?;
            patiently(&path, "", STORY_START, |phone| {
                unless_damaged(phone.ask(StartDraft { intake: None }))
            })?;
            are_untouched(&damaged)?;
        }
    }
    Ok(())
}
