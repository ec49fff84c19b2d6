//! The field in which the event that another one is tied to is named, by typing some letters of its title.

use egui::{Id, Label, RichText, Ui};

use super::Writing;
use super::relating::Relating;
use super::words::{beside, card_ui};
use crate::state::completion::Names;
use crate::story::Story;
use crate::story::id::EventId;
use crate::ui::edit::picker::{Line, MOST, Picked, Picker};
use crate::ui::timeline::context::Context;

/// An event whose other is to be named.
pub(super) struct Finding {
    from: EventId,
    /// The titles of all events.
    names: Names,
    is_new: bool,
}

impl Finding {
    pub(super) fn of(story: &Story, from: EventId) -> Self {
        let names = Names::new(story.event_ids().map(|event| [story.events.title(event)]));
        Self { from, names, is_new: true }
    }
}

impl Writing {
    /// Asks for the other event, and then what ties the two.
    pub(super) fn finding_ui(&mut self, ui: &Ui, context: &Context<'_>) {
        let Some(finding) = &mut self.finding else { return };
        let (story, theme) = (context.story, context.theme);
        let Finding { from, ref names, ref mut is_new } = *finding;
        let title = story.event(from).title;
        let id = Id::unique("the event to tie to");
        let picked = card_ui(ui, context, beside(context, from), true, |ui| {
            ui.add(Label::new(RichText::new(format!("Tie “{title}” to")).strong()).wrap());
            let name = format!("The event that “{title}” is tied to");
            let picker = Picker { id, name: &name, hint: "an event…", new: None, width: ui.available_width() };
            let line = |at: usize| {
                let other = story.event(EventId(at as u32));
                let thread = story.thread(other.thread);
                Line {
                    title: other.title.to_owned(),
                    detail: thread.title.clone(),
                    hue: Some(theme.hue(other.thread.index())),
                }
            };
            let (picked, _) = picker.show(ui, theme, |typed| names.find(typed, MOST, |at| at != from.index()), line);
            let keys =
                RichText::new("Some letters of its title, then Enter · Esc leaves").size(12.0).color(theme.faint);
            if !Picker::is_open(ui, id) {
                ui.add(Label::new(keys).wrap());
            }
            Picker::make_room(ui, id);
            picked
        });
        if std::mem::take(is_new) {
            ui.memory_mut(|memory| memory.request_focus(id));
            return;
        }
        match picked {
            Picked::Thing(at) => {
                self.relating = Some(Relating::of(from, EventId(at as u32), None));
                self.finding = None;
            }
            Picked::Left => {
                self.finding = None;
                self.gives_back = true;
            }
            Picked::Nothing | Picked::New(_) => {}
        }
    }
}
