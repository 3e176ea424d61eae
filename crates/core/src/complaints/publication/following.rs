//! A summary follows its case: what the office does with it, what its person does, and where it goes.

use super::{
    super::{published, role, story::Story},
    StepDocument, Summary, current, put, standing,
};
use crate::{Error, context::Context, document::actor, error::Result, identity};
use durbar_api::CaseId;
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
    let next = Summary {
        department: department.clone(),
        status: now.status,
        confirmed: now.confirmed,
        pauses: now.pauses,
        steps: at_known_times(now.steps, &summary.steps),
        // A time that is told once stays: the hub's clock alone makes nothing new.
        answered: now.answered.map(|at| summary.answered.unwrap_or(at)),
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

/// Steps with the times at which they were published before.
fn at_known_times(steps: Vec<StepDocument>, known: &[StepDocument]) -> Vec<StepDocument> {
    let mut known = known.iter();
    let at_known = |step: StepDocument| match known.next() {
        Some(same) if same.status == step.status && same.department == step.department => {
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
