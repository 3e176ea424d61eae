//! What the app itself does with states, escalation, replies with fields, counters.

use super::kit::Packet;

#[test]
fn what_is_written_is_what_the_app_gets() {
    let packet = Packet::with(
        "complaints.toml",
        "icon = \"road\"",
        "icon = \"road\"\nnot-here.en = \"Highways: the Highway Authority\"",
    )
    .and(
        "departments.toml",
        "name.en = \"Works\"",
        "name.en = \"Works\"\ncounter.en = \"Block B, Monday to Friday 8:00 to 16:30\"",
    );
    let pack = packet.load().expect("sound").pack;
    let complaints = &pack.complaints;
    let counter = pack.departments[1].counter.as_ref().expect("a counter");
    assert_eq!(counter.0["en"], "Block B, Monday to Friday 8:00 to 16:30");
    let note = complaints.categories[1].not_here.as_ref().expect("a note");
    assert_eq!(note.0["en"], "Highways: the Highway Authority");
    assert_eq!((complaints.confirm_days, complaints.reopen_days), (14, 30));
    let steps: Vec<(u16, &str)> = complaints
        .escalation
        .iter()
        .map(|step| (step.after_days, step.department.as_str()))
        .collect();
    assert_eq!(steps, [(3, "desk")]);
    let roles: Vec<String> = complaints
        .states
        .iter()
        .filter_map(|state| Some(format!("{} {:?}", state.id, state.role?)))
        .collect();
    assert_eq!(
        roles,
        [
            "fixed Fixed",
            "waiting Waiting",
            "reopened Reopened",
            "withdrawn Withdrawn",
            "duplicate Duplicate"
        ]
    );
}

#[test]
fn a_role_that_no_state_has_is_told() {
    assert_eq!(
        Packet::with("complaints.toml", "role = \"duplicate\"\n", "").mistake(),
        "complaints.toml:21:6: a state that a complaint gets when another one is about the same \
         thing is missing: add role = \"duplicate\" to it"
    );
}

#[test]
fn a_role_is_given_once() {
    let mistake = Packet::with(
        "complaints.toml",
        "tone = \"progress\"",
        "tone = \"progress\"\nrole = \"waiting\"",
    )
    .mistake();
    assert!(
        mistake.contains("the role \"waiting\" is given already, in line 29: one state has it"),
        "{mistake}"
    );
}

#[test]
fn an_unknown_role_is_told_with_the_one_that_was_meant() {
    assert_eq!(
        Packet::with("complaints.toml", "role = \"fixed\"", "role = \"fix\"").mistake(),
        "complaints.toml:35:8: there is no role \"fix\". \
         There is: waiting, fixed, reopened, withdrawn, duplicate"
    );
}

#[test]
fn a_role_asks_for_an_open_or_a_closed_state() {
    assert_eq!(
        Packet::with("complaints.toml", "closed = true\n", "").mistake(),
        "complaints.toml:34:8: the role \"fixed\" is for the state in which the citizen is asked \
         to confirm, and this one is open: add closed = true"
    );
    let mistake = Packet::with(
        "complaints.toml",
        "role = \"waiting\"",
        "role = \"waiting\"\nclosed = true",
    )
    .mistake();
    assert!(
        mistake.ends_with("and this one is closed: remove closed = true"),
        "{mistake}"
    );
}

#[test]
fn no_officer_takes_a_complaint_back_for_the_citizen() {
    let way = "[[transition]]\nfrom = [\"working\"]\nto = \"withdrawn\"\nlabel.en = \"Drop\"\n\n\
               [[reply-template]]";
    let mistake = Packet::with("complaints.toml", "[[reply-template]]", way).mistake();
    assert!(
        mistake.ends_with(
            "\"withdrawn\" has the role \"withdrawn\": the app itself sets it, with what belongs \
             to it. Remove this transition"
        ),
        "{mistake}"
    );
}

#[test]
fn a_reopened_complaint_can_go_on() {
    let mistake = Packet::with(
        "complaints.toml",
        "from = [\"waiting\", \"reopened\"]",
        "from = [\"waiting\"]",
    )
    .mistake();
    assert!(
        mistake.contains("a complaint in the state \"reopened\" has no way on"),
        "{mistake}"
    );
}

#[test]
fn the_days_of_the_citizen_are_needed_and_sane() {
    let mistake = Packet::with("complaints.toml", "confirm-days = 14\n", "").mistake();
    assert!(
        mistake.contains("needs \"confirm-days\". Add it, for example: confirm-days = 1"),
        "{mistake}"
    );
    let mistake = Packet::with("complaints.toml", "reopen-days = 30", "reopen-days = 0").mistake();
    assert!(
        mistake.starts_with("complaints.toml:3:15: \"reopen-days\" must be a whole number"),
        "{mistake}"
    );
}

#[test]
fn escalation_names_departments_in_the_order_of_days() {
    let step = |days: u16, department: &str| {
        format!("[[escalation]]\nafter-days = {days}\ndepartment = \"{department}\"\n")
    };
    let with = |new: &str| Packet::with("complaints.toml", &step(3, "desk"), new);
    assert_eq!(with("").mistakes(), Vec::<String>::new(), "none is needed");
    let two = format!("{}{}", step(3, "desk"), step(10, "works"));
    assert_eq!(with(&two).mistakes(), Vec::<String>::new());
    let mistake = with(&step(3, "porter")).mistake();
    assert!(
        mistake.contains("this escalation names department \"porter\""),
        "{mistake}"
    );
    let late = format!("{}{}", step(3, "desk"), step(3, "works"));
    let mistake = with(&late).mistake();
    assert!(
        mistake.contains("this step comes after 3 days, the one before it after 3"),
        "{mistake}"
    );
    let twice = format!("{}{}", step(3, "desk"), step(5, "desk"));
    let mistake = with(&twice).mistake();
    assert!(
        mistake.contains("is told by an earlier step already"),
        "{mistake}"
    );
}

#[test]
fn an_unknown_field_in_a_reply_is_told_with_the_list() {
    let with = |text: &str| {
        let new = format!("text.en = {text}");
        Packet::with("complaints.toml", "text.en = \"Thank you.\"", &new)
    };
    let all = "\"{reference} {title} {due} {office} {officer} {ward} {name}\"";
    assert_eq!(with(all).mistakes(), Vec::<String>::new());
    assert_eq!(
        with("\"Your case {referense}\"").mistake(),
        "complaints.toml:50:22: there is no field {referense}. Did you mean \"reference\"? \
         There is: reference, title, due, office, officer, ward, name"
    );
    let lines = with("\"\"\"\nThank you,\nuntil {day}.\"\"\"").mistake();
    assert!(lines.starts_with("complaints.toml:52:7: "), "{lines}");
    for odd in ["\"{\"", "\"a } b\"", "\"{}\"", "\"{ due }\""] {
        for mistake in with(odd).mistakes() {
            assert!(
                mistake.contains("a field is a word in braces"),
                "{odd}: {mistake}"
            );
        }
        assert!(!with(odd).mistakes().is_empty(), "{odd}");
    }
}

/// An icon that nothing draws would be a question mark.
#[test]
fn every_icon_of_a_category_is_drawn_by_the_app() {
    let drawn =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/components/icon.rs");
    let drawn = std::fs::read_to_string(drawn).expect("the icons");
    for icon in super::super::complaints::ICONS {
        let arm = format!("\"{icon}\" =>");
        assert!(icon == "question" || drawn.contains(&arm), "{icon}");
    }
}
