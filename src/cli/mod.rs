//! The command line: arguments → window, picture, check, inspect; exit codes. Knows nothing that the rooms below it
//! could know.

use std::process::ExitCode;

mod window;

/// Runs the program.
pub fn main() -> ExitCode {
    let story = std::env::args_os()
        .nth(1)
        .map_or(crate::ui::StorySource::Episode, |path| crate::ui::StorySource::File(path.into()));
    window::open(story)
}
