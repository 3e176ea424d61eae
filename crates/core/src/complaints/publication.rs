//! Publishing: the office writes what everybody may read of a case, in a lane of its own.
//!
//! The summary is coarse in place and holds no words that the office did not choose. From then on
//! each change of state is published with it, the person's own among them, when there was an answer,
//! and how many people said "me too".

mod following;

pub(super) use following::{follow_the_person, follow_up, pass_on};

use super::{
    act::{check_length, event, finish, problem, write},
    document::{self as content, Event, PhotoDocument},
    lanes, published, role,
    story::{Part, Story},
    table,
};
use crate::{
    Error,
    context::Context,
    document::{self, lane},
    error::Result,
    media::{self, photo},
    outbox::case_lane,
};
use automerge::{Automerge, ROOT};
use autosurgeon::{Hydrate, Reconcile, hydrate_prop, reconcile_prop};
use durbar_api::{
    complaints::{PreparePublication, Publication, PublicationPhoto, Publish, Region, Unpublish},
    packs::StateRole,
};
use durbar_sync::{
    BlobId, LaneId,
    wire::{BlobKind, BlobOffer},
};

const PUBLISHED: &str = "published";
/// Degrees are rounded to so many parts: about 100 m.
const COARSE: f64 = 1000.0;

/// What everybody may read.
#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct Summary {
    pub title: String,
    pub text: String,
    pub landmark: String,
    pub category: String,
    pub ward: Option<String>,
    pub department: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub photos: Vec<PhotoDocument>,
    pub status: String,
    pub confirmed: bool,
    /// When the hub received the case, its clock: the due day is counted from it.
    pub received: i64,
    /// When the case was last opened again: the due day is counted from that.
    #[autosurgeon(missing = "Default::default")]
    pub reopened: Option<i64>,
    /// Times in which the clock stood: days, the last one empty while it stands.
    pub pauses: Vec<PauseDocument>,
    pub steps: Vec<StepDocument>,
    /// When the office first answered, since the case was last opened again.
    #[autosurgeon(missing = "Default::default")]
    pub answered: Option<i64>,
    pub supports: i64,
    /// The device's clock, and later than every summary of the case before it: of several the last
    /// one is shown.
    pub changed_at: i64,
    /// Taken back.
    pub hidden: bool,
}

#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct PauseDocument {
    pub from: String,
    pub until: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct StepDocument {
    pub at: i64,
    pub status: String,
    pub department: String,
}

impl Summary {
    /// Whether the clock stands: the office waits for the person.
    pub(super) fn stands(&self) -> bool {
        let last = self.pauses.last();
        last.is_some_and(|pause| pause.until.is_none())
    }
}

/// Reads a summary; `None` if the document has none that can be read.
pub(super) fn read(document: &Automerge) -> Option<Summary> {
    hydrate_prop(document, &ROOT, PUBLISHED).ok()
}

/// A first proposal: what is published, or the filing without what is personal.
pub(super) fn prepare(context: &Context<'_>, call: &PreparePublication) -> Result<Publication> {
    let case = case_lane(&call.case)?;
    let (story, _) = role::office(context, &case)?;
    let offered = story.filing.photos();
    if let Some(public) = story.public
        && let Some(known) = read(&document::load(context.connection, &public)?)
    {
        return Ok(Publication {
            title: known.title,
            text: known.text,
            landmark: known.landmark,
            position: known.latitude.is_some(),
            // Those published stay as they are unless others are chosen.
            photos: known
                .photos
                .iter()
                .filter_map(|photo| {
                    // Before something was hidden by the office, or as its person gave it.
                    let sources = photo.original.iter().chain([&photo.photo]);
                    let blobs: Vec<_> = sources
                        .map(|blob| BlobId((*blob).into()).to_string())
                        .collect();
                    let source = offered
                        .iter()
                        .find(|offered| blobs.contains(&offered.blob.0))?;
                    let regions = photo.hidden()?;
                    // A photo whose boxes are not known is not chosen: nobody sees behind them.
                    let is_whole = blobs.last() == Some(&source.blob.0);
                    (is_whole || !regions.is_empty()).then(|| PublicationPhoto {
                        photo: source.blob.clone(),
                        regions,
                    })
                })
                .collect(),
            offered,
        });
    }
    Ok(Publication {
        title: without_numbers(&table::title_of(&story.filing.description)),
        text: without_numbers(&story.filing.description),
        landmark: String::new(),
        position: story.filing.position.is_some(),
        photos: Vec::new(),
        offered,
    })
}

/// Telephone numbers and addresses of e-mail are personal: a person reads over the rest.
fn without_numbers(text: &str) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let digits = word.chars().filter(char::is_ascii_digit).count();
            if digits >= 6 || word.contains('@') {
                let tail = word.chars().last().filter(|last| last.is_whitespace());
                format!("…{}", tail.map(String::from).unwrap_or_default())
            } else {
                word.to_owned()
            }
        })
        .collect()
}

/// Publishes a summary, or another version of it.
pub(super) fn publish(context: &mut Context<'_>, call: &Publish) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let given = &call.publication;
    if given.title.trim().is_empty() {
        return Err(problem("error-title-missing", &[]));
    }
    check_length(&given.text)?;
    check_length(&given.title)?;
    let received = story
        .received
        .ok_or_else(|| problem("error-not-received", &[]))?;
    let mut photos = Vec::new();
    let mut offers = Vec::new();
    for chosen in &given.photos {
        let (photo, blobs) = public_photo(context, &story, &chosen.photo, &chosen.regions)?;
        photos.push(photo);
        offers.extend(blobs);
    }
    let position = story.filing.position.as_ref().filter(|_| given.position);
    let coarse = |degrees: f64| (degrees * COARSE).round() / COARSE;
    let summary = Summary {
        title: given.title.trim().to_owned(),
        text: given.text.trim().to_owned(),
        landmark: given.landmark.trim().to_owned(),
        category: story.filing.category.clone(),
        ward: story.filing.ward.clone(),
        department: department.clone(),
        latitude: position.map(|position| coarse(position.latitude)),
        longitude: position.map(|position| coarse(position.longitude)),
        photos,
        received,
        ..standing(context, &story)
    };
    let is_first = story.public.is_none();
    let lane = put(context, &story, &department, &summary)?;
    for offer in &offers {
        media::link(context.connection, &lane, offer, true, false)?;
    }
    if is_first {
        note(context, &story, &department, "publish")?;
    }
    finish(context, &case)
}

/// A case's photo for everybody: without time and place of its own, with further boxes.
fn public_photo(
    context: &mut Context<'_>,
    story: &Story,
    id: &durbar_api::BlobId,
    regions: &[Region],
) -> Result<(PhotoDocument, Vec<BlobOffer>)> {
    let connection = context.connection;
    let photo = story
        .filing
        .photos()
        .into_iter()
        .find(|photo| photo.blob == *id)
        .ok_or_else(Error::not_found)?;
    let source = media::parse(&photo.blob)?;
    let mut published = photo.clone();
    published.position = None;
    published.taken_at = None;
    let mut document = PhotoDocument::new(&published)?;
    if !regions.is_empty() {
        // The office opened it to draw on it, so it is here.
        let picture = media::read(connection, &source)?
            .ok_or_else(|| problem("error-photo-not-here", &[]))?;
        let burnt = photo::burn(&picture, regions, context.picture(Some(&source)))?;
        let blob = media::put(connection, BlobKind::Photo, &burnt.photo)?;
        let thumbnail = media::put(connection, BlobKind::Thumbnail, &burnt.thumbnail)?;
        document.original = Some(source.0.into());
        document.hide(regions)?;
        document.photo = blob.0.into();
        document.thumbnail = thumbnail.0.into();
    }
    let mut offers = Vec::new();
    for (blob, kind) in [
        (document.thumbnail, BlobKind::Thumbnail),
        (document.photo, BlobKind::Photo),
    ] {
        let blob = BlobId(blob.into());
        // The hub takes a blob only from who has it.
        if media::read(connection, &blob)?.is_none() {
            return Err(problem("error-photo-not-here", &[]));
        }
        let length = media::length(connection, &blob)?.ok_or(Error::Stored("photo"))?;
        offers.push(BlobOffer { blob, length, kind });
    }
    Ok((document, offers))
}

/// The part of a summary that follows from the case.
fn standing(context: &Context<'_>, story: &Story) -> Summary {
    let pack = context.pack.as_deref();
    let with_role = |role| pack.and_then(|pack| pack.state_with(role));
    let steps = story
        .happenings
        .iter()
        .filter_map(|happening| {
            let event = &happening.event;
            let status = match (&happening.part, event.kind.as_str()) {
                (Part::Office(_), _) => Some(event.status.clone()),
                (Part::Person, "reopen") => with_role(StateRole::Reopened),
                (Part::Person, "withdraw") => with_role(StateRole::Withdrawn),
                _ => None,
            };
            let status = status.filter(|status| !status.is_empty())?;
            Some(StepDocument {
                at: happening.at,
                status,
                department: happening.part.department().unwrap_or_default().to_owned(),
            })
        })
        .collect();
    let pauses = story
        .pauses
        .iter()
        .map(|pause| PauseDocument {
            from: pause.from.to_string(),
            until: pause.until.map(|day| day.to_string()),
        })
        .collect();
    Summary {
        title: String::new(),
        text: String::new(),
        landmark: String::new(),
        category: String::new(),
        ward: None,
        department: story.department.clone(),
        latitude: None,
        longitude: None,
        photos: Vec::new(),
        status: story.status.clone(),
        confirmed: story.confirmed,
        received: story.received.unwrap_or_default(),
        reopened: story.reopened_at,
        pauses,
        steps,
        answered: story.answered_at,
        supports: story.supports.into(),
        changed_at: context.now.0,
        hidden: false,
    }
}

/// Writes a summary in the department's public lane.
fn put(
    context: &mut Context<'_>,
    story: &Story,
    department: &str,
    summary: &Summary,
) -> Result<LaneId> {
    // The lane keeps the topics under which it was first published.
    let known = match story.public {
        Some(public) => lane::get(context.connection, &public)?.filter(|lane| {
            lane.header.writer == durbar_sync::header::Writer::Department(department.to_owned())
        }),
        None => None,
    };
    let header = match known {
        Some(lane) => lane.header,
        None => lanes::public(
            &story.case,
            &story.header,
            department,
            summary.ward.as_deref(),
            &summary.category,
        ),
    };
    let lane = role::department_lane(context, &header)?;
    let mut changed_at = context.now.0;
    for other in lane::of_case(context.connection, &story.case, lanes::PUBLIC)? {
        if let Some(other) = read(&document::load(context.connection, &other)?) {
            changed_at = changed_at.max(other.changed_at.saturating_add(1));
        }
    }
    let summary = Summary {
        changed_at,
        ..summary.clone()
    };
    document::edit(context.connection, &lane, context.now, |transaction| {
        content::renew_lists(transaction, PUBLISHED, &["photos", "pauses", "steps"])?;
        Ok(reconcile_prop(transaction, ROOT, PUBLISHED, &summary)?)
    })?;
    published::project(context, &story.case)?;
    context.changed.published = true;
    Ok(lane)
}

/// The citizen is told what is published of the case.
fn note(context: &mut Context<'_>, story: &Story, department: &str, kind: &str) -> Result<()> {
    let header = lanes::casework(&story.case, &story.header, department);
    let lane = role::department_lane(context, &header)?;
    let event: Event = event(context, kind, "");
    write(context, &lane, &event)
}

/// Takes a summary back.
pub(super) fn unpublish(context: &mut Context<'_>, call: &Unpublish) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let Some(summary) = current(context, &story)? else {
        return Ok(());
    };
    let hidden = Summary {
        title: String::new(),
        text: String::new(),
        landmark: String::new(),
        photos: Vec::new(),
        hidden: true,
        ..summary
    };
    put(context, &story, &department, &hidden)?;
    note(context, &story, &department, "unpublish")?;
    finish(context, &case)
}

fn current(context: &Context<'_>, story: &Story) -> Result<Option<Summary>> {
    Ok(match story.public {
        Some(public) => read(&document::load(context.connection, &public)?),
        None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{PUBLISHED, Summary, read, without_numbers};
    use automerge::{Automerge, ROOT, ReadDoc, transaction::Transactable};
    use autosurgeon::reconcile_prop;

    fn summary() -> Summary {
        Summary {
            title: "Blocked gutter".into(),
            text: String::new(),
            landmark: String::new(),
            category: "drains".into(),
            ward: None,
            department: "works".into(),
            latitude: None,
            longitude: None,
            photos: Vec::new(),
            status: "new".into(),
            confirmed: false,
            received: 1,
            reopened: None,
            pauses: Vec::new(),
            steps: Vec::new(),
            answered: Some(2),
            supports: 0,
            changed_at: 3,
            hidden: false,
        }
    }

    #[test]
    fn a_summary_that_was_written_before_it_told_of_the_answer_is_read() {
        let mut document = Automerge::new();
        document
            .transact::<_, _, Box<dyn std::error::Error>>(|transaction| {
                reconcile_prop(transaction, ROOT, PUBLISHED, summary())?;
                let (_, map) = transaction.get(ROOT, PUBLISHED)?.ok_or("no map")?;
                transaction.delete(map, "answered")?;
                Ok(())
            })
            .map_err(|failure| failure.error.to_string())
            .expect("is written");
        let answered = None;
        let before = Summary {
            answered,
            ..summary()
        };
        assert_eq!(read(&document), Some(before));
    }

    #[test]
    fn telephone_numbers_and_mail_addresses_are_left_out_of_the_proposal() {
        assert_eq!(
            without_numbers("Call 0244123456 or ama@example.org at house 12, please."),
            "Call … or … at house 12, please."
        );
    }
}
