//! The open chart, whichever it is, with what it counts kept as long as story and order stay the same.

use egui::emath::Rect;
use egui::{Align2, Ui};

use super::presence::full_height;
use super::{ChartContext, ChartResponse, Figure, Spotlight, curve_ui, pacing_ui, presence_ui, stage_ui};
use crate::analysis::curve::Curve;
use crate::analysis::pacing::Pacing;
use crate::analysis::presence::Presence;
use crate::analysis::telling::{INVERSIONS_WORDS, NONLINEARITY_WORDS, Telling};
use crate::layout::focus::Focus;
use crate::layout::heads_width;
use crate::state::chart::Chart;
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::{EventId, PhaseId, ThreadId};
use crate::story::order::Order;
use crate::theme::{Theme, Weight};

/// What the charts of one story count, each counted when it is first shown.
#[derive(Debug, Default)]
pub struct ChartData {
    /// For an order, and for what a filter hides.
    pacing: Option<(PacingKey, Pacing)>,
    presence: Option<Presence>,
    curve: Option<Curve>,
}

/// What pacing is counted for: an order, and what a filter hides.
type PacingKey = (Order, String);

impl ChartData {
    /// What the open chart of `state` shows.
    pub fn of(story: &Story, state: &State) -> Self {
        let mut counted = Self::default();
        match state.arrangement().chart {
            None => {}
            Some(Chart::Pacing | Chart::Stage) => {
                // What is hidden is not counted; what is dimmed is.
                let counts = |id| !state.arrangement().filter.hides || state.passes(id);
                let pacing = Pacing::along(story, state.finder().sequence(story), state.order(), counts);
                counted.pacing = Some((pacing_key(state), pacing));
            }
            Some(Chart::Curve) => counted.curve = Some(Curve::new(state.finder().telling(story).clone())),
            Some(Chart::Presence) => counted.presence = Some(Presence::new(story)),
        }
        counted
    }

    /// Whether anything that the open chart of `state` shows is not counted yet.
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

    /// Takes over what another has counted.
    pub fn take(&mut self, other: Self) {
        let Self { pacing, presence, curve } = other;
        self.pacing = pacing.or(self.pacing.take());
        self.presence = presence.or(self.presence.take());
        self.curve = curve.or(self.curve.take());
    }
}

fn pacing_key(state: &State) -> PacingKey {
    let filter = &state.arrangement().filter;
    // Where it is not known yet what is hidden, nothing is.
    let hides = filter.hides && state.passing().is_some();
    (state.order(), if hides { filter.query.clone() } else { String::new() })
}

/// How high a chart is, in points: what is read along both axes needs more room.
pub fn height(chart: Option<Chart>) -> f32 {
    match chart {
        None => 0.0,
        Some(Chart::Pacing | Chart::Stage) => 150.0,
        Some(Chart::Curve | Chart::Presence) => 220.0,
    }
}

/// How high the open chart of a picture is that is `whole` points high: the lanes keep more than half of it.
pub fn height_in(chart: Option<Chart>, whole: f32) -> f32 {
    height(chart).min((whole * 0.45).max(0.0))
}

/// How high the open chart of a poster is: with everybody in it.
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
    counted: &mut ChartData,
    setting: &ChartContext<'_>,
) -> ChartResponse {
    let story = setting.story;
    if counted.is_missing(state) {
        counted.take(ChartData::of(story, state));
    }
    match state.arrangement().chart {
        None => ChartResponse::default(),
        Some(chart @ (Chart::Pacing | Chart::Stage)) => {
            let Some((_, pacing)) = &counted.pacing else { return ChartResponse::default() };
            if chart == Chart::Stage {
                return stage_ui(ui, rect, pacing, setting);
            }
            // The layers lie as the lanes do.
            let mut threads = threads(story, state);
            threads.reverse();
            pacing_ui(ui, rect, pacing, &threads, setting)
        }
        Some(Chart::Curve) => {
            let Some(curve) = &counted.curve else { return ChartResponse::default() };
            let Telling { nonlinearity, inversions, .. } = *curve.telling();
            let figures = [
                Figure { name: "nonlinearity", value: nonlinearity, explains: NONLINEARITY_WORDS },
                Figure { name: "inversions", value: inversions, explains: INVERSIONS_WORDS },
            ];
            let selected = match state.selection {
                Selection::Event(event) => Some(event),
                _ => None,
            };
            let judge = crate::layout::emphasis::EmphasisRule::new(state, focus);
            let emphasis = |id| judge.of(id);
            curve_ui(ui, rect, curve, &figures, &Spotlight { selected, hovered, emphasis: &emphasis }, setting)
        }
        Some(Chart::Presence) => {
            let Some(presence) = &counted.presence else { return ChartResponse::default() };
            let chosen = match state.selection {
                Selection::Presence(who, PhaseId(phase)) => Some((who, phase as usize)),
                _ => None,
            };
            presence_ui(ui, rect, presence, chosen, setting)
        }
    }
}

/// Every thread: in the order of the lanes where lanes stand for threads, else in the file's.
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
    counted: &mut ChartData,
    theme: &Theme,
) {
    let Some(chart) = state.arrangement().chart else { return };
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    ui.painter().hline(rect.x_range(), rect.min.y, (1.0, theme.hairline));
    let (head, body) = rect.split_left_right_at_x(rect.min.x + heads_width(rect.width()));
    ui.painter().vline(head.max.x, rect.y_range(), (1.0, theme.hairline));
    name_ui(ui, head, chart, theme);
    let setting = ChartContext { story, order: state.order(), window: state.window, theme, hover: state.pin };
    chart_ui(ui, body, state, focus, None, counted, &setting);
}

/// A chart's name, and what it shows.
pub fn name_ui(ui: &Ui, head: Rect, chart: Chart, theme: &Theme) {
    let painter = ui.painter().with_clip_rect(head);
    let at = head.left_top() + egui::vec2(16.0, 18.0);
    painter.text(at, Align2::LEFT_CENTER, chart.title(), Weight::SemiBold.font(13.0), theme.text);
    let small = Weight::Regular.font(11.0);
    painter.text(at + egui::vec2(0.0, 17.0), Align2::LEFT_CENTER, chart.about(), small, theme.faint);
}
