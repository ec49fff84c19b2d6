//! The long list of events, read in chunks: each chunk by itself, so that several can be read at once and nobody waits
//! for long. Where one may begin is guessed from how events look; a chunk counts only if the one before it ends where
//! it begins, so a wrong guess costs time and changes nothing.
//!
//! ```text
//! { …, "events": [ {…}, {…}, {…}, {…}, {…} ], … }
//!                  └─chunk──┘  └─chunk──┘      what is left, with an empty list, is read as ever
//! ```

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::event_table::EventTable;
use crate::document::format::Event;
use crate::story::scheduler::{Part, Scheduler};

/// The length of a chunk in bytes: some milliseconds of work.
const LENGTH: usize = 256 << 10;
/// How many bytes a guess looks at for the start of an event.
const FAR: usize = 64 << 10;
/// The fields of an event, one of which comes first in it.
const FIELDS: [&str; 12] =
    ["id", "title", "summary", "thread", "also", "when", "told", "place", "cast", "because", "tags", "cites"];

/// The events of a document, and where they stand.
pub(super) struct Chunks<'t> {
    /// The events, by chunk.
    pub(super) events: Vec<EventTable<'t>>,
    /// Where in the text each chunk begins.
    pub(super) starts: Vec<usize>,
    /// The text from the first event to the end of the list.
    list: std::ops::Range<usize>,
}

/// The result of reading in chunks.
pub(super) enum Outcome<'t> {
    /// Every event was read.
    Read(Chunks<'t>),
    /// There is no list of events that could be found like this.
    Unfound,
    /// Something in the list is wrong.
    Wrong,
}

impl Chunks<'_> {
    /// The document without its events.
    pub(super) fn rest(&self, text: &str) -> String {
        [&text[..self.list.start], &text[self.list.end..]].concat()
    }
}

/// Reads all events of a text, in chunks, each of which may be read by another worker.
pub(super) async fn read<'t, S: Scheduler>(text: &'t str, part: &Part, scheduler: &S) -> Result<Outcome<'t>, S::Stop> {
    let Some(list) = find(text) else { return Ok(Outcome::Unfound) };
    let guessed = (list..text.len()).step_by(LENGTH).skip(1).filter_map(|near| guess(text, near));
    let mut starts: Vec<usize> = std::iter::once(list).chain(guessed).collect();
    starts.dedup();
    let until = |at: usize| starts.get(at + 1).copied().unwrap_or(text.len());
    let read = part.each(scheduler, starts.len(), |at| chunk(text, starts[at], until(at))).await?;
    let mut chunks = Chunks { events: Vec::with_capacity(read.len()), starts: Vec::new(), list: list..list };
    for (at, chunk) in read.into_iter().enumerate() {
        let begin = chunks.list.end;
        // A chunk whose start was guessed wrong is read again from where the one before it ends.
        let chunk = if starts[at] == begin {
            chunk
        } else {
            part.yield_at(scheduler, at, starts.len()).await?;
            self::chunk(text, begin, until(at).max(begin + 1))
        };
        let Some(Chunk { events, end, over }) = chunk else { return Ok(Outcome::Wrong) };
        chunks.events.push(events);
        chunks.starts.push(begin);
        chunks.list.end = end;
        if over {
            return Ok(Outcome::Read(chunks));
        }
    }
    Ok(Outcome::Wrong)
}

/// Some events that stand one after the other.
struct Chunk<'t> {
    events: EventTable<'t>,
    /// Where the next event begins, or the list ends.
    end: usize,
    /// Whether the list ends there.
    over: bool,
}

/// The events from one that begins at `at` up to the first that begins at `until` or later.
fn chunk(text: &str, at: usize, until: usize) -> Option<Chunk<'_>> {
    let bytes = text.as_bytes();
    let mut chunk = Chunk { events: EventTable::new(text), end: skip(bytes, at), over: false };
    if bytes.get(chunk.end) == Some(&b']') {
        // Only right after the bracket that opens the list nothing but the one that closes it may follow.
        chunk.over = true;
        return Some(chunk);
    }
    loop {
        if bytes.get(chunk.end) != Some(&b'{') {
            return None;
        }
        let (event, length) = value::<Event>(text.get(chunk.end..)?)?;
        chunk.events.push(&event);
        let end = skip(bytes, chunk.end + length);
        match bytes.get(end)? {
            b',' => chunk.end = skip(bytes, end + 1),
            b']' => {
                (chunk.end, chunk.over) = (end, true);
                return Some(chunk);
            }
            _ => return None,
        }
        if chunk.end >= until {
            // A comma that nothing follows is no end.
            return (bytes.get(chunk.end) == Some(&b'{')).then_some(chunk);
        }
    }
}

/// The value that a text begins with, and how long it is.
fn value<'t, T: Deserialize<'t>>(text: &'t str) -> Option<(T, usize)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, values.byte_offset()))
}

/// Where the first event begins, or the list ends, if the document's list of events is found.
fn find(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = skip(bytes, 0);
    if bytes.get(at)? != &b'{' {
        return None;
    }
    loop {
        at = skip(bytes, at + 1);
        let key = &bytes[at..];
        let length = key.get(1..)?.iter().position(|byte| matches!(byte, b'"' | b'\\'))? + 2;
        // A document with an escape in a field's name is read in one go.
        if key[0] != b'"' || key[length - 1] != b'"' {
            return None;
        }
        let colon = skip(bytes, at + length);
        at = skip(bytes, colon + 1);
        if bytes.get(colon)? != &b':' {
            return None;
        }
        if &key[..length] == b"\"events\"" {
            return (bytes.get(at)? == &b'[').then(|| skip(bytes, at + 1));
        }
        let (IgnoredAny, length) = value(text.get(at..)?)?;
        at = skip(bytes, at + length);
        if bytes.get(at)? != &b',' {
            return None;
        }
    }
}

/// Where, not far behind `near`, an event seems to begin that another stands before.
fn guess(text: &str, near: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let far = bytes.len().min(near + FAR);
    let mut comma = near;
    loop {
        // What stands between two events of a list.
        let end = comma + bytes.get(comma..far)?.iter().position(|&byte| byte == b'}')?;
        comma = skip(bytes, end + 1);
        if bytes.get(comma) != Some(&b',') {
            comma = end + 1;
            continue;
        }
        let start = skip(bytes, comma + 1);
        if bytes.get(start) != Some(&b'{') {
            continue;
        }
        let key = skip(bytes, start + 1);
        let name = bytes.get(key + 1..far)?;
        let is_field = |field: &str| name.starts_with(field.as_bytes()) && name.get(field.len()) == Some(&b'"');
        if bytes.get(key) == Some(&b'"') && FIELDS.iter().any(|field| is_field(field)) {
            return Some(start);
        }
    }
}

/// Past white space.
fn skip(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}
