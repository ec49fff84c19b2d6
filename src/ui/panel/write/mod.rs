//! The pages as they are while the story is written: every field is edited where it is read. They show the text as it is
//! now, and names from the story that was compiled last.

mod add;
mod context;
mod event;
mod links;
mod lists;
mod time;
mod when;

use egui::emath::vec2;
use egui::{Align, Layout, Ui};

use self::context::Writing;
use super::Page;
use crate::state::Selection;
use crate::state::command::{Command, WindowCommand};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{icon_button, link};

/// Shows the page of the selection, if there is one to write on; returns whether there is.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) -> bool {
    let Some(document) = page.document else { return false };
    let mut writing = Writing { page, document, commands };
    match page.state.selection {
        Selection::Event(id) => event::page_ui(ui, &mut writing, id),
        _ => return false,
    }
    true
}

/// The buttons at the right end of the first line: undo, back, hide.
fn buttons_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>) {
    let theme = writing.page.theme;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        if icon_button(ui, theme, Icon::Panel, "Hide this panel (D)", true).clicked() {
            writing.commands.push(Command::Window(WindowCommand::ToggleDetail));
        }
        if writing.page.can_go[0] && icon_button(ui, theme, Icon::Back, "Back (Alt+←)", true).clicked() {
            writing.commands.push(Command::Back);
        }
        if let Some(step) = &writing.page.state.steps.undo {
            ui.add_space(4.0);
            let undo = link(ui, theme, "Undo").on_hover_text(format!("Take back: {step} (Ctrl+Z)"));
            if undo.clicked() {
                writing.commands.push(Command::Undo);
            }
        }
    });
}
