//! The XML of a project, whole, as a tree of elements with text. Attributes are not read.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use crate::import::Unreadable;
use crate::import::xml::line_at;

/// No file of a program for writers is deeper; a deeper one would only exhaust the stack.
const DEEPEST: usize = 100;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: String,
    children: Vec<Element>,
    text: String,
}

/// The outermost element of a text.
///
/// # Errors
/// It is no XML, or not whole, with the line.
pub(super) fn parse(text: &str) -> Result<Element, Unreadable> {
    let mut reader = Reader::from_str(text);
    // The first is the file itself; the last is the element that is open.
    let mut open = vec![Element::default()];
    let reason = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if open.len() < DEEPEST => {
                open.push(Element::named(&String::from_utf8_lossy(start.name().as_ref())));
            }
            Ok(Event::Start(_)) => break "its elements are too deep within each other".to_owned(),
            Ok(Event::Empty(start)) => {
                add(&mut open, Element::named(&String::from_utf8_lossy(start.name().as_ref())));
            }
            Ok(Event::End(_)) => {
                let ended = open.pop().unwrap_or_default();
                add(&mut open, ended);
            }
            Ok(Event::Text(text)) => add_text(&mut open, &text.decode().unwrap_or_default()),
            Ok(Event::CData(text)) => add_text(&mut open, &text.decode().unwrap_or_default()),
            Ok(Event::GeneralRef(reference)) => {
                let name = reference.decode().unwrap_or_default();
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                    _ => add_text(&mut open, resolve_predefined_entity(&name).unwrap_or("�")),
                }
            }
            Ok(Event::Eof) if open.len() > 1 => break "it ends in the middle".to_owned(),
            Ok(Event::Eof) => match open.pop().and_then(|mut file| file.children.pop()) {
                Some(root) => return Ok(root),
                None => break "nothing is in it".to_owned(),
            },
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    let line = line_at(text, reader.buffer_position());
    let message = format!("The file is no whole XML: {reason}. Save it again in the program that it comes from");
    Err(Unreadable::at(line, message))
}

/// Adds an element to the one that is open.
fn add(open: &mut [Element], child: Element) {
    if let Some(last) = open.last_mut() {
        last.children.push(child);
    }
}

/// Adds text to the element that is open.
fn add_text(open: &mut [Element], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}

impl Element {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The first element in it with this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements in the first element with the name `list` that have the name `item`.
    pub(super) fn items<'e>(&'e self, list: &str, item: &'e str) -> impl Iterator<Item = &'e Element> {
        let list = self.child(list).map_or(&[][..], |list| &list.children);
        list.iter().filter(move |child| child.name == item)
    }

    /// Its own text, trimmed.
    pub(super) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text of the first element in it with this name; empty if there is none.
    pub(super) fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", Element::text)
    }

    /// The text of the field with this name, which newer files have in a list and older ones beside the others.
    pub(super) fn field(&self, name: &str) -> &str {
        let own = self.text_of(name);
        if own.is_empty() { self.child("Fields").map_or("", |fields| fields.text_of(name)) } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn texts_and_places_of_mistakes() {
        let root = parse("<a><b>x &amp; y<![CDATA[ <z> &lt;]]></b><b/></a>").expect("XML");
        assert_eq!((root.name(), root.text_of("b")), ("a", "x & y <z> &lt;"));
        let check = |text: &str, line: u32, reason: &str| {
            let error = parse(text).expect_err(text);
            assert_eq!(error.line, Some(line), "{text}");
            assert!(error.message.contains(reason), "{error}");
        };
        check("<a>\n<b>", 2, "ends in the middle");
        check("<a>\n</b>", 2, "");
        check("", 1, "nothing");
        check(&"<a>".repeat(10_000), 1, "too deep");
    }
}
