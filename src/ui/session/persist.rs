//! Keeping what is worth keeping while the program runs, so that a crash at any moment loses no more than the last few
//! seconds: the settings, and what is open. Where and how it is written, others know.

use egui::Context;

use crate::state::revisions::Revisions;
use crate::ui::app::App;
use crate::ui::bars::notice::Notice;
use crate::ui::settings::Settings;

/// How long after a change it is kept, in seconds: what goes on changing is kept every so often.
const PAUSE: f64 = 2.0;

/// Who writes. Nothing here waits for a disk.
pub trait Keep {
    /// Takes the settings over to be written.
    fn settings(&mut self, text: String);

    /// Takes over what is open; `None` where there is nothing that could be opened again.
    fn session(&mut self, text: Option<String>);

    /// Why something could not be written, once for each reason.
    fn failure(&mut self) -> Option<String>;

    /// The program ends as it should: writes what is left to write, and says that nothing has to be offered.
    fn end(&mut self);
}

/// What was kept last, and when that is looked at again.
#[derive(Default)]
pub(in crate::ui) struct Keeping {
    keeper: Option<Box<dyn Keep>>,
    seen: Option<Seen>,
    /// When what has changed is to be kept, in egui's seconds.
    due: Option<f64>,
    settings: String,
    session: Option<String>,
}

/// What there was to keep when it was looked at last.
struct Seen {
    story: u64,
    view: Revisions,
    settings: Settings,
}

impl App {
    /// Keeps settings and session with `keeper` from now on.
    pub fn keep_with(&mut self, keeper: Box<dyn Keep>) {
        self.session.keeping.keeper = Some(keeper);
    }

    /// Looks whether there is something to keep. Once nothing changes any more, this wakes nobody.
    pub(in crate::ui) fn keep_up(&mut self, ctx: &Context) {
        if self.session.keeping.keeper.is_none() {
            return;
        }
        let now = ctx.input(|input| input.time);
        let (story, view) = (self.session.revision, self.state.revisions());
        let is_same = |seen: &Seen| (seen.story, seen.view) == (story, view) && seen.settings == self.settings;
        if !self.session.keeping.seen.as_ref().is_some_and(is_same) {
            self.session.keeping.seen = Some(Seen { story, view, settings: self.settings.clone() });
            self.session.keeping.due.get_or_insert(now + PAUSE);
        }
        match self.session.keeping.due {
            Some(due) if now >= due => {
                self.session.keeping.due = None;
                self.keep_session();
                // Where the view alone has changed, the session is enough until the program ends.
                self.keep_settings();
            }
            Some(due) => ctx.request_repaint_after(std::time::Duration::from_secs_f64(due - now)),
            None => {}
        }
        let failure = self.session.keeping.keeper.as_mut().and_then(|keeper| keeper.failure());
        if let Some(why) = failure.filter(|_| self.overlays.notice.is_none()) {
            let text = format!("Settings and recent files are not kept: {why}");
            self.overlays.notice = Some(Notice { more: text.clone(), text, failed: false, until: None });
        }
    }

    /// Keeps the settings with the view that there is now; false where somebody else has to.
    pub(in crate::ui) fn keep_all(&mut self) -> bool {
        if self.session.keeping.keeper.is_some() {
            self.keep_view();
            self.keep_settings();
            self.keep_session();
        }
        self.session.keeping.keeper.is_some()
    }

    /// The program ends as it should.
    pub(in crate::ui) fn keep_no_more(&mut self) {
        if let Some(mut keeper) = self.session.keeping.keeper.take() {
            keeper.end();
        }
    }

    fn keep_settings(&mut self) {
        let text = self.settings.to_text();
        if let Some(keeper) = self.session.keeping.keeper.as_mut().filter(|_| text != self.session.keeping.settings) {
            self.session.keeping.settings.clone_from(&text);
            keeper.settings(text);
        }
    }

    fn keep_session(&mut self) {
        let text = self.session_text();
        if let Some(keeper) = self.session.keeping.keeper.as_mut().filter(|_| text != self.session.keeping.session) {
            self.session.keeping.session.clone_from(&text);
            keeper.session(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use egui::{Context, RawInput};

    use super::{App, Keep};
    use crate::state::command::{Command, WindowCommand};
    use crate::ui::StorySource;

    #[derive(Default)]
    struct Written {
        settings: Vec<String>,
        sessions: Vec<Option<String>>,
        failures: Vec<String>,
        ended: bool,
    }

    struct Fake(Rc<RefCell<Written>>);

    impl Keep for Fake {
        fn settings(&mut self, text: String) {
            self.0.borrow_mut().settings.push(text);
        }

        fn session(&mut self, text: Option<String>) {
            self.0.borrow_mut().sessions.push(text);
        }

        fn failure(&mut self) -> Option<String> {
            self.0.borrow_mut().failures.pop()
        }

        fn end(&mut self) {
            self.0.borrow_mut().ended = true;
        }
    }

    /// Looks at `time` seconds whether there is something to keep.
    fn at(ctx: &Context, app: &mut App, time: f64) -> std::time::Duration {
        let mut output = ctx.run_ui(RawInput { time: Some(time), ..RawInput::default() }, |ui| app.keep_up(ui.ctx()));
        let delay = output.viewport_output[&egui::ViewportId::ROOT].repaint_delay;
        // Dropped unapplied it would panic.
        output.textures_delta.clear();
        delay
    }

    #[test]
    fn what_changed_is_kept_soon_and_then_nobody_is_woken() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, StorySource::Episode);
        let written = Rc::new(RefCell::new(Written::default()));
        app.keep_with(Box::new(Fake(written.clone())));
        at(&ctx, &mut app, 1.0);
        at(&ctx, &mut app, 3.5);
        assert!(written.borrow().sessions.is_empty(), "a fresh window is nothing to go on with");
        let settings = written.borrow().settings.len();
        app.run(&ctx, Command::ZoomIn);
        at(&ctx, &mut app, 4.0);
        at(&ctx, &mut app, 5.9);
        assert!(written.borrow().sessions.is_empty(), "not yet");
        at(&ctx, &mut app, 6.1);
        let kept = written.borrow().sessions.last().cloned().flatten().expect("a session");
        assert!(kept.contains("window="), "{kept}");
        assert_eq!(written.borrow().settings.len(), settings, "the view alone");
        at(&ctx, &mut app, 7.0);
        assert!(at(&ctx, &mut app, 8.0) > std::time::Duration::from_hours(1), "nothing more to do");
        assert_eq!(written.borrow().sessions.len(), 1);
        app.run(&ctx, Command::Window(WindowCommand::ToggleDetail));
        at(&ctx, &mut app, 9.0);
        at(&ctx, &mut app, 12.0);
        assert!(written.borrow().settings.last().is_some_and(|text| text.contains("\"detail_open\":false")));
        app.keep_no_more();
        assert!(written.borrow().ended);
    }

    #[test]
    fn what_cannot_be_kept_is_told_once_and_quietly() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, StorySource::Episode);
        let written = Rc::new(RefCell::new(Written::default()));
        written.borrow_mut().failures.push("the disk is full".to_owned());
        app.keep_with(Box::new(Fake(written)));
        at(&ctx, &mut app, 1.0);
        let notice = app.overlays.notice.as_ref().expect("a notice");
        assert!(notice.text.contains("the disk is full") && !notice.failed);
    }
}
