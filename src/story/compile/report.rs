//! Collects problems while a document is read. Reports each place once, suppresses problems that only follow from a
//! reported one, and limits the number of problems of a file that is wrong throughout.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::story::problem::{Problem, Severity};
use crate::text::locate::Locator;
use crate::text::path::{Cursor, OwnedStep, Path};
use crate::time::digits::grouped;

/// The most problems of each severity that are listed; further ones are only counted.
const MOST: usize = 200;

/// The problems found so far.
#[derive(Default)]
pub(super) struct Report {
    found: Vec<LocatedProblem>,
    errors: usize,
    notes: usize,
    /// Paths of values that are known to be wrong: further problems in them would only follow from that.
    suppressed: HashSet<String>,
    /// Paths of values that have an error, or contain one.
    faulty: HashSet<String>,
    /// Paths of objects with unknown fields.
    unclear: HashSet<String>,
    /// Whether errors are counted but not listed.
    counts_only: bool,
    has_left_out: bool,
}

struct LocatedProblem {
    problem: Problem,
    location: Location,
}

enum Location {
    Offset(usize),
    Steps(Vec<OwnedStep>),
}

impl Report {
    /// A report for a part of a document that is read in parallel with other parts. Errors are only counted, because
    /// whether an error is listed depends on the errors before it.
    pub(super) fn of_part() -> Self {
        Self { counts_only: true, ..Self::default() }
    }

    /// Takes over the notes of the next part. Neither report may have errors.
    pub(super) fn absorb(&mut self, part: Self) {
        let room = MOST.saturating_sub(self.notes);
        self.notes += part.notes;
        self.found.extend(part.found.into_iter().take(room));
    }

    /// Adds an error in the value at `path`, and suppresses further problems of that value.
    pub(super) fn error(&mut self, path: &Path, code: &'static str, message: impl FnOnce() -> String) {
        if self.counts_only {
            self.errors += 1;
        } else if !self.is_suppressed(path) {
            self.suppress(path);
            self.note_fault(path);
            self.push(Severity::Error, path, None, code, message);
        }
    }

    /// Adds an error at a byte of the text, in the value at `path`. Further problems of that value are still reported.
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

    /// Records that the object at `path` has an unknown field, so part of its meaning may be missing.
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

    /// Adds a note on the value at `path`.
    pub(super) fn note(&mut self, path: &Path, code: &'static str, message: impl FnOnce() -> String) {
        if !self.is_suppressed(path) {
            self.push(Severity::Note, path, None, code, message);
        }
    }

    /// Adds a note that the value at `path` contradicts others and is left out of the story. Must come before the error
    /// that gives the reason, because an error suppresses later notes on the same value.
    pub(super) fn left_out(&mut self, path: &Path, message: impl FnOnce() -> String) {
        self.has_left_out = true;
        self.note(path, "left-out", message);
    }

    /// Whether anything contradictory was left out.
    pub(super) fn has_left_out(&self) -> bool {
        self.has_left_out
    }

    /// Suppresses problems of the value at `path`, because an error elsewhere covers it.
    pub(super) fn suppress(&mut self, path: &Path) {
        self.suppressed.insert(path.to_string());
    }

    /// Whether the value at `path`, or one around it, is known to be wrong.
    pub(super) fn is_suppressed(&self, path: &Path) -> bool {
        if self.suppressed.is_empty() {
            return false;
        }
        path_prefixes(&path.to_string()).any(|around| self.suppressed.contains(around))
    }

    /// The number of errors.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Counts errors that are not listed.
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
            let location = offset.map_or_else(|| Location::Steps(path.steps()), Location::Offset);
            let problem =
                Problem { severity, code, message: message(), path: path.to_string(), line: None, column: None };
            self.found.push(LocatedProblem { problem, location });
        }
    }

    /// All problems in the order of the file, with their lines and columns in `text`. The locator is for the same text
    /// with its syntax faults blanked out.
    pub(super) fn into_problems(self, text: &str, mut locator: Locator) -> Vec<Problem> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(usize, Problem)> = (self.found.into_iter())
            .map(|LocatedProblem { problem, location }| match location {
                Location::Offset(offset) => (offset, problem),
                Location::Steps(steps) => (locator.offset(&steps), problem),
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

/// A path and all paths that contain it, including the empty path of the whole document.
fn path_prefixes(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([0, path.len()]);
    ends.map(move |end| &path[..end])
}

/// A problem that gives the number of problems not listed; `None` if all are.
fn rest(severity: Severity, count: usize) -> Option<Problem> {
    let more = count.checked_sub(MOST).filter(|&more| more > 0)?;
    let what = severity.name();
    let plural = if more == 1 { "" } else { "s" };
    let fix = if severity == Severity::Error { "; fix these first" } else { "" };
    let message = format!("and {} more {what}{plural}{fix}", grouped(more));
    Some(Problem { severity, code: "more-problems", message, path: String::new(), line: None, column: None })
}
