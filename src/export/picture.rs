//! The two pictures of a story: the view as in the window, and the poster with everything.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;

use egui::emath::{Rect, Vec2, vec2};
use egui::{Align2, Context, Painter, Ui};

use super::bands::{self, BandPainter, Bands};
use super::headless::HeadlessMetrics;
use super::{ExportError, PictureSize, Progress, cull};
use crate::charts;
use crate::layout::emphasis::EmphasisMap;
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::plan::Plan;
use crate::layout::scene::{Mark, Scene, TextRole};
use crate::layout::{body_width, compose, lanes};
use crate::paint;
use crate::state::State;
use crate::state::view::{Brightness, View};
use crate::story::{Story, words};
use crate::theme::{Fonts, Theme, Weight};

/// The heights of a poster's header and footer, in points.
const HEAD: f32 = 64.0;
/// See [`HEAD`].
const FOOT: f32 = 32.0;
/// The height of a row on a poster, in points.
const POSTER_ROW: f32 = 20.0;
/// The widths that a poster tries, in points.
const POSTER_WIDTHS: [u32; 8] = [1280, 1600, 2000, 2560, 3200, 4000, 5000, 6400];

/// Stories with more events than this rarely fit on any poster with every title.
const MANY: usize = 5_000;

/// The kind of picture of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// The timeline as the state shows it.
    View,
    /// The whole story with its title and its sources.
    Poster,
}

/// The subject of a picture: a story and the way it is shown.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its arrangement, and the visible part of it.
    pub state: &'a State,
    /// A view or a poster.
    pub kind: PictureKind,
    /// The size.
    pub size: PictureSize,
    /// The colours.
    pub theme: &'a Theme,
    /// The fonts.
    pub fonts: &'a Fonts,
}

/// A PNG of the timeline of `story` as `state` shows it, with the bundled fonts.
///
/// # Errors
/// The machine has not enough memory.
pub fn png(
    story: &Story,
    state: &State,
    kind: PictureKind,
    size: PictureSize,
    theme: &Theme,
) -> Result<Vec<u8>, ExportError> {
    let mut bytes = Vec::new();
    let subject = Subject { story, state, kind, size, theme, fonts: &Fonts::bundled() };
    write_png(subject, &mut bytes, &Progress::default())?;
    Ok(bytes)
}

/// Writes a PNG to `out`, a band at a time: neither the picture nor the PNG is ever whole in memory.
///
/// # Errors
/// It was cancelled, writing failed, or the machine has not enough memory for a band.
pub fn write_png(subject: Subject<'_>, out: &mut dyn Write, progress: &Progress) -> Result<(), ExportError> {
    let mut bands = subject.bands();
    let texts = subject.texts(&mut bands);
    bands::write(bands, &texts, out, progress)
}

/// Like [`write_png`] on a single thread: awaits `pause` after each band.
///
/// # Errors
/// Those of [`write_png`].
#[cfg(target_arch = "wasm32")]
pub async fn write_png_in_slices(
    subject: Subject<'_>,
    out: &mut dyn Write,
    progress: &Progress,
    pause: impl AsyncFn(),
) -> Result<(), ExportError> {
    let mut bands = subject.bands();
    let texts = subject.texts(&mut bands);
    bands::write_in_slices(bands, &texts, out, progress, pause).await
}

impl<'a> Subject<'a> {
    pub(super) fn bands(self) -> Bands<PicturePainter<'a>> {
        Bands::new(self.size, self.theme.panel, |ctx| self.set_up(ctx), PicturePainter::new(self))
    }

    /// Sets the fonts and the theme of the context.
    pub(super) fn set_up(&self, ctx: &Context) {
        self.fonts.install(ctx);
        let which = if self.theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(which);
        ctx.set_style_of(which, self.theme.style());
    }

    /// The texts in the PNG that tell what made it.
    pub(super) fn texts(&self, bands: &mut Bands<PicturePainter<'a>>) -> [(&'static str, String); 4] {
        let software = concat!("Plotlanes ", env!("CARGO_PKG_VERSION")).to_owned();
        let fonts = if self.fonts.are_bundled() {
            self.fonts.description(&BTreeSet::new())
        } else {
            self.fonts.description(&bands.letters())
        };
        let (title, view) = (self.story.title.clone(), self.view_words());
        [("Title", title), ("Software", software), ("Description", view), ("Fonts", fonts)]
    }

    /// The kind of picture and the link to its view, from which it can be made again.
    fn view_words(&self) -> String {
        let theme = Some(if self.theme.dark { Brightness::Dark } else { Brightness::Light });
        let link = |state: &State| View { theme, ..View::of(self.story, state) }.to_fragment();
        match self.kind {
            PictureKind::View => format!("view; {}", link(self.state)),
            PictureKind::Poster => format!("poster; {}", link(&self.state.whole(self.story))),
        }
    }
}

/// The size that a poster of `story`, arranged as in `state`, needs for its labels: the first width at which every
/// title is shown in full, and the height of its lanes then. In points; `width` fixes the width.
pub fn poster_size(story: &Story, state: &State, width: Option<u32>, fonts: &Fonts) -> [u32; 2] {
    let state = state.whole(story);
    measured_size(story, &state, width, &HeadlessMetrics::for_points(fonts))
}

fn measured_size(story: &Story, state: &State, width: Option<u32>, metrics: &HeadlessMetrics) -> [u32; 2] {
    let chart = charts::height_on_poster(state.arrangement().chart, story);
    let plan_at = |width: u32| Plan::new(story, state.lineup(), state.order(), body_width(width as f32), metrics);
    let height_of = |plan: &Plan| {
        let lanes = lanes::natural_height(plan, POSTER_ROW);
        (HEAD + plan.axis_height(f32::INFINITY) + lanes + FOOT + chart).ceil() as u32
    };
    if let Some(width) = width {
        return [width, height_of(&plan_at(width))];
    }
    let complete = |plan: &Plan, [width, height]: [u32; 2]| {
        let size = vec2(width as f32, height as f32 - HEAD - FOOT - chart);
        let scene = compose(story, state, plan, &Focus::default(), &EmphasisMap::default(), size, metrics);
        let placed: usize = plan.lanes.iter().map(|lane| if lane.folded { 0 } else { lane.count }).sum();
        let is_whole = |mark: &&Mark| mark.label.as_ref().is_some_and(|label| !label.elided);
        // A timeline reads better if it is wider than high.
        scene.marks.iter().filter(is_whole).count() >= placed && height <= width
    };
    let widest = POSTER_WIDTHS[POSTER_WIDTHS.len() - 1];
    if story.events.len() > MANY {
        // If not even the widest has room for every title, the others need not be tried.
        let plan = plan_at(widest);
        let size = [widest, height_of(&plan)];
        if !complete(&plan, size) {
            return size;
        }
    }
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

/// A picture, laid out once and painted band by band.
pub(super) struct PicturePainter<'a> {
    subject: Subject<'a>,
    /// The state that is shown; a poster shows everything.
    state: Cow<'a, State>,
    focus: Focus,
    scene: Scene,
    /// The whole picture, the timeline in it, and the chart in it, in points.
    rect: Rect,
    timeline: Rect,
    chart: Rect,
    chart_data: charts::ChartData,
}

impl<'a> PicturePainter<'a> {
    pub(super) fn new(subject: Subject<'a>) -> Self {
        let Subject { story, state, kind, size, fonts, .. } = subject;
        let ruler = HeadlessMetrics::for_picture(size, fonts);
        let rect = ruler.rect();
        let chart = state.arrangement().chart;
        let (state, middle, chart) = match kind {
            PictureKind::View => (Cow::Borrowed(state), rect, charts::height_in(chart, rect.height())),
            PictureKind::Poster => {
                let middle = Rect::from_min_max(rect.min + vec2(0.0, HEAD), rect.max - vec2(0.0, FOOT));
                // Even a poster that is too low keeps some lanes.
                let chart = charts::height_on_poster(chart, story).min((middle.height() - 160.0).max(0.0));
                (Cow::Owned(state.whole(story)), middle, chart)
            }
        };
        let (timeline, chart) = middle.split_top_bottom_at_y(middle.max.y - chart);
        let plan = Plan::new(story, state.lineup(), state.order(), body_width(timeline.width()), &ruler);
        let focus = Focus::new(story, state.lineup(), &FocusKey::of(&state));
        let standing = EmphasisMap::new(&state, &plan, &focus);
        let scene = compose(story, &state, &plan, &focus, &standing, timeline.size(), &ruler);
        Self { subject, state, focus, scene, rect, timeline, chart, chart_data: charts::ChartData::default() }
    }
}

impl BandPainter for PicturePainter<'_> {
    fn paint(&mut self, ui: &mut Ui, band: Rect) {
        let Subject { story, theme, kind, .. } = self.subject;
        if kind == PictureKind::Poster {
            paint_header_and_footer(story, theme, ui.painter(), self.rect);
        }
        let visible = cull::visible(&self.scene, band.y_range(), self.timeline.min.y);
        paint::timeline(&visible, theme, ui.painter(), self.timeline.min, None);
        // A chart outside this band is not shown again.
        if self.settles(band) {
            charts::picture_ui(ui, self.chart, story, &self.state, &self.focus, &mut self.chart_data, theme);
        }
    }

    fn settles(&self, band: Rect) -> bool {
        self.chart.height() > 0.0 && self.chart.expand(cull::MARGIN).intersects(band)
    }
}

fn paint_header_and_footer(story: &Story, theme: &Theme, painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, 0.0, theme.panel);
    let line = |y: f32| rect.left_top() + vec2(18.0, y);
    let title = crate::theme::font(TextRole::PosterTitle, true);
    painter.text(line(24.0), Align2::LEFT_CENTER, &story.title, title, theme.text);
    painter.text(line(46.0), Align2::LEFT_CENTER, words::subtitle(story), Weight::Regular.font(13.0), theme.muted);
    let middle = Rect::from_min_max(rect.min + Vec2::new(0.0, HEAD), rect.max - Vec2::new(0.0, FOOT));
    painter.hline(rect.x_range(), middle.min.y - 0.5, (1.0, theme.hairline));
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
