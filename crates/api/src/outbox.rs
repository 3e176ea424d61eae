//! What waits to be sent, and what was refused.

use crate::{CaseId, Timestamp, calls};
use serde::{Deserialize, Serialize};

calls! { Outbox:
    List => Vec<Waiting>,
    Retry => (),
    Export => Exported,
    ExportAll => Exported,
}

/// Asks what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {}

/// A matter without a complete receipt.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Waiting {
    /// The case.
    pub case: CaseId,
    /// Its title.
    pub title: String,
    /// Bytes to send, before compression.
    pub bytes: u64,
    /// Since when.
    pub since: Timestamp,
    /// Why the hub refused it: a code that has a Fluent message `refusal-<code>`.
    pub refused: Option<String>,
}

/// Tries a refused matter again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// The case.
    pub case: CaseId,
}

/// Asks for everything this device holds of a case, to hand in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The case.
    pub case: CaseId,
}

/// Asks for everything this device holds about the person: drafts, cases with photos, messages,
/// receipts, followed topics, settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportAll {}

/// A case, or everything, as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// Suggested name.
    pub file_name: String,
    /// JSON with the signed records and the photos in base64.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}
