//! What the search found, below its field while one types: grouped by thread, best first, what matched set stronger.

use egui::emath::{Rect, vec2};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Area, Frame, Id, Order, Role, ScrollArea, Sense, Ui};

use crate::state::Selection;
use crate::state::command::Command;
use crate::state::search::Search;
use crate::story::Story;
use crate::story::id::EventId;
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::widgets::kit::{FINGER, focus_ring, is_touch};

/// The most events listed; the timeline shows them all.
const MOST: usize = 40;
/// The width of the list, in points.
const WIDTH: f32 = 380.0;

/// Shows the list below `field`, the search field's box, while that has the keyboard or the list has.
pub(in crate::ui) fn results_ui(
    ui: &Ui,
    app: &App,
    field: Rect,
    typing: bool,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let id = Id::unique("search results");
    let was_used = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let search = &app.state.search;
    if !search.is_active() || search.count() == 0 || !(typing || was_used) {
        ui.data_mut(|data| data.insert_temp(id, false));
        return;
    }
    let screen = ui.ctx().content_rect();
    let width = WIDTH.min(screen.width() - 16.0);
    let left = field.min.x.min(screen.max.x - width - 8.0).max(8.0);
    let room = (screen.max.y - field.max.y - 40.0).clamp(80.0, 420.0);
    let area = Area::new(id).order(Order::Foreground).fixed_pos(egui::pos2(left, field.max.y + 4.0));
    let shown = area.show(ui.ctx(), |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::List);
            node.set_label("Search results");
        });
        let mut used = false;
        Frame::popup(ui.style()).inner_margin(6).show(ui, |ui| {
            ui.set_width(width - 12.0);
            ui.spacing_mut().item_spacing.y = 1.0;
            ScrollArea::vertical().max_height(room).show(ui, |ui| used |= list_ui(ui, app, theme, commands));
            ui.separator();
            let keep = egui::Button::new("Keep as a filter").shortcut_text("Ctrl+Enter").frame(false);
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

/// The events by thread; whether the keyboard is on one of them.
fn list_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) -> bool {
    let (story, search) = (&app.session.story, &app.state.search);
    let mut left = MOST;
    let mut used = false;
    for (thread, events) in search.grouped() {
        if left == 0 {
            break;
        }
        let title = &story.thread(thread).title;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let square = Rect::from_center_size(rect.left_center() + vec2(8.0, 1.0), vec2(8.0, 8.0));
        ui.painter().rect_filled(square, 2.0, theme.hue(thread.index()));
        let small = Weight::SemiBold.font(11.5);
        let at = rect.left_center() + vec2(18.0, 1.0);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, title, small, theme.muted);
        for &event in events.iter().take(left) {
            left -= 1;
            used |= row_ui(ui, app, event, theme, commands);
        }
    }
    let more = search.count().saturating_sub(MOST);
    if more > 0 {
        ui.label(egui::RichText::new(format!("and {more} more, on the timeline")).size(11.5).color(theme.muted));
    }
    used
}

/// One event; whether the keyboard is on it.
fn row_ui(ui: &mut Ui, app: &App, event: EventId, theme: &Theme, commands: &mut Vec<Command>) -> bool {
    let story = &app.session.story;
    let height = if is_touch(ui.ctx()) { FINGER } else { 24.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let title = story.event(event).title;
    let selected = app.state.selection == Selection::Event(event);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, title));
    // What one steps to stays in sight; once, so that the list can be scrolled all the same.
    let stepped = ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_released(egui::Key::Enter));
    if selected && stepped {
        response.scroll_to_me(None);
    }
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, 5.0, if selected { theme.wash() } else { theme.hovered(theme.raised) });
    }
    let job = highlighted(title, &app.state.search, rect.width() - 26.0, theme);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_center() + vec2(18.0, -galley.size().y / 2.0), galley, theme.text);
    focus_ring(ui, &response, theme);
    if response.clicked() {
        commands.push(Command::Select(Selection::Event(event)));
    }
    let why = why(story, event, &app.state.search);
    let has_focus = response.has_focus();
    if !why.is_empty() {
        response.on_hover_text(why);
    }
    has_focus
}

/// A title with what matched set in the colour of what is found.
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

/// Where else than in the title it matched, for those who wonder.
fn why(story: &Story, event: EventId, search: &Search) -> String {
    use crate::state::search::Field;
    let event = story.event(event);
    let has = |text: &str, field| !search.highlights(text, field).is_empty();
    let mut found: Vec<&str> = Vec::new();
    let cast = event.cast.iter().map(|&who| story.character(who));
    let names =
        cast.filter(|who| has(&who.name, Some(Field::Cast)) || who.aliases.iter().any(|it| has(it, Some(Field::Cast))));
    found.extend(names.map(|who| who.name.as_str()));
    let places = event.place.into_iter().flat_map(|at| story.places_around(at)).map(|at| story.place(at).name.as_str());
    found.extend(places.filter(|name| has(name, Some(Field::Place))));
    found
        .extend(event.tags.iter().map(|tag| story.tags[tag.index()].as_str()).filter(|tag| has(tag, Some(Field::Tag))));
    if has(event.summary, None) {
        found.push("its summary");
    }
    if found.is_empty() { String::new() } else { format!("Found in {}", found.join(", ")) }
}
