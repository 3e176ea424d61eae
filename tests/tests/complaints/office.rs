//! What officers do with a case.

use crate::cast::{World, all_sync, entries, filed, move_to, queue, refused};
use durbar_api::complaints::{
    AddNote, AskCorrection, Assign, Author, Escalation, FillTemplate, FilledTemplate,
    ListColleagues, Merge, QueuePart, Route, SendReply, StartCorrection, Viewer, What,
};
use durbar_tests::kit::{Phone, Result};

#[test]
fn a_case_is_passed_on_with_its_history_and_its_clock() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut works = world.officer("works", "Esi Mensah")?;
    let mut waste = world.officer("waste", "Kofi Arthur")?;
    let case = filed(&mut citizen, "Sand and bottles in the gutter")?;
    works.sync_until_done()?;
    waste.sync_until_done()?;
    assert!(queue(&mut waste, QueuePart::Open)?.is_empty(), "not theirs");
    works.must(SendReply {
        case: case.clone(),
        text: "We had a look: it is rubbish, not sand.".to_owned(),
    })?;
    works.wait_seconds(60);
    works.must(AddNote {
        case: case.clone(),
        text: "Third time this month".to_owned(),
    })?;
    works.wait_seconds(60);
    let due = works.case(&case)?.due.ok_or("a due day")?.date;
    let route = |department: &str, reason: &str| Route {
        case: case.clone(),
        department: department.to_owned(),
        reason: reason.to_owned(),
    };
    assert_eq!(
        refused(&mut works, route("waste", " ")),
        "error-reason-missing"
    );
    assert_eq!(
        refused(&mut works, route("nobody", "x")),
        "error-department"
    );
    assert_eq!(
        refused(&mut citizen, route("waste", "x")),
        "error-forbidden"
    );
    works.must(route("waste", "It is rubbish: yours."))?;
    all_sync(&mut [&mut works, &mut waste, &mut citizen])?;

    assert_eq!(queue(&mut waste, QueuePart::Open)?, [case.clone()]);
    assert!(queue(&mut works, QueuePart::Open)?.is_empty(), "passed on");
    let seen = waste.case(&case)?;
    assert_eq!(seen.viewer, Viewer::Officer);
    assert_eq!(
        seen.due.ok_or("a due day")?.date,
        due,
        "the clock goes along"
    );
    let words = |what: &What| match what {
        What::Message { text, .. } | What::Note(text) => Some(text.clone()),
        What::Routed { reason, .. } => Some(reason.clone()),
        _ => None,
    };
    let history: Vec<_> = seen
        .timeline
        .iter()
        .filter_map(|e| words(&e.what))
        .collect();
    assert_eq!(
        history,
        [
            "We had a look: it is rubbish, not sand.",
            "Third time this month",
            "It is rubbish: yours."
        ]
    );

    waste.must(SendReply {
        case: case.clone(),
        text: "The lorry comes on Monday.".to_owned(),
    })?;
    all_sync(&mut [&mut waste, &mut citizen, &mut works])?;
    let told = citizen.case(&case)?;
    assert_eq!(told.summary.department, "waste");
    let last = told.timeline.last().ok_or("an entry")?;
    let by = Author::Officer {
        name: "Kofi Arthur".to_owned(),
        department: "waste".to_owned(),
    };
    assert_eq!(last.by, by, "an officer of the department in charge now");
    let before = works.case(&case)?;
    assert_eq!(before.viewer, Viewer::Observer, "who had it reads on");
    assert_eq!(before.timeline.len(), waste.case(&case)?.timeline.len());
    let reply = SendReply {
        case: case.clone(),
        text: "And another thing".to_owned(),
    };
    assert_eq!(refused(&mut works, reply), "error-forbidden");
    Ok(())
}

#[test]
fn no_byte_of_a_note_reaches_the_citizen() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let mut colleague = world.officer("works", "Ama Boateng")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    officer.sync_until_done()?;
    let secret = "xyzzy-the-assembly-member-asked";
    officer.must(AddNote {
        case: case.clone(),
        text: secret.to_owned(),
    })?;
    officer.must(SendReply {
        case: case.clone(),
        text: "We look into it.".to_owned(),
    })?;
    all_sync(&mut [&mut officer, &mut citizen, &mut colleague])?;
    let notes = |what: &What| matches!(what, What::Note(_));
    assert_eq!(entries(&mut colleague, &case, notes)?.len(), 1);
    assert_eq!(entries(&mut citizen, &case, notes)?.len(), 0);
    let path = citizen.path().to_owned();
    drop(citizen);
    for name in std::fs::read_dir(path.parent().ok_or("a folder")?)? {
        let name = name?.path();
        if name
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with("1.db"))
        {
            let bytes = std::fs::read(&name)?;
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "the note is in {}", name.display());
        }
    }
    Ok(())
}

#[test]
fn a_case_is_given_to_a_colleague_and_back() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let mut colleague = world.officer("works", "Ama Boateng")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    all_sync(&mut [&mut officer, &mut colleague])?;
    let works = || ListColleagues {
        department: "works".to_owned(),
    };
    let people = officer.must(works())?;
    assert_eq!(people[0].name, "Esi Mensah", "oneself first");
    assert_eq!(people[1].name, "Ama Boateng");
    assert_eq!(queue(&mut officer, QueuePart::Unassigned)?, [case.clone()]);
    officer.must(Assign {
        case: case.clone(),
        to: Some(people[1].id.clone()),
    })?;
    all_sync(&mut [&mut officer, &mut colleague, &mut citizen])?;
    assert_eq!(queue(&mut colleague, QueuePart::Mine)?, [case.clone()]);
    assert!(queue(&mut officer, QueuePart::Mine)?.is_empty());
    let assigned = |what: &What| matches!(what, What::Assigned(_));
    assert_eq!(
        entries(&mut citizen, &case, assigned)?.len(),
        0,
        "not the citizen's business"
    );
    colleague.must(Assign {
        case: case.clone(),
        to: None,
    })?;
    assert!(queue(&mut colleague, QueuePart::Mine)?.is_empty());
    let stranger = Assign {
        case: case.clone(),
        to: Some("0".repeat(64)),
    };
    assert_eq!(refused(&mut colleague, stranger), "error-not-found");
    Ok(())
}

#[test]
fn the_clock_stands_while_the_office_waits_for_a_correction() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "It is broken")?;
    officer.sync_until_done()?;
    let ask = |fields: &[&str], reason: &str| AskCorrection {
        case: case.clone(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        reason: reason.to_owned(),
    };
    assert_eq!(refused(&mut officer, ask(&[], "x")), "error-fields-missing");
    assert_eq!(
        refused(&mut officer, ask(&["place"], "")),
        "error-reason-missing"
    );
    officer.must(ask(&["place", "description"], "What is broken, and where?"))?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    let asked = citizen.case(&case)?;
    assert!(asked.summary.asked && asked.summary.paused);
    assert_eq!(asked.summary.due, None, "no day while the clock stands");
    let request = asked.correction.ok_or("a request")?;
    assert_eq!(request.fields, ["place", "description"]);
    // Ten days later the day has moved on by the working days between.
    let due =
        |phone: &mut Phone| -> Result<String> { Ok(phone.case(&case)?.due.ok_or("a count")?.date) };
    let before = due(&mut citizen)?;
    citizen.wait_seconds(10 * 24 * 3600);
    assert!(due(&mut citizen)? > before);
    assert!(!citizen.case(&case)?.summary.overdue);
    citizen.wait_seconds(-10 * 24 * 3600);

    let draft = citizen.must(StartCorrection { case: case.clone() })?;
    let again = citizen.must(StartCorrection { case: case.clone() })?;
    assert_eq!(draft.id, again.id, "the same draft while it is open");
    assert_eq!(draft.answers.description, "It is broken");
    let correction = draft.correction.clone().ok_or("a correction")?;
    assert_eq!(correction.asked, ["place", "description"]);
    let submit = durbar_api::complaints::Submit {
        draft: draft.id.clone(),
    };
    assert_eq!(
        refused(&mut citizen, submit),
        "error-correction-unchanged",
        "nothing to tell the office, and no reason for the clock to go on"
    );
    citizen.must(durbar_api::complaints::AddPhoto {
        draft: draft.id.clone(),
        name: "slab.jpg".to_owned(),
        bytes: durbar_tests::kit::static_jpeg(4)?,
    })?;
    let mut answers = draft.answers.clone();
    answers.description = "The slab over the gutter is broken".to_owned();
    citizen.must(durbar_api::complaints::SaveDraft {
        draft: draft.id.clone(),
        answers,
        step: "check".to_owned(),
    })?;
    let submitted = citizen.must(durbar_api::complaints::Submit { draft: draft.id })?;
    assert_eq!(submitted.case, case, "the same case");
    all_sync(&mut [&mut citizen, &mut officer])?;
    let corrected = officer.case(&case)?;
    assert_eq!(corrected.description, "The slab over the gutter is broken");
    assert!(!corrected.summary.asked && corrected.summary.due.is_some());
    assert_eq!(corrected.correction, None);
    let fields = corrected
        .timeline
        .iter()
        .find_map(|entry| match &entry.what {
            What::Corrected { fields } => Some(fields.clone()),
            _ => None,
        });
    assert_eq!(fields.ok_or("an entry")?, ["description", "photos"]);
    officer.fetch(&[corrected.photos[0].blob.clone()])?;
    assert_eq!(
        corrected.due.map(|due| (due.date, due.pauses)),
        citizen.case(&case)?.due.map(|due| (due.date, due.pauses)),
        "both sides count alike"
    );
    Ok(())
}

#[test]
fn duplicates_hear_what_the_office_says_in_the_case_that_goes_on() -> Result<()> {
    let mut world = World::new()?;
    let mut one = world.phone()?;
    let mut other = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let main = filed(&mut one, "The gutter by the school is blocked")?;
    let duplicate = filed(&mut other, "School gutter full of sand")?;
    officer.sync_until_done()?;
    let merge = |case: &durbar_api::CaseId, into: &durbar_api::CaseId| Merge {
        case: case.clone(),
        into: into.clone(),
    };
    assert_eq!(refused(&mut officer, merge(&main, &main)), "error-merge");
    officer.must(merge(&duplicate, &main))?;
    assert_eq!(
        refused(&mut officer, merge(&main, &duplicate)),
        "error-merge"
    );
    assert_eq!(queue(&mut officer, QueuePart::Open)?, [main.clone()]);
    move_to(&mut officer, &main, "acknowledged", "")?;
    officer.must(SendReply {
        case: main.clone(),
        text: "The crew comes on Monday.".to_owned(),
    })?;
    move_to(&mut officer, &main, "fixed", "It is clear again.")?;
    all_sync(&mut [&mut officer, &mut other, &mut one])?;
    let told = other.case(&duplicate)?;
    assert_eq!(told.summary.status, "fixed");
    let heard: Vec<_> = told
        .timeline
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Message { text, .. } => Some(text.as_str()),
            What::Status { note, .. } if !note.is_empty() => Some(note.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(heard, ["The crew comes on Monday.", "It is clear again."]);
    let merged = |what: &What| matches!(what, What::Merged { .. });
    let told: Vec<_> = entries(&mut other, &duplicate, merged)?;
    let without_name = What::Merged {
        into: String::new(),
    };
    assert!(
        matches!(&told[..], [one] if one.what == without_name),
        "told, and no word of other people: {told:?}"
    );
    Ok(())
}

/// A case that waits for its answer, and who is told first if none comes.
struct Promised {
    world: World,
    citizen: Phone,
    officer: Phone,
    above: Phone,
    case: durbar_api::CaseId,
    steps: Vec<Escalation>,
}

impl Promised {
    fn new() -> Result<Self> {
        let mut world = World::new()?;
        let mut citizen = world.phone()?;
        let mut officer = world.officer("works", "Esi Mensah")?;
        let case = filed(&mut citizen, "Blocked gutter")?;
        officer.sync_until_done()?;
        let steps = officer.case(&case)?.due.ok_or("a count")?.escalations;
        let first = steps.first().ok_or("the sample pack escalates")?;
        let above = world.officer(&first.department, "Nana Owusu")?;
        Ok(Self {
            world,
            citizen,
            officer,
            above,
            case,
            steps,
        })
    }
}

#[test]
fn a_late_answer_goes_to_whom_the_pack_names() -> Result<()> {
    let Promised {
        mut citizen,
        mut officer,
        mut above,
        case,
        steps,
        world: _world,
    } = Promised::new()?;
    assert!(steps.iter().all(|step| !step.reached));
    assert!(queue(&mut above, QueuePart::Escalated)?.is_empty());
    for phone in [&mut citizen, &mut officer, &mut above] {
        phone.wait_seconds(60 * 24 * 3600);
    }
    assert!(officer.case(&case)?.summary.overdue);
    assert_eq!(queue(&mut above, QueuePart::Escalated)?, [case.clone()]);
    let escalated = |what: &What| matches!(what, What::Escalated { .. });
    let reached: Vec<_> = steps
        .into_iter()
        .map(|step| Escalation {
            reached: true,
            ..step
        })
        .collect();
    let counted = officer.case(&case)?.due.ok_or("a count")?;
    assert_eq!(counted.escalations, reached, "on the days told before");
    for phone in [&mut citizen, &mut officer, &mut above] {
        let told = entries(phone, &case, escalated)?;
        assert_eq!(told.len(), reached.len(), "all are told");
        assert_eq!(phone.case(&case)?.due.as_ref(), Some(&counted), "all alike");
    }
    let seen = above.case(&case)?;
    assert_eq!(seen.viewer, Viewer::Observer);
    above.must(AddNote {
        case: case.clone(),
        text: "Please call me".to_owned(),
    })?;
    Ok(())
}

#[test]
fn what_was_answered_in_time_is_never_late() -> Result<()> {
    let Promised {
        mut citizen,
        mut officer,
        mut above,
        case,
        world: _world,
        ..
    } = Promised::new()?;
    officer.must(SendReply {
        case: case.clone(),
        text: "The crew comes on Monday.".to_owned(),
    })?;
    all_sync(&mut [&mut officer, &mut citizen, &mut above])?;
    for phone in [&mut citizen, &mut officer, &mut above] {
        phone.wait_seconds(60 * 24 * 3600);
        let seen = phone.case(&case)?;
        assert!(seen.summary.answered && !seen.summary.overdue);
        let due = seen.due.ok_or("a count")?;
        assert!(due.answered.is_some() && !due.late);
        assert!(due.escalations.is_empty(), "nobody is to be told");
        let escalated = |what: &What| matches!(what, What::Escalated { .. });
        assert!(entries(phone, &case, escalated)?.is_empty());
    }
    for part in [QueuePart::Overdue, QueuePart::Escalated] {
        assert!(queue(&mut above, part)?.is_empty(), "{part:?}");
        assert!(queue(&mut officer, part)?.is_empty(), "{part:?}");
    }
    assert_eq!(queue(&mut officer, QueuePart::Open)?, [case]);
    Ok(())
}

#[test]
fn a_template_is_filled_in_the_citizens_language() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    citizen.must(durbar_api::app::SetLanguage {
        language: "tw".to_owned(),
    })?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    officer.sync_until_done()?;
    let fill = |template: &str| FillTemplate {
        case: case.clone(),
        template: template.to_owned(),
    };
    let templates = officer
        .must(durbar_api::packs::Read::default())?
        .ok_or("a pack")?
        .reply_templates;
    let mut filled = 0;
    for template in &templates {
        let FilledTemplate {
            text,
            due,
            language,
        } = officer.must(fill(&template.id))?;
        assert_eq!(language, "tw");
        assert!(due.is_some_and(|due| due.len() == "2026-12-03".len()));
        let text = text.replace(FilledTemplate::DUE, "");
        assert!(!text.contains('{'), "{}: {text}", template.id);
        filled += u32::from(text != template.text.text);
    }
    assert!(filled > 0, "fields or another language");
    assert_eq!(refused(&mut officer, fill("none")), "error-not-found");
    Ok(())
}

#[test]
fn where_one_asks_while_another_closes_both_see_the_same_whatever_their_clocks() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut esi = world.officer("works", "Esi Mensah")?;
    let mut kofi = world.officer("works", "Kofi Arthur")?;
    // A week ahead: what is counted up to his own day ends elsewhere.
    kofi.wait_seconds(7 * 86_400);
    let case = filed(&mut citizen, "Blocked gutter")?;
    all_sync(&mut [&mut citizen, &mut esi, &mut kofi])?;
    move_to(&mut esi, &case, "acknowledged", "We look at it.")?;
    all_sync(&mut [&mut esi, &mut kofi])?;
    // Whoever has written more is shown first, whoever reached the hub later is told of last.
    esi.must(SendReply {
        case: case.clone(),
        text: "We were there.".to_owned(),
    })?;
    move_to(&mut esi, &case, "rejected", "Not ours.")?;
    kofi.must(AskCorrection {
        case: case.clone(),
        fields: vec!["place".to_owned()],
        reason: "Which of the two?".to_owned(),
    })?;
    esi.sync_until_done()?;
    all_sync(&mut [&mut kofi, &mut citizen, &mut esi])?;
    let summary = esi.case(&case)?.summary;
    assert_eq!(summary.status, "rejected");
    assert_eq!(summary.due, kofi.case(&case)?.summary.due);
    Ok(())
}
