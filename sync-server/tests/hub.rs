//! A real hub over real HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "hub/kit.rs"]
mod kit;

#[path = "hub/blobs.rs"]
mod blobs;
#[path = "hub/cases.rs"]
mod cases;
#[path = "hub/feeds.rs"]
mod feeds;
#[path = "hub/forged.rs"]
mod forged;
#[path = "hub/grants.rs"]
mod grants;
#[path = "hub/killed.rs"]
mod killed;
#[path = "hub/program.rs"]
mod program;
#[path = "hub/pushes.rs"]
mod pushes;
#[path = "hub/web.rs"]
mod web;
