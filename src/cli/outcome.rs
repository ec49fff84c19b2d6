//! The end of a command: exit codes, error messages, and output that copes with closed pipes and full disks.

use std::io::{self, BufWriter, ErrorKind, Write};

use crate::story::problem::{Problem, Severity};
use crate::story::words;

/// The outcome of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Exit code 0.
    Done,
    /// Exit code 1: the story has mistakes, which were listed; the result is as complete as they allow.
    Problems,
    /// Exit code 2: the reason was given.
    Refused,
    /// Exit code 130, as shells have it: it was interrupted.
    Interrupted,
}

impl Outcome {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Problems => 1,
            Self::Refused => 2,
            Self::Interrupted => 130,
        }
    }
}

/// The reason why a command has no result.
#[derive(Debug)]
pub(super) enum Failure {
    /// The story of this name has these problems, and nothing in it can be shown.
    Unreadable(String, Vec<Problem>),
    /// Anything else, as a sentence.
    Refused(String),
    /// Ctrl+C, or another signal to end.
    Interrupted,
}

impl Failure {
    /// The message for standard error.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Unreadable(story, problems) => lines(story, problems),
            Self::Refused(reason) => format!("plotlanes: {reason}"),
            Self::Interrupted => "plotlanes: interrupted; nothing was written".to_owned(),
        }
    }

    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Unreadable(..) | Self::Refused(_) => Outcome::Refused,
            Self::Interrupted => Outcome::Interrupted,
        }
    }
}

/// All problems, one a line, and a last line that counts them.
pub(super) fn lines(story: &str, problems: &[Problem]) -> String {
    let mut lines: String = problems.iter().map(|problem| line(story, problem) + "\n").collect();
    lines.push_str(&count_line(story, problems));
    lines
}

/// A problem as a line: `story.json:12:5 events[3].thread: unknown thread …`
pub(super) fn line(story: &str, problem: &Problem) -> String {
    let note = if problem.severity == Severity::Note { "note: " } else { "" };
    let place = match (problem.line, problem.column) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        _ => String::new(),
    };
    let path = if problem.path.is_empty() { String::new() } else { format!("{}: ", problem.path) };
    format!("{story}:{place} {note}{path}{}", problem.message)
}

/// The line that counts problems: `story.json: 2 errors, 1 note`
pub(super) fn count_line(story: &str, problems: &[Problem]) -> String {
    let errors = match count(problems, Severity::Error) {
        0 => "no errors".to_owned(),
        number => counted(number, "error"),
    };
    let notes = match count(problems, Severity::Note) {
        0 => String::new(),
        number => format!(", {}", counted(number, "note")),
    };
    format!("{story}: {errors}{notes}")
}

/// The number of problems with this severity.
pub(super) fn count(problems: &[Problem], severity: Severity) -> usize {
    problems.iter().filter(|problem| problem.severity == severity).count()
}

/// A number with its noun: `1 event`, `2 events`
pub(super) fn counted(number: usize, noun: &str) -> String {
    words::counted(number, noun, &format!("{noun}s"))
}

/// Writes to standard output. A closed pipe is no failure, since the reader needs no more.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Refused(format!("standard output cannot be written to: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error. If that is closed, the line is lost.
pub(super) fn to_stderr(text: &str) {
    let _ = writeln!(io::stderr(), "{}", text.trim_end());
}
