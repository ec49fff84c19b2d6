//! Carrying out what is written about what is selected: adding, deleting, moving, copying.

use egui::Context;

use crate::document::change::Change;
use crate::layout::scene::{HitTarget, MarkForm};
use crate::state::command::{Command, WriteCommand};
use crate::state::{Mode, proposal};
use crate::story::id::EventId;
use crate::ui::app::App;
use crate::ui::notice::Notice;
use crate::ui::timeline::writing::adding::Adding;

impl App {
    /// Carries out a command of writing. While exploring, only copying is.
    pub(in crate::ui) fn write(&mut self, ctx: &Context, command: WriteCommand) {
        if self.state.mode == Mode::Explore && command != WriteCommand::Copy {
            self.notice = Some(Notice::told("This would change the story: press E to write in it"));
            return;
        }
        let writing = &mut self.timeline.interaction.writing;
        match command {
            WriteCommand::AddEvent => writing.adding = Some(Adding::after_selected()),
            WriteCommand::AddThread => writing.adding = Some(Adding::thread()),
            WriteCommand::SelectAll => {
                let events = self.events_in_sight();
                self.run(ctx, Command::MarkAll(events));
            }
            _ => {}
        }
        ctx.request_repaint();
    }

    /// The events that have a mark of their own in the timeline, in its order.
    fn events_in_sight(&self) -> Vec<EventId> {
        let Some(scene) = self.timeline.cache.scene.get() else { return Vec::new() };
        let own = scene.marks.iter().filter(|mark| mark.form != MarkForm::Secondary);
        let mut events: Vec<EventId> = own
            .filter_map(|mark| match mark.target {
                HitTarget::Event(event) => Some(event),
                _ => None,
            })
            .collect();
        events.sort_unstable();
        events.dedup();
        events
    }
}
