//! Requests as a whole: said again, at another time, to another path, with a byte changed.

use super::town::Town;
use durbar_sync::{
    codec,
    wire::{Authorization, ErrorCode, Feed, RequestFrame},
};
use durbar_tests::kit::{Result, stranger::refusal};

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    for villain in 0..town.villains.len() {
        replays(town, villain)?;
        clocks(town, villain)?;
        flips(town, villain)?;
        shapes(town, villain)?;
    }
    Ok(())
}

/// A request that another device made and somebody recorded, said again many times, too.
fn replays(town: &mut Town, villain: usize) -> Result<()> {
    for round in 0..5 {
        let device = &mut town.villains[villain].device;
        let body = device.body(&[(Feed::Registry, round)], vec![])?;
        let signature = device.sign("POST", "/sync", &body);
        assert_eq!(device.post_signed(&signature, body.clone())?.0, 200);
        for _ in 0..3 {
            let device = &town.villains[(villain + 1) % town.villains.len()].device;
            let again = device.post_signed(&signature, body.clone())?;
            assert_eq!(refusal(&again)?, (401, ErrorCode::Replay));
            town.count("a request said again");
        }
    }
    Ok(())
}

fn clocks(town: &mut Town, villain: usize) -> Result<()> {
    let hour = 3_600_000;
    let now = town.villains[villain].device.time;
    let body = town.villains[villain].device.body(&[], vec![])?;
    let times = [
        0,
        -1,
        i64::MIN,
        i64::MAX,
        now - hour,
        now + hour,
        now - 24 * hour,
    ];
    for (nonce, time) in (0..).zip(times) {
        let device = &town.villains[villain].device;
        let nonce = [200, nonce, 0, 0, 0, 0, 0, 0];
        let signed = Authorization::sign(&device.keys, "POST", "/sync", &body, time, nonce);
        let answer = device.post_signed(&signed.encode(), body.clone())?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Clock));
        town.count("a request at another time");
    }
    Ok(())
}

/// A body or a signature with one byte changed on its way.
fn flips(town: &mut Town, villain: usize) -> Result<()> {
    let device = &mut town.villains[villain].device;
    let body = device.body(&[(Feed::Pack, 0)], vec![])?;
    for at in 0..body.len().min(40) {
        let device = &mut town.villains[villain].device;
        let signature = device.sign("POST", "/sync", &body);
        let mut changed = body.clone();
        changed[at] ^= 0x10;
        let answer = device.post_signed(&signature, changed)?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Signature));
        town.count("a body that was changed on its way");
    }
    for at in (7..150).step_by(5) {
        let device = &mut town.villains[villain].device;
        let mut signature = device.sign("POST", "/sync", &body).into_bytes();
        signature[at] = if signature[at] == b'A' { b'B' } else { b'A' };
        let signature = String::from_utf8(signature)?;
        let answer = device.post_signed(&signature, body.clone())?;
        let (status, code) = refusal(&answer)?;
        assert_eq!(status, 401);
        assert!(matches!(code, ErrorCode::Signature | ErrorCode::Clock));
        town.count("a signature that was changed on its way");
    }
    for (method, path) in [
        ("PUT", "/sync"),
        ("POST", "/sync?"),
        ("POST", "/"),
        ("", ""),
    ] {
        let device = &mut town.villains[villain].device;
        let signature = device.sign(method, path, &body);
        let answer = device.post_signed(&signature, body.clone())?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Signature));
        town.count("a signature for another path");
    }
    Ok(())
}

/// Rightly signed bodies that say something that no app says.
fn shapes(town: &mut Town, villain: usize) -> Result<()> {
    let device = &mut town.villains[villain].device;
    let cursors: Vec<_> = (0..300).map(|number| (Feed::Pack, number)).collect();
    let hello = device.body(&[], vec![])?;
    let frames: Vec<RequestFrame> = codec::decode(&hello, 1 << 20)?;
    let Some(RequestFrame::Hello(said)) = frames.into_iter().next() else {
        return Err("no greeting".into());
    };
    let again = RequestFrame::Hello(said.clone());
    let mut old = said.clone();
    old.version = 1;
    let mut new = said;
    new.version = u16::MAX;
    let bodies = [
        (device.body(&cursors, vec![])?, 413, ErrorCode::TooLarge),
        (device.body(&[], vec![again])?, 400, ErrorCode::Malformed),
        (
            codec::encode::<RequestFrame>(&[])?,
            400,
            ErrorCode::Malformed,
        ),
        (
            codec::encode(&[RequestFrame::Hello(old)])?,
            400,
            ErrorCode::Version,
        ),
        (
            codec::encode(&[RequestFrame::Hello(new)])?,
            400,
            ErrorCode::Version,
        ),
        // Lengths of lists that would fill a machine.
        (
            codec::encode(&[(0_u8, 2_u16, 0_u8, u64::MAX)])?,
            400,
            ErrorCode::Malformed,
        ),
        (
            codec::encode(&[(2_u8, [0_u8; 16], u64::MAX)])?,
            400,
            ErrorCode::Malformed,
        ),
        (vec![0; 0], 400, ErrorCode::Malformed),
        (vec![0x28, 0xb5, 0x2f, 0xfd], 400, ErrorCode::Malformed),
    ];
    for (body, status, code) in bodies {
        let answer = town.timed(|town| town.villains[villain].device.post(body))?;
        assert_eq!(refusal(&answer)?, (status, code));
        town.count("a request of another shape");
    }
    Ok(())
}
