//! The bar after a crash: offers to go on with what was open, and to show the report.

use egui::Ui;

use super::bar::{Bar, bar_ui};
use super::context::Context;
use crate::ui::host::source::Source;
use crate::ui::request::Request;
use crate::ui::widgets::kit::main_button;

/// Shows the offer, if there is one.
pub(super) fn recovery_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let Some(offer) = cx.offer else { return };
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
    bar_ui(ui, cx.theme, &bar, |ui| {
        // From right to left.
        if ui.button(if offer.open.is_some() { "Start fresh" } else { "Close" }).clicked() {
            requests.push(Request::DismissOffer);
        }
        if offer.report.is_some() && ui.button("Show report").clicked() {
            requests.push(Request::ShowReport);
        }
        if let Some((source, view)) = &offer.open
            && main_button(ui, cx.theme, "Go on").clicked()
        {
            requests.push(Request::GoOn(source.clone(), Box::new(view.clone())));
        }
    });
}
