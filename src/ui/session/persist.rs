//! Keeping the settings and the open view while the program runs, so that a crash at any moment loses no more than the
//! last few seconds. The keeper knows where and how they are written; here it is decided when.

use std::time::Duration;

use egui::Context;

use crate::state::revisions::Revisions;
use crate::ui::notice::Notice;
use crate::ui::settings::Settings;

/// How long after a change it is kept, in seconds: a view that goes on changing is kept every so often.
const PAUSE: f64 = 2.0;

/// The writer of what is kept. No method waits for a disk.
pub trait Keep {
    /// Takes the settings over to be written.
    fn settings(&mut self, text: String);

    /// Takes over what is open; `None` if nothing is that could be opened again.
    fn session(&mut self, text: Option<String>);

    /// Why something could not be written, once for each reason.
    fn failure(&mut self) -> Option<String>;

    /// The program ends as it should: writes what is left to write, and says that nothing has to be offered.
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

    /// The notice that something could not be kept, once for each reason.
    pub(in crate::ui) fn failure(&mut self) -> Option<Notice> {
        let why = self.keeper.as_mut()?.failure()?;
        let text = format!("Settings and recent files are not kept: {why}");
        Some(Notice { more: text.clone(), text, failed: false, until: None })
    }

    /// The program ends as it should: nothing is kept any more.
    pub(in crate::ui) fn end(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            keeper.end();
        }
    }
}
