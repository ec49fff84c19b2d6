//! Fields that name other things: the thread, the place, the cast, tags, further threads. They are found by typing, or made on
//! the spot.

use egui::emath::{Rect, vec2};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Button, CornerRadius, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo};

use super::add::opening_ui;
use super::context::{Things, Writing};
use crate::document::change::Change;
use crate::document::fields::ItemKind;
use crate::document::write::{Outcome, Written, new_item};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::{CharacterId, EventId, PlaceId, ThreadId};
pub(super) use crate::text::quote::json as quoted;
use crate::theme::Weight;
use crate::ui::edit::chips::{Done, Small, chip_ui, small_button, small_side};
use crate::ui::edit::menu::arrow;
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::widgets::kit::{FINGER, focus_ring, is_touch, target};

impl Things {
    /// The kind of item that can be made by its name alone.
    pub(super) fn kind(self) -> Option<ItemKind> {
        match self {
            Self::Threads => Some(ItemKind::Thread),
            Self::Characters => Some(ItemKind::Character),
            Self::Places => Some(ItemKind::Place),
            Self::Sources => Some(ItemKind::Source),
            Self::Events | Self::Tags | Self::Groups | Self::Phases | Self::Facts | Self::Words => None,
        }
    }

    /// The words for a new one.
    pub(super) fn new_words(self) -> Option<&'static str> {
        match self {
            Self::Events => None,
            Self::Phases => Some("New phase"),
            Self::Threads => Some("New thread"),
            Self::Characters => Some("New character"),
            Self::Places => Some("New place"),
            Self::Sources => Some("New source"),
            Self::Tags => Some("New tag"),
            Self::Groups => Some("New group"),
            Self::Facts => Some("New fact"),
            Self::Words => Some("Add"),
        }
    }

    /// The thing at a position, as it is selected.
    pub(super) fn selection(self, at: usize) -> Option<Selection> {
        let at = at as u32;
        match self {
            Self::Events => Some(Selection::Event(EventId(at))),
            Self::Threads => Some(Selection::Thread(ThreadId(at))),
            Self::Characters => Some(Selection::Character(CharacterId(at))),
            Self::Places => Some(Selection::Place(PlaceId(at))),
            Self::Tags => Some(Selection::Tag(crate::story::id::TagId(at))),
            Self::Groups => Some(Selection::Group(crate::story::id::GroupId(at))),
            Self::Sources | Self::Phases | Self::Facts | Self::Words => None,
        }
    }
}

impl Writing<'_, '_> {
    /// A change that names what was picked: `with` makes it of the id, and what is new is added in the same change.
    pub(super) fn named(&self, picked: &Picked, things: Things, with: impl Fn(&str) -> Outcome) -> Option<Outcome> {
        match picked {
            Picked::Nothing | Picked::Left => None,
            Picked::Thing(at) => Some(with(things.id(self.page.story, *at))),
            Picked::New(name) => Some(match things.kind() {
                None => with(name),
                Some(kind) => new_item(self.document, kind, name, &[]).and_then(|new| {
                    let change = with(&new.item.id)?;
                    let edits = std::iter::once(new.edit).chain(change.edits.iter().cloned()).collect();
                    Ok(Change { edits, ..change })
                }),
            }),
        }
    }

    /// The change that adds an item by its name, with these further texts.
    pub(super) fn added(&self, kind: ItemKind, name: &str, more: &[(&str, &str)]) -> Outcome {
        let new = new_item(self.document, kind, name, more)?;
        Ok(Change::new(format!("add “{}”", name.trim()), vec![new.edit]))
    }

    /// Names as chips that can be removed, and a button to add one. `of` is what they are taken out of, such as `the cast`.
    pub(super) fn chips(&mut self, ui: &mut Ui, of: &Written, field: &str, things: Things, [of_words, add]: [&str; 2]) {
        let (story, theme) = (self.page.story, self.page.theme);
        let here = of.texts(field);
        let mut outcome = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for id in &here {
                let at = self.position(ui, things, id);
                let hue = at.filter(|_| things == Things::Threads).map(|at| theme.hue(at));
                match chip_ui(ui, theme, things.name(story, at, id), of_words, hue) {
                    Done::Nothing => {}
                    Done::Chosen => {
                        let selection = at.and_then(|at| things.selection(at));
                        self.commands.extend(selection.map(Command::Select));
                    }
                    Done::Removed => outcome = Some(of.without_entry(field, id)),
                }
            }
            let picker = Picker {
                id: self.id(of, (field, "add")),
                name: add,
                hint: add,
                new: things.new_words(),
                width: 150.0_f32.min(ui.max_rect().width()),
            };
            let is_new = |at: usize| !here.iter().any(|id| id == things.id(story, at));
            let picked = opening_ui(ui, self, &picker, things, true, is_new, |ui| add_chip(ui, self, add));
            if let Some(named) = self.named(&picked, things, |id| of.with_entry(field, id)) {
                outcome = Some(named);
            }
        });
        if let Some(outcome) = outcome {
            self.make(ui, outcome);
        }
    }

    /// A field with one name, such as the place: a box that turns into a field to type in. `none` is shown where there is
    /// none, and then it can be taken away.
    pub(super) fn one(&mut self, ui: &mut Ui, of: &Written, field: &str, things: Things, name: &str, none: &str) {
        let (story, theme) = (self.page.story, self.page.theme);
        let id = of.texts(field).into_iter().next().unwrap_or_default();
        let at = self.position(ui, things, &id);
        let shown = if id.is_empty() { none } else { things.name(story, at, &id) };
        let said = format!("{name}: {shown}");
        let open =
            |other: usize| Some(other) != at && !(of.id() == things.id(story, other) && things == Things::Places);
        let mut outcome = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let width = ui.available_width() - if id.is_empty() { 0.0 } else { small_side(ui) + 2.0 };
            let hint = if id.is_empty() { "" } else { shown };
            let picker = Picker { id: self.id(of, (field, "pick")), name, hint, new: things.new_words(), width };
            let picked = opening_ui(ui, self, &picker, things, false, open, |ui| {
                let response = box_button(ui, self, shown, &said, id.is_empty(), width);
                arrow(ui, response.rect.right_center() - vec2(14.0, 0.0), theme.muted);
                response
            });
            outcome = match &picked {
                Picked::New(title) if things == Things::Phases => Some(self.with_new_phase(of, field, title)),
                picked => self.named(picked, things, |id| of.with_json(field, Some(quoted(id)))),
            };
            if !id.is_empty() && small_button(ui, theme, Small::Remove, &format!("Remove {said}"), true).clicked() {
                outcome = Some(of.with_json(field, None));
            }
        });
        if let Some(outcome) = outcome {
            self.make(ui, outcome);
        }
    }

    /// The change that adds a phase of one event, and names it in a field of that.
    fn with_new_phase(&self, event: &Written, field: &str, title: &str) -> Outcome {
        let ends = [("from", event.id()), ("to", event.id())];
        let new = new_item(self.document, ItemKind::Phase, title, &ends)?;
        let change = event.with_json(field, Some(quoted(&new.item.id)))?;
        let edits = std::iter::once(new.edit).chain(change.edits.iter().cloned()).collect();
        Ok(Change { edits, ..change })
    }

    /// The thread of an event in the first line of its page: its hue and its title, which open a field to type in.
    pub(super) fn thread(&mut self, ui: &mut Ui, of: &Written) {
        let (story, theme) = (self.page.story, self.page.theme);
        let id = of.text("thread");
        let at = self.position(ui, Things::Threads, &id);
        let title = Things::Threads.name(story, at, &id).to_owned();
        // As much is left as the buttons take.
        let room = (ui.available_width() - 118.0).max(60.0);
        let picker = Picker {
            id: self.id(of, "thread"),
            name: "Thread of this event",
            hint: &title,
            new: Some("New thread"),
            width: room,
        };
        let is_other = |other: usize| Some(other) != at;
        let picked = opening_ui(ui, self, &picker, Things::Threads, false, is_other, |ui| {
            let mut job = LayoutJob::simple_singleline(title.clone(), Weight::SemiBold.font(13.5), theme.text);
            job.wrap = TextWrapping::truncate_at_width(room - 40.0);
            let galley = ui.painter().layout_job(job);
            let size = vec2(galley.size().x + 38.0, target(ui));
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Thread of this event: {title}")));
            if response.hovered() {
                ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), 6.0, theme.hovered(theme.panel));
            }
            let square = Rect::from_center_size(rect.left_center() + vec2(6.0, 0.0), vec2(11.0, 11.0));
            ui.painter().rect_filled(square, 2.5, theme.hue(at.unwrap_or_default()));
            let start = rect.left_center() + vec2(20.0, -galley.size().y / 2.0);
            ui.painter().galley(start, galley, theme.text);
            arrow(ui, rect.right_center() - vec2(7.0, 0.0), theme.muted);
            focus_ring(ui, &response, theme);
            response
        });
        if let Some(outcome) = self.named(&picked, Things::Threads, |id| of.with_json("thread", Some(quoted(id)))) {
            self.make(ui, outcome);
        }
    }
}

/// The chip that begins to add a name.
pub(super) fn add_chip(ui: &mut Ui, writing: &Writing<'_, '_>, words: &str) -> Response {
    let theme = writing.page.theme;
    let text = RichText::new(words).font(Weight::Medium.font(12.5)).color(theme.muted);
    let height = if is_touch(ui.ctx()) { FINGER } else { 26.0 };
    let chip = Button::new(text).fill(theme.panel).corner_radius(CornerRadius::same(13)).min_size(vec2(0.0, height));
    let response = ui.add(chip);
    focus_ring(ui, &response, theme);
    response
}

/// A box which looks like a field.
pub(super) fn box_button(
    ui: &mut Ui,
    writing: &Writing<'_, '_>,
    text: &str,
    name: &str,
    is_faint: bool,
    width: f32,
) -> Response {
    let theme = writing.page.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(width, target(ui)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let edge = if response.hovered() { theme.faint } else { theme.hairline };
    ui.painter().rect(rect, CornerRadius::same(7), theme.ground, Stroke::new(1.0, edge), StrokeKind::Inside);
    let colour = if is_faint { theme.faint } else { theme.text };
    let mut job = LayoutJob::simple_singleline(text.to_owned(), Weight::Regular.font(13.5), colour);
    job.wrap = TextWrapping::truncate_at_width(rect.width() - 36.0);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.left_center() + vec2(10.0, -galley.size().y / 2.0), galley, colour);
    focus_ring(ui, &response, theme);
    response
}
