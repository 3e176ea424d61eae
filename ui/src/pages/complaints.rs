//! Reporting a problem, following it, answering it.

mod case;
mod case_card;
mod follow;
mod intake;
mod office;
mod published;
mod queue;
mod receipt;
mod report;
mod spot;

pub use case::{CasePage, MergePage, PublishPage, SetAsideActions};
pub use case_card::CaseCard;
pub use follow::Follow;
pub use intake::Intake;
pub use office::{OfficeView, load_office, office_view};
pub use published::{Community, LatestPublished, PublishedPage, SearchPage, remember};
pub use queue::Queue;
pub use receipt::ReceiptPage;
pub use report::{Done, Report, StartReport, Tasks};
