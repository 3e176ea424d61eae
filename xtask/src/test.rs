//! Runs every test: those of each crate, those of the whole system, and the journeys in a real
//! browser and a real window.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::cluster::Cluster;
use crate::failure::{Failure, Result};
use crate::native::native;
use crate::process::{Service, cargo, run as run_command};
use crate::report::Steps;
use crate::setup::{TAURI_DRIVER, npm, packages};
use crate::{paths, setup, web};

/// The flags of `cargo xtask test`.
#[derive(Args)]
pub struct Options {
    /// Run only tests whose names contain one of these
    names: Vec<String>,
}

/// `cargo xtask test`.
pub fn run(options: &Options) -> Result {
    let mut steps = Steps::new();
    setup::ready(setup::For::Test, &mut steps)?;
    let environment = environment()?;
    web::build(&mut steps)?;
    steps.step("Compile the programs and the tests", || {
        let mut build = native("build");
        run_command(build.args(["--lib", "--bins", "--tests"]), "cargo build")
    })?;
    let display = steps.step("Start a display without a screen", Display::start)?;
    let cluster = steps.step("Start a database server", Cluster::start)?;
    steps.attempt("Tests of the build commands", || {
        let mut test = cargo(&["test", "-p", "xtask", "--"]);
        run_command(test.args(&options.names), "cargo test -p xtask")
    });
    steps.attempt("Tests", || {
        let mut test = native("test");
        test.args(["--no-fail-fast", "--"]).args(&options.names);
        test.envs(environment);
        display.lend_to(&mut test);
        test.env("DURBAR_POSTGRES", cluster.address());
        run_command(&mut test, "cargo test")
    });
    drop(cluster);
    drop(display);
    steps.finish()
}

/// What the journeys are told: where everything is that they use.
pub fn environment() -> Result<Vec<(&'static str, PathBuf)>> {
    Ok(vec![
        ("DURBAR_WEB", paths::web()),
        ("DURBAR_WEB_COMPRESSED", paths::web_compressed()),
        ("DURBAR_SERVER", paths::program("sync-server")),
        ("DURBAR_SHELL", paths::program("durbar")),
        ("DURBAR_TAURI_DRIVER", TAURI_DRIVER.path()),
        ("DURBAR_AXE", npm::axe()),
        ("DURBAR_CHROMIUM", found(&packages::CHROMIUM)?),
        ("DURBAR_CHROMEDRIVER", found(&packages::CHROMEDRIVER)?),
        ("DURBAR_WEBKIT_DRIVER", found(&["WebKitWebDriver"])?),
    ])
}

fn found(names: &[&str]) -> Result<PathBuf> {
    paths::find(names).ok_or_else(|| {
        Failure::missing(format!(
            "the tests need {}, which is missing",
            names.join(" or ")
        ))
    })
}

/// An X server that draws into memory.
struct Display {
    name: String,
    _server: Service,
}

impl Display {
    fn start() -> Result<Self> {
        let mut command = Command::new("Xvfb");
        // It finds a free number by itself and says which.
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24"]);
        command.args(["-nolisten", "tcp", "-noreset"]);
        let mut server = Service::start("Xvfb", command)?;
        let number = server.line(
            Duration::from_secs(30),
            |line| line.trim().parse::<u32>().ok(),
            |_| (),
        )?;
        println!("display :{number}");
        Ok(Self {
            name: format!(":{number}"),
            _server: server,
        })
    }

    /// Programs that the command starts open their windows here and not on the person's screen.
    fn lend_to(&self, command: &mut Command) {
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            // Without it WebKit shows an empty window where there is no graphics card.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
}
