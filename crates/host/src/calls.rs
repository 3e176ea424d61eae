//! HTTP calls under way. Statuses and bytes are passed on as they arrive and never interpreted.

use crate::Platform;
use durbar_core::{HttpCall, Input, Method};
use durbar_sync::CallId;
use futures_util::{
    FutureExt, StreamExt,
    future::{Either, LocalBoxFuture, select},
    pin_mut,
    stream::{self, LocalBoxStream},
};
use std::{
    future::Future,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

/// The slowest upload that counts as alive, bytes per second. Nothing arrives while a body is
/// on its way out, so its size is granted on top of the call's own silence.
const SLOWEST_UPLOAD: u64 = 1_000;

/// Gives a future that resolves after a duration.
pub(crate) type Sleep = Rc<dyn Fn(Duration) -> LocalBoxFuture<'static, ()>>;

/// The calls under way.
pub(crate) struct Calls {
    client: reqwest::Client,
    origin: String,
    running: Vec<(CallId, LocalBoxStream<'static, Input>)>,
}

impl Calls {
    pub(crate) fn new(origin: String) -> Result<Self, reqwest::Error> {
        let client = client(&origin)?;
        Ok(Self {
            client,
            origin,
            running: Vec::new(),
        })
    }

    /// Begins a call.
    pub(crate) fn start(&mut self, call: HttpCall, sleep: Sleep) {
        let id = call.id;
        let silence = Duration::from_secs(u64::from(call.silence_seconds));
        let sending = Duration::from_secs(call.body.len() as u64 / SLOWEST_UPLOAD);
        let response = request(&self.client, &self.origin, call)
            .send()
            .boxed_local();
        let begin = State::Waiting(response, silence + sending);
        let inputs = stream::unfold(begin, move |state| {
            next(id, state, silence, Rc::clone(&sleep))
        });
        self.running.push((id, inputs.boxed_local()));
    }

    /// Drops a call and its connection; nothing more is heard of it.
    pub(crate) fn cancel(&mut self, id: CallId) {
        self.running.retain(|(running, _)| *running != id);
    }

    /// What the next call to make progress has learned. Never ready while none runs.
    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Input> {
        let mut index = 0;
        while index < self.running.len() {
            match self.running[index].1.poll_next_unpin(context) {
                Poll::Ready(Some(input)) => {
                    // The next look begins with the others: one fast call starves none.
                    self.running.rotate_left(index + 1);
                    return Poll::Ready(input);
                }
                Poll::Ready(None) => {
                    drop(self.running.remove(index));
                }
                Poll::Pending => index += 1,
            }
        }
        Poll::Pending
    }
}

enum State {
    /// The request is on its way; the second is how long silence is borne.
    Waiting(
        LocalBoxFuture<'static, Result<reqwest::Response, reqwest::Error>>,
        Duration,
    ),
    Body(LocalBoxStream<'static, Result<Vec<u8>, reqwest::Error>>),
    Over,
}

async fn next(id: CallId, state: State, silence: Duration, sleep: Sleep) -> Option<(Input, State)> {
    match state {
        State::Waiting(response, patience) => match within(sleep(patience), response).await {
            Some(Ok(response)) => {
                let status = response.status().as_u16();
                let pieces = response.bytes_stream().map(|piece| piece.map(Vec::from));
                Some((Input::Status(id, status), State::Body(pieces.boxed_local())))
            }
            Some(Err(_)) | None => Some((Input::Failed(id), State::Over)),
        },
        State::Body(mut pieces) => loop {
            match within(sleep(silence), pieces.next()).await {
                Some(Some(Ok(piece))) if piece.is_empty() => {}
                Some(Some(Ok(piece))) => {
                    return Some((Input::Bytes(id, piece), State::Body(pieces)));
                }
                Some(None) => return Some((Input::Done(id), State::Over)),
                Some(Some(Err(_))) | None => return Some((Input::Failed(id), State::Over)),
            }
        },
        State::Over => None,
    }
}

/// The work's result, or `None` if the time is over first.
async fn within<T>(time: LocalBoxFuture<'static, ()>, work: impl Future<Output = T>) -> Option<T> {
    pin_mut!(work);
    match select(work, time).await {
        Either::Left((result, _)) => Some(result),
        Either::Right(((), _)) => None,
    }
}

fn request(client: &reqwest::Client, origin: &str, call: HttpCall) -> reqwest::RequestBuilder {
    let method = match call.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
    };
    let mut request = client.request(method, format!("{origin}{}", call.path));
    for (name, value) in call.headers {
        request = request.header(name, value);
    }
    if call.method != Method::Get {
        request = request.body(call.body);
    }
    #[cfg(target_arch = "wasm32")]
    {
        // The app signs its requests and keeps its own copies: no cookies, no HTTP cache.
        request = request.fetch_credentials_omit().fetch_cache_no_store();
    }
    request
}

#[cfg(target_arch = "wasm32")]
fn client(_origin: &str) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder().build()
}

#[cfg(not(target_arch = "wasm32"))]
fn client(origin: &str) -> Result<reqwest::Client, reqwest::Error> {
    let mut builder = reqwest::Client::builder()
        // A signed request is for the hub that was named and no other.
        .redirect(reqwest::redirect::Policy::none())
        // Opening a connection again costs more than a small sync: keep it through pauses, and
        // find out in time when the network dropped it.
        .pool_idle_timeout(Duration::from_secs(300))
        .tcp_keepalive(Duration::from_secs(45))
        .tcp_nodelay(true);
    if is_loopback(origin) {
        builder = builder.no_proxy();
    }
    builder.build()
}

/// Whether the hub is this machine, which no proxy can reach.
#[cfg(not(target_arch = "wasm32"))]
fn is_loopback(origin: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(origin) else {
        return false;
    };
    url.host_str().is_some_and(|host| {
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || address
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    })
}

/// A platform's sleep, shared by all calls.
pub(crate) fn sleeper<P: Platform + 'static>(platform: &Rc<std::cell::RefCell<P>>) -> Sleep {
    let platform = Rc::clone(platform);
    Rc::new(move |duration| platform.borrow().sleep(duration))
}

#[cfg(test)]
mod tests;
