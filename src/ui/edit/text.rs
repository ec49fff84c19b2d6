//! A text that is edited where it is read. What is typed is kept here until the field is left, so that a story compiled in
//! between cannot disturb it; each letter that makes sense is sent at once.

use std::sync::Arc;

use egui::accesskit::{Invalid, Live};
use egui::emath::vec2;
use egui::{Context, EventFilter, FontId, Id, Key, Label, Margin, Modifiers, Response, RichText, TextEdit, Ui};

use crate::document::change::Change;
use crate::state::StepNames;
use crate::state::command::Command;
use crate::theme::{Theme, Weight};
use crate::ui::widgets::field::{text_area, text_field};
use crate::ui::widgets::kit::{focus_ring, is_touch};

/// The least width for the reason why a text cannot be, in points.
const LEAST_REASON: f32 = 160.0;

/// How many lines a text may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Rows {
    /// One line, which scrolls.
    One,
    /// One line, broken where it is too long for the field.
    Wrapped,
    /// Any number of lines.
    Many,
}

/// When a typed text is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Send {
    /// With each letter.
    AtOnce,
    /// When the field is left, because a half-typed text would make no sense.
    WhenLeft,
}

/// A text to edit.
pub(in crate::ui) struct Text<'a> {
    /// The field's id: the same as long as it is about the same field of the same item.
    pub(in crate::ui) id: Id,
    /// Its name for screen readers.
    pub(in crate::ui) name: &'a str,
    /// The text as it is in the story.
    pub(in crate::ui) value: &'a str,
    /// Shown while it is empty.
    pub(in crate::ui) hint: &'a str,
    pub(in crate::ui) rows: Rows,
    pub(in crate::ui) send: Send,
    pub(in crate::ui) font: FontId,
    /// Its width in points; all there is if it is `None`.
    pub(in crate::ui) width: Option<f32>,
    /// Whether it tells below itself why a text is refused. In a row of widgets, the row does; see [`refused`].
    pub(in crate::ui) tells: bool,
}

impl<'a> Text<'a> {
    /// A line of text in the usual size.
    pub(in crate::ui) fn line(id: Id, name: &'a str, value: &'a str) -> Self {
        let font = Weight::Regular.font(13.5);
        Self { id, name, value, hint: "", rows: Rows::One, send: Send::AtOnce, font, width: None, tells: true }
    }

    /// Running text.
    pub(in crate::ui) fn paragraph(id: Id, name: &'a str, value: &'a str) -> Self {
        Self { rows: Rows::Many, ..Self::line(id, name, value) }
    }

    /// The title of a page.
    pub(in crate::ui) fn title(id: Id, name: &'a str, value: &'a str) -> Self {
        Self { rows: Rows::Wrapped, font: Weight::Bold.font(19.0), ..Self::line(id, name, value) }
    }
}

/// What is being typed into a field.
#[derive(Clone, Debug)]
struct Typing {
    text: String,
    /// The text when the field was entered.
    start: String,
    /// The text in the story that this goes by: of another one it is none.
    value: String,
    /// The name of the last change that was sent.
    sent: Option<String>,
    /// Why the text was not sent.
    reason: Option<String>,
    /// Tells the letters typed now from those typed into the same field before.
    series: Arc<str>,
}

impl Text<'_> {
    /// Shows the field, and pushes the change that `make` makes of what is typed; a reason why there is none is told below
    /// the field. Esc takes back what was typed since the field was entered.
    pub(in crate::ui) fn show(
        self,
        ui: &mut Ui,
        theme: &Theme,
        steps: &StepNames,
        make: impl Fn(&str) -> Result<Change, String>,
        commands: &mut Vec<Command>,
    ) -> Response {
        let id = self.id;
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let mut typing: Option<Typing> = ui.data(|data| data.get_temp(id));
        // A text that was refused is kept until the story has another one.
        if !has_focus && typing.as_ref().is_some_and(|typing| typing.value != self.value) {
            typing = None;
        }
        let keys = Keys::taken(ui, &self, has_focus, typing.is_some());
        let mut text = typing.as_ref().map_or_else(|| self.value.to_owned(), |typing| typing.text.clone());
        if keys.escape {
            if let Some(typing) = typing.take() {
                commands.extend(typing.taken_back(steps, &make));
                text = typing.start;
            }
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        commands.extend(keys.turn);
        if keys.leave {
            ui.memory_mut(|memory| memory.surrender_focus(id));
        }
        // Below the field also where things stand side by side.
        let is_beside = self.tells && ui.layout().is_horizontal();
        let told = typing.as_ref().and_then(|typing| typing.reason.clone()).filter(|_| is_beside);
        let response = if let Some(reason) = &told {
            ui.vertical(|ui| {
                let room = ui.available_width();
                ui.set_max_width(self.width.map_or(room, |width| width.max(LEAST_REASON).min(room)));
                let response = self.field_ui(ui, theme, &mut text);
                reason_ui(ui, theme, reason);
                response
            })
            .inner
        } else {
            self.field_ui(ui, theme, &mut text)
        };
        if response.changed() {
            if self.rows != Rows::Many && text.contains(['\n', '\r']) {
                text = text.replace("\r\n", " ").replace(['\n', '\r'], " ");
            }
            let mut now = typing.take().unwrap_or_else(|| Typing::begin(ui.ctx(), self.value));
            now.reason = None;
            match make(&text) {
                Ok(change) if self.send == Send::AtOnce => {
                    now.sent = Some(change.name.clone());
                    now.value.clone_from(&text);
                    commands.push(Command::Make(Arc::new(change.in_series(&now.series))));
                }
                Ok(_) => {}
                Err(reason) => now.reason = Some(reason),
            }
            now.text = text;
            typing = Some(now);
        }
        let is_left = !ui.memory(|memory| memory.has_focus(id));
        if is_left && let Some(left) = typing.take() {
            if self.send == Send::WhenLeft && left.text != self.value && left.reason.is_none() {
                commands.extend(make(&left.text).ok().map(|change| Command::Make(Arc::new(change))));
            }
            // What cannot be is still told after the field is left.
            typing = left.reason.is_some().then_some(left);
        }
        let reason = typing.as_ref().and_then(|typing| typing.reason.clone());
        ui.data_mut(|data| match typing {
            Some(typing) => _ = data.insert_temp(id, typing),
            None => data.remove::<Typing>(id),
        });
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_label(self.name);
            if let Some(reason) = &reason {
                node.set_invalid(Invalid::True);
                node.set_description(reason.as_str());
            }
        });
        match reason.filter(|_| self.tells) {
            Some(reason) if !is_beside => reason_ui(ui, theme, &reason),
            // It is shown from the next frame on.
            reason if is_beside && reason != told => ui.ctx().request_repaint(),
            _ => {}
        }
        response
    }

    fn field_ui(&self, ui: &mut Ui, theme: &Theme, text: &mut String) -> Response {
        let margin = Margin::symmetric(9, if is_touch(ui.ctx()) { 12 } else { 6 });
        let width = self.width.unwrap_or(f32::INFINITY).min(ui.available_width());
        let hint = RichText::new(self.hint).font(self.font.clone()).color(theme.faint);
        let response = match self.rows {
            Rows::One => text_field(ui, self.id, text, |edit| self.shaped(edit, theme, hint, width, margin)),
            Rows::Wrapped => text_area(ui, self.id, text, |edit| {
                self.shaped(edit, theme, hint, width, margin).desired_rows(1).return_key(None)
            }),
            Rows::Many => {
                text_area(ui, self.id, text, |edit| self.shaped(edit, theme, hint, width, margin).desired_rows(2))
            }
        };
        focus_ring(ui, &response, theme);
        response
    }

    fn shaped<'t>(
        &self,
        edit: TextEdit<'t>,
        theme: &Theme,
        hint: RichText,
        width: f32,
        margin: Margin,
    ) -> TextEdit<'t> {
        let edit = edit.hint_text(hint).margin(margin).desired_width(width).font(self.font.clone());
        edit.event_filter(field_keys()).background_color(theme.ground)
    }
}

/// Why the text that is typed into a field is refused, if it is.
pub(in crate::ui) fn refused(ui: &Ui, field: Id) -> Option<String> {
    ui.data(|data| data.get_temp::<Typing>(field)).and_then(|typing| typing.reason)
}

/// The keys that a field takes: Esc is for what was typed, not for the selection.
pub(super) fn field_keys() -> EventFilter {
    EventFilter { escape: true, horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() }
}

impl Typing {
    fn begin(ctx: &Context, value: &str) -> Self {
        let series = ctx.data_mut(|data| {
            let count: &mut u64 = data.get_temp_mut_or_default(Id::unique("series of letters"));
            *count += 1;
            format!("typing {count}")
        });
        let value = value.to_owned();
        Self { text: value.clone(), start: value.clone(), value, sent: None, reason: None, series: series.into() }
    }

    /// The command that takes back what was sent: an undo, unless something else was done since.
    fn taken_back(&self, steps: &StepNames, make: &impl Fn(&str) -> Result<Change, String>) -> Option<Command> {
        let sent = self.sent.as_ref()?;
        if steps.undo.as_ref() == Some(sent) {
            return Some(Command::Undo);
        }
        make(&self.start).ok().map(|change| Command::Make(Arc::new(change)))
    }
}

/// The keys that a field has for itself.
struct Keys {
    escape: bool,
    leave: bool,
    /// Undo or redo, for the story while nothing is typed.
    turn: Option<Command>,
}

impl Keys {
    fn taken(ui: &Ui, field: &Text<'_>, has_focus: bool, is_typing: bool) -> Self {
        if !has_focus {
            return Self { escape: false, leave: false, turn: None };
        }
        ui.input_mut(|input| {
            let mut pressed = |modifiers, key| input.consume_key(modifiers, key);
            let escape = pressed(Modifiers::NONE, Key::Escape);
            let leave = match field.rows {
                // The field itself sees to it.
                Rows::One => false,
                Rows::Wrapped => pressed(Modifiers::NONE, Key::Enter),
                Rows::Many => pressed(Modifiers::COMMAND, Key::Enter),
            };
            let turn = if is_typing {
                None
            } else if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
                Some(Command::Redo)
            } else {
                pressed(Modifiers::COMMAND, Key::Z).then_some(Command::Undo)
            };
            Self { escape, leave, turn }
        })
    }
}

/// Why something cannot be, in red; screen readers say it when it comes.
pub(in crate::ui) fn reason_ui(ui: &mut Ui, theme: &Theme, reason: &str) {
    let shown = ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 2.0);
        ui.add(Label::new(RichText::new(reason).size(12.5).color(theme.error)).wrap())
    });
    ui.ctx().accesskit_node_builder(shown.inner.id, |node| node.set_live(Live::Polite));
}
