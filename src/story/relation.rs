//! Relations of one event to another in time: Allen's thirteen basic relations (J. F. Allen, "Maintaining
//! knowledge about temporal intervals", CACM 26(11), 1983), and `meanwhile`, which says only that the two overlap
//! somewhere. Knows how each is written, said and turned round, and what it asks of the events' ends; places nothing.
//!
//! Three take the common meaning where there is a clock, see [`Relation::least_gap`].

use std::cmp::Ordering;

/// The relation of an event A to an event B.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// A ends before B starts.
    Before,
    /// A starts after B ends.
    After,
    /// B starts where A ends.
    Meets,
    /// A starts where B ends.
    MetBy,
    /// A starts first and ends within B.
    Overlaps,
    /// B starts first and ends within A.
    OverlappedBy,
    /// A starts later and ends earlier than B.
    During,
    /// A starts earlier and ends later than B.
    Contains,
    /// Both start together and A ends first.
    Starts,
    /// Both start together and B ends first.
    StartedBy,
    /// Both end together and A starts later.
    Finishes,
    /// Both end together and A starts earlier.
    FinishedBy,
    /// Both start together and end together.
    Equals,
    /// Each starts before the other ends. No basic relation of Allen's but the weakest thing that "meanwhile" says.
    Meanwhile,
}

/// One of the two ends of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Its start.
    Start,
    /// Its end.
    Finish,
}

/// One thing that a relation of A to B asks: the end `mine` of A lies before, at or after the end `other` of B.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndOrder {
    /// The end of A.
    pub mine: End,
    /// `Less` if A's end comes first by at least [`Relation::least_gap`], `Greater` if B's does, `Equal` if they coincide.
    pub is: Ordering,
    /// The end of B.
    pub other: End,
}

impl Relation {
    /// Every relation, Allen's thirteen first.
    pub const ALL: [Self; 14] = [
        Self::Before,
        Self::After,
        Self::Meets,
        Self::MetBy,
        Self::Overlaps,
        Self::OverlappedBy,
        Self::During,
        Self::Contains,
        Self::Starts,
        Self::StartedBy,
        Self::Finishes,
        Self::FinishedBy,
        Self::Equals,
        Self::Meanwhile,
    ];

    /// Its name in a story file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Meets => "meets",
            Self::MetBy => "met_by",
            Self::Overlaps => "overlaps",
            Self::OverlappedBy => "overlapped_by",
            Self::During => "during",
            Self::Contains => "contains",
            Self::Starts => "starts",
            Self::StartedBy => "started_by",
            Self::Finishes => "finishes",
            Self::FinishedBy => "finished_by",
            Self::Equals => "equals",
            Self::Meanwhile => "meanwhile",
        }
    }

    /// The relation of that name in a story file, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.name() == name)
    }

    /// The relation of B to A if A has this one to B.
    #[must_use]
    pub fn converse(self) -> Self {
        match self {
            Self::Before => Self::After,
            Self::After => Self::Before,
            Self::Meets => Self::MetBy,
            Self::MetBy => Self::Meets,
            Self::Overlaps => Self::OverlappedBy,
            Self::OverlappedBy => Self::Overlaps,
            Self::During => Self::Contains,
            Self::Contains => Self::During,
            Self::Starts => Self::StartedBy,
            Self::StartedBy => Self::Starts,
            Self::Finishes => Self::FinishedBy,
            Self::FinishedBy => Self::Finishes,
            Self::Equals => Self::Equals,
            Self::Meanwhile => Self::Meanwhile,
        }
    }

    /// Words that fit between two titles: A is *words* B.
    pub fn words(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Meets => "right before",
            Self::MetBy => "right after",
            Self::Overlaps => "across the start of",
            Self::OverlappedBy => "across the end of",
            Self::During => "during",
            Self::Contains => "under way throughout",
            Self::Starts => "at the start of",
            Self::StartedBy => "opened by",
            Self::Finishes => "at the end of",
            Self::FinishedBy => "closed by",
            Self::Equals => "at exactly the same time as",
            Self::Meanwhile => "partly at the same time as",
        }
    }

    /// How many ticks the earlier of two ends that it tells apart lies at least before the later.
    ///
    /// Without a clock that is one step. With a clock people say "after" and "before" of what touches as well (a shift
    /// from 2 to 3 is after one from 1 to 2), and "meanwhile" of what shares a single instant; Allen's `before` and
    /// `after` leave a gap, which nobody means who writes down times. The other relations stay strict: for touching there
    /// are `meets` and `met_by`, for common ends `starts`, `finishes` and `equals`.
    pub fn least_gap(self, has_clock: bool) -> i64 {
        match self {
            Self::Before | Self::After | Self::Meanwhile if has_clock => 0,
            _ => 1,
        }
    }

    /// The conditions on the events' ends; all of them must hold.
    ///
    /// Between events that have a length, the conjunction holds if and only if Allen's definition does.
    pub fn asks(self) -> &'static [EndOrder] {
        use End::{Finish, Start};
        use Ordering::{Equal, Greater, Less};
        const fn ask(mine: End, is: Ordering, other: End) -> EndOrder {
            EndOrder { mine, is, other }
        }
        match self {
            Self::Before => const { &[ask(Finish, Less, Start)] },
            Self::After => const { &[ask(Start, Greater, Finish)] },
            Self::Meets => const { &[ask(Finish, Equal, Start)] },
            Self::MetBy => const { &[ask(Start, Equal, Finish)] },
            Self::Overlaps => {
                const { &[ask(Start, Less, Start), ask(Finish, Greater, Start), ask(Finish, Less, Finish)] }
            }
            Self::OverlappedBy => {
                const { &[ask(Start, Greater, Start), ask(Start, Less, Finish), ask(Finish, Greater, Finish)] }
            }
            Self::During => const { &[ask(Start, Greater, Start), ask(Finish, Less, Finish)] },
            Self::Contains => const { &[ask(Start, Less, Start), ask(Finish, Greater, Finish)] },
            Self::Starts => const { &[ask(Start, Equal, Start), ask(Finish, Less, Finish)] },
            Self::StartedBy => const { &[ask(Start, Equal, Start), ask(Finish, Greater, Finish)] },
            Self::Finishes => const { &[ask(Start, Greater, Start), ask(Finish, Equal, Finish)] },
            Self::FinishedBy => const { &[ask(Start, Less, Start), ask(Finish, Equal, Finish)] },
            Self::Equals => const { &[ask(Start, Equal, Start), ask(Finish, Equal, Finish)] },
            Self::Meanwhile => const { &[ask(Start, Less, Finish), ask(Finish, Greater, Start)] },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Relation};
    use std::collections::HashSet;

    type Interval = (i32, i32);

    /// Allen's definitions, table 1 of the paper, read independently of `asks`.
    fn allen(relation: Relation, a: Interval, b: Interval) -> bool {
        let ((a1, a2), (b1, b2)) = (a, b);
        match relation {
            Relation::Before => a2 < b1,
            Relation::Meets => a2 == b1,
            Relation::Overlaps => a1 < b1 && b1 < a2 && a2 < b2,
            Relation::During => b1 < a1 && a2 < b2,
            Relation::Starts => a1 == b1 && a2 < b2,
            Relation::Finishes => a2 == b2 && b1 < a1,
            Relation::Equals => a1 == b1 && a2 == b2,
            Relation::Meanwhile => a1.max(b1) < a2.min(b2),
            Relation::After => allen(Relation::Before, b, a),
            Relation::MetBy => allen(Relation::Meets, b, a),
            Relation::OverlappedBy => allen(Relation::Overlaps, b, a),
            Relation::Contains => allen(Relation::During, b, a),
            Relation::StartedBy => allen(Relation::Starts, b, a),
            Relation::FinishedBy => allen(Relation::Finishes, b, a),
        }
    }

    fn asked(relation: Relation, a: Interval, b: Interval) -> bool {
        let at = |interval: Interval, end| if end == End::Start { interval.0 } else { interval.1 };
        relation.asks().iter().all(|ask| at(a, ask.mine).cmp(&at(b, ask.other)) == ask.is)
    }

    fn intervals() -> impl Iterator<Item = Interval> {
        (0..6).flat_map(|start| (start + 1..7).map(move |end| (start, end)))
    }

    #[test]
    fn what_is_asked_is_allens_definition() {
        for a in intervals() {
            for b in intervals() {
                for relation in Relation::ALL {
                    assert_eq!(asked(relation, a, b), allen(relation, a, b), "{a:?} {relation:?} {b:?}");
                }
                let basic = Relation::ALL.into_iter().filter(|&r| r != Relation::Meanwhile && asked(r, a, b));
                assert_eq!(basic.count(), 1, "exactly one basic relation holds between {a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn the_converse_holds_the_other_way_round() {
        for relation in Relation::ALL {
            assert_eq!(relation.converse().converse(), relation);
            for (a, b) in intervals().flat_map(|a| intervals().map(move |b| (a, b))) {
                assert_eq!(asked(relation, a, b), asked(relation.converse(), b, a), "{a:?} {relation:?} {b:?}");
            }
        }
    }

    #[test]
    fn names_and_words_are_told_apart() {
        for relation in Relation::ALL {
            assert_eq!(Relation::from_name(relation.name()), Some(relation));
        }
        assert_eq!(Relation::from_name("met_by"), Some(Relation::MetBy));
        assert_eq!(Relation::from_name("met by"), None);
        assert_eq!(Relation::ALL.map(Relation::words).into_iter().collect::<HashSet<_>>().len(), 14);
    }
}
