//! What a request wants, checked as far as that goes without the database.

mod returned;

use crate::{
    http::Failure,
    hub::Hub,
    store::{
        grants,
        known::Stored,
        push::{self, Before, Checked, Links},
    },
};
use durbar_sync::{
    LaneId, PublicKey,
    codec::{self, CodecError},
    grant::{Grant, Invitation, SignedEnding},
    link::{Link, Linked, Offer, SignedRevocation},
    packed::{PackedPush, Unread},
    wire::{Authorization, ClientHello, ErrorCode, Refusal, RequestFrame, VERSION},
};

/// Bytes that a request may expand to.
const MAX_EXPANDED: usize = 8 * 1024 * 1024;
/// A record names its feed in one byte.
const MAX_CURSORS: usize = 256;
/// Grants, links and revocations together: each costs some signatures to check.
const MAX_STATEMENTS: usize = 96;
/// Each costs a signature to check, however few bytes it takes compressed.
const MAX_PUSHES: usize = 512;

/// A request.
pub(super) struct Wanted {
    pub device: PublicKey,
    pub hello: ClientHello,
    pub work: Vec<Work>,
}

/// A piece of work.
pub(super) enum Work {
    Refused(LaneId, Refusal),
    /// The push, and which frame of the request it was if its receipt is to be packed.
    Push(Box<Checked>, Option<u16>),
    /// A packed push that has to come whole.
    Unread(u16),
    GrantRefused(PublicKey),
    Accept(Box<(Grant, Invitation)>),
    LinkRefused(PublicKey),
    Link(Box<(Link, Linked)>),
    Revoke(Box<SignedRevocation>),
    /// Its number among the request's returns, and what comes back.
    Return(u16, Box<(Checked, Before)>),
    NotReturned(u16, Refusal),
    /// Somebody's grant comes back.
    AcceptBack(Box<(Grant, Invitation)>),
    /// The end of a role comes back.
    EndBack(Box<SignedEnding>),
    /// Somebody's link comes back.
    LinkBack(Box<(Link, Linked)>),
}

/// Who asks, and for what. Slow work: signatures, decompression.
pub(super) fn check(
    hub: &Hub,
    authorization: &Authorization,
    path: &str,
    body: &[u8],
) -> Result<Wanted, Failure> {
    let device = hub
        .gate
        .admit(authorization, ("POST", path, body), hub.now())?;
    let frames: Vec<RequestFrame> =
        codec::decode(body, MAX_EXPANDED).map_err(|error| match error {
            CodecError::Damaged => ErrorCode::Malformed,
            CodecError::TooLarge => ErrorCode::TooLarge,
        })?;
    let mut frames = frames.into_iter();
    let Some(RequestFrame::Hello(hello)) = frames.next() else {
        return Err(ErrorCode::Malformed.into());
    };
    if hello.version != VERSION {
        return Err(ErrorCode::Version.into());
    }
    if hello.cursors.len() > MAX_CURSORS {
        return Err(ErrorCode::TooLarge.into());
    }
    let mut work = Vec::new();
    let (mut pushes, mut statements, mut returns) = (0, 0, 0);
    let mut links = Links::default();
    for (number, frame) in (1u16..).zip(frames) {
        if !matches!(
            frame,
            RequestFrame::Push(_) | RequestFrame::Packed(_) | RequestFrame::Return(_)
        ) {
            statements += 1;
            if statements > MAX_STATEMENTS {
                return Err(ErrorCode::TooLarge.into());
            }
        }
        work.push(match frame {
            RequestFrame::Hello(_) => return Err(ErrorCode::Malformed.into()),
            RequestFrame::Push(push) => {
                pushes += 1;
                if pushes > MAX_PUSHES {
                    return Err(ErrorCode::TooLarge.into());
                }
                let lane = push.lane;
                match push::check(push, &device, &hub.hello.pack, &mut links) {
                    Ok(checked) => Work::Push(Box::new(checked), None),
                    Err(refusal) => Work::Refused(lane, refusal),
                }
            }
            RequestFrame::Packed(packed) => {
                pushes += 1;
                if pushes > MAX_PUSHES {
                    return Err(ErrorCode::TooLarge.into());
                }
                check_packed(hub, &device, (number, packed), &mut links)?
            }
            RequestFrame::Accept(grant) => check_grant(hub, &device, grant),
            RequestFrame::Link(link) => check_link(link),
            RequestFrame::Revoke(signed) => match signed.verify() {
                Some(_) => Work::Revoke(Box::new(signed)),
                // There is nothing to answer to what nobody said.
                None => continue,
            },
            RequestFrame::Return(back) => {
                pushes += 1;
                if pushes > MAX_PUSHES {
                    return Err(ErrorCode::TooLarge.into());
                }
                let index = returns;
                returns += 1;
                returned::check(hub, &device, (index, back), &mut links)
                    .unwrap_or_else(|refusal| Work::NotReturned(index, refusal))
            }
        });
    }
    Ok(Wanted {
        device,
        hello,
        work,
    })
}

fn check_packed(
    hub: &Hub,
    device: &PublicKey,
    (number, packed): (u16, PackedPush),
    links: &mut Links,
) -> Result<Work, Failure> {
    let read = hub
        .store
        .read(|connection| Ok(packed.unpack(device, &Stored(connection))));
    let push = match read? {
        Ok(push) => push,
        Err(Unread::Unknown | Unread::Damaged) => return Ok(Work::Unread(number)),
        Err(Unread::Storage(error)) => return Err(error.into()),
    };
    let lane = push.lane;
    Ok(match push::check(push, device, &hub.hello.pack, links) {
        Ok(checked) => Work::Push(Box::new(checked), Some(number)),
        // Perhaps what was named by its first bytes is something else here.
        Err(Refusal::BadSignature) => Work::Unread(number),
        Err(refusal) => Work::Refused(lane, refusal),
    })
}

fn check_grant(hub: &Hub, device: &PublicKey, grant: Grant) -> Work {
    match grant.verify(&hub.hello.administrator) {
        Some(invitation)
            if invitation.pack == hub.hello.pack
                && invitation.role == grants::OFFICER
                && grant.device == *device
                && hub.now() < invitation.until =>
        {
            Work::Accept(Box::new((grant, invitation)))
        }
        Some(invitation) => Work::GrantRefused(invitation.key),
        None => {
            let named = grant.invitation.read().map(|invitation| invitation.key);
            Work::GrantRefused(named.unwrap_or(grant.device))
        }
    }
}

fn check_link(link: Link) -> Work {
    match link.verify() {
        Some(linked) => Work::Link(Box::new((link, linked))),
        None => {
            let named = postcard::from_bytes::<Offer>(&link.offer.bytes).map(|offer| offer.key);
            Work::LinkRefused(named.unwrap_or(link.device))
        }
    }
}
