//! The bar after a crash: offers to go on with what was open, and to show the report.

use egui::Ui;

use super::{Bar, bar_ui};
use crate::theme::Theme;
use crate::ui::app::App;
use crate::ui::cards::Card;
use crate::ui::session::open::Source;
use crate::ui::widgets::kit::main_button;

/// Shows the offer, if there is one.
pub(in crate::ui) fn recovery_ui(ui: &mut Ui, app: &mut App, theme: &Theme) {
    let Some(offer) = app.session.offer.take() else { return };
    let (question, more) = match &offer.open {
        Some((Source::File(path), _)) => {
            let name = path.file_name().map_or_else(String::new, |name| format!(" in {}", name.display()));
            (format!(" Go on where you were{name}?"), path.display().to_string())
        }
        Some(_) => (" Go on where you were?".to_owned(), "The built-in story was open.".to_owned()),
        None => (String::new(), "What happened is in the report.".to_owned()),
    };
    let text = format!("Plotlanes ended unexpectedly.{question}");
    let bar = Bar { name: "After a crash", text: &text, more: &more, failed: false };
    let (mut done, mut show) = (false, false);
    let mut open = None;
    bar_ui(ui, theme, &bar, |ui| {
        // From right to left.
        let leave = if offer.open.is_some() { "Start fresh" } else { "Close" };
        done = ui.button(leave).clicked();
        if offer.report.is_some() {
            show = ui.button("Show report").clicked();
        }
        if offer.open.is_some() && main_button(ui, theme, "Go on").clicked() {
            open.clone_from(&offer.open);
        }
    });
    if let Some((source, view)) = open {
        app.go_on(ui.ctx(), source, view);
        return;
    }
    if let Some(report) = offer.report.clone().filter(|_| show) {
        app.show_card(ui.ctx(), Card::Report(report));
    }
    app.session.offer = Some(offer).filter(|_| !done);
}
