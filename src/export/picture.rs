//! The two pictures of a story: the view as in the window, and the poster with everything.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Write;

use egui::emath::{Rect, vec2};
use egui::{Align2, Context, Painter, Ui};

use super::bands::{self, BandPainter, Bands};
use super::contents::Contents;
use super::headless::HeadlessMetrics;
use super::poster::{FOOT, HEAD, paint_header_and_footer};
use super::{ExportError, PictureSize, Progress, cull};
use crate::charts;
use crate::layout::emphasis::EmphasisMap;
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::lanes::least_height;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::layout::scroll::scroll_to_selection;
use crate::layout::{body_size, compose};
use crate::paint::{self, Medium};
use crate::state::State;
use crate::state::view::{Brightness, View};
use crate::story::Story;
use crate::theme::{Fonts, Theme, Weight};

/// The height of the line below a view that leaves something out, in points.
const NOTE: f32 = 22.0;
/// The least height of a view that has room for that line.
const LEAST_WITH_NOTE: f32 = 120.0;

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

/// Writes a PNG to `out`, a band at a time: neither the picture nor the PNG is ever whole in memory. Returns what is in
/// the picture.
///
/// # Errors
/// It was cancelled, writing failed, or the machine has not enough memory for a band.
pub fn write_png(subject: Subject<'_>, out: &mut dyn Write, progress: &Progress) -> Result<Contents, ExportError> {
    let painter = PicturePainter::new(subject);
    let contents = painter.laid.contents;
    let mut bands = subject.bands_of(painter);
    let texts = subject.texts(&mut bands);
    bands::write(bands, &texts, out, progress)?;
    Ok(contents)
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
    #[cfg(any(target_arch = "wasm32", test))]
    pub(super) fn bands(self) -> Bands<PicturePainter<'a>> {
        self.bands_of(PicturePainter::new(self))
    }

    fn bands_of(self, painter: PicturePainter<'a>) -> Bands<PicturePainter<'a>> {
        Bands::new(self.size, self.theme.panel, |ctx| self.set_up(ctx), painter)
    }

    /// Sets the fonts and the theme of the context, without scroll bars.
    pub(super) fn set_up(&self, ctx: &Context) {
        self.fonts.install(ctx);
        let which = if self.theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(which);
        let mut style = self.theme.style();
        style.spacing.scroll = egui::style::ScrollStyle { bar_width: 0.0, floating_width: 0.0, ..style.spacing.scroll };
        ctx.set_style_of(which, style);
    }

    /// The texts in the PNG that tell what made it.
    pub(super) fn texts(&self, bands: &mut Bands<PicturePainter<'a>>) -> [(&'static str, String); 4] {
        let software = concat!("Plotlanes ", env!("CARGO_PKG_VERSION")).to_owned();
        // A page names no fonts by their letters.
        let letters =
            if cfg!(target_arch = "wasm32") || self.fonts.are_bundled() { BTreeSet::new() } else { bands.letters() };
        let fonts = self.fonts.description(&letters);
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

/// The lanes and events that are in a picture of this subject.
pub fn contents(subject: Subject<'_>) -> Contents {
    PicturePainter::new(subject).laid.contents
}

/// How far the lanes of a view of this size must be scrolled, in points, for the selection or the first event on a path
/// to be in it.
pub fn scroll_for_selection(story: &Story, state: &State, size: PictureSize, fonts: &Fonts) -> f32 {
    let ruler = HeadlessMetrics::for_picture(size, fonts);
    let rect = ruler.rect();
    let chart = charts::height_in(state.arrangement().chart, rect.height());
    let note = if rect.height() < LEAST_WITH_NOTE { 0.0 } else { NOTE };
    let height = rect.height() - chart - note;
    let body = body_size(vec2(rect.width(), height));
    let plan = Plan::new(story, state.lineup(), state.order(), body, &ruler);
    scroll_to_selection(&plan, story, state, height)
}

/// The least height at which a view as wide as this one has all its lanes, in points, if a picture can be so high.
pub fn full_height(subject: Subject<'_>) -> Option<u32> {
    let Subject { story, state, size, fonts, .. } = subject;
    let ruler = HeadlessMetrics::for_picture(size, fonts);
    let plan = Plan::new(story, state.lineup(), state.order(), body_size(ruler.rect().size()), &ruler);
    let lanes = plan.axis_height(f32::INFINITY) + least_height(&plan);
    // A chart may be higher in a higher picture, and the line about what is left out may stay.
    let around = |height: f32| lanes + charts::height_in(state.arrangement().chart, height) + NOTE;
    let height = around(around(f32::INFINITY)).ceil() as u32;
    PictureSize::new(size.points()[0], height, size.scale()).ok().map(|_| height)
}

/// A picture, laid out once and painted band by band.
pub(super) struct PicturePainter<'a> {
    subject: Subject<'a>,
    /// The state that is shown; a poster shows everything.
    state: Cow<'a, State>,
    focus: Focus,
    /// The whole picture, in points.
    rect: Rect,
    laid: Laid,
    chart_data: charts::ChartData,
}

/// A scene in its place in the picture, in points.
struct Laid {
    scene: Scene,
    timeline: Rect,
    chart: Rect,
    /// The line that says what is left out; without height if there is none.
    note: Rect,
    contents: Contents,
}

impl<'a> PicturePainter<'a> {
    pub(super) fn new(subject: Subject<'a>) -> Self {
        let Subject { story, state, kind, size, fonts, .. } = subject;
        let ruler = HeadlessMetrics::for_picture(size, fonts);
        let rect = ruler.rect();
        let chart = state.arrangement().chart;
        let state = if kind == PictureKind::Poster { Cow::Owned(state.whole(story)) } else { Cow::Borrowed(state) };
        let (middle, chart) = match kind {
            PictureKind::View => (rect, charts::height_in(chart, rect.height())),
            PictureKind::Poster => {
                let middle = Rect::from_min_max(rect.min + vec2(0.0, HEAD), rect.max - vec2(0.0, FOOT));
                (middle, charts::height_on_poster(chart, story).min((middle.height() - 160.0).max(0.0)))
            }
        };
        state.await_anachronies(story);
        let focus = Focus::new(story, state.lineup(), &FocusKey::of(&state));
        let lay = |note: f32| {
            let (middle, note) = middle.split_top_bottom_at_y(middle.max.y - note);
            let (timeline, chart) = middle.split_top_bottom_at_y(middle.max.y - chart);
            let body = body_size(timeline.size());
            let body = if kind == PictureKind::Poster { body.with_every_level() } else { body };
            let plan = Plan::new(story, state.lineup(), state.order(), body, &ruler);
            let emphasis = EmphasisMap::new(&state, &plan, &focus);
            let scene = compose(story, &state, &plan, &focus, &emphasis, timeline.size(), &ruler);
            let contents = Contents::new(story, &state, &plan, &scene);
            Laid { scene, timeline, chart, note, contents }
        };
        let mut laid = lay(0.0);
        if kind == PictureKind::View && !laid.contents.is_whole() && rect.height() >= LEAST_WITH_NOTE {
            laid = lay(NOTE);
        }
        Self { subject, state, focus, rect, laid, chart_data: charts::ChartData::default() }
    }

    /// Paints the line that says what is left out.
    fn paint_note(&self, painter: &Painter) {
        let Laid { note, contents, .. } = &self.laid;
        if note.height() < NOTE {
            return;
        }
        let theme = self.subject.theme;
        painter.rect_filled(*note, 0.0, theme.panel);
        painter.hline(note.x_range(), note.min.y + 0.5, (1.0, theme.hairline));
        let at = note.left_center() + vec2(16.0, 0.5);
        painter.text(at, Align2::LEFT_CENTER, contents.words(), Weight::Regular.font(11.5), theme.muted);
    }
}

impl BandPainter for PicturePainter<'_> {
    fn paint(&mut self, ui: &mut Ui, band: Rect) {
        let Subject { story, theme, kind, .. } = self.subject;
        let Laid { scene, timeline, chart, contents, .. } = &self.laid;
        if kind == PictureKind::Poster {
            paint_header_and_footer(story, &contents.words(), theme, ui.painter(), self.rect);
        }
        let visible = cull::visible(scene, band.y_range(), timeline.min.y);
        paint::timeline(&visible, theme, ui.painter(), timeline.min, Medium::Picture);
        // A chart outside this band is not shown again.
        if self.settles(band) {
            charts::picture_ui(ui, *chart, story, &self.state, &self.focus, &mut self.chart_data, theme);
        }
        self.paint_note(ui.painter());
    }

    fn settles(&self, band: Rect) -> bool {
        let chart = self.laid.chart;
        chart.height() > 0.0 && chart.expand(cull::MARGIN).intersects(band)
    }
}
