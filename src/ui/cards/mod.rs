//! The cards over the window, one at a time: opening a story, its mistakes, saving a picture, the palette, help, the report
//! of a crash; and the progress of opening. Esc or a click outside closes a card. A card changes its own fields and nothing
//! else: it reads a [`Context`] and pushes commands and requests.

pub(in crate::ui) mod export;
pub(in crate::ui) mod help;
mod open;
pub(in crate::ui) mod palette;
pub(in crate::ui) mod picture;
mod problems;
mod report;

use std::sync::mpsc::{Receiver, TryRecvError};

use egui::{Id, Key, Modal, RichText, Ui};

use crate::state::State;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::problem::Problem;
use crate::theme::{Theme, Weight};
use crate::ui::bars::notice::Notice;
use crate::ui::host::Dialog;
use crate::ui::request::Request;
use crate::ui::session::open::Source;
use crate::ui::session::recovery::Report;
use crate::ui::settings::Settings;
use crate::ui::widgets::drawer::Drawer;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{icon_button, scrolled};
use export::{Wish, export_ui};
use open::open_ui;
pub(in crate::ui) use open::opening_ui;
use palette::{Palette, palette_ui};
use picture::Exporting;
use problems::{Found, problems_ui};
use report::report_ui;

/// How much higher a card is than what scrolls in it, with its title and the room around it, in points.
const FRAME: f32 = 130.0;

/// Everything over the window or beside the story: the card, the notice, the drawer, and jobs of cards.
#[derive(Default)]
pub(in crate::ui) struct Overlays {
    pub(in crate::ui) card: Option<Card>,
    pub(in crate::ui) notice: Option<Notice>,
    /// A picture being written.
    pub(in crate::ui) exporting: Option<Exporting>,
    /// The notice to show once the browser has copied.
    pub(in crate::ui) copying: Option<(Receiver<bool>, Notice)>,
    /// A file that was dropped and is not here yet.
    pub(in crate::ui) dropped: Option<Dialog>,
    /// The detail panel of a narrow screen.
    pub(in crate::ui) drawer: Drawer,
    /// Whether the card that has just opened is still to get the keyboard.
    pub(in crate::ui) focus_card: bool,
    /// The widget that had the keyboard before the card, and gets it back.
    pub(in crate::ui) focus_back: Option<Id>,
}

/// Everything that the cards read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Context<'a> {
    pub(in crate::ui) story: &'a Story,
    pub(in crate::ui) state: &'a State,
    pub(in crate::ui) settings: &'a Settings,
    pub(in crate::ui) theme: &'a Theme,
    /// The size of the timeline with its chart, in points: that of a picture of the view.
    pub(in crate::ui) timeline_size: [u32; 2],
    /// Whether a picture is being written.
    pub(in crate::ui) is_writing: bool,
}

/// A card, with the fields that it changes.
pub(in crate::ui) enum Card {
    /// The mistakes in a file.
    Problems {
        /// The name of the file.
        name: String,
        /// Everything wrong with it.
        problems: Vec<Problem>,
        /// Whether the rest of the file is what the window shows.
        is_shown: bool,
    },
    /// Choosing a file, by its path or through a dialog.
    Open {
        /// The path as typed.
        path: String,
        /// A dialog that is open.
        dialog: Option<Dialog>,
    },
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

    /// The card for saving a view or a poster.
    pub(in crate::ui) fn export(poster: bool) -> Self {
        Self::Export { wish: Wish::new(poster), dialog: None }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Problems { is_shown: true, .. } => "Mistakes in this story",
            Self::Problems { is_shown: false, .. } => "This story cannot be opened",
            Self::Open { .. } => "Open a story",
            Self::Export { .. } => "Save a picture",
            Self::Help => "Keys and gestures",
            Self::Palette(_) => "Do or go to",
            Self::Report(_) => "Crash report",
        }
    }

    /// Whether the card itself says where the keyboard goes first.
    fn takes_keyboard(&self) -> bool {
        matches!(self, Self::Open { .. } | Self::Palette(_))
    }
}

/// Shows the card, if there is one.
pub(in crate::ui) fn cards_ui(
    ctx: &egui::Context,
    overlays: &mut Overlays,
    cx: &Context<'_>,
    commands: &mut Vec<Command>,
    requests: &mut Vec<Request>,
) {
    let Some(mut card) = overlays.card.take() else {
        give_keyboard_back(ctx, overlays);
        return;
    };
    let screen = ctx.content_rect().size();
    let width = if matches!(card, Card::Help) { 760.0 } else { 520.0 };
    let width = (screen.x - 64.0).clamp(24.0, width);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
    let id = Id::unique("card");
    let modal = Modal::new(id).area(Modal::default_area(id).accessible_name(card.title())).frame(frame);
    let modal = modal.show(ctx, |ui| {
        ui.set_width(width);
        ui.set_max_height((screen.y - 90.0).max(24.0));
        let closed = title_ui(ui, cx.theme, &card, &mut overlays.focus_card);
        ui.add_space(2.0);
        closed | card_ui(ui, &mut card, cx, commands, requests)
    });
    if modal.inner || modal.should_close() {
        ctx.request_repaint();
    } else {
        overlays.card = Some(card);
    }
}

/// The title with the button that closes the card; returns whether it was clicked. `focus` says whether the button is
/// still to get the keyboard.
fn title_ui(ui: &mut Ui, theme: &Theme, card: &Card, focus: &mut bool) -> bool {
    let title = RichText::new(card.title()).font(Weight::Bold.font(17.0)).color(theme.text);
    let sides = egui::Sides::new().shrink_left().truncate();
    let ((), closed) = sides.show(
        ui,
        |ui| _ = ui.label(title),
        |ui| {
            let button = icon_button(ui, theme, Icon::Close, "Close (Esc)", true);
            // The request is repeated until it has an effect: the first pass only measures the card. It ends once Tab
            // has moved the keyboard on.
            let goes_on = ui.input(|input| input.key_pressed(Key::Tab));
            *focus &= !card.takes_keyboard() && !button.has_focus() && !goes_on;
            if *focus {
                button.request_focus();
                ui.ctx().request_repaint();
            }
            button.clicked()
        },
    );
    closed
}

/// The content of the card below its title; returns whether the card is done.
fn card_ui(
    ui: &mut Ui,
    card: &mut Card,
    cx: &Context<'_>,
    commands: &mut Vec<Command>,
    requests: &mut Vec<Request>,
) -> bool {
    let height = ui.ctx().content_rect().height();
    match card {
        Card::Problems { name, problems, is_shown } => {
            let found = Found { name, problems, is_shown: *is_shown };
            problems_ui(ui, cx.theme, &found, height - 200.0)
        }
        Card::Open { path, dialog } => scrolled(ui, FRAME, |ui| open_ui(ui, cx, path, dialog, requests)),
        Card::Export { wish, dialog } => scrolled(ui, FRAME, |ui| export_ui(ui, cx, wish, dialog, requests)),
        Card::Palette(shown) => palette_ui(ui, cx.theme, cx.story, cx.state, shown, commands),
        Card::Report(report) => report_ui(ui, cx.theme, report, height - 260.0),
        Card::Help => {
            help::help_ui(ui, cx.theme);
            ui.input(|input| input.key_pressed(Key::Questionmark) || input.key_pressed(Key::F1))
        }
    }
}

/// Gives the keyboard back to the widget that had it before the last card, as soon as it can have it again.
fn give_keyboard_back(ctx: &egui::Context, overlays: &mut Overlays) {
    let Some(before) = overlays.focus_back else { return };
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        ctx.request_repaint();
        return;
    }
    overlays.focus_back = None;
    if ctx.memory(|memory| memory.focused().is_none()) {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
}

/// The answer of a dialog, once it is there and not empty.
pub(in crate::ui) fn chosen(dialog: &mut Option<Dialog>) -> Option<Source> {
    let answer = dialog.as_ref()?.try_recv();
    match answer {
        Ok(source) => {
            *dialog = None;
            source
        }
        Err(TryRecvError::Empty) => None,
        Err(TryRecvError::Disconnected) => {
            *dialog = None;
            None
        }
    }
}
