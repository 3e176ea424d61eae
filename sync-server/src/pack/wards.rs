//! `wards.geojson`: the areas, as a GeoJSON feature collection (RFC 7946).

use super::fields::{Fields, Spot, check_unique};
use super::rings::{self, Point, WIDEST, median};
use super::sheet::Sheet;
use super::value::{Entry, Located, Value};
use super::{json, texts, words};
use durbar_core::pack::{Texts, Ward, Wards};

/// A ward as it is written.
struct Shape {
    id: Option<Spot>,
    name: Option<Texts>,
    polygons: Option<Vec<Vec<Vec<Point>>>>,
}

/// Reads `wards.geojson`. `sample` is whether the pack is marked as a sample, if that is known.
pub(super) fn read(
    sheet: &mut Sheet,
    languages: Option<&[String]>,
    sample: Option<bool>,
) -> Option<Wards> {
    let root = json::json(sheet)?;
    let mut fields = Fields::of(&root, "the collection of wards", sheet)?;
    kind(&mut fields, "FeatureCollection", sheet);
    check_crs(&mut fields, sheet);
    // What map programs add and nobody here needs.
    for aside in ["name", "bbox"] {
        fields.take(aside);
    }
    let features = match fields
        .need("features", "\"features\": []", sheet)
        .map(|e| &e.value.value)
    {
        Some(Value::List(features)) => features.as_slice(),
        Some(_) => {
            sheet.refuse(root.at, "\"features\" must be a list");
            &[]
        }
        None => &[],
    };
    let shapes: Vec<Shape> = features
        .iter()
        .filter_map(|feature| shape(feature, languages, sample, sheet))
        .collect();
    fields.finish(sheet);
    let ids: Vec<Spot> = shapes.iter().filter_map(|shape| shape.id.clone()).collect();
    check_unique(&ids, "ward", sheet);
    check_extent(&shapes, sheet);
    Some(Wards {
        wards: shapes.into_iter().filter_map(Shape::into_ward).collect(),
    })
}

impl Shape {
    fn into_ward(self) -> Option<Ward> {
        let points = |ring: Vec<Point>| ring.iter().map(|point| (point.lon, point.lat)).collect();
        let rings = |polygon: Vec<Vec<Point>>| polygon.into_iter().map(points).collect();
        Some(Ward {
            id: self.id?.text,
            name: self.name?,
            polygons: self.polygons?.into_iter().map(rings).collect(),
        })
    }
}

fn kind(fields: &mut Fields<'_>, expected: &str, sheet: &mut Sheet) {
    let example = format!("\"type\": \"{expected}\"");
    if let Some(found) = fields.word("type", &example, sheet)
        && found.text != expected
    {
        sheet.refuse(found.at, format!("\"type\" must be \"{expected}\" here"));
    }
}

/// GeoJSON is in WGS 84. Old files name another system, and then every ward would be elsewhere.
fn check_crs(fields: &mut Fields<'_>, sheet: &mut Sheet) {
    let Some(entry) = fields.take("crs") else {
        return;
    };
    if !names_wgs84(&entry.value) {
        let message = "the coordinates must be in degrees (WGS 84): save the file in EPSG:4326 \
                       and remove \"crs\"";
        sheet.refuse(entry.at, message);
    }
}

fn names_wgs84(located: &Located) -> bool {
    match &located.value {
        Value::Text(text) => text.ends_with("CRS84") || text.ends_with("4326"),
        Value::Table(entries) => entries.iter().any(|entry| names_wgs84(&entry.value)),
        _ => false,
    }
}

fn shape(
    feature: &Located,
    languages: Option<&[String]>,
    sample: Option<bool>,
    sheet: &mut Sheet,
) -> Option<Shape> {
    let mut fields = Fields::of(feature, "a ward", sheet)?;
    kind(&mut fields, "Feature", sheet);
    for aside in ["id", "bbox"] {
        fields.take(aside);
    }
    let example = "\"properties\": {\"id\": \"kojokrom\", \"name\": \"Kojokrom\"}";
    let properties = fields.need("properties", example, sheet);
    let (id, name) = properties
        .and_then(|entry| Fields::of(&entry.value, "a ward", sheet))
        .map_or((None, None), |properties| {
            named(properties, languages, sample, sheet)
        });
    let called = id
        .as_ref()
        .map_or("without an id", |id| id.text.as_str())
        .to_owned();
    let example = "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": […]}";
    let polygons = fields
        .need("geometry", example, sheet)
        .and_then(|entry| geometry(entry, &called, sheet));
    fields.finish(sheet);
    Some(Shape { id, name, polygons })
}

fn named(
    mut properties: Fields<'_>,
    languages: Option<&[String]>,
    sample: Option<bool>,
    sheet: &mut Sheet,
) -> (Option<Spot>, Option<Texts>) {
    let id = properties.id(sheet);
    let first = languages
        .and_then(<[String]>::first)
        .map_or("en", String::as_str);
    let plain = properties.need("name", "\"name\": \"Kojokrom\"", sheet);
    let others = properties.take_beginning("name:");
    let entries: Vec<(&str, &Entry)> = plain
        .map(|entry| (first, entry))
        .into_iter()
        .chain(
            others
                .into_iter()
                .map(|entry| (&entry.key["name:".len()..], entry)),
        )
        .collect();
    let name = plain.and_then(|entry| {
        texts::by_language("name", entry.at, &entries, texts::SHORT, languages, sheet)
    });
    let at = properties.at;
    if properties.flag("sample", sheet) && sample == Some(false) {
        let message = "this shape is marked as a sample but the pack is not: replace it by the \
                       true one, or add sample = true to pack.toml";
        sheet.refuse(at, message);
    }
    properties.finish(sheet);
    (id, name)
}

fn geometry(entry: &Entry, ward: &str, sheet: &mut Sheet) -> Option<Vec<Vec<Vec<Point>>>> {
    let mut fields = Fields::of(&entry.value, "a geometry", sheet)?;
    let kind = fields.word("type", "\"type\": \"Polygon\"", sheet);
    let coordinates = fields.need("coordinates", "\"coordinates\": […]", sheet);
    fields.take("bbox");
    fields.finish(sheet);
    let (kind, coordinates) = (kind?, &coordinates?.value);
    match (kind.text.as_str(), &coordinates.value) {
        ("Polygon", _) => rings::polygon(coordinates, ward, sheet).map(|polygon| vec![polygon]),
        ("MultiPolygon", Value::List(items)) if !items.is_empty() => items
            .iter()
            .map(|item| rings::polygon(item, ward, sheet))
            .collect(),
        ("MultiPolygon", _) => {
            let message = format!("ward \"{ward}\": a MultiPolygon must be a list of polygons");
            sheet.refuse(coordinates.at, message);
            None
        }
        _ => {
            let hint = words::did_you_mean(&kind.text, &["Polygon", "MultiPolygon"]);
            let message = format!(
                "ward \"{ward}\": the shape must be a Polygon or a MultiPolygon, not \"{}\".{hint}",
                kind.text
            );
            sheet.refuse(kind.at, message);
            None
        }
    }
}

/// Where a ward is: its first point, its middle and how wide it is.
struct Extent<'s> {
    shape: &'s Shape,
    at: usize,
    lon: f64,
    lat: f64,
    width: f64,
}

/// Finds wards that lie far from the others, mostly because somebody wrote latitude first.
fn check_extent(shapes: &[Shape], sheet: &mut Sheet) {
    let extents: Vec<Extent<'_>> = shapes.iter().filter_map(extent).collect();
    let (Some(lon), Some(lat)) = (
        median(extents.iter().map(|extent| extent.lon).collect()),
        median(extents.iter().map(|extent| extent.lat).collect()),
    ) else {
        return;
    };
    let near = |left: f64, right: f64| (left - right).abs() <= WIDEST / 2.0;
    for extent in extents {
        let ward = extent
            .shape
            .id
            .as_ref()
            .map_or("without an id", |id| id.text.as_str());
        let message = if extent.width > WIDEST {
            format!(
                "ward \"{ward}\" is more than {WIDEST} degrees wide, more than any municipality: \
                 look for a wrong point"
            )
        } else if near(extent.lon, lon) && near(extent.lat, lat) {
            continue;
        } else if near(extent.lat, lon) && near(extent.lon, lat) {
            format!(
                "ward \"{ward}\" is far from the others: longitude and latitude are swapped. \
                 Longitude comes first"
            )
        } else {
            format!(
                "ward \"{ward}\" is far from the others: look whether its coordinates are right"
            )
        };
        sheet.refuse(extent.at, message);
    }
}

fn extent(shape: &Shape) -> Option<Extent<'_>> {
    let points = || shape.polygons.iter().flatten().flatten().flatten();
    let first = points().next()?;
    let (mut west, mut east, mut south, mut north) = (first.lon, first.lon, first.lat, first.lat);
    for point in points() {
        west = west.min(point.lon);
        east = east.max(point.lon);
        south = south.min(point.lat);
        north = north.max(point.lat);
    }
    Some(Extent {
        shape,
        at: first.at,
        lon: f64::midpoint(west, east),
        lat: f64::midpoint(south, north),
        width: (east - west).max(north - south),
    })
}
