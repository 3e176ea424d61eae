//! Every page of the app in a real browser: looked at, photographed, and tested for barriers.
//!
//! # Adding a page
//!
//! The pages are one list, [`list::PAGES`]. A new page is one line in it: its name, who sees it,
//! the way there, and what shows that it is there. The screenshots, the search for barriers with
//! axe-core and the tests of reach (small phones, large text, the keyboard, reduced motion) all
//! walk that list, so they have the new page by themselves, in every language.
//!
//! What a page needs in the world (a case in some state, a draft, an officer) is made in
//! [`world`], through the app's own commands; a way names it in braces: `/case/{case:fixed}`. A
//! line whose name and way say `{state}` stands for one page per state of the pack.
//!
//! Languages are those of `assets/translations`; each is walked with the first pack of
//! `assets/packs` that has it.

mod axe;
mod documents;
mod line;
mod list;
mod page;
mod pictures;
mod pseudo;
mod reach;
mod sheet;
mod stage;
mod view;
mod walk;
mod world;

pub use documents::documents;
pub use list::PAGES;
pub use page::{Page, Step, Who};
pub use pseudo::Pseudo;
pub use sheet::contact_sheet;
pub use view::{Size, Theme};
pub use walk::{Finding, Look, Walk, told};

use crate::kit::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A language of the interface and a pack that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its code.
    pub code: String,
    /// The folder of the pack.
    pub pack: PathBuf,
    /// A build of the app for browsers that has it; `None`: the usual one.
    pub web: Option<PathBuf>,
}

/// The languages that there are, English first.
///
/// # Errors
/// The assets cannot be read.
pub fn languages() -> Result<Vec<Language>> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    let mut packs = Vec::new();
    for folder in folders(&assets.join("packs"))? {
        let about = fs::read_to_string(folder.join("pack.toml"))?;
        // The only codes in this file are those of its languages.
        let codes: Vec<_> = about
            .lines()
            .filter_map(|line| line.trim().strip_prefix("code"))
            .filter_map(|rest| rest.split('"').nth(1).map(str::to_owned))
            .collect();
        packs.push((folder, codes));
    }
    // The first municipality first, whatever others are called.
    packs.sort_by_key(|(folder, _)| !folder.ends_with("sekondi-takoradi"));
    let mut found = Vec::new();
    for folder in folders(&assets.join("translations"))? {
        let Some(code) = folder.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let own = packs
            .iter()
            .find(|(_, codes)| codes.iter().any(|other| other == code));
        if let Some((pack, _)) = own {
            found.push(Language {
                code: code.to_owned(),
                pack: pack.clone(),
                web: None,
            });
        }
    }
    found.sort_by_key(|language| (language.code != "en", language.code.clone()));
    Ok(found)
}

fn folders(place: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(place)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Where the screenshots go if nobody says otherwise.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots")
}
