//! The municipality's wards as a drawing.

use durbar_api::packs::{Municipality, Ward};
use leptos::prelude::*;

use crate::translations::t_with;

/// Width of the drawing in its own units.
const WIDTH: f64 = 1000.0;

/// The outlines of all wards, with their names for who cannot see them.
#[component]
pub fn WardMap(
    /// Whose wards.
    #[prop(into)]
    municipality: Signal<Option<std::sync::Arc<Municipality>>>,
) -> impl IntoView {
    move || {
        municipality.get().and_then(|municipality| {
            let frame = Frame::around(&municipality.wards)?;
            let label = t_with(
                "map-label",
                &[
                    ("name", municipality.name.text.clone().into()),
                    ("n", municipality.wards.len().into()),
                ],
            );
            let shapes: Vec<_> = municipality
                .wards
                .iter()
                .enumerate()
                .map(|(index, ward)| {
                    let shade = format!("ward shade-{}", index % 4);
                    view! {
                        <path class=shade d=frame.path(ward)>
                            <title>{ward.name.text.clone()}</title>
                        </path>
                    }
                })
                .collect();
            Some(view! {
                <svg class="ward-map" role="img" aria-label=label viewBox=format!("0 0 {WIDTH} {:.0}", frame.height)>
                    {shapes}
                </svg>
            })
        })
    }
}

/// How degrees become units of the drawing: near the ground a degree of longitude is shorter
/// than one of latitude by the cosine of the latitude.
struct Frame {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    height: f64,
}

impl Frame {
    fn around(wards: &[Ward]) -> Option<Self> {
        let mut points = wards.iter().flat_map(|ward| ward.outline.iter().flatten());
        let (longitude, latitude) = *points.next()?;
        let (mut west, mut east, mut south, mut north) = (longitude, longitude, latitude, latitude);
        for (longitude, latitude) in points {
            west = west.min(*longitude);
            east = east.max(*longitude);
            south = south.min(*latitude);
            north = north.max(*latitude);
        }
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

    fn path(&self, ward: &Ward) -> String {
        let mut path = String::new();
        for ring in &ward.outline {
            for (index, (longitude, latitude)) in ring.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                let x = (longitude - self.west) * self.across;
                let y = (self.north - latitude) * self.down;
                path.push_str(&format!("{command}{x:.1} {y:.1}"));
            }
            path.push('Z');
        }
        path
    }
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
        let frame = Frame::around(&wards).expect("has an area");
        assert!((frame.height - 1000.0 / 4.9_f64.to_radians().cos()).abs() < 1.0);
        assert_eq!(
            frame.path(&wards[0]),
            "M0.0 1003.7L1000.0 1003.7L1000.0 0.0Z"
        );
    }

    #[test]
    fn wards_without_area_are_not_drawn() {
        assert!(Frame::around(&[]).is_none());
        assert!(Frame::around(&[ward(&[(1.0, 1.0)])]).is_none());
    }
}
