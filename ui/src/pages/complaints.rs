//! Reporting a problem, following it, answering it.

mod case;
mod case_card;
mod follow;
mod queue;
mod report;

pub use case::{CasePage, SetAsideActions};
pub use case_card::CaseCard;
pub use follow::Follow;
pub use queue::Queue;
pub use report::{Done, Report, StartReport};
