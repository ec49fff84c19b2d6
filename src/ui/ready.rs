//! Takes over what has become ready since the last frame: a story that was opened or read again, a picture that was
//! written, everything that is made in the background; and keeps what is to be kept.

use egui::Context;

use crate::state::{Mode, Selection};
use crate::theme::Choice;
use crate::ui::app::App;
use crate::ui::bars::search::search_id;
use crate::ui::cards::Card;
use crate::ui::host::progress::Fingerprint;
use crate::ui::host::source::{Source, chosen};
use crate::ui::input;
use crate::ui::next::Next;
use crate::ui::notice::{Notice, expire};
use crate::ui::session::open::{Arrived, Opening, Ready};
use crate::ui::session::persist::Keep;
use crate::ui::session::recovery::{Offer, session_text};
use crate::ui::session::trouble::{Trouble, TroubleKind, has_errors};
use crate::ui::session::watch::Reloaded;
use crate::ui::session::{Fresh, Replacement};

impl App {
    /// Whether a story is being read, made ready to be searched or counted, or a picture written.
    pub fn is_busy(&self) -> bool {
        self.session.opening.is_some()
            || self.jobs.exporting.is_some()
            || self.session.watching.is_reloading()
            || self.session.is_indexing()
            || self.session.is_comparing()
            || self.session.is_compiling()
            || self.session.is_saving()
            || self.timeline.cache.is_counting()
    }

    /// Takes over everything that has become ready.
    pub(in crate::ui) fn finish_jobs(&mut self, ctx: &Context) {
        if let Some(done) = self.session.opening.as_mut().and_then(Opening::poll) {
            let print = self.session.opening.take().and_then(|opening| opening.progress.print());
            self.arrive(ctx, done, print);
        }
        if let Some(edited) = self.session.edited() {
            self.show_edited(ctx, edited);
        }
        self.follow_file(ctx);
        self.keep_index(ctx);
        self.session.keep_lettering(ctx);
        self.timeline.cache.finish_counting();
        self.session.finish_background();
        self.session.keep_checks(self.checks.is_open || self.state.mode == Mode::Write);
        if let Some(notice) = self.jobs.poll() {
            self.notice = Some(notice);
        }
        expire(ctx, &mut self.notice);
        if let Some(dropped) = input::dropped(ctx) {
            self.jobs.dropped = Some(dropped);
        }
        if let Some(source) = chosen(&mut self.jobs.dropped) {
            self.leave(ctx, Next::Open(source, None));
        }
        self.finish_saving(ctx);
    }

    /// Shows a story that was opened; or tells why it was not, and the open one stays.
    fn arrive(&mut self, ctx: &Context, done: Arrived, print: Option<Fingerprint>) {
        match done.result {
            // Dropped: it is read again if it is wanted after the question.
            Ok(_) if !self.is_free_for(ctx, &done.source) => {}
            Ok(ready) => self.show_opened(ctx, *ready, done.source, print),
            Err(_) if self.restore_without_file(ctx) => {}
            Err(problems) => {
                // The link was to the story that did not come. What was given up for it is still here.
                self.session.arriving = None;
                self.session.take_back();
                let name = done.source.name();
                self.session.watching.refuse(ctx, done.source, print);
                self.cards.tell(Card::Mistakes { name, problems, is_shown: false });
            }
        }
        ctx.request_repaint();
    }

    /// Puts a story that was opened in the place of the one that is open.
    fn show_opened(&mut self, ctx: &Context, ready: Ready, source: Source, print: Option<Fingerprint>) {
        let Ready { story, document, state, plan, fonts: Choice { fonts, lacking }, problems, is_sound, foreign } =
            ready;
        self.keep_view();
        match &source {
            Source::File(path) => self.settings.remember(path),
            Source::Address(address) => self.settings.remember(address.as_ref()),
            _ => {}
        }
        let told = problems.clone();
        let new = Replacement { story, document, state, source: Some(source), plan, problems: told, is_sound, fonts };
        self.session.replace(ctx, &mut self.state, &mut self.timeline, new);
        self.cards.close();
        self.restore_view();
        self.notice = match problems.as_slice() {
            [] => Notice::missing_letters(&self.session.story, &lacking),
            // A bar tells of mistakes, with the notes among them.
            problems if has_errors(problems) => None,
            notes => Some(Notice::notes(notes)),
        };
        self.session.watch(ctx, print);
        self.session.watching.trouble = Trouble::of_opened(problems);
        self.session.note();
        self.name_steps();
        self.restore_draft(ctx);
        self.show_arriving(ctx);
        if let Some(foreign) = foreign {
            self.cards.tell(Card::Foreign(foreign));
        }
    }

    /// Follows the changes of the open file, and of one that could not be opened.
    fn follow_file(&mut self, ctx: &Context) {
        if let Some(source) = self.session.watching.mended(self.cards.is_mistakes()) {
            self.leave(ctx, Next::Open(source, None));
        }
        if !self.session.is_saving() {
            // Else it may be our own save.
            self.session.watching.notice_change(self.settings.follow, ctx.input(|input| input.time));
        }
        if let Some(reloaded) = self.session.reloaded(ctx) {
            match reloaded {
                Reloaded::Story(fresh) => self.show_fresh(ctx, *fresh),
                Reloaded::Outside(outside) => self.take_outside(ctx, outside),
                Reloaded::Refused => {
                    // A notice was about an earlier save.
                    self.notice = None;
                    if let Some(save) = self.session.save_after.take() {
                        self.ask_after_change(ctx, save.then);
                    }
                }
                Reloaded::Outdated => {}
            }
            ctx.request_repaint();
        }
        if self.settings.follow {
            self.session.reload_if_due(ctx, &self.state);
        }
    }

    /// Puts the story that was read again in the place of the one that is open.
    fn show_fresh(&mut self, ctx: &Context, fresh: Fresh) {
        let was_troubled = self.session.watching.trouble.take().is_some();
        let is_troubled = has_errors(&fresh.problems);
        if let Some(notice) = fresh.notice(fresh.is_asked || was_troubled && !is_troubled) {
            self.notice = Some(notice);
        }
        let Fresh { story, document, state, problems, is_sound, fonts, ids, print, .. } = fresh;
        let old = self.session.story.clone();
        let focused = self.timeline.interaction.focused.and_then(|event| ids.event(event));
        let hold = self.timeline.anchor(&old, &self.state, &ids);
        let state = self.state.moved_to(state, &old, &story, &ids);
        let told = problems.clone();
        let new = Replacement { story, document, state, source: None, plan: None, problems: told, is_sound, fonts };
        self.session.replace(ctx, &mut self.state, &mut self.timeline, new);
        self.session.print = print;
        self.timeline.wants.hold = hold;
        self.cards.follow_reload();
        // The node that had the keyboard is another event's now.
        let selection = self.state.selection;
        self.timeline.interaction.focus_selected = focused.is_some_and(|at| selection == Selection::Event(at));
        if is_troubled {
            let now = ctx.input(|input| input.time);
            self.session.watching.trouble = Some(Trouble::new(TroubleKind::Mistakes(problems), now));
        }
        self.session.note();
        self.name_steps();
    }

    /// Starts to build the index when it is about to be needed, and finds what waited for it once it is there.
    fn keep_index(&mut self, ctx: &Context) {
        if !self.session.derived.is_pending() {
            self.state.catch_up(&self.session.story);
            return;
        }
        let is_typing = || ctx.memory(|memory| memory.has_focus(search_id()));
        if self.state.is_pending() || self.cards.is_palette() || is_typing() {
            self.session.build_index(ctx);
        }
    }
}

/// Settings and views, kept for the next run.
impl App {
    /// Keeps settings and session with `keeper` from now on.
    pub fn keep_with(&mut self, keeper: Box<dyn Keep>) {
        self.session.keeping.start(keeper);
    }

    /// Offers to go on with what was open when the program crashed.
    pub fn offer(&mut self, offer: Offer) {
        self.session.offer = Some(offer);
    }

    /// The settings to be kept for the next run, as text.
    pub fn settings_text(&mut self) -> String {
        self.keep_view();
        self.settings.to_text()
    }

    /// Keeps the view of the open story in the settings.
    fn keep_view(&mut self) {
        self.settings.keep(&self.session.source.name(), &self.session.story, &self.state);
    }

    /// Brings back the view that was kept of the open story, if one was.
    pub(in crate::ui) fn restore_view(&mut self) {
        self.settings.restore(&self.session.source.name(), &self.session.story, &mut self.state);
    }

    /// Keeps what has changed, once it is time.
    pub(in crate::ui) fn keep_up(&mut self, ctx: &Context) {
        let (story, view) = (self.session.revision, self.state.revisions());
        if self.session.keeping.is_due(ctx, story, view, &self.settings) {
            // If the view alone has changed, the session is enough until the program ends.
            self.keep_session();
            self.session.keeping.keep_settings(self.settings.to_text());
        }
        self.session.keep_draft(ctx);
        let failure = self.session.keeping.failure();
        if self.notice.is_none() && failure.is_some() {
            self.notice = failure;
        }
    }

    /// Keeps the settings with the view that there is now, and the session; false if there is no keeper for them.
    pub(in crate::ui) fn keep_all(&mut self) -> bool {
        if !self.session.keeping.is_on() {
            return false;
        }
        let settings = self.settings_text();
        self.session.keeping.keep_settings(settings);
        self.keep_session();
        self.session.keep_last_draft();
        true
    }

    /// Keeps what is open.
    fn keep_session(&mut self) {
        let theme = self.linked_theme.and_then(|_| self.theme_choice().brightness());
        let text = session_text(&self.session.source, &self.view(theme));
        self.session.keeping.keep_session(text);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use egui::RawInput;

    use super::{App, Context, Keep, Source};
    use crate::document::change::Change;
    use crate::document::edit::edits_from_json;
    use crate::state::command::{Command, WindowCommand};
    use crate::ui::Draft;

    #[derive(Default)]
    struct Written {
        settings: Vec<String>,
        sessions: Vec<Option<String>>,
        drafts: Vec<Option<String>>,
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

        fn draft(&mut self, draft: Option<Draft>) {
            self.0.borrow_mut().drafts.push(draft.map(|draft| draft.name));
        }

        fn forget_offered(&mut self) {
            self.0.borrow_mut().drafts.push(Some("offered".to_owned()));
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
        let mut app = App::new(&ctx, None, Source::Episode);
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
        app.session.keeping.end();
        assert!(written.borrow().ended);
    }

    #[test]
    fn unsaved_work_is_kept_every_second_while_it_changes() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, Source::Episode);
        let written = Rc::new(RefCell::new(Written::default()));
        app.keep_with(Box::new(Fake(written.clone())));
        let drafts = || written.borrow().drafts.len();
        at(&ctx, &mut app, 1.0);
        assert_eq!(drafts(), 0, "nothing is unsaved");
        let change = |title: &str| {
            let edit = format!(r#"[{{"do": "set", "story": "title", "value": "{title}"}}]"#);
            Change::new("call it so", edits_from_json(&edit).expect("an edit"))
        };
        app.make(&ctx, &change("A"));
        at(&ctx, &mut app, 1.1);
        assert_eq!(drafts(), 1, "the first change at once");
        for (time, expect) in [(1.3, 1), (1.9, 1), (2.2, 2), (2.3, 2)] {
            app.make(&ctx, &change(&time.to_string()));
            assert!(at(&ctx, &mut app, time) <= std::time::Duration::from_secs(1) || drafts() == expect);
            assert_eq!(drafts(), expect, "{time}");
        }
        at(&ctx, &mut app, 3.3);
        assert_eq!(drafts(), 3, "the last change");
        for time in [5.0, 9.0] {
            at(&ctx, &mut app, time);
            assert_eq!(drafts(), 3, "nothing has changed");
        }
        app.session.saved = app.session.document.clone();
        app.session.note_unsaved();
        at(&ctx, &mut app, 9.1);
        at(&ctx, &mut app, 9.2);
        assert_eq!(written.borrow().drafts.iter().filter(|draft| draft.is_none()).count(), 1, "it is saved");
    }

    #[test]
    fn what_cannot_be_kept_is_told_once_and_quietly() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, Source::Episode);
        let written = Rc::new(RefCell::new(Written::default()));
        written.borrow_mut().failures.push("the disk is full".to_owned());
        app.keep_with(Box::new(Fake(written)));
        at(&ctx, &mut app, 1.0);
        let notice = app.notice.as_ref().expect("a notice");
        assert!(notice.text.contains("the disk is full") && !notice.failed);
    }
}
