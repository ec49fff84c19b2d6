//! Takes over what has become ready since the last frame: a story that was opened, a picture that was written, and
//! everything that is made in the background.

use super::open::{self, Source};
use super::replace::Replacement;
use super::trouble::{Trouble, has_errors};
use crate::ui::app::App;
use crate::ui::bars::notice::{self, Notice};
use crate::ui::cards::Card;
use crate::ui::cards::picture::Exporting;
use crate::ui::host::Fingerprint;

impl App {
    /// Takes over everything that has become ready.
    pub(in crate::ui) fn finish_jobs(&mut self, ctx: &egui::Context) {
        if let Some(done) = self.session.opening.as_mut().and_then(open::Opening::poll) {
            let print = self.session.opening.take().and_then(|opening| opening.progress.print());
            self.arrive(ctx, done, print);
        }
        self.follow_file(ctx);
        self.keep_index(ctx);
        self.finish_counting();
        self.finish_copy();
        notice::expire(ctx, &mut self.overlays.notice);
        if let Some(done) = self.overlays.exporting.as_mut().and_then(Exporting::poll) {
            self.overlays.exporting = None;
            self.overlays.notice = Some(done);
        }
    }

    /// Shows a story that was opened; or tells why it was not, and the open one stays.
    fn arrive(&mut self, ctx: &egui::Context, done: open::Arrived, print: Option<Fingerprint>) {
        match done.result {
            Ok(ready) => {
                let open::Ready { story, document, state, plan, letters, problems, is_sound } = *ready;
                self.keep_view();
                match &done.source {
                    Source::File(path) => self.settings.remember(path),
                    Source::Address(address) => self.settings.remember(address.as_ref()),
                    Source::Episode | Source::Bytes(..) | Source::Unread(..) => {}
                }
                let new = Replacement { story, document, state, source: Some(done.source), plan, is_sound };
                self.session.replace(ctx, &mut self.state, &mut self.timeline, new);
                self.overlays.card = None;
                self.overlays.notice = None;
                self.restore_view();
                self.overlays.notice = match problems.as_slice() {
                    [] => Notice::missing_letters(ctx, &self.session.story, &letters),
                    // A bar tells of mistakes, with the notes among them.
                    problems if has_errors(problems) => None,
                    notes => Some(Notice::notes(notes)),
                };
                self.watch_opened(ctx, print);
                self.session.watching.trouble = Trouble::of_opened(problems);
                self.note_story();
                self.show_arriving(ctx);
            }
            Err(problems) => {
                // The link was to the story that did not come.
                self.session.arriving = None;
                let name = done.source.name();
                self.watch_refused(ctx, done.source, print);
                self.overlays.card = Some(Card::Problems { name, problems, is_shown: false });
            }
        }
        ctx.request_repaint();
    }

    /// Keeps the view of the open story in the settings.
    pub(in crate::ui) fn keep_view(&mut self) {
        self.settings.keep(&self.session.source.name(), &self.session.story, &self.state);
    }

    /// Brings back the view that was kept of the open story, if one was.
    pub(in crate::ui) fn restore_view(&mut self) {
        self.settings.restore(&self.session.source.name(), &self.session.story, &mut self.state);
    }
}
