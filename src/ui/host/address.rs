//! The page's address follows the view: a selection makes an entry in the browser's history, everything else changes
//! the entry there is, once it has come to rest. On the desktop there is no address.

use std::time::Duration;

use super::source::Source;
use crate::state::Selection;
use crate::state::view::View;
use crate::ui::host;

/// How long a view must stand still before it is written to the address, in seconds. Browsers refuse too many changes.
const STILL_SECONDS: f64 = 0.25;

/// The view that the address has, and the one that it is to have next.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Address {
    shown: Option<Shown>,
    /// The fragment to write, and since when it has been the same, in egui's seconds.
    next: Option<(String, f64)>,
    /// When the last entry was made, in egui's seconds.
    pushed: f64,
}

#[derive(Clone, Debug)]
struct Shown {
    /// The name of the story's source.
    story: String,
    fragment: String,
    selection: Selection,
}

/// The change that the address needs.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Nothing,
    /// Look again after so many seconds.
    Wait(f64),
    Replace,
    Push,
}

impl Address {
    /// Lets the address follow to this view of the story from `source`.
    pub(in crate::ui) fn follow(&mut self, ctx: &egui::Context, source: &Source, view: &View, selection: Selection) {
        let fragment = view.to_fragment();
        let now = ctx.input(|input| input.time);
        let show = |is_new| {
            let (story, file) = source.entry();
            host::show_address(story, file, &fragment, is_new);
        };
        match self.change(&source.name(), &fragment, selection, now) {
            Change::Nothing => {}
            Change::Wait(seconds) => ctx.request_repaint_after(Duration::from_secs_f64(seconds)),
            Change::Replace => show(false),
            Change::Push => show(true),
        }
    }

    /// Leaves the address as it is until the view is another one: the story that it names may come another time.
    pub(in crate::ui) fn keep(&mut self, source: &Source, view: &View, selection: Selection) {
        self.is_at(&source.name(), view.to_fragment(), selection);
    }

    /// The change for the address to have this view, at `now` seconds.
    fn change(&mut self, story: &str, fragment: &str, selection: Selection, now: f64) -> Change {
        let Some(before) = &self.shown else {
            // The window was opened with this address; a plain one stays plain until something is done.
            self.is_at(story, fragment.to_owned(), selection);
            let plain = fragment == View::default().to_fragment();
            return if plain { Change::Nothing } else { Change::Replace };
        };
        let other_story = before.story != story;
        if before.fragment == fragment && !other_story {
            self.next = None;
            return Change::Nothing;
        }
        let is_entry = other_story || before.selection != selection;
        // While an arrow key is held down, the events that fly by make no entries of their own.
        let may_push = other_story || now - self.pushed >= STILL_SECONDS;
        let still = match &self.next {
            Some((next, since)) if next == fragment => now - since,
            _ => {
                self.next = Some((fragment.to_owned(), now));
                0.0
            }
        };
        if is_entry && may_push {
            self.pushed = now;
        } else if still < STILL_SECONDS {
            return Change::Wait(STILL_SECONDS - still);
        }
        self.is_at(story, fragment.to_owned(), selection);
        if is_entry { Change::Push } else { Change::Replace }
    }

    /// Takes over that the address has this view already.
    fn is_at(&mut self, story: &str, fragment: String, selection: Selection) {
        (self.shown, self.next) = (Some(Shown { story: story.to_owned(), fragment, selection }), None);
    }
}

/// The view to go back (or forward) to: what was selected and seen `there`, arranged as `now`. To go back to another
/// arrangement is what undo is for.
pub(in crate::ui) fn arranged_as_now(there: View, now: View) -> View {
    // A window of one order is none of the other.
    let window = if there.order == now.order { there.window } else { now.window };
    let View { selection, with, scroll, search, ignored, theme, .. } = there;
    View { selection, window, scroll, with, search, theme, ignored, ..now }
}

#[cfg(test)]
mod tests {
    use super::{Address, Change};
    use crate::state::Selection;
    use crate::story::id::EventId;

    #[test]
    fn a_selection_makes_an_entry_and_a_pan_does_not() {
        let mut address = Address::default();
        let (none, city) = (Selection::Nothing, Selection::Event(EventId(3)));
        let mut check = |story: &str, fragment: &str, selection, now, expect: Change| {
            assert_eq!(address.change(story, fragment, selection, now), expect, "{fragment} at {now}");
        };
        check("a", "event=x", none, 0.0, Change::Replace);
        check("a", "event=x", none, 1.0, Change::Nothing);
        check("a", "window=1..2", none, 2.0, Change::Wait(0.25));
        check("a", "window=1..3", none, 2.125, Change::Wait(0.25));
        check("a", "window=1..3", none, 2.25, Change::Wait(0.125));
        check("a", "window=1..3", none, 2.375, Change::Replace);
        check("a", "window=1..3", none, 3.0, Change::Nothing);
        check("a", "event=city", city, 3.0, Change::Push);
        check("a", "event=city&window=1..2", city, 4.0, Change::Wait(0.25));
        // A pan that was not written yet goes into the entry of the next selection, not into one of its own.
        check("a", "window=1..2", none, 4.125, Change::Push);
        check("b", "window=1..2", none, 4.2, Change::Push);
    }

    #[test]
    fn a_held_arrow_key_makes_an_entry_where_it_begins_and_where_it_ends() {
        let mut address = Address::default();
        let event = |n| Selection::Event(EventId(n));
        let mut check = |n: u32, now, expect: Change| {
            assert_eq!(address.change("a", &format!("event={n}"), event(n), now), expect, "{n} at {now}");
        };
        check(0, 0.0, Change::Replace);
        check(1, 10.0, Change::Push);
        check(2, 10.0625, Change::Wait(0.25));
        check(3, 10.125, Change::Wait(0.25));
        check(3, 10.25, Change::Push);
        check(4, 10.3125, Change::Wait(0.25));
        check(4, 10.5, Change::Push);
    }

    #[test]
    fn a_plain_address_stays_plain_until_something_is_done() {
        let mut address = Address::default();
        assert_eq!(address.change("a", "order=happening", Selection::Nothing, 0.0), Change::Nothing);
        assert_eq!(address.change("a", "event=x", Selection::Event(EventId(1)), 1.0), Change::Push);
    }
}
