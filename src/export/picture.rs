//! The two pictures of a story: the view as the window has it, and the poster with everything.

use std::collections::BTreeSet;

use egui::emath::{Rect, Vec2, vec2};
use egui::{Align2, Context, Painter};

use super::headless::measure;
use super::{ExportError, Image, PictureSize, encode_png, render};
use crate::layout::focus::Focus;
use crate::layout::plan::Plan;
use crate::layout::scene::TextRole;
use crate::layout::{axis, body_width, compose, lanes};
use crate::paint::{self, FontMetrics};
use crate::state::State;
use crate::story::{Story, words};
use crate::theme::{Theme, Weight};

/// The heights of a poster's head and foot, in points.
const HEAD: f32 = 64.0;
/// See [`HEAD`].
const FOOT: f32 = 32.0;
/// The height of a row on a poster, in points.
const POSTER_ROW: f32 = 20.0;
/// The widths that a poster is tried at, in points.
const POSTER_WIDTHS: [u32; 8] = [1280, 1600, 2000, 2560, 3200, 4000, 5000, 6400];

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The timeline as the state has it.
    View,
    /// The whole story with its title and its sources.
    Poster,
}

/// A PNG of the timeline of `story` as `state` has it, `size` large.
///
/// # Errors
/// What [`render`] and [`encode_png`] refuse.
pub fn png(story: &Story, state: &State, kind: Kind, size: PictureSize, theme: &Theme) -> Result<Vec<u8>, ExportError> {
    let image = picture(story, state, kind, size, theme)?;
    let view = view_words(story, state, kind, theme);
    let software = concat!("Plotlanes ", env!("CARGO_PKG_VERSION"));
    encode_png(&image, &[("Title", story.title.as_str()), ("Software", software), ("Description", view.as_str())])
}

/// The same as pixels.
pub fn picture(
    story: &Story,
    state: &State,
    kind: Kind,
    size: PictureSize,
    theme: &Theme,
) -> Result<Image, ExportError> {
    let dress = |ctx: &Context| {
        let which = if theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(which);
        ctx.set_style_of(which, theme.style());
    };
    render(size, dress, |ui| {
        let rect = ui.ctx().content_rect();
        match kind {
            Kind::View => paint_timeline(story, state, theme, ui.painter(), rect),
            Kind::Poster => paint_poster(story, state, theme, ui.painter(), rect),
        }
    })
}

/// How large a poster of `story` must be for its labels: the first width at which every title is there in full, and
/// the height that its lanes then need. In points; `width` fixes the width.
pub fn poster_size(story: &Story, width: Option<u32>) -> [u32; 2] {
    measure(|painter| measured_size(story, width, painter))
}

fn measured_size(story: &Story, width: Option<u32>, painter: &Painter) -> [u32; 2] {
    let metrics = FontMetrics(painter);
    let height_at = |width: u32| {
        let plan = Plan::new(story, &BTreeSet::default(), body_width(width as f32), &metrics);
        let lanes = lanes::natural_height(&plan, POSTER_ROW);
        (HEAD + axis::height(story) + lanes + FOOT).ceil() as u32
    };
    if let Some(width) = width {
        return [width, height_at(width)];
    }
    let complete = |width: u32, height: u32| {
        let state = State::new(story);
        let plan = Plan::new(story, &state.folded, body_width(width as f32), &metrics);
        let size = vec2(width as f32, height as f32 - HEAD - FOOT);
        let scene = compose(story, &state, &plan, &Focus::default(), size, &metrics);
        let whole = scene.marks.iter().filter(|mark| mark.label.as_ref().is_some_and(|label| !label.elided)).count();
        // Wider than high is how posters of time are read.
        whole == story.events.len() && height <= width
    };
    let sizes = POSTER_WIDTHS.map(|width| [width, height_at(width)]);
    sizes.into_iter().find(|&[width, height]| complete(width, height)).unwrap_or(sizes[sizes.len() - 1])
}

fn paint_timeline(story: &Story, state: &State, theme: &Theme, painter: &Painter, rect: Rect) {
    let metrics = FontMetrics(painter);
    let plan = Plan::new(story, &state.folded, body_width(rect.width()), &metrics);
    let focus = Focus::new(story, state.selection);
    let scene = compose(story, state, &plan, &focus, rect.size(), &metrics);
    paint::timeline(&scene, theme, painter, rect.min, None);
}

fn paint_poster(story: &Story, state: &State, theme: &Theme, painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, 0.0, theme.panel);
    let line = |y: f32| rect.left_top() + vec2(18.0, y);
    let title = crate::theme::font(TextRole::PosterTitle, true);
    painter.text(line(24.0), Align2::LEFT_CENTER, &story.title, title, theme.text);
    painter.text(line(46.0), Align2::LEFT_CENTER, words::subtitle(story), Weight::Regular.font(13.0), theme.muted);
    let middle = Rect::from_min_max(rect.min + Vec2::new(0.0, HEAD), rect.max - Vec2::new(0.0, FOOT));
    painter.hline(rect.x_range(), middle.min.y - 0.5, (1.0, theme.hairline));
    let whole = State { selection: state.selection, ..State::new(story) };
    paint_timeline(story, &whole, theme, painter, middle);
    painter.hline(rect.x_range(), middle.max.y + 0.5, (1.0, theme.hairline));
    let sources: Vec<String> = story
        .sources
        .iter()
        .map(|source| match source.licence.as_str() {
            "" => source.title.clone(),
            licence => format!("{} ({licence})", source.title),
        })
        .collect();
    let small = Weight::Regular.font(11.5);
    let foot = rect.max.y - FOOT / 2.0;
    let made = painter.text(
        egui::pos2(rect.max.x - 18.0, foot),
        Align2::RIGHT_CENTER,
        "made with Plotlanes",
        small.clone(),
        theme.faint,
    );
    let text = if sources.is_empty() { String::new() } else { format!("Source: {}", sources.join(" · ")) };
    let mut job = egui::text::LayoutJob::simple_singleline(text, small, theme.muted);
    job.wrap = egui::text::TextWrapping::truncate_at_width(made.min.x - rect.min.x - 40.0);
    let galley = painter.layout_job(job);
    painter.galley(egui::pos2(rect.min.x + 18.0, foot - galley.size().y / 2.0), galley, theme.muted);
}

/// What made the picture, so that it can be made again.
fn view_words(story: &Story, state: &State, kind: Kind, theme: &Theme) -> String {
    let selected = match state.selection {
        crate::state::Selection::Nothing => "nothing".to_owned(),
        crate::state::Selection::Event(id) => format!("event {}", story.event(id).id),
        crate::state::Selection::Thread(id) => format!("thread {}", story.thread(id).id),
        crate::state::Selection::Character(id) => format!("character {}", story.character(id).id),
        crate::state::Selection::Place(id) => format!("place {}", story.place(id).id),
    };
    let theme = if theme.dark { "dark" } else { "light" };
    let shown = match kind {
        Kind::View => {
            let folded: Vec<&str> = state.folded.iter().map(|&id| story.thread(id).id.as_str()).collect();
            let folded = if folded.is_empty() { "none".to_owned() } else { folded.join(", ") };
            let (start, end) = (state.window.start(), state.window.end());
            let query = state.search.query();
            format!("ticks {start} to {end}, scrolled by {}, folded: {folded}, search: {query:?}", state.scroll)
        }
        Kind::Poster => "the whole story".to_owned(),
    };
    let name = if kind == Kind::View { "view" } else { "poster" };
    format!("{name}; {shown}; order of happening; selected: {selected}; theme {theme}")
}
