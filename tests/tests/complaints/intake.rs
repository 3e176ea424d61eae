//! An office files for somebody at the counter or on the phone.

use crate::cast::{World, all_sync, place, queue, refused};
use durbar_api::{
    complaints::{
        Answers, Author, Channel, Contact, ContactWish, QueuePart, ReadReceipt, SaveDraft,
        SendReply, StartDraft, Submit, Viewer, What,
    },
    identity::FollowCase,
};
use durbar_tests::kit::Result;

#[test]
fn who_comes_to_the_counter_follows_the_case_on_a_phone_of_their_own() -> Result<()> {
    let mut world = World::new()?;
    let mut desk = world.officer("client-service", "Abena Quaye")?;
    let mut works = world.officer("works", "Esi Mensah")?;
    let mut person = world.phone()?;
    let mut stranger = world.phone()?;
    let intake = || StartDraft {
        intake: Some(Channel::Counter),
    };
    assert_eq!(refused(&mut person, intake()), "error-forbidden");
    let draft = desk.must(intake())?;
    assert_eq!(draft.intake, Some(Channel::Counter));
    desk.must(SaveDraft {
        draft: draft.id.clone(),
        answers: Answers {
            category: Some("drains".to_owned()),
            description: "The gutter in front of her shop is blocked".to_owned(),
            place: place(0.0),
            contact: Contact {
                wish: ContactWish::Call,
                name: "Ama Mensah".to_owned(),
                address: "0244123456".to_owned(),
            },
        },
        step: "check".to_owned(),
    })?;
    let case = desk.must(Submit { draft: draft.id })?.case;
    all_sync(&mut [&mut desk, &mut works])?;
    assert_eq!(
        queue(&mut works, QueuePart::Open)?,
        [case.clone()],
        "one queue"
    );
    let seen = works.case(&case)?;
    assert_eq!(seen.summary.channel, Channel::Counter);
    assert_eq!(seen.contact.name, "Ama Mensah");
    let filed = &seen.timeline[0];
    assert_eq!(filed.what, What::Filed(Channel::Counter));
    let by = |author: &Author| matches!(author, Author::Officer { department, .. } if department == "client-service");
    assert!(by(&filed.by), "{:?}", filed.by);
    works.must(SendReply {
        case: case.clone(),
        text: "We come on Monday.".to_owned(),
    })?;
    works.sync_until_done()?;

    let sheet = desk.must(ReadReceipt { case: case.clone() })?;
    assert!(sheet.receipt.is_some());
    let code = sheet.follow_code.ok_or("a code for the person")?;
    let follow = || FollowCase { code: code.clone() };
    assert_eq!(person.must(follow())?, case);
    all_sync(&mut [&mut person, &mut works])?;
    let own = person.case(&case)?;
    assert_eq!(own.viewer, Viewer::Citizen);
    let answers = |what: &What| matches!(what, What::Message { .. });
    assert!(own.timeline.iter().any(|entry| answers(&entry.what)));
    person.must(SendReply {
        case: case.clone(),
        text: "Monday is fine.".to_owned(),
    })?;
    all_sync(&mut [&mut person, &mut works, &mut desk])?;
    let said = works.case(&case)?;
    let last = said.timeline.last().ok_or("an entry")?;
    assert_eq!(last.by, Author::Citizen);
    assert!(matches!(&last.what, What::Message { text, .. } if text == "Monday is fine."));
    let bad = FollowCase {
        code: "/code#fAAAA".to_owned(),
    };
    assert_eq!(refused(&mut stranger, bad), "error-follow-code");
    Ok(())
}
