//! How far the reading of a story is: told by the workers that read it, shown by the window, and the way to cancel it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

#[cfg(not(target_arch = "wasm32"))]
pub(in crate::ui) use crate::files::Fingerprint;
use crate::story::scheduler::Stage;

/// The state that a file was read in, to compare a later one with.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::ui) struct Fingerprint {
    /// In milliseconds since 1970.
    pub(super) modified: f64,
    /// In bytes.
    pub(super) length: f64,
}

/// How far the reading of a story is.
#[derive(Debug, Default)]
pub(in crate::ui) struct Progress {
    bytes: AtomicU64,
    /// 0 as long as it is unknown.
    total: AtomicU64,
    /// Thousandths of everything there is to do.
    done: AtomicU32,
    cancelled: AtomicBool,
    /// The fingerprint of the file that was read, where it can be watched.
    print: OnceLock<Fingerprint>,
}

/// The steps of opening a story with their ends, in thousandths of it all.
const STEPS: [(&str, u32); 4] = [("Reading", 300), ("Parsing", 700), ("Placing", 950), ("Preparing", 1000)];

/// The story is not wanted any more.
#[derive(Debug)]
pub(in crate::ui) struct Cancelled;

impl Progress {
    /// How many bytes have come, and of how many where that is known.
    pub(in crate::ui) fn bytes(&self) -> (u64, Option<u64>) {
        let total = self.total.load(Ordering::Relaxed);
        (self.bytes.load(Ordering::Relaxed), (total > 0).then_some(total))
    }

    /// The step that is being done, and how much of everything is done, from 0 to 1.
    pub(in crate::ui) fn step(&self) -> (&'static str, f32) {
        let done = self.done.load(Ordering::Relaxed);
        let (words, _) = STEPS.into_iter().find(|&(_, end)| done < end).unwrap_or(STEPS[STEPS.len() - 1]);
        (words, done as f32 / 1000.0)
    }

    /// Says that so much of a step is done, from 0 to 1.
    fn note_step(&self, step: usize, share: f32) {
        let start = step.checked_sub(1).map_or(0, |before| STEPS[before].1);
        // Less than all of it: a step that is done looks like the next one.
        let length = (STEPS[step].1 - start - 1) as f32;
        let done = start + (share.clamp(0.0, 1.0) * length) as u32;
        // Several workers report here: a slower one must not take back what a faster one has reported.
        self.done.fetch_max(done, Ordering::Relaxed);
    }

    /// Says that the story is read, and the window's view of it is being made.
    pub(in crate::ui) fn note_loaded(&self) {
        self.note_step(3, 0.0);
    }

    /// Says how far loading is.
    ///
    /// # Errors
    /// [`Cancelled`] if the story is not wanted any more.
    pub(super) fn note_stage(&self, stage: Stage, share: f32) -> Result<(), Cancelled> {
        self.note_step(if stage == Stage::Parsing { 1 } else { 2 }, share);
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// The fingerprint of the file, once it was read.
    pub(in crate::ui) fn print(&self) -> Option<Fingerprint> {
        self.print.get().copied()
    }

    pub(super) fn note_print(&self, print: Option<Fingerprint>) {
        if let Some(print) = print {
            // A story is read once for each progress.
            let _ = self.print.set(print);
        }
    }

    /// Says that the story is not wanted any more.
    pub(in crate::ui) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Says how many bytes have come, and of how many; 0 if that is unknown.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn note(&self, bytes: u64, total: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        if total > 0 {
            self.note_step(0, bytes as f32 / total as f32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Progress, Stage};

    #[test]
    fn progress_only_grows() {
        let progress = Progress::default();
        let check = |expect: (&str, f32)| assert_eq!(progress.step(), expect);
        check(("Reading", 0.0));
        progress.note_step(0, 1.0);
        check(("Reading", 0.299));
        assert!(progress.note_stage(Stage::Parsing, 0.0).is_ok());
        check(("Parsing", 0.3));
        assert!(progress.note_stage(Stage::Placing, 0.5).is_ok());
        check(("Placing", 0.824));
        assert!(progress.note_stage(Stage::Parsing, 0.9).is_ok());
        check(("Placing", 0.824));
        progress.note_loaded();
        check(("Preparing", 0.95));
        progress.cancel();
        assert!(progress.note_stage(Stage::Placing, 1.0).is_err());
    }
}
