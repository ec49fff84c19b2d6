//! `plotlanes check`: everything that is wrong with a story file, for people or for programs.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Check, Format};
use super::letters::{self, Lacking, Lettered};
use super::outcome::{Failure, Outcome, count, count_line, counted, line, to_stdout};
use super::source;
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::letters::Texts;
use crate::story::problem::{Problem, Severity};

pub(super) fn run(args: &Check) -> Result<Outcome, Failure> {
    let story = args.input.story.as_deref();
    let bytes = match source::bytes(story) {
        Ok(bytes) => bytes,
        Err(problem) => {
            if args.format == Format::Json {
                write_json(story, std::slice::from_ref(&problem), None)?;
            }
            return Err(Failure::Refused(problem.message));
        }
    };
    let compiled = compile(&bytes);
    let outcome = if compiled.has_errors() { Outcome::Problems } else { Outcome::Done };
    // A story is counted only if it was read as a whole.
    let read = compiled.story.filter(|_| outcome == Outcome::Done);
    let problems = compiled.problems;
    let lettered = read.as_ref().map(|story| letters::fonts_for(story, Texts::All, &args.fonts)).transpose()?;
    match args.format {
        Format::Json => write_json(story, &problems, lettered.as_ref())?,
        Format::Text => to_stdout(|out| write_text(out, &source::name(story), read.as_ref(), &problems))?,
    }
    lettered.iter().for_each(Lettered::tell);
    Ok(outcome)
}

fn write_text(out: &mut dyn Write, name: &str, story: Option<&Story>, problems: &[Problem]) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{}", line(name, problem))?;
    }
    let size = story.map(|story| {
        let (events, threads) = (counted(story.events.len(), "event"), counted(story.threads.len(), "thread"));
        format!("; {events} in {threads}")
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

fn write_json(story: Option<&Path>, problems: &[Problem], lettered: Option<&Lettered>) -> Result<(), Failure> {
    let report = Report {
        plotlanes: env!("CARGO_PKG_VERSION"),
        story: story.map(|path| path.display().to_string()),
        errors: count(problems, Severity::Error),
        notes: count(problems, Severity::Note),
        problems: problems.iter().map(entry).collect(),
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
