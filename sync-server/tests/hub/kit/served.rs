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
}

impl Served {
    pub fn start(data: &Path) -> Self {
        let mut child = program()
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--rate",
                "100000",
                "--burst",
                "100000",
                "--data",
            ])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let origin = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap()
            .to_owned();
        Self { child, origin }
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
