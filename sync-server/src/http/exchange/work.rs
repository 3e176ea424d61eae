//! Does what a request wants and says what became of it.

use super::wanted::Work;
use crate::{
    error::Error,
    gate::Quota,
    http::Failure,
    hub::Hub,
    store::{
        feeds,
        grants::{self, Accepted},
        in_savepoint,
        links::{self, Linking},
        push::{self, Before, By, Checked, NotTaken, Taken},
        sql::Connection,
    },
};
use durbar_sync::{
    BlobId, LaneId, PublicKey,
    packed::PackedReceipt,
    sign::{Receipt, SignedReceipt},
    wire::{Refusal, ReplyFrame},
};
use std::sync::Arc;

enum Done {
    Refused(LaneId, Refusal),
    /// With the frame of a packed push, and the blobs that it offered.
    Taken(Taken, Option<(u16, Vec<BlobId>)>),
    Unread(u16),
    GrantRefused(PublicKey),
    LinkRefused(PublicKey),
    /// Something is new in these feeds, and there is nothing to answer.
    Told(Vec<String>),
    /// A record is back that somebody else wrote: only its photos are asked for.
    Back(u16, Taken),
    NotReturned(u16, Refusal),
}

/// Does the work in order. What is refused leaves no trace and stops nothing else; all is
/// committed when this returns.
pub(super) async fn store(
    hub: &Arc<Hub>,
    device: PublicKey,
    work: Vec<Work>,
) -> Result<Vec<ReplyFrame>, Failure> {
    let (now, quota) = (hub.now(), hub.gate.quota());
    let done = hub.store.write(move |connection| {
        work.iter()
            .map(|work| perform(connection, work, &device, (now, &quota)))
            .collect::<Result<Vec<_>, Error>>()
    });
    let mut frames = Vec::new();
    for done in done.await? {
        tell(hub, done, &mut frames)?;
    }
    Ok(frames)
}

fn perform(
    connection: &Connection,
    work: &Work,
    device: &PublicKey,
    at: (i64, &Quota),
) -> Result<Done, Error> {
    let (now, _) = at;
    Ok(match work {
        Work::Refused(lane, refusal) => Done::Refused(*lane, *refusal),
        Work::GrantRefused(key) => Done::GrantRefused(*key),
        Work::LinkRefused(key) => Done::LinkRefused(*key),
        Work::Accept(accepted) => {
            let (grant, invitation) = accepted.as_ref();
            match grants::accept(connection, grant, invitation, now)? {
                Accepted::New => Done::Told(vec![feeds::REGISTRY.to_owned()]),
                Accepted::Known => Done::Told(Vec::new()),
                Accepted::Taken => Done::GrantRefused(invitation.key),
            }
        }
        Work::Link(link) => {
            let (link, linked) = link.as_ref();
            match links::take(connection, (link, linked), device, now)? {
                Linking::New(news) => Done::Told(news),
                Linking::Known => Done::Told(Vec::new()),
                Linking::Refused => Done::LinkRefused(linked.key),
            }
        }
        Work::Revoke(signed) => Done::Told(links::revoke(connection, signed, now)?),
        // To whoever brings back what was others', there is nothing to answer.
        Work::AcceptBack(accepted) => {
            let (grant, invitation) = accepted.as_ref();
            match grants::accept_back(connection, grant, invitation, now)? {
                Accepted::New => Done::Told(vec![feeds::REGISTRY.to_owned()]),
                Accepted::Known | Accepted::Taken => Done::Told(Vec::new()),
            }
        }
        Work::EndBack(signed) => {
            Done::Told(grants::end(connection, signed, now)?.into_iter().collect())
        }
        Work::LinkBack(link) => {
            let (link, linked) = link.as_ref();
            match links::take(connection, (link, linked), &linked.device, now)? {
                Linking::New(news) => Done::Told(news),
                Linking::Known | Linking::Refused => Done::Told(Vec::new()),
            }
        }
        Work::Unread(frame) => Done::Unread(*frame),
        Work::Push(checked, frame) => match take(connection, checked, device, at, None)? {
            Ok(taken) => Done::Taken(taken, frame.map(|frame| (frame, checked.offered()))),
            Err(refusal) => Done::Refused(checked.lane(), refusal),
        },
        Work::Return(index, returned) => {
            let (checked, before) = returned.as_ref();
            match take(connection, checked, device, at, Some(*before))? {
                // A receipt is for who wrote it.
                Ok(taken) if before.author == *device => Done::Taken(taken, None),
                Ok(taken) => Done::Back(*index, taken),
                Err(refusal) => Done::NotReturned(*index, refusal),
            }
        }
        Work::NotReturned(index, refusal) => Done::NotReturned(*index, *refusal),
    })
}

fn take(
    connection: &Connection,
    checked: &Checked,
    sender: &PublicKey,
    (now, quota): (i64, &Quota),
    before: Option<Before>,
) -> Result<Result<Taken, Refusal>, Error> {
    let by = By {
        sender,
        now,
        quota,
        before,
    };
    match in_savepoint(connection, || push::take(connection, checked, &by)) {
        Ok(taken) => Ok(Ok(taken)),
        Err(NotTaken::Refused(refusal)) => Ok(Err(refusal)),
        Err(NotTaken::Failed(error)) => Err(error),
    }
}

/// Tells who waits for it, and answers.
fn tell(hub: &Hub, done: Done, frames: &mut Vec<ReplyFrame>) -> Result<(), Error> {
    match done {
        Done::Refused(lane, code) => {
            hub.metrics.pushed(Some(code));
            tracing::info!(code = code.code(), "a push is refused");
            frames.push(ReplyFrame::Refused { lane, code });
        }
        Done::GrantRefused(key) => {
            tracing::info!("a grant is refused");
            frames.push(ReplyFrame::GrantRefused(key));
        }
        Done::LinkRefused(key) => {
            tracing::info!("a link is refused");
            frames.push(ReplyFrame::LinkRefused(key));
        }
        Done::Told(news) => hub.news.tell(&news),
        Done::Unread(frame) => {
            tracing::info!("a packed push has to come whole");
            frames.push(ReplyFrame::Unread(frame));
        }
        Done::Taken(taken, packed) => {
            hub.metrics.pushed(None);
            hub.news.tell(&taken.news);
            let signed = receipt(hub, &taken)?;
            let short =
                packed.and_then(|(frame, offered)| PackedReceipt::pack(&signed, frame, &offered));
            frames.push(short.map_or(ReplyFrame::Ack(signed), ReplyFrame::Stored));
            let wanted = taken.wanted.iter();
            frames.extend(wanted.map(|&(blob, offset)| ReplyFrame::Wanted { blob, offset }));
        }
        Done::Back(index, taken) => {
            hub.metrics.pushed(None);
            hub.news.tell(&taken.news);
            if taken.has_no_room {
                let code = Refusal::Quota;
                frames.push(ReplyFrame::NotReturned { index, code });
            }
            let wanted = taken.wanted.iter();
            frames.extend(wanted.map(|&(blob, offset)| ReplyFrame::Wanted { blob, offset }));
        }
        Done::NotReturned(index, code) => {
            tracing::info!(code = code.code(), "a record is not taken back");
            frames.push(ReplyFrame::NotReturned { index, code });
        }
    }
    Ok(())
}

fn receipt(hub: &Hub, taken: &Taken) -> Result<SignedReceipt, Error> {
    let receipt = Receipt {
        lane: taken.lane,
        heads: taken.heads.clone(),
        blobs: taken.blobs.clone(),
        received: taken.received,
        issued: hub.now(),
        epoch: hub.hello.epoch,
        sequence: taken.sequence,
    };
    Ok(SignedReceipt::sign(receipt, &hub.keys)?)
}
