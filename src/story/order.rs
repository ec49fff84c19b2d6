//! The two orders of a story: the one in which things happen, and the one in which they are told. Each gives every
//! event a place on one axis; what lays out, steps and counts asks here and need not know which it is.

use super::Story;
use super::id::{EventId, PhaseId};
use crate::time::{Moment, Span};

/// The order that the time axis follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Order {
    /// The order in which things happen, in the story's own time.
    #[default]
    Happening,
    /// The order in which they are told: one step for each event, none at the same time as another.
    Telling,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 2] = [Self::Happening, Self::Telling];

    /// Its word, in links and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Happening => "happening",
            Self::Telling => "telling",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Happening => Self::Telling,
            Self::Telling => Self::Happening,
        }
    }

    /// The stretch that an event takes on the axis, in ticks: those of the story's time, or steps of the telling.
    pub fn span(self, story: &Story, id: EventId) -> Span {
        match self {
            Self::Happening => story.events.placed(id),
            Self::Telling => step(story.events.told(id)),
        }
    }

    /// The stretch that all events take together; never a single moment.
    pub fn extent(self, story: &Story) -> Span {
        match self {
            Self::Happening => story.extent,
            Self::Telling => step(0).hull(step(story.events.len().saturating_sub(1) as u32)),
        }
    }

    /// The stretches that a phase takes on the axis: one of the happening; in the telling a stretch for each run of events
    /// told one after the other that start within it.
    pub fn stretches(self, story: &Story, id: PhaseId) -> Vec<Span> {
        if self == Self::Happening {
            return vec![story.phase(id).placed];
        }
        let mut told: Vec<u32> = story
            .event_ids()
            .filter(|&event| story.is_during(event, id))
            .map(|event| story.events.told(event))
            .collect();
        told.sort_unstable();
        let runs = told.chunk_by(|a, b| a + 1 == *b);
        runs.map(|run| step(run[0]).hull(step(run[run.len() - 1]))).collect()
    }

    /// The same of every phase, one after the other. O(events log events), and the events in each phase.
    pub fn all_stretches(self, story: &Story) -> Vec<(PhaseId, Span)> {
        let phases = (0..story.phases.len() as u32).map(PhaseId);
        if self == Self::Happening || story.phases.is_empty() {
            return phases.map(|id| (id, story.phase(id).placed)).collect();
        }
        let about = |id| (story.event(id).placed.start(), story.event(id).told);
        let mut by_start: Vec<(Moment, u32)> = story.event_ids().map(about).collect();
        by_start.sort_unstable();
        // A bit for each event of the telling: phases may be many, and each have all events.
        let mut told = vec![0_u64; by_start.len().div_ceil(64)];
        let mut stretches = Vec::new();
        for id in phases {
            let phase = story.phase(id);
            let (start, end) = (phase.placed.start(), phase.placed.end());
            let first = by_start.partition_point(|(at, _)| *at < start);
            let within = &by_start[first..];
            let within = &within[..within.partition_point(|(at, _)| *at < end || *at == start)];
            let ends = [phase.from, phase.to].map(|event| story.event(event).told);
            for number in within.iter().map(|(_, number)| *number).chain(ends) {
                told[number as usize / 64] |= 1 << (number % 64);
            }
            stretches.extend(runs(&mut told).into_iter().map(|[from, to]| (id, step(from).hull(step(to)))));
        }
        stretches
    }
}

/// The runs of ones in a row of bits, each with its first and its last; clears them.
fn runs(bits: &mut [u64]) -> Vec<[u32; 2]> {
    let mut runs: Vec<[u32; 2]> = Vec::new();
    for (word, at) in bits.iter_mut().zip((0..).step_by(64)) {
        let mut rest = std::mem::take(word);
        while rest != 0 {
            let start = rest.trailing_zeros();
            let length = (rest >> start).trailing_ones();
            rest &= u64::MAX.checked_shl(start + length).unwrap_or(0);
            let [from, to] = [at + start, at + start + length - 1];
            match runs.last_mut() {
                Some(last) if last[1] + 1 == from => last[1] = to,
                _ => runs.push([from, to]),
            }
        }
    }
    runs
}

/// The step of the telling that an event told as number `told` takes.
fn step(told: u32) -> Span {
    let start = i64::from(told);
    Span::at(Moment(start)).hull(Span::at(Moment(start + 1)))
}

#[cfg(test)]
mod tests {
    use super::{Order, PhaseId};
    use crate::story::compile::compile;

    #[test]
    fn the_telling_has_a_step_for_each_event_and_parts_phases() {
        let json = r#"{ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "T" }],
            "phases": [{ "title": "Early", "from": "a", "to": "b" }], "events": [
                { "id": "a", "title": "A", "thread": "t", "told": 3 },
                { "id": "b", "title": "B", "thread": "t", "told": 1 },
                { "id": "c", "title": "C", "thread": "t", "told": 2 }] }"#;
        let (story, _) = compile(json.as_bytes()).faultless().unwrap();
        let ends = |span: crate::time::Span| [span.start().0, span.end().0];
        let steps: Vec<_> = story.event_ids().map(|id| ends(Order::Telling.span(&story, id))).collect();
        assert_eq!(steps, [[2, 3], [0, 1], [1, 2]]);
        assert_eq!(ends(Order::Telling.extent(&story)), [0, 3]);
        let early = |order: Order| -> Vec<_> { order.stretches(&story, PhaseId(0)).into_iter().map(ends).collect() };
        assert_eq!(early(Order::Telling), [[0, 1], [2, 3]]);
        assert_eq!(early(Order::Happening), [ends(story.phases[0].placed)]);
    }
}
