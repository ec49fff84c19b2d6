//! The command line: reads the arguments, runs a command, returns the exit code. Everything that does not depend on a
//! command line is in other rooms.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | the story has mistakes; the rest of it was shown |
//! | 2 | something could not be read, written or opened, or the arguments are wrong |
//! | 130 | interrupted; nothing was written |
//!
//! Results go to standard output, everything else to standard error. Only the window needs a display.

mod args;
mod check;
mod crash;
mod edit;
mod export;
mod findings;
mod folder;
mod generate;
mod help;
mod import;
mod inspect;
mod keeper;
mod letters;
mod outcome;
mod placed;
#[cfg(unix)]
mod signals;
mod source;
mod typo;
mod watch;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Completions, Task};
use outcome::{Failure, Outcome, to_stderr, to_stdout};

/// Runs the program.
pub fn main() -> ExitCode {
    crash::install();
    let args: Vec<OsString> = std::env::args_os().collect();
    let outcome = run(&args).unwrap_or_else(|failure| {
        to_stderr(&failure.words());
        failure.outcome()
    });
    ExitCode::from(outcome.code())
}

fn run(args: &[OsString]) -> Result<Outcome, Failure> {
    let mistyped = args.get(1).and_then(|first| typo::mistyped_command(first));
    let cli = match Cli::try_parse_from(args) {
        // Help and version are results, not errors.
        Err(error) if !error.use_stderr() => {
            // Fails if the reader has closed the pipe, and needs no more.
            let _ = error.print();
            return Ok(Outcome::Done);
        }
        _ if mistyped.is_some() => return Err(Failure::Refused(mistyped.unwrap_or_default())),
        Err(error) => {
            let words = error.to_string();
            return Err(Failure::Refused(words.strip_prefix("error: ").unwrap_or(&words).to_owned()));
        }
        Ok(cli) => cli,
    };
    match cli.task {
        None => window::open(cli.input.story, cli.view.as_deref()),
        Some(Task::Export(args)) => export::run(&args),
        Some(Task::Check(args)) => check::run(&args),
        Some(Task::Inspect(args)) => inspect::run(&args),
        Some(Task::Edit(args)) => edit::run(&args),
        Some(Task::Import(args)) => import::run(&args),
        Some(Task::Generate(args)) => generate::run(&args),
        Some(Task::Completions(args)) => complete(&args),
    }
}

fn complete(args: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "plotlanes", &mut script);
    to_stdout(|out| out.write_all(&script))?;
    Ok(Outcome::Done)
}
