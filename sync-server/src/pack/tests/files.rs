//! The folder, the spelling of its files, and what holds for every key.

use super::kit::Packet;
use std::fs;

#[test]
fn a_sound_pack_loads() {
    let loaded = Packet::sound().load().expect("no mistakes");
    assert_eq!(loaded.pack.id, "little-town");
    assert_eq!(loaded.pack.name.0["tw"], "Kurow Ketewa");
    assert_eq!(loaded.pack.utc_offset_minutes, 60);
    assert!(!loaded.pack.sample);
    assert_eq!(loaded.pack.languages[1].name, "Twi");
    let categories: Vec<_> = loaded
        .pack
        .complaints
        .categories
        .iter()
        .map(|c| &c.id)
        .collect();
    assert_eq!(categories, ["drains", "roads"], "in the order of the file");
    assert_eq!(loaded.pack.complaints.categories[0].working_days, Some(5));
    assert_eq!(loaded.pack.complaints.categories[1].working_days, None);
    assert!(loaded.pack.complaints.transitions[1].reason);
    assert_eq!(loaded.pack.calendar.weekend, [6, 7]);
    assert_eq!(
        loaded.pack.calendar.holidays[1].date.to_string(),
        "2026-12-25"
    );
    assert_eq!(loaded.wards.wards[0].name.0["tw"], "Apuei");
    assert_eq!(loaded.wards.wards[1].polygons[0][0][1], (7.0, 4.0));
}

#[test]
fn a_sound_pack_is_summed_up_in_a_line() {
    let loaded = Packet::with("pack.toml", "hue", "sample = true\nhue")
        .load()
        .expect("sound");
    assert_eq!(
        loaded.to_string(),
        "little-town 1 (sample): languages en, tw; 2 departments, 2 categories, 7 states, \
         1 reply templates, 2 holidays, 2 wards"
    );
}

#[test]
fn loading_changes_nothing_in_the_folder() {
    let packet = Packet::with("pack.toml", "hue = 200", "hue = 400");
    let listing = || {
        let mut files: Vec<_> = fs::read_dir(packet.dir())
            .expect("the folder")
            .map(|entry| {
                let path = entry.expect("an entry").path();
                (path.clone(), fs::read(path).expect("a file"))
            })
            .collect();
        files.sort();
        files
    };
    let before = listing();
    assert!(packet.load().is_err());
    assert_eq!(listing(), before);
}

#[test]
fn all_mistakes_of_all_files_are_told_in_order() {
    let packet = Packet::with("pack.toml", "hue = 200", "hue = 400")
        .and("departments.toml", "name.en = \"Works\"", "name.en = \"\"")
        .and("complaints.toml", "icon = \"drop\"", "icon = \"dorp\"")
        .and("complaints.toml", "tone = \"good\"", "tone = \"great\"")
        .and("calendar.toml", "\"sunday\"", "\"sonday\"")
        .and("wards.geojson", "[7.1, 4]", "[700, 4]");
    let places: Vec<String> = packet
        .mistakes()
        .iter()
        .map(|mistake| mistake.split(": ").next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(
        places,
        [
            "pack.toml:6:7",
            "departments.toml:7:11",
            "complaints.toml:9:8",
            "complaints.toml:33:8",
            "calendar.toml:1:24",
            "wards.geojson:11:11",
        ]
    );
}

#[test]
fn a_missing_folder_is_told() {
    let errors = super::super::load(&Packet::sound().dir().join("nowhere")).expect_err("a mistake");
    assert!(
        errors[0]
            .message
            .starts_with("this folder cannot be opened"),
        "{errors:?}"
    );
}

#[test]
fn a_file_instead_of_a_folder_is_told() {
    let errors =
        super::super::load(&Packet::sound().dir().join("pack.toml")).expect_err("a mistake");
    assert!(
        errors[0]
            .message
            .contains("name the folder that holds pack.toml"),
        "{errors:?}"
    );
}

#[test]
fn every_missing_file_is_told() {
    let packet = Packet::sound();
    for file in ["departments.toml", "wards.geojson"] {
        fs::remove_file(packet.dir().join(file)).expect("removed");
    }
    let mistakes = packet.mistakes();
    assert_eq!(mistakes.len(), 2, "{mistakes:#?}");
    assert_eq!(mistakes[0], "departments.toml: this file is missing");
    assert!(mistakes[1].starts_with("wards.geojson: this file is missing. Without shapes yet"));
}

#[test]
fn a_misnamed_file_is_told_and_notes_are_let_be() {
    let packet = Packet::sound();
    packet.write("README.md", "notes");
    packet.write(".editor", "");
    packet.write("complaint.toml", "");
    let mistake = packet.mistake();
    assert!(
        mistake.starts_with(
            "complaint.toml: a pack has no such file. Did you mean \"complaints.toml\"?"
        ),
        "{mistake}"
    );
}

#[test]
fn a_file_that_is_too_large_is_refused_without_being_read() {
    let packet = Packet::sound();
    packet.write("wards.geojson", vec![b' '; 1_000_001]);
    let mistake = packet.mistake();
    assert!(
        mistake.starts_with("wards.geojson: this file is larger than 1000 KB"),
        "{mistake}"
    );
    assert!(mistake.contains("simplifying the shapes"), "{mistake}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused_and_one_inside_is_followed() {
    let elsewhere = Packet::sound();
    let packet = Packet::sound();
    let path = packet.dir().join("calendar.toml");
    fs::remove_file(&path).expect("removed");
    std::os::unix::fs::symlink(elsewhere.dir().join("calendar.toml"), &path).expect("a link");
    let mistake = packet.mistake();
    assert!(
        mistake.starts_with("calendar.toml: this is a link to a file outside the pack's folder"),
        "{mistake}"
    );

    fs::remove_file(&path).expect("removed");
    fs::copy(
        elsewhere.dir().join("calendar.toml"),
        packet.dir().join(".real"),
    )
    .expect("a copy");
    std::os::unix::fs::symlink(packet.dir().join(".real"), &path).expect("a link");
    assert!(packet.load().is_ok());
}

#[test]
fn text_that_is_not_utf8_is_told_with_its_line() {
    let packet = Packet::sound();
    packet.write("departments.toml", b"[[department]]\nid = \"caf\xe9\"\n");
    assert_eq!(
        packet.mistake(),
        "departments.toml: line 2 is not UTF-8 text: save the file as UTF-8"
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    let packet = Packet::sound();
    for file in [
        "pack.toml",
        "departments.toml",
        "complaints.toml",
        "calendar.toml",
        "wards.geojson",
    ] {
        let text = fs::read_to_string(packet.dir().join(file)).expect("the file");
        packet.write(file, format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    assert_eq!(packet.load().ok(), Packet::sound().load().ok());
}

#[test]
fn bad_toml_is_told_with_each_place_and_hides_nothing_in_other_files() {
    let packet = Packet::with("departments.toml", "id = \"desk\"", "id = desk")
        .and("departments.toml", "id = \"works\"", "id = ")
        .and("calendar.toml", "\"sunday\"", "7");
    let mistakes = packet.mistakes();
    assert!(
        mistakes[0].starts_with("departments.toml:2:"),
        "{mistakes:#?}"
    );
    assert!(
        mistakes[1].starts_with("departments.toml:6:"),
        "{mistakes:#?}"
    );
    assert!(
        mistakes[2].starts_with("calendar.toml:1:24:"),
        "{mistakes:#?}"
    );
    assert_eq!(
        mistakes.len(),
        3,
        "departments are not called unknown: {mistakes:#?}"
    );
}

#[test]
fn a_key_that_is_written_twice_is_told() {
    let mistake = Packet::with("pack.toml", "hue = 200", "hue = 200\nhue = 201").mistake();
    assert!(
        mistake.starts_with("pack.toml:7:1: this cannot be read: duplicate key"),
        "{mistake}"
    );
}

#[test]
fn very_deep_nesting_is_refused_and_does_not_bring_anything_down() {
    let packet = Packet::sound();
    packet.write("pack.toml", format!("a = {}", "[".repeat(200_000)));
    packet.write("wards.geojson", "[".repeat(200_000));
    let mistakes = packet.mistakes();
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.starts_with("pack.toml:")),
        "{mistakes:.200?}"
    );
    assert!(
        mistakes
            .iter()
            .any(|mistake| mistake.starts_with("wards.geojson:"))
    );
}

#[test]
fn bad_json_is_told_with_its_place() {
    let mistake = Packet::with("wards.geojson", "[7.1, 4],", "[7.1, 4]").mistake();
    assert!(mistake.starts_with("wards.geojson:12:"), "{mistake}");
    assert!(
        mistake.contains("this is not sound JSON: expected `,` or `]`"),
        "{mistake}"
    );
}

#[test]
fn an_unknown_key_is_told_with_the_one_that_was_meant() {
    assert_eq!(
        Packet::with("complaints.toml", "icon = \"drop\"", "icn = \"drop\"").mistake(),
        "complaints.toml:9:1: a category has no key \"icn\". Did you mean \"icon\"?"
    );
    let mistake = Packet::with("pack.toml", "hue = 200", "hue = 200\nmotto = \"x\"").mistake();
    assert!(mistake.starts_with("pack.toml:7:1: the pack has no key \"motto\". There is: "));
}

#[test]
fn a_missing_key_is_told_with_an_example() {
    assert_eq!(
        Packet::with("complaints.toml", "icon = \"drop\"\n", "").mistake(),
        "complaints.toml:5:1: a category needs \"icon\". Add it, for example: icon = \"drop\""
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_told() {
    assert_eq!(
        Packet::with("pack.toml", "hue = 200", "hue = \"green\"").mistake(),
        "pack.toml:6:7: \"hue\" must be a whole number from 0 to 359, not a text"
    );
    let mistake = Packet::with("complaints.toml", "reason = true", "reason = \"yes\"").mistake();
    assert!(
        mistake.contains("must be true or false, without quotes, not a text"),
        "{mistake}"
    );
    let mistake = Packet::with("departments.toml", "id = \"works\"", "id = 3").mistakes();
    assert!(
        mistake[0].starts_with("departments.toml:6:6: \"id\" must be a text"),
        "{mistake:?}"
    );
}

#[test]
fn single_brackets_are_explained() {
    let packet = Packet::sound();
    packet.write(
        "calendar.toml",
        "weekend = []\n[holiday]\ndate = 2026-01-01\n",
    );
    let mistake = packet.mistake();
    assert!(
        mistake.contains("begin each holiday with [[holiday]], in two brackets"),
        "{mistake}"
    );
}
