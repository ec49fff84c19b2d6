//! The telling against one order of all events: the one that is drawn, or that the story gives if it leaves nothing open.

use super::Anachrony;

/// See [`Telling::nonlinearity`]. `as_told` are the positions in the happening, in the order of the telling.
pub(super) fn nonlinearity(as_told: &[u32]) -> f64 {
    let count = as_told.len() as u64;
    if count < 2 {
        return 0.0;
    }
    let far: u64 = as_told.iter().zip(0..).map(|(&happens, told): (&u32, u64)| u64::from(happens).abs_diff(told)).sum();
    // The sum of (N − 1) − s over all s from 0 to N − 1.
    let all = count * (count - 1) / 2;
    far as f64 / all as f64
}

/// See [`Telling::inversions`]; `as_told` says when each event happens, below their number. Counts with a Fenwick tree of
/// the events told already.
pub(super) fn inversions(as_told: &[u32]) -> f64 {
    let count = as_told.len();
    if count < 2 {
        return 0.0;
    }
    let mut tree = vec![0_u32; count + 1];
    let mut inverted = 0_u64;
    for (before, &time) in as_told.iter().enumerate() {
        let mut earlier = 0;
        let mut at = time as usize + 1;
        while at > 0 {
            earlier += u64::from(tree[at]);
            at &= at - 1;
        }
        inverted += before as u64 - earlier;
        let mut at = time as usize + 1;
        while at <= count {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    let (count, inverted) = (count as f64, inverted as f64);
    inverted / (count * (count - 1.0) / 2.0)
}

/// How each event is told out of order where the story orders all of them, in the order of the telling. `as_told` says
/// when each happens; events that happen at one time are in order either way round.
///
/// An event x outside the base is either an analepsis or a prolepsis. *Not both*: with b told before x and happening
/// after it, and c told after x and happening before it, b would be told before c and happen after it, but the base is
/// told as it happens. *Not neither*: then no event of the base told before x happens after it, and none told after x
/// happens before it, so x could be added to the base, but the base is a longest one. So it is enough to compare x with
/// the last event of the base told before it: of those told before x, it happens last.
pub(super) fn anachronies_of(as_told: &[u32]) -> Vec<Option<Anachrony>> {
    let mut last = None;
    let anachrony = |(&happens, in_base): (&u32, bool)| {
        if in_base {
            last = Some(happens);
            return None;
        }
        Some(if last.is_some_and(|last| last > happens) { Anachrony::Analepsis } else { Anachrony::Prolepsis })
    };
    as_told.iter().zip(base(as_told)).map(anachrony).collect()
}

/// Whether each event, in the order of the telling, is in the longest run told as it happens; of equally long ones, in the
/// one told earliest. This is the base of [`Telling::anachrony`] where the story orders all events.
pub(super) fn base(as_told: &[u32]) -> Vec<bool> {
    // The length of the longest non-decreasing subsequence that begins at each event, by patience sorting from the
    // back. `highest[k]` is the latest-happening event that begins one of length k + 1; it never rises with k.
    let mut highest: Vec<u32> = Vec::new();
    let mut lengths: Vec<usize> = as_told
        .iter()
        .rev()
        .map(|&happens| {
            let at = highest.partition_point(|&begins| begins >= happens);
            match highest.get_mut(at) {
                Some(begins) => *begins = happens,
                None => highest.push(happens),
            }
            at + 1
        })
        .collect();
    lengths.reverse();
    // The first event that begins a subsequence of the length still wanted is the earliest that can go on. It cannot
    // begin a longer one: then the event before it would begin a longer one, too.
    let (mut wanted, mut last) = (highest.len(), None);
    let mut take = |(&happens, length): (&u32, usize)| {
        let taken = length == wanted && last.is_none_or(|last| happens >= last);
        if taken {
            (wanted, last) = (wanted - 1, Some(happens));
        }
        taken
    };
    as_told.iter().zip(lengths).map(&mut take).collect()
}
