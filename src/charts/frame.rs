//! The frame of a chart that shares its x axis with the timeline: grid, heights, the hairline under the pointer, and
//! gestures. Knows nothing of what is counted.

use egui::emath::{GuiRounding, Pos2, Rangef, Rect, pos2, vec2};
use egui::{Align2, CursorIcon, Painter, PointerButton, Sense, Shape, Stroke, Ui};
use egui_plot::{PlotTransform, PlotUi};

use super::parts::{described, on_ground, show};
use super::{ChartContext, ChartResponse};
use crate::story::TimeKind;
use crate::story::order::Order;
use crate::story::words::number;
use crate::theme::{Weight, mix};
use crate::time::scale::Scale;
use crate::time::ticks;
use crate::time::window::Window;

/// The least distance between two lines of the grid, in points.
const MIN_GAP: f32 = 26.0;
/// The margin above the highest point, in points.
const ABOVE: f32 = 8.0;
/// The height of the strip for the readout, below the base line.
const READOUT: f32 = 22.0;
/// The same in a chart that is too low for a readout.
const BELOW: f32 = 3.0;
/// The least height of a chart with a readout, in points.
const HIGH: f32 = 90.0;
/// The points of scrolling that zoom by a factor of e, as on the timeline.
const WHEEL: f32 = 220.0;

/// A chart that shares its x axis with the timeline.
pub(super) struct Frame<'a> {
    /// The context it is drawn in.
    pub context: &'a ChartContext<'a>,
    /// The whole chart.
    pub rect: Rect,
    /// The timeline's scale over the whole width.
    pub scale: Scale,
    /// The area of the heights: all but the strips above and below.
    pub plot: Rect,
    /// The scale of the heights.
    pub heights: Heights,
}

/// A scale of whole numbers from 0 upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heights {
    /// The count at the upper edge.
    pub top: usize,
    /// The count between two lines of the grid.
    pub step: usize,
}

impl Heights {
    /// The scale for counts up to `peak` in `height` points: round steps that are not too close. The top is a multiple
    /// of the step, so that it rarely changes while panning.
    fn new(peak: usize, height: f32) -> Self {
        let wanted = peak as f64 * f64::from(MIN_GAP) / f64::from(height.max(1.0));
        let mut step: usize = 1;
        for factor in [2, 5, 10].into_iter().cycle() {
            if step as f64 >= wanted {
                break;
            }
            let power = 10_usize.pow(step.ilog10());
            step = power * factor;
        }
        let top = peak.max(2).div_ceil(step) * step;
        Self { top, step }
    }
}

impl<'a> Frame<'a> {
    /// The frame of a chart of counts up to `peak` in `rect`; paints ground and grid.
    pub(super) fn new(ui: &Ui, rect: Rect, context: &'a ChartContext<'a>, peak: usize) -> Self {
        let below = if rect.height() >= HIGH { READOUT } else { BELOW };
        let plot = Rect::from_min_max(rect.min + vec2(0.0, ABOVE), rect.max - vec2(0.0, below)).round_ui();
        let scale = Scale { window: context.window, x: rect.x_range() };
        let frame = Self { context, rect, scale, plot, heights: Heights::new(peak, plot.height()) };
        frame.grid(&ui.painter_at(rect));
        frame
    }

    /// The y of a count.
    pub(super) fn y(&self, count: f64) -> f32 {
        self.plot.max.y - (count / self.heights.top as f64) as f32 * self.plot.height()
    }

    /// Shows what `draw` adds to a plot of ticks by counts. A tick has the same x as on the timeline.
    pub(super) fn plot<'b>(&self, ui: &mut Ui, salt: &str, draw: impl FnOnce(&mut PlotUi<'b>) + 'b) -> PlotTransform {
        // Computed from the plot's own edges, since egui rounds these to fractions of a point.
        let [start, end] = [self.plot.min.x, self.plot.max.x].map(|x| self.scale.ticks_from_x(x));
        show(ui, self.plot, salt, [start, end], [0.0, self.heights.top as f64], draw)
    }

    /// The numbers of the grid, over everything drawn so far, and the base line.
    pub(super) fn numbers(&self, ui: &Ui) {
        let painter = ui.painter_at(self.rect);
        let theme = self.context.theme;
        painter.hline(self.rect.x_range(), self.plot.max.y, (1.0, mix(theme.ground, theme.muted, 0.35)));
        let Heights { top, step } = self.heights;
        for count in (step..=top).step_by(step) {
            let at = pos2(self.rect.min.x + 7.0, self.y(count as f64));
            if at.y > self.rect.min.y + 5.0 {
                on_ground(&painter, theme, at, Align2::LEFT_CENTER, &number(count), 10.5, theme.muted);
            }
        }
    }

    /// A dashed line at the time under the pointer, with a readout at its foot.
    pub(super) fn hairline(&self, ui: &Ui, says: impl FnOnce(f64) -> String) {
        let Some(at) = self.context.hover else { return };
        let x = self.scale.x_from_ticks(at);
        if !self.rect.x_range().contains(x) {
            return;
        }
        let theme = self.context.theme;
        let painter = ui.painter_at(self.rect);
        let ends = [pos2(x, self.rect.min.y), pos2(x, self.rect.max.y)];
        let stroke = Stroke::new(1.0, mix(theme.ground, theme.text, 0.6));
        painter.extend(Shape::dashed_line(&ends, stroke, 4.0, 3.0));
        let galley = painter.layout_no_wrap(says(at), Weight::Medium.font(11.0), theme.text);
        let half = galley.size().x / 2.0 + 8.0;
        let room = Rangef::new(self.rect.min.x + half, self.rect.max.x - half);
        let middle = if room.span() > 0.0 { room.clamp(x) } else { self.rect.center().x };
        let pill = Rect::from_center_size(pos2(middle, self.rect.max.y - READOUT / 2.0), vec2(half * 2.0, 18.0));
        painter.rect(pill, 9.0, theme.raised, Stroke::new(1.0, theme.hairline), egui::StrokeKind::Inside);
        painter.galley(pill.center() - galley.size() / 2.0, galley, theme.text);
    }

    /// The user's gestures: pointing, clicking, panning, zooming.
    pub(super) fn acted(&self, ui: &Ui, salt: &str, says: &str) -> ChartResponse {
        let response = described(ui, self.rect, salt, Sense::CLICK | Sense::DRAG, says);
        let mut acted = ChartResponse::default();
        let ticks = |at: Pos2| self.scale.ticks_from_x(at.x);
        acted.hover_at = response.hover_pos().map(ticks);
        if response.clicked() {
            acted.clicked_at = response.interact_pointer_pos().map(ticks);
        }
        if response.dragged_by(PointerButton::Primary) || response.dragged_by(PointerButton::Middle) {
            // Includes the distance before the gesture counted as a drag.
            let since_press = ui.input(|input| input.pointer.total_drag_delta());
            let delta = since_press.filter(|_| response.drag_started()).unwrap_or(response.drag_delta());
            acted.pan = Some(-f64::from(delta.x) * self.scale.ticks_per_point()).filter(|ticks| ticks.abs() > 0.0);
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        }
        if response.contains_pointer() {
            let (zoom, scroll) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
            let factor = f64::from(zoom) * f64::from(scroll.y / WHEEL).exp();
            if let Some(about) = acted.hover_at.filter(|_| (factor - 1.0).abs() > f64::from(f32::EPSILON)) {
                acted.zoom = Some((factor, about));
            }
            if scroll.x.abs() > 0.0 {
                acted.pan = Some(-f64::from(scroll.x) * self.scale.ticks_per_point());
            }
        }
        acted
    }

    /// The timeline's ticks and round heights, as thin lines on the ground.
    fn grid(&self, painter: &Painter) {
        let ChartContext { story, order, theme, .. } = *self.context;
        painter.rect_filled(self.rect, 0.0, theme.ground);
        let ticks = match (order, &story.time) {
            (Order::Telling, _) | (_, TimeKind::Order) => ticks::steps(self.scale),
            (_, TimeKind::Number { .. }) => ticks::numbers(self.scale, true),
            (_, TimeKind::Date(dates)) => ticks::dates(self.scale, dates),
        };
        for tick in ticks {
            painter.vline(self.scale.x_from_ticks(tick.at), self.rect.y_range(), (1.0, theme.grid(tick.major)));
        }
        for count in (self.heights.step..=self.heights.top).step_by(self.heights.step) {
            painter.hline(self.rect.x_range(), self.y(count as f64), (1.0, theme.grid(true)));
        }
    }
}

/// The shortest useful stretch to count in, in ticks. Without a clock, consecutive events have a step between them that
/// is no pause, so shorter stretches than two steps would show pauses that are not there.
pub(super) fn least_stretch(context: &ChartContext<'_>) -> f64 {
    let no_clock = context.order == Order::Happening && context.story.time == TimeKind::Order;
    if no_clock { 2.0 } else { f64::MIN_POSITIVE }
}

/// Stretches about a dozen points wide that cover the window: the window extended to whole stretches, and their number.
///
/// The length of a stretch is a power of two ticks, or `least` if that is longer, and a stretch starts at a multiple of
/// its length. So the borders do not move while panning, seldom change while zooming, are at whole steps, and are exact
/// in `f64`.
pub(super) fn stretches(scale: Scale, least: f64) -> (Window, usize) {
    let length = (scale.ticks_per_point() * 9.0).log2().ceil().exp2().max(least);
    let (first, last) = ((scale.window.start() / length).floor(), (scale.window.end() / length).ceil());
    let count = (last - first).max(1.0);
    (Window::new(first * length, count * length), count as usize)
}

/// A range of ticks as a range of x.
pub(super) fn x_of(scale: Scale, [from, to]: [f64; 2]) -> Rangef {
    Rangef::new(scale.x_from_ticks(from), scale.x_from_ticks(to))
}

#[cfg(test)]
mod tests {
    use super::{ChartContext, Frame, Heights, Order, Rangef, Rect, Scale, pos2, stretches, vec2};
    use crate::theme::Theme;
    use crate::time::window::Window;

    #[test]
    fn heights_are_round() {
        let check = |peak, height, top, step| assert_eq!(Heights::new(peak, height), Heights { top, step }, "{peak}");
        check(0, 120.0, 2, 1);
        check(4, 120.0, 4, 1);
        check(7, 120.0, 8, 2);
        check(7, 200.0, 7, 1);
        check(17, 120.0, 20, 5);
        check(37, 120.0, 40, 10);
        check(41, 120.0, 50, 10);
        check(1_000_000, 104.0, 1_000_000, 500_000);
        check(3, 0.0, 100, 100);
    }

    #[test]
    fn the_pixel_of_a_tick_is_the_timelines() {
        let story = crate::story::compile::compile(
            br#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }],
            "events": [{ "id": "a", "title": "A", "thread": "t" }] }"#,
        )
        .faultless()
        .unwrap()
        .0;
        let theme = Theme::dark();
        for (start, length) in [(0.0, 40.0), (-1e15, 1e12), (9e17, 1e10), (12.5, 0.5)] {
            for (left, width) in [(0.0, 870.0), (190.33, 1203.71), (7.019, 96.4)] {
                let window = Window::new(start, length);
                let rect = Rect::from_min_size(pos2(left, 3.3), vec2(width, 151.7));
                let context =
                    ChartContext { story: &story, order: Order::Happening, window, theme: &theme, hover: None };
                let ctx = egui::Context::default();
                ctx.set_fonts(crate::theme::fonts());
                for _ in 0..2 {
                    let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, 200.0));
                    let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
                    let output = ctx.run_ui(input, |ui| {
                        let frame = Frame::new(ui, rect, &context, 7);
                        let plot = frame.plot(ui, "plot", |_| {});
                        for share in [0.0, 0.123, 0.5, 1.0] {
                            let ticks = start + share * length;
                            let timeline = Scale { window, x: rect.x_range() }.x_from_ticks(ticks);
                            let off = plot.position_from_point_x(ticks) - timeline;
                            assert!(off.abs() < 0.01, "{ticks} of {window:?} in {rect:?} is off by {off}");
                        }
                        let off = plot.position_from_point_y(3.0) - frame.y(3.0);
                        assert!(off.abs() < 0.01, "a height is off by {off}");
                    });
                    output.drop_without_applying_deltas();
                }
            }
        }
    }

    #[test]
    fn stretches_do_not_move_while_panning() {
        for (start, length) in [(0.0, 40.0), (-1e15, 1e12), (9e17, 1e10), (12.5, 0.5)] {
            let at = |pan: f64| {
                let window = Window::new(start, length).pan(pan * length);
                let scale = Scale { window, x: Rangef::new(200.0, 1000.0) };
                let (all, count) = stretches(scale, f64::MIN_POSITIVE);
                assert!(all.start() <= window.start() && all.end() >= window.end());
                let each = all.length() / count as f64;
                let wide = each / scale.ticks_per_point();
                assert!((8.9..18.1).contains(&wide), "{wide} points");
                assert!((all.start() / each).fract().abs() < 1e-9);
                each
            };
            assert!((at(0.0) - at(0.37)).abs() < 1e-9);
        }
    }
}
