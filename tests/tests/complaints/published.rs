//! What everybody may read.

use crate::cast::{World, all_sync, file_at, filed, move_to, place, refused};
use durbar_api::complaints::{
    Answers, AskCorrection, DiscardDraft, Due, FindSimilar, Follow, ListFollows, ListPublished,
    PreparePublication, Publication, PublicationPhoto, Publish, PublishedSummary, ReadPublished,
    Region, SaveDraft, StartDraft, Support, Topic, Unpublish,
};
use durbar_tests::kit::{Phone, Result, static_jpeg};

pub fn published(phone: &mut Phone) -> Result<Vec<PublishedSummary>> {
    Ok(phone.must(ListPublished::default())?.cases)
}

/// Files at a place, answers and publishes it.
pub fn publish(world: &mut World, text: &str) -> Result<(Phone, Phone, durbar_api::CaseId)> {
    publish_with(world, text, "Dear Ama, call 0244 123456")
}

pub fn publish_with(
    world: &mut World,
    text: &str,
    answer: &str,
) -> Result<(Phone, Phone, durbar_api::CaseId)> {
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = file_at(&mut citizen, text, 0.0)?.case;
    all_sync(&mut [&mut citizen, &mut officer])?;
    move_to(&mut officer, &case, "acknowledged", answer)?;
    let proposal = officer.must(PreparePublication { case: case.clone() })?;
    officer.must(Publish {
        case: case.clone(),
        publication: proposal,
    })?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    Ok((citizen, officer, case))
}

fn ward_of(phone: &mut Phone, case: &durbar_api::CaseId) -> Result<String> {
    Ok(phone.case(case)?.place.ward.ok_or("a ward")?)
}

#[test]
fn who_follows_a_ward_reads_what_is_published_there_and_nothing_personal() -> Result<()> {
    let mut world = World::new()?;
    let text = "Blocked gutter. I am Ama Mensah, 0244123456, ama@example.org.";
    let (mut citizen, mut officer, case) = publish(&mut world, text)?;
    let mut neighbour = world.phone()?;
    assert!(
        published(&mut neighbour)?.is_empty(),
        "nothing comes unasked"
    );
    let ward = ward_of(&mut citizen, &case)?;
    let follow = |following| Follow {
        topic: Topic::Ward(ward.clone()),
        following,
    };
    neighbour.must(follow(true))?;
    neighbour.sync_until_done()?;
    let [one] = &published(&mut neighbour)?[..] else {
        return Err("one published complaint".into());
    };
    assert_eq!(
        (one.status.as_str(), one.mine.is_none()),
        ("acknowledged", true)
    );
    assert_eq!(one.position, Some((4.966, -1.72)), "coarse");
    let read = neighbour.must(ReadPublished { id: one.id.clone() })?;
    for personal in ["0244", "example.org", "Dear"] {
        assert!(!format!("{read:?}").contains(personal), "{personal}");
    }
    assert_eq!(read.summary.ward, Some(ward.clone()));
    let own = published(&mut citizen)?;
    assert_eq!(
        own[0].mine,
        Some(case.clone()),
        "who filed follows the ward of it"
    );
    let due = |due: Option<Due>| due.map(|due| (due.date, due.start));
    assert_eq!(
        due(read.due),
        due(citizen.case(&case)?.due),
        "counted alike"
    );
    assert!(citizen.case(&case)?.published.is_some());

    move_to(&mut officer, &case, "in-progress", "")?;
    all_sync(&mut [&mut officer, &mut neighbour])?;
    let one = published(&mut neighbour)?.remove(0);
    assert_eq!(
        one.status, "in-progress",
        "each change of state is published"
    );
    let lists = neighbour.must(ListPublished {
        ward: Some(ward.clone()),
        text: "gutter".to_owned(),
        ..ListPublished::default()
    })?;
    assert_eq!(
        (lists.total, &lists.wards[..]),
        (1, &[(ward.clone(), 1, 0)][..])
    );
    assert_eq!(lists.followed_wards, std::slice::from_ref(&ward));

    officer.must(Unpublish { case: case.clone() })?;
    all_sync(&mut [&mut officer, &mut neighbour, &mut citizen])?;
    assert!(published(&mut neighbour)?.is_empty());
    assert_eq!(
        refused(&mut neighbour, ReadPublished { id: one.id }),
        "error-not-found"
    );
    assert!(citizen.case(&case)?.published.is_none());
    neighbour.must(follow(false))?;
    assert!(neighbour.must(ListFollows {})?.is_empty());
    Ok(())
}

#[test]
fn what_was_told_around_a_report_comes_while_it_is_written() -> Result<()> {
    let mut world = World::new()?;
    // In Kojokrom, some 400 m south of its border.
    let (_, _, case) = publish(&mut world, "Blocked gutter at the school")?;
    let mut neighbour = world.phone()?;
    assert!(neighbour.must(ListFollows {})?.is_empty());
    let draft = neighbour.must(StartDraft { intake: None })?.id;
    let find = FindSimilar {
        draft: draft.clone(),
    };
    neighbour.must(SaveDraft {
        draft: draft.clone(),
        answers: Answers {
            category: Some("drains".to_owned()),
            place: place(0.001),
            ..Answers::default()
        },
        step: "place".to_owned(),
    })?;
    assert!(neighbour.must(find.clone())?.is_empty(), "nothing came yet");
    neighbour.sync_until_done()?;
    let near = neighbour.must(find)?;
    assert_eq!(near.len(), 1, "{near:?} of {case:?}");

    // On the other side of that border: the next ward is near, too.
    let mut other = world.phone()?;
    let beyond = other.must(StartDraft { intake: None })?.id;
    let saved = other.must(SaveDraft {
        draft: beyond.clone(),
        answers: Answers {
            category: Some("drains".to_owned()),
            place: place(0.0036),
            ..Answers::default()
        },
        step: "place".to_owned(),
    })?;
    let ward = saved.answers.place.ward;
    assert_eq!(ward.as_deref(), Some("mpintsin"));
    other.sync_until_done()?;
    let near = other.must(FindSimilar { draft: beyond })?;
    assert_eq!(near.len(), 1, "{near:?} of {case:?}");

    // Who gives the report up has asked for no more than that.
    neighbour.must(DiscardDraft { draft })?;
    assert!(neighbour.must(ListFollows {})?.is_empty());
    Ok(())
}

#[test]
fn who_sees_the_same_thing_says_me_too_instead_of_filing_it_again() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter at the school")?;
    let mut neighbour = world.phone()?;
    let ward = ward_of(&mut citizen, &case)?;
    neighbour.must(Follow {
        topic: Topic::Ward(ward),
        following: true,
    })?;
    neighbour.sync_until_done()?;
    let draft = neighbour.must(StartDraft { intake: None })?.id;
    let similar = |phone: &mut Phone, north: f64| -> Result<Vec<PublishedSummary>> {
        phone.must(SaveDraft {
            draft: draft.clone(),
            answers: Answers {
                category: Some("drains".to_owned()),
                place: place(north),
                ..Answers::default()
            },
            step: "place".to_owned(),
        })?;
        phone.must(FindSimilar {
            draft: draft.clone(),
        })
    };
    assert!(
        similar(&mut neighbour, 0.01)?.is_empty(),
        "over a kilometre away"
    );
    let near = similar(&mut neighbour, 0.001)?;
    let one = near.first().ok_or("a similar one")?.clone();
    assert!(
        one.distance
            .is_some_and(|metres| (40..180).contains(&metres)),
        "{one:?}"
    );
    let support = |supported| Support {
        id: one.id.clone(),
        supported,
    };
    neighbour.must(support(true))?;
    let counted = published(&mut neighbour)?.remove(0);
    assert_eq!(
        (counted.supports, counted.supported, counted.followed),
        (1, true, true)
    );
    all_sync(&mut [&mut neighbour, &mut officer])?;
    assert_eq!(officer.case(&case)?.summary.supports, 1);
    move_to(&mut officer, &case, "in-progress", "")?;
    all_sync(&mut [&mut officer, &mut neighbour, &mut citizen])?;
    assert_eq!(
        published(&mut citizen)?[0].supports,
        1,
        "everybody sees the count"
    );
    let counted = published(&mut neighbour)?.remove(0);
    assert_eq!((counted.supports, counted.news), (1, true), "counted once");
    neighbour.must(ReadPublished { id: one.id.clone() })?;
    assert!(!published(&mut neighbour)?[0].news);
    neighbour.must(support(false))?;
    all_sync(&mut [&mut neighbour, &mut officer])?;
    assert_eq!(officer.case(&case)?.summary.supports, 0);
    let own = Support {
        id: one.id.clone(),
        supported: true,
    };
    assert_eq!(refused(&mut citizen, own), "error-support-own");
    Ok(())
}

#[test]
fn what_is_followed_alone_comes_alone() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish(&mut world, "Blocked gutter")?;
    let other = file_at(&mut citizen, "Another gutter", 0.001)?.case;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let publication = Publication {
        title: "Another gutter".to_owned(),
        ..Publication::default()
    };
    let nameless = Publish {
        case: other.clone(),
        publication: Publication::default(),
    };
    assert_eq!(refused(&mut officer, nameless), "error-title-missing");
    officer.must(Publish {
        case: other,
        publication,
    })?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    let all = published(&mut citizen)?;
    assert_eq!(all.len(), 2);
    let one = all
        .iter()
        .find(|one| one.mine == Some(case.clone()))
        .ok_or("it")?;
    citizen.must(Follow {
        topic: Topic::Published(one.id.clone()),
        following: true,
    })?;
    let ward = ward_of(&mut citizen, &case)?;
    citizen.must(Follow {
        topic: Topic::Ward(ward),
        following: false,
    })?;
    assert_eq!(
        citizen.must(ListFollows {})?,
        [Topic::Published(one.id.clone())]
    );
    move_to(&mut officer, &case, "in-progress", "")?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    let now = published(&mut citizen)?;
    let same = now.iter().find(|same| same.id == one.id).ok_or("it")?;
    assert_eq!(same.status, "in-progress");
    Ok(())
}

#[test]
fn only_the_office_publishes() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut waste = world.officer("waste", "Kofi Arthur")?;
    let case = filed(&mut citizen, "Blocked gutter")?;
    waste.sync_until_done()?;
    let publish = || Publish {
        case: case.clone(),
        publication: Publication {
            title: "Mine".to_owned(),
            ..Publication::default()
        },
    };
    assert_eq!(refused(&mut citizen, publish()), "error-forbidden");
    assert_eq!(refused(&mut waste, publish()), "error-not-found");
    Ok(())
}

#[test]
fn while_the_clock_stands_a_list_promises_no_day() -> Result<()> {
    let mut world = World::new()?;
    let (mut citizen, mut officer, case) = publish_with(&mut world, "Blocked gutter", "")?;
    assert!(published(&mut officer)?[0].due.is_some());
    officer.must(AskCorrection {
        case: case.clone(),
        fields: vec!["place".to_owned()],
        reason: "Which of the two gutters?".to_owned(),
    })?;
    all_sync(&mut [&mut officer, &mut citizen])?;
    assert_eq!(published(&mut officer)?[0].due, None);
    assert_eq!(published(&mut citizen)?[0].due, None);
    Ok(())
}

/// A neighbour who follows the ward of a case.
pub fn follower(
    world: &mut World,
    citizen: &mut Phone,
    case: &durbar_api::CaseId,
) -> Result<Phone> {
    let mut neighbour = world.phone()?;
    neighbour.must(Follow {
        topic: Topic::Ward(ward_of(citizen, case)?),
        following: true,
    })?;
    neighbour.sync_until_done()?;
    Ok(neighbour)
}

#[test]
fn what_was_hidden_stays_hidden_in_the_next_version() -> Result<()> {
    let mut world = World::new()?;
    let mut citizen = world.phone()?;
    let mut officer = world.officer("works", "Esi Mensah")?;
    let case = citizen.file("Blocked gutter", &[static_jpeg(5)?])?.case;
    all_sync(&mut [&mut citizen, &mut officer])?;
    let photo = officer.case(&case)?.photos[0].blob.clone();
    officer.fetch(std::slice::from_ref(&photo))?;
    let prepare = PreparePublication { case: case.clone() };
    let mut publication = officer.must(prepare.clone())?;
    let region = Region {
        x: 0.25,
        y: 0.1,
        width: 0.5,
        height: 0.3,
    };
    publication.photos = vec![PublicationPhoto {
        photo: photo.clone(),
        regions: vec![region],
    }];
    let publish = |publication| Publish {
        case: case.clone(),
        publication,
    };
    officer.must(publish(publication))?;
    let shown = |officer: &mut Phone| -> Result<String> {
        let id = officer.case(&case)?.published.ok_or("published")?.id;
        let public = officer.must(ReadPublished { id })?;
        Ok(public.photos[0].blob.0.clone())
    };
    let burnt = shown(&mut officer)?;
    assert!(burnt != photo.0, "the box is burnt in");

    // Another title, and nothing said about the photo.
    let mut next = officer.must(prepare)?;
    assert_eq!(next.photos[0].regions, [region], "the box is shown again");
    "Gutter, blocked".clone_into(&mut next.title);
    officer.must(publish(next))?;
    assert_eq!(
        shown(&mut officer)?,
        burnt,
        "the face is there for everybody"
    );
    Ok(())
}
