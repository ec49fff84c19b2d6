//! How far a picture is. Shared between what makes it and what waits for it: the one notes, the other reads and may cancel.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::ExportError;

/// How far a picture is, and whether it is still wanted. Clones are of the same picture.
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

    /// Says that nobody waits any more. What is being made stops at the next band.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Cancels when set: for signals.
    pub fn switch(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    pub(super) fn note(&self, rows: u32, of: u32) {
        let percent = u64::from(rows) * 100 / u64::from(of.max(1));
        self.percent.store(percent as u32, Ordering::Relaxed);
    }

    /// Goes on only while the picture is wanted.
    pub(super) fn check(&self) -> Result<(), ExportError> {
        if self.is_cancelled() { Err(ExportError::Cancelled) } else { Ok(()) }
    }
}
