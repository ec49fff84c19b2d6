//! The functions that the page's script offers to the program: `plotlanes.started()`, `plotlanes.failed(text)` and
//! `plotlanes.panicked(text)`.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

/// The window is drawn.
pub(super) fn started() {
    tell("started", None);
}

/// The program cannot start.
pub(super) fn failed(why: &str) {
    tell("failed", Some(why));
}

/// The program has panicked.
pub(super) fn panicked(report: &str) {
    tell("panicked", Some(report));
}

/// Calls one of the functions. A page without it is not ours, and nothing is called.
fn tell(name: &str, text: Option<&str>) {
    let found = web_sys::window()
        .and_then(|window| Reflect::get(&window, &"plotlanes".into()).ok())
        .and_then(|page| Some((Reflect::get(&page, &name.into()).ok()?.dyn_into::<Function>().ok()?, page)));
    if let Some((function, page)) = found {
        let _ = match text {
            Some(text) => function.call1(&page, &text.into()),
            None => function.call0(&page),
        };
    }
}
