//! Municipality packs as people write them: a folder of TOML files and a GeoJSON file.
//!
//! [`load`] reads and checks a folder and changes nothing. It does not stop at the first
//! mistake: whoever edits a pack sees all of them at once, each with file and line and with what
//! to do about it. [`parts`] turns a pack into what phones fetch. The format is described in
//! `docs/municipality-packs.md`.

mod calendar;
mod complaints;
mod departments;
mod error;
mod fields;
mod folder;
mod json;
mod municipality;
mod parts;
mod replies;
mod rings;
mod roles;
mod sheet;
mod states;
#[cfg(test)]
mod tests;
mod texts;
mod value;
mod wards;
pub(crate) mod words;

pub use error::PackError;
pub use parts::{PartsError, parts};

use durbar_core::pack::{Pack, Wards};
use std::fmt;
use std::path::Path;

/// A pack that passed every check.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedPack {
    /// What everyone needs first.
    pub pack: Pack,
    /// The shapes of the wards.
    pub wards: Wards,
}

/// What the pack holds, in a line for whoever checked it.
impl fmt::Display for LoadedPack {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Pack {
            id,
            version,
            sample,
            languages,
            departments,
            complaints,
            calendar,
            ..
        } = &self.pack;
        let codes: Vec<&str> = languages
            .iter()
            .map(|language| language.code.as_str())
            .collect();
        write!(
            out,
            "{id} {version}{}: languages {}; {} departments, {} categories, {} states, \
             {} reply templates, {} holidays, {} wards",
            if *sample { " (sample)" } else { "" },
            codes.join(", "),
            departments.len(),
            complaints.categories.len(),
            complaints.states.len(),
            complaints.reply_templates.len(),
            calendar.holidays.len(),
            self.wards.wards.len(),
        )
    }
}

/// Reads a pack's folder and checks everything in it.
///
/// # Errors
/// All mistakes found, in the order of the files and lines. Never empty.
pub fn load(dir: &Path) -> Result<LoadedPack, Vec<PackError>> {
    let mut errors = Vec::new();
    let loaded = assemble(dir, &mut errors);
    match loaded {
        Some(loaded) if errors.is_empty() => Ok(loaded),
        _ => {
            if errors.is_empty() {
                errors.push(PackError::of_file(".", "the pack could not be read"));
            }
            Err(errors)
        }
    }
}

/// Each file is read even when another is broken; what one needs from another is then not
/// checked, so that one mistake is told once.
fn assemble(dir: &Path, errors: &mut Vec<PackError>) -> Option<LoadedPack> {
    let folder = folder::Folder::open(dir, errors)?;
    let mut pack_sheet = folder.sheet("pack.toml", errors);
    let mut departments_sheet = folder.sheet("departments.toml", errors);
    let mut complaints_sheet = folder.sheet("complaints.toml", errors);
    let mut calendar_sheet = folder.sheet("calendar.toml", errors);
    let mut wards_sheet = folder.sheet("wards.geojson", errors);

    let municipality = pack_sheet.as_mut().and_then(municipality::read);
    let languages = municipality
        .as_ref()
        .and_then(|read| read.languages.clone());
    let departments = departments_sheet
        .as_mut()
        .and_then(|sheet| departments::read(sheet, languages.as_deref()));
    let ids = departments.as_ref().map(|read| read.ids.as_slice());
    if let (Some(sheet), Some(read), Some(ids)) = (&mut pack_sheet, &municipality, ids) {
        municipality::check_front_desk(sheet, read, ids);
    }
    let complaints = complaints_sheet
        .as_mut()
        .and_then(|sheet| complaints::read(sheet, languages.as_deref(), ids));
    let calendar = calendar_sheet
        .as_mut()
        .and_then(|sheet| calendar::read(sheet, languages.as_deref()));
    let sample = municipality.as_ref().and_then(|read| read.sample);
    let wards = wards_sheet
        .as_mut()
        .and_then(|sheet| wards::read(sheet, languages.as_deref(), sample));

    for sheet in [
        pack_sheet,
        departments_sheet,
        complaints_sheet,
        calendar_sheet,
        wards_sheet,
    ] {
        errors.extend(sheet.into_iter().flat_map(sheet::Sheet::into_errors));
    }
    let pack = municipality?.into_pack(departments?.departments, complaints?, calendar?)?;
    Some(LoadedPack {
        pack,
        wards: wards?,
    })
}
