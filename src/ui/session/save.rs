//! Saving the open story: the job that writes its text beside the frames, and what follows once it is written.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use egui::Context;

use super::Session;
use crate::document::Document;
use crate::ui::host;
use crate::ui::host::saving::{Refusal, Saved};
use crate::ui::host::source::Source;
use crate::ui::next::Next;

/// The longest time that the program waits for a save when it ends.
const PATIENCE: Duration = Duration::from_secs(5);

/// A story being saved.
pub(in crate::ui) struct Saving {
    /// The text as it is being saved; typing may go on meanwhile.
    document: Document,
    /// The story that it is of, see [`Session::opened`].
    opened: u64,
    to: Source,
    /// What comes after it.
    then: Option<Next>,
    /// Whether the story is to be saved once more, because it was asked for meanwhile.
    is_wanted_again: bool,
    receiver: Receiver<Result<Saved, Refusal>>,
}

/// The outcome of a save.
pub(in crate::ui) enum SaveOutcome {
    /// It was saved there. `again`: what was written since is to be saved as well.
    Saved { source: Source, then: Option<Next>, again: bool },
    /// The file was saved by another program; nothing was overwritten.
    Changed { then: Option<Next> },
    /// It was not saved there, for this reason.
    Failed { to: Source, why: String, then: Option<Next> },
}

impl Session {
    /// Starts to save the story. `overwrites`: whether it takes the place of whatever is there, which the user has agreed
    /// to; else a file that another program has saved meanwhile stays.
    pub(in crate::ui) fn save(&mut self, ctx: &Context, to: Source, overwrites: bool, then: Option<Next>) {
        let Some(document) = self.document.clone() else { return };
        if let Some(saving) = &mut self.saving {
            saving.is_wanted_again = true;
            saving.then = then.or(saving.then.take());
            return;
        }
        let known = self.print.filter(|_| !overwrites && to == self.source);
        let (sender, receiver) = channel();
        let ctx = ctx.clone();
        host::save(to.clone(), document.clone(), known, move |outcome| {
            // The window may be gone by now.
            let _ = sender.send(outcome);
            ctx.request_repaint();
        });
        self.saving = Some(Saving { document, opened: self.opened, to, then, is_wanted_again: false, receiver });
    }

    /// Whether the story's file is gone.
    pub(in crate::ui) fn is_missing(&self) -> bool {
        self.watching.is_missing()
    }

    /// Whether the story is being saved.
    pub(in crate::ui) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Does this after the save that is on its way, if that is of the text as it is now; returns whether it is.
    pub(in crate::ui) fn follow_save_by(&mut self, next: &Next) -> bool {
        let (Some(saving), Some(document)) = (&mut self.saving, &self.document) else { return false };
        let is_of_all = saving.document.text() == document.text();
        if is_of_all {
            saving.then = Some(next.clone());
        }
        is_of_all
    }

    /// Takes over a save that has ended.
    pub(in crate::ui) fn saved(&mut self, ctx: &Context) -> Option<SaveOutcome> {
        let outcome = match self.saving.as_ref()?.receiver.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                Err(Refusal::Failed("Saving broke off because of a mistake in this program; try again".to_owned()))
            }
        };
        let Saving { document, opened, to, then, is_wanted_again, .. } = self.saving.take()?;
        Some(match outcome {
            Ok(saved) => {
                let source = saved.source.clone();
                let is_of_open = opened == self.opened;
                if is_of_open {
                    self.take_saved(ctx, document, saved);
                }
                SaveOutcome::Saved { source, then, again: is_wanted_again && is_of_open && self.is_unsaved }
            }
            Err(Refusal::Changed) => SaveOutcome::Changed { then },
            Err(Refusal::Failed(why)) => SaveOutcome::Failed { to, why, then },
        })
    }

    /// Goes on with the story as it was saved.
    fn take_saved(&mut self, ctx: &Context, document: Document, saved: Saved) {
        (self.source, self.print) = (saved.source, saved.print);
        (self.saved, self.origin, self.diverged) = (Some(document), None, None);
        // From the file as it is now: our own save is no change from outside.
        self.watching.restart(ctx, &self.source, self.print);
        self.note_unsaved();
        self.note();
        host::set_title(ctx, &self.window_title());
    }

    /// Whether the user does not want to keep the text as it is now.
    pub(in crate::ui) fn is_given_up(&self) -> bool {
        self.given_up.is_some() && self.given_up == self.document.as_ref().map(Document::revision)
    }

    /// Notes that the user does not want to keep the text as it is now.
    pub(in crate::ui) fn give_up(&mut self) {
        self.given_up = self.document.as_ref().map(Document::revision);
    }

    /// Notes that what was given up is there after all.
    pub(in crate::ui) fn take_back(&mut self) {
        self.given_up = None;
    }

    /// Keeps the unsaved work as it is now, because the program ends or may end.
    pub(in crate::ui) fn keep_last_draft(&mut self) {
        let draft = self.draft();
        self.keeping.keep_last_draft(draft);
    }

    /// Notes that the text as it is now is nothing to lose: a new story begins with it.
    pub(in crate::ui) fn note_origin(&mut self) {
        self.origin.clone_from(&self.document);
    }

    /// Waits for a save that is on its way, because the program ends.
    pub(in crate::ui) fn finish_save(&mut self) {
        let Some(saving) = self.saving.take() else { return };
        if let Some(Ok(saved)) = host::receive(&saving.receiver, PATIENCE)
            && saving.opened == self.opened
        {
            (self.source, self.saved) = (saved.source, Some(saving.document.clone()));
            self.note_unsaved();
        }
    }

    /// Whether there is work that would be lost: the text is not saved, and is not just what a new story begins with.
    pub(in crate::ui) fn has_work(&self) -> bool {
        let is_untouched =
            |document: &Document| self.origin.as_ref().is_some_and(|origin| origin.text() == document.text());
        self.is_unsaved && !self.document.as_ref().is_some_and(is_untouched)
    }
}
