//! The one command of the shell, and the app behind it.

use crate::settings;
use durbar_api::{Message, encode};
use durbar_host::{
    Handle, Stopped, messages,
    native::{self, OpenError},
    read_request,
};
use futures_util::StreamExt;
use serde_json::Value;
use std::path::PathBuf;
use tauri::{
    AppHandle, Emitter, State,
    ipc::{InvokeBody, Request, Response},
};
use tokio::sync::Mutex;

/// The event under which pages hear what the app says of its own.
const MESSAGE: &str = "message";

/// The app of this process.
pub(crate) struct Shell {
    window: AppHandle,
    folder: PathBuf,
    app: Mutex<Option<Handle>>,
}

impl Shell {
    pub(crate) fn new(window: AppHandle, folder: PathBuf) -> Self {
        Self {
            window,
            folder,
            app: Mutex::new(None),
        }
    }

    /// Closes the database. The window is gone by then.
    pub(crate) async fn stop(&self) {
        if let Some(app) = self.app.lock().await.take() {
            app.stop().await;
        }
    }

    /// The running app; opens it if it does not run.
    async fn app(&self) -> Result<Handle, OpenError> {
        let mut slot = self.app.lock().await;
        if let Some(app) = slot.as_ref() {
            return Ok(app.clone());
        }
        let folder = self.folder.clone();
        let (sender, mut heard) = messages();
        let opened = tauri::async_runtime::spawn_blocking(move || {
            let hub = settings::hub(&folder).map_err(|error| OpenError::File {
                path: folder.join("hub.txt"),
                error,
            })?;
            native::spawn(&folder.join("durbar.db"), &hub, sender)
        })
        .await;
        let app = opened.unwrap_or(Err(OpenError::Ended))?;
        let window = self.window.clone();
        tauri::async_runtime::spawn(async move {
            while let Some(message) = heard.next().await {
                let told = encode(&message).map(|bytes| window.emit(MESSAGE, bytes));
                if let Ok(Err(error)) = told {
                    tracing::warn!(%error, "the page was not told");
                }
            }
        });
        *slot = Some(app.clone());
        Ok(app)
    }

    async fn forget(&self) {
        *self.app.lock().await = None;
    }
}

/// The app's door for the page.
///
/// The body is an encoded [`durbar_api::Request`], the answer the encoded [`Message::Done`]. An
/// empty body only opens the app, which a page does first: it is answered by nothing, or by the
/// reason why there is no app, as `code: what happened`.
#[tauri::command]
pub(crate) async fn dispatch(
    request: Request<'_>,
    shell: State<'_, Shell>,
) -> Result<Response, String> {
    let body = bytes(request.body())?;
    let app = shell.app().await.map_err(|error| reason(&error))?;
    if body.is_empty() {
        return Ok(Response::new(Vec::new()));
    }
    let message = match read_request(&body) {
        Err(refusal) => *refusal,
        Ok(request) => {
            let id = request.id;
            match app.ask(request).await {
                Ok(result) => Message::Done { id, result },
                Err(Stopped) => {
                    // Its thread died; the next request opens the app anew.
                    shell.forget().await;
                    return Err("failed: the app ended".to_owned());
                }
            }
        }
    };
    let bytes = encode(&message).map_err(|error| format!("failed: {error}"))?;
    Ok(Response::new(bytes))
}

/// The body as the page sent it. Android's web view hands bytes over as an array of numbers.
fn bytes(body: &InvokeBody) -> Result<Vec<u8>, String> {
    match body {
        InvokeBody::Raw(bytes) => Ok(bytes.clone()),
        InvokeBody::Json(Value::Object(empty)) if empty.is_empty() => Ok(Vec::new()),
        InvokeBody::Json(Value::Null) => Ok(Vec::new()),
        InvokeBody::Json(json) => serde_json::from_value(json.clone())
            .map_err(|_| "failed: the request is not made of bytes".to_owned()),
    }
}

/// Why there is no app, for the page: a code that it tells apart, and words for a person.
fn reason(error: &OpenError) -> String {
    let code = match error {
        OpenError::OpenElsewhere => "open-elsewhere",
        OpenError::File { .. } | OpenError::App(_) => "storage",
        OpenError::Random(_) | OpenError::Http(_) | OpenError::Thread(_) | OpenError::Ended => {
            "failed"
        }
    };
    // The words name the person's own folders: they are for the screen, not for logs.
    tracing::error!(code, "the app does not open");
    format!("{code}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bytes_come_through_whichever_way_a_web_view_sends_them() {
        assert_eq!(bytes(&InvokeBody::Raw(vec![1, 255])), Ok(vec![1, 255]));
        assert_eq!(bytes(&InvokeBody::Json(json!([1, 255]))), Ok(vec![1, 255]));
        assert_eq!(bytes(&InvokeBody::Json(json!({}))), Ok(vec![]));
        assert_eq!(bytes(&InvokeBody::Json(json!(null))), Ok(vec![]));
        assert!(bytes(&InvokeBody::Json(json!([256]))).is_err());
        assert!(bytes(&InvokeBody::Json(json!("text"))).is_err());
    }
}
