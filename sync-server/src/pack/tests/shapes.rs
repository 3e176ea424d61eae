//! The wards: closed, on Earth, the right way round and next to each other.

use super::kit::Packet;

#[test]
fn a_ring_that_is_not_closed_is_told() {
    let mistake = Packet::with("wards.geojson", "[7, 4]\n", "[7, 4.05]\n").mistake();
    assert_eq!(
        mistake,
        "wards.geojson:14:11: ward \"east\": this ring is not closed: end it with its first \
         point, [7, 4]"
    );
}

#[test]
fn a_ring_needs_four_points() {
    let mistake = Packet::with(
        "wards.geojson",
        "[[6.9, 4], [7, 4], [7, 4.1], [6.9, 4]]",
        "[[6.9, 4], [7, 4], [6.9, 4]]",
    )
    .mistake();
    assert!(
        mistake
            .starts_with("wards.geojson:23:26: ward \"west\": this ring needs at least 4 points"),
        "{mistake}"
    );
}

#[test]
fn points_lie_on_earth() {
    for (point, hint) in [
        ("[181, 4]", "longitude goes from -180 to 180"),
        ("[4.1, 106.2]", "Are the two swapped?"),
        ("[612345.1, 541234.2]", "metres of a map grid"),
    ] {
        let mistake = Packet::with("wards.geojson", "[7.1, 4]", point).mistake();
        assert!(
            mistake.starts_with("wards.geojson:11:11: ward \"east\""),
            "{mistake}"
        );
        assert!(mistake.contains(hint), "{mistake}");
    }
}

#[test]
fn a_point_is_two_numbers() {
    for point in [
        "[7.1]",
        "[7.1, \"4\"]",
        "7.1",
        "[7.1, 4, 5, 6]",
        "{}",
        "null",
    ] {
        let mistake = Packet::with("wards.geojson", "[7.1, 4]", point).mistake();
        assert!(
            mistake.contains("must be two numbers"),
            "{point}: {mistake}"
        );
    }
    assert!(
        Packet::with("wards.geojson", "[7.1, 4]", "[7.1, 4, 35.5]")
            .load()
            .is_ok(),
        "a height"
    );
}

#[test]
fn a_ward_with_longitude_and_latitude_swapped_is_told() {
    let third = "\"features\": [\n{\"type\": \"Feature\", \"properties\": {\"id\": \"mid\", \
                 \"name\": \"Mid\"}, \"geometry\": {\"type\": \"Polygon\", \"coordinates\": \
                 [[[4, 7], [4, 7.1], [4.1, 7], [4, 7]]]}},";
    let mistake = Packet::with("wards.geojson", "\"features\": [", third).mistake();
    assert!(mistake.starts_with("wards.geojson:4:"), "{mistake}");
    assert!(
        mistake.contains("ward \"mid\" is far from the others: longitude and latitude are swapped")
    );
}

#[test]
fn a_ward_on_another_continent_is_told() {
    let mistake = Packet::with(
        "wards.geojson",
        "[[6.9, 4], [7, 4], [7, 4.1], [6.9, 4]]",
        "[[106.9, 14], [107, 14], [107, 14.1], [106.9, 14]]",
    )
    .mistake();
    assert!(
        mistake.contains("ward \"west\" is far from the others: look whether"),
        "{mistake}"
    );
}

#[test]
fn a_stray_point_of_an_outline_is_told() {
    assert_eq!(
        Packet::with("wards.geojson", "[7.1, 4.1]", "[17.1, 4.1]").mistake(),
        "wards.geojson:12:11: ward \"east\": the point [17.1, 4.1] is far from the rest of its \
         outline: look whether it is right"
    );
    assert_eq!(
        Packet::with("wards.geojson", "[7.1, 4.1]", "[4.1, 7.1]").mistake(),
        "wards.geojson:12:11: ward \"east\": the point [4.1, 7.1] is far from the rest of its \
         outline: longitude and latitude are swapped. Longitude comes first"
    );
}

#[test]
fn a_ward_in_pieces_as_wide_as_a_country_is_told() {
    let far = "[[6.9, 4], [7, 4], [7, 4.1], [6.9, 4]]], [[[9.9, 4], [10, 4], [10, 4.1], [9.9, 4]]";
    let mistake = Packet::with(
        "wards.geojson",
        "[[6.9, 4], [7, 4], [7, 4.1], [6.9, 4]]",
        far,
    )
    .mistake();
    assert!(
        mistake.contains("ward \"west\" is more than 2 degrees wide"),
        "{mistake}"
    );
}

#[test]
fn an_outline_that_crosses_itself_is_told() {
    let mistake = Packet::with(
        "wards.geojson",
        "[7.1, 4],\n          [7.1, 4.1],",
        "[7.1, 4.1],\n          [7.1, 4],",
    )
    .mistake();
    assert!(
        mistake.contains("ward \"east\": the outline crosses itself near"),
        "{mistake}"
    );
}

#[test]
fn an_outline_without_area_is_told() {
    let mistake = Packet::with("wards.geojson", "[7, 4.1], [6.9, 4]", "[7, 4], [6.9, 4]").mistake();
    assert!(mistake.contains("this ring has no area"), "{mistake}");
}

#[test]
fn an_outline_with_too_many_points_is_told() {
    let points = "[7, 4], ".repeat(3001);
    let mistake = Packet::with(
        "wards.geojson",
        "[6.9, 4], ",
        &format!("[6.9, 4], {points}"),
    )
    .mistake();
    assert!(mistake.contains("simplify it to at most 3000"), "{mistake}");
}

#[test]
fn other_shapes_and_other_files_are_refused() {
    let mistake = Packet::with(
        "wards.geojson",
        "\"type\": \"Polygon\"",
        "\"type\": \"Point\"",
    )
    .mistake();
    assert!(
        mistake.contains("must be a Polygon or a MultiPolygon, not \"Point\""),
        "{mistake}"
    );
    let mistake = Packet::with("wards.geojson", "FeatureCollection", "Topology").mistake();
    assert!(
        mistake.contains("\"type\" must be \"FeatureCollection\" here"),
        "{mistake}"
    );
    let packet = Packet::sound();
    packet.write("wards.geojson", "[]");
    assert!(
        packet
            .mistake()
            .contains("must be the collection of wards with its keys, not a list")
    );
}

#[test]
fn unknown_properties_and_doubled_keys_are_told() {
    let mistake =
        Packet::with("wards.geojson", "\"name\": \"West\"", "\"nmae\": \"West\"").mistake();
    assert_eq!(
        mistake,
        "wards.geojson:20:37: a ward has no key \"nmae\". Did you mean \"name\"?"
    );
    let twice = "\"name\": \"West\", \"name\": \"Wild West\"";
    let mistakes = Packet::with("wards.geojson", "\"name\": \"West\"", twice).mistakes();
    assert!(
        mistakes[0].contains("\"name\" is written twice here"),
        "{mistakes:?}"
    );
}

#[test]
fn names_by_language_use_the_languages_of_the_pack() {
    let mistake = Packet::with("wards.geojson", "name:tw", "name:fr").mistake();
    assert!(
        mistake.contains("the language \"fr\" is not in the list in pack.toml"),
        "{mistake}"
    );
}

#[test]
fn another_coordinate_system_is_refused_and_the_usual_one_is_not() {
    let crs = |name: &str| {
        let new = format!(
            "\"crs\": {{\"type\": \"name\", \"properties\": {{\"name\": \"{name}\"}}}}, \"features\": ["
        );
        Packet::with("wards.geojson", "\"features\": [", &new)
    };
    assert!(crs("urn:ogc:def:crs:OGC:1.3:CRS84").load().is_ok());
    assert!(
        crs("EPSG:32630")
            .mistake()
            .contains("save the file in EPSG:4326")
    );
}

#[test]
fn a_sample_shape_needs_a_sample_pack() {
    let marked = "\"id\": \"west\", \"sample\": true,";
    let packet = Packet::with("wards.geojson", "\"id\": \"west\",", marked);
    assert!(
        packet
            .mistake()
            .contains("marked as a sample but the pack is not")
    );
    assert!(
        packet
            .and("pack.toml", "hue", "sample = true\nhue")
            .load()
            .is_ok()
    );
}

#[test]
fn coordinates_are_kept_to_a_tenth_of_a_metre() {
    let packet = Packet::with("wards.geojson", "[7.1, 4]", "[7.123456789, 4]");
    let loaded = packet.load().expect("sound");
    assert_eq!(loaded.wards.wards[0].polygons[0][0][1], (7.123_457, 4.0));
}

#[test]
fn a_municipality_may_have_no_wards_yet() {
    let packet = Packet::sound();
    packet.write(
        "wards.geojson",
        r#"{"type": "FeatureCollection", "features": []}"#,
    );
    assert_eq!(packet.load().expect("sound").wards.wards, []);
}
