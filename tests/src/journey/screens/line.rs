//! A line to the app in the page's worker: a world is made by the app's own commands, in the
//! browser that will show it, without a touch for each letter.

use crate::{
    journey::{Device, Screen},
    kit::Result,
};
use durbar_api::{Call, Message, Request, RequestId, decode, encode};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers that the page itself does not come to; all of them take five bytes.
static LAST: AtomicU32 = AtomicU32::new(0xf000_0000);

/// Bytes of a request's number, which its answer bears behind one byte for its kind.
const ID: usize = 5;

/// Runs before the scripts of every page: keeps its worker within reach.
const HOLD: &str = "(() => { const Own = window.Worker; if (!Own) return; \
    window.Worker = class extends Own { \
        constructor(...given) { super(...given); window.durbarWorker = this; } }; })();";

const ASK: &str = "const [bytes, length, done] = arguments; \
    const request = new Uint8Array(bytes); \
    const id = request.slice(0, length); \
    const worker = window.durbarWorker; \
    if (!worker) { done('this page runs no app'); return; } \
    const hear = ({ data }) => { \
        if (!(data instanceof Uint8Array) || data[0] !== 0) return; \
        if (id.some((byte, at) => data[at + 1] !== byte)) return; \
        worker.removeEventListener('message', hear); \
        done(Array.from(data)); }; \
    worker.addEventListener('message', hear); \
    worker.postMessage(request);";

/// Has every page that this device opens from now on keep its line open.
pub(super) async fn hold(device: &Device) -> Result<()> {
    before_each_page(device, HOLD).await
}

/// Has every page that this device opens from now on run a script first.
pub(super) async fn before_each_page(device: &Device, script: &str) -> Result<()> {
    let body = json!({
        "cmd": "Page.addScriptToEvaluateOnNewDocument",
        "params": {"source": script},
    });
    device.ask_driver("goog/cdp/execute", &body).await?;
    Ok(())
}

/// Asks the app behind the page.
pub(super) async fn ask<C: Call>(screen: &Screen, call: C) -> Result<C::Output> {
    let id = RequestId(LAST.fetch_add(1, Ordering::Relaxed));
    let command = call.into();
    let bytes = encode(&Request { id, command })?;
    let answer = screen
        .client()
        .execute_async(ASK, vec![json!(bytes), json!(ID)])
        .await?;
    let Value::Array(numbers) = answer else {
        return Err(answer.to_string().into());
    };
    let bytes: Vec<u8> = numbers
        .iter()
        .filter_map(|number| number.as_u64().and_then(|byte| u8::try_from(byte).ok()))
        .collect();
    match decode(&bytes)? {
        Message::Done {
            result: Ok((reply, _)),
            ..
        } => C::output(reply).ok_or_else(|| "another answer".into()),
        Message::Done {
            result: Err(error), ..
        } => Err(format!("the app refuses: {error:?}").into()),
        Message::Event(_) => Err("news in place of an answer".into()),
    }
}
