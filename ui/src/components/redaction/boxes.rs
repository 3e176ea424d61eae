//! The boxes while they are drawn, in parts of the picture: pure, so that it can be tested.

use durbar_api::complaints::{MAX_REGIONS, Region};

/// A box that is smaller hides nothing and was not meant.
const LEAST: f32 = 0.015;

/// Boxes and which one is held.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Boxes {
    all: Vec<(u32, Region)>,
    next: u32,
    selected: Option<u32>,
}

/// What a finger does that touches the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Grip {
    /// Draws a new box from here.
    Draw { id: u32, from: (f32, f32) },
    /// Moves a box; where in it the finger is.
    Move { id: u32, offset: (f32, f32) },
    /// Pulls the lower right corner; how far from it the finger is.
    Size { id: u32, offset: (f32, f32) },
}

impl Boxes {
    pub(super) fn new(regions: Vec<Region>) -> Self {
        let mut boxes = Self::default();
        for region in regions {
            boxes.push(region);
        }
        boxes.selected = None;
        boxes
    }

    pub(super) fn regions(&self) -> Vec<Region> {
        self.all.iter().map(|(_, region)| *region).collect()
    }

    pub(super) fn ids(&self) -> Vec<u32> {
        self.all.iter().map(|(id, _)| *id).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn selected(&self) -> Option<u32> {
        self.selected
    }

    /// Its place in the row, from 1.
    pub(super) fn number(&self, id: u32) -> usize {
        self.all
            .iter()
            .position(|(other, _)| *other == id)
            .map_or(0, |index| index + 1)
    }

    pub(super) fn region(&self, id: u32) -> Option<Region> {
        self.all
            .iter()
            .find(|(other, _)| *other == id)
            .map(|(_, region)| *region)
    }

    pub(super) fn select(&mut self, id: u32) {
        if self.region(id).is_some() {
            self.selected = Some(id);
        }
    }

    fn push(&mut self, region: Region) -> u32 {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        self.all.push((id, region));
        self.selected = Some(id);
        id
    }

    /// For who cannot draw: a box to be moved with keys. `None` when there are enough.
    pub(super) fn add_in_the_middle(&mut self) -> Option<u32> {
        (self.len() < MAX_REGIONS).then(|| {
            self.push(Region {
                x: 0.4,
                y: 0.4,
                width: 0.2,
                height: 0.2,
            })
        })
    }

    /// Takes the selected box away, or the last one.
    pub(super) fn remove_selected(&mut self) {
        let id = self.selected.or(self.all.last().map(|(id, _)| *id));
        self.all.retain(|(other, _)| Some(*other) != id);
        self.selected = self.all.last().map(|(id, _)| *id);
    }

    pub(super) fn move_selected(&mut self, x: f32, y: f32) {
        self.change_selected(|region| {
            region.x += x;
            region.y += y;
        });
    }

    pub(super) fn resize_selected(&mut self, x: f32, y: f32) {
        self.change_selected(|region| {
            region.width = (region.width + x).clamp(LEAST, 1.0 - region.x);
            region.height = (region.height + y).clamp(LEAST, 1.0 - region.y);
        });
    }

    fn change_selected(&mut self, change: impl FnOnce(&mut Region)) {
        let selected = self.selected;
        if let Some((_, region)) = self.all.iter_mut().find(|(id, _)| Some(*id) == selected) {
            change(region);
            *region = within(*region);
        }
    }

    /// What a touch takes hold of: the corner of the selected box, a box, or a new one.
    pub(super) fn grab(&mut self, point: (f32, f32), tip: (f32, f32)) -> Option<Grip> {
        if let Some(id) = self.selected
            && let Some(region) = self.region(id)
        {
            let corner = (region.x + region.width, region.y + region.height);
            let offset = (corner.0 - point.0, corner.1 - point.1);
            if offset.0.abs() <= tip.0 && offset.1.abs() <= tip.1 {
                return Some(Grip::Size { id, offset });
            }
        }
        let touched = self.all.iter().rev().find(|(_, region)| {
            (region.x..=region.x + region.width).contains(&point.0)
                && (region.y..=region.y + region.height).contains(&point.1)
        });
        if let Some((id, region)) = touched {
            let (id, offset) = (*id, (point.0 - region.x, point.1 - region.y));
            self.selected = Some(id);
            return Some(Grip::Move { id, offset });
        }
        if self.len() >= MAX_REGIONS {
            return None;
        }
        let from = (point.0.clamp(0.0, 1.0), point.1.clamp(0.0, 1.0));
        let id = self.push(between(from, from));
        Some(Grip::Draw { id, from })
    }

    /// Follows the finger.
    pub(super) fn drag(&mut self, grip: &Grip, point: (f32, f32)) {
        let (id, region) = match grip {
            Grip::Draw { id, from } => (*id, Some(between(*from, point))),
            Grip::Move { id, offset } => {
                let moved = self.region(*id).map(|region| Region {
                    x: point.0 - offset.0,
                    y: point.1 - offset.1,
                    ..region
                });
                (*id, moved)
            }
            Grip::Size { id, offset } => {
                let sized = self.region(*id).map(|region| Region {
                    width: (point.0 + offset.0 - region.x).max(LEAST),
                    height: (point.1 + offset.1 - region.y).max(LEAST),
                    ..region
                });
                let sized = sized.map(|region| Region {
                    width: region.width.min(1.0 - region.x),
                    height: region.height.min(1.0 - region.y),
                    ..region
                });
                (*id, sized)
            }
        };
        if let Some(region) = region
            && let Some((_, old)) = self.all.iter_mut().find(|(other, _)| *other == id)
        {
            *old = within(region);
        }
    }

    /// The finger is lifted: a box that is too small was a slip and goes again.
    pub(super) fn drop(&mut self, grip: &Grip) {
        if let Grip::Draw { id, .. } = grip {
            let slip = self
                .region(*id)
                .is_some_and(|region| region.width < LEAST || region.height < LEAST);
            if slip {
                self.all.retain(|(other, _)| other != id);
                self.selected = None;
            }
        }
    }
}

/// The box between two corners, cut at the edges of the picture.
fn between(one: (f32, f32), other: (f32, f32)) -> Region {
    let cut = |part: f32| part.clamp(0.0, 1.0);
    let (left, right) = (cut(one.0.min(other.0)), cut(one.0.max(other.0)));
    let (top, low) = (cut(one.1.min(other.1)), cut(one.1.max(other.1)));
    Region {
        x: left,
        y: top,
        width: right - left,
        height: low - top,
    }
}

/// The same box moved into the picture.
fn within(region: Region) -> Region {
    let width = region.width.clamp(0.0, 1.0);
    let height = region.height.clamp(0.0, 1.0);
    Region {
        x: region.x.clamp(0.0, 1.0 - width),
        y: region.y.clamp(0.0, 1.0 - height),
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIP: (f32, f32) = (0.05, 0.05);

    fn drawn(from: (f32, f32), to: (f32, f32)) -> Boxes {
        let mut boxes = Boxes::default();
        let grip = boxes.grab(from, TIP).expect("room for a box");
        boxes.drag(&grip, to);
        boxes.drop(&grip);
        boxes
    }

    fn near(region: Region, x: f32, y: f32, width: f32, height: f32) -> bool {
        let close = |one: f32, other: f32| (one - other).abs() < 1e-5;
        close(region.x, x)
            && close(region.y, y)
            && close(region.width, width)
            && close(region.height, height)
    }

    #[test]
    fn a_box_is_the_same_whichever_way_it_is_drawn() {
        let down = drawn((0.2, 0.3), (0.6, 0.5)).regions();
        let up = drawn((0.6, 0.5), (0.2, 0.3)).regions();
        assert_eq!(down, up);
        assert!(near(down[0], 0.2, 0.3, 0.4, 0.2));
    }

    #[test]
    fn what_is_drawn_past_the_edge_is_cut_there() {
        assert!(near(
            drawn((0.8, 0.8), (1.7, 1.4)).regions()[0],
            0.8,
            0.8,
            0.2,
            0.2
        ));
    }

    #[test]
    fn a_tap_leaves_no_box() {
        assert_eq!(drawn((0.5, 0.5), (0.505, 0.5)).len(), 0);
    }

    #[test]
    fn a_touched_box_moves_and_stays_in_the_picture() {
        let mut boxes = drawn((0.2, 0.2), (0.4, 0.4));
        let grip = boxes.grab((0.3, 0.3), TIP).expect("a box is there");
        boxes.drag(&grip, (0.95, 0.3));
        assert_eq!(boxes.len(), 1, "no second box is begun");
        assert!(near(boxes.regions()[0], 0.8, 0.2, 0.2, 0.2));
    }

    #[test]
    fn the_corner_of_the_selected_box_is_pulled_not_moved() {
        let mut boxes = drawn((0.2, 0.2), (0.4, 0.4));
        let grip = boxes.grab((0.41, 0.39), TIP).expect("the corner");
        boxes.drag(&grip, (0.61, 0.49));
        assert!(near(boxes.regions()[0], 0.2, 0.2, 0.4, 0.3));
        boxes.drag(&grip, (0.0, 0.0));
        assert!(boxes.regions()[0].width >= LEAST, "never turned inside out");
    }

    #[test]
    fn keys_move_and_resize_only_the_selected_box() {
        let mut boxes = Boxes::new(vec![between((0.0, 0.0), (0.1, 0.1))]);
        let id = boxes.add_in_the_middle().expect("room");
        boxes.move_selected(-0.02, 0.0);
        boxes.resize_selected(0.0, 0.02);
        assert!(near(boxes.regions()[0], 0.0, 0.0, 0.1, 0.1));
        assert!(near(boxes.region(id).expect("there"), 0.38, 0.4, 0.2, 0.22));
        assert_eq!(boxes.number(id), 2);
        boxes.remove_selected();
        assert_eq!(boxes.len(), 1);
    }

    #[test]
    fn there_is_an_end_to_boxes() {
        let mut boxes = Boxes::default();
        while boxes.add_in_the_middle().is_some() {}
        assert_eq!(boxes.len(), MAX_REGIONS);
        assert_eq!(boxes.grab((0.01, 0.01), TIP), None);
    }
}
