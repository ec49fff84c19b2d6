//! How one event can stand to another in time: Allen's thirteen basic relations (J. F. Allen, "Maintaining
//! knowledge about temporal intervals", CACM 26(11), 1983), and `meanwhile`, which says only that the two overlap
//! somewhere.

/// How an event A stands to an event B.
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
