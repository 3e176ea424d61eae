//! One thing that a person does.

use super::{
    cast::{ADWOA, KOFI},
    chance::Chance,
    town::{Event, Town},
};
use crate::{
    kit::{Device, Result},
    story::{Act, Hand},
};
use durbar_api::{
    ApiError, CaseId,
    complaints::{
        AddReplyPhoto, AskCorrection, Assign, Follow, ListColleagues, ListPublished,
        PublishedState, Support, Topic,
    },
    identity::ReadMe,
};

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
        let act = match self.chance.below(18) {
            0..=3 if !is_officer && cases.len() < MOST_CASES => Some(Act::File {
                waste: one % 2 == 0,
                photo: other % 2 == 0,
            }),
            0..=5 => Some(Act::Write(one)),
            6..=9 if is_officer => Some(Act::Move(one, other)),
            10 => Some(Act::Open(one)),
            11..=14 => Some(Act::Deal(one, other)),
            _ => None,
        };
        let what = act.map_or_else(
            || "does something rare".to_owned(),
            |act| format!("{act:?}"),
        );
        self.note(node, what, &[]);
        let (hand, device) = self.nodes[node].both(now)?;
        let follows = node == KOFI || node == ADWOA;
        let done = match act {
            Some(act) => hand.act(device, act, &cases),
            None => rare(&mut self.chance, hand, device, &cases, follows),
        };
        done.map_err(|error| format!("{}, {act:?}: {error}", self.nodes[node].name))?;
        self.look(node)?;
        // It is all kept; whether the host still hears of it is another matter.
        if self.chance.of(40) {
            self.end(node);
            let pause = i64::from(self.chance.below(20_000));
            self.after(pause, Event::Start(node));
            return Ok(());
        }
        self.carry(node)
    }
}

/// What stories have not: photos in messages, questions back, work shared out, following, support.
fn rare(
    chance: &mut Chance,
    hand: &mut Hand,
    device: &mut Device,
    cases: &[CaseId],
    follows: bool,
) -> Result<()> {
    let text = hand.words();
    let Some(case) = cases.get(chance.index(cases.len())).cloned() else {
        return Ok(());
    };
    let read = device.case(&case)?;
    match chance.below(4) {
        0 if read.doors.reply => {
            device.must(AddReplyPhoto {
                case: case.clone(),
                name: "photo.jpg".to_owned(),
                bytes: hand.photo()?,
            })?;
            hand.say(device, case, text)
        }
        1 if read.doors.office => {
            let asked = device.ask(AskCorrection {
                case,
                fields: vec!["description".to_owned()],
                reason: text,
            });
            // Of a closed case nothing is asked.
            unless(asked, "error-not-now")
        }
        2 if read.doors.office => {
            let department = read.summary.department;
            let colleagues = device.must(ListColleagues { department })?;
            let to = colleagues.get(chance.index(colleagues.len()));
            let to = to.map(|colleague| colleague.id.clone());
            let assigned = device.ask(Assign { case, to });
            // Passed on: it is another department's to share out.
            unless(assigned, "error-not-found")
        }
        _ if follows => {
            let category = if chance.of(500) { "drains" } else { "waste" };
            device.must(Follow {
                topic: Topic::Category(category.to_owned()),
                following: true,
            })?;
            let published = device.must(ListPublished {
                ward: None,
                category: None,
                state: PublishedState::default(),
                text: String::new(),
                offset: 0,
                limit: 0,
            })?;
            match published.cases.iter().find(|one| one.mine.is_none()) {
                Some(first) if !hand.is_officer() => {
                    let supported = !first.supported;
                    let id = first.id.clone();
                    device.must(Support { id, supported })
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn unless(done: std::result::Result<(), ApiError>, key: &str) -> Result<()> {
    match done {
        Err(error) if error.message_key != key => Err(format!("{error:?}").into()),
        _ => Ok(()),
    }
}
