//! Finds things by a few letters of their names, for fields in which one is named by typing. Accents and case do not matter.
//! Knows names only, not what they are of.

use std::ops::Range;

use super::search::fold::{each_word, merged, words};
use super::search::needle::{Grade, Needle};

/// Names to be found by typing, with their words.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<Name>,
}

/// A name, or another name of the same thing.
#[derive(Clone, Debug)]
struct Name {
    /// The thing that it is of, by its position.
    of: usize,
    /// Whether it is not the first name of that.
    is_alias: bool,
    words: Vec<String>,
}

/// A thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its position among the things.
    pub at: usize,
    /// Whether the typed words are all words of its name, in order, and all of them.
    pub is_whole: bool,
}

impl Names {
    /// The names of things, each with its proper name first.
    pub fn new<'n, N: IntoIterator<Item = &'n str>>(things: impl Iterator<Item = N>) -> Self {
        let mut names = Vec::new();
        for (of, thing) in things.enumerate() {
            for (nth, name) in thing.into_iter().enumerate() {
                names.push(Name { of, is_alias: nth > 0, words: words(name) });
            }
        }
        Self { names }
    }

    /// At most `most` things whose names match what is typed, best first; the first ones if nothing is typed. `is_open` says
    /// which may be found. Cost: a look at every name.
    pub fn find(&self, typed: &str, most: usize, is_open: impl Fn(usize) -> bool) -> Vec<Found> {
        let needles: Vec<Needle> = words(typed).into_iter().map(Needle::new).collect();
        if needles.is_empty() {
            let names = self.names.iter().filter(|name| !name.is_alias && is_open(name.of));
            return names.take(most).map(|name| Found { at: name.of, is_whole: false }).collect();
        }
        let mut found: Vec<(u32, usize, bool)> = Vec::new();
        for name in self.names.iter().filter(|name| is_open(name.of)) {
            let Some((rank, is_whole)) = rank(&needles, name) else { continue };
            match found.last_mut() {
                Some(last) if last.1 == name.of => *last = (last.0.min(rank), name.of, last.2 || is_whole),
                _ => found.push((rank, name.of, is_whole)),
            }
        }
        found.sort_by_key(|&(rank, of, _)| (rank, of));
        found.truncate(most);
        found.into_iter().map(|(_, at, is_whole)| Found { at, is_whole }).collect()
    }
}

/// How far a name is from what is typed, 0 for the same, and whether it is the same; `None` if a typed word is not in it.
fn rank(needles: &[Needle], name: &Name) -> Option<(u32, bool)> {
    let mut worst = 0;
    for needle in needles {
        let of = |word: &String| match needle.grade(word).map(|(grade, _)| grade) {
            Some(Grade::Whole) => Some(0),
            Some(Grade::Prefix) => Some(1),
            Some(_) => Some(3),
            None => needle.with_typos(word).map(|_| 5),
        };
        worst = worst.max(name.words.iter().filter_map(of).min()?);
    }
    let begins = needles.iter().zip(&name.words).all(|(needle, word)| word.starts_with(&needle.text));
    let is_whole = begins && worst == 0 && needles.len() == name.words.len();
    let rank = if is_whole { 0 } else { 1 + worst * 4 + u32::from(!begins) * 2 + u32::from(name.is_alias) };
    Some((rank, is_whole && !name.is_alias))
}

/// The letters of a name that match what is typed, as ranges of bytes.
pub fn marks(name: &str, typed: &str) -> Vec<Range<usize>> {
    let needles: Vec<Needle> = words(typed).into_iter().map(Needle::new).collect();
    let mut marks = Vec::new();
    each_word(name, |word| {
        for needle in &needles {
            let Some((_, from)) = needle.grade(word.text) else { continue };
            let first = word.text[..from].chars().count();
            let spans = word.spans.iter().skip(first).take(needle.text.chars().count());
            marks.extend(spans.cloned());
        }
    });
    merged(marks)
}

#[cfg(test)]
mod tests {
    use super::{Names, marks};

    #[test]
    fn things_are_found_by_their_names() {
        let things: [&[&str]; 5] = [
            &["Weyoun learns of the switch"],
            &["The last Weyoun dies"],
            &["Kira Nerys", "Colonel Kira", "The Colonel"],
            &["Élise"],
            &["Miles O’Brien", "Chief"],
        ];
        let names = Names::new(things.iter().map(|names| names.iter().copied()));
        let check = |typed: &str, expect: &[usize]| {
            let found: Vec<usize> = names.find(typed, 10, |_| true).into_iter().map(|found| found.at).collect();
            assert_eq!(found, expect, "{typed}");
        };
        check("weyo", &[0, 1]);
        check("last wey", &[1]);
        check("colonel", &[2]);
        check("elise", &[3]);
        check("ÉLI", &[3]);
        check("obrien", &[4]);
        check("o'b", &[4]);
        check("chief", &[4]);
        check("wyoun", &[0, 1]);
        check("zz", &[]);
        check("", &[0, 1, 2, 3, 4]);
        assert_eq!(names.find("the", 1, |at| at != 0).len(), 1);
        assert!(names.find("kira nerys", 1, |_| true)[0].is_whole);
        assert!(!names.find("kira", 1, |_| true)[0].is_whole);
    }

    #[test]
    fn what_is_typed_is_marked() {
        let check = |name: &str, typed: &str, expect: &[&str]| {
            let found: Vec<&str> = marks(name, typed).into_iter().map(|range| &name[range]).collect();
            assert_eq!(found, expect, "{typed} in {name}");
        };
        check("Weyoun learns of the switch", "weyo", &["Weyo"]);
        check("The last Weyoun dies", "wey last", &["last", "Wey"]);
        check("Élise", "eli", &["Éli"]);
        check("Straße", "strass", &["Straß"]);
    }
}
