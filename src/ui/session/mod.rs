//! The story that is open: where it comes from, how it is read, watched and read again, what is derived of it beside the
//! frames, and what is kept of it for the next run or after a crash.

mod background;
pub(in crate::ui) mod checks;
pub(in crate::ui) mod draft;
pub(in crate::ui) mod edit;
pub(in crate::ui) mod journal;
mod lettering;
pub(in crate::ui) mod open;
pub(in crate::ui) mod outside;
pub(in crate::ui) mod persist;
pub(in crate::ui) mod recovery;
mod reload;
pub(in crate::ui) mod save;
pub(in crate::ui) mod trouble;
pub(in crate::ui) mod watch;

use std::sync::Arc;

use egui::Context;

use crate::document::Document;
use crate::document::history::History;
use crate::layout::BodySize;
use crate::layout::plan::Plan;
use crate::state::State;
use crate::state::derived::Derived;
use crate::state::view::View;
use crate::story::Story;
use crate::story::problem::Problem;
use crate::theme::Fonts;
use crate::ui::host;
use crate::ui::host::progress::Fingerprint;
use crate::ui::host::source::Source;
use crate::ui::next::SaveWanted;
use crate::ui::notice::Notice;
use crate::ui::timeline::TimelineView;
use background::{Background, derived_for};
use checks::Checks;
use draft::LeftDraft;
use edit::{Compiling, EditedStory, Wanted};
use lettering::Lettering;
use open::{Opened, Opening};
use outside::Diverged;
use persist::Keeping;
use recovery::Offer;
use reload::OpenStory;
pub(in crate::ui) use reload::{Fresh, Outside};
use save::Saving;
use watch::{Reloaded, Watching};

/// The story that is open, and everything that goes on with it beside the frames.
pub(in crate::ui) struct Session {
    /// The open story.
    pub(in crate::ui) story: Arc<Story>,
    /// The values derived of it, which every view of it shares.
    pub(in crate::ui) derived: Derived,
    /// The text that it was made of, unless that is too long to keep.
    pub(in crate::ui) document: Option<Document>,
    pub(in crate::ui) source: Source,
    /// The text as it was read or saved last; `None` for a story that is in no file yet.
    pub(in crate::ui) saved: Option<Document>,
    /// The state in which its file was then, where that can be looked at again.
    pub(in crate::ui) print: Option<Fingerprint>,
    /// The text that a story in no file yet began with, if that is nothing to lose.
    origin: Option<Document>,
    /// The text that the user does not want to keep, by its revision: what is opened instead is on its way.
    given_up: Option<u64>,
    /// A version from outside that waits for a decision.
    pub(in crate::ui) diverged: Option<Box<Diverged>>,
    /// The story is to be saved once it is brought together with the version from outside.
    pub(in crate::ui) save_after: Option<SaveWanted>,
    /// The story being saved.
    saving: Option<Saving>,
    /// The steps to undo and redo.
    pub(in crate::ui) history: History,
    /// The mistakes in the text, and the notes on it.
    pub(in crate::ui) problems: Vec<Problem>,
    /// What is wrong in the story, and what could be.
    pub(in crate::ui) checks: Checks,
    /// Grows with every story that takes the place of another, and with every new version of the open one.
    pub(in crate::ui) revision: u64,
    /// Grows with every story that is opened, but not with new versions of it: what is scrolled and typed stays with it.
    pub(in crate::ui) opened: u64,
    /// Whether everything that the story says of time can be true.
    pub(in crate::ui) is_sound: bool,
    /// A story on its way.
    pub(in crate::ui) opening: Option<Opening>,
    /// The view of a link, until the story that is being opened is there.
    pub(in crate::ui) arriving: Option<View>,
    pub(in crate::ui) watching: Watching,
    pub(in crate::ui) keeping: Keeping,
    /// The offer after a crash.
    pub(in crate::ui) offer: Option<Offer>,
    /// Unsaved work to go on with, once its file is there.
    pub(in crate::ui) restoring: Option<Box<LeftDraft>>,
    pub(in crate::ui) lettering: Lettering,
    background: Background,
    is_unsaved: bool,
    /// The text being compiled.
    compiling: Option<Compiling>,
    /// The text is to be compiled once more.
    wanted: Option<Wanted>,
}

/// A story that is to take the place of the open one, and the view of it.
pub(in crate::ui) struct Replacement {
    pub(in crate::ui) story: Arc<Story>,
    /// The text that it was made of, unless that is too long to keep.
    pub(in crate::ui) document: Option<Document>,
    pub(in crate::ui) state: State,
    /// Its source; `None` for the open story as it was saved anew.
    pub(in crate::ui) source: Option<Source>,
    /// The places of everything in it, for a timeline with a body of this size; `None` to find them in the next frame.
    pub(in crate::ui) plan: Option<(BodySize, Plan)>,
    /// The mistakes in the text, and the notes on it.
    pub(in crate::ui) problems: Vec<Problem>,
    /// Whether everything that the story says of time can be true.
    pub(in crate::ui) is_sound: bool,
    /// The fonts for its letters.
    pub(in crate::ui) fonts: Fonts,
}

impl Session {
    /// With a story that was opened, and nothing going on.
    pub(in crate::ui) fn new(opened: Opened) -> Self {
        Self {
            derived: derived_for(&opened.story),
            story: opened.story,
            saved: opened.document.clone(),
            document: opened.document,
            source: opened.source,
            print: None,
            origin: None,
            given_up: None,
            diverged: None,
            save_after: None,
            saving: None,
            history: History::default(),
            problems: Vec::new(),
            checks: Checks::default(),
            revision: 0,
            opened: 0,
            is_sound: true,
            opening: None,
            arriving: None,
            watching: Watching::default(),
            keeping: Keeping::default(),
            offer: None,
            restoring: None,
            lettering: Lettering::default(),
            background: Background::default(),
            is_unsaved: false,
            compiling: None,
            wanted: None,
        }
    }

    /// The window's title while this is open.
    pub(in crate::ui) fn window_title(&self) -> String {
        let mark = if self.is_unsaved { "• " } else { "" };
        format!("{mark}{} — Plotlanes", self.story.title)
    }

    /// Puts a story in the place of the open one, and its view in the place of `state`. Everything that was made of the
    /// old story goes with it: what the timeline keeps between frames, what is on its way there, and what is being made
    /// in the background. What is watched, kept and offered stays.
    pub(in crate::ui) fn replace(
        &mut self,
        ctx: &Context,
        state: &mut State,
        timeline: &mut TimelineView,
        new: Replacement,
    ) {
        let is_same = new.source.is_none();
        let history = if is_same { self.rebased_history(new.document.as_ref()) } else { History::default() };
        let old_story = std::mem::replace(&mut self.story, new.story);
        let old_document = std::mem::replace(&mut self.document, new.document);
        let old_state = std::mem::replace(state, new.state);
        let old_plan = timeline.start_anew(state, new.plan);
        // A large story takes longer to drop than a frame may last.
        host::drop_in_background((old_story, old_document, old_state, old_plan));
        if let Some(source) = new.source {
            self.source = source;
            self.opened += 1;
        }
        self.lettering.replace(ctx, new.fonts);
        self.is_sound = new.is_sound;
        (self.print, self.origin, self.given_up) = (None, None, None);
        (self.diverged, self.save_after) = (None, None);
        self.saved = self.document.clone().filter(|_| !matches!(self.source, Source::New(_)));
        (self.compiling, self.wanted) = (None, None);
        self.history = history;
        self.problems = new.problems;
        self.begin_version(ctx, state);
        self.note_unsaved();
        host::set_title(ctx, &self.window_title());
    }

    /// Puts the open story as it is after an edit in the place of what was shown.
    pub(in crate::ui) fn show_edited(
        &mut self,
        ctx: &Context,
        state: &mut State,
        timeline: &mut TimelineView,
        new: EditedStory,
    ) {
        let EditedStory { story, state: fresh, ids } = new;
        let moved = state.edited_to(fresh, &self.story, &story, &ids);
        let old_state = std::mem::replace(state, moved);
        let old_plan = timeline.follow_edit(ctx, &self.story, &story, &ids, state);
        let old_story = std::mem::replace(&mut self.story, story);
        host::drop_in_background((old_story, old_state, old_plan));
        self.begin_version(ctx, state);
        host::set_title(ctx, &self.window_title());
    }

    /// Begins with a new version of the story, of which `state` is the view.
    fn begin_version(&mut self, ctx: &Context, state: &State) {
        self.revision += 1;
        self.derived = state.derived().clone();
        self.background = Background::begin(ctx, &self.story, &self.derived);
    }

    /// Stops opening another story, and forgets the link that it was for.
    pub(in crate::ui) fn cancel_opening(&mut self) {
        (self.opening, self.arriving) = (None, None);
    }

    /// Takes over fonts that were found, and looks for those that are missing.
    pub(in crate::ui) fn keep_lettering(&mut self, ctx: &Context) {
        self.lettering.keep_up(ctx, &self.story);
    }

    /// Notes for the report of a crash which story is open.
    pub(in crate::ui) fn note(&self) {
        journal::note_story(&self.source, &self.story, self.document.as_ref());
    }

    /// Watches the open file, if `print` tells in which state it was read.
    pub(in crate::ui) fn watch(&mut self, ctx: &Context, print: Option<Fingerprint>) {
        self.print = print;
        self.watching = Watching::start(ctx, &self.source, print);
    }

    /// Starts to read the open story again, of which `state` is the view; or the notice that this is not possible.
    pub(in crate::ui) fn reload(&mut self, ctx: &Context, state: &State) -> Option<Notice> {
        let why = match &self.source {
            Source::File(_) | Source::Address(_) | Source::Picked(..) => {
                self.read_again(ctx, state, true);
                return None;
            }
            Source::Episode => "The built-in story does not change",
            Source::New(_) => "This story is in no file yet",
            Source::Bytes(..) | Source::Unread(..) if host::HAS_PATHS => "What came by standard input comes only once",
            Source::Bytes(..) | Source::Unread(..) => {
                "A page cannot read a file again by itself; drop it here once more"
            }
        };
        Some(Notice { text: why.to_owned(), failed: false, more: String::new(), until: None })
    }

    /// Starts to read the open file again if it was saved. One at a time: if it is saved faster than it can be read, every
    /// version that was read is shown, and the last one.
    pub(in crate::ui) fn reload_if_due(&mut self, ctx: &Context, state: &State) {
        if self.watching.is_due() && self.opening.is_none() {
            self.read_again(ctx, state, false);
        }
    }

    fn read_again(&mut self, ctx: &Context, state: &State, is_asked: bool) {
        let (story, opened, is_sound, is_changed) = (&self.story, self.opened, self.is_sound, self.is_unsaved);
        let open = OpenStory { story, opened, is_sound, is_changed };
        self.watching.reload(ctx, self.source.clone(), &open, state.clone(), is_asked);
    }

    /// The outcome of reading the open file again, once.
    pub(in crate::ui) fn reloaded(&mut self, ctx: &Context) -> Option<Reloaded> {
        let (story, opened, is_sound, is_changed) = (&self.story, self.opened, self.is_sound, self.is_unsaved);
        let open = OpenStory { story, opened, is_sound, is_changed };
        self.watching.reloaded(&open, ctx.input(|input| input.time))
    }

    /// Begins to build the search index in the background, unless that was begun before.
    pub(in crate::ui) fn build_index(&mut self, ctx: &Context) {
        self.background.build_index(ctx, &self.story, &self.derived);
    }

    /// Notices work in the background that has ended.
    pub(in crate::ui) fn finish_background(&mut self) {
        self.background.finish();
    }

    /// Whether the index is being built.
    pub(in crate::ui) fn is_indexing(&self) -> bool {
        self.background.is_indexing() && self.derived.is_pending()
    }

    /// Whether the two orders of the story are being compared.
    pub(in crate::ui) fn is_comparing(&self) -> bool {
        self.background.is_comparing()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::Context;

    use super::{Document, Fonts, Replacement, Session};
    use crate::state::command::Command;
    use crate::state::{Selection, State};
    use crate::story::id::EventId;
    use crate::time::window::Window;
    use crate::ui::host::source::{Source, episode};
    use crate::ui::session::open::Opened;
    use crate::ui::timeline::TimelineView;
    use crate::ui::timeline::glide::Glide;

    /// The episode with something selected, a window on its way and something pointed at.
    fn opened() -> (Session, State, TimelineView) {
        let session = Session::new(Opened::episode());
        let mut state = State::new(&session.story);
        state.apply(&session.story, Command::Select(Selection::Event(EventId(3))));
        let glide = Some(Glide { from: Window::new(0.0, 1.0), start: 0.0 });
        let mut timeline = TimelineView { glide, ..TimelineView::default() };
        timeline.interaction.pointed.event = Some(EventId(4));
        (session, state, timeline)
    }

    #[test]
    fn another_story_comes_with_its_own_view_and_source() {
        let (ctx, (mut session, mut state, mut timeline)) = (Context::default(), opened());
        session.build_index(&ctx);
        let story = Arc::new(episode());
        let source = Source::Bytes("another".to_owned(), Arc::from([]));
        let document = Some(Document::from_text("another".to_owned()));
        let state_of_it = State::new(&story);
        let new = Replacement {
            state: state_of_it,
            story,
            document,
            source: Some(source.clone()),
            plan: None,
            problems: Vec::new(),
            is_sound: true,
            fonts: Fonts::bundled(),
        };
        let (expect, before) = (new.story.clone(), session.revision);
        session.replace(&ctx, &mut state, &mut timeline, new);
        assert!(Arc::ptr_eq(&session.story, &expect) && session.source == source);
        assert_eq!(
            session.document.as_ref().map(Document::text),
            Some("another"),
            "an edit would be of the other text"
        );
        assert_eq!(state.selection, Selection::Nothing);
        let [of_story, of_view] = [&session.derived, state.derived()].map(|derived| derived.telling(&session.story));
        assert!(Arc::ptr_eq(of_story, of_view), "what is derived of the story is replaced with it");
        assert_eq!(session.revision, before + 1, "what was kept of the other story must be known to be old");
        assert!(!session.background.is_indexing(), "the index was of the other story");
        assert!(
            timeline.glide.is_none() && timeline.interaction.pointed.event.is_none(),
            "they were of the other story"
        );
    }

    #[test]
    fn the_same_story_read_again_keeps_its_source_and_the_view_that_was_carried() {
        let (ctx, (mut session, mut state, mut timeline)) = (Context::default(), opened());
        let (source, carried) = (session.source.clone(), state.clone());
        let story = Arc::new(episode());
        let fonts = Fonts::bundled();
        let problems = Vec::new();
        let state_of_it = carried;
        let new = Replacement {
            story,
            document: None,
            state: state_of_it,
            source: None,
            plan: None,
            problems,
            is_sound: true,
            fonts,
        };
        session.replace(&ctx, &mut state, &mut timeline, new);
        assert_eq!(session.source, source);
        assert_eq!(state.selection, Selection::Event(EventId(3)));
        assert_eq!(session.revision, 1);
        assert!(timeline.glide.is_none());
    }
}
