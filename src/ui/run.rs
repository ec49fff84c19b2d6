//! Carrying out commands and requests: the state does what is about the view, the window does the rest and follows.

use std::path::Path;

use crate::document::outline::{new_story, outline};
use crate::state::command::{Command, WindowCommand};
use crate::state::lanes::LaneKey;
use crate::state::view::{Brightness, View};
use crate::state::{Mode, Selection, State};
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::window::Window;
use crate::ui::app::App;
use crate::ui::bars::search;
use crate::ui::cards::Card;
use crate::ui::host;
use crate::ui::host::address::{Address, arranged_as_now};
use crate::ui::host::source::{Arrival, Source};
use crate::ui::jobs::{Copying, Exporting};
use crate::ui::next::Next;
use crate::ui::notice::Notice;
use crate::ui::request::Request;
use crate::ui::session::journal;
use crate::ui::session::open::Opening;
use crate::ui::session::trouble::Trouble;
use crate::ui::settings::ThemeChoice;
use crate::ui::timeline::cache::plan_size;
use crate::ui::widgets::drawer::NARROW;

/// The view before a command, as far as the timeline follows its changes.
struct Before {
    window: Window,
    selection: Selection,
    lane: Option<LaneKey>,
    cursor: Option<(EventId, LaneKey)>,
    order: Order,
    lineup: u32,
}

impl Before {
    fn of(state: &State) -> Self {
        let lineup = state.revisions().lineup;
        let State { window, selection, lane, cursor, .. } = *state;
        Self { window, selection, lane, cursor, order: state.order(), lineup }
    }
}

/// Commands.
impl App {
    /// Carries out a command: the one place where the view of the story changes.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        // A page goes back and forward with the browser, which tells when it has.
        if command == Command::Back && host::go(-1) || command == Command::Forward && host::go(1) {
            return;
        }
        journal::note(&command);
        match command {
            Command::Make(change) => self.make(ctx, &change),
            Command::Write(command) => self.write(ctx, command),
            Command::Undo => self.turn(ctx, true),
            Command::Redo => self.turn(ctx, false),
            Command::SetMode(mode) => self.set_mode(ctx, mode),
            Command::ToggleMode => self.set_mode(ctx, self.state.mode.other()),
            command => {
                let (arrangement, name) = (self.state.revisions().arrangement, command.step_name(&self.session.story));
                self.apply_to_view(ctx, command);
                if self.state.revisions().arrangement != arrangement {
                    self.session.history.note_view(name);
                    self.name_steps();
                }
            }
        }
        ctx.request_repaint();
    }

    /// Carries out a command that concerns the view alone.
    pub(in crate::ui) fn apply_to_view(&mut self, ctx: &egui::Context, command: Command) {
        // A window that follows the pointer or the wheel must not lag; a jump is easier to follow when it glides.
        let by_hand = matches!(
            command,
            Command::Zoom { .. } | Command::Drag { .. } | Command::Brush(_) | Command::ScrollLanes(_)
        );
        if let (true, Some(glide)) = (by_hand, self.timeline.glide.take()) {
            // The drag begins where the window is now, not where it was going.
            let now = glide.at(self.state.window, ctx);
            self.state.apply(&self.session.story, Command::Show(now));
        }
        let arrow =
            matches!(command, Command::Step(_) | Command::StepAlone(_) | Command::NextHit | Command::PreviousHit);
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
        // The same event can stand in the next lane too.
        let moved = is_selected_anew || state.lane != before.lane || state.cursor != before.cursor;
        timeline.interaction.focus_selected = arrow && !typing && moved;
        timeline.wants.reveal |= arrow || is_selected_anew;
        if is_selected_anew {
            self.forget_failure();
        }
    }

    /// Does what only the window can do.
    fn run_window(&mut self, ctx: &egui::Context, command: WindowCommand) {
        match command {
            WindowCommand::FocusSearch => search::focus_search(ctx, self.state.search.query()),
            WindowCommand::Reload => {
                if let Some(notice) = self.session.reload(ctx, &self.state) {
                    self.notice = Some(notice);
                }
            }
            WindowCommand::NewStory => self.leave(ctx, Next::New),
            WindowCommand::NewFromOutline => self.cards.show(ctx, Card::Outline(Box::default())),
            WindowCommand::MakeCopy => {
                self.make_copy(ctx);
                self.set_mode(ctx, Mode::Write);
            }
            WindowCommand::Save => self.save(ctx, None),
            WindowCommand::SaveAs => self.save_as(ctx, None),
            WindowCommand::ShowChecks => self.checks.is_open = !self.checks.is_open,
            WindowCommand::Open => self.cards.show(ctx, Card::open()),
            WindowCommand::ExportView => self.cards.show(ctx, Card::export(false)),
            WindowCommand::ExportPoster => self.cards.show(ctx, Card::export(true)),
            WindowCommand::NextTheme => {
                let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
                self.set_theme(ctx, self.theme_choice().next(system_is_dark));
            }
            WindowCommand::SetTheme(theme) => {
                self.set_theme(ctx, theme.map_or(ThemeChoice::System, ThemeChoice::of));
            }
            WindowCommand::CopyLink => {
                let theme = if ctx.theme() == egui::Theme::Dark { Brightness::Dark } else { Brightness::Light };
                self.jobs.copying = Some(Copying::start(ctx, &self.session.source, &self.view(Some(theme))));
                ctx.request_repaint();
            }
            WindowCommand::ToggleDetail => self.toggle_detail(ctx),
            WindowCommand::TogglePalette => self.cards.show(ctx, Card::palette()),
            WindowCommand::ToggleHelp if self.cards.is_help() => self.cards.close(),
            WindowCommand::ToggleHelp => self.cards.show(ctx, Card::Help),
        }
    }

    /// Uses this theme from now on.
    fn set_theme(&mut self, ctx: &egui::Context, theme: ThemeChoice) {
        self.settings.theme = theme;
        self.linked_theme = None;
        ctx.set_theme(theme.preference());
    }

    /// Hides the detail panel or brings it back. On a narrow screen it comes and goes with the selection, unless it is
    /// asked for.
    fn toggle_detail(&mut self, ctx: &egui::Context) {
        if ctx.content_rect().width() >= NARROW {
            self.settings.detail_open = !self.settings.detail_open;
        } else if self.state.selection == Selection::Nothing {
            self.drawer.is_asked = !self.drawer.is_asked;
        } else {
            self.close_drawer(ctx);
        }
    }

    /// Closes the drawer with the detail panel until something is selected again.
    pub(in crate::ui) fn close_drawer(&mut self, ctx: &egui::Context) {
        self.drawer.is_asked = false;
        self.run(ctx, Command::Select(Selection::Nothing));
    }

    /// Removes a notice of something that went wrong, because something else has happened since.
    fn forget_failure(&mut self) {
        self.notice.take_if(|notice| notice.failed);
    }
}

/// Requests.
impl App {
    /// Carries out a request.
    pub(in crate::ui) fn fulfil(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::Leave(next) => self.leave(ctx, next),
            Request::GiveUp(next) => self.give_up(ctx, next),
            Request::Save(then) => self.save(ctx, then),
            Request::SaveTo { to, overwrites, then } => self.session.save(ctx, to, overwrites, then),
            Request::CancelOpening => {
                self.session.cancel_opening();
                self.keep_address();
            }
            Request::SavePicture(wanted) => {
                let (story, state) = (self.session.story.clone(), self.state.clone());
                let fonts = self.session.lettering.fonts.clone();
                self.jobs.exporting = Some(Exporting::start(ctx, story, state, fonts, &wanted));
                self.notice = None;
                self.settings.pictures = Path::new(&wanted.path).parent().map(Path::to_owned);
            }
            Request::CancelPicture => {
                if let Some(exporting) = &self.jobs.exporting {
                    exporting.cancel();
                }
            }
            Request::ShowMistakes => {
                let trouble = self.session.watching.trouble.as_ref();
                if let Some((problems, is_shown)) = trouble.and_then(Trouble::problems) {
                    let (name, problems) = (self.session.source.name(), problems.to_vec());
                    self.cards.show(ctx, Card::Mistakes { name, problems, is_shown });
                }
            }
            Request::ShowReport => {
                if let Some(report) = self.session.offer.as_ref().and_then(|offer| offer.report.clone()) {
                    self.cards.show(ctx, Card::Report(report));
                }
            }
            Request::Resolve(resolution) => self.resolve(ctx, &resolution),
            Request::ShowConflicts => self.show_conflicts(ctx),
            Request::AskOutline => self.cards.show(ctx, Card::Outline(Box::default())),
            Request::Outline { title, text } => {
                let document = new_story(&outline(&text), &title);
                self.leave(ctx, Next::Create(Box::new(document), title));
            }
            Request::New => self.leave(ctx, Next::New),
            Request::ToggleChecks => self.checks.is_open = !self.checks.is_open,
            Request::ShowMuted(shows) => self.checks.shows_muted = shows,
            Request::Mute(check) => self.mute(ctx, &check),
            Request::GoTo(item) => self.go_to_item(ctx, item.as_ref()),
            Request::Set(setting) => self.settings.set(setting),
            Request::GoOn(source, view) => {
                self.session.offer = None;
                let next = Next::Open(source, Some(view));
                if self.is_at_hand(&next) { self.proceed(ctx, next) } else { self.leave(ctx, next) }
            }
            Request::DismissOffer => self.session.offer = None,
            Request::Draft(answer) => self.answer_draft(ctx, &answer),
            Request::DismissTrouble => {
                if let Some(trouble) = &mut self.session.watching.trouble {
                    trouble.is_closed = true;
                }
            }
        }
        ctx.request_repaint();
    }

    /// Starts to open a story; what was open stays until it is there.
    pub(in crate::ui) fn open(&mut self, ctx: &egui::Context, source: Source) {
        // A link that is still on its way was for another story.
        self.session.arriving = None;
        // As wide as if it were a large one: only then is it planned beforehand.
        let body = plan_size(self.timeline.body, usize::MAX);
        self.session.opening = Some(Opening::start(ctx, source.absolute(), body));
    }
}

/// Links, and the page's address.
impl App {
    /// Shows the view of a link: at once, or when the story that is being opened is there. If it does not come, the view
    /// is forgotten. A notice tells what the story lacks, and what was not understood.
    ///
    /// The link's theme is for this run; the theme that is kept stays as it is.
    pub fn show_when_open(&mut self, ctx: &egui::Context, view: View) {
        self.session.arriving = Some(view);
        if self.session.opening.is_none() {
            self.show_arriving(ctx);
        }
    }

    /// Shows the view that waits for the open story, if one does.
    pub(in crate::ui) fn show_arriving(&mut self, ctx: &egui::Context) {
        let Some(view) = self.session.arriving.take() else { return };
        let untold = [view.ignored.as_slice(), &view.missing(&self.session.story)].concat();
        let (is_scrolled, theme) = (view.scroll > 0.0, view.theme);
        self.run(ctx, Command::ShowView(Box::new(view)));
        // There is nothing to glide away from: a link is the first view of its story.
        self.timeline.glide = None;
        // How far a link is scrolled is part of what it shows.
        self.timeline.wants.reveal = !is_scrolled;
        if let Some(theme) = theme {
            let choice = ThemeChoice::of(theme);
            self.linked_theme = Some(choice);
            ctx.set_theme(choice.preference());
        } else if self.linked_theme.take().is_some() {
            ctx.set_theme(self.settings.theme.preference());
        }
        if let Some(notice) = Notice::not_shown(&untold) {
            self.notice = Some(notice);
        } else {
            // It was about an earlier link.
            self.forget_failure();
        }
    }

    /// Goes where the browser went, and lets the address follow where the user went.
    pub(in crate::ui) fn follow_address(&mut self, ctx: &egui::Context) {
        if !host::HAS_ADDRESS {
            return;
        }
        while let Some(arrival) = host::arrival() {
            self.go_to(ctx, &arrival);
        }
        // Until the story of a link is there, its address stays as it is.
        if self.session.opening.is_none() && self.session.arriving.is_none() {
            let view = self.view(self.theme_choice().brightness());
            self.address.follow(ctx, &self.session.source, &view, self.state.selection);
        }
    }

    /// Goes to an entry of the browser's history.
    fn go_to(&mut self, ctx: &egui::Context, arrival: &Arrival) {
        // Whatever is on its way was for the entry that was left.
        self.session.cancel_opening();
        let view = View::from_fragment(&arrival.fragment);
        if (arrival.story.as_deref(), arrival.file.as_deref()) != self.session.source.entry() {
            if let Some(file) = &arrival.file {
                let text = format!("{file} was a file of yours; a page cannot read it again by itself: drop it here");
                self.notice = Some(Notice { more: text.clone(), text, failed: true, until: None });
                self.keep_address();
                return;
            }
            let source = arrival.story.clone().map_or(Source::Episode, Source::Address);
            self.address = Address::default();
            self.leave(ctx, Next::Open(source, Some(Box::new(view))));
            if self.cards.is_open() {
                // The question stands at the entry that was gone to, until it is answered.
                self.keep_address();
            }
            return;
        }
        // The trail goes the same way, so that its buttons tell the truth.
        let way = if arrival.steps < 0 { Command::Back } else { Command::Forward };
        for _ in 0..arrival.steps.unsigned_abs().min(200) {
            self.state.apply(&self.session.story, way.clone());
        }
        let view = if arrival.steps == 0 { view } else { arranged_as_now(view, self.view(None)) };
        self.show_when_open(ctx, view);
        self.keep_address();
    }

    /// Leaves the address as it is until something is done.
    fn keep_address(&mut self) {
        let view = self.view(self.theme_choice().brightness());
        self.address.keep(&self.session.source, &view, self.state.selection);
    }

    /// The view of the open story as a link has it.
    pub(in crate::ui) fn view(&self, theme: Option<Brightness>) -> View {
        View { theme, ..View::of(&self.session.story, &self.state) }
    }
}
