//! The pack in a person's language, and where a point lies.

use super::{Loaded, METRES_PER_DEGREE, Texts};
use crate::error::Result;
use durbar_api::packs::{
    self, Category, Command, Department, Municipality, Reply, ReplyTemplate, State, Text,
};
use geo::{Contains, LineString, Point, Polygon};

impl Loaded {
    /// The pack's first language.
    pub(crate) fn fallback(&self) -> &str {
        self.pack
            .languages
            .first()
            .map_or("en", |language| language.code.as_str())
    }

    /// A text in a language, or in the fallback, and said so.
    pub(crate) fn text(&self, texts: &Texts, language: &str) -> Text {
        let (text, language) = texts.pick(language, self.fallback());
        Text {
            text: text.to_owned(),
            language: language.to_owned(),
        }
    }

    /// The department that answers for a category; the front desk for an unknown one.
    pub(crate) fn department(&self, category: &str) -> &str {
        self.category(category)
            .map_or(&self.pack.front_desk, |category| &category.department)
    }

    pub(crate) fn category(&self, id: &str) -> Option<&super::Category> {
        self.pack
            .complaints
            .categories
            .iter()
            .find(|category| category.id == id)
    }

    /// Working days until an answer is due.
    pub(crate) fn working_days(&self, category: &str) -> u16 {
        self.category(category)
            .and_then(|category| category.working_days)
            .unwrap_or(self.pack.complaints.working_days)
    }

    pub(crate) fn state(&self, id: &str) -> Option<&super::State> {
        self.pack
            .complaints
            .states
            .iter()
            .find(|state| state.id == id)
    }

    /// The state that means something to the app itself.
    pub(crate) fn state_with(&self, role: packs::StateRole) -> Option<String> {
        self.pack
            .complaints
            .states
            .iter()
            .find(|state| state.role == Some(role))
            .map(|state| state.id.clone())
    }

    /// What a category and a ward are called, in every language: whoever searches may use any.
    pub(crate) fn names(&self, category: &str, ward: Option<&str>) -> impl Iterator<Item = &str> {
        let category = self.category(category).map(|category| &category.name);
        let ward = self
            .wards
            .wards
            .iter()
            .find(|known| ward == Some(&known.id));
        let texts = category.into_iter().chain(ward.map(|ward| &ward.name));
        texts.flat_map(|texts| texts.0.values().map(String::as_str))
    }

    /// The ward in which a point lies.
    pub(crate) fn ward_at(&self, latitude: f64, longitude: f64) -> Option<&str> {
        let point = Point::new(longitude, latitude);
        self.wards
            .wards
            .iter()
            .find(|ward| {
                ward.polygons
                    .iter()
                    .any(|rings| polygon(rings).contains(&point))
            })
            .map(|ward| ward.id.as_str())
    }

    /// The wards around a point: those in which it or one of eight points lies that are so many metres
    /// away from it, in all directions.
    pub(crate) fn wards_around(
        &self,
        latitude: f64,
        longitude: f64,
        metres: f64,
    ) -> impl Iterator<Item = &str> {
        let north = metres / METRES_PER_DEGREE;
        let east = north / latitude.to_radians().cos().abs().max(0.01);
        let sides = [-1.0, 0.0, 1.0];
        let points =
            sides.map(|x| sides.map(|y| Point::new(longitude + x * east, latitude + y * north)));
        let has_one =
            move |outline: &Polygon| points.iter().flatten().any(|point| outline.contains(point));
        self.wards
            .wards
            .iter()
            .filter(move |ward| ward.polygons.iter().any(|rings| has_one(&polygon(rings))))
            .map(|ward| ward.id.as_str())
    }

    fn municipality(&self, language: &str) -> Municipality {
        let pack = &self.pack;
        let text = |texts: &Texts| self.text(texts, language);
        Municipality {
            id: pack.id.clone(),
            name: text(&pack.name),
            version: pack.version.clone(),
            sample: pack.sample,
            languages: pack
                .languages
                .iter()
                .map(|language| (language.code.clone(), language.name.clone()))
                .collect(),
            clock: pack.clock(),
            hue: pack.hue,
            departments: pack
                .departments
                .iter()
                .map(|department| Department {
                    id: department.id.clone(),
                    name: text(&department.name),
                    counter: department.counter.as_ref().map(text),
                })
                .collect(),
            categories: pack
                .complaints
                .categories
                .iter()
                .map(|category| Category {
                    id: category.id.clone(),
                    name: text(&category.name),
                    examples: text(&category.examples),
                    icon: category.icon.clone(),
                    department: category.department.clone(),
                    working_days: self.working_days(&category.id),
                    not_here: category.not_here.as_ref().map(text),
                })
                .collect(),
            wards: self
                .wards
                .wards
                .iter()
                .map(|ward| packs::Ward {
                    id: ward.id.clone(),
                    name: text(&ward.name),
                    outline: ward
                        .polygons
                        .iter()
                        .filter_map(|rings| rings.first().cloned())
                        .collect(),
                })
                .collect(),
            states: pack
                .complaints
                .states
                .iter()
                .map(|state| State {
                    id: state.id.clone(),
                    label: text(&state.label),
                    tone: state.tone,
                    closed: state.closed,
                    role: state.role,
                })
                .collect(),
            reply_templates: pack
                .complaints
                .reply_templates
                .iter()
                .map(|template| ReplyTemplate {
                    id: template.id.clone(),
                    title: text(&template.title),
                    text: text(&template.text),
                })
                .collect(),
        }
    }
}

fn polygon(rings: &[Vec<(f64, f64)>]) -> Polygon {
    let mut rings = rings.iter().map(|ring| LineString::from(ring.clone()));
    Polygon::new(
        rings.next().unwrap_or_else(|| LineString::new(Vec::new())),
        rings.collect(),
    )
}

pub(crate) fn handle(pack: Option<&Loaded>, language: &str, command: Command) -> Result<Reply> {
    let Command::Read(call) = command;
    let language = call.language.as_deref().unwrap_or(language);
    Ok(Reply::Read(pack.map(|pack| pack.municipality(language))))
}
