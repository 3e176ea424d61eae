//! How many connections are open, in all and from each address.

use super::{
    Limits,
    address::{Network, Proxies},
};
use crate::store::lock;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
};

/// Connections that are open.
pub(crate) struct Seats {
    all: usize,
    each: usize,
    proxies: Proxies,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    each: HashMap<Network, usize>,
}

/// The right to hold a connection open; ends when dropped.
pub(crate) struct Seat {
    seats: Arc<Seats>,
    network: Network,
}

impl Seats {
    pub(super) fn new(limits: &Limits, proxies: Proxies) -> Self {
        Self {
            all: limits.connections,
            each: limits.address_connections,
            proxies,
            taken: Mutex::default(),
        }
    }

    /// A seat for a connection from an address, unless the hub is full or too many of that address
    /// have one. A trusted proxy has the connections of many.
    pub(crate) fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Seat> {
        let network = Network::from(peer);
        let mut taken = lock(&self.taken);
        let own = taken.each.get(&network).copied().unwrap_or(0);
        if taken.all >= self.all || (own >= self.each && !self.proxies.has(peer)) {
            return None;
        }
        taken.all += 1;
        taken.each.insert(network, own + 1);
        Some(Seat {
            seats: self.clone(),
            network,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.seats.taken);
        taken.all = taken.all.saturating_sub(1);
        if let Some(own) = taken.each.get_mut(&self.network) {
            *own -= 1;
            if *own == 0 {
                taken.each.remove(&self.network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_address_does_not_take_the_seats_of_others() {
        let limits = Limits {
            connections: 5,
            address_connections: 2,
            ..Limits::default()
        };
        let proxies = Proxies {
            trusted: vec![ip("10.0.0.1")],
            ..Proxies::default()
        };
        let seats = Arc::new(Seats::new(&limits, proxies));
        let first = seats.take(ip("192.0.2.1"));
        let second = seats.take(ip("192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(seats.take(ip("192.0.2.1")).is_none(), "a third");
        drop(first);
        let again = seats.take(ip("192.0.2.1"));
        assert!(again.is_some(), "a seat that was left is free");
        let proxy: Vec<_> = (0..9).map_while(|_| seats.take(ip("10.0.0.1"))).collect();
        assert_eq!(proxy.len(), 3, "a proxy has what the hub has");
        assert!(seats.take(ip("192.0.2.2")).is_none(), "the hub is full");
        drop((second, again, proxy));
        let taken = lock(&seats.taken);
        assert_eq!((taken.all, taken.each.len()), (0, 0));
    }
}
