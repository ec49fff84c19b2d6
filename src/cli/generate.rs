//! `plotlanes generate`: generates a story and writes it piece by piece.

use super::args::Generate;
use super::outcome::{Failure, Outcome, counted, to_stderr, to_stdout};
use super::source::is_standard;
use crate::files::write_whole_by;
use crate::generate::{StorySpec, write};

pub(super) fn run(args: &Generate) -> Result<Outcome, Failure> {
    let spec = spec(args)?;
    if is_standard(&args.output) {
        to_stdout(|out| write(&spec, out))?;
        return Ok(Outcome::Done);
    }
    write_whole_by(&args.output, |out| write(&spec, out)).map_err(|error| Failure::Refused(error.to_string()))?;
    let (events, threads) = (counted(spec.events as usize, "event"), counted(spec.threads as usize, "thread"));
    to_stderr(&format!("wrote {}, {events} in {threads}", args.output.display()));
    Ok(Outcome::Done)
}

fn spec(args: &Generate) -> Result<StorySpec, Failure> {
    let fitting = StorySpec::new(args.events);
    let threads = args.threads.unwrap_or(fitting.threads);
    if threads > args.events {
        let (threads, events) = (counted(threads as usize, "thread"), counted(args.events as usize, "event"));
        return Err(Failure::Refused(format!(
            "--threads: {threads} cannot share {events}, as each has one at least; ask for fewer threads or more events"
        )));
    }
    Ok(StorySpec {
        threads,
        characters: args.characters.unwrap_or(fitting.characters),
        places: args.places.unwrap_or(fitting.places),
        seed: args.seed,
        time: args.time.into(),
        ..fitting
    })
}
