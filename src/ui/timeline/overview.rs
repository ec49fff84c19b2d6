//! The strip below the lanes: the whole story in miniature, with the window as a brush that can be dragged.

use egui::emath::{Rect, pos2, vec2};
use egui::{Align2, CursorIcon, Id, Painter, Response, Sense, Ui};

use super::context::Shown;
use super::view::TimelineView;
use crate::layout::heads_width;
use crate::layout::overview::{Overview, brush, scale};
use crate::paint;
use crate::state::command::Command;
use crate::theme::{Theme, Weight};
use crate::time::window::Window;

/// How near to an edge of the brush a press grasps that edge.
const GRASP: f32 = 8.0;

/// Which part of the brush is held, for as long as the press lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Held {
    Start,
    End,
    Middle,
}

/// Shows the strip in all of `ui`.
pub(in crate::ui) fn overview_ui(ui: &mut Ui, shown: &Shown<'_>, view: &mut TimelineView, commands: &mut Vec<Command>) {
    let Shown { story, state, theme, window, .. } = *shown;
    let rect = ui.available_rect_before_wrap();
    let painter = ui.painter_at(rect);
    let heads = heads_width(rect.width());
    let strip = Rect::from_min_max(pos2(rect.min.x + heads, rect.min.y + 5.0), rect.max - vec2(0.0, 4.0));
    paint_head(&painter, rect, heads, theme);
    let Some(lines) = view.cache.overview_lines(view.body, story, state, strip) else { return };
    let scale = scale(story, state.order(), strip);
    let laid = Overview { scale, lines: &lines, brush: brush(scale, window, strip) };
    let response = ui.interact(strip, ui.scope_id().with("brush"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Slider, true, "Visible stretch of the story"));
    let percent = |x: f32| ((x - strip.min.x) / strip.width().max(1.0) * 100.0).clamp(0.0, 100.0).round();
    let stretch = format!("{} to {} percent", percent(laid.brush.min.x), percent(laid.brush.max.x));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(stretch));
    paint::overview(&laid, theme, &painter, response.hovered() || response.dragged());
    commands.extend(brushed(ui, &laid, &response, state.window));
}

/// What the strip is, beside it.
fn paint_head(painter: &Painter, rect: Rect, heads: f32, theme: &Theme) {
    painter.line_segment([rect.left_top(), rect.right_top()], (1.0, theme.hairline));
    let left = rect.left_center() + vec2(16.0, 0.0);
    let line = |down: f32, text: &str, size: f32, colour| {
        painter.text(left + vec2(0.0, down), Align2::LEFT_CENTER, text, Weight::Regular.font(size), colour);
    };
    if heads > 0.0 {
        line(-8.0, "Overview", 12.0, theme.muted);
    }
    if heads > 110.0 {
        line(8.0, "the whole story", 11.0, theme.faint);
    }
}

/// What the pointer does to the brush, of which `goal` is the window that it is for.
fn brushed(ui: &Ui, laid: &Overview<'_>, response: &Response, goal: Window) -> Option<Command> {
    let at_edge = |x: f32| {
        if (x - laid.brush.min.x).abs() <= GRASP {
            Some(Held::Start)
        } else {
            ((x - laid.brush.max.x).abs() <= GRASP).then_some(Held::End)
        }
    };
    if let Some(pointer) = response.hover_pos() {
        let icon = if at_edge(pointer.x).is_some() { CursorIcon::ResizeHorizontal } else { CursorIcon::Grab };
        ui.ctx().set_cursor_icon(icon);
    }
    let pointer = response.interact_pointer_pos()?;
    let held_id = Id::unique("held part of the brush");
    let origin = ui.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
    if response.drag_started() {
        let held = at_edge(origin.x).unwrap_or(Held::Middle);
        ui.data_mut(|data| data.insert_temp(held_id, held));
    }
    let is_outside = at_edge(origin.x).is_none() && !laid.brush.contains(origin);
    if is_outside && (response.clicked() || response.drag_started()) {
        // A press outside of the brush brings it there.
        let ticks = laid.scale.ticks_from_x(pointer.x);
        return Some(Command::Show(Window::new(ticks - goal.length() / 2.0, goal.length())));
    }
    response.dragged().then(|| {
        let held = ui.data(|data| data.get_temp(held_id)).unwrap_or(Held::Middle);
        let delta = f64::from(response.drag_delta().x) * laid.scale.ticks_per_point();
        Command::Brush(held.moved(goal, delta, laid.scale.window))
    })
}

impl Held {
    /// `window` with this part of it moved by `ticks`, as far as `all` goes.
    fn moved(self, window: Window, ticks: f64, all: Window) -> Window {
        let between = |start: f64, end: f64| Window::new(start, end - start);
        match self {
            Self::Start => between((window.start() + ticks).clamp(all.start(), window.end()), window.end()),
            Self::End => between(window.start(), (window.end() + ticks).clamp(window.start(), all.end())),
            Self::Middle => window.pan(ticks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Window};

    #[test]
    fn an_edge_moves_alone_and_stops_at_the_ends() {
        let all = Window::new(0.0, 100.0);
        let check = |held: Held, ticks: f64, start: f64, end: f64| {
            let moved = held.moved(Window::new(20.0, 30.0), ticks, all);
            assert!((moved.start() - start).abs() < 1e-9 && (moved.end() - end).abs() < 1e-9, "{ticks}: {moved:?}");
        };
        check(Held::Start, -5.0, 15.0, 50.0);
        check(Held::Start, -500.0, 0.0, 50.0);
        check(Held::Start, 10.0, 30.0, 50.0);
        check(Held::End, 500.0, 20.0, 100.0);
        check(Held::End, -10.0, 20.0, 40.0);
        check(Held::Middle, 7.0, 27.0, 57.0);
        assert!(Held::Start.moved(Window::new(20.0, 30.0), 500.0, all).length() > 0.0);
    }
}
