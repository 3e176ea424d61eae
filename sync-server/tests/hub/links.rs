//! A person with several devices.

use crate::kit::{Device, Kept, Lane, START, Town, filing_header, photo, sign_push};
use durbar_sync::{
    LaneId,
    header::Header,
    link::{Link, SignedOffer},
    sign::Keys,
    wire::{Body, ClientHello, Push, Refusal, ReplyFrame, RequestFrame},
};
use std::sync::atomic::Ordering;

const MINUTE: i64 = 60_000;

/// An offer of a person, with the secret of its code.
fn offer(person: &Device, code: u8, until: i64) -> (SignedOffer, Keys) {
    let secret = Keys::from_seed([code; 32]);
    let offer = SignedOffer::sign(secret.public(), until, &person.keys).unwrap();
    (offer, secret)
}

pub fn link(person: &Device, device: &Device, code: u8, mutual: bool) -> Link {
    let (offer, secret) = offer(person, code, START + 15 * MINUTE);
    Link::accept(offer, &secret, &device.keys, mutual)
}

pub async fn is_taken(town: &Town, sender: &Device, link: &Link) -> bool {
    let reply = town
        .sync(sender, &[], vec![RequestFrame::Link(link.clone())])
        .await;
    !reply
        .frames
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::LinkRefused(_)))
}

pub async fn may_follow(town: &Town, device: &Device, person: &Device) -> bool {
    let reply = town.sync(device, &[(person.feed(), 0)], vec![]).await;
    reply.end().denied.is_empty()
}

/// A push for a person's lane by a device that acts for them.
pub fn over(mut push: Push, device: &Device, links: &[&Link]) -> Push {
    push.links = links.iter().map(|link| (*link).clone()).collect();
    sign_push(&mut push, device);
    push
}

fn links_in(reply: &crate::kit::Reply) -> Vec<Link> {
    let bodies = reply.records().into_iter().map(|record| &record.body);
    bodies
        .filter_map(|body| match body {
            Body::Link(link) => Some(link.clone()),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_linked_device_reads_and_writes_for_the_person_and_proves_it() {
    let town = Town::open().await;
    let (phone, laptop) = (Device::new(1), Device::new(2));
    let mut filing = Lane::filing(&phone, 1);
    town.push(&phone, filing.edit("one").push(&phone))
        .await
        .receipt(&town);
    assert!(!may_follow(&town, &laptop, &phone).await);
    let link = link(&phone, &laptop, 50, false);
    assert!(is_taken(&town, &laptop, &link).await);
    let heard = town.follow(&laptop, phone.feed()).await;
    assert_eq!(heard.lane_records()[0].lane, filing.id);
    assert_eq!(links_in(&heard), std::slice::from_ref(&link));
    let own = town.follow(&laptop, laptop.feed()).await;
    assert_eq!(links_in(&own), std::slice::from_ref(&link));

    let (bytes, picture) = photo(1, 2000);
    let push = filing
        .by(&laptop)
        .edit("two")
        .push_with(&laptop, vec![picture]);
    assert_eq!(
        town.push(&laptop, push.clone()).await.refusals(),
        [Refusal::NotAllowed],
        "without the link it is nobody's"
    );
    let push = over(push, &laptop, &[&link]);
    let receipt = town.push(&laptop, push.clone()).await.receipt(&town);
    assert_eq!(receipt.sequence, 3);
    town.put(&laptop, picture.blob, 0, &bytes).await;
    assert_eq!(town.get(&phone, picture.blob, None).await.0, 200);
    let heard = town.sync(&phone, &[(phone.feed(), 2)], vec![]).await;
    let record = heard.lane_records()[0];
    assert_eq!((record.author, &record.links), (laptop.key(), &push.links));
}

#[tokio::test]
async fn a_link_leads_back_only_if_it_is_mutual() {
    let town = Town::open().await;
    let (phone, paper, tablet) = (Device::new(1), Device::new(2), Device::new(3));
    assert!(is_taken(&town, &paper, &link(&phone, &paper, 50, false)).await);
    let both = link(&phone, &tablet, 51, true);
    assert!(is_taken(&town, &tablet, &both).await);
    assert!(!may_follow(&town, &phone, &paper).await);
    assert!(may_follow(&town, &phone, &tablet).await);
    assert!(may_follow(&town, &paper, &tablet).await, "over the phone");
    assert!(!may_follow(&town, &tablet, &paper).await);
    let mut filing = Lane::filing(&tablet, 1);
    town.push(&tablet, filing.edit("one").push(&tablet))
        .await
        .receipt(&town);
    let first = link(&phone, &paper, 50, false);
    let push = filing.by(&paper).edit("two").push(&paper);
    let backwards = over(push.clone(), &paper, &[&both, &first]);
    assert_eq!(
        town.push(&paper, backwards).await.refusals(),
        [Refusal::NotAllowed]
    );
    let push = over(push, &paper, &[&first, &both]);
    town.push(&paper, push).await.receipt(&town);
}

#[tokio::test]
async fn a_chain_has_at_most_four_links() {
    let town = Town::open().await;
    let devices: Vec<_> = (1..=6).map(Device::new).collect();
    for (code, pair) in (50..).zip(devices.windows(2)) {
        let link = link(&pair[0], &pair[1], code, false);
        assert!(is_taken(&town, &pair[1], &link).await);
    }
    assert!(may_follow(&town, &devices[5], &devices[1]).await);
    assert!(!may_follow(&town, &devices[5], &devices[0]).await);
}

#[tokio::test]
async fn the_first_device_takes_up_an_offer_and_no_other() {
    let town = Town::open().await;
    let (phone, laptop, thief) = (Device::new(1), Device::new(2), Device::new(3));
    let right = link(&phone, &laptop, 50, true);
    let late = link(&phone, &thief, 50, true);
    assert!(is_taken(&town, &laptop, &right).await);
    assert!(is_taken(&town, &laptop, &right).await, "again is fine");
    let reply = town
        .sync(&thief, &[], vec![RequestFrame::Link(late.clone())])
        .await;
    let key = right.verify().unwrap().key;
    assert_eq!(reply.frames[0], ReplyFrame::LinkRefused(key));
    let one_way = link(&phone, &laptop, 50, false);
    assert!(
        !is_taken(&town, &laptop, &one_way).await,
        "another link under the same code"
    );
    assert!(!may_follow(&town, &thief, &phone).await);
    assert!(may_follow(&town, &phone, &laptop).await);
    assert_eq!(links_in(&town.follow(&phone, phone.feed()).await), [right]);
}

#[tokio::test]
async fn links_that_are_forged_or_over_or_of_others_are_refused() {
    let town = Town::open().await;
    let (phone, laptop, eve) = (Device::new(1), Device::new(2), Device::new(3));
    let sound = link(&phone, &laptop, 50, false);
    assert!(!is_taken(&town, &eve, &sound).await, "not hers to bring");
    let mutual = Link {
        mutual: true,
        ..sound.clone()
    };
    let stolen = Link {
        device: eve.key(),
        ..sound.clone()
    };
    let mut unaccepted = sound.clone();
    unaccepted.acceptance.0[0] ^= 1;
    let mut garbage = sound.clone();
    garbage.offer.bytes = vec![255; 100];
    for forged in [mutual, stolen, unaccepted, garbage] {
        assert!(!is_taken(&town, &laptop, &forged).await);
        assert!(!is_taken(&town, &eve, &forged).await);
    }
    let (own, secret) = offer(&eve, 51, START + MINUTE);
    let to_oneself = Link::accept(own, &secret, &eve.keys, true);
    assert!(!is_taken(&town, &eve, &to_oneself).await);
    town.clock.store(START + 15 * MINUTE, Ordering::SeqCst);
    assert!(!is_taken(&town, &laptop, &sound).await, "over");
    for device in [&laptop, &eve] {
        assert!(!may_follow(&town, device, &phone).await);
    }
    assert!(town.follow(&phone, phone.feed()).await.records().is_empty());
}

#[tokio::test]
async fn a_chain_that_the_hub_does_not_know_opens_nothing() {
    let town = Town::open().await;
    let (phone, laptop, eve) = (Device::new(1), Device::new(2), Device::new(3));
    let mut filing = Lane::filing(&phone, 1);
    town.push(&phone, filing.edit("one").push(&phone))
        .await
        .receipt(&town);
    let unknown = link(&phone, &laptop, 50, false);
    let push = filing.by(&laptop).edit("two").push(&laptop);
    let early = over(push.clone(), &laptop, &[&unknown]);
    assert_eq!(
        town.push(&laptop, early.clone()).await.refusals(),
        [Refusal::NotAllowed]
    );
    assert!(is_taken(&town, &laptop, &unknown).await);
    let mut forged = unknown.clone();
    forged.consent.0[0] ^= 1;
    let not_verifying = over(push.clone(), &laptop, &[&forged]);
    assert_eq!(
        town.push(&laptop, not_verifying).await.refusals(),
        [Refusal::BadSignature]
    );
    let not_hers = over(push.clone(), &eve, &[&unknown]);
    assert_eq!(
        town.push(&eve, not_hers).await.refusals(),
        [Refusal::NotAllowed]
    );
    let too_long = over(push, &laptop, &[&unknown; 5]);
    assert_eq!(
        town.push(&laptop, too_long).await.refusals(),
        [Refusal::TooLarge]
    );
    town.push(&laptop, early).await.receipt(&town);
}

#[tokio::test]
async fn links_are_for_lanes_of_persons_for_whom_one_acts() {
    let town = Town::open().await;
    let (phone, laptop) = (Device::new(1), Device::new(2));
    let needless = link(&phone, &laptop, 50, true);
    assert!(is_taken(&town, &laptop, &needless).await);
    let own = Lane::filing(&laptop, 1).edit("one").push(&laptop);
    let dressed = over(own.clone(), &laptop, &[&needless]);
    assert_eq!(
        town.push(&laptop, dressed).await.refusals(),
        [Refusal::NotAllowed]
    );
    town.push(&laptop, own).await.receipt(&town);
    // Who acts for a person does not file in the person's name: the header is not theirs.
    let header = filing_header(&phone, 3);
    let (id, mut signed) = header.sign(&phone.keys).unwrap();
    signed.signature = Some(
        laptop
            .keys
            .sign(durbar_sync::sign::HEADER, &header.bytes().unwrap()),
    );
    let mut lane = Lane::new(&phone, &header);
    let push = Push {
        header: Some(signed),
        lane: id,
        ..lane.edit("one").push(&laptop)
    };
    let push = over(push, &laptop, &[&needless]);
    assert_eq!(
        town.push(&laptop, push).await.refusals(),
        [Refusal::BadSignature]
    );
    // But hangs its own voice on a case of theirs only where it may read the case itself.
    let voice = Header {
        case: Some(LaneId([9; 32])),
        ..filing_header(&laptop, 4)
    };
    let voice = Lane::new(&laptop, &voice).edit("more").push(&laptop);
    assert_eq!(
        town.push(&laptop, voice).await.refusals(),
        [Refusal::UnknownCase]
    );
}

#[tokio::test]
async fn a_link_that_a_backup_lost_is_taken_again_though_its_code_is_over() {
    let mut town = Town::open().await;
    let (phone, laptop) = (Device::new(1), Device::new(2));
    let kept = Kept::of(&town);
    let linked = link(&phone, &laptop, 50, true);
    assert!(is_taken(&town, &laptop, &linked).await);
    let before = town.hub.hello().epoch;
    let restored = START + 60 * MINUTE;
    town.clock.store(restored, Ordering::SeqCst);
    town.stop().await;
    let town = town
        .reopen_after(|folder| {
            kept.put_back(&folder);
            folder.renew(restored, false).unwrap();
        })
        .await;
    let known = ClientHello {
        epoch: Some(before),
        ..town.hello(&[])
    };
    let told = town.say(&laptop, known, vec![]).await;
    assert!(matches!(told.frames[0], ReplyFrame::Hello(_)));
    assert!(!may_follow(&town, &laptop, &phone).await);
    assert!(
        is_taken(&town, &phone, &linked).await,
        "either end brings it"
    );
    assert!(may_follow(&town, &laptop, &phone).await);
    let (offer, secret) = offer(&phone, 51, restored);
    let at_its_end = Link::accept(offer, &secret, &laptop.keys, true);
    town.clock.store(restored + MINUTE, Ordering::SeqCst);
    assert!(is_taken(&town, &laptop, &at_its_end).await);
    let (offer, secret) = self::offer(&phone, 52, restored + MINUTE);
    let later = Link::accept(offer, &secret, &laptop.keys, true);
    assert!(!is_taken(&town, &laptop, &later).await);
}

#[tokio::test]
async fn one_key_is_in_so_many_links_and_no_more() {
    let town = Town::open().await;
    let phone = Device::new(1);
    for code in 100..132 {
        let device = Device::new(code);
        assert!(is_taken(&town, &device, &link(&phone, &device, code, false)).await);
    }
    let device = Device::new(200);
    assert!(!is_taken(&town, &device, &link(&phone, &device, 200, false)).await);
}
