//! Tips stay away after a key until the pointer moves again: what the key has changed is being looked at, and what has come
//! to lie under the resting pointer was not pointed at.

use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Plugin, RawInput, TouchPhase, Vec2};

use super::keys::is_modifier;
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
        let is_key = |event: &Event| matches!(event, Event::Key { key, pressed: true, .. } if !is_modifier(*key));
        let is_wheel = |event: &Event| matches!(event, Event::MouseWheel { .. } | Event::Zoom(_));
        let are_away = !moves && (self.are_away || input.events.iter().any(is_key));
        if are_away == self.are_away {
            return;
        }
        self.are_away = are_away;
        let usual = Theme::dark().style().interaction.tooltip_delay;
        ctx.all_styles_mut(|style| style.interaction.tooltip_delay = if are_away { NEVER } else { usual });
        // A turn of the wheel in this frame does the same, and must not be taken for the end of one.
        if are_away && !input.events.iter().any(is_wheel) {
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

#[cfg(test)]
mod tests {
    use egui::{Context, Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Plugin, RawInput, TouchPhase, vec2};

    use super::Tips;

    #[test]
    fn keys_beside_a_turn_of_the_wheel_leave_it_alone() {
        let key =
            |key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, 240.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::CTRL,
        };
        let check = |events: &[Event], are_away: bool, added: usize| {
            let (ctx, mut tips) = (Context::default(), Tips::default());
            let mut input = RawInput { events: events.to_vec(), ..RawInput::default() };
            tips.input_hook(&ctx, &mut input);
            assert_eq!((tips.are_away, &input.events[..events.len()]), (are_away, events));
            assert_eq!(input.events.len() - events.len(), added, "{events:?}");
        };
        check(&[key(Key::E)], true, 1);
        check(&[key(Key::ControlLeft)], false, 0);
        check(&[key(Key::ControlLeft), wheel.clone()], false, 0);
        check(&[key(Key::E), wheel], true, 0);
        check(&[], false, 0);
    }
}
