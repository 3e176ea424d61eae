//! Filing: a draft becomes a case, by its person or by an office for somebody, or changes one.

use super::{
    act::{self, event, finish, link_photos, write},
    document::{self as content, Event, Filing},
    draft, lanes,
    photos::{self, Shelf},
    published, reference, role,
};
use crate::{
    Error, app,
    context::Context,
    document::{self, lane},
    error::Result,
    identity::{self, links},
    pack::Loaded,
};
use durbar_api::{
    CaseId, DraftId, ErrorCode,
    complaints::{Answers, Photo, Submitted, Topic},
};
use durbar_sync::{
    LaneId,
    header::{Header, Reader, Writer},
    sign::Keys,
};

/// Files a draft.
pub(super) fn submit(context: &mut Context<'_>, id: &DraftId) -> Result<Submitted> {
    let pack = context
        .pack
        .clone()
        .ok_or(Error::api(ErrorCode::NoPack, "error-no-pack"))?;
    let problems = draft::problems(context, id)?;
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let kept = draft::kept(context.connection, id)?;
    let photos = photos::list(context.connection, Shelf::Draft, &id.0)?;
    let case = match kept.corrects {
        Some(case) => correct(context, &case, &kept.answers, &photos)?,
        None => {
            let category = kept.answers.category.clone().unwrap_or_default();
            let header = header(context, &pack, &category, kept.intake.is_some())?;
            let (case, signed) = header.sign(&identity::keys(context.connection)?)?;
            lane::insert(context.connection, &case, &header, &signed)?;
            let language = app::language(context.connection)?.unwrap_or_default();
            let filing = Filing::new(
                &kept.answers,
                &category,
                &photos,
                context.now,
                &language,
                &pack.pack.version,
                kept.intake,
            )?;
            document::edit(context.connection, &case, context.now, |transaction| {
                content::write_filing(transaction, &filing)
            })?;
            link_photos(context, &case, &photos)?;
            case
        }
    };
    // Who reports something there wants to hear of the place.
    if kept.intake.is_none()
        && let Some(ward) = kept.answers.place.ward
    {
        published::follow(context, &Topic::Ward(ward), true)?;
    }
    draft::discard(context, id)?;
    finish(context, &case)?;
    Ok(Submitted {
        case: CaseId(case.to_string()),
        reference: reference(&case),
    })
}

/// The header of a new case: addressed to the department of its category, readable by those to
/// which it may escalate.
fn header(
    context: &mut Context<'_>,
    pack: &Loaded,
    category: &str,
    taken_in: bool,
) -> Result<Header> {
    let department = pack.department(category);
    let mut readers = vec![Reader::Department(department.to_owned())];
    for step in &pack.pack.complaints.escalation {
        let reader = Reader::Department(step.department.clone());
        // A header names at most eight readers.
        if !readers.contains(&reader) && readers.len() < 6 {
            readers.push(reader);
        }
    }
    let me = identity::me(context.connection)?;
    let writer = if taken_in {
        let mine = identity::active_departments(context.connection, &me, context.now)?;
        // One's own desk if it is in charge, else any of one's own: all may take matters in.
        let desk = mine
            .iter()
            .find(|mine| *mine == department)
            .or(mine.first())
            .ok_or(Error::api(ErrorCode::Forbidden, "error-forbidden"))?;
        let mut seed = [0; 32];
        context.rng.fill_bytes(&mut seed);
        let person = Keys::from_seed(seed);
        links::keep_keys(context.connection, &person)?;
        readers.push(Reader::Person(person.public()));
        Writer::Department(desk.clone())
    } else {
        Writer::Person(me)
    };
    let mut nonce = [0; 16];
    context.rng.fill_bytes(&mut nonce);
    Ok(Header {
        kind: lanes::FILING.to_owned(),
        writer,
        readers,
        pack: pack.pack.id.clone(),
        case: None,
        created: context.now.0,
        nonce,
    })
}

/// Changes the answers of a case.
fn correct(
    context: &mut Context<'_>,
    case: &LaneId,
    answers: &Answers,
    photos: &[Photo],
) -> Result<LaneId> {
    let story = role::person(context, case)?;
    if story.closed {
        return Err(act::not_now());
    }
    let before = &story.filing;
    let mut after = Filing::new(
        answers,
        // Whose matter it is does not change with the words: the office passes it on if need be.
        &answers.category.clone().unwrap_or_default(),
        photos,
        context.now,
        &before.language,
        &before.pack_version,
        None,
    )?;
    after.filed_at = before.filed_at;
    after.channel.clone_from(&before.channel);
    let mut fields = Vec::new();
    let mut changed = |field: &str, is: bool| {
        if is {
            fields.push(field.to_owned());
        }
    };
    changed("category", after.category != before.category);
    changed("description", after.description != before.description);
    changed(
        "place",
        (&after.landmark, &after.ward, &after.position)
            != (&before.landmark, &before.ward, &before.position),
    );
    changed(
        "photos",
        after
            .photos
            .iter()
            .map(|photo| photo.photo)
            .ne(before.photos.iter().map(|photo| photo.photo)),
    );
    changed("contact", after.contact != before.contact);
    // It would start the clock again, and tell the office of nothing.
    if fields.is_empty() {
        return Err(Error::api(ErrorCode::Invalid, "error-correction-unchanged"));
    }
    // A photo that was there already keeps what is known of it.
    for photo in &mut after.photos {
        if let Some(known) = before
            .photos
            .iter()
            .find(|known| known.photo == photo.photo)
        {
            photo.clone_from(known);
        }
    }
    let lane = role::person_lane(context, &story)?;
    document::edit(context.connection, &lane, context.now, |transaction| {
        content::write_filing(transaction, &after)
    })?;
    let new: Vec<Photo> = photos
        .iter()
        .filter(|photo| !before.photos().iter().any(|known| known.blob == photo.blob))
        .cloned()
        .collect();
    link_photos(context, &lane, &new)?;
    let event = Event {
        fields: Some(fields),
        ..event(context, "corrected", "")
    };
    write(context, &lane, &event)?;
    Ok(*case)
}
