//! The last commands in words, for the report of a crash; nothing that the story says or that was typed.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::Mutex;

use crate::document::Document;
use crate::state::command::Command;
use crate::story::Story;
use crate::ui::host::source::Source;

/// How many are remembered.
const LENGTH: usize = 50;

/// The journal. One for the whole program, because a crash does not tell which window it is in.
static JOURNAL: Mutex<Journal> = Mutex::new(Journal { story: String::new(), entries: VecDeque::new() });

#[derive(Debug, Default)]
struct Journal {
    /// The source of the open story, and its size.
    story: String,
    entries: VecDeque<Entry>,
}

/// A command, and how often in a row.
#[derive(Debug)]
struct Entry {
    words: String,
    times: usize,
}

impl Journal {
    fn note(&mut self, words: String) {
        // A drag is hundreds of commands of one kind.
        let kind = |words: &str| words.split(['(', ' ', '{']).next().map(str::to_owned);
        match self.entries.back_mut() {
            Some(last) if kind(&last.words) == kind(&words) => *last = Entry { words, times: last.times + 1 },
            _ => self.entries.push_back(Entry { words, times: 1 }),
        }
        if self.entries.len() > LENGTH {
            self.entries.pop_front();
        }
    }

    fn text(&self) -> String {
        let mut text = format!("story: {}\nlast commands, newest last:\n", self.story);
        for Entry { words, times } in &self.entries {
            let times = if *times > 1 { format!(" × {times}") } else { String::new() };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  {words}{times}");
        }
        if self.entries.is_empty() {
            text.push_str("  none\n");
        }
        text
    }
}

/// Notes that a command is carried out.
pub(in crate::ui) fn note(command: &Command) {
    // After a panic inside this lock the journal is left as it was then.
    if let Ok(mut journal) = JOURNAL.lock() {
        journal.note(words(command));
    }
}

/// Notes where the open story comes from and how large it is; not its title.
pub(in crate::ui) fn note_story(source: &Source, story: &Story, document: Option<&Document>) {
    let source = match source {
        Source::Episode => "the built-in one".to_owned(),
        Source::New(_) => "a new one, in no file yet".to_owned(),
        Source::File(path) => format!("the file {}", path.display()),
        Source::Address(address) => format!("the address {address}"),
        Source::Bytes(..) | Source::Picked(..) | Source::Unread(..) => "given as bytes".to_owned(),
    };
    let (events, threads) = (story.events.len(), story.threads.len());
    let (characters, places) = (story.characters.len(), story.places.len());
    let size = match document {
        Some(document) => format!("{} bytes of text", document.text().len()),
        None => "a text too long to keep".to_owned(),
    };
    let words =
        format!("{source}, {size}, {events} events, {threads} threads, {characters} characters, {places} places");
    if let Ok(mut journal) = JOURNAL.lock() {
        journal.story = words;
    }
}

/// The journal as lines. Never waits: it is called by a program that is crashing.
pub fn text() -> String {
    JOURNAL.try_lock().map_or_else(|_| "the last commands cannot be told\n".to_owned(), |journal| journal.text())
}

/// A command in its `Debug` form, without texts: `Select(Event(EventId(3)))`, `Search`.
fn words(command: &Command) -> String {
    let texts = matches!(
        command,
        Command::Make(_)
            | Command::Write(_)
            | Command::Search(_)
            | Command::Filter(_)
            | Command::ShowView(_)
            | Command::ShowPaths(_)
    );
    let mut words = Words { text: String::new(), name_only: texts };
    // Writing fails where the words are complete.
    let _ = write!(words, "{command:?}");
    words.text
}

/// Takes the start of a text, up to the end of a name or to the length of a line.
struct Words {
    text: String,
    name_only: bool,
}

impl Write for Words {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        for c in piece.chars() {
            if self.name_only && !c.is_alphanumeric() || self.text.len() >= 100 {
                return Err(fmt::Error);
            }
            self.text.push(c);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Command, Journal, LENGTH, words};
    use crate::state::Selection;
    use crate::state::view::View;
    use crate::story::id::EventId;

    #[test]
    fn commands_are_told_without_texts() {
        let check = |command: Command, expect: &str| assert_eq!(words(&command), expect);
        check(Command::FitAll, "FitAll");
        check(Command::Pan(0.5), "Pan(0.5)");
        check(Command::Select(Selection::Event(EventId(3))), "Select(Event(EventId(3)))");
        check(Command::Search("a secret".to_owned()), "Search");
        check(Command::Filter("a secret".to_owned()), "Filter");
        let view = View { search: "a secret".to_owned(), ..View::default() };
        check(Command::ShowView(Box::new(view)), "ShowView");
    }

    #[test]
    fn the_last_ones_are_told_and_a_drag_is_one_of_them() {
        let mut journal = Journal { story: "the episode".to_owned(), ..Journal::default() };
        assert_eq!(journal.text(), "story: the episode\nlast commands, newest last:\n  none\n");
        for n in 0..300 {
            journal.note(format!("Pan({n})"));
        }
        journal.note("FitAll".to_owned());
        journal.note("Pan(7)".to_owned());
        let lines = "  Pan(299) × 300\n  FitAll\n  Pan(7)\n";
        assert_eq!(journal.text(), format!("story: the episode\nlast commands, newest last:\n{lines}"));
        for n in 0..2 * LENGTH {
            journal.note(if n % 2 == 0 { "ZoomIn" } else { "ZoomOut" }.to_owned());
        }
        assert_eq!(journal.entries.len(), LENGTH);
    }
}
