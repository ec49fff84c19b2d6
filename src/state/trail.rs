//! Going back and forward, as a browser does: through what was selected, and through the arrangements. Knows nothing of
//! what these mean.

use std::sync::Arc;

use super::Selection;
use crate::story::id::EventId;

/// The most values that are remembered.
const LENGTH: usize = 200;

/// The values before the present one, and after going back those after it. Copies share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackForward<T> {
    lists: Arc<Lists<T>>,
}

/// The selections to go back and forward through.
pub type Trail = BackForward<Selection>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Lists<T> {
    /// The latest last.
    behind: Vec<T>,
    /// The next one last.
    ahead: Vec<T>,
}

impl<T> Default for BackForward<T> {
    fn default() -> Self {
        Self { lists: Arc::new(Lists { behind: Vec::new(), ahead: Vec::new() }) }
    }
}

impl<T: Clone> BackForward<T> {
    /// Remembers `left`, which was replaced by something new.
    pub fn leave(&mut self, left: T) {
        let Lists { behind, ahead } = Arc::make_mut(&mut self.lists);
        ahead.clear();
        if behind.len() == LENGTH {
            behind.remove(0);
        }
        behind.push(left);
    }

    /// The value to go back to from `here`, if there is one.
    pub fn back(&mut self, here: T) -> Option<T> {
        let Lists { behind, ahead } = Arc::make_mut(&mut self.lists);
        let there = behind.pop()?;
        ahead.push(here);
        Some(there)
    }

    /// The value to go forward to from `here`, if there is one.
    pub fn forward(&mut self, here: T) -> Option<T> {
        let Lists { behind, ahead } = Arc::make_mut(&mut self.lists);
        let there = ahead.pop()?;
        behind.push(here);
        Some(there)
    }

    /// The values to go back to, the latest first.
    pub fn recent(&self) -> impl Iterator<Item = &T> {
        self.lists.behind.iter().rev()
    }

    /// Both lists translated by `list`, for another story.
    #[must_use]
    pub fn mapped(&self, list: impl Fn(&[T]) -> Vec<T>) -> Self {
        Self { lists: Arc::new(Lists { behind: list(&self.lists.behind), ahead: list(&self.lists.ahead) }) }
    }

    /// Whether there is anything to go back to.
    pub fn has_back(&self) -> bool {
        !self.lists.behind.is_empty()
    }

    /// Whether there is anything to go forward to.
    pub fn has_forward(&self) -> bool {
        !self.lists.ahead.is_empty()
    }
}

impl Trail {
    /// The event other than `here` that was selected last, if any was.
    pub fn last_event(&self, here: EventId) -> Option<EventId> {
        self.recent().find_map(|selection| match selection {
            Selection::Event(event) if *event != here => Some(*event),
            _ => None,
        })
    }

    /// The trail in another story, given the selection there of each one here; those that are gone are left out.
    #[must_use]
    pub fn in_story(&self, there: impl Fn(Selection) -> Option<Selection>) -> Self {
        self.mapped(|list| {
            let mut list: Vec<Selection> = list.iter().filter_map(|&selection| there(selection)).collect();
            list.dedup();
            list
        })
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
    fn events_that_another_story_lacks_are_left_out() {
        let mut trail = Trail::default();
        for n in [1, 2, 1, 3] {
            trail.leave(event(n));
        }
        let mut carried = trail.in_story(|selection| (selection != event(2)).then_some(selection));
        assert_eq!(carried.back(event(9)), Some(event(3)));
        assert_eq!(carried.back(event(3)), Some(event(1)));
        assert_eq!(carried.back(event(1)), None);
    }

    #[test]
    fn leaving_forgets_the_values_ahead_and_the_oldest() {
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
