//! The few things that only the browser can do, each as one plain function.
//!
//! A page without these still works as far as it can: what the browser refuses is answered
//! with `None` or nothing, never with a panic.

pub mod geolocation;
mod paper;
pub mod speech;

pub use paper::{copy_text, print};

use std::time::Duration;

use durbar_api::Timestamp;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, HtmlElement, Response, Storage, Url, Window,
};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn root() -> Option<Element> {
    document()?.document_element()
}

/// The device's clock.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// The language the browser asks for.
pub fn wished_language() -> Option<String> {
    window()?.navigator().language()
}

/// Sets an attribute of the page's root element.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = root() {
        // Only an invalid attribute name fails, and the names are fixed.
        let _ = root.set_attribute(name, value);
    }
}

/// Removes an attribute of the page's root element.
pub fn remove_root_attribute(name: &str) {
    if let Some(root) = root() {
        let _ = root.remove_attribute(name);
    }
}

/// Sets a style variable of the whole page.
pub fn set_root_variable(name: &str, value: &str) {
    if let Some(root) = root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property(name, value);
    }
}

/// Names the page in the tab and in the history.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Removes what `index.html` showed until the app was there.
pub fn remove_element(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// Puts words into an element of `index.html`.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.set_text_content(Some(text));
    }
}

/// Moves the focus to an element once it is on the page.
pub fn focus_later(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || focus(&id));
}

/// Moves the focus to an element; where it is a group, to its first control.
pub fn focus(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else {
        return;
    };
    let control = match element.query_selector("input, select, textarea, button") {
        Ok(Some(control)) if !element.has_attribute("tabindex") => control,
        _ => element,
    };
    if let Ok(control) = control.dyn_into::<HtmlElement>() {
        let _ = control.focus();
    }
}

/// Moves the focus to an element of a component once it is painted: a browser that is to move it
/// lays out the whole page at once, before it has all that comes with it. Who moved the focus
/// meanwhile keeps it.
pub fn focus_when_painted(element: &HtmlElement) {
    let element = element.clone();
    let before = focused();
    request_animation_frame(move || {
        set_timeout(
            move || {
                let now = focused();
                if now.is_none() || now == before {
                    let _ = element.focus();
                }
            },
            Duration::ZERO,
        );
    });
}

/// Takes the focus off what is on the page, which is about to go or to be another one: a browser
/// that has to do it then lays out what is only half made. The new page's heading takes it.
pub fn let_focus_go() {
    if let Some(element) = focused()
        && matches!(element.closest("main"), Ok(Some(_)))
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        let _ = element.blur();
    }
}

/// What has the focus, if not the page as a whole.
fn focused() -> Option<Element> {
    let document = document()?;
    let body = document.body().map(Element::from);
    document
        .active_element()
        .filter(|element| Some(element) != body.as_ref())
}

/// Moves the focus to an element of a component.
pub fn focus_element(element: &HtmlElement) {
    let _ = element.focus();
}

/// Shows the top of the page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The start of the page's address: "https://hub.example".
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Where the hub is, as the shell of an app's own window tells its pages.
pub fn told_hub() -> Option<String> {
    js_sys::Reflect::get(window()?.as_ref(), &JsValue::from_str("durbarHub"))
        .ok()?
        .as_string()
}

/// The part of the address after `#`, without it.
pub fn address_fragment() -> String {
    let fragment = window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default();
    fragment.trim_start_matches('#').to_owned()
}

/// Takes the part after `#` out of the address, so that a secret does not stay in the history.
pub fn forget_address_fragment() {
    let Some(window) = window() else { return };
    let (Ok(path), Ok(history)) = (window.location().pathname(), window.history()) else {
        return;
    };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
}

/// Whether the page is out of sight: another tab is in front, or the phone is off.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Opens the app anew from its first page, with nothing of this page left in memory.
pub fn start_again() {
    if let Some(window) = window() {
        let _ = window.location().replace("/");
    }
}

/// Opens the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Reads a setting of this browser.
pub fn setting(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a setting of this browser; where storage is refused it holds until the page closes.
pub fn keep_setting(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// Reads one of the app's own text files.
///
/// # Errors
/// The file is not there or the browser refused.
pub async fn fetch_text(path: &str) -> Result<String, String> {
    let window = window().ok_or("no window")?;
    let response = JsFuture::from(window.fetch_with_str(path))
        .await
        .map_err(in_words)?;
    let response: Response = response.dyn_into().map_err(in_words)?;
    if !response.ok() {
        return Err(format!("{path}: {}", response.status()));
    }
    let text = JsFuture::from(response.text().map_err(in_words)?)
        .await
        .map_err(in_words)?;
    text.as_string().ok_or_else(|| format!("{path}: not text"))
}

/// Reads a file that the person chose.
///
/// # Errors
/// The file cannot be read: it was moved, or the card was taken out.
pub async fn read_file(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(in_words)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn in_words(error: JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.to_string().into(),
        None => error.as_string().unwrap_or_default(),
    }
}

/// An address under which the page can show bytes; give it back with [`revoke_url`].
pub fn object_url(bytes: &[u8], kind: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Lets go of the bytes behind an address.
pub fn revoke_url(url: &str) {
    let _ = Url::revoke_object_url(url);
}

/// Hands a file to the person.
pub fn download(name: &str, kind: &str, bytes: &[u8]) {
    let (Some(document), Some(url)) = (document(), object_url(bytes, kind)) else {
        return;
    };
    if let Ok(link) = document.create_element("a")
        && let Ok(link) = link.dyn_into::<web_sys::HtmlAnchorElement>()
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser reads the bytes after the click; a minute is long enough for that.
    set_timeout(move || revoke_url(&url), Duration::from_secs(60));
}

/// Calls back when the page may be about to go, hidden or left, until the current owner is gone.
pub fn on_page_hidden(callback: impl Fn() + Clone + 'static) {
    let again = callback.clone();
    let left = window_event_listener(leptos::ev::pagehide, move |_| callback());
    let hidden = window_event_listener_untyped("visibilitychange", move |_| again());
    on_cleanup(move || {
        left.remove();
        hidden.remove();
    });
}

/// Units of a drawing in a pixel, if it fills the screen as far as its shape lets it.
pub fn units_of_a_pixel(width: f64, height: f64) -> f64 {
    let pixels = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
    window()
        .and_then(|window| {
            let across = width / pixels(window.inner_width())?;
            Some(across.max(height / pixels(window.inner_height())?))
        })
        .unwrap_or(1.0)
}

/// What kind of device this is, for sentences about it: `phone` or `computer`.
pub fn device() -> &'static str {
    let fine = window()
        .and_then(|window| {
            window
                .match_media("(hover: hover) and (pointer: fine)")
                .ok()?
        })
        .is_some_and(|query| query.matches());
    if fine { "computer" } else { "phone" }
}

/// Text as it is compared when somebody searches: small letters without their marks.
#[cfg(target_arch = "wasm32")]
pub fn fold(text: &str) -> String {
    let parts: String = js_sys::JsString::from(text).normalize("NFD").into();
    parts
        .chars()
        .filter(|mark| !('\u{300}'..='\u{36f}').contains(mark))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The same where there is no browser: in tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Tells the style how high an element is, in a variable of the whole page, until the current
/// owner is gone.
pub fn keep_height_of(selector: &'static str, variable: &'static str) {
    let element = document()
        .and_then(|document| document.query_selector(selector).ok()?)
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(element) = element else { return };
    let measured = element.clone();
    let measure = Closure::<dyn FnMut()>::new(move || {
        set_root_variable(variable, &format!("{}px", measured.offset_height()));
    });
    let Ok(observer) = web_sys::ResizeObserver::new(measure.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(&element);
    let watch = StoredValue::new_local((observer, measure));
    on_cleanup(move || {
        watch.try_with_value(|(observer, _)| observer.disconnect());
    });
}
