//! The command palette: one field, and under it what it may mean, best first. The keyboard stays in the field; the
//! arrows move along the rows. Does not decide which entries are offered, nor their order.

use egui::emath::vec2;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Align2, Color32, CornerRadius, Id, Key, Label, Modifiers, Rect, RichText, Role, Sense};
use egui::{Stroke, Ui, UiBuilder, WidgetInfo};

use super::help::printed_keys;
use crate::state::State;
use crate::state::command::Command;
use crate::state::palette::{Entry, palette};
use crate::story::Story;
use crate::theme::{Theme, Weight};
use crate::ui::widgets::field::text_field;
use crate::ui::widgets::kit::{focus_ring, is_touch, scrolled, target, unspoken};

/// The typed text, and the entries for it.
#[derive(Default)]
pub(in crate::ui) struct Palette {
    text: String,
    /// `None` until they are first needed, and after every letter.
    entries: Option<Vec<Entry>>,
    /// The row that Enter takes.
    at: usize,
    /// Whether that row is to be scrolled into sight.
    reveal: bool,
    /// Whether the events of a large story could not be found yet.
    is_waiting: bool,
}

impl Palette {
    /// Finds the entries again, because the story is another one; the typed text stays.
    pub(in crate::ui) fn renew(&mut self) {
        self.entries = None;
    }
}

/// The width of the word for the kind of a row, in points.
const KIND_WIDTH: f32 = 76.0;

/// The height of the palette without its rows: its title, its field and the room around it, in points.
const AROUND: f32 = 220.0;

/// Shows the palette, and pushes the command that was chosen; returns whether it is done.
pub(in crate::ui) fn palette_ui(
    ui: &mut Ui,
    theme: &Theme,
    story: &Story,
    state: &State,
    shown: &mut Palette,
    commands: &mut Vec<Command>,
) -> bool {
    // Before the field sees them: in a line of text these keys would move the cursor, or leave the field.
    let keys = Keys::taken(ui);
    let field = field_ui(ui, theme, shown);
    if shown.is_waiting != state.derived().is_pending() {
        (shown.entries, shown.is_waiting) = (None, state.derived().is_pending());
    }
    let entries = shown.entries.get_or_insert_with(|| palette(story, state, &shown.text));
    let at = keys.step(shown.at, entries.len());
    shown.reveal |= at != shown.at;
    shown.at = at;
    let mut chosen = keys.enter.then_some(at);
    ui.add_space(6.0);
    if entries.is_empty() {
        let text = format!("Nothing matches “{}”", shown.text.trim());
        ui.add(Label::new(RichText::new(text).color(theme.text)).truncate());
        let hint =
            "Try a name, a word of a title, or something to do, such as “lanes by place” or “path of” a character.";
        ui.label(RichText::new(hint).size(12.5).color(theme.muted));
    }
    if shown.is_waiting && !shown.text.trim().is_empty() {
        ui.label(RichText::new("Indexing… events come in a moment").color(theme.muted));
    }
    scrolled(ui, AROUND, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, entry) in entries.iter().enumerate() {
            let row = row_ui(ui, theme, entry, at == shown.at);
            if at == shown.at && shown.reveal {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                chosen = Some(at);
            }
        }
    });
    shown.reveal = false;
    // Screen readers follow the rows while the keyboard stays in the field.
    let said = entries.get(shown.at).map(spoken).unwrap_or_default();
    ui.ctx().accesskit_node_builder(field, |node| {
        node.set_label("Commands, events, people, places, threads");
        node.set_description(said);
    });
    let chosen = chosen.and_then(|at| entries.get(at));
    commands.extend(chosen.map(|entry| entry.command.clone()));
    chosen.is_some()
}

/// The field, which has the keyboard as long as nothing else in the palette has; gives its id.
fn field_ui(ui: &mut Ui, theme: &Theme, shown: &mut Palette) -> Id {
    let margin = vec2(8.0, 6.0);
    let size = vec2(ui.available_width() - 2.0 * margin.x, target(ui) - 2.0 * margin.y);
    let hint = RichText::new("Type a command, an event, a person, a place…").color(theme.faint);
    let width = ui.available_width();
    let response = text_field(ui, field_id(), &mut shown.text, |edit| {
        edit.hint_text(hint)
            .char_limit(200)
            .margin(margin)
            .desired_width(width)
            .min_size(size)
            .align(Align2::LEFT_CENTER)
            .return_key(None)
    });
    if response.changed() {
        (shown.entries, shown.at, shown.reveal) = (None, 0, true);
    }
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    response.id
}

/// The keys that are for the rows while the field has the keyboard, as often as they were pressed in this frame.
struct Keys {
    up: usize,
    down: usize,
    page_up: usize,
    page_down: usize,
    enter: bool,
}

/// By how many rows a page moves.
const PAGE: usize = 8;

impl Keys {
    fn taken(ui: &Ui) -> Self {
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        // Enter on a row or a button that has the keyboard is a click on that.
        let elsewhere = ui.memory(|memory| memory.focused().is_some_and(|id| id != field_id()));
        Self {
            up: pressed(Key::ArrowUp),
            down: pressed(Key::ArrowDown),
            page_up: pressed(Key::PageUp),
            page_down: pressed(Key::PageDown),
            enter: !elsewhere && pressed(Key::Enter) > 0,
        }
    }

    /// The row that the keys lead to from one of `count`: single steps go around the ends, pages stop at them.
    fn step(&self, at: usize, count: usize) -> usize {
        let Some(last) = count.checked_sub(1) else { return 0 };
        let around = (at.min(last) + self.down + count - self.up % count) % count;
        (around + PAGE * self.page_down).min(last).saturating_sub(PAGE * self.page_up)
    }
}

fn field_id() -> Id {
    Id::unique("palette field")
}

/// ```text
/// | Event     Damar is killed                     Cardassia |
/// | kind      title, with what was typed stronger    detail |
/// ```
fn row_ui(ui: &mut Ui, theme: &Theme, entry: &Entry, current: bool) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), target(ui)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, current, spoken(entry)));
    if ui.is_rect_visible(rect) {
        let fill = if current || response.hovered() { theme.raised } else { Color32::TRANSPARENT };
        let edge = if current { Stroke::new(1.0, theme.accent) } else { Stroke::NONE };
        ui.painter().rect(rect, CornerRadius::same(7), fill, edge, egui::StrokeKind::Inside);
        focus_ring(ui, &response, theme);
        let inner = rect.shrink2(vec2(10.0, 0.0));
        // A touch screen mostly has no keyboard.
        let keys = if is_touch(ui.ctx()) { None } else { printed_keys(entry.keys).next() };
        let right = keys.unwrap_or_else(|| entry.detail.clone());
        let title = inner.with_min_x((inner.min.x + KIND_WIDTH).min(inner.max.x));
        // The text at the right never takes more than a third of the title's width.
        let split = title.max.x - title.width() / 3.0;
        let words = RichText::new(right).size(12.0).color(theme.muted);
        let taken = put(ui, "right", title.with_min_x(split), egui::Layout::right_to_left(Align::Center), words.into());
        let kind = RichText::new(entry.kind.word()).size(12.0).color(theme.muted);
        let left = egui::Layout::left_to_right(Align::Center);
        put(ui, "kind", inner.with_max_x(title.min.x - 6.0), left, kind.into());
        let room = title.with_max_x((taken.min.x - 10.0).max(title.min.x));
        put(ui, "title", room, left, title_job(entry, theme).into());
    }
    response
}

/// Puts a line of text into `rect`, shortened if it does not fit; returns the part that it took.
fn put(ui: &mut Ui, salt: &str, rect: Rect, layout: egui::Layout, text: egui::WidgetText) -> Rect {
    let mut part = ui.new_child(UiBuilder::new().id_salt((salt, rect.min.y.to_bits())).max_rect(rect).layout(layout));
    let label = part.add(Label::new(text).truncate().selectable(false).sense(Sense::empty()));
    // The row says it all.
    unspoken(&label);
    label.rect
}

/// The title, with the letters that were typed stronger.
fn title_job(entry: &Entry, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut append = |text: &str, strong: bool| {
        let (weight, colour) = if strong { (Weight::Bold, theme.accent) } else { (Weight::Medium, theme.text) };
        job.append(text, 0.0, TextFormat::simple(weight.font(13.5), colour));
    };
    let mut from = 0;
    for mark in &entry.marks {
        append(entry.title.get(from..mark.start).unwrap_or_default(), false);
        append(entry.title.get(mark.clone()).unwrap_or_default(), true);
        from = mark.end;
    }
    append(entry.title.get(from..).unwrap_or_default(), false);
    job
}

/// A row in words.
fn spoken(entry: &Entry) -> String {
    let kind = entry.kind.word();
    if entry.detail.is_empty() {
        format!("{kind}, {}", entry.title)
    } else {
        format!("{kind}, {}, {}", entry.title, entry.detail)
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_lead_around_the_ends_and_pages_up_to_them() {
        let check = |[up, down, page_up, page_down]: [usize; 4], at: usize, count: usize, expect: usize| {
            let keys = Keys { up, down, page_up, page_down, enter: false };
            assert_eq!(keys.step(at, count), expect, "{up} {down} {page_up} {page_down} from {at} of {count}");
        };
        check([0, 1, 0, 0], 0, 3, 1);
        check([0, 1, 0, 0], 2, 3, 0);
        check([1, 0, 0, 0], 0, 3, 2);
        check([5, 0, 0, 0], 0, 3, 1);
        check([0, 0, 0, 1], 0, 3, 2);
        check([0, 0, 1, 0], 20, 30, 12);
        check([0, 0, 0, 0], 9, 3, 2);
        check([1, 1, 1, 1], 9, 0, 0);
    }
}
