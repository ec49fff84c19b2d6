//! Where one has been: back and forward through what was selected. Knows nothing of what a selection means.

use std::sync::Arc;

use super::Selection;
use crate::story::id::EventId;

/// How many selections are remembered.
const LENGTH: usize = 200;

/// What was selected before, and what lies ahead after going back. Copies share it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    ways: Arc<Ways>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ways {
    behind: Vec<Selection>,
    ahead: Vec<Selection>,
}

impl Trail {
    /// Notes that `left` was left for something new.
    pub fn leave(&mut self, left: Selection) {
        let Ways { behind, ahead } = Arc::make_mut(&mut self.ways);
        ahead.clear();
        if behind.len() == LENGTH {
            behind.remove(0);
        }
        behind.push(left);
    }

    /// What to go back to from `here`, if anything.
    pub fn back(&mut self, here: Selection) -> Option<Selection> {
        let Ways { behind, ahead } = Arc::make_mut(&mut self.ways);
        let there = behind.pop()?;
        ahead.push(here);
        Some(there)
    }

    /// What to go forward to from `here`, if anything.
    pub fn forward(&mut self, here: Selection) -> Option<Selection> {
        let Ways { behind, ahead } = Arc::make_mut(&mut self.ways);
        let there = ahead.pop()?;
        behind.push(here);
        Some(there)
    }

    /// What was selected before, the latest first.
    pub fn recent(&self) -> impl Iterator<Item = Selection> {
        self.ways.behind.iter().rev().copied()
    }

    /// The event that was selected last before `here`, if any was.
    pub fn last_event(&self, here: EventId) -> Option<EventId> {
        let events = self.ways.behind.iter().rev().filter_map(|selection| match selection {
            Selection::Event(event) => Some(*event),
            _ => None,
        });
        events.into_iter().find(|&event| event != here)
    }

    /// The same in another story: `there` says what each selection is in it, and what is not there is left out.
    #[must_use]
    pub fn mapped(&self, there: impl Fn(Selection) -> Option<Selection>) -> Self {
        let carried = |list: &[Selection]| {
            let mut list: Vec<Selection> = list.iter().filter_map(|&selection| there(selection)).collect();
            list.dedup();
            list
        };
        Self { ways: Arc::new(Ways { behind: carried(&self.ways.behind), ahead: carried(&self.ways.ahead) }) }
    }

    /// Whether there is anything to go back to.
    pub fn has_back(&self) -> bool {
        !self.ways.behind.is_empty()
    }

    /// Whether there is anything to go forward to.
    pub fn has_forward(&self) -> bool {
        !self.ways.ahead.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, Selection, Trail};
    use crate::story::id::EventId;

    fn event(n: usize) -> Selection {
        Selection::Event(EventId(n as u32))
    }

    #[test]
    fn back_and_forward_are_inverse() {
        let mut trail = Trail::default();
        trail.leave(Selection::Nothing);
        trail.leave(event(1));
        assert_eq!(trail.back(event(2)), Some(event(1)));
        assert_eq!(trail.back(event(1)), Some(Selection::Nothing));
        assert_eq!(trail.back(Selection::Nothing), None);
        assert_eq!(trail.forward(Selection::Nothing), Some(event(1)));
        assert_eq!(trail.forward(event(1)), Some(event(2)));
        assert_eq!(trail.forward(event(2)), None);
    }

    #[test]
    fn what_another_story_lacks_is_no_stop() {
        let mut trail = Trail::default();
        for n in [1, 2, 1, 3] {
            trail.leave(event(n));
        }
        let mut carried = trail.mapped(|selection| (selection != event(2)).then_some(selection));
        assert_eq!(carried.back(event(9)), Some(event(3)));
        assert_eq!(carried.back(event(3)), Some(event(1)));
        assert_eq!(carried.back(event(1)), None);
    }

    #[test]
    fn a_new_way_forgets_the_old_one_ahead_and_the_far_past() {
        let mut trail = Trail::default();
        for n in 0..=LENGTH {
            trail.leave(event(n));
        }
        trail.back(event(999));
        trail.leave(event(5));
        assert!(!trail.has_forward());
        let mut steps = 0;
        while trail.back(event(0)).is_some() {
            steps += 1;
        }
        assert_eq!(steps, LENGTH);
    }
}
