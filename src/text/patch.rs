//! Changes to a text as replaced ranges, with their inverse. Knows nothing of what the text means.

use std::ops::Range;

/// Replacements of ranges of a text, in bytes: sorted, without overlaps. Ranges refer to the text before the patch.
/// Several insertions at one place are applied in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch(Vec<Replacement>);

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

    /// The replacements, in the order of the text.
    pub fn into_edits(self) -> Vec<(Range<usize>, String)> {
        self.0
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

    /// This patch and then another, which is one of the text that this one leaves, as a single patch. Replacements that
    /// touch each other become one.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let (mut ours, mut theirs) = (&self.0[..], &next.0[..]);
        // What our replacements so far have added; offsets below are in the text between the two patches.
        let mut shift = 0_isize;
        let start_of = |(range, _): &Replacement, shift: isize| range.start.saturating_add_signed(shift);
        let mut joined = Vec::with_capacity(ours.len() + theirs.len());
        while let Some(start) =
            ours.first().map(|one| start_of(one, shift)).into_iter().chain(theirs.first().map(|one| one.0.start)).min()
        {
            let (mut end, before) = (start, shift);
            let (mut inner, mut outer) = (0, 0);
            // Everything that touches what is gathered so far.
            loop {
                if let Some(one) = ours.get(inner).filter(|one| start_of(one, shift) <= end) {
                    end = end.max(start_of(one, shift) + one.1.len());
                    shift += one.1.len().cast_signed() - one.0.len().cast_signed();
                    inner += 1;
                } else if let Some((range, _)) = theirs.get(outer).filter(|(range, _)| range.start <= end) {
                    end = end.max(range.end);
                    outer += 1;
                } else {
                    break;
                }
            }
            let (group, rest) = ours.split_at(inner);
            let (over, behind) = theirs.split_at(outer);
            (ours, theirs) = (rest, behind);
            let range = start.saturating_add_signed(-before)..end.saturating_add_signed(-shift);
            joined.push((range, overlaid(group, before, over, start..end)));
        }
        joined.retain(|(range, with)| !range.is_empty() || !with.is_empty());
        Self(joined)
    }

    /// Patches, each of the text that the one before it leaves, as a single patch.
    pub fn of_all(mut patches: Vec<Self>) -> Self {
        // In pairs, so that none is copied more often than there are doublings of their number.
        while patches.len() > 1 {
            patches = patches
                .chunks(2)
                .map(|pair| if let [one, next] = pair { one.then(next) } else { pair[0].clone() })
                .collect();
        }
        patches.pop().unwrap_or_default()
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

/// A replaced range and the text in its place.
type Replacement = (Range<usize>, String);

/// The text in the place of a range of a text of which all that is not from `ours` is replaced by `over`. `before` is the
/// shift of our replacements.
fn overlaid(ours: &[Replacement], before: isize, over: &[Replacement], whole: Range<usize>) -> String {
    let mut out = String::new();
    let mut written: Vec<(usize, &str)> = Vec::with_capacity(ours.len());
    let mut shift = before;
    for (range, with) in ours {
        written.push((range.start.saturating_add_signed(shift), with));
        shift += with.len().cast_signed() - range.len().cast_signed();
    }
    let mut ours = &written[..];
    let mut keep = |range: Range<usize>, out: &mut String| {
        while let Some(&(start, with)) = ours.first() {
            let end = start + with.len();
            if start < range.end {
                out.push_str(
                    with.get(range.start.max(start) - start..range.end.min(end).max(start) - start).unwrap_or_default(),
                );
            }
            if end > range.end {
                break;
            }
            ours = &ours[1..];
        }
    };
    let mut at = whole.start;
    for (range, with) in over {
        keep(at..range.start, &mut out);
        out.push_str(with);
        at = range.end;
    }
    keep(at..whole.end, &mut out);
    out
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
    fn patches_in_a_row_are_one() {
        let patch = |edits: &[(usize, usize, &str)]| {
            Patch::new(edits.iter().map(|&(start, end, with)| (start..end, with.to_owned())).collect()).expect("apart")
        };
        let check = |patches: &[&[(usize, usize, &str)]], expect: &[(usize, usize, &str)]| {
            let patches: Vec<Patch> = patches.iter().map(|edits| patch(edits)).collect();
            let mut text = "abcdef".to_owned();
            for patch in &patches {
                assert!(patch.apply(&mut text).is_some());
            }
            let mut at_once = "abcdef".to_owned();
            let one = Patch::of_all(patches);
            assert!(one.apply(&mut at_once).is_some());
            assert_eq!((at_once, &one), (text, &patch(expect)));
        };
        check(&[], &[]);
        check(&[&[(1, 2, "x")], &[(4, 5, "y")]], &[(1, 2, "x"), (4, 5, "y")]);
        check(&[&[(4, 5, "yy")], &[(1, 2, "")]], &[(1, 2, ""), (4, 5, "yy")]);
        check(&[&[(1, 1, "12345")], &[(2, 5, "x")]], &[(1, 1, "1x5")]);
        check(&[&[(1, 3, "12")], &[(0, 2, "x")]], &[(0, 3, "x2")]);
        check(&[&[(1, 1, "1"), (3, 3, "2")], &[(0, 7, "x"), (7, 7, "y")]], &[(0, 5, "xy")]);
        check(&[&[(1, 1, "12")], &[(1, 3, "")]], &[]);
        check(&[&[(2, 2, "1")], &[(2, 2, "2")], &[(4, 4, "3")]], &[(2, 2, "213")]);
        check(&[&[(0, 2, "")], &[(0, 0, "xy")]], &[(0, 2, "xy")]);
        check(&[&[(2, 4, "")], &[(1, 3, "")]], &[(1, 5, "")]);
    }

    #[test]
    fn any_patches_in_a_row_are_one() {
        let mut seed = 7_u64;
        let mut roll = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below.max(1)
        };
        for _ in 0..5000 {
            let start = "abcdefghij".to_owned();
            let (mut text, mut patches) = (start.clone(), Vec::new());
            for _ in 0..=roll(5) {
                let (mut edits, mut at) = (Vec::new(), 0);
                for _ in 0..roll(4) {
                    let from = at + roll(3);
                    at = from + roll(3);
                    if at <= text.len() {
                        edits.push((from..at, "XYZ"[..roll(4)].to_owned()));
                    }
                }
                let patch = Patch::new(edits).expect("apart");
                patch.apply(&mut text).expect("it fits");
                patches.push(patch);
            }
            let (one, mut at_once) = (Patch::of_all(patches.clone()), start.clone());
            let inverse = one.apply(&mut at_once).expect("it fits");
            assert_eq!(at_once, text, "{patches:?}");
            inverse.apply(&mut at_once).expect("it fits");
            assert_eq!(at_once, start, "{patches:?}");
        }
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
