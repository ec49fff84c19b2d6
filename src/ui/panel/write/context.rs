//! What the pages for writing share: the text of the story, the changes that they make of it, and the things that can be
//! named in a field.

use std::hash::Hash;
use std::sync::Arc;

use egui::{Id, Response, RichText, Ui};

use crate::document::Document;
use crate::document::change::Change;
use crate::document::fields::ItemKind;
use crate::document::write::{Outcome, Written};
use crate::state::command::Command;
use crate::state::completion::Names;
use crate::story::Story;
use crate::story::id::{EventId, ThreadId};
use crate::ui::edit::picker::{self, Line, Picked, Picker};
use crate::ui::edit::text::{Send, Text, reason_ui};
use crate::ui::panel::{Page, WANTS_TITLE};
use crate::ui::widgets::kit::target;

/// What the pages for writing read, and the commands that they push.
pub(super) struct Writing<'a, 'c> {
    pub(super) page: &'a Page<'a>,
    /// The text of the story as it is now.
    pub(super) document: &'a Document,
    pub(super) commands: &'c mut Vec<Command>,
}

/// What can be named in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Things {
    Events,
    Threads,
    Characters,
    Places,
    Sources,
    Tags,
    Groups,
    Phases,
    /// Facts that characters learn and know.
    Facts,
    /// Free words, which nothing is found by.
    Words,
}

impl Things {
    fn word(self) -> &'static str {
        match self {
            Self::Events => "event",
            Self::Threads => "thread",
            Self::Characters => "character",
            Self::Places => "place",
            Self::Sources => "source",
            Self::Tags => "tag",
            Self::Groups => "group",
            Self::Phases => "phase",
            Self::Facts => "fact",
            Self::Words => "word",
        }
    }

    fn names(self, story: &Story) -> Names {
        match self {
            Self::Events => Names::new(story.events.iter().map(|event| [event.title])),
            Self::Threads => Names::new(story.threads.iter().map(|thread| [&*thread.title])),
            Self::Characters => Names::new(story.characters.iter().map(|character| {
                std::iter::once(&*character.name).chain(character.aliases.iter().map(String::as_str))
            })),
            Self::Places => Names::new(story.places.iter().map(|place| [&*place.name])),
            Self::Sources => Names::new(story.sources.iter().map(|source| [&*source.title])),
            Self::Tags => Names::new(story.tags.iter().map(|tag| [&**tag])),
            Self::Groups => Names::new(story.groups.iter().map(|group| [&**group])),
            Self::Phases => Names::new(story.phases.iter().map(|phase| [&*phase.title])),
            Self::Facts => Names::new(story.continuity.facts.iter().map(|fact| [&**fact])),
            Self::Words => Names::default(),
        }
    }

    /// The id in the file of the thing at a position; the name of a tag or group.
    pub(super) fn id(self, story: &Story, at: usize) -> &str {
        match self {
            Self::Events => story.event(EventId(at as u32)).id,
            Self::Threads => &story.threads[at].id,
            Self::Characters => &story.characters[at].id,
            Self::Places => &story.places[at].id,
            Self::Sources => &story.sources[at].id,
            Self::Tags => &story.tags[at],
            Self::Groups => &story.groups[at],
            Self::Phases => &story.phases[at].title,
            Self::Facts => &story.continuity.facts[at],
            Self::Words => "",
        }
    }

    /// How many a story has.
    pub(super) fn count(self, story: &Story) -> usize {
        match self {
            Self::Events => story.events.len(),
            Self::Threads => story.threads.len(),
            Self::Characters => story.characters.len(),
            Self::Places => story.places.len(),
            Self::Sources => story.sources.len(),
            Self::Tags => story.tags.len(),
            Self::Groups => story.groups.len(),
            Self::Phases => story.phases.len(),
            Self::Facts => story.continuity.facts.len(),
            Self::Words => 0,
        }
    }

    /// The name of the thing with this id; the id itself if the story has none.
    pub(super) fn name<'s>(self, story: &'s Story, at: Option<usize>, id: &'s str) -> &'s str {
        match (self, at) {
            (Self::Events, Some(at)) => story.event(EventId(at as u32)).title,
            (Self::Threads, Some(at)) => &story.threads[at].title,
            (Self::Characters, Some(at)) => &story.characters[at].name,
            (Self::Places, Some(at)) => &story.places[at].name,
            (Self::Sources, Some(at)) => &story.sources[at].title,
            (Self::Tags | Self::Groups | Self::Phases | Self::Facts | Self::Words, _) | (_, None) => id,
        }
    }
}

impl Writing<'_, '_> {
    /// The id of the widget for a field of an item: the same in every version of the story.
    pub(super) fn id(&self, of: &Written, field: impl Hash + std::fmt::Debug) -> Id {
        let kind = match &of.owner {
            crate::document::edit::FieldOwner::Item(item) => item.kind.word(),
            crate::document::edit::FieldOwner::Story => "story",
        };
        Id::unique(("field", self.page.opened, kind)).with(of.id()).with(field)
    }

    /// An item as it is written, found once for every version of the text.
    pub(super) fn written(&self, ui: &Ui, kind: ItemKind, id: &str) -> Option<Arc<Written>> {
        let key = (self.page.opened, self.document.revision(), kind, id.to_owned());
        let found = self.page.memo(ui.ctx(), "written", key, || Written::item(self.document, kind, id).map(Arc::new));
        found.as_ref().clone()
    }

    /// Makes a change; the reason why there is none is told by [`refused_ui`](Self::refused_ui).
    pub(super) fn make(&mut self, ui: &Ui, outcome: Outcome) {
        let reason = match outcome {
            Ok(change) => {
                self.push(change);
                None
            }
            Err(reason) => Some(reason),
        };
        ui.data_mut(|data| data.insert_temp(refused_id(), (self.page.opened, reason)));
    }

    /// Makes a change.
    pub(super) fn push(&mut self, change: Change) {
        self.commands.push(Command::Make(Arc::new(change)));
    }

    /// Why the last change could not be made, if it could not.
    pub(super) fn refused_ui(&self, ui: &mut Ui) {
        let refused = ui.data(|data| data.get_temp::<(u64, Option<String>)>(refused_id()));
        if let Some((opened, Some(reason))) = refused
            && opened == self.page.opened
        {
            reason_ui(ui, self.page.theme, &reason);
        }
    }

    /// A text to edit; `make` makes the change.
    pub(super) fn text(&mut self, ui: &mut Ui, text: Text<'_>, make: impl Fn(&str) -> Outcome) -> Response {
        text.show(ui, self.page.theme, &self.page.state.steps, make, self.commands)
    }

    /// A field of an item that is a line of text, by the name it has for screen readers.
    pub(super) fn line(&mut self, ui: &mut Ui, of: &Written, field: &str, name: &str, hint: &str) -> Response {
        let value = of.text(field);
        let text = Text { hint, ..Text::line(self.id(of, field), name, &value) };
        self.text(ui, text, |text| of.with_text(field, text))
    }

    /// A field of an item that is running text.
    pub(super) fn paragraph(&mut self, ui: &mut Ui, of: &Written, field: &str, name: &str, hint: &str) -> Response {
        let value = of.text(field);
        let text = Text { hint, ..Text::paragraph(self.id(of, field), name, &value) };
        self.text(ui, text, |text| of.with_text(field, text))
    }

    /// The title of an item, large.
    pub(super) fn title(&mut self, ui: &mut Ui, of: &Written, field: &str, name: &str) -> Response {
        let value = of.text(field);
        let id = self.id(of, field);
        let wish = Id::unique(WANTS_TITLE);
        if ui.data_mut(|data| data.remove_temp::<bool>(wish)) == Some(true) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let text = Text { hint: name, ..Text::title(id, name, &value) };
        self.text(ui, text, |text| of.with_text(field, text))
    }

    /// The id of an item, which is changed when the field is left; every reference follows.
    pub(super) fn id_line(&mut self, ui: &mut Ui, of: &Written) {
        let document = self.document;
        ui.horizontal(|ui| {
            ui.set_min_height(target(ui));
            self.words(ui, "id").on_hover_text("The name that the file has for it; every reference follows");
            let text = Text { send: Send::WhenLeft, ..Text::line(self.id(of, "id"), "Id in the file", of.id()) };
            self.text(ui, text, |text| of.renamed(document, text));
        });
    }

    /// Small muted words, such as the name of a field beside it.
    pub(super) fn words(&self, ui: &mut Ui, words: &str) -> Response {
        ui.label(RichText::new(words).size(13.0).color(self.page.theme.muted))
    }

    /// The names of things, folded once for every version of the story.
    fn names(&self, ui: &Ui, things: Things) -> Arc<Names> {
        let what = format!("names of {}s", things.word());
        self.page.memo(ui.ctx(), &what, (), || things.names(self.page.story))
    }

    /// The position of the thing with this id, found once for every version of the story.
    pub(super) fn position(&self, ui: &Ui, things: Things, id: &str) -> Option<usize> {
        let story = self.page.story;
        let what = format!("ids of {}s", things.word());
        let ids = self.page.memo(ui.ctx(), &what, (), || {
            let ids = (0..things.count(story)).map(|at| (things.id(story, at).to_owned(), at));
            ids.collect::<std::collections::HashMap<String, usize>>()
        });
        ids.get(id).copied()
    }

    /// A field in which a thing is named by typing. `is_open` says which may be named. Also gives the one that Enter would
    /// take.
    pub(super) fn pick(
        &self,
        ui: &mut Ui,
        picker: &Picker<'_>,
        things: Things,
        is_open: impl Fn(usize) -> bool,
    ) -> (Picked, Option<usize>) {
        let (story, theme) = (self.page.story, self.page.theme);
        let names = Picker::is_open(ui, picker.id).then(|| self.names(ui, things));
        let find = |typed: &str| names.map(|names| names.find(typed, picker::MOST, is_open)).unwrap_or_default();
        let line = |at: usize| {
            let hue = |thread: ThreadId| Some(theme.hue(thread.index()));
            let (hue, detail) = match things {
                Things::Events => (hue(story.event(EventId(at as u32)).thread), String::new()),
                Things::Threads => (hue(ThreadId(at as u32)), String::new()),
                Things::Characters => (None, story.characters[at].group.clone()),
                Things::Places => {
                    let around = story.places[at].within.map(|around| format!("in {}", story.place(around).name));
                    (None, around.unwrap_or_default())
                }
                Things::Sources | Things::Tags | Things::Groups | Things::Phases | Things::Facts | Things::Words => {
                    (None, String::new())
                }
            };
            Line { title: things.name(story, Some(at), things.id(story, at)).to_owned(), detail, hue }
        };
        picker.show(ui, theme, find, line)
    }
}

fn refused_id() -> Id {
    Id::unique("why a change was refused")
}
