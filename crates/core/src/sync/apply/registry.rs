//! Roles and their ends, as the registry tells of them.

use super::Accepted;
use crate::{context::Context, error::Result, identity};
use durbar_sync::grant::{Grant, SignedEnding};

/// Somebody holds a role from now on.
pub(super) fn grant(context: &mut Context<'_>, grant: &Grant) -> Result<Accepted> {
    let Some(administrator) = identity::administrator(context.connection)? else {
        return Ok(Err("no administrator known"));
    };
    let Some(invitation) = grant.verify(&administrator) else {
        return Ok(Err("grant not signed"));
    };
    let me = identity::me(context.connection)?;
    identity::record(context.connection, &invitation, &grant.device, &me)?;
    if grant.device == me {
        context.changed.identity = true;
        // The department's feed is followed from the next exchange on.
        context.send();
    }
    Ok(Ok(()))
}

/// A role ends.
pub(super) fn ending(context: &mut Context<'_>, signed: &SignedEnding) -> Result<Accepted> {
    let Some(administrator) = identity::administrator(context.connection)? else {
        return Ok(Err("no administrator known"));
    };
    let Some(ending) = signed.verify(&administrator) else {
        return Ok(Err("ending not signed"));
    };
    identity::end(context.connection, ending)?;
    // Colleagues are no longer offered this one, and whose role it was sees that it is over.
    context.changed.identity = true;
    Ok(Ok(()))
}
