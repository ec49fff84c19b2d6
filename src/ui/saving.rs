//! Saving: to where the story comes from, or to where the user says; and what is told of it.

use egui::Context;

use crate::ui::app::App;
use crate::ui::cards::{Card, SaveAs};
use crate::ui::host;
use crate::ui::host::saving::file_name;
use crate::ui::host::source::{Source, chosen};
use crate::ui::next::{Next, SaveWanted};
use crate::ui::notice::Notice;
use crate::ui::session::save::SaveOutcome;

impl App {
    /// Saves the story where it comes from, or asks where if it is in no file that can be written; then does `then`.
    pub(in crate::ui) fn save(&mut self, ctx: &Context, then: Option<Next>) {
        if !self.is_savable() {
            return;
        }
        if let Some(diverged) = &mut self.session.diverged {
            diverged.save = Some(SaveWanted { then });
            return self.show_conflicts(ctx);
        }
        let source = self.session.source.clone();
        if !host::can_save_to(&source) {
            self.save_as(ctx, then);
        } else if self.session.is_unsaved() || self.session.is_missing() {
            self.session.save(ctx, source, false, then);
        } else {
            self.notice = Some(Notice::told(format!("{} has everything already", source.short_name())));
            if let Some(next) = then {
                self.proceed(ctx, next);
            }
        }
    }

    /// Asks where to save the story.
    pub(in crate::ui) fn save_as(&mut self, ctx: &Context, then: Option<Next>) {
        if !self.is_savable() {
            return;
        }
        if host::has_save_dialog() {
            let name = file_name(&self.session.source, &self.session.story.title);
            self.jobs.save_dialog = Some((host::ask_save(ctx, &name), then));
        } else {
            self.cards.show(ctx, Card::SaveAs(Box::new(SaveAs::new(then))));
        }
    }

    /// Asks where to save the story, because its file is another version now that cannot be read.
    pub(in crate::ui) fn ask_after_change(&mut self, ctx: &Context, then: Option<Next>) {
        let name = self.session.source.short_name();
        let why = format!(
            "{name} was saved by another program since it was read here. Nothing was overwritten. Save under another \
             name, or replace that version."
        );
        self.cards.show(ctx, Card::SaveAs(Box::new(SaveAs::changed(why, then))));
    }

    /// Whether the text of the story is there to be saved; tells if it is not.
    fn is_savable(&mut self) -> bool {
        let is_savable = self.session.is_editable();
        if !is_savable {
            let text = "This story is too large to be saved from here; its file is as it was";
            self.notice = Some(Notice::failure(text));
        }
        is_savable
    }

    /// Takes over a save that has ended, and a place that was chosen for one.
    pub(in crate::ui) fn finish_saving(&mut self, ctx: &Context) {
        if let Some((dialog, then)) = self.jobs.save_dialog.take() {
            let mut dialog = Some(dialog);
            if let Some(to) = chosen(&mut dialog) {
                // The browser has asked whether to replace a file.
                self.session.save(ctx, to, true, then);
            } else if let Some(dialog) = dialog {
                self.jobs.save_dialog = Some((dialog, then));
            }
        }
        let Some(outcome) = self.session.saved(ctx) else { return };
        match outcome {
            SaveOutcome::Saved { source, then, again } => {
                if let Source::File(path) = &source {
                    self.settings.remember(path);
                }
                self.notice = Some(Notice { more: source.name(), ..Notice::told(told(&source)) });
                match then {
                    // Typing went on while it was saved: that is saved first.
                    _ if again => self.save(ctx, then),
                    Some(next) => self.leave(ctx, next),
                    None => {}
                }
            }
            SaveOutcome::Changed { then } => {
                // That version is read, and saved with what was written here if both go together.
                if self.session.reload(ctx, &self.state).is_none() {
                    self.session.save_after = Some(SaveWanted { then });
                } else {
                    self.ask_after_change(ctx, then);
                }
            }
            SaveOutcome::Failed { to, why, then } => {
                self.notice = None;
                self.cards.show(ctx, Card::SaveAs(Box::new(SaveAs::failed(&to, &why, then))));
            }
        }
        ctx.request_repaint();
    }
}

/// What is told of a save.
fn told(source: &Source) -> String {
    let name = source.short_name();
    if host::HAS_PATHS || matches!(source, Source::Picked(..)) {
        format!("Saved {name}")
    } else {
        format!("Downloaded {name}")
    }
}
