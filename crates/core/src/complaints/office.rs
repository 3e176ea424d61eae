//! What officers do with a case.

use super::{
    act::{check_length, event, finish, not_now, problem, write},
    document::Event,
    lanes, publication, queue,
    role::{self, Role},
    story::Story,
    table,
};
use crate::{Error, context::Context, error::Result, identity, outbox::case_lane};
use durbar_api::{
    ErrorCode,
    complaints::{
        AddNote, AskCorrection, Assign, ChangeStatus, Colleague, FillTemplate, FilledTemplate,
        Merge, Route,
    },
    packs::{StateRole, Text},
};
use durbar_sync::{LaneId, PublicKey};

/// Questions that can be sent back.
const FIELDS: [&str; 5] = ["category", "description", "place", "photos", "contact"];

/// Moves a case along the pack's transitions.
pub(super) fn change_status(context: &mut Context<'_>, call: &ChangeStatus) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let pack = context
        .pack
        .clone()
        .ok_or(Error::api(ErrorCode::NoPack, "error-no-pack"))?;
    let transition =
        pack.pack.complaints.transitions.iter().find(|transition| {
            transition.to == call.status && transition.from.contains(&story.status)
        });
    match transition {
        // Whoever set it said why.
        _ if story.conflict.contains(&call.status) => {}
        Some(transition) if transition.reason && call.note.trim().is_empty() => {
            return Err(problem("error-reason-missing", &[]));
        }
        Some(_) => {}
        None => return Err(Error::api(ErrorCode::Invalid, "error-status-not-allowed")),
    }
    check_length(&call.note)?;
    let event = Event {
        status: call.status.clone(),
        ..event(context, "status", &call.note)
    };
    in_casework(context, &story, &department, &event)?;
    let closed = pack.state(&call.status).is_some_and(|state| state.closed);
    if closed {
        tell_duplicates(context, &case, &event)?;
    } else if !event.text.is_empty() {
        let message = Event {
            kind: "message".to_owned(),
            status: String::new(),
            ..event
        };
        tell_duplicates(context, &case, &message)?;
    }
    finish(context, &case)?;
    publication::follow_up(context, &case)
}

fn in_casework(
    context: &mut Context<'_>,
    story: &Story,
    department: &str,
    event: &Event,
) -> Result<()> {
    let header = lanes::casework(&story.case, &story.header, department);
    let lane = role::department_lane(context, &header)?;
    write(context, &lane, event)
}

fn in_notes(
    context: &mut Context<'_>,
    story: &Story,
    department: &str,
    event: &Event,
) -> Result<()> {
    let header = lanes::notes(&story.case, &story.header, department);
    let lane = role::department_lane(context, &header)?;
    write(context, &lane, event)
}

/// Says in every case that was merged into this one what is said here.
pub(super) fn tell_duplicates(
    context: &mut Context<'_>,
    case: &LaneId,
    event: &Event,
) -> Result<()> {
    for duplicate in queue::duplicates(context, case)? {
        let id = case_lane(&duplicate.id)?;
        // Passed on meanwhile: its own office answers it.
        if let Ok((story, department)) = role::office(context, &id) {
            in_casework(context, &story, &department, event)?;
            finish(context, &id)?;
            publication::follow_up(context, &id)?;
        }
    }
    Ok(())
}

/// Who works in a department, oneself first.
pub(super) fn colleagues(context: &Context<'_>, department: &str) -> Result<Vec<Colleague>> {
    let connection = context.connection;
    let me = identity::me(connection)?;
    let mine = identity::active_departments(connection, &me, context.now)?;
    if mine.is_empty() {
        return Err(Error::api(ErrorCode::Forbidden, "error-forbidden"));
    }
    let mut colleagues: Vec<Colleague> = identity::colleagues(connection, department, context.now)?
        .into_iter()
        .map(|(device, name)| Colleague {
            id: device.to_string(),
            name,
            department: department.to_owned(),
            me: device == me,
        })
        .collect();
    colleagues.sort_by_key(|colleague| !colleague.me);
    Ok(colleagues)
}

pub(super) fn assign(context: &mut Context<'_>, call: &Assign) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    if let Some(to) = &call.to {
        let key: PublicKey = to.parse().map_err(|_| Error::not_found())?;
        let known = identity::colleagues(context.connection, &department, context.now)?;
        if !known.iter().any(|(device, _)| *device == key) {
            return Err(Error::not_found());
        }
    }
    let event = Event {
        to: call.to.clone(),
        ..event(context, "assign", "")
    };
    in_notes(context, &story, &department, &event)?;
    finish(context, &case)
}

/// Passes a case on: the other department reads all of it from then on.
pub(super) fn route(context: &mut Context<'_>, call: &Route) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let known = context.pack.as_deref().is_some_and(|pack| {
        pack.pack
            .departments
            .iter()
            .any(|d| d.id == call.department)
    });
    if !known || call.department == department {
        return Err(Error::api(ErrorCode::Invalid, "error-department"));
    }
    if call.reason.trim().is_empty() {
        return Err(problem("error-reason-missing", &[]));
    }
    check_length(&call.reason)?;
    let header = lanes::referral(&case, &story.header, &department, &call.department);
    let lane = role::department_lane(context, &header)?;
    let event = event(context, "route", &call.reason);
    write(context, &lane, &event)?;
    finish(context, &case)?;
    publication::pass_on(context, &case, &department)
}

pub(super) fn ask_correction(context: &mut Context<'_>, call: &AskCorrection) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let known = call
        .fields
        .iter()
        .all(|field| FIELDS.contains(&field.as_str()));
    if call.fields.is_empty() || !known {
        return Err(problem("error-fields-missing", &[]));
    }
    if call.reason.trim().is_empty() {
        return Err(problem("error-reason-missing", &[]));
    }
    check_length(&call.reason)?;
    if story.closed {
        return Err(not_now());
    }
    let status = context
        .pack
        .as_deref()
        .and_then(|pack| pack.state_with(StateRole::Waiting))
        .ok_or_else(not_now)?;
    let event = Event {
        status,
        fields: Some(call.fields.clone()),
        ..event(context, "correction", &call.reason)
    };
    in_casework(context, &story, &department, &event)?;
    finish(context, &case)?;
    publication::follow_up(context, &case)
}

/// A note goes into the department's own lane: no feed of the citizen ever lists it.
pub(super) fn add_note(context: &mut Context<'_>, call: &AddNote) -> Result<()> {
    let case = case_lane(&call.case)?;
    let (story, role) = role::read(context, &case)?;
    let (Role::Office(department) | Role::Observer(department)) = role else {
        return Err(Error::api(ErrorCode::Forbidden, "error-forbidden"));
    };
    if call.text.trim().is_empty() {
        return Err(problem("error-message-empty", &[]));
    }
    check_length(&call.text)?;
    let event = event(context, "note", &call.text);
    in_notes(context, &story, &department, &event)?;
    finish(context, &case)
}

/// Closes a case as a duplicate of another one of the same department.
pub(super) fn merge(context: &mut Context<'_>, call: &Merge) -> Result<()> {
    let (case, into) = (case_lane(&call.case)?, case_lane(&call.into)?);
    let (story, department) = role::office(context, &case)?;
    let (main, other) = role::office(context, &into)?;
    let status = context
        .pack
        .as_deref()
        .and_then(|pack| pack.state_with(StateRole::Duplicate))
        .ok_or_else(not_now)?;
    // No rings, and no chain that would have to be followed.
    if case == into || department != other || main.merged_into.is_some() {
        return Err(Error::api(ErrorCode::Invalid, "error-merge"));
    }
    if !queue::duplicates(context, &case)?.is_empty() {
        return Err(Error::api(ErrorCode::Invalid, "error-merge"));
    }
    let merged = Event {
        to: Some(into.to_string()),
        ..event(context, "merge", "")
    };
    in_notes(context, &story, &department, &merged)?;
    let closed = Event {
        status,
        ..event(context, "status", "")
    };
    in_casework(context, &story, &department, &closed)?;
    finish(context, &case)?;
    finish(context, &into)?;
    publication::follow_up(context, &case)
}

/// Fills the fields of a template, in the citizen's language.
pub(super) fn fill_template(context: &Context<'_>, call: &FillTemplate) -> Result<FilledTemplate> {
    let case = case_lane(&call.case)?;
    let (story, department) = role::office(context, &case)?;
    let pack = context
        .pack
        .as_deref()
        .ok_or(Error::api(ErrorCode::NoPack, "error-no-pack"))?;
    let template = pack
        .pack
        .complaints
        .reply_templates
        .iter()
        .find(|template| template.id == call.template)
        .ok_or_else(Error::not_found)?;
    let Text { mut text, language } = pack.text(&template.text, &story.filing.language);
    let office = pack
        .pack
        .departments
        .iter()
        .find(|known| known.id == department)
        .map(|known| pack.text(&known.name, &language).text)
        .unwrap_or_default();
    let me = identity::me(context.connection)?;
    let officer = queue::colleague(context, &me.0, &department)?.name;
    let ward = story
        .filing
        .ward
        .as_deref()
        .and_then(|id| pack.wards.wards.iter().find(|ward| ward.id == id))
        .map(|ward| pack.text(&ward.name, &language).text)
        .unwrap_or_default();
    let due = story
        .due(Some(pack), table::today(context))
        .map(|counted| counted.due.date.to_string());
    if due.is_none() {
        text = text.replace(FilledTemplate::DUE, "");
    }
    for (field, value) in [
        ("{reference}", super::reference(&case)),
        ("{title}", table::title_of(&story.filing.description)),
        ("{office}", office),
        ("{officer}", officer),
        ("{ward}", ward),
        ("{name}", story.filing.contact().name),
    ] {
        text = text.replace(field, &value);
    }
    Ok(FilledTemplate {
        text,
        due,
        language,
    })
}
