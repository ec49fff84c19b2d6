//! `cargo web`: builds Plotlanes for the browser into one folder for any static server, and serves it during development.
//! Knows the files in `assets/web` and how they refer to each other; knows nothing of what the program does.
//!
//! [`compile`] builds the program and [`page`] assembles the files; then [`sizes`] measures them and [`folder`] writes
//! them, or [`serve`] serves them.

mod args;
mod compile;
mod folder;
mod page;
mod problem;
mod serve;
mod sizes;
mod sources;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::Job;
use problem::Problem;

/// The repository, three folders above the bundler. cargo tells at run time where that is; the value from compile time
/// may be of another checkout with the same target folder.
fn root() -> PathBuf {
    let bundler = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&bundler).ancestors().nth(3);
    root.expect("the bundler lies in assets/web/bundler").to_owned()
}

fn main() -> ExitCode {
    let job = args::read(std::env::args().skip(1));
    match job.and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(job: Job) -> Result<(), Problem> {
    match job {
        Job::Help => println!("{}", args::HELP),
        Job::Build { out, address } => {
            let root = root();
            let out = out.unwrap_or_else(|| root.join("target/site"));
            folder::check(&out)?;
            let program = compile::program(&root, compile::Profile::Web)?;
            let settings = page::Settings { address, dev: false };
            let page = page::assemble(&sources::read(&root)?, program, &settings)?;
            let weights = sizes::weigh(&page.files);
            print!("{}", sizes::table(&weights));
            sizes::within_budget(&weights)?;
            folder::write(&out, &page.files)?;
            println!("\nversion {} in {}", page.version, out.display());
        }
        Job::Serve { port, profile } => serve::serve(&root(), port, profile)?,
    }
    Ok(())
}
