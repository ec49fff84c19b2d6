//! The story's kind of time, as it is written: the kind, the unit of its numbers, the description of a calendar of its own.
//! What another kind changes is said before it is done.

use egui::Ui;

use super::asked::{Asked, KIND, asked_ui};
use super::calendar;
use super::context::Writing;
use crate::document::write::Written;
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::text::{Text, reason_ui};
use crate::ui::widgets::kit::heading;

/// The kinds of time: the name in the file, the words for it, and more of them.
const KINDS: [(&str, &str, &str); 4] = [
    ("order", "an order without a clock", "Events come before and after each other; nothing has a date"),
    ("number", "numbers of a unit", "Minutes, chapters, years: anything that is counted"),
    ("date", "dates", "Dates of our calendar, as precise as they are known"),
    ("calendar", "a calendar of its own", "Months, weekdays and eras that the story makes up"),
];

/// A calendar to begin with.
const CALENDAR: &str = r#"{ "kind": "calendar", "months": [{ "name": "First month", "days": 30 }, { "name": "Second month", "days": 30 }] }"#;

/// Shows the section.
pub(super) fn kind_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let theme = writing.page.theme;
    heading(ui, theme, "Kind of time");
    let kind = of
        .members("time")
        .iter()
        .find(|(name, _)| name == "kind")
        .map_or("order".to_owned(), |(_, kind)| kind.trim_matches('"').to_owned());
    let now = KINDS.iter().position(|(name, ..)| *name == kind).unwrap_or_default();
    let words = KINDS.map(|(_, word, more)| Word { word, more });
    let chosen = word_menu(ui, theme, "Kind of time", KINDS[now].1, &words, 240.0).filter(|&chosen| chosen != now);
    if let Some(chosen) = chosen {
        let time = match KINDS[chosen].0 {
            "calendar" => CALENDAR.to_owned(),
            kind => format!("{{ \"kind\": \"{kind}\" }}"),
        };
        Asked::new(KIND, Ok(time)).ask(ui, writing);
    }
    asked_ui(ui, writing, KIND);
    match KINDS[now].0 {
        "number" => {
            for (field, name, hint) in
                [("unit", "Unit", "minute, chapter…"), ("units", "Several of it", "minutes, chapters…")]
            {
                let value = of.member_text("time", field);
                let text = Text { hint, ..Text::line(writing.id(of, ("time", field)), name, &value) };
                writing.text(ui, text, |text| of.with_member_text("time", field, text));
            }
        }
        "calendar" => calendar::calendar_ui(ui, writing, of),
        _ => {}
    }
    let wrong =
        writing.page.problems.iter().filter(|problem| problem.path == "time" || problem.path.starts_with("time."));
    for problem in wrong.take(3) {
        reason_ui(ui, theme, &problem.message);
    }
}
