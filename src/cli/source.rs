//! The story that the command line names: its bytes, and what to call it.

use std::borrow::Cow;
use std::path::Path;

use percent_encoding::percent_decode_str;

use super::outcome::{Failure, Outcome, lines, say};
use crate::files::{read_stdin, read_story};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::problem::{Problem, quoted};
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

/// As much of the story as can be shown, and how a command that shows it ends: what is wrong with it is told on standard
/// error.
pub(super) fn story(story: Option<&Path>) -> Result<(Story, Outcome), Failure> {
    let bytes = bytes(story).map_err(|problem| Failure::Refused(problem.message))?;
    let compiled = compile(&bytes);
    let outcome = if compiled.has_errors() { Outcome::Problems } else { Outcome::Done };
    let Some(read) = compiled.story else { return Err(Failure::Unreadable(name(story), compiled.problems)) };
    if outcome == Outcome::Problems {
        say(&lines(&name(story), &compiled.problems));
    }
    Ok((read, outcome))
}

/// Refuses the link of a story that is elsewhere, where no file of it is given: its view would be shown of another one.
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
