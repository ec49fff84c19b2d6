//! Changes to a text as replaced ranges, with their inverse. Knows nothing of what the text means.

use std::ops::Range;

/// Replacements of ranges of a text, in bytes: sorted, without overlaps. Ranges refer to the text before the patch.
/// Several insertions at one place are applied in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch(Vec<(Range<usize>, String)>);

impl Patch {
    /// A patch of these replacements, in any order; `None` if two of them overlap.
    pub fn new(mut edits: Vec<(Range<usize>, String)>) -> Option<Self> {
        edits.retain(|(range, with)| !range.is_empty() || !with.is_empty());
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        let forward = edits.iter().all(|(range, _)| range.start <= range.end);
        (apart && forward).then_some(Self(edits))
    }

    /// The replacements, in the order of the text.
    pub fn edits(&self) -> &[(Range<usize>, String)] {
        &self.0
    }

    /// Whether the patch changes nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every range lies in the text and starts and ends between characters.
    pub fn fits(&self, text: &str) -> bool {
        self.0.iter().all(|(range, _)| text.get(range.clone()).is_some())
    }

    /// The same change of the text that `other` leaves, where both are patches of one text; `None` if they touch each
    /// other.
    pub fn after(&self, other: &Self) -> Option<Self> {
        let mut others = other.0.iter().peekable();
        // The length that the replacements so far have added.
        let mut shift = 0_isize;
        let moved = self.0.iter().map(|(range, with)| {
            while let Some((past, to)) = others.next_if(|(past, _)| past.end <= range.start) {
                if past.end == range.start && (past.is_empty() || range.is_empty()) {
                    // Which of two insertions at one place comes first is not known.
                    return None;
                }
                shift += to.len().cast_signed() - past.len().cast_signed();
            }
            if others.peek().is_some_and(|(next, _)| {
                next.start <= range.end && (next.start < range.end || next.is_empty() || range.is_empty())
            }) {
                return None;
            }
            let start = range.start.checked_add_signed(shift)?;
            Some((start..start + range.len(), with.clone()))
        });
        moved.collect::<Option<Vec<_>>>().map(Self)
    }

    /// Changes the text and returns the patch that undoes the change. `None`, with the text unchanged, if the patch
    /// does not fit.
    ///
    /// Cost: a single replacement moves the text after it; several copy the whole text once.
    pub fn apply(&self, text: &mut String) -> Option<Self> {
        if !self.fits(text) {
            return None;
        }
        let mut inverse = Vec::with_capacity(self.0.len());
        let mut end = 0;
        let mut after = 0;
        for (range, with) in &self.0 {
            after += range.start - end;
            inverse.push((after..after + with.len(), text[range.clone()].to_owned()));
            (end, after) = (range.end, after + with.len());
        }
        if let [(range, with)] = &self.0[..] {
            text.replace_range(range.clone(), with);
        } else if !self.0.is_empty() {
            let mut patched = String::with_capacity(after + text.len() - end);
            let mut end = 0;
            for (range, with) in &self.0 {
                patched.push_str(&text[end..range.start]);
                patched.push_str(with);
                end = range.end;
            }
            patched.push_str(&text[end..]);
            *text = patched;
        }
        Some(Self(inverse))
    }
}

#[cfg(test)]
mod tests {
    use super::Patch;

    fn check(text: &str, edits: &[(usize, usize, &str)], expect: &str) {
        let edits = edits.iter().map(|&(start, end, with)| (start..end, with.to_owned())).collect();
        let patch = Patch::new(edits).expect("apart");
        let mut patched = text.to_owned();
        let inverse = patch.apply(&mut patched).expect("it fits");
        assert_eq!(patched, expect);
        assert_eq!(inverse.apply(&mut patched), Some(patch));
        assert_eq!(patched, text);
    }

    #[test]
    fn patches_can_be_undone() {
        check("abc", &[], "abc");
        check("abc", &[(1, 2, "")], "ac");
        check("abc", &[(3, 3, "d")], "abcd");
        check("abc", &[(2, 3, "C"), (0, 1, "A")], "AbC");
        check("abc", &[(1, 3, ""), (1, 1, "x")], "ax");
        check("abc", &[(1, 1, "x"), (1, 1, "y")], "axybc");
        check("äbc", &[(0, 2, "a"), (4, 4, "ü")], "abcü");
    }

    #[test]
    fn patches_apart_can_be_made_in_either_order() {
        let patch = |edits: &[(usize, usize, &str)]| {
            Patch::new(edits.iter().map(|&(start, end, with)| (start..end, with.to_owned())).collect()).expect("apart")
        };
        let check = |a: &[(usize, usize, &str)], b: &[(usize, usize, &str)], expect: Option<&str>| {
            let (a, b) = (patch(a), patch(b));
            for (first, second) in [(&a, &b), (&b, &a)] {
                let after = second.after(first).map(|second| {
                    let mut text = "abcdef".to_owned();
                    first.apply(&mut text).expect("it fits");
                    second.apply(&mut text).expect("it fits");
                    text
                });
                assert_eq!(after.as_deref(), expect, "{first:?} {second:?}");
            }
        };
        check(&[(0, 1, "")], &[(3, 4, "XX")], Some("bcXXef"));
        check(&[(0, 1, "123"), (5, 6, "")], &[(2, 3, "")], Some("123bde"));
        check(&[(0, 2, "1")], &[(2, 3, "2")], Some("12def"));
        check(&[(0, 2, "1")], &[(1, 3, "2")], None);
        check(&[(0, 2, "1")], &[(2, 2, "2")], None);
        check(&[(2, 2, "1")], &[(2, 2, "2")], None);
        check(&[(0, 4, "1")], &[(2, 2, "2")], None);
        check(&[], &[(2, 2, "2")], Some("ab2cdef"));
    }

    #[test]
    fn patches_that_do_not_fit_change_nothing() {
        assert_eq!(Patch::new(vec![(0..2, String::new()), (1..3, String::new())]), None);
        for range in [1..1, 0..5] {
            let mut text = "ä".to_owned();
            assert_eq!(Patch::new(vec![(range, "x".into())]).and_then(|patch| patch.apply(&mut text)), None);
            assert_eq!(text, "ä");
        }
    }
}
