//! The bar after a crash: offers to go on with what was open, and to show the report.

use egui::Ui;

use super::bar::{Bar, bar_ui};
use super::context::Context;
use crate::ui::host::source::Source;
use crate::ui::request::{DraftAnswer, Request};
use crate::ui::session::draft::LeftDraft;
use crate::ui::session::recovery::Offer;
use crate::ui::widgets::kit::main_button;

/// Shows the offer, if there is one.
pub(super) fn recovery_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let Some(offer) = cx.offer else { return };
    if let Some(draft) = &offer.draft {
        return draft_ui(ui, cx, offer, draft, requests);
    }
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

/// Shows the offer of unsaved work.
fn draft_ui(ui: &mut Ui, cx: &Context<'_>, offer: &Offer, draft: &LeftDraft, requests: &mut Vec<Request>) {
    let more = draft.file.as_ref().map_or_else(|| draft.name.clone(), |file| file.display().to_string());
    let text = if offer.is_discarding {
        format!("Discard the unsaved work on {} for good?", draft.name)
    } else {
        draft.question()
    };
    let bar = Bar { name: "After a crash", text: &text, more: &more, failed: false };
    bar_ui(ui, cx.theme, &bar, |ui| {
        let mut answer = |is_clicked: bool, answer: DraftAnswer| {
            if is_clicked {
                requests.push(Request::Draft(answer));
            }
        };
        // From right to left.
        if offer.is_discarding {
            answer(ui.button("Keep it").clicked(), DraftAnswer::Keep);
            answer(ui.button("Discard").clicked(), DraftAnswer::DiscardIndeed);
            return;
        }
        answer(ui.button("Discard…").clicked(), DraftAnswer::Discard);
        answer(ui.button("Later").clicked(), DraftAnswer::Later);
        let shows_report = offer.report.is_some() && ui.button("Show report").clicked();
        answer(main_button(ui, cx.theme, "Go on").clicked(), DraftAnswer::GoOn);
        if shows_report {
            requests.push(Request::ShowReport);
        }
    });
}
