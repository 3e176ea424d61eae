//! The story, without a display: real server, real apps, real files, a link that is cut.
//!
//! Every step prints what it cost on the wire and stops with an error if anything that the app
//! says is not so.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use durbar_api::{
    CaseId, Place, Position, PositionSource,
    complaints::{
        AddPhoto, Answers, Case, ChangeStatus, CheckDraft, ListMine, MarkOpened, QueueFilter,
        QueuePart, ReadCase, ReadQueue, SaveDraft, SendReply, Sending, StartDraft, Submit, What,
    },
    identity::{Join, ReadMe, RoleState},
    media::{Blob, Read},
};
use durbar_sync::{BlobId, PublicKey, sign::SignedReceipt};
use durbar_tests::kit::{Link, Outcome, Phone, Picture, Result, STORY_START, Server, gps_jpeg};
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    match story() {
        Ok(()) => {
            println!("\nEverything shown was true.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("\nNot true: {error}");
            ExitCode::FAILURE
        }
    }
}

fn story() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh(&folder.path().join("hub"))?;
    let link = Link::to(server.address())?;
    let citizen_file = folder.path().join("citizen.db");
    let mut citizen = Phone::open(&citizen_file, &link.origin(), 1, STORY_START)?;
    println!("What it costs: bytes as they pass the link, HTTP heads included.\n");

    let mut meter = Meter::start(&link, &mut citizen);
    up_to_date(&mut citizen)?;
    meter.step(
        &mut citizen,
        "First contact: the municipality's whole pack arrives",
    );
    up_to_date(&mut citizen)?;
    meter.step(&mut citizen, "Nothing to do");

    link.off();
    let case = file(&mut citizen)?;
    ensure(citizen.sync()? == Outcome::Offline, "the link is down")?;
    let shown = read(&mut citizen, &case)?;
    ensure(
        shown.summary.sending == Sending::Queued,
        "filed, and shown as saved on this phone",
    )?;
    ensure(
        shown.receipt.is_none(),
        "no receipt is shown before there is one",
    )?;
    meter.step(
        &mut citizen,
        "A complaint with a photo is filed without a network",
    );

    link.on();
    link.cut_after_up(60_000);
    citizen.wait_seconds(300);
    ensure(citizen.sync()? == Outcome::Offline, "the link was cut")?;
    let shown = read(&mut citizen, &case)?;
    let Sending::Sending { sent, total } = shown.summary.sending else {
        return Err("the text is there, the photo is not: that is what must be shown".into());
    };
    meter.step(
        &mut citizen,
        "The link comes, and is cut in the middle of the photo",
    );
    println!("      the app shows: sending, {sent} of {total} bytes");

    link.on();
    citizen.wait_seconds(300);
    citizen.sync_until_done()?;
    let shown = read(&mut citizen, &case)?;
    ensure(
        shown.summary.sending == Sending::Received,
        "every byte is acknowledged",
    )?;
    let (up, _) = meter.step(
        &mut citizen,
        "It returns: the rest goes up, the receipt comes down",
    );
    ensure(up < total, "what had arrived was not sent again")?;
    let receipts = verify_receipts(&citizen_file)?;
    println!("      {receipts} receipts, each verified with the hub's key on its own");

    let officer_file = folder.path().join("officer.db");
    let mut officer = Phone::open(&officer_file, &server.origin(), 2, STORY_START + 64_800_000)?;
    officer
        .ask(Join {
            link: server.invite("works", "Esi Mensah")?,
        })
        .map_err(refused)?;
    officer.sync_until_done()?;
    let roles = officer.ask(ReadMe {}).map_err(refused)?.roles;
    ensure(
        roles.iter().any(|role| role.state == RoleState::Active),
        "the link made an officer",
    )?;
    let queue = officer
        .ask(ReadQueue {
            filter: QueueFilter {
                part: QueuePart::New,
                ..QueueFilter::default()
            },
            ..ReadQueue::default()
        })
        .map_err(refused)?
        .cases;
    ensure(
        queue.iter().any(|row| row.id == case),
        "the case stands in the department's queue",
    )?;
    let seen = read(&mut officer, &case)?;
    ensure(
        seen.description == shown.description,
        "the officer reads the citizen's words",
    )?;
    same_picture(&mut officer, &seen)?;
    println!(
        "  An officer of Works opens a one-time link and finds the case, words and photo intact"
    );

    officer
        .ask(MarkOpened { case: case.clone() })
        .map_err(refused)?;
    let status = "acknowledged".to_owned();
    officer
        .ask(ChangeStatus {
            case: case.clone(),
            status,
            note: String::new(),
        })
        .map_err(refused)?;
    let text = "A crew will clear it on Monday. Is the path passable for children now?".to_owned();
    officer
        .ask(SendReply {
            case: case.clone(),
            text: text.clone(),
        })
        .map_err(refused)?;
    officer.sync_until_done()?;
    println!("  The officer opens it, acknowledges it and replies");

    meter.reset(&mut citizen);
    up_to_date(&mut citizen)?;
    let shown = read(&mut citizen, &case)?;
    ensure(
        shown.timeline.iter().any(|entry| {
            entry.what
                == What::Message {
                    text: text.clone(),
                    photos: Vec::new(),
                }
        }),
        "the citizen reads the answer",
    )?;
    ensure(
        shown.summary.status == "acknowledged" && shown.summary.opened,
        "and the state",
    )?;
    meter.step(&mut citizen, "The answer arrives");

    let text = "No, they walk on the road.".to_owned();
    citizen
        .ask(SendReply {
            case: case.clone(),
            text,
        })
        .map_err(refused)?;
    up_to_date(&mut citizen)?;
    let mine = citizen.ask(ListMine {}).map_err(refused)?;
    ensure(
        mine.iter().all(|row| row.sending == Sending::Received),
        "the reply is receipted",
    )?;
    meter.step(&mut citizen, "One reply goes up, its receipt comes down");
    up_to_date(&mut citizen)?;
    meter.step(&mut citizen, "Nothing to do");

    ten_and_ten(&mut citizen, &mut officer, &mut meter)?;
    verify_receipts(&citizen_file)?;
    verify_receipts(&officer_file)?;
    Ok(())
}

/// Ten replies from each side among a hundred matters meet in one exchange.
fn ten_and_ten(citizen: &mut Phone, officer: &mut Phone, meter: &mut Meter<'_>) -> Result<()> {
    let mut cases = Vec::new();
    for number in 1..100 {
        let text = format!("Matter {number}: {}", ASKED[number % ASKED.len()]);
        cases.push(citizen.file(&text, &[])?.case);
        citizen.wait_seconds(600);
        citizen.sync_until_done()?;
    }
    officer.sync_until_done()?;
    for case in &cases {
        let opened = MarkOpened { case: case.clone() };
        officer.ask(opened).map_err(refused)?;
    }
    officer.sync_until_done()?;
    up_to_date(citizen)?;
    let reply = |phone: &mut Phone, case: &CaseId, text: &str| {
        let reply = SendReply {
            case: case.clone(),
            text: text.to_owned(),
        };
        phone.ask(reply).map_err(refused)
    };
    for (text, case) in ANSWERED.iter().zip(cases.iter().step_by(9)) {
        reply(officer, case, text)?;
    }
    officer.sync_until_done()?;
    meter.link.off();
    for (text, case) in ASKED.iter().zip(cases.iter().skip(4).step_by(9)) {
        reply(citizen, case, text)?;
    }
    ensure(citizen.sync()? == Outcome::Offline, "the link is down")?;
    meter.link.on();
    citizen.wait_seconds(300);
    meter.reset(citizen);
    up_to_date(citizen)?;
    ensure(citizen.all_received()?, "all ten are receipted")?;
    let (up, down) = meter.step(
        citizen,
        "Ten replies go up and ten come down, among 100 matters",
    );
    ensure(up + down <= TEN_AND_TEN, "ten and ten are small")?;
    up_to_date(citizen)?;
    meter.step(citizen, "Nothing to do, with 100 matters");
    Ok(())
}

/// What that may cost, in bytes.
const TEN_AND_TEN: u64 = 5_000;

const ASKED: [&str; 10] = [
    "The drain in front of the kiosk is full again.",
    "Nobody has come yet. Is there a day?",
    "It smells, and the children play beside it.",
    "Two of the slabs are broken now.",
    "Thank you. It is better since yesterday.",
    "The lamp was on for one night and is out again.",
    "Please call my sister, she is at home all day.",
    "After the rain the whole lane was under water.",
    "The men came but had no ladder.",
    "There is a second hole by the bus stop.",
];

const ANSWERED: [&str; 10] = [
    "We have asked the contractor for a date.",
    "A crew comes on Thursday before noon.",
    "Could you send a photo of the other side?",
    "The slabs are ordered; they take two weeks.",
    "This part of the road is the region's. We have told them.",
    "The pump was mended this morning. Does it hold?",
    "We looked and found no leak. When was it last wet?",
    "Your report was put together with a neighbour's.",
    "The light is on the list for December.",
    "Thank you for the photo. We see it now.",
];

/// Measures steps of a phone behind a link.
struct Meter<'a> {
    link: &'a Link,
    before: (u64, u64),
}

impl<'a> Meter<'a> {
    fn start(link: &'a Link, phone: &mut Phone) -> Self {
        phone.take_traffic();
        Self {
            link,
            before: link.bytes(),
        }
    }

    fn reset(&mut self, phone: &mut Phone) {
        phone.take_traffic();
        self.before = self.link.bytes();
    }

    fn step(&mut self, phone: &mut Phone, what: &str) -> (u64, u64) {
        let (up, down) = self.link.bytes();
        let cost = (up - self.before.0, down - self.before.1);
        let requests = phone.take_traffic().requests;
        println!(
            "  {what}\n      {requests} requests, {} bytes up, {} bytes down",
            cost.0, cost.1
        );
        self.before = (up, down);
        cost
    }
}

fn file(phone: &mut Phone) -> Result<CaseId> {
    let draft = phone.ask(StartDraft { intake: None }).map_err(refused)?.id;
    let bytes = gps_jpeg(&Picture::default())?;
    let name = "culvert.jpg".to_owned();
    let with_photo = phone
        .ask(AddPhoto {
            draft: draft.clone(),
            name,
            bytes,
        })
        .map_err(refused)?;
    let photo = with_photo
        .photos
        .first()
        .ok_or("the photo is in the draft")?;
    let found = photo
        .position
        .as_ref()
        .ok_or("the photo tells where it was taken")?;
    let position = Position {
        source: PositionSource::Photo,
        ..found.clone()
    };
    let answers = Answers {
        category: Some("drains".into()),
        description: "Blocked culvert floods the school path. Since Sunday the culvert by the \
                      school is full of sand. Children walk on the road."
            .into(),
        place: Place {
            position: Some(position),
            landmark: "Kojokrom M/A School".into(),
            ward: None,
        },
        ..Answers::default()
    };
    let step = "check".to_owned();
    let saved = phone
        .ask(SaveDraft {
            draft: draft.clone(),
            answers,
            step,
        })
        .map_err(refused)?;
    ensure(
        saved.answers.place.ward.is_some(),
        "the ward is found from the position",
    )?;
    let problems = phone
        .ask(CheckDraft {
            draft: draft.clone(),
        })
        .map_err(refused)?;
    ensure(problems.is_empty(), "nothing is missing")?;
    Ok(phone.ask(Submit { draft }).map_err(refused)?.case)
}

fn read(phone: &mut Phone, case: &CaseId) -> Result<Case> {
    phone.ask(ReadCase { case: case.clone() }).map_err(refused)
}

/// The photo comes when it is opened, and is the one that was sent: its name is its hash.
fn same_picture(phone: &mut Phone, case: &Case) -> Result<()> {
    for photo in &case.photos {
        let blob = photo.blob.clone();
        if let Blob::Coming { .. } = phone.ask(Read { blob: blob.clone() }).map_err(refused)? {
            phone.sync_until_done()?;
        }
        let Blob::Here(bytes) = phone.ask(Read { blob: blob.clone() }).map_err(refused)? else {
            return Err("the photo did not come".into());
        };
        ensure(
            BlobId::of(&bytes).to_string() == blob.0,
            "the photo is what its name says",
        )?;
    }
    ensure(!case.photos.is_empty(), "there is a photo")
}

/// Verifies every receipt of a database without the app: with the hub's key alone.
fn verify_receipts(path: &Path) -> Result<usize> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let hub: Vec<u8> = connection.query_row(
        "SELECT value FROM settings WHERE name = 'hub-key'",
        [],
        |row| row.get(0),
    )?;
    let hub = PublicKey::try_from(hub.as_slice())?;
    let mut statement = connection.prepare("SELECT bytes FROM receipts")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut count = 0;
    for row in rows {
        let receipt: SignedReceipt = postcard::from_bytes(&row?)?;
        ensure(receipt.verify(&hub), "a receipt's signature holds")?;
        count += 1;
    }
    ensure(count > 0, "there is a receipt")?;
    Ok(count)
}

fn up_to_date(phone: &mut Phone) -> Result<()> {
    ensure(phone.sync()? == Outcome::UpToDate, "the exchange is whole")
}

fn ensure(holds: bool, what: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(what.into()) }
}

fn refused(error: durbar_api::ApiError) -> Box<dyn std::error::Error + Send + Sync> {
    error.message_key.into()
}
