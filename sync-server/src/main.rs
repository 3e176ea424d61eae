//! The hub's command line.
#![allow(clippy::print_stdout)]

mod options;

use clap::Parser;
use durbar_sync_server::{
    Doors, Error, Hub, backup, descriptors,
    folder::Folder,
    hub::now,
    invite, logs, pack, public, roles, sample, serve_doors,
    settings::{Found, LogFormat, Mistake, Sources},
    tls::Tls,
    verify::{self, Report},
};
use options::{Cli, Command, ConfigCommand, GrantCommand, PackCommand, ReaderCommand, Serve};
use std::{path::PathBuf, process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

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
        Command::Init {
            data,
            pack,
            servers,
        } => {
            Folder::create_on(&data.data, &pack, now(), &servers.into())?;
            println!("made a hub in {}", data.data.display());
            Ok(())
        }
        Command::Join { of, data } => {
            Folder::open(&of)?.join(&data.data)?;
            println!("made another hub in {}", data.data.display());
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
        Command::Grant(GrantCommand::List(data)) => {
            for held in roles::list(&Folder::open(&data.data)?, now())? {
                println!("{held}");
            }
            Ok(())
        }
        Command::Revoke(revoke) => {
            let folder = Folder::open(&revoke.data.data)?;
            let ended = roles::revoke(&folder, &revoke.which(), now())?;
            match ended {
                0 => println!("it was ended before"),
                1 => println!("1 role ended"),
                more => println!("{more} roles ended"),
            }
            Ok(())
        }
        Command::Sample(data) => {
            let filled = sample::fill(&data.data, now());
            let count = tokio::runtime::Runtime::new()?.block_on(filled)?;
            println!("{count} sample cases");
            Ok(())
        }
        Command::Backup { data, to } => {
            let hub = Folder::open(&data.data)?;
            let made = if backup::is_file_name(&to) {
                backup::backup_to_file(&hub, &to)?
            } else {
                backup::backup(&hub, &to)?
            };
            println!("{} blobs copied, {} were there", made.copied, made.kept);
            let is_good = made.report.is_sound();
            told(made.report, is_good)
        }
        Command::Restore {
            from,
            data,
            servers,
            damaged,
        } => {
            let report = backup::restore(&from, &data.data, &servers.into(), (damaged, now()))?;
            println!("{report}");
            println!(
                "put back to {}: apps will send again what it lacks",
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
            Folder::open(&data.data)?.renew(now(), false)?;
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
    let found = options.sources().read()?;
    let Found {
        settings, warnings, ..
    } = &found;
    logs::start(settings.log_format);
    for Mistake { place, text } in warnings {
        tracing::warn!("{place}: {text}");
    }
    let tls = settings
        .tls
        .clone()
        .map(Tls::load)
        .transpose()?
        .map(Arc::new);
    for remark in tls.iter().flat_map(|tls| tls.remarks()) {
        tracing::warn!("{}: {remark}", found.place("tls_certificate"));
    }
    let mut config = settings.config();
    let wanted = &mut config.limits.connections;
    if let Some(most) = descriptors::make_room().filter(|most| most < wanted) {
        tracing::warn!(
            "{}: the system lets the hub have so few files open that there is room for {most} \
             connections, not {wanted}. Allow it more: LimitNOFILE for systemd, --ulimit nofile=... \
             for a container.",
            found.place("connections")
        );
        *wanted = most;
    }
    let hub = Hub::open(config)?;
    let told = told_to_stop(tls.clone(), hub.clone())?;
    let main = TcpListener::bind(settings.listen).await?;
    let watch = match settings.metrics_listen {
        Some(address) => Some(TcpListener::bind(address).await?),
        None => None,
    };
    // Who started the hub may read no further than the line of the main door.
    if let Some(watch) = &watch {
        println!("watched on http://{}", watch.local_addr()?);
    }
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("listening on {scheme}://{}", main.local_addr()?);
    serve_doors(Doors { main, tls, watch }, hub, told).await?;
    Ok(())
}

/// Ends with the first SIGINT or SIGTERM. SIGHUP has a certificate read again; without one it ends
/// the hub like the others. Listens from now on, not from its first poll.
#[cfg(unix)]
fn told_to_stop(
    tls: Option<Arc<Tls>>,
    hub: Arc<Hub>,
) -> Result<impl Future<Output = ()> + Send, Error> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    Ok(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => return,
                _ = terminate.recv() => return,
                _ = hang_up.recv() => match &tls {
                    Some(tls) => renew(tls, &hub),
                    None => return,
                },
            }
        }
    })
}

/// Has a certificate read again.
#[cfg(unix)]
fn renew(tls: &Tls, hub: &Hub) {
    match hub.renew_certificate(tls) {
        Ok(()) => {
            tracing::info!("the certificate was read again");
            for remark in tls.remarks() {
                tracing::warn!("{remark}");
            }
        }
        Err(error) => tracing::error!(%error, "the certificate stays what it was"),
    }
}

#[cfg(not(unix))]
fn told_to_stop(_: Option<Arc<Tls>>, _: Arc<Hub>) -> Result<impl Future<Output = ()>, Error> {
    Ok(async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "no word of an interrupt will come");
            std::future::pending::<()>().await;
        }
    })
}
