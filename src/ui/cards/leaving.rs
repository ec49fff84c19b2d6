//! The card that asks what becomes of unsaved work before another story takes its place, or the window closes.

use egui::{Label, RichText, Ui};

use super::context::Context;
use super::give_keyboard;
use crate::ui::next::Next;
use crate::ui::request::Request;
use crate::ui::widgets::kit::main_button;

/// Asks; returns whether the card is done. `focus`: whether its first button is still to get the keyboard.
pub(super) fn leaving_ui(
    ui: &mut Ui,
    cx: &Context<'_>,
    name: &str,
    next: &Next,
    focus: &mut bool,
    requests: &mut Vec<Request>,
) -> bool {
    let text = format!("What you wrote in {name} is not saved yet.");
    ui.add(Label::new(RichText::new(text).color(cx.theme.muted)).wrap());
    ui.add_space(6.0);
    let row = ui.horizontal_wrapped(|ui| {
        let save = main_button(ui, cx.theme, "Save");
        give_keyboard(ui, &save, focus);
        if save.clicked() {
            requests.push(Request::Save(Some(next.clone())));
        }
        let no = ui.button("Don’t save").on_hover_text("What you wrote since the last save is lost");
        if no.clicked() {
            requests.push(Request::GiveUp(next.clone()));
        }
        save.clicked() || no.clicked() || ui.button("Cancel").clicked()
    });
    row.inner
}
