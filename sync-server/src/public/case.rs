//! The page of one published complaint.

use super::{
    dates, due,
    html::{FACT_BREAK, Html},
    map,
    site::{Head, Site},
};
use durbar_core::api::complaints::{Photo, PublishedCase};
use std::collections::HashSet;

/// Longest description for search engines and previews, in characters.
const MOST_DESCRIPTION: usize = 200;

/// Writes the page. `here`: the blobs that the hub has whole.
pub(super) fn page(site: &Site, case: &PublishedCase, here: &HashSet<String>) -> String {
    let photos: Vec<Shown> = case
        .photos
        .iter()
        .filter_map(|photo| Shown::of(&case.summary.id.0, photo, here))
        .collect();
    let description = description(site, case);
    let head = Head {
        title: &case.summary.title,
        description: &description,
        picture: photos.first().map(|photo| photo.path.as_str()),
        path: &case.web_path,
        query: &[],
        listed: true,
    };
    site.page(&head, |html| {
        html.tag("article", &[("class", "split case")], |html| {
            html.tag("div", &[], |html| main(site, html, case, &photos));
            html.tag("div", &[], |html| beside(site, html, case));
        });
    })
}

/// A photo or, while it has not come, its thumbnail.
struct Shown {
    path: String,
    width: String,
    height: String,
}

impl Shown {
    fn of(lane: &str, photo: &Photo, here: &HashSet<String>) -> Option<Self> {
        let blob = [&photo.blob, &photo.thumbnail]
            .into_iter()
            .find(|blob| here.contains(&blob.0))?;
        Some(Self {
            path: format!("/public/{lane}/photo/{}", blob.0),
            width: photo.width.to_string(),
            height: photo.height.to_string(),
        })
    }
}

/// What a preview says: the state, then the first words.
fn description(site: &Site, case: &PublishedCase) -> String {
    let mut text = match site.state(&case.summary.status) {
        Some(_) => format!("{}. ", site.standing(&case.summary)),
        None => String::new(),
    };
    text.extend(case.text.split_whitespace().flat_map(|word| [word, " "]));
    let mut short: String = text.chars().take(MOST_DESCRIPTION).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.trim_end().to_owned()
}

fn main(site: &Site, html: &mut Html, case: &PublishedCase, photos: &[Shown]) {
    let words = site.words;
    let line = &case.summary;
    html.words("h1", &[("dir", "auto")], &line.title);
    html.tag("div", &[("class", "tags")], |html| {
        site.standing_tag(html, line);
        if line.confirmed {
            let confirmed = words.t("published-confirmed");
            html.words("span", &[("class", "tag tone-good")], &confirmed);
        }
        if line.supports > 0 {
            let supports = words.t_with("published-supports", &[("n", line.supports.into())]);
            html.words("span", &[], &supports);
        }
        let when = site.clock.day_and_time(words, line.changed_at.0);
        let changed = words.t_with("public-changed", &[("when", when.into())]);
        let exact = dates::exact(line.changed_at.0);
        html.words("time", &[("datetime", &exact)], &changed);
    });
    if !photos.is_empty() {
        let class = if photos.len() > 1 {
            "photos several"
        } else {
            "photos"
        };
        html.tag("ul", &[("class", class)], |html| {
            for (n, photo) in (1..).zip(photos) {
                let args = [("n", n.into()), ("of", photos.len().into())];
                let alternative = words.t_with("public-photo", &args);
                let attributes = [
                    ("src", photo.path.as_str()),
                    ("alt", &alternative),
                    ("width", &photo.width),
                    ("height", &photo.height),
                    ("loading", if n == 1 { "eager" } else { "lazy" }),
                ];
                html.tag("li", &[], |html| html.empty("img", &attributes));
            }
        });
    }
    if !case.text.trim().is_empty() {
        html.words("p", &[("class", "written"), ("dir", "auto")], &case.text);
    }
    html.tag("section", &[], |html| {
        html.words("h2", &[], &words.t("timeline-title"));
        steps(site, html, case);
    });
}

/// What happened, from the day it was received on.
fn steps(site: &Site, html: &mut Html, case: &PublishedCase) {
    let words = site.words;
    html.tag("ol", &[("class", "story")], |html| {
        html.tag("li", &[], |html| {
            let received = words.t("public-received");
            html.words("span", &[("class", "tag tone-neutral")], &received);
            let day = dates::long(words, &case.summary.received);
            html.tag("span", &[("class", "who")], |html| {
                html.words("time", &[("datetime", &case.summary.received)], &day);
            });
        });
        for step in &case.steps {
            html.tag("li", &[], |html| {
                site.tag(html, &step.status);
                if !step.note.trim().is_empty() {
                    html.words("p", &[("class", "written"), ("dir", "auto")], &step.note);
                }
                html.tag("span", &[("class", "who")], |html| {
                    if step.department.is_empty() {
                        html.text(&words.t("author-citizen"));
                    } else {
                        site.name(html, &site.department(&step.department));
                    }
                    html.text(FACT_BREAK);
                    let when = site.clock.day_and_time(words, step.at.0);
                    let exact = dates::exact(step.at.0);
                    html.words("time", &[("datetime", &exact)], &when);
                });
            });
        }
    });
    if case.steps.is_empty() {
        html.words("p", &[("class", "quiet")], &words.t("public-steps-none"));
    }
}

fn beside(site: &Site, html: &mut Html, case: &PublishedCase) {
    let words = site.words;
    let line = &case.summary;
    if let Some(count) = &case.due {
        let closed = site.state(&line.status).is_some_and(|state| state.closed);
        due::card(site, html, count, closed);
    }
    html.tag("section", &[("class", "card")], |html| {
        let row = |html: &mut Html, name: String, value: &mut dyn FnMut(&mut Html)| {
            html.tag("div", &[], |html| {
                html.words("dt", &[], &name);
                html.tag("dd", &[], |html| value(html));
            });
        };
        html.tag("dl", &[("class", "facts")], |html| {
            row(html, words.t("fact-reference"), &mut |html| {
                html.words("code", &[], &line.reference);
            });
            row(html, words.t("fact-category"), &mut |html| {
                let filter = [("category", line.category.clone())];
                html.tag("a", &[("href", &site.link("/public", &filter))], |html| {
                    site.name(html, &site.category(&line.category));
                });
            });
            if let Some(ward) = &line.ward {
                row(html, words.t("fact-ward"), &mut |html| {
                    let filter = [("ward", ward.clone())];
                    html.tag("a", &[("href", &site.link("/public", &filter))], |html| {
                        site.name(html, &site.ward(ward));
                    });
                });
            }
            if !case.landmark.trim().is_empty() {
                row(html, words.t("fact-landmark"), &mut |html| {
                    html.words("span", &[("dir", "auto")], &case.landmark);
                });
            }
            row(html, words.t("fact-department"), &mut |html| {
                site.name(html, &site.department(&line.department));
            });
        });
        map::draw(site, html, line);
        if line.position.is_some() {
            html.words("p", &[("class", "quiet")], &words.t("published-place"));
        }
    });
    html.tag("section", &[("class", "card")], |html| {
        let app = format!("/published/{}", line.id.0);
        let button = [("class", "button"), ("href", app.as_str())];
        html.words("a", &button, &words.t("public-open"));
        html.words("p", &[("class", "quiet")], &words.t("public-open-text"));
    });
}
