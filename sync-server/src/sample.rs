//! Sample cases for a sample municipality, filed and answered through the app's own commands.
//!
//! Real apps in memory speak to the hub through its router, with its clock set back, so that a
//! queue has cases of every age. Every text says that it is a sample. The cases are data, in
//! `assets/samples`.

mod person;
mod picture;
mod stories;

pub use picture::{Scene, draw};

use crate::{
    Error,
    folder::Folder,
    hub::{Config, Hub},
    invite,
};
use durbar_core::api::{
    Place, Position, PositionSource,
    complaints::{
        AddPhoto, Answers, ChangeStatus, MarkOpened, PreparePublication, Publication,
        PublicationPhoto, Publish, SaveDraft, SendReply, StartDraft, Submit,
    },
    identity::Join,
    media::Read,
};
use person::Person;
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use stories::{Act, Step, Stories, Story};

const HOUR: i64 = 3_600_000;

/// Fills a hub with sample cases; returns how many.
///
/// # Errors
/// The pack is not marked as a sample, or the hub or the app refuses a step.
pub async fn fill(data: &Path, now: i64) -> Result<usize, Error> {
    let folder = Folder::open(data)?;
    let pack = folder.pack()?;
    if !pack.sample {
        let reason = "this hub's pack is not a sample: sample cases would mix with real ones";
        return Err(Error::Argument(reason.to_owned()));
    }
    let Some(Stories { mark, stories }) = Stories::of(&pack.id)? else {
        return Ok(0);
    };
    let clock = Arc::new(AtomicI64::new(now));
    let time = Arc::clone(&clock);
    let mut config = Config::new(data);
    config.clock = Arc::new(move || time.load(Ordering::SeqCst));
    let hub = Hub::open(config)?;
    let router = crate::http::router(hub);
    let mut officers: HashMap<&str, Person> = HashMap::new();
    for (seed, story) in (100u64..).zip(&stories) {
        let filed = now - i64::from(story.hours_ago) * HOUR;
        clock.store(filed, Ordering::SeqCst);
        let mut citizen = Person::new(&router, &clock, seed)?;
        citizen.sync().await?;
        let case = file(&mut citizen, story, &mark, seed)?;
        citizen.sync().await?;
        let mut at = filed;
        for Step { after_hours, act } in &story.acts {
            at += i64::from(*after_hours) * HOUR;
            clock.store(at.min(now), Ordering::SeqCst);
            if let Act::Answer { text } = act {
                citizen.sync().await?;
                let text = text.clone();
                citizen.ask(SendReply {
                    case: case.clone(),
                    text,
                })?;
                citizen.sync().await?;
                continue;
            }
            let officer = match officers.entry(story.department.as_str()) {
                std::collections::hash_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::hash_map::Entry::Vacant(entry) => {
                    let first = now - 90 * 24 * HOUR;
                    let offer = invite::Offer {
                        role: "officer".to_owned(),
                        department: story.department.clone(),
                        name: story.officer.clone(),
                        days: 365,
                        origin: "http://127.0.0.1".to_owned(),
                    };
                    let link = invite::link(&folder, &offer, first)?;
                    let mut officer = Person::new(&router, &clock, seed + 1000)?;
                    officer.ask(Join { link })?;
                    entry.insert(officer)
                }
            };
            officer.sync().await?;
            officer.ask(MarkOpened { case: case.clone() })?;
            match act {
                Act::Reply { text } => {
                    let text = text.clone();
                    officer.ask(SendReply {
                        case: case.clone(),
                        text,
                    })?;
                }
                Act::Status { status, text } => {
                    let (status, note) = (status.clone(), text.clone());
                    officer.ask(ChangeStatus {
                        case: case.clone(),
                        status,
                        note,
                    })?;
                }
                Act::Publish { title, text } => publish(officer, &case, title, text).await?,
                Act::Answer { .. } | Act::Open => {}
            }
            officer.sync().await?;
        }
    }
    Ok(stories.len())
}

/// Has a case's officer publish a summary with its photos, which the office has to open first.
async fn publish(
    officer: &mut Person,
    case: &durbar_core::api::CaseId,
    title: &str,
    text: &str,
) -> Result<(), Error> {
    let proposal = officer.ask(PreparePublication { case: case.clone() })?;
    for photo in &proposal.offered {
        let blob = photo.blob.clone();
        officer.ask(Read { blob })?;
    }
    officer.sync().await?;
    let photos = proposal.offered.iter().map(|photo| PublicationPhoto {
        photo: photo.blob.clone(),
        regions: Vec::new(),
    });
    let publication = Publication {
        title: title.to_owned(),
        text: text.to_owned(),
        position: true,
        photos: photos.collect(),
        ..proposal.clone()
    };
    officer.ask(Publish {
        case: case.clone(),
        publication,
    })
}

fn file(
    citizen: &mut Person,
    story: &Story,
    mark: &str,
    seed: u64,
) -> Result<durbar_core::api::CaseId, Error> {
    let draft = citizen.ask(StartDraft { intake: None })?.id;
    let position = Position {
        latitude: story.place.0,
        longitude: story.place.1,
        accuracy: Some(9.0),
        source: PositionSource::Device,
        at: None,
    };
    let answers = Answers {
        category: Some(story.category.clone()),
        description: format!("{}\n\n{mark}", story.text),
        place: Place {
            position: Some(position),
            landmark: story.landmark.clone(),
            ward: None,
        },
        ..Answers::default()
    };
    let step = "check".to_owned();
    citizen.ask(SaveDraft {
        draft: draft.clone(),
        answers,
        step,
    })?;
    for photo in 0..story.photos {
        let bytes = draw(story.scene, seed * 10 + u64::from(photo))?;
        let name = "sample.jpg".to_owned();
        citizen.ask(AddPhoto {
            draft: draft.clone(),
            name,
            bytes,
        })?;
    }
    Ok(citizen.ask(Submit { draft })?.case)
}
