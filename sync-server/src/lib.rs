//! The hub: feeds, blobs, receipts.
//!
//! It stores signed changes as opaque rows in ordered feeds and never loads a document. What it
//! checks, every client checks again; what it adds is order, durability and a signature on it.

pub mod backup;
pub mod descriptors;
pub mod driver;
mod error;
pub mod files;
pub mod folder;
pub mod gate;
pub mod http;
pub mod hub;
pub mod invite;
pub mod logs;
pub mod metrics;
pub mod news;
pub mod pack;
pub mod public;
mod ready;
pub mod roles;
pub mod sample;
pub mod settings;
pub mod store;
pub mod tls;
mod uploads;
pub mod verify;
pub mod web;

pub use error::Error;
pub use http::{Doors, serve, serve_doors};
pub use hub::{Config, Hub};
