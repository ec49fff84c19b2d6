//! Going on with unsaved work that a crash has left.

use egui::Context;

use crate::state::Mode;
use crate::state::command::Command;
use crate::ui::app::App;
use crate::ui::host::source::Source;
use crate::ui::notice::Notice;
use crate::ui::request::DraftAnswer;
use crate::ui::session::draft::{FileSince, LeftDraft};
use crate::ui::session::recovery::Offer;

impl App {
    /// Does what the user has answered to the offer of unsaved work. It is deleted only when it was taken over or given up.
    pub(in crate::ui) fn answer_draft(&mut self, ctx: &Context, answer: &DraftAnswer) {
        match answer {
            DraftAnswer::GoOn => self.go_on_with_draft(ctx),
            DraftAnswer::Later => self.session.offer = None,
            DraftAnswer::Discard | DraftAnswer::Keep => {
                if let Some(offer) = &mut self.session.offer {
                    offer.is_discarding = matches!(answer, DraftAnswer::Discard);
                }
            }
            DraftAnswer::DiscardIndeed => {
                self.session.offer = None;
                self.session.keeping.give_up_offered();
            }
        }
    }

    /// Goes on with the unsaved work that is offered: on top of its file, if that is as it was.
    fn go_on_with_draft(&mut self, ctx: &Context) {
        if self.session.has_work() {
            self.notice = Some(Notice::failure("Save the story that is open first, or close it; the offer stays"));
            return;
        }
        let Some(Offer { draft: Some(left), open, .. }) = self.session.offer.take() else { return };
        let view = open.map(|(_, view)| view);
        if let Some(file) = left.file.clone().filter(|_| left.since == FileSince::Same) {
            self.session.restoring = Some(left);
            self.open(ctx, Source::File(file));
            self.session.arriving = view;
        } else {
            self.restore_as_new(ctx, *left);
            self.session.arriving = view;
            self.show_arriving(ctx);
        }
    }

    /// Puts the unsaved work that waits for the story that was just opened in its place, if that is what it was made of.
    pub(in crate::ui) fn restore_draft(&mut self, ctx: &Context) {
        let Some(left) = self.session.restoring.take() else { return };
        if !matches!(&self.session.source, Source::File(path) if Some(path) == left.file.as_ref()) {
            // Another story was opened instead.
            self.session.offer = Some(Offer::of_draft(*left, None, None));
            return;
        }
        if !self.session.saved.as_ref().is_some_and(|saved| left.is_made_of(&saved.to_bytes())) {
            return self.restore_as_new(ctx, *left);
        }
        self.session.take_over(ctx, *left);
        self.state.apply(&self.session.story, Command::SetMode(Mode::Write));
        if let Some(edited) = self.session.compile(ctx, None) {
            self.show_edited(ctx, edited);
        }
        self.name_steps();
    }

    /// Puts the unsaved work in the place of its file, if that cannot be read; returns whether it waited for it.
    pub(in crate::ui) fn restore_without_file(&mut self, ctx: &Context) -> bool {
        let left = self.session.restoring.take();
        left.is_some_and(|left| {
            self.restore_as_new(ctx, *left);
            self.show_arriving(ctx);
            true
        })
    }

    /// Goes on with unsaved work as a story that is in no file yet: saving it overwrites nothing.
    fn restore_as_new(&mut self, ctx: &Context, left: LeftDraft) {
        let stem = left.file.as_ref().and_then(|file| file.file_stem()).map(|stem| stem.display().to_string());
        let name = stem.map_or_else(|| left.name.clone(), |stem| format!("{stem} (unsaved changes)"));
        let source = Source::New(name.clone());
        self.open_new(ctx, left.document.clone(), name);
        if self.session.source != source {
            self.notice =
                Some(Notice::failure("The unsaved work cannot be shown; it is kept, and offered at the next start"));
            return;
        }
        let is_copy = left.file.is_some();
        self.session.take_over(ctx, left);
        if is_copy {
            self.notice = Some(Notice::told("This is a copy with your changes; save it under another name"));
        }
    }
}
