//! Who may hang a lane on a case, and who may write one.

use crate::kit::{
    DEPARTMENT, Device, Lane, OTHER_DEPARTMENT, Town, casework_header, filing_header, sign_push,
};
use durbar_sync::{
    LaneId,
    header::{Header, Reader, Writer},
    wire::Refusal,
};

#[tokio::test]
async fn only_the_person_writes_a_persons_lane() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    for stranger in [&kofi, &officer] {
        let push = Lane::filing(&ama, 1).edit("one").push(stranger);
        assert_eq!(
            town.push(stranger, push).await.refusals(),
            [Refusal::NotAllowed]
        );
    }
    assert!(town.follow(&ama, ama.feed()).await.records().is_empty());
}

#[tokio::test]
async fn only_officers_of_the_department_write_its_lane() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let officer = town.officer(2, DEPARTMENT).await;
    let other = town.officer(3, OTHER_DEPARTMENT).await;
    let filing = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, filing.clone()).await.receipt(&town);
    let header = casework_header(filing.lane, DEPARTMENT);
    for stranger in [&ama, &other] {
        let push = Lane::new(stranger, &header).edit("Done").push(stranger);
        assert_eq!(
            town.push(stranger, push).await.refusals(),
            [Refusal::NotAllowed]
        );
    }
    let push = Lane::new(&officer, &header).edit("Done").push(&officer);
    town.push(&officer, push).await.receipt(&town);
}

#[tokio::test]
async fn a_missing_case_and_a_foreign_one_are_refused_alike() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let other = town.officer(3, OTHER_DEPARTMENT).await;
    let filing = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, filing.clone()).await.receipt(&town);
    for case in [filing.lane, LaneId([7; 32])] {
        let header = casework_header(case, OTHER_DEPARTMENT);
        let push = Lane::new(&other, &header).edit("Done").push(&other);
        assert_eq!(
            town.push(&other, push).await.refusals(),
            [Refusal::UnknownCase]
        );
    }
}

#[tokio::test]
async fn a_stranger_cannot_hang_a_lane_on_a_case_but_its_writer_can() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let filing = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, filing.clone()).await.receipt(&town);
    let attach = |device: &Device| {
        let header = Header {
            case: Some(filing.lane),
            ..filing_header(device, 9)
        };
        Lane::new(device, &header).edit("More").push(device)
    };
    assert_eq!(
        town.push(&kofi, attach(&kofi)).await.refusals(),
        [Refusal::UnknownCase]
    );
    town.push(&ama, attach(&ama)).await.receipt(&town);
}

#[tokio::test]
async fn headers_that_name_impossible_readers_or_other_towns_are_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let sound = filing_header(&ama, 1);
    let department = |name: &str| vec![Reader::Department(name.to_owned())];
    let cases = [
        (
            Header {
                pack: "elsewhere".to_owned(),
                ..sound.clone()
            },
            Refusal::NotAllowed,
        ),
        (
            Header {
                readers: department("a/../b"),
                ..sound.clone()
            },
            Refusal::BadSignature,
        ),
        (
            Header {
                readers: department(&"a".repeat(65)),
                ..sound.clone()
            },
            Refusal::BadSignature,
        ),
        (
            Header {
                readers: vec![Reader::CasePerson],
                ..sound.clone()
            },
            Refusal::UnknownCase,
        ),
        (
            Header {
                kind: "<script>".to_owned(),
                ..sound.clone()
            },
            Refusal::BadSignature,
        ),
        (
            Header {
                writer: Writer::Department("Works".to_owned()),
                ..casework_of_nobody()
            },
            Refusal::NotAllowed,
        ),
    ];
    for (header, refusal) in cases {
        let push = Lane::new(&ama, &header).edit("one").push(&ama);
        assert_eq!(
            town.push(&ama, push).await.refusals(),
            [refusal],
            "{header:?}"
        );
    }
    assert!(town.follow(&ama, ama.feed()).await.records().is_empty());
}

fn casework_of_nobody() -> Header {
    Header {
        case: None,
        readers: vec![],
        ..casework_header(LaneId([0; 32]), DEPARTMENT)
    }
}

#[tokio::test]
async fn a_header_of_another_lane_is_refused() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let mut push = Lane::filing(&ama, 1).edit("one").push(&ama);
    push.lane = Lane::filing(&ama, 2).id;
    sign_push(&mut push, &ama);
    assert_eq!(
        town.push(&ama, push).await.refusals(),
        [Refusal::BadSignature]
    );
}

/// A person with a case, two officers of its department, and the lane in which both answer.
async fn answered_by_two(town: &Town) -> (Device, [Device; 2], Header) {
    let ama = Device::new(1);
    let officers = [
        town.officer(2, DEPARTMENT).await,
        town.officer(4, DEPARTMENT).await,
    ];
    let filing = Lane::filing(&ama, 1).edit("one").push(&ama);
    town.push(&ama, filing.clone()).await.receipt(town);
    let header = casework_header(filing.lane, DEPARTMENT);
    (ama, officers, header)
}

#[tokio::test]
async fn two_officers_of_a_department_write_one_lane() {
    let town = Town::open().await;
    let (ama, [efua, yaw], header) = answered_by_two(&town).await;
    let (mut hers, mut his) = (Lane::new(&efua, &header), Lane::new(&yaw, &header));
    assert_eq!(hers.id, his.id);
    town.push(&efua, hers.edit("I look").push(&efua))
        .await
        .receipt(&town);
    town.push(&yaw, his.edit("I look too").push(&yaw))
        .await
        .receipt(&town);
    let heard = town.sync(&ama, &[(ama.feed(), 1)], vec![]).await;
    let authors: Vec<_> = heard
        .lane_records()
        .iter()
        .map(|record| record.author)
        .collect();
    assert_eq!(authors, [efua.keys.public(), yaw.keys.public()]);
}

#[tokio::test]
async fn an_officer_writes_under_no_actor_of_a_colleague_not_even_first() {
    let town = Town::open().await;
    let (_, [efua, yaw], header) = answered_by_two(&town).await;
    let mut hers = Lane::new(&efua, &header);
    for (said, forged) in [("I look", "before her"), ("done", "after her")] {
        let mut as_hers = Lane::new(&efua, &header);
        as_hers.document.merge(&mut hers.document).unwrap();
        let forged = as_hers.edit(forged).push(&yaw);
        let refused = town.push(&yaw, forged).await.refusals();
        assert_eq!(refused, [Refusal::BadChange]);
        let push = hers.edit(said).push(&efua);
        town.push(&efua, push).await.receipt(&town);
    }
    let mut his = Lane::new(&yaw, &header);
    his.document.merge(&mut hers.document).unwrap();
    let mut push = his.edit("I look too").push(&yaw);
    // Hers are at the hub already, under her name.
    push.changes.drain(..2);
    town.push(&yaw, push).await.receipt(&town);
}
