//! What is small and would become large: changes, bodies, and documents at the bounds.

use super::town::{Forbidden, TOO_DEEP, Town, is_taken};
use automerge::{ActorId, AutoCommit, ObjType, ROOT, transaction::Transactable};
use durbar_sync::{
    ChangeHash,
    link::{Link, SignedOffer},
    sign::Keys,
    wire::{Bytes, ErrorCode, Push, Refusal},
};
use durbar_tests::kit::{
    PhoneFile, Result,
    stranger::{refusal, sign_push},
};
use flate2::{Compression, write::DeflateEncoder};
use sha2::{Digest, Sha256};
use std::io::Write;

/// Who may write a lane of their own, as all but who was revoked may.
const CITIZEN: usize = 1;
const LARGE: &[Refusal] = &[Refusal::TooLarge];
/// Not every column's type has runs; then the bytes are no column of that type.
const NO_CHANGE: &[Refusal] = &[Refusal::TooLarge, Refusal::BadChange];

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    let keys = town.villains[CITIZEN].device.keys.clone();
    let device = &mut town.villains[CITIZEN].device;
    let header = device.filing("works", 1);
    let lane = device.lane(&header)?;
    let push = Push {
        lane: lane.lane,
        header: lane.header,
        changes: Vec::new(),
        heads: Vec::new(),
        blobs: Vec::new(),
        signature: keys.sign(durbar_sync::sign::HEADS, b""),
        links: Vec::new(),
    };
    let mut operations = runs(&push, &keys)?;
    operations.extend(large(&push, &keys)?);
    operations.extend(dear(&push, &keys)?);
    town.all_refused(CITIZEN, operations)?;
    bodies(town)
}

fn with(push: &Push, keys: &Keys, changes: Vec<Vec<u8>>, heads: Vec<ChangeHash>) -> Push {
    let mut push = push.clone();
    push.changes = changes.into_iter().map(Bytes).collect();
    push.heads = heads;
    sign_push(&mut push, keys);
    push
}

/// Run lengths of every column that there could be, standing for up to 2^62 rows.
fn runs(push: &Push, keys: &Keys) -> Result<Vec<Forbidden>> {
    let mut operations = Vec::new();
    for specification in 0..=127_u8 {
        // Raw values have no runs; a compressed column is none that is taken.
        if specification & 0b111 == 7 && specification & 0b1000 == 0 {
            continue;
        }
        for rows in [10_001_u64, 1 << 20, 1 << 31, 1 << 40, 1 << 62] {
            // As a run, as a literal, as nulls.
            let mut run = signed(i64::try_from(rows)?);
            run.push(1);
            let mut literal = signed(-i64::try_from(rows)?);
            literal.extend([1; 8]);
            let mut nulls = vec![0];
            nulls.extend(unsigned(rows));
            for data in [run, literal, nulls] {
                let (chunk, hash) = chunk(specification, &data)?;
                operations.push(Forbidden {
                    what: "a column that stands for very many rows",
                    push: with(push, keys, vec![chunk], vec![hash]),
                    codes: NO_CHANGE,
                });
            }
        }
    }
    Ok(operations)
}

/// Whole documents that are too large in each way.
fn large(push: &Push, keys: &Keys) -> Result<Vec<Forbidden>> {
    let change = |fill: &dyn Fn(&mut AutoCommit) -> Result<()>| -> Result<(Vec<u8>, ChangeHash)> {
        let mut document = AutoCommit::new().with_actor(ActorId::from(&[9; 16]));
        fill(&mut document)?;
        document.commit();
        let change = document.get_last_local_change().ok_or("no change")?;
        Ok((change.raw_bytes().to_vec(), ChangeHash(change.hash().0)))
    };
    let many_ops = change(&|document| {
        let map = document.put_object(ROOT, "map", ObjType::Map)?;
        for at in 0..10_001 {
            document.put(&map, format!("{at}"), 1)?;
        }
        Ok(())
    })?;
    let nested = change(&|document| {
        let mut at = document.put_object(ROOT, "0", ObjType::Map)?;
        for _ in 0..10_001 {
            at = document.put_object(&at, "0", ObjType::Map)?;
        }
        Ok(())
    })?;
    let long = change(&|document| Ok(document.put(ROOT, "text", "a".repeat(300_000))?))?;
    let characters = change(&|document| {
        let text = document.put_object(ROOT, "text", ObjType::Text)?;
        Ok(document.splice_text(&text, 0, 0, &"a".repeat(10_001))?)
    })?;
    let mut operations = Vec::new();
    for (what, (bytes, hash)) in [
        ("too many operations", many_ops),
        ("too deep a nest", nested),
        ("too long a text", long),
        ("too many characters", characters),
    ] {
        operations.push(Forbidden {
            what,
            push: with(push, keys, vec![bytes], vec![hash]),
            codes: LARGE,
        });
    }
    // Each within bounds, together not; and too many small ones.
    let mut document = AutoCommit::new().with_actor(ActorId::from(&[10; 16]));
    for _ in 0..3 {
        let map = document.put_object(ROOT, "map", ObjType::Map)?;
        for at in 0..9000 {
            document.put(&map, format!("{at}"), 1)?;
        }
        document.commit();
    }
    operations.push(together(
        "too many operations together",
        push,
        keys,
        &mut document,
    ));
    let mut document = AutoCommit::new().with_actor(ActorId::from(&[11; 16]));
    for number in 0..513 {
        document.put(ROOT, "number", number)?;
        document.commit();
    }
    operations.push(together("too many changes", push, keys, &mut document));
    let mut heads = with(push, keys, vec![], vec![ChangeHash([1; 32]); 513]);
    sign_push(&mut heads, keys);
    operations.push(Forbidden {
        what: "too many heads",
        push: heads,
        codes: LARGE,
    });
    Ok(operations)
}

/// As many pushes as one request takes, each with a link that costs three signatures to check.
fn dear(push: &Push, keys: &Keys) -> Result<Vec<Forbidden>> {
    let other = Keys::from_seed([220; 32]);
    let mut operations = Vec::new();
    for number in 0..500_u16 {
        let secret = Keys::from_seed([u8::try_from(number % 60)?; 32]);
        let offer = SignedOffer::sign(secret.public(), i64::MAX, &other)?;
        let (chunk, hash) = chunk(0x42, &[2, 1])?;
        let mut push = with(push, keys, vec![chunk], vec![hash]);
        push.links = vec![Link::accept(offer, &secret, keys, true)];
        operations.push(Forbidden {
            what: "a push with links that the hub does not know",
            push,
            codes: &[Refusal::NotAllowed],
        });
    }
    Ok(operations)
}

fn together(what: &'static str, push: &Push, keys: &Keys, document: &mut AutoCommit) -> Forbidden {
    let changes = document.get_changes(&[]);
    let changes = changes.iter().map(|change| change.raw_bytes().to_vec());
    let changes: Vec<_> = changes.collect();
    let heads = document.get_heads();
    let heads = heads.iter().map(|head| ChangeHash(head.0)).collect();
    Forbidden {
        what,
        push: with(push, keys, changes, heads),
        codes: LARGE,
    }
}

/// Bodies that are small and would be large, at several levels, behind whatever they begin with.
fn bodies(town: &mut Town) -> Result<()> {
    let zeros = vec![0; 64 * 1024 * 1024];
    for level in [1, 3, 6, 9] {
        // As a stream is read, with a dictionary, with one that is not known, and with the head
        // and the sum that other forms of deflate have.
        for start in [&[0_u8][..], &[1], &[200], &[0, 0x78, 0xda], &[0x78, 0xda]] {
            let mut encoder = DeflateEncoder::new(start.to_vec(), Compression::new(level));
            encoder.write_all(&zeros)?;
            let body = encoder.finish()?;
            assert!(body.len() < 1 << 20, "not small");
            let answer = town.timed(|town| town.villains[0].device.post(body))?;
            let (status, code) = refusal(&answer)?;
            assert!(
                matches!(
                    (status, code),
                    (413, ErrorCode::TooLarge) | (400, ErrorCode::Malformed)
                ),
                "{status} {code:?}"
            );
            town.count("a body that would be large");
        }
    }
    Ok(())
}

/// A document far too deep and one as wide as is just taken: the hub never opens them, the office's
/// app has to, leaves the first one out, and lives.
pub fn within_bounds_and_deep(town: &mut Town) -> Result<()> {
    super::blobs::lies(town, CITIZEN)?;
    let mut lanes = Vec::new();
    for (number, is_deep) in [(40, true), (41, false)] {
        let device = &mut town.villains[CITIZEN].device;
        let header = device.filing("works", number);
        let keys = device.keys.clone();
        let mut lane = device.lane(&header)?;
        let mut at = lane.document.put_object(ROOT, "filing", ObjType::Map)?;
        for step in 0..9900 {
            if is_deep {
                at = lane.document.put_object(&at, "filing", ObjType::Map)?;
            } else {
                lane.document.put(&at, format!("{step}"), 1)?;
            }
        }
        lane.document.commit();
        let push = lane.push(&keys, vec![])?;
        let frames = device.push(push)?;
        assert!(is_taken(&frames), "{frames:?}");
        lanes.push(lane.lane.to_string());
    }
    let esi = &mut town.officers[0];
    esi.phone.wait_seconds(600);
    esi.phone.sync_until_done()?;
    esi.phone.rebuild()?;
    esi.cases()?;
    let file = PhoneFile::open(esi.phone.path())?;
    assert_eq!(file.rejected()?, [TOO_DEEP]);
    for (lane, changes) in lanes.iter().zip([0, 1]) {
        assert_eq!(file.changes(lane)?.len(), changes);
    }
    Ok(())
}

/// A change chunk with a right checksum and one column.
fn chunk(specification: u8, data: &[u8]) -> Result<(Vec<u8>, ChangeHash)> {
    let count = u8::try_from(data.len())?;
    let mut body = vec![0, 1, 9, 1, 1, 0, 0, 0, 1, specification, count];
    body.extend_from_slice(data);
    let mut hashed = vec![1, u8::try_from(body.len())?];
    hashed.extend_from_slice(&body);
    let hash: [u8; 32] = Sha256::digest(&hashed).into();
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83];
    chunk.extend_from_slice(&hash[..4]);
    chunk.extend_from_slice(&hashed);
    Ok((chunk, ChangeHash(hash)))
}

fn unsigned(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}

fn signed(mut value: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        let is_last = (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0);
        if is_last {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}
