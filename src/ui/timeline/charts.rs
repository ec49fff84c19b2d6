//! The panel of the open chart: its name and its neighbours beside it, and what is done in it as commands.

use egui::emath::{Rect, vec2};
use egui::{Align2, Sense, Ui, UiBuilder, WidgetInfo};

use super::context::Shown;
use super::view::TimelineView;
use crate::charts::{self, ChartContext, ChartResponse};
use crate::state::Selection;
use crate::state::chart::Chart;
use crate::state::command::Command;
use crate::story::id::PhaseId;
use crate::theme::{Theme, Weight};
use crate::time::window::Window;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{focus_ring, icon_button, is_touch, readable, target};

/// The least width of the heads that has room for a chart's name beside the others'.
const WIDE: f32 = 160.0;

/// Shows the open chart in all of `ui`, of the same width as the timeline; or, where it is not counted yet, that it is
/// being counted.
pub(in crate::ui) fn charts_ui(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut TimelineView,
    is_counted: bool,
    commands: &mut Vec<Command>,
) {
    let Shown { story, state, theme, window, .. } = *shown;
    let Some(chart) = state.arrangement().chart else { return };
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.min.y, (1.0, theme.hairline));
    let (head, body) = charts::split(rect, target(ui));
    if head.width() < rect.width() {
        ui.painter().vline(head.max.x, rect.y_range(), (1.0, theme.hairline));
        if head.width() >= WIDE {
            charts::name_ui(ui, head, chart, theme);
        }
        tabs_ui(ui, head, chart, theme, commands);
    } else {
        tab_line_ui(ui, head, chart, theme, commands);
    }
    if !is_counted {
        counting_ui(ui, body, theme);
        return;
    }
    let TimelineView { cache, interaction, .. } = view;
    let Some(focus) = cache.focus.get() else { return };
    let hover = interaction.pointed.at.or(state.pin);
    let setting = ChartContext { story, order: state.order(), window, theme, hover };
    // The plot must not run over the heads at its edge.
    let mut body_ui = ui.new_child(UiBuilder::new().id_salt("chart").max_rect(body));
    body_ui.set_clip_rect(body.intersect(ui.clip_rect()));
    let event = interaction.pointed.event;
    let acted = charts::chart_ui(&mut body_ui, body, state, focus, event, &mut cache.counted, &setting);
    interaction.pointing.event = interaction.pointing.event.or(acted.hovered);
    interaction.pointing.at = interaction.pointing.at.or(acted.hover_at);
    act(window, &acted, commands);
}

/// Says that the chart is being counted.
fn counting_ui(ui: &Ui, rect: Rect, theme: &Theme) {
    let (font, words) = (Weight::Regular.font(13.0), "Counting…");
    let shown = ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, font, theme.muted);
    readable(ui, "counting", shown, words);
}

/// Pushes the commands of the pointer in a chart.
fn act(window: Window, acted: &ChartResponse, commands: &mut Vec<Command>) {
    if let Some(event) = acted.clicked {
        commands.push(Command::Select(Selection::Event(event)));
    } else if let Some(at) = acted.clicked_at {
        commands.push(Command::Pin(Some(at)));
    }
    if let Some([start, end]) = acted.brushed {
        commands.push(Command::Brush(Window::new(start, end - start)));
    }
    if let Some((who, phase)) = acted.cell {
        commands.push(Command::Select(Selection::Presence(who, PhaseId(phase as u32))));
    }
    if let Some(ticks) = acted.pan {
        commands.push(Command::Drag { share: ticks / window.length(), points: 0.0 });
    }
    if let Some((factor, about)) = acted.zoom {
        commands.push(Command::Zoom { factor, about });
    }
}

/// The other charts, below the name of the open one, and the way out.
fn tabs_ui(ui: &mut Ui, head: Rect, open: Chart, theme: &Theme, commands: &mut Vec<Command>) {
    let corner = Rect::from_min_size(head.right_top() + vec2(-32.0, 4.0), vec2(28.0, 28.0));
    let mut corner = ui.new_child(UiBuilder::new().id_salt("close chart").max_rect(corner));
    if icon_button(&mut corner, theme, Icon::Close, "Fold the charts away (C)", true).clicked() {
        commands.push(Command::ShowChart(None));
    }
    // Two beside each other where there is room; as high as fingers want them where there are fingers.
    let side = if is_touch(ui.ctx()) { 29.0 } else { 24.0 };
    let (columns, top) = if head.width() >= WIDE { (2, 56.0) } else { (1, 34.0) };
    let width = (head.width() - 22.0) / columns as f32;
    for (at, chart) in Chart::ALL.into_iter().enumerate() {
        let (column, row) = ((at % columns) as f32, (at / columns) as f32);
        let corner = head.left_top() + vec2(8.0 + column * width, top + row * side);
        let rect = Rect::from_min_size(corner, vec2(width, side));
        tab_ui(ui, rect, chart, chart == open, theme, commands);
    }
}

/// All charts beside each other in a line above the open one, and the way out.
fn tab_line_ui(ui: &mut Ui, line: Rect, open: Chart, theme: &Theme, commands: &mut Vec<Command>) {
    let (tabs, close) = line.split_left_right_at_x(line.max.x - line.height() - 4.0);
    let mut corner = ui.new_child(UiBuilder::new().id_salt("close chart").max_rect(close));
    if icon_button(&mut corner, theme, Icon::Close, "Fold the charts away (C)", true).clicked() {
        commands.push(Command::ShowChart(None));
    }
    let width = (tabs.width() - 4.0) / Chart::ALL.len() as f32;
    for (at, chart) in Chart::ALL.into_iter().enumerate() {
        let corner = tabs.left_top() + vec2(4.0 + at as f32 * width, 0.0);
        tab_ui(ui, Rect::from_min_size(corner, vec2(width, line.height())), chart, chart == open, theme, commands);
    }
}

fn tab_ui(ui: &Ui, rect: Rect, chart: Chart, is_open: bool, theme: &Theme, commands: &mut Vec<Command>) {
    let response = ui.interact(rect, ui.scope_id().with(("tab", chart)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::RadioButton, true, is_open, chart.title()));
    let weight = if is_open { Weight::SemiBold } else { Weight::Regular };
    let colour = match (is_open, response.hovered()) {
        (true, _) => theme.accent,
        (_, true) => theme.text,
        _ => theme.muted,
    };
    let painter = ui.painter().with_clip_rect(rect);
    let at = rect.left_center() + vec2(8.0, 0.0);
    painter.text(at, Align2::LEFT_CENTER, chart.title(), weight.font(12.0), colour);
    focus_ring(ui, &response, theme);
    if response.on_hover_text(chart.about()).clicked() && !is_open {
        commands.push(Command::ShowChart(Some(chart)));
    }
}
