//! Events of a story as an outline.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::inline::escaped;
use super::line::{is_lost_when_indented, is_marked};
use crate::document::Document;
use crate::document::fields::ItemKind;
use crate::document::item::Item;
use crate::text::Fault;

/// Events as an outline, grouped by their threads: all that it can say of them is their titles and summaries.
/// [`outline`](super::outline) reads it again.
///
/// # Errors
/// The text is not JSON, so its events cannot be found.
pub fn outline_text(document: &Document, events: &[String]) -> Result<String, Fault> {
    let mut chosen: Vec<Item> = document.items(ItemKind::Event)?;
    let wanted: HashSet<&str> = events.iter().map(String::as_str).collect();
    chosen.retain(|event| event.id().is_some_and(|id| wanted.contains(&*id)));
    let mut out = String::new();
    let mut group = String::new();
    let threads = document.items(ItemKind::Thread)?;
    for thread in &threads {
        let id = thread.id().unwrap_or_default();
        let (own, others) = chosen.into_iter().partition(|event| event.text("thread").is_some_and(|of| of == id));
        chosen = others;
        if Vec::is_empty(&own) {
            continue;
        }
        let around = line(&thread.text("group").unwrap_or_default());
        if !around.is_empty() && around != group {
            heading(&mut out, "#", &around);
        }
        group = around;
        heading(&mut out, if group.is_empty() { "#" } else { "##" }, &line(&thread.title()));
        summary(&mut out, thread);
        for event in &own {
            add(&mut out, event);
        }
    }
    // Events of threads that the story does not have.
    let mut alone = String::new();
    for event in &chosen {
        add(&mut alone, event);
    }
    if !alone.is_empty() && !out.is_empty() {
        alone.push('\n');
    }
    Ok(alone + &out)
}

fn heading(out: &mut String, sign: &str, title: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{sign} {}", as_heading(title));
}

fn add(out: &mut String, event: &Item) {
    let _ = writeln!(out, "{}", as_line(&line(&event.title())));
    summary(out, event);
}

fn summary(out: &mut String, item: &Item) {
    let text = item.text("summary").unwrap_or_default();
    for paragraph in text.lines().map(str::trim) {
        if paragraph.is_empty() {
            out.push('\n');
        } else {
            let _ = writeln!(out, "    {}", as_indented_line(paragraph));
        }
    }
}

/// A text as a line that is read as this text.
fn as_line(text: &str) -> String {
    let escaped = escaped(text);
    if is_marked(&escaped) { unmarked(&escaped) } else { escaped }
}

/// A text as an indented line that is read as this text: most markers are kept there.
fn as_indented_line(text: &str) -> String {
    let escaped = escaped(text);
    if is_lost_when_indented(&escaped) { unmarked(&escaped) } else { escaped }
}

/// A text as a heading that is read as this text.
fn as_heading(text: &str) -> String {
    let escaped = escaped(text);
    match escaped.strip_suffix('#') {
        // Signs at the end would close the heading.
        Some(rest) => format!("{rest}\\#"),
        None => escaped,
    }
}

/// A text with its first sign escaped, so that it is no marker.
fn unmarked(text: &str) -> String {
    let sign = text.find(|c: char| !c.is_alphanumeric() && !c.is_whitespace()).unwrap_or(0);
    format!("{}\\{}", &text[..sign], &text[sign..])
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
