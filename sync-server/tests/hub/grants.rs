//! Roles by one-time link.

use crate::kit::{DEPARTMENT, Device, Kept, Lane, START, Town, casework_header, office_header};
use durbar_sync::{
    grant::{Ending, Grant, Invitation, JoinToken, SignedEnding, SignedInvitation},
    sign::Keys,
    wire::{Body, Feed, Proof, Record, Refusal, ReplyFrame, RequestFrame, Return, Seal},
};
use durbar_sync_server::{
    folder::Folder,
    roles::{self, Standing, Which},
    verify::verify,
};
use std::sync::atomic::Ordering;

async fn is_taken(town: &Town, device: &Device, grant: Grant) -> bool {
    let reply = town
        .sync(device, &[], vec![RequestFrame::Accept(grant)])
        .await;
    !reply
        .frames
        .iter()
        .any(|frame| matches!(frame, ReplyFrame::GrantRefused(_)))
}

async fn grants(town: &Town, device: &Device) -> Vec<Grant> {
    let reply = town.follow(device, Feed::Registry).await;
    let bodies = reply
        .records()
        .into_iter()
        .map(|record| record.body.clone());
    bodies
        .map(|body| match body {
            Body::Grant(grant) => grant,
            other => panic!("{other:?} in the registry"),
        })
        .collect()
}

#[tokio::test]
async fn an_invitation_works_once_and_for_its_device_again() {
    let town = Town::open().await;
    let (efua, thief) = (Device::new(2), Device::new(3));
    let token = town.invite(DEPARTMENT);
    let grant = town.grant(&token, &efua);
    assert!(is_taken(&town, &efua, grant.clone()).await);
    assert!(is_taken(&town, &efua, grant.clone()).await);
    assert!(!is_taken(&town, &thief, town.grant(&token, &thief)).await);
    let listed = grants(&town, &thief).await;
    assert_eq!(listed, [grant]);
    let invitation = listed[0].verify(&town.hub.hello().administrator).unwrap();
    assert_eq!(
        (invitation.name.as_str(), invitation.department.as_str()),
        ("Efua", DEPARTMENT)
    );
}

#[tokio::test]
async fn the_device_that_took_up_an_invitation_hears_of_it_in_the_same_reply() {
    let town = Town::open().await;
    let efua = Device::new(2);
    let grant = town.grant(&town.invite(DEPARTMENT), &efua);
    let cursors = [
        (Feed::Registry, 0),
        (Feed::Department(DEPARTMENT.to_owned()), 0),
    ];
    let reply = town
        .sync(&efua, &cursors, vec![RequestFrame::Accept(grant)])
        .await;
    assert_eq!(reply.sequences(), [1]);
    assert!(reply.end().denied.is_empty());
}

#[tokio::test]
async fn an_invitation_that_is_over_or_forged_or_of_elsewhere_is_refused() {
    let town = Town::open().await;
    let efua = Device::new(2);
    let mine = |pack: &str, role: &str, administrator: &Keys| {
        let seed = [8; 32];
        let invitation = Invitation {
            key: Keys::from_seed(seed).public(),
            pack: pack.to_owned(),
            role: role.to_owned(),
            department: DEPARTMENT.to_owned(),
            name: "Nobody".to_owned(),
            from: START,
            until: START + 1000,
        };
        let invitation = SignedInvitation::sign(&invitation, administrator).unwrap();
        JoinToken { invitation, seed }
    };
    let real = Folder::open(town.data.path())
        .unwrap()
        .admin_keys()
        .unwrap();
    let forged = mine("sekondi-takoradi", "officer", &Keys::from_seed([9; 32]));
    let elsewhere = mine("elsewhere", "officer", &real);
    let king = mine("sekondi-takoradi", "king", &real);
    for token in [&forged, &elsewhere, &king] {
        assert!(!is_taken(&town, &efua, town.grant(token, &efua)).await);
    }
    let others = town.grant(&town.invite(DEPARTMENT), &Device::new(5));
    assert!(
        !is_taken(&town, &efua, others).await,
        "another device's acceptance"
    );
    let sound = mine("sekondi-takoradi", "officer", &real);
    let mut unaccepted = town.grant(&sound, &efua);
    unaccepted.acceptance.0[0] ^= 1;
    assert!(!is_taken(&town, &efua, unaccepted).await);
    let over = town.grant(&town.invite(DEPARTMENT), &efua);
    assert!(grants(&town, &efua).await.is_empty());
    town.clock
        .store(START + 30 * 24 * 60 * 60 * 1000, Ordering::SeqCst);
    assert!(!is_taken(&town, &efua, over).await);
}

#[tokio::test]
async fn whoever_runs_the_hub_sees_who_holds_which_role() {
    let town = Town::open().await;
    let efua = town.officer(2, DEPARTMENT).await;
    town.invite(DEPARTMENT);
    let folder = Folder::open(town.data.path()).unwrap();
    let day = 24 * 60 * 60 * 1000;
    let expected = [
        (START - 1, Standing::Later),
        (START, Standing::Holds),
        (START + 30 * day, Standing::Over),
    ];
    for (now, standing) in expected {
        let held = roles::list(&folder, now).unwrap();
        assert_eq!(held.len(), 1, "an invitation alone is no role");
        assert_eq!((held[0].standing, held[0].device), (standing, efua.key()));
    }
    let line = roles::list(&folder, START).unwrap()[0].to_string();
    let expected = format!(
        "holds\tworks\tofficer\tEfua\t2027-01-15 to 2027-02-14\t{}",
        efua.key()
    );
    assert_eq!(line, expected);
}

/// The ends in the registry, as anybody reads it.
async fn endings(town: &Town) -> Vec<SignedEnding> {
    let reply = town.follow(&Device::new(99), Feed::Registry).await;
    let bodies = reply.records().into_iter().map(|record| &record.body);
    bodies
        .filter_map(|body| match body {
            Body::Ending(signed) => Some(*signed),
            _ => None,
        })
        .collect()
}

fn of(device: &Device, department: Option<&str>) -> Which {
    Which::Of {
        device: device.key(),
        department: department.map(str::to_owned),
    }
}

#[tokio::test]
async fn a_role_that_was_ended_opens_nothing_and_what_was_written_stays() {
    let town = Town::open().await;
    let (efua, kofi) = (
        town.officer(2, DEPARTMENT).await,
        town.officer(4, DEPARTMENT).await,
    );
    let ama = Device::new(3);
    let mut filing = Lane::filing(&ama, 1);
    let push = filing.edit("one").push(&ama);
    town.push(&ama, push).await.receipt(&town);
    let mut casework = Lane::new(&efua, &casework_header(filing.id, DEPARTMENT));
    let push = casework.edit("On Thursday").push(&efua);
    town.push(&efua, push).await.receipt(&town);

    let folder = Folder::open(town.data.path()).unwrap();
    let at = START + 1000;
    assert!(
        roles::revoke(&folder, &of(&efua, Some("waste")), at).is_err(),
        "no role there"
    );
    assert_eq!(roles::revoke(&folder, &of(&efua, None), at).unwrap(), 1);
    assert!(
        roles::revoke(&folder, &of(&efua, None), at + 5).is_err(),
        "it is over"
    );
    town.clock.store(at, Ordering::SeqCst);

    let late = casework.edit("On Friday").push(&efua);
    assert_eq!(
        town.push(&efua, late.clone()).await.refusals(),
        [Refusal::NotAllowed]
    );
    let department = Feed::Department(DEPARTMENT.to_owned());
    let reply = town.follow(&efua, department.clone()).await;
    assert_eq!((reply.end().denied.len(), reply.records().len()), (1, 0));
    // A colleague goes on, with what she had written.
    let mut second = Lane::new(&kofi, &office_header(filing.id, DEPARTMENT, &[]));
    let push = second.edit("By me").push(&kofi);
    town.push(&kofi, push).await.receipt(&town);
    let listed = town.follow(&kofi, department).await;
    assert_eq!(listed.lane_records().len(), 3);

    let told = endings(&town).await;
    let administrator = town.hub.hello().administrator;
    let ends: Vec<_> = told
        .iter()
        .map(|signed| signed.verify(&administrator).unwrap().at)
        .collect();
    assert_eq!(ends, [at]);
    let standing: Vec<_> = roles::list(&folder, at)
        .unwrap()
        .into_iter()
        .map(|held| (held.device, held.standing))
        .collect();
    assert_eq!(
        standing,
        [(efua.key(), Standing::Ended), (kofi.key(), Standing::Holds)]
    );
    // She may be given one again.
    let again = town.grant(&town.invite(DEPARTMENT), &efua);
    assert!(is_taken(&town, &efua, again).await);
    town.push(&efua, late).await.receipt(&town);
    assert!(verify(&folder).unwrap().is_clean());
}

#[tokio::test]
async fn a_link_that_was_ended_is_opened_by_nobody() {
    let town = Town::open().await;
    let (efua, thief) = (Device::new(2), Device::new(3));
    let folder = Folder::open(town.data.path()).unwrap();
    let token = town.invite(DEPARTMENT);
    let which = |token: &JoinToken| {
        Which::Link(format!(
            "https://durbar.example/join#{}",
            token.encode().unwrap()
        ))
    };
    assert_eq!(roles::revoke(&folder, &which(&token), START).unwrap(), 1);
    assert_eq!(
        roles::revoke(&folder, &which(&token), START + 1).unwrap(),
        0
    );
    assert!(!is_taken(&town, &thief, town.grant(&token, &thief)).await);
    let opened = town.invite(DEPARTMENT);
    assert!(is_taken(&town, &efua, town.grant(&opened, &efua)).await);
    assert_eq!(roles::revoke(&folder, &which(&opened), START).unwrap(), 1);
    assert_eq!(
        roles::list(&folder, START).unwrap()[0].standing,
        Standing::Ended
    );
    let mut foreign = opened;
    foreign.invitation.signature.0[0] ^= 1;
    assert!(roles::revoke(&folder, &which(&foreign), START).is_err());
    assert!(roles::revoke(&folder, &Which::Link("no link".to_owned()), START).is_err());
}

#[tokio::test]
async fn an_end_that_comes_back_before_its_role_still_ends_it() {
    let mut town = Town::open().await;
    let efua = Device::new(2);
    let folder = Folder::open(town.data.path()).unwrap();
    let kept = Kept::of(&town);
    let grant = town.grant(&town.invite(DEPARTMENT), &efua);
    assert!(is_taken(&town, &efua, grant).await);
    roles::revoke(&folder, &of(&efua, None), START).unwrap();
    let reader = Device::new(3);
    let mut lost: Vec<_> = town
        .follow(&reader, Feed::Registry)
        .await
        .records()
        .into_iter()
        .map(|record| {
            RequestFrame::Return(Return {
                body: record.body.clone(),
                proof: Proof::Seal(record.seal.unwrap()),
            })
        })
        .collect();
    town.stop().await;
    let town = town.reopen_after(|folder| kept.put_back(&folder)).await;
    let there = town.follow(&reader, Feed::Registry).await;
    assert!(there.records().is_empty(), "all is lost");
    let forged = SignedEnding::sign(
        Ending {
            invitation: efua.key(),
            at: START,
        },
        &reader.keys,
    )
    .unwrap();
    lost.push(RequestFrame::Return(Return {
        body: Body::Ending(forged),
        proof: Proof::Seal(Seal([7; 16])),
    }));
    lost.swap(0, 1);
    for frame in lost {
        town.sync(&reader, &[], vec![frame]).await;
    }
    let folder = Folder::open(town.data.path()).unwrap();
    let standing = roles::list(&folder, START).unwrap()[0].standing;
    assert_eq!(standing, Standing::Ended);
    // Before the role and after it: an app heeds it for a role that it has.
    let bodies = town.follow(&reader, Feed::Registry).await;
    let is_end = |record: &Record| matches!(record.body, Body::Ending(_));
    let order: Vec<_> = bodies.records().into_iter().map(is_end).collect();
    assert_eq!(order, [true, false, true]);
}
