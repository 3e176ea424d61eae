//! Every command there is. `cargo xtask help` lists them.
#![allow(clippy::print_stdout)] // it is a command-line program

mod bench;
mod check;
mod cluster;
mod demo;
mod dictionary;
mod failure;
mod fuzz;
mod native;
mod paths;
mod process;
mod report;
mod run;
mod screenshots;
mod setup;
mod soak;
mod test;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about, disable_version_flag = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build all, start the sync server with sample data and open the app
    Run(run::Options),
    /// Run every test, the journeys in a real browser and a real window included
    Test(test::Options),
    /// Format, lints natively and for wasm, licences, rules between crates
    Check(check::Options),
    /// Photograph every page, or test it for barriers, in every language, size and theme
    Screenshots(screenshots::Options),
    /// Play the story with a real server and real clients; needs no display
    Demo(demo::Options),
    /// Play the tests of loss and damage in thousands, or replay a seed
    Soak(soak::Options),
    /// Have libFuzzer look for bytes over which a decoder fails
    Fuzz(fuzz::Options),
    /// Measure the hub and a device that holds much, compiled as they are shipped
    Bench(bench::Options),
    /// Make the dictionary for short exchanges anew from the sample matters
    Dictionary(dictionary::Options),
    /// Build the browser half into target/durbar/web
    Web,
    /// Install what is missing on this machine
    Setup(setup::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = process::stop_all_on_signal().and_then(|()| match arguments.command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Check(options) => check::run(&options),
        Command::Screenshots(options) => screenshots::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Soak(options) => soak::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Dictionary(options) => dictionary::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Web => web::run(),
        Command::Setup(options) => setup::run(&options),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::from(failure.code)
        }
    }
}
