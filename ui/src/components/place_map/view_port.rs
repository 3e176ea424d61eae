//! The part of the map that is seen, and what fingers do with it: pure, so that it can be tested.

use crate::components::projection::Projection;

/// How close one can look, as a part of the whole width.
const CLOSEST: f64 = 1.0 / 60.0;
/// Pixels a finger may tremble in a tap.
const TREMBLE: f64 = 8.0;
/// Pixels from the pin's body within which a finger takes hold of it.
const GRASP: f64 = 30.0;

/// The part of the drawing that is seen, in the units of the projection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ViewPort {
    x: f64,
    y: f64,
    /// Its width; the height follows from the shape.
    pub(super) width: f64,
    /// Width of the picture in parts of its height.
    pub(super) shape: f64,
    whole: (f64, f64, f64),
}

impl ViewPort {
    /// All wards.
    pub(super) fn whole(projection: &Projection) -> Self {
        let frame = projection.whole();
        // Neither a strip nor a tower, however the municipality lies.
        let shape = (frame.width / frame.height).clamp(0.85, 1.6);
        let width = frame.width.max(frame.height * shape);
        let x = frame.x + (frame.width - width) / 2.0;
        let y = frame.y + (frame.height - width / shape) / 2.0;
        Self {
            x,
            y,
            width,
            shape,
            whole: (x, y, width),
        }
    }

    #[cfg(test)]
    pub(super) fn between((left, top): (f64, f64), (right, low): (f64, f64)) -> Self {
        let (width, height) = (right - left, low - top);
        Self {
            x: left,
            y: top,
            width,
            shape: width / height,
            whole: (left, top, width),
        }
    }

    pub(super) fn view_box(&self) -> String {
        format!(
            "{:.2} {:.2} {:.2} {:.2}",
            self.x,
            self.y,
            self.width,
            self.height()
        )
    }

    fn height(&self) -> f64 {
        self.width / self.shape
    }

    /// Whether less than all is seen.
    pub(super) fn is_near(&self) -> bool {
        self.width < self.whole.2 * 0.98
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height() / 2.0)
    }

    pub(super) fn shows(&self, (x, y): (f64, f64)) -> bool {
        (self.x..=self.x + self.width).contains(&x)
            && (self.y..=self.y + self.height()).contains(&y)
    }

    /// Where a part of the picture lies, counted from its upper left corner.
    pub(super) fn part(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x + x * self.width, self.y + y * self.height())
    }

    /// The spot under a pixel of a picture so many pixels wide.
    pub(super) fn at(&self, x: f64, y: f64, across: f64) -> (f64, f64) {
        let unit = self.width / across;
        (self.x + x * unit, self.y + y * unit)
    }

    /// Larger or smaller, with one spot staying where it is.
    pub(super) fn zoom(&mut self, factor: f64, (x, y): (f64, f64)) {
        let (_, _, all) = self.whole;
        let width = (self.width / factor).clamp(all * CLOSEST, all);
        let factor = self.width / width;
        self.x = x - (x - self.x) / factor;
        self.y = y - (y - self.y) / factor;
        self.width = width;
        self.stay();
    }

    /// Shows a spot in the middle with so many units across.
    pub(super) fn look_at(&mut self, (x, y): (f64, f64), across: f64) {
        let (_, _, all) = self.whole;
        self.width = across.clamp(all * CLOSEST, all);
        self.x = x - self.width / 2.0;
        self.y = y - self.height() / 2.0;
        self.stay();
    }

    /// Moves by parts of what is seen.
    pub(super) fn pan_by_parts(&mut self, x: f64, y: f64) {
        self.x += x * self.width;
        self.y += y * self.height();
        self.stay();
    }

    /// A spot so many parts of the width away from another one, but not off the map.
    pub(super) fn beside(&self, (x, y): (f64, f64), right: f64, down: f64) -> (f64, f64) {
        let (left, top, all) = self.whole;
        (
            (x + right * self.width).clamp(left, left + all),
            (y + down * self.width).clamp(top, top + all / self.shape),
        )
    }

    /// Follows a spot that would leave the picture.
    pub(super) fn keep_in_view(&mut self, at: (f64, f64)) {
        if !self.shows(at) {
            let width = self.width;
            self.look_at(at, width);
        }
    }

    /// Nothing beyond the whole map is shown.
    fn stay(&mut self) {
        let (x, y, all) = self.whole;
        self.x = self.x.clamp(x, x + all - self.width);
        self.y = self.y.clamp(y, y + (all - self.width) / self.shape);
    }
}

/// A finger on the picture, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Finger {
    pub(super) id: i32,
    pub(super) x: f64,
    pub(super) y: f64,
    /// Width of the picture in pixels.
    pub(super) across: f64,
}

/// What fingers did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Touch {
    /// A spot was tapped.
    Tapped((f64, f64)),
    /// The pin is held over a spot.
    Dragged((f64, f64)),
    /// The pin was let go over a spot.
    Dropped((f64, f64)),
    /// Another part of the map is seen.
    Looked(ViewPort),
}

/// Fingers that are down, and what they began.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Gesture {
    fingers: Vec<Finger>,
    start: Option<Finger>,
    moved: bool,
    /// How far the finger is from the tip of the pin that it holds, in units.
    held: Option<(f64, f64)>,
}

impl Gesture {
    pub(super) fn down(&mut self, finger: Finger, view: &ViewPort, pin: Option<(f64, f64)>) {
        self.fingers.retain(|other| other.id != finger.id);
        self.fingers.push(finger);
        if self.fingers.len() > 1 {
            // Two fingers only look; what one began is forgotten.
            self.moved = true;
            self.held = None;
            return;
        }
        self.start = Some(finger);
        self.moved = false;
        let touched = view.at(finger.x, finger.y, finger.across);
        let pixel = view.width / finger.across;
        self.held = pin.and_then(|pin| {
            // The body of the pin is above its tip.
            let body = (pin.0, pin.1 - 12.0 * pixel);
            let away = (touched.0 - body.0).hypot(touched.1 - body.1);
            (away <= GRASP * pixel).then_some((pin.0 - touched.0, pin.1 - touched.1))
        });
    }

    pub(super) fn moved(&mut self, finger: Finger, view: &ViewPort) -> Option<Touch> {
        let index = self
            .fingers
            .iter()
            .position(|other| other.id == finger.id)?;
        let before = std::mem::replace(&mut self.fingers[index], finger);
        if let [_, _] = self.fingers.as_slice() {
            let other = self.fingers[1 - index];
            let apart = |one: Finger| (one.x - other.x).hypot(one.y - other.y).max(1.0);
            let middle = |one: Finger| ((one.x + other.x) / 2.0, (one.y + other.y) / 2.0);
            let mut next = *view;
            let (x, y) = middle(finger);
            next.zoom(apart(finger) / apart(before), view.at(x, y, finger.across));
            let (old_x, old_y) = middle(before);
            next.pan_by_parts(
                (old_x - x) / finger.across,
                (old_y - y) / (finger.across / view.shape),
            );
            return Some(Touch::Looked(next));
        }
        let start = self.start?;
        if (finger.x - start.x).hypot(finger.y - start.y) > TREMBLE {
            self.moved = true;
        }
        if !self.moved {
            return None;
        }
        if let Some(held) = self.held {
            let at = view.at(finger.x, finger.y, finger.across);
            return Some(Touch::Dragged((at.0 + held.0, at.1 + held.1)));
        }
        if !view.is_near() {
            // All is seen: the page itself is scrolled.
            return None;
        }
        let mut next = *view;
        next.pan_by_parts(
            (before.x - finger.x) / finger.across,
            (before.y - finger.y) / (finger.across / view.shape),
        );
        Some(Touch::Looked(next))
    }

    pub(super) fn up(&mut self, finger: Finger, view: &ViewPort) -> Option<Touch> {
        self.fingers.retain(|other| other.id != finger.id);
        if !self.fingers.is_empty() {
            return None;
        }
        let at = view.at(finger.x, finger.y, finger.across);
        let (moved, held, started) = (self.moved, self.held, self.start.is_some());
        *self = Self::default();
        match (moved, held) {
            (false, _) if started => Some(Touch::Tapped(at)),
            (true, Some(held)) => Some(Touch::Dropped((at.0 + held.0, at.1 + held.1))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use durbar_api::packs::Ward;

    use super::*;

    fn view() -> ViewPort {
        let ward = Ward {
            id: "w".into(),
            name: Default::default(),
            outline: vec![vec![(0.0, 0.0), (0.2, 0.0), (0.2, 0.15), (0.0, 0.15)]],
        };
        ViewPort::whole(&Projection::around(&[ward]).expect("has an area"))
    }

    fn finger(id: i32, x: f64, y: f64) -> Finger {
        Finger {
            id,
            x,
            y,
            across: 400.0,
        }
    }

    #[test]
    fn a_tap_sets_the_pin_where_the_finger_was() {
        let view = view();
        let mut gesture = Gesture::default();
        gesture.down(finger(1, 100.0, 100.0), &view, None);
        assert_eq!(gesture.moved(finger(1, 103.0, 100.0), &view), None);
        let touch = gesture.up(finger(1, 103.0, 100.0), &view);
        assert_eq!(touch, Some(Touch::Tapped(view.at(103.0, 100.0, 400.0))));
    }

    #[test]
    fn a_finger_that_scrolls_the_page_sets_no_pin() {
        let view = view();
        let mut gesture = Gesture::default();
        gesture.down(finger(1, 100.0, 100.0), &view, None);
        assert_eq!(gesture.moved(finger(1, 100.0, 160.0), &view), None);
        assert_eq!(gesture.up(finger(1, 100.0, 160.0), &view), None);
    }

    #[test]
    fn the_pin_keeps_its_distance_from_the_finger_that_drags_it() {
        let view = view();
        let pin = view.at(100.0, 112.0, 400.0);
        let mut gesture = Gesture::default();
        gesture.down(finger(1, 100.0, 100.0), &view, Some(pin));
        let Some(Touch::Dragged(at)) = gesture.moved(finger(1, 200.0, 100.0), &view) else {
            panic!("the pin is held");
        };
        let wanted = view.at(200.0, 112.0, 400.0);
        assert!((at.0 - wanted.0).abs() < 1e-6 && (at.1 - wanted.1).abs() < 1e-6);
        assert_eq!(
            gesture.up(finger(1, 200.0, 100.0), &view),
            Some(Touch::Dropped(at))
        );
    }

    #[test]
    fn two_fingers_that_part_look_closer_and_set_no_pin() {
        let view = view();
        let mut gesture = Gesture::default();
        gesture.down(finger(1, 150.0, 150.0), &view, None);
        gesture.down(finger(2, 250.0, 150.0), &view, None);
        let Some(Touch::Looked(next)) = gesture.moved(finger(2, 350.0, 150.0), &view) else {
            panic!("two fingers look");
        };
        assert!((next.width - view.width / 2.0).abs() < 1e-6);
        assert_eq!(gesture.up(finger(1, 150.0, 150.0), &next), None);
        assert_eq!(gesture.up(finger(2, 350.0, 150.0), &next), None);
    }

    #[test]
    fn the_spot_under_the_finger_stays_when_one_zooms() {
        let mut view = view();
        let spot = view.at(320.0, 200.0, 400.0);
        view.zoom(4.0, spot);
        let now = view.at(320.0, 200.0, 400.0);
        assert!((now.0 - spot.0).abs() < 1e-6 && (now.1 - spot.1).abs() < 1e-6);
    }

    #[test]
    fn one_never_looks_beyond_the_map() {
        let mut view = view();
        let all = view;
        view.zoom(0.1, view.middle());
        assert_eq!(view, all);
        view.zoom(4.0, view.middle());
        view.pan_by_parts(-100.0, -100.0);
        assert!((view.x - all.x).abs() < 1e-6 && (view.y - all.y).abs() < 1e-6);
    }

    #[test]
    fn a_pin_moved_by_keys_stays_on_the_map() {
        let view = view();
        let corner = view.at(0.0, 0.0, 400.0);
        assert_eq!(view.beside(corner, -0.5, -0.5), corner);
    }
}
