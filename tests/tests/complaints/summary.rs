//! What everybody reads of a case stays true, whatever its person and its office do.

use crate::{
    cast::{World, all_sync, move_to},
    published::{follower, publish, publish_with, published},
};
use durbar_api::complaints::{
    ConfirmFixed, Due, MarkOpened, QueuePart, ReadPublished, Reopen, Route, SendReply, Support,
};
use durbar_tests::kit::{Phone, Result};

#[test]
fn what_the_person_says_of_a_published_case_is_public_too() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    move_to(&mut officer, &case, "fixed", "It is clear again.")?;
    all_sync(&mut [&mut officer, &mut citizen, &mut neighbour])?;
    assert_eq!(published(&mut neighbour)?[0].status, "fixed");
    citizen.must(Reopen {
        case: case.clone(),
        reason: "It is not.".to_owned(),
    })?;
    // Nobody at the office has to look at it for that.
    all_sync(&mut [&mut citizen, &mut officer, &mut neighbour])?;
    let [one] = &published(&mut neighbour)?[..] else {
        return Err("one published complaint".into());
    };
    assert_eq!(one.status, "reopened");
    let read = neighbour.must(ReadPublished { id: one.id.clone() })?;
    let last = read.steps.last().ok_or("a step")?;
    assert_eq!(
        (last.status.as_str(), last.department.as_str()),
        ("reopened", "")
    );

    move_to(&mut officer, &case, "fixed", "Now it is.")?;
    all_sync(&mut [&mut officer, &mut citizen, &mut neighbour])?;
    citizen.must(ConfirmFixed { case })?;
    all_sync(&mut [&mut citizen, &mut officer, &mut neighbour])?;
    assert!(published(&mut neighbour)?[0].confirmed);
    Ok(())
}

#[test]
fn an_officer_who_looks_makes_the_public_summary_true() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    move_to(&mut officer, &case, "fixed", "It is clear again.")?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    citizen.must(Reopen {
        case: case.clone(),
        reason: "It is not.".to_owned(),
    })?;
    // Whoever published it is away; a colleague comes.
    let mut colleague = world.officer("works", "Kofi Arthur")?;
    all_sync(&mut [&mut citizen, &mut colleague, &mut neighbour])?;
    assert_eq!(published(&mut neighbour)?[0].status, "fixed");
    colleague.must(MarkOpened { case })?;
    all_sync(&mut [&mut colleague, &mut neighbour])?;
    assert_eq!(published(&mut neighbour)?[0].status, "reopened");
    Ok(())
}

#[test]
fn the_address_of_a_published_case_leads_on_when_it_is_passed_on() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut works, case) = publish(&mut world, "Blocked gutter")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    let first = published(&mut neighbour)?[0].id.clone();
    let support = Support {
        id: first.clone(),
        supported: true,
    };
    neighbour.must(support)?;
    let mut waste = world.officer("waste", "Kofi Arthur")?;
    works.must(Route {
        case: case.clone(),
        department: "waste".to_owned(),
        reason: "It is rubbish: yours.".to_owned(),
    })?;
    all_sync(&mut [&mut works, &mut waste, &mut neighbour])?;
    let read = |phone: &mut Phone| phone.must(ReadPublished { id: first.clone() });
    assert_eq!(read(&mut neighbour)?.summary.department, "waste");
    move_to(&mut waste, &case, "in-progress", "")?;
    all_sync(&mut [&mut waste, &mut works, &mut citizen, &mut neighbour])?;
    for phone in [&mut neighbour, &mut citizen, &mut waste] {
        let now = read(phone)?.summary;
        assert_ne!(now.id, first, "the other department's own summary");
        assert_eq!(now.status, "in-progress");
        assert_eq!((published(phone)?.len(), now.supports), (1, 1));
    }
    assert!(read(&mut neighbour)?.summary.supported);
    let again = Support {
        id: first.clone(),
        supported: false,
    };
    neighbour.must(again)?;
    assert!(!read(&mut neighbour)?.summary.supported);
    Ok(())
}

#[test]
fn the_public_count_says_what_became_of_the_promise() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    for phone in [&mut citizen, &mut officer, &mut neighbour] {
        phone.wait_seconds(60 * 24 * 3600);
    }
    let own = citizen.case(&case)?.due.ok_or("a count")?;
    let id = published(&mut neighbour)?[0].id.clone();
    let told = neighbour.must(ReadPublished { id })?.due.ok_or("a count")?;
    assert!(own.answered.is_some() && !own.late);
    // Published before the hub had the answer, by the officer's own clock.
    let when = |due: &Due| due.answered.map_or(0, |at| at.0);
    assert!(when(&own).abs_diff(when(&told)) < 120_000);
    let answered = own.answered;
    assert_eq!(Due { answered, ..told }, own);
    Ok(())
}

#[test]
fn opening_again_begins_a_time_of_its_own_for_everybody() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    let overdue = |officer: &mut Phone| officer.queue(QueuePart::Overdue);
    let due = |phone: &mut Phone, case: &durbar_api::CaseId| -> Result<Due> {
        Ok(phone.case(case)?.due.ok_or("no day")?)
    };
    move_to(&mut officer, &case, "fixed", "It is clear again.")?;
    all_sync(&mut [&mut officer, &mut citizen, &mut neighbour])?;
    let first = due(&mut citizen, &case)?;
    assert_eq!((first.working_days, first.reopened), (5, false));
    assert!(first.answered.is_some());

    citizen.must(Reopen {
        case: case.clone(),
        reason: "It is not.".to_owned(),
    })?;
    all_sync(&mut [&mut citizen, &mut officer, &mut neighbour])?;
    let again = due(&mut citizen, &case)?;
    assert_eq!((again.working_days, again.reopened), (3, true));
    assert!(again.answered.is_none(), "the old answer is none to that");
    assert!(again.date < first.date, "{} {}", again.date, first.date);
    assert_eq!(due(&mut officer, &case)?, again);
    let id = published(&mut neighbour)?.remove(0).id;
    let public = |neighbour: &mut Phone| neighbour.must(ReadPublished { id: id.clone() });
    assert_eq!(public(&mut neighbour)?.due, Some(again.clone()));
    assert_eq!(published(&mut neighbour)?[0].due, Some(again.date));

    // If nobody answers it is late, and told on.
    let mut colleague = world.officer("works", "Kofi Arthur")?;
    colleague.sync_until_done()?;
    colleague.wait_seconds(30 * 24 * 3600);
    assert_eq!(overdue(&mut colleague)?.len(), 1);
    let late = due(&mut colleague, &case)?;
    assert!(late.escalations.iter().any(|step| step.reached));

    // The first word to it is the answer, for everybody.
    officer.must(SendReply {
        case: case.clone(),
        text: "The crew comes again on Monday.".to_owned(),
    })?;
    all_sync(&mut [&mut officer, &mut colleague, &mut citizen, &mut neighbour])?;
    assert!(overdue(&mut colleague)?.is_empty());
    let answered = due(&mut citizen, &case)?.answered;
    assert!(answered.is_some() && answered > first.answered);
    let told = public(&mut neighbour)?.due.ok_or("no day")?;
    assert!(told.reopened && told.answered.is_some());
    assert!(told.answered != first.answered, "the old answer is told");
    assert_eq!(published(&mut neighbour)?[0].due, None);
    Ok(())
}

#[test]
fn an_answer_in_a_message_is_told_to_everybody_and_a_private_word_is_no_news() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish_with(&mut world, "Blocked gutter", "")?;
    let mut neighbour = follower(&mut world, &mut citizen, &case)?;
    let id = published(&mut neighbour)?[0].id.clone();
    let read = |phone: &mut Phone| phone.must(ReadPublished { id: id.clone() });
    assert!(
        read(&mut neighbour)?
            .due
            .is_some_and(|due| due.answered.is_none())
    );
    let say = |text: &str| SendReply {
        case: case.clone(),
        text: text.to_owned(),
    };
    officer.must(say("The crew comes on Monday."))?;
    all_sync(&mut [&mut officer, &mut citizen, &mut neighbour])?;
    let told = read(&mut neighbour)?;
    assert!(told.due.is_some_and(|due| due.answered.is_some()));

    citizen.must(say("Thank you, call me on 0244123456."))?;
    all_sync(&mut [&mut citizen, &mut officer, &mut neighbour])?;
    officer.must(MarkOpened { case: case.clone() })?;
    all_sync(&mut [&mut officer, &mut neighbour])?;
    let after = read(&mut neighbour)?.summary;
    assert_eq!(
        after.changed_at, told.summary.changed_at,
        "nothing public changed"
    );
    Ok(())
}
