//! The two pictures of a story: the view as the window has it, and the poster with everything.

use egui::emath::{Rect, Vec2, vec2};
use egui::{Align2, Context, Painter, Ui};

use super::headless::measure;
use super::{ExportError, Image, PictureSize, encode_png, render};
use crate::charts;
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::plan::Plan;
use crate::layout::scene::{Mark, TextRole};
use crate::layout::standing::Standing;
use crate::layout::{axis, body_width, compose, lanes};
use crate::paint::{self, FontMetrics};
use crate::state::State;
use crate::state::view::{Brightness, View};
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
            Kind::View => {
                let chart = charts::height_in(state.arrangement().chart, rect.height());
                paint_timeline(story, state, theme, ui, rect, chart);
            }
            Kind::Poster => paint_poster(story, state, theme, ui, rect),
        }
    })
}

/// How large a poster of `story`, arranged as in `state`, must be for its labels: the first width at which every title
/// is there in full, and the height that its lanes then need. In points; `width` fixes the width.
pub fn poster_size(story: &Story, state: &State, width: Option<u32>) -> [u32; 2] {
    let state = state.whole(story);
    measure(|painter| measured_size(story, &state, width, painter))
}

fn measured_size(story: &Story, state: &State, width: Option<u32>, painter: &Painter) -> [u32; 2] {
    let metrics = FontMetrics(painter);
    let chart = charts::height_on_poster(state.arrangement().chart, story);
    let plan_at = |width: u32| Plan::new(story, state.lineup(), state.order(), body_width(width as f32), &metrics);
    let height_of = |plan: &Plan| {
        let lanes = lanes::natural_height(plan, POSTER_ROW);
        (HEAD + axis::height(&plan.phases) + lanes + FOOT + chart).ceil() as u32
    };
    if let Some(width) = width {
        return [width, height_of(&plan_at(width))];
    }
    let complete = |plan: &Plan, [width, height]: [u32; 2]| {
        let size = vec2(width as f32, height as f32 - HEAD - FOOT - chart);
        let scene = compose(story, state, plan, &Focus::default(), &Standing::default(), size, &metrics);
        let placed: usize = plan.lanes.iter().map(|lane| if lane.folded { 0 } else { lane.count }).sum();
        let is_whole = |mark: &&Mark| mark.label.as_ref().is_some_and(|label| !label.elided);
        // Wider than high is how posters of time are read.
        scene.marks.iter().filter(is_whole).count() >= placed && height <= width
    };
    let mut size = [0; 2];
    for width in POSTER_WIDTHS {
        let plan = plan_at(width);
        size = [width, height_of(&plan)];
        if complete(&plan, size) {
            break;
        }
    }
    size
}

fn paint_timeline(story: &Story, state: &State, theme: &Theme, ui: &mut Ui, rect: Rect, chart: f32) {
    let (rect, chart) = rect.split_top_bottom_at_y(rect.max.y - chart);
    let metrics = FontMetrics(ui.painter());
    let plan = Plan::new(story, state.lineup(), state.order(), body_width(rect.width()), &metrics);
    let focus = Focus::new(story, state.lineup(), &FocusKey::of(state));
    let standing = Standing::new(state, &plan, &focus);
    let scene = compose(story, state, &plan, &focus, &standing, rect.size(), &metrics);
    paint::timeline(&scene, theme, ui.painter(), rect.min, None);
    charts::picture_ui(ui, chart, story, state, &focus, theme);
}

fn paint_poster(story: &Story, state: &State, theme: &Theme, ui: &mut Ui, rect: Rect) {
    let painter = ui.painter().clone();
    painter.rect_filled(rect, 0.0, theme.panel);
    let line = |y: f32| rect.left_top() + vec2(18.0, y);
    let title = crate::theme::font(TextRole::PosterTitle, true);
    painter.text(line(24.0), Align2::LEFT_CENTER, &story.title, title, theme.text);
    painter.text(line(46.0), Align2::LEFT_CENTER, words::subtitle(story), Weight::Regular.font(13.0), theme.muted);
    let middle = Rect::from_min_max(rect.min + Vec2::new(0.0, HEAD), rect.max - Vec2::new(0.0, FOOT));
    painter.hline(rect.x_range(), middle.min.y - 0.5, (1.0, theme.hairline));
    // A poster that was made lower than it needs keeps some lanes all the same.
    let chart = charts::height_on_poster(state.arrangement().chart, story).min((middle.height() - 160.0).max(0.0));
    paint_timeline(story, &state.whole(story), theme, ui, middle, chart);
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

/// What made the picture, so that it can be made again: its kind and the link to its view.
fn view_words(story: &Story, state: &State, kind: Kind, theme: &Theme) -> String {
    let theme = Some(if theme.dark { Brightness::Dark } else { Brightness::Light });
    match kind {
        Kind::View => format!("view; {}", View { theme, ..View::of(story, state) }.to_fragment()),
        Kind::Poster => format!("poster; {}", View { theme, ..View::of(story, &state.whole(story)) }.to_fragment()),
    }
}
