//! The search field of the toolbar.

use egui::emath::{Rect, pos2, vec2};
use egui::text::{CCursor, CCursorRange};
use egui::{Align2, CornerRadius, Frame, Id, Key, Margin, Response, RichText, Sense, StrokeKind, TextEdit, Ui};

use super::context::Context;
use super::results::results_ui;
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::words::number;
use crate::theme::Weight;
use crate::ui::widgets::field::text_field;
use crate::ui::widgets::icons::{Icon, icon};
use crate::ui::widgets::kit::{is_touch, readable, target};

/// The hint in the empty field, and its name for screen readers.
const NAME: &str = "Search events, people, places";

/// The search field's id: keys belong to it while it has the keyboard.
pub(in crate::ui) fn search_id() -> Id {
    Id::unique("search field")
}

/// Gives the keyboard to the search field, with all of its text selected. At once: the next key typed is for it.
pub(in crate::ui) fn focus_search(ctx: &egui::Context, query: &str) {
    let mut state = TextEdit::load_state(ctx, search_id()).unwrap_or_default();
    let (start, end) = (CCursor::new(0), CCursor::new(query.chars().count()));
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    TextEdit::store_state(ctx, search_id(), state);
    ctx.memory_mut(|memory| memory.request_focus(search_id()));
}

/// Shows the field, `width` points wide, and the list of what was found below it.
pub(super) fn search_ui(ui: &mut Ui, cx: &Context<'_>, width: f32, commands: &mut Vec<Command>) {
    let theme = cx.theme;
    let mut query = cx.state.search.query().to_owned();
    let hint = if width > 200.0 { NAME } else { "Search" };
    let height = target(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(7), theme.raised, (1.0, theme.hairline), StrokeKind::Inside);
    let loupe = Rect::from_min_size(rect.min + vec2(4.0, 0.0), vec2(26.0, height));
    icon(ui.painter(), loupe, Icon::Search, theme.muted);
    let count_room = if cx.state.search.is_active() { 62.0 } else { 30.0 };
    let field = Rect::from_min_max(rect.min + vec2(30.0, 1.0), rect.max - vec2(count_room, 1.0));
    let response = ui.put(field, |ui: &mut Ui| {
        text_field(ui, search_id(), &mut query, |edit| {
            edit.hint_text(RichText::new(hint).color(theme.faint))
                .frame(Frame::NONE)
                .align(Align2::LEFT_CENTER)
                .char_limit(200)
                .margin(Margin::ZERO)
                .min_size(field.size())
                .desired_width(field.width())
        })
    });
    // The field is smaller than the box around it; the next widget must keep clear of the box.
    ui.advance_cursor_after_rect(rect);
    // The hint is gone once there is a text.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(NAME));
    let end = Rect::from_min_max(pos2(field.max.x, rect.min.y), rect.max);
    if cx.state.search.is_active() {
        count_ui(ui, cx, end);
    } else if !response.has_focus() && !is_touch(ui.ctx()) {
        let key = Rect::from_center_size(end.center(), vec2(18.0, 18.0));
        ui.painter().rect_stroke(key, 4.0, (1.0, theme.hairline), StrokeKind::Inside);
        ui.painter().text(key.center(), Align2::CENTER_CENTER, "/", Weight::Regular.font(11.0), theme.muted);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, CornerRadius::same(7), (1.5, theme.accent), StrokeKind::Inside);
    }
    results_ui(ui, cx, rect, response.has_focus(), commands);
    if response.changed() {
        commands.push(Command::Search(query));
    }
    leave_field(ui, &response, commands);
}

/// How many events were found, and the place of the selected one among them, at the end of the field.
fn count_ui(ui: &Ui, cx: &Context<'_>, end: Rect) {
    let search = &cx.state.search;
    let (hits, is_pending) = (search.count(), search.is_pending());
    let at = match cx.state.selection {
        Selection::Event(event) => search.place(event),
        _ => None,
    };
    let text = match (hits, at) {
        _ if is_pending => "Indexing…".to_owned(),
        (0, _) => "none".to_owned(),
        (count, Some(at)) => format!("{} of {}", number(at + 1), number(count)),
        (count, None) => format!("{} found", number(count)),
    };
    let colour = if hits == 0 && !is_pending { cx.theme.error } else { cx.theme.muted };
    let (at, font) = (end.right_center() - vec2(8.0, 0.0), Weight::Regular.font(11.5));
    let shown = ui.painter().text(at, Align2::RIGHT_CENTER, &text, font, colour);
    readable(ui, "search count", shown, &text);
}

/// Enter steps through the events found, and Escape clears the search.
fn leave_field(ui: &Ui, response: &Response, commands: &mut Vec<Command>) {
    if !response.lost_focus() {
        return;
    }
    let (enter, shift, escape) =
        ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift, input.key_pressed(Key::Escape)));
    if enter {
        commands.push(if shift { Command::PreviousHit } else { Command::NextHit });
        // The next Enter steps on.
        response.request_focus();
    } else if escape {
        commands.push(Command::Search(String::new()));
    }
}
