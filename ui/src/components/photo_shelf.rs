//! The photos of something that is being written: taken in one after the other, each with a reason
//! if it was not.

use std::future::Future;

use durbar_api::{
    ApiError,
    complaints::{MAX_PHOTOS, Photo},
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::{PhotoFault, read_photo};
use crate::translations::{error_text, t_with};

/// Photos so far, and what happens with more.
#[derive(Clone, Copy)]
pub struct PhotoShelf {
    /// The photos taken in.
    pub photos: RwSignal<Vec<Photo>>,
    /// Files that were not taken.
    pub faults: RwSignal<Vec<PhotoFault>>,
    /// While files are being read: which of how many.
    pub reading: RwSignal<Option<(usize, usize)>>,
}

impl PhotoShelf {
    /// A shelf with the photos that are there already.
    pub fn new(photos: &[Photo]) -> Self {
        Self {
            photos: RwSignal::new(photos.to_vec()),
            faults: RwSignal::new(Vec::new()),
            reading: RwSignal::new(None),
        }
    }

    /// Takes files as photos. What is too large is refused before it is read; `add` hands a
    /// file's name and bytes to the app and answers with all photos.
    pub fn add_files<A, F>(self, files: Vec<File>, add: A)
    where
        A: Fn(String, Vec<u8>) -> F + 'static,
        F: Future<Output = Result<Vec<Photo>, ApiError>>,
    {
        self.faults.set(Vec::new());
        spawn_local(async move {
            let of = files.len();
            for (index, file) in files.into_iter().enumerate() {
                if self.reading.try_set(Some((index + 1, of))).is_some() {
                    // The page is gone; so are the files.
                    return;
                }
                if self.photos.with_untracked(Vec::len) >= MAX_PHOTOS {
                    let limit = [("limit", MAX_PHOTOS.into())];
                    self.refuse(String::new(), t_with("error-photos-too-many", &limit));
                    break;
                }
                match read_photo(&file).await {
                    Ok(bytes) => match add(file.name(), bytes).await {
                        Ok(photos) => {
                            self.photos.try_set(photos);
                        }
                        Err(error) => self.refuse(file.name(), error_text(&error)),
                    },
                    Err(words) => self.refuse(file.name(), words),
                }
            }
            self.reading.try_set(None);
        });
    }

    /// Asks the app to change the photos; it answers with all of them.
    pub fn change(self, change: impl Future<Output = Result<Vec<Photo>, ApiError>> + 'static) {
        spawn_local(async move {
            match change.await {
                Ok(photos) => {
                    self.photos.try_set(photos);
                }
                Err(error) => self.refuse(String::new(), error_text(&error)),
            }
        });
    }

    fn refuse(self, name: String, words: String) {
        self.faults
            .try_update(|faults| faults.push(PhotoFault { name, words }));
    }
}
