//! The pages, one room per feature of the app.

pub mod app;
pub mod complaints;
pub mod identity;
pub mod packs;
