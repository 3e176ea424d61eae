//! Memory for the bodies of requests that are on their way, in all and for each address.

use super::{Limits, address::Network};
use crate::store::lock;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Of each body so many bytes are not counted: most exchanges are smaller, and go on when somebody
/// fills the room with large ones.
const ALWAYS: usize = 32 * 1024;

/// Bytes that bodies take while they come in.
pub(crate) struct Room {
    all: usize,
    each: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    each: HashMap<Network, usize>,
}

/// What one body takes; free again when dropped.
pub(crate) struct Share {
    room: Arc<Room>,
    /// None for the hub's own reader, which uses no socket.
    network: Option<Network>,
    /// What came.
    bytes: usize,
    /// What of it is counted.
    counted: usize,
}

impl Room {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            all: usize::try_from(limits.bodies).unwrap_or(usize::MAX),
            each: usize::try_from(limits.address_bodies).unwrap_or(usize::MAX),
            taken: Mutex::default(),
        }
    }

    /// A share for the body of a request from an address, with nothing in it yet.
    pub(crate) fn share(self: &Arc<Self>, network: Option<Network>) -> Share {
        Share {
            room: self.clone(),
            network,
            bytes: 0,
            counted: 0,
        }
    }
}

impl Share {
    /// Whether there is room for so many bytes more, which are then taken.
    pub(crate) fn grow(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        let bytes = self.bytes.saturating_sub(ALWAYS + self.counted);
        if bytes == 0 {
            return true;
        }
        let mut taken = lock(&self.room.taken);
        if taken.all.saturating_add(bytes) > self.room.all {
            return false;
        }
        if let Some(network) = self.network {
            let own = taken.each.entry(network).or_default();
            if own.saturating_add(bytes) > self.room.each {
                return false;
            }
            *own += bytes;
        }
        taken.all += bytes;
        self.counted += bytes;
        true
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if self.counted == 0 {
            return;
        }
        let mut taken = lock(&self.room.taken);
        taken.all = taken.all.saturating_sub(self.counted);
        let Some(network) = self.network else { return };
        if let Some(own) = taken.each.get_mut(&network) {
            *own = own.saturating_sub(self.counted);
            if *own == 0 {
                taken.each.remove(&network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::IpAddr;

    fn network(text: &str) -> Option<Network> {
        text.parse::<IpAddr>().ok().map(Network::from)
    }

    #[test]
    fn one_address_does_not_take_the_room_of_others() {
        let limits = Limits {
            bodies: 100,
            address_bodies: 60,
            ..Limits::default()
        };
        let room = Arc::new(Room::new(&limits));
        let share = |address| {
            let mut share = room.share(network(address));
            assert!(
                share.grow(1000) && share.grow(ALWAYS - 1000),
                "small ones pass"
            );
            share
        };
        let mut first = share("192.0.2.1");
        assert!(first.grow(40) && first.grow(20));
        assert!(!share("192.0.2.1").grow(1), "of the same address");
        let mut other = share("192.0.2.2");
        assert!(other.grow(40));
        assert!(!share("192.0.2.3").grow(1), "of all");
        drop(first);
        let mut second = share("192.0.2.1");
        assert!(second.grow(60));
        assert!(!share("192.0.2.1").grow(1));
        drop((second, other));
        let taken = lock(&room.taken);
        assert_eq!((taken.all, taken.each.len()), (0, 0));
    }
}
