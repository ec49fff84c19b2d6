//! `plotlanes edit`: makes a list of edits of a story file, all or none, and leaves everything else in it as it is.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use super::args::EditFile;
use super::outcome::{Failure, Outcome, counted, line, to_stderr, to_stdout};
use super::source::{self, is_standard};
use crate::document::Document;
use crate::document::edit::{Edit, EditError, EditsError, edits_from_json};
use crate::files::{Fingerprint, read_stdin, read_story, read_story_with_fingerprint, save};
use crate::story::compile::compile;
use crate::story::problem::{Problem, Severity};
use crate::text::Fault;
use crate::text::decode::{NotText, decode};
use crate::text::path::Cursor;
use crate::text::syntax;

/// The time after which a difference is shown as found so far: correct, but not the shortest.
const DIFF_TIMEOUT: Duration = Duration::from_secs(5);

pub(super) fn run(args: &EditFile) -> Result<Outcome, Failure> {
    let Some(edits) = &args.edits else {
        return Err(refused("the embedded episode cannot be edited; name a file: plotlanes edit STORY EDITS"));
    };
    let story = &*args.story;
    if is_standard(story) && is_standard(edits) {
        return Err(refused("STORY and EDITS cannot both be standard input; name a file for one of the two"));
    }
    let (before, known) = read(story)?;
    let edits = read_edits(edits)?;
    let mut after = before.clone();
    make(&mut after, &edits, args)?;
    let output = args.output.as_deref().unwrap_or(story);
    let is_changed = after.text() != before.text();
    if args.dry_run {
        to_stdout(|out| write_difference(out, story, before.text(), after.text()))?;
        if !is_changed {
            to_stderr("nothing would change");
        }
    } else if is_standard(output) {
        to_stdout(|out| out.write_all(&after.to_bytes()))?;
    } else if output != story {
        write(output, &after, None)?;
    } else if known.is_none() {
        // What came out of a pipe cannot go back into it.
        return Err(refused(&format!("{} is not a file; say with -o where to write", source::name(Some(story)))));
    } else if is_changed {
        write(story, &after, known.as_ref())?;
    }
    let added = if is_changed { added(&before, &after) } else { Vec::new() };
    let shown = if args.dry_run || is_standard(output) { story } else { output };
    tell(&source::name(Some(shown)), &added);
    if !args.dry_run && !is_standard(output) {
        let edits = counted(edits.len(), "edit");
        let said = if is_changed || output != story {
            format!("wrote {}, {edits}", output.display())
        } else {
            format!("{} stays as it is: {edits} changed nothing", output.display())
        };
        to_stderr(&said);
    }
    let has_errors = added.iter().any(|problem| problem.severity == Severity::Error);
    Ok(if has_errors { Outcome::Problems } else { Outcome::Done })
}

fn refused(why: &str) -> Failure {
    Failure::Refused(why.to_owned())
}

/// The story's document, and the state in which its file was read; pipes have none.
fn read(story: &Path) -> Result<(Document, Option<Fingerprint>), Failure> {
    let read =
        if is_standard(story) { read_stdin().map(|bytes| (bytes, None)) } else { read_story_with_fingerprint(story) };
    let (bytes, known) = read.map_err(|problem| refused(&problem.message))?;
    let document = Document::from_bytes(bytes).map_err(|error| not_text(&source::name(Some(story)), &error))?;
    Ok((document, known))
}

fn read_edits(path: &Path) -> Result<Vec<Edit>, Failure> {
    let bytes = if is_standard(path) { read_stdin() } else { read_story(path) };
    let bytes = bytes.map_err(|problem| refused(&problem.message))?;
    let name = source::name(Some(path));
    let text = decode(&bytes).map_err(|error| not_text(&name, &error))?;
    edits_from_json(&text).map_err(|error| refused_edits(&name, &error))
}

fn not_text(name: &str, NotText { message, line, column }: &NotText) -> Failure {
    refused(&format!("{name}:{line}:{column} {message}"))
}

fn refused_edits(name: &str, error: &EditsError) -> Failure {
    refused(&format!("no edit was made: {name}: {error}"))
}

/// Makes all edits.
fn make(document: &mut Document, edits: &[Edit], args: &EditFile) -> Result<(), Failure> {
    let Err((at, error)) = document.make(edits) else { return Ok(()) };
    if let EditError::Broken(fault) = &error {
        // The document is as it was, so this finds the fault in the file, and words it better.
        let faults = syntax::check_at_once(document.text()).faults;
        let Fault { offset, message, .. } = faults.first().unwrap_or(fault);
        let (line, column) = Cursor::new(document.text()).go_to(*offset);
        let story = source::name(Some(&args.story));
        return Err(refused(&format!("no edit was made: {story}:{line}:{column} {message}; mend this first")));
    }
    let name = source::name(args.edits.as_deref());
    Err(refused_edits(&name, &EditsError::refused(at, &edits[at], &error)))
}

fn write(path: &Path, document: &Document, known: Option<&Fingerprint>) -> Result<(), Failure> {
    save(path, &document.to_bytes(), known).map(drop).map_err(|error| refused(&error.to_string()))
}

/// Writes a difference as `diff -u` does; nothing if there is none.
fn write_difference(out: &mut dyn Write, story: &Path, before: &str, after: &str) -> io::Result<()> {
    let name = source::name(Some(story));
    let diff = TextDiff::configure().timeout(DIFF_TIMEOUT).diff_lines(before, after);
    diff.unified_diff().header(&name, &format!("{name} (edited)")).to_writer(out)
}

/// The problems that a story has after edits and did not have before.
fn added(before: &Document, after: &Document) -> Vec<Problem> {
    let problems = |document: &Document| {
        let mut problems = compile(&document.to_bytes()).problems;
        // The number of problems past the limit is none itself.
        problems.retain(|problem| problem.code != "more-problems");
        problems
    };
    let after = problems(after);
    if after.is_empty() {
        return after;
    }
    // Places move when something is added before them, so a problem is known by its words.
    let mut known: HashMap<(&str, String), usize> = HashMap::new();
    for problem in problems(before) {
        *known.entry((problem.code, problem.message)).or_default() += 1;
    }
    let is_new = |problem: &Problem| match known.get_mut(&(problem.code, problem.message.clone())) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let mut after = after;
    after.retain(is_new);
    after
}

fn tell(name: &str, added: &[Problem]) {
    if added.is_empty() {
        return;
    }
    for problem in added {
        to_stderr(&line(name, problem));
    }
    to_stderr(&format!("{name}: the edits add {}", counted(added.len(), "problem")));
}
