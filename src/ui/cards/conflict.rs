//! The card about two versions of the open story: what was written here, and what another program has saved meanwhile.

use egui::{Frame, Label, RichText, Role, ScrollArea, Ui};

use crate::document::merge::{Conflict, Side};
use crate::theme::{Theme, Weight};
use crate::ui::next::Resolution;
use crate::ui::request::Request;
use crate::ui::widgets::kit::{choice, main_button};

/// The fields of the card.
pub(in crate::ui) struct ConflictCard {
    /// The name of the file.
    name: String,
    conflicts: Vec<Conflict>,
    /// The side that each is taken from.
    sides: Vec<Side>,
}

impl ConflictCard {
    /// Asks about these things; what was written here is chosen at first.
    pub(in crate::ui) fn new(name: String, conflicts: &[Conflict]) -> Self {
        Self { name, conflicts: conflicts.to_vec(), sides: vec![Side::Ours; conflicts.len()] }
    }
}

/// Shows the card, with a list of at most so many points; returns whether it is done.
pub(super) fn conflict_ui(
    ui: &mut Ui,
    theme: &Theme,
    card: &mut ConflictCard,
    most_height: f32,
    requests: &mut Vec<Request>,
) -> bool {
    let name = &card.name;
    let text = match card.conflicts.len() {
        0 => format!("Another program has saved {name} while you wrote in it, and the two cannot be made one."),
        1 => format!("Another program has saved {name} while you wrote in it. One thing was changed in both; take:"),
        _ => format!("Another program has saved {name} while you wrote in it. Of what was changed in both, take:"),
    };
    ui.add(Label::new(RichText::new(text).color(theme.muted)).wrap());
    ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
        for (conflict, side) in card.conflicts.iter().zip(&mut card.sides) {
            Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                conflict_row(ui, theme, conflict, side);
            });
        }
    });
    ui.add_space(4.0);
    let resolution = ui.horizontal_wrapped(|ui| {
        let mut chosen = None;
        if !card.conflicts.is_empty() {
            let merge = main_button(ui, theme, "Make one of both");
            if merge.on_hover_text("Everything that only one of the two has changed is kept as well").clicked() {
                chosen = Some(Resolution::Merge(card.sides.clone()));
            }
        }
        if ui.button("Save mine as…").on_hover_text("Keep what you wrote in another file").clicked() {
            chosen = Some(Resolution::SaveMineAs);
        }
        let theirs = ui.button("Drop mine");
        if theirs
            .on_hover_text("Go on with the file as the other program saved it; Undo does not bring yours back")
            .clicked()
        {
            chosen = Some(Resolution::TakeTheirs);
        }
        chosen
    });
    let is_done = resolution.inner.is_some();
    requests.extend(resolution.inner.map(Request::Resolve));
    is_done
}

/// A thing that both have changed, and the two versions to choose from.
fn conflict_row(ui: &mut Ui, theme: &Theme, conflict: &Conflict, side: &mut Side) {
    let title = &conflict.title;
    ui.add(Label::new(RichText::new(title).font(Weight::Medium.font(13.5)).color(theme.text)).wrap());
    ui.horizontal_wrapped(|ui| {
        for (which, word, did) in [(Side::Ours, "Mine", &conflict.ours), (Side::Theirs, "Theirs", &conflict.theirs)] {
            let text = format!("{word}: {did}");
            let name = format!("{title}, {text}");
            if choice(ui, theme, &text, *side == which, Role::RadioButton, &name).clicked() {
                *side = which;
            }
        }
    });
}
