//! Complaints from both sides and in public, with real apps and the real server.

mod cast;
mod devices;
mod intake;
mod office;
mod person;
mod published;
mod shared;
