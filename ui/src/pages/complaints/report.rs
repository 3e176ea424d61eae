//! Reporting a problem: one question a page, everything kept as it is typed.

mod category;
mod check;
mod contact;
mod done;
mod editor;
mod questions;
mod similar;
mod start;
mod tasks;
mod words;

pub use done::Done;
pub use questions::Report;
pub use start::StartReport;
pub use tasks::Tasks;

/// The pages in their order. The names are those of the app's problems, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Category,
    Description,
    Place,
    /// "Is it one of these?": only when there are some.
    Similar,
    Photos,
    Contact,
    Check,
}

impl Step {
    const ALL: [Step; 7] = [
        Step::Category,
        Step::Description,
        Step::Place,
        Step::Similar,
        Step::Photos,
        Step::Contact,
        Step::Check,
    ];

    /// Those that ask for an answer of the report, and the last look.
    const COUNTED: [Step; 6] = [
        Step::Category,
        Step::Description,
        Step::Place,
        Step::Photos,
        Step::Contact,
        Step::Check,
    ];

    /// Those that ask for an answer of the report.
    const QUESTIONS: [Step; 5] = [
        Step::Category,
        Step::Description,
        Step::Place,
        Step::Photos,
        Step::Contact,
    ];

    fn name(self) -> &'static str {
        match self {
            Step::Category => "category",
            Step::Description => "description",
            Step::Place => "place",
            Step::Similar => "similar",
            Step::Photos => "photos",
            Step::Contact => "contact",
            Step::Check => "check",
        }
    }

    /// The step of an address; one that does not exist is the first.
    fn named(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|step| step.name() == name)
            .unwrap_or(Step::Category)
    }

    /// Its place among those that count, from 1; what is between two has the number before it.
    fn number(self) -> usize {
        match self {
            Step::Similar => Step::Place.number(),
            step => Self::COUNTED
                .into_iter()
                .position(|other| other == step)
                .map_or(1, |index| index + 1),
        }
    }

    /// The next one that counts.
    fn next(self) -> Self {
        Self::COUNTED
            .get(self.number())
            .copied()
            .unwrap_or(Step::Check)
    }

    /// The one before that counts.
    fn previous(self) -> Option<Self> {
        match self {
            Step::Similar => Some(Step::Place),
            step => Self::COUNTED.get(step.number().checked_sub(2)?).copied(),
        }
    }

    /// The control to which a problem with this question leads.
    fn control(self) -> &'static str {
        match self {
            Step::Category => "category",
            Step::Description => "description",
            Step::Place => "landmark",
            Step::Photos => "photo-input",
            Step::Contact => "contact-address",
            Step::Similar | Step::Check => "main",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_follow_each_other_both_ways() {
        assert_eq!(Step::Category.previous(), None);
        assert_eq!(Step::Category.next(), Step::Description);
        assert_eq!(Step::Check.next(), Step::Check);
        for pair in Step::COUNTED.windows(2) {
            assert_eq!(pair[0].next(), pair[1]);
            assert_eq!(pair[1].previous(), Some(pair[0]));
        }
    }

    #[test]
    fn the_look_at_similar_matters_lies_between_place_and_photos() {
        assert_eq!(Step::Similar.previous(), Some(Step::Place));
        assert_eq!(Step::Similar.next(), Step::Photos);
        assert_eq!(Step::Similar.number(), Step::Place.number());
    }

    #[test]
    fn an_unknown_step_is_the_first_question() {
        assert_eq!(Step::named("photos"), Step::Photos);
        assert_eq!(Step::named("elsewhere"), Step::Category);
    }
}
