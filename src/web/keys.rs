//! Turns keys that are pressed while an accessible element of the page has the focus into egui's.

use egui::{Event, Key, Modifiers};
use web_sys::KeyboardEvent;

/// The key as an event, if egui knows it.
pub(super) fn key(event: &KeyboardEvent, pressed: bool) -> Option<Event> {
    let physical_key = Key::from_name(&event.code());
    let key = Key::from_name(&event.key()).or(physical_key)?;
    Some(Event::Key { key, physical_key, pressed, repeat: false, modifiers: modifiers(event) })
}

/// Whether the browser must not act on the key: it would scroll or leave the page, where the program moves its focus.
pub(super) fn is_ours(event: &Event) -> bool {
    let Event::Key { key, modifiers, .. } = event else { return false };
    // egui makes a click of these; the browser must not make a second one.
    if matches!(key, Key::Enter | Key::Space) {
        return true;
    }
    // On a Mac they would leave the page.
    if matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown) {
        return true;
    }
    if modifiers.command {
        // Save, save a picture, undo, redo, open a story, the command palette.
        return matches!(key, Key::S | Key::E | Key::Z | Key::Y)
            || *key == Key::O && !modifiers.shift
            || *key == Key::P && modifiers.shift;
    }
    matches!(key, Key::Tab | Key::Backspace | Key::Slash | Key::Home | Key::End | Key::PageUp | Key::PageDown)
}

pub(super) fn modifiers(event: &KeyboardEvent) -> Modifiers {
    let (ctrl, meta) = (event.ctrl_key(), event.meta_key());
    Modifiers { alt: event.alt_key(), ctrl, shift: event.shift_key(), mac_cmd: meta, command: ctrl || meta }
}
