//! The page's address follows the view: a selection makes an entry in the browser's history, everything else changes
//! the entry there is, once it has come to rest. What the browser goes back to is shown. On the desktop there is no
//! address; a view can be copied all the same.

use crate::state::Selection;
use crate::state::command::Command;
use crate::state::view::{Brightness, View};
use crate::ui::app::App;
use crate::ui::bars::notice::Notice;
use crate::ui::host;
use crate::ui::session::open::Source;
use crate::ui::settings::ThemeChoice;

/// How long a view must stand still before the address says it, in seconds. Browsers refuse too many changes.
const STILL_SECONDS: f64 = 0.25;

/// Where a page is asked to go by the browser.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Arrival {
    /// How many entries of the history back (below 0) or forward.
    pub(in crate::ui) steps: i32,
    /// The story of that entry, if it has an address.
    pub(in crate::ui) story: Option<String>,
    /// The file that the story of that entry was in, if it was one.
    pub(in crate::ui) file: Option<String>,
    /// The view of that entry.
    pub(in crate::ui) fragment: String,
}

/// What the address says, and since when it should say something else.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Address {
    shown: Option<Shown>,
    /// What it is to say, and since when, in egui's seconds.
    next: Option<(String, f64)>,
    /// When the last entry was made, in egui's seconds.
    pushed: f64,
}

#[derive(Clone, Debug)]
struct Shown {
    /// What tells stories apart.
    story: String,
    fragment: String,
    selection: Selection,
}

/// What is to be done with the address.
#[derive(Clone, Debug, PartialEq)]
enum Change {
    Nothing,
    /// Look again after so many seconds.
    Wait(f64),
    Replace,
    Push,
}

impl Address {
    /// What is to be done for the address to say this, at `now` seconds.
    fn follow(&mut self, story: &str, fragment: &str, selection: Selection, now: f64) -> Change {
        let Some(before) = &self.shown else {
            // The address is what the window was opened with; a plain one stays plain until something is done.
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
        // Who holds an arrow key down does not want to go back through every event that flew by.
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

    /// Takes over that the address says this already.
    fn is_at(&mut self, story: &str, fragment: String, selection: Selection) {
        (self.shown, self.next) = (Some(Shown { story: story.to_owned(), fragment, selection }), None);
    }
}

impl App {
    /// Goes where the browser went, and lets the address follow where the user went.
    pub(in crate::ui) fn follow_address(&mut self, ctx: &egui::Context) {
        if !host::HAS_ADDRESS {
            return;
        }
        while let Some(arrival) = host::arrival() {
            self.go_to(ctx, &arrival);
        }
        // Until the story of a link is there, its address stays what it is.
        if self.session.opening.is_some() || self.session.arriving.is_some() {
            return;
        }
        let fragment = self.view(self.chosen_theme()).to_fragment();
        let now = ctx.input(|input| input.time);
        let change = self.address.follow(&self.session.source.name(), &fragment, self.state.selection, now);
        let show = |is_new| {
            let (story, file) = self.story_address();
            host::show_address(story, file, &fragment, is_new);
        };
        match change {
            Change::Nothing => {}
            Change::Wait(seconds) => ctx.request_repaint_after(std::time::Duration::from_secs_f64(seconds)),
            Change::Replace => show(false),
            Change::Push => show(true),
        }
    }

    /// Leaves the address as it is until something is done: the story that it names may come another time.
    pub(in crate::ui) fn keep_address(&mut self) {
        let fragment = self.view(self.chosen_theme()).to_fragment();
        self.address.is_at(&self.session.source.name(), fragment, self.state.selection);
    }

    fn go_to(&mut self, ctx: &egui::Context, arrival: &Arrival) {
        // Whatever is on its way was for the entry that was left.
        (self.session.opening, self.session.arriving) = (None, None);
        let view = View::from_fragment(&arrival.fragment);
        if (arrival.story.as_deref(), arrival.file.as_deref()) != self.story_address() {
            if let Some(file) = &arrival.file {
                let text = format!("{file} was a file of yours; a page cannot read it again by itself: drop it here");
                self.overlays.notice = Some(Notice { more: text.clone(), text, failed: true, until: None });
                self.keep_address();
                return;
            }
            let source = arrival.story.clone().map_or(Source::Episode, Source::Address);
            self.address = Address::default();
            self.open(ctx, source);
            self.show_when_open(ctx, view);
            return;
        }
        // The trail goes the same way, so that its buttons tell the truth.
        let way = if arrival.steps < 0 { Command::Back } else { Command::Forward };
        for _ in 0..arrival.steps.unsigned_abs().min(200) {
            self.state.apply(&self.session.story, way.clone());
        }
        let view = if arrival.steps == 0 { view } else { self.arranged_as_now(view) };
        self.show_when_open(ctx, view);
        self.keep_address();
    }

    /// Going back is to what was selected and seen, not to how it was arranged: that is what undo is for.
    fn arranged_as_now(&self, there: View) -> View {
        let now = self.view(there.theme);
        // A window of one order is none of the other.
        let window = if there.order == now.order { there.window } else { now.window };
        let View { selection, with, scroll, search, ignored, .. } = there;
        View { selection, window, scroll, with, search, ignored, ..now }
    }

    /// What can be seen now.
    pub(in crate::ui) fn view(&self, theme: Option<Brightness>) -> View {
        View { theme, ..View::of(&self.session.story, &self.state) }
    }

    /// The theme, where it is not the system's.
    pub(in crate::ui) fn chosen_theme(&self) -> Option<Brightness> {
        match self.theme_choice() {
            ThemeChoice::System => None,
            ThemeChoice::Dark => Some(Brightness::Dark),
            ThemeChoice::Light => Some(Brightness::Light),
        }
    }

    /// The open story's address, or the file that it is in.
    fn story_address(&self) -> (Option<&str>, Option<&str>) {
        match &self.session.source {
            Source::Address(address) => (Some(address), None),
            Source::Bytes(name, _) | Source::Unread(name, _) => (None, Some(name)),
            Source::Episode | Source::File(_) => (None, None),
        }
    }

    /// Puts a link to what can be seen now onto the clipboard.
    pub(in crate::ui) fn copy_link(&mut self, ctx: &egui::Context) {
        let dark = ctx.theme() == egui::Theme::Dark;
        let theme = if dark { Brightness::Dark } else { Brightness::Light };
        let link = host::link(self.story_address().0, &self.view(Some(theme)).to_fragment());
        let on_disk = matches!(self.session.source, Source::File(_) | Source::Bytes(..));
        let text = match () {
            () if !host::HAS_ADDRESS => "Copied the view: `plotlanes --view` and `plotlanes export --view` take it",
            () if on_disk => "Copied; the link has the view but not the story, which is a file of yours",
            () => "Copied a link to this view",
        };
        let notice = Notice { text: text.to_owned(), failed: false, more: link.clone(), until: None };
        self.overlays.copying = Some((host::copy(ctx, link), notice));
        ctx.request_repaint();
    }

    /// Tells whether the link was copied, once that is known.
    pub(in crate::ui) fn finish_copy(&mut self) {
        let Some(copied) = self.overlays.copying.as_ref().and_then(|(receiver, _)| receiver.try_recv().ok()) else {
            return;
        };
        self.overlays.notice = self.overlays.copying.take().map(|(_, notice)| {
            if copied {
                return notice;
            }
            let text = "Not copied: the browser did not allow it; the address bar has the link".to_owned();
            Notice { text, failed: true, ..notice }
        });
    }
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
            assert_eq!(address.follow(story, fragment, selection, now), expect, "{fragment} at {now}");
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
            assert_eq!(address.follow("a", &format!("event={n}"), event(n), now), expect, "{n} at {now}");
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
        assert_eq!(address.follow("a", "order=happening", Selection::Nothing, 0.0), Change::Nothing);
        assert_eq!(address.follow("a", "event=x", Selection::Event(EventId(1)), 1.0), Change::Push);
    }
}
