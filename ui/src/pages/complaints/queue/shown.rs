//! What of the queue is shown. It stands in the address, so that Back brings it again and a
//! colleague can be sent the same view.

use durbar_api::complaints::{QueueFilter, QueuePart};
use leptos_router::params::ParamsMap;

/// The parts in the order in which they are offered, with their names in an address.
pub(super) const PARTS: [(QueuePart, &str); 9] = [
    (QueuePart::Open, "open"),
    (QueuePart::Mine, "mine"),
    (QueuePart::Unassigned, "unassigned"),
    (QueuePart::New, "new"),
    (QueuePart::Overdue, "overdue"),
    (QueuePart::Escalated, "escalated"),
    (QueuePart::Waiting, "waiting"),
    (QueuePart::Unconfirmed, "unconfirmed"),
    (QueuePart::Closed, "closed"),
];

/// The name of a part in an address.
pub(super) fn part_name(part: QueuePart) -> &'static str {
    PARTS
        .into_iter()
        .find(|(other, _)| *other == part)
        .map_or("open", |(_, name)| name)
}

/// The filter that an address asks for; what it does not know, it leaves out.
pub(super) fn filter_of(query: &ParamsMap) -> QueueFilter {
    let value = |name: &str| query.get(name).filter(|value| !value.is_empty());
    let part = value("part").and_then(|wanted| {
        PARTS
            .into_iter()
            .find(|(_, name)| *name == wanted)
            .map(|(part, _)| part)
    });
    QueueFilter {
        part: part.unwrap_or_default(),
        ward: value("ward"),
        category: value("category"),
        department: value("department"),
        text: value("q").unwrap_or_default(),
    }
}

/// The address of a case beside the queue, or of the queue alone, under a filter.
pub(in crate::pages::complaints) fn address(case: Option<&str>, filter: &QueueFilter) -> String {
    let mut parts = Vec::new();
    if filter.part != QueuePart::Open {
        parts.push(("part", part_name(filter.part)));
    }
    for (name, value) in [
        ("ward", &filter.ward),
        ("category", &filter.category),
        ("department", &filter.department),
    ] {
        parts.extend(value.as_deref().map(|value| (name, value)));
    }
    if !filter.text.trim().is_empty() {
        parts.push(("q", filter.text.as_str()));
    }
    let mut address = String::from("/queue");
    if let Some(case) = case {
        address.push('/');
        address.push_str(case);
    }
    for (index, (name, value)) in parts.into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&escaped(value));
    }
    address
}

/// A value as it may stand in an address.
pub(in crate::pages::complaints) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_queue_has_the_plain_address() {
        assert_eq!(address(None, &QueueFilter::default()), "/queue");
        assert_eq!(address(Some("ab"), &QueueFilter::default()), "/queue/ab");
    }

    #[test]
    fn every_filter_stands_in_the_address_whatever_was_typed() {
        let filter = QueueFilter {
            part: QueuePart::Overdue,
            ward: Some("kojokrom".into()),
            category: None,
            department: Some("works".into()),
            text: "a&b é".into(),
        };
        assert_eq!(
            address(Some("ab"), &filter),
            "/queue/ab?part=overdue&ward=kojokrom&department=works&q=a%26b%20%C3%A9"
        );
    }

    #[test]
    fn every_part_has_a_name_of_its_own() {
        let mut names: Vec<_> = PARTS.into_iter().map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PARTS.len());
        for (part, name) in PARTS {
            assert_eq!(part_name(part), name);
        }
    }
}
