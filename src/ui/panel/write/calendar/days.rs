//! The days of a calendar: months, days outside them, the week, and what a day is divided into.

use egui::{Id, Ui};

use super::super::context::Writing;
use super::super::lists::quoted;
use super::{Form, Wanted, buttons_width, capitalized, flag, name_json, text_json};
use crate::document::write::Entry;
use crate::story::calendar_text::whole_number;
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::text::Text;
use crate::ui::panel::parts::{MOST_SMALL, list_ui};
use crate::ui::widgets::kit::boxed;

/// The days of the first month, until it is said.
const DAYS: &str = "30";

/// ```text
/// | Mirtul        | Mir | 30 | ↑ ↓ × |
/// ```
pub(super) fn months_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    const SHORT: f32 = 52.0;
    const DAYS_WIDTH: f32 = 38.0;
    let calendar = form.calendar;
    let months = calendar.rows("months");
    let mut wanted = None;
    list_ui(ui, writing.page, "months", months.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            let month = &months[at];
            let name = month.text("name");
            let set = |field: &'static str, json: Option<String>| calendar.with_row_field("months", at, field, json);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = Some(ui.available_width() - SHORT - DAYS_WIDTH - buttons_width(ui) - 4.0);
                let said = format!("Name of month {}", at + 1);
                let text = Text { hint: "name…", width, ..Text::line(Id::NULL, &said, &name) };
                let new = form
                    .field(ui, writing, ("months", at, "name"), text, |typed| Ok(set("name", Some(name_json(typed)?))));
                let (short, days) = (month.text("short"), month.text("days"));
                let said = format!("Short name of {name}");
                let text = Text { hint: "short", width: Some(SHORT), ..Text::line(Id::NULL, &said, &short) };
                let new = new
                    .or(form
                        .field(ui, writing, ("months", at, "short"), text, |typed| Ok(set("short", text_json(typed)))));
                let said = format!("Days of {name}");
                let text = Text { hint: "days", width: Some(DAYS_WIDTH), ..Text::line(Id::NULL, &said, &days) };
                let new = new.or(form.field(ui, writing, ("months", at, "days"), text, |typed| {
                    let days = whole_number(typed)?.ok_or_else(|| "Write how many days it has".to_owned())?;
                    Ok(set("days", Some(days)))
                }));
                let buttons = form.row_buttons(ui, writing, "months", (at, months.len()), &name);
                wanted = buttons.or(new).or(wanted.take());
            });
            form.told(ui, writing, &["name", "short", "days"].map(|field| ("months", at, field)));
        }
    });
    let days = months.last().map_or(DAYS.to_owned(), |last| last.text("days"));
    let new = form.new_row(ui, writing, "months", ["+ month", "New month"], |name| {
        calendar.with_row("months", &[("name", quoted(name)), ("days", days.clone())])
    });
    new.or(wanted)
}

/// ```text
/// | Midwinter              ↑ ↓ × |
/// | after v  Hammer v            |
/// | [ ] only in leap years       |
/// | [ ] has a day of the week    |
/// ```
pub(super) fn outside_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    let calendar = form.calendar;
    let days = calendar.rows("days_outside");
    let months: Vec<String> = calendar.rows("months").iter().map(|month| month.text("name")).collect();
    let mut wanted = None;
    list_ui(ui, writing.page, "days outside", days.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            let day = boxed(ui, writing.page.theme, |ui| {
                day_outside_ui(ui, writing, form, (at, days.len()), &days[at], &months)
            });
            wanted = day.or(wanted.take());
        }
    });
    let last = months.last().map_or("", String::as_str);
    let new = form.new_row(ui, writing, "days_outside", ["+ day outside the months", "New day"], |name| {
        calendar.with_row("days_outside", &[("name", quoted(name)), ("after", quoted(last))])
    });
    new.or(wanted)
}

fn day_outside_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    form: &Form<'_>,
    (at, count): (usize, usize),
    day: &Entry,
    months: &[String],
) -> Wanted {
    const LIST: &str = "days_outside";
    let (calendar, theme) = (form.calendar, writing.page.theme);
    let name = day.text("name");
    let set = |field: &str, json: Option<String>| calendar.with_row_field(LIST, at, field, json);
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = Some(ui.available_width() - buttons_width(ui));
        let said = format!("Name of day {} outside the months", at + 1);
        let text = Text { hint: "name…", width, ..Text::line(Id::NULL, &said, &name) };
        let new = form.field(ui, writing, (LIST, at, "name"), text, |typed| Ok(set("name", Some(name_json(typed)?))));
        wanted = form.row_buttons(ui, writing, LIST, (at, count), &name).or(new);
    });
    form.told(ui, writing, &[(LIST, at, "name")]);
    ui.horizontal_wrapped(|ui| {
        let is_after = day.json("before").is_none();
        let month = day.text(if is_after { "after" } else { "before" });
        let sides = ["after", "before"].map(|word| Word { word, more: "" });
        let now = usize::from(!is_after);
        let side = word_menu(ui, theme, &format!("Side of {name}"), sides[now].word, &sides, 100.0);
        if let Some(side) = side {
            wanted = Some(Ok(calendar.with_place_of_day(at, side == 0, &month)));
        }
        let words: Vec<Word<'_>> = months.iter().map(|word| Word { word, more: "" }).collect();
        let chosen = word_menu(ui, theme, &format!("Month beside {name}"), &month, &words, 140.0);
        if let Some(chosen) = chosen {
            wanted = Some(Ok(calendar.with_place_of_day(at, is_after, &months[chosen])));
        }
    });
    let flags = [("leap_years_only", "Only in leap years"), ("has_weekday", "Has a day of the week")];
    for (field, words) in flags {
        let is_on = day.json(field) == Some("true");
        let json = |is_on: bool| is_on.then(|| "true".to_owned());
        let set_flag = flag(ui, words, &format!("{name}: {words}"), is_on, |is_on| set(field, json(is_on)));
        wanted = set_flag.or(wanted);
    }
    wanted
}

/// The names of the days of a week, and where it starts.
pub(super) fn week_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    const LIST: &str = "weekdays";
    let calendar = form.calendar;
    let days = calendar.texts(LIST);
    let mut wanted = None;
    list_ui(ui, writing.page, LIST, days.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let width = Some(ui.available_width() - buttons_width(ui));
                let said = format!("Name of weekday {}", at + 1);
                let text = Text { hint: "name…", width, ..Text::line(Id::NULL, &said, &days[at]) };
                let new = form.field(ui, writing, (LIST, at, "name"), text, |typed| {
                    name_json(typed)?;
                    Ok(calendar.with_text_at(LIST, at, typed))
                });
                let buttons = form.row_buttons(ui, writing, LIST, (at, days.len()), &days[at]);
                wanted = buttons.or(new).or(wanted.take());
            });
            form.told(ui, writing, &[(LIST, at, "name")]);
        }
    });
    let new = form.new_row(ui, writing, LIST, ["+ day of the week", "New day of the week"], |name| {
        calendar.with_further_text(LIST, name)
    });
    wanted = new.or(wanted);
    let starts_weeks = calendar.flag("months_start_weeks");
    if !days.is_empty() || starts_weeks {
        const WORDS: &str = "Every month starts a week";
        let with = |is_on| calendar.with_flag("months_start_weeks", is_on);
        wanted = flag(ui, WORDS, WORDS, starts_weeks, with).or(wanted);
    }
    let from = calendar.text("week_from");
    if !days.is_empty() && !starts_weeks || !from.is_empty() {
        let first = days.first().map_or("The first of them", String::as_str);
        writing.words(ui, &format!("{first} is, to name one,"));
        let text = Text { hint: "the first day of year 1", ..Text::line(Id::NULL, "Date of the first weekday", &from) };
        let key = (LIST, 0, "from");
        let new = form.field(ui, writing, key, text, |typed| Ok(calendar.with_text("week_from", typed)));
        form.told(ui, writing, &[key]);
        wanted = new.or(wanted);
    }
    wanted
}

/// How a day is divided.
pub(super) fn clock_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    const PART: &str = "clock";
    let calendar = form.calendar;
    let fields = [("hours_in_day", "hours in a day", "24"), ("minutes_in_hour", "minutes in an hour", "60")];
    let mut wanted = None;
    for (field, words, hint) in fields {
        ui.horizontal(|ui| {
            let value = calendar.text(field);
            let said = capitalized(words);
            let text = Text { hint, width: Some(56.0), ..Text::line(Id::NULL, &said, &value) };
            let new = form.field(ui, writing, (PART, 0, field), text, |typed| calendar.with_number(field, typed));
            wanted = new.or(wanted.take());
            writing.words(ui, words);
        });
        form.told(ui, writing, &[(PART, 0, field)]);
    }
    wanted
}
