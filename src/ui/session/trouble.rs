//! The reason that the open file is not shown as it is on the disk: it is gone, or was saved with mistakes.

use crate::story::problem::{Problem, Severity};

/// The reason that the file is not shown as it is.
pub(in crate::ui) struct Trouble {
    pub(in crate::ui) kind: TroubleKind,
    /// When it came, in egui's seconds.
    pub(in crate::ui) since: f64,
    /// Whether its bar was closed.
    pub(in crate::ui) is_closed: bool,
}

/// The kinds of trouble, each with the version that is shown instead.
pub(in crate::ui) enum TroubleKind {
    /// The file is not there. The last version that was read is shown.
    Gone,
    /// Nothing of it can be read. The last version that could be is shown.
    Unreadable(Vec<Problem>),
    /// It contradicts itself about time. The last version without a contradiction is shown.
    Contradictory(Vec<Problem>),
    /// Another program has saved it, and that version does not go together with what was written here.
    Diverged,
    /// It has mistakes. Everything else in it is shown.
    Mistakes(Vec<Problem>),
}

impl Trouble {
    /// Trouble that came `now`, in egui's seconds.
    pub(in crate::ui) fn new(kind: TroubleKind, now: f64) -> Self {
        Self { kind, since: now, is_closed: false }
    }

    /// The mistakes of a story that is shown without them, if it has any. Told at once, with no waiting for a better
    /// save.
    pub(in crate::ui) fn of_opened(problems: Vec<Problem>) -> Option<Self> {
        has_errors(&problems).then(|| Self::new(TroubleKind::Mistakes(problems), f64::NEG_INFINITY))
    }

    /// The mistakes to list, and whether the rest of the file is shown; `None` where there is nothing to list.
    pub(in crate::ui) fn problems(&self) -> Option<(&[Problem], bool)> {
        match &self.kind {
            TroubleKind::Gone | TroubleKind::Diverged => None,
            TroubleKind::Unreadable(problems) | TroubleKind::Contradictory(problems) => Some((problems, false)),
            TroubleKind::Mistakes(problems) => Some((problems, true)),
        }
    }
}

/// Whether there is anything but notes.
pub(in crate::ui) fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}
