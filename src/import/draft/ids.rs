//! Ids made of names, no two the same.

use std::collections::{HashMap, HashSet};

use crate::document::made_id::id_from_name;
use crate::text::quote::is_direction_control;

/// The most characters of an id, not counting a number at its end.
const LONGEST: usize = 40;

/// The ids of things of one kind.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The last number that was given to each id, so that a thousand things with one name do not take a million steps.
    numbers: HashMap<String, u32>,
}

impl Ids {
    /// An id for a thing with this name: `siege`, or if that is taken `siege-2`. A name without letters gives `kind`.
    pub(super) fn fresh(&mut self, name: &str, kind: &str) -> String {
        let id = id_from_name(name);
        let base = match id.char_indices().nth(LONGEST) {
            None => id.as_str(),
            Some((end, _)) => id[..end].rsplit_once('-').map_or(&id[..end], |(words, _)| words),
        };
        let has_letters = base.chars().any(char::is_alphanumeric);
        self.numbered(if has_letters { base } else { kind })
    }

    /// This id, if it can be one and is not taken; else a fresh one.
    pub(super) fn this_or_fresh(&mut self, id: &str, name: &str, kind: &str) -> String {
        let id = id.trim();
        let is_refused = |c: char| c.is_control() || is_direction_control(c);
        if !id.is_empty() && id.chars().count() <= 200 && !id.contains(is_refused) && self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        self.fresh(name, kind)
    }

    fn numbered(&mut self, base: &str) -> String {
        let number = self.numbers.entry(base.to_owned()).or_default();
        loop {
            *number += 1;
            let id = if *number == 1 { base.to_owned() } else { format!("{base}-{number}") };
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
