//! What the whole-system tests and the demonstration share: a real server, a link that counts
//! and cuts, phones with a stepped clock, pictures made on the spot.

pub mod journey;
pub mod kit;
pub mod sim;
pub mod slow;
pub mod story;
