//! Requests of bars and cards to the window, beside the commands that change the view of the story. A view pushes a
//! request; the window carries it out.

use crate::state::view::View;
use crate::ui::host::source::Source;
use crate::ui::jobs::PictureRequest;
use crate::ui::settings::Setting;

/// Something that the window is asked to do.
pub(in crate::ui) enum Request {
    /// Open this story.
    Open(Source),
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
