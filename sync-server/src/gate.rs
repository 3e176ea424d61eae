//! Who may come in: replayed requests and floods stop here.

mod address;
mod buckets;
mod room;
mod seats;

pub(crate) use address::Addresses;
pub use address::{Network, Proxies, ProxyHeader};
pub(crate) use room::{Room, Share};
pub(crate) use seats::{Seat, Seats};

use crate::store::lock;
use buckets::Buckets;
use durbar_sync::{
    PublicKey,
    wire::{Authorization, ErrorCode},
};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

/// How far a device's clock may be from the hub's, in milliseconds.
pub const CLOCK_TOLERANCE: i64 = 10 * 60 * 1000;
/// A nonce is remembered at least this long: from the earliest to the latest time at which its
/// request passes the clock.
const GENERATION: i64 = 2 * CLOCK_TOLERANCE;

/// Bytes of a mebibyte.
pub(crate) const MIB: u64 = 1024 * 1024;

/// Bounds on what one device, one address, and all together, may ask.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests per second and device in the long run.
    pub rate: u32,
    /// Requests of a device at once.
    pub burst: u32,
    /// Requests remembered against replay; beyond that, all wait.
    pub nonces: usize,
    /// Devices whose rate is known at a time.
    pub devices: usize,
    /// Requests per second and address in the long run. Behind one address there may be an office,
    /// or every phone of a mobile network in a town.
    pub address_rate: u32,
    /// Requests of an address at once.
    pub address_burst: u32,
    /// Open connections of an address.
    pub address_connections: usize,
    /// Open connections of all.
    pub connections: usize,
    /// Bytes of large bodies of an address that are held while they come in.
    pub address_bodies: u64,
    /// Bytes of large bodies of all.
    pub bodies: u64,
    /// Addresses whose rate is known at a time.
    pub addresses: usize,
    /// What is kept of each.
    pub quota: Quota,
}

/// Most bytes that are kept of a device, or of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Records that a device brings on one day, by the hub's clock.
    pub words_day: u64,
    /// Records that a device brings in all.
    pub words: u64,
    /// Photos that a device brings on one day.
    pub photos_day: u64,
    /// Photos that a device brings in all.
    pub photos: u64,
    /// Records and photos from an address in a day.
    pub address_day: u64,
}

impl Default for Quota {
    /// A monitor with 60 photos a day brings about 16 MB of them, and 60 of the largest that there
    /// may be are 240 MB. Who types all day writes 100 KB.
    fn default() -> Self {
        Self {
            words_day: 16 * MIB,
            words: 1024 * MIB,
            photos_day: 512 * MIB,
            photos: 65_536 * MIB,
            address_day: 8192 * MIB,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rate: 20,
            burst: 120,
            nonces: 2_000_000,
            devices: 100_000,
            address_rate: 200,
            address_burst: 2000,
            address_connections: 512,
            connections: 16_384,
            address_bodies: 64 * MIB,
            bodies: 256 * MIB,
            addresses: 50_000,
            quota: Quota::default(),
        }
    }
}

/// The gate.
pub struct Gate {
    limits: Limits,
    nonces: Mutex<Nonces>,
    devices: Buckets<PublicKey>,
    /// What each address may ask and bring.
    pub(crate) addresses: Addresses,
    /// Connections that are open.
    pub(crate) seats: Arc<Seats>,
    /// Memory for what comes in.
    pub(crate) room: Arc<Room>,
}

#[derive(Default)]
struct Nonces {
    since: i64,
    current: HashSet<(PublicKey, [u8; 8])>,
    previous: HashSet<(PublicKey, [u8; 8])>,
}

impl Gate {
    /// A gate that has seen nobody.
    pub fn new(limits: Limits, proxies: Proxies) -> Self {
        Self {
            limits,
            nonces: Mutex::default(),
            devices: Buckets::new(limits.rate.into(), limits.burst.into(), limits.devices),
            addresses: Addresses::new(&limits, proxies.clone()),
            room: Arc::new(Room::new(&limits)),
            seats: Arc::new(Seats::new(&limits, proxies)),
        }
    }

    /// What is kept of each.
    pub fn quota(&self) -> Quota {
        self.limits.quota
    }

    /// Lets a request in whose signature holds, once.
    ///
    /// # Errors
    /// The wire's code for why not.
    pub fn admit(
        &self,
        authorization: &Authorization,
        (method, path, body): (&str, &str, &[u8]),
        now: i64,
    ) -> Result<PublicKey, ErrorCode> {
        if authorization.time.abs_diff(now) > CLOCK_TOLERANCE.unsigned_abs() {
            return Err(ErrorCode::Clock);
        }
        if !authorization.verify(method, path, body) {
            return Err(ErrorCode::Signature);
        }
        if !self.devices.take(authorization.key, 1, now) {
            return Err(ErrorCode::Busy);
        }
        self.remember(authorization, now)?;
        Ok(authorization.key)
    }

    fn remember(&self, authorization: &Authorization, now: i64) -> Result<(), ErrorCode> {
        let mut nonces = lock(&self.nonces);
        if now.saturating_sub(nonces.since) >= GENERATION {
            let stale = now.saturating_sub(nonces.since) >= 2 * GENERATION;
            let last = std::mem::take(&mut nonces.current);
            nonces.previous = if stale { HashSet::new() } else { last };
            nonces.since = now;
        }
        let seen = (authorization.key, authorization.nonce);
        if nonces.current.contains(&seen) || nonces.previous.contains(&seen) {
            return Err(ErrorCode::Replay);
        }
        if nonces.current.len() + nonces.previous.len() >= self.limits.nonces {
            return Err(ErrorCode::Busy);
        }
        nonces.current.insert(seen);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use durbar_sync::sign::Keys;

    const NOW: i64 = 1_700_000_000_000;

    fn signed(keys: &Keys, time: i64, nonce: u64) -> Authorization {
        Authorization::sign(keys, "POST", "/sync", b"", time, nonce.to_le_bytes())
    }

    #[test]
    fn a_nonce_is_refused_as_long_as_its_request_could_pass_the_clock() {
        let gate = Gate::new(Limits::default(), Proxies::default());
        let keys = Keys::from_seed([1; 32]);
        let request = ("POST", "/sync", b"".as_slice());
        let early = signed(&keys, NOW + CLOCK_TOLERANCE, 1);
        assert!(gate.admit(&early, request, NOW).is_ok());
        for minutes in [0, 5, 10, 15, 20] {
            let now = NOW + minutes * 60_000;
            assert_eq!(
                gate.admit(&early, request, now),
                Err(ErrorCode::Replay),
                "{minutes} min"
            );
        }
        let late = NOW + 2 * CLOCK_TOLERANCE + 1;
        assert_eq!(gate.admit(&early, request, late), Err(ErrorCode::Clock));
    }

    #[test]
    fn a_flood_of_one_device_leaves_others_alone_and_ends_with_time() {
        let limits = Limits {
            rate: 2,
            burst: 3,
            ..Limits::default()
        };
        let gate = Gate::new(limits, Proxies::default());
        let (loud, quiet) = (Keys::from_seed([1; 32]), Keys::from_seed([2; 32]));
        let ask = |keys: &Keys, now: i64, nonce: u64| {
            gate.admit(&signed(keys, now, nonce), ("POST", "/sync", b""), now)
        };
        let answers: Vec<_> = (0..5).map(|nonce| ask(&loud, NOW, nonce).is_ok()).collect();
        assert_eq!(answers, [true, true, true, false, false]);
        assert!(ask(&quiet, NOW, 9).is_ok());
        assert!(ask(&loud, NOW + 500, 10).is_ok());
        assert_eq!(ask(&loud, NOW + 500, 11), Err(ErrorCode::Busy));
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let limits = Limits {
            nonces: 2,
            devices: 2,
            ..Limits::default()
        };
        let gate = Gate::new(limits, Proxies::default());
        let ask = |seed: u8, now: i64| {
            let keys = Keys::from_seed([seed; 32]);
            gate.admit(
                &signed(&keys, now, u64::from(seed)),
                ("POST", "/sync", b""),
                now,
            )
        };
        assert!(ask(1, NOW).is_ok());
        assert!(ask(2, NOW).is_ok());
        assert_eq!(ask(3, NOW), Err(ErrorCode::Busy));
        assert!(ask(3, NOW + 3 * GENERATION).is_ok());
    }
}
