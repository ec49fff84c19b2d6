//! The card over the window with the fields that it changes, and the keyboard's way to it and back.

use egui::{Context, Id};

use super::conflict::ConflictCard;
use super::export::Wish;
use super::outline::OutlineCard;
use super::palette::Palette;
use super::save::SaveAs;
use crate::story::problem::Problem;
use crate::ui::host::read::Foreign;
use crate::ui::host::source::Dialog;
use crate::ui::next::Next;
use crate::ui::session::recovery::Report;

/// The card that is open, if one is.
#[derive(Default)]
pub(in crate::ui) struct Cards {
    pub(super) card: Option<Card>,
    /// Whether the card that has just opened is still to get the keyboard.
    pub(super) focus_card: bool,
    /// The widget that had the keyboard before the card, and gets it back.
    focus_back: Option<Id>,
}

/// A card, with the fields that it changes.
pub(in crate::ui) enum Card {
    /// The mistakes in a file.
    Mistakes {
        /// The name of the file.
        name: String,
        /// The mistakes in it, and the notes on it.
        problems: Vec<Problem>,
        /// Whether the rest of the file is what the window shows.
        is_shown: bool,
    },
    /// What a new story does not say of the file of another program that it was made from.
    Foreign(Foreign),
    /// Choosing a file, by its path or through a dialog.
    Open {
        /// The path as typed.
        path: String,
        /// A dialog that is open.
        dialog: Option<Dialog>,
    },
    /// A new story from an outline.
    Outline(Box<OutlineCard>),
    /// Saving the story elsewhere.
    SaveAs(Box<SaveAs>),
    /// The unsaved work, before the open story is left.
    Leaving {
        /// The name of the story's file.
        name: String,
        /// What the user wants to do next.
        next: Next,
    },
    /// Two versions of the story: what was written here, and what another program has saved.
    Conflict(Box<ConflictCard>),
    /// Saving a picture.
    Export {
        /// The picture as filled in so far.
        wish: Wish,
        /// A dialog that is open.
        dialog: Option<Dialog>,
    },
    /// Keys and gestures.
    Help,
    /// Commands and names, by typing.
    Palette(Palette),
    /// The report of a crash.
    Report(Report),
}

impl Card {
    /// The card for opening a story.
    pub(in crate::ui) fn open() -> Self {
        Self::Open { path: String::new(), dialog: None }
    }

    /// The card with commands and names.
    pub(in crate::ui) fn palette() -> Self {
        Self::Palette(Palette::default())
    }

    /// The card for saving a view or a poster.
    pub(in crate::ui) fn export(poster: bool) -> Self {
        Self::Export { wish: Wish::new(poster), dialog: None }
    }

    /// The title of the card.
    pub(super) fn title(&self) -> &'static str {
        match self {
            Self::Mistakes { is_shown: true, .. } => "Mistakes in this story",
            Self::Mistakes { is_shown: false, .. } => "This story cannot be opened",
            Self::Foreign(_) => "A new story, made from a file",
            Self::Open { .. } => "Open a story",
            Self::Outline(_) => "A new story from an outline",
            Self::SaveAs(card) if card.is_failure() => "The story was not saved",
            Self::SaveAs(_) => "Save the story as",
            Self::Conflict(_) => "Two versions of this story",
            Self::Leaving { .. } => "Save what you wrote?",
            Self::Export { .. } => "Save a picture",
            Self::Help => "Keys and gestures",
            Self::Palette(_) => "Do or go to",
            Self::Report(_) => "Crash report",
        }
    }

    /// Whether the card gives the keyboard to one of its own widgets first.
    pub(super) fn takes_keyboard(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Outline(_) | Self::SaveAs(_) | Self::Leaving { .. } | Self::Palette(_))
    }
}

impl Cards {
    /// Shows a card, which gets the keyboard, in the place of the one that is open.
    pub(in crate::ui) fn show(&mut self, ctx: &Context, card: Card) {
        if self.card.is_none() {
            self.focus_back = ctx.memory(egui::Memory::focused);
        }
        self.card = Some(card);
        self.focus_card = true;
    }

    /// Shows a card that tells of something that has happened. The keyboard stays where it is.
    pub(in crate::ui) fn tell(&mut self, card: Card) {
        self.card = Some(card);
    }

    /// Closes the card.
    pub(in crate::ui) fn close(&mut self) {
        self.card = None;
    }

    /// Whether a card is open.
    pub(in crate::ui) fn is_open(&self) -> bool {
        self.card.is_some()
    }

    /// Closes the card about two versions of the story, because there is a third.
    pub(in crate::ui) fn close_conflict(&mut self) {
        self.card.take_if(|card| matches!(card, Card::Conflict(_)));
    }

    /// Whether the help is open.
    pub(in crate::ui) fn is_help(&self) -> bool {
        matches!(self.card, Some(Card::Help))
    }

    /// Whether the palette is open.
    pub(in crate::ui) fn is_palette(&self) -> bool {
        matches!(self.card, Some(Card::Palette(_)))
    }

    /// Whether the mistakes in a file are listed.
    pub(in crate::ui) fn is_mistakes(&self) -> bool {
        matches!(self.card, Some(Card::Mistakes { .. }))
    }

    /// Takes notice that the open story was replaced by a newer version of it.
    pub(in crate::ui) fn follow_reload(&mut self) {
        match &mut self.card {
            // The things that it lists have other ids now.
            Some(Card::Palette(palette)) => palette.renew(),
            Some(Card::Mistakes { .. }) => self.card = None,
            _ => {}
        }
    }

    /// Gives the keyboard back to the widget that had it before the last card, as soon as it can have it again.
    pub(super) fn give_keyboard_back(&mut self, ctx: &Context) {
        let Some(before) = self.focus_back else { return };
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            ctx.request_repaint();
            return;
        }
        self.focus_back = None;
        if ctx.memory(|memory| memory.focused().is_none()) {
            ctx.memory_mut(|memory| memory.request_focus(before));
        }
    }
}
