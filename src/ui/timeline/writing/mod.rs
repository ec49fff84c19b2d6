//! Writing on the timeline: gestures in the lanes become proposals, shown while they last, and changes when they end.
//!
//! | file | what is in it |
//! |---|---|
//! | `gesture` | which gesture a drag is, and where it is |
//! | `dragging` | moving and stretching: the ghost, the words, the drop |
//! | `finding` | the field in which the event to tie to is named |
//! | `relating` | tying two events: the line, and the choice of what it says |
//! | `frame` | selecting by a rectangle |
//! | `adding` | the field for a new event or thread |
//! | `trying` | what a change would contradict and move, tried beside the frames |
//! | `words` | the card with the words of a proposal |

pub(in crate::ui) mod adding;
mod dragging;
mod finding;
mod frame;
mod gesture;
mod relating;
mod trying;
mod words;

use egui::{Response, Ui};

use super::context::{Context, Text};
use crate::state::Mode;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::EventId;
use adding::Adding;
use dragging::Asked;
use finding::Finding;
use gesture::Gesture;
use relating::Relating;
use trying::Trying;

/// What is being written on the timeline.
#[derive(Default)]
pub(in crate::ui) struct Writing {
    gesture: Option<Gesture>,
    trying: Option<Trying>,
    /// A drop that contradicts the story, until it is decided.
    asked: Option<Asked>,
    /// The field in which the event that one is tied to is named.
    finding: Option<Finding>,
    /// Two events to be tied, until it is chosen how.
    relating: Option<Relating>,
    /// The field for something new.
    pub(in crate::ui) adding: Option<Adding>,
    /// Whether a question that a key had asked has ended, so that the selected event gets the keyboard back.
    gives_back: bool,
}

impl Writing {
    /// Whether a gesture goes on or something waits for an answer, so that Esc belongs to it.
    pub(in crate::ui) fn is_busy(&self) -> bool {
        self.gesture.is_some() || self.is_asked() || self.adding.is_some()
    }

    /// Whether something is asked, so that keys are for the answer.
    pub(in crate::ui) fn is_asked(&self) -> bool {
        self.asked.is_some() || self.relating.is_some() || self.finding.is_some()
    }

    /// Asks which other event one is tied to, and then how.
    pub(in crate::ui) fn find_other(&mut self, story: &Story, event: EventId) {
        self.cancel();
        self.finding = Some(Finding::of(story, event));
    }

    /// Asks what ties two events.
    pub(in crate::ui) fn relate(&mut self, from: EventId, to: EventId) {
        self.cancel();
        self.relating = Some(Relating::of(from, to, None));
    }

    /// Whether the selected event is to get the keyboard back, once.
    pub(in crate::ui) fn gives_back(&mut self) -> bool {
        std::mem::take(&mut self.gives_back)
    }

    /// Ends whatever goes on without a change.
    pub(in crate::ui) fn cancel(&mut self) {
        *self = Self::default();
    }

    /// The story has a new version: a gesture was about the old one, but what is typed stays.
    pub(in crate::ui) fn follow_edit(&mut self) {
        let (adding, gives_back) = (self.adding.take(), self.gives_back);
        *self = Self { adding, gives_back, ..Self::default() };
    }

    /// Shows what is being written, and pushes the commands of what has ended; returns whether the pointer belongs to it,
    /// so that nothing else is made of a drag.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        context: &Context<'_>,
        text: Option<Text<'_>>,
        ground: &Response,
        commands: &mut Vec<Command>,
    ) -> bool {
        let (Mode::Write, Some(text)) = (context.state.mode, text) else {
            self.cancel();
            return false;
        };
        if self.gesture.is_some() && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.gesture = None;
        }
        if self.gesture.is_none() {
            self.gesture = gesture::begun(ui, context, ground);
            self.trying = None;
        }
        gesture::hints_ui(ui, context, ground);
        match self.gesture.clone() {
            Some(Gesture::Frame { from }) => self.frame_ui(ui, context, from, commands),
            Some(Gesture::Relate { from }) => self.relate_ui(ui, context, from),
            Some(Gesture::Drag(drag)) => self.drag_ui(ui, context, text, &drag, commands),
            None => {}
        }
        let is_taken = self.gesture.is_some();
        self.asked_ui(ui, context, commands);
        self.finding_ui(ui, context);
        self.relating_ui(ui, context, text, commands);
        adding::begin(ui, context, ground, &mut self.adding);
        adding::adding_ui(ui, context, text, &mut self.adding, commands);
        is_taken
    }
}
