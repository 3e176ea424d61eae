//! What a person does with a device in hand, whatever the network.

use super::{Act, text_of};
use crate::kit::{Device, Result, static_jpeg};
use durbar_api::{
    CaseId,
    complaints::{
        AddNote, Author, Case, ChangeStatus, ConfirmFixed, ListMine, MarkOpened,
        PreparePublication, Publish, QueuePart, Rate, Reopen, Route, SaveDraft, SendReply,
        StartCorrection, Submit, Submitted, Unpublish, What, Withdraw,
    },
};
use std::rc::Rc;

/// A person apart from the device.
pub struct Hand {
    /// Name and department, of officers.
    pub(super) office: Option<(String, String)>,
    done: u64,
    seed: u64,
    /// Photos to choose from; without any, each is made anew.
    album: Rc<[Vec<u8>]>,
    /// Messages that the app has taken, with their cases.
    pub said: Vec<(CaseId, String)>,
    /// Cases that the app has taken.
    pub filed: Vec<CaseId>,
}

impl Hand {
    /// Somebody who has done nothing yet; `seed` makes what they write their own. Officers have a
    /// name and a department.
    pub fn new(seed: u64, office: Option<(&str, &str)>) -> Self {
        Self {
            office: office.map(|(name, department)| (name.to_owned(), department.to_owned())),
            done: 0,
            seed,
            album: Rc::default(),
            said: Vec::new(),
            filed: Vec::new(),
        }
    }

    /// Has this person take photos out of an album: others may have the same.
    pub fn give(&mut self, album: Rc<[Vec<u8>]>) {
        self.album = album;
    }

    /// A photo.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn photo(&self) -> Result<Vec<u8>> {
        let number = usize::try_from(self.seed * 3 + self.done)?;
        match self.album.get(number % self.album.len().max(1)) {
            Some(photo) => Ok(photo.clone()),
            None => static_jpeg(self.seed << 32 | self.done),
        }
    }

    /// Writes a message, with the photos that are ready for it.
    ///
    /// # Errors
    /// The app refuses.
    pub fn say(&mut self, device: &mut Device, case: CaseId, text: String) -> Result<()> {
        let reply = SendReply {
            case: case.clone(),
            text: text.clone(),
        };
        device.must(reply)?;
        self.said.push((case, text));
        Ok(())
    }

    /// Words that this person has not said yet.
    pub fn words(&mut self) -> String {
        self.done += 1;
        format!("{} says so for the {}th time", self.seed, self.done)
    }

    /// Whether this is an officer.
    pub fn is_officer(&self) -> bool {
        self.office.is_some()
    }

    /// The cases that this person sees, by id.
    ///
    /// # Errors
    /// The app refuses to list.
    pub fn cases(&self, device: &mut Device) -> Result<Vec<CaseId>> {
        let mut cases = device.must(ListMine {})?;
        if self.office.is_some() {
            for part in [QueuePart::Open, QueuePart::Unconfirmed, QueuePart::Closed] {
                cases.extend(device.queue(part)?);
            }
        }
        let mut ids: Vec<_> = cases.into_iter().map(|case| case.id).collect();
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Files a case with a text of its own.
    ///
    /// # Errors
    /// The app refuses.
    pub fn file(&mut self, device: &mut Device, waste: bool, photo: bool) -> Result<Submitted> {
        self.done += 1;
        let text = text_of(&format!("{}-{}", self.seed, self.done));
        let photos = if photo {
            vec![self.photo()?]
        } else {
            Vec::new()
        };
        let category = if waste { "waste" } else { "drains" };
        let filed = device.file_under(category, &text, &photos)?;
        self.filed.push(filed.case.clone());
        Ok(filed)
    }

    /// Does one thing, if it can be done, in one of the given cases.
    ///
    /// # Errors
    /// The app refuses what it should not.
    pub fn act(&mut self, device: &mut Device, act: Act, cases: &[CaseId]) -> Result<()> {
        let pick = |number: u8| cases.get(usize::from(number) % cases.len().max(1)).cloned();
        self.done += 1;
        match act {
            Act::File { waste, photo } => {
                self.file(device, waste, photo)?;
            }
            Act::Write(case) => {
                if let Some(case) = pick(case) {
                    let text = format!("{} writes for the {}th time", self.seed, self.done);
                    self.say(device, case, text)?;
                }
            }
            Act::Move(case, way) => {
                if let Some(case) = pick(case) {
                    self.move_on(device, &case, way)?;
                }
            }
            Act::Open(case) => {
                if let Some(case) = pick(case) {
                    device.must(MarkOpened { case })?;
                }
            }
            Act::Deal(case, what) => {
                if let Some(case) = pick(case) {
                    self.deal(device, &case, what)?;
                }
            }
            Act::Wait(minutes) => device.wait_seconds(i64::from(minutes) * 60),
            // Whoever holds the network does that.
            Act::Sync(_) => {}
        }
        Ok(())
    }

    fn move_on(&self, device: &mut Device, case: &CaseId, way: u8) -> Result<()> {
        let read = device.case(case)?;
        let mut ways: Vec<_> = read.transitions.into_iter().map(|way| way.to).collect();
        if self.office.is_some() && read.status_conflict.len() > 1 {
            ways.extend(read.status_conflict);
        }
        if let Some(status) = ways.get(usize::from(way) % ways.len().max(1)) {
            device.must(ChangeStatus {
                case: case.clone(),
                status: status.clone(),
                note: "The crew has looked at it.".to_owned(),
            })?;
        }
        Ok(())
    }

    /// Does something that the case's doors allow.
    fn deal(&self, device: &mut Device, case: &CaseId, what: u8) -> Result<()> {
        let doors = device.case(case)?.doors;
        let case = case.clone();
        let reason = format!("{} says why for the {}th time", self.seed, self.done);
        match what % 6 {
            0 if doors.rate => device.must(Rate {
                case,
                score: 1 + what / 6 % 5,
                comment: reason,
            }),
            1 if doors.reopen => device.must(Reopen { case, reason }),
            2 if doors.confirm => device.must(ConfirmFixed { case }),
            3 if doors.withdraw => device.must(Withdraw { case, reason }),
            0 if doors.office => device.must(AddNote { case, text: reason }),
            1 if doors.office && (what / 6).is_multiple_of(4) => {
                let department = if device.case(&case)?.summary.department == "works" {
                    "waste"
                } else {
                    "works"
                };
                device.must(Route {
                    case,
                    department: department.to_owned(),
                    reason,
                })
            }
            2 | 3 if doors.office => {
                let publication = device.must(PreparePublication { case: case.clone() })?;
                match device.ask(Publish { case, publication }) {
                    Ok(()) => Ok(()),
                    // Somebody corrected the title away: not published then.
                    Err(error) if error.message_key == "error-title-missing" => Ok(()),
                    Err(error) => Err(format!("{error:?}").into()),
                }
            }
            4 if doors.office => device.must(Unpublish { case }),
            5 if doors.correct => self.correct(device, case, reason),
            _ => Ok(()),
        }
    }

    fn correct(&self, device: &mut Device, case: CaseId, words: String) -> Result<()> {
        let draft = device.must(StartCorrection { case })?;
        let mut answers = draft.answers;
        answers.description.push('\n');
        answers.description.push_str(&words);
        device.must(SaveDraft {
            draft: draft.id.clone(),
            answers,
            step: "check".to_owned(),
        })?;
        device.must(Submit { draft: draft.id })?;
        Ok(())
    }

    /// A case as every reader should see it: who "you" are is said by name.
    ///
    /// # Errors
    /// The app refuses to read it.
    pub fn view(&self, device: &mut Device, case: &CaseId) -> Result<View> {
        let Case {
            summary,
            timeline,
            status_conflict,
            photos,
            ..
        } = device.case(case)?;
        let me = match &self.office {
            Some((name, department)) => Author::Officer {
                name: name.clone(),
                department: department.clone(),
            },
            None => Author::Citizen,
        };
        let timeline = timeline
            .into_iter()
            // Only who filed it has its receipt.
            .filter(|entry| entry.what != What::Received)
            // Only colleagues see these.
            .filter(|entry| !matches!(entry.what, What::Note(_) | What::Assigned(_)))
            .map(|entry| {
                let by = if entry.by == Author::You {
                    me.clone()
                } else {
                    entry.by
                };
                let waiting = if entry.waiting { ", waits" } else { "" };
                format!("{} {by:?} {:?}{waiting}", entry.at.0, entry.what)
            })
            .collect();
        Ok(View {
            status: summary.status,
            status_conflict,
            flags: (summary.opened, summary.answered),
            due: summary.due,
            received: summary.received_at.map(|at| at.0),
            last_activity: summary.last_activity.0,
            title: summary.title,
            photos: photos.into_iter().map(|photo| photo.blob.0).collect(),
            timeline,
        })
    }
}

/// What every reader of a case should see alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The state.
    pub status: String,
    /// States set at the same time.
    pub status_conflict: Vec<String>,
    /// Opened, answered.
    pub flags: (bool, bool),
    /// The day by which an answer is due; none while the clock stands.
    pub due: Option<String>,
    /// When the hub got it.
    pub received: Option<i64>,
    /// When something last happened.
    pub last_activity: i64,
    /// Its first words.
    pub title: String,
    /// Ids of photos.
    pub photos: Vec<String>,
    /// What happened, in order.
    pub timeline: Vec<String>,
}
