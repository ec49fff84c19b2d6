//! A version of the open file that another program has saved while there is unsaved work: both are made one, or a card
//! asks what to take of which.

use std::sync::Arc;

use egui::Context;

use crate::analysis::changes::Changes;
use crate::document::merge::{Conflict, Side};
use crate::story::words::counted;
use crate::ui::app::App;
use crate::ui::cards::{Card, ConflictCard};
use crate::ui::next::{Resolution, SaveWanted};
use crate::ui::notice::Notice;
use crate::ui::session::Outside;
use crate::ui::session::outside::Diverged;
use crate::ui::session::trouble::{Trouble, TroubleKind};

impl App {
    /// Takes over a version from outside beside unsaved work.
    pub(in crate::ui) fn take_outside(&mut self, ctx: &Context, outside: Outside) {
        let save = self.session.save_after.take();
        self.cards.close_conflict();
        if self.session.is_known(&outside) {
            // It was only written once more.
            self.session.take_base(&outside);
            if let Some(save) = save {
                self.save(ctx, save.then);
            } else {
                let name = self.session.source.short_name();
                self.notice = Some(Notice::told(format!("{name} is as it was; what you wrote is still here")));
            }
            return;
        }
        match self.session.bring_together(&outside, None) {
            Ok(notes) => self.show_merged(ctx, &notes, save),
            Err(conflicts) => {
                let now = ctx.input(|input| input.time);
                let save = save.or_else(|| self.session.diverged.take().and_then(|earlier| earlier.save));
                let is_wanted = save.is_some();
                self.session.diverged = Some(Box::new(Diverged { outside, conflicts, save }));
                self.session.watching.trouble = Some(Trouble::new(TroubleKind::Diverged, now));
                // A bar tells of it too: who is typing is not interrupted, but a save asks at once.
                if is_wanted || !self.cards.is_open() && !ctx.egui_wants_keyboard_input() {
                    self.show_conflicts(ctx);
                }
            }
        }
    }

    /// Shows the card about the two versions, if there are two.
    pub(in crate::ui) fn show_conflicts(&mut self, ctx: &Context) {
        if let Some(diverged) = &self.session.diverged {
            let card = ConflictCard::new(self.session.source.short_name(), &diverged.conflicts);
            self.cards.show(ctx, Card::Conflict(Box::new(card)));
        }
    }

    /// Does what the user has decided about the two versions.
    pub(in crate::ui) fn resolve(&mut self, ctx: &Context, resolution: &Resolution) {
        let Some(diverged) = self.session.diverged.take() else { return };
        let Diverged { outside, conflicts, save } = *diverged;
        match resolution {
            Resolution::Merge(sides) => {
                let choose = |conflict: &Conflict| {
                    let at = conflicts.iter().position(|known| known.thing == conflict.thing);
                    at.and_then(|at| sides.get(at).copied()).unwrap_or(Side::Ours)
                };
                match self.session.bring_together(&outside, Some(&choose)) {
                    Ok(notes) => self.show_merged(ctx, &notes, save),
                    Err(conflicts) => {
                        self.session.diverged = Some(Box::new(Diverged { outside, conflicts, save }));
                    }
                }
            }
            Resolution::TakeTheirs => {
                self.session.take_theirs(&outside);
                self.show_merged(ctx, &[], save);
            }
            Resolution::SaveMineAs => {
                self.session.diverged = Some(Box::new(Diverged { outside, conflicts, save: None }));
                self.save_as(ctx, save.and_then(|save| save.then));
            }
        }
    }

    /// Shows the story as it is after merging, and tells what has come from outside.
    fn show_merged(&mut self, ctx: &Context, notes: &[String], save: Option<SaveWanted>) {
        let before = Arc::clone(&self.session.story);
        let told = "Merged with what another program saved";
        let text = match self.session.compile(ctx, None) {
            Some(edited) => {
                self.show_edited(ctx, edited);
                match Changes::between(&before, &self.session.story).words() {
                    words if words.is_empty() => told.to_owned(),
                    words => format!("{told}: {words}"),
                }
            }
            None => told.to_owned(),
        };
        let text = match notes {
            [] => text,
            [only] => format!("{text}. {only}"),
            many => format!("{text} · {}", counted(many.len(), "thing to look at", "things to look at")),
        };
        self.notice = Some(Notice { more: notes.join("\n"), ..Notice::told(text) });
        self.name_steps();
        if let Some(save) = save {
            self.save(ctx, save.then);
        }
    }
}
