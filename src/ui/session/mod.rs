//! The story that is open: where it comes from, how it is read, watched and read again, what is made of it beside the
//! frames, and what is kept of it for the next run or after a crash.

pub(in crate::ui) mod background;
pub(in crate::ui) mod jobs;
pub(in crate::ui) mod journal;
pub(in crate::ui) mod link;
pub(in crate::ui) mod open;
pub(in crate::ui) mod persist;
pub(in crate::ui) mod recovery;
pub(in crate::ui) mod replace;
pub(in crate::ui) mod trouble;
pub(in crate::ui) mod watch;

use std::sync::Arc;

use crate::document::Document;
use crate::state::derived::Derived;
use crate::state::view::View;
use crate::story::Story;
use background::Task;
use open::{Opened, Opening, Source};
use persist::Keeping;
use recovery::Offer;
use watch::Watching;

/// The story that is open, and everything that goes on with it beside the frames.
pub(in crate::ui) struct Session {
    /// The open story.
    pub(in crate::ui) story: Arc<Story>,
    /// What is derived of it, which every view of it shares.
    pub(in crate::ui) derived: Derived,
    /// The text that it was made of, unless that is too long to keep.
    pub(in crate::ui) document: Option<Document>,
    /// Where it comes from.
    pub(in crate::ui) source: Source,
    /// Grows with every story that takes the place of another.
    pub(in crate::ui) revision: u64,
    /// Whether what the story says of time can all be true.
    pub(in crate::ui) is_sound: bool,
    /// A story on its way.
    pub(in crate::ui) opening: Option<Opening>,
    /// The view of a link, until the story that is being opened is there.
    pub(in crate::ui) arriving: Option<View>,
    pub(in crate::ui) watching: Watching,
    pub(in crate::ui) keeping: Keeping,
    /// What is offered after a crash.
    pub(in crate::ui) offer: Option<Offer>,
    /// The two orders of a large story, being compared.
    pub(in crate::ui) comparing: Option<Task<()>>,
    /// Whether the index that the story is searched by is being built.
    pub(in crate::ui) is_indexing: bool,
}

impl Session {
    /// With a story that was opened, and nothing going on.
    pub(in crate::ui) fn new(opened: Opened) -> Self {
        Self {
            derived: background::derived_for(&opened.story),
            story: opened.story,
            document: opened.document,
            source: opened.source,
            revision: 0,
            is_sound: true,
            opening: None,
            arriving: None,
            watching: Watching::default(),
            keeping: Keeping::default(),
            offer: None,
            comparing: None,
            is_indexing: false,
        }
    }

    /// What the window is called while this is open.
    pub(in crate::ui) fn window_title(&self) -> String {
        format!("{} — Plotlanes", self.story.title)
    }
}
