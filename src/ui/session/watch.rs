//! The watch over the open file: when it is saved it is read again, and the selection, the arrangement and the search
//! stay. A save with mistakes is shown without them. One that cannot be read at all, or contradicts itself, leaves the
//! last good version open. Either way a bar tells of it, until a better save comes.

use std::sync::Arc;

use egui::Context;

use super::reload::{Fresh, OpenStory, Outside, Reload};
use super::trouble::{Trouble, TroubleKind};
use crate::state::State;
use crate::ui::host::progress::Fingerprint;
use crate::ui::host::source::Source;
use crate::ui::host::{self, FileChange};

/// The watch over the open file, and over one that could not be opened.
#[derive(Default)]
pub(in crate::ui) struct Watching {
    watch: Option<host::Watch>,
    /// Whether the file was saved since it was last read.
    is_stale: bool,
    reload: Option<Reload>,
    /// Another file, which could not be opened, as long as a card shows what is wrong with it.
    refused: Option<(Source, host::Watch)>,
    /// The reason that the file is not shown as it is.
    pub(in crate::ui) trouble: Option<Trouble>,
}

/// The outcome of reading the open file again.
pub(in crate::ui) enum Reloaded {
    /// The story is to be shown in the place of the open one.
    Story(Box<Fresh>),
    /// Another version than the one that the open story is a change of.
    Outside(Outside),
    /// The story cannot be shown. The reason is the new [trouble](Watching::trouble).
    Refused,
    /// The story is of no interest any more: another one is open, or the file was saved once more.
    Outdated,
}

impl Watching {
    /// A watch over a file that was just opened, if `print` tells in which state it was read.
    pub(super) fn start(ctx: &Context, source: &Source, print: Option<Fingerprint>) -> Self {
        Self { watch: watch(ctx, source, print), ..Self::default() }
    }

    /// Watches the open file from its state `print` on, because it was just saved. Mistakes in it are still there.
    pub(super) fn restart(&mut self, ctx: &Context, source: &Source, print: Option<Fingerprint>) {
        let trouble = self.trouble.take().filter(|trouble| matches!(trouble.kind, TroubleKind::Mistakes(_)));
        *self = Self { trouble, ..Self::start(ctx, source, print) };
    }

    /// Whether the file is gone.
    pub(super) fn is_missing(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| matches!(trouble.kind, TroubleKind::Gone))
    }

    /// Watches a file that could not be opened, so that it is opened once it is mended.
    pub(in crate::ui) fn refuse(&mut self, ctx: &Context, source: Source, print: Option<Fingerprint>) {
        self.refused = watch(ctx, &source, print).map(|watch| (source, watch));
    }

    /// The file that could not be opened, once it is saved anew; as long as a card shows its mistakes.
    pub(in crate::ui) fn mended(&mut self, is_card_open: bool) -> Option<Source> {
        if !is_card_open {
            self.refused = None;
        }
        let saved = |(_, watch): &mut (Source, host::Watch)| matches!(watch.change(), Some(FileChange::Modified));
        self.refused.take_if(saved).map(|(source, _)| source)
    }

    /// Takes notice of a change of the open file at `now`, in egui's seconds. `follow`: whether it is read again when it is
    /// saved.
    pub(in crate::ui) fn notice_change(&mut self, follow: bool, now: f64) {
        match self.watch.as_ref().and_then(host::Watch::change) {
            Some(FileChange::Modified) => self.is_stale = true,
            Some(FileChange::Removed) if !follow => {}
            Some(FileChange::Removed) => self.trouble = Some(Trouble::new(TroubleKind::Gone, now)),
            Some(FileChange::Restored) => self.trouble = None,
            None => {}
        }
    }

    /// Whether the file was saved since it was last read, and is not being read.
    pub(in crate::ui) fn is_due(&self) -> bool {
        self.is_stale && self.reload.is_none()
    }

    /// Whether the file is being read again.
    pub(in crate::ui) fn is_reloading(&self) -> bool {
        self.reload.is_some()
    }

    /// Starts to read the open file again. `is_asked`: whether the user asks for it.
    pub(super) fn reload(&mut self, ctx: &Context, source: Source, open: &OpenStory<'_>, state: State, is_asked: bool) {
        self.is_stale = false;
        self.reload = Some(Reload::start(ctx, source, open, state, is_asked));
    }

    /// The outcome of reading the file again, once; `now` is in egui's seconds.
    pub(super) fn reloaded(&mut self, open: &OpenStory<'_>, now: f64) -> Option<Reloaded> {
        let outcome = self.reload.as_ref()?.poll()?;
        let reload = self.reload.take()?;
        if reload.opened != open.opened {
            return Some(Reloaded::Outdated);
        }
        let is_as_read = !open.is_changed && Arc::ptr_eq(&reload.old, open.story);
        let kind = match outcome {
            Ok(fresh) if !is_as_read => {
                let Fresh { document, print, .. } = *fresh;
                let outside = document.map(|document| Reloaded::Outside(Outside { document, print }));
                return Some(outside.unwrap_or(Reloaded::Outdated));
            }
            Ok(fresh) if !fresh.is_sound && open.is_sound => TroubleKind::Contradictory(fresh.problems),
            Ok(fresh) => return Some(Reloaded::Story(fresh)),
            Err(problems) => TroubleKind::Unreadable(problems),
        };
        // A version that cannot be shown is of no interest where the file was saved once more meanwhile.
        if self.is_stale {
            return Some(Reloaded::Outdated);
        }
        self.trouble = Some(Trouble::new(kind, now));
        Some(Reloaded::Refused)
    }
}

/// A watch over a file that was read in the state `print`.
fn watch(ctx: &Context, source: &Source, print: Option<Fingerprint>) -> Option<host::Watch> {
    match (source, print) {
        (Source::File(path), Some(print)) => Some(host::watch(ctx, path, print)),
        _ => None,
    }
}
