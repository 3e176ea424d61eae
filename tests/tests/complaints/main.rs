//! Complaints from both sides and in public, with real apps and the real server.
// A list of one is compared with a list.
#![allow(clippy::cloned_ref_to_slice_refs)]

mod cast;
mod devices;
mod intake;
mod office;
mod person;
mod published;
mod shared;
mod summary;
