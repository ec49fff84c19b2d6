//! `plotlanes import`: makes a story file from a file of another program.

use std::path::Path;

use super::args::ImportFile;
use super::outcome::{Failure, Outcome, counted, lines, to_stderr, to_stdout};
use super::source::{self, is_standard};
use crate::files::{read_stdin, read_story, save};
use crate::import::{Format, Imported, Options, Unreadable, format_named, format_of, formats, import, is_ours};
use crate::story::compile::compile;
use crate::text::nearest::Budget;

pub(super) fn run(args: &ImportFile) -> Result<Outcome, Failure> {
    let file = &*args.file;
    let name = source::name(Some(file));
    let bytes = if is_standard(file) { read_stdin() } else { read_story(file) };
    let bytes = bytes.map_err(|problem| Failure::Refused(problem.message))?;
    let format = format(args, &name, &bytes)?;
    let stem = file.file_stem().filter(|_| !is_standard(file)).unwrap_or_default().to_string_lossy().into_owned();
    let is_day_first = if args.day_first { Some(true) } else { args.month_first.then_some(false) };
    let options = Options { name: stem, is_day_first, columns: args.columns.clone() };
    let Imported { document, notes } =
        import(format, &bytes, &options).map_err(|error| unreadable(&name, format, &error))?;
    let out = &*args.output;
    if is_standard(out) {
        to_stdout(|to| to.write_all(&document.to_bytes()))?;
    } else {
        write(out, &document.to_bytes())?;
    }
    for note in &notes {
        to_stderr(&format!("{name}: {note}"));
    }
    let compiled = compile(&document.to_bytes());
    let has_errors = compiled.has_errors();
    if has_errors {
        to_stderr(&lines(&source::name(Some(out)), &compiled.problems));
    }
    if let (Some(story), false) = (&compiled.story, is_standard(out)) {
        let counts = [(story.events.len(), "event"), (story.threads.len(), "thread")];
        let [events, threads] = counts.map(|(count, what)| counted(count, what));
        let notes = counted(notes.len(), "note");
        to_stderr(&format!("wrote {}: {events} in {threads}, {notes}", out.display()));
    }
    Ok(if has_errors { Outcome::Problems } else { Outcome::Done })
}

/// The format that was named, or that the file shows.
fn format(args: &ImportFile, name: &str, bytes: &[u8]) -> Result<&'static Format, Failure> {
    let names = || formats().iter().map(|format| format.name).collect::<Vec<_>>();
    let Some(wanted) = &args.format else {
        let of_file = || args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return format_of(&of_file(), bytes).ok_or_else(|| {
            if is_ours(bytes) {
                return Failure::Refused(format!("{name} is a story file of this program already; open it as it is"));
            }
            let names = names().join(", ");
            let why = format!(
                "{name} is no file of another program that can be told by its content; say with --format which: {names}"
            );
            Failure::Refused(why)
        });
    };
    format_named(wanted).ok_or_else(|| {
        let hint = Budget::new(1)
            .nearest(wanted, names().into_iter())
            .map(|near| format!("; did you mean {near}?"))
            .unwrap_or_default();
        Failure::Refused(format!("--format: there is no format {wanted}{hint}; known are {}", names().join(", ")))
    })
}

fn unreadable(name: &str, format: &Format, error: &Unreadable) -> Failure {
    let place = match (error.line, error.column) {
        (Some(line), Some(column)) => format!(":{line}:{column}"),
        (Some(line), None) => format!(":{line}"),
        _ => String::new(),
    };
    Failure::Refused(format!("{name}{place} cannot be read as {}: {}", format.title, error.message))
}

/// Writes a new file; one that is there already is left alone, since it may hold what somebody has written since.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path.exists() {
        let why = format!("{} is there already and was not overwritten; name another file with -o", path.display());
        return Err(Failure::Refused(why));
    }
    save(path, bytes, None).map(drop).map_err(|error| Failure::Refused(error.to_string()))
}
