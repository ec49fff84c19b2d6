//! Tips stay away after a key until the pointer moves again: what the key has changed is being looked at, and what has come
//! to lie under the resting pointer was not pointed at.

use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Plugin, RawInput, TouchPhase, Vec2};

use crate::theme::Theme;

/// How long the pointer would have to rest for a tip to come, in seconds: so long that egui asks for no frame then.
const NEVER: f32 = 1e30;

/// Keeps tips away while the keyboard is used.
#[derive(Debug, Default)]
pub(in crate::ui) struct Tips {
    are_away: bool,
}

impl Plugin for Tips {
    fn debug_name(&self) -> &'static str {
        "tips"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let at = ctx.input(|input| input.pointer.latest_pos());
        let moves = input.events.iter().any(|event| matches!(event, Event::PointerMoved(to) if Some(*to) != at));
        let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
        let are_away = !moves && (self.are_away || input.events.iter().any(is_key));
        if are_away == self.are_away {
            return;
        }
        self.are_away = are_away;
        let usual = Theme::dark().style().interaction.tooltip_delay;
        ctx.all_styles_mut(|style| style.interaction.tooltip_delay = if are_away { NEVER } else { usual });
        if are_away {
            // egui hides tips, the open one too, for that time after the wheel was turned.
            input.events.push(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: Vec2::ZERO,
                phase: TouchPhase::End,
                source: MouseWheelSource::Unknown,
                modifiers: Modifiers::NONE,
            });
        }
    }
}
