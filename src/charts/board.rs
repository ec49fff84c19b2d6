//! Shows the open chart, and keeps its counts while story, order and filter stay the same.

use egui::emath::Rect;
use egui::{Align2, Ui};

use super::presence::full_height;
use super::{ChartContext, ChartResponse, Figure, Spotlight, curve_ui, pacing_ui, presence_ui, stage_ui};
use crate::analysis::curve::Curve;
use crate::analysis::pacing::Pacing;
use crate::analysis::presence::Presence;
use crate::analysis::telling::{INVERSIONS_WORDS, NONLINEARITY_WORDS};
use crate::layout::focus::Focus;
use crate::layout::{Titles, heads_width};
use crate::state::chart::Chart;
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::{EventId, PhaseId, ThreadId};
use crate::story::order::Order;
use crate::theme::{Theme, Weight};

/// The counts behind the charts of one story, each made when its chart is first shown.
#[derive(Debug, Default)]
pub struct ChartData {
    /// The counts, with the order and the hiding filter that they are for.
    pacing: Option<(PacingKey, Pacing)>,
    presence: Option<Presence>,
    curve: Option<Curve>,
}

/// An order, and the query of a filter that hides events.
type PacingKey = (Order, String);

impl ChartData {
    /// The counts for the open chart of `state`.
    pub fn of(story: &Story, state: &State) -> Self {
        let mut data = Self::default();
        match state.arrangement().chart {
            None => {}
            Some(Chart::Pacing | Chart::Stage) => {
                // Hidden events do not count; dimmed ones do.
                let counts = |id| !state.arrangement().filter.hides || state.passes(id);
                let pacing = Pacing::along(story, state.derived().sequence(story), state.order(), counts);
                data.pacing = Some((pacing_key(state), pacing));
            }
            Some(Chart::Curve) => data.curve = Some(Curve::new(state.derived().telling(story).clone())),
            Some(Chart::Presence) => data.presence = Some(Presence::new(story)),
        }
        data
    }

    /// Whether the counts for the open chart of `state` are still missing.
    pub fn is_missing(&self, state: &State) -> bool {
        match state.arrangement().chart {
            None => false,
            Some(Chart::Pacing | Chart::Stage) => {
                self.pacing.as_ref().is_none_or(|(made_for, _)| *made_for != pacing_key(state))
            }
            Some(Chart::Curve) => self.curve.is_none(),
            Some(Chart::Presence) => self.presence.is_none(),
        }
    }

    /// Takes over the counts that `other` has.
    pub fn merge(&mut self, other: Self) {
        let Self { pacing, presence, curve } = other;
        self.pacing = pacing.or(self.pacing.take());
        self.presence = presence.or(self.presence.take());
        self.curve = curve.or(self.curve.take());
    }
}

fn pacing_key(state: &State) -> PacingKey {
    let filter = &state.arrangement().filter;
    // Until the filter is evaluated, nothing is hidden.
    let hides = filter.hides && state.passing().is_some();
    (state.order(), if hides { filter.query.clone() } else { String::new() })
}

/// The height of a chart in points: larger if it is read along both axes.
pub fn height(chart: Option<Chart>) -> f32 {
    match chart {
        None => 0.0,
        Some(Chart::Pacing | Chart::Stage) => 150.0,
        Some(Chart::Curve | Chart::Presence) => 220.0,
    }
}

/// The height of the open chart in a picture of height `whole`, of which the lanes keep more than half.
pub fn height_in(chart: Option<Chart>, whole: f32) -> f32 {
    height(chart).min((whole * 0.45).max(0.0))
}

/// The height of the open chart on a poster: enough for every character.
pub fn height_on_poster(chart: Option<Chart>, story: &Story) -> f32 {
    let presence = chart == Some(Chart::Presence) && !story.phases.is_empty() && !story.characters.is_empty();
    if presence { full_height(&Presence::new(story)).max(height(chart)) } else { height(chart) }
}

/// Shows the open chart of `state` in `rect`, over the width of the timeline's body.
pub fn chart_ui(
    ui: &mut Ui,
    rect: Rect,
    state: &State,
    focus: &Focus,
    hovered: Option<EventId>,
    data: &mut ChartData,
    context: &ChartContext<'_>,
) -> ChartResponse {
    let story = context.story;
    if data.is_missing(state) {
        data.merge(ChartData::of(story, state));
    }
    match state.arrangement().chart {
        None => ChartResponse::default(),
        Some(chart @ (Chart::Pacing | Chart::Stage)) => {
            let Some((_, pacing)) = &data.pacing else { return ChartResponse::default() };
            if chart == Chart::Stage {
                return stage_ui(ui, rect, pacing, context);
            }
            // The layers are stacked like the lanes, from the bottom up.
            let mut threads = threads(story, state);
            threads.reverse();
            pacing_ui(ui, rect, pacing, &threads, context)
        }
        Some(Chart::Curve) => {
            let Some(curve) = &data.curve else { return ChartResponse::default() };
            let telling = curve.telling();
            let figures = [
                Figure {
                    name: telling.nonlinearity_name(),
                    value: format!("{:.2}", telling.nonlinearity),
                    explains: NONLINEARITY_WORDS,
                },
                Figure { name: "inversions", value: telling.ordered.inversions_text(), explains: INVERSIONS_WORDS },
            ];
            let selected = match state.selection {
                Selection::Event(event) => Some(event),
                _ => None,
            };
            let judge = crate::layout::emphasis::EmphasisRule::new(state, focus);
            let emphasis = |id| judge.of(id);
            curve_ui(ui, rect, curve, &figures, &Spotlight { selected, hovered, emphasis: &emphasis }, context)
        }
        Some(Chart::Presence) => {
            let Some(presence) = &data.presence else { return ChartResponse::default() };
            let chosen = match state.selection {
                Selection::Presence(who, PhaseId(phase)) => Some((who, phase as usize)),
                _ => None,
            };
            presence_ui(ui, rect, presence, chosen, context)
        }
    }
}

/// Every thread, in the order of the lanes if these stand for threads, else in the file's order.
fn threads(story: &Story, state: &State) -> Vec<ThreadId> {
    let lanes = state.lineup().lanes.iter().filter_map(|lane| match lane.key {
        LaneKey::Thread(id) => Some(id),
        _ => None,
    });
    let mut threads: Vec<ThreadId> = lanes.collect();
    let placed: std::collections::HashSet<ThreadId> = threads.iter().copied().collect();
    threads.extend(story.threads_in_order().filter(|id| !placed.contains(id)));
    threads
}

/// The open chart in a picture: its name in the column of lane heads, the chart beside it.
pub fn picture_ui(
    ui: &mut Ui,
    rect: Rect,
    story: &Story,
    state: &State,
    focus: &Focus,
    data: &mut ChartData,
    theme: &Theme,
) {
    let Some(chart) = state.arrangement().chart else { return };
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter().hline(rect.x_range(), rect.min.y, (1.0, theme.hairline));
    let (head, body) = split(rect, NAME_LINE);
    if head.width() < rect.width() {
        ui.painter().vline(head.max.x, rect.y_range(), (1.0, theme.hairline));
    }
    name_ui(ui, head, chart, theme);
    let context = ChartContext { story, order: state.order(), window: state.window, theme, hover: state.pin };
    chart_ui(ui, body, state, focus, None, data, &context);
}

/// The height of a line with a chart's name, in points.
const NAME_LINE: f32 = 24.0;

/// Splits the area of a chart into head and body, as in the timeline: beside each other, or on a narrow screen a head
/// of `line` points above the body.
pub fn split(rect: Rect, line: f32) -> (Rect, Rect) {
    match Titles::in_width(rect.width()) {
        Titles::Beside => rect.split_left_right_at_x(rect.min.x + heads_width(rect.width())),
        Titles::Above => rect.split_top_bottom_at_y((rect.min.y + line).min(rect.max.y)),
    }
}

/// Shows a chart's name and description, one below the other, or side by side if the head is a line.
pub fn name_ui(ui: &Ui, head: Rect, chart: Chart, theme: &Theme) {
    let painter = ui.painter().with_clip_rect(head);
    if head.height() <= NAME_LINE {
        let at = head.left_center() + egui::vec2(12.0, 1.0);
        let name = painter.text(at, Align2::LEFT_CENTER, chart.title(), Weight::SemiBold.font(13.0), theme.text);
        let at = egui::pos2(name.max.x + 8.0, at.y);
        painter.text(at, Align2::LEFT_CENTER, chart.about(), Weight::Regular.font(11.0), theme.faint);
        return;
    }
    let at = head.left_top() + egui::vec2(16.0, 18.0);
    painter.text(at, Align2::LEFT_CENTER, chart.title(), Weight::SemiBold.font(13.0), theme.text);
    let small = Weight::Regular.font(11.0);
    painter.text(at + egui::vec2(0.0, 17.0), Align2::LEFT_CENTER, chart.about(), small, theme.faint);
}
