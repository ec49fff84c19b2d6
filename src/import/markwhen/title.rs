//! What the words of an event say: its id, tags, people and place, a short title, and all the rest as the summary.

/// An event's words taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The id that it is known by, without the `!`.
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) tags: Vec<String>,
    pub(super) people: Vec<String>,
    pub(super) place: Option<String>,
}

/// The words of an event's first line and of the lines below it.
pub(super) fn words(first: &str, below: &[String]) -> Words {
    let mut found = Words::default();
    let line = found.read(first).trim().to_owned();
    found.title = plain(&line);
    let mut lines = Vec::new();
    if found.title != line {
        // A link or a box to tick is in it.
        lines.push(line);
        if !below.is_empty() {
            lines.push(String::new());
        }
    }
    for (at, line) in below.iter().enumerate() {
        let trimmed = line.trim();
        if let Some(id) = trimmed.strip_prefix("id:").filter(|_| at < 8 && found.id.is_none()) {
            found.id = Some(id.trim().trim_start_matches('!').to_owned()).filter(|id| !id.is_empty());
            continue;
        }
        if let Some(place) = location(trimmed).filter(|_| found.place.is_none()) {
            found.place = Some(place.to_owned());
            continue;
        }
        found.read(line);
        lines.push(line.clone());
    }
    lines.join("\n").trim().clone_into(&mut found.summary);
    found
}

/// A title without the tags at its end and beginning, and all tags in it.
pub(super) fn without_tags(text: &str) -> (String, Vec<String>) {
    let mut words = Words::default();
    (words.read(text).trim().to_owned(), words.tags)
}

/// `Verdun` in `[Verdun](location)` or `location: Verdun`.
fn location(line: &str) -> Option<&str> {
    let place = line
        .strip_prefix("location:")
        .or_else(|| line.strip_prefix('[').and_then(|line| line.strip_suffix("](location)")))?
        .trim();
    (!place.is_empty() && !place.contains(['[', ']'])).then_some(place)
}

impl Words {
    /// Takes id, tags and people from a line; returns it without its id, and without the tags and people that stand at its
    /// end. Those within a sentence stay in it as words.
    fn read(&mut self, line: &str) -> String {
        let mut kept: Vec<(String, bool)> = Vec::new();
        for word in line.split(' ') {
            let bare = word.trim_matches(|c: char| ",.;:()\t".contains(c));
            let mark = bare.chars().next().filter(|c| "#@!".contains(*c));
            let name = mark.and_then(|_| bare.get(1..)).unwrap_or_default();
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
            match mark.filter(|_| is_name) {
                Some('!') if self.id.is_none() => self.id = Some(name.to_owned()),
                Some('#') if !name.bytes().all(|byte| byte.is_ascii_digit()) => {
                    push(&mut self.tags, name.to_owned());
                    kept.push((word.replacen('#', "", 1), true));
                }
                Some('@') => {
                    let person = name.replace('_', " ");
                    push(&mut self.people, person.clone());
                    kept.push((word.replacen('@', "", 1).replace('_', " "), true));
                }
                _ => kept.push((word.to_owned(), false)),
            }
        }
        while kept.last().is_some_and(|(word, is_mark)| *is_mark || word.is_empty()) {
            kept.pop();
        }
        let words: Vec<&str> = kept.iter().map(|(word, _)| word.as_str()).collect();
        words.join(" ")
    }
}

fn push(list: &mut Vec<String>, name: String) {
    if !list.contains(&name) {
        list.push(name);
    }
}

/// A line without its box to tick and with the texts of its links.
fn plain(line: &str) -> String {
    let mut rest = line;
    for mark in ["- [ ]", "- [x]", "- [X]", "- []", "[ ]", "[x]", "[X]", "[]"] {
        if let Some(after) = line.strip_prefix(mark) {
            rest = after.trim_start();
            break;
        }
    }
    let mut out = String::new();
    while let Some(at) = rest.find('[') {
        let Some((text, after)) = rest[at + 1..].split_once("](") else { break };
        let Some((_, after)) = after.split_once(')').filter(|_| !text.contains(['[', ']'])) else { break };
        out.push_str(rest[..at].trim_end_matches('!'));
        out.push_str(text);
        rest = after;
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Words, words};

    #[test]
    fn words_are_taken_apart() {
        let check = |first: &str, below: &[&str], expect: [&str; 4]| {
            let below: Vec<String> = below.iter().map(|line| (*line).to_owned()).collect();
            let Words { id, title, summary, tags, people, place } = words(first, &below);
            let marks = format!(
                "{}|{}|{}|{}",
                id.unwrap_or_default(),
                tags.join(","),
                people.join(","),
                place.unwrap_or_default()
            );
            assert_eq!([title.as_str(), &summary, &marks], expect[..3], "{first}");
        };
        check("The siege #war !siege @Anna_Lee", &["Snow."], ["The siege", "Snow.", "siege|war|Anna Lee|", ""]);
        check("A #war story, #1", &[], ["A war story, #1", "", "|war||", ""]);
        check("[x] Done", &["- [ ] More"], ["Done", "[x] Done\n\n- [ ] More", "|||", ""]);
        check("See [it](http://a.b)", &[], ["See it", "See [it](http://a.b)", "|||", ""]);
        check("A", &["id: x", "[Verdun](location)", "Text #t"], ["A", "Text #t", "x|t||Verdun", ""]);
        check("A!", &["!"], ["A!", "!", "|||", ""]);
        check("[a](b", &[], ["[a](b", "", "|||", ""]);
    }
}
