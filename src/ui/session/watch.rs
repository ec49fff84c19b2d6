//! The open file is watched: saved anew it is read anew, in place, and what one has selected, arranged and asked stays.
//! A save with mistakes is shown without them. One that cannot be read at all, or contradicts itself, leaves the last
//! good version where it is. Either way a bar says what is wrong, until a better save comes.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::Context;

use super::journal;
use super::open::{Read, Source, broken_off};
use super::replace::Replacement;
use super::trouble::{Trouble, TroubleKind, has_errors};
use crate::analysis::changes::Changes;
use crate::document::Document;
use crate::layout::scroll::{self, AnchorTarget, ScrollAnchor};
use crate::state::id_map::IdMap;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::compile::Compiled;
use crate::story::problem::{Problem, Severity};
use crate::ui::app::App;
use crate::ui::bars::notice::Notice;
use crate::ui::cards::Card;
use crate::ui::host::{self, FileChange, Fingerprint, Progress};

/// What goes on with the file that is open.
#[derive(Default)]
pub(in crate::ui) struct Watching {
    watch: Option<host::Watch>,
    /// Whether the file was saved since it was last read.
    stale: bool,
    reload: Option<Reload>,
    /// Another file, which could not be opened, as long as the card shows what is wrong with it.
    refused: Option<(Source, host::Watch)>,
    /// What keeps it from being shown as it is.
    pub(in crate::ui) trouble: Option<Trouble>,
}

/// A file being read again. Dropping it says that it is not wanted any more.
struct Reload {
    /// What was open then.
    old: Arc<Story>,
    /// Whether somebody asked for it.
    asked: bool,
    progress: Arc<Progress>,
    receiver: Receiver<Result<Box<Fresh>, Vec<Problem>>>,
}

impl Drop for Reload {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// A story as it was saved, and how it differs from what was open.
struct Fresh {
    story: Arc<Story>,
    document: Option<Document>,
    /// The view of it, made of the one that there was when the reading began.
    state: State,
    /// Everything that is wrong with it, and the notes on it.
    problems: Vec<Problem>,
    /// Whether what it says of time can all be true.
    is_sound: bool,
    changes: Changes,
    ids: IdMap,
}

impl Reload {
    fn start(ctx: &Context, source: Source, old: Arc<Story>, state: State, asked: bool) -> Self {
        let (sender, receiver) = channel();
        let (progress, known, ctx) = (Arc::new(Progress::default()), old.clone(), ctx.clone());
        host::read(source, progress.clone(), move |done| {
            // Here, where it keeps no frame waiting.
            let Read { document, compiled: Compiled { story, problems, is_sound } } = done.read;
            let outcome = match story {
                Some(story) => {
                    let (changes, ids) = (Changes::between(&known, &story), IdMap::new(&known, &story));
                    let state = state.moved_to(State::new(&story), &known, &story, &ids);
                    Ok(Box::new(Fresh { story: Arc::new(story), document, state, problems, is_sound, changes, ids }))
                }
                None => Err(problems),
            };
            // The window may be gone by now; then nobody wants the story.
            let _ = sender.send(outcome);
            ctx.request_repaint();
        });
        Self { old, asked, progress, receiver }
    }
}

impl App {
    /// Watches the file that was just opened, which was read as `print`.
    pub(in crate::ui) fn watch_opened(&mut self, ctx: &Context, print: Option<Fingerprint>) {
        let watch = match (&self.session.source, print) {
            (Source::File(path), Some(print)) => Some(host::watch(ctx, path, print)),
            _ => None,
        };
        self.session.watching = Watching { watch, ..Watching::default() };
    }

    /// Watches a file that could not be opened: once it is mended it is.
    pub(in crate::ui) fn watch_refused(&mut self, ctx: &Context, source: Source, print: Option<Fingerprint>) {
        self.session.watching.refused = match (&source, print) {
            (Source::File(path), Some(print)) => {
                let watch = host::watch(ctx, path, print);
                Some((source, watch))
            }
            _ => None,
        };
    }

    /// Opens the file that could not be opened once it was saved anew.
    fn try_refused(&mut self, ctx: &Context) {
        if !matches!(self.overlays.card, Some(Card::Problems { .. })) {
            self.session.watching.refused = None;
        }
        let saved = |(_, watch): &mut (Source, host::Watch)| matches!(watch.change(), Some(FileChange::Modified));
        if let Some((source, _)) = self.session.watching.refused.take_if(saved) {
            self.open(ctx, source);
        }
    }

    /// Reads the open story again because somebody asks for it.
    pub(in crate::ui) fn reload(&mut self, ctx: &Context) {
        let why = match &self.session.source {
            Source::File(_) | Source::Address(_) => {
                self.start_reload(ctx, true);
                return;
            }
            Source::Episode => "The built-in story does not change",
            Source::Bytes(..) | Source::Unread(..) if host::HAS_PATHS => "What came by standard input comes only once",
            Source::Bytes(..) | Source::Unread(..) => {
                "A page cannot read a file again by itself; drop it here once more"
            }
        };
        self.overlays.notice = Some(Notice { text: why.to_owned(), failed: false, more: String::new(), until: None });
    }

    fn start_reload(&mut self, ctx: &Context, asked: bool) {
        self.session.watching.stale = false;
        let source = self.session.source.clone();
        self.session.watching.reload =
            Some(Reload::start(ctx, source, self.session.story.clone(), self.state.clone(), asked));
    }

    /// Notes for the report of a crash which story is open, and how large it is; not what it is called.
    pub(in crate::ui) fn note_story(&self) {
        let story = &self.session.story;
        let source = match &self.session.source {
            Source::Episode => "the built-in one".to_owned(),
            Source::File(path) => format!("the file {}", path.display()),
            Source::Address(address) => format!("the address {address}"),
            Source::Bytes(..) | Source::Unread(..) => "given as bytes".to_owned(),
        };
        let (events, threads) = (story.events.len(), story.threads.len());
        let (characters, places) = (story.characters.len(), story.places.len());
        let size = match &self.session.document {
            Some(document) => format!("{} bytes of text", document.text().len()),
            None => "a text too long to keep".to_owned(),
        };
        journal::note_story(format!(
            "{source}, {size}, {events} events, {threads} threads, {characters} characters, {places} places"
        ));
    }

    /// Whether the open file is being read again.
    pub(in crate::ui) fn is_reloading(&self) -> bool {
        self.session.watching.reload.is_some()
    }

    /// Takes over what the open file has become.
    pub(in crate::ui) fn follow_file(&mut self, ctx: &Context) {
        self.try_refused(ctx);
        let now = ctx.input(|input| input.time);
        match self.session.watching.watch.as_ref().and_then(host::Watch::change) {
            Some(FileChange::Modified) => self.session.watching.stale = true,
            Some(FileChange::Removed) if !self.settings.follow => {}
            Some(FileChange::Removed) => self.session.watching.trouble(TroubleKind::Gone, now),
            Some(FileChange::Restored) => self.session.watching.trouble = None,
            None => {}
        }
        if let Some(outcome) = self.session.watching.outcome() {
            let reload = self.session.watching.reload.take();
            // A version that cannot be shown is of no interest where the file was saved once more meanwhile.
            let trouble = match (outcome, reload) {
                (Ok(fresh), Some(_)) if !fresh.is_sound && self.session.is_sound => {
                    Some(TroubleKind::Contradictory(fresh.problems))
                }
                (Ok(fresh), Some(reload)) if Arc::ptr_eq(&reload.old, &self.session.story) => {
                    self.show_fresh(ctx, *fresh, reload.asked);
                    None
                }
                (Err(problems), Some(_)) => Some(TroubleKind::Unreadable(problems)),
                _ => None,
            };
            if let Some(trouble) = trouble.filter(|_| !self.session.watching.stale) {
                self.session.watching.trouble(trouble, now);
                // A notice was about an earlier save.
                self.overlays.notice = None;
            }
            ctx.request_repaint();
        }
        // One at a time: whoever saves faster than can be read sees every story that comes through, and the last one.
        if self.session.watching.stale
            && self.settings.follow
            && self.session.watching.reload.is_none()
            && self.session.opening.is_none()
        {
            self.start_reload(ctx, false);
        }
    }

    /// Puts the story that was read again in the place of the one that is open.
    fn show_fresh(&mut self, ctx: &Context, fresh: Fresh, asked: bool) {
        let Fresh { story, document, state, problems, is_sound, changes, ids } = fresh;
        let old = self.session.story.clone();
        let at = self.timeline.interaction.focused.and_then(|event| ids.event(event));
        let hold = self.hold(&ids);
        let state = self.state.moved_to(state, &old, &story, &ids);
        let new = Replacement { story, document, state, source: None, plan: None, is_sound };
        self.session.replace(ctx, &mut self.state, &mut self.timeline, new);
        self.timeline.wants.hold = hold;
        match &mut self.overlays.card {
            // What it lists has other places now.
            Some(Card::Palette(palette)) => palette.renew(),
            Some(Card::Problems { .. }) => self.overlays.card = None,
            _ => {}
        }
        // The node that had the keyboard is another event's now.
        self.timeline.interaction.focus_selected = at.is_some_and(|at| self.state.selection == Selection::Event(at));
        let was_troubled = self.session.watching.trouble.take().is_some();
        let is_troubled = has_errors(&problems);
        let notes: Vec<Problem> =
            problems.iter().filter(|problem| problem.severity == Severity::Note).cloned().collect();
        if let Some(notice) = told(&changes, &notes, asked || was_troubled && !is_troubled) {
            self.overlays.notice = Some(notice);
        }
        if is_troubled {
            self.session.watching.trouble(TroubleKind::Mistakes(problems), ctx.input(|input| input.time));
        }
        self.note_story();
    }

    /// What of the timeline is to stay where it is in the story that comes.
    fn hold(&self, ids: &IdMap) -> Option<ScrollAnchor> {
        let (plan, scene) = (self.timeline.cache.plan.get()?, self.timeline.cache.scene.get()?);
        let window = scene.scale.window;
        let seen = |event| {
            let span = plan.order.span(&self.session.story, event);
            span.start().0 as f64 <= window.end() && window.start() <= span.end().0 as f64
        };
        let event = match self.state.selection {
            Selection::Event(event) if ids.event(event).is_some() && seen(event) => Some((event, self.state.lane)),
            _ => None,
        };
        let stays = |key| ids.lane(key).is_some();
        let ScrollAnchor { target, y } = scroll::anchor(plan, event, stays, scene.scroll, scene.rect.height())?;
        let target = match target {
            AnchorTarget::Event(event, lane) => {
                AnchorTarget::Event(ids.event(event)?, lane.and_then(|lane| ids.lane(lane)))
            }
            AnchorTarget::Lane(lane) => AnchorTarget::Lane(ids.lane(lane)?),
        };
        Some(ScrollAnchor { target, y })
    }
}

impl Watching {
    fn trouble(&mut self, kind: TroubleKind, now: f64) {
        self.trouble = Some(Trouble::new(kind, now));
    }

    /// What came of reading the file again, once.
    fn outcome(&self) -> Option<Result<Box<Fresh>, Vec<Problem>>> {
        match self.reload.as_ref()?.receiver.try_recv() {
            Ok(outcome) => Some(outcome),
            Err(TryRecvError::Empty) => None,
            // The job is gone without an answer: a fault of the program's, not of the file's.
            Err(TryRecvError::Disconnected) => Some(Err(vec![broken_off()])),
        }
    }
}

/// What to tell of a reload; nothing where nothing changed and nobody asked.
fn told(changes: &Changes, notes: &[Problem], asked: bool) -> Option<Notice> {
    let text = match changes.words() {
        words if !words.is_empty() => format!("Reloaded: {words}"),
        _ if asked => "Reloaded: nothing has changed".to_owned(),
        _ => return None,
    };
    let more: Vec<String> = notes.iter().map(ToString::to_string).collect();
    let text = match notes.len() {
        0 => text,
        1 => format!("{text} · 1 note on this story"),
        count => format!("{text} · {} notes on this story", crate::story::words::number(count)),
    };
    Some(Notice { text, failed: false, more: more.join("\n"), until: None })
}

#[cfg(test)]
mod tests {
    use super::{Changes, Problem, told};
    use crate::analysis::changes::ChangeCount;
    use crate::story::problem::Severity;

    fn note() -> Problem {
        let (severity, message) = (Severity::Note, "a note".to_owned());
        Problem { severity, code: "x", message, path: String::new(), line: None, column: None }
    }

    #[test]
    fn a_reload_is_told_where_it_matters() {
        let none = Changes::default();
        let some = Changes { events: ChangeCount { added: 3, removed: 1, changed: 12 }, ..none };
        let check = |changes, notes: usize, asked, expect: Option<&str>| {
            let notes = vec![note(); notes];
            let notice = told(&changes, &notes, asked);
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
