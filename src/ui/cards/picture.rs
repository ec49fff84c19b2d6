//! A picture being written on a worker while the window stays alive.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use super::export::Wish;
use crate::export::picture::{PictureKind, Subject};
use crate::export::{PictureSize, Progress};
use crate::state::State;
use crate::story::Story;
use crate::theme::Theme;
use crate::time::digits::grouped;
use crate::ui::bars::notice::Notice;
use crate::ui::host;

/// How long a window that is closed waits for a picture that is nearly done.
const NEARLY: Duration = Duration::from_secs(5);

/// A picture as it was when it was asked for.
pub(in crate::ui) struct Wanted {
    story: Arc<Story>,
    state: State,
    kind: PictureKind,
    size: PictureSize,
    theme: Theme,
}

impl Wanted {
    /// The picture to draw.
    pub(in crate::ui) fn subject(&self) -> Subject<'_> {
        Subject { story: &self.story, state: &self.state, kind: self.kind, size: self.size, theme: &self.theme }
    }
}

/// A picture being written.
pub(in crate::ui) struct Exporting {
    path: PathBuf,
    progress: Progress,
    receiver: Receiver<Notice>,
}

impl Exporting {
    /// Starts to write the picture that is wished for; requests a repaint of `ctx` when it is done.
    pub(in crate::ui) fn start(
        ctx: &egui::Context,
        story: Arc<Story>,
        state: State,
        wish: &Wish,
        size: PictureSize,
    ) -> Self {
        let (sender, receiver) = channel();
        let progress = Progress::default();
        let theme = if wish.dark { Theme::dark() } else { Theme::light() };
        let wanted = Wanted { story, state, kind: wish.kind, size, theme };
        let path = PathBuf::from(&wish.path);
        let (ctx, noted, name) = (ctx.clone(), progress.clone(), name_of(&path));
        host::write(wish.path.clone(), wanted, progress.clone(), move |written| {
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
    pub(in crate::ui) fn poll(&mut self) -> Option<Notice> {
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
