//! Screenplays, in whatever format: scenes as events, told in the order of the script.
//!
//! A script says in which order its scenes are told. Within a thread that is taken for the order in which they happen, as
//! everywhere without a clock; between threads nothing is said, except where a heading does: `CONTINUOUS`, `SAME TIME`.
//! Flashbacks follow nothing. Day and night are tags, not times.

mod fdx;
mod fountain;
mod heading;
mod remark;
mod scene;

use std::collections::HashMap;

use serde_json::Value;

use super::draft::{Draft, EventDraft, PhaseDraft, TimeDraft, WhenDraft};
use super::{Imported, Options, Unreadable};
pub(super) use fdx::FORMAT as FDX;
pub(super) use fountain::FORMAT as FOUNTAIN;
use heading::{Heading, Join};
use scene::Scene;

/// A part of a script, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A heading above scenes, `level` deep, counted from 1.
    Section { level: usize, title: String },
    /// The end of an act.
    ActEnd,
    /// A scene's heading. Its number and title may be empty.
    Scene { heading: String, number: String, title: String },
    /// What is seen.
    Action(String),
    /// The name above what a character says.
    Cue(String),
    /// Somebody who is in the scene without a cue.
    Present(String),
    /// What a scene or section is about.
    Synopsis(String),
    /// A remark that is not part of the film.
    Remark(String),
    /// What is neither seen nor about the story, and not kept: dialogue, transitions.
    Other,
}

/// A script taken apart.
#[derive(Debug, Default)]
struct Script {
    title: String,
    /// Facts about the work, by their names.
    work: Vec<(String, String)>,
    /// The parts and their lines, counted from 1, where the format has lines.
    parts: Vec<(Option<u32>, Part)>,
}

/// The story of a script.
fn story(script: Script, mut draft: Draft, options: &Options) -> Result<Imported, Unreadable> {
    let (scenes, before) = scene::scenes(script.parts);
    if scenes.is_empty() {
        let message = "there is no scene heading, such as INT. KITCHEN - NIGHT; give each scene one";
        return Err(Unreadable::new(message));
    }
    draft.title = script.title;
    for (key, value) in script.work {
        draft.work.insert(key, Value::from(value));
    }
    if !before.is_empty() {
        draft.notes.of_all("the text before the first scene is kept in the summary of the story");
        draft.summary = before;
    }
    if scenes.iter().any(|scene| scene.has_more) {
        draft.notes.of_all("dialogue and transitions are not kept, and of long action only the first lines");
    }
    let untitled = if draft.title.is_empty() { options.name.clone() } else { draft.title.clone() };
    let mut events = Vec::with_capacity(scenes.len());
    for (number, scene) in scenes.iter().enumerate() {
        events.push(event(&mut draft, scene, number + 1, &untitled));
    }
    if events.iter().any(|event| event.when.is_some()) {
        draft.time = TimeDraft::Date;
        // Beside dates the order of the script would be a guess.
        for event in &mut events {
            event.when.get_or_insert_default();
        }
    } else {
        order(&mut draft, &scenes, &mut events);
    }
    phases(&mut draft, &scenes, &events);
    draft.events = events;
    Ok(draft.finish(&options.name))
}

/// The event of a scene, without what follows from the order of the script.
fn event(draft: &mut Draft, scene: &Scene, number: usize, untitled: &str) -> EventDraft {
    let heading = Heading::of(&scene.heading);
    let untitled = if untitled.is_empty() { "Script" } else { untitled };
    let title = scene.threads.last().map_or(untitled, String::as_str);
    let thread = draft.thread_of(&scene.threads.join("\n").to_lowercase(), title);
    if let Some((_, outer)) = scene.threads.split_last() {
        thread.group = outer.join(" / ");
    }
    let thread = thread.id().to_owned();
    let title = [&scene.title, &heading.text].into_iter().find(|title| !title.is_empty()).map_or("", String::as_str);
    let mut event = match scene.number.as_str() {
        "" => draft.event(title, &thread),
        number => draft.event_with_id(&format!("scene-{}", number.to_lowercase()), title, &thread),
    };
    if !scene.title.is_empty() {
        event.tell(&heading.text);
    }
    for paragraph in &scene.summary {
        event.tell(paragraph);
    }
    let place = scene.place.as_ref().unwrap_or(&heading.place);
    if !place.is_empty() {
        draft.place_of(&place.to_lowercase(), place).id().clone_into(&mut event.place);
    }
    for name in &scene.cast {
        let id = draft.character_of(&name.to_lowercase(), name).id().to_owned();
        if !event.cast.contains(&id) {
            event.cast.push(id);
        }
    }
    event.tags.clone_from(&scene.tags);
    if !heading.time_of_day.is_empty() && !event.tags.contains(&heading.time_of_day) {
        event.tags.push(heading.time_of_day);
    }
    if let Some(written) = &scene.when {
        event.when = remark::when(written);
        if event.when.is_none() {
            event.tell(&format!("When: {written}."));
            let message = format!("“{written}” is no date, such as 1916-02-21 or 1916/1918: it is kept in the summary");
            match scene.line {
                Some(line) => draft.notes.at(line, message),
                None => draft.notes.of(format!("scene {number}"), message),
            }
        }
    }
    event
}

/// Gives the scenes that do not just follow the one before in their thread what their headings say.
fn order(draft: &mut Draft, scenes: &[Scene], events: &mut [EventDraft]) {
    // The last event of each thread, and whether it is a flashback, after which the present goes on from before it.
    let mut last: HashMap<String, (Option<String>, bool)> = HashMap::new();
    let mut before: Option<(String, String)> = None;
    for (number, (scene, event)) in scenes.iter().zip(events).enumerate() {
        let heading = Heading::of(&scene.heading);
        let (present, was_elsewhen) = last.get(&event.thread).cloned().unwrap_or_default();
        let other = before.as_ref().filter(|(thread, _)| *thread != event.thread).map(|(_, id)| id.clone());
        let mut list: Vec<String> = present.iter().cloned().collect();
        match (heading.join, other) {
            (Join::Elsewhen, _) => {
                event.when = Some(WhenDraft::default());
                let message = "it happens at another time, which the script does not say: it follows nothing";
                match scene.line {
                    Some(line) => draft.notes.at(line, message),
                    None => draft.notes.of(format!("scene {}", number + 1), message),
                }
            }
            (Join::Same, other) => {
                let beside = other.or_else(|| before.as_ref().map(|(_, id)| id.clone()));
                event.when = beside.map(|id| WhenDraft { meanwhile: vec![id], ..WhenDraft::default() });
            }
            (Join::Continuous, Some(other)) => {
                list.push(other);
                event.when = Some(WhenDraft { after: list, ..WhenDraft::default() });
            }
            _ if was_elsewhen => event.when = Some(WhenDraft { after: list, ..WhenDraft::default() }),
            _ => {}
        }
        let is_elsewhen = heading.join == Join::Elsewhen;
        let now = if is_elsewhen { present } else { Some(event.id().to_owned()) };
        last.insert(event.thread.clone(), (now, is_elsewhen));
        before = if is_elsewhen { None } else { Some((event.thread.clone(), event.id().to_owned())) };
    }
}

/// The acts as phases, from their first scene to their last.
fn phases(draft: &mut Draft, scenes: &[Scene], events: &[EventDraft]) {
    let mut at = 0;
    while at < scenes.len() {
        let act = scenes[at].act;
        let end = scenes[at..].iter().position(|scene| scene.act != act).map_or(scenes.len(), |length| at + length);
        if let Some((_, title)) = scene::act(&scenes[at]) {
            let is_told_in_order = |at: &usize| Heading::of(&scenes[*at].heading).join != Join::Elsewhen;
            let first = (at..end).find(is_told_in_order).unwrap_or(at);
            let last = (at..end).rev().find(is_told_in_order).unwrap_or(end - 1);
            let id = |at: usize| events[at].id().to_owned();
            draft.phases.push(PhaseDraft { title: title.to_owned(), from: id(first), to: id(last) });
        }
        at = end;
    }
}

#[cfg(test)]
mod tests;
