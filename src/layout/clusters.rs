//! Level of detail: events one after the other along the axis, with what it takes to draw them without looking at each.
//! Where they are too many to be drawn one by one, neighbours become runs with a count, so that nothing in a row ever
//! lies over anything else, and a run of thousands costs what a single event costs.
//!
//! Sorted starts are halved (`partition_point`), and a pyramid of the widest gap among 16, 256, 4,096 … neighbours
//! leads from one gap that is wide enough to be seen to the next, as in a segment tree (Bentley, "Algorithms for
//! Klee's rectangle problems", 1977). Knows ticks and points; nothing of what the events are.

use egui::emath::Rangef;

use crate::time::Span;
use crate::time::scale::Scale;

/// The longest stretch, in points, over which starts that overlap are gathered into one run.
pub const RUN: f32 = 36.0;

/// One thing to draw of a track: its events `first..=last`, over a stretch of x.
///
/// ```text
/// ▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭▭        a long event
///        ▭▭▭  ▭▭          and two others in the same row become
/// [─ 1 ─][──── 2 ────]    the long one up to the next start, and a run that is as long as it
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// Position of the first of them on the track.
    pub first: usize,
    /// Position of the last of them.
    pub last: usize,
    /// From the start of the first to the farthest end, or to the next cluster.
    pub x: Rangef,
    /// Whether it is as long as it is because something that started before goes on.
    pub carried: bool,
}

impl Cluster {
    /// How many start in it.
    pub fn count(self) -> usize {
        self.last - self.first + 1
    }
}

/// How much room marks take beyond what they span, in points.
#[derive(Clone, Copy, Debug)]
pub struct MarkExtent {
    /// How far a moment reaches to the left.
    pub before: f32,
    /// How far it reaches to the right.
    pub after: f32,
    /// The least width of a bar.
    pub least: f32,
    /// How much earlier a bar ends, so that what meets does not melt together.
    pub hair: f32,
}

impl MarkExtent {
    /// The part of the x axis that the mark of a span takes.
    pub fn extent(self, scale: Scale, span: Span) -> Rangef {
        let start = scale.x_from_time(span.start());
        if span.is_moment() {
            return Rangef::new(start - self.before, start + self.after);
        }
        let end = scale.x_from_time(span.end()) - self.hair;
        Rangef::new(start, end.max(start + self.least))
    }

    /// The least that two starts are apart where the marks are.
    fn narrowest(self) -> f64 {
        f64::from(self.after.min(self.least))
    }
}

/// How many neighbours each level of the pyramid takes together.
const BLOCK: usize = 16;

/// Events sorted by where they start.
#[derive(Clone, Debug, Default)]
pub struct SortedSpans {
    /// Side by side, because whoever looks at one looks at the other: memory is what a frame waits for.
    stops: Vec<Stop>,
    /// Level by level, the widest step from a start to the next among each block's; in the lowest, a block is
    /// [`BLOCK`] starts.
    widest: Vec<Vec<i64>>,
}

/// An event on a track.
#[derive(Clone, Copy, Debug)]
struct Stop {
    start: i64,
    /// The farthest end of it and all before it.
    farthest: i64,
}

impl SortedSpans {
    /// From spans sorted by their starts. O(spans).
    pub fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut farthest = i64::MIN;
        let stop = |span: Span| {
            farthest = farthest.max(span.end().0);
            Stop { start: span.start().0, farthest }
        };
        let mut track = Self { stops: spans.map(stop).collect(), widest: Vec::new() };
        let count = track.stops.len();
        let widest_of = |from: usize| (from..(from + BLOCK).min(count)).map(|at| track.step(at)).max().unwrap_or(0);
        let mut level: Vec<i64> = (0..count).step_by(BLOCK).map(widest_of).collect();
        let mut below = count;
        while below > BLOCK {
            below = level.len();
            let next = level.chunks(BLOCK).map(|block| block.iter().copied().max().unwrap_or(0)).collect();
            track.widest.push(std::mem::replace(&mut level, next));
        }
        track
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.stops.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.stops.is_empty()
    }

    /// The stretch that the events `first..=last` take; of those that something goes on behind, from the first start
    /// to the last.
    pub fn hull(&self, first: usize, last: usize) -> Span {
        let before = first.checked_sub(1).map_or(i64::MIN, |before| self.stops[before].farthest);
        let Stop { start, farthest } = self.stops[last];
        let end = if farthest > before { farthest } else { start };
        let at = |ticks| Span::at(crate::time::Moment(ticks));
        at(self.stops[first].start).hull(at(end))
    }

    /// The events of which anything is in `view`, with one more on either side; thinned out where there are more than
    /// `most`, to those that start at least a `most`th of the view apart. O(most log events).
    pub fn within(&self, scale: Scale, view: Rangef, most: usize) -> Vec<usize> {
        let (left, right) = (scale.ticks_from_x(view.min), scale.ticks_from_x(view.max));
        let from = self.stops.partition_point(|stop| (stop.farthest as f64) < left).saturating_sub(1);
        let to = (self.stops.partition_point(|stop| stop.start as f64 <= right) + 1).min(self.len());
        let count = to.saturating_sub(from);
        if count <= most {
            return (from..from + count).collect();
        }
        let apart = f64::from(view.span()) / most as f64 * scale.ticks_per_point();
        // What began long ago and what comes next are the ends of ways that are seen.
        let mut kept = vec![from];
        let mut at = self.stops.partition_point(|stop| (stop.start as f64) < left).saturating_sub(1).max(from + 1);
        while at < to {
            kept.push(at);
            let far = self.stops[at].start as f64 + apart;
            at += 1 + self.stops[at + 1..to].partition_point(|stop| (stop.start as f64) < far);
        }
        kept
    }

    /// What there is to draw of the events in `view`, left to right: clusters that lie over nothing else.
    ///
    /// Bounded by the width of the view, whatever the number of events: no more than a cluster for each width of the
    /// narrowest mark, each found in O(log events). Of what began before the view and goes on in it, what goes on for
    /// longest is told.
    pub fn clusters(&self, scale: Scale, view: Rangef, extent: MarkExtent) -> Vec<Cluster> {
        let mut laid = ScaledSpans { track: self, scale, extent, wide: 0, length: 0 };
        let ticks = |x: f32| scale.ticks_from_x(x);
        let begin = self.stops.partition_point(|stop| (stop.start as f64) < ticks(view.min - extent.before));
        let end =
            begin + self.stops[begin..].partition_point(|stop| stop.start as f64 <= ticks(view.max + extent.before));
        let mut clusters: Vec<Cluster> =
            laid.before(begin).filter(|cluster| cluster.x.max >= view.min).into_iter().collect();
        let mut reached = if begin > 0 { laid.reach(begin - 1) } else { f32::NEG_INFINITY };
        let mut first = begin;
        while first < end && laid.left(first) <= view.max {
            let min = laid.left(first);
            let next = laid.end_of_cluster(first, end);
            let carried = first > 0 && min < reached && self.stops[next - 1].farthest == self.stops[first - 1].farthest;
            if let Some(last) = clusters.last_mut().filter(|last| min < last.x.max) {
                last.x.max = (min - 1.0).max(last.x.min);
            }
            reached = laid.reach(next - 1);
            clusters.push(Cluster { first, last: next - 1, x: Rangef::new(min, reached), carried });
            first = next;
        }
        clusters
    }

    /// The first start from `from` on and before `to` that is at least `least` ticks after the one before it.
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

    /// How many ticks a start lies after the one before it.
    fn step(&self, at: usize) -> i64 {
        at.checked_sub(1).map_or(i64::MAX, |before| self.stops[at].start.saturating_sub(self.stops[before].start))
    }
}

/// A track at some scale.
struct ScaledSpans<'a> {
    track: &'a SortedSpans,
    scale: Scale,
    extent: MarkExtent,
    /// The next start that is far enough from the one before it for its mark to keep clear; sought once for many clusters.
    wide: usize,
    /// How many events the last run had beyond its first.
    length: usize,
}

impl ScaledSpans<'_> {
    /// What goes on for longest of that which started before the event at `begin`.
    fn before(&self, begin: usize) -> Option<Cluster> {
        let stops = &self.track.stops[..begin];
        let farthest = stops.last()?.farthest;
        let longest = stops.partition_point(|stop| stop.farthest < farthest);
        let x = Rangef::new(self.left(longest), self.reach(begin - 1));
        Some(Cluster { first: longest, last: longest, x, carried: false })
    }

    /// The first event after `first` that is no part of its cluster: apart from all before it, or too far from its start.
    fn end_of_cluster(&mut self, first: usize, end: usize) -> usize {
        if first + 1 >= end || self.is_apart(first + 1) {
            return first + 1;
        }
        let stops = &self.track.stops[..end];
        let far = self.scale.ticks_from_x(self.left(first) + RUN);
        // Neighbouring runs are about equally long.
        let split = galloping(stops, first + 1, first + 1 + self.length, |stop| stop.start as f64 <= far);
        self.length = split - first - 1;
        let least = (self.extent.narrowest() * self.scale.ticks_per_point()).floor() as i64;
        while self.wide < split {
            if self.wide > first && self.is_apart(self.wide) {
                return self.wide;
            }
            let next = self.wide.max(first) + 1;
            self.wide = self.track.next_wide(next, end, least).unwrap_or(end);
        }
        split
    }

    /// Whether the mark at `at` keeps clear of all before it.
    fn is_apart(&self, at: usize) -> bool {
        at == 0 || self.left(at) >= self.reach(at - 1)
    }

    /// Whether an event is a moment, as far as nothing goes on behind it.
    fn is_moment(&self, at: usize) -> bool {
        self.track.stops[at].farthest == self.track.stops[at].start
    }

    /// Where a mark begins, in points.
    fn left(&self, at: usize) -> f32 {
        let x = self.scale.x_from_ticks(self.track.stops[at].start as f64);
        if self.is_moment(at) { x - self.extent.before } else { x }
    }

    /// How far the marks up to and with this one reach, in points.
    fn reach(&self, at: usize) -> f32 {
        let start = self.scale.x_from_ticks(self.track.stops[at].start as f64);
        if self.is_moment(at) {
            return start + self.extent.after;
        }
        let end = self.scale.x_from_ticks(self.track.stops[at].farthest as f64) - self.extent.hair;
        end.max(start + self.extent.least)
    }
}

/// The first of the sorted `items` from `from` on that `is_before` does not hold for, sought from `guess` outwards: as
/// few looks as the guess is good.
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
