//! The list below the search field: the events found, grouped by thread, best first, with the matching letters in bold.

use egui::emath::{Rect, pos2, vec2};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Area, Button, Frame, Id, Key, Order, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo};

use super::context::Context;
use crate::state::Selection;
use crate::state::command::Command;
use crate::state::search::{Search, SearchField};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::words::number;
use crate::theme::{Theme, Weight};
use crate::ui::widgets::kit::{FINGER, focus_ring, is_touch};

/// The most events listed; the timeline shows them all.
const MOST: usize = 40;
/// The width of the list, in points.
const WIDTH: f32 = 380.0;

/// Shows the list below `field`, the search field's box, while that has the keyboard or the list has it.
pub(super) fn results_ui(ui: &Ui, cx: &Context<'_>, field: Rect, typing: bool, commands: &mut Vec<Command>) {
    let id = Id::unique("search results");
    let was_used = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let search = &cx.state.search;
    if !search.is_active() || search.count() == 0 || !(typing || was_used) {
        ui.data_mut(|data| data.insert_temp(id, false));
        return;
    }
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 16.0);
    let left = field.min.x.min(screen.max.x - width - 8.0).max(8.0);
    let room = (screen.max.y - field.max.y - 40.0).clamp(80.0, 420.0);
    let area = Area::new(id).order(Order::Foreground).fixed_pos(pos2(left, field.max.y + 4.0));
    let shown = area.show(ui.ctx(), |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::List);
            node.set_label("Search results");
        });
        let mut used = false;
        Frame::popup(ui.style()).inner_margin(6).show(ui, |ui| {
            ui.set_width(width - 12.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ScrollArea::vertical().max_height(room).show(ui, |ui| used |= list_ui(ui, cx, commands));
            ui.separator();
            let keep = Button::new("Keep as a filter").shortcut_text("Ctrl+Enter").frame(false);
            let keep = ui.add_sized([ui.available_width(), 24.0], keep);
            used |= keep.has_focus();
            if keep.clicked() {
                commands.push(Command::FilterBySearch);
            }
        });
        used
    });
    let used = shown.inner || ui.rect_contains_pointer(shown.response.rect) || shown.response.contains_pointer();
    ui.data_mut(|data| data.insert_temp(id, used));
}

/// The events by thread; returns whether one of them has the keyboard.
fn list_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) -> bool {
    let (theme, search) = (cx.theme, &cx.state.search);
    let mut left = MOST;
    let mut used = false;
    for (thread, events) in search.grouped() {
        if left == 0 {
            break;
        }
        let title = &cx.story.thread(thread).title;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let square = Rect::from_center_size(rect.left_center() + vec2(8.0, 1.0), vec2(8.0, 8.0));
        ui.painter().rect_filled(square, 2.0, theme.hue(thread.index()));
        let small = Weight::SemiBold.font(11.5);
        let at = rect.left_center() + vec2(18.0, 1.0);
        ui.painter().text(at, Align2::LEFT_CENTER, title, small, theme.muted);
        for &event in events.iter().take(left) {
            left -= 1;
            used |= row_ui(ui, cx, event, commands);
        }
    }
    let more = search.count().saturating_sub(MOST);
    if more > 0 {
        let words = format!("and {} more, on the timeline", number(more));
        ui.label(RichText::new(words).size(11.5).color(theme.muted));
    }
    used
}

/// One event; returns whether it has the keyboard.
fn row_ui(ui: &mut Ui, cx: &Context<'_>, event: EventId, commands: &mut Vec<Command>) -> bool {
    let (story, theme, search) = (cx.story, cx.theme, &cx.state.search);
    let height = if is_touch(ui.ctx()) { FINGER } else { 24.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let title = story.event(event).title;
    let selected = cx.state.selection == Selection::Event(event);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, title));
    // A row that Enter has stepped to is scrolled into view once, so that the list can still be scrolled by hand.
    let stepped = ui.input(|input| input.key_pressed(Key::Enter) || input.key_released(Key::Enter));
    if selected && stepped {
        response.scroll_to_me(None);
    }
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, 5.0, if selected { theme.wash() } else { theme.hovered(theme.raised) });
    }
    let galley = ui.painter().layout_job(highlighted(title, search, rect.width() - 26.0, theme));
    ui.painter().galley(rect.left_center() + vec2(18.0, -galley.size().y / 2.0), galley, theme.text);
    focus_ring(ui, &response, theme);
    if response.clicked() {
        commands.push(Command::Select(Selection::Event(event)));
    }
    let has_focus = response.has_focus();
    let elsewhere = found_elsewhere(story, event, search);
    if !elsewhere.is_empty() {
        response.on_hover_text(format!("Found in {}", elsewhere.join(", ")));
    }
    has_focus
}

/// A title with its matching letters in bold and in the colour of search hits.
fn highlighted(text: &str, search: &Search, room: f32, theme: &Theme) -> LayoutJob {
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(room), ..LayoutJob::default() };
    let plain = TextFormat::simple(Weight::Regular.font(13.0), theme.text);
    let strong = TextFormat::simple(Weight::Bold.font(13.0), theme.found);
    let mut at = 0;
    for range in search.highlights(text, None) {
        job.append(text.get(at..range.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(text.get(range.clone()).unwrap_or_default(), 0.0, strong.clone());
        at = range.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job
}

/// The names of what matches besides the title: characters, places, tags, the summary.
fn found_elsewhere<'a>(story: &'a Story, event: EventId, search: &Search) -> Vec<&'a str> {
    let event = story.event(event);
    let has = |text: &str, field| !search.highlights(text, field).is_empty();
    let cast = event.cast.iter().map(|&who| story.character(who));
    let names = cast.filter(|who| {
        has(&who.name, Some(SearchField::Cast)) || who.aliases.iter().any(|it| has(it, Some(SearchField::Cast)))
    });
    let places = event.place.into_iter().flat_map(|at| story.places_around(at)).map(|at| story.place(at).name.as_str());
    let tags = event.tags.iter().map(|tag| story.tags[tag.index()].as_str());
    let mut found: Vec<&str> = names.map(|who| who.name.as_str()).collect();
    found.extend(places.filter(|name| has(name, Some(SearchField::Place))));
    found.extend(tags.filter(|tag| has(tag, Some(SearchField::Tag))));
    if has(event.summary, None) {
        found.push("its summary");
    }
    found
}
