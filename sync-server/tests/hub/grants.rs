//! Roles by one-time link.

use crate::kit::{DEPARTMENT, Device, START, Town};
use durbar_sync::{
    grant::{Grant, Invitation, JoinToken, SignedInvitation},
    sign::Keys,
    wire::{Body, Feed, ReplyFrame, RequestFrame},
};
use durbar_sync_server::{
    folder::Folder,
    roles::{self, Standing},
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
