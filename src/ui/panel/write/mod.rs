//! The pages as they are while the story is written: every field is edited where it is read. They show the text as it is
//! now, and names from the story that was compiled last.

mod add;
mod asked;
mod calendar;
mod context;
mod event;
mod fits;
mod kind;
mod knowledge;
mod links;
mod lists;
mod muted;
mod order;
mod others;
mod phases;
mod remove;
mod story;
mod things;
mod time;
mod travel;
mod when;
mod work;

use egui::emath::vec2;
use egui::{Align, Layout, RichText, Sense, Ui};

use self::context::Writing;
use super::{Page, kind as kind_of_page};
use crate::state::Selection;
use crate::state::command::{Command, WindowCommand};
use crate::theme::Weight;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{icon_button, link};

/// Shows the page of the selection, if there is one to write on; returns whether there is.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) -> bool {
    let Some(document) = page.document else { return false };
    let mut writing = Writing { page, document, commands };
    match page.state.selection {
        Selection::Event(id) => event::page_ui(ui, &mut writing, id),
        Selection::Thread(id) => things::thread_ui(ui, &mut writing, id),
        Selection::Character(id) => things::character_ui(ui, &mut writing, id),
        Selection::Place(id) => things::place_ui(ui, &mut writing, id),
        Selection::Group(id) => things::group_ui(ui, &mut writing, id),
        Selection::Tag(id) => things::tag_ui(ui, &mut writing, id),
        Selection::Nothing if page.state.pin.is_none() && page.state.paths().is_empty() => {
            story::page_ui(ui, &mut writing);
        }
        Selection::Nothing | Selection::Presence(..) => return false,
    }
    true
}

/// The first line of a page: what kind of page it is, and the buttons; below it why the last change could not be made.
fn top_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>) {
    let page = writing.page;
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        if let Selection::Thread(id) = page.state.selection {
            let (square, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().rect_filled(square, 2.5, page.theme.hue(id.index()));
        }
        let kind = RichText::new(kind_of_page(page.state)).font(Weight::SemiBold.font(13.0)).color(page.theme.muted);
        ui.label(kind);
        buttons_ui(ui, writing);
    });
    writing.refused_ui(ui);
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
