//! From degrees to the units of a drawing and back: what every outline map shares.

use durbar_api::packs::Ward;

/// Width of a drawing of the whole municipality in its own units.
pub const WIDTH: f64 = 1000.0;

/// Metres in a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// How degrees become units of a drawing: near the ground a degree of longitude is shorter than
/// one of latitude by the cosine of the latitude. North is up, the origin is the upper left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    /// Height of the whole drawing; its width is [`WIDTH`].
    pub height: f64,
}

/// A part of a drawing, in its units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Projection {
    /// One that fits all wards exactly; `None` if they have no area.
    pub fn around(wards: &[Ward]) -> Option<Self> {
        let (west, south, east, north) = bounds(wards.iter().flat_map(points))?;
        if east <= west || north <= south {
            return None;
        }
        let across = WIDTH / (east - west);
        let down = across / ((north + south) / 2.0).to_radians().cos();
        Some(Self {
            west,
            north,
            across,
            down,
            height: (north - south) * down,
        })
    }

    /// Where a place lies on the drawing: (x, y).
    pub fn place(&self, latitude: f64, longitude: f64) -> (f64, f64) {
        (
            (longitude - self.west) * self.across,
            (self.north - latitude) * self.down,
        )
    }

    /// Which place a point of the drawing shows: (latitude, longitude).
    pub fn degrees(&self, x: f64, y: f64) -> (f64, f64) {
        (self.north - y / self.down, self.west + x / self.across)
    }

    /// Units of the drawing for a distance on the ground.
    pub fn units(&self, metres: f64) -> f64 {
        metres / METRES_PER_DEGREE * self.down
    }

    /// The whole drawing, with some air around it.
    pub fn whole(&self) -> Frame {
        Frame {
            x: 0.0,
            y: 0.0,
            width: WIDTH,
            height: self.height,
        }
        .with_margin(WIDTH * 0.015)
    }

    /// The part of the drawing that a ward fills, with some air around it.
    pub fn ward(&self, ward: &Ward) -> Option<Frame> {
        let (west, south, east, north) = bounds(points(ward))?;
        let (x, y) = self.place(north, west);
        let (right, low) = self.place(south, east);
        let (width, height) = (right - x, low - y);
        (width > 0.0 && height > 0.0).then(|| {
            Frame {
                x,
                y,
                width,
                height,
            }
            .with_margin(width.max(height) * 0.08)
        })
    }

    /// A ward's outline as an SVG path.
    pub fn path(&self, ward: &Ward) -> String {
        let mut path = String::new();
        for ring in &ward.outline {
            for (index, (longitude, latitude)) in ring.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                let (x, y) = self.place(*latitude, *longitude);
                path.push_str(&format!("{command}{x:.1} {y:.1}"));
            }
            path.push('Z');
        }
        path
    }

    /// Where a ward's name or number stands: (x, y) inside its largest ring, far from its edges.
    pub fn label(&self, ward: &Ward) -> Option<(f64, f64)> {
        let largest = ward
            .outline
            .iter()
            .max_by(|one, other| area(one).abs().total_cmp(&area(other).abs()))?;
        let ring: Vec<(f64, f64)> = largest
            .iter()
            .map(|(longitude, latitude)| self.place(*latitude, *longitude))
            .collect();
        let (west, low, east, high) = bounds(ring.iter())?;
        // A coarse grid is enough: the label is wider than a step of it.
        const STEPS: u32 = 16;
        let mut best = None::<(f64, f64, f64)>;
        for across in 1..STEPS {
            for down in 1..STEPS {
                let x = west + (east - west) * f64::from(across) / f64::from(STEPS);
                let y = low + (high - low) * f64::from(down) / f64::from(STEPS);
                let room = inside(&ring, x, y).then(|| distance_to_edge(&ring, x, y));
                if let Some(room) = room
                    && best.is_none_or(|(most, _, _)| room > most)
                {
                    best = Some((room, x, y));
                }
            }
        }
        best.map(|(_, x, y)| (x, y))
    }
}

impl Frame {
    /// As SVG's `viewBox`.
    pub fn view_box(&self) -> String {
        format!(
            "{:.1} {:.1} {:.1} {:.1}",
            self.x, self.y, self.width, self.height
        )
    }

    /// Widened to the proportions of another frame, around the same middle.
    pub fn with_shape_of(self, other: Frame) -> Self {
        let scale = (self.width / other.width).max(self.height / other.height);
        let (width, height) = (other.width * scale, other.height * scale);
        Self {
            x: self.x + (self.width - width) / 2.0,
            y: self.y + (self.height - height) / 2.0,
            width,
            height,
        }
    }

    /// Where a point of the drawing lies in this frame, as CSS lengths from its left and upper
    /// edge; `None` outside.
    pub fn parts(&self, (x, y): (f64, f64)) -> Option<(String, String)> {
        let (left, top) = ((x - self.x) / self.width, (y - self.y) / self.height);
        let within = |part: f64| (0.0..=1.0).contains(&part);
        (within(left) && within(top)).then(|| {
            (
                format!("{:.2}%", left * 100.0),
                format!("{:.2}%", top * 100.0),
            )
        })
    }

    fn with_margin(self, margin: f64) -> Self {
        Self {
            x: self.x - margin,
            y: self.y - margin,
            width: self.width + 2.0 * margin,
            height: self.height + 2.0 * margin,
        }
    }
}

/// The ward in which a place lies.
pub fn ward_at(wards: &[Ward], latitude: f64, longitude: f64) -> Option<&Ward> {
    wards.iter().find(|ward| {
        ward.outline
            .iter()
            .any(|ring| inside(ring, longitude, latitude))
    })
}

fn points(ward: &Ward) -> impl Iterator<Item = &(f64, f64)> {
    ward.outline.iter().flatten()
}

/// Least x, least y, greatest x, greatest y.
fn bounds<'a>(mut points: impl Iterator<Item = &'a (f64, f64)>) -> Option<(f64, f64, f64, f64)> {
    let (x, y) = *points.next()?;
    Some(
        points.fold((x, y, x, y), |(west, south, east, north), (x, y)| {
            (west.min(*x), south.min(*y), east.max(*x), north.max(*y))
        }),
    )
}

/// Neighbouring points of a ring, the last with the first.
fn edges(ring: &[(f64, f64)]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> + '_ {
    (0..ring.len()).map(move |index| (ring[index], ring[(index + 1) % ring.len()]))
}

fn area(ring: &[(f64, f64)]) -> f64 {
    edges(ring)
        .map(|((ax, ay), (bx, by))| ax * by - bx * ay)
        .sum::<f64>()
        / 2.0
}

fn inside(ring: &[(f64, f64)], x: f64, y: f64) -> bool {
    edges(ring)
        .filter(|((ax, ay), (bx, by))| {
            (ay > &y) != (by > &y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
        })
        .count()
        % 2
        == 1
}

fn distance_to_edge(ring: &[(f64, f64)], x: f64, y: f64) -> f64 {
    edges(ring)
        .map(|((ax, ay), (bx, by))| {
            let (dx, dy) = (bx - ax, by - ay);
            let length = dx * dx + dy * dy;
            let along = if length > 0.0 {
                (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0)
            } else {
                0.0
            };
            (x - ax - along * dx).hypot(y - ay - along * dy)
        })
        .fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ward(points: &[(f64, f64)]) -> Ward {
        Ward {
            id: "w".into(),
            name: Default::default(),
            outline: vec![points.to_vec()],
        }
    }

    #[test]
    fn the_drawing_fills_its_frame_and_north_is_up() {
        let wards = [ward(&[(-1.8, 4.8), (-1.6, 4.8), (-1.6, 5.0)])];
        let projection = Projection::around(&wards).expect("has an area");
        assert!((projection.height - 1000.0 / 4.9_f64.to_radians().cos()).abs() < 1.0);
        assert_eq!(
            projection.path(&wards[0]),
            "M0.0 1003.7L1000.0 1003.7L1000.0 0.0Z"
        );
    }

    #[test]
    fn wards_without_area_are_not_drawn() {
        assert!(Projection::around(&[]).is_none());
        assert!(Projection::around(&[ward(&[(1.0, 1.0)])]).is_none());
    }

    #[test]
    fn a_point_of_the_drawing_leads_back_to_its_place() {
        let wards = [ward(&[(-1.8, 4.8), (-1.6, 4.8), (-1.6, 5.0)])];
        let projection = Projection::around(&wards).expect("has an area");
        let (x, y) = projection.place(4.93, -1.71);
        let (latitude, longitude) = projection.degrees(x, y);
        assert!((latitude - 4.93).abs() < 1e-9 && (longitude + 1.71).abs() < 1e-9);
    }

    #[test]
    fn a_frame_takes_the_shape_of_another_and_keeps_its_middle() {
        let (tall, wide) = (
            Frame {
                x: 10.0,
                y: 0.0,
                width: 2.0,
                height: 8.0,
            },
            Frame {
                x: 0.0,
                y: 0.0,
                width: 4.0,
                height: 2.0,
            },
        );
        let shaped = tall.with_shape_of(wide);
        assert_eq!((shaped.width, shaped.height), (16.0, 8.0));
        assert_eq!(
            shaped.parts((11.0, 4.0)),
            Some(("50.00%".into(), "50.00%".into()))
        );
        assert_eq!(shaped.parts((40.0, 4.0)), None);
    }

    #[test]
    fn a_place_is_in_the_ward_around_it_or_in_none() {
        let mut wards = [
            ward(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]),
            ward(&[(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)]),
        ];
        wards[1].id = "east".into();
        let found = ward_at(&wards, 0.5, 1.5).map(|ward| ward.id.as_str());
        assert_eq!(found, Some("east"));
        assert!(ward_at(&wards, 5.0, 1.5).is_none());
    }

    #[test]
    fn a_name_stands_inside_its_ward_even_where_the_middle_does_not() {
        // A horseshoe: the middle of its bounds is outside.
        let horseshoe = ward(&[
            (0.0, 0.0),
            (4.0, 0.0),
            (4.0, 4.0),
            (3.0, 4.0),
            (3.0, 1.0),
            (1.0, 1.0),
            (1.0, 4.0),
            (0.0, 4.0),
        ]);
        let projection = Projection::around(std::slice::from_ref(&horseshoe)).expect("has an area");
        let (x, y) = projection.label(&horseshoe).expect("has room");
        let (latitude, longitude) = projection.degrees(x, y);
        assert!(inside(&horseshoe.outline[0], longitude, latitude));
    }
}
