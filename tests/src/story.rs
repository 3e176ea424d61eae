//! Stories: people who do things on their phones, in any order, with and without a network.

use crate::kit::{Link, Phone, Result, STORY_START, Server, static_jpeg};
use durbar_api::{
    CaseId, ErrorCode,
    complaints::{
        AddNote, Author, Case, ChangeStatus, ConfirmFixed, ListMine, MarkOpened,
        PreparePublication, Publish, QueuePart, Rate, ReadCase, Reopen, Route, SaveDraft,
        SendReply, StartCorrection, Submit, Submitted, Unpublish, What, Withdraw,
    },
};
use rand_chacha::rand_core::Rng;
use std::path::Path;

/// A text of some length that begins with its key, which becomes the case's title.
pub fn text_of(key: &str) -> String {
    let mut text = format!("{key}. ");
    for line in 1..=12 {
        text.push_str("The gutter by the school is full and the path floods, seen on day ");
        text.push_str(&line.to_string());
        text.push_str(". ");
    }
    text.trim_end().to_owned()
}

/// What a person does next. Numbers pick among what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Files a case of one of two departments, maybe with a photo.
    File {
        /// Whether for the department `waste`; else for `works`.
        waste: bool,
        /// Whether with a photo.
        photo: bool,
    },
    /// Writes in a case.
    Write(u8),
    /// Moves a case along one of its ways, if this person may; picks a state if officers
    /// disagree.
    Move(u8, u8),
    /// Opens a case.
    Open(u8),
    /// Does one of the rarer things in a case: rates, reopens, notes, passes on, publishes.
    Deal(u8, u8),
    /// Lets minutes pass on this phone.
    Wait(u8),
    /// Syncs as far as the network goes.
    Sync(Network),
}

/// How the network is while somebody syncs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// There.
    On,
    /// Cut after so many bytes up.
    CutUp(u16),
    /// Cut after so many bytes down.
    CutDown(u16),
}

impl Act {
    /// Something that a person may do, most often something small.
    pub fn any(rng: &mut impl Rng) -> Self {
        let [kind, one, other, more] = rng.next_u32().to_le_bytes();
        let bytes = u16::from(other) * 16 + u16::from(more);
        match kind % 16 {
            0 | 1 => Self::File {
                waste: one % 2 == 0,
                photo: other % 2 == 0,
            },
            2..=4 => Self::Write(one),
            5..=7 => Self::Move(one, other),
            8 => Self::Open(one),
            9 => Self::Deal(one, other),
            10 => Self::Wait(one),
            11 => Self::Sync(Network::CutUp(bytes)),
            12 => Self::Sync(Network::CutDown(bytes / 2)),
            _ => Self::Sync(Network::On),
        }
    }
}

/// A person with a phone behind a link of its own.
pub struct Person {
    /// The phone.
    pub phone: Phone,
    link: Link,
    /// Name and department, of officers.
    office: Option<(String, String)>,
    done: u64,
    seed: u64,
}

impl Person {
    /// A citizen with a new phone and the municipality's pack.
    ///
    /// # Errors
    /// The phone does not come up.
    pub fn citizen(folder: &Path, server: &Server, seed: u64) -> Result<Self> {
        let link = Link::to(server.address())?;
        let path = folder.join(format!("phone-{seed}.db"));
        let mut phone = Phone::open(&path, &link.origin(), seed, STORY_START)?;
        phone.sync_until_done()?;
        Ok(Self {
            phone,
            link,
            office: None,
            done: 0,
            seed,
        })
    }

    /// An officer.
    ///
    /// # Errors
    /// The hub does not confirm the role.
    pub fn officer(
        folder: &Path,
        server: &Server,
        seed: u64,
        department: &str,
        name: &str,
    ) -> Result<Self> {
        let mut officer = Self::citizen(folder, server, seed)?;
        officer.phone.join(server, department, name)?;
        officer.office = Some((name.to_owned(), department.to_owned()));
        Ok(officer)
    }

    /// The cases that this person sees, by id.
    ///
    /// # Errors
    /// The app refuses to list.
    pub fn cases(&mut self) -> Result<Vec<CaseId>> {
        let mut cases = self.phone.must(ListMine {})?;
        if self.office.is_some() {
            for part in [QueuePart::Open, QueuePart::Closed] {
                cases.extend(self.phone.queue(part)?);
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
    pub fn file(&mut self, waste: bool, photo: bool) -> Result<Submitted> {
        self.done += 1;
        let text = text_of(&format!("{}-{}", self.seed, self.done));
        let photos = if photo {
            vec![static_jpeg(self.seed << 32 | self.done)?]
        } else {
            Vec::new()
        };
        let category = if waste { "waste" } else { "drains" };
        self.phone.file_under(category, &text, &photos)
    }

    /// Does one thing, if it can be done, in one of the given cases.
    ///
    /// # Errors
    /// The app refuses what it should not.
    pub fn act(&mut self, act: Act, cases: &[CaseId]) -> Result<()> {
        let pick = |number: u8| cases.get(usize::from(number) % cases.len().max(1)).cloned();
        self.done += 1;
        match act {
            Act::File { waste, photo } => {
                self.file(waste, photo)?;
            }
            Act::Write(case) => {
                if let Some(case) = pick(case) {
                    let text = format!("{} writes for the {}th time", self.seed, self.done);
                    self.phone.must(SendReply { case, text })?;
                }
            }
            Act::Move(case, way) => {
                if let Some(case) = pick(case) {
                    self.move_on(&case, way)?;
                }
            }
            Act::Open(case) => {
                if let Some(case) = pick(case) {
                    self.phone.must(MarkOpened { case })?;
                }
            }
            Act::Deal(case, what) => {
                if let Some(case) = pick(case) {
                    self.deal(&case, what)?;
                }
            }
            Act::Wait(minutes) => self.phone.wait_seconds(i64::from(minutes) * 60),
            Act::Sync(network) => self.sync(network)?,
        }
        Ok(())
    }

    fn move_on(&mut self, case: &CaseId, way: u8) -> Result<()> {
        let read = self.phone.case(case)?;
        let mut ways: Vec<_> = read.transitions.into_iter().map(|way| way.to).collect();
        if self.office.is_some() && read.status_conflict.len() > 1 {
            ways.extend(read.status_conflict);
        }
        if let Some(status) = ways.get(usize::from(way) % ways.len().max(1)) {
            self.phone.must(ChangeStatus {
                case: case.clone(),
                status: status.clone(),
                note: "The crew has looked at it.".to_owned(),
            })?;
        }
        Ok(())
    }

    /// Does something that the case's doors allow.
    fn deal(&mut self, case: &CaseId, what: u8) -> Result<()> {
        let doors = self.phone.case(case)?.doors;
        let case = case.clone();
        let reason = format!("{} says why for the {}th time", self.seed, self.done);
        match what % 6 {
            0 if doors.rate => self.phone.must(Rate {
                case,
                score: 1 + what / 6 % 5,
                comment: reason,
            }),
            1 if doors.reopen => self.phone.must(Reopen { case, reason }),
            2 if doors.confirm => self.phone.must(ConfirmFixed { case }),
            3 if doors.withdraw => self.phone.must(Withdraw { case, reason }),
            0 if doors.office => self.phone.must(AddNote { case, text: reason }),
            1 if doors.office && (what / 6).is_multiple_of(4) => {
                let department = if self.phone.case(&case)?.summary.department == "works" {
                    "waste"
                } else {
                    "works"
                };
                self.phone.must(Route {
                    case,
                    department: department.to_owned(),
                    reason,
                })
            }
            2 | 3 if doors.office => {
                let publication = self.phone.must(PreparePublication { case: case.clone() })?;
                match self.phone.ask(Publish { case, publication }) {
                    Ok(()) => Ok(()),
                    // Somebody corrected the title away: not published then.
                    Err(error) if error.message_key == "error-title-missing" => Ok(()),
                    Err(error) => Err(format!("{error:?}").into()),
                }
            }
            4 if doors.office => self.phone.must(Unpublish { case }),
            5 if doors.correct => self.correct(case, reason),
            _ => Ok(()),
        }
    }

    fn correct(&mut self, case: CaseId, words: String) -> Result<()> {
        let draft = self.phone.must(StartCorrection { case })?;
        let mut answers = draft.answers;
        answers.description.push('\n');
        answers.description.push_str(&words);
        self.phone.must(SaveDraft {
            draft: draft.id.clone(),
            answers,
            step: "check".to_owned(),
        })?;
        self.phone.must(Submit { draft: draft.id })?;
        Ok(())
    }

    fn sync(&mut self, network: Network) -> Result<()> {
        match network {
            Network::On => {}
            Network::CutUp(bytes) => self.link.cut_after_up(bytes.max(1).into()),
            Network::CutDown(bytes) => self.link.cut_after_down(bytes.max(1).into()),
        }
        self.phone.sync()?;
        self.link.on();
        Ok(())
    }

    /// Whether this person is told that there is no such case.
    pub fn knows_nothing_of(&mut self, case: &CaseId) -> bool {
        let answer = self.phone.ask(ReadCase { case: case.clone() });
        answer.is_err_and(|error| error.code == ErrorCode::NotFound)
    }

    /// A case as every reader should see it: who "you" are is said by name.
    ///
    /// # Errors
    /// The app refuses to read it.
    pub fn view(&mut self, case: &CaseId) -> Result<View> {
        let Case {
            summary,
            timeline,
            status_conflict,
            photos,
            ..
        } = self.phone.case(case)?;
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

/// Has everybody sync until nobody has anything new.
///
/// # Errors
/// Somebody never comes to rest.
pub fn everybody_syncs(people: &mut [&mut Person]) -> Result<()> {
    for _ in 0..3 {
        for person in people.iter_mut() {
            person.link.on();
            person.phone.wait_seconds(600);
            person.phone.sync_until_done()?;
        }
    }
    Ok(())
}
