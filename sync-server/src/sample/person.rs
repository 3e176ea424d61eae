//! An app in memory whose network is the hub's router.

use crate::Error;
use axum::{
    Router,
    body::Body,
    http::{Method, Request},
};
use durbar_core::{
    App, HttpCall, Input, Step,
    api::{self, Call, Message, RequestId, Timestamp},
};
use futures_util::StreamExt;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};
use rusqlite::Connection;
use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use tower::ServiceExt;

pub(super) struct Person {
    app: App,
    rng: ChaCha20Rng,
    clock: Arc<AtomicI64>,
    router: Router,
    calls: VecDeque<HttpCall>,
}

impl Person {
    pub(super) fn new(router: &Router, clock: &Arc<AtomicI64>, salt: u64) -> Result<Self, Error> {
        // Every run makes other people: the same key twice would be the same person.
        let mut seed = crate::folder::random::<32>()?;
        seed[..8].copy_from_slice(&salt.to_le_bytes());
        let mut rng = ChaCha20Rng::from_seed(seed);
        let now = Timestamp(clock.load(Ordering::SeqCst));
        let app = App::open(Connection::open_in_memory()?, now, &mut rng).map_err(failed)?;
        let (clock, router) = (Arc::clone(clock), router.clone());
        Ok(Self {
            app,
            rng,
            clock,
            router,
            calls: VecDeque::new(),
        })
    }

    fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::SeqCst))
    }

    pub(super) fn ask<C: Call>(&mut self, call: C) -> Result<C::Output, Error> {
        let request = api::Request {
            id: RequestId(1),
            command: call.into(),
        };
        let mut step = self.app.handle(self.now(), &mut self.rng, request);
        let answer = step.messages.pop();
        self.take(step);
        match answer {
            Some(Message::Done {
                result: Ok((reply, _)),
                ..
            }) => C::output(reply),
            Some(Message::Done {
                result: Err(error), ..
            }) => {
                return Err(Error::Argument(format!(
                    "the app refuses: {}",
                    error.message_key
                )));
            }
            _ => None,
        }
        .ok_or_else(|| Error::Argument("the app gave another answer".to_owned()))
    }

    pub(super) async fn sync(&mut self) -> Result<(), Error> {
        self.ask(api::app::SyncNow {})?;
        loop {
            let next = self
                .calls
                .iter()
                .position(|call| call.silence_seconds <= 60 || call.path != "/sync");
            let Some(call) = next.and_then(|next| self.calls.remove(next)) else {
                break;
            };
            let mut request = Request::builder()
                .method(Method::from_bytes(call.method.name().as_bytes()).map_err(failed)?)
                .uri(&call.path);
            for (name, value) in &call.headers {
                request = request.header(name, value);
            }
            let request = request.body(Body::from(call.body)).map_err(failed)?;
            let Ok(response) = self.router.clone().oneshot(request).await;
            self.feed(Input::Status(call.id, response.status().as_u16()));
            let mut body = response.into_body().into_data_stream();
            while let Some(bytes) = body.next().await {
                self.feed(Input::Bytes(call.id, bytes.map_err(failed)?.to_vec()));
            }
            self.feed(Input::Done(call.id));
        }
        // A long poll is left standing when all is exchanged; after a failure there is none.
        if self.calls.is_empty() {
            return Err(Error::Argument(
                "the hub did not take the sample".to_owned(),
            ));
        }
        Ok(())
    }

    fn feed(&mut self, input: Input) {
        let step = self.app.sync(self.now(), &mut self.rng, input);
        self.take(step);
    }

    fn take(&mut self, step: Step) {
        self.calls.retain(|call| !step.cancel.contains(&call.id));
        self.calls.extend(step.calls);
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Argument(error.to_string())
}
