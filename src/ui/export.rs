//! Saving pictures from the window: what is wanted, and the job that writes it while the window stays alive.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

use super::status::Notice;
use crate::export::PictureSize;
use crate::export::picture::Kind;
#[cfg(not(target_arch = "wasm32"))]
use {super::App, crate::theme::Theme, std::sync::mpsc::channel};

/// What the export card asks for.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    /// View or poster.
    pub kind: Kind,
    /// In points, as typed.
    pub width: u32,
    /// In points, as typed.
    pub height: u32,
    /// Pixels per point.
    pub scale: f32,
    /// Dark or light.
    pub dark: bool,
    /// Where to, as typed.
    pub path: String,
    /// Whether size and path have been filled in.
    pub ready: bool,
}

impl Wish {
    /// A wish that the card fills in when it is first shown.
    pub(super) fn new(poster: bool) -> Self {
        let kind = if poster { Kind::Poster } else { Kind::View };
        Self { kind, width: 1280, height: 800, scale: 2.0, dark: true, path: String::new(), ready: false }
    }

    /// The size, or why there can be none.
    pub(super) fn size(&self) -> Result<PictureSize, crate::export::ExportError> {
        PictureSize::new(self.width, self.height, self.scale)
    }
}

/// A picture being written.
pub(super) struct Exporting {
    path: PathBuf,
    receiver: Receiver<Notice>,
}

impl Exporting {
    /// Starts to write what is wished for; `ctx` is woken when it is done.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn start(ctx: &egui::Context, app: &App, wish: &Wish, size: PictureSize) -> Self {
        let (sender, receiver) = channel();
        let path = PathBuf::from(&wish.path);
        let (story, state, kind, ctx) = (app.opened.story.clone(), app.state.clone(), wish.kind, ctx.clone());
        let theme = if wish.dark { Theme::dark() } else { Theme::light() };
        let target = path.clone();
        std::thread::spawn(move || {
            let written = crate::export::picture::png(&story, &state, kind, size, &theme)
                .map_err(|error| error.to_string())
                .and_then(|bytes| crate::files::write_whole(&target, &bytes).map_err(|error| error.to_string()));
            let [width, height] = size.pixels();
            let notice = match written {
                Ok(()) => Notice {
                    text: format!("Saved {}, {width} × {height} pixels", target.display()),
                    failed: false,
                    more: target.display().to_string(),
                    until: None,
                },
                Err(error) => Notice { text: format!("Not saved: {error}"), failed: true, more: error, until: None },
            };
            // The window may be gone by now; the picture is written all the same.
            let _ = sender.send(notice);
            ctx.request_repaint();
        });
        Self { path, receiver }
    }

    /// What it is writing.
    pub(super) fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.display().to_string())
    }

    /// What to tell, once.
    pub(super) fn poll(&mut self) -> Option<Notice> {
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
