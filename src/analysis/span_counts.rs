//! Counts the spans that are under way in a stretch of time, and their owners, from sorted starts and ends: a count
//! costs a few binary searches, for any number of spans. Knows nothing of stories.
//!
//! A stretch runs from its start up to but not including its end. A span is under way in every stretch that it
//! overlaps, a moment in the one that contains it.

use super::ranks::Ranks;
use crate::time::Span;

/// The end of a span, and whether the span is still under way there: a moment is, a longer span is not.
type End = (i64, bool);

/// Counts spans, which may overlap.
#[derive(Clone, Debug, Default)]
pub struct SpanCounts {
    starts: Vec<i64>,
    ends: Vec<End>,
}

/// Counts the owners of spans, each once.
#[derive(Clone, Debug, Default)]
pub struct OwnerCounts {
    /// The stretches that an owner's spans cover without a break.
    runs: SpanCounts,
    /// The starts of the breaks between an owner's runs, sorted.
    breaks: Vec<End>,
    /// The ends of the breaks, sorted, and the ranks of these ends in the order of `breaks`.
    resumed: Vec<i64>,
    ranks: Ranks,
}

impl SpanCounts {
    /// The counts of these spans. O(n log n).
    pub fn new(spans: &[Span]) -> Self {
        Self::of(spans.iter().map(|&span| (span.start().0, end_of(span))))
    }

    fn of(runs: impl Iterator<Item = (i64, End)>) -> Self {
        let (mut starts, mut ends): (Vec<i64>, Vec<End>) = runs.unzip();
        starts.sort_unstable();
        ends.sort_unstable();
        Self { starts, ends }
    }

    /// The number of spans under way in a stretch, in ticks. O(log n).
    pub fn count(&self, [from, to]: [f64; 2]) -> usize {
        let begun = self.starts.partition_point(|&start| (start as f64) < to);
        let over = self.ends.partition_point(|&end| !goes_beyond(end, from));
        begun.saturating_sub(over)
    }
}

impl OwnerCounts {
    /// The counts of the owners of these spans, given as a list for each owner. O(n log n).
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
            runs: SpanCounts::of(runs.into_iter().flatten()),
            breaks: gaps.iter().map(|&(from, _)| from).collect(),
            resumed: by_end.iter().map(|&at| gaps[at as usize].1).collect(),
            ranks: Ranks::new(ranks),
        }
    }

    /// The number of owners with a span under way in a stretch, in ticks. O(log n).
    pub fn count(&self, stretch: [f64; 2]) -> usize {
        // If several runs of an owner overlap the stretch, it contains one break fewer than runs.
        let [from, to] = stretch;
        let first = self.breaks.partition_point(|&end| !goes_beyond(end, from));
        let bound = self.resumed.partition_point(|&start| (start as f64) < to);
        self.runs.count(stretch).saturating_sub(self.ranks.below(first, bound))
    }
}

/// The stretches that spans cover without a break, in order.
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

/// Whether a span with this end is still under way at `at` or after it.
fn goes_beyond((end, is_under_way): End, at: f64) -> bool {
    let end = end as f64;
    end > at || is_under_way && end >= at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{OwnerCounts, SpanCounts};
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
        fn both_counts_match_counting_by_hand(
            owners in prop::collection::vec(spans(), 0..8),
            halves in (-50_i32..50, 1_i32..30),
        ) {
            let stretch = [f64::from(halves.0) / 2.0, f64::from(halves.0 + halves.1) / 2.0];
            let all = owners.concat();
            let under_way = all.iter().filter(|&&span| overlaps(span, stretch)).count();
            prop_assert_eq!(SpanCounts::new(&all).count(stretch), under_way);
            let present = owners.iter().filter(|spans| spans.iter().any(|&span| overlaps(span, stretch))).count();
            prop_assert_eq!(OwnerCounts::new(owners).count(stretch), present);
        }
    }
}
