//! The story on the command line: its bytes, and its name in messages.

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::percent_decode_str;

use super::outcome::{Failure, Outcome, lines, to_stderr};
use crate::files::{read_stdin, read_story};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::problem::{Problem, quoted};
use crate::ui::EPISODE;

/// Whether a path stands for standard input or output.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The name of a story in messages, before a colon.
pub(super) fn name(story: Option<&Path>) -> String {
    match story {
        None => "embedded episode".to_owned(),
        Some(path) if is_standard(path) => "standard input".to_owned(),
        Some(path) => path.display().to_string(),
    }
}

/// The bytes of a story, or why it cannot be read.
pub(super) fn bytes(story: Option<&Path>) -> Result<Cow<'static, [u8]>, Problem> {
    match story {
        None => Ok(Cow::Borrowed(EPISODE)),
        Some(path) if is_standard(path) => read_stdin().map(Cow::Owned),
        Some(path) => read_story(path).map(Cow::Owned),
    }
}

/// As much of the story as can be shown, and the outcome of a command that shows it. Its problems are written to
/// standard error.
pub(super) fn story(story: Option<&Path>) -> Result<(Story, Outcome), Failure> {
    let bytes = bytes(story).map_err(|problem| Failure::Refused(problem.message))?;
    let compiled = compile(&bytes);
    let outcome = if compiled.has_errors() { Outcome::Problems } else { Outcome::Done };
    let Some(read) = compiled.story else { return Err(Failure::Unreadable(name(story), compiled.problems)) };
    if outcome == Outcome::Problems {
        to_stderr(&lines(&name(story), &compiled.problems));
    }
    Ok((read, outcome))
}

/// Refuses a link to a story at another address if no file is given, since its view would be applied to another story.
pub(super) fn check_link(link: &str, story: Option<&Path>) -> Result<(), Failure> {
    let page = link.split('#').next().unwrap_or_default();
    let query = page.split_once('?').map_or("", |(_, query)| query);
    let address = query.split('&').find_map(|part| part.strip_prefix("story=")).filter(|address| !address.is_empty());
    match (address, story) {
        (Some(address), None) => {
            let address = percent_decode_str(address).decode_utf8_lossy();
            Err(Failure::Refused(format!(
                "--view: the link is of the story at {}; download that and name the file as well",
                quoted(&address)
            )))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Path, check_link};

    #[test]
    fn a_link_of_another_story_needs_its_file() {
        let check = |link: &str, file: Option<&str>, expect: Result<(), &str>| {
            let got = check_link(link, file.map(Path::new)).map_err(|failure| failure.words());
            assert_eq!(got, expect.map_err(|why| format!("plotlanes: --view: {why}")), "{link}");
        };
        let there = "https://example.org/plotlanes/?story=stories%2Fa.json#event=x";
        check(
            there,
            None,
            Err("the link is of the story at \"stories/a.json\"; download that and name the file as well"),
        );
        check(there, Some("a.json"), Ok(()));
        check("https://example.org/plotlanes/?other=1#event=x", None, Ok(()));
        check("https://example.org/plotlanes/?story=#event=x", None, Ok(()));
        check("#search=?story=x", None, Ok(()));
        check("event=x", None, Ok(()));
    }
}
