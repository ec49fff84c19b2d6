//! What a change would contradict and move. A small story is tried in the frame, once the pointer rests for a moment; a
//! large one beside the frames, one change at a time.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use egui::Context;

use crate::document::change::Change;
use crate::state::proposal::{Trial, tried};
use crate::story::Story;
use crate::ui::host;
use crate::ui::timeline::context::Text;

/// How long a proposal must stay the same before it is tried, in seconds: trying takes longer than a frame lasts.
const REST: f64 = 0.08;
/// A story of up to so many events is tried at once.
const FEW: usize = 400;
/// A story of up to so many events is tried in the frame.
const FEW_IN_FRAME: usize = 1500;

/// A change being tried, or tried.
pub(super) struct Trying {
    change: Change,
    /// When it was first proposed, in egui's seconds.
    since: f64,
    trial: Option<Trial>,
    receiver: Option<Receiver<Trial>>,
}

impl Trying {
    /// The outcome of a change, once it is known; `trying` is what was tried before.
    pub(super) fn of<'t>(
        trying: &'t mut Option<Self>,
        ctx: &Context,
        story: &Story,
        text: Text<'_>,
        change: &Change,
    ) -> Option<&'t Trial> {
        let now = ctx.input(|input| input.time);
        let is_known = trying.as_ref().is_some_and(|trying| trying.change == *change);
        if !is_known {
            *trying = Some(Self { change: change.clone(), since: now, trial: None, receiver: None });
        }
        let this = trying.as_mut()?;
        this.go_on(ctx, story, text, now);
        this.trial.as_ref()
    }

    fn go_on(&mut self, ctx: &Context, story: &Story, text: Text<'_>, now: f64) {
        if self.trial.is_some() {
            return;
        }
        if let Some(receiver) = &self.receiver {
            self.trial = receiver.try_recv().ok();
            return;
        }
        let count = story.events.len();
        if count > FEW && now - self.since < REST {
            ctx.request_repaint_after(Duration::from_secs_f64(REST - (now - self.since)));
            return;
        }
        if count <= FEW_IN_FRAME {
            self.trial = Some(tried(text.document, story, text.problems, &self.change));
            return;
        }
        let (sender, receiver) = channel();
        let (document, problems, change) = (text.document.clone(), text.problems.to_vec(), self.change.clone());
        let ctx = ctx.clone();
        host::in_background(move || {
            // The story of the text, as it is shown: compiled again here, where it is not shared.
            let Some(story) = host::read::compile_now(&document, None).story else { return true };
            let _ = sender.send(tried(&document, &story, &problems, &change));
            ctx.request_repaint();
            true
        });
        self.receiver = Some(receiver);
    }
}
