//! Why the open file is not shown as it is on the disk: gone, or saved so that it cannot be read.

use crate::story::problem::Problem;

/// What keeps the file from being shown as it is.
pub(in crate::ui) struct Trouble {
    pub(in crate::ui) what: What,
    /// When it came, in egui's seconds.
    pub(in crate::ui) since: f64,
    /// Whether it was put away.
    pub(in crate::ui) read: bool,
}

pub(in crate::ui) enum What {
    /// It is not there.
    Gone,
    /// It cannot be read as it is.
    Broken(Vec<Problem>),
}

impl Trouble {
    /// It came `now`, in egui's seconds.
    pub(in crate::ui) fn new(what: What, now: f64) -> Self {
        Self { what, since: now, read: false }
    }
}
