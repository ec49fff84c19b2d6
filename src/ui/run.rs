//! Carrying out commands: the state does what is about the view, the window does the rest and follows.

use crate::state::command::{Command, WindowCommand};
use crate::state::lanes::LaneKey;
use crate::state::{Selection, State};
use crate::story::order::Order;
use crate::time::window::Window;
use crate::ui::app::{App, NARROW};
use crate::ui::bars::search;
use crate::ui::cards::Card;
use crate::ui::cards::palette::Palette;
use crate::ui::host;
use crate::ui::session::journal;
use crate::ui::settings::ThemeChoice;

/// The view before a command, as far as the timeline follows what becomes of it.
struct Before {
    window: Window,
    selection: Selection,
    lane: Option<LaneKey>,
    order: Order,
    lineup: u32,
}

impl Before {
    fn of(state: &State) -> Self {
        let lineup = state.revisions().lineup;
        Self { window: state.window, selection: state.selection, lane: state.lane, order: state.order(), lineup }
    }
}

impl App {
    /// Carries out a command: the one place where the view of the story changes.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        // A page goes back and forward with the browser, which tells when it has.
        if command == Command::Back && host::go(-1) || command == Command::Forward && host::go(1) {
            return;
        }
        journal::note(&command);
        // What follows the pointer or the wheel must not lag; what jumps is easier to follow when it glides.
        let by_hand = matches!(
            command,
            Command::Zoom { .. } | Command::Drag { .. } | Command::Brush(_) | Command::ScrollLanes(_)
        );
        if let (true, Some(glide)) = (by_hand, self.timeline.glide.take()) {
            // The drag begins where the window is now, not where it was going.
            let now = glide.at(self.state.window, ctx);
            self.state.apply(&self.session.story, Command::Show(now));
        }
        let arrow = matches!(command, Command::Step(_) | Command::NextHit | Command::PreviousHit);
        if command == Command::FilterBySearch {
            // The keys are the filter's now.
            ctx.memory_mut(|memory| memory.surrender_focus(search::search_id()));
        }
        let before = Before::of(&self.state);
        let rest = self.state.apply(&self.session.story, command);
        self.follow(ctx, &before, by_hand, arrow);
        if let Some(command) = rest {
            self.run_window(ctx, command);
        }
        ctx.request_repaint();
    }

    /// Lets the timeline follow a command that has changed the view: gliding, and bringing into sight.
    fn follow(&mut self, ctx: &egui::Context, before: &Before, by_hand: bool, arrow: bool) {
        let moves = self.settings.moves();
        let (state, timeline) = (&self.state, &mut self.timeline);
        if state.revisions().lineup != before.lineup && moves {
            timeline.start_morph(ctx);
        }
        let is_selected_anew = state.selection != before.selection;
        if state.order() != before.order {
            // A window of one order is none of the other.
            timeline.glide = None;
            timeline.wants.reveal = true;
        } else if state.window != before.window {
            if by_hand || !moves {
                timeline.glide = None;
            } else {
                timeline.start_glide(ctx, before.window);
            }
        }
        // Stepping through the hits from the search field leaves the keyboard there.
        let typing = ctx.memory(|memory| memory.has_focus(search::search_id()));
        // An event may stand in the next lane too.
        let moved = is_selected_anew || state.lane != before.lane;
        timeline.interaction.focus_selected = arrow && !typing && moved;
        timeline.wants.reveal |= arrow || is_selected_anew;
        if is_selected_anew && self.overlays.notice.as_ref().is_some_and(|notice| notice.failed) {
            self.overlays.notice = None;
        }
    }

    /// Does what only the window can do.
    fn run_window(&mut self, ctx: &egui::Context, command: WindowCommand) {
        match command {
            WindowCommand::FocusSearch => search::focus_search(ctx, self.state.search.query()),
            WindowCommand::Reload => self.reload(ctx),
            WindowCommand::Open => self.show_card(ctx, Card::open()),
            WindowCommand::ExportView => self.show_card(ctx, Card::export(false)),
            WindowCommand::ExportPoster => self.show_card(ctx, Card::export(true)),
            WindowCommand::NextTheme => {
                let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
                self.settings.theme = self.theme_choice().next(system_is_dark);
                self.linked_theme = None;
                ctx.set_theme(self.settings.theme.preference());
            }
            WindowCommand::SetTheme(theme) => {
                self.settings.theme = theme.map_or(ThemeChoice::System, ThemeChoice::of);
                self.linked_theme = None;
                ctx.set_theme(self.settings.theme.preference());
            }
            WindowCommand::CopyLink => self.copy_link(ctx),
            WindowCommand::ToggleDetail => self.toggle_detail(ctx),
            WindowCommand::TogglePalette => self.show_card(ctx, Card::Palette(Palette::default())),
            WindowCommand::ToggleHelp if matches!(self.overlays.card, Some(Card::Help)) => self.overlays.card = None,
            WindowCommand::ToggleHelp => self.show_card(ctx, Card::Help),
        }
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
    pub(in crate::ui) fn show_card(&mut self, ctx: &egui::Context, card: Card) {
        if self.overlays.card.is_none() {
            self.overlays.focus_back = ctx.memory(egui::Memory::focused);
        }
        self.overlays.card = Some(card);
        self.overlays.focus_card = true;
    }
}
