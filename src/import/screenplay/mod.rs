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
        acts(&mut draft, &scenes, &mut events, None);
    } else {
        let elsewhen = order(&mut draft, &scenes, &mut events);
        acts(&mut draft, &scenes, &mut events, Some(&elsewhen));
    }
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
            note(draft, scene, number, &message);
        }
    }
    event
}

/// The scene that is told before another.
struct Before {
    id: String,
    thread: String,
    is_elsewhen: bool,
}

/// Gives the scenes that do not just follow the one before in their thread what their headings say. Returns which scenes
/// are at another time.
fn order(draft: &mut Draft, scenes: &[Scene], events: &mut [EventDraft]) -> Vec<bool> {
    // The last event of each thread that is told in order, and whether the last one of all is.
    let mut last: HashMap<String, (Vec<String>, bool)> = HashMap::new();
    let mut before: Option<Before> = None;
    let mut elsewhen = Vec::with_capacity(scenes.len());
    for (number, (scene, event)) in scenes.iter().zip(events).enumerate() {
        let join = Heading::of(&scene.heading).join;
        let (mut present, was_elsewhen) = last.remove(&event.thread).unwrap_or_default();
        let of_before = before.as_ref().filter(|_| matches!(join, Join::Continuous | Join::Same));
        let is_elsewhen = join == Join::Elsewhen || of_before.is_some_and(|before| before.is_elsewhen);
        event.when = match (join, of_before) {
            (Join::Elsewhen, _) => {
                let message = "it happens at another time, which the script does not say: it follows nothing";
                note(draft, scene, number + 1, message);
                Some(WhenDraft::default())
            }
            (Join::Same, Some(before)) => {
                Some(WhenDraft { meanwhile: vec![before.id.clone()], ..WhenDraft::default() })
            }
            (Join::Continuous, Some(before)) if before.thread != event.thread => {
                let mut after = if is_elsewhen { Vec::new() } else { present.clone() };
                after.push(before.id.clone());
                Some(WhenDraft { after, ..WhenDraft::default() })
            }
            _ if was_elsewhen && !is_elsewhen => Some(WhenDraft { after: present.clone(), ..WhenDraft::default() }),
            _ => None,
        };
        if !is_elsewhen {
            present = vec![event.id().to_owned()];
        }
        last.insert(event.thread.clone(), (present, is_elsewhen));
        before = Some(Before { id: event.id().to_owned(), thread: event.thread.clone(), is_elsewhen });
        elsewhen.push(is_elsewhen);
    }
    elsewhen
}

/// The acts: phases from their first scene to their last, if the order of those is known; else tags of their scenes.
/// `elsewhen` says which scenes are at another time; `None` if there are dates.
fn acts(draft: &mut Draft, scenes: &[Scene], events: &mut [EventDraft], elsewhen: Option<&[bool]>) {
    let mut at = 0;
    while at < scenes.len() {
        let act = scenes[at].act;
        let end = scenes[at..].iter().position(|scene| scene.act != act).map_or(scenes.len(), |length| at + length);
        if let Some(title) = scenes[at].act_title() {
            let ordered: Vec<usize> = (at..end).filter(|at| elsewhen.is_none_or(|elsewhen| !elsewhen[*at])).collect();
            let is_chain = elsewhen.is_some()
                && ordered.iter().all(|it| events[*it].thread == events[ordered[0]].thread)
                && ordered.iter().all(|it| Heading::of(&scenes[*it].heading).join != Join::Same);
            match ordered.as_slice() {
                [first, .., last] if is_chain => draft.phases.push(phase(title, &events[*first], &events[*last])),
                [only] => draft.phases.push(phase(title, &events[*only], &events[*only])),
                _ => {
                    events[at..end].iter_mut().for_each(|event| event.tags.push(title.to_owned()));
                    let message =
                        "the order of its scenes is not known across threads, so it is their tag and no phase";
                    draft.notes.of(format!("“{title}”"), message);
                }
            }
        }
        at = end;
    }
}

fn phase(title: &str, first: &EventDraft, last: &EventDraft) -> PhaseDraft {
    PhaseDraft { title: title.to_owned(), from: first.id().to_owned(), to: last.id().to_owned() }
}

/// Notes something of a scene, counted from 1.
fn note(draft: &mut Draft, scene: &Scene, number: usize, message: &str) {
    match scene.line {
        Some(line) => draft.notes.at(line, message),
        None => draft.notes.of(format!("scene {number}"), message),
    }
}

#[cfg(test)]
mod tests;
