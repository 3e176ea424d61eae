//! The hub's command line.
#![allow(clippy::print_stdout)]

use clap::{Args, Parser, Subcommand};
use durbar_sync_server::{
    Config, Error, Hub, folder::Folder, hub::now, invite, pack, public, sample, serve,
    web::WebFolders,
};
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

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
    /// Serves a hub until it is interrupted.
    Serve(Serve),
    /// Prints a link that gives a role to the first device that opens it.
    Invite(Invite),
    /// Fills a hub whose pack is a sample with sample cases, each marked as such.
    Sample(Data),
    /// After a backup was put back, before serving it: has every app send again what it has.
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
    #[command(flatten)]
    data: Data,
    /// Where to listen. Port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The build of the app for browsers.
    #[arg(long)]
    web: Option<PathBuf>,
    /// Its files compressed: the same names with `.br` and `.gz` behind.
    #[arg(long, requires = "web")]
    web_compressed: Option<PathBuf>,
    /// Requests per second that one device may make in the long run.
    #[arg(long)]
    rate: Option<u32>,
    /// Requests that one device may make at once.
    #[arg(long)]
    burst: Option<u32>,
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
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
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
    match command {
        Command::Init { data, pack } => {
            Folder::create(&data.data, &pack, now())?;
            println!("made a hub in {}", data.data.display());
            Ok(())
        }
        Command::Serve(options) => {
            tokio::runtime::Runtime::new()?.block_on(serve_until_told(options))
        }
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

async fn serve_until_told(options: Serve) -> Result<(), Error> {
    let mut config = Config::new(options.data.data);
    config.web = options.web.map(|plain| WebFolders {
        plain,
        compressed: options.web_compressed,
    });
    config.public = true;
    config.limits.rate = options.rate.unwrap_or(config.limits.rate);
    config.limits.burst = options.burst.unwrap_or(config.limits.burst);
    let hub = Hub::open(config)?;
    let told = told_to_stop()?;
    let listener = TcpListener::bind(options.listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    serve(listener, hub, told).await?;
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
