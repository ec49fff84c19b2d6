//! Edits of the open story: the change is made in its text at once, and the story is compiled anew. A small one is there in
//! the same frame; a large one is made beside the frames, and what is seen follows.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

use super::Session;
use super::background::leave_to_background;
use super::draft::{Draft, LeftDraft};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::{EditError, ItemId};
use crate::document::history::Taken;
use crate::state::State;
use crate::state::derived::Derived;
use crate::state::id_map::IdMap;
use crate::story::Story;
use crate::story::compile::Compiled;
use crate::story::problem::Problem;
use crate::ui::host;
use crate::ui::host::progress::Progress;
use crate::ui::host::read::{broken_off, compile_now};
use crate::ui::host::source::Source;
use crate::ui::session::watch::Watching;

/// A story of up to so many events is compiled within a frame.
const FEW_TO_COMPILE: usize = 3000;

/// The open story as it is after an edit, ready to be shown.
pub(in crate::ui) struct Edited {
    /// The story; `None` where nothing of the text can be shown.
    pub(in crate::ui) story: Option<Box<EditedStory>>,
    pub(in crate::ui) problems: Vec<Problem>,
    /// Whether everything that it says of time can be true.
    pub(in crate::ui) is_sound: bool,
    /// The item to select.
    pub(in crate::ui) select: Option<ItemId>,
}

/// The story itself, a view of it, and where the things of the one before are in it.
pub(in crate::ui) struct EditedStory {
    pub(in crate::ui) story: Arc<Story>,
    pub(in crate::ui) state: State,
    pub(in crate::ui) ids: IdMap,
}

impl Edited {
    /// What `old` has become, of which `derived` is.
    fn new(compiled: Compiled, old: &Story, derived: &Derived, select: Option<ItemId>) -> Self {
        let Compiled { story, problems, is_sound } = compiled;
        let story = story.map(|story| {
            let state = State::with(&story, leave_to_background(&story, derived.after_edit(old, &story)));
            Box::new(EditedStory { ids: IdMap::new(old, &story), state, story: Arc::new(story) })
        });
        Self { story, problems, is_sound, select }
    }
}

/// A compilation that is still to begin.
pub(super) struct Wanted {
    /// The item to select once it is done.
    select: Option<ItemId>,
}

/// The text being compiled. Dropping it says that it is not wanted any more.
pub(super) struct Compiling {
    /// The revision of the text.
    revision: u64,
    /// Whether an item will be selected when it is done.
    selects: bool,
    progress: Arc<Progress>,
    receiver: Receiver<Edited>,
}

impl Drop for Compiling {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Compiling {
    fn start(ctx: &Context, document: Document, old: Arc<Story>, derived: Derived, select: Option<ItemId>) -> Self {
        let (sender, receiver) = channel();
        let selects = select.is_some();
        let (progress, revision, ctx) = (Arc::new(Progress::default()), document.revision(), ctx.clone());
        host::compile(document, old.clone(), progress.clone(), move |compiled| {
            // The window may be gone by now.
            let _ = sender.send(Edited::new(compiled, &old, &derived, select));
            ctx.request_repaint();
        });
        Self { revision, selects, progress, receiver }
    }
}

impl Session {
    /// Whether the story can be edited: its text is kept.
    pub(in crate::ui) fn is_editable(&self) -> bool {
        self.document.is_some()
    }

    /// Makes a change of the text. The story follows: at once where the result is `Some`, else by
    /// [`edited`](Self::edited) in a later frame.
    ///
    /// # Errors
    /// An edit cannot be made; nothing has changed.
    pub(in crate::ui) fn make(&mut self, ctx: &Context, change: &Change) -> Result<Option<Edited>, EditError> {
        let Some(document) = &mut self.document else { return Ok(None) };
        self.history.make(document, change).map_err(|(_, error)| error)?;
        Ok(self.compile(ctx, change.select.clone()))
    }

    /// Takes back the last step, or makes the next one again; returns its name and whether it was of the text. A step of
    /// the text is followed by [`compile`](Self::compile).
    pub(in crate::ui) fn turn(&mut self, is_undo: bool) -> Option<(String, Taken)> {
        // Where there is no text, there are only steps of the view.
        let mut none = Document::from_text(String::new());
        let document = self.document.as_mut().unwrap_or(&mut none);
        if is_undo { self.history.undo(document) } else { self.history.redo(document) }
    }

    /// Compiles the text as it is now, if it has changed since: at once, or beside the frames.
    pub(in crate::ui) fn compile(&mut self, ctx: &Context, select: Option<ItemId>) -> Option<Edited> {
        self.note_unsaved();
        let document = self.document.as_ref()?;
        if self.story.events.len() > FEW_TO_COMPILE {
            let earlier = self.wanted.take().and_then(|wanted| wanted.select);
            self.wanted = Some(Wanted { select: select.or(earlier) });
            self.go_on_compiling(ctx);
            return None;
        }
        let edited = Edited::new(compile_now(document, Some(&self.story)), &self.story, &self.derived, select);
        // Nothing older may come after it.
        (self.compiling, self.wanted) = (None, None);
        Some(edited)
    }

    /// Starts to compile the newest text, unless an older one still is: that is shown first, so that what is typed without
    /// a pause is seen as well.
    fn go_on_compiling(&mut self, ctx: &Context) {
        if self.compiling.is_none()
            && let (Some(Wanted { select }), Some(document)) = (self.wanted.take(), &self.document)
        {
            let (story, derived) = (self.story.clone(), self.derived.clone());
            self.compiling = Some(Compiling::start(ctx, document.clone(), story, derived, select));
        }
    }

    /// The story as it is after an edit, once it was compiled beside the frames.
    pub(in crate::ui) fn edited(&mut self) -> Option<Edited> {
        let compiling = self.compiling.as_ref()?;
        let edited = match compiling.receiver.try_recv() {
            Ok(edited) => edited,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => {
                Edited { story: None, problems: vec![broken_off()], is_sound: false, select: None }
            }
        };
        let is_newest = self.document.as_ref().is_none_or(|document| document.revision() == compiling.revision);
        self.compiling = None;
        debug_assert!(is_newest || self.wanted.is_some(), "every change of the text is compiled");
        Some(edited)
    }

    /// Goes on with text that came while an older one was compiled. Called when that is shown.
    pub(in crate::ui) fn compile_rest(&mut self, ctx: &Context) {
        self.go_on_compiling(ctx);
    }

    /// Whether the text is being compiled.
    pub(in crate::ui) fn is_compiling(&self) -> bool {
        self.compiling.is_some()
    }

    /// Whether something will be selected as soon as the text is compiled.
    pub(in crate::ui) fn is_selecting(&self) -> bool {
        let wanted = self.wanted.as_ref().is_some_and(|wanted| wanted.select.is_some());
        wanted || self.compiling.as_ref().is_some_and(|compiling| compiling.selects)
    }

    /// Goes on as a story that is in no file yet.
    pub(in crate::ui) fn become_new(&mut self, ctx: &Context, name: String) {
        self.source = Source::New(name);
        (self.saved, self.print) = (None, None);
        self.note_origin();
        self.watching = Watching::default();
        self.note_unsaved();
        host::set_title(ctx, &self.window_title());
    }

    /// Whether the text differs from what is on the disk, or is nowhere yet.
    pub(in crate::ui) fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// The unsaved work as it is kept in case of a crash, and what tells it from later work; `None` if there is none.
    pub(in crate::ui) fn draft(&self) -> Option<([u64; 2], Draft)> {
        let document = self.document.as_ref().filter(|_| self.has_work() && !self.is_given_up())?;
        let file = match &self.source {
            Source::File(path) => Some(path.clone()),
            _ => None,
        };
        let name = file.as_ref().and_then(|file| file.file_name()).map(|name| name.display().to_string());
        let name = name.unwrap_or_else(|| self.source.name());
        let draft = Draft { file, name, document: document.clone(), saved: self.saved.clone() };
        Some(([self.opened, document.revision()], draft))
    }

    /// Keeps the unsaved work, if there is any, in case of a crash. To be called in every frame.
    pub(in crate::ui) fn keep_draft(&mut self, ctx: &Context) {
        let draft = self.draft();
        self.keeping.keep_draft(ctx, draft);
    }

    /// Goes on with unsaved work that was left by a crash. The open story is the file that the work was made of, or already
    /// the work itself. It is followed by [`compile`](Self::compile).
    pub(in crate::ui) fn take_over(&mut self, ctx: &Context, left: LeftDraft) {
        match &mut self.document {
            // It can be taken back to what the file says.
            Some(document) if document.encoding() == left.document.encoding() => {
                self.history.replace(document, "restore unsaved work", &left.document);
            }
            document => *document = Some(left.document),
        }
        self.note_unsaved();
        match self.draft() {
            Some((key, draft)) => self.keeping.take_over(ctx, key, draft),
            // It was saved after all.
            None => self.keeping.give_up_offered(),
        }
    }

    /// Compares the text with what was saved last.
    pub(in crate::ui) fn note_unsaved(&mut self) {
        self.is_unsaved = match (&self.document, &self.saved) {
            (Some(document), Some(saved)) => document.text() != saved.text(),
            (Some(_), None) => true,
            (None, _) => false,
        };
    }
}
