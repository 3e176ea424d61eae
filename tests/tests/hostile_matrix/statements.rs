//! Grants, links and revocations that do not hold, and feeds of others.

use super::town::{IDLE_DEPARTMENT, Town, person_feed};
use durbar_sync::{
    grant::{Grant, Invitation, SignedInvitation},
    link::{Link, SignedOffer, SignedRevocation},
    sign::Keys,
    wire::{Feed, ReplyFrame, RequestFrame},
};
use durbar_tests::kit::{Result, stranger::PACK};

const DAY: i64 = 86_400_000;

/// Tries all of it.
pub fn all(town: &mut Town) -> Result<()> {
    let lanes = town.honest()?;
    let mut persons: Vec<_> = lanes.iter().filter_map(person_feed).collect();
    persons.sort();
    persons.dedup();
    for villain in 0..town.villains.len() {
        grants(town, villain)?;
        links(town, villain)?;
        revocations(town, villain)?;
        feeds(town, villain, persons.clone())?;
    }
    Ok(())
}

fn say(town: &mut Town, villain: usize, frames: Vec<RequestFrame>) -> Result<Vec<ReplyFrame>> {
    town.villains[villain].device.say(&[], frames)
}

fn grants(town: &mut Town, villain: usize) -> Result<()> {
    let (me, now) = (
        town.villains[villain].device.keys.clone(),
        town.villains[villain].device.time,
    );
    let administrator = town.administrator.clone();
    let secret = Keys::from_seed([211; 32]);
    let mut grants = Vec::new();
    for department in ["works", "waste", IDLE_DEPARTMENT, "nowhere", ""] {
        let invitation = Invitation {
            key: secret.public(),
            pack: PACK.to_owned(),
            role: "officer".to_owned(),
            department: department.to_owned(),
            name: "Eve".to_owned(),
            from: now - DAY,
            until: now + DAY,
        };
        let right = SignedInvitation::sign(&invitation, &administrator)?;
        let by = |keys: &Keys| SignedInvitation::sign(&invitation, keys);
        let with = |change: fn(&mut Invitation)| {
            let mut changed = invitation.clone();
            change(&mut changed);
            SignedInvitation::sign(&changed, &administrator)
        };
        let mut flipped = right.clone();
        if let Some(byte) = flipped.bytes.last_mut() {
            *byte ^= 1;
        }
        // Who has the administrator's key may sign: the hub cannot tell. All else holds for them.
        if me.public() != administrator.public() {
            grants.push(Grant::accept(by(&me)?, &secret, me.public()));
        }
        grants.extend([
            Grant::accept(right.clone(), &me, me.public()),
            Grant::accept(right, &secret, secret.public()),
            Grant::accept(flipped, &secret, me.public()),
            Grant::accept(
                with(|offer| "gjakova".clone_into(&mut offer.pack))?,
                &secret,
                me.public(),
            ),
            Grant::accept(
                with(|offer| "administrator".clone_into(&mut offer.role))?,
                &secret,
                me.public(),
            ),
            Grant::accept(
                with(|offer| offer.until = offer.from)?,
                &secret,
                me.public(),
            ),
        ]);
    }
    let count = grants.len();
    let frames = grants.into_iter().map(RequestFrame::Accept).collect();
    let answers = say(town, villain, frames)?;
    let refused = |frame: &&ReplyFrame| matches!(frame, ReplyFrame::GrantRefused(_));
    assert_eq!(answers.iter().filter(refused).count(), count);
    *town.tried.entry("a grant that does not hold").or_default() += count;
    Ok(())
}

fn links(town: &mut Town, villain: usize) -> Result<()> {
    let (me, now) = (
        town.villains[villain].device.keys.clone(),
        town.villains[villain].device.time,
    );
    let secret = Keys::from_seed([212; 32]);
    let (one, two) = (Keys::from_seed([213; 32]), Keys::from_seed([214; 32]));
    let offer = |until, person: &Keys| SignedOffer::sign(secret.public(), until, person);
    let mut links = Vec::new();
    for mutual in [false, true] {
        // Between two others.
        links.push(Link::accept(offer(now + DAY, &one)?, &secret, &two, mutual));
        // Too late.
        links.push(Link::accept(offer(now - DAY, &one)?, &secret, &me, mutual));
        // Without the code's secret.
        links.push(Link::accept(offer(now + DAY, &one)?, &two, &me, mutual));
        // Taken up in another's name.
        let mut taken = Link::accept(offer(now + DAY, &me)?, &secret, &me, mutual);
        taken.device = one.public();
        links.push(taken);
        // Turned from one way to both, or the other way.
        let mut turned = Link::accept(offer(now + DAY, &one)?, &secret, &me, mutual);
        turned.mutual = !mutual;
        links.push(turned);
        let mut flipped = offer(now + DAY, &one)?;
        if let Some(byte) = flipped.bytes.last_mut() {
            *byte ^= 1;
        }
        links.push(Link::accept(flipped, &secret, &me, mutual));
    }
    let count = links.len();
    let frames = links.into_iter().map(RequestFrame::Link).collect();
    let answers = say(town, villain, frames)?;
    let refused = |frame: &&ReplyFrame| matches!(frame, ReplyFrame::LinkRefused(_));
    assert_eq!(answers.iter().filter(refused).count(), count);
    *town.tried.entry("a link that does not hold").or_default() += count;
    Ok(())
}

/// Nobody is told anything: what nobody said needs no answer. That none is kept is looked at.
fn revocations(town: &mut Town, villain: usize) -> Result<()> {
    let me = town.villains[villain].device.keys.clone();
    let now = town.villains[villain].device.time;
    let people = town.citizens.iter().chain(&town.officers);
    let mut keys = people
        .map(|person| person.phone.key())
        .collect::<Result<Vec<_>>>()?;
    // The citizen among them acts for the device that they revoked, and was let do so.
    keys.push(town.villains[0].device.key());
    let mut frames = Vec::new();
    for device in keys.into_iter().filter(|device| *device != me.public()) {
        let own = SignedRevocation::sign(device, now, &me)?;
        let mut in_their_name = own.clone();
        in_their_name.revocation.by = device;
        frames.extend([own, in_their_name]);
    }
    let count = frames.len();
    say(
        town,
        villain,
        frames.into_iter().map(RequestFrame::Revoke).collect(),
    )?;
    *town.tried.entry("a revocation by a stranger").or_default() += count;
    Ok(())
}

fn feeds(town: &mut Town, villain: usize, mut feeds: Vec<Feed>) -> Result<()> {
    let own = town.villains[villain].department;
    let offices = ["works", "waste", "finance", "../person", "", "a\0b"];
    let foreign = offices.into_iter().filter(|office| own != Some(*office));
    feeds.extend(foreign.map(|office| Feed::Department(office.to_owned())));
    let cursors: Vec<_> = feeds.into_iter().map(|feed| (feed, 0)).collect();
    let frames = town.villains[villain].device.say(&cursors, vec![])?;
    let Some(ReplyFrame::End(end)) = frames.last() else {
        return Err("no end".into());
    };
    assert_eq!(end.denied.len(), cursors.len(), "a feed of others is given");
    let records = frames
        .iter()
        .filter(|frame| matches!(frame, ReplyFrame::Record(_)));
    assert_eq!(records.count(), 0);
    *town.tried.entry("a feed of others").or_default() += cursors.len();
    Ok(())
}
