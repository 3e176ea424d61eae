//! The phones, the hub and what is on its way between them, one event after the other.

use super::{
    chance::Chance,
    hub::{Answer, Arrives, InProcess},
    node::{Node, Open},
    trace::Trace,
    weather::Weather,
};
use crate::kit::{PhoneFile, Result, STORY_START, is_long_poll};
use durbar_core::{HttpCall, Input};
use durbar_sync::{
    CallId,
    wire::{AUTHORIZATION, Authorization},
};
use std::{collections::BTreeMap, path::Path, rc::Rc};

/// Bytes per millisecond of a body on its way: the host's patience with it.
const SLOWEST: i64 = 1;

/// Something that happens at a time.
pub enum Event {
    /// A person takes the phone: how often they do something before they put it away.
    Take(usize, u32),
    /// They do something.
    Act(usize),
    /// They put it away.
    Put(usize),
    /// The app is started again after it was ended.
    Start(usize),
    /// An alarm of the app.
    Wake(usize, u64),
    /// A request, or what is left of it, arrives at the hub.
    Arrive(u64, Rc<HttpCall>, Arrives),
    /// A phone hears something of a call.
    Hear(usize, u32, Input),
    /// A phone may have heard nothing of a call for too long.
    Silence(usize, u32, CallId),
    /// The clock of a phone is set, to so many milliseconds beyond the true time.
    SetClock(usize, i64),
    /// The hub is stopped and started again.
    Restart,
    /// One phone takes the code that another one shows.
    Link(usize, usize),
    /// A phone takes another one off its person.
    Revoke(usize, usize),
}

/// A request on its way or at the hub.
struct Flight {
    node: usize,
    life: u32,
    call: CallId,
    is_long_poll: bool,
    /// Whether the phone gets the answer of this copy.
    speaks: bool,
}

/// The world of one run.
pub struct Town {
    /// The phones.
    pub nodes: Vec<Node>,
    /// The hub.
    pub hub: InProcess,
    /// What happened.
    pub trace: Trace,
    pub(super) chance: Chance,
    pub(super) now: i64,
    /// Whether the storm is over.
    pub(super) is_fair: bool,
    pub(super) events: BTreeMap<(i64, u64), Event>,
    flights: BTreeMap<u64, Flight>,
    last: u64,
}

impl Town {
    /// A world of these phones.
    ///
    /// # Errors
    /// The hub does not open.
    pub fn open(nodes: Vec<Node>, hub: &Path, seed: u64, now: i64) -> Result<Self> {
        Ok(Self {
            nodes,
            hub: InProcess::open(hub, now)?,
            trace: Trace::new(STORY_START),
            chance: Chance::new(seed),
            now,
            is_fair: false,
            events: BTreeMap::new(),
            flights: BTreeMap::new(),
            last: 0,
        })
    }

    /// Has something happen in so many milliseconds.
    pub fn after(&mut self, milliseconds: i64, event: Event) {
        self.last += 1;
        let at = self.now + milliseconds.max(0);
        self.events.insert((at, self.last), event);
    }

    /// When something happens next.
    pub fn next_at(&self) -> Option<i64> {
        let event = self.events.keys().next().map(|(at, _)| *at);
        [event, self.hub.next_timer()].into_iter().flatten().min()
    }

    /// Lets the next thing happen; false if nothing will.
    ///
    /// # Errors
    /// What should not be.
    pub fn step(&mut self) -> Result<bool> {
        let Some(at) = self.next_at() else {
            return Ok(false);
        };
        self.now = self.now.max(at);
        self.hub.set_clock(self.now)?;
        self.collect()?;
        let key = self.events.keys().next().copied();
        if let Some(key) = key.filter(|(at, _)| *at <= self.now)
            && let Some(event) = self.events.remove(&key)
        {
            self.happen(event)?;
        }
        Ok(true)
    }

    fn happen(&mut self, event: Event) -> Result<()> {
        match event {
            Event::Wake(node, alarm) => {
                if self.nodes[node].is_awake && self.nodes[node].alarm == alarm {
                    self.note(node, "wakes".to_owned(), &[]);
                    self.nodes[node].device(self.now)?.feed(Input::Wake);
                    self.carry(node)?;
                }
                Ok(())
            }
            Event::Arrive(ticket, call, arrives) => self.arrive(ticket, &call, arrives),
            Event::Hear(node, life, input) => self.hear(node, life, input),
            Event::Silence(node, life, call) => self.silence(node, life, call),
            Event::Restart => {
                self.trace
                    .note(self.now, "the hub is started again".to_owned(), &[]);
                self.hub.restart()?;
                self.collect()
            }
            event => self.person(event),
        }
    }

    pub(super) fn note(&mut self, node: usize, what: String, bytes: &[u8]) {
        let what = format!("{} {what}", self.nodes[node].name);
        self.trace.note(self.now, what, bytes);
    }

    /// Starts or wakes a phone's app.
    ///
    /// # Errors
    /// The database does not open.
    pub fn start(&mut self, node: usize) -> Result<()> {
        if self.nodes[node].is_awake {
            return Ok(());
        }
        let seed = self.chance.any();
        let was_suspended = self.nodes[node].start(self.now, seed)?;
        let how = if was_suspended { "goes on" } else { "starts" };
        self.note(node, how.to_owned(), &[]);
        if was_suspended {
            // Connections do not outlive the sleep.
            for (call, open) in std::mem::take(&mut self.nodes[node].open) {
                self.hub.hang_up(open.ticket);
                self.nodes[node].device(self.now)?.feed(Input::Failed(call));
            }
        }
        self.nodes[node].device(self.now)?.feed(Input::Wake);
        self.carry(node)
    }

    /// Ends a phone's app.
    pub fn end(&mut self, node: usize) {
        self.note(node, "ends".to_owned(), &[]);
        for open in self.nodes[node].open.values() {
            self.hub.hang_up(open.ticket);
        }
        self.nodes[node].end();
    }

    /// Notes what a phone's person wrote since the last look.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn look(&mut self, node: usize) -> Result<()> {
        let node = &mut self.nodes[node];
        let file = PhoneFile::open(node.path())?;
        for (position, lane, hash) in file.written_after(node.read_to)? {
            node.read_to = position;
            node.written.push((lane, hash));
        }
        Ok(())
    }

    /// Does what the app asks of its host; or the app ends before its host can.
    ///
    /// # Errors
    /// What should not be.
    pub fn carry(&mut self, node: usize) -> Result<()> {
        if !self.is_fair && self.chance.of(6) {
            self.look(node)?;
            self.end(node);
            let pause = 500 + i64::from(self.chance.below(30_000));
            self.after(pause, Event::Start(node));
            return Ok(());
        }
        let device = self.nodes[node].device(self.now)?;
        device.heard.clear();
        let given_up = std::mem::take(&mut device.given_up);
        let calls = std::mem::take(&mut device.calls);
        let wake_at = device.wake_at;
        for call in given_up {
            if let Some(open) = self.nodes[node].open.remove(&call) {
                // The hub hears of it, or a phone leaves its mast without a farewell.
                if self.is_fair || self.chance.of(500) {
                    self.hub.hang_up(open.ticket);
                }
            }
        }
        for call in calls {
            self.send(node, call);
        }
        self.last += 1;
        self.nodes[node].alarm = self.last;
        if let Some(at) = wake_at {
            let left = at.0 - self.nodes[node].clock - self.now;
            let alarm = self.last;
            self.after(left.max(1), Event::Wake(node, alarm));
        }
        Ok(())
    }

    fn send(&mut self, node: usize, call: HttpCall) {
        let line = format!("sends {} {}", call.method.name(), call.path);
        self.note(node, line, &call.body);
        let phone = &mut self.nodes[node];
        phone.key = call
            .headers
            .iter()
            .find(|(name, _)| name == AUTHORIZATION)
            .and_then(|(_, value)| Authorization::parse(value))
            .map(|authorization| authorization.key);
        let fair = Weather::fair();
        let weather = if self.is_fair { &fair } else { &phone.weather };
        let fate = weather.request(&mut self.chance, call.body.len());
        let (life, id) = (phone.life, call.id);
        self.last += 1;
        let ticket = self.last;
        let silence = i64::from(call.silence_seconds) * 1000;
        let sending = i64::try_from(call.body.len()).unwrap_or(i64::MAX) / SLOWEST;
        let open = Open {
            ticket,
            deadline: self.now + silence + sending,
            silence,
            is_broken: false,
        };
        phone.open.insert(id, open);
        self.after(silence + sending, Event::Silence(node, life, id));
        let call = Rc::new(call);
        let flight = |speaks| Flight {
            node,
            life,
            call: id,
            is_long_poll: is_long_poll(&call),
            speaks,
        };
        if let Some((delay, arrives)) = fate.arrives {
            self.flights.insert(ticket, flight(!fate.answers_second));
            self.after(delay, Event::Arrive(ticket, call.clone(), arrives));
        }
        if let Some(delay) = fate.again {
            self.last += 1;
            let second = self.last;
            self.flights.insert(second, flight(fate.answers_second));
            self.after(delay, Event::Arrive(second, call.clone(), Arrives::Whole));
        }
        if let Some(delay) = fate.refused {
            self.after(delay, Event::Hear(node, life, Input::Failed(id)));
        }
    }

    fn arrive(&mut self, ticket: u64, call: &HttpCall, arrives: Arrives) -> Result<()> {
        let Some(node) = self.flights.get(&ticket).map(|flight| flight.node) else {
            return Ok(());
        };
        if self.nodes[node].is_away(self.now) && !self.is_fair {
            self.flights.remove(&ticket);
            return Ok(());
        }
        let line = format!("reaches the hub with {} {arrives:?}", call.path);
        self.note(node, line, &[]);
        self.hub.request(ticket, call, arrives)?;
        self.collect()
    }

    /// Sends on what the hub has answered.
    fn collect(&mut self) -> Result<()> {
        for (ticket, answer) in self.hub.answers() {
            if let Some(flight) = self.flights.remove(&ticket) {
                self.deliver(&flight, &answer);
            }
        }
        Ok(())
    }

    fn deliver(&mut self, flight: &Flight, Answer { status, body }: &Answer) {
        let Flight {
            node, life, call, ..
        } = *flight;
        self.note(node, format!("is answered {status}"), body);
        let fair = Weather::fair();
        let phone = &self.nodes[node];
        let weather = if self.is_fair { &fair } else { &phone.weather };
        let reply = weather.reply(&mut self.chance, body.len(), flight.is_long_poll);
        if !flight.speaks || (phone.is_away(self.now) && !self.is_fair) {
            return;
        }
        let mut from = 0;
        for (number, (to, at)) in reply.pieces.into_iter().enumerate() {
            if number == 0 {
                self.after(at, Event::Hear(node, life, Input::Status(call, *status)));
            }
            if to > from {
                let piece = Input::Bytes(call, body[from..to].to_vec());
                self.after(at, Event::Hear(node, life, piece));
            }
            from = to;
        }
        if let Some((at, is_whole)) = reply.end {
            let end = if is_whole {
                Input::Done(call)
            } else {
                Input::Failed(call)
            };
            self.after(at, Event::Hear(node, life, end));
        }
    }

    fn hear(&mut self, node: usize, life: u32, input: Input) -> Result<()> {
        let is_away = self.nodes[node].is_away(self.now) && !self.is_fair;
        let phone = &mut self.nodes[node];
        let call = match &input {
            Input::Status(call, _)
            | Input::Bytes(call, _)
            | Input::Done(call)
            | Input::Failed(call) => *call,
            Input::Wake | Input::Connectivity(_) => return Ok(()),
        };
        let Some(open) = phone.open.get_mut(&call) else {
            return Ok(());
        };
        if phone.life != life || !phone.is_awake {
            return Ok(());
        }
        open.is_broken |= is_away;
        if open.is_broken {
            return Ok(());
        }
        open.deadline = self.now + open.silence;
        let is_over = matches!(input, Input::Done(_) | Input::Failed(_));
        if is_over {
            phone.open.remove(&call);
        }
        let (what, bytes) = match &input {
            Input::Status(_, status) => (format!("hears {status}"), &[][..]),
            Input::Bytes(_, bytes) => ("hears".to_owned(), &bytes[..]),
            Input::Done(_) => ("has heard all".to_owned(), &[][..]),
            _ => ("is cut off".to_owned(), &[][..]),
        };
        let bytes = bytes.to_vec();
        self.note(node, what, &bytes);
        self.nodes[node].device(self.now)?.feed(input);
        self.carry(node)
    }

    fn silence(&mut self, node: usize, life: u32, call: CallId) -> Result<()> {
        let phone = &mut self.nodes[node];
        let Some(open) = phone.open.get(&call) else {
            return Ok(());
        };
        if phone.life != life || !phone.is_awake {
            return Ok(());
        }
        if open.deadline > self.now {
            let left = open.deadline - self.now;
            self.after(left, Event::Silence(node, life, call));
            return Ok(());
        }
        let ticket = open.ticket;
        phone.open.remove(&call);
        self.hub.hang_up(ticket);
        self.note(node, "hears nothing any more".to_owned(), &[]);
        self.nodes[node].device(self.now)?.feed(Input::Failed(call));
        self.carry(node)
    }
}
