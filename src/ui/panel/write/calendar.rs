//! A calendar of the story's own as a form: its months, days outside them, weekdays, eras, leap years and hours. A change that
//! makes no calendar is refused with the reason below; what another one does to the dates is said before it is made.

mod days;
mod years;

use std::cell::RefCell;

use egui::{Id, Ui};

use super::add::opening_ui;
use super::asked::{Asked, asked_ui};
use super::context::{Things, Writing};
use super::lists::{add_chip, quoted};
use crate::document::change::Change;
use crate::document::write::Written;
use crate::state::command::Command;
use crate::story::calendar_text::CalendarText;
use crate::story::kind_of_time::calendar_of;
use crate::theme::Weight;
use crate::ui::edit::chips::{Small, small_button, small_side};
use crate::ui::edit::picker::{Picked, Picker};
use crate::ui::edit::text::{Rows, Send, Text, reason_ui, refused};
use crate::ui::widgets::kit::{chip, heading};

/// What is to become of the calendar; or why it cannot.
type Wanted = Option<Result<CalendarText, String>>;

/// A calendar that is written.
struct Form<'f> {
    of: &'f Written,
    calendar: &'f CalendarText,
    /// Whether it makes sense as it is. If not, a change that leaves something wrong is none the less made.
    is_sound: bool,
}

/// A field of a row, by what tells it from others.
type FieldKey = (&'static str, usize, &'static str);

/// Shows the form.
pub(super) fn calendar_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let Some(calendar) = CalendarText::of(of) else { return };
    let key = (writing.page.opened, calendar.json());
    let is_sound = *writing.page.memo(ui.ctx(), "a calendar", key, || calendar_of(&calendar.json()).is_ok());
    let form = Form { of, calendar: &calendar, is_sound };
    let parts: [(&'static str, &str, Part); 6] = [
        ("months", "Months", days::months_ui),
        ("days_outside", "Days outside the months", days::outside_ui),
        ("weekdays", "Days of the week", days::week_ui),
        ("eras", "Eras", years::eras_ui),
        ("leap", "Leap years", years::leap_ui),
        ("clock", "A day", days::clock_ui),
    ];
    for (part, title, show) in parts {
        heading(ui, writing.page.theme, title);
        let wanted = show(ui, writing, &form);
        form.take(ui, writing, part, wanted);
        asked_ui(ui, writing, part);
    }
    text_ui(ui, writing, of);
}

/// A part of the form.
type Part = fn(&mut Ui, &mut Writing<'_, '_>, &Form<'_>) -> Wanted;

impl Form<'_> {
    /// Asks for a change, or tells why there is none.
    fn take(&self, ui: &Ui, writing: &Writing<'_, '_>, part: &'static str, wanted: Wanted) {
        let Some(wanted) = wanted else { return };
        let time = wanted.and_then(|calendar| self.sound(calendar)).map(|calendar| calendar.json());
        Asked::new(part, time).ask(ui, writing);
    }

    /// A calendar that makes sense, at least if the one before it does.
    fn sound(&self, calendar: CalendarText) -> Result<CalendarText, String> {
        match calendar_of(&calendar.json()) {
            Err(reason) if self.is_sound => Err(capitalized(&reason)),
            _ => Ok(calendar),
        }
    }

    fn id(&self, writing: &Writing<'_, '_>, key: FieldKey) -> Id {
        writing.id(self.of, ("calendar", key))
    }

    /// A field of a row. It changes the calendar when it is left; why it cannot is told below the row, by
    /// [`told`](Self::told).
    fn field(
        &self,
        ui: &mut Ui,
        writing: &mut Writing<'_, '_>,
        key: FieldKey,
        text: Text<'_>,
        with: impl Fn(&str) -> Result<CalendarText, String>,
    ) -> Wanted {
        let text = Text { id: self.id(writing, key), send: Send::WhenLeft, tells: false, ..text };
        let last = RefCell::new(None);
        let mut sent = Vec::new();
        // The change is not made at once, so it has no edits.
        let make = |typed: &str| {
            let calendar = self.sound(with(typed)?)?;
            *last.borrow_mut() = Some(calendar);
            Ok(Change::new(String::new(), Vec::new()))
        };
        text.show(ui, writing.page.theme, &writing.page.state.steps, make, &mut sent);
        let is_left = is_left(sent, writing.commands);
        last.into_inner().filter(|_| is_left).map(Ok)
    }

    /// Tells why what is typed into a row is refused.
    fn told(&self, ui: &mut Ui, writing: &Writing<'_, '_>, keys: &[FieldKey]) {
        for &key in keys {
            if let Some(reason) = refused(ui, self.id(writing, key)) {
                reason_ui(ui, writing.page.theme, &reason);
            }
        }
    }

    /// The buttons that move a row of a list and take it away; `name` is what the row is about.
    fn row_buttons(
        &self,
        ui: &mut Ui,
        writing: &Writing<'_, '_>,
        list: &'static str,
        (at, count): (usize, usize),
        name: &str,
    ) -> Wanted {
        let theme = writing.page.theme;
        let up = small_button(ui, theme, Small::Up, &format!("Move {name} up"), at > 0).clicked();
        let down = small_button(ui, theme, Small::Down, &format!("Move {name} down"), at + 1 < count).clicked();
        let remove = small_button(ui, theme, Small::Remove, &format!("Remove {name}"), true).clicked();
        match (up, down, remove) {
            (true, ..) => Some(Ok(self.calendar.with_moved(list, at, at - 1))),
            (_, true, _) => Some(Ok(self.calendar.with_moved(list, at, at + 1))),
            (.., true) => Some(self.calendar.without(list, at)),
            _ => None,
        }
    }

    /// A button that adds rows by their names, one after the other.
    fn new_row(
        &self,
        ui: &mut Ui,
        writing: &Writing<'_, '_>,
        list: &'static str,
        [add, new]: [&str; 2],
        with: impl Fn(&str) -> CalendarText,
    ) -> Wanted {
        let name = format!("Name of the {}", new.to_lowercase());
        let picker = Picker {
            id: self.id(writing, (list, usize::MAX, "new")),
            name: &name,
            hint: "its name…",
            new: Some(new),
            width: 200.0_f32.min(ui.available_width()),
        };
        match opening_ui(ui, writing, &picker, Things::Words, true, |_| true, |ui| add_chip(ui, writing, add)) {
            Picked::New(name) => Some(Ok(with(&name))),
            _ => None,
        }
    }
}

/// A checkbox that sets a field.
fn flag(ui: &mut Ui, words: &str, said: &str, is_on: bool, with: impl Fn(bool) -> CalendarText) -> Wanted {
    let mut now = is_on;
    let response = ui.checkbox(&mut now, words);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, is_on, said));
    response.changed().then(|| Ok(with(now)))
}

/// Whether a field was left with another text, by what it sent; all else that it sent goes on.
fn is_left(sent: Vec<Command>, commands: &mut Vec<Command>) -> bool {
    let (made, others): (Vec<_>, Vec<_>) = sent.into_iter().partition(|sent| matches!(sent, Command::Make(_)));
    commands.extend(others);
    !made.is_empty()
}

/// A name as JSON.
///
/// # Errors
/// It is empty.
fn name_json(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() { Err("It needs a name".to_owned()) } else { Ok(quoted(typed.trim())) }
}

fn text_json(typed: &str) -> Option<String> {
    (!typed.trim().is_empty()).then(|| quoted(typed.trim()))
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The room for the buttons of a row, in points.
fn buttons_width(ui: &Ui) -> f32 {
    3.0 * (small_side(ui) + 2.0)
}

/// The whole description as the file has it, to paste another one; shown when asked for.
fn text_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    const PART: &str = "text";
    let shows = writing.id(of, "shows the calendar as text");
    let is_shown = ui.data(|data| data.get_temp::<bool>(shows)).unwrap_or(false);
    ui.add_space(6.0);
    let words = if is_shown { "Hide the calendar as text" } else { "The calendar as text…" };
    let button = chip(ui, writing.page.theme, words);
    if button.on_hover_text("As the file has it: to copy it, or to paste another one").clicked() {
        ui.data_mut(|data| data.insert_temp(shows, !is_shown));
    }
    if !is_shown {
        return;
    }
    let value = of.json("time").unwrap_or_default();
    let font = Weight::Regular.font(12.0);
    let text = Text::paragraph(writing.id(of, "time"), "Description of the calendar", value);
    let text = Text { rows: Rows::Many, send: Send::WhenLeft, font, ..text };
    let mut sent = Vec::new();
    let last = RefCell::new(None);
    let make = |text: &str| {
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
            return Err("This is not JSON yet: look for a missing comma or quotation mark".to_owned());
        }
        *last.borrow_mut() = Some(text.trim().to_owned());
        Ok(Change::new(String::new(), Vec::new()))
    };
    text.show(ui, writing.page.theme, &writing.page.state.steps, make, &mut sent);
    let is_left = is_left(sent, writing.commands);
    if let Some(time) = last.into_inner().filter(|_| is_left) {
        Asked::new(PART, Ok(time)).ask(ui, writing);
    }
    asked_ui(ui, writing, PART);
}
