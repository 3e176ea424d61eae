//! A system that lets the hub have few files open.

use crate::kit::{Served, pack, program};
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// Serves a new hub under a bound that a shell is told to set first.
fn served_under(bound: &str, data: &Path) -> Served {
    let made = program()
        .args(["init", "--data"])
        .arg(data)
        .arg("--pack")
        .arg(pack())
        .output()
        .unwrap();
    assert!(made.status.success());
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit {bound} && exec \"$0\" \"$@\"")])
        .arg(program().get_program())
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--public-pages",
            "false",
        ])
        .args(["--address-burst", "10000", "--data"])
        .arg(data)
        .env("RUST_LOG", "warn")
        .stdin(Stdio::null())
        .stderr(Stdio::piped());
    Served::run(command)
}

/// How many of so many connections, all held open, the hub answers on; the others it cuts off.
fn answered(served: &Served, connections: usize) -> usize {
    let mut held = Vec::new();
    let mut answered = 0;
    for number in 0..connections {
        let mut stream = TcpStream::connect(served.address()).unwrap();
        // So long only if it is neither answered nor cut off.
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).unwrap();
        let mut begin = [0; 12];
        let asked = stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: hub\r\n\r\n");
        match asked.and_then(|()| stream.read_exact(&mut begin)) {
            Ok(()) => {
                assert_eq!(&begin, b"HTTP/1.1 200");
                answered += 1;
            }
            Err(error) => assert!(
                !matches!(error.kind(), std::io::ErrorKind::WouldBlock),
                "connection {number} hangs after {answered} were answered"
            ),
        }
        held.push(stream);
    }
    answered
}

#[test]
fn the_hub_takes_as_many_connections_as_it_may_have_files_and_says_so() {
    let data = TempDir::new().unwrap();
    let mut served = served_under("-n 300", data.path());
    assert_eq!(answered(&served, 200), 118);
    let said = served.child.stderr.take();
    served.signal("-KILL");
    let mut text = String::new();
    said.unwrap().read_to_string(&mut text).unwrap();
    assert!(
        text.contains("room for 118 connections, not 16384"),
        "{text}"
    );
}

#[test]
fn a_bound_that_may_be_raised_is_raised() {
    let data = TempDir::new().unwrap();
    let served = served_under("-S -n 300", data.path());
    assert_eq!(answered(&served, 400), 400);
}
