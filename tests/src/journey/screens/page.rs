//! What a page of the list is, and how one gets there.

use super::{
    stage::{self, settled},
    view,
    world::World,
};
use crate::{
    journey::{Screen, step},
    kit::Result,
};
use serde_json::Value;

/// A page of the app, or a state of one that looks different.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its name in file names and complaints.
    pub name: &'static str,
    /// Who sees it.
    pub who: Who,
    /// The way there.
    pub way: &'static [Step],
    /// What shows that it is there and complete.
    pub sign: &'static str,
}

/// Who looks, and in which situation. The walk goes through them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Opens the app for the first time.
    Newcomer,
    /// Has chosen a language and filed nothing.
    Beginner,
    /// Has matters in every state, and drafts.
    Citizen,
    /// Answers for the department that has most of them.
    Officer,
    /// Has a phone with a PIN, and the app on it is closed.
    Locked,
    /// Has a matter on a phone that several people use.
    Sharer,
    /// Holds a phone whose data were damaged and put together again, and codes that bring more.
    Salvaged,
    /// Has written in a matter of a phone that is lost, at a hub that has lost it, too.
    SetAside,
    /// Holds a phone that was taken off its person from another device.
    Revoked,
    /// Is about to leave a shared phone with a matter that waits: the hub is out of reach.
    Leaver,
    /// The citizen while the hub is out of reach, with one more matter that waits.
    CutOff,
    /// The officer at that time.
    OfficerCutOff,
    /// The citizen when the hub has been out of reach for three days.
    DaysLater,
    /// The citizen in a second tab.
    SecondTab,
    /// Somebody whose browser gives no room to keep things.
    NoStorage,
    /// Opens the app for the first time while the hub is out of reach.
    NewcomerCutOff,
}

impl Who {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Newcomer,
        Self::Beginner,
        Self::Citizen,
        Self::Officer,
        Self::Locked,
        Self::Sharer,
        Self::Salvaged,
        Self::SetAside,
        Self::Revoked,
        Self::Leaver,
        Self::CutOff,
        Self::OfficerCutOff,
        Self::DaysLater,
        Self::SecondTab,
        Self::NoStorage,
        Self::NewcomerCutOff,
    ];

    /// Whose device it is on.
    pub(super) fn owner(self) -> Owner {
        match self {
            Self::Officer | Self::OfficerCutOff => Owner::Officer,
            Self::Locked
            | Self::Sharer
            | Self::Salvaged
            | Self::SetAside
            | Self::Revoked
            | Self::Leaver => Owner::Neighbour,
            _ => Owner::Citizen,
        }
    }
}

/// Whose device something is shown on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The citizen's, on which one situation grows out of the one before.
    Citizen,
    /// The officer's.
    Officer,
    /// The neighbour's, on which each begins anew.
    Neighbour,
}

/// A step on the way to a page. The first is [`Step::Open`] or [`Step::Go`], so that no page
/// depends on the one before it.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Loads the app anew at an address.
    Open(&'static str),
    /// Follows a link of the app.
    Go(&'static str),
    /// Presses something.
    Press(&'static str),
    /// Types into a field, braces filled in; what was there before goes.
    Write(&'static str, &'static str),
    /// Waits until something can be seen.
    See(&'static str),
    /// Presses keys one after the other, wherever the focus is.
    Keys(&'static str),
    /// Lays the page out as it is printed; the last step.
    Print,
}

/// A line of the list. A page is one of these in [`super::PAGES`].
pub(super) const fn page(
    name: &'static str,
    who: Who,
    way: &'static [Step],
    sign: &'static str,
) -> Page {
    Page {
        name,
        who,
        way,
        sign,
    }
}

/// A page with its braces filled in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) page: Page,
    state: Option<String>,
}

impl Page {
    /// Whether it is looked at on paper.
    pub(super) fn is_printed(self) -> bool {
        matches!(self.way.last(), Some(Step::Print))
    }

    /// The page, or one per state that cases of this world are in.
    pub(super) fn places(self, world: &World) -> Vec<Place> {
        if !self.name.contains("{state}") {
            let name = self.name.to_owned();
            return vec![Place {
                name,
                page: self,
                state: None,
            }];
        }
        let states = world.states().into_iter();
        states
            .map(|state| Place {
                name: self.name.replace("{state}", &state),
                page: self,
                state: Some(state),
            })
            .collect()
    }
}

impl Place {
    /// Goes there.
    pub(super) async fn reach(&self, world: &World, screen: &Screen) -> Result<()> {
        for one in self.page.way {
            step(&format!("{one:?}"), self.take(*one, world, screen).await)?;
        }
        screen.see(&self.filled(self.page.sign, world)?).await?;
        Ok(())
    }

    fn filled(&self, text: &str, world: &World) -> Result<String> {
        let text = match &self.state {
            Some(state) => text.replace("{state}", state),
            None => text.to_owned(),
        };
        world.fill(&text)
    }

    async fn take(&self, step: Step, world: &World, screen: &Screen) -> Result<()> {
        match step {
            Step::Open(path) => {
                let address = format!("{}{}", world.hub.origin(), self.filled(path, world)?);
                stage::open(screen, &address).await
            }
            Step::Go(path) => go(screen, &self.filled(path, world)?).await,
            Step::Press(css) => screen.press(css).await,
            Step::Write(css, text) => {
                screen.see(css).await?.clear().await?;
                screen.write(css, &self.filled(text, world)?).await
            }
            Step::See(css) => screen.see(css).await.map(drop),
            Step::Keys(keys) => screen.keys(keys).await,
            Step::Print => view::print(world.device(self.page.who), screen).await,
        }
    }
}

/// Follows a link inside the app, as if the page had one. A page that is there already is left
/// first: it opens anew.
pub(super) async fn go(screen: &Screen, path: &str) -> Result<()> {
    const FOLLOW: &str = "const link = document.createElement('a'); link.href = arguments[0]; \
        document.body.append(link); link.click(); link.remove();";
    const GONE: &str = "/a-page-that-is-none";
    let stops = [
        (GONE, "[data-page=not-found]"),
        (path, "[data-page]:not([data-page=not-found])"),
    ];
    for (stop, sign) in stops {
        let target = vec![Value::String(stop.to_owned())];
        screen.client().execute(FOLLOW, target).await?;
        screen.see(sign).await?;
    }
    settled(screen).await
}
