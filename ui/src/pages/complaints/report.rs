//! Reporting a problem: one question a page, everything kept as it is typed.

mod check;
mod done;
mod editor;
mod questions;
mod start;

pub use done::Done;
pub use questions::Report;
pub use start::StartReport;

/// The questions in their order. The names are those of the app's problems, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Category,
    Description,
    Place,
    Photos,
    Check,
}

impl Step {
    const ALL: [Step; 5] = [
        Step::Category,
        Step::Description,
        Step::Place,
        Step::Photos,
        Step::Check,
    ];

    fn name(self) -> &'static str {
        match self {
            Step::Category => "category",
            Step::Description => "description",
            Step::Place => "place",
            Step::Photos => "photos",
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

    fn number(self) -> usize {
        Self::ALL
            .into_iter()
            .position(|step| step == self)
            .map_or(1, |index| index + 1)
    }

    fn next(self) -> Self {
        Self::ALL.get(self.number()).copied().unwrap_or(Step::Check)
    }

    fn previous(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }

    /// The control to which a problem with this question leads.
    fn control(self) -> &'static str {
        match self {
            Step::Category => "category",
            Step::Description => "description",
            Step::Place => "landmark",
            Step::Photos => "photo-input",
            Step::Check => "main",
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
        for pair in Step::ALL.windows(2) {
            assert_eq!(pair[0].next(), pair[1]);
            assert_eq!(pair[1].previous(), Some(pair[0]));
        }
    }

    #[test]
    fn an_unknown_step_is_the_first_question() {
        assert_eq!(Step::named("photos"), Step::Photos);
        assert_eq!(Step::named("elsewhere"), Step::Category);
    }
}
