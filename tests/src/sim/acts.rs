//! One thing that a person does.

use super::town::Town;
use crate::{kit::Result, story::Act};
use durbar_api::identity::ReadMe;

/// Cases that one phone files at most: a run is to be short.
const MOST_CASES: usize = 4;

impl Town {
    /// Does something, if the app runs.
    ///
    /// # Errors
    /// The app refuses what it should not.
    pub(super) fn act(&mut self, node: usize) -> Result<()> {
        // Ended just now.
        if !self.nodes[node].is_awake {
            return Ok(());
        }
        let now = self.now;
        let (hand, device) = self.nodes[node].both(now)?;
        if device.must(ReadMe {})?.revoked {
            return Ok(());
        }
        let cases = hand.cases(device)?;
        let is_officer = hand.is_officer();
        let (one, other) = (self.chance.byte(), self.chance.byte());
        let act = match self.chance.below(16) {
            0..=3 if !is_officer && cases.len() < MOST_CASES => Act::File {
                waste: one % 2 == 0,
                photo: other % 2 == 0,
            },
            0..=5 => Act::Write(one),
            6..=9 if is_officer => Act::Move(one, other),
            10 => Act::Open(one),
            _ => Act::Deal(one, other),
        };
        self.note(node, format!("{act:?}"), &[]);
        let (hand, device) = self.nodes[node].both(now)?;
        hand.act(device, act, &cases)
            .map_err(|error| format!("{}, {act:?}: {error}", self.nodes[node].name))?;
        self.look(node)?;
        // It is all kept; whether the host still hears of it is another matter.
        if self.chance.of(40) {
            self.end(node);
            let pause = i64::from(self.chance.below(20_000));
            self.after(pause, super::town::Event::Start(node));
            return Ok(());
        }
        self.carry(node)
    }
}
