//! A lost device.

use crate::{
    kit::{DEPARTMENT, Device, Lane, Reply, Town, casework_header, error, photo, within},
    links::{is_taken, link, may_follow, over},
};
use durbar_sync::{
    link::SignedRevocation,
    wire::{Body, ClientHello, ErrorCode, Feed, Refusal, ReplyFrame, RequestFrame},
};
use std::sync::Arc;

fn revocation(device: &Device, by: &Device) -> SignedRevocation {
    SignedRevocation::sign(device.key(), 5, &by.keys).unwrap()
}

async fn revoke(town: &Town, device: &Device, by: &Device) -> Reply {
    town.sync(by, &[], vec![RequestFrame::Revoke(revocation(device, by))])
        .await
}

async fn is_revoked(town: &Town, device: &Device) -> bool {
    let reply = town.sync(device, &[], vec![]).await;
    matches!(reply.frames[0], ReplyFrame::Revoked(_))
}

/// A phone with a case, a laptop that acts for it, and the other way round.
async fn linked(town: &Town) -> (Device, Device, Lane) {
    let (phone, laptop) = (Device::new(1), Device::new(2));
    let mut filing = Lane::filing(&phone, 1);
    town.push(&phone, filing.edit("one").push(&phone))
        .await
        .receipt(town);
    assert!(is_taken(town, &laptop, &link(&phone, &laptop, 50, true)).await);
    (phone, laptop, filing)
}

#[tokio::test]
async fn a_revoked_device_reads_and_writes_no_more_and_is_told_first() {
    let town = Town::open().await;
    let (phone, laptop, mut filing) = linked(&town).await;
    let (bytes, picture) = photo(1, 3000);
    let push = filing.edit("two").push_with(&phone, vec![picture]);
    town.push(&phone, push.clone()).await.receipt(&town);
    town.put(&phone, picture.blob, 0, &bytes[..1000]).await;
    revoke(&town, &phone, &laptop).await;

    let cursors = [
        (phone.feed(), 0),
        (laptop.feed(), 0),
        (Feed::Pack, 0),
        (Feed::Registry, 0),
        (Feed::Public("ward-1".to_owned()), 0),
    ];
    let mut more = Lane::filing(&phone, 2);
    let frames = vec![
        RequestFrame::Push(more.edit("new").push(&phone)),
        RequestFrame::Push(filing.edit("three").push(&phone)),
        RequestFrame::Push(push),
    ];
    let reply = town.sync(&phone, &cursors, frames).await;
    assert_eq!(
        reply.frames[0],
        ReplyFrame::Revoked(revocation(&phone, &laptop))
    );
    assert_eq!(reply.refusals(), [Refusal::NotAllowed; 3]);
    assert_eq!(reply.end().denied, [0, 1]);
    let public = reply.records().iter().all(|record| record.feed == 2);
    assert!(public && !reply.records().is_empty());
    assert_eq!(
        error(town.put(&phone, picture.blob, 1000, &bytes[1000..]).await),
        (404, ErrorCode::NotFound)
    );
    let elsewhere = ClientHello {
        epoch: Some(1),
        ..town.hello(&[])
    };
    let told = town.say(&phone, elsewhere, vec![]).await;
    assert!(matches!(
        told.frames[..],
        [
            ReplyFrame::Revoked(_),
            ReplyFrame::Hello(_),
            ReplyFrame::End(_)
        ]
    ));
}

#[tokio::test]
async fn the_person_goes_on_with_the_other_device() {
    let town = Town::open().await;
    let (phone, laptop, mut filing) = linked(&town).await;
    let (bytes, picture) = photo(1, 3000);
    let push = filing.edit("two").push_with(&phone, vec![picture]);
    town.push(&phone, push).await.receipt(&town);
    town.put(&phone, picture.blob, 0, &bytes).await;
    revoke(&town, &phone, &laptop).await;
    assert_eq!(town.get(&phone, picture.blob, None).await.0, 404);
    assert_eq!(town.get(&laptop, picture.blob, None).await.0, 200);
    let heard = town.follow(&laptop, phone.feed()).await;
    assert_eq!(heard.lane_records().len(), 2);
    let last = heard.records().last().map(|record| record.body.clone());
    let expected = Body::Revocation(revocation(&phone, &laptop));
    assert_eq!(last, Some(expected.clone()));
    let own = town.follow(&laptop, laptop.feed()).await;
    assert_eq!(own.records().last().unwrap().body, expected);
    let way = link(&phone, &laptop, 50, true);
    let push = over(
        filing.by(&laptop).edit("three").push(&laptop),
        &laptop,
        &[&way],
    );
    town.push(&laptop, push).await.receipt(&town);
    // Once is enough.
    revoke(&town, &phone, &laptop).await;
    let again = town.follow(&laptop, laptop.feed()).await;
    assert_eq!(again.records().len(), own.records().len());
}

#[tokio::test]
async fn nobody_acts_over_a_revoked_device() {
    let town = Town::open().await;
    let (phone, laptop, _) = linked(&town).await;
    let tablet = Device::new(3);
    let to_tablet = link(&phone, &tablet, 51, true);
    assert!(is_taken(&town, &tablet, &to_tablet).await);
    assert!(may_follow(&town, &laptop, &tablet).await);
    let mut filing = Lane::filing(&tablet, 1);
    town.push(&tablet, filing.edit("one").push(&tablet))
        .await
        .receipt(&town);
    revoke(&town, &phone, &laptop).await;
    assert!(
        !may_follow(&town, &laptop, &tablet).await,
        "over the phone, which acts for nobody any more"
    );
    assert!(may_follow(&town, &tablet, &phone).await);
    let first = link(&phone, &laptop, 50, true);
    let push = over(
        filing.by(&laptop).edit("two").push(&laptop),
        &laptop,
        &[&first, &to_tablet],
    );
    assert_eq!(
        town.push(&laptop, push).await.refusals(),
        [Refusal::NotAllowed]
    );
}

#[tokio::test]
async fn what_a_revoked_device_offers_or_takes_up_is_refused() {
    let town = Town::open().await;
    let (phone, laptop, _) = linked(&town).await;
    revoke(&town, &phone, &laptop).await;
    let helper = Device::new(4);
    assert!(!is_taken(&town, &helper, &link(&phone, &helper, 52, true)).await);
    assert!(!is_taken(&town, &phone, &link(&laptop, &phone, 53, true)).await);
    assert!(!is_taken(&town, &phone, &link(&phone, &laptop, 50, true)).await);
    assert!(is_taken(&town, &helper, &link(&laptop, &helper, 54, true)).await);
    let grant = town.grant(&town.invite(DEPARTMENT), &phone);
    let reply = town
        .sync(&phone, &[], vec![RequestFrame::Accept(grant)])
        .await;
    assert!(matches!(reply.frames[1], ReplyFrame::GrantRefused(_)));
    revoke(&town, &laptop, &phone).await;
    assert!(!is_revoked(&town, &laptop).await, "it has no say any more");
}

#[tokio::test]
async fn an_officers_lost_laptop_is_no_officers_any_more() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (laptop, phone) = (town.officer(2, DEPARTMENT).await, Device::new(3));
    let mut filing = Lane::filing(&ama, 1);
    let (bytes, picture) = photo(1, 1000);
    let push = filing.edit("one").push_with(&ama, vec![picture]);
    town.push(&ama, push).await.receipt(&town);
    town.put(&ama, picture.blob, 0, &bytes).await;
    let mut casework = Lane::new(&laptop, &casework_header(filing.id, DEPARTMENT));
    let before = casework.edit("We come").push(&laptop);
    town.push(&laptop, before).await.receipt(&town);
    assert!(is_taken(&town, &phone, &link(&laptop, &phone, 50, false)).await);
    assert_eq!(town.get(&laptop, picture.blob, None).await.0, 200);
    revoke(&town, &laptop, &phone).await;
    let after = casework.edit("We do not come").push(&laptop);
    assert_eq!(
        town.push(&laptop, after).await.refusals(),
        [Refusal::NotAllowed]
    );
    assert_eq!(town.get(&laptop, picture.blob, None).await.0, 404);
    let feed = Feed::Department(DEPARTMENT.to_owned());
    let reply = town.sync(&laptop, &[(feed, 0)], vec![]).await;
    assert_eq!(reply.end().denied, [0]);
}

#[tokio::test]
async fn a_stranger_revokes_nobody() {
    let town = Town::open().await;
    let (phone, laptop, _) = linked(&town).await;
    let eve = Device::new(4);
    revoke(&town, &phone, &eve).await;
    let mut forged = revocation(&phone, &eve);
    forged.revocation.by = laptop.key();
    town.sync(&eve, &[], vec![RequestFrame::Revoke(forged)])
        .await;
    assert!(!is_revoked(&town, &phone).await);
    assert!(!is_revoked(&town, &laptop).await);
    let heard = town.follow(&laptop, phone.feed()).await;
    let bodies: Vec<_> = heard.records().iter().map(|record| &record.body).collect();
    assert!(
        bodies
            .iter()
            .all(|body| !matches!(body, Body::Revocation(_)))
    );
}

#[tokio::test]
async fn a_device_that_waits_is_told_at_once_that_it_is_revoked() {
    let town = Arc::new(Town::open().await);
    let (phone, laptop, _) = linked(&town).await;
    let polling = tokio::spawn({
        let town = town.clone();
        async move {
            let hello = ClientHello {
                wait: 100,
                ..town.hello(&[(phone.feed(), 2)])
            };
            town.say(&phone, hello, vec![]).await
        }
    });
    town.has_a_long_poll().await;
    revoke(&town, &Device::new(1), &laptop).await;
    let reply = within(polling).await.unwrap();
    assert!(matches!(reply.frames[0], ReplyFrame::Revoked(_)));
    assert_eq!(reply.end().denied, [0]);
}
