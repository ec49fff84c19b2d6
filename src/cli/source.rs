//! The story that the command line names: its bytes, and what to call it.

use std::borrow::Cow;
use std::path::Path;

use super::outcome::Failure;
use crate::files::{read_stdin, read_story};
use crate::story::Story;
use crate::story::load::load;
use crate::story::problem::Problem;
use crate::ui::EPISODE;

/// Whether a path stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What to call a story before a colon.
pub(super) fn name(story: Option<&Path>) -> String {
    match story {
        None => "embedded episode".to_owned(),
        Some(path) if is_standard(path) => "standard input".to_owned(),
        Some(path) => path.display().to_string(),
    }
}

/// Its bytes, or why they cannot be had.
pub(super) fn bytes(story: Option<&Path>) -> Result<Cow<'static, [u8]>, Problem> {
    match story {
        None => Ok(Cow::Borrowed(EPISODE)),
        Some(path) if is_standard(path) => read_stdin().map(Cow::Owned),
        Some(path) => read_story(path).map(Cow::Owned),
    }
}

/// The story, whole.
pub(super) fn story(story: Option<&Path>) -> Result<Story, Failure> {
    let bytes = bytes(story).map_err(|problem| Failure::Refused(problem.message))?;
    let (read, _) = load(&bytes).map_err(|problems| Failure::Problems(name(story), problems))?;
    Ok(read)
}
