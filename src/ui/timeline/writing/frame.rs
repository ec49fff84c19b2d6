//! Selecting every event that a frame touches.

use egui::Ui;
use egui::emath::{Pos2, Rect};

use super::Writing;
use crate::layout::scene::{HitTarget, MarkForm};
use crate::state::command::Command;
use crate::story::id::EventId;
use crate::ui::timeline::context::Context;

impl Writing {
    /// Shows the frame that is being drawn; once it is let go, the events in it are selected.
    pub(super) fn frame_ui(&mut self, ui: &Ui, context: &Context<'_>, from: Pos2, commands: &mut Vec<Command>) {
        let origin = context.origin.to_vec2();
        let (pointer, is_held) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.primary_down()));
        let Some(to) = pointer.map(|at| at - origin) else { return };
        let frame = Rect::from_two_pos(from, to).intersect(context.scene.body);
        if is_held {
            let painter = ui.painter_at(context.scene.body.translate(origin));
            let (theme, shown) = (context.theme, frame.translate(origin));
            painter.rect(shown, 2.0, theme.wash(), (1.0, theme.accent), egui::StrokeKind::Inside);
            return;
        }
        self.gesture = None;
        let mut found: Vec<EventId> = Vec::new();
        for mark in &context.scene.marks {
            if let HitTarget::Event(event) = mark.target
                && mark.form != MarkForm::Secondary
                && mark.rect.intersects(frame)
                && !found.contains(&event)
            {
                found.push(event);
            }
        }
        if !found.is_empty() {
            commands.push(Command::MarkAll(found));
        }
    }
}
