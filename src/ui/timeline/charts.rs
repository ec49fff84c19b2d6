//! The panel of the open chart: its name and its neighbours beside it, and what is done in it as commands.

use egui::emath::{Rect, vec2};
use egui::{Align2, Sense, Ui, UiBuilder, WidgetInfo};

use crate::charts::{self, ChartContext, ChartResponse};
use crate::layout::heads_width;
use crate::state::Selection;
use crate::state::chart::Chart;
use crate::state::command::Command;
use crate::story::id::PhaseId;
use crate::theme::{Theme, Weight};
use crate::time::window::Window;
use crate::ui::app::App;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{focus_ring, icon_button, is_touch, readable};

/// The least width of the heads that has room for a chart's name beside the others'.
const WIDE: f32 = 160.0;

/// Shows the open chart in all of `ui`, of the same width as the timeline.
pub(in crate::ui) fn charts_ui(ui: &mut Ui, app: &mut App, window: Window, theme: &Theme, commands: &mut Vec<Command>) {
    let Some(chart) = app.state.arrangement().chart else { return };
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.min.y, (1.0, theme.hairline));
    let (head, body) = rect.split_left_right_at_x(rect.min.x + heads_width(rect.width()));
    ui.painter().vline(head.max.x, rect.y_range(), (1.0, theme.hairline));
    if head.width() >= WIDE {
        charts::name_ui(ui, head, chart, theme);
    }
    tabs_ui(ui, head, chart, theme, commands);
    if !app.is_counted(ui.ctx()) {
        counting_ui(ui, body, theme);
        return;
    }
    let Some((_, focus)) = &app.timeline.cache.focus else { return };
    let story = app.session.story.clone();
    let hover = app.timeline.pointed.at.or(app.state.pin);
    let setting = ChartContext { story: &story, order: app.state.order(), window, theme, hover };
    // The plot's edge is a line of the timeline's; what is drawn at it must not run over the heads.
    let mut body_ui = ui.new_child(UiBuilder::new().id_salt("chart").max_rect(body));
    body_ui.set_clip_rect(body.intersect(ui.clip_rect()));
    let event = app.timeline.pointed.event;
    let acted =
        charts::chart_ui(&mut body_ui, body, &app.state, focus, event, &mut app.timeline.cache.counted, &setting);
    act(ui, app, window, &acted, commands);
}

/// Says that the chart is on its way.
fn counting_ui(ui: &Ui, rect: Rect, theme: &Theme) {
    let (font, words) = (Weight::Regular.font(13.0), "Counting…");
    let shown = ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, font, theme.muted);
    readable(ui, "counting", shown, words);
}

fn act(ui: &Ui, app: &mut App, window: Window, acted: &ChartResponse, commands: &mut Vec<Command>) {
    app.timeline.pointing.event = app.timeline.pointing.event.or(acted.hovered);
    app.timeline.pointing.at = app.timeline.pointing.at.or(acted.hover_at);
    if let Some(event) = acted.clicked {
        commands.push(Command::Select(Selection::Event(event)));
    } else if let Some(at) = acted.clicked_at {
        commands.push(Command::Pin(Some(at)));
    }
    if let Some([start, end]) = acted.brushed {
        // What follows the hand must not lag.
        app.run(ui.ctx(), Command::Show(Window::new(start, end - start)));
        app.timeline.glide = None;
    }
    if let Some((who, phase)) = acted.cell {
        commands.push(Command::Select(Selection::Presence(who, PhaseId(phase as u32))));
    }
    if let Some(ticks) = acted.pan {
        app.drag(ui.ctx(), ticks / window.length(), 0.0);
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
