//! Collects problems while a document is read: each place is told of once, what follows from a fault already told
//! is kept quiet, and a file that is wrong from end to end does not bury its reader.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::story::problem::{Problem, Severity};
use crate::text::locate::Locator;
use crate::text::path::{Cursor, OwnedStep, Path};
use crate::time::digits::grouped;

/// The most problems of each severity that are told; the rest are counted.
const MOST: usize = 200;

/// The problems found so far.
#[derive(Default)]
pub(super) struct Report {
    found: Vec<Found>,
    errors: usize,
    notes: usize,
    /// Paths that are known to be wrong: whatever else is said of them or of what is in them would only follow from it.
    muted: HashSet<String>,
    /// Paths at which or within which there are errors.
    faulty: HashSet<String>,
    /// Paths of objects with unknown fields.
    unclear: HashSet<String>,
    /// Whether errors are only counted.
    counts_only: bool,
    has_left_out: bool,
}

struct Found {
    problem: Problem,
    place: Place,
}

enum Place {
    Offset(usize),
    Steps(Vec<OwnedStep>),
}

impl Report {
    /// For a part of a document that is looked at beside other parts: errors are counted and not told, because what is
    /// told of one depends on what was told before it.
    pub(super) fn of_part() -> Self {
        Self { counts_only: true, ..Self::default() }
    }

    /// Takes over the notes of the next part. There are no errors here or there.
    pub(super) fn absorb(&mut self, part: Self) {
        let room = MOST.saturating_sub(self.notes);
        self.notes += part.notes;
        self.found.extend(part.found.into_iter().take(room));
    }

    /// An error in the value at `path`, which is not looked at any further.
    pub(super) fn error(&mut self, path: &Path, code: &'static str, message: impl FnOnce() -> String) {
        if self.counts_only {
            self.errors += 1;
        } else if !self.is_muted(path) {
            self.mute(path);
            self.note_fault(path);
            self.push(Severity::Error, path, None, code, message);
        }
    }

    /// An error at a byte of the text, in the value at `path`, which is still worth looking at.
    pub(super) fn error_at(
        &mut self,
        offset: usize,
        path: &Path,
        code: &'static str,
        message: impl FnOnce() -> String,
    ) {
        self.note_fault(path);
        self.push(Severity::Error, path, Some(offset), code, message);
    }

    fn note_fault(&mut self, path: &Path) {
        let path = path.to_string();
        self.faulty.extend(path_prefixes(&path).map(str::to_owned));
    }

    /// Notes that the object at `path` has an unknown field, so that it may mean more than was understood.
    pub(super) fn note_unclear(&mut self, path: &Path) {
        self.unclear.insert(path.to_string());
    }

    /// Whether the object at `path` has an unknown field.
    pub(super) fn is_unclear(&self, path: &Path) -> bool {
        !self.unclear.is_empty() && self.unclear.contains(&path.to_string())
    }

    /// Whether there is an error in the value at `path`, or in anything within it.
    pub(super) fn is_faulty(&self, path: &Path) -> bool {
        !self.faulty.is_empty() && self.faulty.contains(&path.to_string())
    }

    /// Something worth knowing about the value at `path`.
    pub(super) fn note(&mut self, path: &Path, code: &'static str, message: impl FnOnce() -> String) {
        if !self.is_muted(path) {
            self.push(Severity::Note, path, None, code, message);
        }
    }

    /// Notes that the value at `path` contradicts others and is left out of the story. The error that says why comes
    /// after it: of a value with an error no more is told.
    pub(super) fn left_out(&mut self, path: &Path, message: impl FnOnce() -> String) {
        self.has_left_out = true;
        self.note(path, "left-out", message);
    }

    /// Whether anything contradictory was left out.
    pub(super) fn has_left_out(&self) -> bool {
        self.has_left_out
    }

    /// Says nothing more of the value at `path`: an error somewhere else covers it.
    pub(super) fn mute(&mut self, path: &Path) {
        self.muted.insert(path.to_string());
    }

    /// Whether the value at `path`, or one around it, is known to be wrong.
    pub(super) fn is_muted(&self, path: &Path) -> bool {
        if self.muted.is_empty() {
            return false;
        }
        path_prefixes(&path.to_string()).any(|around| self.muted.contains(around))
    }

    /// The number of errors.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Counts errors that are not worth telling one by one.
    pub(super) fn more_errors(&mut self, count: usize) {
        self.errors += count;
    }

    fn push(
        &mut self,
        severity: Severity,
        path: &Path,
        offset: Option<usize>,
        code: &'static str,
        message: impl FnOnce() -> String,
    ) {
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Note => &mut self.notes,
        };
        *count += 1;
        if *count <= MOST {
            let place = offset.map_or_else(|| Place::Steps(path.steps()), Place::Offset);
            let problem =
                Problem { severity, code, message: message(), path: path.to_string(), line: None, column: None };
            self.found.push(Found { problem, place });
        }
    }

    /// All problems with their lines and columns in `text`, in the order of the file; the locator is of the same text
    /// without slips.
    pub(super) fn into_problems(self, text: &str, mut locator: Locator) -> Vec<Problem> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, Problem)> = (self.found.into_iter())
            .map(|Found { problem, place }| match place {
                Place::Offset(offset) => (offset, problem),
                Place::Steps(steps) => (locator.offset(&steps), problem),
            })
            .collect();
        found.sort_by_key(|(offset, problem)| (*offset, Reverse(problem.severity)));
        let mut cursor = Cursor::new(text);
        let mut problems: Vec<Problem> = (found.into_iter())
            .map(|(offset, problem)| {
                let (line, column) = cursor.go_to(offset);
                Problem { line: Some(line), column: Some(column), ..problem }
            })
            .collect();
        problems.extend(rest(Severity::Error, self.errors));
        problems.extend(rest(Severity::Note, self.notes));
        problems
    }
}

/// A path and all paths around it, the whole document's among them.
fn path_prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([0, path.len()]);
    ends.map(move |end| &path[..end])
}

/// Says how many problems there are past the most that are told.
fn rest(severity: Severity, count: usize) -> Option<Problem> {
    let more = count.checked_sub(MOST).filter(|&more| more > 0)?;
    let what = severity.name();
    let plural = if more == 1 { "" } else { "s" };
    let mend = if severity == Severity::Error { "; mend these first" } else { "" };
    let message = format!("and {} more {what}{plural}{mend}", grouped(more));
    Some(Problem { severity, code: "more-problems", message, path: String::new(), line: None, column: None })
}
