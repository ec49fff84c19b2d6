//! Notices: sentences in the status line about something that has happened and needs no answer.

use std::time::Duration;

use egui::Context;

use crate::story::Story;
use crate::story::problem::Problem;
use crate::story::words::{counted, number};

/// A sentence about something that has happened.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Notice {
    /// The sentence to show.
    pub(in crate::ui) text: String,
    /// Whether it went wrong.
    pub(in crate::ui) failed: bool,
    /// More of it, for a tooltip.
    pub(in crate::ui) more: String,
    /// The end of its time, in egui's seconds; `None` before it is first shown.
    pub(in crate::ui) until: Option<f64>,
}

/// How long a notice is shown, in seconds; one that tells of a failure stays until something else happens.
const NOTICE_SECONDS: f64 = 12.0;

/// Titles with missing letters are counted up to here.
const MOST_COUNTED: usize = 10_000;

impl Notice {
    /// A sentence about something that went well.
    pub(in crate::ui) fn told(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { more: text.clone(), text, failed: false, until: None }
    }

    /// A sentence about something that went wrong.
    pub(in crate::ui) fn failure(text: impl Into<String>) -> Self {
        Self { failed: true, ..Self::told(text) }
    }

    /// The notes on a story that opened all the same.
    pub(in crate::ui) fn notes(notes: &[Problem]) -> Self {
        let more: Vec<String> = notes.iter().map(ToString::to_string).collect();
        let text = match notes {
            [only] => format!("Note: {}", only.message),
            many => format!("{} notes on this story", number(many.len())),
        };
        Self { text, failed: false, more: more.join("\n"), until: None }
    }

    /// The parts of a link that are not shown, if there are any.
    pub(in crate::ui) fn not_shown(parts: &[String]) -> Option<Self> {
        let (first, others) = parts.split_first()?;
        let others = match others.len() {
            0 => String::new(),
            count => format!(", and {count} more"),
        };
        // A tooltip must not be as high as the window.
        let more: Vec<&str> = parts.iter().take(20).map(String::as_str).collect();
        let text = format!("Not all of the link is shown: {first}{others}");
        Some(Self { text, failed: true, more: more.join("\n"), until: None })
    }

    /// Says that no font has some letters of a story, if that is so.
    pub(in crate::ui) fn missing_letters(story: &Story, lacking: &[char]) -> Option<Self> {
        let lacks = |title: &&str| !title.is_ascii() && title.chars().any(|c| lacking.binary_search(&c).is_ok());
        let titles = titles(story).filter(lacks).take(MOST_COUNTED).count();
        let more = if titles == MOST_COUNTED { " or more" } else { "" };
        (titles > 0).then(|| Self {
            text: format!(
                "{}{more} with letters that no font has; boxes stand for them",
                counted(titles, "title", "titles")
            ),
            failed: false,
            more: "Install a font with them, such as Noto. The story itself keeps every letter.".to_owned(),
            until: None,
        })
    }
}

/// Removes a notice that has been shown for long enough.
pub(in crate::ui) fn expire(ctx: &Context, notice: &mut Option<Notice>) {
    let now = ctx.input(|input| input.time);
    let Some(shown) = notice.as_mut().filter(|shown| !shown.failed) else { return };
    let left = *shown.until.get_or_insert(now + NOTICE_SECONDS) - now;
    if left <= 0.0 {
        *notice = None;
    } else {
        ctx.request_repaint_after(Duration::from_secs_f64(left));
    }
}

/// The titles of threads and events.
fn titles(story: &Story) -> impl Iterator<Item = &str> {
    story.threads.iter().map(|thread| thread.title.as_str()).chain(story.event_ids().map(|id| story.events.title(id)))
}
