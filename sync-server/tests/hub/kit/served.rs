//! The program in a process of its own.

use super::{Device, Link};
use durbar_sync::wire::{ClientHello, HubHello, ReplyFrame};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

/// The program as it is built.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sync-server"));
    command.env("RUST_LOG", "warn").stdin(Stdio::null());
    command
}

/// A served hub, ended with the test.
pub struct Served {
    pub child: Child,
    pub origin: String,
    /// Where it is watched, if it says so.
    pub watched: Option<String>,
}

impl Served {
    pub fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with more of the command line.
    pub fn start_with(data: &Path, more: &[&str]) -> Self {
        let mut command = program();
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--rate",
                "100000",
                "--burst",
                "100000",
                "--address-rate",
                "100000",
                "--address-burst",
                "100000",
                "--data",
            ])
            .arg(data)
            .args(more);
        Self::run(command)
    }

    /// Runs a command that serves, and reads where.
    pub fn run(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut watched = None;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if let Some(origin) = line.strip_prefix("watched on ") {
                watched = Some(origin.to_owned());
            }
            if let Some(origin) = line.strip_prefix("listening on ") {
                let origin = origin.to_owned();
                return Self {
                    child,
                    origin,
                    watched,
                };
            }
        }
        panic!("the server ended before it listened: {:?}", child.wait());
    }

    /// Sends it a signal, by name.
    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status().unwrap();
        assert!(sent.success());
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        self.origin.rsplit('/').next().unwrap()
    }

    pub fn health(&self) -> String {
        let address = self.origin.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request = "GET /healthz HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The way to a hub of its own process, by its own word.
pub async fn link_to(served: &Served, device: &Device) -> Link {
    let nobody = HubHello {
        hub: device.keys.public(),
        administrator: device.keys.public(),
        epoch: 0,
        pack: String::new(),
        dictionary: 1,
        kept: None,
    };
    let link = Link::new(
        served.origin.clone(),
        nobody,
        Arc::new(durbar_sync_server::hub::now),
    );
    let hello = ClientHello {
        epoch: None,
        ..link.hello(&[])
    };
    match link.say(device, hello, vec![]).await.frames.swap_remove(0) {
        ReplyFrame::Hello(who) => Link { who, ..link },
        other => panic!("{other:?} instead of a hello"),
    }
}
