//! What people file, and how far it came.

use super::{Citizenship, World, until_here};
use crate::{
    journey::{Screen, screens::line::ask},
    kit::Result,
};
use durbar_api::{
    CaseId, DraftId, Place, Position, PositionSource,
    complaints::{
        AddPhoto, Answers, Channel, Contact, ContactWish, Draft, ListMine, ReadCase, SaveDraft,
        Sending, StartDraft, Submit,
    },
};
use durbar_sync_server::sample::{self, Scene};
use std::collections::BTreeMap;

/// After so many matters another one is told in the same words.
pub(super) const DIFFERENT: usize = MATTERS.len();

/// A matter in the citizen's words.
struct Matter {
    text: &'static str,
    landmark: &'static str,
    /// What it is about and where, if the pack knows them; degrees north and east.
    category: &'static str,
    ward: &'static str,
    place: (f64, f64),
    scene: Scene,
}

const MATTERS: [Matter; 6] = [
    Matter {
        text: "The standpipe runs day and night and nobody can close it.",
        landmark: "By the landing beach",
        category: "water",
        ward: "new-takoradi",
        place: (4.9080, -1.7500),
        scene: Scene::Water,
    },
    Matter {
        text: "Manhole cover missing at Market Circle. Two people have stumbled already, and it \
               is not lit at night.",
        landmark: "Market Circle, by the bank",
        category: "roads",
        ward: "takoradi",
        place: (4.8975, -1.7580),
        scene: Scene::Road,
    },
    Matter {
        text: "Blocked drain floods the path to school. Since Sunday it is full of sand. Children \
               walk on the road.",
        landmark: "Kojokrom M/A School, behind the canteen",
        category: "drains",
        ward: "kojokrom",
        place: (4.9722, -1.7343),
        scene: Scene::Drain,
    },
    Matter {
        text: "Gutter slab broken opposite the clinic. It was left open after the pipe was mended.",
        landmark: "Opposite the clinic",
        category: "drains",
        ward: "effia",
        place: (4.9390, -1.7660),
        scene: Scene::Drain,
    },
    Matter {
        text: "No light at the lorry station. The last four poles are dark, and traders pack up \
               in the dark.",
        landmark: "Lorry station, the side of the taxis",
        category: "street-lights",
        ward: "kojokrom",
        place: (4.9690, -1.7290),
        scene: Scene::Night,
    },
    Matter {
        text: "Deep pothole in front of the school gate. Taxis swerve to the side where pupils \
               stand.",
        landmark: "Main gate of the school",
        category: "roads",
        ward: "fijai",
        place: (4.9470, -1.7530),
        scene: Scene::Road,
    },
];

impl World {
    /// Files a matter, as whoever has this screen.
    pub(super) async fn file(
        &self,
        screen: &Screen,
        number: usize,
        reach: Citizenship,
    ) -> Result<CaseId> {
        let draft = start_draft(screen).await?;
        self.write(screen, &draft, number).await?;
        let draft = draft.id;
        let case = ask(screen, Submit { draft }).await?.case;
        let filed = ask(screen, ReadCase { case: case.clone() }).await?;
        if reach == Citizenship::CutOff && filed.summary.sending != Sending::Queued {
            return Err(format!("cut off, and {:?}", filed.summary.sending).into());
        }
        Ok(case)
    }

    /// Answers every question of a draft.
    pub(super) async fn write(&self, screen: &Screen, draft: &Draft, number: usize) -> Result<()> {
        let save = SaveDraft {
            draft: draft.id.clone(),
            answers: Answers {
                contact: draft.answers.contact.clone(),
                ..self.answers(number)?
            },
            step: "check".to_owned(),
        };
        ask(screen, save).await?;
        let scene = MATTERS[number % MATTERS.len()].scene;
        for photo in 0..[0, 1, 2, 1][number % 4] {
            let photo = AddPhoto {
                draft: draft.id.clone(),
                name: "sample.jpg".to_owned(),
                bytes: sample::draw(scene, number as u64 * 10 + photo)?,
            };
            ask(screen, photo).await?;
        }
        Ok(())
    }

    /// Writes down what somebody tells at the counter, as the officer who has this screen.
    pub(super) async fn take_in(&self, screen: &Screen, number: usize) -> Result<DraftId> {
        let intake = Some(Channel::Counter);
        let draft = ask(screen, StartDraft { intake }).await?.id;
        let save = SaveDraft {
            draft: draft.clone(),
            answers: self.told_at_the_counter(number)?,
            step: "check".to_owned(),
        };
        ask(screen, save).await?;
        Ok(draft)
    }

    /// What somebody tells who has no phone with the app, but one to be called on.
    pub(super) fn told_at_the_counter(&self, number: usize) -> Result<Answers> {
        Ok(Answers {
            contact: Contact {
                wish: ContactWish::Call,
                name: "Efua Sam".to_owned(),
                address: "031 200 4410".to_owned(),
            },
            ..self.answers(number)?
        })
    }

    /// The answers about a matter, but for how to be reached.
    fn answers(&self, number: usize) -> Result<Answers> {
        let municipality = self.municipality.as_ref().ok_or("no pack")?;
        let department = self.department()?;
        let categories: Vec<_> = municipality
            .categories
            .iter()
            .filter(|category| category.department == department)
            .collect();
        let matter = &MATTERS[number % MATTERS.len()];
        let category = categories
            .iter()
            .find(|category| category.id == matter.category)
            .or_else(|| categories.get(number % categories.len().max(1)))
            .ok_or("a department without categories")?;
        let wards = &municipality.wards;
        let own = wards.iter().find(|ward| ward.id == matter.ward);
        // One ward before the matter's number: the sample of Gjakova tells there of the same as the
        // draft, so that something similar is shown to who writes it.
        let before = number + wards.len().saturating_sub(1);
        let ward = own.or_else(|| wards.get(before % wards.len().max(1)));
        let place = match own {
            Some(_) => Some(matter.place),
            None => ward.and_then(|ward| middle(&ward.outline)),
        };
        Ok(Answers {
            category: Some(category.id.clone()),
            description: matter.text.to_owned(),
            place: Place {
                position: place.map(measured),
                landmark: matter.landmark.to_owned(),
                ward: ward.map(|ward| ward.id.clone()),
            },
            contact: Contact::default(),
        })
    }

    /// The department with the most categories.
    pub(super) fn department(&self) -> Result<String> {
        let municipality = self.municipality.as_ref().ok_or("no pack")?;
        let mut counts = BTreeMap::new();
        for category in &municipality.categories {
            *counts.entry(&category.department).or_insert(0) += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        Ok(most.ok_or("no categories")?.0.clone())
    }
}

/// Begins a report.
pub(super) async fn start_draft(screen: &Screen) -> Result<Draft> {
    ask(screen, StartDraft { intake: None }).await
}

/// Waits until the sending of everything that somebody filed is so far.
pub(super) async fn until_all_are(screen: &Screen, far: impl Fn(&Sending) -> bool) -> Result<()> {
    until_here(screen, ListMine {}, |mine| {
        let all = mine.iter().map(|case| &case.sending);
        all.filter(|sending| !far(sending))
            .map(|sending| format!("more than {sending:?}"))
            .collect()
    })
    .await
}

/// The middle of the first ring's corners.
fn middle(outline: &[Vec<(f64, f64)>]) -> Option<(f64, f64)> {
    let ring = outline.first().filter(|ring| !ring.is_empty())?;
    #[allow(clippy::cast_precision_loss)]
    let count = ring.len() as f64;
    let sum = ring
        .iter()
        .fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    Some((sum.1 / count, sum.0 / count))
}

/// A place as a device would have measured it.
fn measured((latitude, longitude): (f64, f64)) -> Position {
    Position {
        latitude,
        longitude,
        accuracy: Some(9.0),
        source: PositionSource::Device,
        at: None,
    }
}
