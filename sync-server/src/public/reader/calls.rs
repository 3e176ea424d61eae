//! The follower's calls, answered by the hub's router in this process.

use axum::{
    Router,
    body::Body,
    http::{Method, Request},
};
use durbar_core::{HttpCall, Input};
use durbar_sync::CallId;
use futures_util::StreamExt;
use std::collections::HashMap;
use tokio::{sync::mpsc, task::AbortHandle};
use tower::ServiceExt;

/// The calls under way.
pub(super) struct Calls {
    router: Router,
    running: HashMap<CallId, AbortHandle>,
    tell: mpsc::UnboundedSender<Input>,
    told: mpsc::UnboundedReceiver<Input>,
}

impl Calls {
    pub fn new(router: Router) -> Self {
        let (tell, told) = mpsc::unbounded_channel();
        Self {
            router,
            running: HashMap::new(),
            tell,
            told,
        }
    }

    /// Begins a call.
    pub fn start(&mut self, call: HttpCall) {
        let (id, tell) = (call.id, self.tell.clone());
        let answering = answer(self.router.clone(), call, tell.clone());
        let task = tokio::spawn(async move {
            let end = if answering.await.is_some() {
                Input::Done(id)
            } else {
                Input::Failed(id)
            };
            // Nobody listens once the follower has ended.
            let _ = tell.send(end);
        });
        self.running.insert(id, task.abort_handle());
    }

    /// Ends a call; nothing more is heard of it.
    pub fn cancel(&mut self, id: CallId) {
        if let Some(task) = self.running.remove(&id) {
            task.abort();
        }
    }

    /// What is learned next of a call that was not cancelled.
    pub async fn next(&mut self) -> Input {
        loop {
            let Some(input) = self.told.recv().await else {
                return std::future::pending().await;
            };
            let (id, is_last) = match &input {
                Input::Status(id, _) | Input::Bytes(id, _) => (*id, false),
                Input::Done(id) | Input::Failed(id) => (*id, true),
                Input::Wake | Input::Connectivity(_) => continue,
            };
            let is_running = self.running.contains_key(&id);
            if is_last {
                self.running.remove(&id);
            }
            if is_running {
                return input;
            }
        }
    }
}

impl Drop for Calls {
    fn drop(&mut self) {
        for task in self.running.values() {
            task.abort();
        }
    }
}

/// Tells status and body as they come; `None` if they do not come whole.
async fn answer(router: Router, call: HttpCall, tell: mpsc::UnboundedSender<Input>) -> Option<()> {
    let method = Method::from_bytes(call.method.name().as_bytes()).ok()?;
    let mut request = Request::builder().method(method).uri(&call.path);
    for (name, value) in &call.headers {
        request = request.header(name, value);
    }
    let request = request.body(Body::from(call.body)).ok()?;
    let Ok(response) = router.oneshot(request).await;
    tell.send(Input::Status(call.id, response.status().as_u16()))
        .ok()?;
    let mut body = response.into_body().into_data_stream();
    while let Some(bytes) = body.next().await {
        tell.send(Input::Bytes(call.id, bytes.ok()?.to_vec()))
            .ok()?;
    }
    Some(())
}
