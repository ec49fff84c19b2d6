//! The charts there are, by name; how they look, others know.

/// A chart below the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chart {
    /// How many events are under way in each stretch, by thread.
    Pacing,
    /// How many threads are active at once and how many characters are on stage.
    Stage,
    /// The order of telling against the order of happening.
    Curve,
    /// Characters by phases.
    Presence,
}

impl Chart {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Pacing, Self::Stage, Self::Curve, Self::Presence];

    /// Its word, in links and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pacing => "pacing",
            Self::Stage => "stage",
            Self::Curve => "curve",
            Self::Presence => "presence",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pacing => "Pacing",
            Self::Stage => "On stage",
            Self::Curve => "Story curve",
            Self::Presence => "Presence",
        }
    }
}
