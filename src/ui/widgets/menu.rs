//! The lines that menus are made of.

use egui::{Button, Ui};

use super::kit::is_touch;
use crate::state::command::Command;

/// A line of a menu with its title and keys.
pub(in crate::ui) fn item(ui: &mut Ui, title: &str, keys: &str, command: Command, commands: &mut Vec<Command>) {
    // A touch screen mostly has no keyboard, and little room.
    let keys = if is_touch(ui.ctx()) { "" } else { keys };
    if ui.add(Button::new(title).shortcut_text(keys)).clicked() {
        commands.push(command);
        ui.close();
    }
}
