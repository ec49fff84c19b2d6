//! The drawer that is the detail panel of narrow screens: it comes from below, its handle makes it higher or lower, and
//! dragged to the bottom it closes.

use egui::{Frame, Margin, Panel, Rect, Sense, Ui, pos2, vec2};

use crate::theme::Theme;

/// Below this width of the window the detail panel is a drawer, and the toolbar keeps to the necessary.
pub(in crate::ui) const NARROW: f32 = 760.0;

/// The height of the stripe with the handle.
const HANDLE: f32 = 20.0;
/// Dragged lower than this it closes.
const LEAST: f32 = 90.0;

/// The drawer.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Drawer {
    /// Whether it was asked for although nothing is selected.
    pub(in crate::ui) is_asked: bool,
    /// The height that it was dragged to, in points.
    height: Option<f32>,
}

impl Drawer {
    /// Makes room for the drawer and shows its handle; returns where the page goes, or `None` once it was closed.
    pub(in crate::ui) fn room(&mut self, ui: &mut Ui, theme: &Theme) -> Option<Rect> {
        let whole = ui.max_rect().height();
        let most = (whole - 120.0).max(LEAST);
        let height = self.height.unwrap_or((whole * 0.42).clamp(110.0, 340.0)).clamp(40.0, most);
        let frame = Frame::new().inner_margin(Margin { left: 18, right: 6, top: 0, bottom: 8 });
        let panel = Panel::bottom("drawer").exact_size(height).resizable(false).frame(frame);
        let rect = panel.show(ui, super::kit::room).inner;
        let outer = rect + Margin { left: 18, right: 6, top: 0, bottom: 8 };
        let stripe = Rect::from_min_size(outer.min, vec2(outer.width(), HANDLE));
        let grip = Rect::from_center_size(stripe.center(), vec2(36.0, 4.0));
        let response =
            ui.interact(stripe.expand2(vec2(0.0, 12.0)), ui.scope_id().with("handle of the drawer"), Sense::drag());
        let colour = if response.dragged() || response.hovered() { theme.muted } else { theme.faint };
        ui.painter().rect_filled(grip, 2.0, colour);
        ui.painter().hline(outer.x_range(), outer.min.y, (1.0, theme.hairline));
        if response.dragged() {
            self.height = Some((height - response.drag_delta().y).clamp(40.0, most));
            ui.ctx().set_cursor_icon(egui::CursorIcon::ResizeVertical);
        } else if response.drag_stopped() && height < LEAST {
            self.height = None;
            return None;
        }
        Some(Rect::from_min_max(pos2(rect.min.x, stripe.max.y), rect.max))
    }
}
