//! Parts that several pages share: links and cards that select something, and lists of any length. They know how a thing
//! is shown and what a click on it selects, not which page they are on.

use std::ops::Range;

use egui::emath::vec2;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, CursorIcon, Id, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo};

use super::page::Page;
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Source;
use crate::story::id::{EventId, PlaceId, ThreadId};
use crate::story::words::{counted, number};
use crate::theme::Weight;
use crate::ui::host;
use crate::ui::widgets::kit::{FINGER, card, chip, focus_ring, is_touch, link, target};

/// The most events that a page lists at once.
pub(super) const MOST_LISTED: usize = 60;
/// The most of what takes less room at once: threads, names, sources.
pub(super) const MOST_SMALL: usize = 120;

/// The name of something as a link that selects it.
pub(super) fn select_link(ui: &mut Ui, page: &Page<'_>, selection: Selection, commands: &mut Vec<Command>) -> Response {
    let response = link(ui, page.theme, &selection.name(page.story));
    if response.clicked() {
        commands.push(Command::Select(selection));
    }
    response
}

/// The name of something as a chip that selects it.
pub(super) fn select_chip(ui: &mut Ui, page: &Page<'_>, selection: Selection, commands: &mut Vec<Command>) -> Response {
    let response = chip(ui, page.theme, &selection.name(page.story));
    if response.clicked() {
        commands.push(Command::Select(selection));
    }
    response
}

/// A small word between links: "in", "and".
pub(super) fn muted(ui: &mut Ui, page: &Page<'_>, text: &str) {
    ui.label(RichText::new(text).color(page.theme.muted));
}

/// Events as links with "and" between them.
pub(super) fn and_links(
    ui: &mut Ui,
    page: &Page<'_>,
    selections: impl Iterator<Item = Selection>,
    commands: &mut Vec<Command>,
) {
    for (at, selection) in selections.enumerate() {
        if at > 0 {
            muted(ui, page, "and");
        }
        select_link(ui, page, selection, commands);
    }
}

/// A card that selects an event: its thread's hue, its title, and `small` under it.
pub(super) fn event_card(ui: &mut Ui, page: &Page<'_>, id: EventId, small: &str, commands: &mut Vec<Command>) {
    let event = page.story.event(id);
    if card(ui, page.theme, page.theme.hue(event.thread.index()), event.title, small).clicked() {
        commands.push(Command::Select(Selection::Event(id)));
    }
}

/// Events as cards, with the text that `small` gives of each under its title. `what` tells the list from others.
pub(super) fn event_cards(
    ui: &mut Ui,
    page: &Page<'_>,
    what: &str,
    events: &[EventId],
    commands: &mut Vec<Command>,
    small: impl Fn(EventId) -> String,
) {
    list_ui(ui, page, what, events.len(), MOST_LISTED, |ui, rows| {
        for &id in &events[rows] {
            event_card(ui, page, id, &small(id), commands);
        }
    });
}

/// Names as chips, `count` of them. `what` tells the list from others.
pub(super) fn chips_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    what: &str,
    count: usize,
    selection: &dyn Fn(usize) -> Selection,
    commands: &mut Vec<Command>,
) {
    if count == 0 {
        return;
    }
    list_ui(ui, page, what, count, MOST_SMALL, |ui, rows| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for at in rows {
                select_chip(ui, page, selection(at), commands);
            }
        });
    });
}

/// A place, then the places around it, from the inside out.
pub(super) fn place_ui(ui: &mut Ui, page: &Page<'_>, place: PlaceId, commands: &mut Vec<Command>) {
    let theme = page.theme;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (depth, at) in page.story.places_around(place).enumerate() {
            if depth > 0 {
                muted(ui, page, "in");
            }
            let weight = if depth == 0 { Weight::Medium } else { Weight::Regular };
            let colour = if depth == 0 { theme.text } else { theme.muted };
            let response = ui.link(RichText::new(&page.story.place(at).name).font(weight.font(13.5)).color(colour));
            focus_ring(ui, &response, theme);
            if response.clicked() {
                commands.push(Command::Select(Selection::Place(at)));
            }
        }
    });
}

/// A source's title, as a link if it has an address on the web.
pub(super) fn source_ui(ui: &mut Ui, page: &Page<'_>, source: &Source) {
    // Anything but a web address stays text: a story file must not start programs.
    if source.url.starts_with("https://") || source.url.starts_with("http://") {
        if link(ui, page.theme, &source.title).on_hover_text(&source.url).clicked() {
            host::open_url(ui.ctx(), &source.url);
        }
    } else {
        ui.label(RichText::new(&source.title).color(page.theme.text));
    }
}

/// A thread as a line of a list: its hue, its title, the number of its events.
pub(super) fn thread_row(ui: &mut Ui, page: &Page<'_>, id: ThreadId, commands: &mut Vec<Command>) {
    let (thread, theme) = (page.story.thread(id), page.theme);
    let height = if is_touch(ui.ctx()) { FINGER } else { 24.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let name = format!("{}, {}", thread.title, counted(thread.events.len(), "event", "events"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), 6.0, theme.hovered(theme.panel));
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    focus_ring(ui, &response, theme);
    let square = Rect::from_center_size(rect.left_center() + vec2(5.0, 0.0), vec2(10.0, 10.0));
    ui.painter().rect_filled(square, 2.5, theme.hue(id.index()));
    let count = number(thread.events.len());
    let font = Weight::Regular.font(12.5);
    let right = ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, count, font, theme.muted);
    let mut job = LayoutJob::simple_singleline(thread.title.clone(), Weight::Regular.font(13.5), theme.text);
    job.wrap = TextWrapping::truncate_at_width(right.min.x - rect.min.x - 28.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_center() + vec2(18.0, -galley.size().y / 2.0), galley, theme.text);
    if response.clicked() {
        commands.push(Command::Select(Selection::Thread(id)));
    }
}

/// A list of `count` rows, shown `at_once` at a time by `show`, with buttons that lead to the others. Which rows were
/// last shown is remembered while the program runs, for each selection and each list `what`.
pub(super) fn list_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    what: &str,
    count: usize,
    at_once: usize,
    mut show: impl FnMut(&mut Ui, Range<usize>),
) {
    if count <= at_once {
        show(ui, 0..count);
        return;
    }
    let kept = Id::unique(("list", what)).with((page.opened, page.state.selection));
    let last = (count - 1) / at_once;
    let at = ui.data(|data| data.get_temp::<usize>(kept)).unwrap_or(0).min(last);
    let rows = at * at_once..((at + 1) * at_once).min(count);
    show(ui, rows.clone());
    let wanted = turn_ui(ui, page, at, last, &rows, count);
    if wanted != at {
        ui.data_mut(|data| data.insert_temp(kept, wanted));
        ui.ctx().request_repaint();
    }
}

/// The buttons below a long list; returns which part of it, from 0 to `last`, is wanted next.
fn turn_ui(ui: &mut Ui, page: &Page<'_>, at: usize, last: usize, rows: &Range<usize>, count: usize) -> usize {
    let theme = page.theme;
    let mut wanted = at;
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(target(ui));
        if at > 0 && chip(ui, theme, "Back").on_hover_text("The ones before these").clicked() {
            wanted = at - 1;
        }
        if at < last && chip(ui, theme, "More").on_hover_text("The ones after these").clicked() {
            wanted = at + 1;
        }
        // Steps by one would take forever in a list of ten thousand.
        if last > 2 {
            if at > 0 && chip(ui, theme, "First").clicked() {
                wanted = 0;
            }
            if at < last && chip(ui, theme, "Middle").on_hover_text("Halfway from here to the end").clicked() {
                wanted = at + (last - at).div_ceil(2);
            }
            if at < last && chip(ui, theme, "Last").clicked() {
                wanted = last;
            }
        }
        let words = format!("{}–{} of {}", number(rows.start + 1), number(rows.end), number(count));
        ui.label(RichText::new(words).size(12.5).color(theme.muted));
    });
    wanted
}
