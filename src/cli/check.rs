//! `plotlanes check`: everything that is wrong with a story file, and its findings of continuity, for people or for
//! programs.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Check, Format};
use super::findings::{self, Located};
use super::letters::{self, Lacking, Lettered};
use super::outcome::{Failure, Outcome, count, count_line, counted, line, to_stdout};
use super::source;
use crate::analysis::continuity::Certainty;
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::letters::Texts;
use crate::story::problem::{Problem, Severity};
use crate::text::decode::decode;

pub(super) fn run(args: &Check) -> Result<Outcome, Failure> {
    let story = args.input.story.as_deref();
    let bytes = match source::bytes(story) {
        Ok(bytes) => bytes,
        Err(problem) => {
            if args.format == Format::Json {
                write_json(story, std::slice::from_ref(&problem), None, None)?;
            }
            return Err(Failure::Refused(problem.message));
        }
    };
    let compiled = compile(&bytes);
    let outcome = if compiled.has_errors() { Outcome::Problems } else { Outcome::Done };
    // A story is counted only if it was read as a whole, and what it lacks would bring findings that it does not have.
    let read = compiled.story.filter(|_| outcome == Outcome::Done);
    let problems = compiled.problems;
    let lettered = read.as_ref().map(|story| letters::fonts_for(story, Texts::All, &args.fonts)).transpose()?;
    let text = decode(&bytes).unwrap_or_default();
    let located = read.as_ref().map(|story| Located::new(story, &text));
    match args.format {
        Format::Json => write_json(story, &problems, located.as_ref(), lettered.as_ref())?,
        Format::Text => {
            to_stdout(|out| write_text(out, &source::name(story), read.as_ref().zip(located.as_ref()), &problems))?;
        }
    }
    lettered.iter().for_each(Lettered::tell);
    Ok(outcome)
}

fn write_text(
    out: &mut dyn Write,
    name: &str,
    story: Option<(&Story, &Located<'_>)>,
    problems: &[Problem],
) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{}", line(name, problem))?;
    }
    if let Some((_, located)) = story {
        located.write(out, name)?;
    }
    let size = story.map(|(story, located)| {
        let (events, threads) = (counted(story.events.len(), "event"), counted(story.threads.len(), "thread"));
        format!("{}; {events} in {threads}", located.counted())
    });
    writeln!(out, "{}{}", count_line(name, problems), size.unwrap_or_default())
}

/// The output of `--format json`. Fields are added, never changed.
#[derive(Serialize)]
struct Report<'a> {
    plotlanes: &'static str,
    story: Option<String>,
    errors: usize,
    notes: usize,
    problems: Vec<Entry<'a>>,
    certain: usize,
    possible: usize,
    muted: usize,
    findings: Vec<findings::Entry<'a>>,
    lacking_letters: &'a [Lacking],
}

#[derive(Serialize)]
struct Entry<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
}

fn write_json(
    story: Option<&Path>,
    problems: &[Problem],
    located: Option<&Located<'_>>,
    lettered: Option<&Lettered>,
) -> Result<(), Failure> {
    let found = |of| located.map_or(0, |located| located.count(of));
    let report = Report {
        plotlanes: env!("CARGO_PKG_VERSION"),
        story: story.map(|path| path.display().to_string()),
        errors: count(problems, Severity::Error),
        notes: count(problems, Severity::Note),
        problems: problems.iter().map(entry).collect(),
        certain: found(Certainty::Certain),
        possible: found(Certainty::Possible),
        muted: located.map_or(0, Located::muted),
        findings: located.map(Located::entries).unwrap_or_default(),
        lacking_letters: lettered.map_or(&[], |lettered| lettered.lacking.as_slice()),
    };
    to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &report)?;
        writeln!(out)
    })
}

fn entry(problem: &Problem) -> Entry<'_> {
    let Problem { severity, code, message, path, line, column } = problem;
    Entry { severity: severity.name(), code, message, path, line: *line, column: *column }
}
