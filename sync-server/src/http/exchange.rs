//! `POST /sync`: one request does it all.

use super::{Failure, authorization, body, path, reply};
use crate::{
    error::Error,
    hub::{Hub, short},
    store::{
        feeds::{self, News, Question},
        grants::{self, Accepted},
        in_savepoint,
        push::{self, Checked, NotTaken, Taken},
    },
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use durbar_sync::{
    LaneId, PublicKey,
    codec::{self, CodecError},
    grant::{Grant, Invitation},
    sign::{Receipt, SignedReceipt},
    wire::{
        Authorization, ClientHello, End, ErrorCode, MAX_REQUEST, MAX_WAIT, Refusal, ReplyFrame,
        RequestFrame, VERSION,
    },
};
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Bytes that a request may expand to.
const MAX_EXPANDED: usize = 8 * 1024 * 1024;
const MAX_CURSORS: usize = 64;
const MAX_ACCEPTS: usize = 16;
/// Each costs a signature to check, however few bytes it takes compressed.
const MAX_PUSHES: usize = 512;
/// Most bytes of records in one reply.
const MAX_BUDGET: u64 = 4 * 1024 * 1024;

/// What a request wants done, checked as far as that goes without the database.
struct Wanted {
    device: PublicKey,
    hello: ClientHello,
    work: Vec<Work>,
}

enum Work {
    Refused(LaneId, Refusal),
    Push(Box<Checked>),
    GrantRefused(PublicKey),
    Accept(Box<(Grant, Invitation)>),
}

enum Done {
    Refused(LaneId, Refusal),
    Taken(Taken),
    GrantRefused(PublicKey),
    Granted(Accepted),
}

/// Takes what a device has and gives it what it has not.
pub(super) async fn exchange(State(hub): State<Arc<Hub>>, request: Request) -> Response {
    match answer(&hub, request).await {
        Ok(response) => response,
        Err(failure) => failure.answer(&hub),
    }
}

async fn answer(hub: &Arc<Hub>, request: Request) -> Result<Response, Failure> {
    let authorization = authorization(&request)?;
    let path = path(&request).to_owned();
    let body = body::whole(request.into_body(), MAX_REQUEST, hub.silence).await?;
    let wanted = {
        let hub = hub.clone();
        tokio::task::spawn_blocking(move || check(&hub, &authorization, &path, &body)).await??
    };
    let Wanted {
        device,
        hello,
        work,
    } = wanted;
    let mut frames = Vec::new();
    if hello.epoch != Some(hub.hello.epoch) {
        frames.push(ReplyFrame::Hello(hub.hello.clone()));
    }
    if hello.epoch.is_some_and(|epoch| epoch != hub.hello.epoch) {
        // Its cursors mean nothing here; it comes again with new ones and all it has.
        let cursors = hello.cursors.iter().map(|(_, cursor)| *cursor).collect();
        let end = End {
            cursors,
            denied: Vec::new(),
            more: true,
            time: hub.now(),
        };
        return reply::send(frames, Vec::new(), end);
    }
    let is_quiet = work.is_empty() && frames.is_empty();
    if !work.is_empty() {
        // What it still uploads has been cut: count it, then say from where to go on.
        hub.uploads.end(device).await;
        // On its own: what is stored is told to others, even if this device is cut off meanwhile.
        let storing = tokio::spawn({
            let hub = hub.clone();
            async move { store(&hub, device, work).await }
        });
        frames.extend(storing.await??);
    }
    let question = Question {
        device,
        cursors: hello.cursors,
        budget: u64::from(hello.budget).min(MAX_BUDGET),
        own: hello.own,
    };
    let wait = if is_quiet {
        hello.wait.min(MAX_WAIT)
    } else {
        0
    };
    let News {
        records,
        cursors,
        denied,
        more,
    } = read(hub, question, wait).await?;
    reply::send(
        frames,
        records,
        End {
            cursors,
            denied,
            more,
            time: hub.now(),
        },
    )
}

/// Who asks, and for what. Slow work: signatures, decompression.
fn check(
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
    let (mut pushes, mut accepts) = (0, 0);
    for frame in frames {
        work.push(match frame {
            RequestFrame::Hello(_) => return Err(ErrorCode::Malformed.into()),
            RequestFrame::Push(push) => {
                pushes += 1;
                if pushes > MAX_PUSHES {
                    return Err(ErrorCode::TooLarge.into());
                }
                let lane = push.lane;
                match push::check(push, &device, &hub.hello.pack) {
                    Ok(checked) => Work::Push(Box::new(checked)),
                    Err(refusal) => Work::Refused(lane, refusal),
                }
            }
            RequestFrame::Accept(grant) => {
                accepts += 1;
                if accepts > MAX_ACCEPTS {
                    return Err(ErrorCode::TooLarge.into());
                }
                check_grant(hub, &device, grant)
            }
        });
    }
    Ok(Wanted {
        device,
        hello,
        work,
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

/// Does the work in order. What is refused leaves no trace and stops nothing else; all is
/// committed when this returns.
async fn store(
    hub: &Arc<Hub>,
    device: PublicKey,
    work: Vec<Work>,
) -> Result<Vec<ReplyFrame>, Failure> {
    let now = hub.now();
    let done = hub
        .store
        .write(move |connection| {
            work.into_iter()
                .map(|work| match work {
                    Work::Refused(lane, refusal) => Ok(Done::Refused(lane, refusal)),
                    Work::GrantRefused(key) => Ok(Done::GrantRefused(key)),
                    Work::Accept(accepted) => {
                        let (grant, invitation) = *accepted;
                        Ok(
                            match grants::accept(connection, &grant, &invitation, now)? {
                                Accepted::Taken => Done::GrantRefused(invitation.key),
                                accepted => Done::Granted(accepted),
                            },
                        )
                    }
                    Work::Push(checked) => {
                        let taken = in_savepoint(connection, || {
                            push::take(connection, &checked, &device, now)
                        });
                        match taken {
                            Ok(taken) => Ok(Done::Taken(taken)),
                            Err(NotTaken::Refused(refusal)) => {
                                Ok(Done::Refused(checked.lane(), refusal))
                            }
                            Err(NotTaken::Failed(error)) => Err(error),
                        }
                    }
                })
                .collect::<Result<Vec<_>, Error>>()
        })
        .await?;
    let mut frames = Vec::new();
    for done in done {
        match done {
            Done::Refused(lane, code) => {
                tracing::info!(
                    device = short(&device),
                    code = code.code(),
                    "a push is refused"
                );
                frames.push(ReplyFrame::Refused { lane, code });
            }
            Done::GrantRefused(key) => {
                tracing::info!(device = short(&device), "a grant is refused");
                frames.push(ReplyFrame::GrantRefused(key));
            }
            Done::Granted(Accepted::New) => hub.news.tell([&feeds::REGISTRY.to_owned()]),
            Done::Granted(_) => {}
            Done::Taken(taken) => {
                hub.news.tell(&taken.news);
                frames.push(ReplyFrame::Ack(receipt(hub, &taken)?));
                frames.extend(
                    taken
                        .wanted
                        .iter()
                        .map(|&(blob, offset)| ReplyFrame::Wanted { blob, offset }),
                );
            }
        }
    }
    Ok(frames)
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

/// Reads the feeds, and waits for something in them for up to `wait` seconds.
async fn read(hub: &Arc<Hub>, question: Question, wait: u16) -> Result<News, Failure> {
    let question = Arc::new(question);
    let until = Instant::now() + Duration::from_secs(wait.into());
    let listener = if wait > 0 {
        let followed = ask(hub, &question, |connection, question, now| {
            question.allowed(connection, now)
        });
        Some(
            hub.news
                .listen(followed.await?.into_iter().flatten().collect()),
        )
    } else {
        None
    };
    loop {
        let news = ask(hub, &question, feeds::read).await?;
        let Some(listener) = &listener else {
            return Ok(news);
        };
        if !news.records.is_empty() || hub.is_closing() {
            return Ok(news);
        }
        tokio::select! {
            () = listener.heard() => {}
            () = hub.closed() => {}
            () = tokio::time::sleep_until(until) => return Ok(news),
        }
    }
}

async fn ask<T: Send + 'static>(
    hub: &Arc<Hub>,
    question: &Arc<Question>,
    work: impl FnOnce(&rusqlite::Connection, &Question, i64) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let (hub, question) = (hub.clone(), question.clone());
    let answer = tokio::task::spawn_blocking(move || {
        let now = hub.now();
        hub.store
            .read(|connection| work(connection, &question, now))
    });
    Ok(answer.await??)
}
