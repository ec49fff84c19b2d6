//! Another description of a story's own calendar: dates by names that have changed follow, and what the change does to the
//! others is said. Dates stay as they are written; which of them are still dates, and where they lie, is up to the calendar.

use std::sync::Arc;

use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::plan::Plan;
use crate::document::when_text::{field, with_field};
use crate::story::TimeKind;
use crate::story::calendar_text::renamed_in;
use crate::story::compile::compile;
use crate::story::problem::Severity;
use crate::text::Fault;
use crate::text::scan::{self, Span};
use crate::text::words::counted;
use crate::time::calendar::AnyCalendar;
use crate::time::calendar::date::Precision;
use crate::time::calendar::interval::Written;
use crate::time::calendar::invented::description::Description;
use crate::time::calendar::invented::{Calendar, same_name};

/// The most events that are named for one thing.
const MOST_NAMED: usize = 3;

/// The exact times of an event that are dates.
const DATES: [&str; 3] = ["at", "from", "to"];

/// The calendar that a story's `time` object describes, which is given as JSON.
///
/// # Errors
/// The first mistake in it, as a clause without a capital.
pub fn calendar_of(time: &str) -> Result<Arc<Calendar>, String> {
    // Without a date, a story is an order, whatever its kind of time. Every calendar has a year 1.
    let story = format!(
        r#"{{"plotlanes":1,"title":"T","time":{time},"threads":[{{"id":"t","title":"T"}}],
            "events":[{{"id":"e","title":"E","thread":"t","when":{{"at":"1"}}}}]}}"#
    );
    let compiled = compile(story.as_bytes());
    if let Some(error) = compiled.problems.into_iter().find(|problem| problem.severity == Severity::Error) {
        return Err(error.message);
    }
    match compiled.story.map(|story| story.time) {
        Some(TimeKind::Date(dates)) => match dates.calendar {
            AnyCalendar::Invented(calendar) => Ok(calendar),
            AnyCalendar::Gregorian => Err("it describes no calendar of its own".to_owned()),
        },
        _ => Err("it describes no calendar".to_owned()),
    }
}

/// Adds the edits that a calendar with other words needs in the dates of events, and what the change does to the dates. If
/// either description is no calendar, nothing can be said of dates.
pub(super) fn follow(document: &Document, old: &str, new: &str, plan: &mut Plan) -> Result<(), Fault> {
    let (Ok(old), Ok(new)) = (calendar_of(old), calendar_of(new)) else { return Ok(()) };
    let renamed = renamed(&old, &new);
    let mut effect = Effect::default();
    let change = Changed { old: AnyCalendar::Invented(old), new: AnyCalendar::Invented(new), renamed };
    for event in document.items(ItemKind::Event)? {
        let (Some(id), Some(_)) = (event.id(), event.field("when")) else { continue };
        let json = event.strict_json()?;
        let Some(when) = field(&json, "when") else { continue };
        let title = format!("“{}”", event.title());
        let mut changed = None;
        for name in DATES {
            let Some(date) = text(when, name) else { continue };
            if let Some(date) = change.date(&date, &title, &mut effect) {
                let json = serde_json::Value::from(date).to_string();
                changed = with_field(Some(changed.as_deref().unwrap_or(when)), name, Some(&json));
            }
        }
        if let Some(lasts) = text(when, "lasts") {
            change.length(&lasts, &title, &mut effect);
        }
        if changed.is_some() {
            plan.set(ItemKind::Event, &id, "when", changed);
        }
    }
    for place in document.items(ItemKind::Place)?.iter().filter(|place| place.field("travel").is_some()) {
        let json = place.strict_json()?;
        let travel = field(&json, "travel").unwrap_or("[]");
        for way in scan::items(travel, Span::new(0, travel.len()))? {
            if let Some(lasts) = text(way.of(travel), "lasts") {
                change.length(&lasts, &format!("a way from “{}”", place.title()), &mut effect);
            }
        }
    }
    let mut says = Vec::new();
    effect.say(&mut says);
    if !says.is_empty() {
        plan.says.extend(change.renamed.iter().map(|(from, to)| format!("“{from}” becomes “{to}”.")));
    }
    plan.says.append(&mut says);
    Ok(())
}

/// A field that is a text.
fn text(json: &str, name: &str) -> Option<String> {
    let value = field(json, name)?;
    scan::string(value, Span::new(0, value.len())).map(std::borrow::Cow::into_owned)
}

/// What changes of the names in a calendar.
struct Changed {
    old: AnyCalendar,
    new: AnyCalendar,
    /// Names, and those that they have now.
    renamed: Vec<(String, String)>,
}

/// What becomes of dates and lengths: for each kind of change, the events it is about.
#[derive(Default)]
struct Effect {
    follow: Vec<String>,
    /// What can be read no longer, each in a sentence.
    lost: Vec<String>,
    other_month: Vec<String>,
    moved: Vec<String>,
}

impl Changed {
    /// Notes what becomes of a date; returns it as it is to be written if that differs.
    fn date(&self, text: &str, title: &str, effect: &mut Effect) -> Option<String> {
        // What was no date is told already.
        let before = self.old.parse_written(text).ok()?;
        let follows = self.renamed.iter().fold(text.to_owned(), |text, (from, to)| renamed_in(&text, from, to));
        let after = match self.new.parse_written(&follows) {
            Ok(after) => after,
            Err(reason) => {
                effect.lost.push(format!("“{follows}” of {title} {reason}"));
                return None;
            }
        };
        if month(&self.old, before).map(|name| self.renamed(&name)) != month(&self.new, after) {
            note(&mut effect.other_month, title);
        } else if before != after {
            note(&mut effect.moved, title);
        }
        if follows == text {
            return None;
        }
        note(&mut effect.follow, title);
        Some(follows)
    }

    /// Notes a length that cannot be said any more.
    fn length(&self, text: &str, title: &str, effect: &mut Effect) {
        if self.old.parse_duration(text).is_ok()
            && let Err(reason) = self.new.parse_duration(text)
        {
            effect.lost.push(format!("“{text}” of {title} {reason}"));
        }
    }

    fn renamed(&self, name: &str) -> String {
        let to = self.renamed.iter().find(|(from, _)| from == name).map(|(_, to)| to);
        to.map_or_else(|| name.to_owned(), Clone::clone)
    }
}

/// The name of the month of a single date; `None` of others.
fn month(calendar: &AnyCalendar, date: Written) -> Option<String> {
    let Written::Date(date) = date else { return None };
    let is_in_month = matches!(date.precision, Precision::Month | Precision::Day | Precision::Exact);
    let month = calendar.month(date.first).filter(|_| is_in_month)?;
    let AnyCalendar::Invented(calendar) = calendar else { return None };
    calendar.description().months.get(usize::try_from(month).ok()?).map(|month| month.name.clone())
}

/// Notes an event once.
fn note(events: &mut Vec<String>, title: &str) {
    if events.last().is_none_or(|last| last != title) {
        events.push(title.to_owned());
    }
}

impl Effect {
    fn say(&self, says: &mut Vec<String>) {
        let (shown, more) = self.lost.split_at(self.lost.len().min(MOST_NAMED));
        says.extend(shown.iter().map(|lost| format!("{lost}.")));
        if !more.is_empty() {
            let more = counted(more.len(), "more date or length", "more dates and lengths");
            says.push(format!("Neither can {more} be read any longer."));
        }
        if !self.lost.is_empty() {
            says.push("They stay as they are written, and are told as mistakes until they are mended.".to_owned());
        }
        let mut tell = |events: &[String], one: &str, many: &str| {
            if !events.is_empty() {
                let (shown, more) = events.split_at(events.len().min(MOST_NAMED));
                let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
                let count = counted(events.len(), one, many);
                says.push(format!("{count}: {}{more}.", shown.join(", ")));
            }
        };
        tell(&self.follow, "event is dated by the new name", "events are dated by the new name");
        tell(
            &self.other_month,
            "event that is dated in numbers lies in another month",
            "events that are dated in numbers lie in another month",
        );
        tell(
            &self.moved,
            "event keeps its date, which lies elsewhere on the timeline",
            "events keep their dates, which lie elsewhere on the timeline",
        );
    }
}

/// The names that differ in one place of a list of the same length: another name for the same thing.
fn renamed(old: &Calendar, new: &Calendar) -> Vec<(String, String)> {
    let (old, new) = (old.description(), new.description());
    let texts = |all: Vec<&String>| all.into_iter().cloned().collect::<Vec<_>>();
    // What has no short form goes by its name.
    let shorts = |calendar: &Description| {
        texts(calendar.months.iter().map(|month| month.short.as_ref().unwrap_or(&month.name)).collect())
    };
    let letters = |calendar: &Description| {
        texts(calendar.eras.iter().map(|era| era.abbreviation.as_ref().unwrap_or(&era.name)).collect())
    };
    let lists = [
        [old, new].map(|it| texts(it.months.iter().map(|month| &month.name).collect())),
        [old, new].map(shorts),
        [old, new].map(|it| texts(it.days_outside.iter().map(|day| &day.name).collect())),
        [old, new].map(|it| texts(it.eras.iter().map(|era| &era.name).collect())),
        [old, new].map(letters),
    ];
    let mut renamed: Vec<(String, String)> = Vec::new();
    for [old, new] in &lists {
        let has = |list: &[String], name: &str| list.iter().any(|known| same_name(known, name));
        let differ: Vec<usize> = (0..old.len().min(new.len())).filter(|&at| old[at] != new[at]).collect();
        if let [at] = differ[..]
            && old.len() == new.len()
            && !has(new, &old[at])
            && !renamed.iter().any(|(from, _)| *from == old[at])
        {
            renamed.push((old[at].clone(), new[at].clone()));
        }
    }
    // A name that is still there as another form of the same thing stays.
    let is_left = |name: &str| lists.iter().any(|[_, new]| new.iter().any(|known| same_name(known, name)));
    renamed.retain(|(from, _)| !is_left(from));
    renamed
}

#[cfg(test)]
mod tests {
    use super::calendar_of;
    use crate::document::Document;
    use crate::story::compile::compile;
    use crate::story::kind_of_time::conversion;

    const TIME: &str = r#"{ "kind": "calendar", "months": [{ "name": "Ash", "short": "As", "days": 30 }, { "name": "Elm", "days": 31 }], "days_outside": [{ "name": "Feast", "after": "Ash" }], "eras": [{ "name": "First Era", "short": "FE" }] }"#;

    const EVENTS: &str = r#"[
  { "id": "a", "title": "A", "thread": "t", "when": { "from": "30 Ash 3 FE", "to": "2 Elm 3 FE" } },
  { "id": "b", "title": "B", "thread": "t", "when": { "at": "3-02-31", "lasts": "P2D" } },
  { "id": "c", "title": "C", "thread": "t", "when": { "at": "3 as 1 FE" } },
  { "id": "d", "title": "D", "thread": "t", "when": { "at": "Feast 2" } },
  { "id": "e", "title": "E", "thread": "t", "when": { "at": "someday" } }
]"#;

    /// What is said when the first text of each pair in the calendar becomes the second, and the events afterwards.
    fn changed(changes: &[(&str, &str)]) -> (Vec<String>, String) {
        let text = |time: &str| {
            format!(
                r#"{{ "plotlanes": 1, "title": "S", "time": {time}, "threads": [{{ "id": "t", "title": "T" }}], "events": {EVENTS} }}"#
            )
        };
        let new = changes.iter().fold(TIME.to_owned(), |time, (from, to)| {
            assert!(time.contains(from), "{from}");
            time.replacen(from, to, 1)
        });
        let mut document = Document::from_text(text(TIME));
        let story = compile(document.text().as_bytes()).story.expect("most of it can be shown");
        let plan = conversion(&document, &story, &new).expect("JSON");
        document.make(&plan.edits).expect("it can be made");
        let written = document.text();
        assert!(written.contains(&new), "{written}");
        let events = written.find("\"events\": ").map_or("", |at| &written[at + 10..written.len() - 2]);
        (plan.says, events.to_owned())
    }

    #[test]
    fn what_a_change_does_to_dates_is_said() {
        let check = |changes: &[(&str, &str)], expect: &[&str], renamed: &[(&str, &str)]| {
            let (mut says, events) = changed(changes);
            says.retain(|said| !said.contains(" becomes "));
            assert_eq!(says, expect);
            assert_eq!(events, renamed.iter().fold(EVENTS.to_owned(), |all, (from, to)| all.replacen(from, to, 1)));
        };
        check(&[], &[], &[]);
        let by_name = ["1 event is dated by the new name: “A”."];
        check(&[("\"Ash\",", "\"Oak\","), ("\"Ash\"", "\"Oak\"")], &by_name, &[("Ash", "Oak")]);
        let (says, _) = changed(&[("\"Feast\"", "\"Rest\"")]);
        assert_eq!(says[0], "“Feast” becomes “Rest”.");
        check(&[("\"As\"", "\"Ah\"")], &["1 event is dated by the new name: “C”."], &[("3 as", "3 Ah")]);
        check(&[("\"short\": \"As\", ", "")], &["1 event is dated by the new name: “C”."], &[("3 as", "3 Ash")]);
        check(&[("\"Feast\"", "\"Rest\"")], &["1 event is dated by the new name: “D”."], &[("Feast", "Rest")]);
        let era = ["2 events are dated by the new name: “A”, “C”."];
        check(&[("\"FE\"", "\"F\"")], &era, &[("FE", "F"), ("FE", "F"), ("FE", "F")]);
        let shorter = [
            "“3-02-31” of “B” is no date: Elm 3 FE has 30 days.",
            "They stay as they are written, and are told as mistakes until they are mended.",
            "2 events keep their dates, which lie elsewhere on the timeline: “A”, “D”.",
        ];
        check(&[("31", "30")], &shorter, &[]);
        let (says, _) = changed(&[("\"Feast\", \"after\": \"Ash\"", "\"Rest\", \"after\": \"Elm\"")]);
        assert!(says.iter().any(|said| said.contains("elsewhere")), "{says:?}");
        let months = r#"{ "name": "Ash", "short": "As", "days": 30 }, { "name": "Elm", "days": 31 }"#;
        let turned = r#"{ "name": "Elm", "days": 31 }, { "name": "Ash", "short": "As", "days": 31 }"#;
        let (says, events) = changed(&[(months, turned)]);
        assert!(says[0].starts_with("1 event that is dated in numbers lies in another month: “B”"), "{says:?}");
        assert_eq!(events, EVENTS);
    }

    #[test]
    fn what_is_no_calendar_is_told() {
        assert_eq!(calendar_of(TIME).map(|calendar| calendar.description().months.len()), Ok(2));
        let check = |from: &str, to: &str, expect: &str| {
            let reason = calendar_of(&TIME.replacen(from, to, 1)).expect_err(expect);
            assert!(reason.contains(expect), "{reason}");
        };
        check("30", "0", "a month has 1 to 100000 days");
        check("\"after\": \"Ash\"", "\"after\": \"Oak\"", "unknown month");
        check("\"days\": 30", "\"days\": \"x\"", "number");
        check("\"calendar\"", "\"date\"", "calendar");
        check("}", "", "");
    }
}
