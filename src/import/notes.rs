//! Notes on what a story does not say of the file that it was read from.

use std::fmt;

/// The most notes that are kept one by one.
const MOST: usize = 200;

/// Something that our format cannot say, or that was understood in one of several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The line, counted from 1, where the file has lines that people see.
    pub line: Option<u32>,
    /// The place in the file where there are no lines: a thing and its field, such as `scene 12, notes`; may be empty.
    pub place: String,
    /// What became of it, for people.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.place.as_str()) {
            (Some(line), _) => write!(f, "line {line}: {}", self.message),
            (None, "") => f.write_str(&self.message),
            (None, place) => write!(f, "{place}: {}", self.message),
        }
    }
}

/// Notes being collected.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    notes: Vec<Note>,
    more: usize,
}

impl Notes {
    /// Notes something of a line, counted from 1.
    pub fn at(&mut self, line: u32, message: impl Into<String>) {
        self.push(Note { line: Some(line), place: String::new(), message: message.into() });
    }

    /// Notes something of a place in the file.
    pub fn of(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.push(Note { line: None, place: place.into(), message: message.into() });
    }

    /// Notes something of the whole file.
    pub fn of_all(&mut self, message: impl Into<String>) {
        self.of("", message);
    }

    fn push(&mut self, note: Note) {
        if self.notes.len() < MOST {
            self.notes.push(note);
        } else {
            self.more += 1;
        }
    }

    /// All notes: those on lines in their order, then the others; how many more there were is the last one.
    pub fn finish(self) -> Vec<Note> {
        let mut notes = self.notes;
        notes.sort_by_key(|note| note.line.unwrap_or(u32::MAX));
        if self.more > 0 {
            let message = format!("{} more notes like these are not listed", self.more);
            notes.push(Note { line: None, place: String::new(), message });
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Notes};

    #[test]
    fn notes_come_in_the_order_of_the_file_and_end() {
        let mut notes = Notes::default();
        notes.of_all("all");
        notes.of("scene 2", "its place");
        notes.at(7, "seven");
        notes.at(3, "three");
        let texts: Vec<String> = notes.clone().finish().iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["line 3: three", "line 7: seven", "all", "scene 2: its place"]);
        (0..MOST).for_each(|_| notes.of_all("again"));
        let finished = notes.finish();
        assert_eq!(finished.len(), MOST + 1);
        assert_eq!(finished.last().map(ToString::to_string).as_deref(), Some("4 more notes like these are not listed"));
    }
}
