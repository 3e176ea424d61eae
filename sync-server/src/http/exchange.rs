//! `POST /sync`: one request does it all.

mod wanted;
mod work;

use super::{Failure, authorization, body, limited, path, reply};
use crate::{
    error::Error,
    hub::Hub,
    store::{
        feeds::{self, Listed, News, Question},
        links, restores,
        sql::Connection,
    },
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use durbar_sync::{
    PublicKey,
    packed::PackedRecord,
    wire::{ClientHello, End, Feed, HubHello, MAX_REQUEST, MAX_WAIT, Refusal, ReplyFrame},
};
use std::{sync::Arc, time::Duration};
use wanted::{Wanted, Work, check};

/// Most bytes of records in one reply.
const MAX_BUDGET: u64 = 4 * 1024 * 1024;

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
    let client = request.extensions().get::<limited::Client>().copied();
    let body = body::whole(hub, client, request.into_body(), MAX_REQUEST).await?;
    let wanted = {
        let hub = hub.clone();
        // A small body may grow large here: only so many at a time do.
        let room = hub.expanding.clone().acquire_owned().await;
        let room = room.map_err(|_| Error::Closed)?;
        let check = move || {
            let _room = room;
            check(&hub, &authorization, &path, &body)
        };
        tokio::task::spawn_blocking(check).await??
    };
    let Wanted {
        device,
        hello,
        mut work,
    } = wanted;
    if let Some(epoch) = hello.epoch
        && epoch != hub.hello.epoch
    {
        return restored(hub, device, hello, epoch).await;
    }
    let mut frames = Vec::new();
    if hello.epoch.is_none() {
        frames.push(ReplyFrame::Hello(hub.hello.clone()));
    }
    let is_quiet = work.is_empty() && frames.is_empty();
    if !work.is_empty() {
        refuse_floods(hub, client, &mut work);
        // What it still uploads has been cut: count it, then say from where to go on.
        hub.uploads.end(device).await;
        // On its own: what is stored is told to others, even if this device is cut off meanwhile.
        let storing = tokio::spawn({
            let hub = hub.clone();
            async move { work::store(&hub, device, work).await }
        });
        frames.extend(storing.await??);
    }
    // What everybody may read needs nobody to give it back: its office's devices do.
    let sealed: Vec<bool> = hello
        .cursors
        .iter()
        .map(|(feed, _)| !matches!(feed, Feed::Public(_) | Feed::Pack))
        .collect();
    let (whole, dictionary) = (hello.whole, hello.dictionary);
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
        revoked,
    } = read(hub, question, wait).await?;
    let mut listed = Vec::with_capacity(records.len());
    for Listed {
        mut record,
        is_persons,
    } in records
    {
        if sealed.get(usize::from(record.feed)) == Some(&true) {
            record.seal = Some(hub.seal(&record.body)?);
        }
        let packed = (!whole).then(|| PackedRecord::pack(&record, is_persons));
        listed.push(match packed.flatten() {
            Some(packed) => ReplyFrame::Packed(packed),
            None => ReplyFrame::Record(record),
        });
    }
    if let Some(revocation) = revoked {
        frames.insert(0, ReplyFrame::Revoked(revocation));
    }
    reply::send(
        frames,
        listed,
        End {
            cursors,
            denied,
            more,
            time: hub.now(),
        },
        dictionary,
    )
}

/// Tells a device that the hub was put back from a backup since, and what of it is still as it was.
/// It comes again, with what is not.
async fn restored(
    hub: &Arc<Hub>,
    device: PublicKey,
    hello: ClientHello,
    epoch: u64,
) -> Result<Response, Failure> {
    let end = End {
        cursors: hello.cursors.iter().map(|(_, cursor)| *cursor).collect(),
        denied: Vec::new(),
        more: true,
        time: hub.now(),
    };
    let question = Arc::new(Question {
        device,
        cursors: hello.cursors,
        budget: 0,
        own: false,
    });
    let told = ask(hub, &question, move |connection, question, now| {
        let revocation = links::revocation(connection, &question.device)?;
        Ok((
            revocation,
            restores::kept(connection, epoch, question, now)?,
        ))
    });
    let (revocation, kept) = told.await?;
    let hello_of_hub = HubHello {
        kept,
        ..hub.hello.clone()
    };
    let mut frames = vec![ReplyFrame::Hello(hello_of_hub)];
    if let Some(revocation) = revocation {
        frames.insert(0, ReplyFrame::Revoked(revocation));
    }
    reply::send(frames, Vec::new(), end, hello.dictionary)
}

/// Refuses what is more than an address may bring in a day, whatever its keys.
fn refuse_floods(hub: &Hub, client: Option<limited::Client>, work: &mut [Work]) {
    for work in work {
        if let Work::Push(checked, _) = work
            && !limited::may_bring(hub, client, checked.bytes())
        {
            *work = Work::Refused(checked.lane(), Refusal::Quota);
        }
    }
}

/// Reads the feeds, and waits for something in them for up to `wait` seconds.
async fn read(hub: &Arc<Hub>, question: Question, wait: u16) -> Result<News, Failure> {
    let question = Arc::new(question);
    let mut listening = if wait > 0 {
        let followed = ask(hub, &question, |connection, question, now| {
            question.allowed(connection, now)
        });
        let feeds = followed.await?.into_iter().flatten().collect();
        let over = (hub.sleep)(Duration::from_secs(wait.into()));
        Some((hub.news.listen(feeds), over))
    } else {
        None
    };
    loop {
        let news = ask(hub, &question, feeds::read).await?;
        let Some((listener, over)) = &mut listening else {
            return Ok(news);
        };
        if !news.records.is_empty() || news.revoked.is_some() || hub.is_closing() {
            return Ok(news);
        }
        tokio::select! {
            () = listener.heard() => {}
            () = hub.closed() => {}
            () = over => return Ok(news),
        }
    }
}

async fn ask<T: Send + 'static>(
    hub: &Arc<Hub>,
    question: &Arc<Question>,
    work: impl FnOnce(&Connection, &Question, i64) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let (hub, question) = (hub.clone(), question.clone());
    let answer = tokio::task::spawn_blocking(move || {
        let now = hub.now();
        hub.store
            .read(|connection| work(connection, &question, now))
    });
    Ok(answer.await??)
}
