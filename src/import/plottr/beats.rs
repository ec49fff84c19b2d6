//! The chapters of a project of Plottr, which it calls beats: a list in old files, since 2021 a tree for each book with the
//! acts around them. A beat is a phase.

use std::collections::HashMap;

use serde_json::Value;

use super::Book;
use super::world::number;
use crate::import::draft::label;
use crate::import::{Notes, json};

/// The beats of all books in the order of the telling, an act before its chapters.
#[derive(Default)]
pub(super) struct Beats {
    pub(super) list: Vec<Beat>,
    by_key: HashMap<String, usize>,
}

/// An act or a chapter.
pub(super) struct Beat {
    pub(super) title: String,
    /// The beat around it, which comes before it.
    pub(super) within: Option<usize>,
}

/// The beats of one book, being put into order.
struct Tree<'v> {
    /// Beats by the key of the one around them; those that are in none by an empty key.
    children: HashMap<String, Vec<&'v Value>>,
    /// The names of its levels from the outermost in, such as `Act` and `Chapter`.
    levels: Vec<String>,
    title: &'v str,
    /// How many beats were met on each level.
    counts: Vec<usize>,
}

impl Beats {
    /// The beats of a file.
    pub(super) fn of(root: &Value, books: &[Book], notes: &mut Notes) -> Self {
        let mut beats = Self::default();
        let all = root.get("beats").or_else(|| root.get("chapters"));
        for book in books {
            let Some(mut of_book) = Tree::of(root, all, book) else { continue };
            beats.add(&mut of_book, None, "");
        }
        let of_books: usize = match all {
            Some(Value::Array(list)) => list.len(),
            Some(Value::Object(trees)) => trees.values().map(|tree| Tree::index(tree).len()).sum(),
            _ => 0,
        };
        if of_books > beats.list.len() {
            let more = of_books - beats.list.len();
            notes.of("beats", format!("{more} chapters of books without plotlines, or without a place, are left out"));
        }
        beats
    }

    /// The place of the beat with this key in the list.
    pub(super) fn at(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Adds the beats within another, each before those within it. A beat is added once, so a tree that bites its tail ends.
    fn add(&mut self, book: &mut Tree<'_>, within: Option<usize>, key: &str) {
        let mut open = vec![(within, 0, book.children.remove(key).unwrap_or_default().into_iter())];
        while let Some((within, level, beats)) = open.last_mut() {
            let Some(beat) = beats.next() else {
                open.pop();
                continue;
            };
            let (within, level) = (*within, *level);
            let key = json::member(beat, "id");
            if self.by_key.contains_key(&key) {
                continue;
            }
            let title = book.title_of(beat, level);
            self.by_key.insert(key.clone(), self.list.len());
            self.list.push(Beat { title, within });
            let inner = book.children.remove(&key).unwrap_or_default();
            open.push((Some(self.list.len() - 1), level + 1, inner.into_iter()));
        }
    }
}

impl<'v> Tree<'v> {
    /// The beats of a book; `None` if it has none.
    fn of(root: &Value, all: Option<&'v Value>, book: &'v Book) -> Option<Self> {
        let mut children: HashMap<String, Vec<&Value>> = HashMap::new();
        match all? {
            Value::Array(list) => {
                let is_in = |beat: &&Value| json::member(beat, "bookId") == book.key || beat.get("bookId").is_none();
                children.insert(String::new(), list.iter().filter(|beat| beat.is_object()).filter(is_in).collect());
            }
            Value::Object(trees) => {
                let tree = trees.get(&book.key)?;
                let around = |key: &str| tree.get("heap").and_then(|heap| heap.get(key)).map(json::text);
                for (key, beat) in Self::index(tree) {
                    let is_beat = |key: &String| tree.get("index").and_then(|index| index.get(key)).is_some();
                    let around = around(key).filter(is_beat);
                    children.entry(around.unwrap_or_default()).or_default().push(beat);
                }
            }
            _ => return None,
        }
        for beats in children.values_mut() {
            beats.sort_by(|a, b| number(a, "position").total_cmp(&number(b, "position")));
        }
        let levels = root.get("hierarchyLevels").and_then(|all| all.get(&book.key));
        let levels = levels.and_then(Value::as_object).map(|levels| {
            let mut levels: Vec<&Value> = levels.values().collect();
            levels.sort_by(|a, b| number(a, "level").total_cmp(&number(b, "level")));
            levels.iter().map(|level| json::member(level, "name")).collect()
        });
        Some(Self { children, levels: levels.unwrap_or_default(), title: &book.title, counts: Vec::new() })
    }

    /// The beats of a tree by their keys.
    fn index(tree: &Value) -> Vec<(&String, &Value)> {
        let index = tree.get("index").and_then(Value::as_object);
        index.into_iter().flatten().filter(|(_, beat)| beat.is_object()).collect()
    }

    /// The title of a beat as Plottr shows it: `auto` is the name of its level and its number.
    fn title_of(&mut self, beat: &Value, level: usize) -> String {
        if self.counts.len() <= level {
            self.counts.resize(level + 1, 0);
        }
        self.counts[level] += 1;
        let own = label(&json::member(beat, "title"));
        let own = if own.is_empty() || own == "auto" {
            let name = self.levels.get(level).filter(|name| !name.is_empty()).map_or("Chapter", String::as_str);
            format!("{name} {}", self.counts[level])
        } else {
            own
        };
        if self.title.is_empty() { own } else { label(&format!("{}: {own}", self.title)) }
    }
}
