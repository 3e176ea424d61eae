//! The states of a complaint: every case begins open, can go on, and can end.

use super::kit::Packet;

#[test]
fn an_unknown_tone_is_told() {
    assert_eq!(
        Packet::with("complaints.toml", "tone = \"progress\"", "tone = \"blue\"").mistake(),
        "complaints.toml:28:8: there is no tone \"blue\". \
         There is: neutral, progress, question, good, bad"
    );
}

#[test]
fn a_transition_names_states_that_exist() {
    assert_eq!(
        Packet::with("complaints.toml", "to = \"fixed\"", "to = \"fixd\"").mistake(),
        "complaints.toml:43:6: there is no state \"fixd\". Did you mean \"fixed\"?"
    );
    let mistake = Packet::with(
        "complaints.toml",
        "[\"new\", \"fixed\"]",
        "[\"new\", \"don\"]",
    )
    .mistake();
    assert!(
        mistake.starts_with("complaints.toml:37:16: there is no state \"don\"."),
        "{mistake}"
    );
}

#[test]
fn a_transition_comes_from_a_list_of_states() {
    for from in ["\"working\"", "[]", "[3]"] {
        let mistake = Packet::with("complaints.toml", "[\"working\"]", from).mistake();
        assert!(mistake.starts_with("complaints.toml:42:"), "{mistake}");
    }
}

#[test]
fn a_way_to_itself_or_twice_is_told() {
    let mistakes = Packet::with(
        "complaints.toml",
        "[\"working\"]",
        "[\"working\", \"fixed\"]",
    )
    .mistakes();
    assert_eq!(
        mistakes,
        ["complaints.toml:42:20: this leads from \"fixed\" to \"fixed\": remove it here"]
    );
    let again = "[[transition]]\nfrom = [\"working\"]\nto = \"fixed\"\nlabel.en = \"Done\"\n\n\
                 [[reply-template]]";
    let mistake = Packet::with("complaints.toml", "[[reply-template]]", again).mistake();
    assert!(
        mistake.contains("the way from \"working\" to \"fixed\" is there already, in line 43"),
        "{mistake}"
    );
}

#[test]
fn a_new_complaint_is_not_closed() {
    let mistake = Packet::with(
        "complaints.toml",
        "tone = \"neutral\"",
        "tone = \"neutral\"\nclosed = true",
    )
    .mistake();
    assert!(mistake.starts_with("complaints.toml:21:6: a new complaint gets the first state"));
}

#[test]
fn a_state_that_cannot_be_reached_is_told() {
    let lost = "[[state]]\nid = \"lost\"\nlabel.en = \"Lost\"\ntone = \"bad\"\nclosed = true\n\n\
                [[transition]]";
    let mistake = Packet::with("complaints.toml", "[[transition]]", lost).mistake();
    assert_eq!(
        mistake,
        "complaints.toml:37:6: no complaint can get to the state \"lost\": \
         add a transition to it, or remove it"
    );
}

#[test]
fn an_open_state_without_a_way_on_is_told() {
    let stuck = "[[state]]\nid = \"stuck\"\nlabel.en = \"Stuck\"\ntone = \"bad\"\n\n\
                 [[transition]]\nfrom = [\"working\"]\nto = \"stuck\"\nlabel.en = \"Stick\"\n\n\
                 [[transition]]";
    let mistake = Packet::with("complaints.toml", "[[transition]]", stuck).mistake();
    assert!(
        mistake
            .starts_with("complaints.toml:37:6: a complaint in the state \"stuck\" has no way on"),
        "{mistake}"
    );
}

#[test]
fn a_circle_that_never_ends_is_told() {
    let circle = "[[state]]\nid = \"here\"\nlabel.en = \"Here\"\ntone = \"bad\"\n\n\
                  [[state]]\nid = \"there\"\nlabel.en = \"There\"\ntone = \"bad\"\n\n\
                  [[transition]]\nfrom = [\"working\", \"there\"]\nto = \"here\"\n\
                  label.en = \"Here\"\n\n\
                  [[transition]]\nfrom = [\"here\"]\nto = \"there\"\nlabel.en = \"There\"\n\n\
                  [[transition]]";
    let mistakes = Packet::with("complaints.toml", "[[transition]]", circle).mistakes();
    assert_eq!(mistakes.len(), 2, "{mistakes:#?}");
    assert!(mistakes[0].contains("from the state \"here\" no way leads to an end"));
    assert!(mistakes[1].contains("from the state \"there\" no way leads to an end"));
}
