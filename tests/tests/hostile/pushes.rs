//! Pushes and grants.

use crate::{Town, is_acknowledged, noise};
use durbar_sync::{
    ChangeHash, LaneId,
    grant::{Grant, Invitation, SignedInvitation},
    header::{Header, Reader, SignedHeader, Writer},
    link::{Link, Offer, SignedOffer, SignedRevocation},
    sign::{self, Keys},
    wire::{Bytes, Refusal, ReplyFrame, RequestFrame},
};
use durbar_tests::kit::{
    Result,
    stranger::{casework, offer, sign_push, stolen_keys},
};
use sha2::{Digest, Sha256};
pub fn a_header_in_the_name_of_another(town: &mut Town) -> Result<()> {
    let ama = Keys::from_seed([77; 32]);
    let mut header = town.eve.filing("works", 2);
    let mut push = town
        .eve
        .lane(&header)?
        .edit("mine", &town.eve.keys, vec![])?;
    header.writer = Writer::Person(ama.public());
    let bytes = header.bytes()?;
    let signature = town.eve.keys.sign(sign::HEADER, &bytes);
    for signature in [Some(signature), None] {
        let signed = SignedHeader {
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

pub fn a_push_to_the_lane_of_another(town: &mut Town) -> Result<()> {
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

pub fn casework_without_a_grant(town: &mut Town) -> Result<()> {
    for department in ["works", "waste"] {
        let mut lane = town.eve.lane(&casework(town.case, department))?;
        let push = lane.edit("closed", &town.eve.keys, vec![])?;
        town.is_refused(push, Refusal::NotAllowed)?;
    }
    Ok(())
}

/// Everybody's feeds, another person's and another department's: not for a person to fill.
pub fn readers_that_a_person_may_not_name(town: &mut Town) -> Result<()> {
    let ama = town.ama.phone.key()?;
    let readers = [
        Reader::Public("ward-takoradi".to_owned()),
        Reader::WholeCase("waste".to_owned()),
        Reader::Person(ama),
    ];
    for (number, reader) in (210..).zip(readers) {
        for case in [None, Some(own_case(town, number)?), Some(town.case)] {
            let header = Header {
                readers: vec![reader.clone()],
                case,
                ..town.eve.filing("works", number)
            };
            let why = if case == Some(town.case) {
                Refusal::UnknownCase
            } else {
                Refusal::NotAllowed
            };
            let push = town
                .eve
                .lane(&header)?
                .edit("for all", &town.eve.keys, vec![])?;
            town.is_refused(push, why)?;
        }
    }
    Ok(())
}

fn own_case(town: &mut Town, number: u8) -> Result<LaneId> {
    let header = town.eve.filing("works", number.wrapping_add(20));
    let mut lane = town.eve.lane(&header)?;
    let push = lane.edit("my own", &town.eve.keys, vec![])?;
    assert!(is_acknowledged(&town.eve.push(push)?));
    Ok(lane.lane)
}

/// A lane of one's own, a referral and a note, hung on somebody else's case.
pub fn lanes_hung_on_a_foreign_case(town: &mut Town) -> Result<()> {
    let voice = Header {
        case: Some(town.case),
        ..town.eve.filing("works", 220)
    };
    let push = town
        .eve
        .lane(&voice)?
        .edit("me too", &town.eve.keys, vec![])?;
    town.is_refused(push, Refusal::UnknownCase)?;
    for readers in [vec![], vec![Reader::WholeCase("waste".to_owned())]] {
        let office = Header {
            readers,
            ..casework(town.case, "works")
        };
        let push = town
            .eve
            .lane(&office)?
            .edit("psst", &town.eve.keys, vec![])?;
        town.is_refused(push, Refusal::NotAllowed)?;
    }
    Ok(())
}

/// Links in the name of another: not signed by them, not taken up with their code, of others.
pub fn links_that_do_not_hold(town: &mut Town) -> Result<()> {
    let (ama, eve) = (town.ama.phone.key()?, town.eve.keys.clone());
    let until = town.eve.time + 86_400_000;
    let secret = Keys::from_seed([91; 32]);
    let other = Keys::from_seed([92; 32]);
    let own = SignedOffer::sign(secret.public(), until, &eve)?;
    let forged = SignedOffer {
        bytes: postcard::to_stdvec(&Offer {
            key: secret.public(),
            person: ama,
            until,
        })?,
        signature: own.signature,
    };
    let late = SignedOffer::sign(secret.public(), town.eve.time - 86_400_000, &other)?;
    let links = [
        Link::accept(forged.clone(), &secret, &eve, true),
        Link::accept(own.clone(), &secret, &eve, true),
        Link::accept(late, &secret, &eve, true),
        Link::accept(
            SignedOffer::sign(secret.public(), until, &other)?,
            &secret,
            &Keys::from_seed([93; 32]),
            true,
        ),
        Link {
            mutual: true,
            ..Link::accept(
                SignedOffer::sign(secret.public(), until, &other)?,
                &secret,
                &eve,
                false,
            )
        },
    ];
    let before = town.records()?;
    for link in links {
        let frames = town.eve.say(&[], vec![RequestFrame::Link(link)])?;
        let refused = |frame: &ReplyFrame| matches!(frame, ReplyFrame::LinkRefused(_));
        assert!(frames.iter().any(refused), "{frames:?}");
    }
    assert_eq!(town.records()?, before);
    // The same chain with a push to a lane of the case's person.
    let header = town.eve.filing("works", 221);
    let mut push = town.eve.lane(&header)?.edit("mine", &eve, vec![])?;
    push.lane = town.case;
    push.header = None;
    sign_push(&mut push, &eve);
    push.links = vec![Link::accept(forged, &secret, &eve, true)];
    town.is_refused(push.clone(), Refusal::BadSignature)?;
    push.links = vec![Link::accept(own, &secret, &other, true)];
    town.is_refused(push, Refusal::NotAllowed)
}

/// Nobody's device is taken from them by a stranger.
pub fn revocations_by_a_stranger(town: &mut Town) -> Result<()> {
    let (ama, esi) = (town.ama.phone.key()?, town.esi.phone.key()?);
    let before = town.records()?;
    for device in [ama, esi] {
        let own = SignedRevocation::sign(device, town.eve.time, &town.eve.keys)?;
        let mut forged = own.clone();
        forged.revocation.by = device;
        for signed in [own, forged] {
            town.eve.say(&[], vec![RequestFrame::Revoke(signed)])?;
        }
    }
    assert_eq!(town.records()?, before);
    Ok(())
}

pub fn invitations_that_do_not_hold(town: &mut Town) -> Result<()> {
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

pub fn heads_that_nobody_signed(town: &mut Town) -> Result<()> {
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

pub fn the_same_number_for_two_changes(town: &mut Town) -> Result<()> {
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

pub fn chunks_that_are_no_changes(town: &mut Town) -> Result<()> {
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
