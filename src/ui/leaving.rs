//! Leaving the open story: for another one, a new one, or because the window closes. While there is work that would be
//! lost, a card asks first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use egui::{Context, ViewportCommand};

use crate::document::Document;
use crate::state::command::WriteCommand;
use crate::ui::app::App;
use crate::ui::cards::Card;
use crate::ui::host;
use crate::ui::host::source::Source;
use crate::ui::next::Next;

impl App {
    /// Closes without a question once this is set: the system ends the program, and what is not saved is kept as a draft.
    pub fn end_when(&mut self, is_ending: Arc<AtomicBool>) {
        self.closing.is_ending = is_ending;
    }

    /// Does what leaves the open story; asks first if there is unsaved work in it.
    pub(in crate::ui) fn leave(&mut self, ctx: &Context, next: Next) {
        if !self.session.has_work() {
            self.proceed(ctx, next);
        } else if !self.session.follow_save_by(&next) {
            let name = self.session.source.short_name();
            self.cards.show(ctx, Card::Leaving { name, next });
        }
    }

    /// Does it, with whatever is unsaved lost.
    pub(in crate::ui) fn give_up(&mut self, ctx: &Context, next: Next) {
        self.session.give_up();
        self.proceed(ctx, next);
    }

    /// Whether it only shows the open story differently.
    pub(in crate::ui) fn is_at_hand(&self, next: &Next) -> bool {
        matches!(next, Next::Open(source, Some(_)) if self.session.source == *source && self.session.opening.is_none())
    }

    /// Does it: nothing is to be asked any more.
    pub(in crate::ui) fn proceed(&mut self, ctx: &Context, next: Next) {
        let is_at_hand = self.is_at_hand(&next);
        match next {
            Next::Open(source, view) => {
                if !is_at_hand {
                    self.open(ctx, source);
                }
                if let Some(view) = view {
                    self.show_when_open(ctx, *view);
                }
            }
            Next::New => {
                self.open_new(ctx, Document::new_story("Untitled"), "Untitled".to_owned());
                self.session.note_origin();
                self.write(ctx, WriteCommand::AddEvent);
            }
            Next::Create(document, name) => self.open_new(ctx, *document, name),
            Next::Close => {
                self.closing.is_decided = true;
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Keeps the window open while there is unsaved work, and asks about it.
    pub(in crate::ui) fn watch_closing(&mut self, ctx: &Context) {
        host::ask_before_leaving(self.session.has_work());
        if !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        let is_certain = self.closing.is_decided || self.closing.is_ending.load(Ordering::Relaxed);
        if !is_certain && self.session.has_work() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.leave(ctx, Next::Close);
        }
    }

    /// Whether the story that has come may take the place of the open one: not while that has work that was written after
    /// the other one was asked for. Then a card asks.
    pub(in crate::ui) fn is_free_for(&mut self, ctx: &Context, source: &Source) -> bool {
        if !self.session.has_work() || self.session.is_given_up() {
            return true;
        }
        let view = self.session.arriving.take().map(Box::new);
        self.leave(ctx, Next::Open(source.clone(), view));
        false
    }
}
