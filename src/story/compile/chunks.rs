//! Reads the list of events in chunks, so that several workers can read at once and yield between chunks. The start of
//! a chunk is guessed from the look of the text. A chunk is used only if the chunk before it ends where it starts, so a
//! wrong guess costs time but never changes the result. Comments between events and a trailing comma are skipped.
//!
//! ```text
//! { …, "events": [ {…}, {…}, {…}, {…}, {…} ], … }
//!                  └─chunk──┘  └─chunk──┘      the rest, with an empty list, is read in one pass
//! ```

use std::ops::Range;

use super::event_table::EventTable;
use crate::document::fields::ItemKind;
use crate::document::format::Event;
use crate::story::scheduler::{Part, Scheduler};
use crate::text::scan::{self, Walk};

/// The number of chunks of a text, unless they would be too short or too long: several for each worker.
const CHUNKS: usize = 32;
/// The least and the greatest length of a chunk, in bytes. The least takes a few milliseconds to read.
///
/// Long chunks save memory: their tables return to the system when they are dropped, while tables of short chunks leave
/// gaps between the data that stays. Opening a million events (238 MB) takes 972 MB in chunks of 256 KiB, 791 MB in
/// chunks of 1 MiB and 715 MB in chunks of 4 MiB, of which 508, 355 and 267 MB stay allocated for the story. The speed
/// is the same (`/usr/bin/time -v plotlanes check`).
const LENGTHS: [usize; 2] = [256 << 10, 4 << 20];
/// The number of bytes in which a guess searches for the start of an event: longer than most events.
const FAR: usize = 64 << 10;

/// The events of a document, and their positions in the text.
pub(super) struct Chunks<'t> {
    /// The events, by chunk.
    pub(super) events: Vec<EventTable<'t>>,
    /// The start of each chunk, as an offset in the text.
    pub(super) starts: Vec<usize>,
    /// The text from the first event to the end of the list.
    list: Range<usize>,
}

impl Chunks<'_> {
    /// The document without its events.
    pub(super) fn rest(&self, text: &str) -> String {
        [&text[..self.list.start], &text[self.list.end..]].concat()
    }
}

/// Reads all events of a text in chunks, on all workers. `None` if the text has no list of events, or the list has any
/// fault.
pub(super) async fn read<'t, S: Scheduler>(
    text: &'t str,
    part: &Part,
    scheduler: &S,
) -> Result<Option<Chunks<'t>>, S::Stop> {
    let Some(list) = find(text) else { return Ok(None) };
    let length = (text.len() / CHUNKS).clamp(LENGTHS[0], LENGTHS[1]);
    let guessed = (list..text.len()).step_by(length).skip(1).filter_map(|near| guess(text, near));
    let mut starts: Vec<usize> = std::iter::once(list).chain(guessed).collect();
    starts.dedup();
    let until = |at: usize| starts.get(at + 1).copied().unwrap_or(text.len());
    let read = part.each(scheduler, starts.len(), |at| chunk(text, starts[at], until(at))).await?;
    let mut chunks = Chunks { events: Vec::with_capacity(read.len()), starts: Vec::new(), list: list..list };
    for (at, chunk) in read.into_iter().enumerate() {
        let begin = chunks.list.end;
        // A chunk with a wrong start is read again from the end of the chunk before it.
        let chunk = if starts[at] == begin {
            chunk
        } else {
            part.yield_at(scheduler, at, starts.len()).await?;
            self::chunk(text, begin, until(at).max(begin + 1))
        };
        let Some(Chunk { events, end, is_last }) = chunk else { return Ok(None) };
        chunks.events.push(events);
        chunks.starts.push(begin);
        chunks.list.end = end;
        if is_last {
            return Ok(Some(chunks));
        }
    }
    Ok(None)
}

/// Consecutive events.
struct Chunk<'t> {
    events: EventTable<'t>,
    /// The offset of the next event, or of the end of the list.
    end: usize,
    /// Whether `end` is the end of the list.
    is_last: bool,
}

/// Reads the events from the one at `at` up to the first that starts at `until` or later.
fn chunk(text: &str, at: usize, until: usize) -> Option<Chunk<'_>> {
    let bytes = text.as_bytes();
    let mut chunk = Chunk { events: EventTable::new(text), end: scan::skip_trivia(bytes, at), is_last: false };
    loop {
        match bytes.get(chunk.end)? {
            b']' => {
                chunk.is_last = true;
                return Some(chunk);
            }
            b'{' if chunk.end < until => {}
            b'{' => return Some(chunk),
            _ => return None,
        }
        let mut values = serde_json::Deserializer::from_str(text.get(chunk.end..)?).into_iter::<Event>();
        let event = values.next()?.ok()?;
        chunk.events.push(&event);
        chunk.end = scan::skip_trivia(bytes, chunk.end + values.byte_offset());
        match bytes.get(chunk.end)? {
            b',' => chunk.end = scan::skip_trivia(bytes, chunk.end + 1),
            b']' => {}
            _ => return None,
        }
    }
}

/// The offset of the first event, or of the list's closing bracket if it is empty. `None` if the document has no list
/// of events.
fn find(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut walk = Walk::new(text, scan::skip_trivia(bytes, 0))?;
    loop {
        let key = walk.child().ok()??;
        if scan::is(text, key, ItemKind::Event.list()) {
            return (bytes.get(walk.at)? == &b'[').then(|| scan::skip_trivia(bytes, walk.at + 1));
        }
        walk.at = scan::skip_value(bytes, walk.at).ok()?;
    }
}

/// The offset of what looks like the start of an event soon after `near`. Never finds the first event of the list.
fn guess(text: &str, near: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let far = bytes.len().min(near + FAR);
    let mut comma = near;
    loop {
        // Neighbouring events have `},{` between them.
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
        if bytes.get(key) == Some(&b'"') && ItemKind::Event.fields().iter().any(|field| is_field(field.name)) {
            return Some(start);
        }
    }
}

/// Skips white space. Comments are not skipped, because their end may be far away.
fn skip(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{EventTable, read};
    use crate::story::scheduler::{Part, Stage, Uninterrupted, block_on};

    #[test]
    fn events_are_found_between_comments() {
        let check = |text: &str, expect: Option<usize>| {
            let text = text.replace('E', r#"{"id": "a", "title": "A", "thread": "t"}"#);
            let part = Part::new(Stage::Parsing, 0.0..1.0);
            let Ok(chunks) = block_on(read(&text, &part, &Uninterrupted));
            assert_eq!(chunks.map(|chunks| chunks.events.iter().map(EventTable::len).sum()), expect, "{text}");
        };
        check(r#"{"events": []}"#, Some(0));
        check(r#"{"title": "\"events\": [", "events": [E, E], "work": {"events": 1}}"#, Some(2));
        check("/* a */ { // b\n \"events\": [ // c\n E, /* d */ E // e\n , ], }", Some(2));
        check(r#"{"\u0065vents": [E]}"#, Some(1));
        for none in ["", "[]", "[E]", "{}", r#"{"events": {}}"#, r#"{"title": {"events": [E]}}"#] {
            check(none, None);
        }
        for wrong in ["[,E]", "[E,,E]", "[E E]", "[E", "[E,", "[E, 1]", "[E /*", "[{/* within */\"id\": \"a\"}]"] {
            check(&format!("{{\"events\": {wrong}"), None);
        }
    }
}
