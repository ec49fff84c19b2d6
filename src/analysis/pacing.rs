//! How busy a story is: in each stretch of time, the events under way by thread, the active threads and the characters
//! on stage. The counts come from an index, so that a window costs the same in a story of a million events.

use std::cmp::Reverse;

use super::sequence::Sequence;
use super::span_counts::{OwnerCounts, SpanCounts};
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::story::order::Order;
use crate::time::window::Window;

/// The index of a story in one of its orders.
#[derive(Clone, Debug)]
pub struct Pacing {
    /// The events of each thread; each event counts in its first thread. In a story of many threads, neighbours share a
    /// layer under the thread with the most events.
    layers: Vec<(ThreadId, SpanCounts)>,
    /// The number of threads.
    threads: usize,
    active: OwnerCounts,
    stage: OwnerCounts,
    /// The start of every event, sorted.
    starts: Vec<(i64, EventId)>,
    /// Whether some of the events are only drawn where they are counted, and could be elsewhere.
    pub is_as_drawn: bool,
}

/// The most layers: more could not be told apart.
pub const MOST_LAYERS: usize = 48;

/// The counts of a stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Its start, and its end, which is not part of it, in ticks.
    pub ticks: [f64; 2],
    /// For each thread of the story, the number of its events under way. An event counts in its first thread alone, so
    /// that the sum is the number of events. In a story of more than [`MOST_LAYERS`] threads, neighbours in the file
    /// count as the one of them with the most events.
    pub by_thread: Vec<usize>,
    /// The number of threads with an event under way, including events that only also belong to them.
    pub threads: usize,
    /// The number of characters in an event under way.
    pub characters: usize,
}

impl Stretch {
    /// The number of events under way.
    pub fn events(&self) -> usize {
        self.by_thread.iter().sum()
    }
}

impl Pacing {
    /// Indexes the events of `story` for which `counts` holds, in `order`. O(n log n) in these events and their casts.
    pub fn new(story: &Story, order: Order, counts: impl Fn(EventId) -> bool) -> Self {
        Self::along(story, &Sequence::new(story), order, counts)
    }

    /// As [`Pacing::new`], with the events already sorted.
    pub fn along(story: &Story, sequence: &Sequence, order: Order, counts: impl Fn(EventId) -> bool) -> Self {
        let together = story.threads.len().div_ceil(MOST_LAYERS).max(1);
        let mut of_layer = vec![Vec::new(); story.threads.len().div_ceil(together)];
        let mut with_secondary = vec![Vec::new(); story.threads.len()];
        let mut of_character = vec![Vec::new(); story.characters.len()];
        let mut starts = Vec::with_capacity(story.events.len());
        let mut is_as_drawn = false;
        // In order, so that each list is nearly sorted.
        for &id in sequence.of(order).iter().filter(|&&id| counts(id)) {
            let (own, span) = (story.events.thread(id), order.span(story, id));
            starts.push((span.start().0, id));
            is_as_drawn |= order == Order::Happening && !story.event(id).is_fixed();
            of_layer[own.index() / together].push(span);
            for thread in story.events.also(id).iter().chain([&own]) {
                with_secondary[thread.index()].push(span);
            }
            for who in story.events.cast(id) {
                of_character[who.index()].push(span);
            }
        }
        starts.sort_unstable();
        let threads: Vec<ThreadId> = story.threads_in_order().collect();
        let name = |of: &[ThreadId]| of.iter().copied().max_by_key(|&id| (story.thread(id).events.len(), Reverse(id)));
        let names = threads.chunks(together).filter_map(name);
        Self {
            layers: names.zip(&of_layer).map(|(name, spans)| (name, SpanCounts::new(spans))).collect(),
            threads: threads.len(),
            active: OwnerCounts::new(with_secondary),
            stage: OwnerCounts::new(of_character),
            starts,
            is_as_drawn,
        }
    }

    /// Those of `threads` that have a layer, in the given order.
    pub fn layered(&self, threads: &[ThreadId]) -> Vec<ThreadId> {
        let mut is_one = vec![false; self.threads];
        self.layers.iter().for_each(|(name, _)| is_one[name.index()] = true);
        threads.iter().copied().filter(|thread| is_one.get(thread.index()) == Some(&true)).collect()
    }

    /// `window` in `count` equal stretches. O(count · layers · log n).
    pub fn stretches(&self, window: Window, count: usize) -> Vec<Stretch> {
        // Each border is computed once, so that no moment is between two stretches or in both; and from the length of
        // one stretch, so that stretches of whole steps have whole borders.
        let each = window.length() / count as f64;
        let border = |at: usize| window.start() + each * at as f64;
        let borders: Vec<f64> = (0..=count).map(border).collect();
        borders.windows(2).map(|ends| self.stretch([ends[0], ends[1]])).collect()
    }

    /// The counts between two times, in ticks. O(layers · log n).
    pub fn stretch(&self, ticks: [f64; 2]) -> Stretch {
        let mut by_thread = vec![0; self.threads];
        for (name, layer) in &self.layers {
            by_thread[name.index()] = layer.count(ticks);
        }
        Stretch { ticks, by_thread, threads: self.active.count(ticks), characters: self.stage.count(ticks) }
    }

    /// The event that started last before or at a time in ticks; before all of them, the one that starts first. O(log
    /// n).
    pub fn around(&self, ticks: f64) -> Option<EventId> {
        let begun = self.starts.partition_point(|&(start, _)| start as f64 <= ticks);
        self.starts.get(begun.saturating_sub(1)).map(|&(_, id)| id)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::{MOST_LAYERS, Pacing};
    use crate::story::Story;
    use crate::story::compile::compile;
    use crate::story::id::{CharacterId, EventId, ThreadId};
    use crate::story::order::Order;
    use crate::time::window::Window;

    /// Events as start, length, thread, further thread, who takes part (a bit for each of three).
    type Told = (i64, i64, u32, u32, u32);

    fn story(events: &[Told]) -> Story {
        let mut listed = String::new();
        for (at, &(start, length, thread, also, cast)) in events.iter().enumerate() {
            let cast: Vec<String> =
                (0..3).filter(|who| cast >> who & 1 == 1).map(|who| format!("\"c{who}\"")).collect();
            let also = if also == thread { String::new() } else { format!(r#""also": ["t{also}"],"#) };
            let comma = if at > 0 { "," } else { "" };
            write!(
                listed,
                r#"{comma}{{"id": "e{at}", "title": "E", "thread": "t{thread}", {also} "cast": [{}],
                "when": {{"from": {start}, "lasts": {length}}}}}"#,
                cast.join(",")
            )
            .unwrap();
        }
        let named = |letter: &str, what: &str| -> String {
            let one = |n: usize| format!(r#"{{"id": "{letter}{n}", "{what}": "N"}}"#);
            (0..3).map(one).collect::<Vec<_>>().join(",")
        };
        let text = format!(
            r#"{{"plotlanes": 1, "title": "T", "time": {{"kind": "number", "unit": "day"}}, "threads": [{}],
            "characters": [{}], "events": [{listed}]}}"#,
            named("t", "title"),
            named("c", "name"),
        );
        compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}")).0
    }

    proptest! {
        #[test]
        fn every_stretch_matches_counting_by_hand(
            events in prop::collection::vec((0_i64..20, 0_i64..6, 0_u32..3, 0_u32..3, 0_u32..8), 1..14),
            (start, length, count) in (-4_i32..20, 1_i32..24, 1_usize..9),
            telling: bool,
        ) {
            let story = story(&events);
            let order = if telling { Order::Telling } else { Order::Happening };
            let unit = if telling { 1.0 } else { 1e6 };
            let window = Window::new(f64::from(start) * unit, f64::from(length) * unit);
            let stretches = Pacing::new(&story, order, |_| true).stretches(window, count);
            prop_assert_eq!(stretches.len(), count);
            for stretch in &stretches {
                let [from, to] = stretch.ticks;
                let under_way: Vec<EventId> = story.event_ids().filter(|&id| {
                    let span = order.span(&story, id);
                    let (start, end) = (span.start().0 as f64, span.end().0 as f64);
                    if span.is_moment() { from <= start && start < to } else { start < to && from < end }
                }).collect();
                let of = |thread: ThreadId| under_way.iter().filter(|&&id| story.event(id).thread == thread).count();
                let by_thread: Vec<usize> = story.threads_in_order().map(of).collect();
                let active = |thread: &ThreadId| under_way.iter().any(|&id| {
                    story.event(id).thread == *thread || story.event(id).also.contains(thread)
                });
                let on_stage =
                    |who: &CharacterId| under_way.iter().any(|&id| story.event(id).cast.contains(who));
                prop_assert_eq!(&stretch.by_thread, &by_thread);
                prop_assert_eq!(stretch.events(), under_way.len());
                prop_assert_eq!(stretch.threads, story.threads_in_order().filter(active).count());
                prop_assert_eq!(stretch.characters, (0..3).map(CharacterId).filter(on_stage).count());
            }
        }
    }

    #[test]
    fn the_event_around_a_time() {
        let pacing = Pacing::new(&story(&[(5, 1, 0, 0, 0), (2, 1, 0, 0, 0)]), Order::Happening, |_| true);
        let check = |at: f64, expect: u32| assert_eq!(pacing.around(at * 1e6), Some(EventId(expect)), "{at}");
        check(0.0, 1);
        check(4.9, 1);
        check(5.0, 0);
        check(90.0, 0);
    }

    #[test]
    fn neighbours_of_many_threads_count_as_one() {
        let count = 3 * MOST_LAYERS;
        let threads: Vec<String> = (0..count).map(|at| format!(r#"{{"id": "t{at}", "title": "T"}}"#)).collect();
        // The second of every three threads has one event more.
        let event = |at: usize| {
            let thread = at / 4 * 3 + [0, 1, 1, 2][at % 4];
            format!(r#"{{"id": "e{at}", "title": "E", "thread": "t{thread}"}}"#)
        };
        let events: Vec<String> = (0..count / 3 * 4).map(event).collect();
        let text = format!(
            r#"{{"plotlanes": 1, "title": "T", "threads": [{}], "events": [{}]}}"#,
            threads.join(","),
            events.join(",")
        );
        let (story, _) = compile(text.as_bytes()).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
        let pacing = Pacing::new(&story, Order::Telling, |_| true);
        let all: Vec<ThreadId> = story.threads_in_order().collect();
        let layers = pacing.layered(&all);
        assert_eq!(layers.len(), MOST_LAYERS);
        let most = |id: &ThreadId| story.thread(*id).events.len() >= 2;
        assert!(layers.iter().all(most), "{layers:?}");
        let stretch = pacing.stretch([0.0, story.events.len() as f64]);
        assert_eq!(stretch.events(), story.events.len());
        assert_eq!((stretch.threads, stretch.by_thread.len()), (count, count));
    }
}
