//! What the citizen does with a matter: answer a correction, say whether it is fixed, rate it,
//! correct it, take it back. A page shows the doors that the app opens and no others.

mod correction;
mod fixed;
mod question;
mod rating;
mod ways;

pub(super) use self::{
    correction::CorrectionCard,
    fixed::{FixedCard, ReopenCard},
    question::QuestionCard,
    rating::RatingCard,
    ways::Ways,
};
