//! The client's side of sync as a state machine: no clock, network or storage.
//!
//! The engine decides which call to the hub comes next, reads what comes back and says what to
//! write. The core supplies the bytes of a call at the moment it is made, so nothing is held
//! twice: [`Call`] names what to send, not its content.
//!
//! Phases: resting (with a time to wake), exchanging, uploading, downloading, live (a long
//! poll). One call at a time; a long poll gives way to anything that has to be sent.

mod port;
mod queue;
#[cfg(test)]
mod tests;

use crate::{
    codec::FrameDecoder,
    id::CallId,
    wire::{ErrorBody, ErrorCode, MAX_BLOB, ReplyFrame, UploadReply},
};
pub use port::{Call, Input, Output, State, Write};
use queue::Queue;
use rand_core::Rng;

/// Seconds a long poll waits at the hub.
const LIVE_WAIT: u16 = 100;
/// Seconds between polls where long polls do not get through.
const POLL_SECONDS: i64 = 60;
/// Bytes of one upload call: lost at most when a proxy holds the whole body back.
const UPLOAD_PIECE: u64 = 64 * 1024;
/// First and longest back-off, in milliseconds.
const BACK_OFF: (i64, i64) = (1_000, 300_000);
/// How long what the hub does not take now waits for another try, in milliseconds: a quota ends
/// with the day.
const AGAIN: i64 = 3_600_000;
/// How often a blob that the hub does not have is asked for.
const MISSING_TRIES: u32 = 8;
/// Most bytes a reply may expand to.
const REPLY_CAP: usize = 64 * 1024 * 1024;
const ERROR_BODY: usize = 1024;

struct InFlight {
    id: CallId,
    since: i64,
    call: Call,
    status: Option<u16>,
    decoder: Option<FrameDecoder<ReplyFrame>>,
    body: Vec<u8>,
    received: u64,
    ended: bool,
    more: bool,
    news: bool,
}

impl InFlight {
    /// Whether it is a long poll.
    fn is_live(&self) -> bool {
        matches!(self.call, Call::Exchange { wait: 1.. })
    }
}

/// The client engine. Times are milliseconds since 1970 on the device's clock.
pub struct Engine {
    last_call: u32,
    in_flight: Option<InFlight>,
    dirty: bool,
    synced: bool,
    failures: u32,
    retry_at: Option<i64>,
    live_failures: u32,
    poll_at: Option<i64>,
    again_at: Option<i64>,
    uploads: Queue,
    downloads: Queue,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine that has not yet spoken to the hub.
    pub fn new() -> Self {
        Self {
            last_call: 0,
            in_flight: None,
            dirty: true,
            synced: false,
            failures: 0,
            retry_at: None,
            live_failures: 0,
            poll_at: None,
            again_at: None,
            uploads: Queue::default(),
            downloads: Queue::default(),
        }
    }

    /// How the connection is.
    pub fn state(&self) -> State {
        if self.failures > 0 {
            return State::Offline;
        }
        match self.in_flight.as_ref().map(|call| &call.call) {
            Some(Call::Exchange { wait: 0 }) => State::Exchanging,
            Some(Call::Upload { .. }) => State::Uploading,
            _ if self.dirty && self.synced => State::Exchanging,
            _ if !self.uploads.is_empty() => State::Uploading,
            _ if self.synced => State::UpToDate,
            _ => State::Offline,
        }
    }

    /// Queues what was wanted when the app last ran, without doing anything yet.
    pub fn resume(&mut self, input: Input) {
        match input {
            Input::Download(blob, kind, offset) => {
                self.downloads.add(blob, kind, offset, MAX_BLOB);
            }
            Input::Upload(blob, kind, offset, length) => {
                self.uploads.add(blob, kind, offset, length);
            }
            _ => {}
        }
    }

    /// When the engine wants to be woken, as it last said.
    pub fn wake_at(&self) -> Option<i64> {
        let held = [self.uploads.held_until(), self.downloads.held_until()];
        let held = held.into_iter().chain([self.again_at]).flatten().min();
        match &self.in_flight {
            // A reply that is coming in is not given up for a blob.
            Some(call) if call.is_live() && !call.news => held,
            Some(_) => None,
            None => self.retry_at.or(match (self.poll_at, held) {
                (Some(poll), Some(held)) => Some(poll.min(held)),
                (poll, held) => poll.or(held),
            }),
        }
    }

    /// Takes one input and says what to do.
    pub fn handle(&mut self, now: i64, rng: &mut dyn Rng, input: Input) -> Output {
        let mut output = Output::default();
        match input {
            Input::Wake => {}
            Input::Connectivity(true) | Input::Now => self.retry_now(),
            Input::Connectivity(false) => {}
            Input::LocalChange => self.dirty = true,
            Input::Upload(blob, kind, offset, length) => {
                let is_new = self.uploads.add(blob, kind, offset, length);
                let times = self.uploads.times(&blob);
                // Lost once it goes again at once: the hub may come from a backup.
                if is_new && times > 1 {
                    self.uploads.hold(&blob, now + back_off(times - 1, rng));
                }
            }
            Input::Download(blob, kind, offset) => {
                let is_new = self.downloads.add(blob, kind, offset, MAX_BLOB);
                let times = self.downloads.times(&blob);
                // What came was not what its name says.
                if is_new && times > 0 {
                    self.downloads.hold(&blob, now + back_off(times, rng));
                }
            }
            Input::Gone(blob) => self.uploads.remove(&blob),
            Input::Waiting(false) => self.again_at = None,
            Input::Waiting(true) => {
                self.again_at.get_or_insert(now + AGAIN);
            }
            Input::Status(id, status) => self.on_status(id, status),
            Input::Bytes(id, bytes) => self.on_bytes(id, &bytes, now, rng, &mut output),
            Input::Done(id) => self.on_done(id, now, rng, &mut output),
            Input::Failed(id) => {
                if let Some(call) = self.finish(id) {
                    self.on_failure(&call, now, rng);
                }
            }
        }
        self.next(now, &mut output);
        output.wake_at = self.wake_at();
        output
    }

    fn retry_now(&mut self) {
        self.retry_at = None;
        self.poll_at = None;
        self.live_failures = 0;
        self.dirty = true;
    }

    fn flight(&mut self, id: CallId) -> Option<&mut InFlight> {
        self.in_flight.as_mut().filter(|call| call.id == id)
    }

    fn finish(&mut self, id: CallId) -> Option<InFlight> {
        self.flight(id)?;
        self.in_flight.take()
    }

    fn on_status(&mut self, id: CallId, status: u16) {
        if let Some(call) = self.flight(id) {
            call.status = Some(status);
            if matches!(call.call, Call::Exchange { .. }) && status == 200 {
                call.decoder = Some(FrameDecoder::new(REPLY_CAP));
            }
        }
    }

    fn on_bytes(
        &mut self,
        id: CallId,
        bytes: &[u8],
        now: i64,
        rng: &mut dyn Rng,
        output: &mut Output,
    ) {
        let Some(call) = self.in_flight.as_mut().filter(|call| call.id == id) else {
            return;
        };
        let damaged = match (&call.call, call.status) {
            (Call::Exchange { .. }, Some(200)) => {
                match call.decoder.as_mut().map(|decoder| decoder.feed(bytes)) {
                    Some(Ok(frames)) => {
                        for frame in frames {
                            match &frame {
                                ReplyFrame::End(end) => {
                                    call.ended = true;
                                    call.more = end.more;
                                    output.writes.push(Write::HubTime(end.time));
                                }
                                ReplyFrame::Record(_)
                                | ReplyFrame::Packed(_)
                                | ReplyFrame::Hello(_) => {
                                    call.news = true;
                                }
                                _ => {}
                            }
                            output.writes.push(Write::Frame(frame));
                        }
                        false
                    }
                    _ => true,
                }
            }
            (Call::Download { blob, offset }, Some(200 | 206)) => {
                // A 200 to a request for the rest sends the whole: skip what is here.
                let start = if call.status == Some(206) { *offset } else { 0 } + call.received;
                call.received += bytes.len() as u64;
                let skip = offset.saturating_sub(start).min(bytes.len() as u64);
                let fresh = usize::try_from(skip)
                    .ok()
                    .and_then(|skip| bytes.get(skip..));
                if start + bytes.len() as u64 > MAX_BLOB {
                    true
                } else {
                    if let Some(fresh) = fresh.filter(|fresh| !fresh.is_empty()) {
                        output.writes.push(Write::BlobBytes {
                            blob: *blob,
                            offset: start + skip,
                            bytes: fresh.to_vec(),
                        });
                        self.downloads.set_offset(blob, start + bytes.len() as u64);
                    }
                    false
                }
            }
            _ => {
                call.body.extend_from_slice(bytes);
                call.body.len() > ERROR_BODY
            }
        };
        if damaged && let Some(call) = self.finish(id) {
            output.cancel.push(id);
            self.on_failure(&call, now, rng);
        }
    }

    fn on_done(&mut self, id: CallId, now: i64, rng: &mut dyn Rng, output: &mut Output) {
        let Some(call) = self.finish(id) else { return };
        let ok = match (&call.call, call.status) {
            (Call::Exchange { wait }, Some(200)) if call.ended => {
                self.synced = true;
                self.dirty |= call.more;
                if *wait > 0 {
                    self.live_failures = 0;
                    let early = i64::from(LIVE_WAIT) * 500;
                    // A hub that is closing, or has nothing for a revoked device, does not wait:
                    // asking again at once would never end.
                    if !call.news && (0..early).contains(&(now - call.since)) {
                        self.poll_at = Some(now + POLL_SECONDS * 1000);
                    }
                }
                true
            }
            (Call::Upload { blob, offset, .. }, Some(200 | 409)) => {
                match postcard::from_bytes::<UploadReply>(&call.body) {
                    Ok(reply) => {
                        output.writes.push(Write::Uploaded {
                            blob: *blob,
                            have: reply.have,
                        });
                        if reply.complete {
                            self.uploads.done(blob);
                            // The receipt that covers it comes with the next exchange.
                            self.dirty |= self.uploads.is_empty();
                        } else {
                            self.uploads.set_offset(blob, reply.have);
                        }
                        // An answer without progress must not spin.
                        reply.complete || reply.have != *offset
                    }
                    Err(_) => false,
                }
            }
            // 416: every byte is here already, only the check is missing.
            (Call::Download { blob, .. }, Some(200 | 206 | 416)) => {
                self.downloads.done(blob);
                output.writes.push(Write::BlobEnd(*blob));
                true
            }
            (Call::Download { blob, .. }, Some(404)) => {
                // Its author may still be sending it.
                let times = self.downloads.count(blob);
                if times < MISSING_TRIES {
                    self.downloads
                        .hold(blob, now + back_off(times.saturating_add(2), rng));
                } else {
                    self.downloads.remove(blob);
                    output.writes.push(Write::BlobMissing(*blob));
                }
                true
            }
            (Call::Upload { blob, .. }, Some(404 | 413 | 422)) => {
                // The hub forgot the offer or the bytes: offer again.
                self.uploads.done(blob);
                self.dirty = true;
                true
            }
            // More than the hub keeps of this device for now: it asks again when it takes it.
            (Call::Upload { blob, .. }, Some(429)) if is_quota(&call.body) => {
                self.uploads.remove(blob);
                true
            }
            // The hub is there and fails over this blob: the others do not wait for it.
            (Call::Upload { blob, .. }, Some(500)) => {
                let times = self.uploads.count(blob);
                self.uploads.hold(blob, now + back_off(times, rng));
                true
            }
            (Call::Download { blob, .. }, Some(500)) => {
                let times = self.downloads.count(blob);
                self.downloads.hold(blob, now + back_off(times, rng));
                true
            }
            _ => false,
        };
        if ok {
            self.failures = 0;
            self.retry_at = None;
            return;
        }
        if let Ok(error) = postcard::from_bytes::<ErrorBody>(&call.body) {
            output.writes.push(Write::HubTime(error.time));
            if error.code == ErrorCode::Malformed {
                output.writes.push(Write::Malformed);
            }
            if error.code == ErrorCode::Clock && self.failures == 0 {
                // The next request is signed with the hub's time.
                self.failures = 1;
                self.dirty |= matches!(call.call, Call::Exchange { .. });
                return;
            }
        }
        self.on_failure(&call, now, rng);
    }

    fn on_failure(&mut self, call: &InFlight, now: i64, rng: &mut dyn Rng) {
        // News is heard between two tries of a blob, and the hub says how much of it has arrived.
        self.dirty = true;
        if call.is_live() {
            self.live_failures += 1;
        }
        self.failures = self.failures.saturating_add(1);
        self.retry_at = Some(now + back_off(self.failures, rng));
    }

    fn next(&mut self, now: i64, output: &mut Output) {
        if self.again_at.is_some_and(|at| !is_ahead(now, at, AGAIN)) {
            self.again_at = None;
            self.dirty = true;
        }
        if let Some(call) = &self.in_flight {
            let waiting = self.dirty
                || self.uploads.first(now).is_some()
                || self.downloads.first(now).is_some();
            if !call.is_live() || !waiting || call.news {
                return;
            }
            output.cancel.push(call.id);
            self.in_flight = None;
        }
        if let Some(retry_at) = self.retry_at {
            if is_ahead(now, retry_at, BACK_OFF.1) {
                return;
            }
            self.retry_at = None;
        }
        let call = if self.dirty || !self.synced {
            self.dirty = false;
            Call::Exchange { wait: 0 }
        } else if let Some((blob, offset, length)) = self.uploads.first(now) {
            Call::Upload {
                blob,
                offset,
                length: (length - offset).min(UPLOAD_PIECE),
            }
        } else if let Some((blob, offset, _)) = self.downloads.first(now) {
            Call::Download { blob, offset }
        } else if self.live_failures < 3 && self.poll_at.is_none() {
            Call::Exchange { wait: LIVE_WAIT }
        } else {
            let poll_at = *self.poll_at.get_or_insert(now + POLL_SECONDS * 1000);
            if is_ahead(now, poll_at, POLL_SECONDS * 1000) {
                return;
            }
            self.poll_at = None;
            Call::Exchange { wait: 0 }
        };
        self.last_call += 1;
        let id = CallId(self.last_call);
        self.in_flight = Some(InFlight {
            id,
            since: now,
            call: call.clone(),
            status: None,
            decoder: None,
            body: Vec::new(),
            received: 0,
            ended: false,
            more: false,
            news: false,
        });
        output.calls.push((id, call));
    }
}

fn is_quota(body: &[u8]) -> bool {
    postcard::from_bytes::<ErrorBody>(body).is_ok_and(|error| error.code == ErrorCode::Quota)
}

/// Whether a time has yet to come. One that is further away than was ever set was set by a clock
/// that has been put back since.
fn is_ahead(now: i64, then: i64, furthest: i64) -> bool {
    now < then && then.saturating_sub(now) <= furthest
}

/// Milliseconds to wait after so many failures.
fn back_off(failures: u32, rng: &mut dyn Rng) -> i64 {
    let ceiling = BACK_OFF.0.saturating_mul(1 << (failures.clamp(1, 12) - 1));
    let ceiling = ceiling.min(BACK_OFF.1);
    // Between half and the whole: phones that lost the mast together do not return together.
    let jitter = i64::from(rng.next_u32()) * (ceiling / 2) / i64::from(u32::MAX);
    ceiling / 2 + jitter
}
