//! The pack's folder: bounded reading, and nothing outside it.

use super::sheet::Sheet;
use super::{PackError, words};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of one file. A whole pack is meant to travel in 60 KB, so this is generous.
const MAX_BYTES: u64 = 1_000_000;

/// The files of a pack.
const FILES: [&str; 5] = [
    "pack.toml",
    "departments.toml",
    "complaints.toml",
    "calendar.toml",
    "wards.geojson",
];

/// An open folder.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Opens a folder and notes files that a pack does not have.
    pub(super) fn open(dir: &Path, errors: &mut Vec<PackError>) -> Option<Self> {
        let root = match fs::canonicalize(dir) {
            Ok(root) if root.is_dir() => root,
            Ok(_) => {
                let message = "this is a file: name the folder that holds pack.toml";
                errors.push(PackError::of_file(dir.display().to_string(), message));
                return None;
            }
            Err(error) => {
                let message = format!("this folder cannot be opened: {error}");
                errors.push(PackError::of_file(dir.display().to_string(), message));
                return None;
            }
        };
        let folder = Self { root };
        folder.note_strangers(errors);
        Some(folder)
    }

    /// A misnamed file would otherwise be ignored without a word.
    fn note_strangers(&self, errors: &mut Vec<PackError>) {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) => {
                errors.push(PackError::of_file(
                    ".",
                    format!("the folder cannot be read: {error}"),
                ));
                return;
            }
        };
        let mut names = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => names.push(entry.file_name().to_string_lossy().into_owned()),
                Err(error) => {
                    let message = format!("the folder cannot be read: {error}");
                    errors.push(PackError::of_file(".", message));
                    return;
                }
            }
        }
        names.sort();
        for name in names {
            let note = name.starts_with('.') || name.ends_with(".md") || name.ends_with(".txt");
            if note || FILES.contains(&name.as_str()) {
                continue;
            }
            let message = format!(
                "a pack has no such file.{} Notes may be kept in files ending in .md or .txt",
                words::did_you_mean(&name, &FILES)
            );
            errors.push(PackError::of_file(name, message));
        }
    }

    /// Reads one file, or notes why it cannot be read.
    pub(super) fn sheet(&self, name: &'static str, errors: &mut Vec<PackError>) -> Option<Sheet> {
        match self.read(name) {
            Ok(text) => Some(Sheet::new(name, text)),
            Err(message) => {
                errors.push(PackError::of_file(name, message));
                None
            }
        }
    }

    fn read(&self, name: &str) -> Result<String, String> {
        let path = self.root.join(name);
        let real = match fs::canonicalize(&path) {
            Ok(real) => real,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let empty = if name == "wards.geojson" {
                    ". Without shapes yet, write {\"type\": \"FeatureCollection\", \"features\": []}"
                } else {
                    ""
                };
                return Err(format!("this file is missing{empty}"));
            }
            Err(error) => return Err(format!("this file cannot be read: {error}")),
        };
        if !real.starts_with(&self.root) {
            return Err("this is a link to a file outside the pack's folder: \
                        put a copy of the file here instead"
                .into());
        }
        if !real.is_file() {
            return Err("this must be a file".into());
        }
        let cannot = |error: std::io::Error| format!("this file cannot be read: {error}");
        let mut bytes = Vec::new();
        let file = fs::File::open(&real).map_err(cannot)?;
        file.take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .map_err(cannot)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(format!(
                "this file is larger than {} KB: phones would pay for it. Make it smaller{}",
                MAX_BYTES / 1000,
                if name == "wards.geojson" {
                    ", for example by simplifying the shapes"
                } else {
                    ""
                }
            ));
        }
        match String::from_utf8(bytes) {
            // Some editors begin a file with this mark; it means nothing.
            Ok(text) => Ok(text
                .strip_prefix('\u{feff}')
                .map_or(text.clone(), Into::into)),
            Err(error) => {
                let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = sound.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(format!(
                    "line {line} is not UTF-8 text: save the file as UTF-8"
                ))
            }
        }
    }
}
