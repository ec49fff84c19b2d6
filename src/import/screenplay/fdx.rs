//! Final Draft's FDX: a screenplay as XML.
//!
//! Reads the paragraphs of the script and the title page; what scenes and headings mean is the rest of this folder.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::fountain::without_extensions;
use super::{Part, Script, story};
use crate::import::draft::Draft;
use crate::import::format::{Format, Likeness, Sample};
use crate::import::xml::{attribute, line_at};
use crate::import::{Imported, Options, Unreadable, plain_text};

/// Final Draft.
pub(in crate::import) const FORMAT: Format =
    Format { name: "fdx", title: "Final Draft", endings: &["fdx", "fdxt"], likeness, read };

fn likeness(sample: &Sample<'_>) -> Likeness {
    if sample.has_element("FinalDraft") { Likeness::Sure } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    let text = plain_text(bytes, &mut draft.notes);
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(&text);
    let failed = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => reading.start(&start),
            Ok(Event::Empty(start)) => {
                reading.start(&start);
                reading.end();
            }
            Ok(Event::End(_)) => reading.end(),
            Ok(Event::Text(text)) => reading.text(&text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => reading.text(&text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.decode().unwrap_or_default();
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => reading.text(c.encode_utf8(&mut [0; 4])),
                    _ => reading.text(resolve_predefined_entity(&name).unwrap_or("�")),
                }
            }
            Ok(Event::Eof) => break (!reading.open.is_empty()).then(|| "it ends in the middle".to_owned()),
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    if let Some(reason) = failed {
        let line = line_at(&text, reader.buffer_position());
        let has_scene = reading.script.parts.iter().any(|(_, part)| matches!(part, Part::Scene { .. }));
        if !has_scene {
            let message = format!("the file is not whole ({reason}); save it again in Final Draft, or take a backup");
            return Err(Unreadable::at(line, message));
        }
        draft.notes.at(line, format!("the file is not whole ({reason}): the scenes before this line were read"));
    }
    if reading.has_colours {
        draft.notes.of_all("the colours of scenes are not kept");
    }
    story(reading.finish(), draft, options)
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    kind: String,
    number: String,
    title: String,
    text: String,
    /// Parts that stand within it and belong after it.
    within: Vec<Part>,
}

#[derive(Default)]
struct Reading {
    script: Script,
    /// The names of the elements that are open.
    open: Vec<Vec<u8>>,
    paragraphs: Vec<Paragraph>,
    title_page: Vec<String>,
    has_colours: bool,
}

impl Reading {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.name().as_ref().to_owned();
        let attribute = |name: &str| attribute(start, name).unwrap_or_default();
        match name.as_slice() {
            b"Paragraph" => self.paragraphs.push(Paragraph {
                kind: attribute("Type"),
                number: attribute("Number"),
                ..Paragraph::default()
            }),
            b"SceneProperties" => {
                self.has_colours |= !attribute("Color").is_empty();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.title = attribute("Title");
                }
            }
            b"CharacterArcBeat" => {
                let name = attribute("Name");
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.within.push(Part::Present(name));
                }
            }
            _ => {}
        }
        self.open.push(name);
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if name == b"Paragraph"
            && let Some(paragraph) = self.paragraphs.pop()
        {
            self.paragraph(paragraph);
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|name| name == b"Text")
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push_str(text);
        }
    }

    fn is_within(&self, name: &[u8]) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// A paragraph that has ended.
    fn paragraph(&mut self, paragraph: Paragraph) {
        let Paragraph { kind, number, title, text, within } = paragraph;
        let text = text.trim().to_owned();
        if self.is_within(b"TitlePage") {
            if self.is_within(b"Content") && !text.is_empty() {
                self.title_page.push(text);
            }
            return;
        }
        let inner = if self.is_within(b"ScriptNote") {
            Some(Part::Remark(text.clone()))
        } else if self.is_within(b"Summary") {
            Some(Part::Synopsis(text.clone()))
        } else {
            None
        };
        if let Some(outer) = self.paragraphs.last_mut() {
            match inner {
                // A remark or summary of several paragraphs is one.
                Some(part) if !text.is_empty() => outer.within.push(part),
                // The beats of a character's arc are remarks on the scene.
                None if self.open.iter().any(|open| open == b"CharacterArcBeat") && !text.is_empty() => {
                    outer.within.push(Part::Remark(text));
                }
                // Two who speak at the same time.
                None if self.open.iter().any(|open| open == b"DualDialogue") => {
                    outer.within.extend(part_of(&kind, text, number, title));
                }
                _ => {}
            }
            return;
        }
        if !self.is_within(b"Content") {
            return;
        }
        let kind = if kind.is_empty() && text.is_empty() { "Dialogue" } else { kind.as_str() };
        let part = part_of(kind, text, number, title);
        self.script.parts.extend(part.into_iter().chain(within).map(|part| (None, part)));
    }

    fn finish(mut self) -> Script {
        let mut lines = self.title_page.into_iter();
        // The page has no fields: its first line is the title, and “by” is before who wrote it.
        self.script.title = lines.next().unwrap_or_default();
        let rest: Vec<String> = lines.collect();
        let is_by = |line: &String| {
            let line = line.to_lowercase();
            ["by", "written by", "screenplay by", "von", "par", "de"].contains(&line.trim_end_matches(':').trim())
        };
        if let Some(at) = rest.iter().position(is_by)
            && let Some(author) = rest.get(at + 1)
        {
            self.script.work.push(("author".to_owned(), author.clone()));
        }
        if !rest.is_empty() {
            self.script.work.push(("title_page".to_owned(), rest.join("\n")));
        }
        self.script
    }
}

/// The part that a paragraph of this type is.
fn part_of(kind: &str, text: String, number: String, title: String) -> Option<Part> {
    if text.is_empty() {
        return None;
    }
    let part = match kind {
        "Scene Heading" => Part::Scene { heading: text, number, title },
        "Action" | "General" | "Shot" => Part::Action(text),
        "Character" => Part::Cue(without_extensions(&text).to_owned()),
        "New Act" | "Outline 1" | "Outline 2" | "Outline 3" | "Outline 4" => {
            let level = kind.bytes().last().filter(u8::is_ascii_digit).map_or(1, |digit| usize::from(digit - b'0'));
            Part::Section { level, title: text }
        }
        "End of Act" => Part::ActEnd,
        "Outline Body" => Part::Synopsis(text),
        _ => Part::Other,
    };
    Some(part)
}
