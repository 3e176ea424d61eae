//! What all public pages share: language, municipality, frame.

use super::{
    dates::Clock,
    html::{Html, link},
    reader::{Follower, NoAnswer},
    style,
    words::{Words, best},
};
use durbar_core::api::{
    complaints::{PublishedSummary, UNKNOWN_CATEGORY},
    packs::{self, Municipality, State, StateRole, Text, Tone},
};

/// What a browser wishes.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    /// Language of the address, chosen by hand.
    pub chosen: Option<String>,
    /// `Accept-Language`.
    pub accepted: String,
    /// Scheme and host by which the hub is reached.
    pub origin: String,
}

/// What a page is written with.
pub(super) struct Site {
    pub words: &'static Words,
    pub town: Municipality,
    pub clock: Clock,
    pub wish: Wish,
}

/// A page's frame.
pub(super) struct Head<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// A picture of it: its path.
    pub picture: Option<&'a str>,
    /// The page itself, without a language.
    pub path: &'a str,
    /// What chooses its content.
    pub query: &'a [(&'static str, String)],
    /// Whether search engines should list it.
    pub listed: bool,
}

impl Site {
    /// Chooses the language: among those of the pack that there are words in.
    pub fn open(follower: &mut Follower, wish: Wish) -> Result<Self, NoAnswer> {
        let town = follower
            .call(packs::Read::default())?
            .ok_or(NoAnswer::Later)?;
        let offered: Vec<String> = languages(&town).map(|(code, _)| code.clone()).collect();
        let chosen = wish.chosen.as_deref();
        let language = chosen
            .and_then(|chosen| best(chosen, &offered))
            .or_else(|| best(&wish.accepted, &offered))
            .or_else(|| offered.first().map(String::as_str))
            .unwrap_or("en");
        let words = Words::of(language).ok_or(NoAnswer::Later)?;
        follower.speak(language)?;
        let town = follower
            .call(packs::Read::default())?
            .ok_or(NoAnswer::Later)?;
        let clock = Clock {
            now: follower.now(),
            town: town.clock,
        };
        Ok(Self {
            words,
            town,
            clock,
            wish,
        })
    }

    /// Whether a page has to say its language in links: the browser would choose another one.
    fn query<'a>(&'a self, query: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
        let mut all: Vec<_> = query
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        if self.wish.chosen.is_some() {
            all.push(("lang", self.words.language));
        }
        all
    }

    /// A link within the public pages, which keeps the language.
    pub fn link(&self, path: &str, query: &[(&'static str, String)]) -> String {
        link(path, &self.query(query))
    }

    /// The name of a ward; its id if the pack no longer has it.
    pub fn ward(&self, id: &str) -> Text {
        let found = self.town.wards.iter().find(|ward| ward.id == id);
        found.map_or_else(|| plain(id), |ward| ward.name.clone())
    }

    /// The name of a category.
    pub fn category(&self, id: &str) -> Text {
        if id == UNKNOWN_CATEGORY {
            return plain(&self.words.t("category-other"));
        }
        let found = self.town.categories.iter().find(|known| known.id == id);
        found.map_or_else(|| plain(id), |category| category.name.clone())
    }

    /// The name of a department.
    pub fn department(&self, id: &str) -> Text {
        let found = self.town.departments.iter().find(|known| known.id == id);
        found.map_or_else(|| plain(id), |department| department.name.clone())
    }

    /// A state.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.town.states.iter().find(|state| state.id == id)
    }

    /// Where a complaint stands, if that is "fixed" and nobody has confirmed it.
    fn unconfirmed(&self, line: &PublishedSummary) -> Option<String> {
        let state = self.state(&line.status)?;
        let fixed = state.role == Some(StateRole::Fixed) && !line.confirmed;
        let args = [("state", state.label.text.as_str().into())];
        fixed.then(|| self.words.t_with("row-unconfirmed", &args))
    }

    /// Where a complaint stands, in words.
    pub fn standing(&self, line: &PublishedSummary) -> String {
        self.unconfirmed(line).unwrap_or_else(|| {
            let state = self.state(&line.status);
            state.map_or_else(|| line.status.clone(), |state| state.label.text.clone())
        })
    }

    /// The same as a coloured word.
    pub fn standing_tag(&self, html: &mut Html, line: &PublishedSummary) {
        match self.unconfirmed(line) {
            Some(words) => html.words("span", &[("class", "tag tone-progress")], &words),
            None => self.tag(html, &line.status),
        }
    }

    /// A state as a coloured word.
    pub fn tag(&self, html: &mut Html, status: &str) {
        let state = self.state(status);
        let tone = match state.map(|state| state.tone) {
            Some(Tone::Progress) => "tag tone-progress",
            Some(Tone::Question) => "tag tone-question",
            Some(Tone::Good) => "tag tone-good",
            Some(Tone::Bad) => "tag tone-bad",
            Some(Tone::Neutral) | None => "tag tone-neutral",
        };
        let label = state.map_or_else(|| plain(status), |state| state.label.clone());
        html.tag("span", &[("class", tone)], |html| self.name(html, &label));
    }

    /// A pack's text, marked where it is in another language than the page.
    pub fn name(&self, html: &mut Html, text: &Text) {
        if text.language.is_empty() || text.language == self.words.language {
            html.text(&text.text);
        } else {
            html.words("span", &[("lang", &text.language)], &text.text);
        }
    }

    /// A whole page.
    pub fn page(&self, head: &Head<'_>, main: impl FnOnce(&mut Html)) -> String {
        let mut html = Html::default();
        let attributes = [
            ("lang", self.words.language),
            ("dir", self.words.direction()),
        ];
        html.tag("html", &attributes, |html| {
            html.tag("head", &[], |html| self.head(html, head));
            html.tag("body", &[], |html| {
                html.tag("header", &[("class", "top")], |html| self.top(html));
                html.tag("main", &[("id", "main")], main);
                html.tag("footer", &[("class", "foot")], |html| self.foot(html, head));
            });
        });
        html.finish("<!doctype html>")
    }

    fn head(&self, html: &mut Html, head: &Head<'_>) {
        let name = &self.town.name.text;
        html.empty("meta", &[("charset", "utf-8")]);
        if head.title.contains(name) {
            html.words("title", &[], head.title);
        } else {
            html.words("title", &[], &format!("{} · {name}", head.title));
        }
        let viewport = "width=device-width, initial-scale=1";
        html.empty("meta", &[("name", "viewport"), ("content", viewport)]);
        html.empty(
            "meta",
            &[("name", "color-scheme"), ("content", "light dark")],
        );
        html.empty(
            "meta",
            &[("name", "description"), ("content", head.description)],
        );
        let robots = if head.listed && !self.town.sample {
            "index, follow"
        } else {
            "noindex"
        };
        html.empty("meta", &[("name", "robots"), ("content", robots)]);
        let sheet = style::path(self.town.hue);
        html.empty("link", &[("rel", "stylesheet"), ("href", &sheet)]);
        html.empty("link", &[("rel", "icon"), ("href", "/icon.svg")]);
        let feed = [
            ("rel", "alternate"),
            ("type", "application/atom+xml"),
            ("href", "/public/feed.atom"),
        ];
        html.empty("link", &feed);
        let own: Vec<_> = head
            .query
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        for (code, _) in languages(&self.town) {
            let mut query = own.clone();
            query.push(("lang", code));
            let address = format!("{}{}", self.wish.origin, link(head.path, &query));
            html.empty(
                "link",
                &[("rel", "alternate"), ("hreflang", code), ("href", &address)],
            );
        }
        let address = format!("{}{}", self.wish.origin, link(head.path, &own));
        html.empty("link", &[("rel", "canonical"), ("href", &address)]);
        let picture = head
            .picture
            .map(|picture| format!("{}{picture}", self.wish.origin));
        let graph = [
            ("og:type", Some("article")),
            ("og:site_name", Some(name.as_str())),
            ("og:title", Some(head.title)),
            ("og:description", Some(head.description)),
            ("og:url", Some(address.as_str())),
            ("og:locale", Some(self.words.language)),
            ("og:image", picture.as_deref()),
        ];
        for (property, content) in graph {
            if let Some(content) = content {
                html.empty("meta", &[("property", property), ("content", content)]);
            }
        }
        let card = if picture.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
        html.empty("meta", &[("name", "twitter:card"), ("content", card)]);
    }

    fn top(&self, html: &mut Html) {
        let skip = [("class", "skip"), ("href", "#main")];
        html.words("a", &skip, &self.words.t("skip"));
        let home = self.link("/public", &[]);
        html.tag("a", &[("class", "brand"), ("href", &home)], |html| {
            self.name(html, &self.town.name);
        });
        html.words(
            "a",
            &[("class", "button small"), ("href", "/report")],
            &self.words.t("public-report"),
        );
    }

    fn foot(&self, html: &mut Html, head: &Head<'_>) {
        let name = self.town.name.text.clone();
        if self.town.sample {
            html.words("p", &[("class", "sample")], &self.words.t("public-sample"));
        }
        let about = self.words.t_with("public-about", &[("name", name.into())]);
        html.words("p", &[], &about);
        let label = self.words.t("public-languages");
        html.tag("nav", &[("aria-label", &label)], |html| {
            html.tag("ul", &[("class", "languages")], |html| {
                for (code, own_name) in languages(&self.town) {
                    let mut query: Vec<_> = head
                        .query
                        .iter()
                        .filter(|(_, value)| !value.is_empty())
                        .map(|(name, value)| (*name, value.as_str()))
                        .collect();
                    query.push(("lang", code));
                    let address = link(head.path, &query);
                    let mut attributes = vec![
                        ("href", address.as_str()),
                        ("lang", code),
                        ("hreflang", code),
                    ];
                    if code == self.words.language {
                        attributes.push(("aria-current", "true"));
                    }
                    html.tag("li", &[], |html| html.words("a", &attributes, own_name));
                }
            });
        });
    }
}

/// The languages that both the pack and these pages speak; if there are none, the fallback's.
fn languages(town: &Municipality) -> impl Iterator<Item = &(String, String)> {
    town.languages
        .iter()
        .filter(|(code, _)| Words::speaks(code))
}

fn plain(text: &str) -> Text {
    Text {
        text: text.to_owned(),
        language: String::new(),
    }
}
