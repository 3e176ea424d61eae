//! Stories: people who do things on their phones, in any order, with and without a network.

mod hand;

pub use hand::{Hand, View};

use crate::kit::{Link, Phone, Result, STORY_START, Server};
use durbar_api::{
    CaseId, ErrorCode,
    complaints::{ReadCase, Submitted},
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
    hand: Hand,
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
            hand: Hand::new(seed, None),
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
        officer.hand.office = Some((name.to_owned(), department.to_owned()));
        Ok(officer)
    }

    /// The cases that this person sees, by id.
    ///
    /// # Errors
    /// The app refuses to list.
    pub fn cases(&mut self) -> Result<Vec<CaseId>> {
        self.hand.cases(&mut self.phone)
    }

    /// Files a case with a text of its own.
    ///
    /// # Errors
    /// The app refuses.
    pub fn file(&mut self, waste: bool, photo: bool) -> Result<Submitted> {
        self.hand.file(&mut self.phone, waste, photo)
    }

    /// Does one thing, if it can be done, in one of the given cases.
    ///
    /// # Errors
    /// The app refuses what it should not.
    pub fn act(&mut self, act: Act, cases: &[CaseId]) -> Result<()> {
        self.hand.act(&mut self.phone, act, cases)?;
        match act {
            Act::Sync(network) => self.sync(network),
            _ => Ok(()),
        }
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
        self.hand.view(&mut self.phone, case)
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
