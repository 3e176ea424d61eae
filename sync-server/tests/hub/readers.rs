//! Who reads what hangs on a case.

use crate::kit::{
    DEPARTMENT, Device, Lane, OTHER_DEPARTMENT, Reply, Town, casework_header, filing_header,
    office_header, photo, taken_in_header,
};
use durbar_sync::{
    LaneId,
    header::{Header, Reader, Writer},
    wire::{Feed, Refusal},
};

fn department(name: &str) -> Feed {
    Feed::Department(name.to_owned())
}

/// A referral of a case from one department to another.
pub(crate) fn referral(case: LaneId, from: &str, to: &str) -> Header {
    Header {
        kind: format!("complaints/referral/{to}"),
        ..office_header(case, from, &[Reader::WholeCase(to.to_owned())])
    }
}

fn lanes(reply: &Reply) -> Vec<LaneId> {
    reply
        .lane_records()
        .iter()
        .map(|record| record.lane)
        .collect()
}

/// A filing that the hub has.
async fn filed(town: &Town, ama: &Device) -> Lane {
    let mut filing = Lane::filing(ama, 1);
    town.push(ama, filing.edit("one").push(ama))
        .await
        .receipt(town);
    filing
}

/// Writes in a new lane, and has it taken.
async fn written(town: &Town, device: &Device, header: &Header) -> LaneId {
    let mut lane = Lane::new(device, header);
    town.push(device, lane.edit("word").push(device))
        .await
        .receipt(town);
    lane.id
}

async fn is_refused(town: &Town, device: &Device, header: &Header, why: Refusal) {
    let push = Lane::new(device, header).edit("word").push(device);
    assert_eq!(
        town.push(device, push).await.refusals(),
        [why],
        "{header:?}"
    );
}

#[tokio::test]
async fn the_departments_of_a_case_read_all_of_it_and_the_person_no_note() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let officer = town.officer(2, DEPARTMENT).await;
    let filing = filed(&town, &ama).await;
    let voice = Header {
        case: Some(filing.id),
        readers: vec![],
        ..filing_header(&ama, 9)
    };
    let voice = written(&town, &ama, &voice).await;
    let note = office_header(filing.id, DEPARTMENT, &[]);
    let note = written(&town, &officer, &note).await;
    let office = town.follow(&officer, department(DEPARTMENT)).await;
    assert_eq!(lanes(&office), [filing.id, voice, note]);
    let person = town.follow(&ama, ama.feed()).await;
    assert_eq!(lanes(&person), [filing.id, voice]);
}

#[tokio::test]
async fn a_case_taken_in_reaches_the_person_whom_it_names() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let readers = [
        Reader::Department(DEPARTMENT.to_owned()),
        Reader::Person(ama.key()),
    ];
    let first = written(&town, &officer, &taken_in_header(DEPARTMENT, &readers, 1)).await;
    let second = written(&town, &officer, &taken_in_header(DEPARTMENT, &readers, 2)).await;
    let answer = written(&town, &officer, &casework_header(first, DEPARTMENT)).await;
    let heard = town.follow(&ama, ama.feed()).await;
    assert_eq!(lanes(&heard), [first, second, answer]);
    assert!(
        heard
            .lane_records()
            .iter()
            .all(|record| record.header.is_some())
    );
    let voice = Header {
        case: Some(first),
        readers: vec![],
        ..filing_header(&ama, 9)
    };
    let voice = written(&town, &ama, &voice).await;
    let office = town.follow(&officer, department(DEPARTMENT)).await;
    assert_eq!(lanes(&office), [first, second, answer, voice]);
    let foreign = Header {
        case: Some(first),
        ..filing_header(&kofi, 9)
    };
    is_refused(&town, &kofi, &foreign, Refusal::UnknownCase).await;
}

#[tokio::test]
async fn a_case_of_nobody_has_no_person_to_answer() {
    let town = Town::open().await;
    let officer = town.officer(2, DEPARTMENT).await;
    let case = written(&town, &officer, &taken_in_header(DEPARTMENT, &[], 1)).await;
    let answer = casework_header(case, DEPARTMENT);
    is_refused(&town, &officer, &answer, Refusal::UnknownCase).await;
    let note = office_header(case, DEPARTMENT, &[]);
    written(&town, &officer, &note).await;
}

#[tokio::test]
async fn a_referral_brings_the_whole_case_once_and_what_comes_after() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let works = town.officer(2, DEPARTMENT).await;
    let waste = town.officer(3, OTHER_DEPARTMENT).await;
    let (bytes, offer) = photo(1, 5000);
    let mut filing = Lane::filing(&ama, 1);
    let first = filing.edit("one").push_with(&ama, vec![offer]);
    town.push(&ama, first).await.receipt(&town);
    town.put(&ama, offer.blob, 0, &bytes).await;
    let note = office_header(filing.id, DEPARTMENT, &[]);
    let note = written(&town, &works, &note).await;
    town.push(&ama, filing.edit("two").push(&ama))
        .await
        .receipt(&town);
    let other = Lane::filing(&ama, 2).edit("another case").push(&ama);
    town.push(&ama, other).await.receipt(&town);
    assert_eq!(town.get(&waste, offer.blob, None).await.0, 404);

    let passed = referral(filing.id, DEPARTMENT, OTHER_DEPARTMENT);
    let mut passed = Lane::new(&works, &passed);
    town.push(&works, passed.edit("yours").push(&works))
        .await
        .receipt(&town);
    let heard = town.follow(&waste, department(OTHER_DEPARTMENT)).await;
    assert_eq!(lanes(&heard), [filing.id, filing.id, note, passed.id]);
    let headers: Vec<_> = heard
        .lane_records()
        .iter()
        .map(|record| record.header.is_some())
        .collect();
    assert_eq!(headers, [true, false, true, true]);
    assert_eq!(heard.sequences(), [1, 2, 3, 4]);
    assert_eq!(town.get(&waste, offer.blob, None).await, (200, bytes));

    // From now on it is a department of the case like the other one, in both directions.
    town.push(&works, passed.edit("still yours").push(&works))
        .await
        .receipt(&town);
    town.push(&ama, filing.edit("three").push(&ama))
        .await
        .receipt(&town);
    let answer = casework_header(filing.id, OTHER_DEPARTMENT);
    let answer = written(&town, &waste, &answer).await;
    let voice = Header {
        case: Some(filing.id),
        readers: vec![],
        ..filing_header(&ama, 9)
    };
    let voice = written(&town, &ama, &voice).await;
    let back = referral(filing.id, OTHER_DEPARTMENT, DEPARTMENT);
    let back = written(&town, &waste, &back).await;
    let heard = town.follow(&waste, department(OTHER_DEPARTMENT)).await;
    let later = [passed.id, filing.id, answer, voice, back];
    assert_eq!(lanes(&heard)[4..], later);
    let heard = town.follow(&works, department(DEPARTMENT)).await;
    assert_eq!(lanes(&heard)[5..], later, "nothing is listed a second time");
}

#[tokio::test]
async fn only_a_department_of_the_case_refers_it() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let works = town.officer(2, DEPARTMENT).await;
    let waste = town.officer(3, OTHER_DEPARTMENT).await;
    let filing = filed(&town, &ama).await;
    for case in [filing.id, LaneId([7; 32])] {
        let stolen = referral(case, OTHER_DEPARTMENT, OTHER_DEPARTMENT);
        is_refused(&town, &waste, &stolen, Refusal::UnknownCase).await;
    }
    let by_nobody = referral(filing.id, DEPARTMENT, OTHER_DEPARTMENT);
    is_refused(&town, &waste, &by_nobody, Refusal::NotAllowed).await;
    let by_ama = Header {
        writer: Writer::Person(ama.key()),
        ..by_nobody.clone()
    };
    is_refused(&town, &ama, &by_ama, Refusal::NotAllowed).await;
    let of_nothing = Header {
        case: None,
        ..by_nobody.clone()
    };
    is_refused(&town, &works, &of_nothing, Refusal::UnknownCase).await;
    let nowhere = referral(filing.id, DEPARTMENT, "No Such Place");
    let nowhere = Header {
        kind: "complaints/referral".to_owned(),
        ..nowhere
    };
    is_refused(&town, &works, &nowhere, Refusal::BadSignature).await;
    let heard = town.follow(&waste, department(OTHER_DEPARTMENT)).await;
    assert!(heard.records().is_empty());
}

#[tokio::test]
async fn readers_that_a_writer_may_not_name_are_refused() {
    let town = Town::open().await;
    let (ama, kofi) = (Device::new(1), Device::new(3));
    let officer = town.officer(2, DEPARTMENT).await;
    let filing = filed(&town, &ama).await;
    for reader in [
        Reader::Person(kofi.key()),
        Reader::WholeCase(OTHER_DEPARTMENT.to_owned()),
        Reader::Public("ward-1".to_owned()),
    ] {
        for case in [None, Some(filing.id)] {
            let header = Header {
                readers: vec![reader.clone()],
                case,
                ..filing_header(&ama, 5)
            };
            is_refused(&town, &ama, &header, Refusal::NotAllowed).await;
        }
    }
    let elsewhere = office_header(filing.id, DEPARTMENT, &[Reader::Person(kofi.key())]);
    is_refused(&town, &officer, &elsewhere, Refusal::NotAllowed).await;
    let odd = [Reader::Public("Ward 1".to_owned())];
    let odd = office_header(filing.id, DEPARTMENT, &odd);
    is_refused(&town, &officer, &odd, Refusal::BadSignature).await;
    assert!(town.follow(&kofi, kofi.feed()).await.records().is_empty());
}

#[tokio::test]
async fn nobody_hangs_a_note_on_a_foreign_case() {
    let town = Town::open().await;
    let ama = Device::new(1);
    let waste = town.officer(3, OTHER_DEPARTMENT).await;
    let filing = filed(&town, &ama).await;
    let note = office_header(filing.id, OTHER_DEPARTMENT, &[]);
    is_refused(&town, &waste, &note, Refusal::UnknownCase).await;
}
