//! The charts below the timeline, by name. Knows neither the open one nor how charts are drawn.

/// A chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chart {
    /// The number of events under way in each stretch, by thread.
    #[default]
    Pacing,
    /// The number of active threads and of characters on stage in each stretch.
    Stage,
    /// The order of telling against the order of happening.
    Curve,
    /// The characters present in each phase.
    Presence,
}

impl Chart {
    /// All charts, in the order of the menu.
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

    /// The chart with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.word() == word)
    }

    /// Its title in menus.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pacing => "Pacing",
            Self::Stage => "On stage",
            Self::Curve => "Story curve",
            Self::Presence => "Presence",
        }
    }

    /// Its description in a few words.
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
    fn words_are_read_back() {
        for chart in Chart::ALL {
            assert_eq!(Chart::from_word(chart.word()), Some(chart));
        }
        assert_eq!(Chart::from_word("Pacing"), None);
    }
}
