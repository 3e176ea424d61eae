//! What everybody may read: published complaints as list, map and figures, each on a page of its
//! own, and following them.

mod card;
mod community;
mod filter;
mod filters;
mod followed;
mod following;
mod latest;
mod list;
mod map;
mod page;
mod search;
mod share;
mod wards;

pub(super) use card::row_key;
pub use community::Community;
pub use filter::remember;
pub use followed::Followed;
pub use latest::LatestPublished;
pub use page::PublishedPage;
pub use search::SearchPage;
