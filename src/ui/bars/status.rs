//! The line at the bottom: how much there is, what is shown, what has just happened, and a hint.

use std::collections::{BTreeSet, HashSet};

use egui::emath::vec2;
use egui::{Align2, Ui};

use crate::state::Selection;
use crate::story::Story;
use crate::story::problem::Problem;
use crate::story::words::{counted, number};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::widgets::kit::{is_touch, readable};

/// Something to tell that needs no answer.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Notice {
    /// What happened.
    pub text: String,
    /// Whether it went wrong.
    pub failed: bool,
    /// More of it, for a tooltip.
    pub more: String,
    /// Until when it is shown, in egui's seconds, once it has been shown.
    pub(in crate::ui) until: Option<f64>,
}

/// How long a notice is shown, in seconds; one that tells of a failure stays until something else happens.
const NOTICE_SECONDS: f64 = 12.0;

impl Notice {
    /// Notes on a story that opened all the same.
    pub(in crate::ui) fn notes(notes: &[Problem]) -> Self {
        let more: Vec<String> = notes.iter().map(ToString::to_string).collect();
        let text = match notes {
            [only] => format!("Note: {}", only.message),
            many => format!("{} notes on this story", many.len()),
        };
        Self { text, failed: false, more: more.join("\n"), until: None }
    }
}

/// The letters of a story's titles that not every font has.
#[derive(Debug, Default)]
pub(in crate::ui) struct Letters {
    /// Each once.
    used: BTreeSet<char>,
}

/// The titles of threads and events.
fn titles(story: &Story) -> impl Iterator<Item = &str> {
    story.threads.iter().map(|thread| thread.title.as_str()).chain(story.event_ids().map(|id| story.events.title(id)))
}

impl Letters {
    /// Those of a story. Linear in its titles.
    pub(in crate::ui) fn of(story: &Story) -> Self {
        let mut used = BTreeSet::new();
        for title in titles(story).filter(|title| !title.is_ascii()) {
            used.extend(title.chars().filter(|c| !c.is_ascii()));
        }
        Self { used }
    }
}

/// How many titles with missing letters are counted; nobody wants to know more exactly.
const MOST_COUNTED: usize = 10_000;

impl Notice {
    /// Says that a story has letters for which the bundled font has only boxes, if it has.
    pub(in crate::ui) fn missing_letters(ctx: &egui::Context, story: &Story, letters: &Letters) -> Option<Self> {
        let font = Weight::Regular.font(13.0);
        let lacks = |fonts: &mut egui::epaint::text::FontsView<'_>, c: char| !fonts.has_glyph(&font, c);
        let missing: HashSet<char> =
            ctx.fonts_mut(|fonts| letters.used.iter().copied().filter(|&c| lacks(fonts, c)).collect());
        if missing.is_empty() {
            return None;
        }
        let lacking = titles(story).filter(|title| !title.is_ascii() && title.chars().any(|c| missing.contains(&c)));
        let lacking = lacking.take(MOST_COUNTED).count();
        let more = if lacking == MOST_COUNTED { " or more" } else { "" };
        Some(Self {
            text: format!("{lacking}{more} titles have letters that the bundled font lacks; boxes stand for them"),
            failed: false,
            more: "Latin, Greek and Cyrillic are there. The story itself keeps every letter.".to_owned(),
            until: None,
        })
    }
}

/// Takes a notice away when it has been shown for long enough.
pub(in crate::ui) fn expire(ctx: &egui::Context, notice: &mut Option<Notice>) {
    let now = ctx.input(|input| input.time);
    let Some(shown) = notice.as_mut().filter(|shown| !shown.failed) else { return };
    let left = *shown.until.get_or_insert(now + NOTICE_SECONDS) - now;
    if left <= 0.0 {
        *notice = None;
    } else {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
}

/// Shows the line.
pub(in crate::ui) fn status_ui(ui: &mut Ui, app: &App, theme: &Theme) {
    let rect = ui.max_rect();
    let (painter, font) = (ui.painter().clone(), Weight::Regular.font(11.5));
    let whole = egui::Rect::from_min_max(rect.min - vec2(12.0, 0.0), rect.max + vec2(12.0, 0.0));
    painter.line_segment([whole.left_top(), whole.right_top()], (1.0, theme.hairline));
    let story = &app.session.story;
    let lists = [
        (story.events.len(), "event", "events"),
        (story.threads.len(), "thread", "threads"),
        (story.characters.len(), "character", "characters"),
        (story.places.len(), "place", "places"),
    ];
    let counts: Vec<String> =
        lists.into_iter().filter(|&(n, ..)| n > 0).map(|(n, one, many)| counted(n, one, many)).collect();
    let counts = counts.join(" · ");
    let left = painter.text(rect.left_center(), Align2::LEFT_CENTER, &counts, font.clone(), theme.muted);
    readable(ui, "counts", left, &counts);

    let (text, colour, more) = match (&app.session.opening, &app.overlays.exporting, &app.overlays.notice) {
        (Some(opening), ..) => (format!("Opening {}…", opening.name), theme.text, ""),
        (_, Some(exporting), _) => (format!("Writing {}… {} %", exporting.name(), exporting.percent()), theme.text, ""),
        (.., Some(notice)) => {
            (notice.text.clone(), if notice.failed { theme.error } else { theme.text }, notice.more.as_str())
        }
        _ => (shown(app), theme.muted, ""),
    };
    let hint = if is_touch(ui.ctx()) {
        "Drag pans · pinch zooms · hold for more"
    } else if app.timeline.overflows {
        "Wheel scrolls lanes · Ctrl+wheel zooms · drag pans · ? for keys"
    } else {
        "Wheel zooms at the pointer · drag pans · ? for keys"
    };
    let hint_room = painter.layout_no_wrap(hint.to_owned(), font.clone(), theme.faint);
    let right_start = if rect.width() > 860.0 { rect.max.x - hint_room.size().x } else { rect.max.x };
    let writing = app.overlays.exporting.as_ref().filter(|_| app.session.opening.is_none());
    let beside = if writing.is_some() { WRITING } else { 0.0 };
    let room = right_start - left.max.x - 48.0 - beside;
    if right_start < rect.max.x {
        painter.galley(egui::pos2(right_start, rect.center().y - hint_room.size().y / 2.0), hint_room, theme.faint);
    }
    if room > 40.0 {
        let mut job = egui::text::LayoutJob::simple_singleline(text.clone(), font, colour);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = painter.layout_job(job);
        let at =
            egui::pos2(left.max.x + 24.0 + (room - galley.size().x) / 2.0, rect.center().y - galley.size().y / 2.0);
        let place = egui::Rect::from_min_size(at, galley.size());
        painter.galley(at, galley, colour);
        if text.is_empty() {
            return;
        }
        let response = readable(ui, "notice", place, &text);
        // What has just happened is read out without one's looking for it.
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
        if !more.is_empty() {
            response.on_hover_text(more);
        }
        if let Some(exporting) = writing {
            let place = egui::Rect::from_min_size(egui::pos2(place.max.x + 12.0, rect.min.y), vec2(WRITING, 26.0));
            writing_ui(ui, theme, place, exporting);
        }
    }
}

/// The room for what stands beside the name of a picture that is being written, in points.
const WRITING: f32 = 150.0;

/// How far a picture is, and the way to give it up. No key does that: Esc is pressed for too much else.
fn writing_ui(ui: &mut Ui, theme: &Theme, place: egui::Rect, exporting: &crate::ui::cards::export::Exporting) {
    let bar = egui::Rect::from_min_size(place.left_center() - vec2(0.0, 2.0), vec2(70.0, 4.0));
    ui.painter().rect_filled(bar, 2.0, theme.hairline);
    let done = bar.width() * exporting.percent() as f32 / 100.0;
    ui.painter().rect_filled(egui::Rect::from_min_size(bar.min, vec2(done, bar.height())), 2.0, theme.accent);
    let button = egui::Rect::from_min_size(place.min + vec2(82.0, 2.0), vec2(60.0, 22.0));
    let text = egui::RichText::new("Cancel").size(11.5);
    // Of its own height a button is higher than this line.
    if ui.put(button, egui::Button::new(text).small().min_size(button.size())).clicked() {
        exporting.cancel();
    }
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// What the selection or the search shows.
fn shown(app: &App) -> String {
    let story = &app.session.story;
    let lit = app.timeline.cache.focus.as_ref().map_or(0, |(_, focus)| focus.count());
    if app.state.search.is_active() {
        if app.state.search.is_pending() {
            return "Reading the story’s words to search them…".to_owned();
        }
        return match app.state.search.count() {
            0 => format!("Nothing matches “{}”", app.state.search.query().trim()),
            1 => "1 event found · Enter goes to it".to_owned(),
            n => format!("{} events found · Enter steps through them", number(n)),
        };
    }
    let events = counted(lit, "event", "events");
    match app.state.selection {
        Selection::Nothing => match app.state.paths().len() {
            0 => String::new(),
            1 => format!("{events} on this path"),
            n => format!("{events} on {n} paths"),
        },
        Selection::Event(_) if app.state.anchor.is_some() && lit <= 2 => "Two events compared".to_owned(),
        Selection::Event(_) if app.state.anchor.is_some() => format!("{events} on the way from one to the other"),
        Selection::Event(_) if lit <= 1 => "Nothing is said of why this happened or what it led to".to_owned(),
        Selection::Event(_) => format!("{events} in this chain of cause and effect"),
        Selection::Thread(id) => format!("{events} in {}", story.thread(id).title),
        Selection::Character(_) if app.state.paths().len() > 1 => {
            format!("{events} on {} paths", app.state.paths().len())
        }
        Selection::Character(id) => format!("{events} with {}", story.character(id).name),
        Selection::Place(id) => format!("{events} at {}", story.place(id).name),
        other => format!("{events}: {}", other.name(story)),
    }
}
