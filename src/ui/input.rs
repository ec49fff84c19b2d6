//! Keys to commands, and files dropped into the window.

use egui::{Context, Id, Key, KeyboardShortcut, Modifiers};

use super::App;
use super::open::{Opening, Source};
use crate::state::command::{Command, listed};
use crate::theme::{Theme, Weight};

/// Pushes the commands of the keys pressed in this frame; plain letters belong to the search field while it has the
/// keyboard.
pub(super) fn keys(ctx: &Context, search: Id, commands: &mut Vec<Command>) {
    let typing = ctx.memory(|memory| memory.has_focus(search));
    let mut shortcuts: Vec<(KeyboardShortcut, Command)> = listed()
        .into_iter()
        .flat_map(|row| {
            row.keys.split(' ').filter_map(shortcut).map(move |keys| (keys, row.command.clone())).collect::<Vec<_>>()
        })
        .collect();
    // The more modifiers the earlier, so that Ctrl+Shift+S is not taken for Ctrl+S.
    let count = |keys: KeyboardShortcut| {
        let Modifiers { alt, ctrl, shift, mac_cmd, command } = keys.modifiers;
        [alt, ctrl, shift, mac_cmd, command].into_iter().filter(|&held| held).count()
    };
    shortcuts.sort_by_key(|(keys, _)| std::cmp::Reverse(count(*keys)));
    for (keys, command) in shortcuts {
        let with_command = keys.modifiers.command || keys.modifiers.alt;
        let function_key = matches!(keys.logical_key, Key::F1 | Key::F3);
        if typing && !with_command && !function_key {
            continue;
        }
        if ctx.input_mut(|input| pressed(input, keys)) {
            commands.push(command);
        }
    }
}

/// Shift is part of some characters (`?`, `+`), so it counts only for letters and named keys.
fn pressed(input: &mut egui::InputState, keys: KeyboardShortcut) -> bool {
    let symbol =
        matches!(keys.logical_key, Key::Questionmark | Key::Plus | Key::Equals | Key::Minus | Key::Slash | Key::Num0);
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

/// Opens the first file dropped in this frame.
pub(super) fn dropped(ctx: &Context, app: &mut App) {
    let Some(file) = ctx.input(|input| input.raw.dropped_files.first().cloned()) else { return };
    #[cfg(not(target_arch = "wasm32"))]
    {
        app.opening = Some(Opening::start(ctx, Source::File(file.path().to_owned())));
    }
    #[cfg(target_arch = "wasm32")]
    {
        let _ = (file, app, Opening::start, Source::Episode);
    }
}

/// While a file is held over the window, says that it can be dropped.
pub(super) fn drop_target(ctx: &Context, theme: &Theme) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let layer = egui::LayerId::new(egui::Order::Foreground, Id::unique("drop target"));
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
