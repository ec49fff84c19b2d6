//! The building blocks of charts: a plot with fixed bounds, text over a drawing, a message instead of a chart, and the
//! accessible description.

use egui::accesskit::Role;
use egui::emath::{Pos2, Rect, Vec2, vec2};
use egui::{Align2, Color32, Painter, Response, Sense, Ui, UiBuilder, WidgetInfo};
use egui_plot::{Plot, PlotTransform, PlotUi};

use super::ChartResponse;
use crate::theme::{Theme, Weight};

/// A plot in exactly `rect` over exactly these bounds, which no gesture changes.
pub(super) fn show<'b>(
    ui: &mut Ui,
    rect: Rect,
    salt: &str,
    [left, right]: [f64; 2],
    [bottom, top]: [f64; 2],
    draw: impl FnOnce(&mut PlotUi<'b>) + 'b,
) -> PlotTransform {
    let mut inside = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect));
    inside.set_clip_rect(rect.intersect(ui.clip_rect()));
    let plot = Plot::new(salt)
        .width(rect.width())
        .height(rect.height())
        .sense(Sense::hover())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .auto_bounds(false)
        .set_margin_fraction(Vec2::ZERO);
    let shown = plot.show(&mut inside, move |plot| {
        plot.set_plot_bounds_x(left..=right);
        plot.set_plot_bounds_y(bottom..=top);
        draw(plot);
    });
    shown.transform
}

/// Senses the pointer in `rect` and describes the chart to screen readers. Tab skips it, since the description tells
/// everything that pointing shows.
pub(super) fn described(ui: &Ui, rect: Rect, salt: &str, sense: Sense, says: &str) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(("chart", salt)), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, says));
    response
}

/// Paints a small text with the ground behind it, readable over any drawing; returns its rectangle.
pub(super) fn on_ground(
    painter: &Painter,
    theme: &Theme,
    at: Pos2,
    anchor: Align2,
    text: &str,
    size: f32,
    colour: Color32,
) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), Weight::Medium.font(size), colour);
    let rect = anchor.anchor_size(at, galley.size());
    painter.rect_filled(rect.expand2(vec2(3.0, 0.5)), 3.0, theme.ground.gamma_multiply(0.88));
    painter.galley(rect.min, galley, colour);
    rect
}

/// Whether `rect` is large enough for a readable chart.
pub(super) fn has_room(rect: Rect) -> bool {
    rect.is_finite() && rect.width() >= 96.0 && rect.height() >= 48.0
}

/// Shows the reason why a chart is empty in its middle.
pub(super) fn nothing(ui: &Ui, rect: Rect, theme: &Theme, salt: &str, says: &str) -> ChartResponse {
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, theme.ground);
    let room = (rect.width() - 32.0).max(40.0);
    let galley = painter.layout(says.to_owned(), Weight::Regular.font(12.5), theme.muted, room);
    painter.galley(rect.center() - galley.size() / 2.0, galley, theme.muted);
    described(ui, rect, salt, Sense::hover(), says);
    ChartResponse::default()
}
