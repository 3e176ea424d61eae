//! States that mean something to the app itself: each stands there once, open or closed as its
//! meaning asks.

use super::fields::{Fields, Spot};
use super::sheet::Sheet;
use super::states::{Node, Way};
use durbar_core::api::packs::StateRole;

/// A role as packs write it.
struct Kind {
    role: StateRole,
    name: &'static str,
    closed: bool,
    /// When a complaint is in a state of this role.
    meaning: &'static str,
}

const KINDS: [Kind; 5] = [
    Kind {
        role: StateRole::Waiting,
        name: "waiting",
        closed: false,
        meaning: "in which the office waits for the citizen and the clock stands",
    },
    Kind {
        role: StateRole::Fixed,
        name: "fixed",
        closed: true,
        meaning: "in which the citizen is asked to confirm",
    },
    Kind {
        role: StateRole::Reopened,
        name: "reopened",
        closed: false,
        meaning: "that a complaint gets when the citizen opens it again",
    },
    Kind {
        role: StateRole::Withdrawn,
        name: "withdrawn",
        closed: true,
        meaning: "that a complaint gets when the citizen takes it back",
    },
    Kind {
        role: StateRole::Duplicate,
        name: "duplicate",
        closed: true,
        meaning: "that a complaint gets when another one is about the same thing",
    },
];

/// The role of a state, if it has one.
pub(super) fn read(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Option<(Spot, StateRole)> {
    let names = KINDS.each_ref().map(|kind| kind.name);
    let spot = fields.maybe_choice("role", &names, sheet)?;
    let kind = KINDS.iter().find(|kind| kind.name == spot.text)?;
    Some((spot, kind.role))
}

/// Notes roles that are missing, given twice, or on a state that is open or closed against their
/// meaning.
pub(super) fn check(nodes: &[Node], ways: &[Way], sheet: &mut Sheet) {
    let first = nodes.first().map_or(0, |node| node.id.at);
    for kind in &KINDS {
        let mut holders = nodes.iter().filter_map(|node| match &node.role {
            Some((spot, role)) if *role == kind.role => Some((node, spot)),
            _ => None,
        });
        let name = kind.name;
        let Some((node, spot)) = holders.next() else {
            let message = format!(
                "a state {} is missing: add role = \"{name}\" to it",
                kind.meaning
            );
            sheet.refuse(first, message);
            continue;
        };
        for (_, again) in holders {
            let line = sheet.line(spot.at);
            let message =
                format!("the role \"{name}\" is given already, in line {line}: one state has it");
            sheet.refuse(again.at, message);
        }
        if node.closed != kind.closed {
            let (is, must) = if kind.closed {
                ("open", "add closed = true")
            } else {
                ("closed", "remove closed = true")
            };
            let message = format!(
                "the role \"{name}\" is for the state {}, and this one is {is}: {must}",
                kind.meaning
            );
            sheet.refuse(spot.at, message);
        }
    }
    for way in ways {
        let own = nodes
            .iter()
            .find(|node| node.id.text == way.to.text && is_apps_own(node));
        if let Some((spot, _)) = own.and_then(|node| node.role.as_ref()) {
            let message = format!(
                "\"{}\" has the role \"{}\": the app itself sets it, with what belongs to it. \
                 Remove this transition",
                way.to.text, spot.text
            );
            sheet.refuse(way.to.at, message);
        }
    }
}

/// Whether nobody sets the state by a transition: a citizen takes back, an officer merges.
pub(super) fn is_apps_own(node: &Node) -> bool {
    let role = node.role.as_ref().map(|(_, role)| *role);
    matches!(role, Some(StateRole::Withdrawn | StateRole::Duplicate))
}

/// The ways that the app itself offers, beside the pack's.
pub(super) fn ways(nodes: &[Node]) -> Vec<Way> {
    let those = |closed: bool| -> Vec<Spot> {
        nodes
            .iter()
            .filter(|node| node.closed == closed && !is_apps_own(node))
            .map(|node| node.id.clone())
            .collect()
    };
    nodes
        .iter()
        .filter_map(|node| {
            let (_, role) = node.role.as_ref()?;
            let from = match role {
                StateRole::Fixed => return None,
                StateRole::Reopened => those(true),
                StateRole::Waiting | StateRole::Withdrawn | StateRole::Duplicate => those(false),
            };
            let from = from
                .into_iter()
                .filter(|spot| spot.text != node.id.text)
                .collect();
            Some(Way {
                from,
                to: node.id.clone(),
            })
        })
        .collect()
}
