//! The same promises as of a hub with a file, of one whose database is on a PostgreSQL server: the
//! same tests, but for those about the file.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(
    dead_code,
    unused_imports,
    reason = "the kit is for the tests about files, too"
)]

mod answered;
mod kit;

/// The databases are on a server.
const ON_A_SERVER: bool = true;

mod blobs;
mod cases;
mod copied;
mod encrypted;
mod feeds;
mod floods;
mod forged;
mod grants;
mod interrupted;
mod killed;
mod line;
mod links;
mod load;
mod public_feeds;
mod pushes;
mod quotas;
mod readers;
mod replicas;
mod revoked;
mod statements;
