//! Another kind of time for a story: from an order to numbers or dates, and back. Exact times that the new kind can say
//! stay; of others the order stays, as relations between the events. Everything that is lost is said before it is done.

mod calendar;

use std::collections::HashMap;

use crate::document::Document;
use crate::document::edit::FieldOwner;
use crate::document::fields::ItemKind;
use crate::document::plan::Plan;
use crate::document::when_text::{field, members, texts, with_field, with_relation};
use crate::story::{Story, amount};
use crate::text::Fault;
use crate::text::scan::{self, Span};
use crate::text::words::counted;

pub use calendar::calendar_of;

/// The most events that one event is said to come after, to keep the order of what loses its times.
const MOST_TIES: usize = 8;

/// The exact times of an event, but for its length.
const MOMENTS: [&str; 3] = ["at", "from", "to"];

/// The edits that give a story another kind of time, and what they do. `story` is compiled from the document; `time` is
/// the new `time` object as JSON.
///
/// # Errors
/// The text of the story is not JSON.
pub fn conversion(document: &Document, story: &Story, time: &str) -> Result<Plan, Fault> {
    let text = document.text();
    let old = document.tree()?.field(text, "time").map_or("{}", |(member, _)| member.value.of(text));
    let (from, to) = (Kind::of(old), Kind::of(time));
    let mut plan = Plan::default();
    plan.set_of(FieldOwner::Story, "time", Some(time.to_owned()));
    if from.name == "calendar" && to.name == "calendar" {
        calendar::follow(document, old, time, &mut plan)?;
        return Ok(plan);
    }
    if from == to || from.is_dated() && from.name == to.name {
        return Ok(plan);
    }
    let mut converted = Vec::new();
    for event in document.items(ItemKind::Event)? {
        let (Some(id), Some(_)) = (event.id(), event.field("when")) else { continue };
        let json = event.strict_json()?;
        let when = field(&json, "when").unwrap_or("{}").to_owned();
        converted.push(Converted::new(id.into_owned(), event.title().into_owned(), when, &from, &to));
    }
    let is_whole = keep_order(story, &mut converted);
    for event in converted.iter().filter(|event| event.when.as_deref() != Some(&*event.old)) {
        plan.set(ItemKind::Event, &event.id, "when", event.when.clone());
    }
    let ways = ways(document, &from, &to, &mut plan)?;
    say(&converted, ways, &from, &to, &mut plan.says);
    if !is_whole {
        plan.says
            .push(format!("Where more than {MOST_TIES} events come before another at once, only the last are named."));
    }
    Ok(plan)
}

/// A kind of time, with the unit of its numbers.
#[derive(Debug, PartialEq, Eq)]
struct Kind {
    name: String,
    unit: String,
}

impl Kind {
    fn of(time: &str) -> Self {
        let text = |name: &str| texts(time, name).into_iter().next().unwrap_or_default();
        let name = Some(text("kind")).filter(|kind| !kind.is_empty()).unwrap_or_else(|| "order".to_owned());
        Self { name, unit: text("unit") }
    }

    fn is_dated(&self) -> bool {
        matches!(&*self.name, "date" | "calendar")
    }

    fn counts_years(&self) -> bool {
        matches!(&*self.unit.to_lowercase(), "year" | "years")
    }

    /// A unit of it in words.
    fn unit_words(&self) -> &str {
        match &*self.name {
            "order" => "step",
            _ if self.unit.is_empty() => "unit",
            _ => &self.unit,
        }
    }

    /// The letter of the unit in a duration, and what stands before the number.
    fn duration(&self) -> Option<(&'static str, char)> {
        Some(match self.unit.to_lowercase().trim_end_matches('s') {
            "second" => ("PT", 'S'),
            "minute" => ("PT", 'M'),
            "hour" => ("PT", 'H'),
            "day" => ("P", 'D'),
            "week" => ("P", 'W'),
            "month" => ("P", 'M'),
            "year" => ("P", 'Y'),
            _ => return None,
        })
    }

    /// A moment of this kind as one of another, both as they are written; `None` if it cannot be said.
    fn moment(&self, json: &str, to: &Self) -> Option<String> {
        match (&*self.name, &*to.name) {
            (_, "number") if !self.is_dated() => Some(json.to_owned()),
            ("number", "order") => amount::steps_from_text(json).is_ok().then(|| json.to_owned()),
            ("number", "date") if self.counts_years() => {
                let year = amount::steps_from_text(json).ok().filter(|year| (1..=9999).contains(year))?;
                Some(format!("\"{year:04}\""))
            }
            ("date", "number") if to.counts_years() => {
                let digits = json.trim_matches('"');
                let is_year = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
                digits.parse::<u32>().ok().filter(|_| is_year).map(|year| year.to_string())
            }
            _ => None,
        }
    }

    /// A length of this kind as one of another.
    fn length(&self, json: &str, to: &Self) -> Option<String> {
        if self.is_dated() && to.is_dated() {
            return Some(json.to_owned());
        }
        if self.is_dated() {
            let text = json.trim_matches('"');
            let number = |(start, letter): (&str, char)| {
                let number = text.strip_prefix(start)?.strip_suffix(letter)?;
                number.parse::<u64>().ok().map(|number| number.to_string())
            };
            let no_time = text.chars().any(|c| c == '0') && text.chars().all(|c| c.is_ascii_alphabetic() || c == '0');
            return if no_time { Some("0".to_owned()) } else { number(to.duration()?) };
        }
        if !to.is_dated() {
            return self.moment(json, to);
        }
        let number = amount::steps_from_text(json).ok()?;
        match self.duration() {
            _ if number == 0 => Some("\"PT0S\"".to_owned()),
            Some((start, letter)) => Some(format!("\"{start}{number}{letter}\"")),
            None => None,
        }
    }
}

/// An event with its times in the new kind.
struct Converted {
    id: String,
    title: String,
    /// Its `when` as it was.
    old: String,
    /// Its new one; `None` if it says nothing.
    when: Option<String>,
    /// The exact times that stay, and whether some go.
    kept: usize,
    loses_times: bool,
    /// Whether those that go are a start and an end.
    loses_span: bool,
    loses_length: bool,
}

impl Converted {
    fn new(id: String, title: String, old: String, from: &Kind, to: &Kind) -> Self {
        let mut when = Some(old.clone());
        let (mut kept, mut lost, mut loses_length) = (0, 0, false);
        for member in members(&old) {
            let name = scan::string(&old, member.key).unwrap_or_default();
            let value = member.value.of(&old);
            let is_moment = MOMENTS.contains(&&*name);
            if !is_moment && name != "lasts" {
                continue;
            }
            let new = if is_moment { from.moment(value, to) } else { from.length(value, to) };
            match (&new, is_moment) {
                (Some(_), true) => kept += 1,
                (None, true) => lost += 1,
                (Some(_), false) => {}
                (None, false) => loses_length = true,
            }
            if new.as_deref() != Some(value) {
                when = with_field(when.as_deref(), &name, new.as_deref());
            }
        }
        Self { id, title, old, when, kept, loses_times: lost > 0, loses_span: lost > 1, loses_length }
    }
}

/// An event with exact times, by the moments that it lies between.
struct Bounds {
    /// Its index among the converted events.
    event: usize,
    start: i64,
    end: i64,
}

impl Bounds {
    /// Whether it is over before another starts. A moment that coincides with the start of the other is not.
    fn is_before(&self, other: &Self) -> bool {
        let touches = self.end == other.start && self.start < self.end && other.start < other.end;
        self.end < other.start || touches
    }
}

/// Says the order of events that lose their exact times by relations. Whether all of it could be said.
fn keep_order(story: &Story, converted: &mut [Converted]) -> bool {
    let mut is_whole = true;
    if converted.iter().all(|event| !event.loses_times) {
        return is_whole;
    }
    let ids: HashMap<&str, _> = story.event_ids().map(|id| (story.event(id).id, id)).collect();
    let mut bounds: Vec<Bounds> = Vec::new();
    for (index, event) in converted.iter().enumerate().filter(|(_, event)| event.loses_times || event.kept > 0) {
        let Some(placed) = ids.get(&*event.id).map(|&id| story.event(id)) else { continue };
        let start = if placed.open.start.earliest { i64::MIN } else { placed.earliest.start().0 };
        let end = if placed.open.end.latest { i64::MAX } else { placed.latest.end().0 };
        bounds.push(Bounds { event: index, start, end });
    }
    bounds.sort_by_key(|bounds| (bounds.end, bounds.start, bounds.event));
    let mut ties: Vec<(usize, &str, Vec<usize>)> = Vec::new();
    for later in &bounds {
        let earlier: Vec<&Bounds> =
            bounds.iter().take_while(|it| it.end <= later.start).filter(|it| it.is_before(later)).collect();
        // Those before another one that is earlier, too, need not be named.
        let last_start = earlier.iter().map(|it| it.start).max().unwrap_or(i64::MIN);
        let last = |it: &&&Bounds| it.end > last_start || it.start == last_start;
        let is_needed = |it: &&Bounds| converted[it.event].loses_times || converted[later.event].loses_times;
        let after: Vec<usize> =
            earlier.iter().filter(last).rev().copied().filter(is_needed).map(|it| it.event).collect();
        is_whole &= after.len() <= MOST_TIES;
        ties.push((later.event, "after", after.into_iter().take(MOST_TIES).collect()));
    }
    // Events at one exact moment stay at one.
    for pair in bounds.windows(2) {
        let [one, other] = pair else { continue };
        let same = one.start == one.end && (one.start, one.end) == (other.start, other.end);
        if same && (converted[one.event].loses_times || converted[other.event].loses_times) {
            ties.push((other.event, "equals", vec![one.event]));
        }
    }
    for (event, relation, others) in ties {
        tie(converted, event, relation, &others);
    }
    // One that would say nothing any more would follow its thread, which may not be true.
    for one in &bounds {
        if converted[one.event].when.is_none() {
            let next = bounds.iter().filter(|other| one.is_before(other)).min_by_key(|other| other.start);
            if let Some(next) = next {
                tie(converted, one.event, "before", &[next.event]);
            }
        }
    }
    is_whole
}

/// Adds relations of an event to others that it does not have yet.
fn tie(converted: &mut [Converted], event: usize, relation: &str, others: &[usize]) {
    let known = converted[event].when.as_deref().map_or_else(Vec::new, |when| texts(when, relation));
    let ids = others.iter().map(|&other| converted[other].id.clone());
    let new: Vec<String> = ids.filter(|id| !known.contains(id)).collect();
    let event = &mut converted[event];
    event.when = with_relation(event.when.as_deref(), relation, &new);
}

/// Converts how long the ways between places take; returns how many are left out, because they cannot be said.
fn ways(document: &Document, from: &Kind, to: &Kind, plan: &mut Plan) -> Result<usize, Fault> {
    let mut lost = 0;
    for place in document.items(ItemKind::Place)? {
        let (Some(id), Some(_)) = (place.id(), place.field("travel")) else { continue };
        let json = place.strict_json()?;
        let Some(travel) = field(&json, "travel") else { continue };
        let mut ways = Vec::new();
        for way in scan::items(travel, Span::new(0, travel.len()))? {
            let way = way.of(travel);
            match field(way, "lasts").map(|lasts| from.length(lasts, to)) {
                Some(None) => lost += 1,
                Some(lasts) => ways.extend(with_field(Some(way), "lasts", lasts.as_deref())),
                None => ways.push(way.to_owned()),
            }
        }
        let new = (!ways.is_empty()).then(|| format!("[{}]", ways.join(",")));
        plan.set(ItemKind::Place, &id, "travel", new);
    }
    Ok(lost)
}

/// Says what stays and what goes.
fn say(converted: &[Converted], ways: usize, from: &Kind, to: &Kind, says: &mut Vec<String>) {
    let all = |is: &dyn Fn(&&Converted) -> bool| converted.iter().filter(is).collect::<Vec<_>>();
    let (kept, lost) = (all(&|it| it.kept > 0), all(&|it| it.loses_times));
    let lost_lengths = all(&|it| it.loses_length);
    if !kept.is_empty() {
        let keep = counted(kept.len(), "event keeps its exact time", "events keep their exact times");
        let (old, new) = (from.unit_words(), to.unit_words());
        says.push(if to.name == "date" {
            format!("{keep}: a year is some time in that year.")
        } else if from.name == "date" {
            format!("{keep}: a year is its number, at an exact moment.")
        } else {
            format!("{keep}: 1 {old} is 1 {new}.")
        });
    }
    if !lost.is_empty() {
        let lose = counted(lost.len(), "event loses its exact time", "events lose their exact times");
        says.push(format!("{lose}, which cannot be said in the new kind: {}. The order stays.", titles(&lost)));
        if lost.iter().any(|it| it.loses_span) {
            says.push("How events with a start and an end overlap does not stay.".to_owned());
        }
    }
    if !lost_lengths.is_empty() {
        let lose = counted(lost_lengths.len(), "event loses its length", "events lose their lengths");
        says.push(format!("{lose}: {}.", titles(&lost_lengths)));
    }
    if ways > 0 {
        let ways = counted(ways, "way between places is left out", "ways between places are left out");
        says.push(format!("{ways}: how long it takes cannot be said in the new kind."));
    }
    if says.is_empty() {
        says.push("No event has an exact time, so nothing is lost.".to_owned());
    }
}

/// The first titles of events, and how many more there are.
fn titles(events: &[&Converted]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = events.iter().take(SHOWN).map(|event| format!("“{}”", event.title)).collect();
    let more = events.len().saturating_sub(SHOWN);
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

#[cfg(test)]
mod tests;
