//! The progress of a picture, shared between the thread that makes it and the one that waits and may cancel.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::ExportError;

/// The progress of a picture, and whether it was cancelled. Clones share the same picture.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Percent of the rows that are written.
    percent: Arc<AtomicU32>,
    cancelled: Arc<AtomicBool>,
}

impl Progress {
    /// Percent of the picture that is written.
    pub fn percent(&self) -> u32 {
        self.percent.load(Ordering::Relaxed)
    }

    /// Cancels the picture; it stops at the next band.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the picture was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// A flag that cancels when it is set, for signal handlers.
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    pub(super) fn note(&self, rows: u32, of: u32) {
        let percent = u64::from(rows) * 100 / u64::from(of.max(1));
        self.percent.store(percent as u32, Ordering::Relaxed);
    }

    /// An error if the picture was cancelled.
    pub(super) fn check(&self) -> Result<(), ExportError> {
        if self.is_cancelled() { Err(ExportError::Cancelled) } else { Ok(()) }
    }
}
