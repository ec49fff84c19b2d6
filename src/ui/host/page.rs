//! The page itself: its document, and waiting for its next turn.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::Document;

/// Gives control back to the browser for this many milliseconds.
pub(super) async fn sleep(milliseconds: i32) {
    let timer = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _: Result<JsValue, JsValue> = timer.await;
}

/// The document of the page.
pub(super) fn document() -> Result<Document, JsValue> {
    web_sys::window().and_then(|window| window.document()).ok_or_else(|| JsValue::from_str("no page"))
}
