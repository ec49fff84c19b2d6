//! The host in a browser. Files are chosen, dropped or fetched, and have no paths; pictures are downloads; all work is
//! done between frames.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use egui::{Context, FontData};
use js_sys::futures::spawn_local;
use wasm_bindgen::JsValue;
use web_sys::Window;

use super::canvas;
use super::disk::{download, read_picked};
use super::fetch::fetch;
use super::page::{document, sleep};
use super::picture::Picture;
use super::progress::{Cancelled, Fingerprint, Progress};
use super::read::{Done, Read, read_bytes, unreadable};
use super::source::{Dialog, EPISODE, Source};
use crate::document::Document as StoryText;
use crate::export::{self, picture::write_png_in_slices};
use crate::story::Story;
use crate::story::compile::{Compiled, compile_edited};
use crate::story::scheduler::{Scheduler, Stage};
use crate::theme::typeface::Fallback;
use crate::theme::{Choice, Fonts, Weight};

/// Whether files have paths, which can be typed, remembered and read again.
pub(in crate::ui) const HAS_PATHS: bool = false;
/// The label of the field in which a story to open is typed.
pub(in crate::ui) const WHAT_TO_TYPE: &str = "Address of a story file";
/// The time, in milliseconds, for the browser to show that work has started before the work blocks it.
const PAUSE_MS: i32 = 40;

/// The source that a typed text means: always an address.
pub(in crate::ui) fn source(text: &str) -> Source {
    Source::Address(text.to_owned())
}

/// The longest time that loading may block the page, in milliseconds: less than a frame.
const TURN: f64 = 12.0;

/// Runs loading between the frames of the page: after each [`TURN`], the page gets time for a frame.
struct InTurns<'p> {
    progress: &'p Progress,
    /// The start of this turn, in milliseconds, as the bits of an `f64`.
    since: AtomicU64,
}

impl Scheduler for InTurns<'_> {
    type Stop = Cancelled;

    async fn yield_at(&self, stage: Stage, share: f32) -> Result<(), Cancelled> {
        self.progress.note_stage(stage, share)?;
        if js_sys::Date::now() - f64::from_bits(self.since.load(Ordering::Relaxed)) > TURN {
            sleep(0).await;
            self.since.store(js_sys::Date::now().to_bits(), Ordering::Relaxed);
        }
        Ok(())
    }

    fn workers(&self) -> usize {
        1
    }
}

/// Reads a story and passes it to `done`, unless cancelled.
pub(in crate::ui) fn read(source: Source, progress: Arc<Progress>, done: impl FnOnce(Done) + 'static) {
    spawn_local(async move {
        // A turn that started at 0 is over, so the first yield lets the page draw a frame.
        let scheduler = InTurns { progress: &progress, since: AtomicU64::new(0) };
        let (mut source, mut given) = (source, Arc::from([]));
        if let Source::Bytes(_, bytes) = &mut source {
            // The bytes are not needed any more after reading, so the source does not keep them.
            std::mem::swap(bytes, &mut given);
        }
        let loaded = match &source {
            Source::Episode => read_bytes(EPISODE, &scheduler).await,
            Source::Bytes(..) => {
                sleep(PAUSE_MS).await;
                read_bytes(given, &scheduler).await
            }
            Source::Address(address) => match fetch(address, &progress).await {
                Ok(bytes) => {
                    sleep(PAUSE_MS).await;
                    read_bytes(bytes, &scheduler).await
                }
                Err(message) => Ok(Read::refused(unreadable(message))),
            },
            Source::File(path) => {
                let path = path.display();
                Ok(Read::refused(unreadable(format!("a page cannot read {path} by itself; drop the file here"))))
            }
            Source::Picked(name, handle) => match read_picked(name, *handle, &progress).await {
                Ok(bytes) => {
                    sleep(PAUSE_MS).await;
                    read_bytes(bytes, &scheduler).await
                }
                Err(message) => Ok(Read::refused(unreadable(message))),
            },
            Source::New(name) => Ok(Read::refused(unreadable(format!("{name} is in no file yet")))),
            Source::Unread(_, why) => Ok(Read::refused(unreadable(why.clone()))),
        };
        if let Ok(read) = loaded {
            progress.note_loaded();
            sleep(0).await;
            done(Done { source, read });
        }
    });
}

/// Compiles the text that `before` became by an edit between the frames and hands the story to `done`, unless that is
/// cancelled.
pub(in crate::ui) fn compile(
    text: StoryText,
    before: Arc<Story>,
    progress: Arc<Progress>,
    done: impl FnOnce(Compiled) + 'static,
) {
    spawn_local(async move {
        let scheduler = InTurns { progress: &progress, since: AtomicU64::new(0) };
        if let Ok(compiled) = compile_edited(text.text(), Some(&before), &scheduler).await {
            drop((text, before));
            sleep(0).await;
            done(compiled);
        }
    });
}

/// Drops something large at once: a page has no other thread to do it.
pub(in crate::ui) fn drop_in_background(thing: impl Send + 'static) {
    drop(thing);
}

/// A change of a watched file.
#[derive(Clone, Copy, Debug)]
#[expect(dead_code, reason = "a page has no files to watch")]
pub(in crate::ui) enum FileChange {
    Modified,
    Removed,
    Restored,
}

/// A watched file. A page has none.
#[derive(Debug)]
pub(in crate::ui) struct Watch;

impl Watch {
    /// Never a change.
    #[expect(clippy::unused_self, reason = "as on the desktop")]
    pub(in crate::ui) fn change(&self) -> Option<FileChange> {
        None
    }
}

/// Watches nothing, because a page has no files to watch.
pub(in crate::ui) fn watch(_: &Context, _: &Path, _: Fingerprint) -> Watch {
    Watch
}

/// The fonts of every story: those that are here. What they lack, the browser draws.
pub(in crate::ui) fn fonts_for(_: &Story, _: &BTreeSet<char>) -> Choice {
    Choice { fonts: fonts(), lacking: Vec::new() }
}

/// The fonts that are here: the bundled ones, and the one for [`ARABIC`] once it was fetched.
pub(in crate::ui) fn fonts() -> Fonts {
    let arabic = ARABIC.with_borrow(Clone::clone);
    let fallbacks = Weight::ALL.map(|_| arabic.iter().cloned().collect());
    Fonts::with_fallbacks(fallbacks, BTreeSet::new()).with_rasterizers(canvas::rasterizers().into())
}

thread_local! {
    /// The font for Arabic. The browser draws a letter at a time, but letters of Arabic join.
    static ARABIC: RefCell<Option<Arc<Fallback>>> = const { RefCell::new(None) };
}

/// The file of the font for Arabic, beside the page.
const ARABIC_FILE: &str = "NotoSansArabic.ttf";

/// Fetches the font for Arabic if these letters need it; the receiver gets the fonts once it is there.
pub(in crate::ui) fn find_fonts(ctx: &Context, _: &Arc<Story>, letters: &BTreeSet<char>) -> Receiver<Choice> {
    let (sender, receiver) = channel();
    let is_arabic =
        |letter: &char| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}');
    if letters.iter().any(is_arabic) && ARABIC.with_borrow(Option::is_none) {
        let ctx = ctx.clone();
        spawn_local(async move {
            // Without it, the letters stay as the browser draws them.
            let Ok(bytes) = fetch(ARABIC_FILE, &Progress::default()).await else { return };
            if !bytes.starts_with(&[0, 1, 0, 0]) {
                return;
            }
            let font = Fallback {
                name: "Noto Sans Arabic".to_owned(),
                data: Arc::new(FontData::from_owned(bytes)),
                letters: Arc::from([]),
                description: String::new(),
            };
            ARABIC.set(Some(Arc::new(font)));
            // The page may show another story by now, which has these fonts as well.
            let _ = sender.send(Choice { fonts: fonts(), lacking: Vec::new() });
            ctx.request_repaint();
        });
    }
    receiver
}

/// Makes a picture and passes it to the browser as a download named `target`. The page can draw frames between bands of
/// the picture.
pub(in crate::ui) fn write(
    target: String,
    picture: Picture,
    progress: export::Progress,
    done: impl FnOnce(Result<String, String>) + 'static,
) {
    spawn_local(async move {
        sleep(PAUSE_MS).await;
        let refused = |error: JsValue| format!("the browser refused the download ({error:?})");
        let mut bytes = Vec::new();
        let made = write_png_in_slices(picture.subject(), &mut bytes, &progress, async || sleep(0).await).await;
        let written = made
            .map_err(|error| error.to_string())
            .and_then(|()| download(&target, "image/png", &bytes).map_err(refused));
        done(written.map(|()| target));
    });
}

/// The answer of work that is done, without waiting.
pub(in crate::ui) fn receive<T>(receiver: &Receiver<T>, _: Duration) -> Option<T> {
    receiver.try_recv().ok()
}

/// Never waits, because a page cannot block.
pub(in crate::ui) fn wait_for<T>(_: &Receiver<T>, _: Duration) -> bool {
    false
}

/// Asks nothing, because downloads have a name but no folder to choose.
pub(in crate::ui) fn ask_target(_: &Context, _: &str) -> Dialog {
    channel().1
}

/// No folder, because the browser decides where downloads go.
pub(in crate::ui) fn pictures_folder() -> PathBuf {
    PathBuf::new()
}

/// Always `false`, because the browser never overwrites a download.
pub(in crate::ui) fn exists(_: &str) -> bool {
    false
}

/// Sets the title of the page.
pub(in crate::ui) fn set_title(_: &Context, title: &str) {
    if let Ok(document) = document() {
        document.set_title(title);
    }
}

/// Copies a text to the clipboard. The receiver gets whether the browser allowed it.
pub(in crate::ui) fn copy(ctx: &Context, text: String) -> Receiver<bool> {
    let (sender, receiver) = channel();
    let ctx = ctx.clone();
    spawn_local(async move {
        // Pages over plain HTTP have no clipboard.
        let copied = match web_sys::window().filter(Window::is_secure_context) {
            Some(window) => window.navigator().clipboard().write_text(&text).await.is_ok(),
            None => false,
        };
        let _ = sender.send(copied);
        ctx.request_repaint();
    });
    receiver
}

/// Whether touch is the main pointing device.
pub(in crate::ui) fn is_for_fingers() -> bool {
    holds("(pointer: coarse)")
}

/// Whether the system asks for less motion.
pub(in crate::ui) fn wants_stillness() -> bool {
    holds("(prefers-reduced-motion: reduce)")
}

fn holds(query: &str) -> bool {
    let list = web_sys::window().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// Opens an address in a new tab, which gets no referrer and cannot navigate this tab.
pub(in crate::ui) fn open_url(_: &Context, url: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.open_with_url_and_target_and_features(url, "_blank", "noopener,noreferrer");
    }
}

/// Whether to leave these keys to the browser, which uses them to search or reload the page or to open help.
pub(in crate::ui) fn is_taken(keys: &str) -> bool {
    matches!(keys, "Ctrl+F" | "F1" | "F3" | "F5" | "Shift+F3")
}

/// Calls `step` until it returns `true`, a few milliseconds at a time between frames, so that input and drawing are not
/// delayed.
pub(in crate::ui) fn in_background(mut step: impl FnMut() -> bool + Send + 'static) {
    const SLICE: f64 = 8.0;
    spawn_local(async move {
        loop {
            // Before the first step, the page shows that work has started.
            sleep(1).await;
            let start = js_sys::Date::now();
            while (0.0..SLICE).contains(&(js_sys::Date::now() - start)) {
                if step() {
                    return;
                }
            }
        }
    });
}
