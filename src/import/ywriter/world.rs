//! The characters, places, items and notes of a project of yWriter.

use std::collections::HashMap;

use crate::import::draft::{Draft, label};
use crate::import::ywriter::tree::Element;

/// The ids and names that scenes refer to, by the keys of the file.
pub(super) struct World {
    pub(super) characters: HashMap<String, String>,
    pub(super) places: HashMap<String, (String, String)>,
    pub(super) items: HashMap<String, String>,
}

impl World {
    /// Adds the characters and places.
    pub(super) fn added(root: &Element, draft: &mut Draft) -> Self {
        let mut world = Self { characters: HashMap::new(), places: HashMap::new(), items: HashMap::new() };
        for person in root.items("CHARACTERS", "CHARACTER") {
            let key = person.text_of("ID").to_owned();
            let names = [person.text_of("Title"), person.text_of("FullName")];
            let name = names.iter().copied().find(|name| !name.is_empty()).unwrap_or_default();
            let added = draft.character_of(&key, name);
            let mut aliases: Vec<String> = parts(person.text_of("AKA")).collect();
            aliases.extend(names.iter().filter(|other| !other.is_empty() && **other != name).map(|other| label(other)));
            aliases.retain(|alias| alias != name);
            aliases.dedup();
            added.aliases = aliases;
            added.summary = described(
                person,
                &["Desc", "Bio", "Goals", "Notes", "Tags", "Field_BirthDate", "Field_DeathDate", "Field_Link"],
            );
            world.characters.insert(key, added.id().to_owned());
        }
        for place in root.items("LOCATIONS", "LOCATION") {
            let (key, name) = (place.text_of("ID").to_owned(), place.text_of("Title").to_owned());
            let id = draft.place_of(&key, &name).id().to_owned();
            // A place of ours has no summary.
            append(&mut draft.summary, &name, &described(place, &["Desc", "AKA", "Tags", "Field_Link"]));
            world.places.insert(key, (id, name));
        }
        for item in root.items("ITEMS", "ITEM") {
            let name = item.text_of("Title").to_owned();
            append(&mut draft.summary, &name, &described(item, &["Desc", "AKA", "Tags", "Field_Link"]));
            world.items.insert(item.text_of("ID").to_owned(), name);
        }
        world
    }
}

/// Keeps the notes of the project in the summary.
pub(super) fn add_notes(root: &Element, draft: &mut Draft) {
    for note in root.items("PROJECTNOTES", "PROJECTNOTE") {
        append(&mut draft.summary, &format!("Note “{}”", note.text_of("Title")), note.text_of("Desc"));
    }
}

/// The parts of a list such as tags.
pub(super) fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split([';', ',']).map(label).filter(|part| !part.is_empty())
}

/// The fields of a thing as lines; the description is the first, without its name.
fn described(thing: &Element, names: &[&str]) -> String {
    let line = |name: &&str| {
        let text = thing.field(name);
        let text = if *name == "Tags" { parts(text).collect::<Vec<_>>().join(", ") } else { text.to_owned() };
        let title = match *name {
            "Field_BirthDate" => "Born",
            "Field_DeathDate" => "Died",
            "Field_Link" => "Link",
            "AKA" => "Also known as",
            name => name,
        };
        match (text.is_empty(), *name) {
            (true, _) => None,
            (_, "Desc") => Some(text),
            _ => Some(format!("{title}: {text}")),
        }
    };
    names.iter().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// Adds a paragraph on a thing to a text, if there is one.
fn append(summary: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        if !summary.is_empty() {
            summary.push_str("\n\n");
        }
        summary.extend([name, ": ", text]);
    }
}
