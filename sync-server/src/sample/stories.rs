//! What happened in each sample case: a file for each municipality in `assets/samples`.

use super::picture::Scene;
use crate::Error;
use serde::Deserialize;

/// The files by the id of their pack.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The sample cases of a municipality.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stories {
    /// Stands below every text, so that no sample passes for a real matter.
    pub mark: String,
    /// The cases.
    #[serde(rename = "story")]
    pub stories: Vec<Story>,
}

/// A case from its filing on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Story {
    pub category: String,
    pub department: String,
    pub officer: String,
    pub text: String,
    pub landmark: String,
    /// Degrees north and east.
    pub place: (f64, f64),
    pub photos: u8,
    pub scene: Scene,
    pub hours_ago: u32,
    /// What then.
    #[serde(default, rename = "act")]
    pub acts: Vec<Step>,
}

/// Something that happens in a case, so many hours after the last thing.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Step {
    pub after_hours: u32,
    #[serde(flatten)]
    pub act: Act,
}

/// What can happen in a case.
#[derive(Debug, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub(super) enum Act {
    /// The office looks at it.
    Open,
    /// The office writes.
    Reply { text: String },
    /// The citizen writes.
    Answer { text: String },
    /// The office moves it on.
    Status {
        status: String,
        #[serde(default)]
        text: String,
    },
    /// The office publishes a summary with the photos.
    Publish { title: String, text: String },
}

impl Stories {
    /// The sample cases of a pack; `None` if nobody wrote any.
    ///
    /// # Errors
    /// The file has a mistake.
    pub(super) fn of(pack: &str) -> Result<Option<Self>, Error> {
        let Some((_, text)) = FILES.iter().find(|(id, _)| *id == pack) else {
            return Ok(None);
        };
        toml::from_str(text)
            .map(Some)
            .map_err(|error| Error::Argument(format!("sample cases of {pack}: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack;
    use std::path::Path;

    #[test]
    fn sample_cases_fit_their_pack_and_every_sample_pack_has_some() {
        let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
        for entry in std::fs::read_dir(packs).expect("packs") {
            let loaded = pack::load(&entry.expect("a pack").path()).expect("a sound pack");
            let id = &loaded.pack.id;
            let stories = Stories::of(id).expect("sound").expect("there are some");
            for story in stories.stories {
                let of = |category: &&durbar_core::pack::Category| category.id == story.category;
                let category = loaded.pack.complaints.categories.iter().find(of);
                let department = category.map(|category| category.department.as_str());
                assert_eq!(department, Some(story.department.as_str()), "{story:?}");
                for step in story.acts {
                    if let Act::Status { status, .. } = step.act {
                        let states = &loaded.pack.complaints.states;
                        assert!(states.iter().any(|state| state.id == status), "{status}");
                    }
                }
            }
        }
    }
}
