//! Another kind of time, or another calendar, that was asked for: what it changes is told first, with buttons to do it or not.

use egui::{Id, Ui};

use super::context::Writing;
use crate::document::change::Change;
use crate::document::plan::Plan;
use crate::document::write::Outcome;
use crate::story::kind_of_time::conversion;
use crate::ui::edit::text::reason_ui;
use crate::ui::widgets::kit::{boxed, chip};

/// The part of the section that is about the kind itself.
pub(super) const KIND: &str = "kind";

/// What the story's `time` is to become, until it is said what that changes.
#[derive(Clone)]
pub(super) struct Asked {
    /// The part of the section in which it was asked for.
    part: &'static str,
    /// The `time` object as JSON, or why it cannot be.
    time: Result<String, String>,
    /// The text that it is about.
    text: (u64, u64),
    is_new: bool,
}

impl Asked {
    pub(super) fn new(part: &'static str, time: Result<String, String>) -> Self {
        Self { part, time, text: (0, 0), is_new: true }
    }

    /// Has it told below the part.
    pub(super) fn ask(self, ui: &Ui, writing: &Writing<'_, '_>) {
        let text = (writing.page.opened, writing.document.revision());
        ui.data_mut(|data| data.insert_temp(asked_id(), Self { text, ..self }));
        ui.ctx().request_repaint();
    }
}

fn asked_id() -> Id {
    Id::unique("another kind of time")
}

/// What was asked for in a part of the section changes, and the buttons to do it or not.
pub(super) fn asked_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, part: &'static str) {
    let asked: Option<Asked> = ui.data(|data| data.get_temp(asked_id()));
    let (page, document) = (writing.page, writing.document);
    // A choice about another text is none.
    let is_here = |asked: &Asked| asked.part == part && asked.text == (page.opened, document.revision());
    let Some(asked) = asked.filter(is_here) else { return };
    let shown = ui.scope(|ui| match &asked.time {
        Ok(time) => convert_ui(ui, writing, part, time),
        Err(reason) => reason_ui(ui, page.theme, reason),
    });
    if asked.is_new {
        shown.response.scroll_to_me(None);
        ui.data_mut(|data| {
            if let Some(mut asked) = data.get_temp::<Asked>(asked_id()) {
                asked.is_new = false;
                data.insert_temp(asked_id(), asked);
            }
        });
    }
}

/// What another `time` changes, and the buttons; where it changes nothing else, it is done at once.
fn convert_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, part: &'static str, time: &str) {
    let (page, document) = (writing.page, writing.document);
    let key = (page.opened, document.revision(), time.to_owned());
    let plan = page.memo(ui.ctx(), "another kind of time", key, || {
        conversion(document, page.story, time).map_err(|fault| fault.message)
    });
    let what = if part == KIND { "kind of time" } else { "calendar" };
    let change = || -> Outcome { Ok(Change::new(format!("change the {what}"), (*plan).clone()?.edits)) };
    let forget = |ui: &Ui| ui.data_mut(|data| data.remove::<Asked>(asked_id()));
    if matches!(&*plan, Ok(Plan { says, .. }) if says.is_empty()) {
        writing.make(ui, change());
        forget(ui);
        return;
    }
    boxed(ui, page.theme, |ui| {
        for line in plan.iter().flat_map(|plan| &plan.says) {
            ui.label(line);
        }
        ui.horizontal_wrapped(|ui| {
            if chip(ui, page.theme, &format!("Change the {what}")).on_hover_text("It can be undone").clicked() {
                writing.make(ui, change());
                forget(ui);
            }
            if chip(ui, page.theme, "Keep it as it is").clicked() {
                forget(ui);
            }
        });
    });
}
