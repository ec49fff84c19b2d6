//! The exact times of an event and how long it takes: typed in the terms of the story's kind of time, and checked while they
//! are typed.

use egui::{Role, Ui, WidgetInfo};

use super::context::Writing;
use crate::document::write::{Outcome, Written};
use crate::story::typed_time::{length_json, moment_json};
use crate::story::{Story, TimeKind};
use crate::time::calendar::Duration;
use crate::ui::edit::text::{Send, Text};
use crate::ui::widgets::kit::radio;

/// The fields for an exact time.
pub(super) const EXACT: [&str; 3] = ["at", "from", "to"];

/// A time as it could be typed.
pub(super) fn example(story: &Story) -> String {
    match &story.time {
        TimeKind::Order => "a number of steps".to_owned(),
        TimeKind::Number { unit, .. } if unit.is_empty() => "a number".to_owned(),
        TimeKind::Number { units, .. } => format!("a number of {units}"),
        TimeKind::Date(dates) => format!("a date such as {}", dates.calendar.example()),
    }
}

/// The field of an exact time; it is set when the field is left.
pub(super) fn field_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written, name: &'static str, text: Text<'_>) {
    let story = writing.page.story;
    let text = Text { send: Send::WhenLeft, ..text };
    writing.text(ui, text, |typed| {
        if typed.trim().is_empty() {
            return of.with_exact(&[(name, None)]);
        }
        let json = moment_json(&story.time, typed, name == "at")?;
        of.with_exact(&[(name, Some(json))])
    });
}

/// How long an event takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    /// The story does not say.
    Unsaid,
    /// No time.
    Moment,
    /// A length of its own.
    Length,
}

impl Takes {
    fn of(story: &Story, of: &Written) -> Self {
        match of.exact("lasts") {
            None if of.exact("at").is_some_and(|at| !at.contains('/')) => Self::Moment,
            None => Self::Unsaid,
            Some(lasts) if is_none(story, &lasts) => Self::Moment,
            Some(_) => Self::Length,
        }
    }

    /// The change that makes it so.
    fn change(self, story: &Story, of: &Written) -> Outcome {
        let (at, from) = (of.exact_json("at"), of.exact_json("from"));
        let length =
            |count: &str| if matches!(story.time, TimeKind::Date(_)) { format!("\"P{count}D\"") } else { count.into() };
        match self {
            // A time by itself is a moment; said as a start, it is none.
            Self::Unsaid if at.is_some() => of.with_exact(&[("lasts", None), ("at", None), ("from", at)]),
            Self::Unsaid => of.with_exact(&[("lasts", None)]),
            Self::Moment if at.is_some() => of.with_exact(&[("lasts", None)]),
            Self::Moment if from.is_some() && of.exact("to").is_none() => {
                of.with_exact(&[("lasts", None), ("from", None), ("at", from)])
            }
            Self::Moment => of.with_exact(&[("lasts", Some(length("0")))]),
            Self::Length => of.with_exact(&[("lasts", Some(length("1")))]),
        }
    }
}

/// Whether a length is none.
fn is_none(story: &Story, lasts: &str) -> bool {
    match &story.time {
        TimeKind::Date(dates) => dates.calendar.parse_duration(lasts).is_ok_and(|it| it == Duration::default()),
        _ => lasts.parse::<f64>().is_ok_and(|lasts| lasts == 0.0),
    }
}

/// The line about how long it takes.
pub(super) fn lasts_ui(ui: &mut Ui, writing: &mut Writing<'_, '_>, of: &Written) {
    let story = writing.page.story;
    let now = Takes::of(story, of);
    let mut outcome = None;
    let field = writing.id(of, ("when", "lasts"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        ui.spacing_mut().icon_spacing = 3.0;
        writing.words(ui, "Takes");
        let choices = [(Takes::Unsaid, "a while"), (Takes::Moment, "a moment"), (Takes::Length, "exactly")];
        for (takes, words) in choices {
            let button = radio(ui, now == takes, words);
            button
                .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, now == takes, format!("Takes {words}")));
            if button.clicked() && now != takes {
                outcome = Some(takes.change(story, of));
                if takes == Takes::Length {
                    ui.memory_mut(|memory| memory.request_focus(field));
                }
            }
        }
        if now != Takes::Length {
            return;
        }
        let value = of.exact("lasts").unwrap_or_default();
        let text = Text { send: Send::WhenLeft, width: Some(90.0), ..Text::line(field, "How long it takes", &value) };
        writing.text(ui, text, |typed| {
            if typed.trim().is_empty() {
                return Takes::Unsaid.change(story, of);
            }
            of.with_exact(&[("lasts", Some(length_json(&story.time, typed)?))])
        });
        let unit = match &story.time {
            TimeKind::Order => "steps",
            TimeKind::Number { units, .. } => units,
            TimeKind::Date(_) => "",
        };
        writing.words(ui, unit);
    });
    if let Some(outcome) = outcome {
        writing.make(ui, outcome);
    }
}
