//! Complaints: filing one, following it, answering it, publishing what became of it.
//!
//! | file | what |
//! |---|---|
//! | `draft` | what is being written: questions, photos, corrections, intake by an office |
//! | `case` | a filed case as its people see it, and what its citizen does with it |
//! | `timeline` | what happened in it: who, in which role, when |
//! | `due` | by when an answer is promised, and how that is counted |
//! | `office` | the queue and what officers do with a case |
//! | `receipt` | proof on paper and on another device |
//! | `published` | what everybody may read, and following it |

mod case;
mod draft;
mod due;
mod office;
mod published;
mod receipt;
mod timeline;

pub use case::*;
pub use draft::*;
pub use due::*;
pub use office::*;
pub use published::*;
pub use receipt::*;
pub use timeline::*;

use crate::{Problem, calls};

/// Photos in one complaint or message.
pub const MAX_PHOTOS: usize = 5;
/// Bytes of a file offered as a photo.
pub const MAX_PHOTO_BYTES: u64 = 40_000_000;
/// Boxes drawn on one photo.
pub const MAX_REGIONS: usize = 30;
/// Characters of a description or a message.
pub const MAX_TEXT: usize = 20_000;
/// Characters of a landmark.
pub const MAX_LANDMARK: usize = 300;
/// Characters of a name, a telephone number or an address.
pub const MAX_CONTACT: usize = 120;
/// The category of somebody who does not know: goes to the pack's front desk.
pub const UNKNOWN_CATEGORY: &str = "unknown";
/// Cases in one page of a list.
pub const PAGE: u32 = 50;

calls! { Complaints:
    StartDraft => Draft,
    ReadDraft => Draft,
    ListDrafts => Vec<DraftSummary>,
    SaveDraft => Draft,
    AddPhoto => Draft,
    RemovePhoto => Draft,
    RedactPhoto => Draft,
    DiscardDraft => (),
    CheckDraft => Vec<Problem>,
    Submit => Submitted,
    FindSimilar => Vec<PublishedSummary>,
    StartCorrection => Draft,

    ListMine => Vec<CaseSummary>,
    ReadCase => Case,
    MarkOpened => (),
    SaveReply => (),
    AddReplyPhoto => ReplyDraft,
    RemoveReplyPhoto => ReplyDraft,
    RedactReplyPhoto => ReplyDraft,
    SendReply => (),
    Withdraw => (),
    Rate => (),
    ConfirmFixed => (),
    Reopen => (),
    Search => Found,

    ReadReceipt => ReceiptSheet,
    VerifyReceipt => Verified,

    ReadQueue => Queue,
    ListColleagues => Vec<Colleague>,
    Assign => (),
    Route => (),
    ChangeStatus => (),
    AskCorrection => (),
    AddNote => (),
    FillTemplate => FilledTemplate,
    Merge => (),
    PreparePublication => Publication,
    Publish => (),
    Unpublish => (),

    ListPublished => PublishedList,
    ReadPublished => PublishedCase,
    Support => (),
    Follow => (),
    ListFollows => Vec<Topic>,
}
