//! A phone in the simulation: its app, its person, its clock, its place in the network.

use super::weather::Weather;
use crate::{
    kit::{Device, Result},
    story::Hand,
};
use durbar_sync::{CallId, PublicKey};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// A call of which the app still wants to hear.
pub struct Open {
    /// Names it at the hub.
    pub ticket: u64,
    /// When the host gives it up, unless something is heard before.
    pub deadline: i64,
    /// How long silence is borne, milliseconds.
    pub silence: i64,
    /// Whether a piece was lost: what follows cannot be heard any more.
    pub is_broken: bool,
}

/// A phone.
pub struct Node {
    /// What it is called in the trace.
    pub name: &'static str,
    /// Who holds it.
    pub hand: Hand,
    /// The app, unless it was ended.
    pub device: Option<Device>,
    /// Whether the app runs; one that is there and does not is suspended.
    pub is_awake: bool,
    /// Until when somebody holds it in hand.
    pub held_until: i64,
    /// Counts starts of the app: what was meant for an earlier one is not heard.
    pub life: u32,
    /// What its clock says more than the true time, milliseconds.
    pub clock: i64,
    /// The network as it is for this phone.
    pub weather: Weather,
    /// From when to when it is beyond any network.
    pub away: Vec<(i64, i64)>,
    /// Calls under way.
    pub open: BTreeMap<CallId, Open>,
    /// Names the alarm that is set.
    pub alarm: u64,
    /// Own changes so far: lane and hash.
    pub written: Vec<(String, String)>,
    /// How far the database was read for these.
    pub read_to: i64,
    /// The device's key, once it has spoken.
    pub key: Option<PublicKey>,
    path: PathBuf,
}

impl Node {
    /// A phone whose app does not run, with its database at `path`.
    pub fn new(name: &'static str, hand: Hand, path: PathBuf) -> Self {
        Self {
            name,
            hand,
            device: None,
            is_awake: false,
            held_until: 0,
            life: 0,
            clock: 0,
            weather: Weather::fair(),
            away: Vec::new(),
            open: BTreeMap::new(),
            alarm: 0,
            written: Vec::new(),
            read_to: 0,
            key: None,
            path,
        }
    }

    /// The database.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The app, with its clock at the phone's time.
    ///
    /// # Errors
    /// It does not run.
    pub fn device(&mut self, now: i64) -> Result<&mut Device> {
        let device = self.device.as_mut().ok_or("the app does not run")?;
        device.set_clock(now + self.clock);
        Ok(device)
    }

    /// The person and the app at once.
    ///
    /// # Errors
    /// It does not run.
    pub fn both(&mut self, now: i64) -> Result<(&mut Hand, &mut Device)> {
        let device = self.device.as_mut().ok_or("the app does not run")?;
        device.set_clock(now + self.clock);
        Ok((&mut self.hand, device))
    }

    /// Whether it is beyond any network.
    pub fn is_away(&self, now: i64) -> bool {
        self.away
            .iter()
            .any(|(from, until)| (*from..*until).contains(&now))
    }

    /// Starts the app, or wakes it. Returns whether it was suspended.
    ///
    /// # Errors
    /// The database does not open.
    pub fn start(&mut self, now: i64, seed: u64) -> Result<bool> {
        self.is_awake = true;
        if self.device.is_some() {
            return Ok(true);
        }
        self.device = Some(Device::open(&self.path, seed, now + self.clock)?);
        Ok(false)
    }

    /// Ends the app where it is: nothing that was under way is heard of again.
    pub fn end(&mut self) {
        self.device = None;
        self.is_awake = false;
        self.life += 1;
        self.open.clear();
    }
}
