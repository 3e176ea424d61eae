//! The main job with native apps over HTTP: filed offline, cut, sent, answered, seen.

use durbar_api::{
    complaints::{
        ChangeStatus, ListMine, MarkOpened, QueuePart, ReadCase, SendReply, Sending, What,
    },
    identity::{Join, ReadMe, RoleState},
    media::{Blob, Read},
};
use durbar_tests::kit::{Link, Outcome, Phone, Picture, Result, STORY_START, Server, gps_jpeg};

const TEXT: &str = "Blocked culvert floods the school path. Since Sunday it is full.";

#[test]
fn a_complaint_is_filed_offline_sent_answered_and_seen() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::fresh(&folder.path().join("hub"))?;
    let link = Link::to(server.address())?;
    let mut citizen = Phone::open(&folder.path().join("a.db"), &link.origin(), 1, STORY_START)?;
    assert_eq!(citizen.sync()?, Outcome::UpToDate, "the pack arrives");

    link.off();
    assert_eq!(citizen.sync()?, Outcome::Offline);
    let photos = [0, 1].map(|seed| {
        gps_jpeg(&Picture {
            seed,
            ..Picture::default()
        })
        .expect("a picture")
    });
    let filed = citizen.file(TEXT, &photos)?;
    let case = citizen
        .ask(ReadCase {
            case: filed.case.clone(),
        })
        .expect("reads");
    assert_eq!(case.summary.sending, Sending::Queued);
    assert!(case.receipt.is_none(), "nothing is received yet");

    link.on();
    link.cut_after_up(90_000);
    assert_eq!(
        citizen.sync()?,
        Outcome::Offline,
        "cut in the middle of a photo"
    );
    let case = citizen
        .ask(ReadCase {
            case: filed.case.clone(),
        })
        .expect("reads");
    assert_ne!(
        case.summary.sending,
        Sending::Received,
        "a photo is missing at the hub"
    );

    let before = link.bytes().0;
    link.on();
    citizen.wait_seconds(600);
    citizen.sync_until_done()?;
    let case = citizen
        .ask(ReadCase {
            case: filed.case.clone(),
        })
        .expect("reads");
    assert_eq!(case.summary.sending, Sending::Received);
    assert_eq!(case.receipt.as_ref().map(|receipt| receipt.blobs), Some(4));
    assert!(
        case.timeline
            .iter()
            .any(|entry| entry.what == What::Received)
    );
    assert!(case.due.is_some(), "an answer is promised");
    let photos: u64 = case.photos.iter().map(|photo| photo.bytes).sum();
    assert!(
        link.bytes().0 - before < photos,
        "what had arrived is not sent again"
    );

    let mut officer = Phone::open(
        &folder.path().join("b.db"),
        &server.origin(),
        2,
        STORY_START + 86_400_000,
    )?;
    officer.sync_until_done()?;
    officer
        .ask(Join {
            link: server.invite("works", "Esi Mensah")?,
        })
        .expect("joins");
    officer.sync_until_done()?;
    let me = officer.ask(ReadMe {}).expect("reads");
    assert_eq!(me.roles[0].state, RoleState::Active);
    let queue = officer.queue(QueuePart::New).expect("reads");
    assert_eq!(queue.len(), 1);
    let case = officer
        .ask(ReadCase {
            case: filed.case.clone(),
        })
        .expect("reads");
    let thumbnail = case.photos[0].thumbnail.clone();
    assert!(matches!(
        officer.ask(Read { blob: thumbnail }),
        Ok(Blob::Here(_))
    ));
    officer
        .ask(MarkOpened {
            case: filed.case.clone(),
        })
        .expect("opens");
    let status = ChangeStatus {
        case: filed.case.clone(),
        status: "acknowledged".into(),
        note: String::new(),
    };
    officer.ask(status).expect("acknowledges");
    let text = "A crew will clear it on Monday.".to_owned();
    officer
        .ask(SendReply {
            case: filed.case.clone(),
            text: text.clone(),
        })
        .expect("replies");
    officer.sync_until_done()?;

    citizen.sync_until_done()?;
    let mine = citizen.ask(ListMine {}).expect("lists");
    assert!(mine[0].news && mine[0].opened && mine[0].answered);
    assert_eq!(mine[0].status, "acknowledged");
    let case = citizen.ask(ReadCase { case: filed.case }).expect("reads");
    assert!(case.timeline.iter().any(|entry| entry.what
        == What::Message {
            text: text.clone(),
            photos: Vec::new()
        }));
    Ok(())
}
