//! A value that is made of a story beside the frames, so that no frame waits for it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use egui::Context;

use super::in_background;
use crate::story::Story;

/// A story of up to so many events is counted and compared within a frame, when that is first asked for.
pub(in crate::ui) const FEW_TO_COUNT: usize = 50_000;

/// A value being made in the background.
pub(in crate::ui) struct Task<T>(Receiver<T>);

impl<T: Send + 'static> Task<T> {
    /// Begins to make something of a story; `ctx` is woken when it is there.
    pub(in crate::ui) fn begin(
        ctx: &Context,
        story: &Arc<Story>,
        make: impl FnOnce(&Story) -> T + Send + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        // Nothing is made of a story that has been closed meanwhile.
        let (story, ctx) = (Arc::downgrade(story), ctx.clone());
        let mut make = Some(make);
        in_background(move || {
            if let (Some(make), Some(story)) = (make.take(), story.upgrade()) {
                // The window may be gone by now, or show something else.
                let _ = sender.send(make(&story));
                ctx.request_repaint();
            }
            true
        });
        Self(receiver)
    }

    /// The value, once.
    pub(in crate::ui) fn poll(&self) -> Option<T> {
        self.0.try_recv().ok()
    }
}
