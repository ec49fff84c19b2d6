//! The charts below the timeline, by name. Which of them is open, the state says; how they look, the charts.

/// A chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chart {
    /// How many events are under way in each stretch, thread by thread.
    #[default]
    Pacing,
    /// How many threads are active and how many characters are on stage in each stretch.
    Stage,
    /// The order of the telling against the order of the happening.
    Curve,
    /// Who is present in which phase.
    Presence,
}

impl Chart {
    /// Every chart, in the order in which they are offered.
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

    /// The chart of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.word() == word)
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

    /// What it shows, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Pacing => "events in each stretch",
            Self::Stage => "who is there in each stretch",
            Self::Curve => "told against happened",
            Self::Presence => "characters by phases",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chart;

    #[test]
    fn words_come_back() {
        for chart in Chart::ALL {
            assert_eq!(Chart::from_word(chart.word()), Some(chart));
        }
        assert_eq!(Chart::from_word("Pacing"), None);
    }
}
