//! How many of many spans are under way in a stretch of time, and of how many owners: sorted starts and ends, so that
//! a question costs two binary searches however many there are. Knows nothing of stories.
//!
//! A stretch runs from its start up to but not including its end. A span is under way in every stretch that it
//! overlaps, a moment in the one that contains it.

use super::ranks::Ranks;
use crate::time::Span;

/// Where something ends, and whether it is still under way there: a moment is, a span is not.
type End = (i64, bool);

/// Spans that may overlap.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    starts: Vec<i64>,
    ends: Vec<End>,
}

/// Spans that belong to somebody, of which each owner counts once.
#[derive(Clone, Debug, Default)]
pub struct Owners {
    /// The stretches that an owner's spans cover without a break.
    runs: Crowd,
    /// The breaks between an owner's runs, sorted by where they start.
    breaks: Vec<End>,
    /// Where breaks end, sorted, and the ranks among them in the order of `breaks`.
    resumed: Vec<i64>,
    ranks: Ranks,
}

impl Crowd {
    /// A crowd of these spans. O(n log n).
    pub fn new(spans: &[Span]) -> Self {
        Self::of(spans.iter().map(|&span| (span.start().0, end_of(span))))
    }

    fn of(runs: impl Iterator<Item = (i64, End)>) -> Self {
        let (mut starts, mut ends): (Vec<i64>, Vec<End>) = runs.unzip();
        starts.sort_unstable();
        ends.sort_unstable();
        Self { starts, ends }
    }

    /// How many are under way in the stretch, in ticks. O(log n).
    pub fn count(&self, [from, to]: [f64; 2]) -> usize {
        let begun = self.starts.partition_point(|&start| (start as f64) < to);
        let over = self.ends.partition_point(|&end| !goes_beyond(end, from));
        begun.saturating_sub(over)
    }
}

impl Owners {
    /// The owners of these spans: a list for each. O(n log n).
    pub fn new(spans: Vec<Vec<Span>>) -> Self {
        let runs: Vec<Vec<(i64, End)>> = spans.into_iter().map(runs).collect();
        let gap = |pair: &[(i64, End)]| (pair[0].1, pair[1].0);
        let mut gaps: Vec<(End, i64)> = runs.iter().flat_map(|runs| runs.windows(2).map(gap)).collect();
        gaps.sort_unstable();
        let mut by_end: Vec<u32> = (0..gaps.len() as u32).collect();
        by_end.sort_by_key(|&at| gaps[at as usize].1);
        let mut ranks = vec![0; gaps.len()];
        for (rank, &at) in (0..).zip(&by_end) {
            ranks[at as usize] = rank;
        }
        Self {
            runs: Crowd::of(runs.into_iter().flatten()),
            breaks: gaps.iter().map(|&(from, _)| from).collect(),
            resumed: by_end.iter().map(|&at| gaps[at as usize].1).collect(),
            ranks: Ranks::new(ranks),
        }
    }

    /// How many owners have a span under way in the stretch, in ticks. O(log n), whatever their number.
    pub fn count(&self, stretch: [f64; 2]) -> usize {
        // An owner whose runs overlap the stretch in several places has one break fewer within it than runs.
        let [from, to] = stretch;
        let first = self.breaks.partition_point(|&end| !goes_beyond(end, from));
        let bound = self.resumed.partition_point(|&start| (start as f64) < to);
        self.runs.count(stretch).saturating_sub(self.ranks.below(first, bound))
    }
}

/// What spans cover without a break, in order.
fn runs(mut spans: Vec<Span>) -> Vec<(i64, End)> {
    spans.sort_unstable_by_key(|span| span.start());
    let mut runs: Vec<(i64, End)> = Vec::new();
    for span in spans {
        match runs.last_mut() {
            Some((_, end)) if (span.start().0, false) <= *end => *end = (*end).max(end_of(span)),
            _ => runs.push((span.start().0, end_of(span))),
        }
    }
    runs
}

fn end_of(span: Span) -> End {
    (span.end().0, span.is_moment())
}

/// Whether what ends so is still under way at `at` or after it.
fn goes_beyond((end, is_under_way): End, at: f64) -> bool {
    let end = end as f64;
    end > at || is_under_way && end >= at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Crowd, Owners};
    use crate::time::{Moment, Span};

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let span = (-20_i64..20, 0_i64..8).prop_map(|(start, length)| {
            Span::new(Moment(start), Moment(start + length)).expect("it does not end before it starts")
        });
        prop::collection::vec(span, 0..12)
    }

    fn overlaps(span: Span, [from, to]: [f64; 2]) -> bool {
        let (start, end) = (span.start().0 as f64, span.end().0 as f64);
        if span.is_moment() { from <= start && start < to } else { start < to && from < end }
    }

    proptest! {
        #[test]
        fn both_count_as_one_would_by_hand(
            owners in prop::collection::vec(spans(), 0..8),
            halves in (-50_i32..50, 1_i32..30),
        ) {
            let stretch = [f64::from(halves.0) / 2.0, f64::from(halves.0 + halves.1) / 2.0];
            let all = owners.concat();
            let under_way = all.iter().filter(|&&span| overlaps(span, stretch)).count();
            prop_assert_eq!(Crowd::new(&all).count(stretch), under_way);
            let present = owners.iter().filter(|spans| spans.iter().any(|&span| overlaps(span, stretch))).count();
            prop_assert_eq!(Owners::new(owners).count(stretch), present);
        }
    }
}
