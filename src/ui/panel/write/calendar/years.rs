//! The years of a calendar: the eras that count them, and those that are longer.

use egui::{Id, Ui};

use super::super::context::Writing;
use super::super::lists::{add_chip, quoted};
use super::{Form, Wanted, buttons_width, name_json, text_json};
use crate::document::write::Entry;
use crate::story::calendar_text::{whole_number, whole_numbers};
use crate::ui::edit::chips::{Small, small_button};
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::text::Text;
use crate::ui::panel::parts::{MOST_SMALL, list_ui};
use crate::ui::widgets::kit::{boxed, target};

/// ```text
/// | Dalereckoning      | DR | ↑ ↓ × |
/// | years count up v  from year [ ] |
/// ```
pub(super) fn eras_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    let calendar = form.calendar;
    let eras = calendar.rows("eras");
    let mut wanted = None;
    list_ui(ui, writing.page, "eras", eras.len(), MOST_SMALL, |ui, rows| {
        for at in rows {
            let era = boxed(ui, writing.page.theme, |ui| era_ui(ui, writing, form, (at, eras.len()), &eras[at]));
            wanted = era.or(wanted.take());
        }
    });
    let has_up = eras.iter().any(|era| era.text("counts") != "down");
    let new = form.new_row(ui, writing, "eras", ["+ era", "New era"], |name| {
        // A later one begins after the others; when, is said next.
        let last = eras.iter().filter_map(|era| era.text("from").parse::<u32>().ok()).max().unwrap_or(1);
        let from = has_up.then(|| ("from", last.saturating_add(100).to_string()));
        let fields: Vec<_> = std::iter::once(("name", quoted(name))).chain(from).collect();
        calendar.with_row("eras", &fields)
    });
    new.or(wanted)
}

fn era_ui(
    ui: &mut Ui,
    writing: &mut Writing<'_, '_>,
    form: &Form<'_>,
    (at, count): (usize, usize),
    era: &Entry,
) -> Wanted {
    const LIST: &str = "eras";
    const SHORT: f32 = 52.0;
    let (calendar, theme) = (form.calendar, writing.page.theme);
    let (name, short) = (era.text("name"), era.text("short"));
    let set = |field: &str, json: Option<String>| calendar.with_row_field(LIST, at, field, json);
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = Some(ui.available_width() - SHORT - buttons_width(ui) - 2.0);
        let said = format!("Name of era {}", at + 1);
        let text = Text { hint: "name…", width, ..Text::line(Id::NULL, &said, &name) };
        let new = form.field(ui, writing, (LIST, at, "name"), text, |typed| Ok(set("name", Some(name_json(typed)?))));
        let said = format!("Letters for {name}");
        let text = Text { hint: "short", width: Some(SHORT), ..Text::line(Id::NULL, &said, &short) };
        let new =
            new.or(form.field(ui, writing, (LIST, at, "short"), text, |typed| Ok(set("short", text_json(typed)))));
        wanted = form.row_buttons(ui, writing, LIST, (at, count), &name).or(new);
    });
    form.told(ui, writing, &["name", "short"].map(|field| (LIST, at, field)));
    let is_down = era.text("counts") == "down";
    ui.horizontal(|ui| {
        let ways = [
            Word { word: "counts up", more: "Year 1, year 2, … from its beginning" },
            Word { word: "counts down", more: "… year 2, year 1 to the beginning of the first era that counts up" },
        ];
        let now = ways[usize::from(is_down)].word;
        if let Some(way) = word_menu(ui, theme, &format!("How {name} counts its years"), now, &ways, 130.0) {
            let down = set("counts", (way == 1).then(|| quoted("down")));
            wanted = Some(Ok(if way == 1 { down.with_row_field(LIST, at, "from", None) } else { down }));
        }
        if !is_down {
            writing.words(ui, "from year");
            let from = era.text("from");
            let said = format!("Year in which {name} begins");
            let text = Text { hint: "1", width: Some(56.0), ..Text::line(Id::NULL, &said, &from) };
            let new = form.field(ui, writing, (LIST, at, "from"), text, |typed| Ok(set("from", whole_number(typed)?)));
            wanted = new.or(wanted.take());
        }
    });
    form.told(ui, writing, &[(LIST, at, "from")]);
    wanted
}

/// The rule of leap years.
pub(super) fn leap_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, form: &Form<'_>) -> Wanted {
    const PART: &str = "leap";
    let (calendar, theme) = (form.calendar, writing.page.theme);
    let Some(leap) = calendar.leap() else {
        // Some month has to be longer, or a day outside the months has to be in leap years only.
        let month = calendar.rows("months").last().map(|month| quoted(&month.text("name")));
        let with = || calendar.with_leap("cycle", Some("4".to_owned())).with_leap("longer_month", month.clone());
        return add_chip(ui, writing, "+ leap years").clicked().then(|| Ok(with()));
    };
    let mut wanted = None;
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        writing.words(ui, "every");
        let cycle = leap.text("cycle");
        let text = Text { width: Some(56.0), ..Text::line(Id::NULL, "Years of the cycle", &cycle) };
        let new = form.field(ui, writing, (PART, 0, "cycle"), text, |typed| {
            let cycle = whole_number(typed)?.ok_or_else(|| "Write after how many years it repeats".to_owned())?;
            Ok(calendar.with_leap("cycle", Some(cycle)))
        });
        writing.words(ui, "years");
        wanted = new;
        if small_button(ui, theme, Small::Remove, "Remove the leap years", true).clicked() {
            wanted = Some(Ok(calendar.with(PART, None)));
        }
    });
    form.told(ui, writing, &[(PART, 0, "cycle")]);
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        writing.words(ui, "in years");
        let years = leap.texts("years").join(", ");
        let text = Text::line(Id::NULL, "Leap years of the cycle", &years);
        let text = Text { hint: "the last one", width: Some(ui.available_width()), ..text };
        let new = form.field(ui, writing, (PART, 0, "years"), text, |typed| {
            Ok(calendar.with_leap("years", whole_numbers(typed)?))
        });
        wanted = new.or(wanted.take());
    });
    form.told(ui, writing, &[(PART, 0, "years")]);
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        writing.words(ui, "a day more in");
        let months: Vec<String> = calendar.rows("months").iter().map(|month| month.text("name")).collect();
        let none = std::iter::once("no month");
        let words: Vec<Word<'_>> =
            none.chain(months.iter().map(String::as_str)).map(|word| Word { word, more: "" }).collect();
        let now = leap.text("longer_month");
        let now = if now.is_empty() { "no month" } else { &now };
        if let Some(chosen) = word_menu(ui, theme, "Longer month of leap years", now, &words, 140.0) {
            let month = chosen.checked_sub(1).map(|at| quoted(&months[at]));
            wanted = Some(Ok(calendar.with_leap("longer_month", month)));
        }
    });
    wanted
}
