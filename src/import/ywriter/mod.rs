//! Projects of yWriter 5 to 7: scenes are events told in the order of the chapters, which are phases. The threads are the
//! arcs that novelyst and yw-timeline keep in a field of scenes; a project without arcs is one thread. The text of the
//! scenes is no part of a story, nor are the states of the work.

mod scenes;
mod time;
mod tree;
mod world;

use super::draft::{Draft, label};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, plain_text};
use world::World;

pub(super) const FORMAT: Format =
    Format { name: "ywriter", title: "yWriter project", endings: &["yw7", "yw6", "yw5"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    let is_ours = ["YWRITER7", "YWRITER6", "YWRITER5"].iter().any(|name| sample.has_element(name));
    if is_ours { Likeness::Sure } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let root = tree::parse(&plain_text(bytes, &mut draft.notes))?;
    if !root.name().starts_with("YWRITER") || root.child("SCENES").is_none() {
        return Err(Unreadable::new("This is no project of yWriter: it has no SCENES. Save it again in yWriter"));
    }
    if let Some(project) = root.child("PROJECT") {
        project.text_of("Title").clone_into(&mut draft.title);
        project.text_of("Desc").clone_into(&mut draft.summary);
        let author = [project.text_of("AuthorName"), project.text_of("Author")];
        if let Some(author) = author.iter().find(|author| !author.is_empty()) {
            draft.work.insert("author".to_owned(), label(author).into());
        }
    }
    let world = World::added(&root, &mut draft);
    scenes::add(&root, &world, options, &mut draft);
    world::add_notes(&root, &mut draft);
    Ok(draft.finish(&options.name))
}
