//! Calendars of iCalendar (RFC 5545). Each calendar is a thread; its events and journal entries are events. Of an event
//! that repeats, the first time is kept and the rule is told: how often something happens in a story, its author says.

mod lines;
mod time;

use std::collections::BTreeSet;

use super::draft::{Draft, EventDraft, TimeDraft, label};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, markup, plain_text};
use lines::{ContentLine, content_lines};

pub(super) const FORMAT: Format =
    Format { name: "icalendar", title: "iCalendar", endings: &["ics", "ical", "ifb"], likeness, read };

/// What programs note for themselves, and what says nothing of what happens.
const BOOKKEEPING: &[&str] =
    &["ACKNOWLEDGED", "CLASS", "COLOR", "CREATED", "DTSTAMP", "LAST-MODIFIED", "PRIORITY", "SEQUENCE", "TRANSP"];

fn likeness(sample: &Sample<'_>) -> Likeness {
    let begin = sample.text.trim_start().get(.."BEGIN:VCALENDAR".len()).unwrap_or_default();
    if begin.eq_ignore_ascii_case("BEGIN:VCALENDAR") { Likeness::Sure } else { Likeness::No }
}

/// A part of a calendar between `BEGIN` and `END`.
#[derive(Debug, Default)]
struct Component {
    name: String,
    line: u32,
    lines: Vec<ContentLine>,
    parts: Vec<Component>,
    /// Whether the file ends before it does.
    is_cut: bool,
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    draft.time = TimeDraft::Date;
    let text = plain_text(bytes, &mut draft.notes);
    let (lines, broken) = content_lines(&text);
    let calendars: Vec<Component> = components(lines).into_iter().filter(|part| part.name == "VCALENDAR").collect();
    if calendars.is_empty() {
        return Err(Unreadable::at(
            1,
            "This is no calendar: it needs a line BEGIN:VCALENDAR. Export it again as iCalendar (.ics)",
        ));
    }
    for line in broken {
        draft.notes.at(line, "this is no line of a calendar; it is left out");
    }
    let mut left_out = BTreeSet::new();
    for calendar in &calendars {
        let name = calendar.text("X-WR-CALNAME").or_else(|| calendar.text("NAME"));
        let description = calendar.text("X-WR-CALDESC").or_else(|| calendar.text("DESCRIPTION")).unwrap_or_default();
        if calendars.len() == 1 {
            draft.title = name.as_deref().map(label).unwrap_or_default();
            draft.summary.clone_from(&description);
        }
        let own = name.unwrap_or_else(|| options.name.clone());
        for part in &calendar.parts {
            match part.name.as_str() {
                "VEVENT" | "VJOURNAL" => {
                    let thread = draft.thread_of(&own, &own);
                    thread.summary.clone_from(&description);
                    let thread = thread.id().to_owned();
                    let event = event(part, &thread, &mut draft, &mut left_out);
                    draft.events.push(event);
                }
                "VTIMEZONE" => {}
                name => {
                    let title = part.text("SUMMARY").unwrap_or_default();
                    draft.notes.at(part.line, format!("{name} “{title}” is no event, and is left out"));
                }
            }
        }
    }
    if draft.events.is_empty() {
        return Err(Unreadable::at(1, "The calendar has no events"));
    }
    note_zones(&calendars, &mut draft);
    if !left_out.is_empty() {
        let names = left_out.into_iter().collect::<Vec<_>>().join(", ");
        draft.notes.of_all(format!("left out, as notes of the calendar program for itself: {names}"));
    }
    Ok(draft.finish(&options.name))
}

/// Notes in which zones the times are.
fn note_zones(calendars: &[Component], draft: &mut Draft) {
    let events = || calendars.iter().flat_map(|calendar| &calendar.parts).filter(|part| part.name != "VTIMEZONE");
    let dates =
        || events().flat_map(|event| &event.lines).filter(|line| matches!(line.name.as_str(), "DTSTART" | "DTEND"));
    let zones: BTreeSet<&str> = dates().filter_map(|line| line.parameter("TZID")).collect();
    if zones.is_empty() {
        return;
    }
    let is_mixed = dates().any(|line| line.value.ends_with('Z'));
    let zones = zones.into_iter().collect::<Vec<_>>().join(", ");
    let mixed = if is_mixed { "; others are in UTC, and between them hours may be wrong" } else { "" };
    draft.notes.of_all(format!("times are as clocks showed them in {zones}, for a story has no time zones{mixed}"));
}

/// The components of a calendar. What `END` does not close is closed by what is around it.
fn components(lines: Vec<ContentLine>) -> Vec<Component> {
    let mut open = vec![Component::default()];
    let close = |open: &mut Vec<Component>, is_cut: bool| {
        if let Some(mut part) = open.pop() {
            part.is_cut = is_cut;
            match open.last_mut() {
                Some(around) => around.parts.push(part),
                None => open.push(part),
            }
        }
    };
    for line in lines {
        match line.name.as_str() {
            // Deeper than this nothing is nested.
            "BEGIN" if open.len() < 8 => {
                let name = line.value.to_uppercase();
                // A calendar is within nothing and an event within a calendar, so whatever else is open was cut.
                let most = match name.as_str() {
                    "VCALENDAR" => 1,
                    "VEVENT" | "VJOURNAL" | "VTODO" => 2,
                    _ => usize::MAX,
                };
                while open.len() > most {
                    close(&mut open, true);
                }
                open.push(Component { name, line: line.line, ..Component::default() });
            }
            "END" => {
                let name = line.value.to_uppercase();
                if let Some(at) = open.iter().rposition(|part| part.name == name).filter(|at| *at > 0) {
                    while open.len() > at {
                        let is_cut = open.len() > at + 1;
                        close(&mut open, is_cut);
                    }
                }
            }
            _ => {
                if let Some(part) = open.last_mut() {
                    part.lines.push(line);
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open, true);
    }
    open.pop().map(|all| all.parts).unwrap_or_default()
}

impl Component {
    fn line(&self, name: &str) -> Option<&ContentLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The text of a line; `None` if there is nothing in it.
    fn text(&self, name: &str) -> Option<String> {
        self.line(name).map(ContentLine::text).filter(|text| !text.is_empty())
    }
}

/// The event of a component.
fn event(part: &Component, thread: &str, draft: &mut Draft, left_out: &mut BTreeSet<String>) -> EventDraft {
    let title = part.text("SUMMARY").unwrap_or_default();
    let id = part.text("UID").unwrap_or_default();
    let mut event = draft.event_with_id(&id, &title, thread);
    if part.is_cut {
        draft.notes.at(part.line, "the event is not ended: the file was cut, or a line is missing");
    }
    let (when, left) = time::when(part.line("DTSTART"), part.line("DTEND"), part.line("DURATION"));
    if part.line("DTSTART").is_none() {
        draft.notes.at(part.line, "the event has no start (DTSTART); it has no date here");
    }
    event.when = Some(when);
    let description = part.text("DESCRIPTION").unwrap_or_default();
    let is_html = description.contains("</") || description.contains("<br");
    event.tell(&if is_html { markup::plain(&description) } else { description });
    let mut lines = Vec::new();
    for (line, reason) in left {
        draft.notes.at(line.line, format!("{}: {reason}; it is kept in the summary", line.name));
        lines.push(format!("{}: {}", line.name, line.value));
    }
    let mut seen = BTreeSet::new();
    for line in &part.lines {
        let is_first = seen.insert(line.name.as_str());
        match line.name.as_str() {
            "SUMMARY" | "DESCRIPTION" | "UID" | "DTSTART" | "DTEND" | "DURATION" if is_first => {}
            "LOCATION" if is_first => {
                if let Some(place) = part.text("LOCATION") {
                    event.place = draft.place(&place);
                }
            }
            "ATTENDEE" => {
                let who = draft.character(&person(line));
                if !event.cast.contains(&who) {
                    event.cast.push(who);
                }
            }
            "ORGANIZER" => lines.push(format!("Organizer: {}", person(line))),
            "CATEGORIES" => {
                let tags = line.list().into_iter().map(|tag| label(&tag)).filter(|tag| !tag.is_empty());
                event.tags.extend(tags);
            }
            "RRULE" => {
                draft.notes.at(line.line, "the event repeats; the first time is kept, and the rule in the summary");
                lines.push(format!("Repeats: {}", line.value));
            }
            "STATUS" if line.value.eq_ignore_ascii_case("CONFIRMED") => {}
            name if BOOKKEEPING.contains(&name) || name.starts_with("X-") => {
                left_out.insert(name.to_owned());
            }
            name => lines.push(format!("{name}: {}", line.text())),
        }
    }
    if part.parts.iter().any(|inner| inner.name == "VALARM") {
        left_out.insert("VALARM".to_owned());
    }
    event.tell(&lines.join("\n"));
    event
}

/// Who a line is about: the name, or the address.
fn person(line: &ContentLine) -> String {
    let name = line.parameter("CN").map(str::trim).filter(|name| !name.is_empty());
    let address = line.value.get(.."mailto:".len()).filter(|start| start.eq_ignore_ascii_case("mailto:"));
    let bare = address.map_or(line.value.as_str(), |start| &line.value[start.len()..]);
    name.unwrap_or(bare).to_owned()
}
