//! A button that turns into a field in which something is named, and back.

use egui::{Id, Response, Ui};

use super::context::{Things, Writing};
use crate::ui::edit::picker::{Picked, Picker};

/// Shows the button, or while it is open the picker; gives what was picked.
pub(super) fn opening_ui(
    ui: &mut Ui,
    writing: &Writing<'_, '_>,
    picker: &Picker<'_>,
    things: Things,
    stays: bool,
    is_open: impl Fn(usize) -> bool,
    button: impl FnOnce(&mut Ui) -> Response,
) -> Picked {
    let (open_id, return_id) = (picker.id.with("open"), picker.id.with("return"));
    let flag = |ui: &Ui, id: Id| ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    let set = |ui: &Ui, id: Id, on: bool| ui.data_mut(|data| data.insert_temp(id, on));
    if !flag(ui, open_id) {
        let button = button(ui);
        if flag(ui, return_id) {
            if ui.memory(|memory| memory.focused().is_none()) {
                button.request_focus();
            }
            set(ui, return_id, false);
        }
        if button.clicked() {
            set(ui, open_id, true);
            ui.memory_mut(|memory| memory.request_focus(picker.id));
            ui.ctx().request_repaint();
        }
        return Picked::Nothing;
    }
    let (picked, _) = writing.pick(ui, picker, things, is_open);
    let is_done = match picked {
        Picked::Nothing => false,
        Picked::Left => true,
        Picked::Thing(_) | Picked::New(_) => !stays,
    };
    if is_done {
        if picked != Picked::Left {
            ui.memory_mut(|memory| memory.surrender_focus(picker.id));
        }
        set(ui, open_id, false);
        // Left by a key, the keyboard goes back to the button.
        set(ui, return_id, ui.memory(|memory| memory.focused().is_none()));
        ui.ctx().request_repaint();
    }
    picked
}
