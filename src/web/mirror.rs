//! Mirrors the window's accessible tree as elements of the page, and feeds their events to the window as input.
//!
//! The elements lie over their widgets on the canvas, invisible and transparent to the pointer. The page's focus and
//! egui's follow each other: an element that a screen reader focuses is focused in egui, and the other way round.

mod element;
mod elements;
mod listen;

use std::cell::RefCell;

use egui::accesskit::{Action, ActionRequest, NodeId, TreeId, TreeUpdate};
use egui::{Context, Event, FullOutput, Key, Modifiers, Plugin, RawInput};
use js_sys::Date;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, FocusOptions, HtmlCanvasElement, KeyboardEvent};

use super::keys::{is_ours, key};
use super::outline::outline;
use super::script;
use elements::Elements;
use listen::{Heard, listen};

/// How long the tree must be unchanged before the page follows it, in milliseconds. A drag changes it in every frame, and
/// moving a few hundred elements takes longer than drawing the frame.
const STILL: i32 = 120;
/// The longest that the page may lag behind a tree that keeps changing, in milliseconds.
const PATIENCE: f64 = 400.0;

thread_local! {
    /// Here rather than in the plugin: egui's plugins must be `Send`, and elements are not. A page has one thread.
    static MIRROR: RefCell<Option<Mirror>> = const { RefCell::new(None) };
}

/// Mirrors the window of `ctx`, drawn on `canvas`, in the page's element `mirror`.
pub(super) fn install(ctx: &Context, canvas: &HtmlCanvasElement) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("there is no page")?;
    let elements = Elements::new(&document)?;
    listen(elements.root(), |id, heard| with(|mirror| mirror.hear(id, heard)))?;
    let mirror = Mirror {
        ctx: ctx.clone(),
        document,
        canvas: canvas.clone(),
        elements,
        tree: None,
        timer: None,
        follow: Closure::new(|| with(Mirror::follow)),
        focus: 0,
        wanted: None,
        batches: Vec::new(),
        frames: 0,
    };
    mirror.name_agent("Plotlanes");
    MIRROR.set(Some(mirror));
    ctx.enable_accesskit();
    ctx.add_plugin(Tap);
    Ok(())
}

/// The plugin that sees egui's input and output before eframe does.
struct Tap;

impl Plugin for Tap {
    fn debug_name(&self) -> &'static str {
        "accessible elements"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        with(|mirror| mirror.feed(ctx, input));
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        let tree = output.platform_output.accesskit_update.take();
        with(|mirror| mirror.take(tree));
    }
}

/// Runs `work` on the mirror. An event that the mirror itself causes while it changes the page is ignored.
fn with(work: impl FnOnce(&mut Mirror)) {
    MIRROR.with(|cell| {
        if let Ok(mut mirror) = cell.try_borrow_mut()
            && let Some(mirror) = mirror.as_mut()
        {
            work(mirror);
        }
    });
}

struct Mirror {
    ctx: Context,
    document: Document,
    canvas: HtmlCanvasElement,
    elements: Elements,
    tree: Option<TreeUpdate>,
    /// The timer until the page follows, and when the first of an unbroken series was set, in milliseconds.
    timer: Option<(i32, f64)>,
    follow: Closure<dyn FnMut()>,
    /// The node with egui's focus, as far as the page knows.
    focus: u64,
    /// The node with the page's focus while egui does not know of it yet, and the frame by which it must.
    wanted: Option<(u64, u32)>,
    /// Input for the coming frames, one batch each: a focus must arrive in a frame before the text that is typed there.
    batches: Vec<Vec<Event>>,
    frames: u32,
}

impl Mirror {
    /// Before a frame: hands egui the input from the elements.
    fn feed(&mut self, ctx: &Context, input: &mut RawInput) {
        if !self.batches.is_empty() {
            input.events.extend(self.batches.remove(0));
            if !self.batches.is_empty() {
                ctx.request_repaint();
            }
        }
        if self.has_keyboard() {
            // eframe knows of the canvas's focus only.
            input.focused = true;
            input.events.retain(|event| *event != Event::WindowFocused(false));
        }
    }

    /// After a frame: takes the new accessible tree.
    fn take(&mut self, tree: Option<TreeUpdate>) {
        self.frames += 1;
        if self.frames == 2 {
            script::started();
        }
        let Some(tree) = tree else { return };
        let moved = tree.focus.0 != self.focus;
        self.tree = Some(tree);
        let Some(window) = web_sys::window() else { return };
        let now = Date::now();
        if let Some((timer, since)) = self.timer {
            // A tree that never rests must not keep the page from following at all.
            if !moved && now - since > PATIENCE {
                return;
            }
            window.clear_timeout_with_handle(timer);
        }
        let since = self.timer.map_or(now, |(_, since)| since);
        let wait = if moved || self.elements.is_empty() { 0 } else { STILL };
        let callback = self.follow.as_ref().unchecked_ref();
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, wait);
        self.timer = timer.ok().map(|timer| (timer, since));
    }

    /// Brings the page up to date.
    fn follow(&mut self) {
        self.timer = None;
        let Some(tree) = self.tree.take() else { return };
        let (items, focus) = outline(&tree);
        // Removing the focused element takes the focus away with it.
        let had = self.has_keyboard();
        // An element that cannot be made is missing on the page; no one could act on the error.
        let _ = self.elements.show(items, f64::from(self.ctx.zoom_factor()));
        self.move_keyboard(focus, had);
    }

    /// Moves the page's focus after egui's. `had`: whether an element of the mirror had it.
    fn move_keyboard(&mut self, focus: u64, had: bool) {
        // A tree from before the page's focus moved must not pull it back.
        match self.wanted {
            Some((wanted, by)) if wanted != focus && self.frames <= by && self.has_keyboard() => return,
            _ => self.wanted = None,
        }
        let moved = focus != self.focus;
        self.focus = focus;
        let active = self.document.active_element();
        let on_canvas = active.as_ref().is_some_and(|element| element.is_same_node(Some(&self.canvas)));
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        match self.elements.get(focus) {
            // eframe takes typed text, and starts to when the canvas has the focus.
            Some(shown) if shown.item.is_field => {
                self.name_agent(&shown.item.name);
                if had {
                    let _ = self.canvas.focus_with_options(&options);
                }
            }
            Some(shown) => {
                let there = active.is_some_and(|element| element.is_same_node(Some(&shown.element)));
                if !there && (had || moved && on_canvas) {
                    let _ = shown.element.focus_with_options(&options);
                }
            }
            None if had => {
                let _ = self.canvas.focus_with_options(&options);
            }
            None => {}
        }
    }

    /// Names eframe's own hidden text field after the field that is typed into.
    fn name_agent(&self, name: &str) {
        if let Ok(Some(agent)) = self.document.query_selector("input:not([data-node])") {
            let _ = agent.set_attribute("aria-label", name);
            // It is focused when there is something to type into, not by Tab.
            let _ = agent.set_attribute("tabindex", "-1");
        }
    }

    fn has_keyboard(&self) -> bool {
        self.document.active_element().is_some_and(|element| self.elements.has(&element))
    }

    fn push(&mut self, events: Vec<Event>) {
        let is_focus =
            |event: &Event| matches!(event, Event::AccessKitActionRequest(request) if request.action == Action::Focus);
        match self.batches.last_mut() {
            Some(last) if !last.iter().any(is_focus) => last.extend(events),
            _ => self.batches.push(events),
        }
        self.ctx.request_repaint();
    }

    fn request(&mut self, action: Action, id: u64) {
        let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node: NodeId(id), data: None };
        self.push(vec![Event::AccessKitActionRequest(request)]);
    }

    /// Hands on what was done to the element of a node.
    fn hear(&mut self, id: u64, heard: Heard<'_>) {
        match heard {
            Heard::Click => self.request(Action::Click, id),
            Heard::Focus => self.on_focus(id),
            Heard::Input(text) => self.on_input(id, text),
            Heard::Key { event, pressed } => self.on_key(event, pressed),
        }
    }

    fn on_focus(&mut self, id: u64) {
        if id != self.focus {
            self.wanted = Some((id, self.frames + self.batches.len() as u32 + 2));
            self.request(Action::Focus, id);
        }
    }

    fn on_key(&mut self, event: &KeyboardEvent, pressed: bool) {
        let Some(key) = key(event, pressed) else { return };
        // From the last element Tab goes on to the rest of the page and the browser.
        if event.key() == "Tab" && !event.shift_key() && self.elements.is_last_stop(self.focus) {
            return;
        }
        if pressed && is_ours(&key) {
            event.prevent_default();
        }
        event.stop_propagation();
        let modifiers = super::keys::modifiers(event);
        let mut events = vec![Event::ModifiersChanged(modifiers), key];
        // A letter is also text: the field that it opens may not have the page's focus yet.
        let letter = event.key();
        if pressed && letter.chars().count() == 1 && !modifiers.command && !modifiers.alt {
            events.push(Event::Text(letter));
        }
        self.push(events);
    }

    /// Replaces a field's text with the text that a screen reader or a program has put into its element.
    fn on_input(&mut self, id: u64, text: String) {
        self.request(Action::Focus, id);
        let all = |pressed| Event::Key {
            key: Key::A,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        let typed = if text.is_empty() { plain(Key::Delete) } else { Event::Text(text) };
        self.push(vec![all(true), all(false), typed]);
    }
}

fn plain(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}
