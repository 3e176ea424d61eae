//! The packs that are shipped, and packs as they travel.

use super::super::{LoadedPack, load, parts};
use super::kit::Packet;
use durbar_core::pack::{Pack, Ward, Wards, due_date};
use std::path::Path;

fn sekondi_takoradi() -> LoadedPack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs/sekondi-takoradi");
    match load(&folder) {
        Ok(loaded) => loaded,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", told.join("\n"));
        }
    }
}

#[test]
fn every_shipped_pack_is_sound() {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    let mut count = 0;
    for entry in std::fs::read_dir(packs).expect("packs") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            let errors: Vec<String> = load(&path)
                .err()
                .into_iter()
                .flatten()
                .map(|error| error.to_string())
                .collect();
            assert_eq!(errors, Vec::<String>::new(), "{}", path.display());
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn sekondi_takoradi_says_that_it_is_a_sample() {
    let loaded = sekondi_takoradi();
    assert!(loaded.pack.sample);
    assert!(loaded.pack.complaints.categories.len() >= 12);
    assert!(loaded.pack.complaints.reply_templates.len() >= 6);
    assert!((12..=16).contains(&loaded.wards.wards.len()));
}

#[test]
fn what_a_new_citizen_fetches_of_sekondi_takoradi_stays_under_60_kb() {
    let parts = parts(&sekondi_takoradi()).expect("parts");
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["base", "wards"]);
    let bytes: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(bytes < 60_000, "{bytes} bytes");
}

#[test]
fn parts_are_the_pack_again_when_they_are_read() {
    let loaded = sekondi_takoradi();
    let parts = parts(&loaded).expect("parts");
    let json = |index: usize| zstd::stream::decode_all(parts[index].1.as_slice()).expect("zstd");
    let pack: Pack = serde_json::from_slice(&json(0)).expect("a pack");
    let wards: Wards = serde_json::from_slice(&json(1)).expect("wards");
    assert_eq!(LoadedPack { pack, wards }, loaded);
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let bytes = |packet: &Packet| parts(&packet.load().expect("sound")).expect("parts");
    let sound = Packet::sound();
    assert_eq!(bytes(&sound), bytes(&Packet::sound()));
    let changed = bytes(&Packet::with("pack.toml", "hue = 200", "hue = 201"));
    assert_ne!(bytes(&sound)[0], changed[0]);
    assert_eq!(
        bytes(&sound)[1],
        changed[1],
        "an unchanged part keeps its bytes"
    );
}

#[test]
fn a_drain_reported_before_farmers_day_is_answered_five_worked_days_later() {
    let pack = sekondi_takoradi().pack;
    let drains = pack
        .complaints
        .categories
        .iter()
        .find(|category| category.id == "drains");
    let days = drains
        .and_then(|category| category.working_days)
        .expect("its own time");
    let thursday = "2026-12-03".parse().expect("a date");
    let due = due_date(thursday, days, &[], thursday, &pack.calendar).expect("a day");
    assert_eq!(due.date.to_string(), "2026-12-11");
    let holiday = due.skipped[0].holiday.expect("a holiday");
    assert_eq!(pack.calendar.holidays[holiday].name.0["en"], "Farmers' Day");
}

#[test]
fn no_place_of_sekondi_takoradi_lies_in_two_wards() {
    let wards = sekondi_takoradi().wards.wards;
    let mut inside = 0;
    for column in 0..150 {
        for row in 0..180 {
            let point = (
                -1.8201 + 0.001 * f64::from(column),
                4.8701 + 0.001 * f64::from(row),
            );
            let holding: Vec<&str> = wards
                .iter()
                .filter(|ward| holds(ward, point))
                .map(|ward| ward.id.as_str())
                .collect();
            assert!(holding.len() <= 1, "{point:?} lies in {holding:?}");
            inside += holding.len();
        }
    }
    assert!(inside > 5000, "the wards cover something: {inside} points");
}

#[test]
fn known_places_lie_in_their_wards() {
    let wards = sekondi_takoradi().wards.wards;
    for (place, ward, point) in [
        ("Market Circle", "takoradi", (-1.7597, 4.8989)),
        ("Kojokrom", "kojokrom", (-1.7259, 4.9653)),
        ("Essikado", "essikado", (-1.7137, 4.9472)),
        ("Ketan", "ketan", (-1.7305, 4.952)),
        ("Kwesimintsim", "kwesimintsim", (-1.7892, 4.9132)),
    ] {
        let found = wards.iter().find(|candidate| holds(candidate, point));
        assert_eq!(found.map(|found| found.id.as_str()), Some(ward), "{place}");
    }
}

/// Whether a point lies in a ward without holes, by counting the edges east of it.
fn holds(ward: &Ward, (lon, lat): (f64, f64)) -> bool {
    let rings = ward.polygons.iter().flatten();
    let crossed = rings
        .flat_map(|ring| ring.windows(2))
        .filter(|edge| {
            let ((from_lon, from_lat), (to_lon, to_lat)) = (edge[0], edge[1]);
            (from_lat > lat) != (to_lat > lat)
                && lon < from_lon + (to_lon - from_lon) * (lat - from_lat) / (to_lat - from_lat)
        })
        .count();
    crossed % 2 == 1
}
