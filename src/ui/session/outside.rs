//! A version of the open file that another program has saved, brought together with unsaved work. Nothing of either side
//! is dropped without being asked.

use super::Session;
use super::reload::Outside;
use crate::document::Document;
use crate::document::history::History;
use crate::document::merge::{Conflict, Merge, Merged, Side, merge, outside_patch, take};
use crate::ui::next::SaveWanted;

/// A version that could not be brought together with the open story, until the user decides.
pub(in crate::ui) struct Diverged {
    pub(in crate::ui) outside: Outside,
    /// The things that both sides changed; none where one of the texts cannot be taken apart.
    pub(in crate::ui) conflicts: Vec<Conflict>,
    /// The save that follows once that is decided.
    pub(in crate::ui) save: Option<SaveWanted>,
}

impl Session {
    /// Brings a version from outside together with the open story, if they do not touch the same things, or as was decided
    /// about each. The story is compiled afterwards. What is to be looked at is returned as sentences.
    ///
    /// # Errors
    /// The things that both have changed; nothing has been done.
    pub(in crate::ui) fn bring_together(
        &mut self,
        outside: &Outside,
        choose: Option<&dyn Fn(&Conflict) -> Side>,
    ) -> Result<Vec<String>, Vec<Conflict>> {
        let theirs = &outside.document;
        let (Some(ours), Some(base)) = (&mut self.document, &self.saved) else { return Err(Vec::new()) };
        let merged = match choose {
            Some(choose) => take(base, ours, theirs, choose).map(Merge::Clean),
            None => merge(base, ours, theirs),
        };
        let Merged { patch, notes } = match merged {
            Ok(Merge::Clean(merged)) => merged,
            Ok(Merge::Conflicts(conflicts)) => return Err(conflicts),
            Err(_) => return Err(Vec::new()),
        };
        let mut both = theirs.clone();
        if both.apply(&patch).is_none() {
            return Err(Vec::new());
        }
        // As a change of our text, so that what was done can still be undone where that has stayed.
        let change = outside_patch(ours, &both);
        if ours.apply(&change).is_none() {
            return Err(Vec::new());
        }
        self.history.rebase(&change);
        self.take_base(outside);
        Ok(notes)
    }

    /// Drops what was written and goes on with the version from outside.
    pub(in crate::ui) fn take_theirs(&mut self, outside: &Outside) {
        if let Some(ours) = &mut self.document {
            let change = outside_patch(ours, &outside.document);
            if ours.apply(&change).is_some() {
                self.history.rebase(&change);
            }
        }
        self.take_base(outside);
    }

    /// From now on, the version from outside is the one that the story is a change of.
    pub(in crate::ui) fn take_base(&mut self, outside: &Outside) {
        self.saved = Some(outside.document.clone());
        self.print = outside.print;
        self.diverged = None;
        self.watching.trouble = None;
        self.note_unsaved();
    }

    /// Whether the version from outside says nothing else than the one that was read before.
    pub(in crate::ui) fn is_known(&self, outside: &Outside) -> bool {
        self.saved.as_ref().map(Document::text) == Some(outside.document.text())
    }

    /// Lets the steps to undo follow a version from outside that takes the place of the text, which is unchanged.
    pub(super) fn rebased_history(&mut self, new: Option<&Document>) -> History {
        let mut history = std::mem::take(&mut self.history);
        match (&self.document, new) {
            (Some(old), Some(new)) => history.rebase(&outside_patch(old, new)),
            _ => history = History::default(),
        }
        history
    }
}
