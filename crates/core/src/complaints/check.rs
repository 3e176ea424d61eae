//! What a draft still lacks, in the words of the user interface.

use crate::pack::Loaded;
use durbar_api::{
    Problem,
    complaints::{
        Answers, Contact, ContactWish, MAX_CONTACT, MAX_LANDMARK, MAX_PHOTOS, MAX_TEXT,
        UNKNOWN_CATEGORY,
    },
};
use durbar_forms::{Answer, Fault, Finding, Form, Kind, Question};

/// The questions of a complaint. Where is asked once, and answered in any of three ways.
fn form(pack: Option<&Loaded>) -> Form {
    let question = |name: &str, required, kind| Question {
        name: name.to_owned(),
        required,
        kind,
    };
    let mut choices = vec![UNKNOWN_CATEGORY.to_owned()];
    if let Some(pack) = pack {
        choices.extend(
            pack.pack
                .complaints
                .categories
                .iter()
                .map(|category| category.id.clone()),
        );
    }
    let wards = pack.map_or_else(Vec::new, |pack| {
        pack.wards
            .wards
            .iter()
            .map(|ward| ward.id.clone())
            .collect()
    });
    Form {
        questions: vec![
            question("category", true, Kind::Choice { choices }),
            question("description", true, Kind::Text { longest: MAX_TEXT }),
            question("position", false, Kind::Geopoint),
            question(
                "landmark",
                false,
                Kind::Text {
                    longest: MAX_LANDMARK,
                },
            ),
            question("ward", false, Kind::Choice { choices: wards }),
            question("photos", false, Kind::Files { most: MAX_PHOTOS }),
        ],
    }
}

/// Each question that needs another answer, in page order.
pub(super) fn problems(answers: &Answers, photos: usize, pack: Option<&Loaded>) -> Vec<Problem> {
    let place = &answers.place;
    let mut given = vec![
        (
            "category",
            Answer::Choice(answers.category.clone().unwrap_or_default()),
        ),
        ("description", Answer::Text(answers.description.clone())),
        ("landmark", Answer::Text(place.landmark.clone())),
        (
            "ward",
            Answer::Choice(place.ward.clone().unwrap_or_default()),
        ),
        ("photos", Answer::Files(photos)),
    ];
    if let Some(position) = &place.position {
        let (latitude, longitude) = (position.latitude, position.longitude);
        given.push((
            "position",
            Answer::Geopoint {
                latitude,
                longitude,
            },
        ));
    }
    let mut problems: Vec<Problem> = form(pack).check(&given).into_iter().map(problem).collect();
    let somewhere =
        place.position.is_some() || place.ward.is_some() || !place.landmark.trim().is_empty();
    if !somewhere {
        let before_photos = problems
            .iter()
            .position(|problem| problem.field == "photos");
        let missing = Problem {
            field: "place".to_owned(),
            message_key: "error-place-missing".to_owned(),
            args: Vec::new(),
        };
        problems.insert(before_photos.unwrap_or(problems.len()), missing);
    }
    problems.extend(contact(&answers.contact));
    problems
}

/// Who wants to be called has to say where; nothing else is asked for.
fn contact(contact: &Contact) -> Option<Problem> {
    let asks = matches!(
        contact.wish,
        ContactWish::Call | ContactWish::Sms | ContactWish::Email
    );
    let longest = contact
        .name
        .chars()
        .count()
        .max(contact.address.chars().count());
    let (key, args) = if asks && contact.address.trim().is_empty() {
        ("error-contact-missing", Vec::new())
    } else if longest > MAX_CONTACT {
        let args = vec![
            ("count".to_owned(), longest.to_string()),
            ("limit".to_owned(), MAX_CONTACT.to_string()),
        ];
        ("error-contact-too-long", args)
    } else {
        return None;
    };
    Some(Problem {
        field: "contact".to_owned(),
        message_key: key.to_owned(),
        args,
    })
}

fn problem(finding: Finding) -> Problem {
    let field = match finding.question.as_str() {
        "position" | "landmark" | "ward" => "place",
        name => name,
    };
    let message_key = match (finding.question.as_str(), finding.fault) {
        ("category", _) => "error-category-missing",
        ("description", Fault::Missing) => "error-description-missing",
        ("description", _) => "error-text-too-long",
        ("position", _) => "error-position-range",
        ("landmark", _) => "error-landmark-too-long",
        ("photos", _) => "error-photos-too-many",
        _ => "error-place-missing",
    };
    let args = match finding.fault {
        Fault::TooLong { count, limit } => {
            vec![
                ("count".to_owned(), count.to_string()),
                ("limit".to_owned(), limit.to_string()),
            ]
        }
        _ => Vec::new(),
    };
    Problem {
        field: field.to_owned(),
        message_key: message_key.to_owned(),
        args,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use durbar_api::{Place, Position, PositionSource};

    fn complete() -> Answers {
        Answers {
            category: Some(UNKNOWN_CATEGORY.into()),
            description: "The culvert is full of sand".into(),
            place: Place {
                landmark: "by the school".into(),
                ..Place::default()
            },
            contact: Contact::default(),
        }
    }

    fn keys(answers: &Answers, photos: usize) -> Vec<String> {
        problems(answers, photos, None)
            .into_iter()
            .map(|problem| problem.message_key)
            .collect()
    }

    #[test]
    fn a_landmark_is_place_enough() {
        assert_eq!(keys(&complete(), 5), Vec::<String>::new());
    }

    #[test]
    fn who_wants_a_call_says_where() {
        let mut answers = complete();
        answers.contact.wish = ContactWish::Call;
        assert_eq!(keys(&answers, 0), ["error-contact-missing"]);
        answers.contact.address = "0244123456".into();
        assert_eq!(keys(&answers, 0), Vec::<String>::new());
        answers.contact.name = "a".repeat(MAX_CONTACT + 1);
        assert_eq!(keys(&answers, 0), ["error-contact-too-long"]);
    }

    #[test]
    fn an_empty_draft_lacks_three_answers_in_page_order() {
        let expected = [
            "error-category-missing",
            "error-description-missing",
            "error-place-missing",
        ];
        assert_eq!(keys(&Answers::default(), 0), expected);
    }

    #[test]
    fn a_position_off_the_earth_and_a_sixth_photo_are_named() {
        let mut answers = complete();
        answers.place.position = Some(Position {
            latitude: 91.0,
            longitude: 0.0,
            accuracy: None,
            source: PositionSource::Person,
            at: None,
        });
        assert_eq!(
            keys(&answers, 6),
            ["error-position-range", "error-photos-too-many"]
        );
    }

    #[test]
    fn too_long_a_text_says_how_long_and_how_long_it_may_be() {
        let answers = Answers {
            description: "a".repeat(50_001),
            ..complete()
        };
        let problem = problems(&answers, 0, None).remove(0);
        assert_eq!(problem.message_key, "error-text-too-long");
        assert_eq!(problem.args[0], ("count".into(), "50001".into()));
    }
}
