//! The cards over the window, one at a time: opening and saving a story, leaving it, its mistakes, saving a picture, the palette, help, the report
//! of a crash; and the progress of opening. Esc or a click outside closes a card. A card changes its own fields and nothing
//! else: it reads a [`Context`] and pushes commands and requests.

mod card;
mod conflict;
mod context;
mod export;
mod foreign;
pub(in crate::ui) mod help;
mod leaving;
mod mistakes;
mod open;
mod outline;
mod palette;
mod report;
mod save;

use egui::{Id, Key, Modal, Response, RichText, Ui};

use crate::state::command::Command;
use crate::theme::{Theme, Weight};
use crate::ui::request::Request;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{icon_button, scrolled};
pub(in crate::ui) use card::{Card, Cards};
pub(in crate::ui) use conflict::ConflictCard;
use conflict::conflict_ui;
pub(in crate::ui) use context::Context;
use export::export_ui;
use foreign::foreign_ui;
use leaving::leaving_ui;
use mistakes::{Found, mistakes_ui};
use open::open_ui;
pub(in crate::ui) use open::opening_ui;
use outline::outline_ui;
use palette::palette_ui;
use report::report_ui;
pub(in crate::ui) use save::SaveAs;
use save::save_ui;

/// The height of a card without its scrolled content: its title and the room around it, in points.
const FRAME: f32 = 130.0;

/// Shows the card, if there is one.
pub(in crate::ui) fn cards_ui(
    ctx: &egui::Context,
    cards: &mut Cards,
    cx: &Context<'_>,
    commands: &mut Vec<Command>,
    requests: &mut Vec<Request>,
) {
    let Some(mut card) = cards.card.take() else {
        cards.give_keyboard_back(ctx);
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
        let closed = title_ui(ui, cx.theme, &card, &mut cards.focus_card);
        ui.add_space(2.0);
        closed | card_ui(ui, &mut card, &mut cards.focus_card, cx, commands, requests)
    });
    if modal.inner || modal.should_close() {
        ctx.request_repaint();
    } else {
        cards.card = Some(card);
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
            if !card.takes_keyboard() {
                give_keyboard(ui, &button, focus);
            }
            button.clicked()
        },
    );
    closed
}

/// Gives the keyboard to the first widget of a card, as long as `focus` says so. The request is repeated until it has an
/// effect: the first pass only measures the card. It ends once Tab has moved the keyboard on.
fn give_keyboard(ui: &Ui, first: &Response, focus: &mut bool) {
    *focus &= !first.has_focus() && !ui.input(|input| input.key_pressed(Key::Tab));
    if *focus {
        first.request_focus();
        ui.ctx().request_repaint();
    }
}

/// The content of the card below its title; returns whether the card is done.
fn card_ui(
    ui: &mut Ui,
    card: &mut Card,
    focus: &mut bool,
    cx: &Context<'_>,
    commands: &mut Vec<Command>,
    requests: &mut Vec<Request>,
) -> bool {
    let height = ui.ctx().content_rect().height();
    match card {
        Card::Mistakes { name, problems, is_shown } => {
            let found = Found { name, problems, is_shown: *is_shown };
            mistakes_ui(ui, cx.theme, &found, height - 200.0)
        }
        Card::Foreign(foreign) => foreign_ui(ui, cx, foreign, height - 220.0),
        Card::Open { path, dialog } => scrolled(ui, FRAME, |ui| open_ui(ui, cx, path, dialog, requests)),
        Card::SaveAs(card) => save_ui(ui, cx, card, focus, requests),
        Card::Leaving { name, next } => leaving_ui(ui, cx, name, next, focus, requests),
        Card::Conflict(card) => conflict_ui(ui, cx.theme, card, height - 240.0, requests),
        Card::Outline(card) => scrolled(ui, FRAME, |ui| outline_ui(ui, cx.theme, card, height, focus, requests)),
        Card::Export { wish, dialog } => scrolled(ui, FRAME, |ui| export_ui(ui, cx, wish, dialog, requests)),
        Card::Palette(shown) => palette_ui(ui, cx.theme, cx.story, cx.state, shown, commands),
        Card::Report(report) => report_ui(ui, cx.theme, report, height - 260.0),
        Card::Help => {
            help::help_ui(ui, cx.theme);
            ui.input(|input| input.key_pressed(Key::Questionmark) || input.key_pressed(Key::F1))
        }
    }
}
