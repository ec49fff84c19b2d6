//! The line at the bottom: how much there is in the story, what has just happened or is shown, and a hint.

use std::time::Duration;

use egui::emath::{Rect, pos2, vec2};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Button, RichText, Ui};

use super::context::Context;
use crate::layout::focus::Focus;
use crate::state::{Mode, Selection};
use crate::story::Story;
use crate::story::words::{counted, number};
use crate::theme::{Theme, Weight};
use crate::ui::jobs::Exporting;
use crate::ui::request::Request;
use crate::ui::widgets::kit::{is_touch, readable};

/// The width of progress and button beside the name of a picture that is being written, in points.
const WRITING: f32 = 150.0;
/// The size of the text, in points.
const SIZE: f32 = 11.5;

/// Shows the line.
pub(in crate::ui) fn status_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let rect = ui.max_rect();
    let whole = Rect::from_min_max(rect.min - vec2(12.0, 0.0), rect.max + vec2(12.0, 0.0));
    ui.painter().line_segment([whole.left_top(), whole.right_top()], (1.0, cx.theme.hairline));
    let font = Weight::Regular.font(SIZE);
    let counts = counts(cx.story);
    let left = ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, &counts, font, cx.theme.muted);
    readable(ui, "counts", left, &counts);
    let left = checks_link(ui, cx, left, requests);
    let right = hint_ui(ui, cx, rect);
    let middle = Rect::from_x_y_ranges(left.max.x + 24.0..=right - 24.0, rect.y_range());
    message_ui(ui, cx, middle, requests);
}

/// What there is to look at in the story, to the right of `left`; a click lists it. Returns where it ends.
fn checks_link(ui: &mut Ui, cx: &Context<'_>, left: Rect, requests: &mut Vec<Request>) -> Rect {
    let words = cx.checks.words();
    if words.is_empty() || !(cx.state.mode == Mode::Write || cx.checks_strip.is_open) {
        return left;
    }
    let colour = if words.contains("problem") { cx.theme.error } else { cx.theme.accent };
    let font = Weight::SemiBold.font(SIZE);
    let width = ui.painter().layout_no_wrap(words.clone(), font.clone(), colour).size().x + 12.0;
    let place = Rect::from_min_size(pos2(left.max.x + 10.0, ui.max_rect().min.y + 2.0), vec2(width, 22.0));
    let button = Button::new(RichText::new(&words).font(font).color(colour)).frame(false).small();
    if ui.put(place, button).on_hover_text("List them (K)").clicked() {
        requests.push(Request::ToggleChecks);
    }
    left.union(place)
}

/// How much there is in a story.
fn counts(story: &Story) -> String {
    let lists = [
        (story.events.len(), "event", "events"),
        (story.threads.len(), "thread", "threads"),
        (story.characters.len(), "character", "characters"),
        (story.places.len(), "place", "places"),
    ];
    let counts = lists.into_iter().filter(|&(n, ..)| n > 0).map(|(n, one, many)| counted(n, one, many));
    counts.collect::<Vec<_>>().join(" · ")
}

/// A hint at the right end, if there is room for it; returns where it starts.
fn hint_ui(ui: &Ui, cx: &Context<'_>, rect: Rect) -> f32 {
    if rect.width() <= 860.0 {
        return rect.max.x;
    }
    let hint = if is_touch(ui.ctx()) {
        "Drag pans · pinch zooms · hold for more"
    } else if cx.overflows {
        "Wheel scrolls lanes · Ctrl+wheel zooms · drag pans · ? for keys"
    } else {
        "Wheel zooms at the pointer · drag pans · ? for keys"
    };
    let hint = ui.painter().layout_no_wrap(hint.to_owned(), Weight::Regular.font(SIZE), cx.theme.faint);
    let start = rect.max.x - hint.size().x;
    ui.painter().galley(pos2(start, rect.center().y - hint.size().y / 2.0), hint, cx.theme.faint);
    start
}

/// The message in the middle of `room`: the work going on, the last notice, or what is shown.
fn message_ui(ui: &mut Ui, cx: &Context<'_>, room: Rect, requests: &mut Vec<Request>) {
    let theme = cx.theme;
    let (text, colour, more) = match (cx.opening, cx.exporting, cx.notice) {
        (Some(opening), ..) => (format!("Opening {}…", opening.name), theme.text, ""),
        (_, Some(exporting), _) => (format!("Writing {}… {} %", exporting.name(), exporting.percent()), theme.text, ""),
        (.., Some(notice)) => {
            (notice.text.clone(), if notice.failed { theme.error } else { theme.text }, notice.more.as_str())
        }
        _ => (shown(cx), theme.muted, ""),
    };
    let writing = cx.exporting.filter(|_| cx.opening.is_none());
    let width = room.width() - if writing.is_some() { WRITING } else { 0.0 };
    if width <= 40.0 || text.is_empty() {
        return;
    }
    let mut job = LayoutJob::simple_singleline(text.clone(), Weight::Regular.font(SIZE), colour);
    job.wrap = TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    let at = pos2(room.min.x + (width - galley.size().x) / 2.0, room.center().y - galley.size().y / 2.0);
    let place = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colour);
    let response = readable(ui, "notice", place, &text);
    // Screen readers read it out as soon as it changes.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if !more.is_empty() {
        response.on_hover_text(more);
    }
    if let Some(exporting) = writing {
        let place = Rect::from_min_size(pos2(place.max.x + 12.0, room.min.y), vec2(WRITING, 26.0));
        writing_ui(ui, theme, place, exporting, requests);
    }
}

/// The progress of a picture, and the button that cancels it. No key does that: Esc is pressed for too much else.
fn writing_ui(ui: &mut Ui, theme: &Theme, place: Rect, exporting: &Exporting, requests: &mut Vec<Request>) {
    let bar = Rect::from_min_size(place.left_center() - vec2(0.0, 2.0), vec2(70.0, 4.0));
    ui.painter().rect_filled(bar, 2.0, theme.hairline);
    let done = bar.width() * exporting.percent() as f32 / 100.0;
    ui.painter().rect_filled(Rect::from_min_size(bar.min, vec2(done, bar.height())), 2.0, theme.accent);
    let button = Rect::from_min_size(place.min + vec2(82.0, 2.0), vec2(60.0, 22.0));
    let text = RichText::new("Cancel").size(SIZE);
    // A button of its usual height is higher than this line.
    if ui.put(button, Button::new(text).small().min_size(button.size())).clicked() {
        requests.push(Request::CancelPicture);
    }
    ui.ctx().request_repaint_after(Duration::from_millis(100));
}

/// How many events the search or the selection shows.
fn shown(cx: &Context<'_>) -> String {
    let (story, search) = (cx.story, &cx.state.search);
    if search.is_active() {
        if search.is_pending() {
            return "Reading the story’s words to search them…".to_owned();
        }
        return match search.count() {
            0 => format!("Nothing matches “{}”", search.query().trim()),
            1 => "1 event found · Enter goes to it".to_owned(),
            n => format!("{} events found · Enter steps through them", number(n)),
        };
    }
    let (count, paths) = (cx.focus.map_or(0, Focus::count), cx.state.paths().len());
    let events = counted(count, "event", "events");
    let selected = cx.state.selected_events().len();
    match cx.state.selection {
        Selection::Nothing if paths == 0 => String::new(),
        Selection::Nothing if paths == 1 => format!("{events} on this path"),
        Selection::Event(_) if selected > 1 => format!("{} selected", counted(selected, "event", "events")),
        Selection::Event(_) if cx.state.anchor.is_some() && count <= 2 => "Two events compared".to_owned(),
        Selection::Event(_) if cx.state.anchor.is_some() => format!("{events} on the way from one to the other"),
        Selection::Event(_) if count <= 1 => "Nothing is said of why this happened or what it led to".to_owned(),
        Selection::Event(_) => format!("{events} in this chain of cause and effect"),
        Selection::Thread(id) => format!("{events} in {}", story.thread(id).title),
        Selection::Nothing => format!("{events} on {} paths", number(paths)),
        Selection::Character(_) if paths > 1 => format!("{events} on {} paths", number(paths)),
        Selection::Character(id) => format!("{events} with {}", story.character(id).name),
        Selection::Place(id) => format!("{events} at {}", story.place(id).name),
        other => format!("{events}: {}", other.name(story)),
    }
}
