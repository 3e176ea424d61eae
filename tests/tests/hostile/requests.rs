//! Requests as a whole: bodies, signatures, feeds, paths.

use crate::{Town, is_acknowledged, noise};
use durbar_sync::{
    codec,
    sign::Keys,
    wire::{Authorization, ErrorCode, Feed, ReplyFrame, RequestFrame},
};
use durbar_tests::kit::{
    Result,
    stranger::{Stranger, refusal},
};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};
pub fn too_long_a_body(town: &mut Town) -> Result<()> {
    let answer = town.eve.post(noise(1, 2 * 1024 * 1024))?;
    assert_eq!(refusal(&answer)?, (413, ErrorCode::TooLarge));
    Ok(())
}

pub fn garbage(town: &mut Town) -> Result<()> {
    for length in [0, 1, 10, 1000, 900_000] {
        let answer = town.eve.post(noise(2, length))?;
        assert_eq!(refusal(&answer)?, (400, ErrorCode::Malformed));
    }
    Ok(())
}

/// Bodies that are small and would be half a gigabyte, many at once.
pub fn bombs(town: &mut Town) -> Result<()> {
    let zeros = vec![0; 512 * 1024 * 1024];
    let plain = [&[0], &codec::shrink(&zeros)?[..]].concat();
    assert!(plain.len() < 1024 * 1024, "not small: {}", plain.len());
    // With a dictionary before it.
    let wide = [&[1], &plain[1..]].concat();
    drop(zeros);
    let frames = codec::encode(&vec![vec![0u8; 1_900_000]; 60])?;
    let origin = town.server.origin();
    thread::scope(|scope| {
        let attacks: Vec<_> = (0..12u8)
            .map(|number| {
                let body = [&plain, &wide, &frames][usize::from(number % 3)].clone();
                let origin = &origin;
                scope.spawn(move || refusal(&Stranger::meet(origin, 100 + number)?.post(body)?))
            })
            .collect();
        for attack in attacks {
            let (status, code) = attack.join().map_err(|_| "an attack failed")??;
            assert!(
                matches!(
                    (status, code),
                    (413, ErrorCode::TooLarge) | (400, ErrorCode::Malformed)
                ),
                "{status} {code:?}"
            );
        }
        Ok(())
    })
}

/// A push cut at every byte: never taken in part, whole only when it is whole.
pub fn frames_that_are_cut(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 1);
    let push = town
        .eve
        .lane(&header)?
        .edit("cut", &town.eve.keys, vec![])?;
    let body = town.eve.body(&[], vec![RequestFrame::Push(push)])?;
    let before = town.records()?;
    for length in 0..body.len() {
        let (status, answer) = town.eve.post(body[..length].to_vec())?;
        if status == 200 {
            let frames: Vec<ReplyFrame> = codec::decode(&answer, 64 << 20)?;
            if is_acknowledged(&frames) {
                // Only the end mark of the stream was cut.
                assert!(
                    length + 8 > body.len(),
                    "taken at {length} of {}",
                    body.len()
                );
                return Ok(());
            }
        } else {
            assert_eq!(refusal(&(status, answer))?, (400, ErrorCode::Malformed));
        }
        assert_eq!(town.records()?, before, "part of it was kept");
    }
    Ok(())
}

pub fn requests_that_nobody_signed(town: &mut Town) -> Result<()> {
    let body = town.eve.body(&[], vec![])?;
    let signatures = [
        town.eve.sign("POST", "/sync", b"another body"),
        town.eve.sign("PUT", "/sync", &body),
        town.eve.sign("POST", "/sync?more", &body),
        "Durbar AAAA".to_owned(),
        String::new(),
    ];
    for signature in signatures {
        let answer = town.eve.post_signed(&signature, body.clone())?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Signature));
    }
    Ok(())
}

pub fn a_request_said_twice(town: &mut Town) -> Result<()> {
    let body = town.eve.body(&[], vec![])?;
    let signature = town.eve.sign("POST", "/sync", &body);
    assert_eq!(town.eve.post_signed(&signature, body.clone())?.0, 200);
    let again = town.eve.post_signed(&signature, body)?;
    assert_eq!(refusal(&again)?, (401, ErrorCode::Replay));
    Ok(())
}

pub fn a_clock_far_off(town: &mut Town) -> Result<()> {
    let body = town.eve.body(&[], vec![])?;
    let hour = 3_600_000;
    for time in [0, town.eve.time - hour, town.eve.time + hour, i64::MAX] {
        let signed = Authorization::sign(&town.eve.keys, "POST", "/sync", &body, time, [9; 8]);
        let answer = town.eve.post_signed(&signed.encode(), body.clone())?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Clock));
    }
    Ok(())
}

pub fn feeds_of_others(town: &mut Town) -> Result<()> {
    let cursors = [
        (Feed::Person(town.eve.key()), 0),
        (Feed::Person(Keys::from_seed([1; 32]).public()), 0),
        (Feed::Department("works".to_owned()), 0),
        (Feed::Department("../person".to_owned()), 0),
    ];
    let frames = town.eve.say(&cursors, vec![])?;
    let Some(ReplyFrame::End(end)) = frames.last() else {
        return Err("no end".into());
    };
    assert_eq!(end.denied, [1, 2, 3]);
    for frame in &frames {
        if let ReplyFrame::Record(record) = frame {
            assert_eq!(record.feed, 0, "a record of a feed that is not Eve's");
        }
    }
    Ok(())
}

pub fn paths_out_of_the_folder(town: &mut Town) -> Result<()> {
    let secret = std::fs::read_to_string(town.server.data().join("hub.key"))?;
    let paths = [
        "/blobs/..%2f..%2fhub.key",
        "/blobs/..%2fhub.sqlite",
        "/blobs/%2e%2e/%2e%2e/hub.key",
        "/blobs/../../hub.key",
        "/../hub.key",
        "//hub.key",
        "/blobs/..\\..\\hub.key",
        "/blobs/%00",
    ];
    for path in paths {
        // Said byte by byte: a client would tidy the path first.
        let signature = town.eve.sign("GET", path, b"");
        let mut stream = TcpStream::connect(town.server.address())?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: hub\r\nauthorization: {signature}\r\n\
             connection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(["404", "400"].contains(&status), "{path}: {answer}");
        assert!(!answer.contains(secret.trim()), "{path} gives the key away");
    }
    Ok(())
}
