//! A story in the place of the one that is open: the same for one that was opened, and for the open one read again.

use std::sync::Arc;

use egui::Context;

use super::Session;
use super::open::Source;
use crate::document::Document;
use crate::layout::BodyWidth;
use crate::layout::plan::Plan;
use crate::state::State;
use crate::story::Story;
use crate::ui::host;
use crate::ui::timeline::TimelineView;

/// A story that is to take the place of the open one, and the view of it.
pub(in crate::ui) struct Replacement {
    pub(in crate::ui) story: Arc<Story>,
    /// The text that it was made of, unless that is too long to keep.
    pub(in crate::ui) document: Option<Document>,
    pub(in crate::ui) state: State,
    /// Where it comes from; `None` for the open story as it was saved anew.
    pub(in crate::ui) source: Option<Source>,
    /// Where everything lies in it, for a timeline whose body is this wide; `None` to find out in the next frame.
    pub(in crate::ui) plan: Option<(BodyWidth, Plan)>,
    /// Whether what the story says of time can all be true.
    pub(in crate::ui) is_sound: bool,
}

impl Session {
    /// Puts a story in the place of the open one, and its view in the place of `state`. Everything that was made of the
    /// old story goes with it: what the timeline keeps between frames, what is on its way there, and what is being made
    /// in the background. What is watched, kept and offered stays.
    pub(in crate::ui) fn replace(
        &mut self,
        ctx: &Context,
        state: &mut State,
        timeline: &mut TimelineView,
        new: Replacement,
    ) {
        let old_story = std::mem::replace(&mut self.story, new.story);
        let old_document = std::mem::replace(&mut self.document, new.document);
        let old_state = std::mem::replace(state, new.state);
        let old_plan = timeline.start_anew(state, new.plan);
        // A large story takes longer to drop than a frame may last.
        host::drop_in_background((old_story, old_document, old_state, old_plan));
        if let Some(source) = new.source {
            self.source = source;
        }
        self.revision += 1;
        self.is_sound = new.is_sound;
        (self.comparing, self.is_indexing) = (None, false);
        self.derived = state.derived().clone();
        self.compare_orders(ctx);
        host::set_title(ctx, &self.window_title());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use egui::Context;

    use super::{Document, Replacement, Session};
    use crate::state::command::Command;
    use crate::state::{Selection, State};
    use crate::story::id::EventId;
    use crate::time::window::Window;
    use crate::ui::StorySource;
    use crate::ui::session::open::{Opened, episode};
    use crate::ui::timeline::TimelineView;
    use crate::ui::timeline::glide::Glide;

    /// The episode with something selected, a window on its way and something pointed at.
    fn opened() -> (Session, State, TimelineView) {
        let session = Session::new(Opened::episode());
        let mut state = State::new(&session.story);
        state.apply(&session.story, Command::Select(Selection::Event(EventId(3))));
        let glide = Some(Glide { from: Window::new(0.0, 1.0), start: 0.0 });
        let mut timeline = TimelineView { glide, ..TimelineView::default() };
        timeline.interaction.pointed.event = Some(EventId(4));
        (session, state, timeline)
    }

    #[test]
    fn another_story_comes_with_its_own_view_and_source() {
        let (ctx, (mut session, mut state, mut timeline)) = (Context::default(), opened());
        session.is_indexing = true;
        let story = Arc::new(episode());
        let source = StorySource::Bytes("another".to_owned(), Arc::from([]));
        let document = Some(Document::from_text("another".to_owned()));
        let state_of_it = State::new(&story);
        let new = Replacement {
            state: state_of_it,
            story,
            document,
            source: Some(source.clone()),
            plan: None,
            is_sound: true,
        };
        let (expect, before) = (new.story.clone(), session.revision);
        session.replace(&ctx, &mut state, &mut timeline, new);
        assert!(Arc::ptr_eq(&session.story, &expect) && session.source == source);
        assert_eq!(
            session.document.as_ref().map(Document::text),
            Some("another"),
            "an edit would be of the other text"
        );
        assert_eq!(state.selection, Selection::Nothing);
        let [of_story, of_view] = [&session.derived, state.derived()].map(|derived| derived.telling(&session.story));
        assert!(Arc::ptr_eq(of_story, of_view), "what is derived of the story is replaced with it");
        assert_eq!(session.revision, before + 1, "what was kept of the other story must be known to be old");
        assert!(!session.is_indexing, "the index was of the other story");
        assert!(
            timeline.glide.is_none() && timeline.interaction.pointed.event.is_none(),
            "they were of the other story"
        );
    }

    #[test]
    fn the_same_story_read_again_keeps_its_source_and_the_view_that_was_carried() {
        let (ctx, (mut session, mut state, mut timeline)) = (Context::default(), opened());
        let (source, carried) = (session.source.clone(), state.clone());
        let story = Arc::new(episode());
        let new = Replacement { story, document: None, state: carried, source: None, plan: None, is_sound: true };
        session.replace(&ctx, &mut state, &mut timeline, new);
        assert_eq!(session.source, source);
        assert_eq!(state.selection, Selection::Event(EventId(3)));
        assert_eq!(session.revision, 1);
        assert!(timeline.glide.is_none());
    }
}
