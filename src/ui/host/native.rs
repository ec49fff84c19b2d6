//! On the desktop: files have paths, dialogs are the desktop's, and work is done on threads.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::Duration;

use egui::{Context, DroppedFileHandle, ViewportCommand};

use super::foreign::{new_name, read_any};
use super::picture::Picture;
use super::progress::{Cancelled, Fingerprint, Progress};
use super::read::{Done, Read, read_bytes, unreadable};
use super::saving::{Refusal, Saved, file_name, with_ending};
use super::source::{Arrival, Dialog, EPISODE, Source};
use crate::document::Document;
use crate::export::{self, picture::write_png};
use crate::files::SaveError;
use crate::files::fonts::FontFiles;
pub(in crate::ui) use crate::files::watch::{FileChange, Watch};
use crate::import::formats;
use crate::story::Story;
use crate::story::compile::{Compiled, compile_edited};
use crate::story::letters::{Letters, Texts};
use crate::story::scheduler::{Scheduler, Stage, block_on};
use crate::story::workers;
use crate::theme::{Choice, Fonts};

/// Whether files have paths that can be typed, remembered and looked at.
pub(in crate::ui) const HAS_PATHS: bool = true;
/// The hint in the field for opening a story.
pub(in crate::ui) const WHAT_TO_TYPE: &str = "Path of a story file";

/// The source that is meant by `text`, typed to open a story.
pub(in crate::ui) fn source(text: &str) -> Source {
    if text.starts_with("https://") || text.starts_with("http://") {
        return Source::Address(text.to_owned());
    }
    Source::File(text.into())
}

/// Loading on a thread of its own, with all workers: it tells how far it is, and stops when it is cancelled.
struct Beside<'p>(&'p Progress);

impl Scheduler for Beside<'_> {
    type Stop = Cancelled;

    async fn yield_at(&self, stage: Stage, share: f32) -> Result<(), Cancelled> {
        self.0.note_stage(stage, share)
    }

    fn workers(&self) -> usize {
        workers::available()
    }
}

/// Reads a story and hands it to `done`, unless that is cancelled.
pub(in crate::ui) fn read(source: Source, progress: Arc<Progress>, done: impl FnOnce(Done) + Send + 'static) {
    thread::spawn(move || {
        let scheduler = Beside(&progress);
        let (mut source, mut given) = (source, Arc::from([]));
        if let Source::Bytes(_, bytes) = &mut source {
            // The bytes are not needed again once they are read.
            std::mem::swap(bytes, &mut given);
        }
        let loaded = match &source {
            Source::Episode => block_on(read_bytes(EPISODE, &scheduler)),
            Source::Bytes(name, _) => block_on(read_any(name, given.to_vec(), &scheduler)),
            Source::File(path) => match crate::files::read_story_with_fingerprint(path) {
                Ok((bytes, print)) => {
                    progress.note_print(print);
                    block_on(read_any(&source.short_name(), bytes, &scheduler))
                }
                Err(problem) => Ok(Read::refused(problem)),
            },
            Source::Address(address) => Ok(Read::refused(unreadable(format!(
                "\"{address}\" is an address; this window reads files only: download it, or open it in the browser"
            )))),
            Source::New(name) => Ok(Read::refused(unreadable(format!("{name} is in no file yet")))),
            Source::Picked(name, _) => Ok(Read::refused(unreadable(format!("{name} is a file of a browser's")))),
            Source::Unread(_, why) => Ok(Read::refused(unreadable(why.clone()))),
        };
        if let Ok(read) = loaded {
            if let Some(foreign) = &read.foreign {
                source = Source::New(new_name(&foreign.file));
            }
            progress.note_loaded();
            done(Done { source, read });
        }
    });
}

/// Compiles the text that `before` became by an edit beside the frames and hands the story to `done`, unless that is
/// cancelled.
pub(in crate::ui) fn compile(
    document: Document,
    before: Arc<Story>,
    progress: Arc<Progress>,
    done: impl FnOnce(Compiled) + Send + 'static,
) {
    thread::spawn(move || {
        if let Ok(compiled) = block_on(compile_edited(document.text(), Some(&before), &Beside(&progress))) {
            drop((document, before));
            done(compiled);
        }
    });
}

/// Drops something large without keeping a frame waiting.
pub(in crate::ui) fn drop_in_background(thing: impl Send + 'static) {
    // If no thread can be started, it is dropped here.
    let _ = thread::Builder::new().spawn(move || drop(thing));
}

/// The answer of another thread, waited for.
pub(in crate::ui) fn receive<T>(receiver: &Receiver<T>, longest: Duration) -> Option<T> {
    receiver.recv_timeout(longest).ok()
}

/// Watches a file that was read as `print`; `ctx` is woken after every change.
pub(in crate::ui) fn watch(ctx: &Context, path: &Path, print: Fingerprint) -> Watch {
    let ctx = ctx.clone();
    Watch::start(path.to_owned(), print, move || ctx.request_repaint())
}

/// Calls `step` beside the frames until it says that it is done.
pub(in crate::ui) fn in_background(mut step: impl FnMut() -> bool + Send + 'static) {
    thread::spawn(move || while !step() {});
}

/// Makes a picture and writes it to `target`; tells `done` its path, or why it was not written.
pub(in crate::ui) fn write(
    target: String,
    picture: Picture,
    progress: export::Progress,
    done: impl FnOnce(Result<String, String>) + Send + 'static,
) {
    thread::spawn(move || {
        let path = PathBuf::from(&target);
        let fill =
            |out: &mut dyn Write| write_png(picture.subject(), out, &progress).map(drop).map_err(io::Error::from);
        let written = crate::files::write_whole_by(&path, fill);
        done(written.map(|()| path.display().to_string()).map_err(|error| error.to_string()));
    });
}

/// Fonts for the letters of a story and for more. Reads files, if the bundled font lacks any.
pub(in crate::ui) fn fonts_for(story: &Story, more: &BTreeSet<char>) -> Choice {
    static FILES: LazyLock<FontFiles> = LazyLock::new(FontFiles::of_system);
    let mut letters = Letters::of(story, Texts::All);
    letters.add_text(&more.iter().collect::<String>());
    FILES.choose(&letters)
}

/// The fonts before a story is there.
pub(in crate::ui) fn fonts() -> Fonts {
    Fonts::bundled()
}

/// Looks for fonts for the letters of a story and for more, beside the frames; the receiver gets them.
pub(in crate::ui) fn find_fonts(ctx: &Context, story: &Arc<Story>, letters: &BTreeSet<char>) -> Receiver<Choice> {
    let (sender, receiver) = channel();
    // Nothing is looked for if the story has been closed meanwhile.
    let (ctx, story, letters) = (ctx.clone(), Arc::downgrade(story), letters.clone());
    thread::spawn(move || {
        if let Some(story) = story.upgrade() {
            // The window may be gone by now.
            let _ = sender.send(fonts_for(&story, &letters));
            ctx.request_repaint();
        }
    });
    receiver
}

/// Waits for the answer of another thread; returns whether it came, or cannot come any more.
pub(in crate::ui) fn wait_for<T>(receiver: &Receiver<T>, longest: Duration) -> bool {
    !matches!(receiver.recv_timeout(longest), Err(RecvTimeoutError::Timeout))
}

/// The file that was dropped into the window.
pub(in crate::ui) fn dropped(_: &Context, file: &DroppedFileHandle) -> Dialog {
    let (sender, receiver) = channel();
    // The receiver is here: it cannot be gone.
    let _ = sender.send(Some(Source::File(file.path().to_owned())));
    receiver
}

/// Opens the desktop's dialog for a story to open.
pub(in crate::ui) fn ask_story(ctx: &Context) -> Dialog {
    let foreign: Vec<&str> = formats().iter().flat_map(|format| format.endings).copied().collect();
    let every: Vec<&str> = ["json"].into_iter().chain(foreign.iter().copied()).collect();
    let dialog = rfd::AsyncFileDialog::new()
        .add_filter("Stories", &every)
        .add_filter("Stories of this program", &["json"])
        .add_filter("Files of other programs", &foreign);
    wait(ctx, dialog.pick_file())
}

/// Opens the desktop's dialog for the place to save a picture, starting from `path`.
pub(in crate::ui) fn ask_target(ctx: &Context, path: &str) -> Dialog {
    let path = Path::new(path);
    let name = path.file_name().map(|name| name.display().to_string()).unwrap_or_default();
    let dialog = rfd::AsyncFileDialog::new().add_filter("PNG picture", &["png"]).set_file_name(name);
    let dialog = match path.parent() {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    };
    wait(ctx, dialog.save_file())
}

fn wait(ctx: &Context, answer: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static) -> Dialog {
    let (sender, receiver) = channel();
    let ctx = ctx.clone();
    thread::spawn(move || {
        let answer = pollster::block_on(answer);
        // The card may be closed by now; then the answer is not wanted.
        let _ = sender.send(answer.map(|file| Source::File(file.path().to_owned())));
        ctx.request_repaint();
    });
    receiver
}

/// Whether the host asks itself where to save a story, without a card.
pub(in crate::ui) fn has_save_dialog() -> bool {
    false
}

/// Whether a story from this source is saved without asking where.
pub(in crate::ui) fn can_save_to(source: &Source) -> bool {
    matches!(source, Source::File(_))
}

/// The path that is suggested for saving a story: its own, or one in the folder of the last story, named after it.
pub(in crate::ui) fn save_path(source: &Source, title: &str, recent: Option<&Path>) -> String {
    if let Source::File(path) = source {
        return path.display().to_string();
    }
    let folder = recent.and_then(Path::parent).filter(|folder| folder.is_dir()).map_or_else(documents, Path::to_owned);
    folder.join(file_name(source, title)).display().to_string()
}

/// The folder for the first story: the one that desktops have for documents, or else home.
fn documents() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

/// The file that is meant by a typed path.
pub(in crate::ui) fn save_target(path: &str) -> Option<Source> {
    with_ending(path).map(|path| Source::File(path.into()).absolute())
}

/// Opens the desktop's dialog for the place to save a story, starting from `path`.
pub(in crate::ui) fn ask_save(ctx: &Context, path: &str) -> Dialog {
    let path = Path::new(path);
    let name = path.file_name().map(|name| name.display().to_string()).unwrap_or_default();
    let dialog = rfd::AsyncFileDialog::new().add_filter("Story", &["json"]).set_file_name(name);
    let dialog = match path.parent() {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    };
    wait(ctx, dialog.save_file())
}

/// Saves a story to its file; not over a state of that which differs from the known one.
pub(in crate::ui) fn save(
    to: Source,
    document: Document,
    known: Option<Fingerprint>,
    done: impl FnOnce(Result<Saved, Refusal>) + Send + 'static,
) {
    thread::spawn(move || {
        let Source::File(path) = &to else {
            return done(Err(Refusal::Failed(format!("{} is no file", to.name()))));
        };
        done(match crate::files::save(path, &document.to_bytes(), known.as_ref()) {
            Ok(print) => Ok(Saved { source: to, print: Some(print) }),
            Err(SaveError::ChangedOutside(_)) => Err(Refusal::Changed),
            Err(error) => Err(Refusal::Failed(error.to_string())),
        });
    });
}

/// The folder for the first picture: the one that desktops have for pictures, or else home.
pub(in crate::ui) fn pictures_folder() -> PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    let pictures = home.join("Pictures");
    if pictures.is_dir() { pictures } else { home }
}

/// Whether there is a file at `path` already.
pub(in crate::ui) fn exists(path: &str) -> bool {
    Path::new(path).exists()
}

/// Sets the window's title.
pub(in crate::ui) fn set_title(ctx: &Context, title: &str) {
    ctx.send_viewport_cmd(ViewportCommand::Title(title.to_owned()));
}

/// The window asks itself before it closes.
pub(in crate::ui) fn ask_before_leaving(_: bool) {}

/// Whether the view has an address that can be shared.
pub(in crate::ui) const HAS_ADDRESS: bool = false;

/// There is no browser.
pub(in crate::ui) fn arrival() -> Option<Arrival> {
    None
}

/// See [`HAS_ADDRESS`].
pub(in crate::ui) fn show_address(_: Option<&str>, _: Option<&str>, _: &str, _: bool) {}

/// See [`HAS_ADDRESS`].
pub(in crate::ui) fn listen(_: &Context) {}

/// There is no browser to go back or forward.
pub(in crate::ui) fn go(_: i32) -> bool {
    false
}

/// Whether the selection can go back or forward: whatever `trail` says, since there is no browser.
pub(in crate::ui) fn can_go(_: i32, trail: bool) -> bool {
    trail
}

/// Opens an address in the browser.
pub(in crate::ui) fn open_url(ctx: &Context, url: &str) {
    ctx.open_url(egui::OpenUrl::new_tab(url));
}

/// Whether the system asks for less motion; eframe does not tell.
pub(in crate::ui) fn wants_stillness() -> bool {
    false
}

/// The view as `--view` takes it.
pub(in crate::ui) fn link(_: Option<&str>, fragment: &str) -> String {
    format!("#{fragment}")
}

/// Puts a text onto the clipboard; the receiver hears whether that was possible.
pub(in crate::ui) fn copy(ctx: &Context, text: String) -> Receiver<bool> {
    let (sender, receiver) = channel();
    ctx.copy_text(text);
    // The receiver is here: it cannot be gone.
    let _ = sender.send(true);
    receiver
}

/// Whether fingers are the main pointer; a window cannot know that before the first touch.
pub(in crate::ui) fn is_for_fingers() -> bool {
    false
}

/// Whether the host keeps these keys for itself.
pub(in crate::ui) fn is_taken(_: &str) -> bool {
    false
}
