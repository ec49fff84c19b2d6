//! Generated stories of several sizes, with few lanes and with many.

use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, Mutex};

use plotlanes::generate::StorySpec;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;

use crate::made::{bytes, sizes};

/// A generated story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Case {
    pub(crate) events: u32,
    lanes: u32,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.events, self.lanes)
    }
}

/// Every case.
pub(crate) fn cases() -> impl Iterator<Item = Case> {
    sizes().flat_map(|events| [20, 2_000].map(|lanes| Case { events, lanes }))
}

impl Case {
    /// The story, generated once; with as many threads, characters and places as lanes.
    pub(crate) fn story(self) -> &'static Story {
        static STORIES: LazyLock<Mutex<HashMap<Case, &'static Story>>> = LazyLock::new(Mutex::default);
        let mut stories = STORIES.lock().expect("no bench has panicked");
        stories.entry(self).or_insert_with(|| {
            let (threads, characters, places) = (self.lanes, self.lanes, self.lanes);
            let bytes = bytes(&StorySpec { threads, characters, places, ..StorySpec::new(self.events) });
            Box::leak(Box::new(compile(&bytes).faultless().expect("a made story is good").0))
        })
    }
}
