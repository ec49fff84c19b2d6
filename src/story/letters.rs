//! The letters of a story's texts that are not ASCII: in how many texts each is, and where it comes first. Knows no fonts.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use super::{Story, TimeKind};

/// A part of a story's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Titles and names: everything that can be in a picture.
    Labels,
    /// These, and summaries and notes.
    All,
}

/// The use of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The number of texts that have it.
    pub texts: usize,
    /// The title or name of the first thing with it.
    pub example: String,
}

/// The letters of a story.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    used: BTreeMap<char, Usage>,
}

impl Letters {
    /// The letters of these texts. Linear in the texts; one of ASCII alone is only glanced at.
    pub fn of(story: &Story, texts: Texts) -> Self {
        struct Count<'a> {
            texts: usize,
            last: usize,
            example: &'a str,
        }
        let mut counts: HashMap<char, Count<'_>, FixedState> = HashMap::default();
        let mut number = 0;
        each_text(story, texts, |text, name| {
            if text.is_ascii() {
                return;
            }
            number += 1;
            for letter in text.chars().filter(|c| !c.is_ascii()) {
                let count = counts.entry(letter).or_insert(Count { texts: 0, last: 0, example: name });
                if count.last != number {
                    (count.texts, count.last) = (count.texts + 1, number);
                }
            }
        });
        let usage = |count: Count<'_>| Usage { texts: count.texts, example: count.example.to_owned() };
        Self { used: counts.into_iter().map(|(letter, count)| (letter, usage(count))).collect() }
    }

    /// Every letter with its use, in the order of Unicode.
    pub fn iter(&self) -> impl Iterator<Item = (char, &Usage)> {
        self.used.iter().map(|(&letter, usage)| (letter, usage))
    }

    /// The number of uses of the letters that are so, once for each text.
    pub fn count(&self, is_counted: impl Fn(char) -> bool) -> usize {
        self.iter().filter(|&(letter, _)| is_counted(letter)).map(|(_, usage)| usage.texts).sum()
    }

    /// Adds the letters of another text.
    pub fn add_text(&mut self, text: &str) {
        for letter in text.chars().filter(|c| !c.is_ascii()) {
            self.used.entry(letter).or_insert_with(|| Usage { texts: 0, example: text.to_owned() }).texts += 1;
        }
    }
}

/// The number of these texts that have any letter that is so.
pub fn count_texts(story: &Story, texts: Texts, is_counted: impl Fn(char) -> bool) -> usize {
    let mut count = 0;
    each_text(story, texts, |text, _| count += usize::from(!text.is_ascii() && text.chars().any(&is_counted)));
    count
}

/// Visits every text, with the title or name of what it belongs to.
fn each_text<'s>(story: &'s Story, texts: Texts, mut visit: impl FnMut(&'s str, &'s str)) {
    let all = texts == Texts::All;
    let title = story.title.as_str();
    visit(title, title);
    for (label, text) in &story.work {
        visit(label, title);
        visit(text, title);
    }
    if let TimeKind::Number { unit, units } = &story.time {
        visit(unit, unit);
        visit(units, units);
    }
    if all {
        visit(&story.summary, title);
    }
    for source in &story.sources {
        visit(&source.title, &source.title);
        visit(&source.licence, &source.title);
    }
    for thread in &story.threads {
        visit(&thread.title, &thread.title);
        if all {
            visit(&thread.summary, &thread.title);
        }
    }
    for who in &story.characters {
        visit(&who.name, &who.name);
        if all {
            who.aliases.iter().chain([&who.summary]).for_each(|text| visit(text, &who.name));
        }
    }
    story.places.iter().for_each(|place| visit(&place.name, &place.name));
    story.phases.iter().for_each(|phase| visit(&phase.title, &phase.title));
    story.groups.iter().chain(&story.tags).for_each(|name| visit(name, name));
    for id in story.event_ids() {
        let title = story.events.title(id);
        visit(title, title);
        if all {
            visit(story.events.summary(id), title);
            let event = story.event(id);
            for because in event.because.iter() {
                visit(because.relation, title);
                visit(because.note, title);
            }
            event.cites.iter().for_each(|cite| visit(cite.at, title));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::compile::compile;

    fn story() -> Story {
        let json = r#"{ "plotlanes": 1, "title": "Plain", "threads": [{ "id": "t", "title": "線" }], "events": [
            { "id": "a", "title": "線 線 é", "thread": "t", "summary": "שלום" },
            { "id": "b", "title": "Nothing", "thread": "t", "because": [{ "event": "a", "note": "ש" }] }] }"#;
        compile(json.as_bytes()).faultless().unwrap().0
    }

    #[test]
    fn letters_are_counted_once_for_each_text() {
        let found = |texts| -> Vec<(char, usize, String)> {
            let letters = Letters::of(&story(), texts);
            letters.iter().map(|(letter, usage)| (letter, usage.texts, usage.example.clone())).collect()
        };
        let check = |texts, expect: &[(char, usize, &str)]| {
            let expect: Vec<_> = expect.iter().map(|&(c, texts, example)| (c, texts, example.to_owned())).collect();
            assert_eq!(found(texts), expect);
        };
        check(Texts::Labels, &[('é', 1, "線 線 é"), ('線', 2, "線")]);
        let hebrew = [('ו', 1, "線 線 é"), ('ל', 1, "線 線 é"), ('ם', 1, "線 線 é"), ('ש', 2, "線 線 é")];
        check(Texts::All, &[&[('é', 1, "線 線 é")], &hebrew[..], &[('線', 2, "線")]].concat());
        assert_eq!(count_texts(&story(), Texts::All, |c| c == 'ש' || c == 'ל'), 2);
        assert_eq!(Letters::of(&story(), Texts::Labels).count(|c| c != 'é'), 2);
    }
}
