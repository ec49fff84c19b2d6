//! Clusters as tables, and compared with a simple loop over all marks.

use proptest::prelude::*;

use super::super::{MARK, mark_extent};
use super::{Cluster, RUN, Rangef, SortedSpans, galloping};
use crate::time::scale::Scale;
use crate::time::window::Window;
use crate::time::{Moment, Span};

/// A tick is a point.
fn scale(start: f64) -> Scale {
    Scale { window: Window::new(start, 1000.0), x: Rangef::new(0.0, 1000.0) }
}

fn span(start: i64, length: i64) -> Span {
    Span::new(Moment(start), Moment(start + length)).unwrap()
}

fn folded(spans: &[Span], start: f64) -> Vec<Cluster> {
    SortedSpans::new(spans.iter().copied()).clusters(scale(start), Rangef::new(0.0, 1000.0), MARK)
}

/// Starts and lengths of marks → count, start and end of each cluster, and whether its end is carried.
fn check(marks: &[(i64, i64)], expect: &[(usize, f32, f32, bool)]) {
    let spans: Vec<Span> = marks.iter().map(|&(start, length)| span(start, length)).collect();
    let clusters = folded(&spans, 0.0);
    let got: Vec<_> =
        clusters.iter().map(|cluster| (cluster.count(), cluster.x.min, cluster.x.max, cluster.carried)).collect();
    assert_eq!(got, expect, "{marks:?}");
}

#[test]
fn overlapping_marks_become_runs() {
    check(&[], &[]);
    check(&[(0, 20), (20, 40)], &[(1, 0.0, 18.5, false), (1, 20.0, 58.5, false)]);
    check(&[(10, 0), (30, 0)], &[(1, 4.0, 16.0, false), (1, 24.0, 36.0, false)]);
    check(&[(0, 4), (5, 4), (10, 4)], &[(3, 0.0, 17.0, false)]);
    check(&[(0, 100), (50, 10), (55, 3)], &[(1, 0.0, 49.0, false), (2, 50.0, 98.5, true)]);
    check(&[(0, 100), (50, 60)], &[(1, 0.0, 49.0, false), (1, 50.0, 108.5, false)]);
    // A long row of marks too close to tell apart becomes several runs.
    let many: Vec<(i64, i64)> = (0..80).map(|at| (at, 1)).collect();
    check(&many, &[(37, 0.0, 36.0, false), (37, 37.0, 73.0, false), (6, 74.0, 86.0, false)]);
}

#[test]
fn events_that_began_before_the_view_are_shown() {
    let spans = [span(0, 5000), span(100, 30), span(2100, 20)];
    let clusters = folded(&spans, 2000.0);
    let got: Vec<_> =
        clusters.iter().map(|cluster| (cluster.first, cluster.x.min, cluster.x.max, cluster.carried)).collect();
    assert_eq!(got, [(0, -2000.0, 99.0, false), (2, 100.0, 2998.5, true)]);
    assert_eq!(folded(&[span(0, 30), span(3000, 30)], 1000.0), []);
}

#[test]
fn hulls_contain_the_events_that_start_in_them() {
    let spans = SortedSpans::new([span(0, 100), span(10, 5), span(30, 200)].into_iter());
    assert_eq!(spans.hull(0, 0), span(0, 100));
    assert_eq!(spans.hull(0, 2), span(0, 230));
    assert_eq!(spans.hull(1, 1), span(10, 0));
    assert_eq!(spans.hull(2, 2), span(30, 200));
}

/// The same clusters, found by a loop over all marks.
fn by_hand(spans: &[Span], scale: Scale) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut farthest = i64::MIN;
    let mut reached = f32::NEG_INFINITY;
    for (at, &span) in spans.iter().enumerate() {
        let covered = span.end().0 < farthest;
        farthest = farthest.max(span.end().0);
        // Behind a long event, a moment is as wide as a bar.
        let left =
            if span.is_moment() && !covered { mark_extent(scale, span).min } else { scale.x_from_time(span.start()) };
        let alone = Cluster { first: at, last: at, x: Rangef::new(left, left), carried: false };
        match clusters.last_mut() {
            Some(last) if left < reached && scale.x_from_time(span.start()) - last.x.min <= RUN => last.last = at,
            Some(last) => {
                last.x.max = last.x.max.min((left - 1.0).max(last.x.min));
                clusters.push(alone);
            }
            None => clusters.push(alone),
        }
        let start = scale.x_from_time(span.start());
        reached = if farthest == span.start().0 {
            start + 6.0
        } else {
            (scale.x_from_time(Moment(farthest)) - 1.5).max(start + 7.0)
        };
        let last = clusters.len() - 1;
        clusters[last].x.max = reached;
    }
    clusters
}

proptest! {
    #[test]
    fn galloping_and_bisection_find_the_same(
        mut starts in prop::collection::vec(0_i64..100, 0..60), from in 0_usize..60, guess in 0_usize..90, far in -5_i64..110,
    ) {
        starts.sort_unstable();
        let from = from.min(starts.len());
        let expect = from + starts[from..].partition_point(|&start| start <= far);
        prop_assert_eq!(galloping(&starts, from, guess, |&start| start <= far), expect);
    }

    #[test]
    fn folding_is_as_by_hand(mut raw in prop::collection::vec((0_i64..900, prop_oneof![Just(0_i64), 1_i64..30, 1_i64..400]), 0..120)) {
        raw.sort_unstable();
        let spans: Vec<Span> = raw.iter().map(|&(start, length)| span(start, length)).collect();
        let got = folded(&spans, 0.0);
        for pair in got.windows(2) {
            prop_assert!(pair[0].x.max <= pair[1].x.min, "{pair:?}");
            prop_assert_eq!(pair[0].last + 1, pair[1].first);
        }
        prop_assert_eq!(got.last().map_or(0, |cluster| cluster.last + 1), spans.len());
        let bounds = |clusters: &[Cluster]| clusters.iter().map(|cluster| (cluster.first, cluster.last)).collect::<Vec<_>>();
        prop_assert_eq!(bounds(&got), bounds(&by_hand(&spans, scale(0.0))));
    }

    #[test]
    fn a_view_shows_the_same_as_the_whole(
        mut raw in prop::collection::vec((0_i64..90_000, prop_oneof![Just(0_i64), 1_i64..60, 1_i64..9000]), 1..400),
        start in 0_i64..89_000,
    ) {
        raw.sort_unstable();
        let spans: Vec<Span> = raw.iter().map(|&(start, length)| span(start, length)).collect();
        let clusters = folded(&spans, start as f64);
        prop_assert!(clusters.len() <= 1000 / 6 + 3);
        // Every visible start is in a cluster, and every cluster is at its events.
        let in_sight = |at: usize| (start..=start + 1000).contains(&raw[at].0);
        for at in (0..raw.len()).filter(|&at| in_sight(at)) {
            prop_assert!(clusters.iter().any(|cluster| (cluster.first..=cluster.last).contains(&at)), "{at}");
        }
        // Every visible x at which an event is under way is in some cluster.
        for x in [5, 500, 995] {
            let goes_on = raw.iter().any(|&(from, length)| from < start + x && start + x < from + length - 2);
            let at = x as f32;
            prop_assert!(!goes_on || clusters.iter().any(|cluster| cluster.x.min - 1.1 <= at && at <= cluster.x.max + 1.1));
        }
    }
}
