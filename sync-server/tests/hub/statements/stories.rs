//! What people do at a hub at which something fails once. Together these stories have every kind of
//! thing that a hub keeps.

use super::play::{Fault, Play};
use crate::{
    kit::{
        DEPARTMENT, Data, Device, Lane, OTHER_DEPARTMENT, Reply, START, Town, casework_header,
        next_pack, pack, photo, sign_push,
    },
    readers::referral,
};
use durbar_sync::{
    BlobId, LaneId,
    link::{Link, SignedOffer, SignedRevocation},
    wire::{BlobOffer, Body, ClientHello, Feed, Proof, Record, ReplyFrame, RequestFrame, Return},
};
use durbar_sync_server::{
    folder::{Folder, Secrets},
    roles::{self, Standing, Which},
};
use tempfile::TempDir;

/// The time at the hub that was lost: a day before.
const BEFORE: i64 = START - 24 * 60 * 60 * 1000;

/// A story. Each one is played in a town of its own, as often as it has statements.
#[derive(Clone, Copy, Debug)]
pub enum Story {
    /// A citizen files with a photo, an officer answers, the citizen writes again, links a laptop
    /// and revokes it.
    Files,
    /// Two people have the same photo.
    ShowsAPhoto,
    /// A case goes to another department.
    Refers,
    /// People give back what a hub has lost.
    GivesBack,
    /// Whoever runs the hub ends roles and publishes a pack.
    Administers,
}

impl Story {
    pub const ALL: [Self; 5] = [
        Self::Files,
        Self::ShowsAPhoto,
        Self::Refers,
        Self::GivesBack,
        Self::Administers,
    ];

    /// Plays it, with other people in each round; whether anybody noticed that something failed.
    pub async fn play(self, (town, lost): (&Town, &Town), fault: &dyn Fault, round: u32) -> bool {
        let mut play = Play {
            town,
            lost,
            fault,
            has_failed: false,
        };
        match self {
            Self::Files => files(&mut play, round).await,
            Self::ShowsAPhoto => shows_a_photo(&mut play, round).await,
            Self::Refers => refers(&mut play, round).await,
            Self::GivesBack => gives_back(&mut play, round).await,
            Self::Administers => administers(&mut play, round).await,
        }
        play.has_failed
    }
}

/// A hub with the keys of this one, as it was until a fire: this one is put back from a backup that
/// was made before anything happened.
pub async fn before_the_fire(town: &Town) -> Town {
    let folder = Folder::open(town.data.path()).unwrap();
    let secrets = Secrets {
        hub: folder.hub_keys().unwrap().seed(),
        administrator: folder.admin_keys().unwrap().seed(),
        epoch: 1,
    };
    let data = TempDir::new().unwrap();
    Folder::create_with(data.path(), &pack(), BEFORE, &secrets).unwrap();
    Town::serve(Data::Own(data), BEFORE, |config| {
        config.limits.address_burst = u32::MAX;
    })
    .await
}

/// People who are in no other round.
fn people<const N: usize>(round: u32) -> [Device; N] {
    std::array::from_fn(|who| Device::numbered(round * 8 + who as u32))
}

/// A photo that is in no other round.
fn new_photo(round: u32) -> (Vec<u8>, BlobOffer) {
    photo(1, 3_000 + round as usize)
}

/// A device acts for a person from now on; the keys of `code` are in what the two showed each other.
fn link(person: &Device, device: &Device, code: &Device) -> RequestFrame {
    let offer = SignedOffer::sign(code.key(), START + 60_000, &person.keys).unwrap();
    RequestFrame::Link(Link::accept(offer, &code.keys, &device.keys, false))
}

fn revoke(device: &Device, by: &Device) -> RequestFrame {
    let signed = SignedRevocation::sign(device.key(), START, &by.keys).unwrap();
    RequestFrame::Revoke(signed)
}

/// The lanes of a feed's records after this one.
async fn lanes_after(town: &Town, device: &Device, cursor: (Feed, u64)) -> Vec<LaneId> {
    let hello = ClientHello {
        own: true,
        ..town.hello(&[cursor])
    };
    let reply = town.say(device, hello, vec![]).await;
    let records = reply.lane_records();
    records.iter().map(|record| record.lane).collect()
}

async fn files(play: &mut Play<'_>, round: u32) {
    let town = play.town;
    let [ama, efua, laptop, code] = people(round);
    let (bytes, offer) = new_photo(round);
    let (mut filing, mut other) = (Lane::filing(&ama, 1), Lane::filing(&ama, 2));
    let pushes = [
        filing.edit("one").push_with(&ama, vec![offer]),
        other.edit("another").push(&ama),
    ];
    let pushes = pushes.map(RequestFrame::Push);
    let reply = play.ask(&ama, pushes.into()).await;
    assert_eq!(reply.receipts(town).len(), 2);

    let token = play.invite(DEPARTMENT);
    assert!(play.takes_up(&efua, &token).await);
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let answer = casework.edit("On Thursday").push(&efua);
    play.push(&efua, answer).await;

    play.send(&ama, (&bytes, offer.blob)).await;
    let again = filing.edit("two").push(&ama);
    play.push(&ama, again).await;

    let reply = play.ask(&laptop, vec![link(&ama, &laptop, &code)]).await;
    let is_refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::LinkRefused(_));
    assert!(!reply.frames.iter().any(is_refused));
    play.ask(&ama, vec![revoke(&laptop, &ama)]).await;

    // What all were told is so.
    play.fault.spare(true);
    let followed = lanes_after(town, &ama, (ama.feed(), 0)).await;
    assert_eq!(followed, [filing.id, other.id, casework.id, filing.id]);
    let got = town.get(&ama, offer.blob, None).await;
    assert_eq!(got, (200, bytes));
    let denied = town.sync(&laptop, &[(ama.feed(), 0)], vec![]).await;
    assert_eq!(denied.end().denied, [0]);
    play.fault.spare(false);
}

/// Kofi files with a photo of which Ama has sent a part. Neither knows of the other, so that each of
/// them has to show all of it, in pieces.
async fn shows_a_photo(play: &mut Play<'_>, round: u32) {
    let town = play.town;
    let [ama, kofi] = people(round);
    let (bytes, offer) = new_photo(round);
    let whole = (bytes.as_slice(), offer.blob);
    let [hers, his] = [&ama, &kofi].map(|device| {
        let mut lane = Lane::filing(device, 1);
        lane.edit("See").push_with(device, vec![offer])
    });
    play.push(&ama, hers.clone()).await;
    play.begin(&ama, (&bytes[..1_000], offer.blob)).await;
    let receipt = play.push(&kofi, his.clone()).await;
    assert!(receipt.blobs.is_empty());
    play.begin(&kofi, (&bytes[..2_000], offer.blob)).await;
    play.send(&kofi, whole).await;
    play.send(&ama, whole).await;
    for (device, mut claim) in [(&ama, hers), (&kofi, his)] {
        claim.changes.clear();
        sign_push(&mut claim, device);
        let receipt = play.push(device, claim).await;
        assert_eq!(receipt.blobs, [offer.blob]);
        play.fault.spare(true);
        let got = town.get(device, offer.blob, None).await;
        assert_eq!(got, (200, bytes.clone()));
        play.fault.spare(false);
    }
}

/// The other department then has all of the case, and what is written in it later.
async fn refers(play: &mut Play<'_>, round: u32) {
    let town = play.town;
    let [ama, efua, yaw] = people(round);
    for (officer, department) in [(&efua, DEPARTMENT), (&yaw, OTHER_DEPARTMENT)] {
        let token = play.invite(department);
        assert!(play.takes_up(officer, &token).await);
    }
    let mut filing = Lane::filing(&ama, 1);
    for text in ["one", "two"] {
        let push = filing.edit(text).push(&ama);
        play.push(&ama, push).await;
    }
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let answer = casework.edit("It is not ours").push(&efua);
    play.push(&efua, answer).await;
    let header = referral(filing.id, DEPARTMENT, OTHER_DEPARTMENT);
    let mut passed_on = Lane::new(&efua, &header);
    let push = passed_on.edit("yours").push(&efua);
    let fourth = play.push(&efua, push).await.sequence;
    let three = filing.edit("three").push(&ama);
    play.push(&ama, three).await;
    let mut theirs = Lane::new(&yaw, &casework_header(filing.id, OTHER_DEPARTMENT));
    let push = theirs.edit("On Friday").push(&yaw);
    let sixth = play.push(&yaw, push).await.sequence;

    play.fault.spare(true);
    let [filing, casework, passed_on, theirs] =
        [filing, casework, passed_on, theirs].map(|lane| lane.id);
    // Numbers have no gaps: before the case there is what other rounds left.
    for (officer, department, first) in [
        (&efua, DEPARTMENT, fourth - 3),
        (&yaw, OTHER_DEPARTMENT, sixth - 5),
    ] {
        let cursor = (Feed::Department(department.to_owned()), first - 1);
        let listed = lanes_after(town, officer, cursor).await;
        assert_eq!(
            listed,
            [filing, filing, casework, passed_on, filing, theirs],
            "{department}"
        );
    }
    let followed = lanes_after(town, &ama, (ama.feed(), 0)).await;
    assert_eq!(followed, [filing, filing, casework, filing, theirs]);
    play.fault.spare(false);
}

fn returned(record: &Record, proof: Proof) -> RequestFrame {
    let body = record.body.clone();
    RequestFrame::Return(Return { body, proof })
}

fn sealed(record: &Record) -> RequestFrame {
    returned(record, Proof::Seal(record.seal.unwrap()))
}

fn is_taken_back(reply: &Reply) -> bool {
    let is_not = |frame: &ReplyFrame| matches!(frame, ReplyFrame::NotReturned { .. });
    !reply.frames.iter().any(is_not)
}

fn bodies(reply: &Reply) -> Vec<&Body> {
    let records = reply.records().into_iter();
    records.map(|record| &record.body).collect()
}

/// Ama had filed, Efua had answered, and her role had been ended; Ama had linked a laptop and revoked
/// it. Kofi gives back what everybody reads, and Ama the rest.
async fn gives_back(play: &mut Play<'_>, round: u32) {
    let (town, lost) = (play.town, play.lost);
    let [ama, efua, laptop, code, kofi] = people(round);
    let (bytes, offer) = new_photo(round);
    let token = lost.invite(DEPARTMENT);
    let accept = RequestFrame::Accept(lost.grant(&token, &efua));
    lost.sync(&efua, &[], vec![accept]).await;
    let mut filing = Lane::filing(&ama, 1);
    let push = filing.edit("one").push_with(&ama, vec![offer]);
    lost.push(&ama, push).await.receipt(lost);
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let push = casework.edit("On Thursday").push(&efua);
    lost.push(&efua, push).await.receipt(lost);
    let push = filing.edit("two").push(&ama);
    let reply = lost.push(&ama, push).await;
    let acknowledged = reply.frames.into_iter().find_map(|frame| match frame {
        ReplyFrame::Ack(signed) => Some(signed),
        _ => None,
    });
    let receipt = acknowledged.unwrap();
    let linked = link(&ama, &laptop, &code);
    lost.sync(&laptop, &[], vec![linked]).await;
    lost.sync(&ama, &[], vec![revoke(&laptop, &ama)]).await;
    let folder = Folder::open(lost.data.path()).unwrap();
    let which = Which::Link(token.encode().unwrap());
    assert_eq!(roles::revoke(&folder, &which, BEFORE).unwrap(), 1);

    // The end of the role comes back before the role does.
    let registry = lost.follow(&kofi, Feed::Registry).await;
    let records = registry.records().into_iter();
    let back: Vec<_> = records.rev().take(2).map(sealed).collect();
    let reply = play.ask(&kofi, back).await;
    assert!(is_taken_back(&reply), "{:?}", reply.frames);
    // Her second words by their receipt, all else by its seal.
    let hers = lost.follow(&ama, ama.feed()).await;
    let records = hers.records().into_iter();
    let back: Vec<_> = records
        .map(|record| match &record.body {
            Body::Lane(words) if words.heads == receipt.receipt.heads => {
                returned(record, Proof::Receipt(receipt.clone()))
            }
            _ => sealed(record),
        })
        .collect();
    assert_eq!(back.len(), 5);
    let reply = play.ask(&ama, back).await;
    assert!(is_taken_back(&reply), "{:?}", reply.frames);
    assert_eq!(reply.receipts(town).len(), 2);
    assert_eq!(reply.wanted(), [(offer.blob, 0)]);
    play.send(&ama, (&bytes, offer.blob)).await;

    play.fault.spare(true);
    let followed = town.follow(&ama, ama.feed()).await;
    assert_eq!(bodies(&followed), bodies(&hers), "as it was, its days too");
    let got = town.get(&ama, offer.blob, None).await;
    assert_eq!(got, (200, bytes));
    let denied = town.sync(&laptop, &[(ama.feed(), 0)], vec![]).await;
    assert_eq!(denied.end().denied, [0]);
    let folder = Folder::open(town.data.path()).unwrap();
    let held = roles::list(&folder, START).unwrap();
    let hers = held.iter().find(|held| held.device == efua.key());
    assert_eq!(hers.unwrap().standing, Standing::Ended);
    play.fault.spare(false);
}

/// A role is ended that somebody holds, and a link that nobody has opened.
async fn administers(play: &mut Play<'_>, round: u32) {
    let town = play.town;
    let [ama, efua, kofi] = people(round);
    let (opened, unopened) = (play.invite(DEPARTMENT), play.invite(DEPARTMENT));
    assert!(play.takes_up(&efua, &opened).await);
    for token in [&opened, &unopened] {
        let which = Which::Link(token.encode().unwrap());
        let ended = play.command(|folder| roles::revoke(folder, &which, START));
        assert_eq!(ended, 1);
    }
    assert!(!play.takes_up(&kofi, &unopened).await);
    let version = format!("round-{round}");
    let next = next_pack(&version);
    let published = play.command(|folder| folder.publish(next.path(), START));
    assert_eq!(published, (version.clone(), true));

    play.fault.spare(true);
    let department = Feed::Department(DEPARTMENT.to_owned());
    let denied = town.sync(&efua, &[(department, 0)], vec![]).await;
    assert_eq!(denied.end().denied, [0]);
    let reply = town.follow(&ama, Feed::Pack).await;
    let bodies = bodies(&reply);
    let Some(Body::Manifest(signed)) = bodies.last() else {
        panic!("no manifest")
    };
    let manifest = signed.verify(&town.who.administrator).unwrap();
    assert_eq!(manifest.version, version);
    for (_, part) in manifest.parts {
        let (status, bytes) = town.get(&ama, part.blob, None).await;
        assert_eq!((status, BlobId::of(&bytes)), (200, part.blob));
    }
    play.fault.spare(false);
}
