//! The pack itself, its languages and texts, departments, categories and calendar.

use super::kit::Packet;

#[test]
fn numbers_out_of_range_are_refused() {
    for (file, old, new) in [
        ("pack.toml", "hue = 200", "hue = 360"),
        ("pack.toml", "hue = 200", "hue = -1"),
        (
            "pack.toml",
            "utc-offset-minutes = 60",
            "utc-offset-minutes = 900",
        ),
        ("complaints.toml", "working-days = 10", "working-days = 0"),
        ("complaints.toml", "working-days = 5", "working-days = 366"),
        (
            "complaints.toml",
            "working-days = 5",
            "working-days = 99999999999999999999",
        ),
    ] {
        let mistake = Packet::with(file, old, new).mistake();
        assert!(
            mistake.contains("must be a whole number from"),
            "{new}: {mistake}"
        );
    }
}

#[test]
fn an_ill_formed_id_is_refused_with_a_sound_one() {
    let mistake = Packet::with(
        "complaints.toml",
        "id = \"roads\"",
        "id = \"Roads & Bridges\"",
    )
    .mistake();
    assert!(mistake.starts_with("complaints.toml:14:6: \"Roads & Bridges\" cannot be an id"));
    assert!(
        mistake.ends_with("For example: \"roads-bridges\""),
        "{mistake}"
    );
    for bad in ["2nd", "a--b", "-a", "a-", "é", "../up", &"a".repeat(41)] {
        let packet = Packet::with(
            "complaints.toml",
            "id = \"roads\"",
            &format!("id = \"{bad}\""),
        );
        assert!(packet.mistake().contains("cannot be an id"), "{bad}");
    }
}

#[test]
fn ids_must_be_unique_in_each_list() {
    for (file, old, new, place) in [
        (
            "departments.toml",
            "id = \"works\"",
            "id = \"desk\"",
            "departments.toml:6:6",
        ),
        (
            "complaints.toml",
            "id = \"roads\"",
            "id = \"drains\"",
            "complaints.toml:14:6",
        ),
        (
            "pack.toml",
            "code = \"tw\"",
            "code = \"en\"",
            "pack.toml:14:8",
        ),
        (
            "wards.geojson",
            "\"id\": \"west\"",
            "\"id\": \"east\"",
            "wards.geojson:20:29",
        ),
    ] {
        let mistakes = Packet::with(file, old, new).mistakes();
        let told = mistakes
            .iter()
            .any(|m| m.starts_with(place) && m.contains("is there already, in line"));
        assert!(told, "{place} in {mistakes:#?}");
    }
}

#[test]
fn a_department_that_does_not_exist_is_told_with_the_one_that_was_meant() {
    assert_eq!(
        Packet::with(
            "complaints.toml",
            "department = \"works\"",
            "department = \"work\""
        )
        .mistake(),
        "complaints.toml:10:14: category \"drains\" names department \"work\", which is not in \
         departments.toml. Did you mean \"works\"?"
    );
}

#[test]
fn a_front_desk_that_does_not_exist_is_told() {
    assert_eq!(
        Packet::with(
            "pack.toml",
            "front-desk = \"desk\"",
            "front-desk = \"porter\""
        )
        .mistake(),
        "pack.toml:7:14: the front desk \"porter\" is no department of departments.toml. \
         There is: desk, works"
    );
}

#[test]
fn a_department_with_another_mistake_is_not_called_unknown() {
    let mistake = Packet::with("departments.toml", "name.en = \"Works\"", "name.en = 5").mistake();
    assert!(mistake.starts_with("departments.toml:7:11:"), "{mistake}");
}

#[test]
fn an_unknown_icon_is_told() {
    assert_eq!(
        Packet::with("complaints.toml", "icon = \"road\"", "icon = \"raod\"").mistake(),
        "complaints.toml:17:8: there is no icon \"raod\". Did you mean \"road\"?"
    );
}

#[test]
fn the_category_of_those_who_do_not_know_is_the_apps_own() {
    let mistake = Packet::with("complaints.toml", "id = \"roads\"", "id = \"unknown\"").mistake();
    assert!(mistake.contains("is the app's own"), "{mistake}");
}

#[test]
fn a_pack_without_departments_or_categories_is_refused() {
    let packet = Packet::sound();
    packet.write("departments.toml", "");
    let mistakes = packet.mistakes();
    assert!(
        mistakes
            .iter()
            .any(|m| m.contains("needs at least one department")),
        "{mistakes:#?}"
    );
    let packet = Packet::sound();
    packet.write("complaints.toml", "working-days = 3\n");
    let mistakes = packet.mistakes();
    assert!(
        mistakes
            .iter()
            .any(|m| m.contains("begin a category with [[category]]"))
    );
    assert!(
        mistakes
            .iter()
            .any(|m| m.contains("begin the first one with [[state]]"))
    );
}

#[test]
fn every_text_has_the_first_language() {
    assert_eq!(
        Packet::with(
            "complaints.toml",
            "name.en = \"Roads\"",
            "name.tw = \"Akwan\""
        )
        .mistake(),
        "complaints.toml:15:1: \"name\" is missing in the first language of the pack: \
         add name.en = \"…\""
    );
}

#[test]
fn a_text_in_an_unknown_language_is_told() {
    let mistake = Packet::with(
        "complaints.toml",
        "name.en = \"Roads\"",
        "name.en = \"Roads\"\nname.tv = \"Akwan\"",
    )
    .mistake();
    assert!(
        mistake.starts_with(
            "complaints.toml:16:6: the language \"tv\" is not in the list in pack.toml."
        ),
        "{mistake}"
    );
}

#[test]
fn a_text_without_a_language_is_explained() {
    assert_eq!(
        Packet::with("complaints.toml", "name.en = \"Roads\"", "name = \"Roads\"").mistake(),
        "complaints.toml:15:1: say in which language \"name\" is: name.en = \"…\""
    );
}

#[test]
fn empty_long_and_odd_texts_are_refused() {
    for (new, part) in [
        ("name.en = \" \"".to_owned(), "is empty"),
        (
            format!("name.en = \"{}\"", "a".repeat(81)),
            "has 81 characters",
        ),
        (
            "name.en = \"a\\u0007b\"".into(),
            "invisible control character",
        ),
        ("name.en = \"a\\nb\"".into(), "must fit in one line"),
    ] {
        let mistake = Packet::with("complaints.toml", "name.en = \"Roads\"", &new).mistake();
        assert!(mistake.contains(part), "{mistake}");
    }
    let lines = Packet::with(
        "complaints.toml",
        "\"Thank you.\"",
        "\"Thank you.\\n\\nThe office\"",
    );
    assert!(lines.load().is_ok(), "a reply has several lines");
}

#[test]
fn a_language_code_must_look_like_one() {
    for bad in ["English", "e", "EN", "en_GB", "en-"] {
        let packet = Packet::with("pack.toml", "code = \"tw\"", &format!("code = \"{bad}\""));
        let mistakes = packet.mistakes();
        assert!(
            mistakes[0].contains("is no language code"),
            "{bad}: {mistakes:?}"
        );
    }
}

#[test]
fn a_pack_needs_a_language() {
    let packet = Packet::sound();
    packet.write(
        "pack.toml",
        "id = \"x\"\nversion = \"1\"\nname.en = \"X\"\nutc-offset-minutes = 0\nhue = 1\n\
         front-desk = \"desk\"\n",
    );
    assert!(packet.mistake().contains("the pack needs a language"));
}

#[test]
fn a_version_is_short_and_plain() {
    let mistake = Packet::with("pack.toml", "version = \"1\"", "version = \"v1 final\"").mistake();
    assert!(
        mistake.starts_with("pack.toml:2:11: the version \"v1 final\""),
        "{mistake}"
    );
}

#[test]
fn the_weekend_names_days_and_leaves_one_to_work() {
    let all = "[\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \
               \"sunday\"]";
    for (weekend, part) in [
        ("[\"sunday\", \"sunday\"]", "is written twice"),
        ("[\"saterday\"]", "Did you mean \"saturday\"?"),
        ("[\"friday\", 6]", "write the days by their names"),
        ("\"sunday\"", "must be a list of days"),
        (all, "no day would be worked"),
    ] {
        let mistake =
            Packet::with("calendar.toml", "[\"saturday\", \"sunday\"]", weekend).mistake();
        assert!(mistake.starts_with("calendar.toml:1:"), "{mistake}");
        assert!(mistake.contains(part), "{mistake}");
    }
}

#[test]
fn holidays_are_days_of_the_calendar() {
    for (date, part) in [
        ("\"2026-01-01\"", "without quotes"),
        ("2026-01-01T10:00:00", "without a time"),
        ("20260101", "must be a date, not a whole number"),
        ("1026-01-01", "the year 1026"),
        ("2026-02-30", ""),
        ("2026-13-01", ""),
    ] {
        let mistakes = Packet::with("calendar.toml", "2026-01-01", date).mistakes();
        assert!(
            mistakes[0].starts_with("calendar.toml:4:"),
            "{date}: {mistakes:?}"
        );
        assert!(mistakes[0].contains(part), "{date}: {mistakes:?}");
    }
}

#[test]
fn holidays_are_in_order_and_each_day_once() {
    let mistake = Packet::with("calendar.toml", "2026-12-25", "2025-12-25").mistake();
    assert!(
        mistake.starts_with("calendar.toml:8:8: this day comes before the one in line 4"),
        "{mistake}"
    );
    let mistake = Packet::with("calendar.toml", "2026-12-25", "2026-01-01").mistake();
    assert!(
        mistake.starts_with("calendar.toml:8:8: this day is there already, in line 4"),
        "{mistake}"
    );
}
