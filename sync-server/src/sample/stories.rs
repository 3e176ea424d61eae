//! What happened in each sample case.

use super::picture::Scene;

/// A case from its filing on.
pub(super) struct Story {
    pub category: &'static str,
    pub department: &'static str,
    pub officer: &'static str,
    pub text: &'static str,
    pub landmark: &'static str,
    /// Degrees north and east.
    pub place: (f64, f64),
    pub photos: u8,
    pub scene: Scene,
    pub hours_ago: u32,
    /// Hours after the last thing, and what then.
    pub acts: &'static [(u32, Act)],
}

/// Something that happens in a case.
pub(super) enum Act {
    Opened,
    Office(&'static str),
    Citizen(&'static str),
    Status(&'static str, &'static str),
    /// A summary for everybody, with the photos: a line, and what it is about.
    Publish(&'static str, &'static str),
}

pub(super) const STORIES: &[Story] = &[
    Story {
        category: "drains",
        department: "works",
        officer: "Esi Mensah",
        text: "Blocked culvert floods the school path. Since Sunday the culvert by the school is \
               full of sand. Children walk on the road.",
        landmark: "Kojokrom M/A School, behind the canteen",
        place: (4.9676, -1.7175),
        photos: 2,
        scene: Scene::Drain,
        hours_ago: 50,
        acts: &[
            (3, Act::Status("acknowledged", "")),
            (
                18,
                Act::Office(
                    "A crew will clear it on Monday. Is the path passable for children now?",
                ),
            ),
            (4, Act::Citizen("No, they walk on the road.")),
            (
                2,
                Act::Status("in-progress", "The crew is booked for Monday, first thing."),
            ),
            (
                1,
                Act::Publish(
                    "Blocked culvert floods the school path at Kojokrom",
                    "The culvert by the school is full of sand, and children walk on the road. \
                     A crew clears it on Monday. (This is a sample.)",
                ),
            ),
        ],
    },
    Story {
        category: "roads",
        department: "works",
        officer: "Esi Mensah",
        text: "Manhole cover missing at Market Circle. Two people have stumbled already, and it \
               is not lit at night.",
        landmark: "Market Circle, by the bank",
        place: (4.8975, -1.7580),
        photos: 1,
        scene: Scene::Road,
        hours_ago: 26 * 24,
        acts: &[
            (6, Act::Opened),
            (2, Act::Status("acknowledged", "")),
            (
                1,
                Act::Publish(
                    "Manhole cover missing at Market Circle",
                    "The place is marked off until the new cover is here. (This is a sample.)",
                ),
            ),
        ],
    },
    Story {
        category: "street-lights",
        department: "works",
        officer: "Esi Mensah",
        text: "No street light at the lorry station. The last four poles are dark, traders pack \
               up in the dark.",
        landmark: "Kojokrom lorry station",
        place: (4.9660, -1.7200),
        photos: 1,
        scene: Scene::Night,
        hours_ago: 76,
        acts: &[
            (5, Act::Status("acknowledged", "")),
            (
                1,
                Act::Status(
                    "waiting",
                    "Which poles are they? There is a number painted on each.",
                ),
            ),
        ],
    },
    Story {
        category: "drains",
        department: "works",
        officer: "Esi Mensah",
        text: "Gutter broken by water works. The slab was left open after the pipe was mended.",
        landmark: "Effia, opposite the clinic",
        place: (4.9230, -1.7790),
        photos: 1,
        scene: Scene::Drain,
        hours_ago: 100,
        acts: &[
            (8, Act::Status("acknowledged", "")),
            (20, Act::Status("in-progress", "")),
            (
                40,
                Act::Status(
                    "fixed",
                    "The slab is back in place. Please tell us if it moves.",
                ),
            ),
            (
                1,
                Act::Publish(
                    "Gutter slab left open at Effia",
                    "The slab was left open after a pipe was mended. It is back in place. \
                     (This is a sample.)",
                ),
            ),
        ],
    },
    Story {
        category: "roads",
        department: "works",
        officer: "Esi Mensah",
        text: "Pothole in front of Fijai school. Taxis swerve to the side where pupils stand.",
        landmark: "Fijai Senior High, main gate",
        place: (4.9430, -1.7340),
        photos: 1,
        scene: Scene::Road,
        hours_ago: 5,
        acts: &[],
    },
    Story {
        category: "trees",
        department: "works",
        officer: "Esi Mensah",
        text: "A tree leans on the power line. With the next storm it will fall on the road.",
        landmark: "Ketan road, past the filling station",
        place: (4.9560, -1.7420),
        photos: 1,
        scene: Scene::Tree,
        hours_ago: 2,
        acts: &[],
    },
    Story {
        category: "water",
        department: "works",
        officer: "Esi Mensah",
        text: "The standpipe runs day and night and nobody can close it.",
        landmark: "New Takoradi, by the landing beach",
        place: (4.9040, -1.7475),
        photos: 0,
        scene: Scene::Drain,
        hours_ago: 30,
        acts: &[(2, Act::Opened)],
    },
    Story {
        category: "waste",
        department: "waste",
        officer: "Kofi Arthur",
        text: "Waste not collected for three weeks at Anaji. The container is full and goats \
               spread it on the road.",
        landmark: "Anaji estate junction",
        place: (4.9180, -1.7880),
        photos: 2,
        scene: Scene::Waste,
        hours_ago: 54,
        acts: &[
            (4, Act::Status("acknowledged", "")),
            (
                10,
                Act::Status("in-progress", "The lorry comes on Thursday morning."),
            ),
            (
                1,
                Act::Publish(
                    "Waste not collected at Anaji",
                    "The container is full. The lorry comes on Thursday morning. \
                     (This is a sample.)",
                ),
            ),
        ],
    },
    Story {
        category: "noise",
        department: "environmental-health",
        officer: "Abena Quaicoe",
        text: "Loudspeakers until two in the morning, five nights a week.",
        landmark: "Effiakuma, near the park",
        place: (4.9290, -1.7640),
        photos: 0,
        scene: Scene::Night,
        hours_ago: 20,
        acts: &[
            (3, Act::Opened),
            (
                1,
                Act::Office("We will visit the place this week, at night."),
            ),
        ],
    },
];
