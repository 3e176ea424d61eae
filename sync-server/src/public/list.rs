//! The list of published complaints, with what can be shown of it as links.

use super::{
    html::{FACT_BREAK, Html},
    site::{Head, Site},
};
use durbar_core::api::{
    complaints::{ListPublished, PublishedList, PublishedState, PublishedSummary},
    packs::Text,
};
use std::collections::{HashMap, HashSet};

/// Complaints on one page.
const ON_A_PAGE: u32 = 20;
/// The last page that is shown.
const LAST_PAGE: u32 = 5_000;
/// Longest search, in characters.
const MOST_WORDS: usize = 200;

/// What is to be shown, from the address.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    ward: String,
    category: String,
    state: String,
    words: String,
    /// From 1 on.
    page: u32,
}

impl Filter {
    /// Reads an address; what makes no sense in it is left out.
    pub fn read(query: &HashMap<String, String>) -> Self {
        let value = |name: &str| query.get(name).cloned().unwrap_or_default();
        let state = value("state");
        Self {
            ward: value("ward"),
            category: value("category"),
            state: if ["open", "closed"].contains(&state.as_str()) {
                state
            } else {
                String::new()
            },
            words: value("q").trim().chars().take(MOST_WORDS).collect(),
            page: value("page").parse().unwrap_or(1).clamp(1, LAST_PAGE),
        }
    }

    /// The question to the app.
    pub fn call(&self, limit: u32) -> ListPublished {
        let set = |value: &String| (!value.is_empty()).then(|| value.clone());
        ListPublished {
            ward: set(&self.ward),
            category: set(&self.category),
            state: match self.state.as_str() {
                "open" => PublishedState::Open,
                "closed" => PublishedState::Closed,
                _ => PublishedState::All,
            },
            text: self.words.clone(),
            offset: (self.page - 1) * ON_A_PAGE,
            limit,
        }
    }

    /// The question for a page.
    pub fn page(&self) -> ListPublished {
        self.call(ON_A_PAGE)
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let page = if self.page > 1 {
            self.page.to_string()
        } else {
            String::new()
        };
        vec![
            ("ward", self.ward.clone()),
            ("category", self.category.clone()),
            ("state", self.state.clone()),
            ("q", self.words.clone()),
            ("page", page),
        ]
    }

    /// The same with another value, from the first page on.
    fn with(&self, name: &str, value: &str) -> Vec<(&'static str, String)> {
        let mut query = Self {
            page: 1,
            ..self.clone()
        }
        .query();
        for (known, old) in &mut query {
            if *known == name {
                value.clone_into(old);
            }
        }
        query
    }

    fn is_set(&self) -> bool {
        [&self.ward, &self.category, &self.state, &self.words]
            .iter()
            .any(|value| !value.is_empty())
    }
}

/// Writes the page. `here`: the blobs that the hub has whole.
pub(super) fn page(
    site: &Site,
    filter: &Filter,
    list: &PublishedList,
    here: &HashSet<String>,
) -> String {
    let words = site.words;
    let name = site.town.name.text.clone();
    let title = words.t_with("public-title", &[("name", name.into())]);
    let lead = words.t("public-lead");
    let head = Head {
        title: &title,
        description: &lead,
        picture: None,
        path: "/public",
        query: &filter.query(),
        listed: filter.words.is_empty(),
    };
    site.page(&head, |html| {
        html.tag("div", &[("class", "heading")], |html| {
            html.words("h1", &[], &title);
            html.words("p", &[("class", "lead")], &lead);
        });
        html.tag("div", &[("class", "split list")], |html| {
            html.tag("div", &[], |html| filters(site, html, filter, list));
            html.tag("div", &[], |html| {
                let count = words.t_with("published-count", &[("n", list.total.into())]);
                html.words("p", &[("class", "quiet"), ("role", "status")], &count);
                if list.cases.is_empty() {
                    nothing(site, html, filter);
                } else {
                    html.tag("ol", &[("class", "reports")], |html| {
                        for line in &list.cases {
                            html.tag("li", &[], |html| report(site, html, line, here));
                        }
                    });
                }
                pages(site, html, filter, list.total);
                let feed = site.link("/public/feed.atom", &filter.with("page", ""));
                html.tag("p", &[("class", "quiet")], |html| {
                    html.words("a", &[("href", &feed)], &words.t("public-feed"));
                });
            });
        });
    })
}

fn nothing(site: &Site, html: &mut Html, filter: &Filter) {
    let words = site.words;
    html.tag("section", &[("class", "card")], |html| {
        if filter.is_set() {
            html.words("h2", &[], &words.t("published-none-title"));
            let all = site.link("/public", &[]);
            html.tag("p", &[], |html| {
                html.words("a", &[("href", &all)], &words.t("public-all"));
            });
        } else {
            html.words("h2", &[], &words.t("published-empty-title"));
        }
    });
}

/// One complaint in the list.
fn report(site: &Site, html: &mut Html, line: &PublishedSummary, here: &HashSet<String>) {
    let words = site.words;
    html.tag("article", &[("class", "card report")], |html| {
        html.tag("div", &[("class", "report-words")], |html| {
            html.tag("h2", &[("dir", "auto")], |html| {
                let address = site.link(&format!("/public/{}", line.id.0), &[]);
                html.words("a", &[("href", &address)], &line.title);
            });
            html.tag("div", &[("class", "tags")], |html| {
                site.standing_tag(html, line);
                site.name(html, &site.category(&line.category));
                if let Some(ward) = &line.ward {
                    html.text(FACT_BREAK);
                    site.name(html, &site.ward(ward));
                }
            });
            html.tag("p", &[("class", "quiet")], |html| {
                let closed = site.state(&line.status).is_some_and(|state| state.closed);
                if let Some(due) = line.due.as_deref().filter(|_| !closed) {
                    let date = [("date", site.clock.plain(words, due).into())];
                    let today = site.clock.today().map(|today| today.to_string());
                    html.text(&if today.is_some_and(|today| today.as_str() > due) {
                        words.t_with("due-was", &date)
                    } else {
                        words.t_with("due-by", &date)
                    });
                    html.text(FACT_BREAK);
                }
                let when = site.clock.day_and_time(words, line.changed_at.0);
                html.text(&words.t_with("public-changed", &[("when", when.into())]));
                if line.supports > 0 {
                    html.text(FACT_BREAK);
                    let n = [("n", line.supports.into())];
                    html.text(&words.t_with("published-supports", &n));
                }
            });
        });
        if let Some(blob) = line
            .thumbnail
            .as_ref()
            .filter(|blob| here.contains(&blob.0))
        {
            let path = format!("/public/{}/photo/{}", line.id.0, blob.0);
            let attributes = [
                ("src", path.as_str()),
                ("alt", ""),
                ("width", "92"),
                ("height", "92"),
                ("loading", "lazy"),
            ];
            html.empty("img", &attributes);
        }
    });
}

/// Search, states, wards and categories; each choice is a link that keeps the others.
fn filters(site: &Site, html: &mut Html, filter: &Filter, list: &PublishedList) {
    let words = site.words;
    html.tag(
        "form",
        &[
            ("class", "search"),
            ("role", "search"),
            ("action", "/public"),
        ],
        |html| {
            let (label, search) = (words.t("list-words"), words.t("public-search"));
            let attributes = [
                ("type", "search"),
                ("name", "q"),
                ("value", filter.words.as_str()),
                ("aria-label", &label),
                ("placeholder", &search),
                ("maxlength", "200"),
            ];
            html.empty("input", &attributes);
            let mut kept = filter.with("q", "");
            if site.wish.chosen.is_some() {
                kept.push(("lang", site.words.language.to_owned()));
            }
            for (name, value) in kept.iter().filter(|(_, value)| !value.is_empty()) {
                html.empty(
                    "input",
                    &[("type", "hidden"), ("name", name), ("value", value)],
                );
            }
            html.words("button", &[("class", "button")], &search);
        },
    );
    let label = words.t("public-filters");
    html.tag(
        "nav",
        &[("class", "filters"), ("aria-label", &label)],
        |html| {
            html.tag("ul", &[("class", "states")], |html| {
                let states = [
                    ("", words.t("list-all")),
                    ("open", words.t("list-open")),
                    ("closed", words.t("list-closed")),
                ];
                for (state, word) in states {
                    let address = site.link("/public", &filter.with("state", state));
                    html.tag("li", &[], |html| {
                        choice(html, &address, filter.state == state, |html| {
                            html.text(&word)
                        });
                    });
                }
            });
            let wards: Vec<_> = site
                .town
                .wards
                .iter()
                .map(|ward| (ward.id.as_str(), &ward.name))
                .collect();
            let all = words.t("list-all-wards");
            let given = ("ward", filter.ward.as_str(), all.as_str());
            group(
                site,
                html,
                filter,
                &words.t("public-wards"),
                given,
                &wards,
                &list.wards,
            );
            let categories: Vec<_> = site
                .town
                .categories
                .iter()
                .map(|category| (category.id.as_str(), &category.name))
                .collect();
            let all = words.t("list-all-categories");
            let given = ("category", filter.category.as_str(), all.as_str());
            let title = words.t("public-categories");
            group(
                site,
                html,
                filter,
                &title,
                given,
                &categories,
                &list.categories,
            );
        },
    );
}

/// Wards or categories: those that have something first.
fn group(
    site: &Site,
    html: &mut Html,
    filter: &Filter,
    title: &str,
    (name, chosen, all): (&'static str, &str, &str),
    known: &[(&str, &Text)],
    counts: &[(String, u32, u32)],
) {
    let open = |id: &str| {
        let found = counts.iter().find(|(counted, _, _)| counted == id);
        found.map(|(_, open, closed)| (*open, *closed))
    };
    let mut known: Vec<_> = known.iter().filter(|(id, _)| open(id).is_some()).collect();
    known.sort_by_key(|(id, _)| std::cmp::Reverse(open(id)));
    if known.is_empty() && chosen.is_empty() {
        return;
    }
    let shown = [("open", "")];
    let attributes: &[_] = if chosen.is_empty() { &[] } else { &shown };
    html.tag("details", attributes, |html| {
        html.words("summary", &[], title);
        html.tag("ul", &[("class", "choices")], |html| {
            let address = site.link("/public", &filter.with(name, ""));
            html.tag("li", &[], |html| {
                choice(html, &address, chosen.is_empty(), |html| html.text(all));
            });
            for (id, text) in known {
                let address = site.link("/public", &filter.with(name, id));
                html.tag("li", &[], |html| {
                    choice(html, &address, chosen == *id, |html| {
                        html.tag("span", &[], |html| site.name(html, text));
                        let count = open(id).map_or(0, |(open, _)| open);
                        let words = site.words;
                        let count = words.t_with("public-count-open", &[("n", count.into())]);
                        html.words("span", &[("class", "count")], &count);
                    });
                });
            }
        });
    });
}

fn choice(html: &mut Html, address: &str, is_chosen: bool, inside: impl FnOnce(&mut Html)) {
    let mut attributes = vec![("href", address)];
    if is_chosen {
        attributes.push(("aria-current", "true"));
    }
    html.tag("a", &attributes, inside);
}

/// Links to the pages before and after.
fn pages(site: &Site, html: &mut Html, filter: &Filter, total: u32) {
    let words = site.words;
    let last = total.div_ceil(ON_A_PAGE).clamp(1, LAST_PAGE);
    if last == 1 && filter.page == 1 {
        return;
    }
    let label = words.t("pages-label");
    let turn = |page: u32| {
        let mut query = filter.query();
        query.retain(|(name, _)| *name != "page");
        if page > 1 {
            query.push(("page", page.to_string()));
        }
        site.link("/public", &query)
    };
    html.tag(
        "nav",
        &[("class", "pages"), ("aria-label", &label)],
        |html| {
            if filter.page > 1 {
                let before = turn((filter.page - 1).min(last));
                let attributes = [
                    ("rel", "prev"),
                    ("class", "button small quiet"),
                    ("href", &before),
                ];
                html.words("a", &attributes, &words.t("pages-before"));
            }
            let args = [("n", filter.page.into()), ("of", last.into())];
            html.words("span", &[], &words.t_with("pages-here", &args));
            if filter.page < last {
                let next = turn(filter.page + 1);
                let attributes = [
                    ("rel", "next"),
                    ("class", "button small quiet"),
                    ("href", &next),
                ];
                html.words("a", &attributes, &words.t("pages-next"));
            }
        },
    );
}
