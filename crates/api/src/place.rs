//! Places.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// Where something is, as far as anybody said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// A measured or pointed position.
    pub position: Option<Position>,
    /// In words: "behind the lorry station".
    pub landmark: String,
    /// The ward's id in the pack: found from the position, or chosen.
    pub ward: Option<String>,
}

/// A point on the earth (WGS 84) and how well it is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// Radius in metres within which the true place lies, as the source claims it.
    pub accuracy: Option<f32>,
    /// Who says so.
    pub source: PositionSource,
    /// When it was measured, if known.
    pub at: Option<Timestamp>,
}

/// Where a position comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PositionSource {
    /// The device's own location service.
    Device,
    /// A photo's EXIF data.
    Photo,
    /// Typed or pointed by a person.
    Person,
}
