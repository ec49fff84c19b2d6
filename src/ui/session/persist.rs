//! Keeping the settings, the open view and unsaved work while the program runs, so that a crash at any moment loses no
//! more than the last second of work and the last few seconds of the view. The keeper knows where and how they are
//! written; here it is decided when.

use std::time::Duration;

use egui::Context;

use super::draft::Draft;
use crate::state::revisions::Revisions;
use crate::ui::notice::Notice;
use crate::ui::settings::Settings;

/// How long after a change it is kept, in seconds: a view that goes on changing is kept every so often.
const PAUSE: f64 = 2.0;
/// The least time between two times that unsaved work is kept, in seconds. The first change after a pause is kept at once.
const DRAFT_PAUSE: f64 = 1.0;

/// The writer of what is kept. No method waits for a disk.
pub trait Keep {
    /// Takes the settings over to be written.
    fn settings(&mut self, text: String);

    /// Takes over what is open; `None` if nothing is that could be opened again.
    fn session(&mut self, text: Option<String>);

    /// Takes over unsaved work; `None` says that there is none any more, because it was saved or given up.
    fn draft(&mut self, draft: Option<Draft>);

    /// The user has decided about the draft that was offered at the start: it is not wanted, or it was taken over and given
    /// to [`draft`](Self::draft) before this. Only then is it deleted, and only once that is written.
    fn forget_offered(&mut self);

    /// What could not be written and why, as a sentence without a full stop; once for each reason.
    fn failure(&mut self) -> Option<String>;

    /// The program ends as it should: writes what is left to write, and says that nothing has to be offered but unsaved
    /// work that was neither saved nor given up.
    fn end(&mut self);
}

/// The keeper, the texts that it was given last, and when it is given new ones.
#[derive(Default)]
pub(in crate::ui) struct Keeping {
    keeper: Option<Box<dyn Keep>>,
    seen: Option<Seen>,
    /// When the last change is to be kept, in egui's seconds.
    due: Option<f64>,
    settings: String,
    session: Option<String>,
    draft: Option<KeptDraft>,
}

/// The unsaved work that was kept last.
struct KeptDraft {
    /// What tells it from later work.
    key: [u64; 2],
    /// When it was kept, in egui's seconds.
    at: f64,
}

/// The things to keep as they were when they were last looked at.
struct Seen {
    story: u64,
    view: Revisions,
    settings: Settings,
}

impl Keeping {
    /// Keeps settings and session with `keeper` from now on.
    pub(in crate::ui) fn start(&mut self, keeper: Box<dyn Keep>) {
        self.keeper = Some(keeper);
    }

    /// Whether there is a keeper.
    pub(in crate::ui) fn is_on(&self) -> bool {
        self.keeper.is_some()
    }

    /// Whether it is time to keep a change. `story` and `view` are the revisions of the open story and of its view. Asks
    /// `ctx` for a frame when it will be time, and for none once nothing changes any more.
    pub(in crate::ui) fn is_due(&mut self, ctx: &Context, story: u64, view: Revisions, settings: &Settings) -> bool {
        if self.keeper.is_none() {
            return false;
        }
        let now = ctx.input(|input| input.time);
        let is_same = |seen: &Seen| (seen.story, seen.view) == (story, view) && seen.settings == *settings;
        if !self.seen.as_ref().is_some_and(is_same) {
            self.seen = Some(Seen { story, view, settings: settings.clone() });
            self.due.get_or_insert(now + PAUSE);
        }
        let Some(due) = self.due else { return false };
        if now < due {
            ctx.request_repaint_after(Duration::from_secs_f64(due - now));
            return false;
        }
        self.due = None;
        true
    }

    /// Keeps the settings, unless they are those that were kept last.
    pub(in crate::ui) fn keep_settings(&mut self, text: String) {
        if let Some(keeper) = self.keeper.as_mut().filter(|_| text != self.settings) {
            self.settings.clone_from(&text);
            keeper.settings(text);
        }
    }

    /// Keeps what is open, unless it is what was kept last.
    pub(in crate::ui) fn keep_session(&mut self, text: Option<String>) {
        if let Some(keeper) = self.keeper.as_mut().filter(|_| text != self.session) {
            self.session.clone_from(&text);
            keeper.session(text);
        }
    }

    /// Keeps unsaved work, with what tells it from later work. To be called in every frame; cheap where nothing has changed,
    /// and never waits for a disk.
    ///
    /// The first change is kept at once, later ones a second after the one before; asks `ctx` for a frame at that time.
    /// `None` says that everything is saved or given up, which deletes what was kept.
    pub(in crate::ui) fn keep_draft(&mut self, ctx: &Context, draft: Option<([u64; 2], Draft)>) {
        let Some(keeper) = &mut self.keeper else { return };
        let Some((key, draft)) = draft else {
            if self.draft.take().is_some() {
                keeper.draft(None);
            }
            return;
        };
        let now = ctx.input(|input| input.time);
        if let Some(kept) = &self.draft {
            let due = kept.at + DRAFT_PAUSE;
            if kept.key == key {
                return;
            }
            if now < due {
                ctx.request_repaint_after(Duration::from_secs_f64(due - now));
                return;
            }
        }
        self.draft = Some(KeptDraft { key, at: now });
        keeper.draft(Some(draft));
    }

    /// Keeps unsaved work as it is now, unless that is kept: the program may be about to end.
    pub(in crate::ui) fn keep_last_draft(&mut self, draft: Option<([u64; 2], Draft)>) {
        let Some(keeper) = &mut self.keeper else { return };
        match draft {
            Some((key, draft)) => {
                let at = self.draft.as_ref().map_or(0.0, |kept| kept.at);
                let kept = self.draft.replace(KeptDraft { key, at });
                if kept.is_none_or(|kept| kept.key != key) {
                    keeper.draft(Some(draft));
                }
            }
            None if self.draft.take().is_some() => keeper.draft(None),
            None => {}
        }
    }

    /// The user goes on with the draft that was offered: it is this window's unsaved work from now on. The next call of
    /// [`keep_draft`](Self::keep_draft) must know it as unsaved.
    pub(in crate::ui) fn take_over(&mut self, ctx: &Context, key: [u64; 2], draft: Draft) {
        let at = ctx.input(|input| input.time);
        if let Some(keeper) = &mut self.keeper {
            keeper.draft(Some(draft));
            keeper.forget_offered();
            self.draft = Some(KeptDraft { key, at });
        }
    }

    /// The user gives up the draft that was offered: it is deleted.
    pub(in crate::ui) fn give_up_offered(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.forget_offered();
        }
    }

    /// The notice that something could not be kept, once for each reason.
    pub(in crate::ui) fn failure(&mut self) -> Option<Notice> {
        let text = self.keeper.as_mut()?.failure()?;
        Some(Notice { more: text.clone(), text, failed: false, until: None })
    }

    /// The program ends as it should: nothing is kept any more.
    pub(in crate::ui) fn end(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            keeper.end();
        }
    }
}
