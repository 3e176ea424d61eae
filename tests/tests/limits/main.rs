//! What the app does not take it refuses in clear words, and nothing typed is lost.
#![allow(clippy::print_stdout)]

mod photos;

use durbar_api::{
    ApiError, BlobId, DraftId, ErrorCode, Place, Position, PositionSource,
    complaints::{
        AddPhoto, Answers, CheckDraft, Draft, MAX_LANDMARK, MAX_TEXT, ReadDraft, SaveDraft,
        SendReply, StartDraft, Submit,
    },
    media::{Blob, Read},
};
use durbar_tests::kit::{Phone, Result, STORY_START, Server, static_jpeg};
use tempfile::TempDir;

const TEXT: &str = "The gutter by the school is full and the path floods.";

/// A phone with the municipality's pack and a draft with a text and a photo.
struct Desk {
    phone: Phone,
    draft: DraftId,
    before: Draft,
    _folder: TempDir,
}

impl Desk {
    fn open() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let server = Server::fresh(&folder.path().join("hub"))?;
        let path = folder.path().join("phone.db");
        let mut phone = Phone::open(&path, &server.origin(), 1, STORY_START)?;
        phone.sync_until_done()?;
        // No network from here on.
        drop(server);
        let draft = phone.must(StartDraft { intake: None })?.id;
        phone.must(AddPhoto {
            draft: draft.clone(),
            name: "first.jpg".to_owned(),
            bytes: static_jpeg(1)?,
        })?;
        let before = phone.must(SaveDraft {
            draft: draft.clone(),
            answers: answers(),
            step: "photos".to_owned(),
        })?;
        Ok(Self {
            phone,
            draft,
            before,
            _folder: folder,
        })
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) -> std::result::Result<Draft, ApiError> {
        self.phone.ask(AddPhoto {
            draft: self.draft.clone(),
            name: name.to_owned(),
            bytes,
        })
    }

    fn read(&mut self) -> Result<Draft> {
        self.phone.must(ReadDraft {
            draft: self.draft.clone(),
        })
    }

    /// A file that has to be refused with this message, and leave the draft as it was.
    fn refuses(&mut self, name: &str, bytes: Vec<u8>, message_key: &str) -> Result<ApiError> {
        let error = match self.add(name, bytes) {
            Ok(_) => return Err(format!("{name} is taken").into()),
            Err(error) => error,
        };
        assert_eq!(
            (error.code, error.message_key.as_str()),
            (ErrorCode::Photo, message_key),
            "{name}"
        );
        let says_which = error.args.contains(&("name".to_owned(), name.to_owned()));
        assert!(says_which, "{name} is not named: {:?}", error.args);
        assert_eq!(self.read()?, self.before, "{name} changed the draft");
        Ok(error)
    }

    /// Answers that are kept as they are, and have to be refused at the end with this message.
    fn keeps_and_refuses(&mut self, answers: Answers, field: &str, key: &str) -> Result<()> {
        self.phone.must(SaveDraft {
            draft: self.draft.clone(),
            answers: answers.clone(),
            step: "check".to_owned(),
        })?;
        let draft = self.draft.clone();
        let problems = self.phone.must(CheckDraft {
            draft: draft.clone(),
        })?;
        let named: Vec<_> = problems
            .iter()
            .map(|problem| (problem.field.as_str(), problem.message_key.as_str()))
            .collect();
        assert_eq!(named, [(field, key)]);
        let refused = self.phone.ask(Submit { draft });
        let error = refused.err().ok_or("it is filed")?;
        assert_eq!(error.code, ErrorCode::Invalid);
        assert_eq!(error.problems, problems, "the same words at the end");
        let kept = self.read()?;
        // Not a number is not equal to itself: compared as it is written.
        assert_eq!(format!("{:?}", kept.answers), format!("{answers:?}"));
        assert_eq!(kept.photos, self.before.photos);
        Ok(())
    }

    fn bytes(&mut self, blob: &BlobId) -> Result<Vec<u8>> {
        match self.phone.must(Read { blob: blob.clone() })? {
            Blob::Here(bytes) => Ok(bytes),
            Blob::Coming { .. } => Err("not here".into()),
        }
    }
}

fn answers() -> Answers {
    Answers {
        category: Some("drains".to_owned()),
        description: TEXT.to_owned(),
        place: Place {
            landmark: "Kojokrom M/A School".to_owned(),
            ..Place::default()
        },
        ..Answers::default()
    }
}

fn with_text(description: String) -> Answers {
    Answers {
        description,
        ..answers()
    }
}

fn with_position(latitude: f64, longitude: f64) -> Answers {
    let mut answers = answers();
    answers.place.position = Some(Position {
        latitude,
        longitude,
        accuracy: Some(8.0),
        source: PositionSource::Device,
        at: None,
    });
    answers
}

#[test]
fn a_text_over_fifty_thousand_characters_is_kept_and_refused_with_its_length() -> Result<()> {
    let mut desk = Desk::open()?;
    for text in [
        "a".repeat(50_001),
        "ɔ".repeat(120_000),
        "a".repeat(MAX_TEXT + 1),
    ] {
        let count = text.chars().count();
        desk.keeps_and_refuses(with_text(text), "description", "error-text-too-long")?;
        let problem = desk
            .phone
            .must(CheckDraft {
                draft: desk.draft.clone(),
            })?
            .remove(0);
        assert!(
            problem
                .args
                .contains(&("count".to_owned(), count.to_string()))
        );
        assert!(
            problem
                .args
                .contains(&("limit".to_owned(), MAX_TEXT.to_string()))
        );
    }
    // Shortened, it is filed.
    desk.phone.must(SaveDraft {
        draft: desk.draft.clone(),
        answers: with_text("ɔ".repeat(MAX_TEXT)),
        step: "check".to_owned(),
    })?;
    let case = desk
        .phone
        .must(Submit {
            draft: desk.draft.clone(),
        })?
        .case;
    assert_eq!(
        desk.phone.case(&case)?.description.chars().count(),
        MAX_TEXT
    );

    let too_long = SendReply {
        case: case.clone(),
        text: "a".repeat(50_001),
    };
    let error = desk.phone.ask(too_long).err().ok_or("it is sent")?;
    assert_eq!(error.code, ErrorCode::Invalid);
    assert_eq!(error.message_key, "error-text-too-long");
    Ok(())
}

#[test]
fn empty_answers_and_too_long_a_landmark_are_named() -> Result<()> {
    let mut desk = Desk::open()?;
    desk.keeps_and_refuses(
        with_text(String::new()),
        "description",
        "error-description-missing",
    )?;
    desk.keeps_and_refuses(
        with_text(" \n\t ".to_owned()),
        "description",
        "error-description-missing",
    )?;
    let mut answers = answers();
    answers.place.landmark = "a".repeat(MAX_LANDMARK + 1);
    desk.keeps_and_refuses(answers.clone(), "place", "error-landmark-too-long")?;
    answers.place = Place::default();
    desk.keeps_and_refuses(answers.clone(), "place", "error-place-missing")?;
    answers = self::answers();
    answers.category = Some("no-such-category".to_owned());
    desk.keeps_and_refuses(answers, "category", "error-category-missing")
}

#[test]
fn positions_that_are_nowhere_on_earth_are_refused() -> Result<()> {
    let mut desk = Desk::open()?;
    for (latitude, longitude) in [
        (90.1, 0.0),
        (-91.0, 0.0),
        (4.9, 180.5),
        (4.9, -1e300),
        (f64::MAX, f64::MIN),
    ] {
        desk.keeps_and_refuses(
            with_position(latitude, longitude),
            "place",
            "error-position-range",
        )?;
    }
    Ok(())
}

#[test]
fn a_position_that_is_no_number_loses_nothing_that_was_typed() -> Result<()> {
    let mut desk = Desk::open()?;
    for (latitude, longitude) in [
        (f64::NAN, 0.0),
        (4.9, f64::NAN),
        (f64::INFINITY, 0.0),
        (4.9, f64::NEG_INFINITY),
    ] {
        let call = SaveDraft {
            draft: desk.draft.clone(),
            answers: with_position(latitude, longitude),
            step: "place".to_owned(),
        };
        // Kept without the position, or kept and refused at the end: never filed.
        desk.phone.must(call)?;
        let kept = desk.read()?;
        assert_eq!(kept.answers.description, TEXT);
        assert_eq!(kept.answers.place.landmark, answers().place.landmark);
        assert_eq!(kept.photos, desk.before.photos);
        let sound = |number: f64| number.is_finite();
        if let Some(position) = kept.answers.place.position {
            assert!(!(sound(position.latitude) && sound(position.longitude)));
            let refused = desk.phone.ask(Submit {
                draft: desk.draft.clone(),
            });
            assert_eq!(
                refused.err().map(|error| error.code),
                Some(ErrorCode::Invalid)
            );
        }
    }
    Ok(())
}
