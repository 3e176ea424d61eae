//! The hub's command line.
#![allow(clippy::print_stdout)]

use clap::{Args, Parser, Subcommand};
use durbar_sync_server::{
    Doors, Error, Hub, backup,
    folder::Folder,
    hub::now,
    invite, logs, pack, public, sample, serve_doors,
    settings::{Found, LogFormat, Mistake, Sources},
    verify::{self, Report},
};
use std::{ffi::OsString, net::SocketAddr, path::PathBuf, process::ExitCode};
use tokio::net::TcpListener;

/// The Durbar hub: keeps what people file, and passes it on.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a new hub with a municipality's pack.
    Init {
        #[command(flatten)]
        data: Data,
        /// The pack's folder.
        #[arg(long)]
        pack: PathBuf,
    },
    /// Serves a hub until it is interrupted. What is not said here is taken from the environment
    /// and from the file: docs/operations.md has the list.
    Serve(Serve),
    /// Checks configurations.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Prints a link that gives a role to the first device that opens it.
    Invite(Invite),
    /// Fills a hub whose pack is a sample with sample cases, each marked as such.
    Sample(Data),
    /// Copies a hub's data while it is served, and looks whether all of it is in the copy.
    Backup {
        #[command(flatten)]
        data: Data,
        /// A new folder, or that of an earlier backup, to which only what is new is copied.
        #[arg(long)]
        to: PathBuf,
    },
    /// Puts a backup back to a new place; every app then sends again what it has.
    Restore {
        /// The backup.
        #[arg(long)]
        from: PathBuf,
        #[command(flatten)]
        data: Data,
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
struct Data {
    /// The hub's data folder.
    #[arg(long)]
    data: PathBuf,
}

#[derive(Args)]
struct Serve {
    /// A file with the configuration.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The hub's data folder.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where to listen; 127.0.0.1:8787 if nothing is said. Port 0 takes a free one.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// The build of the app for browsers.
    #[arg(long)]
    web: Option<PathBuf>,
    /// Its files compressed: the same names with `.br` and `.gz` behind.
    #[arg(long)]
    web_compressed: Option<PathBuf>,
    /// Whether what is published is shown as plain pages.
    #[arg(long)]
    public_pages: Option<bool>,
    /// Requests per second that one device may make in the long run.
    #[arg(long)]
    rate: Option<u32>,
    /// Requests that one device may make at once.
    #[arg(long)]
    burst: Option<u32>,
    /// Where to answer those who watch the hub.
    #[arg(long)]
    metrics_listen: Option<SocketAddr>,
    /// `text` or `json`.
    #[arg(long)]
    log_format: Option<String>,
    /// Seconds that requests may take to end when the hub is told to stop.
    #[arg(long)]
    stop_seconds: Option<u32>,
}

impl Serve {
    fn sources(self) -> Sources {
        let mut sources = Sources::of_process();
        sources.file = self.config.or(sources.file);
        let path = |path: Option<PathBuf>| path.map(PathBuf::into_os_string);
        sources.flags = [
            ("data", path(self.data)),
            ("listen", text(self.listen)),
            ("web", path(self.web)),
            ("web_compressed", path(self.web_compressed)),
            ("public_pages", text(self.public_pages)),
            ("rate", text(self.rate)),
            ("burst", text(self.burst)),
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
enum ConfigCommand {
    /// Tells every mistake in a configuration, with its place and what to do about it.
    Check {
        /// The file; if none is named, that of DURBAR_HUB_CONFIG.
        file: Option<PathBuf>,
    },
}

#[derive(Args)]
struct Invite {
    #[command(flatten)]
    data: Data,
    /// `officer`.
    #[arg(long, default_value = "officer")]
    role: String,
    /// Department id in the pack.
    #[arg(long)]
    department: String,
    /// The name that citizens see beside what this person writes.
    #[arg(long)]
    name: String,
    /// Days that the role lasts.
    #[arg(long, default_value_t = 365)]
    days: u32,
    /// Where the app is served, such as `https://durbar.example`.
    #[arg(long)]
    origin: String,
}

#[derive(Subcommand)]
enum ReaderCommand {
    /// Forgets all of it and reads everything that is public anew. No server may be running.
    Rebuild(Data),
}

#[derive(Subcommand)]
enum PackCommand {
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

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[allow(clippy::print_stderr)]
            {
                eprintln!("{error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Error> {
    if !matches!(command, Command::Serve(_)) {
        logs::start(LogFormat::Text);
    }
    match command {
        Command::Init { data, pack } => {
            Folder::create(&data.data, &pack, now())?;
            println!("made a hub in {}", data.data.display());
            Ok(())
        }
        Command::Serve(options) => {
            tokio::runtime::Runtime::new()?.block_on(serve_until_told(options))
        }
        Command::Config(ConfigCommand::Check { file }) => check(file),
        Command::Invite(invite) => {
            let offer = invite::Offer {
                role: invite.role,
                department: invite.department,
                name: invite.name,
                days: invite.days,
                origin: invite.origin,
            };
            println!(
                "{}",
                invite::link(&Folder::open(&invite.data.data)?, &offer, now())?
            );
            Ok(())
        }
        Command::Sample(data) => {
            let filled = sample::fill(&data.data, now());
            let count = tokio::runtime::Runtime::new()?.block_on(filled)?;
            println!("{count} sample cases");
            Ok(())
        }
        Command::Backup { data, to } => {
            let made = backup::backup(&Folder::open(&data.data)?, &to)?;
            println!("{} blobs copied, {} were there", made.copied, made.kept);
            let is_good = made.report.is_sound();
            told(made.report, is_good)
        }
        Command::Restore {
            from,
            data,
            damaged,
        } => {
            let report = backup::restore(&from, &data.data, damaged, now())?;
            println!("{report}");
            println!(
                "put back to {}: apps will send again what they have",
                data.data.display()
            );
            Ok(())
        }
        Command::Verify(data) => {
            let folder = Folder::open(&data.data).or_else(|error| {
                // A backup is looked at, too; if it is none, the first reason says more.
                Folder::open_backup(&data.data).map_err(|_| error)
            })?;
            let report = verify::verify(&folder)?;
            let is_good = report.is_clean();
            told(report, is_good)
        }
        Command::Restored { data } => {
            Folder::open(&data.data)?.renew(now())?;
            println!("apps will send again what they have");
            Ok(())
        }
        Command::Reader(ReaderCommand::Rebuild(data)) => {
            let rebuilt = public::rebuild(&data.data);
            let count = tokio::runtime::Runtime::new()?.block_on(rebuilt)?;
            println!("{count} published complaints");
            Ok(())
        }
        Command::Pack(PackCommand::Check { folder }) => {
            let loaded = pack::load(&folder).map_err(Error::Pack)?;
            println!("{} {}: no mistakes", loaded.pack.id, loaded.pack.version);
            Ok(())
        }
        Command::Pack(PackCommand::Publish { data, folder }) => {
            let (version, is_new) = Folder::open(&data.data)?.publish(&folder, now())?;
            let word = if is_new {
                "published"
            } else {
                "already published"
            };
            println!("{word}: version {version}");
            Ok(())
        }
    }
}

/// Prints a report, or fails with it.
fn told(report: Report, is_good: bool) -> Result<(), Error> {
    if is_good {
        println!("{report}");
        Ok(())
    } else {
        Err(Error::Unsound(Box::new(report)))
    }
}

fn check(file: Option<PathBuf>) -> Result<(), Error> {
    let mut sources = Sources::of_process();
    sources.file = file.or(sources.file);
    let found = sources.check()?;
    for warning in &found.warnings {
        println!("{warning}");
    }
    match &sources.file {
        Some(file) => println!("{}: no mistakes", file.display()),
        None => println!("the environment: no mistakes"),
    }
    Ok(())
}

async fn serve_until_told(options: Serve) -> Result<(), Error> {
    let Found { settings, warnings } = options.sources().read()?;
    logs::start(settings.log_format);
    for Mistake { place, text } in &warnings {
        tracing::warn!("{place}: {text}");
    }
    let hub = Hub::open(settings.config())?;
    let told = told_to_stop()?;
    let main = TcpListener::bind(settings.listen).await?;
    let watch = match settings.metrics_listen {
        Some(address) => Some(TcpListener::bind(address).await?),
        None => None,
    };
    // Who started the hub may read no further than the line of the main door.
    if let Some(watch) = &watch {
        println!("watched on http://{}", watch.local_addr()?);
    }
    println!("listening on http://{}", main.local_addr()?);
    serve_doors(Doors { main, watch }, hub, told).await?;
    Ok(())
}

/// Ends with the first SIGINT or SIGTERM. Listens from now on, not from its first poll.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "no word of an interrupt will come");
            std::future::pending::<()>().await;
        }
    })
}
