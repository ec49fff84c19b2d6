//! Carrying out commands: what the state does not do itself, and what each of them means for the next frame.

use crate::state::Selection;
use crate::state::command::Command;
use crate::ui::app::{App, NARROW};
use crate::ui::bars::search;
use crate::ui::cards::palette::Palette;
use crate::ui::session::journal;
use crate::ui::timeline::glide::Glide;
use crate::ui::{cards, host};

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
        if let (true, Some(glide)) = (by_hand, self.timeline.glide.take()) {
            // The hand takes over where the window is now, not where it was going.
            self.state.window = glide.at(self.state.window, ctx);
        }
        let (window, selection) = (self.state.window, self.state.selection);
        let lane = self.state.lane;
        let (order, lineup) = (self.state.order(), self.state.lineup().clone());
        if command == Command::FilterBySearch {
            // The keys are the filter's now.
            ctx.memory_mut(|memory| memory.surrender_focus(search::search_id()));
        }
        let rest = self.state.apply(&self.session.story, command);
        if !std::sync::Arc::ptr_eq(&lineup, self.state.lineup()) {
            self.start_morph(ctx);
        }
        if self.state.order() != order {
            // A window of one order is none of the other.
            self.timeline.glide = None;
            self.timeline.wants.reveal = true;
        } else if self.state.window != window {
            let glides = !by_hand && self.moves();
            let from = self.timeline.glide.as_ref().map_or(window, |glide| glide.at(window, ctx));
            self.timeline.glide = glides.then(|| Glide { from, start: ctx.input(|input| input.time) });
        }
        // Who steps through the hits from the search field goes on doing so.
        let typing = ctx.memory(|memory| memory.has_focus(search::search_id()));
        // An event may stand in the next lane too.
        let moved = self.state.selection != selection || self.state.lane != lane;
        self.timeline.wants.focus_selected = arrow && !typing && moved;
        self.timeline.wants.reveal |= arrow || self.state.selection != selection;
        if self.overlays.notice.as_ref().is_some_and(|notice| notice.failed) && self.state.selection != selection {
            self.overlays.notice = None;
        }
        match rest {
            Some(Command::FocusSearch) => search::focus_search(ctx, self.state.search.query()),
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
            Some(Command::CopyLink) => self.copy_link(ctx),
            Some(Command::ToggleDetail) => self.toggle_detail(ctx),
            Some(Command::TogglePalette) => {
                self.show_card(ctx, cards::Card::Palette(Palette::default()));
            }
            Some(Command::ToggleHelp) => {
                if matches!(self.overlays.card, Some(cards::Card::Help)) {
                    self.overlays.card = None;
                } else {
                    self.show_card(ctx, cards::Card::Help);
                }
            }
            _ => {}
        }
        ctx.request_repaint();
    }

    /// Pans so that the story follows the hand: no gliding, and lanes scroll too.
    pub(in crate::ui) fn drag(&mut self, ctx: &egui::Context, share: f64, down: f32) {
        self.carry_out(ctx, Command::Pan(share), true);
        self.carry_out(ctx, Command::ScrollLanes(down), true);
    }

    /// Hides the detail panel or brings it back. On a narrow screen it comes and goes with the selection, unless it is
    /// asked for.
    fn toggle_detail(&mut self, ctx: &egui::Context) {
        if ctx.content_rect().width() >= NARROW {
            self.settings.detail_open = !self.settings.detail_open;
        } else if self.state.selection == Selection::Nothing {
            self.overlays.drawer.is_asked = !self.overlays.drawer.is_asked;
        } else {
            self.close_drawer(ctx);
        }
    }

    /// Closes the drawer with the detail panel until something is selected again.
    pub(in crate::ui) fn close_drawer(&mut self, ctx: &egui::Context) {
        self.overlays.drawer.is_asked = false;
        self.run(ctx, Command::Select(Selection::Nothing));
    }

    /// Shows a card, which gets the keyboard.
    pub(in crate::ui) fn show_card(&mut self, ctx: &egui::Context, card: cards::Card) {
        if self.overlays.card.is_none() {
            self.overlays.focus_back = ctx.memory(egui::Memory::focused);
        }
        self.overlays.card = Some(card);
        self.overlays.focus_card = true;
    }
}
