//! The story's kind of time, as it is written: the kind, the unit of its numbers, the description of a calendar of its own.
//! What another kind changes is said before it is done.

use egui::{Id, Ui};

use super::context::Writing;
use crate::document::change::Change;
use crate::document::plan::Plan;
use crate::document::write::{Outcome, Written};
use crate::story::kind_of_time::conversion;
use crate::ui::edit::menu::{Word, word_menu};
use crate::ui::edit::text::{Rows, Send, Text, reason_ui};
use crate::ui::panel::parts::muted;
use crate::ui::widgets::kit::{boxed, chip, heading};

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
    let asked = writing.id(of, "another kind of time");
    let chosen = word_menu(ui, theme, "Kind of time", KINDS[now].1, &words, 240.0).filter(|&chosen| chosen != now);
    if let Some(chosen) = chosen {
        let time = match KINDS[chosen].0 {
            "calendar" => CALENDAR.to_owned(),
            kind => format!("{{ \"kind\": \"{kind}\" }}"),
        };
        ui.data_mut(|data| data.insert_temp(asked, (writing.document.revision(), time)));
    }
    convert_ui(ui, writing, asked);
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
        "calendar" => calendar_ui(ui, writing, of),
        _ => {}
    }
    let wrong =
        writing.page.problems.iter().filter(|problem| problem.path == "time" || problem.path.starts_with("time."));
    for problem in wrong.take(3) {
        reason_ui(ui, theme, &problem.message);
    }
}

/// The description of a calendar, as the file has it.
fn calendar_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let value = of.json("time").unwrap_or_default();
    muted(ui, writing.page, "Its months, weekdays, eras and leap years:");
    let font = egui::FontId::new(12.0, egui::FontFamily::Monospace);
    let text = Text::paragraph(writing.id(of, "time"), "Description of the calendar", value);
    let text = Text { rows: Rows::Many, send: Send::WhenLeft, font, ..text };
    writing.text(ui, text, |text| {
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
            return Err("This is not JSON yet: look for a missing comma or quotation mark".to_owned());
        }
        of.with_json("time", Some(text.trim().to_owned()))
    });
}

/// What another kind of time changes, and the buttons to change it or keep this one.
fn convert_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, asked: Id) {
    let wanted: Option<(u64, String)> = ui.data(|data| data.get_temp(asked));
    // A choice about another text is none.
    let Some((revision, time)) = wanted.filter(|(revision, _)| *revision == writing.document.revision()) else {
        return;
    };
    let (page, document) = (writing.page, writing.document);
    let plan = page.memo(ui.ctx(), "another kind of time", (revision, time.clone()), || {
        conversion(document, page.story, &time).map_err(|fault| fault.message)
    });
    let forget = |ui: &Ui| ui.data_mut(|data| data.remove::<(u64, String)>(asked));
    if matches!(&*plan, Ok(Plan { says, .. }) if says.is_empty()) {
        writing.make(ui, change(&plan));
        forget(ui);
        return;
    }
    boxed(ui, page.theme, |ui| {
        for line in plan.iter().flat_map(|plan| &plan.says) {
            ui.label(line);
        }
        ui.horizontal_wrapped(|ui| {
            if chip(ui, page.theme, "Change the kind of time").on_hover_text("It can be undone").clicked() {
                writing.make(ui, change(&plan));
                forget(ui);
            }
            if chip(ui, page.theme, "Keep it as it is").clicked() {
                forget(ui);
            }
        });
    });
}

fn change(plan: &Result<Plan, String>) -> Outcome {
    let plan = plan.clone()?;
    Ok(Change::new("change the kind of time", plan.edits))
}
