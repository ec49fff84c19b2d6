//! What the window needs of where it runs: reading and writing files, dialogs, the page's address. The same few
//! functions for the desktop and for the browser; everything else in this room runs on both alike.

#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use native::*;
#[cfg(target_arch = "wasm32")]
pub(super) use {history::*, web::*};

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Receiver;

use super::open::Source;

/// A file that was asked for: what was chosen, or `None` if nothing was.
pub(super) type Dialog = Receiver<Option<Source>>;

/// How far the reading of a story is.
#[derive(Debug, Default)]
pub(super) struct Progress {
    bytes: AtomicU64,
    /// 0 as long as it is unknown.
    total: AtomicU64,
    cancelled: AtomicBool,
    /// What a file was read as, where it can be watched.
    print: OnceLock<Print>,
}

impl Progress {
    /// How many bytes have come, and of how many where that is known.
    pub(super) fn bytes(&self) -> (u64, Option<u64>) {
        let total = self.total.load(Ordering::Relaxed);
        (self.bytes.load(Ordering::Relaxed), (total > 0).then_some(total))
    }

    /// What the file was read as, once it was.
    pub(super) fn print(&self) -> Option<Print> {
        self.print.get().copied()
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn note_print(&self, print: Option<Print>) {
        if let Some(print) = print {
            // A story is read once for each progress.
            let _ = self.print.set(print);
        }
    }

    /// Says that nobody waits any more.
    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    #[cfg(target_arch = "wasm32")]
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    #[cfg(target_arch = "wasm32")]
    fn note(&self, bytes: u64, total: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }
}
