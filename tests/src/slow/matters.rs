//! What everybody is given to bring across: the same matters, with the same words.

use crate::kit::{Device, Result, STORY_START, noise_jpeg};
use durbar_api::{
    complaints::{AddPhoto, StartDraft},
    media::{Blob, Read},
};
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use serde_json::{Value, json};

/// Letters of what a citizen writes.
const LENGTH: usize = 950;

/// What a citizen writes of a matter.
pub(super) fn description(number: usize) -> String {
    let mut chance = ChaCha20Rng::seed_from_u64(number as u64);
    let mut text = format!("Matter {number}.");
    while text.len() < LENGTH {
        for words in [&WHO[..], &DOES, &WHERE] {
            text.push(' ');
            text += words[chance.next_u32() as usize % words.len()];
        }
        text.push('.');
    }
    text
}

/// What somebody writes in one.
pub(super) fn message(number: usize) -> String {
    let [who, does, place] = [&WHO[..], &DOES, &WHERE].map(|words| words[number % words.len()]);
    format!("{who} {does} {place} on the {number}th day.")
}

/// A matter as others keep it: what the app keeps of one, by the same names.
pub(super) fn document(number: usize) -> Value {
    json!({
        "type": "complaint",
        "version": 1,
        "reference": format!("M-{number:06}"),
        "category": "drains",
        "department": "works",
        "description": description(number),
        "language": "en",
        "citizen": key(number),
        "contact": { "name": "", "phone": "", "wish": "here" },
        "place": { "landmark": "Kojokrom M/A School", "latitude": 4.9497, "longitude": -1.7183,
                   "accuracy": 12, "source": "device", "ward": "kojokrom" },
        "filed": "2026-11-26T14:13:00Z",
        "saved": "2026-11-26T14:12:21Z",
        "status": "submitted",
        "opened": false,
        "assigned": null,
        "due": "2026-12-03T16:00:00Z",
        "rule": "drains-5-working-days",
        "pauses": [],
        "photos": [],
        "public": false,
        "rating": null,
        "messages": [],
    })
}

/// The same of a message: who, when, what.
pub(super) fn entry(number: usize) -> Value {
    json!({
        "by": key(number),
        "at": "2026-11-27T09:30:00Z",
        "text": message(number),
    })
}

/// A photo of 300 KB or so, as the app has made it small: nobody makes it smaller.
///
/// # Errors
/// The app refuses it.
pub fn photo() -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let mut device = Device::open(&folder.path().join("app.db"), 1, STORY_START)?;
    let draft = device.must(StartDraft { intake: None })?.id;
    let draft = device.must(AddPhoto {
        draft,
        name: "culvert.jpg".to_owned(),
        bytes: noise_jpeg(1_600, 1_200, 7)?,
    })?;
    let photo = draft.photos.first().ok_or("no photo")?.blob.clone();
    match device.must(Read { blob: photo })? {
        Blob::Here(bytes) => Ok(bytes),
        _ => Err("the photo is not here".into()),
    }
}

/// As long as a public key, and as little to be compressed.
fn key(number: usize) -> String {
    blake3::hash(&number.to_le_bytes()).to_hex().to_string()
}

const WHO: [&str; 9] = [
    "The drain",
    "Our landlord",
    "A crew from the assembly",
    "The water",
    "Every second lamp",
    "The woman with the kiosk",
    "The culvert",
    "A lorry",
    "The school",
];

const DOES: [&str; 8] = [
    "is full of sand and stands",
    "has been waiting since Sunday",
    "came without a ladder and left again",
    "goes over the road",
    "was promised for last month",
    "cannot be passed after rain",
    "smells, and children play beside it",
    "was mended once and broke again",
];

const WHERE: [&str; 7] = [
    "by the market",
    "opposite the clinic",
    "at the lorry station",
    "behind the chapel",
    "on the way to the beach",
    "between the two bridges",
    "near the assembly member's house",
];
