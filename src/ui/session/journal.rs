//! The last commands in words, for the report of a crash: what was done, never what the story says or what was typed.

use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::sync::Mutex;

use crate::state::command::Command;

/// How many are remembered.
const LENGTH: usize = 50;

/// What was done last. One for the whole program, because a crash does not ask which window it is in.
static JOURNAL: Mutex<Journal> = Mutex::new(Journal { story: String::new(), entries: VecDeque::new() });

#[derive(Debug, Default)]
struct Journal {
    /// Where the open story comes from, and how large it is.
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
    note_words(words(command));
}

/// Notes something else that is done, in words.
pub(in crate::ui) fn note_words(words: String) {
    // Who panicked while noting has more to tell than what came after.
    if let Ok(mut journal) = JOURNAL.lock() {
        journal.note(words);
    }
}

/// Notes which story is open.
pub(in crate::ui) fn note_story(story: String) {
    if let Ok(mut journal) = JOURNAL.lock() {
        journal.story = story;
    }
}

/// What was done last, as lines. Never waits: it is asked by a program that is falling.
pub fn text() -> String {
    JOURNAL.try_lock().map_or_else(|_| "the last commands cannot be told\n".to_owned(), |journal| journal.text())
}

/// A command as the program's source has it, without texts: `Select(Event(EventId(3)))`, `Search`.
fn words(command: &Command) -> String {
    let texts =
        matches!(command, Command::Search(_) | Command::Filter(_) | Command::ShowView(_) | Command::ShowPaths(_));
    let mut words = Words { text: String::new(), name_only: texts };
    // It ends where it has what it wants, which is no failure.
    let _ = write!(words, "{command:?}");
    words.text
}

/// The start of what is written, up to the end of a name or of a line's length.
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
