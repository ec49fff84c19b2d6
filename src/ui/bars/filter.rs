//! The bar of what is left out, below the toolbar while anything is: the filter's terms as chips and what becomes of the
//! rest, how many lanes are hidden, and the ways out.

use egui::emath::vec2;
use egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::state::command::Command;
use crate::story::words::number;
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::widgets::kit::{focus_ring, is_touch};

/// How high the bar is, in points.
pub(in crate::ui) fn height(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { 52.0 } else { 36.0 }
}

/// Whether there is anything to tell.
pub(in crate::ui) fn is_wanted(app: &App) -> bool {
    app.state.filter().is_some() || !app.state.lineup().hidden.is_empty()
}

/// Shows the bar in all of `ui`.
pub(in crate::ui) fn filter_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let hidden = app.state.lineup().hidden.len();
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect.expand2(vec2(12.0, 0.0)), 0.0, theme.wash());
    ui.painter().hline(rect.expand2(vec2(12.0, 0.0)).x_range(), rect.max.y - 0.5, (1.0, theme.hairline));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        if hidden > 0 {
            let title = if hidden == 1 { "1 lane hidden  ×".to_owned() } else { format!("{hidden} lanes hidden  ×") };
            if ui.button(title).on_hover_text("Show every lane (Shift+H)").clicked() {
                commands.push(Command::ShowAllLanes);
            }
        }
        let Some(filter) = app.state.filter() else { return };
        if ui.button("Clear").on_hover_text("Let everything through (X)").clicked() {
            commands.push(Command::ClearFilter);
        }
        let hides = app.state.arrangement().filter.hides;
        let (title, tip) = if hides {
            ("Others hidden", "Dim what the filter keeps back instead (Shift+X)")
        } else {
            ("Others dimmed", "Hide what the filter keeps back instead (Shift+X)")
        };
        if ui.selectable_label(hides, title).on_hover_text(tip).clicked() {
            commands.push(Command::ToggleFilterHides);
        }
        let (found, all) = (filter.count(), app.session.story.events.len());
        let colour = if found == 0 && !filter.is_pending() { theme.error } else { theme.muted };
        if ui.available_width() > 260.0 {
            let words = if filter.is_pending() {
                "Indexing…".to_owned()
            } else {
                format!("{} of {} events", number(found), number(all))
            };
            ui.label(RichText::new(words).size(12.0).color(colour));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new("Filter").font(Weight::SemiBold.font(12.5)).color(theme.text));
            ScrollArea::horizontal().id_salt("terms").show(ui, |ui| {
                for (at, term) in filter.terms().iter().enumerate() {
                    let text = term.to_text();
                    let chip = egui::Button::new(RichText::new(format!("{text}  ×")).size(12.5)).corner_radius(9);
                    let chip = ui.add(chip).on_hover_text("Take this out of the filter");
                    chip.widget_info(|| {
                        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Take out of the filter: {text}"))
                    });
                    focus_ring(ui, &chip, theme);
                    if chip.clicked() {
                        commands.push(Command::Filter(filter.without(at)));
                    }
                }
            });
        });
    });
}
