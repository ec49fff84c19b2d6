//! One accessible node of the timeline, its ring and its tip.

use egui::accesskit::Role;
use egui::{CursorIcon, EventFilter, Id, Rect, Response, Sense, Ui};

use crate::theme::{Theme, Weight};

/// Shows an accessible node. It takes clicks and the keyboard but leaves drags to the background.
pub(super) fn node(
    ui: &Ui,
    kind: &'static str,
    salt: impl egui::AsIdSalt,
    rect: Rect,
    selected: bool,
    name: &str,
) -> Response {
    let id: Id = ui.scope_id().with((kind, salt));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(if matches!(kind, "event" | "secondary" | "run") { Role::ListItem } else { Role::Button });
        node.set_selected(selected);
    });
    if response.has_focus() {
        // Arrows move the selection, not egui's focus.
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.ctx().memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response
}

/// Paints a ring around a node that has the keyboard.
pub(super) fn ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(2.0), 4.0, (1.5, theme.accent), egui::StrokeKind::Outside);
    }
}

/// The content of a tip: a title, a small text below it, and a longer one.
pub(super) fn tip(ui: &mut Ui, theme: &Theme, title: &str, small: &str, text: &str) {
    ui.set_max_width(300.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(egui::RichText::new(title).font(Weight::SemiBold.font(13.0)).color(theme.text));
    if !small.is_empty() {
        ui.label(egui::RichText::new(small).size(12.0).color(theme.muted));
    }
    if !text.is_empty() {
        ui.label(egui::RichText::new(text).size(12.5).color(theme.text));
    }
}
