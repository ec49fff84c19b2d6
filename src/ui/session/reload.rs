//! The open file, read again: the job that reads it, and how the story that comes differs from the one that is open.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

use crate::analysis::changes::Changes;
use crate::document::Document;
use crate::state::State;
use crate::state::id_map::IdMap;
use crate::story::Story;
use crate::story::compile::Compiled;
use crate::story::problem::{Problem, Severity};
use crate::theme::Fonts;
use crate::ui::host;
use crate::ui::host::progress::{Fingerprint, Progress};
use crate::ui::host::read::{Read, broken_off};
use crate::ui::host::source::Source;
use crate::ui::notice::Notice;

/// A file being read again. Dropping it says that it is not wanted any more.
pub(super) struct Reload {
    /// The story that was open then.
    pub(super) old: Arc<Story>,
    /// See [`Session::opened`](super::Session::opened).
    pub(super) opened: u64,
    progress: Arc<Progress>,
    receiver: Receiver<Result<Box<Fresh>, Vec<Problem>>>,
}

impl Drop for Reload {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// A version of the open file that another program has saved, beside a story that has been changed here.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Outside {
    pub(in crate::ui) document: Document,
    /// The state of the file then.
    pub(in crate::ui) print: Option<Fingerprint>,
}

/// The story that is open when a file is to be read again.
pub(super) struct OpenStory<'a> {
    pub(super) story: &'a Arc<Story>,
    /// See [`Session::opened`](super::Session::opened).
    pub(super) opened: u64,
    /// Whether everything that it says of time can be true.
    pub(super) is_sound: bool,
    /// Whether it was changed since the file was read.
    pub(super) is_changed: bool,
}

/// A story as it was saved, and how it differs from the one that was open.
pub(in crate::ui) struct Fresh {
    pub(in crate::ui) story: Arc<Story>,
    pub(in crate::ui) document: Option<Document>,
    /// The view of it, made of the one that there was when the reading began.
    pub(in crate::ui) state: State,
    /// The mistakes in it, and the notes on it.
    pub(in crate::ui) problems: Vec<Problem>,
    /// Whether everything that it says of time can be true.
    pub(in crate::ui) is_sound: bool,
    pub(in crate::ui) fonts: Fonts,
    pub(in crate::ui) changes: Changes,
    pub(in crate::ui) ids: IdMap,
    /// Whether the user asked for it.
    pub(in crate::ui) is_asked: bool,
    /// The state of the file, where that can be looked at again.
    pub(in crate::ui) print: Option<Fingerprint>,
}

impl Reload {
    /// Starts to read the story `old`, which is open, from `source` again; `ctx` is woken when it is done. `state` is the
    /// view of it.
    pub(super) fn start(ctx: &Context, source: Source, open: &OpenStory<'_>, state: State, is_asked: bool) -> Self {
        let (sender, receiver) = channel();
        let (old, opened) = (open.story.clone(), open.opened);
        let (progress, known, ctx) = (Arc::new(Progress::default()), old.clone(), ctx.clone());
        host::read(source, progress.clone(), move |done| {
            // On the desktop this thread keeps no frame waiting.
            let Read { document, compiled: Compiled { story, problems, is_sound }, .. } = done.read;
            let outcome = match story {
                Some(story) => {
                    let (changes, ids) = (Changes::between(&known, &story), IdMap::new(&known, &story));
                    let state = state.moved_to(State::new(&story), &known, &story, &ids);
                    let fonts = host::fonts_for(&story, &BTreeSet::new()).fonts;
                    let story = Arc::new(story);
                    let print = None;
                    Ok(Box::new(Fresh {
                        story,
                        document,
                        state,
                        problems,
                        is_sound,
                        fonts,
                        changes,
                        ids,
                        is_asked,
                        print,
                    }))
                }
                None => Err(problems),
            };
            // The window may be gone by now; then the story is not wanted.
            let _ = sender.send(outcome);
            ctx.request_repaint();
        });
        Self { old, opened, progress, receiver }
    }

    /// The story, or the reasons that nothing of it can be shown; once.
    pub(super) fn poll(&self) -> Option<Result<Box<Fresh>, Vec<Problem>>> {
        match self.receiver.try_recv() {
            Ok(outcome) => Some(outcome.map(|fresh| Box::new(Fresh { print: self.progress.print(), ..*fresh }))),
            Err(TryRecvError::Empty) => None,
            // The job is gone without an answer: a fault of the program's, not of the file's.
            Err(TryRecvError::Disconnected) => Some(Err(vec![broken_off()])),
        }
    }
}

impl Fresh {
    /// The notes on the story.
    fn notes(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Note)
    }

    /// The notice of the reload; `None` where nothing changed, unless it `is_wanted` all the same.
    pub(in crate::ui) fn notice(&self, is_wanted: bool) -> Option<Notice> {
        let notes: Vec<String> = self.notes().map(ToString::to_string).collect();
        notice(&self.changes, &notes, is_wanted)
    }
}

fn notice(changes: &Changes, notes: &[String], is_wanted: bool) -> Option<Notice> {
    let text = match changes.words() {
        words if !words.is_empty() => format!("Reloaded: {words}"),
        _ if is_wanted => "Reloaded: nothing has changed".to_owned(),
        _ => return None,
    };
    let text = match notes.len() {
        0 => text,
        1 => format!("{text} · 1 note on this story"),
        count => format!("{text} · {} notes on this story", crate::story::words::number(count)),
    };
    Some(Notice { text, failed: false, more: notes.join("\n"), until: None })
}

#[cfg(test)]
mod tests {
    use super::{Changes, notice};
    use crate::analysis::changes::ChangeCount;

    #[test]
    fn a_reload_is_told_where_it_matters() {
        let none = Changes::default();
        let some = Changes { events: ChangeCount { added: 3, removed: 1, changed: 12 }, ..none };
        let check = |changes, notes: usize, is_wanted, expect: Option<&str>| {
            let notes = vec!["a note".to_owned(); notes];
            let notice = notice(&changes, &notes, is_wanted);
            assert_eq!(notice.map(|notice| notice.text).as_deref(), expect);
        };
        check(none, 0, false, None);
        check(none, 2, false, None);
        check(none, 0, true, Some("Reloaded: nothing has changed"));
        check(some, 0, false, Some("Reloaded: 3 events added, 1 removed, 12 changed"));
        check(some, 1, false, Some("Reloaded: 3 events added, 1 removed, 12 changed · 1 note on this story"));
        check(some, 2, true, Some("Reloaded: 3 events added, 1 removed, 12 changed · 2 notes on this story"));
    }
}
