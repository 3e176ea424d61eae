//! Where it is: the wards as an outline, with the place.

use super::{html::Html, site::Site};
use durbar_core::api::complaints::PublishedSummary;

/// Width of the drawing in its own units.
const WIDTH: f64 = 400.0;

/// Draws the municipality with the ward and the place of a complaint; nothing if neither is known.
pub(super) fn draw(site: &Site, html: &mut Html, line: &PublishedSummary) {
    let points = site.town.wards.iter().flat_map(|ward| &ward.outline);
    let Some(frame) = Frame::around(
        points.flatten().copied().chain(
            line.position
                .map(|(latitude, longitude)| (longitude, latitude)),
        ),
    ) else {
        return;
    };
    let ward = line.ward.as_deref();
    let known = site.town.wards.iter().any(|w| Some(w.id.as_str()) == ward);
    if !known && line.position.is_none() {
        return;
    }
    let view = format!("-4 -4 {:.0} {:.0}", WIDTH + 8.0, frame.height + 8.0);
    let name = ward.map_or_else(String::new, |ward| site.ward(ward).text);
    let attributes = [
        ("class", "map"),
        ("viewBox", view.as_str()),
        ("role", "img"),
        ("aria-label", name.as_str()),
    ];
    html.tag("svg", &attributes, |html| {
        let mut wards: Vec<_> = site.town.wards.iter().collect();
        // The last one drawn has its whole border on top.
        wards.sort_by_key(|one| Some(one.id.as_str()) == ward);
        for one in wards {
            let path: String = one.outline.iter().map(|ring| frame.path(ring)).collect();
            let class = if Some(one.id.as_str()) == ward {
                "here"
            } else {
                "other"
            };
            html.empty("path", &[("class", class), ("d", &path)]);
        }
        if let Some((latitude, longitude)) = line.position {
            let (x, y) = frame.place((longitude, latitude));
            let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
            html.empty("circle", &[("cx", &x), ("cy", &y), ("r", "9")]);
        }
    });
}

/// What of the earth is drawn. Small enough that it is taken as flat.
struct Frame {
    west: f64,
    north: f64,
    /// Units of the drawing per degree east, and per degree south.
    scale: (f64, f64),
    height: f64,
}

impl Frame {
    fn around(points: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
        for (longitude, latitude) in points {
            (west, east) = (west.min(longitude), east.max(longitude));
            (south, north) = (south.min(latitude), north.max(latitude));
        }
        let (wide, high) = (east - west, north - south);
        if !(wide.is_finite() && high.is_finite() && wide > 0.0 && high > 0.0) {
            return None;
        }
        let shrink = ((south + north) / 2.0).to_radians().cos();
        let scale = WIDTH / wide;
        Some(Self {
            west,
            north,
            scale: (scale, scale / shrink),
            height: high * scale / shrink,
        })
    }

    fn place(&self, (longitude, latitude): (f64, f64)) -> (f64, f64) {
        (
            (longitude - self.west) * self.scale.0,
            (self.north - latitude) * self.scale.1,
        )
    }

    /// A ring of an outline.
    fn path(&self, ring: &[(f64, f64)]) -> String {
        let mut path = String::new();
        for (at, point) in ring.iter().enumerate() {
            let (x, y) = self.place(*point);
            let step = if at == 0 { 'M' } else { 'L' };
            path.push_str(&format!("{step}{x:.0} {y:.0}"));
        }
        path.push('Z');
        path
    }
}
