//! Names in a row that can be taken out of it: chips with a cross. And the small buttons for lines of a list: up, down, away.

use egui::emath::{Rect, vec2};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, CursorIcon, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo};

use crate::theme::{Theme, Weight};
use crate::ui::widgets::kit::{FINGER, focus_ring, is_touch};

/// What was done with a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Done {
    /// Nothing.
    Nothing,
    /// Its name was clicked.
    Chosen,
    /// It is to be removed.
    Removed,
}

/// A chip with a name and a cross; `of` is what it is taken out of, such as `the cast`.
pub(in crate::ui) fn chip_ui(ui: &mut Ui, theme: &Theme, name: &str, of: &str, hue: Option<Color32>) -> Done {
    let touch = is_touch(ui.ctx());
    let (height, cross) = if touch { (FINGER, FINGER) } else { (26.0, 24.0) };
    let left = if hue.is_some() { 25.0 } else { 11.0 };
    let room = (ui.available_size_before_wrap().x.max(ui.max_rect().width()) - left - cross).max(20.0);
    let mut job = LayoutJob::simple_singleline(name.to_owned(), Weight::Medium.font(12.5), theme.text);
    job.wrap = TextWrapping::truncate_at_width(room);
    let galley = ui.painter().layout_job(job);
    let size = vec2(left + galley.size().x + cross, height);
    let (rect, whole) = ui.allocate_exact_size(size, Sense::click());
    whole.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let at = Rect::from_min_max(egui::pos2(rect.max.x - cross, rect.min.y), rect.max);
    let button = ui.interact(at, whole.id.with("remove"), Sense::click());
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Remove {name} from {of}")));
    let fill = if whole.hovered() && !button.hovered() { theme.hovered(theme.raised) } else { theme.raised };
    let body = rect.shrink2(vec2(0.0, if touch { 5.0 } else { 0.0 }));
    ui.painter().rect(body, body.height() / 2.0, fill, Stroke::new(1.0, theme.hairline), StrokeKind::Inside);
    if let Some(hue) = hue {
        let square = Rect::from_center_size(rect.left_center() + vec2(15.0, 0.0), vec2(9.0, 9.0));
        ui.painter().rect_filled(square, 2.5, hue);
    }
    let start = rect.left_center() + vec2(left, -galley.size().y / 2.0);
    ui.painter().galley(start, galley, theme.text);
    cross_at(ui, at.translate(vec2(-2.0, 0.0)), if button.hovered() { theme.text } else { theme.muted });
    focus_ring(ui, &whole, theme);
    focus_ring(ui, &button, theme);
    if whole.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    match (button.clicked(), whole.clicked()) {
        (true, _) => Done::Removed,
        (_, true) => Done::Chosen,
        _ => Done::Nothing,
    }
}

/// A small button of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Small {
    /// Takes the line away.
    Remove,
    /// Moves it up.
    Up,
    /// Moves it down.
    Down,
}

/// The side of a small button, in points.
pub(in crate::ui) fn small_side(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { FINGER } else { 24.0 }
}

/// A small button without a frame; `name` is its tooltip and its name for screen readers.
pub(in crate::ui) fn small_button(ui: &mut Ui, theme: &Theme, which: Small, name: &str, is_enabled: bool) -> Response {
    let side = small_side(ui);
    let sense = if is_enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
    let colour = match (is_enabled, response.hovered()) {
        (false, _) => theme.hairline,
        (true, true) => theme.text,
        (true, false) => theme.muted,
    };
    if response.hovered() && is_enabled {
        ui.painter().rect_filled(rect, 6.0, theme.hovered(theme.panel));
    }
    let arrow = |way: f32| {
        let points = [vec2(-4.0, 2.0 * way), vec2(0.0, -2.0 * way), vec2(4.0, 2.0 * way)];
        ui.painter().add(Shape::line(points.map(|by| rect.center() + by).to_vec(), Stroke::new(1.5, colour)));
    };
    match which {
        Small::Remove => cross_at(ui, rect, colour),
        Small::Up => arrow(1.0),
        Small::Down => arrow(-1.0),
    }
    focus_ring(ui, &response, theme);
    response.on_hover_text(name)
}

fn cross_at(ui: &Ui, rect: Rect, colour: Color32) {
    let (center, stroke) = (rect.center(), Stroke::new(1.2, colour));
    ui.painter().line_segment([center + vec2(-3.5, -3.5), center + vec2(3.5, 3.5)], stroke);
    ui.painter().line_segment([center + vec2(3.5, -3.5), center + vec2(-3.5, 3.5)], stroke);
}
