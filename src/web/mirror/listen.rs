//! Events on the page's elements, told to whoever listens. Knows nothing of the window.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};

/// Something that was done to the element of a node.
pub(super) enum Heard<'e> {
    /// It was clicked.
    Click,
    /// It got the page's focus.
    Focus,
    /// Its text was replaced by this one.
    Input(String),
    /// A key was pressed or released on it.
    Key {
        /// The key, which the listener may keep from the browser.
        event: &'e KeyboardEvent,
        pressed: bool,
    },
}

/// Makes of an event of the page what is heard, for a function to take.
type Translate = fn(&web_sys::Event, &mut dyn FnMut(Heard<'_>));

/// Listens to clicks, focus, text and keys on the elements in `root`, as long as the page lives. `hear` is given the id of
/// the element's node.
pub(super) fn listen(root: &HtmlElement, hear: fn(u64, Heard<'_>)) -> Result<(), JsValue> {
    let to = |name: &str, translate: Translate| {
        let listener = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            let Some(id) = node_of(&event) else { return };
            translate(&event, &mut |heard| hear(id, heard));
        });
        root.add_event_listener_with_callback(name, listener.into_js_value().unchecked_ref())
    };
    to("click", |_, hear| hear(Heard::Click))?;
    to("focusin", |_, hear| hear(Heard::Focus))?;
    to("input", |event, hear| {
        let Some(target) = event.target() else { return };
        if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
            hear(Heard::Input(field.value()));
        } else if let Some(field) = target.dyn_ref::<HtmlTextAreaElement>() {
            hear(Heard::Input(field.value()));
        }
    })?;
    to("keydown", |event, hear| tell_key(event, true, hear))?;
    to("keyup", |event, hear| tell_key(event, false, hear))
}

fn tell_key(event: &web_sys::Event, pressed: bool, hear: &mut dyn FnMut(Heard<'_>)) {
    if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
        hear(Heard::Key { event, pressed });
    }
}

fn node_of(event: &web_sys::Event) -> Option<u64> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("[data-node]").ok()??.get_attribute("data-node")?.parse().ok()
}
