//! The scenes and chapters of a project of yWriter.

use std::collections::{HashMap, HashSet};

use super::time::{Clock, SceneTime};
use super::world::{World, parts};
use crate::import::Options;
use crate::import::chapters::{self, Chapter};
use crate::import::draft::{Draft, EventDraft, WhenDraft};
use crate::import::ywriter::tree::Element;

/// Adds the scenes that are part of the novel, in the order of the chapters.
pub(super) fn add(root: &Element, world: &World, options: &Options, draft: &mut Draft) {
    let arcs = add_arcs(root, draft);
    let (told, chapters) = told(root, draft);
    let times: Vec<SceneTime> = told.iter().map(|(scene, _)| SceneTime::of(scene)).collect();
    let clock = Clock::of(times.iter());
    draft.time = clock.draft();
    let has_arcs = told.iter().any(|(scene, _)| !scene.field("Field_SceneArcs").is_empty());
    let mut chapters: Vec<Chapter> = chapters.into_iter().map(|title| Chapter { title, events: Vec::new() }).collect();
    for ((scene, chapter), time) in told.iter().zip(&times) {
        let place = format!("scene {}", scene.text_of("ID"));
        let mut threads: Vec<String> = scene
            .field("Field_SceneArcs")
            .split(';')
            .filter_map(|arc| {
                let arc = arc.trim();
                let title = arcs.get(arc).map_or(arc, |title| title);
                (!arc.is_empty()).then(|| draft.thread_of(arc, title).id().to_owned())
            })
            .collect();
        threads.dedup();
        let thread = if threads.is_empty() {
            let title = if has_arcs { "Without an arc" } else { draft.title.as_str() };
            let title = if title.is_empty() { options.name.clone() } else { title.to_owned() };
            draft.thread_of("", &title).id().to_owned()
        } else {
            threads.remove(0)
        };
        let mut event = event(scene, &place, &thread, world, draft);
        threads.retain(|also| *also != thread);
        event.also = threads;
        let (when, rest) = time.when(&clock);
        event.when = when;
        event.tell(&rest);
        if let Some(odd) = &time.odd {
            draft.notes.of(&*place, format!("“{odd}” is no date that is understood; it is kept in the summary"));
            event.tell(&format!("When: {odd}"));
        }
        if let Some(chapter) = chapter {
            chapters[*chapter].events.push((draft.events.len(), time.key(&clock)));
        }
        draft.events.push(event);
    }
    chapters::add(&chapters, clock == Clock::None, draft);
    if told.iter().any(|(scene, _)| !scene.text_of("SceneContent").is_empty()) {
        draft
            .notes
            .of_all("the text of the scenes, their status and ratings are not kept, only what is said about them");
    }
    if clock == Clock::None && told.len() > 1 {
        draft.notes.of_all(
            "no scene says when it is: those of one thread are taken to happen in the order in which they are told",
        );
    } else if matches!(clock, Clock::Number(_)) {
        draft.notes.of_all("day 0 at 0:00 is what yWriter writes where no time was entered: such scenes have none");
    }
}

/// The titles of the arcs by their short names, from the chapters that describe them; adds those as threads.
fn add_arcs(root: &Element, draft: &mut Draft) -> HashMap<String, String> {
    let mut titles = HashMap::new();
    for chapter in root.items("CHAPTERS", "CHAPTER") {
        let short = ["Field_ArcDefinition", "Field_Arc_Definition"].map(|name| chapter.field(name));
        let Some(short) = short.into_iter().find(|short| !short.is_empty()) else { continue };
        let title = if chapter.text_of("Title").is_empty() { short } else { chapter.text_of("Title") };
        titles.insert(short.to_owned(), title.to_owned());
        chapter.text_of("Desc").clone_into(&mut draft.thread_of(short, title).summary);
    }
    titles
}

/// The scenes in the order of the telling with the chapters that they are in, and the titles of those.
fn told<'e>(root: &'e Element, draft: &mut Draft) -> (Vec<(&'e Element, Option<usize>)>, Vec<String>) {
    let scenes: HashMap<&str, &Element> =
        root.items("SCENES", "SCENE").map(|scene| (scene.text_of("ID"), scene)).collect();
    let (mut told, mut titles, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for chapter in root.items("CHAPTERS", "CHAPTER") {
        let title = chapter.text_of("Title");
        let is_arc = ["Field_ArcDefinition", "Field_Arc_Definition"].iter().any(|name| !chapter.field(name).is_empty());
        let is_out = is_set(chapter, "Unused") || is_set(chapter, "Field_IsTrash") || is_set(chapter, "ChapterType");
        let ids: Vec<&str> = chapter.items("Scenes", "ScID").map(Element::text).collect();
        if ids.is_empty() && !is_arc {
            draft
                .notes
                .of(format!("chapter “{title}”"), "it has no scenes, and a phase needs an event; it is left out");
            continue;
        }
        let description = chapter.text_of("Desc");
        if !description.is_empty() && !is_arc {
            draft.notes.of(format!("chapter “{title}”"), format!("a phase has no summary; left out: {description}"));
        }
        if !is_arc {
            titles.push(title.to_owned());
        }
        for id in ids {
            let Some(scene) = scenes.get(id).filter(|_| seen.insert(id)) else { continue };
            let kind = match scene.field("Field_SceneType") {
                _ if is_arc => "a point of an arc",
                "1" => "a note",
                "2" => "a thing to do",
                _ if is_out || is_set(scene, "Unused") => "unused",
                _ => {
                    told.push((*scene, titles.len().checked_sub(1)));
                    continue;
                }
            };
            leave_out(scene, kind, draft);
        }
    }
    for scene in root.items("SCENES", "SCENE").filter(|scene| !seen.contains(scene.text_of("ID"))) {
        if is_set(scene, "Unused") {
            leave_out(scene, "unused", draft);
            continue;
        }
        draft.notes.of(format!("scene {}", scene.text_of("ID")), "it is in no chapter; it is told last");
        told.push((scene, None));
    }
    (told, titles)
}

fn leave_out(scene: &Element, kind: &str, draft: &mut Draft) {
    let place = format!("scene {}", scene.text_of("ID"));
    draft.notes.of(place, format!("“{}” is {kind} and no event; it is left out", scene.text_of("Title")));
}

/// Whether a switch of a thing is on.
fn is_set(thing: &Element, name: &str) -> bool {
    !["", "0"].contains(&thing.field(name))
}

/// The event of a scene, without its time.
fn event(scene: &Element, place: &str, thread: &str, world: &World, draft: &mut Draft) -> EventDraft {
    let mut event = draft.event(scene.text_of("Title"), thread);
    event.tell(scene.text_of("Desc"));
    for (name, list, item) in
        [("character", "Characters", "CharID"), ("place", "Locations", "LocID"), ("item", "Items", "ItemID")]
    {
        let (mut places, mut items) = (Vec::new(), Vec::new());
        for key in scene.items(list, item).map(Element::text) {
            match name {
                "character" => match world.characters.get(key) {
                    Some(id) if event.cast.contains(id) => {}
                    Some(id) => event.cast.push(id.clone()),
                    None => draft.notes.of(place, format!("its character {key} is not in the file")),
                },
                "place" => match world.places.get(key) {
                    Some((id, _)) if event.place.is_empty() => event.place.clone_from(id),
                    Some((_, name)) => places.push(name.as_str()),
                    None => draft.notes.of(place, format!("its place {key} is not in the file")),
                },
                _ => match world.items.get(key) {
                    Some(name) => items.push(name.as_str()),
                    None => draft.notes.of(place, format!("its item {key} is not in the file")),
                },
            }
        }
        for (name, names) in [("Also at", places), ("Items", items)] {
            if !names.is_empty() {
                event.tell(&format!("{name}: {}", names.join(", ")));
            }
        }
    }
    let is_reaction = is_set(scene, "ReactionScene");
    let names = if is_reaction { ["Reaction", "Dilemma", "Choice"] } else { ["Goal", "Conflict", "Outcome"] };
    let fields = ["Goal", "Conflict", "Outcome"].iter().zip(names).chain([(&"Notes", "Notes")]);
    let lines = fields.filter(|(field, _)| !scene.text_of(field).is_empty());
    let lines: Vec<String> = lines.map(|(field, name)| format!("{name}: {}", scene.text_of(field))).collect();
    event.tell(&lines.join("\n"));
    event.tags = parts(scene.text_of("Tags")).collect();
    event.when = Some(WhenDraft::default());
    event
}
