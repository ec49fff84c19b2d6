//! Opening stories without stopping the window: the job that reads a story and makes the first view of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use super::background::{derived_for, is_compared_first};
use crate::document::Document;
use crate::layout::plan::Plan;
use crate::layout::rows::LabelPolicy;
use crate::layout::{BodySize, FixedWidth};
use crate::state::State;
use crate::story::Story;
use crate::story::compile::Compiled;
use crate::story::problem::Problem;
use crate::theme::Choice;
use crate::ui::host;
use crate::ui::host::progress::Progress;
use crate::ui::host::read::{Foreign, Read, broken_off};
use crate::ui::host::source::{EPISODE, Source, episode};

/// A story to open the window with.
pub(in crate::ui) struct Opened {
    pub story: Arc<Story>,
    /// The text that it was made of.
    pub document: Option<Document>,
    pub source: Source,
}

impl Opened {
    /// The embedded story.
    pub(in crate::ui) fn episode() -> Self {
        let document = Document::from_bytes(EPISODE.to_vec()).ok();
        Self { story: Arc::new(episode()), document, source: Source::Episode }
    }
}

/// A story that has come, with the first view of it.
pub(in crate::ui) struct Ready {
    pub story: Arc<Story>,
    /// The text that it was made of, unless that is too long to keep.
    pub document: Option<Document>,
    pub state: State,
    /// The places of everything in it, for a timeline with a body of this size; only of a large story, which needs no fonts.
    pub plan: Option<(BodySize, Plan)>,
    /// The fonts for its letters.
    pub fonts: Choice,
    /// The mistakes in it, and the notes on it.
    pub problems: Vec<Problem>,
    /// Whether everything that it says of time can be true.
    pub is_sound: bool,
    /// What is to be told of the file of another program that it was made from.
    pub foreign: Option<Foreign>,
}

impl Ready {
    /// The story that was read, with a plan for a body of this size.
    ///
    /// # Errors
    /// The problems of a text of which nothing can be shown.
    fn new(read: Read, body: BodySize) -> Result<Box<Self>, Vec<Problem>> {
        let Read { document, compiled: Compiled { story, problems, is_sound }, foreign } = read;
        let Some(story) = story else { return Err(problems) };
        let state = State::with(&story, derived_for(&story));
        let plan = (LabelPolicy::of(state.lineup()) == LabelPolicy::Estimated)
            .then(|| (body, Plan::new(&story, state.lineup(), state.order(), body, &FixedWidth(0.0))));
        if is_compared_first(&story) {
            // The page about the whole story tells of it.
            state.derived().telling(&story);
        }
        let fonts = host::fonts_for(&story, &BTreeSet::new());
        Ok(Box::new(Self { state, plan, fonts, story: Arc::new(story), document, problems, is_sound, foreign }))
    }
}

/// A story that has come, or why it has not.
pub(in crate::ui) struct Arrived {
    pub source: Source,
    /// The story, or the reasons that nothing of it can be shown.
    pub result: Result<Box<Ready>, Vec<Problem>>,
}

/// A story being read. Dropping it says that it is not wanted any more.
pub(in crate::ui) struct Opening {
    /// The name of the source.
    pub name: String,
    /// When it began, in egui's seconds.
    pub since: f64,
    /// How far it is.
    pub progress: Arc<Progress>,
    receiver: Receiver<Arrived>,
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

impl Opening {
    /// Starts to read `source`, for a timeline whose body has this size; `ctx` is woken when it is done.
    pub(in crate::ui) fn start(ctx: &egui::Context, source: Source, body: BodySize) -> Self {
        let (sender, receiver) = channel();
        let (name, since, ctx) = (source.name(), ctx.input(|input| input.time), ctx.clone());
        let progress = Arc::new(Progress::default());
        host::read(source, progress.clone(), move |done| {
            // On the desktop this thread keeps no frame waiting.
            let arrived = Arrived { source: done.source, result: Ready::new(done.read, body) };
            let kept = arrived.result.as_ref().ok().map(|ready| (ready.story.clone(), ready.state.derived().clone()));
            // The window may be gone by now; then the story is not wanted.
            let _ = sender.send(arrived);
            ctx.request_repaint();
            // While the window shows it already. This thread has the memory for it, from reading.
            if let Some((story, derived)) = kept {
                derived.telling(&story);
                derived.findings(&story);
            }
        });
        Self { name, since, progress, receiver }
    }

    /// The story, once.
    pub(in crate::ui) fn poll(&mut self) -> Option<Arrived> {
        match self.receiver.try_recv() {
            Ok(arrived) => Some(arrived),
            Err(TryRecvError::Empty) => None,
            // The job is gone without an answer: a fault of the program's, not of the file's.
            Err(TryRecvError::Disconnected) => {
                let source = Source::Bytes(self.name.clone(), Arc::from([]));
                Some(Arrived { source, result: Err(vec![broken_off()]) })
            }
        }
    }
}
