//! The link itself: two TUN devices, one in this process's network namespace and one in a second,
//! and between them the rate, the way's length and the losses of a bad mobile network. TCP on both
//! sides is the system's own, so what loss costs is what it costs.

use super::{
    namespace::{Namespace, ip},
    packet::Segment,
};
use crate::kit::Result;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use std::{
    collections::HashSet,
    process::Command,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};
use tun_rs::{DeviceBuilder, SyncDevice};

/// The largest packet, in bytes.
const LARGEST: &str = "1400";
/// What the queue before a slow way holds; what comes on top is lost.
const QUEUE: Duration = Duration::from_secs(4);
/// How long nothing passes after a cut. The network has forgotten every connection then.
const OUTAGE: Duration = Duration::from_secs(10);

/// What a link is like.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// From a packet to its answer, without the time that its bytes take.
    pub round_trip: Duration,
    /// Bits in a second from the client.
    pub up: u32,
    /// Bits in a second to the client.
    pub down: u32,
    /// Of a hundred packets so many are lost, each way.
    pub loss: u32,
    /// Decides which.
    pub seed: u64,
}

impl Weather {
    /// The link that everything is designed for: 600 ms, 64 kbit/s up, 128 down.
    pub fn designed_for(loss: u32, seed: u64) -> Self {
        Self {
            round_trip: Duration::from_millis(600),
            up: 64_000,
            down: 128_000,
            loss,
            seed,
        }
    }
}

/// What has passed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Bytes of IP packets that the client sent, lost ones included.
    pub up: u64,
    /// Bytes of IP packets that were sent to the client, lost ones included.
    pub down: u64,
    /// How often the other side began to speak.
    pub turns: u32,
    /// Connections that were opened.
    pub opened: u32,
    /// When the last word was sent.
    pub last: Duration,
}

/// The link, and the place at its other end.
pub struct SlowLink {
    state: Arc<Mutex<State>>,
    namespace: Namespace,
    number: u8,
}

struct State {
    weather: Weather,
    chance: ChaCha20Rng,
    counts: Counts,
    began: Instant,
    /// Who spoke last, and when.
    speaker: Option<bool>,
    spoken: Instant,
    /// Ports of the client that have connections.
    known: HashSet<u16>,
    forgotten: HashSet<u16>,
    /// Bytes from the client after which it is cut, the next one last.
    cuts: Vec<u64>,
    back_at: Instant,
    /// When each way, up first, has sent what it holds.
    free: [Instant; 2],
}

impl SlowLink {
    /// A link; `number` tells links at one time apart.
    ///
    /// # Errors
    /// The system does not allow such devices.
    pub fn new(number: u8, weather: Weather) -> Result<Self> {
        let namespace = Namespace::new()?;
        let now = Instant::now();
        let state = Arc::new(Mutex::new(State {
            weather,
            chance: ChaCha20Rng::seed_from_u64(weather.seed),
            counts: Counts::default(),
            began: now,
            speaker: None,
            spoken: now,
            known: HashSet::new(),
            forgotten: HashSet::new(),
            cuts: Vec::new(),
            back_at: now,
            free: [now; 2],
        }));
        let [here, there] = ["near", "far"].map(|side| format!("{side}{number}"));
        let near = Arc::new(DeviceBuilder::new().name(&here).build_sync()?);
        let far = Arc::new(DeviceBuilder::new().name(&there).build_sync()?);
        namespace.give(&there)?;
        let link = Self {
            state,
            namespace,
            number,
        };
        let (client, server) = (link.address(77, 1), link.address(77, 2));
        for words in [
            &["addr", "add", &format!("{client}/24"), "dev", &here][..],
            &["link", "set", &here, "mtu", LARGEST, "up"],
        ] {
            ip(words)?;
        }
        for words in [
            &["addr", "add", &format!("{server}/24"), "dev", &there][..],
            &["link", "set", &there, "mtu", LARGEST, "up"],
        ] {
            link.namespace.ip(words)?;
        }
        link.lay_aside()?;
        let (into_near, for_near) = channel();
        let (into_far, for_far) = channel();
        deliver(for_near, &near);
        deliver(for_far, &far);
        take(&link.state, true, near, into_far.clone(), into_near.clone());
        take(&link.state, false, far, into_near, into_far);
        Ok(link)
    }

    /// A way that is fast and not counted.
    fn lay_aside(&self) -> Result<()> {
        let [here, there] = ["inner", "outer"].map(|side| format!("{side}{}", self.number));
        ip(&["link", "add", &here, "type", "veth", "peer", "name", &there])?;
        self.namespace.give(&there)?;
        let (client, server) = (self.address(78, 1), self.address(78, 2));
        ip(&["addr", "add", &format!("{client}/24"), "dev", &here])?;
        ip(&["link", "set", &here, "up"])?;
        let server = format!("{server}/24");
        self.namespace
            .ip(&["addr", "add", &server, "dev", &there])?;
        self.namespace.ip(&["link", "set", &there, "up"])
    }

    fn address(&self, net: u8, end: u8) -> String {
        format!("10.{net}.{}.{end}", self.number)
    }

    /// The server's address over the slow way.
    pub fn server(&self) -> String {
        self.address(77, 2)
    }

    /// The server's address over the fast one.
    pub fn aside(&self) -> String {
        self.address(78, 2)
    }

    /// A program that runs at the server's end.
    pub fn command(&self, program: &str) -> Command {
        self.namespace.command(program)
    }

    /// Counts from here on, and forgets cuts.
    ///
    /// # Errors
    /// A thread of the link failed.
    pub fn begin(&self, cuts: &[u64]) -> Result<()> {
        let mut state = self.state.lock().map_err(|_| "poisoned")?;
        state.counts = Counts::default();
        state.began = Instant::now();
        state.spoken = state.began;
        state.speaker = None;
        state.cuts = cuts.to_vec();
        state.cuts.sort_by(|one, other| other.cmp(one));
        Ok(())
    }

    /// What has passed once nobody has said anything for so long.
    ///
    /// # Errors
    /// A thread of the link failed, or there is no rest.
    pub fn settled(&self, silence: Duration) -> Result<Counts> {
        for _ in 0..2_000 {
            let state = self.state.lock().map_err(|_| "poisoned")?;
            let quiet = state.spoken.elapsed();
            if quiet >= silence {
                return Ok(state.counts);
            }
            drop(state);
            thread::sleep(silence.saturating_sub(quiet));
        }
        Err("they never fall silent".into())
    }
}

impl Drop for SlowLink {
    fn drop(&mut self) {
        // Who reads from a device and writes to it holds it until it is gone.
        let [here, there] = ["near", "far"].map(|side| format!("{side}{}", self.number));
        let gone = [
            ip(&["link", "delete", &here]),
            self.namespace.ip(&["link", "delete", &there]),
        ];
        for error in gone.into_iter().filter_map(Result::err) {
            eprintln!("{error}");
        }
    }
}

/// A packet, and when it is at the other end.
type Due = (Instant, Vec<u8>);

/// Reads one device until it is gone.
fn take(
    state: &Arc<Mutex<State>>,
    goes_up: bool,
    device: Arc<SyncDevice>,
    on: Sender<Due>,
    back: Sender<Due>,
) {
    let state = Arc::clone(state);
    thread::spawn(move || {
        let mut buffer = vec![0; 2_048];
        while let Ok(length) = device.recv(&mut buffer) {
            let packet = &buffer[..length];
            let Ok(mut state) = state.lock() else { return };
            let sent = match state.take(packet, goes_up) {
                Fate::Lost => Ok(()),
                Fate::Arrives(at) => on.send((at, packet.to_vec())),
                Fate::Refused(answer) => back.send((Instant::now(), answer)),
            };
            if sent.is_err() {
                return;
            }
        }
    });
}

/// Packets of one way arrive in the order in which they were sent.
fn deliver(due: Receiver<Due>, device: &Arc<SyncDevice>) {
    let device = Arc::clone(device);
    thread::spawn(move || {
        for (at, packet) in due {
            thread::sleep(at.saturating_duration_since(Instant::now()));
            if device.send(&packet).is_err() {
                return;
            }
        }
    });
}

enum Fate {
    Lost,
    Arrives(Instant),
    /// With the answer to whoever sent it.
    Refused(Vec<u8>),
}

impl State {
    fn take(&mut self, packet: &[u8], goes_up: bool) -> Fate {
        // Nothing else is spoken here but what devices say of their own.
        let Some(segment) = Segment::read(packet) else {
            return Fate::Lost;
        };
        let now = Instant::now();
        let length = packet.len() as u64;
        if goes_up {
            self.counts.up += length;
        } else {
            self.counts.down += length;
        }
        if segment.content > 0 {
            self.spoken = now;
            self.counts.last = now.duration_since(self.began);
            if self.speaker.replace(goes_up) != Some(goes_up) {
                self.counts.turns += 1;
            }
        }
        if self.cuts.last().is_some_and(|at| self.counts.up >= *at) {
            self.cuts.pop();
            self.forgotten.extend(self.known.drain());
            self.back_at = now + OUTAGE;
        }
        if now < self.back_at {
            return Fate::Lost;
        }
        let port = segment.port(goes_up);
        if segment.opens && goes_up {
            self.forgotten.remove(&port);
            if self.known.insert(port) {
                self.counts.opened += 1;
            }
        } else if self.forgotten.contains(&port) {
            return segment.refusal().map_or(Fate::Lost, Fate::Refused);
        }
        if self.chance.next_u32() % 100 < self.weather.loss {
            return Fate::Lost;
        }
        let rate = if goes_up {
            self.weather.up
        } else {
            self.weather.down
        };
        let free = &mut self.free[usize::from(!goes_up)];
        let begins = (*free).max(now);
        if begins.duration_since(now) > QUEUE {
            return Fate::Lost;
        }
        *free = begins + Duration::from_secs_f64(length as f64 * 8.0 / f64::from(rate));
        Fate::Arrives(*free + self.weather.round_trip / 2)
    }
}
