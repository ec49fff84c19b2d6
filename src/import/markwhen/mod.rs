//! [Markwhen](https://markwhen.com): a text of dates, each with a colon and what happened then, in sections and groups,
//! which become threads.
//!
//! Knows nothing of colours, views and who may edit: those are told in notes.

mod dates;
mod lines;
mod placing;
mod title;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::draft::{Draft, EventDraft, TimeDraft};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, plain_text};
use dates::Slashes;
use lines::{Entry, File};
use placing::{Asked, Placing};
use title::Words;

/// Markwhen.
pub(super) const FORMAT: Format =
    Format { name: "markwhen", title: "Markwhen", endings: &["mw", "markwhen"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    if sample.text.is_empty() || sample.is_json() || sample.text.trim_start().starts_with('<') {
        return Likeness::No;
    }
    let dated = sample.text.lines().filter(|line| lines::dated(line, Slashes::default()).is_some()).count();
    match (FORMAT.endings.contains(&sample.ending.as_str()), dated) {
        (true, _) => Likeness::Sure,
        (false, 0..=1) => Likeness::No,
        (false, _) if ["md", "txt", ""].contains(&sample.ending.as_str()) => Likeness::Likely,
        _ => Likeness::Possible,
    }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let text = plain_text(bytes, &mut draft.notes);
    let file = lines::file(&text, options.is_day_first, &mut draft.notes);
    if file.entries.is_empty() && file.title.is_empty() {
        let message = "no line begins with a date and a colon, such as 1916-02-21: The siege begins; is it Markwhen?";
        return Err(Unreadable::at(1, message));
    }
    if file.entries.is_empty() {
        draft.notes.of_all("no line begins with a date and a colon, so there are no events");
    }
    draft.title.clone_from(&file.title);
    draft.summary.clone_from(&file.summary);
    draft.work = file.work.iter().map(|(key, value)| (key.clone(), Value::from(value.clone()))).collect();
    let untitled = if file.title.is_empty() { options.name.as_str() } else { file.title.as_str() };
    threads(&mut draft, &file, untitled);
    let words: Vec<Words> = file.entries.iter().map(|entry| title::words(&entry.title, &entry.lines)).collect();
    let mut events: Vec<EventDraft> = Vec::with_capacity(words.len());
    for (entry, words) in file.entries.iter().zip(&words) {
        events.push(event(&mut draft, entry, words, untitled));
    }
    place(&mut draft, &file.entries, &words, &mut events);
    draft.events = events;
    Ok(draft.finish(&options.name))
}

/// Adds the threads in the order of their sections; those around others are their groups.
fn threads(draft: &mut Draft, file: &File, untitled: &str) {
    let outer: HashSet<&[String]> =
        file.entries.iter().filter_map(|entry| entry.path.split_last()).map(|(_, outer)| outer).collect();
    for entry in &file.entries {
        let group = match entry.path.split_last() {
            Some((_, outer)) if !outer.is_empty() => outer.join(" / "),
            Some((own, _)) if outer.contains(entry.path.as_slice()) => own.clone(),
            _ => String::new(),
        };
        thread(draft, &entry.path, untitled).group = group;
    }
}

fn thread<'d>(draft: &'d mut Draft, path: &[String], untitled: &str) -> &'d mut super::draft::ThreadDraft {
    let title = path.last().map_or(untitled, String::as_str);
    draft.thread_of(&path.join("\n"), if title.is_empty() { "Timeline" } else { title })
}

/// An event without its time.
fn event(draft: &mut Draft, entry: &Entry, words: &Words, untitled: &str) -> EventDraft {
    let thread = thread(draft, &entry.path, untitled).id().to_owned();
    let title = if words.title.is_empty() { entry.dates.as_str() } else { words.title.as_str() };
    let mut event = match &words.id {
        Some(id) => draft.event_with_id(id, title, &thread),
        None => draft.event(title, &thread),
    };
    event.tell(&words.summary);
    event.tags.clone_from(&words.tags);
    for tag in &entry.tags {
        if !event.tags.contains(tag) {
            event.tags.push(tag.clone());
        }
    }
    for person in &words.people {
        event.cast.push(draft.character(person));
    }
    if let Some(place) = &words.place {
        event.place = draft.place(place);
    }
    if let Some(recurrence) = &entry.range.recurrence {
        event.tell(&format!("Recurs {recurrence}."));
        draft.notes.at(entry.line, format!("recurs {recurrence}: only the first time is an event"));
    }
    event
}

/// Gives every event its time.
fn place(draft: &mut Draft, entries: &[Entry], words: &[Words], events: &mut [EventDraft]) {
    let mut ids = HashMap::new();
    for (at, words) in words.iter().enumerate() {
        if let Some(id) = &words.id
            && ids.insert(id.to_lowercase(), at).is_some()
        {
            draft.notes.at(entries[at].line, format!("the id !{id} is used before: the later event is meant by it"));
        }
    }
    let names: Vec<(String, String)> =
        events.iter().map(|event| (event.id().to_owned(), event.title().to_owned())).collect();
    let mut placing = Placing::new(entries.iter().map(|entry| &entry.range), &names, &ids);
    for (at, (entry, event)) in entries.iter().zip(events).enumerate() {
        let asked = Asked { at, range: &entry.range };
        let (when, untold) = placing.when(&asked);
        if when.at.is_some() || when.from.is_some() || when.to.is_some() || when.lasts.is_some() {
            draft.time = TimeDraft::Date;
        }
        event.when = Some(when);
        for reason in untold {
            event.tell(&format!("Date in the file: {}.", entry.dates.trim()));
            draft.notes.at(entry.line, format!("“{}”: {reason}", entry.dates.trim()));
        }
    }
}

#[cfg(test)]
mod tests;
