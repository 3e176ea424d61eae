//! The outline of an area: a ring of points, checked so that "which ward is this in" has an answer.

use super::sheet::Sheet;
use super::value::{Located, Value};

/// Points of one ring. A phone draws it, and each crossing check looks at every pair.
const MAX_POINTS: usize = 3000;

/// No municipality is wider, in degrees: about 220 km.
pub(super) const WIDEST: f64 = 2.0;

/// A point and where it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub(super) at: usize,
    /// Degrees east.
    pub(super) lon: f64,
    /// Degrees north.
    pub(super) lat: f64,
}

/// The rings of a polygon: a list of lists of points.
pub(super) fn polygon(located: &Located, ward: &str, sheet: &mut Sheet) -> Option<Vec<Vec<Point>>> {
    let Value::List(items) = &located.value else {
        sheet.refuse(
            located.at,
            format!("ward \"{ward}\": a polygon must be a list of rings"),
        );
        return None;
    };
    if items.is_empty() {
        sheet.refuse(
            located.at,
            format!("ward \"{ward}\": this polygon has no outline"),
        );
        return None;
    }
    items.iter().map(|item| ring(item, ward, sheet)).collect()
}

fn ring(located: &Located, ward: &str, sheet: &mut Sheet) -> Option<Vec<Point>> {
    let Value::List(items) = &located.value else {
        sheet.refuse(
            located.at,
            format!("ward \"{ward}\": a ring must be a list of points"),
        );
        return None;
    };
    let refusal = if items.len() > MAX_POINTS {
        Some(format!(
            "has {} points: simplify it to at most {MAX_POINTS}",
            items.len()
        ))
    } else if items.len() < 4 {
        Some("needs at least 4 points, of which the last repeats the first".into())
    } else {
        None
    };
    if let Some(refusal) = refusal {
        sheet.refuse(located.at, format!("ward \"{ward}\": this ring {refusal}"));
        return None;
    }
    // One bad point is told, not the thousand that have the same fault.
    let points = items
        .iter()
        .map(|item| point(item, ward, sheet))
        .collect::<Option<Vec<_>>>()?;
    check_shape(&points, located.at, ward, sheet).then_some(points)
}

fn point(located: &Located, ward: &str, sheet: &mut Sheet) -> Option<Point> {
    let numbers: Option<Vec<f64>> = match &located.value {
        Value::List(items) if (2..=3).contains(&items.len()) => {
            items.iter().map(|item| number(&item.value)).collect()
        }
        _ => None,
    };
    let Some([lon, lat, ..]) = numbers.as_deref() else {
        let message =
            format!("ward \"{ward}\": a point must be two numbers, [longitude, latitude]");
        sheet.refuse(located.at, message);
        return None;
    };
    let (lon, lat) = (rounded(*lon), rounded(*lat));
    if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) {
        return Some(Point {
            at: located.at,
            lon,
            lat,
        });
    }
    let hint = if lat.abs() <= 180.0 && lon.abs() <= 90.0 {
        ". Are the two swapped? Longitude comes first"
    } else if lon.abs() > 360.0 || lat.abs() > 360.0 {
        ". These look like metres of a map grid: save the file in degrees (WGS 84)"
    } else {
        ""
    };
    let message = format!(
        "ward \"{ward}\": [{lon}, {lat}] is not on Earth: longitude goes from -180 to 180, \
         latitude from -90 to 90{hint}"
    );
    sheet.refuse(located.at, message);
    None
}

#[allow(clippy::cast_precision_loss)]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(integer) => Some(*integer as f64),
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

/// A sixth digit is 11 cm: more is paid for by every phone and means nothing.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

fn check_shape(points: &[Point], at: usize, ward: &str, sheet: &mut Sheet) -> bool {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return false;
    };
    if !same(first, last) {
        let message = format!(
            "ward \"{ward}\": this ring is not closed: end it with its first point, [{}, {}]",
            first.lon, first.lat
        );
        sheet.refuse(last.at, message);
        return false;
    }
    if let Some(stray) = stray(points) {
        let message = format!(
            "ward \"{ward}\": the point [{}, {}] is far from the rest of its outline: {}",
            stray.0.lon, stray.0.lat, stray.1
        );
        sheet.refuse(stray.0.at, message);
        return false;
    }
    if let Some(crossing) = crossing(points) {
        let message = format!(
            "ward \"{ward}\": the outline crosses itself near [{}, {}]: draw it so that its \
             lines only meet at their ends",
            crossing.lon, crossing.lat
        );
        sheet.refuse(crossing.at, message);
        return false;
    }
    let doubled: f64 = points
        .windows(2)
        .map(|edge| edge[0].lon * edge[1].lat - edge[1].lon * edge[0].lat)
        .sum();
    if doubled.abs() < 1e-10 {
        sheet.refuse(at, format!("ward \"{ward}\": this ring has no area"));
        return false;
    }
    true
}

#[allow(clippy::float_cmp)]
fn same(left: &Point, right: &Point) -> bool {
    // Both come from the same rounding, so equal points are equal to the bit.
    left.lon == right.lon && left.lat == right.lat
}

/// The first point that no municipality would reach from the middle one, and what to do.
fn stray(points: &[Point]) -> Option<(Point, &'static str)> {
    let lon = median(points.iter().map(|point| point.lon).collect())?;
    let lat = median(points.iter().map(|point| point.lat).collect())?;
    let near = |left: f64, right: f64| (left - right).abs() <= WIDEST;
    let far = points
        .iter()
        .find(|point| !(near(point.lon, lon) && near(point.lat, lat)))?;
    let hint = if near(far.lat, lon) && near(far.lon, lat) {
        "longitude and latitude are swapped. Longitude comes first"
    } else {
        "look whether it is right"
    };
    Some((*far, hint))
}

/// The middle one of some numbers: unlike their mean, a wrong one does not move it.
pub(super) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len().saturating_sub(1) / 2).copied()
}

/// The beginning of the first edge that properly crosses an earlier one.
fn crossing(points: &[Point]) -> Option<Point> {
    let edges: Vec<(&Point, &Point)> = points.windows(2).map(|edge| (&edge[0], &edge[1])).collect();
    for (index, edge) in edges.iter().enumerate() {
        if edges[..index].iter().any(|other| cross(*edge, *other)) {
            return Some(*edge.0);
        }
    }
    None
}

/// Whether two edges cross in their insides. Touching ends are common and harmless.
fn cross(left: (&Point, &Point), right: (&Point, &Point)) -> bool {
    let opposite = |edge: (&Point, &Point), ends: (&Point, &Point)| {
        turn(edge.0, edge.1, ends.0) * turn(edge.0, edge.1, ends.1) < 0.0
    };
    opposite(left, right) && opposite(right, left)
}

/// Positive when the third point lies left of the line through the first two.
fn turn(from: &Point, to: &Point, third: &Point) -> f64 {
    let turned =
        (to.lon - from.lon) * (third.lat - from.lat) - (to.lat - from.lat) * (third.lon - from.lon);
    // Points rounded to a grid that lie on one line must not count as a crossing.
    if turned.abs() < 1e-11 { 0.0 } else { turned }
}
