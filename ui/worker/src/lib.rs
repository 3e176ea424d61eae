//! The browser host: the app in a dedicated worker, with SQLite on the browser's own file system.
//!
//! The page sends encoded requests and hears encoded messages, both as `Uint8Array`s; beside
//! them `{kind: "start", origin}` and `"stop"` go in, and `{kind}` with `ready`, `no-storage`,
//! `failed` or `stopped` come out. The page holds the lock that makes this the only worker.
#![cfg(target_arch = "wasm32")]

mod picture;
mod platform;
mod scope;
mod storage;

use durbar_api::Request;
use durbar_host::{Handle, Platform, files, messages, read_request, start};
use futures_util::{StreamExt, future::join};
use js_sys::Uint8Array;
use platform::BrowserPlatform;
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;
use std::future::Future;
use storage::{Pool, StorageError};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

/// What the files' names in the browser's file system begin with.
const STEM: &str = "durbar";

/// Opens the app and serves the page until it says stop. `origin` is the hub's, the same that
/// served the page.
#[wasm_bindgen]
pub async fn run(origin: String) {
    match open(origin).await {
        Ok(()) => {}
        Err(OpenError::Storage(why)) => scope::say("no-storage", Some(&why.to_string())),
        Err(OpenError::Failed(why)) => scope::say("failed", Some(&why)),
    }
}

enum OpenError {
    Storage(StorageError),
    Failed(String),
}

async fn open(origin: String) -> Result<(), OpenError> {
    let mut platform =
        BrowserPlatform::new().map_err(|error| OpenError::Failed(error.to_string()))?;
    let pool = storage::acquire(&platform)
        .await
        .map_err(OpenError::Storage)?;
    let database = |error: durbar_core::Error| OpenError::Storage(error.into());
    let now = platform.now();
    let app = files::open(&Pool(&pool), STEM, now, platform.rng()).map_err(database)?;

    let (sender, mut heard) = messages();
    let (handle, app) = start(app, platform, origin, sender)
        .map_err(|error| OpenError::Failed(error.to_string()))?;
    let tell = async move {
        while let Some(message) = heard.next().await {
            scope::tell(&message);
        }
    };
    listen(&handle).map_err(|_| OpenError::Failed("the worker cannot listen".to_owned()))?;
    spawn_local(serve(app, tell, pool));
    scope::say("ready", None);
    Ok(())
}

/// Runs the app to its end, and says so when all is told and the files are let go.
async fn serve(
    app: impl Future<Output = ()>,
    tell: impl Future<Output = ()>,
    pool: OpfsSAHPoolUtil,
) {
    join(app, tell).await;
    match pool.pause() {
        Ok(()) => scope::say("stopped", None),
        Err(error) => scope::say("failed", Some(&error.to_string())),
    }
}

fn listen(handle: &Handle) -> Result<(), JsValue> {
    let app = handle.clone();
    scope::on_message(move |data| {
        if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
            match read_request(&bytes.to_vec()) {
                Ok(request) => give(&app, request),
                Err(refusal) => scope::tell(&refusal),
            }
        } else if data.as_string().as_deref() == Some("stop") {
            // That it stopped is said by `serve`, after the last answer.
            spawn_local(app.stop());
        }
    })?;
    if !scope::online() {
        hint(handle, false);
    }
    for (event, online) in [("online", true), ("offline", false)] {
        let app = handle.clone();
        scope::on(event, move |_| hint(&app, online))?;
    }
    Ok(())
}

fn give(app: &Handle, request: Request) {
    if let Err(stopped) = app.request(request) {
        scope::say("failed", Some(&stopped.to_string()));
    }
}

fn hint(app: &Handle, online: bool) {
    // A stopped app needs no hints.
    let _ = app.connectivity(online);
}
