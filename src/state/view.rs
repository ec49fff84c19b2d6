//! A view of a story as a value that means the same tomorrow: what is selected, shown, folded and searched for, by
//! the names in the file and not by positions. Links carry it as text, and so do the settings. Knows no address bar,
//! no file and no colour.

mod fragment;
mod named;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use super::{Selection, State};
use crate::story::Story;
use crate::story::id::ThreadId;
use crate::story::problem::quoted;
use crate::time::window::Window;

pub use crate::story::order::Order;
pub use named::{Kind, Named};

/// What a link says of a story. What is left at its default is left out of the link, all but the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// What is selected.
    pub selection: Option<Named>,
    /// Start and end of what is visible, in ticks, finite and in this order; `None` is the whole story.
    pub window: Option<[f64; 2]>,
    /// How far the lanes are scrolled down, in points; finite, not negative.
    pub scroll: f32,
    /// The ids of the folded threads.
    pub folded: Vec<String>,
    /// What is searched for; empty is nothing.
    pub search: String,
    /// What the time axis follows.
    pub order: Order,
    /// The theme it is to be seen in; `None` is the reader's own.
    pub theme: Option<Brightness>,
    /// What in a link was not understood and so is not in the view, one sentence each; never written into a link.
    pub ignored: Vec<String>,
}

/// A theme by its word; what colours it has, others know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brightness {
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
}

impl View {
    /// The view that `state` is; the theme is for the caller to add.
    pub fn of(story: &Story, state: &State) -> Self {
        let (window, all) = (state.window, Window::fit(story.extent));
        // Zooming all the way out ends a rounding error beside the whole story, and that is not worth a word.
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * all.length();
        let whole = near(window.start(), all.start()) && near(window.end(), all.end());
        let search = if state.search.is_active() { state.search.query() } else { "" };
        Self {
            selection: Named::of(story, state.selection),
            window: (!whole).then(|| [window.start(), window.end()]),
            scroll: state.scroll,
            folded: state.folded.iter().map(|&id| story.thread(id).id.clone()).collect(),
            search: search.to_owned(),
            ..Self::default()
        }
    }

    /// What it names that `story` lacks, each once.
    pub fn lacking(&self, story: &Story) -> Vec<Named> {
        let mut told: HashSet<&str> = Kind::Thread.ids(story).into_iter().collect();
        let folded = self.folded.iter().filter(|id| told.insert(id));
        let folded = folded.map(|id| Named { kind: Kind::Thread, id: id.clone() });
        let selection = self.selection.iter().filter(|named| named.find(story).is_none()).cloned();
        let mut lacking: Vec<Named> = folded.collect();
        lacking.retain(|named| Some(named) != self.selection.as_ref());
        selection.chain(lacking).collect()
    }

    /// The same in words: `this story has no event "x"`.
    pub fn missing(&self, story: &Story) -> Vec<String> {
        let sentence = |named: Named| format!("this story has no {} {}", named.kind.word(), quoted(&named.id));
        self.lacking(story).into_iter().map(sentence).collect()
    }

    /// What is selected in `story`: nothing where it lacks what the view names.
    pub(super) fn selection_in(&self, story: &Story) -> Selection {
        self.selection.as_ref().and_then(|named| named.find(story)).unwrap_or_default()
    }

    /// What of `story` is visible.
    pub(super) fn window_in(&self, story: &Story) -> Window {
        match self.window {
            Some([start, end]) => Window::new(start, end - start).within(story.extent),
            None => Window::fit(story.extent),
        }
    }

    /// Which lanes of `story` are folded.
    pub(super) fn folded_in(&self, story: &Story) -> BTreeSet<ThreadId> {
        let folded: HashSet<&str> = self.folded.iter().map(String::as_str).collect();
        story.threads_in_order().filter(|&id| folded.contains(story.thread(id).id.as_str())).collect()
    }
}

impl Brightness {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dark, Self::Light];

    /// Its word, in links.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}
