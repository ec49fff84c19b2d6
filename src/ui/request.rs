//! Requests of bars and cards to the window, beside the commands that change the view of the story. A view pushes a
//! request; the window carries it out.

use crate::document::edit::ItemId;
use crate::state::view::View;
use crate::ui::host::source::Source;
use crate::ui::jobs::PictureRequest;
use crate::ui::next::{Next, Resolution};
use crate::ui::session::checks::Check;
use crate::ui::settings::Setting;

/// Something that the window is asked to do.
pub(in crate::ui) enum Request {
    /// Leave the open story, after asking about unsaved work.
    Leave(Next),
    /// Leave it; what is not saved is lost.
    GiveUp(Next),
    /// Save the story where it is, then do this.
    Save(Option<Next>),
    /// Save the story.
    SaveTo {
        /// The place.
        to: Source,
        /// Whether it takes the place of another file that is there.
        overwrites: bool,
        /// What comes after it.
        then: Option<Next>,
    },
    /// Stop opening a story.
    CancelOpening,
    /// Write this picture.
    SavePicture(PictureRequest),
    /// Stop writing a picture.
    CancelPicture,
    /// List the mistakes in the open file.
    ShowMistakes,
    /// Show the report of the crash.
    ShowReport,
    /// Change a setting.
    Set(Setting),
    /// Go on with the story that was open when the program crashed.
    GoOn(Source, Box<View>),
    /// Decide about two versions of the story.
    Resolve(Resolution),
    /// Ask about the two versions of the story.
    ShowConflicts,
    /// Ask for the outline of a new story.
    AskOutline,
    /// Begin a new story from an outline.
    Outline {
        /// The title of the story.
        title: String,
        /// The outline.
        text: String,
    },
    /// Begin a new story.
    New,
    /// Open the list of checks, or close it.
    ToggleChecks,
    /// List what is muted too, or no longer.
    ShowMuted(bool),
    /// Mute a check, or let it speak again.
    Mute(Box<Check>),
    /// Go to a thing of the story.
    GoTo(Option<ItemId>),
    /// Close the bar that offers to go on after a crash.
    DismissOffer,
    /// Answer the offer of unsaved work.
    Draft(DraftAnswer),
    /// Close the bar about the open file until it is saved again.
    DismissTrouble,
}

/// An answer to the offer of unsaved work.
pub(in crate::ui) enum DraftAnswer {
    /// Go on with it.
    GoOn,
    /// Close the bar; the next start offers it again.
    Later,
    /// Give it up, after one more question.
    Discard,
    /// Give it up indeed.
    DiscardIndeed,
    /// Do not give it up.
    Keep,
}
