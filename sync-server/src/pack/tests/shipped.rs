//! The packs that are shipped, and packs as they travel.

use super::super::{LoadedPack, load, parts};
use super::kit::Packet;
use durbar_core::pack::{Pack, Ward, Wards, due_date};
use std::path::Path;

fn shipped(name: &str) -> LoadedPack {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    match load(&packs.join(name)) {
        Ok(loaded) => loaded,
        Err(errors) => {
            let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}", told.join("\n"));
        }
    }
}

fn sekondi_takoradi() -> LoadedPack {
    shipped("sekondi-takoradi")
}

/// Every pack that is shipped, checked.
fn all() -> Vec<LoadedPack> {
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/packs");
    let mut all: Vec<LoadedPack> = std::fs::read_dir(packs)
        .expect("packs")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| shipped(&entry.file_name().to_string_lossy()))
        .collect();
    all.sort_by(|left, right| left.pack.id.cmp(&right.pack.id));
    all
}

#[test]
fn every_shipped_pack_is_a_whole_sample() {
    let all = all();
    assert_eq!(all.len(), 2);
    for loaded in all {
        let pack = &loaded.pack;
        assert!(pack.sample, "{}", pack.id);
        assert!(pack.complaints.categories.len() >= 20, "{}", pack.id);
        assert!(pack.complaints.reply_templates.len() >= 6, "{}", pack.id);
        assert!(pack.complaints.escalation.len() >= 2, "{}", pack.id);
        assert!((12..=16).contains(&loaded.wards.wards.len()), "{}", pack.id);
    }
}

/// What one language lacks, all its readers see in another one, and marked so.
#[test]
fn every_shipped_pack_says_everything_in_each_of_its_languages() {
    for LoadedPack { pack, wards } in all() {
        let complaints = &pack.complaints;
        let texts = pack
            .departments
            .iter()
            .flat_map(|department| [Some(&department.name), department.counter.as_ref()])
            .chain(complaints.categories.iter().flat_map(|category| {
                let note = category.not_here.as_ref();
                [Some(&category.name), Some(&category.examples), note]
            }))
            .chain(complaints.states.iter().map(|state| Some(&state.label)))
            .chain(complaints.transitions.iter().map(|way| Some(&way.label)))
            .chain(
                complaints
                    .reply_templates
                    .iter()
                    .flat_map(|reply| [Some(&reply.title), Some(&reply.text)]),
            )
            .chain(pack.calendar.holidays.iter().map(|day| Some(&day.name)))
            .chain(wards.wards.iter().map(|ward| Some(&ward.name)))
            .chain([Some(&pack.name)]);
        for text in texts.flatten() {
            for language in &pack.languages {
                assert!(text.0.contains_key(&language.code), "{}: {text:?}", pack.id);
            }
        }
    }
}

#[test]
fn a_reply_fills_in_the_same_fields_in_each_language() {
    let fields = |text: &str| {
        let mut fields: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
            .collect();
        fields.sort();
        fields
    };
    for LoadedPack { pack, .. } in all() {
        for reply in &pack.complaints.reply_templates {
            let mut texts = reply.text.0.values().map(|text| fields(text));
            let first = texts.next().expect("a language");
            assert!(texts.all(|other| other == first), "{}: {reply:?}", pack.id);
        }
    }
}

#[test]
fn what_a_new_citizen_fetches_of_a_shipped_pack_stays_under_60_kb() {
    for loaded in all() {
        let parts = parts(&loaded).expect("parts");
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["base", "wards"]);
        let bytes: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(bytes < 60_000, "{}: {bytes} bytes", loaded.pack.id);
    }
}

#[test]
fn parts_are_the_pack_again_when_they_are_read() {
    let loaded = sekondi_takoradi();
    let parts = parts(&loaded).expect("parts");
    let json = |index: usize| durbar_sync::codec::expand(&parts[index].1, 1 << 20).expect("shrunk");
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
fn no_place_of_a_shipped_pack_lies_in_two_wards() {
    for LoadedPack { pack, wards } in all() {
        let points = || {
            wards
                .wards
                .iter()
                .flat_map(|ward| ward.polygons.iter().flatten().flatten())
        };
        let low = |pick: fn(&(f64, f64)) -> f64| points().map(pick).fold(f64::MAX, f64::min);
        let high = |pick: fn(&(f64, f64)) -> f64| points().map(pick).fold(f64::MIN, f64::max);
        let (west, east) = (low(|point| point.0), high(|point| point.0));
        let (south, north) = (low(|point| point.1), high(|point| point.1));
        let mut inside = 0;
        for column in 0..150 {
            for row in 0..150 {
                let point = (
                    west + (east - west) * (f64::from(column) + 0.37) / 150.0,
                    south + (north - south) * (f64::from(row) + 0.41) / 150.0,
                );
                let holding: Vec<&str> = wards
                    .wards
                    .iter()
                    .filter(|ward| holds(ward, point))
                    .map(|ward| ward.id.as_str())
                    .collect();
                assert!(holding.len() <= 1, "{}: {point:?} in {holding:?}", pack.id);
                inside += holding.len();
            }
        }
        assert!(inside > 5000, "{}: {inside} points lie in wards", pack.id);
    }
}

#[test]
fn the_bajrams_and_both_easters_of_2026_are_kept_at_gjakova() {
    let calendar = shipped("gjakova").pack.calendar;
    let names: Vec<&str> = calendar
        .holidays
        .iter()
        .filter(|day| day.date.to_string().starts_with("2026"))
        .map(|day| day.name.0["en"].as_str())
        .collect();
    for wanted in [
        "Fitër Bajram (Eid-ul-Fitr)",
        "Kurban Bajram (Eid-ul-Adha)",
        "Catholic Easter Monday",
        "Orthodox Easter Monday",
    ] {
        assert!(names.contains(&wanted), "{wanted} in {names:?}");
    }
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
