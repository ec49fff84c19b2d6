//! Keys to commands, and files dropped into the window.

use egui::{Context, DroppedFileHandle, Event, Key, KeyboardShortcut, Modifiers, TextEdit};

use crate::state::command::{Command, WindowCommand, WriteCommand, listed};
use crate::state::{Mode, State};
use crate::story::id::EventId;
use crate::theme::{Theme, Weight};
use crate::ui::bars::search::{focus_search, search_id};
use crate::ui::host;
use crate::ui::host::source::Dialog;
use crate::ui::widgets::arrows::Arrows;

/// Every key with its command, those with more modifiers first, so that Ctrl+Shift+S is not taken for Ctrl+S.
fn shortcuts() -> Vec<(KeyboardShortcut, Command)> {
    let mut shortcuts: Vec<(KeyboardShortcut, Command)> = listed()
        .into_iter()
        .flat_map(|row| {
            let keys = row.keys.split(' ').filter(|keys| !host::is_taken(keys));
            keys.filter_map(shortcut).map(move |keys| (keys, row.command.clone())).collect::<Vec<_>>()
        })
        .collect();
    let count = |keys: KeyboardShortcut| {
        let Modifiers { alt, ctrl, shift, mac_cmd, command } = keys.modifiers;
        [alt, ctrl, shift, mac_cmd, command].into_iter().filter(|&held| held).count()
    };
    shortcuts.sort_by_key(|(keys, _)| std::cmp::Reverse(count(*keys)));
    shortcuts
}

/// Whether a field for text has the keyboard.
pub(in crate::ui) fn is_typing(ctx: &Context) -> bool {
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some_and(|id| id == search_id() || TextEdit::load_state(ctx, id).is_some())
}

/// Where the keyboard is, as far as its keys depend on it.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Keyboard {
    /// The event whose node has the keyboard.
    pub(in crate::ui) at: Option<EventId>,
    /// Whether a question on the timeline waits for an answer.
    pub(in crate::ui) is_asked: bool,
}

/// Pushes the commands of the keys pressed in this frame. Plain letters belong to the field for text that has the
/// keyboard, in the search field beginning after the key that gives it to the field.
pub(in crate::ui) fn keys(ctx: &Context, state: &State, keyboard: Keyboard, commands: &mut Vec<Command>) {
    let (query, mode) = (state.search.query(), state.mode);
    let mut shortcuts = shortcuts();
    let mut typing = is_typing(ctx) || keyboard.is_asked;
    if !typing {
        clipboard(ctx, mode, commands);
    }
    for (keys, _) in shortcuts.extract_if(.., |(_, command)| *command == Command::Window(WindowCommand::FocusSearch)) {
        let is_letter = keys.modifiers.is_none();
        if (!typing || !is_letter) && ctx.input_mut(|input| pressed(input, keys)) {
            focus_search(ctx, query);
            typing = true;
            // The letter itself is not for the field.
            let is_its_own = |event: &Event| matches!(event, Event::Text(text) if text == "/");
            ctx.input_mut(|input| {
                if let Some(at) = input.events.iter().position(is_its_own).filter(|_| is_letter) {
                    input.events.drain(..=at);
                }
            });
        }
    }
    // A question on the timeline takes them itself.
    let arrows = if keyboard.is_asked { Vec::new() } else { Arrows::taken(ctx) };
    for pressed in arrows {
        // With Shift they move what is selected, or if nothing can be moved, the selection.
        let alike = |keys: &KeyboardShortcut, shift: bool| {
            let (wanted, held) = (keys.modifiers, pressed.modifiers);
            keys.logical_key == pressed.logical_key
                && (wanted.alt, wanted.shift, wanted.command) == (held.alt, shift, held.command)
        };
        let shift = pressed.modifiers.shift && mode == Mode::Write;
        let found = shortcuts.iter().find(|(keys, _)| alike(keys, shift));
        commands.extend(found.map(|(_, command)| command.clone()));
    }
    for (keys, command) in shortcuts {
        let with_command = keys.modifiers.command || keys.modifiers.alt;
        let function_key = matches!(keys.logical_key, Key::F1 | Key::F3 | Key::F5);
        // The field itself undoes typing, selects its text, goes through it by words, and is left by Ctrl+Enter.
        let of_the_field = match command {
            Command::Undo | Command::Redo | Command::Write(_) | Command::StepAlone(_) => true,
            Command::FilterBySearch => ctx.memory(|memory| !memory.has_focus(search_id())),
            _ => false,
        };
        if typing && (of_the_field || !with_command && !function_key) {
            continue;
        }
        // The key that presses whatever has the keyboard.
        let is_entering = keys.logical_key == Key::Enter && keys.modifiers.is_none();
        if is_entering && (mode == Mode::Explore || has_focus(ctx)) {
            continue;
        }
        let is_marking = command == Command::MarkHere;
        let on_event = keyboard.at.filter(|_| is_marking);
        if is_marking && (mode == Mode::Explore || has_focus(ctx) && on_event.is_none()) {
            continue;
        }
        if ctx.input_mut(|input| pressed(input, keys)) {
            let elsewhere = on_event.filter(|&event| state.keyboard().is_none_or(|(at, _)| at != event));
            commands.push(elsewhere.map_or(command, Command::Mark));
        }
    }
}

/// Whether something has the keyboard, so that Enter and Space press it.
fn has_focus(ctx: &Context) -> bool {
    ctx.memory(|memory| memory.focused().is_some())
}

/// Pushes the commands of the clipboard: egui has events for its keys.
fn clipboard(ctx: &Context, mode: Mode, commands: &mut Vec<Command>) {
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let command = match event {
                Event::Copy => WriteCommand::Copy,
                Event::Cut if mode == Mode::Write => WriteCommand::Cut,
                Event::Paste(text) if mode == Mode::Write => WriteCommand::Paste(text.clone()),
                _ => return true,
            };
            commands.push(Command::Write(command));
            false
        });
    });
}

/// Shift is part of some characters (`?`, `+`), so it counts only for letters and named keys.
fn pressed(input: &mut egui::InputState, keys: KeyboardShortcut) -> bool {
    let symbol = matches!(
        keys.logical_key,
        Key::Questionmark
            | Key::Plus
            | Key::Equals
            | Key::Minus
            | Key::Slash
            | Key::Num0
            | Key::OpenBracket
            | Key::CloseBracket
            | Key::Comma
            | Key::Period
    );
    if symbol && keys.modifiers.is_none() {
        let plain = !input.modifiers.ctrl && !input.modifiers.alt && !input.modifiers.command;
        return plain && input.key_pressed(keys.logical_key);
    }
    // egui lets Alt be held with any shortcut; but Alt and a letter are the desktop's.
    input.modifiers.alt == keys.modifiers.alt && input.consume_shortcut(&keys)
}

/// `Ctrl+Shift+S` as egui has it.
fn shortcut(text: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut key = None;
    for part in text.split('+') {
        match part {
            "Ctrl" => modifiers = modifiers.plus(Modifiers::COMMAND),
            "Shift" => modifiers = modifiers.plus(Modifiers::SHIFT),
            "Alt" => modifiers = modifiers.plus(Modifiers::ALT),
            name => key = Key::from_name(name),
        }
    }
    key.map(|key| KeyboardShortcut::new(modifiers, key))
}

/// The file dropped in this frame: of several, the first that is called like a story.
pub(in crate::ui) fn dropped(ctx: &Context) -> Option<Dialog> {
    let file = ctx.input(|input| {
        let files = &input.raw.dropped_files;
        let json =
            |file: &&DroppedFileHandle| file.path().extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
        files.iter().find(json).or_else(|| files.first()).cloned()
    });
    file.map(|file| host::dropped(ctx, &file))
}

/// While a file is held over the window, says that it can be dropped.
pub(in crate::ui) fn drop_target(ctx: &Context, theme: &Theme) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop target"));
    let painter = ctx.layer_painter(layer);
    let rect = ctx.content_rect();
    painter.rect_filled(rect, 0.0, theme.ground.gamma_multiply(0.85));
    painter.rect_stroke(rect.shrink(14.0), 14.0, (2.0, theme.accent), egui::StrokeKind::Inside);
    let text = "Drop a story file to open it";
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, text, Weight::SemiBold.font(20.0), theme.text);
}

#[cfg(test)]
mod tests {
    use super::{listed, shortcut};

    #[test]
    fn every_listed_key_exists_and_none_does_two_things() {
        let mut seen = std::collections::HashMap::new();
        for row in listed() {
            for keys in row.keys.split(' ').filter(|keys| !keys.is_empty()) {
                let Some(shortcut) = shortcut(keys) else { panic!("{keys:?} of {:?} is no key", row.title) };
                let before = seen.insert(format!("{shortcut:?}"), row.title);
                assert_eq!(before, None, "{keys}");
            }
        }
    }
}
