//! Automerge actors: each says which device writes under it, and in which lane.
//!
//! ```text
//! 12 bytes  BLAKE3 of the device's key, the lane and the install
//!  4 bytes  the install, little-endian
//! ```
//! Whoever knows who signed a change can check its actor without looking anything up, and nobody
//! can write under the actor of somebody else, not even first.

use crate::id::{LaneId, PublicKey};

/// Bytes of an actor.
pub const LENGTH: usize = 16;
const INSTALL: usize = 4;
const PURPOSE: &str = "durbar/actor/1";

/// The actor under which a device writes a lane. `install` tells copies of one device apart: 0 at
/// first, another number after it was copied or put back.
pub fn of(device: &PublicKey, lane: &LaneId, install: u32) -> [u8; LENGTH] {
    let install = install.to_le_bytes();
    let material = [&device.0[..], &lane.0, &install].concat();
    let mut actor = [0; LENGTH];
    actor.copy_from_slice(&blake3::derive_key(PURPOSE, &material)[..LENGTH]);
    actor[LENGTH - INSTALL..].copy_from_slice(&install);
    actor
}

/// Which install of a device an actor of a lane is; `None` if it is not this device's.
pub fn install(actor: &[u8], device: &PublicKey, lane: &LaneId) -> Option<u32> {
    let install = u32::from_le_bytes(*actor.last_chunk()?);
    (actor == of(device, lane, install)).then_some(install)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_of_one_device_in_one_lane() {
        let (device, lane) = (PublicKey([1; 32]), LaneId([2; 32]));
        for number in [0, 1, u32::MAX] {
            let actor = of(&device, &lane, number);
            assert_eq!(install(&actor, &device, &lane), Some(number));
            assert_eq!(install(&actor, &PublicKey([3; 32]), &lane), None);
            assert_eq!(install(&actor, &device, &LaneId([3; 32])), None);
            assert_eq!(install(&actor[1..], &device, &lane), None);
            for at in 0..LENGTH {
                let mut other = actor;
                other[at] ^= 1;
                assert_eq!(install(&other, &device, &lane), None, "byte {at}");
            }
        }
        assert_eq!(install(&[], &device, &lane), None);
    }
}
