//! Takes the arrow keys before egui does. They move the selection, or go along the choices of a question; egui would move its
//! focus by them in every frame in which no node has claimed them yet, such as the one after the last arrow key.

use egui::{Context, Event, Key, KeyboardShortcut, Plugin, RawInput};

/// The arrow keys of this frame.
#[derive(Debug, Default)]
pub(in crate::ui) struct Arrows {
    /// Whether they are taken: not while a menu, a card or a field has a use for them.
    pub(in crate::ui) are_ours: bool,
    taken: Vec<KeyboardShortcut>,
}

impl Arrows {
    /// Those that were taken in this frame, each once.
    pub(in crate::ui) fn taken(ctx: &Context) -> Vec<KeyboardShortcut> {
        ctx.with_plugin(|arrows: &mut Self| std::mem::take(&mut arrows.taken)).unwrap_or_default()
    }
}

impl Plugin for Arrows {
    fn debug_name(&self) -> &'static str {
        "arrow keys"
    }

    fn input_hook(&mut self, _: &Context, input: &mut RawInput) {
        // A key that was not taken in its own frame is not for a later one.
        self.taken.clear();
        if !self.are_ours {
            return;
        }
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if is_arrow(*key) => {
                self.taken.push(KeyboardShortcut::new(*modifiers, *key));
                false
            }
            _ => true,
        });
    }
}

fn is_arrow(key: Key) -> bool {
    matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown)
}
