//! The bar of what is left out, shown below the toolbar while anything is: the filter's terms as chips, whether the other
//! events are hidden or dimmed, how many lanes are hidden, and buttons that bring them back.

use egui::emath::vec2;
use egui::{Align, Button, Layout, RichText, Role, ScrollArea, Ui, WidgetInfo};

use super::context::Context;
use crate::state::State;
use crate::state::command::Command;
use crate::story::words::number;
use crate::theme::Weight;
use crate::ui::widgets::kit::{focus_ring, is_touch};

/// The height of the bar, in points.
pub(in crate::ui) fn height(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { 52.0 } else { 36.0 }
}

/// Whether anything is left out.
pub(in crate::ui) fn is_wanted(state: &State) -> bool {
    state.filter().is_some() || !state.lineup().hidden.is_empty()
}

/// Shows the bar in all of `ui`.
pub(in crate::ui) fn filter_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let (theme, rect) = (cx.theme, ui.max_rect());
    let hidden = cx.state.lineup().hidden.len();
    ui.painter().rect_filled(rect.expand2(vec2(12.0, 0.0)), 0.0, theme.wash());
    ui.painter().hline(rect.expand2(vec2(12.0, 0.0)).x_range(), rect.max.y - 0.5, (1.0, theme.hairline));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if hidden > 0 {
            let title = if hidden == 1 {
                "1 lane hidden  ×".to_owned()
            } else {
                format!("{} lanes hidden  ×", number(hidden))
            };
            if ui.button(title).on_hover_text("Show every lane (Shift+H)").clicked() {
                commands.push(Command::ShowAllLanes);
            }
        }
        let Some(filter) = cx.state.filter() else { return };
        if ui.button("Clear").on_hover_text("Remove the filter (X)").clicked() {
            commands.push(Command::ClearFilter);
        }
        let hides = cx.state.arrangement().filter.hides;
        let (title, tip) = if hides {
            ("Others hidden", "Dim the other events instead of hiding them (Shift+X)")
        } else {
            ("Others dimmed", "Hide the other events instead of dimming them (Shift+X)")
        };
        if ui.selectable_label(hides, title).on_hover_text(tip).clicked() {
            commands.push(Command::ToggleFilterHides);
        }
        let (found, all) = (filter.count(), cx.story.events.len());
        let colour = if found == 0 && !filter.is_pending() { theme.error } else { theme.muted };
        if ui.available_width() > 260.0 {
            let words = if filter.is_pending() {
                "Indexing…".to_owned()
            } else {
                format!("{} of {} events", number(found), number(all))
            };
            ui.label(RichText::new(words).size(12.0).color(colour));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| terms_ui(ui, cx, commands));
    });
}

/// The terms of the filter as chips that remove them.
fn terms_ui(ui: &mut Ui, cx: &Context<'_>, commands: &mut Vec<Command>) {
    let Some(filter) = cx.state.filter() else { return };
    ui.label(RichText::new("Filter").font(Weight::SemiBold.font(12.5)).color(cx.theme.text));
    ScrollArea::horizontal().id_salt("terms").show(ui, |ui| {
        for (at, term) in filter.terms().iter().enumerate() {
            let text = term.to_text();
            let chip = Button::new(RichText::new(format!("{text}  ×")).size(12.5)).corner_radius(9);
            let chip = ui.add(chip).on_hover_text("Remove this from the filter");
            chip.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Remove from the filter: {text}")));
            focus_ring(ui, &chip, cx.theme);
            if chip.clicked() {
                commands.push(Command::Filter(filter.without(at)));
            }
        }
    });
}
