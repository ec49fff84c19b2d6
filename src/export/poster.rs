//! The poster: its size, which always holds every lane, and its header and footer.

use egui::emath::{Rect, vec2};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Painter, pos2};

use super::headless::HeadlessMetrics;
use super::{ExportError, PictureSize};
use crate::charts;
use crate::layout::emphasis::EmphasisMap;
use crate::layout::focus::Focus;
use crate::layout::plan::Plan;
use crate::layout::scene::{Mark, TextRole};
use crate::layout::{body_size, compose, lanes};
use crate::state::State;
use crate::story::{Story, words};
use crate::theme::{Fonts, Theme, Weight, font};

/// The heights of a poster's header and footer, in points.
pub(super) const HEAD: f32 = 64.0;
/// See [`HEAD`].
pub(super) const FOOT: f32 = 32.0;
/// The height of a row on a poster, in points.
const ROW: f32 = 20.0;
/// The distance of texts from the sides, in points.
const MARGIN: f32 = 18.0;
/// The widths that a poster tries, in points.
const WIDTHS: [u32; 8] = [1280, 1600, 2000, 2560, 3200, 4000, 5000, 6400];
/// Stories with more events than this rarely fit on any poster with every title.
const MANY: usize = 5_000;
/// The scales of a poster if none is asked for, best first.
const SCALES: [f32; 6] = [2.0, 1.5, 1.0, 0.75, 0.5, 0.25];

/// The scale of a poster of this size if none is asked for: 2, or less if it would be too large. In pixels per point.
pub fn poster_scale(size: [u32; 2]) -> f32 {
    largest_scale(size).unwrap_or(SCALES[0])
}

/// The largest of some round scales up to 2 at which a picture of this size in points is within the limits, if there is
/// one.
pub fn largest_scale([width, height]: [u32; 2]) -> Option<f32> {
    SCALES.into_iter().find(|&scale| PictureSize::new(width, height, scale).is_ok())
}

/// The size of a poster of `story`, arranged as in `state`, in points: the first width at which every title is shown in
/// full, and the height of its lanes then. `width` and `height` fix either.
///
/// # Errors
/// Not all lanes fit into this `height`.
pub fn poster_size(
    story: &Story,
    state: &State,
    width: Option<u32>,
    height: Option<u32>,
    fonts: &Fonts,
) -> Result<[u32; 2], ExportError> {
    let state = state.whole(story);
    state.await_anachronies(story);
    Sizes::new(story, &state, fonts).best(width, height)
}

/// Sizes of a poster.
struct Sizes<'a> {
    story: &'a Story,
    state: &'a State,
    metrics: HeadlessMetrics,
    /// The height of its chart.
    chart: f32,
}

impl<'a> Sizes<'a> {
    fn new(story: &'a Story, state: &'a State, fonts: &Fonts) -> Self {
        let chart = charts::height_on_poster(state.arrangement().chart, story);
        Self { story, state, metrics: HeadlessMetrics::for_points(fonts), chart }
    }

    /// The plan for a poster of this size.
    fn plan(&self, [width, height]: [u32; 2]) -> Plan {
        let (state, height) = (self.state, height as f32 - HEAD - FOOT - self.chart);
        let body = body_size(vec2(width as f32, height)).with_every_level();
        Plan::new(self.story, state.lineup(), state.order(), body, &self.metrics)
    }

    /// The plan for a poster of this width that is as high as it needs: rows that would make it higher than wide are only
    /// there if the lanes cannot do without.
    fn free_plan(&self, width: u32) -> Plan {
        self.plan([width, width])
    }

    /// The height with lanes of this height.
    fn around(&self, plan: &Plan, lanes: f32) -> u32 {
        (HEAD + plan.axis_height(f32::INFINITY) + lanes + FOOT + self.chart).ceil() as u32
    }

    /// The height with rows as high as they should be.
    fn height(&self, plan: &Plan) -> u32 {
        self.around(plan, lanes::natural_height(plan, ROW))
    }

    /// Whether every title is shown in full at this size.
    fn is_complete(&self, plan: &Plan, [width, height]: [u32; 2]) -> bool {
        let size = vec2(width as f32, height as f32 - HEAD - FOOT - self.chart);
        let (focus, emphasis) = (Focus::default(), EmphasisMap::default());
        let scene = compose(self.story, self.state, plan, &focus, &emphasis, size, &self.metrics);
        let placed: usize = plan.lanes.iter().map(|lane| if lane.folded { 0 } else { lane.count }).sum();
        let is_whole = |mark: &&Mark| mark.label.as_ref().is_some_and(|label| !label.elided);
        scene.marks.iter().filter(is_whole).count() >= placed
    }

    fn best(&self, width: Option<u32>, height: Option<u32>) -> Result<[u32; 2], ExportError> {
        match (width, height) {
            (Some(width), None) => Ok([width, self.height(&self.free_plan(width))]),
            (None, None) => Ok(self.smallest_complete()),
            (Some(width), Some(height)) => self.least_high(width, height).map(|()| [width, height]),
            (None, Some(height)) => {
                let own = self.smallest_complete()[0];
                // A wider poster needs fewer rows.
                let mut wider = WIDTHS.into_iter().filter(|&width| width > own);
                let fits = |width: &u32| self.least_high(*width, height).is_ok();
                let width = if fits(&own) { own } else { wider.find(fits).unwrap_or(own) };
                self.least_high(width, height).map(|()| [width, height])
            }
        }
    }

    /// An error if the lanes do not fit into this size.
    fn least_high(&self, width: u32, height: u32) -> Result<(), ExportError> {
        let plan = self.plan([width, height]);
        let least = self.around(&plan, lanes::least_height(&plan));
        if height < least { Err(ExportError::PosterTooLow { width, height, least }) } else { Ok(()) }
    }

    fn smallest_complete(&self) -> [u32; 2] {
        let widest = WIDTHS[WIDTHS.len() - 1];
        if self.story.events.len() > MANY {
            // If not even the widest has room for every title, the others need not be tried.
            let plan = self.free_plan(widest);
            let size = [widest, self.height(&plan)];
            if !self.is_complete(&plan, size) {
                return size;
            }
        }
        let mut complete = None;
        let mut size = [0; 2];
        for width in WIDTHS {
            let plan = self.free_plan(width);
            size = [width, self.height(&plan)];
            if self.is_complete(&plan, size) {
                // A timeline reads better if it is wider than high, if that is possible.
                if size[1] <= size[0] {
                    return size;
                }
                complete = complete.or(Some(size));
            }
        }
        complete.unwrap_or(size)
    }
}

/// Paints the title above the timeline, and sources and `note` below it.
pub(super) fn paint_header_and_footer(story: &Story, note: &str, theme: &Theme, painter: &Painter, rect: Rect) {
    painter.rect_filled(rect, 0.0, theme.panel);
    // A text around the height `y`, cut where it would run out of the picture.
    let line = |text: String, font, colour, y: f32, room: f32| {
        let mut job = LayoutJob::simple_singleline(text, font, colour);
        job.wrap = TextWrapping::truncate_at_width(room);
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.min.x + MARGIN, y - galley.size().y / 2.0), galley, colour);
    };
    let subtitle = words::subtitle(story);
    let (middle, room) = (if subtitle.is_empty() { HEAD / 2.0 } else { 24.0 }, rect.width() - 2.0 * MARGIN);
    line(story.title.clone(), font(TextRole::PosterTitle, true), theme.text, rect.min.y + middle, room);
    line(subtitle, Weight::Regular.font(13.0), theme.muted, rect.min.y + 46.0, room);
    painter.hline(rect.x_range(), rect.min.y + HEAD - 0.5, (1.0, theme.hairline));
    painter.hline(rect.x_range(), rect.max.y - FOOT + 0.5, (1.0, theme.hairline));
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
    let right = pos2(rect.max.x - MARGIN, foot);
    let made = painter.text(right, Align2::RIGHT_CENTER, "made with Plotlanes", small.clone(), theme.faint);
    let mut end = made.min.x;
    if !note.is_empty() {
        let right = pos2(end - 16.0, foot);
        end = painter.text(right, Align2::RIGHT_CENTER, note, small.clone(), theme.muted).min.x;
    }
    let text = if sources.is_empty() { String::new() } else { format!("Source: {}", sources.join(" · ")) };
    line(text, small, theme.muted, foot, end - rect.min.x - 40.0);
}
