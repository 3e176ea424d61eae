//! Reading a code: from a photo of it, or typed.

use durbar_api::{ApiError, ErrorCode, identity::ReadCode};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{Button, Icon, Notice, NoticeKind, TextField};
use crate::{
    browser,
    context::use_app,
    translations::{error_text, t},
};

/// Takes a code from the camera, from a picture, or from the keyboard.
#[component]
pub fn CodeReader(
    /// What the field to type in is called.
    #[prop(into)]
    label: String,
    /// What belongs into it.
    #[prop(into)]
    hint: String,
    /// Takes what was read or typed, trimmed and not empty.
    on_code: impl Fn(String) + Clone + Send + 'static,
) -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let reading = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let found = on_code.clone();
    let picture = move |event: web_sys::Event| {
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let found = found.clone();
        reading.set(true);
        trouble.set(None);
        spawn_local(async move {
            let read = match browser::read_file(&file).await {
                Ok(bytes) => app.call(ReadCode { bytes }).await,
                Err(_) => Err(ApiError::new(ErrorCode::Photo, "error-photo-unreadable")),
            };
            // The same picture can be chosen again.
            input.set_value("");
            if reading.try_set(false).is_some() {
                return;
            }
            match read {
                Ok(Some(text)) if !text.trim().is_empty() => found(text.trim().to_owned()),
                Ok(_) => trouble.set(Some(t("code-none"))),
                Err(error) => trouble.set(Some(error_text(&error))),
            }
        });
    };
    let go_on = move || {
        let text = typed.get_untracked().trim().to_owned();
        if text.is_empty() {
            missing.set(Some(t("code-missing")));
            browser::focus_later("code-text");
        } else {
            missing.set(None);
            on_code(text);
        }
    };
    let by_file = picture.clone();
    let submit = go_on.clone();
    view! {
        <div class="code-reader">
            <label class="photo-add" for="code-camera">
                <Icon name="camera"/>
                <span class="option-words">
                    <b>{t("code-camera")}</b>
                    <small>{t("code-camera-hint")}</small>
                </span>
                <input
                    id="code-camera"
                    type="file"
                    accept="image/*"
                    capture="environment"
                    on:change=picture
                />
            </label>
            <label class="photo-add" for="code-picture">
                <Icon name="doc"/>
                <span class="option-words">
                    <b>{t("code-picture")}</b>
                    <small>{t("code-picture-hint")}</small>
                </span>
                <input id="code-picture" type="file" accept="image/*" on:change=by_file/>
            </label>
            <p class="quiet-words" role="status">
                {move || reading.get().then(|| t("code-reading"))}
            </p>
            {move || {
                trouble
                    .get()
                    .map(|words| {
                        view! {
                            <Notice kind=NoticeKind::Bad>
                                <p data-test="code-trouble">{words}</p>
                            </Notice>
                        }
                    })
            }}
            <form
                class="code-typed"
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <TextField
                    id="code-text"
                    label=label
                    hint=hint
                    value=typed
                    on_input=move |text| typed.set(text)
                    error=missing
                />
                <div class="actions">
                    <Button on_press=go_on hook="code-go">{t("continue")}</Button>
                </div>
            </form>
        </div>
    }
}
