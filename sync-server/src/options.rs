//! What can be said on the command line.

use clap::{Args, Parser, Subcommand};
use durbar_sync::PublicKey;
use durbar_sync_server::{folder::Servers, roles::Which, settings::Sources};
use std::{ffi::OsString, net::SocketAddr, path::PathBuf};

/// The Durbar hub: keeps what people file, and passes it on.
#[derive(Parser)]
#[command(version, about)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Makes a new hub with a municipality's pack.
    Init {
        #[command(flatten)]
        data: Data,
        /// The pack's folder.
        #[arg(long)]
        pack: PathBuf,
        #[command(flatten)]
        servers: OnServers,
    },
    /// Makes the data folder of another hub on the same database, for another machine.
    Join {
        /// The data folder of a hub whose database is on a server.
        #[arg(long)]
        of: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Serves a hub until it is interrupted. What is not said here is taken from the environment
    /// and from the file: docs/operations.md has the list.
    Serve(Serve),
    /// Checks configurations.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Prints a link that gives a role to the first device that opens it.
    Invite(Invite),
    /// Looks at roles that were taken up.
    #[command(subcommand)]
    Grant(GrantCommand),
    /// Ends roles before their time: of a device that is in the wrong hands or whose officer left,
    /// or of a link that went to the wrong person. A server may be running.
    Revoke(Revoke),
    /// Fills a hub whose pack is a sample with sample cases, each marked as such.
    Sample(Data),
    /// Copies a hub's data while it is served, and looks whether all of it is in the copy.
    Backup {
        #[command(flatten)]
        data: Data,
        /// A new folder, or that of an earlier backup, to which only what is new is copied; or a
        /// new file whose name ends in `.tar`.
        #[arg(long)]
        to: PathBuf,
    },
    /// Puts a backup back to a new place; every app then sends again what it has.
    Restore {
        /// The backup's folder or file.
        #[arg(long)]
        from: PathBuf,
        #[command(flatten)]
        data: Data,
        #[command(flatten)]
        servers: OnServers,
        /// Also if something is missing in it: that is asked for again.
        #[arg(long)]
        damaged: bool,
    },
    /// Looks whether a hub's data, or a backup, holds all that it should. Reads every blob.
    Verify(Data),
    /// After a copy of the data was put back by other means than `restore`, before serving it: has
    /// every app send again what it has.
    Restored {
        #[command(flatten)]
        data: Data,
    },
    /// Works on what the public pages read from.
    #[command(subcommand)]
    Reader(ReaderCommand),
    /// Checks and publishes municipality packs.
    #[command(subcommand)]
    Pack(PackCommand),
}

#[derive(Args)]
pub(super) struct Data {
    /// The hub's data folder.
    #[arg(long)]
    pub(super) data: PathBuf,
}

/// Where a hub is to keep what is not in its folder.
#[derive(Args)]
pub(super) struct OnServers {
    /// A PostgreSQL server for the database, such as `postgres://durbar@db.example/durbar`; if none
    /// is named, it is a file in the data folder.
    #[arg(long)]
    database: Option<String>,
    /// A bucket of an S3 server for photos, such as
    /// `s3://durbar/blobs?endpoint=https://s3.example`; if none is named, they are in the data
    /// folder. Its key is taken from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
    #[arg(long)]
    blobs: Option<String>,
}

impl From<OnServers> for Servers {
    fn from(OnServers { database, blobs }: OnServers) -> Self {
        Self { database, blobs }
    }
}

#[derive(Args)]
pub(super) struct Serve {
    /// A file with the configuration.
    #[arg(long)]
    pub(super) config: Option<PathBuf>,
    /// The hub's data folder.
    #[arg(long)]
    pub(super) data: Option<PathBuf>,
    /// Where to listen; 127.0.0.1:8787 if nothing is said. Port 0 takes a free one.
    #[arg(long)]
    pub(super) listen: Option<SocketAddr>,
    /// The build of the app for browsers.
    #[arg(long)]
    pub(super) web: Option<PathBuf>,
    /// Its files compressed: the same names with `.br` and `.gz` behind.
    #[arg(long)]
    pub(super) web_compressed: Option<PathBuf>,
    /// The certificate with its chain, in PEM: the hub then speaks TLS itself.
    #[arg(long)]
    pub(super) tls_certificate: Option<PathBuf>,
    /// The certificate's private key, in PEM.
    #[arg(long)]
    pub(super) tls_key: Option<PathBuf>,
    /// Whether what is published is shown as plain pages.
    #[arg(long)]
    pub(super) public_pages: Option<bool>,
    /// Requests per second that one device may make in the long run.
    #[arg(long)]
    pub(super) rate: Option<u32>,
    /// Requests that one device may make at once.
    #[arg(long)]
    pub(super) burst: Option<u32>,
    /// Requests per second that one address may make in the long run.
    #[arg(long)]
    pub(super) address_rate: Option<u32>,
    /// Requests that one address may make at once.
    #[arg(long)]
    pub(super) address_burst: Option<u32>,
    /// Connections that one address may have open.
    #[arg(long)]
    pub(super) address_connections: Option<u32>,
    /// Connections that may be open in all.
    #[arg(long)]
    pub(super) connections: Option<u32>,
    /// Megabytes of large requests of one address that may be on their way.
    #[arg(long)]
    pub(super) address_bodies_mb: Option<u32>,
    /// Megabytes of large requests that may be on their way in all.
    #[arg(long)]
    pub(super) bodies_mb: Option<u32>,
    /// Megabytes of records that are kept of one device a day.
    #[arg(long)]
    pub(super) words_day_mb: Option<u32>,
    /// Megabytes of records that are kept of one device in all.
    #[arg(long)]
    pub(super) words_mb: Option<u32>,
    /// Megabytes of photos that are kept of one device a day.
    #[arg(long)]
    pub(super) photos_day_mb: Option<u32>,
    /// Megabytes of photos that are kept of one device in all.
    #[arg(long)]
    pub(super) photos_mb: Option<u32>,
    /// Megabytes that are kept of what one address brings in a day.
    #[arg(long)]
    pub(super) address_day_mb: Option<u32>,
    /// Addresses of proxies whose word on addresses is taken, with commas between.
    #[arg(long)]
    pub(super) trusted_proxies: Option<String>,
    /// `x-forwarded-for` or `forwarded`: where they say for whom they ask.
    #[arg(long)]
    pub(super) proxy_header: Option<String>,
    /// Where to answer those who watch the hub.
    #[arg(long)]
    pub(super) metrics_listen: Option<SocketAddr>,
    /// `text` or `json`.
    #[arg(long)]
    pub(super) log_format: Option<String>,
    /// Seconds that requests may take to end when the hub is told to stop.
    #[arg(long)]
    pub(super) stop_seconds: Option<u32>,
}

impl Serve {
    /// What is said, over the environment and the file.
    pub(super) fn sources(self) -> Sources {
        let mut sources = Sources::of_process();
        sources.file = self.config.or(sources.file);
        let path = |path: Option<PathBuf>| path.map(PathBuf::into_os_string);
        sources.flags = [
            ("data", path(self.data)),
            ("listen", text(self.listen)),
            ("web", path(self.web)),
            ("web_compressed", path(self.web_compressed)),
            ("tls_certificate", path(self.tls_certificate)),
            ("tls_key", path(self.tls_key)),
            ("public_pages", text(self.public_pages)),
            ("rate", text(self.rate)),
            ("burst", text(self.burst)),
            ("address_rate", text(self.address_rate)),
            ("address_burst", text(self.address_burst)),
            ("address_connections", text(self.address_connections)),
            ("connections", text(self.connections)),
            ("address_bodies_mb", text(self.address_bodies_mb)),
            ("bodies_mb", text(self.bodies_mb)),
            ("words_day_mb", text(self.words_day_mb)),
            ("words_mb", text(self.words_mb)),
            ("photos_day_mb", text(self.photos_day_mb)),
            ("photos_mb", text(self.photos_mb)),
            ("address_day_mb", text(self.address_day_mb)),
            ("trusted_proxies", text(self.trusted_proxies)),
            ("proxy_header", text(self.proxy_header)),
            ("metrics_listen", text(self.metrics_listen)),
            ("log_format", text(self.log_format)),
            ("stop_seconds", text(self.stop_seconds)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        sources
    }
}

fn text(value: Option<impl ToString>) -> Option<OsString> {
    value.map(|value| value.to_string().into())
}

#[derive(Subcommand)]
pub(super) enum ConfigCommand {
    /// Tells every mistake in a configuration, with its place and what to do about it.
    Check {
        /// The file; if none is named, that of DURBAR_HUB_CONFIG.
        file: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(super) struct Invite {
    #[command(flatten)]
    pub(super) data: Data,
    /// `officer`.
    #[arg(long, default_value = "officer")]
    pub(super) role: String,
    /// Department id in the pack.
    #[arg(long)]
    pub(super) department: String,
    /// The name that citizens see beside what this person writes.
    #[arg(long)]
    pub(super) name: String,
    /// Days that the role lasts.
    #[arg(long, default_value_t = 365)]
    pub(super) days: u32,
    /// Where the app is served, such as `https://durbar.example`.
    #[arg(long)]
    pub(super) origin: String,
}

#[derive(Subcommand)]
pub(super) enum GrantCommand {
    /// Prints each role that was ever taken up: how it stands, department, role, name, days,
    /// device.
    List(Data),
}

#[derive(Args)]
pub(super) struct Revoke {
    #[command(flatten)]
    pub(super) data: Data,
    /// The device, as `grant list` prints it.
    #[arg(long, required_unless_present = "link")]
    device: Option<PublicKey>,
    /// Only its roles in this department, by its id in the pack.
    #[arg(long, requires = "device")]
    department: Option<String>,
    /// A link that `invite` printed, opened or not.
    #[arg(long, conflicts_with = "device")]
    link: Option<String>,
}

impl Revoke {
    /// Which roles are meant.
    pub(super) fn which(&self) -> Which {
        match (&self.device, &self.link) {
            (Some(device), _) => Which::Of {
                device: *device,
                department: self.department.clone(),
            },
            (None, link) => Which::Link(link.clone().unwrap_or_default()),
        }
    }
}

#[derive(Subcommand)]
pub(super) enum ReaderCommand {
    /// Forgets all of it and reads everything that is public anew. No server may be running.
    Rebuild(Data),
}

#[derive(Subcommand)]
pub(super) enum PackCommand {
    /// Tells every mistake in a pack by file and line.
    Check {
        /// The pack's folder.
        folder: PathBuf,
    },
    /// Publishes a new version of the hub's pack. The hub may be serving.
    Publish {
        #[command(flatten)]
        data: Data,
        /// The pack's folder.
        folder: PathBuf,
    },
}
