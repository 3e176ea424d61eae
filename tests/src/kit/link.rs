//! A TCP link between a phone and the server that counts what passes and can be cut at any byte.

use super::Result;
use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

/// A link to one server.
pub struct Link {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    server: Mutex<Option<SocketAddr>>,
    up: AtomicU64,
    down: AtomicU64,
    /// Bytes that may still go up before the cut; `u64::MAX` for no cut.
    up_left: AtomicU64,
    /// Bytes that may still come down before the cut.
    down_left: AtomicU64,
    off: AtomicBool,
    stopped: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Link {
    /// A link to `server`.
    ///
    /// # Errors
    /// No free port.
    pub fn to(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::default());
        state.up_left.store(u64::MAX, Ordering::SeqCst);
        state.down_left.store(u64::MAX, Ordering::SeqCst);
        *state.server.lock().map_err(|_| "poisoned")? = Some(server);
        let accept = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming() {
                if accept.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(client) = client else { continue };
                if accept.off.load(Ordering::SeqCst) {
                    continue;
                }
                let server = accept.server.lock().ok().and_then(|server| *server);
                let Some(Ok(server)) = server.map(TcpStream::connect) else {
                    continue;
                };
                connect(&accept, client, server);
            }
        });
        Ok(Self { address, state })
    }

    /// The origin for a phone.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads to another server from the next connection on.
    ///
    /// # Errors
    /// A thread of the link failed.
    pub fn lead_to(&self, server: SocketAddr) -> Result<()> {
        *self.state.server.lock().map_err(|_| "poisoned")? = Some(server);
        Ok(())
    }

    /// Cuts every connection once so many more bytes have gone up; the link is off then.
    pub fn cut_after_up(&self, bytes: u64) {
        self.state.up_left.store(bytes, Ordering::SeqCst);
    }

    /// Cuts every connection once so many more bytes have come down; the link is off then.
    pub fn cut_after_down(&self, bytes: u64) {
        self.state.down_left.store(bytes, Ordering::SeqCst);
    }

    /// Takes the link down now.
    pub fn off(&self) {
        self.state.cut();
    }

    /// Brings the link back.
    pub fn on(&self) {
        self.state.up_left.store(u64::MAX, Ordering::SeqCst);
        self.state.down_left.store(u64::MAX, Ordering::SeqCst);
        self.state.off.store(false, Ordering::SeqCst);
    }

    /// Bytes of TCP payload that went up and came down.
    pub fn bytes(&self) -> (u64, u64) {
        (
            self.state.up.load(Ordering::SeqCst),
            self.state.down.load(Ordering::SeqCst),
        )
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::SeqCst);
        self.state.cut();
        // Wakes the accepting thread so that it ends.
        drop(TcpStream::connect(self.address));
    }
}

impl State {
    fn cut(&self) {
        self.off.store(true, Ordering::SeqCst);
        if let Ok(mut open) = self.open.lock() {
            for stream in open.drain(..) {
                // Already closed by its peer is closed.
                drop(stream.shutdown(Shutdown::Both));
            }
        }
    }
}

fn connect(state: &Arc<State>, client: TcpStream, server: TcpStream) {
    let Ok(mut open) = state.open.lock() else {
        return;
    };
    let pair = (client.try_clone(), server.try_clone());
    let (Ok(client_too), Ok(server_too)) = pair else {
        return;
    };
    let copies = (client.try_clone(), server.try_clone());
    let (Ok(client_copy), Ok(server_copy)) = copies else {
        return;
    };
    open.extend([client_copy, server_copy]);
    let (up, down) = (Arc::clone(state), Arc::clone(state));
    thread::spawn(move || pump(&up, client, server, |state| (&state.up, &state.up_left)));
    thread::spawn(move || {
        pump(&down, server_too, client_too, |state| {
            (&state.down, &state.down_left)
        })
    });
}

fn pump(
    state: &State,
    mut from: TcpStream,
    mut to: TcpStream,
    counters: impl Fn(&State) -> (&AtomicU64, &AtomicU64),
) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 {
            break;
        }
        let (count, left) = counters(state);
        let allowed = left.load(Ordering::SeqCst).min(read as u64);
        let pass = usize::try_from(allowed).unwrap_or(read);
        // Counted first: who gets the bytes may look at the count at once.
        count.fetch_add(allowed, Ordering::SeqCst);
        if to.write_all(&buffer[..pass]).is_err() {
            break;
        }
        let limited = left.load(Ordering::SeqCst) != u64::MAX;
        if limited && left.fetch_sub(allowed, Ordering::SeqCst) == allowed {
            state.cut();
            break;
        }
    }
    drop(from.shutdown(Shutdown::Both));
    drop(to.shutdown(Shutdown::Both));
}
