//! Builds all, starts the sync server with a municipality and sample data, opens the window.

mod data;

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::failure::{Context, Failure, Result};
use crate::process::{self, Service, capture, run as run_command};
use crate::report::Steps;
use crate::{native, paths, setup, web};
use data::DataDir;

/// Where the packs lie that come with the project.
const PACKS: &str = "assets/packs";

/// A first start lays out the database and reads the whole pack.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// The flags of `cargo xtask run`.
#[derive(Args)]
pub struct Options {
    /// Do not open the desktop window
    #[arg(long)]
    headless: bool,
    /// The port of the sync server
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// The municipality: a folder, or the name of one in assets/packs
    #[arg(long, value_name = "PACK", default_value = "sekondi-takoradi")]
    pack: PathBuf,
    /// Where the server and the window keep their data; data/run and the pack's name if not given
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Throw that data away first
    #[arg(long)]
    fresh: bool,
    /// The address on which the sync server listens
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
}

/// `cargo xtask run`.
pub fn run(options: &Options) -> Result {
    let address = SocketAddr::new(options.listen, options.port);
    let pack = pack(&options.pack)?;
    check_port_is_free(address)?;
    let window = !options.headless && has_display();
    let mut steps = Steps::new();
    let needs = if window {
        setup::For::Desktop
    } else {
        setup::For::Server
    };
    setup::ready(needs, &mut steps)?;
    web::build(&mut steps)?;
    steps.step("Compile the programs", || {
        // Without a display the web view and its libraries are neither asked for nor compiled.
        native::build(if window {
            &["sync-server", "durbar"]
        } else {
            &["sync-server"]
        })
    })?;
    let place = options.data.clone().unwrap_or_else(|| {
        // A hub is one municipality's for ever, so each has a folder of its own.
        PathBuf::from("data/run").join(pack.file_name().unwrap_or_default())
    });
    let data = DataDir::open(&paths::root().join(place), options.fresh)?;
    if data.is_new() {
        steps.step("Lay out the sample municipality", || lay_out(&data, &pack))?;
    } else {
        steps.step("Publish the pack", || publish(&data, &pack))?;
    }
    serve(options, address, &data, &pack, window)
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
        || cfg!(target_os = "macos")
}

fn check_port_is_free(address: SocketAddr) -> Result {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::from(format!(
            "cannot listen on {address}: {error}\nPerhaps Durbar runs already: stop it there with \
             Ctrl-C, or choose another port here with --port"
        ))),
    }
}

fn server(arguments: &[&str], data: &DataDir) -> Command {
    let mut command = Command::new(paths::program("sync-server"));
    command
        .args(arguments)
        .arg("--data")
        .arg(data.path())
        .current_dir(paths::root());
    command
}

/// The folder of a pack.
fn pack(asked: &Path) -> Result<PathBuf> {
    let places = [
        paths::root().join(PACKS).join(asked),
        paths::root().join(asked),
    ];
    let found = places
        .iter()
        .find(|place| place.join("pack.toml").is_file());
    found.cloned().ok_or_else(|| {
        Failure::from(format!(
            "there is no municipality \"{}\": name a folder of {PACKS}, or any folder with a \
             pack.toml",
            asked.display()
        ))
    })
}

fn lay_out(data: &DataDir, pack: &Path) -> Result {
    let mut init = server(&["init"], data);
    init.arg("--pack").arg(pack);
    run_command(&mut init, "sync-server init")?;
    run_command(&mut server(&["sample"], data), "sync-server sample")?;
    data.is_laid_out()
}

/// What was edited in the pack since the last run shows; an unchanged pack stays as it is.
fn publish(data: &DataDir, pack: &Path) -> Result {
    let mut publish = server(&["pack", "publish"], data);
    publish.arg(pack);
    run_command(&mut publish, "sync-server pack publish")
}

fn serve(
    options: &Options,
    address: SocketAddr,
    data: &DataDir,
    pack: &Path,
    window: bool,
) -> Result {
    let mut command = server(&["serve"], data);
    command
        .args(["--listen", &address.to_string()])
        .arg("--web")
        .arg(paths::web())
        .arg("--web-compressed")
        .arg(paths::web_compressed());
    println!("\n== Start the sync server");
    let mut hub = Service::start("the sync server", command)?;
    hub.line(READY_WITHIN, is_listening, |line| println!("{line}"))
        .map_err(unless_stopping)?;
    hub.follow(|line| println!("{line}"));
    let origin = format!("http://{}", reachable(address));
    let link = officer_link(data, pack, &origin)?;
    let shell = window.then(|| open_window(data, &origin)).transpose()?;
    print_box(options, &origin, &link, shell.is_some(), data.path());
    let status = hub.wait()?;
    drop(shell);
    Err(unless_stopping(Failure::exit(
        format!("the sync server ended ({status})"),
        status.code(),
    )))
}

/// After Ctrl-C a program that ends has done what it was told: the handler of the signal ends us.
fn unless_stopping(failure: Failure) -> Failure {
    while process::stopping() {
        std::thread::park();
    }
    failure
}

fn is_listening(line: &str) -> Option<()> {
    line.contains("listening on http").then_some(())
}

/// Where a browser on this machine finds a server that listens there.
fn reachable(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port())
    } else {
        address
    }
}

fn officer_link(data: &DataDir, pack: &Path, origin: &str) -> Result<String> {
    let file = pack.join("complaints.toml");
    let complaints = fs::read_to_string(&file).context(file.display())?;
    let department = first_department(&complaints)
        .ok_or_else(|| format!("{}: no category has a department", file.display()))?;
    let mut invite = server(&["invite"], data);
    invite.args(["--role", "officer", "--department", department]);
    invite.args(["--name", "Officer", "--origin", origin]);
    let printed = capture(&mut invite, "sync-server invite")?;
    printed
        .split_whitespace()
        .find(|word| word.starts_with("http"))
        .map(str::to_owned)
        .ok_or_else(|| format!("sync-server invite printed no link:\n{printed}").into())
}

/// The department that has the first category, so that its queue is not empty.
fn first_department(complaints: &str) -> Option<&str> {
    complaints
        .lines()
        .find_map(|line| line.strip_prefix("department = \"")?.strip_suffix('"'))
}

fn open_window(data: &DataDir, origin: &str) -> Result<Service> {
    let mut command = Command::new(paths::program("durbar"));
    command
        .env("DURBAR_HUB", origin)
        .env("DURBAR_DATA", data.path().join("desktop"));
    let mut shell = Service::start("the window", command)?;
    shell.follow(|line| println!("{line}"));
    Ok(shell)
}

fn print_box(options: &Options, origin: &str, link: &str, window: bool, data: &Path) {
    let line = "-".repeat(72);
    println!("\n{line}");
    println!("Durbar runs.\n");
    println!("  Citizens     {origin}/");
    println!("  An officer   {link}");
    println!(
        "               (works once: open it in another browser profile, or paste it under Me)"
    );
    if window {
        println!("  A window     is open; closing it does not stop the server");
    } else if !options.headless {
        println!("  A window     needs a display, and there is none here");
    }
    println!("  The data     {}", shown(data));
    if !options.listen.is_loopback() {
        println!(
            "\n  Others reach port {} of this machine. Browsers keep data",
            options.port
        );
        println!("  for use without a network only over https: put a proxy before it.");
    }
    println!("\n  Ctrl-C stops everything.");
    println!("{line}");
}

fn shown(data: &Path) -> String {
    let short = data.strip_prefix(paths::root()).unwrap_or(data);
    short.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_every_address_is_reached_on_loopback() {
        let everywhere: SocketAddr = "0.0.0.0:8787".parse().unwrap();
        assert_eq!(reachable(everywhere).to_string(), "127.0.0.1:8787");
        let one: SocketAddr = "192.0.2.7:80".parse().unwrap();
        assert_eq!(reachable(one), one);
    }

    #[test]
    fn a_pack_is_named_or_shown() {
        let named = pack(Path::new("sekondi-takoradi")).unwrap();
        assert_eq!(named, pack(&named).unwrap());
        let failure = pack(Path::new("atlantis")).unwrap_err();
        assert!(failure.to_string().contains("assets/packs"), "{failure}");
    }

    #[test]
    fn a_port_in_use_is_explained() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let failure = check_port_is_free(taken.local_addr().unwrap()).unwrap_err();
        assert!(failure.to_string().contains("--port"));
    }
}
