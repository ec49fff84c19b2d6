//! Work that goes on for longer than a frame and is not about the open story: a picture being written, a link being
//! copied, a dropped file on its way. Each tells its outcome once, through its `poll`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use egui::Context;

use super::host::picture::Picture;
use super::host::source::{Dialog, Source};
use super::host::{self, HAS_ADDRESS};
use super::next::Next;
use super::notice::Notice;
use crate::export::picture::PictureKind;
use crate::export::{PictureSize, Progress};
use crate::state::State;
use crate::state::view::View;
use crate::story::Story;
use crate::theme::{Fonts, Theme};
use crate::time::digits::grouped;

/// How long a window that is closed waits for a picture that is nearly done.
const NEARLY: Duration = Duration::from_secs(5);

/// The jobs that are going on.
#[derive(Default)]
pub(in crate::ui) struct Jobs {
    /// A picture being written.
    pub(in crate::ui) exporting: Option<Exporting>,
    /// A link on its way to the clipboard.
    pub(in crate::ui) copying: Option<Copying>,
    /// The browser's question where to save the story, and what comes after that.
    pub(in crate::ui) save_dialog: Option<(Dialog, Option<Next>)>,
    /// A file that was dropped and is not here yet.
    pub(in crate::ui) dropped: Option<Dialog>,
}

/// The picture that the user asks for.
#[derive(Clone, Debug)]
pub(in crate::ui) struct PictureRequest {
    pub(in crate::ui) kind: PictureKind,
    pub(in crate::ui) size: PictureSize,
    /// Whether it is in the dark theme.
    pub(in crate::ui) dark: bool,
    /// The path to write to.
    pub(in crate::ui) path: String,
}

/// A picture being written.
pub(in crate::ui) struct Exporting {
    path: PathBuf,
    progress: Progress,
    receiver: Receiver<Notice>,
}

impl Exporting {
    /// Starts to write the picture that is asked for; requests a repaint of `ctx` when it is done.
    pub(in crate::ui) fn start(
        ctx: &Context,
        story: Arc<Story>,
        state: State,
        fonts: Fonts,
        wanted: &PictureRequest,
    ) -> Self {
        let (sender, receiver) = channel();
        let progress = Progress::default();
        let theme = if wanted.dark { Theme::dark() } else { Theme::light() };
        let size = wanted.size;
        let picture = Picture { story, state, kind: wanted.kind, size, theme, fonts };
        let path = PathBuf::from(&wanted.path);
        let (ctx, noted, name) = (ctx.clone(), progress.clone(), name_of(&path));
        host::write(wanted.path.clone(), picture, progress.clone(), move |written| {
            let [width, height] = size.pixels().map(grouped);
            let told = |text: String, more: String, failed| Notice { text, failed, more, until: None };
            let notice = match written {
                Ok(path) => told(format!("Saved {path}, {width} × {height} pixels"), path, false),
                Err(_) if noted.is_cancelled() => {
                    told(format!("Cancelled: {name} was not saved"), String::new(), false)
                }
                Err(error) => told(format!("Not saved: {error}"), error, true),
            };
            // The window may be closed by now.
            let _ = sender.send(notice);
            ctx.request_repaint();
        });
        Self { path, progress, receiver }
    }

    /// The name of the file.
    pub(in crate::ui) fn name(&self) -> String {
        name_of(&self.path)
    }

    /// How much of it is written, in percent.
    pub(in crate::ui) fn percent(&self) -> u32 {
        self.progress.percent()
    }

    /// Stops writing; the unfinished file is removed.
    pub(in crate::ui) fn cancel(&self) {
        self.progress.cancel();
    }

    /// Finishes a picture that is nearly done, and cancels any other, because the window closes.
    pub(in crate::ui) fn leave(&self) {
        if !host::wait_for(&self.receiver, NEARLY) {
            self.cancel();
            host::wait_for(&self.receiver, NEARLY);
        }
    }

    /// The notice that it was written, or why not; once.
    fn poll(&self) -> Option<Notice> {
        match self.receiver.try_recv() {
            Ok(notice) => Some(notice),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let text = "Not saved: writing broke off because of a mistake in this program".to_owned();
                Some(Notice { more: text.clone(), text, failed: true, until: None })
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.display().to_string())
}

/// A link to a view on its way to the clipboard, which a browser may refuse.
pub(in crate::ui) struct Copying {
    receiver: Receiver<bool>,
    /// The notice to show once it is copied.
    notice: Notice,
}

impl Copying {
    /// Starts to copy a link to a view of the story from `source`.
    pub(in crate::ui) fn start(ctx: &Context, source: &Source, view: &View) -> Self {
        let (address, _) = source.entry();
        let link = host::link(address, &view.to_fragment());
        let is_on_disk = matches!(source, Source::File(_) | Source::Bytes(..) | Source::Picked(..) | Source::New(_));
        let text = match () {
            () if !HAS_ADDRESS => "Copied the view: `plotlanes --view` and `plotlanes export --view` take it",
            () if is_on_disk => "Copied; the link has the view but not the story, which is a file of yours",
            () => "Copied a link to this view",
        };
        let notice = Notice { text: text.to_owned(), failed: false, more: link.clone(), until: None };
        Self { receiver: host::copy(ctx, link), notice }
    }

    /// The notice that it was copied, or was not, once that is known.
    fn poll(&self) -> Option<Notice> {
        let is_copied = self.receiver.try_recv().ok()?;
        if is_copied {
            return Some(self.notice.clone());
        }
        let text = "Not copied: the browser did not allow it; the address bar has the link".to_owned();
        Some(Notice { text, failed: true, ..self.notice.clone() })
    }
}

impl Jobs {
    /// The notice of whatever has ended since the last call; if several have, of the last.
    pub(in crate::ui) fn poll(&mut self) -> Option<Notice> {
        let copied = self.copying.as_ref().and_then(Copying::poll);
        if copied.is_some() {
            self.copying = None;
        }
        let written = self.exporting.as_ref().and_then(Exporting::poll);
        if written.is_some() {
            self.exporting = None;
        }
        written.or(copied)
    }
}
