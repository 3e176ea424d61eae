//! A case's documents, to and from Automerge.
//!
//! The filing holds `filing`, changed only by corrections, and the citizen's later events; the
//! casework holds `status` and the office's events. Each event stands under a key of its own at
//! the root, so that events written at the same time never meet.

use crate::{Error, error::Result};
use automerge::{Automerge, ObjId, ROOT, ReadDoc, ScalarValue, Value, transaction::Transactable};
use autosurgeon::{Hydrate, Reconcile, bytes::ByteArray, hydrate_prop, reconcile_prop};
use durbar_api::{
    Place, Position, PositionSource, Timestamp,
    complaints::{Answers, Channel, Contact, ContactWish, Photo, Region},
};
use durbar_sync::BlobId;

const EVENT: &str = "event-";
const STATUS: &str = "status";
const FILED: &str = "filing";

/// What a citizen files.
#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct Filing {
    pub category: String,
    pub description: String,
    pub landmark: String,
    pub ward: Option<String>,
    pub position: Option<PositionDocument>,
    pub photos: Vec<PhotoDocument>,
    /// The device's clock, milliseconds.
    pub filed_at: i64,
    /// Language of the app when it was written.
    pub language: String,
    /// The pack by whose rules it was filed.
    pub pack_version: String,
    /// How the person wants to be reached.
    #[autosurgeon(missing = "Default::default")]
    pub contact: Option<ContactDocument>,
    /// How it came to the office; absent: by the app.
    #[autosurgeon(missing = "Default::default")]
    pub channel: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct ContactDocument {
    /// `app`, `call`, `sms`, `email` or `never`.
    pub wish: String,
    pub name: String,
    pub address: String,
}

#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct PositionDocument {
    pub latitude: f64,
    pub longitude: f64,
    /// Metres.
    pub accuracy: Option<f64>,
    /// `device`, `photo` or `person`.
    pub source: String,
    pub at: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct PhotoDocument {
    pub photo: ByteArray<32>,
    pub thumbnail: ByteArray<32>,
    pub width: i64,
    pub height: i64,
    pub bytes: i64,
    pub taken_at: Option<String>,
    pub position: Option<PositionDocument>,
    /// The picture before something was hidden in it; nobody but its author ever had it.
    #[autosurgeon(missing = "Default::default")]
    pub original: Option<ByteArray<32>>,
    /// What an office hid before everybody could see it, so that it stays hidden in the next version:
    /// boxes as JSON, `[[x, y, width, height]]` in parts of the photo. One text: they were chosen
    /// together, and of two versions one holds whole.
    #[autosurgeon(missing = "Default::default")]
    pub hidden: Option<String>,
}

impl PhotoDocument {
    /// Notes what was hidden.
    pub(super) fn hide(&mut self, regions: &[Region]) -> Result<()> {
        let boxes: Vec<[f64; 4]> = regions
            .iter()
            .map(|region| [region.x, region.y, region.width, region.height].map(f64::from))
            .collect();
        let json = serde_json::to_string(&boxes);
        self.hidden = Some(json.map_err(|error| Error::Encoding(error.to_string()))?);
        Ok(())
    }

    /// What was hidden; `None` where that cannot be read.
    // All of it came from single precision.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn hidden(&self) -> Option<Vec<Region>> {
        let Some(json) = &self.hidden else {
            return Some(Vec::new());
        };
        let boxes: Vec<[f64; 4]> = serde_json::from_slice(json.as_bytes()).ok()?;
        let region = |sides: [f64; 4]| {
            let [x, y, width, height] = sides.map(|side| side as f32);
            Region {
                x,
                y,
                width,
                height,
            }
        };
        Some(boxes.into_iter().map(region).collect())
    }
}

/// Something that somebody did in a case.
#[derive(Clone, Debug, Default, PartialEq, Reconcile, Hydrate)]
pub(super) struct Event {
    /// See [`super::story`] for the kinds.
    pub kind: String,
    pub text: String,
    /// The state's id, if the event sets one; else empty.
    pub status: String,
    /// The device's clock, milliseconds.
    pub at: i64,
    /// Questions that are asked or answered.
    #[autosurgeon(missing = "Default::default")]
    pub fields: Option<Vec<String>>,
    /// A department, a device or a case.
    #[autosurgeon(missing = "Default::default")]
    pub to: Option<String>,
    #[autosurgeon(missing = "Default::default")]
    pub score: Option<i64>,
    #[autosurgeon(missing = "Default::default")]
    pub photos: Option<Vec<PhotoDocument>>,
}

impl Filing {
    pub(super) fn new(
        answers: &Answers,
        category: &str,
        photos: &[Photo],
        now: Timestamp,
        language: &str,
        pack_version: &str,
        channel: Option<Channel>,
    ) -> Result<Self> {
        Ok(Self {
            category: category.to_owned(),
            description: answers.description.trim().to_owned(),
            landmark: answers.place.landmark.trim().to_owned(),
            ward: answers.place.ward.clone(),
            position: answers.place.position.as_ref().map(PositionDocument::from),
            photos: photos
                .iter()
                .map(PhotoDocument::new)
                .collect::<Result<_>>()?,
            filed_at: now.0,
            language: language.to_owned(),
            pack_version: pack_version.to_owned(),
            contact: (answers.contact != Contact::default())
                .then(|| ContactDocument::new(&answers.contact)),
            channel: channel.map(|channel| channel_name(channel).to_owned()),
        })
    }

    pub(super) fn contact(&self) -> Contact {
        self.contact.as_ref().map(Contact::from).unwrap_or_default()
    }

    pub(super) fn channel(&self) -> Channel {
        self.channel.as_deref().map_or(Channel::App, channel_of)
    }

    /// The answers, to be changed.
    pub(super) fn answers(&self) -> Answers {
        Answers {
            category: Some(self.category.clone()),
            description: self.description.clone(),
            place: self.place(),
            contact: self.contact(),
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            position: self.position.as_ref().map(Position::from),
            landmark: self.landmark.clone(),
            ward: self.ward.clone(),
        }
    }

    pub(super) fn photos(&self) -> Vec<Photo> {
        self.photos.iter().map(Photo::from).collect()
    }
}

/// The name of a way to the office, as documents and tables have it.
pub(super) fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::App => "app",
        Channel::Counter => "counter",
        Channel::Phone => "phone",
        Channel::Post => "post",
        Channel::Email => "email",
    }
}

pub(super) fn channel_of(name: &str) -> Channel {
    match name {
        "counter" => Channel::Counter,
        "phone" => Channel::Phone,
        "post" => Channel::Post,
        "email" => Channel::Email,
        _ => Channel::App,
    }
}

impl ContactDocument {
    fn new(contact: &Contact) -> Self {
        let wish = match contact.wish {
            ContactWish::App => "app",
            ContactWish::Call => "call",
            ContactWish::Sms => "sms",
            ContactWish::Email => "email",
            ContactWish::Never => "never",
        };
        Self {
            wish: wish.to_owned(),
            name: contact.name.trim().to_owned(),
            address: contact.address.trim().to_owned(),
        }
    }
}

impl From<&ContactDocument> for Contact {
    fn from(contact: &ContactDocument) -> Self {
        Self {
            wish: match contact.wish.as_str() {
                "call" => ContactWish::Call,
                "sms" => ContactWish::Sms,
                "email" => ContactWish::Email,
                "never" => ContactWish::Never,
                _ => ContactWish::App,
            },
            name: contact.name.clone(),
            address: contact.address.clone(),
        }
    }
}

impl From<&Position> for PositionDocument {
    fn from(position: &Position) -> Self {
        Self {
            latitude: position.latitude,
            longitude: position.longitude,
            accuracy: position.accuracy.map(f64::from),
            source: match position.source {
                PositionSource::Device => "device",
                PositionSource::Photo => "photo",
                PositionSource::Person => "person",
            }
            .to_owned(),
            at: position.at.map(|at| at.0),
        }
    }
}

impl From<&PositionDocument> for Position {
    fn from(position: &PositionDocument) -> Self {
        #[allow(clippy::cast_possible_truncation)]
        let accuracy = position.accuracy.map(|metres| metres as f32);
        Self {
            latitude: position.latitude,
            longitude: position.longitude,
            accuracy,
            source: match position.source.as_str() {
                "device" => PositionSource::Device,
                "photo" => PositionSource::Photo,
                _ => PositionSource::Person,
            },
            at: position.at.map(Timestamp),
        }
    }
}

impl PhotoDocument {
    pub(super) fn new(photo: &Photo) -> Result<Self> {
        let bytes = |blob: &durbar_api::BlobId| {
            crate::media::parse(blob).map(|blob| ByteArray::from(blob.0))
        };
        Ok(Self {
            photo: bytes(&photo.blob)?,
            thumbnail: bytes(&photo.thumbnail)?,
            width: photo.width.into(),
            height: photo.height.into(),
            bytes: i64::try_from(photo.bytes).map_err(|_| Error::Stored("photo"))?,
            taken_at: photo.taken_at.clone(),
            position: photo.position.as_ref().map(PositionDocument::from),
            original: match &photo.original {
                Some(original) if photo.redacted => Some(bytes(original)?),
                _ => None,
            },
            hidden: None,
        })
    }
}

impl From<&PhotoDocument> for Photo {
    fn from(photo: &PhotoDocument) -> Self {
        let blob = |bytes: &ByteArray<32>| durbar_api::BlobId(BlobId((*bytes).into()).to_string());
        Self {
            blob: blob(&photo.photo),
            thumbnail: blob(&photo.thumbnail),
            width: u32::try_from(photo.width).unwrap_or(0),
            height: u32::try_from(photo.height).unwrap_or(0),
            bytes: photo.bytes.unsigned_abs(),
            taken_at: photo.taken_at.clone(),
            position: photo.position.as_ref().map(Position::from),
            regions: Vec::new(),
            redacted: photo.original.is_some(),
            original: None,
        }
    }
}

/// Writes a filing, or what changed in it.
pub(super) fn write_filing(
    transaction: &mut automerge::transaction::Transaction<'_>,
    filing: &Filing,
) -> Result<()> {
    renew_lists(transaction, FILED, &["photos"])?;
    Ok(reconcile_prop(transaction, ROOT, FILED, filing)?)
}

/// Takes lists out of a map that is written again: a changed list is a new list. No document here
/// edits one, so that readers can refuse changes that do ([`crate::document::vet`]).
pub(super) fn renew_lists(
    transaction: &mut automerge::transaction::Transaction<'_>,
    map: &str,
    lists: &[&str],
) -> Result<()> {
    if let Some((Value::Object(_), object)) = transaction.get(ROOT, map)? {
        for list in lists {
            if transaction.get(&object, *list)?.is_some() {
                transaction.delete(&object, *list)?;
            }
        }
    }
    Ok(())
}

/// Reads a filing; `None` if the document has none that can be read.
pub(super) fn read_filing(document: &Automerge) -> Option<Filing> {
    hydrate_prop(document, &ROOT, FILED).ok()
}

/// Adds an event; `nonce` makes its key unique.
pub(super) fn add_event(
    transaction: &mut automerge::transaction::Transaction<'_>,
    nonce: u64,
    event: &Event,
) -> Result<()> {
    let key = format!("{EVENT}{nonce:016x}");
    Ok(reconcile_prop(transaction, ROOT, key.as_str(), event)?)
}

/// Sets the office's state of the case.
pub(super) fn set_status(
    transaction: &mut automerge::transaction::Transaction<'_>,
    status: &str,
) -> Result<()> {
    Ok(transaction.put(ROOT, STATUS, status)?)
}

/// Most states that are shown beside each other: whoever writes more than that means no good.
const MAX_STATUSES: usize = 16;

/// The office's state; several if officers set it at the same time, the one that all replicas
/// agree to show first.
pub(super) fn statuses(document: &Automerge) -> Result<Vec<String>> {
    let mut statuses = Vec::new();
    // Automerge lists the winner last.
    for (value, _) in document.get_all(ROOT, STATUS)?.into_iter().rev() {
        if let Value::Scalar(scalar) = value
            && let ScalarValue::Str(text) = scalar.as_ref()
            && statuses.len() < MAX_STATUSES
            && !statuses.iter().any(|known| known == text.as_str())
        {
            statuses.push(text.to_string());
        }
    }
    Ok(statuses)
}

/// All events with the objects that hold them. What cannot be read is left out: it was written
/// by a newer version, or by nobody's app.
pub(super) fn events(document: &Automerge) -> Result<Vec<(String, ObjId, Event)>> {
    let mut events = Vec::new();
    for key in document.keys(ROOT).filter(|key| key.starts_with(EVENT)) {
        if let Some((Value::Object(_), object)) = document.get(ROOT, key.as_str())?
            && let Ok(event) = hydrate_prop::<_, Event, _, _>(document, &ROOT, key.as_str())
        {
            events.push((key[EVENT.len()..].to_owned(), object, event));
        }
    }
    Ok(events)
}
