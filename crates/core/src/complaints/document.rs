//! A case's two documents, to and from Automerge.
//!
//! The filing holds `filing`, written once, and the citizen's later events; the casework holds
//! `status` and the office's events. Each event stands under a key of its own at the root, so
//! that events written at the same time never meet.

use crate::{Error, error::Result};
use automerge::{Automerge, ObjId, ROOT, ReadDoc, ScalarValue, Value, transaction::Transactable};
use autosurgeon::{Hydrate, Reconcile, bytes::ByteArray, hydrate_prop, reconcile_prop};
use durbar_api::{
    Place, Position, PositionSource, Timestamp,
    complaints::{Answers, Photo},
};
use durbar_sync::{
    BlobId, LaneId,
    header::{Header, Reader, Writer},
};
use std::cmp::Ordering;

pub(crate) const FILING: &str = "complaints/filing";
pub(crate) const CASEWORK: &str = "complaints/casework";
const EVENT: &str = "event-";
const STATUS: &str = "status";

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
}

/// Something that somebody did in a case.
#[derive(Clone, Debug, PartialEq, Reconcile, Hydrate)]
pub(super) struct Event {
    /// `message`, `status` or `opened`.
    pub kind: String,
    pub text: String,
    /// For `status`: the state's id.
    pub status: String,
    /// The device's clock, milliseconds.
    pub at: i64,
}

impl Filing {
    pub(super) fn new(
        answers: &Answers,
        category: &str,
        photos: &[Photo],
        now: Timestamp,
        language: &str,
        pack_version: &str,
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
        })
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
    fn new(photo: &Photo) -> Result<Self> {
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
        }
    }
}

/// Writes a filing into an empty document.
pub(super) fn write_filing(
    transaction: &mut automerge::transaction::Transaction<'_>,
    filing: &Filing,
) -> Result<()> {
    Ok(reconcile_prop(transaction, ROOT, "filing", filing)?)
}

/// Reads a filing.
pub(super) fn read_filing(document: &Automerge) -> Result<Filing> {
    Ok(hydrate_prop(document, &ROOT, "filing")?)
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

/// The office's state; several if officers set it at the same time, the one that all replicas
/// agree to show first.
pub(super) fn statuses(document: &Automerge) -> Result<Vec<String>> {
    let mut statuses = Vec::new();
    // Automerge lists the winner last.
    for (value, _) in document.get_all(ROOT, STATUS)?.into_iter().rev() {
        if let Value::Scalar(scalar) = value
            && let ScalarValue::Str(text) = scalar.as_ref()
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

/// The header of the lane in which a department answers a case: the same for every officer.
pub(super) fn casework_header(case: &LaneId, filing: &Header, department: &str) -> Header {
    Header {
        kind: CASEWORK.to_owned(),
        writer: Writer::Department(department.to_owned()),
        readers: vec![Reader::CaseWriter],
        pack: filing.pack.clone(),
        case: Some(*case),
        created: 0,
        nonce: [0; 16],
    }
}

/// The lane in which the department of a filing answers it. Whoever else hangs a lane of that
/// kind on the case is not the office.
pub(super) fn casework_lane(case: &LaneId, filing: &Header) -> Result<LaneId> {
    let header = casework_header(case, filing, department(filing)?);
    Ok(LaneId::of(&header.bytes()?))
}

/// The department that a filing is addressed to.
pub(super) fn department(header: &Header) -> Result<&str> {
    header
        .readers
        .iter()
        .find_map(|reader| match reader {
            Reader::Department(department) => Some(department.as_str()),
            Reader::CaseWriter => None,
        })
        .ok_or(Error::Stored("department"))
}

/// Order of things that happened: by time, then by name, the same everywhere.
pub(super) fn order(one: (i64, &str), other: (i64, &str)) -> Ordering {
    one.cmp(&other)
}
