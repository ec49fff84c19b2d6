//! The page's address and the browser's history. Each entry that the program makes has a number, so that it is known how
//! many steps the browser has gone through the history.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use egui::Context;
use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BeforeUnloadEvent, Url, Window};

use super::source::Arrival;

/// Whether the view has an address that can be shared.
pub(in crate::ui) const HAS_ADDRESS: bool = true;
/// The name of an entry's number in its state.
const NUMBER: &str = "plotlanes";
/// The name of a file's name in an entry's state.
const FILE: &str = "file";
/// The name of the story's address in the page's.
const STORY: &str = "story";

thread_local! {
    static ARRIVALS: RefCell<VecDeque<Arrival>> = const { RefCell::new(VecDeque::new()) };
    /// The number of the entry that is shown, and the highest one that can be gone forward to.
    static AT: Cell<(i32, i32)> = const { Cell::new((0, 0)) };
}

/// Begins to listen for steps through the history.
pub(in crate::ui) fn listen(ctx: &Context) {
    let Some(window) = web_sys::window() else { return };
    let number = number(&window).unwrap_or_else(|| {
        let _ = window.history().and_then(|history| history.replace_state(&state(0, None), ""));
        0
    });
    AT.set((number, number));
    let ctx = ctx.clone();
    let heard = Closure::<dyn FnMut()>::new(move || {
        if let Some(arrival) = web_sys::window().and_then(|window| arrive(&window)) {
            ARRIVALS.with_borrow_mut(|arrivals| arrivals.push_back(arrival));
        }
        ctx.request_repaint();
    });
    let _ = window.add_event_listener_with_callback("popstate", heard.into_js_value().unchecked_ref());
}

/// The entry that the browser has gone to. An address that was edited by hand is a new one and has no number yet.
fn arrive(window: &Window) -> Option<Arrival> {
    let (at, top) = AT.get();
    let steps = if let Some(there) = number(window) {
        AT.set((there, top.max(there)));
        there - at
    } else {
        AT.set((at + 1, at + 1));
        let _ = window.history().and_then(|history| history.replace_state(&state(at + 1, None), ""));
        0
    };
    let url = Url::new(&window.location().href().ok()?).ok()?;
    let file = part(window, FILE).and_then(|file| file.as_string());
    Some(Arrival { steps, story: url.search_params().get(STORY), file, fragment: url.hash() })
}

/// What hears that the page is about to be left.
type Guard = Closure<dyn FnMut(BeforeUnloadEvent)>;

thread_local! {
    /// Lets the browser ask before the page is left, while there is unsaved work.
    static GUARD: RefCell<Option<Guard>> = const { RefCell::new(None) };
}

/// Lets the browser ask before the page is left, or no longer. A page that never asks is quicker to come back to.
pub(in crate::ui) fn ask_before_leaving(is_wanted: bool) {
    if GUARD.with_borrow(Option::is_some) == is_wanted {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    if is_wanted {
        let ask = Closure::new(|event: BeforeUnloadEvent| {
            event.prevent_default();
            // Some browsers ask for this alone.
            event.set_return_value("unsaved");
        });
        let _ = window.add_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
        GUARD.set(Some(ask));
    } else if let Some(ask) = GUARD.take() {
        let _ = window.remove_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
    }
}

/// The next entry that the browser has gone to, once.
pub(in crate::ui) fn arrival() -> Option<Arrival> {
    ARRIVALS.with_borrow_mut(VecDeque::pop_front)
}

/// Writes story and view to the address, and the name of the file to the entry of the history: to a new one, or to the
/// one that is shown.
pub(in crate::ui) fn show_address(story: Option<&str>, file: Option<&str>, fragment: &str, is_new: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let link = link(story, fragment);
    let (at, _) = AT.get();
    // Browsers refuse when it becomes too much for them; then the entry there is stays as it is.
    if !is_new {
        let _ = history.replace_state_with_url(&state(at, file), "", Some(&link));
    } else if history.push_state_with_url(&state(at + 1, file), "", Some(&link)).is_ok() {
        AT.set((at + 1, at + 1));
    }
}

/// Lets the browser go back or forward. Back from the first entry leaves the page, as it does with every page.
pub(in crate::ui) fn go(steps: i32) -> bool {
    if steps > 0 && !can_go(steps, false) {
        return false;
    }
    let gone = web_sys::window().and_then(|window| window.history().ok()?.go_with_delta(steps).ok());
    gone.is_some()
}

/// Whether the program has made an entry so many steps back (below 0) or forward.
pub(in crate::ui) fn can_go(steps: i32, _: bool) -> bool {
    let (at, top) = AT.get();
    (0..=top).contains(&(at + steps))
}

/// The page's address with this story and view.
pub(in crate::ui) fn link(story: Option<&str>, fragment: &str) -> String {
    let url = web_sys::window().and_then(|window| Url::new(&window.location().href().ok()?).ok());
    let Some(url) = url else { return format!("#{fragment}") };
    match story {
        Some(story) => url.search_params().set(STORY, story),
        None => url.search_params().delete(STORY),
    }
    url.set_hash(fragment);
    url.href()
}

/// The number of the shown entry.
fn number(window: &Window) -> Option<i32> {
    part(window, NUMBER)?.as_f64().map(|number| number as i32)
}

/// A part of the shown entry's state.
fn part(window: &Window, name: &str) -> Option<JsValue> {
    let state = window.history().ok()?.state().ok()?;
    Reflect::get(&state, &name.into()).ok()
}

fn state(number: i32, file: Option<&str>) -> JsValue {
    let state = js_sys::Object::new();
    // A fresh object takes any name.
    let _ = Reflect::set(&state, &NUMBER.into(), &number.into());
    if let Some(file) = file {
        let _ = Reflect::set(&state, &FILE.into(), &file.into());
    }
    state.into()
}
