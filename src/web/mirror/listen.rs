//! Tells the mirror of events on the page's elements.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{Mirror, with};
use egui::accesskit::Action;

/// Listens to clicks, focus, text and keys on the elements in `root`, as long as the page lives.
pub(super) fn listen(root: &HtmlElement) -> Result<(), JsValue> {
    let hear = |name: &str, react: fn(&mut Mirror, u64, &web_sys::Event)| {
        let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let Some(id) = node_of(&event) else { return };
            with(|mirror| react(mirror, id, &event));
        });
        root.add_event_listener_with_callback(name, listener.into_js_value().unchecked_ref())
    };
    hear("click", |mirror, id, _| mirror.request(Action::Click, id))?;
    hear("focusin", |mirror, id, _| mirror.on_focus(id))?;
    hear("input", |mirror, id, event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            mirror.on_input(id, field.value());
        }
    })?;
    hear("keydown", |mirror, _, event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            mirror.on_key(event, true);
        }
    })?;
    hear("keyup", |mirror, _, event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            mirror.on_key(event, false);
        }
    })
}

fn node_of(event: &web_sys::Event) -> Option<u64> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("[data-node]").ok()??.get_attribute("data-node")?.parse().ok()
}
