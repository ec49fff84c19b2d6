//! The detail panel: a page about the selection, or about the whole story. Its pages read a [`Page`] and push commands;
//! they change nothing themselves and know nothing of the rest of the window.

mod event;
mod meanwhile;
mod orders;
mod page;
mod pages;
mod parts;
mod paths;
mod story;
mod why;
mod write;

use egui::emath::vec2;
use egui::{Align, Label, Layout, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::state::command::{Command, WindowCommand};
use crate::state::view::ThingId;
use crate::state::{Mode, Selection, State};
use crate::story::id::ThreadId;
use crate::theme::Weight;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{focus_ring, icon_button, target, unspoken};
pub(in crate::ui) use page::Page;

/// Gives the keyboard to the title in the panel, once it is shown.
pub(in crate::ui) fn focus_title(ctx: &egui::Context) {
    ctx.data_mut(|data| data.insert_temp(egui::Id::unique(WANTS_TITLE), true));
}

/// The name of the wish that the title gets the keyboard, in egui's memory.
const WANTS_TITLE: &str = "the title gets the keyboard";

/// Shows the page in all of `ui`.
pub(in crate::ui) fn panel_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let selection = page.state.selection;
    // By its id in the file: an edit may give it another number, and the page stays where it is.
    let thing = ThingId::of(page.story, selection).map(|thing| (thing.kind, thing.id));
    let area = ScrollArea::vertical().id_salt(("page", page.opened, thing)).auto_shrink([false, false]);
    area.show(ui, |ui| {
        ui.set_max_width((ui.available_width() - 12.0).max(24.0));
        ui.spacing_mut().item_spacing = vec2(6.0, 7.0);
        // Lines of text are as high as their letters, not as high as buttons.
        ui.spacing_mut().interact_size.y = 18.0;
        if page.state.mode == Mode::Write && write::page_ui(ui, page, commands) {
            ui.add_space(16.0);
            return;
        }
        top_ui(ui, page, commands);
        match selection {
            Selection::Nothing => nothing_ui(ui, page, commands),
            Selection::Event(id) => event::page_ui(ui, page, id, commands),
            Selection::Thread(id) => pages::thread_ui(ui, page, id, commands),
            Selection::Character(id) => pages::character_ui(ui, page, id, commands),
            Selection::Place(id) => pages::place_ui(ui, page, id, commands),
            Selection::Group(id) => pages::group_ui(ui, page, id, commands),
            Selection::Tag(id) => pages::tag_ui(ui, page, id, commands),
            Selection::Presence(who, phase) => pages::presence_ui(ui, page, who, phase, commands),
        }
        ui.add_space(16.0);
    });
}

/// The page for no selection: the point in time that is pinned, the paths that are drawn, or else the story.
fn nothing_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let has_paths = !page.state.paths().is_empty();
    if let Some(at) = page.state.pin {
        meanwhile::page_ui(ui, page, at, commands);
        if has_paths {
            ui.add_space(14.0);
        }
    }
    if has_paths {
        paths::page_ui(ui, page, commands);
    } else if page.state.pin.is_none() {
        story::page_ui(ui, page, commands);
    }
}

/// The line at the top: what kind of page it is, and the buttons for back, forward and hide.
fn top_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        match page.state.selection {
            Selection::Event(id) => thread_button(ui, page, page.story.event(id).thread, None, commands),
            Selection::Thread(id) => thread_button(ui, page, id, Some("Thread"), commands),
            _ => {
                let kind = RichText::new(kind(page.state)).font(Weight::SemiBold.font(13.0)).color(page.theme.muted);
                ui.label(kind);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            buttons_ui(ui, page, commands);
        });
    });
}

/// The kind of a page that belongs to no thread.
fn kind(state: &State) -> &'static str {
    match state.selection {
        Selection::Nothing if state.pin.is_some() => "A point on the timeline",
        Selection::Nothing if !state.paths().is_empty() => "Paths",
        Selection::Nothing => "The story",
        Selection::Event(_) => "Event",
        Selection::Thread(_) => "Thread",
        Selection::Character(_) => "Character",
        Selection::Place(_) => "Place",
        Selection::Group(_) => "Group",
        Selection::Tag(_) => "Tag",
        Selection::Presence(..) => "Presence",
    }
}

/// A thread's hue and its title, or another text, that select the thread.
fn thread_button(ui: &mut Ui, page: &Page<'_>, id: ThreadId, text: Option<&str>, commands: &mut Vec<Command>) {
    let theme = page.theme;
    // As much is left as the three buttons take.
    let room = (ui.available_width() - 102.0).max(24.0);
    let (square, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
    ui.painter().rect_filled(square, 2.5, theme.hue(id.index()));
    let text = text.unwrap_or(&page.story.thread(id).title);
    let shown = RichText::new(text).font(Weight::SemiBold.font(13.0)).color(theme.text);
    let label = ui.scope(|ui| {
        ui.set_max_width(room - 20.0);
        ui.add(Label::new(shown).truncate().selectable(false))
    });
    unspoken(&label.inner);
    // As high as the buttons beside it.
    let rect = label.inner.rect;
    let rect = rect.expand2(vec2(4.0, (target(ui) - rect.height()).max(0.0) / 2.0));
    let response = ui.interact(rect, ui.scope_id().with("thread"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Thread {text}")));
    focus_ring(ui, &response, theme);
    if response.on_hover_text("Select this thread").clicked() {
        commands.push(Command::Select(Selection::Thread(id)));
    }
}

/// Hide, forward and back, from right to left.
fn buttons_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let [back, forward] = page.can_go;
    let buttons = [
        (Icon::Panel, "Hide this panel (D)", true, Command::Window(WindowCommand::ToggleDetail)),
        (Icon::Forward, "Forward (Alt+→)", forward, Command::Forward),
        (Icon::Back, "Back (Alt+←)", back, Command::Back),
    ];
    for (icon, name, is_enabled, command) in buttons {
        if icon_button(ui, page.theme, icon, name, is_enabled).clicked() {
            commands.push(command);
        }
    }
}
