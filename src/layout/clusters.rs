//! Level of detail: the events of a row, sorted, and how they are drawn at any scale without looking at each.
//! Neighbours that would overlap become one cluster with a count, so that nothing in a row lies over anything else, and
//! a cluster of thousands costs what a single event costs.
//!
//! Starts are sorted and found by bisection (`partition_point`). A pyramid of the widest gap among 16, 256, 4,096 …
//! neighbours leads from one visible gap to the next, as in a segment tree (Bentley, "Algorithms for Klee's rectangle
//! problems", 1977). A frame of
//! the whole story takes 0.38 ms with 10,000 events and 0.53 ms with a million (`cargo bench --bench frame -- whole`).
//! Knows ticks and points; nothing of what the events are.

use egui::emath::Rangef;

use crate::time::Span;
use crate::time::scale::Scale;

/// The longest stretch, in points, over which starts are gathered into one cluster.
pub const RUN: f32 = 36.0;

/// One thing to draw: the events `first..=last`, over a stretch of x.
///
/// ```text
/// ▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭        a long event
///        ▭▭▭  ▭▭          and two others in the same row become
/// [─ 1 ─][──── 2 ────]    the long one up to the next start, and a run that is as long as it
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// The position of the first event.
    pub first: usize,
    /// The position of the last event.
    pub last: usize,
    /// From the start of the first to the farthest end, or to the next cluster.
    pub x: Rangef,
    /// Whether its end is the end of an event that started before it.
    pub carried: bool,
}

impl Cluster {
    /// The number of events that start in it.
    pub fn count(self) -> usize {
        self.last - self.first + 1
    }
}

/// The extent of marks beyond their spans, in points.
#[derive(Clone, Copy, Debug)]
pub struct MarkExtent {
    /// The extent of a moment to the left of its time.
    pub before: f32,
    /// The extent of a moment to the right.
    pub after: f32,
    /// The least width of a bar.
    pub least: f32,
    /// The gap left at the end of each bar, so that bars that touch do not merge.
    pub gap: f32,
}

impl MarkExtent {
    /// The part of the x axis that the mark of a span takes.
    pub fn extent(self, scale: Scale, span: Span) -> Rangef {
        let start = scale.x_from_time(span.start());
        if span.is_moment() {
            return Rangef::new(start - self.before, start + self.after);
        }
        let end = scale.x_from_time(span.end()) - self.gap;
        Rangef::new(start, end.max(start + self.least))
    }

    /// The least distance between the starts of two marks that do not overlap.
    fn narrowest(self) -> f64 {
        f64::from(self.after.min(self.least))
    }
}

/// The number of neighbours in a block of each level of the pyramid.
const BLOCK: usize = 16;

/// The spans of events, sorted by their starts.
#[derive(Clone, Debug, Default)]
pub struct SortedSpans {
    /// Start and farthest end are stored together because they are read together: memory is what a frame waits for.
    events: Vec<StartAndEnd>,
    /// Level by level, the widest step between neighbouring starts in each block; a block of the lowest level has
    /// [`BLOCK`] starts.
    widest: Vec<Vec<i64>>,
}

/// An event's start, and the farthest end so far.
#[derive(Clone, Copy, Debug)]
struct StartAndEnd {
    start: i64,
    /// The farthest end of this event and all before it.
    farthest: i64,
}

impl SortedSpans {
    /// From spans sorted by their starts. O(spans).
    pub fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut farthest = i64::MIN;
        let event = |span: Span| {
            farthest = farthest.max(span.end().0);
            StartAndEnd { start: span.start().0, farthest }
        };
        let mut sorted = Self { events: spans.map(event).collect(), widest: Vec::new() };
        let count = sorted.events.len();
        let widest_of = |from: usize| (from..(from + BLOCK).min(count)).map(|at| sorted.step(at)).max().unwrap_or(0);
        let mut level: Vec<i64> = (0..count).step_by(BLOCK).map(widest_of).collect();
        let mut below = count;
        while below > BLOCK {
            below = level.len();
            let next = level.chunks(BLOCK).map(|block| block.iter().copied().max().unwrap_or(0)).collect();
            sorted.widest.push(std::mem::replace(&mut level, next));
        }
        sorted
    }

    /// The number of events.
    pub fn len(&self) -> usize {
        self.events.len()
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The span of the events `first..=last`; only up to the last start if an earlier event ends after all of them.
    pub fn hull(&self, first: usize, last: usize) -> Span {
        let before = first.checked_sub(1).map_or(i64::MIN, |before| self.events[before].farthest);
        let StartAndEnd { start, farthest } = self.events[last];
        let end = if farthest > before { farthest } else { start };
        let at = |ticks| Span::at(crate::time::Moment(ticks));
        at(self.events[first].start).hull(at(end))
    }

    /// The events in `view`, with one more on either side. If there are more than `most`, only some of them, whose
    /// starts are at least a `most`th of the view apart. O(most log events).
    pub fn within(&self, scale: Scale, view: Rangef, most: usize) -> Vec<usize> {
        let (left, right) = (scale.ticks_from_x(view.min), scale.ticks_from_x(view.max));
        let from = self.events.partition_point(|event| (event.farthest as f64) < left).saturating_sub(1);
        let to = (self.events.partition_point(|event| event.start as f64 <= right) + 1).min(self.len());
        let count = to.saturating_sub(from);
        if count <= most {
            return (from..from + count).collect();
        }
        let apart = f64::from(view.span()) / most as f64 * scale.ticks_per_point();
        // The events before and after the view are needed: routes to them are visible.
        let mut kept = vec![from];
        let mut at = self.events.partition_point(|event| (event.start as f64) < left).saturating_sub(1).max(from + 1);
        while at < to {
            kept.push(at);
            let far = self.events[at].start as f64 + apart;
            at += 1 + self.events[at + 1..to].partition_point(|event| (event.start as f64) < far);
        }
        kept
    }

    /// The clusters of the events in `view`, left to right; they do not overlap.
    ///
    /// Their number is bounded by the width of the view, for any number of events: at most one for each width of the
    /// narrowest mark, each found in O(log events). Of the events that began before the view and go on in it, only the
    /// one with the farthest end is drawn.
    pub fn clusters(&self, scale: Scale, view: Rangef, extent: MarkExtent) -> Vec<Cluster> {
        let mut laid = ScaledSpans { spans: self, scale, extent, wide: 0, length: 0 };
        let ticks = |x: f32| scale.ticks_from_x(x);
        let begin = self.events.partition_point(|event| (event.start as f64) < ticks(view.min - extent.before));
        let end =
            begin + self.events[begin..].partition_point(|event| event.start as f64 <= ticks(view.max + extent.before));
        let mut clusters: Vec<Cluster> =
            laid.before(begin).filter(|cluster| cluster.x.max >= view.min).into_iter().collect();
        let mut reached = if begin > 0 { laid.reach(begin - 1) } else { f32::NEG_INFINITY };
        let mut first = begin;
        while first < end && laid.left(first) <= view.max {
            let min = laid.left(first);
            let next = laid.end_of_cluster(first, end);
            let carried =
                first > 0 && min < reached && self.events[next - 1].farthest == self.events[first - 1].farthest;
            if let Some(last) = clusters.last_mut().filter(|last| min < last.x.max) {
                last.x.max = (min - 1.0).max(last.x.min);
            }
            reached = laid.reach(next - 1);
            clusters.push(Cluster { first, last: next - 1, x: Rangef::new(min, reached), carried });
            first = next;
        }
        clusters
    }

    /// The first start in `from..to` that is at least `least` ticks after the start before it.
    fn next_wide(&self, from: usize, to: usize, least: i64) -> Option<usize> {
        let mut at = from;
        while at < to {
            let (mut block, mut skipped) = (BLOCK, 1);
            for level in &self.widest {
                if !at.is_multiple_of(block) || level[at / block] >= least {
                    break;
                }
                (skipped, block) = (block, block * BLOCK);
            }
            if skipped == 1 && self.step(at) >= least {
                return Some(at);
            }
            at += skipped;
        }
        None
    }

    /// The ticks from the start before to this one.
    fn step(&self, at: usize) -> i64 {
        at.checked_sub(1).map_or(i64::MAX, |before| self.events[at].start.saturating_sub(self.events[before].start))
    }
}

/// Spans at some scale.
struct ScaledSpans<'a> {
    spans: &'a SortedSpans,
    scale: Scale,
    extent: MarkExtent,
    /// The next start far enough from the one before it that its mark does not overlap; found once for many clusters.
    wide: usize,
    /// The number of events of the last cluster beyond its first.
    length: usize,
}

impl ScaledSpans<'_> {
    /// The event with the farthest end of those before `begin`.
    fn before(&self, begin: usize) -> Option<Cluster> {
        let events = &self.spans.events[..begin];
        let farthest = events.last()?.farthest;
        let longest = events.partition_point(|event| event.farthest < farthest);
        let x = Rangef::new(self.left(longest), self.reach(begin - 1));
        Some(Cluster { first: longest, last: longest, x, carried: false })
    }

    /// The first event after `first` that is not in its cluster: it overlaps none before it, or starts too far away.
    fn end_of_cluster(&mut self, first: usize, end: usize) -> usize {
        if first + 1 >= end || self.is_apart(first + 1) {
            return first + 1;
        }
        let events = &self.spans.events[..end];
        let far = self.scale.ticks_from_x(self.left(first) + RUN);
        // Neighbouring clusters have about equally many events.
        let split = galloping(events, first + 1, first + 1 + self.length, |event| event.start as f64 <= far);
        self.length = split - first - 1;
        let least = (self.extent.narrowest() * self.scale.ticks_per_point()).floor() as i64;
        while self.wide < split {
            if self.wide > first && self.is_apart(self.wide) {
                return self.wide;
            }
            let next = self.wide.max(first) + 1;
            self.wide = self.spans.next_wide(next, end, least).unwrap_or(end);
        }
        split
    }

    /// Whether the mark at `at` overlaps none before it.
    fn is_apart(&self, at: usize) -> bool {
        at == 0 || self.left(at) >= self.reach(at - 1)
    }

    /// Whether an event is a moment and every earlier event has ended.
    fn is_moment(&self, at: usize) -> bool {
        self.spans.events[at].farthest == self.spans.events[at].start
    }

    /// The left end of a mark, in points.
    fn left(&self, at: usize) -> f32 {
        let x = self.scale.x_from_ticks(self.spans.events[at].start as f64);
        if self.is_moment(at) { x - self.extent.before } else { x }
    }

    /// The farthest right end of the marks up to this one, in points.
    fn reach(&self, at: usize) -> f32 {
        let start = self.scale.x_from_ticks(self.spans.events[at].start as f64);
        if self.is_moment(at) {
            return start + self.extent.after;
        }
        let end = self.scale.x_from_ticks(self.spans.events[at].farthest as f64) - self.extent.gap;
        end.max(start + self.extent.least)
    }
}

/// The first of the sorted `items` from `from` on that `is_before` does not hold for, by galloping from `guess`: the
/// better the guess, the fewer the comparisons.
fn galloping<T>(items: &[T], from: usize, guess: usize, is_before: impl Fn(&T) -> bool) -> usize {
    let guess = guess.clamp(from, items.len());
    let (mut low, mut high, mut step) = (from, items.len(), 1);
    if items.get(guess).is_some_and(&is_before) {
        low = guess + 1;
        while low + step < high && is_before(&items[low + step - 1]) {
            low += step;
            step *= 2;
        }
        high = high.min(low + step);
    } else {
        high = guess;
        while low + step < high && !is_before(&items[high - step]) {
            high -= step;
            step *= 2;
        }
        low = low.max(high.saturating_sub(step));
    }
    low + items[low..high].partition_point(is_before)
}

#[cfg(test)]
mod tests;
