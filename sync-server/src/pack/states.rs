//! The states of a complaint and the ways between them: nobody's case may get stuck.

use super::fields::{Fields, Spot, check_unique, word};
use super::sheet::Sheet;
use super::value::Value;
use super::{roles, texts, words};
use durbar_core::api::packs::StateRole;
use durbar_core::pack::{State, Texts, Transition};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use std::collections::BTreeSet;

const TONES: [&str; 5] = ["neutral", "progress", "question", "good", "bad"];

/// A state as far as the ways between states need it.
pub(super) struct Node {
    pub(super) id: Spot,
    pub(super) closed: bool,
    pub(super) role: Option<(Spot, StateRole)>,
}

/// A way with the places of its ends.
pub(super) struct Way {
    pub(super) from: Vec<Spot>,
    pub(super) to: Spot,
}

/// Reads states and transitions and checks that every case can begin, go on and end.
pub(super) fn read(
    fields: &mut Fields<'_>,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> (Vec<State>, Vec<Transition>) {
    let before = sheet.count();
    let (states, nodes, whole) = states(fields, languages, sheet);
    let ids: Vec<&str> = nodes.iter().map(|node| node.id.text.as_str()).collect();
    let (transitions, ways) = transitions(fields, languages, whole.then_some(&ids), sheet);
    if sheet.count() == before {
        roles::check(&nodes, &ways, sheet);
    }
    if sheet.count() == before {
        check_ways(&nodes, &ways, sheet);
    }
    (states, transitions)
}

fn states(
    fields: &mut Fields<'_>,
    languages: Option<&[String]>,
    sheet: &mut Sheet,
) -> (Vec<State>, Vec<Node>, bool) {
    let before = sheet.count();
    let (mut states, mut nodes, mut whole) = (Vec::new(), Vec::new(), true);
    let groups = fields.groups("state", sheet);
    if groups.is_empty() {
        whole = false;
        if sheet.count() == before {
            sheet.refuse(
                0,
                "a complaint needs states: begin the first one with [[state]]",
            );
        }
    }
    for group in groups {
        let Some(mut fields) = Fields::of(group, "a state", sheet) else {
            continue;
        };
        let id = fields.id(sheet);
        let label = texts::need(&mut fields, "label", texts::SHORT, languages, sheet);
        let tone = fields.choice("tone", &TONES, sheet).and_then(|tone| {
            Deserialize::deserialize(StrDeserializer::<Error>::new(&tone.text)).ok()
        });
        let closed = fields.flag("closed", sheet);
        let role = roles::read(&mut fields, sheet);
        fields.finish(sheet);
        let Some(id) = id else {
            whole = false;
            continue;
        };
        if let (Some(label), Some(tone)) = (label, tone) {
            states.push(State {
                id: id.text.clone(),
                label,
                tone,
                closed,
                role: role.as_ref().map(|(_, role)| *role),
            });
        }
        nodes.push(Node { id, closed, role });
    }
    let ids: Vec<Spot> = nodes.iter().map(|node| node.id.clone()).collect();
    check_unique(&ids, "state", sheet);
    (states, nodes, whole)
}

fn transitions(
    fields: &mut Fields<'_>,
    languages: Option<&[String]>,
    states: Option<&Vec<&str>>,
    sheet: &mut Sheet,
) -> (Vec<Transition>, Vec<Way>) {
    let (mut transitions, mut ways) = (Vec::new(), Vec::new());
    for group in fields.groups("transition", sheet) {
        let Some(mut fields) = Fields::of(group, "a transition", sheet) else {
            continue;
        };
        let from = from(&mut fields, sheet);
        let to = fields.word("to", "to = \"fixed\"", sheet);
        let label: Option<Texts> =
            texts::need(&mut fields, "label", texts::SHORT, languages, sheet);
        let reason = fields.flag("reason", sheet);
        fields.finish(sheet);
        if let Some(known) = states {
            for end in from.iter().flatten().chain(&to) {
                if !known.contains(&end.text.as_str()) {
                    let (text, hint) = (&end.text, words::suggest(&end.text, known));
                    sheet.refuse(end.at, format!("there is no state \"{text}\".{hint}"));
                }
            }
        }
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        check_ends(&from, &to, &ways, sheet);
        if let Some(label) = label {
            let from = from.iter().map(|spot| spot.text.clone()).collect();
            transitions.push(Transition {
                from,
                to: to.text.clone(),
                label,
                reason,
            });
        }
        ways.push(Way { from, to });
    }
    (transitions, ways)
}

fn from(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Option<Vec<Spot>> {
    let example = "from = [\"new\", \"acknowledged\"]";
    let entry = fields.need("from", example, sheet)?;
    match &entry.value.value {
        Value::List(items) if !items.is_empty() => items
            .iter()
            .map(|item| word(item, "from", example, sheet))
            .collect(),
        _ => {
            let message =
                format!("\"from\" must be a list of states. Write, for example: {example}");
            sheet.refuse(entry.value.at, message);
            None
        }
    }
}

/// A way to where one is, or the same way twice, is a slip of the pen.
fn check_ends(from: &[Spot], to: &Spot, ways: &[Way], sheet: &mut Sheet) {
    for (index, start) in from.iter().enumerate() {
        if start.text == to.text {
            let message = format!(
                "this leads from \"{0}\" to \"{0}\": remove it here",
                to.text
            );
            sheet.refuse(start.at, message);
        }
        if from[..index].contains_text(&start.text) {
            let message = format!(
                "\"{}\" is written twice here: remove one of them",
                start.text
            );
            sheet.refuse(start.at, message);
        }
        let earlier = ways
            .iter()
            .find(|way| way.to.text == to.text && way.from.contains_text(&start.text));
        if let Some(earlier) = earlier {
            let line = sheet.line(earlier.to.at);
            let message = format!(
                "the way from \"{}\" to \"{}\" is there already, in line {line}: remove one",
                start.text, to.text
            );
            sheet.refuse(start.at, message);
        }
    }
}

trait ContainsText {
    fn contains_text(&self, text: &str) -> bool;
}

impl ContainsText for [Spot] {
    fn contains_text(&self, text: &str) -> bool {
        self.iter().any(|spot| spot.text == text)
    }
}

/// Each case begins open, can reach every state, and can end from wherever it is.
fn check_ways(nodes: &[Node], ways: &[Way], sheet: &mut Sheet) {
    let Some(first) = nodes.first() else { return };
    if first.closed {
        let message = format!(
            "a new complaint gets the first state, \"{}\", so that one cannot be closed: \
             put an open state first",
            first.id.text
        );
        sheet.refuse(first.id.at, message);
    }
    let apps_own = roles::ways(nodes);
    let reached = spread(
        BTreeSet::from([first.id.text.as_str()]),
        |known, way| {
            let on = way
                .from
                .iter()
                .any(|spot| known.contains(spot.text.as_str()));
            if on {
                vec![way.to.text.as_str()]
            } else {
                Vec::new()
            }
        },
        ways.iter().chain(&apps_own),
    );
    // The office must be able to end it, not the citizen alone.
    let closed = nodes
        .iter()
        .filter(|node| node.closed && !roles::is_apps_own(node))
        .map(|node| node.id.text.as_str());
    let ending = spread(
        closed.collect(),
        |known, way| {
            let ends = known.contains(way.to.text.as_str());
            if ends {
                way.from.iter().map(|spot| spot.text.as_str()).collect()
            } else {
                Vec::new()
            }
        },
        ways.iter(),
    );
    for node in nodes {
        let id = node.id.text.as_str();
        if !reached.contains(id) {
            let message = format!(
                "no complaint can get to the state \"{id}\": add a transition to it, or remove it"
            );
            sheet.refuse(node.id.at, message);
        }
        if node.closed || ending.contains(id) {
            continue;
        }
        let goes_on = ways.iter().any(|way| way.from.contains_text(id));
        let message = if goes_on {
            format!(
                "from the state \"{id}\" no way leads to an end: add a transition to a closed state"
            )
        } else {
            format!(
                "a complaint in the state \"{id}\" has no way on: add a transition from it, \
                 or closed = true if it ends there"
            )
        };
        sheet.refuse(node.id.at, message);
    }
}

/// Adds states by the ways until nothing is added any more.
fn spread<'s>(
    mut known: BTreeSet<&'s str>,
    step: impl Fn(&BTreeSet<&'s str>, &'s Way) -> Vec<&'s str>,
    ways: impl Iterator<Item = &'s Way> + Clone,
) -> BTreeSet<&'s str> {
    loop {
        let before = known.len();
        for way in ways.clone() {
            let more = step(&known, way);
            known.extend(more);
        }
        if known.len() == before {
            return known;
        }
    }
}
