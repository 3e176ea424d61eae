//! Requests that are not what they seem, said to the real hub: none is taken, none brings it
//! down, honest people go on.

use durbar_sync::{
    ChangeHash, LaneId, codec,
    grant::{Grant, Invitation, SignedInvitation},
    sign::Keys,
    wire::{
        Authorization, BlobOffer, Bytes, ErrorCode, Feed, Push, Refusal, ReplyFrame, RequestFrame,
        UploadReply,
    },
};
use durbar_tests::{
    kit::{
        HubFile, PhoneFile, Result, Server,
        stranger::{Stranger, casework, offer, refusal, sign_push, stolen_keys},
    },
    story::{Person, everybody_syncs},
};
use sha2::{Digest, Sha256};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};
use tempfile::TempDir;

/// Kilobytes that the server may take at its worst.
const MOST_MEMORY: u64 = 300 * 1024;

/// A hub, honest people with a case, and somebody who means ill.
struct Town {
    server: Server,
    eve: Stranger,
    ama: Person,
    esi: Person,
    case: LaneId,
    photo: String,
    _folder: TempDir,
}

impl Town {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let open_gate = ["--rate", "100000", "--burst", "100000"];
        let server = Server::fresh_with(&folder.path().join("hub"), &open_gate)?;
        let mut ama = Person::citizen(folder.path(), &server, 1)?;
        let mut esi = Person::officer(folder.path(), &server, 2, "works", "Esi Mensah")?;
        let case = ama.file(false, true)?.case;
        everybody_syncs(&mut [&mut ama, &mut esi])?;
        let photo = ama.phone.case(&case)?.photos[0].blob.0.clone();
        Ok(Self {
            eve: Stranger::meet(&server.origin(), 66)?,
            server,
            ama,
            esi,
            case: case.0.parse()?,
            photo,
            _folder: folder,
        })
    }

    fn records(&self) -> Result<u64> {
        HubFile::open(self.server.data())?.records()
    }

    /// Pushes something that has to be refused, and nothing of it kept.
    fn is_refused(&mut self, push: Push, why: Refusal) -> Result<()> {
        let before = self.records()?;
        let frames = self.eve.push(push)?;
        let refused = frames
            .iter()
            .any(|frame| matches!(frame, ReplyFrame::Refused { code, .. } if *code == why));
        assert!(refused, "not refused as {why:?}: {frames:?}");
        assert!(!is_acknowledged(&frames), "a receipt for a refused push");
        assert_eq!(self.records()?, before, "something was kept");
        Ok(())
    }
}

fn is_acknowledged(frames: &[ReplyFrame]) -> bool {
    frames
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::Ack(_)))
}

fn noise(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new()
        .update(&[seed])
        .finalize_xof()
        .fill(&mut bytes);
    bytes
}

fn too_long_a_body(town: &mut Town) -> Result<()> {
    let answer = town.eve.post(noise(1, 2 * 1024 * 1024))?;
    assert_eq!(refusal(&answer)?, (413, ErrorCode::TooLarge));
    Ok(())
}

fn garbage(town: &mut Town) -> Result<()> {
    for length in [0, 1, 10, 1000, 900_000] {
        let answer = town.eve.post(noise(2, length))?;
        assert_eq!(refusal(&answer)?, (400, ErrorCode::Malformed));
    }
    Ok(())
}

/// Bodies that are small and would be half a gigabyte, many at once.
fn bombs(town: &mut Town) -> Result<()> {
    let zeros = vec![0; 512 * 1024 * 1024];
    let plain = zstd::bulk::compress(&zeros, 1)?;
    assert!(plain.len() < 1024 * 1024, "not small: {}", plain.len());
    let mut wide = zstd::stream::Encoder::new(Vec::new(), 1)?;
    wide.window_log(27)?;
    wide.write_all(&zeros)?;
    let wide = wide.finish()?;
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
fn frames_that_are_cut(town: &mut Town) -> Result<()> {
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

fn requests_that_nobody_signed(town: &mut Town) -> Result<()> {
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

fn a_request_said_twice(town: &mut Town) -> Result<()> {
    let body = town.eve.body(&[], vec![])?;
    let signature = town.eve.sign("POST", "/sync", &body);
    assert_eq!(town.eve.post_signed(&signature, body.clone())?.0, 200);
    let again = town.eve.post_signed(&signature, body)?;
    assert_eq!(refusal(&again)?, (401, ErrorCode::Replay));
    Ok(())
}

fn a_clock_far_off(town: &mut Town) -> Result<()> {
    let body = town.eve.body(&[], vec![])?;
    let hour = 3_600_000;
    for time in [0, town.eve.time - hour, town.eve.time + hour, i64::MAX] {
        let signed = Authorization::sign(&town.eve.keys, "POST", "/sync", &body, time, [9; 8]);
        let answer = town.eve.post_signed(&signed.encode(), body.clone())?;
        assert_eq!(refusal(&answer)?, (401, ErrorCode::Clock));
    }
    Ok(())
}

fn a_header_in_the_name_of_another(town: &mut Town) -> Result<()> {
    let ama = Keys::from_seed([77; 32]);
    let mut header = town.eve.filing("works", 2);
    let mut push = town
        .eve
        .lane(&header)?
        .edit("mine", &town.eve.keys, vec![])?;
    header.writer = durbar_sync::header::Writer::Person(ama.public());
    let bytes = header.bytes()?;
    let signature = town.eve.keys.sign(durbar_sync::sign::HEADER, &bytes);
    for signature in [Some(signature), None] {
        let signed = durbar_sync::header::SignedHeader {
            bytes: bytes.clone(),
            signature,
        };
        push.lane = signed.lane();
        push.header = Some(signed);
        sign_push(&mut push, &town.eve.keys);
        town.is_refused(push.clone(), Refusal::BadSignature)?;
    }
    // A header that is another's by right, pushed by somebody else.
    let (lane, signed) = header.sign(&ama)?;
    push.lane = lane;
    push.header = Some(signed);
    sign_push(&mut push, &town.eve.keys);
    town.is_refused(push, Refusal::NotAllowed)
}

fn a_push_to_the_lane_of_another(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 3);
    let mut push = town
        .eve
        .lane(&header)?
        .edit("forged", &town.eve.keys, vec![])?;
    push.lane = town.case;
    push.header = None;
    sign_push(&mut push, &town.eve.keys);
    town.is_refused(push, Refusal::NotAllowed)
}

fn casework_without_a_grant(town: &mut Town) -> Result<()> {
    for department in ["works", "waste"] {
        let mut lane = town.eve.lane(&casework(town.case, department))?;
        let push = lane.edit("closed", &town.eve.keys, vec![])?;
        town.is_refused(push, Refusal::NotAllowed)?;
    }
    Ok(())
}

fn invitations_that_do_not_hold(town: &mut Town) -> Result<()> {
    let administrator = stolen_keys(town.server.data(), "admin.key")?;
    let link = Keys::from_seed([88; 32]);
    let now = town.eve.time;
    let day = 86_400_000;
    let invitation = |until| Invitation {
        key: link.public(),
        pack: "sekondi-takoradi".to_owned(),
        role: "officer".to_owned(),
        department: "works".to_owned(),
        name: "Eve".to_owned(),
        from: now - 2 * day,
        until,
    };
    let me = town.eve.key();
    let other_role = Invitation {
        role: "administrator".to_owned(),
        ..invitation(now + day)
    };
    let other_pack = Invitation {
        pack: "gjakova".to_owned(),
        ..invitation(now + day)
    };
    let grants = [
        // Out of date.
        Grant::accept(
            SignedInvitation::sign(&invitation(now - day), &administrator)?,
            &link,
            me,
        ),
        // By an administrator of one's own.
        Grant::accept(
            SignedInvitation::sign(&invitation(now + day), &town.eve.keys)?,
            &link,
            me,
        ),
        // Without the link's secret.
        Grant::accept(
            SignedInvitation::sign(&invitation(now + day), &administrator)?,
            &Keys::from_seed([89; 32]),
            me,
        ),
        // For another device.
        Grant::accept(
            SignedInvitation::sign(&invitation(now + day), &administrator)?,
            &link,
            Keys::from_seed([90; 32]).public(),
        ),
        Grant::accept(
            SignedInvitation::sign(&other_role, &administrator)?,
            &link,
            me,
        ),
        Grant::accept(
            SignedInvitation::sign(&other_pack, &administrator)?,
            &link,
            me,
        ),
    ];
    let before = town.records()?;
    for grant in grants {
        let frames = town.eve.say(&[], vec![RequestFrame::Accept(grant)])?;
        assert!(
            frames
                .iter()
                .any(|frame| matches!(frame, ReplyFrame::GrantRefused(_))),
            "{frames:?}"
        );
    }
    assert_eq!(town.records()?, before);
    casework_without_a_grant(town)
}

fn heads_that_nobody_signed(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 4);
    let push = town
        .eve
        .lane(&header)?
        .edit("one", &town.eve.keys, vec![])?;
    let mut by_another = push.clone();
    sign_push(&mut by_another, &Keys::from_seed([5; 32]));
    town.is_refused(by_another, Refusal::BadSignature)?;
    let mut with_a_blob = push.clone();
    with_a_blob.blobs = vec![offer(b"slipped in")];
    town.is_refused(with_a_blob, Refusal::BadSignature)?;
    let mut of_another = push;
    of_another.heads = vec![ChangeHash([7; 32])];
    sign_push(&mut of_another, &town.eve.keys);
    town.is_refused(of_another, Refusal::BadChange)
}

fn the_same_number_for_two_changes(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 5);
    let push = town
        .eve
        .lane(&header)?
        .edit("one", &town.eve.keys, vec![])?;
    assert!(is_acknowledged(&town.eve.push(push)?));
    let fork = town
        .eve
        .lane(&header)?
        .edit("other", &town.eve.keys, vec![])?;
    town.is_refused(fork, Refusal::ActorFork)
}

fn chunks_that_are_no_changes(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 6);
    let mut lane = town.eve.lane(&header)?;
    let push = lane.edit("one", &town.eve.keys, vec![])?;
    // A whole document, as `save` writes it; and a change that Automerge would inflate.
    let mut long = town.eve.lane(&header)?;
    long.edit(&"a long text ".repeat(400), &town.eve.keys, vec![])?;
    let mut inflated = long.document.get_changes(&[]).remove(0);
    let deflated = inflated.bytes().to_vec();
    assert_ne!(deflated, inflated.raw_bytes(), "nothing was deflated");
    for chunk in [lane.document.save(), deflated, noise(3, 500)] {
        let mut push = push.clone();
        push.changes = vec![Bytes(chunk)];
        town.is_refused(push, Refusal::BadChange)?;
    }
    // A run that stands for four billion operations in six bytes.
    let mut push = push;
    let run = [0x80, 0x80, 0x80, 0x80, 0x08, 0x01];
    let (chunk, hash) = chunk_with_column(0x42, &run);
    push.changes = vec![Bytes(chunk)];
    push.heads = vec![hash];
    sign_push(&mut push, &town.eve.keys);
    town.is_refused(push, Refusal::TooLarge)
}

/// A change chunk with a right checksum and one column.
fn chunk_with_column(specification: u8, data: &[u8]) -> (Vec<u8>, ChangeHash) {
    let count = u8::try_from(data.len()).expect("a short column");
    let mut body = vec![0, 1, 9, 1, 1, 0, 0, 0, 1, specification, count];
    body.extend_from_slice(data);
    let mut hashed = vec![1, u8::try_from(body.len()).expect("a short chunk")];
    hashed.extend_from_slice(&body);
    let hash: [u8; 32] = Sha256::digest(&hashed).into();
    let mut chunk = vec![0x85, 0x6f, 0x4a, 0x83];
    chunk.extend_from_slice(&hash[..4]);
    chunk.extend_from_slice(&hashed);
    (chunk, ChangeHash(hash))
}

fn blobs_that_are_not_what_was_offered(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 7);
    let mut lane = town.eve.lane(&header)?;
    let right = noise(4, 5000);
    let offered = offer(&right);
    let push = lane.edit("a photo", &town.eve.keys, vec![offered])?;
    assert!(is_acknowledged(&town.eve.push(push.clone())?));

    let wrong = town.eve.put(offered.blob, 0, 5000, noise(5, 5000))?;
    assert_eq!(refusal(&wrong)?, (422, ErrorCode::Malformed));
    let longer = town.eve.put(offered.blob, 0, 5000, noise(4, 9000))?;
    assert_eq!(refusal(&longer)?, (413, ErrorCode::TooLarge));
    let path = format!("/blobs/{}", offered.blob);
    assert_eq!(town.eve.get(&path)?.0, 404, "wrong bytes are not served");
    let claim = town.eve.push(push)?;
    let covered = claim
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::Ack(signed) if !signed.receipt.blobs.is_empty()));
    assert!(!covered, "a receipt for bytes that are not there");
    // And the right bytes are still welcome, from where the hub says it is.
    let mut have = 0;
    for _ in 0..3 {
        let rest = right[usize::try_from(have)?..].to_vec();
        let (_, answer) = town.eve.put(offered.blob, have, 5000, rest)?;
        let reply: UploadReply = postcard::from_bytes(&answer)?;
        if reply.complete {
            assert_eq!(town.eve.get(&path)?, (200, right));
            return too_large_an_offer(town);
        }
        have = reply.have;
    }
    Err("the right bytes are not taken".into())
}

fn too_large_an_offer(town: &mut Town) -> Result<()> {
    let header = town.eve.filing("works", 8);
    let large = BlobOffer {
        length: u64::MAX,
        ..offer(b"large")
    };
    let mut lane = town.eve.lane(&header)?;
    let push = lane.edit("a photo", &town.eve.keys, vec![large])?;
    town.is_refused(push, Refusal::TooLarge)
}

fn blobs_of_others_look_like_blobs_that_are_not(town: &mut Town) -> Result<()> {
    let forbidden = town.eve.get(&format!("/blobs/{}", town.photo))?;
    let unknown = town
        .eve
        .get(&format!("/blobs/{}", offer(b"nowhere").blob))?;
    assert_eq!(refusal(&forbidden)?, (404, ErrorCode::NotFound));
    assert_eq!(refusal(&forbidden)?, refusal(&unknown)?);
    assert_eq!(forbidden.1.len(), unknown.1.len());
    let forbidden = town.eve.put(town.photo.parse()?, 0, 10, noise(6, 10))?;
    let unknown = town.eve.put(offer(b"nowhere").blob, 0, 10, noise(6, 10))?;
    assert_eq!(refusal(&forbidden)?, (404, ErrorCode::NotFound));
    assert_eq!(refusal(&forbidden)?, refusal(&unknown)?);
    Ok(())
}

fn feeds_of_others(town: &mut Town) -> Result<()> {
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

fn paths_out_of_the_folder(town: &mut Town) -> Result<()> {
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

type Attack = fn(&mut Town) -> Result<()>;

#[test]
fn nothing_hostile_is_taken_and_honest_people_go_on() -> Result<()> {
    let mut town = Town::open()?;
    let case = durbar_api::CaseId(town.case.to_string());
    let before = town.esi.view(&case)?;
    // Connections that never get to the point, through all that follows.
    let mut loris = Vec::new();
    for number in 0..20 {
        let mut stream = TcpStream::connect(town.server.address())?;
        let start = b"POST /sync HTTP/1.1\r\nhost: hub\r\ncontent-length: 900000\r\n\r\nab";
        stream.write_all(&start[..20 + number % 2 * (start.len() - 20)])?;
        loris.push(stream);
    }
    let attacks: [(&str, Attack); 17] = [
        ("too long a body", too_long_a_body),
        ("garbage", garbage),
        ("bombs", bombs),
        ("frames that are cut", frames_that_are_cut),
        ("requests that nobody signed", requests_that_nobody_signed),
        ("a request said twice", a_request_said_twice),
        ("a clock far off", a_clock_far_off),
        (
            "a header in the name of another",
            a_header_in_the_name_of_another,
        ),
        (
            "a push to the lane of another",
            a_push_to_the_lane_of_another,
        ),
        ("casework without a grant", casework_without_a_grant),
        ("invitations that do not hold", invitations_that_do_not_hold),
        ("heads that nobody signed", heads_that_nobody_signed),
        (
            "the same number for two changes",
            the_same_number_for_two_changes,
        ),
        ("chunks that are no changes", chunks_that_are_no_changes),
        (
            "blobs that are not what was offered",
            blobs_that_are_not_what_was_offered,
        ),
        ("feeds of others", feeds_of_others),
        ("paths out of the folder", paths_out_of_the_folder),
    ];
    for (name, attack) in attacks {
        attack(&mut town).map_err(|error| format!("{name}: {error}"))?;
        assert!(town.server.is_up()?, "{name} brought the hub down");
    }
    blobs_of_others_look_like_blobs_that_are_not(&mut town)?;

    let filed = town.ama.file(false, true)?;
    everybody_syncs(&mut [&mut town.ama, &mut town.esi])?;
    assert!(town.ama.phone.all_received()?);
    assert!(town.esi.cases()?.contains(&filed.case));
    let photo = town.esi.phone.case(&filed.case)?.photos[0].blob.clone();
    town.esi.phone.fetch(&[photo])?;
    assert_eq!(
        town.esi.view(&case)?,
        before,
        "the honest case is as it was"
    );
    for person in [&town.ama, &town.esi] {
        let rejected = PhoneFile::open(person.phone.path())?.rejected()?;
        assert_eq!(
            rejected,
            Vec::<String>::new(),
            "the hub passed on something"
        );
    }
    drop(loris);
    let peak = town.server.peak_memory()?;
    println!("peak memory of the server: {} MB", peak / 1024);
    assert!(peak < MOST_MEMORY, "{peak} kB");
    Ok(())
}
