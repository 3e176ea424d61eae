//! The latest published complaints as an Atom feed (RFC 4287).

use super::{dates, html::Html, site::Site};
use durbar_core::api::complaints::PublishedList;

/// Entries of a feed.
pub(super) const ENTRIES: u32 = 50;

/// Writes the feed.
pub(super) fn feed(site: &Site, list: &PublishedList) -> String {
    let words = site.words;
    let name = site.town.name.text.clone();
    let title = words.t_with("public-title", &[("name", name.clone().into())]);
    let origin = &site.wish.origin;
    let own = format!("{origin}/public/feed.atom");
    let page = format!("{origin}/public");
    let latest = list.cases.iter().map(|line| line.changed_at.0).max();
    let mut xml = Html::default();
    let attributes = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", words.language),
    ];
    xml.tag("feed", &attributes, |xml| {
        xml.words("title", &[], &title);
        xml.words("id", &[], &format!("urn:durbar:{}:published", site.town.id));
        xml.words("updated", &[], &dates::exact(latest.unwrap_or_default()));
        xml.empty("link", &[("rel", "self"), ("href", &own)]);
        xml.empty("link", &[("rel", "alternate"), ("href", &page)]);
        xml.tag("author", &[], |xml| xml.words("name", &[], &name));
        for line in &list.cases {
            xml.tag("entry", &[], |xml| {
                xml.words("title", &[], &line.title);
                xml.words("id", &[], &format!("urn:durbar:published:{}", line.id.0));
                xml.words("updated", &[], &dates::exact(line.changed_at.0));
                xml.words("published", &[], &format!("{}T00:00:00Z", line.received));
                let address = format!("{page}/{}", line.id.0);
                xml.empty("link", &[("rel", "alternate"), ("href", &address)]);
                let category = site.category(&line.category).text;
                let attributes = [("term", line.category.as_str()), ("label", &category)];
                xml.empty("category", &attributes);
                let state = site.standing(line);
                let ward = line.ward.as_deref().map(|ward| site.ward(ward).text);
                let summary: Vec<&str> = [Some(state.as_str()), Some(&category), ward.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect();
                xml.words("summary", &[], &summary.join(" · "));
            });
        }
    });
    xml.finish("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
}
