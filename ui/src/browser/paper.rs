//! Taking words out of the app: on paper, and to another app.

use wasm_bindgen_futures::JsFuture;

/// Opens the browser's own dialog for printing, from which a file can be saved too.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused where there is no printing at all; the page stays to be shown.
        let _ = window.print();
    }
}

/// Copies text for another app; says whether that went well.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let navigator = window.navigator();
    // Without a secure origin there is no clipboard at all, whatever its type promises.
    let there = js_sys::Reflect::get(&navigator, &wasm_bindgen::JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    there
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
}
