//! The card with the report of a crash: it is shown, and can be copied; it is sent nowhere.

use egui::{RichText, ScrollArea, Ui};

use crate::theme::{Theme, Weight};
use crate::ui::host;
use crate::ui::session::recovery::Report;
use crate::ui::widgets::kit::main_button;

/// Shows the report in at most so many points; returns whether the card is done.
pub(super) fn report_ui(ui: &mut Ui, theme: &Theme, report: &Report, most_height: f32) -> bool {
    let text = "It says what the program did, and nothing of what your stories say. It stays on this computer unless you \
                pass it on.";
    ui.add(egui::Label::new(RichText::new(text).color(theme.muted)).wrap());
    egui::Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10).show(ui, |ui| {
        ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
            ui.add(egui::Label::new(RichText::new(&report.text).size(12.0).color(theme.text)).wrap());
        });
    });
    let path = report.path.display().to_string();
    ui.add(egui::Label::new(RichText::new(&path).font(Weight::Regular.font(12.0)).color(theme.muted)).wrap());
    let mut done = false;
    ui.horizontal(|ui| {
        done = main_button(ui, theme, "Close").clicked();
        for (name, text) in [("Copy the report", &report.text), ("Copy its path", &path)] {
            if ui.button(name).clicked() {
                // Whether it was copied shows where it is put in.
                drop(host::copy(ui.ctx(), text.clone()));
            }
        }
    });
    done
}
