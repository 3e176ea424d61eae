//! A line to a database server, which can end before a statement.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    thread,
};

/// What opens a connection has no letter before its length.
const SSL_REQUEST: u32 = 80_877_103;

/// What a server says that has no notices, and that it waits for more.
const NO_NOTICES: &[u8] =
    b"E\0\0\0\x31SERROR\0VERROR\0C0A000\0Munimplemented: LISTEN\0\0Z\0\0\0\x05I";

/// The line, until the process ends.
#[derive(Clone)]
pub struct Line {
    left: Arc<AtomicI64>,
    /// Statements are let through and not counted.
    is_held: Arc<AtomicBool>,
    /// Whether the server has notices.
    has_notices: bool,
}

impl Line {
    /// A line to this address of a socket, and the address at which it begins.
    pub fn to(address: &str) -> (Self, String) {
        Self::lay(address, true)
    }

    /// The beginning of a line to a server that is as this one but for notices.
    pub fn without_notices(address: &str) -> String {
        Self::lay(address, false).1
    }

    fn lay(address: &str, has_notices: bool) -> (Self, String) {
        let word = |name: &str| {
            let words = address.split(' ');
            let word = words.filter_map(|word| word.strip_prefix(name)).next();
            word.unwrap_or_else(|| panic!("no {name} in the address"))
                .to_owned()
        };
        let (folder, port) = (word("host="), word("port="));
        let socket = format!("{folder}/.s.PGSQL.{port}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().port();
        let behind = address
            .replacen(&format!("host={folder}"), "host=127.0.0.1", 1)
            .replacen(&format!("port={port}"), &format!("port={own}"), 1);
        let line = Self {
            left: Arc::new(AtomicI64::new(i64::MAX)),
            is_held: Arc::default(),
            has_notices,
        };
        let own = line.clone();
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (socket, line) = (socket.clone(), own.clone());
                thread::spawn(move || {
                    // A line that ends is what this is for.
                    drop(line.connect(client, &socket));
                });
            }
        });
        (line, behind)
    }

    /// Ends a connection once, after so many more statements.
    pub fn after(&self, statements: i64) {
        self.left.store(statements, Ordering::SeqCst);
    }

    /// Lets everything through without counting, or no longer.
    pub fn hold(&self, is_held: bool) {
        self.is_held.store(is_held, Ordering::SeqCst);
    }

    /// So many more would go through.
    pub fn left_over(&self) -> i64 {
        self.left.load(Ordering::SeqCst)
    }

    fn connect(&self, mut client: TcpStream, socket: &str) -> io::Result<()> {
        client.set_nodelay(true)?;
        let mut server = UnixStream::connect(socket)?;
        let (mut down, mut up) = (server.try_clone()?, client.try_clone()?);
        thread::spawn(move || {
            drop(io::copy(&mut down, &mut up));
            drop(up.shutdown(Shutdown::Both));
        });
        let carried = self.carry(&mut client, &mut server);
        drop(server.shutdown(Shutdown::Both));
        drop(client.shutdown(Shutdown::Both));
        carried
    }

    /// Carries messages until one is not to arrive.
    fn carry(&self, client: &mut TcpStream, server: &mut UnixStream) -> io::Result<()> {
        loop {
            let (head, body) = message(client, false)?;
            server.write_all(&head)?;
            server.write_all(&body)?;
            if !body.starts_with(&SSL_REQUEST.to_be_bytes()) {
                break;
            }
        }
        loop {
            let (head, body) = message(client, true)?;
            // A statement in words, or one that was prepared.
            if matches!(head.first(), Some(b'Q' | b'B'))
                && !self.is_held.load(Ordering::SeqCst)
                && self.left.fetch_sub(1, Ordering::SeqCst) == 0
            {
                return Ok(());
            }
            if !self.has_notices && body.starts_with(b"LISTEN") {
                client.write_all(NO_NOTICES)?;
                continue;
            }
            server.write_all(&head)?;
            server.write_all(&body)?;
        }
    }
}

/// A message's letter and length, and what follows.
fn message(client: &mut TcpStream, has_letter: bool) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let mut head = vec![0; if has_letter { 5 } else { 4 }];
    client.read_exact(&mut head)?;
    let length = head[head.len() - 4..]
        .iter()
        .fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    let mut body = vec![0; length.saturating_sub(4)];
    client.read_exact(&mut body)?;
    Ok((head, body))
}
