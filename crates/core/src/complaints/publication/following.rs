//! A summary follows its case: what the office does with it, what its person does, and where it goes.

use super::{
    super::{published, role, story::Story, view::CLAIM_TOLERANCE},
    StepDocument, Summary, current, put, standing,
};
use crate::{Error, context::Context, document::actor, error::Result, identity};
use durbar_api::{CaseId, packs::StateRole};
use durbar_sync::LaneId;

/// Publishes how a published case stands now; does nothing for others.
pub(in crate::complaints) fn follow_up(context: &mut Context<'_>, case: &LaneId) -> Result<()> {
    // Without the pack nobody knows what a state means.
    if context.pack.is_none() || !published::is_shown(context.connection, case)? {
        return Ok(());
    }
    let (story, department) = match role::office(context, case) {
        Ok(office) => office,
        Err(Error::Api(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let Some(summary) = current(context, &story)? else {
        return Ok(());
    };
    let now = standing(context, &story);
    let times = |steps: &[StepDocument]| {
        let pack = context.pack.as_deref();
        let role = |step: &StepDocument| pack.and_then(|pack| pack.state(&step.status)?.role);
        let again = |step: &&StepDocument| role(step) == Some(StateRole::Reopened);
        steps.iter().filter(again).count()
    };
    let is_since_the_same = times(&now.steps) == times(&summary.steps);
    let known = |now: Option<i64>, known: Option<i64>| {
        now.map(|now| match known.filter(|_| is_since_the_same) {
            Some(known) if is_the_same(known, now) => known,
            _ => now,
        })
    };
    let next = Summary {
        department: department.clone(),
        status: now.status,
        confirmed: now.confirmed,
        pauses: now.pauses,
        steps: at_known_times(now.steps, &summary.steps),
        reopened: known(now.reopened, summary.reopened),
        answered: known(now.answered, summary.answered),
        supports: now.supports,
        ..summary.clone()
    };
    if next == summary {
        return Ok(());
    }
    put(context, &story, &department, &next)?;
    context.changed.case(CaseId(case.to_string()));
    context.send();
    Ok(())
}

/// Whether a time that is told already can stay: what the hub's clock corrects by moments makes
/// nothing new, what a device's clock said weeks off does.
fn is_the_same(known: i64, now: i64) -> bool {
    known.abs_diff(now) <= CLAIM_TOLERANCE
}

/// Steps with the times at which they were published before.
fn at_known_times(steps: Vec<StepDocument>, known: &[StepDocument]) -> Vec<StepDocument> {
    let mut known = known.iter();
    let at_known = |step: StepDocument| match known.next() {
        Some(same)
            if same.status == step.status
                && same.department == step.department
                && is_the_same(same.at, step.at) =>
        {
            same.clone()
        }
        _ => step,
    };
    steps.into_iter().map(at_known).collect()
}

/// Publishes that a case went to another department, in the summary of the one that had it: the
/// other writes one of its own with what it does next.
pub(in crate::complaints) fn pass_on(
    context: &mut Context<'_>,
    case: &LaneId,
    from: &str,
) -> Result<()> {
    let Some(story) = Story::read(context, case)? else {
        return Ok(());
    };
    let Some(summary) = current(context, &story)? else {
        return Ok(());
    };
    let next = Summary {
        department: story.department.clone(),
        ..summary
    };
    put(context, &story, from, &next)?;
    context.changed.case(CaseId(case.to_string()));
    context.send();
    Ok(())
}

/// Publishes what a person did with a published case, from the device that published last: else
/// each officer's would. Where that was an officer of a department that passed it on since, the next
/// officer who opens it does.
pub(in crate::complaints) fn follow_the_person(
    context: &mut Context<'_>,
    case: &LaneId,
) -> Result<()> {
    let (public, _) = published::of_case(context.connection, case)?;
    let me = identity::me(context.connection)?;
    match public {
        Some(public) if actor::last(context.connection, &public)? == Some(me) => {
            follow_up(context, case)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{StepDocument, at_known_times};

    #[test]
    fn a_step_keeps_the_time_at_which_it_was_published() {
        let step = |at, status: &str| StepDocument {
            at,
            status: status.into(),
            department: "works".into(),
        };
        let known = [step(10, "acknowledged")];
        let now = vec![step(12, "acknowledged"), step(20, "fixed")];
        let told = at_known_times(now, &known);
        assert_eq!(told, [step(10, "acknowledged"), step(20, "fixed")]);
    }
}
