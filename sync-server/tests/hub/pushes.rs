//! What becomes of a push.

use crate::kit::{Device, Kept, Lane, START, Town, sign_push};
use durbar_sync::wire::{
    ClientHello, Feed, Kept as Still, Push, Refusal, ReplyFrame, RequestFrame,
};
use std::sync::{Arc, atomic::Ordering};

#[tokio::test]
async fn a_filing_is_received_with_a_receipt_that_verifies() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let mut lane = Lane::filing(&ama, 1);
    let push = lane.edit("The gutter is blocked").push(&ama);
    let reply = town.push(&ama, push.clone()).await;
    let receipt = reply.receipt(&town);
    assert_eq!((receipt.lane, &receipt.heads), (lane.id, &push.heads));
    assert_eq!(
        (receipt.received, receipt.issued, receipt.sequence),
        (START, START, 1)
    );
    assert_eq!(receipt.epoch, town.hub.hello().epoch);
    assert!(reply.records().is_empty());
}

#[tokio::test]
async fn the_same_push_again_is_acknowledged_as_the_first_time_and_stored_once() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let push = Lane::filing(&ama, 1)
        .edit("The gutter is blocked")
        .push(&ama);
    let first = town.push(&ama, push.clone()).await.receipt(&town);
    town.clock.store(START + 60_000, Ordering::SeqCst);
    let again = town.push(&ama, push.clone()).await.receipt(&town);
    assert_eq!(
        (again.received, again.sequence),
        (first.received, first.sequence)
    );
    assert_eq!(again.issued, START + 60_000);
    let mut claim = Push {
        changes: vec![],
        header: None,
        ..push
    };
    sign_push(&mut claim, &ama);
    let claimed = town.push(&ama, claim).await.receipt(&town);
    assert_eq!(
        (claimed.received, claimed.sequence),
        (first.received, first.sequence)
    );
    assert_eq!(town.follow(&ama, ama.feed()).await.sequences(), [1]);
}

#[tokio::test]
async fn a_push_that_overlaps_an_earlier_one_is_taken_and_both_receipts_stand() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let mut lane = Lane::filing(&ama, 1);
    let first = lane.edit("one").push(&ama);
    let second = lane.edit("two").push(&ama);
    let mut both = second.clone();
    both.changes = first
        .changes
        .iter()
        .chain(&second.changes)
        .cloned()
        .collect();
    sign_push(&mut both, &ama);
    assert_eq!(
        town.push(&ama, first.clone()).await.receipt(&town).sequence,
        1
    );
    assert_eq!(town.push(&ama, both).await.receipt(&town).sequence, 2);
    assert_eq!(town.push(&ama, second).await.receipt(&town).sequence, 2);
    assert_eq!(town.push(&ama, first).await.receipt(&town).sequence, 1);
}

#[tokio::test]
async fn a_change_whose_past_is_missing_is_refused_until_the_past_is_there() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let mut lane = Lane::filing(&ama, 1);
    let first = lane.edit("one").push(&ama);
    let second = lane.edit("two").push(&ama);
    assert_eq!(
        town.push(&ama, second.clone()).await.refusals(),
        [Refusal::BadChange]
    );
    assert!(town.follow(&ama, ama.feed()).await.records().is_empty());
    town.push(&ama, first).await.receipt(&town);
    town.push(&ama, second).await.receipt(&town);
}

#[tokio::test]
async fn a_refused_push_stops_no_other() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let good = Lane::filing(&ama, 1).edit("one").push(&ama);
    let mut bad = Lane::filing(&ama, 2).edit("two").push(&ama);
    bad.changes[0].0[20] ^= 1;
    let last = Lane::filing(&ama, 3).edit("three").push(&ama);
    let frames = [good, bad, last].map(RequestFrame::Push).to_vec();
    let reply = town.sync(&ama, &[], frames).await;
    assert_eq!(reply.refusals(), [Refusal::BadChange]);
    let sequences: Vec<_> = reply
        .receipts(&town)
        .iter()
        .map(|receipt| receipt.sequence)
        .collect();
    assert_eq!(sequences, [1, 2]);
}

#[tokio::test]
async fn a_cloned_device_is_told_so_and_leaves_no_trace() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let (mut lane, mut clone) = (Lane::filing(&ama, 1), Lane::filing(&ama, 1));
    town.push(&ama, lane.edit("one").push(&ama))
        .await
        .receipt(&town);
    let forked = clone.edit("another one").push(&ama);
    assert_eq!(
        town.push(&ama, forked).await.refusals(),
        [Refusal::ActorFork]
    );
    assert_eq!(town.follow(&ama, ama.feed()).await.sequences(), [1]);
    let next = town
        .push(&ama, lane.edit("two").push(&ama))
        .await
        .receipt(&town);
    assert_eq!(next.sequence, 2);
}

#[tokio::test]
async fn a_first_contact_takes_one_request() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let hello = ClientHello {
        epoch: None,
        ..town.hello(&[])
    };
    let push = Lane::filing(&ama, 1).edit("one").push(&ama);
    let reply = town.say(&ama, hello, vec![RequestFrame::Push(push)]).await;
    assert!(matches!(&reply.frames[0], ReplyFrame::Hello(hello) if hello == town.hub.hello()));
    reply.receipt(&town);
}

#[tokio::test]
async fn a_client_of_another_epoch_is_only_told_the_epoch() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let epoch = town.hub.hello().epoch.wrapping_add(1);
    let hello = ClientHello {
        epoch: Some(epoch),
        ..town.hello(&[(ama.feed(), 7)])
    };
    let push = Lane::filing(&ama, 1).edit("one").push(&ama);
    let reply = town.say(&ama, hello, vec![RequestFrame::Push(push)]).await;
    assert_eq!(reply.frames.len(), 2);
    assert!(matches!(&reply.frames[0], ReplyFrame::Hello(hello) if hello == town.hub.hello()));
    assert_eq!((&reply.end().cursors, reply.end().more), (&vec![7], true));
    assert!(town.follow(&ama, ama.feed()).await.records().is_empty());
}

#[tokio::test]
async fn what_a_backup_lost_comes_back_from_the_devices() {
    let mut town = Town::open().await;
    let ama = Device::new(1);
    let kept = Kept::of(&town);
    let push = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, push.clone()).await.receipt(&town);
    let before = town.hub.hello().epoch;
    town.stop().await;
    let town = town
        .reopen_after(|folder| {
            kept.put_back(&folder);
            folder.renew(START, false).unwrap();
        })
        .await;
    assert_ne!(town.hub.hello().epoch, before);
    let known = ClientHello {
        epoch: Some(before),
        ..town.hello(&[(ama.feed(), 1)])
    };
    let told = town
        .say(&ama, known, vec![RequestFrame::Push(push.clone())])
        .await;
    assert!(matches!(
        told.frames[..],
        [ReplyFrame::Hello(_), ReplyFrame::End(_)]
    ));
    let receipt = town.push(&ama, push).await.receipt(&town);
    assert_eq!(
        (receipt.sequence, receipt.epoch),
        (1, town.hub.hello().epoch)
    );
}

#[tokio::test]
async fn a_device_is_told_what_is_as_it_was_and_nothing_if_that_is_not_sure() {
    let mut town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(2));
    let mut lane = Lane::filing(&ama, 1);
    for text in ["one", "two"] {
        town.push(&ama, lane.edit(text).push(&ama))
            .await
            .receipt(&town);
    }
    // All of it in the file.
    town.stop().await;
    town = town.reopen_after(|_| ()).await;
    let kept = Kept::of(&town);
    town.push(&ama, lane.edit("three").push(&ama))
        .await
        .receipt(&town);
    let mut epochs = vec![town.hub.hello().epoch];
    let told = async |town: &Town, epoch: u64| {
        let hello = ClientHello {
            epoch: Some(epoch),
            ..town.hello(&[(ama.feed(), 3), (kofi.feed(), 1), (Feed::Registry, 7)])
        };
        match &town.say(&ama, hello, vec![]).await.frames[0] {
            ReplyFrame::Hello(hello) => hello.kept.clone(),
            other => panic!("{other:?}"),
        }
    };
    for is_whole in [true, true, false, true] {
        town.stop().await;
        town = town
            .reopen_after(|folder| {
                if epochs.len() == 1 {
                    kept.put_back(&folder);
                }
                folder.renew(START, is_whole).unwrap();
            })
            .await;
        let now = town.hub.hello().epoch;
        // Two of three, and nothing of somebody else's; a photo that became whole in the backup's
        // last day may not be there.
        let expected = Some(Still {
            cursors: vec![2, 0, 0],
            photos: START - 86_400_000,
        });
        let last = *epochs.last().unwrap();
        assert_eq!(told(&town, last).await, expected.filter(|_| is_whole));
        assert_eq!(told(&town, now.wrapping_add(1)).await, None);
        let is_sure = epochs.len() < 3;
        assert_eq!(told(&town, epochs[0]).await.is_some(), is_sure);
        epochs.push(now);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gaps_however_many_push_at_once() {
    const PUSHES: u8 = 20;
    let town = Arc::new(Town::open().await);
    let officer = town.officer(99, "works").await;
    let pushers: Vec<_> = (1..=8)
        .map(|seed| {
            let town = town.clone();
            tokio::spawn(async move {
                let device = Device::new(seed);
                for number in 0..PUSHES {
                    let push = Lane::filing(&device, number).edit("gutter").push(&device);
                    let receipt = town.push(&device, push).await.receipt(&town);
                    assert_eq!(receipt.sequence, u64::from(number) + 1);
                }
            })
        })
        .collect();
    for pusher in pushers {
        pusher.await.unwrap();
    }
    let feed = Feed::Department("works".to_owned());
    let expected: Vec<u64> = (1..=8 * u64::from(PUSHES)).collect();
    assert_eq!(town.follow(&officer, feed).await.sequences(), expected);
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let mut town = Town::open().await;
    let ama = Device::new(1);
    let push = Lane::filing(&ama, 1).edit("one").push(&ama);
    let before = town.push(&ama, push.clone()).await.receipt(&town);
    town.stop().await;
    let again = town.reopen().await;
    let after = again.push(&ama, push).await.receipt(&again);
    assert_eq!(
        (after.received, after.sequence),
        (before.received, before.sequence)
    );
}
