//! Carrying out commands: what the state does not do itself, and what each of them means for the next frame.

use super::glide::Glide;
use super::palette::Palette;
use super::settings::ThemeChoice;
use super::{App, NARROW, cards, host, journal, toolbar};
use crate::state::Selection;
use crate::state::command::Command;

impl App {
    /// Carries out a command: the one place where the view of the story changes.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        // A page goes back and forward with the browser, which tells when it has.
        if command == Command::Back && host::go(-1) || command == Command::Forward && host::go(1) {
            return;
        }
        // What follows the hand or the wheel must not lag; what jumps is easier followed when it glides.
        let by_hand = matches!(command, Command::Zoom { .. } | Command::ScrollLanes(_));
        journal::note(&command);
        self.carry_out(ctx, command, by_hand);
    }

    fn carry_out(&mut self, ctx: &egui::Context, command: Command, by_hand: bool) {
        let arrow = matches!(command, Command::Step(_) | Command::NextHit | Command::PreviousHit);
        if let (true, Some(glide)) = (by_hand, self.glide.take()) {
            // The hand takes over where the window is now, not where it was going.
            self.state.window = glide.at(self.state.window, ctx);
        }
        let (window, selection) = (self.state.window, self.state.selection);
        let lane = self.state.lane;
        let (order, lineup) = (self.state.order(), self.state.lineup().clone());
        if command == Command::FilterBySearch {
            // The keys are the filter's now.
            ctx.memory_mut(|memory| memory.surrender_focus(toolbar::search_id()));
        }
        let rest = self.state.apply(&self.opened.story, command);
        if !std::sync::Arc::ptr_eq(&lineup, self.state.lineup()) {
            self.start_morph(ctx);
        }
        if self.state.order() != order {
            // A window of one order is none of the other.
            self.glide = None;
            self.wants.reveal = true;
        } else if self.state.window != window {
            let glides = !by_hand && self.moves();
            let from = self.glide.as_ref().map_or(window, |glide| glide.at(window, ctx));
            self.glide = glides.then(|| Glide { from, start: ctx.input(|input| input.time) });
        }
        // Who steps through the hits from the search field goes on doing so.
        let typing = ctx.memory(|memory| memory.has_focus(toolbar::search_id()));
        // An event may stand in the next lane too.
        let moved = self.state.selection != selection || self.state.lane != lane;
        self.wants.focus_selected = arrow && !typing && moved;
        self.wants.reveal |= arrow || self.state.selection != selection;
        if self.notice.as_ref().is_some_and(|notice| notice.failed) && self.state.selection != selection {
            self.notice = None;
        }
        match rest {
            Some(Command::FocusSearch) => toolbar::focus_search(ctx, self.state.search.query()),
            Some(Command::Reload) => self.reload(ctx),
            Some(Command::Open) => self.show_card(ctx, cards::Card::open()),
            Some(Command::ExportView) => self.show_card(ctx, cards::Card::export(false)),
            Some(Command::ExportPoster) => self.show_card(ctx, cards::Card::export(true)),
            Some(Command::NextTheme) => {
                let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
                self.settings.theme = self.theme_choice().next(system_is_dark);
                self.linked_theme = None;
                ctx.set_theme(self.settings.theme.preference());
            }
            Some(Command::SetTheme(theme)) => {
                self.settings.theme = theme.map_or(ThemeChoice::System, ThemeChoice::of);
                self.linked_theme = None;
                ctx.set_theme(self.settings.theme.preference());
            }
            Some(Command::CopyLink) => self.copy_link(ctx),
            Some(Command::ToggleDetail) => self.toggle_detail(ctx),
            Some(Command::TogglePalette) => {
                self.show_card(ctx, cards::Card::Palette(Palette::default()));
            }
            Some(Command::ToggleHelp) => {
                if matches!(self.card, Some(cards::Card::Help)) {
                    self.card = None;
                } else {
                    self.show_card(ctx, cards::Card::Help);
                }
            }
            _ => {}
        }
        ctx.request_repaint();
    }

    /// Pans so that the story follows the hand: no gliding, and lanes scroll too.
    pub(super) fn drag(&mut self, ctx: &egui::Context, share: f64, down: f32) {
        self.carry_out(ctx, Command::Pan(share), true);
        self.carry_out(ctx, Command::ScrollLanes(down), true);
    }

    /// Hides the detail panel or brings it back. On a narrow screen it comes and goes with the selection, unless it is
    /// asked for.
    fn toggle_detail(&mut self, ctx: &egui::Context) {
        if ctx.content_rect().width() >= NARROW {
            self.settings.detail_open = !self.settings.detail_open;
        } else if self.state.selection == Selection::Nothing {
            self.sheet.is_asked = !self.sheet.is_asked;
        } else {
            self.put_sheet_away(ctx);
        }
    }

    /// Until the next event that is selected brings it up again.
    pub(super) fn put_sheet_away(&mut self, ctx: &egui::Context) {
        self.sheet.is_asked = false;
        self.run(ctx, Command::Select(Selection::Nothing));
    }

    /// Shows a card, which gets the keyboard.
    pub(super) fn show_card(&mut self, ctx: &egui::Context, card: cards::Card) {
        if self.card.is_none() {
            self.wants.focus_back = ctx.memory(egui::Memory::focused);
        }
        self.card = Some(card);
        self.wants.focus_card = true;
    }
}
