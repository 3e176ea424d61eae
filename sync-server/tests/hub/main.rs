//! A real hub over real HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod kit;

/// The databases are files.
const ON_A_SERVER: bool = false;

mod backups;
mod blobs;
mod cases;
mod configured;
mod descriptors;
mod documented;
mod feeds;
mod floods;
mod forged;
mod grants;
mod killed;
mod links;
mod load;
mod logged;
mod program;
mod public_feeds;
mod pushes;
mod quotas;
mod readers;
mod revoked;
mod secure;
mod statements;
mod stopped;
mod verified;
mod watched;
mod web;
