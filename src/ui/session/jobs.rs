//! What goes on beside the frames: a story on its way in, a picture on its way out, and the view that is kept of each.

use super::open::{self, Source};
use crate::ui::app::App;
use crate::ui::bars::notice::{self, Notice};
use crate::ui::cards::picture::Exporting;
use crate::ui::timeline::fresh::Cache;
use crate::ui::{cards, host};

impl App {
    pub(in crate::ui) fn finish_jobs(&mut self, ctx: &egui::Context) {
        if let Some(done) = self.session.opening.as_mut().and_then(open::Opening::poll) {
            let print = self.session.opening.take().and_then(|opening| opening.progress.print());
            let refused = done.result.is_err().then(|| done.source.clone());
            self.arrive(ctx, done);
            if let Some(source) = refused {
                self.watch_refused(ctx, source, print);
            } else {
                self.watch_opened(ctx, print);
                self.note_story();
            }
        }
        self.follow_file(ctx);
        self.index_aside(ctx);
        self.finish_counting();
        self.finish_copy();
        notice::expire(ctx, &mut self.overlays.notice);
        if let Some(done) = self.overlays.exporting.as_mut().and_then(Exporting::poll) {
            self.overlays.exporting = None;
            self.overlays.notice = Some(done);
        }
    }

    /// Takes over a story that was opened, or tells why it was not; the open one stays then.
    fn arrive(&mut self, ctx: &egui::Context, done: open::Arrived) {
        match done.result {
            Ok(ready) => {
                let open::Ready { story, state, plan, letters, notes } = *ready;
                self.keep_view();
                match &done.source {
                    Source::File(path) => self.settings.remember(path),
                    Source::Address(address) => self.settings.remember(address.as_ref()),
                    Source::Episode | Source::Bytes(..) | Source::Unread(..) => {}
                }
                let old = std::mem::replace(&mut self.session.story, story);
                self.session.source = done.source;
                self.session.revision += 1;
                (self.session.comparing, self.session.is_indexing) = (None, false);
                let old_state = std::mem::replace(&mut self.state, state);
                let version = self.timeline.cache.version;
                let plan = plan.map(|(width, plan)| ((self.state.lineup().clone(), width.to_bits()), plan));
                let cache = Cache { plan, version: version + 1, ..Cache::default() };
                let old_cache = std::mem::replace(&mut self.timeline.cache, cache);
                host::put_away((old, old_state, old_cache.plan));
                host::set_title(ctx, &self.session.window_title());
                (self.timeline.glide, self.timeline.morph, self.timeline.moving_lane) = (None, None, None);
                (self.timeline.pointed, self.timeline.pointing) = Default::default();
                self.overlays.card = None;
                self.overlays.notice = None;
                self.restore_view();
                self.compare_aside(ctx);
                self.overlays.notice = match notes.as_slice() {
                    [] => Notice::missing_letters(ctx, &self.session.story, &letters),
                    notes => Some(Notice::notes(notes)),
                };
                self.show_arriving(ctx);
            }
            Err(problems) => {
                // It is of the story that did not come.
                self.session.arriving = None;
                self.overlays.card = Some(cards::Card::Problems { name: done.source.name(), problems });
            }
        }
        ctx.request_repaint();
    }

    pub(in crate::ui) fn keep_view(&mut self) {
        self.settings.keep(&self.session.source.name(), &self.session.story, &self.state);
    }

    pub(in crate::ui) fn restore_view(&mut self) {
        self.settings.restore(&self.session.source.name(), &self.session.story, &mut self.state);
    }
}
