//! Why the open file is not shown as it is on the disk: gone, or saved with mistakes.

use crate::story::problem::{Problem, Severity};

/// What keeps the file from being shown as it is.
pub(in crate::ui) struct Trouble {
    pub(in crate::ui) kind: TroubleKind,
    /// When it came, in egui's seconds.
    pub(in crate::ui) since: f64,
    /// Whether its bar was closed.
    pub(in crate::ui) read: bool,
}

/// The kinds of trouble, and with each what is shown instead.
pub(in crate::ui) enum TroubleKind {
    /// The file is not there. The last version that was read is shown.
    Gone,
    /// Nothing of it can be read. The last version that could be is shown.
    Unreadable(Vec<Problem>),
    /// What it says of time contradicts itself. The last version without a contradiction is shown.
    Contradictory(Vec<Problem>),
    /// It has mistakes. Everything else in it is shown.
    Mistakes(Vec<Problem>),
}

impl Trouble {
    /// Came `now`, in egui's seconds.
    pub(in crate::ui) fn new(kind: TroubleKind, now: f64) -> Self {
        Self { kind, since: now, read: false }
    }

    /// The mistakes of a story that is shown without them, if it has any. Told at once, with no waiting for a better
    /// save.
    pub(in crate::ui) fn of_opened(problems: Vec<Problem>) -> Option<Self> {
        has_errors(&problems).then(|| Self::new(TroubleKind::Mistakes(problems), f64::NEG_INFINITY))
    }
}

/// Whether there is anything but notes.
pub(in crate::ui) fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}
