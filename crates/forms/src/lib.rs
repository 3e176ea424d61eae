//! Forms: questions, answers, and what is wrong with an answer. Pure.
//!
//! The complaint's own questions are a [`Form`] too, so that every feature checks answers in
//! one way and says the same words.

use serde::{Deserialize, Serialize};

/// A list of questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// In page order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Names the answer.
    pub name: String,
    /// Whether the form is incomplete without an answer.
    pub required: bool,
    /// What an answer looks like.
    pub kind: Kind,
}

/// Kinds of question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Words, at most so many characters.
    Text {
        /// Unicode scalar values.
        longest: usize,
    },
    /// One of these.
    Choice {
        /// Names of the choices.
        choices: Vec<String>,
    },
    /// A point on the earth (XLSForm `geopoint`).
    Geopoint,
    /// Files, at most so many.
    Files {
        /// Number of files.
        most: usize,
    },
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Words.
    Text(String),
    /// The name of a choice.
    Choice(String),
    /// Degrees north and east (WGS 84).
    Geopoint {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// Number of files.
    Files(usize),
}

/// What is wrong with the answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The question's name.
    pub question: String,
    /// What is wrong.
    pub fault: Fault,
}

/// Faults of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Required and absent, or only white space.
    Missing,
    /// Longer or more than allowed.
    TooLong {
        /// How long or many it is.
        count: usize,
        /// How long or many it may be.
        limit: usize,
    },
    /// Not one of the choices.
    NotAChoice,
    /// Not on the earth.
    OutOfRange,
    /// An answer of another kind than the question.
    WrongKind,
}

impl Form {
    /// What is wrong with these answers, in page order; empty if nothing is.
    pub fn check(&self, answers: &[(&str, Answer)]) -> Vec<Finding> {
        let mut findings = Vec::new();
        for question in &self.questions {
            let answer = answers
                .iter()
                .find(|(name, _)| *name == question.name)
                .map(|(_, answer)| answer)
                .filter(|answer| !answer.is_empty());
            let fault = match answer {
                None if question.required => Some(Fault::Missing),
                None => None,
                Some(answer) => question.kind.fault(answer),
            };
            if let Some(fault) = fault {
                findings.push(Finding {
                    question: question.name.clone(),
                    fault,
                });
            }
        }
        findings
    }
}

impl Answer {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Choice(text) => text.trim().is_empty(),
            Self::Geopoint { .. } => false,
            Self::Files(count) => *count == 0,
        }
    }
}

impl Kind {
    fn fault(&self, answer: &Answer) -> Option<Fault> {
        match (self, answer) {
            (Self::Text { longest }, Answer::Text(text)) => {
                let count = text.chars().count();
                (count > *longest).then_some(Fault::TooLong {
                    count,
                    limit: *longest,
                })
            }
            (Self::Choice { choices }, Answer::Choice(choice)) => {
                (!choices.contains(choice)).then_some(Fault::NotAChoice)
            }
            (
                Self::Geopoint,
                Answer::Geopoint {
                    latitude,
                    longitude,
                },
            ) => {
                // A comparison with NaN is false, so this refuses it.
                let on_earth =
                    (-90.0..=90.0).contains(latitude) && (-180.0..=180.0).contains(longitude);
                (!on_earth).then_some(Fault::OutOfRange)
            }
            (Self::Files { most }, Answer::Files(count)) => {
                (count > most).then_some(Fault::TooLong {
                    count: *count,
                    limit: *most,
                })
            }
            _ => Some(Fault::WrongKind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let question = |name: &str, required, kind| Question {
            name: name.into(),
            required,
            kind,
        };
        Form {
            questions: vec![
                question("what", true, Kind::Text { longest: 5 }),
                question(
                    "kind",
                    true,
                    Kind::Choice {
                        choices: vec!["a".into()],
                    },
                ),
                question("where", false, Kind::Geopoint),
                question("photos", false, Kind::Files { most: 2 }),
            ],
        }
    }

    fn faults(answers: &[(&str, Answer)]) -> Vec<(String, Fault)> {
        form()
            .check(answers)
            .into_iter()
            .map(|finding| (finding.question, finding.fault))
            .collect()
    }

    #[test]
    fn a_complete_form_has_no_findings() {
        let answers = [
            ("what", Answer::Text("drain".into())),
            ("kind", Answer::Choice("a".into())),
            (
                "where",
                Answer::Geopoint {
                    latitude: 4.9,
                    longitude: -1.7,
                },
            ),
            ("photos", Answer::Files(2)),
        ];
        assert_eq!(faults(&answers), []);
    }

    #[test]
    fn white_space_is_no_answer() {
        let answers = [
            ("what", Answer::Text(" \n".into())),
            ("kind", Answer::Choice("a".into())),
        ];
        assert_eq!(faults(&answers), [("what".into(), Fault::Missing)]);
    }

    #[test]
    fn limits_are_counted_in_characters_not_bytes() {
        let kind = ("kind", Answer::Choice("a".into()));
        assert_eq!(
            faults(&[("what", Answer::Text("ɛɛɛɛɛ".into())), kind.clone()]),
            []
        );
        assert_eq!(
            faults(&[("what", Answer::Text("ɛɛɛɛɛɛ".into())), kind]),
            [("what".into(), Fault::TooLong { count: 6, limit: 5 })]
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let answers = [
            ("what", Answer::Files(1)),
            ("kind", Answer::Choice("b".into())),
            (
                "where",
                Answer::Geopoint {
                    latitude: f64::NAN,
                    longitude: 0.0,
                },
            ),
            ("photos", Answer::Files(3)),
        ];
        assert_eq!(
            faults(&answers),
            [
                ("what".into(), Fault::WrongKind),
                ("kind".into(), Fault::NotAChoice),
                ("where".into(), Fault::OutOfRange),
                ("photos".into(), Fault::TooLong { count: 3, limit: 2 }),
            ]
        );
    }
}
