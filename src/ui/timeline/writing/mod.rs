//! Writing on the timeline: gestures in the lanes become proposals, shown while they last, and changes when they end.
//!
//! | file | what is in it |
//! |---|---|
//! | `gesture` | which gesture a drag is, and where it is |
//! | `dragging` | moving and stretching: the ghost, the words, the drop |
//! | `relating` | tying two events: the line, and the choice of what it says |
//! | `frame` | selecting by a rectangle |
//! | `adding` | the field for a new event or thread |
//! | `trying` | what a change would contradict and move, tried beside the frames |
//! | `words` | the card with the words of a proposal |

pub(in crate::ui) mod adding;
mod dragging;
mod frame;
mod gesture;
mod relating;
mod trying;
mod words;

use egui::{Response, Ui};

use super::context::{Context, Text};
use crate::state::Mode;
use crate::state::command::Command;
use adding::Adding;
use dragging::Asked;
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
    /// Two events to be tied, until it is chosen how.
    relating: Option<Relating>,
    /// The field for something new.
    pub(in crate::ui) adding: Option<Adding>,
}

impl Writing {
    /// Whether a gesture goes on or something waits for an answer, so that Esc belongs to it.
    pub(in crate::ui) fn is_busy(&self) -> bool {
        self.gesture.is_some() || self.asked.is_some() || self.relating.is_some() || self.adding.is_some()
    }

    /// Ends whatever goes on without a change.
    pub(in crate::ui) fn cancel(&mut self) {
        *self = Self::default();
    }

    /// The story has a new version: a gesture was about the old one, but what is typed stays.
    pub(in crate::ui) fn follow_edit(&mut self) {
        *self = Self { adding: self.adding.take(), ..Self::default() };
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
        self.relating_ui(ui, context, text, commands);
        adding::begin(ui, context, ground, &mut self.adding);
        adding::adding_ui(ui, context, text, &mut self.adding, commands);
        is_taken
    }
}
