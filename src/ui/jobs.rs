//! What goes on beside the frames: a story on its way in, a picture on its way out, and the view that is kept of each.

use super::open::{self, Opened, Source};
use super::{App, Cache, cards, export, host, status};

impl App {
    pub(super) fn finish_jobs(&mut self, ctx: &egui::Context) {
        if let Some(done) = self.opening.as_mut().and_then(open::Opening::poll) {
            let print = self.opening.take().and_then(|opening| opening.progress.print());
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
        status::expire(ctx, &mut self.notice);
        if let Some(done) = self.exporting.as_mut().and_then(export::Exporting::poll) {
            self.exporting = None;
            self.notice = Some(done);
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
                let old = std::mem::replace(&mut self.opened, Opened { story, source: done.source });
                let old_state = std::mem::replace(&mut self.state, state);
                let Cache { story, version, .. } = self.cache;
                let plan = plan.map(|(width, plan)| ((self.state.lineup().clone(), width.to_bits()), plan));
                let cache = Cache { plan, story: story + 1, version: version + 1, ..Cache::default() };
                let old_cache = std::mem::replace(&mut self.cache, cache);
                host::put_away((old.story, old_state, old_cache.plan));
                host::set_title(ctx, &self.opened.window_title());
                (self.glide, self.morph, self.moving_lane) = (None, None, None);
                (self.pointed, self.pointing) = Default::default();
                self.card = None;
                self.notice = None;
                self.restore_view();
                self.compare_aside(ctx);
                self.notice = match notes.as_slice() {
                    [] => status::Notice::missing_letters(ctx, &self.opened.story, &letters),
                    notes => Some(status::Notice::notes(notes)),
                };
                self.show_arriving(ctx);
            }
            Err(problems) => {
                // It is of the story that did not come.
                self.arriving = None;
                self.card = Some(cards::Card::Problems { name: done.source.name(), problems });
            }
        }
        ctx.request_repaint();
    }

    pub(super) fn keep_view(&mut self) {
        self.settings.keep(&self.opened.source.name(), &self.opened.story, &self.state);
    }

    pub(super) fn restore_view(&mut self) {
        self.settings.restore(&self.opened.source.name(), &self.opened.story, &mut self.state);
    }
}
