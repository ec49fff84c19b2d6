//! The context that the bars read.

use crate::layout::focus::Focus;
use crate::state::State;
use crate::story::Story;
use crate::theme::Theme;
use crate::ui::host::source::Source;
use crate::ui::jobs::Exporting;
use crate::ui::notice::Notice;
use crate::ui::session::checks::Checks;
use crate::ui::session::open::Opening;
use crate::ui::session::recovery::Offer;
use crate::ui::session::trouble::Trouble;
use crate::ui::settings::{Settings, ThemeChoice};

/// Everything that the bars read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Context<'a> {
    pub(in crate::ui) story: &'a Story,
    pub(in crate::ui) source: &'a Source,
    /// Whether the text differs from what is on the disk, or is nowhere yet.
    pub(in crate::ui) is_unsaved: bool,
    /// Whether the story can be edited.
    pub(in crate::ui) is_editable: bool,
    /// How the list of checks is shown.
    pub(in crate::ui) checks_strip: ChecksStrip,
    /// What is wrong in the story, and what could be.
    pub(in crate::ui) checks: &'a Checks,
    pub(in crate::ui) state: &'a State,
    pub(in crate::ui) settings: &'a Settings,
    pub(in crate::ui) theme: &'a Theme,
    /// The theme that is wanted, which a link may have changed for this run.
    pub(in crate::ui) theme_choice: ThemeChoice,
    /// The events that the selection highlights.
    pub(in crate::ui) focus: Option<&'a Focus>,
    /// Whether the lanes are higher than their room.
    pub(in crate::ui) overflows: bool,
    /// A story that is being opened.
    pub(in crate::ui) opening: Option<&'a Opening>,
    /// A picture that is being written.
    pub(in crate::ui) exporting: Option<&'a Exporting>,
    pub(in crate::ui) notice: Option<&'a Notice>,
    /// The reason that the open file is not shown as it is on the disk.
    pub(in crate::ui) trouble: Option<&'a Trouble>,
    /// The offer to go on after a crash.
    pub(in crate::ui) offer: Option<&'a Offer>,
}

/// The strip of checks as the user has left it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::ui) struct ChecksStrip {
    pub(in crate::ui) is_open: bool,
    /// Whether what is muted is listed too.
    pub(in crate::ui) shows_muted: bool,
}
