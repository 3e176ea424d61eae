//! Which wards' names stand on the map: those that fit, and none over another.

use durbar_api::packs::Ward;

use super::view_port::ViewPort;
use crate::components::projection::Projection;

/// Width of a letter in parts of its height, on the average.
const LETTER: f64 = 0.6;

/// A ward's name and where it would stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
    /// Width of the ward.
    room: f64,
}

impl Label {
    /// `None` for a ward without an area.
    pub(super) fn of(projection: &Projection, ward: &Ward) -> Option<Self> {
        let (x, y) = projection.label(ward)?;
        Some(Self {
            name: ward.name.text.clone(),
            x,
            y,
            room: projection.ward(ward)?.width,
        })
    }

    fn width(&self, size: f64) -> f64 {
        self.name.chars().count() as f64 * size * LETTER
    }

    fn covers(&self, other: &Self, size: f64) -> bool {
        let apart = (self.width(size) + other.width(size)) / 2.0 + size * 0.4;
        (self.x - other.x).abs() < apart && (self.y - other.y).abs() < size * 1.2
    }
}

/// The names that can be read whole when letters are so high and this part is seen; the wards with
/// most room come first.
pub(super) fn that_fit<'a>(labels: &'a [Label], size: f64, seen: &ViewPort) -> Vec<&'a Label> {
    let whole = |label: &Label| {
        let (half, height) = (label.width(size) / 2.0, size / 2.0);
        seen.shows((label.x - half, label.y - height))
            && seen.shows((label.x + half, label.y + height))
    };
    let mut wanted: Vec<&Label> = labels
        .iter()
        .filter(|label| whole(label))
        // A name may be a little wider than its ward, but not lie across the next one.
        .filter(|label| label.width(size) < label.room * 1.15)
        .collect();
    wanted.sort_by(|one, other| other.room.total_cmp(&one.room));
    let mut shown: Vec<&Label> = Vec::new();
    for label in wanted {
        if !shown.iter().any(|other| other.covers(label, size)) {
            shown.push(label);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str, x: f64, room: f64) -> Label {
        Label {
            name: name.into(),
            x,
            y: 0.0,
            room,
        }
    }

    fn names(labels: &[Label], size: f64) -> Vec<String> {
        let seen = ViewPort::between((-100.0, -100.0), (100.0, 100.0));
        that_fit(labels, size, &seen)
            .into_iter()
            .map(|label| label.name.clone())
            .collect()
    }

    #[test]
    fn no_name_lies_over_another_and_the_larger_ward_keeps_its_own() {
        let labels = [label("Ketan", 0.0, 60.0), label("Essikado", 40.0, 90.0)];
        assert_eq!(names(&labels, 12.0), ["Essikado"]);
    }

    #[test]
    fn closer_by_there_is_room_for_all() {
        let labels = [label("Ketan", 0.0, 60.0), label("Essikado", 40.0, 90.0)];
        assert_eq!(names(&labels, 4.0).len(), 2);
    }

    #[test]
    fn a_name_that_the_edge_would_cut_waits() {
        assert_eq!(names(&[label("Ketan", 90.0, 60.0)], 4.0), ["Ketan"]);
        assert!(names(&[label("Ketan", 97.0, 60.0)], 4.0).is_empty());
    }

    #[test]
    fn a_name_that_is_too_long_for_its_ward_waits() {
        assert!(names(&[label("New Takoradi", 0.0, 30.0)], 12.0).is_empty());
    }
}
