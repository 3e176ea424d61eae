//! Requests that are not what they seem, said to the real hub: none is taken, none brings it
//! down, honest people go on.
#![allow(clippy::expect_used, clippy::print_stdout)]

mod blobs;
mod contents;
mod pushes;
mod requests;
mod returns;

use durbar_api::CaseId;
use durbar_sync::{
    LaneId,
    wire::{Push, Refusal, ReplyFrame},
};
use durbar_tests::{
    kit::{HubFile, PhoneFile, Result, Server, stranger::Stranger},
    story::{Person, everybody_syncs},
};
use std::{io::Write, net::TcpStream};
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

type Attack = fn(&mut Town) -> Result<()>;

#[test]
fn nothing_hostile_is_taken_and_honest_people_go_on() -> Result<()> {
    let mut town = Town::open()?;
    let case = CaseId(town.case.to_string());
    let before = town.esi.view(&case)?;
    // Connections that never get to the point, through all that follows.
    let mut loris = Vec::new();
    for number in 0..20 {
        let mut stream = TcpStream::connect(town.server.address())?;
        let start = b"POST /sync HTTP/1.1\r\nhost: hub\r\ncontent-length: 900000\r\n\r\nab";
        stream.write_all(&start[..20 + number % 2 * (start.len() - 20)])?;
        loris.push(stream);
    }
    let attacks: [(&str, Attack); 26] = [
        ("an office of one's own", contents::an_office_of_ones_own),
        (
            "contents that make no sense",
            contents::contents_that_make_no_sense,
        ),
        ("too long a body", requests::too_long_a_body),
        ("garbage", requests::garbage),
        ("bombs", requests::bombs),
        ("frames that are cut", requests::frames_that_are_cut),
        (
            "requests that nobody signed",
            requests::requests_that_nobody_signed,
        ),
        ("a request said twice", requests::a_request_said_twice),
        ("a clock far off", requests::a_clock_far_off),
        ("feeds of others", requests::feeds_of_others),
        ("paths out of the folder", requests::paths_out_of_the_folder),
        (
            "a header in the name of another",
            pushes::a_header_in_the_name_of_another,
        ),
        (
            "a push to the lane of another",
            pushes::a_push_to_the_lane_of_another,
        ),
        ("casework without a grant", pushes::casework_without_a_grant),
        (
            "invitations that do not hold",
            pushes::invitations_that_do_not_hold,
        ),
        (
            "readers that a person may not name",
            pushes::readers_that_a_person_may_not_name,
        ),
        (
            "lanes hung on a foreign case",
            pushes::lanes_hung_on_a_foreign_case,
        ),
        ("links that do not hold", pushes::links_that_do_not_hold),
        (
            "revocations by a stranger",
            pushes::revocations_by_a_stranger,
        ),
        ("heads that nobody signed", pushes::heads_that_nobody_signed),
        (
            "the same number for two changes",
            pushes::the_same_number_for_two_changes,
        ),
        (
            "chunks that are no changes",
            pushes::chunks_that_are_no_changes,
        ),
        (
            "blobs that are not what was offered",
            blobs::blobs_that_are_not_what_was_offered,
        ),
        (
            "blobs of others look like blobs that are not",
            blobs::blobs_of_others_look_like_blobs_that_are_not,
        ),
        (
            "records that the hub never had",
            returns::records_that_the_hub_never_had,
        ),
        (
            "true records with something changed",
            returns::true_records_with_something_changed,
        ),
    ];
    for (name, attack) in attacks {
        attack(&mut town).map_err(|error| format!("{name}: {error}"))?;
        assert!(town.server.is_up()?, "{name} brought the hub down");
    }

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
