//! Writing: carrying out changes of the story, undoing and redoing them with those of the view, and showing what came of it.

use std::sync::Arc;

use egui::Context;

use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::ItemId;
use crate::document::fields::ItemKind;
use crate::document::history::Taken;
use crate::state::command::Command;
use crate::state::view::{ThingId, ThingKind};
use crate::state::{Mode, Selection, State, StepNames};
use crate::story::Story;
use crate::theme::Fonts;
use crate::ui::app::App;
use crate::ui::host::read::compile_now;
use crate::ui::host::source::Source;
use crate::ui::notice::Notice;
use crate::ui::session::Replacement;
use crate::ui::session::checks::Check;
use crate::ui::session::edit::Edited;
use crate::ui::session::trouble::{Trouble, TroubleKind, has_errors};

impl App {
    /// Explores or writes. The built-in story stays as it is: writing begins with a copy of it.
    pub(in crate::ui) fn set_mode(&mut self, ctx: &Context, mode: Mode) {
        if mode == Mode::Write && !self.session.is_editable() {
            let text = "This story is too large to be edited here; `plotlanes edit` can change it";
            self.notice = Some(Notice::failure(text));
            return;
        }
        if mode == Mode::Write && self.session.source == Source::Episode {
            self.make_copy(ctx);
        }
        self.state.apply(&self.session.story, Command::SetMode(mode));
    }

    /// Makes a change of the story; what cannot be made is told.
    pub(in crate::ui) fn make(&mut self, ctx: &Context, change: &Change) {
        if self.session.source == Source::Episode {
            self.set_mode(ctx, Mode::Write);
        }
        match self.session.make(ctx, change) {
            Ok(edited) => {
                self.name_steps();
                if let Some(edited) = edited {
                    self.show_edited(ctx, edited);
                }
            }
            Err(error) => {
                self.notice = Some(Notice::failure(format!("Not done ({}): {error}", change.name)));
            }
        }
    }

    /// Takes back the last step, or makes the next one again.
    pub(in crate::ui) fn turn(&mut self, ctx: &Context, is_undo: bool) {
        let Some((name, taken)) = self.session.turn(is_undo) else {
            self.name_steps();
            return;
        };
        match taken {
            Taken::View => {
                let command = if is_undo { Command::Undo } else { Command::Redo };
                self.apply_to_view(ctx, command);
            }
            Taken::Text(select) => {
                if let Some(edited) = self.session.compile(ctx, select) {
                    self.show_edited(ctx, edited);
                }
            }
        }
        let verb = if is_undo { "Undone" } else { "Done again" };
        self.notice = Some(Notice::told(format!("{verb}: {name}")));
        self.name_steps();
    }

    /// Tells the view what Undo and Redo would do.
    pub(in crate::ui) fn name_steps(&mut self) {
        let history = &self.session.history;
        let [undo, redo] = [history.undo_name(), history.redo_name()].map(|name| name.map(str::to_owned));
        self.state.steps = StepNames { undo, redo };
    }

    /// Shows the story as it is after an edit. Where nothing of it can be shown, the last version stays.
    pub(in crate::ui) fn show_edited(&mut self, ctx: &Context, edited: Edited) {
        let Edited { story, problems, is_sound, select } = edited;
        self.session.is_sound = is_sound;
        if let Some(new) = story {
            self.session.show_edited(ctx, &mut self.state, &mut self.timeline, *new);
            self.cards.follow_reload();
            let found = select.and_then(|item| selection_of(&self.session.story, &item));
            if let Some(selection) = found {
                self.state.apply(&self.session.story, Command::Select(selection));
                self.timeline.wants.reveal = true;
            }
        }
        // Mistakes that the file had when it was opened may be mended now.
        let trouble = &mut self.session.watching.trouble;
        if let Some(known) = trouble.take_if(|trouble| matches!(trouble.kind, TroubleKind::Mistakes(_))) {
            let kind = has_errors(&problems).then(|| TroubleKind::Mistakes(problems.clone()));
            *trouble = kind.map(|kind| Trouble { kind, ..known });
        }
        self.session.problems = problems;
        self.session.compile_rest(ctx);
        ctx.request_repaint();
    }

    /// Accepts a finding in the story's file, or no longer.
    pub(in crate::ui) fn mute(&mut self, ctx: &Context, check: &Check) {
        match self.session.muting(check) {
            Some(change) => self.run(ctx, Command::Make(Arc::new(change))),
            None => self.notice = Some(Notice::failure("This cannot be muted: the file says something else there")),
        }
    }

    /// Selects a thing of the story and brings it into sight, or tells that it is not shown.
    pub(in crate::ui) fn go_to_item(&mut self, ctx: &Context, item: Option<&ItemId>) {
        match item.and_then(|item| selection_of(&self.session.story, item)) {
            Some(selection) => {
                self.run(ctx, Command::Select(selection));
                self.timeline.wants.reveal = true;
            }
            None => self.notice = Some(Notice::told("This is not shown, because of the mistake in it")),
        }
    }

    /// Goes on with a copy of the open story, which is in no file yet.
    pub(in crate::ui) fn make_copy(&mut self, ctx: &Context) {
        self.session.become_new(ctx, format!("{} (copy)", self.session.story.title));
        self.notice = Some(Notice::told("This is a copy to write in; Ctrl+S saves it"));
    }

    /// Opens a story that is in no file yet, to be written.
    pub(in crate::ui) fn open_new(&mut self, ctx: &Context, document: Document, name: String) {
        let compiled = compile_now(&document, None);
        let Some(story) = compiled.story else { return };
        let story = Arc::new(story);
        let mut state = State::new(&story);
        state.mode = Mode::Write;
        let new = Replacement {
            story,
            document: Some(document),
            state,
            source: Some(Source::New(name)),
            plan: None,
            problems: compiled.problems,
            is_sound: compiled.is_sound,
            fonts: Fonts::bundled(),
        };
        self.session.replace(ctx, &mut self.state, &mut self.timeline, new);
        self.session.watch(ctx, None);
        self.session.note();
        self.notice = None;
    }
}

/// An item as something that can be selected.
fn selection_of(story: &Story, item: &ItemId) -> Option<Selection> {
    let kind = match item.kind {
        ItemKind::Event => ThingKind::Event,
        ItemKind::Thread => ThingKind::Thread,
        ItemKind::Character => ThingKind::Character,
        ItemKind::Place => ThingKind::Place,
        ItemKind::Source | ItemKind::Phase => return None,
    };
    ThingId { kind, id: item.id.clone() }.find(story)
}
