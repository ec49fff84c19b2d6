//! Hands the input on in turns, so that what is typed quickly is not lost in a slow frame. A key such as Enter or Tab gives
//! the keyboard to another field, which has it only frames later; letters that came with it in one frame would go to the
//! field that was left, or to nobody, or be taken for commands.

use std::collections::{HashSet, VecDeque};

use egui::{Context, Event, Key, Modifiers, Plugin, RawInput};

use super::input::is_typing;
use super::widgets::keys::is_modifier;

/// How many frames it may take until another field has the keyboard: one to carry out the command of the key, one to show
/// the field.
const SETTLING: u8 = 2;

/// The input that is still to be handed on.
#[derive(Debug, Default)]
pub(in crate::ui) struct Turns {
    waiting: VecDeque<Event>,
    /// The keys that are held; pressed again they only repeat.
    held: HashSet<Key>,
    /// How many more frames belong to the last turn.
    settling: u8,
    /// Whether something will be selected in a moment, which keys such as Enter may be about. Letters do not wait for it.
    pub(in crate::ui) is_selecting: bool,
}

impl Plugin for Turns {
    fn debug_name(&self) -> &'static str {
        "turns"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.waiting.extend(std::mem::take(&mut input.events));
        let is_settled = self.settling == 0;
        self.settling = self.settling.saturating_sub(1);
        // The pointer waits for nobody.
        if is_settled || !self.waiting.iter().any(is_of_keyboard) {
            let turn = next_turn(&mut self.waiting, &mut self.held, is_typing(ctx), self.is_selecting);
            input.events = turn.events;
            if turn.moves {
                self.settling = SETTLING;
            }
        }
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// The events of one turn.
#[derive(Debug, Default, PartialEq)]
struct Turn {
    events: Vec<Event>,
    /// Whether the keyboard may go elsewhere by them.
    moves: bool,
}

/// Takes the events of the next turn. One that may move the keyboard is the first of the keyboard in its turn, and the last
/// but for the letter that it types and for its repetitions. While something is about to be selected, it has no turn.
fn next_turn(waiting: &mut VecDeque<Event>, held: &mut HashSet<Key>, is_typing: bool, is_selecting: bool) -> Turn {
    let mut turn = Turn::default();
    let mut has_keys = false;
    let mut types_letter = false;
    while let Some(event) = waiting.front() {
        let repeats = matches!(event, Event::Key { key, pressed: true, .. } if held.contains(key));
        let moves = !repeats && may_move(event, is_typing);
        // The letter of a key comes right after it.
        let is_its_letter = types_letter && matches!(event, Event::Text(_));
        let is_of_next = if turn.moves {
            is_of_keyboard(event) && !repeats && !is_its_letter
        } else {
            moves && (has_keys || is_selecting && is_of_keyboard(event))
        };
        if is_of_next {
            break;
        }
        match event {
            Event::Key { key, pressed: true, .. } => _ = held.insert(*key),
            Event::Key { key, .. } => _ = held.remove(key),
            // The keys that are released elsewhere are not told of.
            Event::WindowFocused(false) => held.clear(),
            _ => {}
        }
        types_letter = matches!(event, Event::Key { pressed: true, .. });
        turn.moves |= moves;
        has_keys |= is_of_keyboard(event);
        turn.events.extend(waiting.pop_front());
    }
    turn
}

/// Whether it writes or commands something.
fn is_of_keyboard(event: &Event) -> bool {
    match event {
        Event::Key { key, pressed, .. } => *pressed && !is_modifier(*key),
        Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_) => true,
        _ => false,
    }
}

/// Whether the keyboard may go elsewhere by this event; while something is typed, letters and the keys of the caret stay
/// in their field.
fn may_move(event: &Event, is_typing: bool) -> bool {
    match event {
        Event::PointerButton { .. } => true,
        Event::Key { key, pressed: true, .. } if is_modifier(*key) => false,
        Event::Key { key, pressed: true, modifiers, .. } => !is_typing || leaves_field(*key, *modifiers),
        Event::Copy | Event::Cut | Event::Paste(_) => !is_typing,
        _ => false,
    }
}

fn leaves_field(key: Key, modifiers: Modifiers) -> bool {
    let is_function = key.name().strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    is_function || matches!(key, Key::Enter | Key::Tab | Key::Escape) || modifiers.command || modifiers.alt
}

#[cfg(test)]
mod tests {
    use std::collections::{HashSet, VecDeque};

    use egui::{Event, Key, Modifiers, Plugin, PointerButton, Pos2};

    use super::{Turns, next_turn};

    /// `n` types a letter, `+n` and `-n` press and release its key, `↵` `⇥` are whole keys, `^n` is pressed with Ctrl, `*`
    /// is a press of the mouse, `.` a move.
    fn events(text: &str) -> VecDeque<Event> {
        let key = |key, pressed, modifiers| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        let letter = |name: &str| Key::from_name(&name.to_uppercase()).expect("a key");
        let mut events = VecDeque::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let mark = word.chars().next().unwrap_or_default();
            let name = &word[mark.len_utf8()..];
            match mark {
                '↵' | '⇥' => {
                    let it = if mark == '↵' { Key::Enter } else { Key::Tab };
                    events.extend([true, false].map(|pressed| key(it, pressed, Modifiers::NONE)));
                }
                '*' => events.push_back(Event::PointerButton {
                    pos: Pos2::ZERO,
                    button: PointerButton::Primary,
                    pressed: true,
                    modifiers: Modifiers::NONE,
                }),
                '.' => events.push_back(Event::PointerMoved(Pos2::ZERO)),
                '+' => events.push_back(key(letter(name), true, Modifiers::NONE)),
                '-' => events.push_back(key(letter(name), false, Modifiers::NONE)),
                '^' => events.push_back(key(letter(name), true, Modifiers::COMMAND)),
                _ => {
                    events.push_back(key(letter(word), true, Modifiers::NONE));
                    events.push_back(Event::Text(word.to_owned()));
                    events.push_back(key(letter(word), false, Modifiers::NONE));
                }
            }
        }
        events
    }

    /// The turns that some events take, separated by `|`.
    fn check(is_typing: bool, turns: &str) {
        let mut waiting = events(&turns.replace('|', ""));
        let mut held = HashSet::new();
        let mut taken = Vec::new();
        while !waiting.is_empty() {
            taken.push(next_turn(&mut waiting, &mut held, is_typing, false).events);
            assert!(taken.last().is_some_and(|turn| !turn.is_empty()), "{turns}: goes on");
        }
        let expect: Vec<Vec<Event>> = turns.split('|').map(|turn| events(turn).into()).collect();
        assert_eq!(taken, expect, "{turns}");
    }

    #[test]
    fn what_may_move_the_keyboard_has_a_turn_of_its_own() {
        for (is_typing, turns) in [
            (true, "r i n g"),
            (true, "r i n | ↵"),
            (true, "r i n | ↵ | n e x t"),
            (true, "↵ | ↵ | a"),
            (true, "⇥ | ⇥ | ⇥"),
            (true, "a | ^s | b"),
            (true, "a b | * . | c"),
            (true, ". . a . b"),
            (false, "a | b"),
            (false, "a . . | b"),
            (false, "^n | m"),
            (false, "* . * . | a"),
        ] {
            check(is_typing, turns);
        }
    }

    #[test]
    fn a_turn_has_frames_to_settle_in() {
        let ctx = egui::Context::default();
        let mut turns = Turns::default();
        // What comes in each frame, and what is handed on in it.
        let frames = [
            ("+n", "+n"),
            ("-n . +m", ""),
            ("-m", ""),
            ("", "-n . +m -m"),
            ("", ""),
            ("* .", "* ."),
            ("", ""),
            ("", ""),
            ("+m +n", "+m"),
            ("", ""),
            ("", ""),
            ("", "+n"),
        ];
        for (at, (comes, expect)) in frames.into_iter().enumerate() {
            let mut input = egui::RawInput { events: events(comes).into(), ..egui::RawInput::default() };
            turns.input_hook(&ctx, &mut input);
            assert_eq!(input.events, Vec::from(events(expect)), "frame {at}");
        }
    }

    #[test]
    fn letters_do_not_wait_for_a_selection() {
        let mut waiting = events("n e x t ↵ a");
        let mut held = HashSet::new();
        let mut turn = |is_selecting| next_turn(&mut waiting, &mut held, true, is_selecting).events;
        assert_eq!(turn(true), Vec::from(events("n e x t")));
        assert_eq!(turn(true), Vec::new());
        assert_eq!(turn(false), Vec::from(events("↵")));
    }

    #[test]
    fn a_key_that_is_held_does_not_pile_up() {
        check(false, "+n +n +n -n | +n -n");
        check(true, "^z ^z ^z -z | ^z");
    }
}
