//! Projects of Plottr (`.pltr`): its plotlines are threads, its cards are events told in the order of its outline, its
//! chapters and acts are phases. Several books are groups of threads. A column of Plottr's timeline is a chapter and no
//! time: cards of one plotline follow each other, and nothing is said of those of different plotlines.

mod beats;
mod cards;
mod world;

use std::collections::HashMap;

use serde_json::Value;

use super::draft::{Draft, label};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, json, plain_text};
use beats::Beats;
use world::{lines_of, list, rich};

pub(super) const FORMAT: Format =
    Format { name: "plottr", title: "Plottr project", endings: &["pltr"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    let has = |keys: &[&str]| keys.iter().all(|key| sample.has_key(key));
    let is_ours = sample.ending == "pltr"
        || has(&["lineId", "beatId"])
        || has(&["lineId", "chapterId"])
        || has(&["series", "books", "beats"]);
    if sample.is_json() && is_ours { Likeness::Sure } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let root = json::parse(&plain_text(bytes, &mut draft.notes))?;
    let is_list = |name: &str| root.get(name).is_some_and(Value::is_array);
    if !is_list("cards") || !is_list("lines") {
        let message = "This is no project of Plottr: it needs lists called cards and lines. Save it again in Plottr";
        return Err(Unreadable::new(message));
    }
    let books = books(&root);
    add_work(&root, &books, &mut draft);
    let names = world::Names::added(&root, &mut draft);
    let plot = Plot { beats: Beats::of(&root, &books, &mut draft.notes), lines: add_lines(&root, &books, &mut draft) };
    cards::add(&root, &plot, &names, &mut draft);
    add_leftovers(&root, &mut draft);
    if plot.lines.len() > 1 {
        draft.notes.of_all(
            "cards of one plotline are taken to happen in the order of the chapters; Plottr says nothing of the order \
             of different plotlines, so none is written; a chapter is shown from its first to its last card in one of them",
        );
    }
    Ok(draft.finish(&options.name))
}

/// Where cards can be.
struct Plot {
    beats: Beats,
    /// The threads of the plotlines by their keys in the file, with their positions.
    lines: HashMap<String, (usize, String)>,
}

/// A book.
struct Book {
    /// Its key in the file, which is `series` for the whole series.
    key: String,
    /// Its title; empty if it is the only one.
    title: String,
}

/// The books that have plotlines, in their order.
fn books(root: &Value) -> Vec<Book> {
    let books = root.get("books");
    let mut keys: Vec<String> = list(books.and_then(|books| books.get("allIds"))).iter().map(json::text).collect();
    if let Some(Value::Object(books)) = books {
        keys.extend(books.iter().filter(|(_, book)| book.is_object()).map(|(key, _)| key.clone()));
    }
    let used: Vec<String> = list(root.get("lines")).iter().map(|line| json::member(line, "bookId")).collect();
    keys.extend(used.iter().cloned());
    let mut seen = std::collections::HashSet::new();
    keys.retain(|key| used.contains(key) && seen.insert(key.clone()));
    let is_only = keys.len() < 2;
    let book = |(at, key): (usize, String)| {
        let title = books.and_then(|books| books.get(&key)).map(|book| json::member(book, "title")).unwrap_or_default();
        let title = match (is_only, title.is_empty(), key.as_str()) {
            (true, ..) => String::new(),
            (_, false, _) => label(&title),
            (.., "series") => "Series".to_owned(),
            _ => format!("Book {}", at + 1),
        };
        Book { key, title }
    };
    keys.into_iter().enumerate().map(book).collect()
}

/// Adds what the file says of the whole work.
fn add_work(root: &Value, books: &[Book], draft: &mut Draft) {
    let member = |of: Option<&Value>, name: &str| of.map(|of| json::member(of, name)).unwrap_or_default();
    let series = root.get("series");
    let first = match books {
        [book] => root.get("books").and_then(|books| books.get(&book.key)),
        _ => None,
    };
    let titles = [member(series, "name"), member(first, "title"), member(root.get("file"), "fileName")];
    draft.title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let mut paragraphs: Vec<String> = Vec::new();
    let described =
        books.iter().map(|book| (book.title.as_str(), root.get("books").and_then(|all| all.get(&book.key))));
    for (title, of) in std::iter::once(("", series)).chain(described) {
        for name in ["premise", "genre", "theme"] {
            let text = of.and_then(|of| of.get(name)).map(rich).unwrap_or_default();
            let name = if title.is_empty() { name.to_owned() } else { format!("{title}, {name}") };
            let paragraph = if name == "premise" { text.clone() } else { format!("{}: {text}", capital(&name)) };
            if !text.is_empty() && !paragraphs.contains(&paragraph) {
                paragraphs.push(paragraph);
            }
        }
    }
    draft.summary = paragraphs.join("\n\n");
}

/// A text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Adds the threads: book by book, from the top of each timeline down.
fn add_lines(root: &Value, books: &[Book], draft: &mut Draft) -> HashMap<String, (usize, String)> {
    let mut lines: Vec<&Value> = list(root.get("lines")).iter().filter(|line| line.is_object()).collect();
    let book_of = |line: &Value| books.iter().position(|book| book.key == json::member(line, "bookId"));
    lines.sort_by(|a, b| {
        (book_of(a).cmp(&book_of(b))).then(world::number(a, "position").total_cmp(&world::number(b, "position")))
    });
    let mut threads = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let key = json::member(line, "id");
        let thread = draft.thread_of(&key, &json::member(line, "title"));
        thread.group = book_of(line).map(|book| books[book].title.clone()).unwrap_or_default();
        thread.summary = lines_of(line, &["id", "bookId", "title", "characterId"]).join("\n");
        threads.insert(key, (at, thread.id().to_owned()));
    }
    threads
}

/// Keeps the notes of the project in the summary, and says what else is left out.
fn add_leftovers(root: &Value, draft: &mut Draft) {
    let notes = list(root.get("notes")).iter().map(|note| {
        let content = note.get("content").map(rich).unwrap_or_default();
        (json::member(note, "title"), content)
    });
    for (title, content) in notes.filter(|(title, content)| !(title.is_empty() && content.is_empty())) {
        world::append(&mut draft.summary, &format!("Note “{title}”: {content}"));
    }
    let pictures = root.get("images").and_then(Value::as_object).map_or(0, serde_json::Map::len);
    if pictures > 0 {
        draft.notes.of("images", format!("pictures are no part of a story; {pictures} left out"));
    }
}
