//! What everybody may read, and what hangs on it.

use crate::kit::{
    DEPARTMENT, Device, Lane, OTHER_DEPARTMENT, Town, filing_header, office_header, photo,
};
use durbar_sync::{
    LaneId,
    header::{Header, Reader},
    wire::{Feed, Refusal},
};

fn topic(name: &str) -> Feed {
    Feed::Public(name.to_owned())
}

fn department(name: &str) -> Feed {
    Feed::Department(name.to_owned())
}

/// A case of Ama's, and its published summary.
async fn published(town: &Town, ama: &Device, officer: &Device) -> (LaneId, Lane) {
    let mut filing = Lane::filing(ama, 1);
    town.push(ama, filing.edit("one").push(ama))
        .await
        .receipt(town);
    let topics = ["ward-essikado", "category-drains"].map(|name| Reader::Public(name.to_owned()));
    let mut summary = Lane::new(officer, &office_header(filing.id, DEPARTMENT, &topics));
    town.push(officer, summary.edit("A drain is blocked").push(officer))
        .await
        .receipt(town);
    (filing.id, summary)
}

fn support(public: LaneId, device: &Device) -> Header {
    Header {
        kind: "complaints/support".to_owned(),
        readers: vec![],
        case: Some(public),
        ..filing_header(device, 7)
    }
}

#[tokio::test]
async fn everybody_reads_what_is_published_and_nothing_else_of_the_case() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let (_, mut summary) = published(&town, &ama, &officer).await;
    town.push(&officer, summary.edit("It is cleared").push(&officer))
        .await
        .receipt(&town);
    for name in ["ward-essikado", "category-drains"] {
        let heard = town.follow(&kofi, topic(name)).await;
        let records = heard.lane_records();
        assert_eq!(records.len(), 2);
        assert!(records.iter().all(|record| record.lane == summary.id));
        assert_eq!(records[0].header.as_ref(), Some(&summary.header));
    }
    let asked = [(topic("ward-other"), 0), (topic("../registry"), 0)];
    let reply = town.sync(&kofi, &asked, vec![]).await;
    assert!(reply.records().is_empty());
    assert_eq!(reply.end().denied, [1], "no topic has such a name");
}

#[tokio::test]
async fn what_everybody_reads_comes_last() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let officer = town.officer(2, DEPARTMENT).await;
    published(&town, &ama, &officer).await;
    let cursors = [
        (topic("category-drains"), 0),
        (ama.feed(), 0),
        (Feed::Pack, 0),
    ];
    let hello = durbar_sync::wire::ClientHello {
        own: true,
        whole: true,
        dictionary: 0,
        ..town.hello(&cursors)
    };
    let reply = town.say(&ama, hello, vec![]).await;
    let feeds: Vec<_> = reply.records().iter().map(|record| record.feed).collect();
    assert_eq!(feeds, [2, 1, 0]);
}

#[tokio::test]
async fn anybody_hangs_a_lane_on_what_is_published_for_its_departments_alone() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let (case, summary) = published(&town, &ama, &officer).await;
    let mut me_too = Lane::new(&kofi, &support(summary.id, &kofi));
    town.push(&kofi, me_too.edit("me too").push(&kofi))
        .await
        .receipt(&town);
    let own = town.follow(&kofi, kofi.feed()).await;
    assert_eq!(own.lane_records()[0].lane, me_too.id);
    let office = town.follow(&officer, department(DEPARTMENT)).await;
    assert_eq!(office.lane_records()[2].lane, me_too.id);
    for (device, feed) in [(&ama, ama.feed()), (&kofi, topic("ward-essikado"))] {
        let heard = town.follow(device, feed).await;
        let others = heard.lane_records();
        assert!(others.iter().all(|record| record.lane != me_too.id));
    }
    let on_the_case = Lane::new(&kofi, &support(case, &kofi))
        .edit("me too")
        .push(&kofi);
    assert_eq!(
        town.push(&kofi, on_the_case).await.refusals(),
        [Refusal::UnknownCase]
    );
    let person = Header {
        readers: vec![Reader::CasePerson],
        ..support(summary.id, &kofi)
    };
    let person = Lane::new(&kofi, &person).edit("who are you?").push(&kofi);
    assert_eq!(
        town.push(&kofi, person).await.refusals(),
        [Refusal::UnknownCase],
        "who filed it is not told and not reached"
    );
}

#[tokio::test]
async fn a_referral_brings_the_summary_but_not_who_said_me_too_before() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let works = town.officer(2, DEPARTMENT).await;
    let waste = town.officer(4, OTHER_DEPARTMENT).await;
    let (case, summary) = published(&town, &ama, &works).await;
    let me_too = Lane::new(&kofi, &support(summary.id, &kofi))
        .edit("me too")
        .push(&kofi);
    town.push(&kofi, me_too).await.receipt(&town);
    let whole = [Reader::WholeCase(OTHER_DEPARTMENT.to_owned())];
    let header = Header {
        kind: "complaints/referral".to_owned(),
        ..office_header(case, DEPARTMENT, &whole)
    };
    let mut referral = Lane::new(&works, &header);
    town.push(&works, referral.edit("yours").push(&works))
        .await
        .receipt(&town);
    let heard = town.follow(&waste, department(OTHER_DEPARTMENT)).await;
    let lanes: Vec<_> = heard
        .lane_records()
        .iter()
        .map(|record| record.lane)
        .collect();
    assert_eq!(lanes, [case, summary.id, referral.id]);
    let header = Header {
        kind: "complaints/referral".to_owned(),
        ..office_header(summary.id, DEPARTMENT, &whole)
    };
    let of_summary = Lane::new(&works, &header).edit("yours").push(&works);
    assert_eq!(
        town.push(&works, of_summary).await.refusals(),
        [Refusal::NotAllowed]
    );
}

#[tokio::test]
async fn a_published_photo_is_for_everybody_and_a_filed_one_is_not() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let (filed, private) = photo(1, 4000);
    let (redacted, public) = photo(2, 3000);
    let mut filing = Lane::filing(&ama, 1);
    town.push(&ama, filing.edit("one").push_with(&ama, vec![private]))
        .await
        .receipt(&town);
    town.put(&ama, private.blob, 0, &filed).await;
    let topics = [Reader::Public("ward-essikado".to_owned())];
    let mut summary = Lane::new(&officer, &office_header(filing.id, DEPARTMENT, &topics));
    let push = summary.edit("See").push_with(&officer, vec![public]);
    town.push(&officer, push).await.receipt(&town);
    assert_eq!(
        town.get(&kofi, public.blob, None).await.0,
        404,
        "not here yet"
    );
    town.put(&officer, public.blob, 0, &redacted).await;
    assert_eq!(town.get(&kofi, public.blob, None).await, (200, redacted));
    assert_eq!(town.get(&kofi, private.blob, None).await.0, 404);
}
