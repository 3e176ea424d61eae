//! As whom this device deals with a case, and in which lane it then writes.

use super::{lanes, story::Story};
use crate::{
    Error,
    context::Context,
    document::lane,
    error::Result,
    identity::{self, links},
};
use durbar_api::ErrorCode;
use durbar_sync::{
    LaneId,
    header::{Header, Writer},
};

/// As whom this device deals with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Whose matter it is.
    Person,
    /// An officer of the department in charge, by its id.
    Office(String),
    /// An officer of another department that may read it.
    Observer(String),
}

/// Finds the role.
///
/// # Errors
/// Not found where there is none: the same as for a case that is not there.
pub(super) fn of(context: &Context<'_>, story: &Story) -> Result<Role> {
    let connection = context.connection;
    if story.is_of(&identity::persons(connection)?) {
        return Ok(Role::Person);
    }
    let me = identity::me(connection)?;
    let departments = identity::active_departments(connection, &me, context.now)?;
    if departments.contains(&story.department) {
        return Ok(Role::Office(story.department.clone()));
    }
    story
        .readers()
        .into_iter()
        .find(|reader| departments.iter().any(|mine| mine == reader))
        .map(|reader| Role::Observer(reader.to_owned()))
        .ok_or_else(Error::not_found)
}

/// Reads a case with the role in it.
///
/// # Errors
/// Not found.
pub(super) fn read(context: &Context<'_>, case: &LaneId) -> Result<(Story, Role)> {
    let story = Story::read(context, case)?.ok_or_else(Error::not_found)?;
    let role = of(context, &story)?;
    Ok((story, role))
}

/// The department as which this device may act on a case.
///
/// # Errors
/// Forbidden for others.
pub(super) fn office(context: &Context<'_>, case: &LaneId) -> Result<(Story, String)> {
    match read(context, case)? {
        (story, Role::Office(department)) => Ok((story, department)),
        _ => Err(Error::api(ErrorCode::Forbidden, "error-forbidden")),
    }
}

/// A case of this device's person.
///
/// # Errors
/// Forbidden for others.
pub(super) fn person(context: &Context<'_>, case: &LaneId) -> Result<Story> {
    match read(context, case)? {
        (story, Role::Person) => Ok(story),
        _ => Err(Error::api(ErrorCode::Forbidden, "error-forbidden")),
    }
}

/// Makes a department's lane at its first use.
pub(super) fn department_lane(context: &Context<'_>, header: &Header) -> Result<LaneId> {
    let keys = identity::keys(context.connection)?;
    let (lane, signed) = header.sign(&keys)?;
    lane::insert(context.connection, &lane, header, &signed)?;
    Ok(lane)
}

/// Where the person of a case writes: in the filing, or in a lane beside the one that an office
/// took in.
pub(super) fn person_lane(context: &Context<'_>, story: &Story) -> Result<LaneId> {
    if matches!(story.header.writer, Writer::Person(_)) {
        return Ok(story.case);
    }
    let person = story.header.person().ok_or_else(Error::not_found)?;
    let header = lanes::voice(&story.case, &story.header, person);
    let id = lanes::id(&header)?;
    if lane::get(context.connection, &id)?.is_none() {
        // Only who scanned the receipt can begin it; other devices write on in it.
        let keys = links::keys_of(context.connection, &person)?
            .ok_or(Error::api(ErrorCode::Forbidden, "error-forbidden"))?;
        let (_, signed) = header.sign(&keys)?;
        lane::insert(context.connection, &id, &header, &signed)?;
    }
    Ok(id)
}
