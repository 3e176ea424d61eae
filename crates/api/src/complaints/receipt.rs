//! Proof that a matter was received, on paper and on another device.

use super::Channel;
use crate::{CaseId, Timestamp};
use serde::{Deserialize, Serialize};

/// Asks for a case's receipt as a sheet to print or show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadReceipt {
    /// The case.
    pub case: CaseId,
}

/// A receipt to print or show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceiptSheet {
    /// The case.
    pub case: CaseId,
    /// What a person writes down.
    pub reference: String,
    /// First words of the description.
    pub title: String,
    /// Category id in the pack.
    pub category: String,
    /// Department id in the pack.
    pub department: String,
    /// How it came.
    pub channel: Channel,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// The hub's receipt; `None` until it is there.
    pub receipt: Option<Receipt>,
    /// The day until which an answer is promised.
    pub due: Option<String>,
    /// Text of the QR code that another device verifies, offline: an address of the app with the
    /// signed receipt behind `#`. It holds nothing of what was written. `None` until there is a
    /// receipt.
    pub code: Option<String>,
    /// For a case that an office took in: text of the QR code with which the person follows it on
    /// a phone of their own. Whoever has it can read the case: for the person alone.
    pub follow_code: Option<String>,
}

/// Checks the text of a receipt's QR code against the keys known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReceipt {
    /// The text, or the part after `#`.
    pub code: String,
}

/// What a receipt's code says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verified {
    /// The municipality's hub signed it.
    True {
        /// The case's reference.
        reference: String,
        /// When the hub received the case, its clock.
        received_at: Timestamp,
        /// When the hub signed.
        issued_at: Timestamp,
        /// Number in the person's feed.
        sequence: u64,
        /// Photos and thumbnails covered.
        blobs: u32,
        /// The case, if this device may read it.
        case: Option<CaseId>,
    },
    /// It reads as a receipt, but this municipality's hub did not sign it.
    False,
    /// This device does not know the hub's key yet: it needs the network once.
    Unknown,
    /// Not a receipt at all.
    Unreadable,
}

/// The hub's receipt, verified on this device against the hub's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// When, by the hub's clock.
    pub at: Timestamp,
    /// Its number in the person's feed.
    pub sequence: u64,
    /// First 16 characters of the signature, to compare by eye.
    pub signature: String,
    /// Photos and thumbnails that it covers.
    pub blobs: u32,
}
