//! The names by which events are found: of threads, characters, places, tags and phases; and the events of each.

use super::lists::Lists;
use super::query::Field;
use crate::story::Story;

/// Everything with a name that a field is about, in the story's order.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The names of a word, as everybody calls them.
    pub(super) called: Lists,
    /// The names of a word, as only the file has them: ids, and the groups of threads.
    pub(super) filed: Lists,
    /// The events of a name.
    pub(super) events: Lists,
    /// How many names there are.
    pub(super) count: usize,
}

/// How many names a field is about.
pub(super) fn name_count(story: &Story, field: Field) -> usize {
    match field {
        Field::Thread => story.threads.len(),
        Field::Cast => story.characters.len(),
        Field::Place => story.places.len(),
        Field::Tag => story.tags.len(),
        Field::Phase => story.phases.len(),
    }
}

/// What people call the thing of that number.
pub(super) fn called_as(story: &Story, field: Field, name: usize) -> Vec<&str> {
    match field {
        Field::Thread => vec![&story.threads[name].title],
        Field::Cast => {
            let who = &story.characters[name];
            std::iter::once(&who.name).chain(&who.aliases).map(String::as_str).collect()
        }
        Field::Place => vec![&story.places[name].name],
        Field::Tag => vec![&story.tags[name]],
        Field::Phase => vec![&story.phases[name].title],
    }
}

/// What else the file calls it.
pub(super) fn filed_as(story: &Story, field: Field, name: usize) -> Vec<&str> {
    match field {
        Field::Thread => vec![&story.threads[name].id, &story.threads[name].group],
        Field::Cast => vec![&story.characters[name].id, &story.characters[name].group],
        Field::Place => vec![&story.places[name].id],
        Field::Tag | Field::Phase => Vec::new(),
    }
}
