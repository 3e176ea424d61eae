//! What people do and when, and how all of it comes to rest.

use super::{
    cast::{AMA, AMA_TOO, KOFI, KOFI_TOO},
    town::{Event, Town},
    weather::Weather,
};
use crate::kit::{HubFile, PhoneFile, Result};
use durbar_api::{
    app::{ReadSync, SyncNow, SyncPhase},
    identity::{AcceptLink, OfferLink, RevokeDevice},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// Longest time that a phone is beyond any network.
const LONGEST_AWAY: u32 = 72;
/// Steps within which a fair network brings everything to rest.
const STEPS: u32 = 20_000;
/// Nothing on a fair network takes as long.
const CALM: i64 = 3_000;

impl Town {
    /// Days of people, phones and a network as the seed has them.
    ///
    /// # Errors
    /// What should not be.
    pub fn storm(&mut self) -> Result<()> {
        let hours = 24 + self.chance.below(96);
        let end = i64::from(hours) * HOUR;
        // Most are short: many short ones find more than a few long ones.
        let least = if self.chance.of(200) { 4 } else { 1 };
        for node in 0..self.nodes.len() {
            for _ in 0..least + self.chance.below(3) {
                let at = i64::from(self.chance.below(hours * 60)) * MINUTE;
                let acts = 1 + self.chance.below(5);
                self.after(at, Event::Take(node, acts));
            }
            if self.chance.of(500) {
                let from = self.now + i64::from(self.chance.below(hours)) * HOUR;
                let long = 1 + i64::from(self.chance.below(LONGEST_AWAY));
                self.nodes[node].away.push((from, from + long * HOUR));
            }
            if self.chance.of(350) {
                self.nodes[node].clock = self.any_clock();
            }
            if self.chance.of(250) {
                let (at, clock) = (self.any_time(end), self.any_clock());
                self.after(at, Event::SetClock(node, clock));
            }
        }
        if self.chance.of(800) {
            let at = self.any_time(end);
            self.after(at, Event::Link(AMA, AMA_TOO));
        }
        if self.chance.of(700) {
            let at = self.any_time(end);
            self.after(at, Event::Revoke(KOFI, KOFI_TOO));
        }
        for _ in 0..self.chance.below(3) {
            let at = self.any_time(end);
            self.after(at, Event::Restart);
        }
        let end = self.now + end;
        let mut steps = 0;
        while self.next_at().is_some_and(|at| at < end) {
            self.step()?;
            steps += 1;
            if steps > STEPS {
                return Err("the phones never rest".into());
            }
        }
        self.now = end;
        self.hub.set_clock(end)
    }

    fn any_time(&mut self, end: i64) -> i64 {
        let minutes = u32::try_from(end / MINUTE).unwrap_or(u32::MAX);
        i64::from(self.chance.below(minutes)) * MINUTE
    }

    /// Minutes to days off, mostly behind.
    fn any_clock(&mut self) -> i64 {
        match self.chance.below(5) {
            0 => 0,
            1 => 25 * MINUTE,
            2 => -3 * HOUR,
            3 => -i64::from(self.chance.below(72)) * HOUR,
            _ => i64::from(self.chance.below(48)) * HOUR,
        }
    }

    /// What a person does with a phone.
    pub(super) fn person(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Take(node, acts) => {
                self.nodes[node].weather = Weather::any(&mut self.chance);
                self.start(node)?;
                let mut at = 0;
                for _ in 0..acts {
                    at += i64::from(self.chance.below(90_000));
                    self.after(at, Event::Act(node));
                }
                let rest = MINUTE + i64::from(self.chance.below(6 * 60_000));
                self.hold(node, at + rest);
                Ok(())
            }
            Event::Act(node) => {
                self.start(node)?;
                self.act(node)
            }
            Event::Put(node) => self.put(node),
            Event::Start(node) if self.now < self.nodes[node].held_until => self.start(node),
            Event::SetClock(node, clock) => {
                self.note(node, format!("has its clock set to {clock} off"), &[]);
                self.nodes[node].clock = clock;
                if self.nodes[node].is_awake {
                    // A host looks at the clock again after half a minute at most.
                    let alarm = self.nodes[node].alarm;
                    self.after(30_000, Event::Wake(node, alarm));
                }
                Ok(())
            }
            Event::Link(shows, takes) => self.link(shows, takes),
            Event::Revoke(by, device) => self.revoke(by, device),
            _ => Ok(()),
        }
    }

    /// A phone is in hand for so many milliseconds at least.
    fn hold(&mut self, node: usize, milliseconds: i64) {
        let until = self.now + milliseconds;
        self.nodes[node].held_until = self.nodes[node].held_until.max(until);
        self.after(milliseconds, Event::Put(node));
    }

    /// The app goes to sleep, or is ended.
    fn put(&mut self, node: usize) -> Result<()> {
        if !self.nodes[node].is_awake || self.now < self.nodes[node].held_until {
            return Ok(());
        }
        self.look(node)?;
        self.honours(node)?;
        if self.chance.of(500) {
            self.end(node);
        } else {
            self.note(node, "sleeps".to_owned(), &[]);
            self.nodes[node].is_awake = false;
        }
        Ok(())
    }

    /// What a phone calls received, the hub has.
    fn honours(&mut self, node: usize) -> Result<()> {
        let hub = HubFile::open(self.hub.data())?;
        for lane in PhoneFile::open(self.nodes[node].path())?.received()? {
            let missing = hub.missing(&lane)?;
            if !missing.is_empty() {
                let name = self.nodes[node].name;
                return Err(format!("{name} calls received what is missing: {missing:?}").into());
            }
        }
        Ok(())
    }

    fn link(&mut self, shows: usize, takes: usize) -> Result<()> {
        for node in [shows, takes] {
            self.start(node)?;
            self.hold(node, 3 * MINUTE);
        }
        // Either may just have ended.
        if !self.nodes[shows].is_awake || !self.nodes[takes].is_awake {
            self.after(MINUTE, Event::Link(shows, takes));
            return Ok(());
        }
        let now = self.now;
        let code = self.nodes[shows].device(now)?.must(OfferLink {})?.code;
        self.carry(shows)?;
        self.note(takes, "takes a code".to_owned(), code.as_bytes());
        let taken = self.nodes[takes].device(now)?.ask(AcceptLink { code });
        match taken {
            Ok(()) => {}
            // Two clocks that are far apart: the code looks old.
            Err(error) if error.message_key == "error-link-late" => {}
            Err(error) => return Err(format!("{error:?}").into()),
        }
        self.carry(takes)?;
        Ok(())
    }

    fn revoke(&mut self, by: usize, device: usize) -> Result<()> {
        self.start(by)?;
        self.hold(by, 2 * MINUTE);
        let Some(key) = self.nodes[device].key else {
            return Ok(());
        };
        if !self.nodes[by].is_awake {
            self.after(MINUTE, Event::Revoke(by, device));
            return Ok(());
        }
        self.note(by, "revokes a device".to_owned(), &[]);
        let device = key.to_string();
        let now = self.now;
        self.nodes[by].device(now)?.must(RevokeDevice { device })?;
        self.carry(by)?;
        Ok(())
    }

    /// The network is fair and everybody syncs until all is quiet.
    ///
    /// # Errors
    /// It never is.
    pub fn heal(&mut self) -> Result<()> {
        self.is_fair = true;
        self.trace
            .note(self.now, "the network is fair".to_owned(), &[]);
        self.events.retain(|_, event| {
            matches!(
                event,
                Event::Wake(..) | Event::Silence(..) | Event::Arrive(..) | Event::Hear(..)
            )
        });
        for node in 0..self.nodes.len() {
            self.start(node)?;
        }
        self.until_quiet()
    }

    /// Runs until nobody has anything new, asking each phone to try anew in between.
    ///
    /// # Errors
    /// Somebody never comes to rest.
    pub fn until_quiet(&mut self) -> Result<()> {
        let mut rounds = 0;
        for _ in 0..STEPS {
            if self.next_at().is_none_or(|at| at > self.now + CALM) && self.is_quiet()? {
                if rounds == 2 {
                    return Ok(());
                }
                rounds += 1;
                for node in 0..self.nodes.len() {
                    let now = self.now;
                    self.nodes[node].device(now)?.must(SyncNow {})?;
                    self.carry(node)?;
                }
            }
            if !self.step()? {
                break;
            }
        }
        let mut states = Vec::new();
        for node in &mut self.nodes {
            let state = node.device(self.now)?.must(ReadSync {})?;
            states.push(format!("{}: {state:?}", node.name));
        }
        Err(format!("it never comes to rest:\n{}", states.join("\n")).into())
    }

    fn is_quiet(&mut self) -> Result<bool> {
        for node in &mut self.nodes {
            let state = node.device(self.now)?.must(ReadSync {})?;
            let is_quiet = state.phase == SyncPhase::UpToDate && state.waiting == 0;
            if !is_quiet || PhoneFile::open(node.path())?.wanted()? > 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
