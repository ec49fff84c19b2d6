//! The bar over a new story without events: says how to begin, and offers to paste an outline.

use egui::Ui;

use super::bar::{Bar, bar_ui};
use super::context::Context;
use crate::state::Mode;
use crate::ui::host::source::Source;
use crate::ui::request::Request;

/// Shows the bar, if the open story is a new one without events.
pub(super) fn begin_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    let is_new = matches!(cx.source, Source::New(_)) && cx.story.events.is_empty();
    if !is_new || cx.state.mode != Mode::Write {
        return;
    }
    let text = "A new story. Type what happens first, or begin with an outline.";
    let bar = Bar { name: "A new story", text, more: "", failed: false };
    bar_ui(ui, cx.theme, &bar, |ui| {
        // From right to left.
        let button = ui.button("Paste an outline…");
        if button.on_hover_text("One event a line, # for a thread").clicked() {
            requests.push(Request::AskOutline);
        }
    });
}
