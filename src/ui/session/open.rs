//! Opening stories without stopping the window: where a story comes from, and the job that reads it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::document::Document;
use crate::layout::plan::Plan;
use crate::layout::rows::LabelPolicy;
use crate::layout::{BodyWidth, FixedWidth};
use crate::state::State;
use crate::story::Story;
use crate::story::compile::{Compiled, compile, compile_text, compile_with};
use crate::story::problem::{Problem, Severity};
use crate::story::scheduler::Scheduler;
use crate::ui::bars::notice::Letters;
use crate::ui::host::{self, Progress};

/// The name of that story in menus.
pub(in crate::ui) const BUILT_IN: &str = "What You Leave Behind (built in)";

/// The story that the program opens with.
pub const EPISODE: &[u8] = include_bytes!("../../../data/what_you_leave_behind.json");

/// Where a story comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The one embedded in the program.
    Episode,
    /// A file.
    File(PathBuf),
    /// An address on the web; only a browser reads those.
    Address(String),
    /// Bytes that came by standard input or from a browser, and what to call them.
    Bytes(String, Arc<[u8]>),
    /// A file that the browser could not read: what it is called, and why.
    Unread(String, String),
}

impl Source {
    /// The same with a path that means the same file from any folder.
    pub(in crate::ui) fn absolute(self) -> Self {
        match self {
            Self::File(path) => Self::File(std::path::absolute(&path).unwrap_or(path)),
            other => other,
        }
    }

    /// What to call it; tells stories apart.
    pub(in crate::ui) fn name(&self) -> String {
        match self {
            Self::Episode => "the episode".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::Address(name) | Self::Bytes(name, _) | Self::Unread(name, _) => name.clone(),
        }
    }
}

/// The open story.
pub(in crate::ui) struct Opened {
    /// What was read.
    pub story: Arc<Story>,
    /// The text that it was made of.
    pub document: Option<Document>,
    /// Where from.
    pub source: Source,
}

impl Opened {
    /// The embedded story.
    pub(in crate::ui) fn episode() -> Self {
        let document = Document::from_bytes(EPISODE.to_vec()).ok();
        Self { story: Arc::new(episode()), document, source: Source::Episode }
    }
}

/// The embedded story.
///
/// # Panics
/// Never in a build that passes its tests: one of them loads it.
pub fn episode() -> Story {
    let (story, _) = compile(EPISODE).faultless().expect("a test holds that the embedded story loads");
    story
}

/// The longest text that is kept beside its story, in bytes. That of a million events would add 240 MB to the 670 MB that
/// a window with them takes.
const MOST_KEPT: usize = 64 << 20;

/// What was made of the bytes of a story.
pub(in crate::ui) struct Read {
    /// The text, for edits; `None` where it is no text or too long to keep.
    pub document: Option<Document>,
    pub compiled: Compiled,
}

impl Read {
    /// Nothing, for one reason.
    pub(in crate::ui) fn refused(problem: Problem) -> Self {
        Self { document: None, compiled: Compiled::refused(problem) }
    }
}

/// Reads the bytes of a story. They are dropped as soon as they are not needed any more.
///
/// # Errors
/// The scheduler's reason to stop.
pub(in crate::ui) async fn read_bytes<S: Scheduler>(bytes: impl AsRef<[u8]>, scheduler: &S) -> Result<Read, S::Stop> {
    if bytes.as_ref().len() > MOST_KEPT {
        return Ok(Read { document: None, compiled: compile_with(bytes, scheduler).await? });
    }
    let document = match Document::from_bytes(bytes.as_ref().to_vec()) {
        Ok(document) => document,
        Err(not_text) => return Ok(Read { document: None, compiled: Compiled::not_text(not_text) }),
    };
    drop(bytes);
    let compiled = compile_text(document.text(), scheduler).await?;
    Ok(Read { document: Some(document), compiled })
}

/// What came of reading a story.
pub(in crate::ui) struct Done {
    /// Where from.
    pub source: Source,
    pub read: Read,
}

/// A story that has come, with what the window needs of it first.
pub(in crate::ui) struct Ready {
    /// The story.
    pub story: Arc<Story>,
    /// The text that it was made of, unless that is too long to keep.
    pub document: Option<Document>,
    /// The first view of it.
    pub state: State,
    /// Where everything is in it, for this width of the timeline's body; only of a large story, which needs no fonts.
    pub plan: Option<(BodyWidth, Plan)>,
    /// The letters of its titles.
    pub letters: Letters,
    /// Everything that is wrong with it, and the notes on it.
    pub problems: Vec<Problem>,
    /// Whether what it says of time can all be true.
    pub is_sound: bool,
}

impl Ready {
    /// What there is of a story, with a plan for a body of this width.
    ///
    /// # Errors
    /// The problems of a text of which nothing can be shown.
    fn new(read: Read, width: BodyWidth) -> Result<Box<Self>, Vec<Problem>> {
        let Read { document, compiled: Compiled { story, problems, is_sound } } = read;
        let Some(story) = story else { return Err(problems) };
        let state = State::with(&story, super::background::derived_for(&story));
        let plan = (LabelPolicy::of(state.lineup()) == LabelPolicy::Estimated)
            .then(|| (width, Plan::new(&story, state.lineup(), state.order(), width, &FixedWidth(0.0))));
        if super::background::is_compared_first(&story) {
            // The page about the whole story tells of it.
            state.derived().telling(&story);
        }
        let letters = Letters::of(&story);
        Ok(Box::new(Self { state, plan, letters, story: Arc::new(story), document, problems, is_sound }))
    }
}

/// A story that has come, or why it has not.
pub(in crate::ui) struct Arrived {
    /// Where from.
    pub source: Source,
    /// The story, or its problems.
    pub result: Result<Box<Ready>, Vec<Problem>>,
}

/// A story being read. Dropping it says that it is not wanted any more.
pub(in crate::ui) struct Opening {
    /// What is being read.
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
    /// Starts to read `source`, for a timeline whose body has this width; `ctx` is woken when it is done.
    pub(in crate::ui) fn start(ctx: &egui::Context, source: Source, width: BodyWidth) -> Self {
        let (sender, receiver) = channel();
        let (name, since, ctx) = (source.name(), ctx.input(|input| input.time), ctx.clone());
        let progress = Arc::new(Progress::default());
        host::read(source, progress.clone(), move |done| {
            // Here, where on the desktop it keeps no frame waiting.
            let arrived = Arrived { source: done.source, result: Ready::new(done.read, width) };
            let kept = arrived.result.as_ref().ok().map(|ready| (ready.story.clone(), ready.state.derived().clone()));
            // The window may be gone by now; then nobody wants the story.
            let _ = sender.send(arrived);
            ctx.request_repaint();
            // While the window shows it: on this thread, which has the memory for it from reading.
            if let Some((story, derived)) = kept {
                derived.telling(&story);
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

pub(in crate::ui) fn broken_off() -> Problem {
    let message = "reading it broke off because of a mistake in this program; please report it with the file";
    problem("broken-off", message.to_owned())
}

/// A story that cannot even be read, and why.
pub(in crate::ui) fn unreadable(message: String) -> Problem {
    problem("unreadable", message)
}

fn problem(code: &'static str, message: String) -> Problem {
    Problem { severity: Severity::Error, code, message, path: String::new(), line: None, column: None }
}
