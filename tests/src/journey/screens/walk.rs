//! A walk through every page in one language, looking as asked at each.

use super::{
    Language, PAGES, axe,
    page::{Owner, Page, Place, Who},
    pictures, reach,
    stage::rested,
    view::{self, Size, Theme},
    world::{self, World},
};
use crate::kit::Result;
use futures_util::StreamExt;
use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
};

/// Walks at the same time: each keeps about one core busy.
const AT_ONCE: usize = 2;

/// Pixels down to which barriers are searched for.
const LONGEST: u32 = 20_000;

/// How to look at each page.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Photograph it into a folder, in both sizes and both themes.
    pub pictures: Option<PathBuf>,
    /// Search for barriers with axe-core in these themes, in both sizes.
    pub axe: Vec<Theme>,
    /// Hold that it fits a small phone and large text.
    pub reach: bool,
    /// Hold that the keyboard reaches everything, that nothing moves for who wants no motion, and
    /// that it fits when it runs from right to left. The same in every language.
    pub hands: bool,
}

/// A walk.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// How to look, by language.
    pub looks: Vec<(Language, Look)>,
    /// Only pages whose names contain this.
    pub only: Option<String>,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What was broken.
    pub rule: String,
    /// By which element.
    pub what: String,
    /// The language.
    pub language: String,
    /// The page.
    pub page: String,
    /// The size and theme, and by how much.
    pub view: String,
}

impl Finding {
    /// Whether the browser itself ended the page, which no page can cause.
    fn is_browsers(&self) -> bool {
        fell_over(&self.what)
    }
}

/// Whether these are a driver's words for a browser that ended its page.
fn fell_over(words: &str) -> bool {
    words.contains("tab crashed")
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, what, .. } = self;
        write!(
            formatter,
            "{} {} {}: {rule}: {what}",
            self.language, self.page, self.view
        )
    }
}

impl Walk {
    /// Walks in each language.
    ///
    /// # Errors
    /// The world of a language cannot be made. What is wrong with a page is a finding.
    pub async fn run(&self) -> Result<Vec<Finding>> {
        let folder = tempfile::tempdir()?;
        let mut hubs: BTreeMap<&Path, PathBuf> = BTreeMap::new();
        for (language, _) in &self.looks {
            if !hubs.contains_key(language.pack.as_path()) {
                let hub = folder.path().join(format!("hub-{}", hubs.len()));
                world::lay_out(&language.pack, &hub)?;
                hubs.insert(&language.pack, hub);
            }
        }
        let walks = self.looks.iter().map(|(language, look)| {
            let hub = hubs.get(language.pack.as_path()).cloned();
            async move {
                let hub = hub.unwrap_or_default();
                let walked = self.one(language, look, &hub).await;
                walked.map_err(|error| format!("{}: {error}", language.code))
            }
        });
        let walks: Vec<_> = futures_util::stream::iter(walks)
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut findings = Vec::new();
        for walked in walks {
            findings.extend(walked?);
        }
        findings.sort();
        Ok(findings)
    }

    async fn one(&self, language: &Language, look: &Look, hub: &Path) -> Result<Vec<Finding>> {
        let mut world = World::new(hub, language)?;
        let mut findings = Vec::new();
        let last = PAGES
            .iter()
            .filter(|page| self.wants(page.name))
            .map(|page| page.who)
            .max();
        for who in Who::ALL.into_iter().filter(|who| Some(*who) <= last) {
            if !self.needs(who) {
                continue;
            }
            let pages = PAGES.iter().filter(|page| page.who == who);
            let mut made = world.become_one(who).await;
            // A browser may fall over whatever it shows. Who can begin anew does so, once.
            if who.owner() == Owner::Neighbour
                && made.as_ref().is_err_and(|e| fell_over(&e.to_string()))
            {
                eprintln!("the browser fell over: once more from the beginning");
                made = world.begin_anew(who).await;
            }
            if let Err(error) = made {
                let mut words = error.to_string();
                for line in world.keep_pictures().await {
                    words.push_str("\n  ");
                    words.push_str(&line);
                }
                return Err(words.into());
            }
            for page in pages {
                let mut seen = self.see(page, &world, look, language).await;
                if who.owner() == Owner::Neighbour && seen.iter().any(Finding::is_browsers) {
                    eprintln!("the browser fell over: once more from the beginning");
                    world.begin_anew(who).await?;
                    seen = self.see(page, &world, look, language).await;
                }
                findings.extend(seen);
            }
        }
        Ok(findings)
    }

    /// Whether somebody's situation has to be made: for their own pages, or for who comes after.
    fn needs(&self, who: Who) -> bool {
        PAGES.iter().any(|page| {
            let is_for = match who.owner() {
                // What happens on the citizen's device is needed by everybody.
                Owner::Citizen => true,
                Owner::Officer => page.who.owner() == Owner::Officer && page.who >= who,
                Owner::Neighbour => page.who == who,
            };
            is_for && self.wants(page.name)
        })
    }

    /// Whether somebody asked for this page. A name with a hole is settled later.
    fn wants(&self, name: &str) -> bool {
        let known = name.split('{').next().unwrap_or(name);
        self.only
            .as_deref()
            .is_none_or(|only| name.contains(only) || (known != name && only.starts_with(known)))
    }

    async fn see(
        &self,
        page: &Page,
        world: &World,
        look: &Look,
        language: &Language,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let places = page.places(world).into_iter();
        let wanted = self.only.as_deref();
        for place in places.filter(|place| wanted.is_none_or(|only| place.name.contains(only))) {
            let visit = Visit {
                world,
                place: &place,
                language,
            };
            match visit.look(look).await {
                Ok(more) => findings.extend(more),
                Err(error) => {
                    findings.push(visit.finding("", "is not there", &error.to_string()));
                    eprintln!("{} is not there:", place.name);
                    for line in world.keep_pictures().await {
                        eprintln!("  {line}");
                    }
                }
            }
        }
        findings
    }
}

/// A stop of a walk.
pub(super) struct Visit<'a> {
    pub(super) world: &'a World,
    pub(super) place: &'a Place,
    pub(super) language: &'a Language,
}

impl Visit<'_> {
    pub(super) fn finding(&self, view: &str, rule: &str, what: &str) -> Finding {
        Finding {
            rule: rule.to_owned(),
            what: what.to_owned(),
            language: self.language.code.clone(),
            page: self.place.name.clone(),
            view: view.to_owned(),
        }
    }

    async fn look(&self, look: &Look) -> Result<Vec<Finding>> {
        let device = self.world.device(self.place.page.who);
        let screen = device.screen()?;
        view::take(device, screen, Size::Phone, Theme::Light).await?;
        self.place.reach(self.world, screen).await?;
        rested(screen).await?;
        if self.place.page.is_printed() {
            let looked = self.look_at_paper(look).await;
            // Whoever is here next has a screen.
            view::take(device, screen, Size::Phone, Theme::Light).await?;
            return looked;
        }
        let mut findings = Vec::new();
        for theme in Theme::BOTH {
            for size in Size::PICTURED {
                self.look_in(look, size, theme, &mut findings).await?;
            }
        }
        let mut seen = Vec::new();
        if look.reach {
            reach::small_or_large(device, screen, &mut seen).await?;
        }
        if look.hands {
            reach::turned(device, screen, &mut seen).await?;
        }
        findings.extend(seen.iter().map(|broken| self.found(broken)));
        Ok(findings)
    }

    /// On paper there is one size and one theme, and nothing to press.
    async fn look_at_paper(&self, look: &Look) -> Result<Vec<Finding>> {
        let device = self.world.device(self.place.page.who);
        let screen = device.screen()?;
        let (size, theme) = (Size::Paper, Theme::Light);
        let mut seen = Vec::new();
        if look.reach {
            reach::as_it_is(screen, size, &mut seen).await?;
        }
        let mut findings: Vec<_> = seen.iter().map(|broken| self.found(broken)).collect();
        if let Some(folder) = &look.pictures {
            pictures::take(device, folder, self, size, theme).await?;
        }
        if look.axe.contains(&theme) {
            view::unroll(device, screen, size, LONGEST).await?;
            for (rule, what) in axe::barriers(screen, true).await? {
                findings.push(self.finding(&format!("{size} print"), &rule, &what));
            }
        }
        Ok(findings)
    }

    async fn look_in(
        &self,
        look: &Look,
        size: Size,
        theme: Theme,
        findings: &mut Vec<Finding>,
    ) -> Result<()> {
        let device = self.world.device(self.place.page.who);
        let screen = device.screen()?;
        let is_first = theme == Theme::Light;
        let (reaches, by_hand) = (is_first && look.reach, is_first && look.hands);
        let searches = look.axe.contains(&theme);
        if look.pictures.is_none() && !searches && !reaches && !by_hand {
            return Ok(());
        }
        view::take(device, screen, size, theme).await?;
        let mut seen = Vec::new();
        if reaches {
            reach::as_it_is(screen, size, &mut seen).await?;
        }
        if by_hand {
            reach::hands(screen, size, &mut seen).await?;
        }
        findings.extend(seen.iter().map(|broken| self.found(broken)));
        if let Some(folder) = &look.pictures {
            pictures::take(device, folder, self, size, theme).await?;
        }
        if searches {
            // The bar at the edge would hide what lies under it.
            view::unroll(device, screen, size, LONGEST).await?;
            // What is not about colours is the same in the other theme.
            let colours_only = look.axe.first() != Some(&theme);
            let view = format!("{size} {}", theme.name());
            for (rule, what) in axe::barriers(screen, colours_only).await? {
                findings.push(self.finding(&view, &rule, &what));
            }
        }
        Ok(())
    }

    fn found(&self, broken: &reach::Broken) -> Finding {
        let view = format!("{} {}", broken.view, broken.how);
        self.finding(view.trim(), &broken.rule, &broken.what)
    }
}

/// Findings for a person to read: the same thing once, with the pages that have it.
pub fn told(findings: &[Finding]) -> String {
    let mut same: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
    for finding in findings {
        let place = format!("{} {} {}", finding.language, finding.page, finding.view);
        same.entry((&finding.rule, &finding.what))
            .or_default()
            .push(place);
    }
    let mut text = String::new();
    for ((rule, what), places) in same {
        text.push_str(&format!("{rule}: {what}\n"));
        for place in places.iter().take(6) {
            text.push_str(&format!("    {place}\n"));
        }
        if places.len() > 6 {
            text.push_str(&format!("    and {} more\n", places.len() - 6));
        }
    }
    text
}
