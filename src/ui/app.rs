//! The program: its parts, and one frame of the window.
//!
//! Every part reads a narrow context and pushes [commands](crate::state::command::Command) for the view of the story and
//! [requests](Request) for the window; [`App::run`] and [`App::fulfil`] carry them out. Only the fields of a card and the
//! height of the drawer change where they are shown.

use std::rc::Rc;

use egui::{CentralPanel, Frame, Panel, Rect, Role, Ui};

use crate::document::Document;
use crate::layout::scene::Scene;
use crate::paint::{FontMetrics, bidi};
use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::theme::Theme;
use crate::time::window::Window;
use crate::ui::bars::{
    self, ChecksStrip, bars_ui, checks_room, checks_ui, filter_height, filter_ui, is_filter_wanted, status_ui,
    toolbar_ui,
};
use crate::ui::cards::{self, Cards, cards_ui, opening_ui};
use crate::ui::host::address::Address;
use crate::ui::host::source::Source;
use crate::ui::input::Keyboard;
use crate::ui::jobs::Jobs;
use crate::ui::next::Closing;
use crate::ui::notice::Notice;
use crate::ui::panel::{Page, panel_ui};
use crate::ui::request::Request;
use crate::ui::session::Session;
use crate::ui::session::open::Opened;
use crate::ui::settings::{Settings, ThemeChoice};
use crate::ui::timeline::{self, Shown, Text, TimelineView, charts, overview};
use crate::ui::turns::Turns;
use crate::ui::widgets::arrows::Arrows;
use crate::ui::widgets::drawer::{Drawer, NARROW};
use crate::ui::widgets::kit::{self, room};
use crate::ui::widgets::tips::Tips;
use crate::ui::{host, input};

/// The places of the window's parts; `None` where there is no room for one or it is closed.
struct Rooms {
    status: Option<Rect>,
    checks: Option<Rect>,
    detail: Option<Rect>,
    overview: Option<Rect>,
    chart: Option<Rect>,
    timeline: Rect,
}

/// The program.
pub struct App {
    pub(in crate::ui) session: Session,
    pub(in crate::ui) state: State,
    pub(in crate::ui) settings: Settings,
    pub(in crate::ui) timeline: TimelineView,
    pub(in crate::ui) cards: Cards,
    /// Told in the status line.
    pub(in crate::ui) notice: Option<Notice>,
    pub(in crate::ui) jobs: Jobs,
    pub(in crate::ui) closing: Closing,
    pub(in crate::ui) checks: ChecksStrip,
    /// The detail panel of a narrow screen.
    pub(in crate::ui) drawer: Drawer,
    pub(in crate::ui) address: Address,
    /// The theme of a link, for this run; the kept one stays as it is.
    pub(in crate::ui) linked_theme: Option<ThemeChoice>,
}

impl App {
    /// The program with the story from `source`, and the settings of an earlier run, if any were kept.
    pub fn new(ctx: &egui::Context, settings: Option<&str>, source: Source) -> Self {
        host::fonts().install(ctx);
        ctx.set_style_of(egui::Theme::Dark, Theme::dark().style());
        ctx.set_style_of(egui::Theme::Light, Theme::light().style());
        kit::set_touch(ctx, host::is_for_fingers());
        // Before the arrows, which are handed on in turns too.
        ctx.add_plugin(Turns::default());
        ctx.add_plugin(Arrows::default());
        ctx.add_plugin(Tips::default());
        bidi::install(ctx);
        host::listen(ctx);
        // Ctrl and + belong to the timeline, not to the size of everything.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let settings = Settings::from_text(settings);
        ctx.set_theme(settings.theme.preference());
        let session = Session::new(Opened::episode());
        session.lettering.listen(ctx);
        host::set_title(ctx, &session.window_title());
        let mut app = Self {
            state: State::with(&session.story, session.derived.clone()),
            session,
            settings,
            timeline: TimelineView::default(),
            cards: Cards::default(),
            notice: None,
            jobs: Jobs::default(),
            closing: Closing::default(),
            checks: ChecksStrip::default(),
            drawer: Drawer::default(),
            address: Address::default(),
            linked_theme: None,
        };
        app.restore_view();
        app.session.note();
        if !matches!(source, Source::Episode) {
            app.open(ctx, source);
        }
        app
    }

    /// The open story.
    pub fn story(&self) -> &Story {
        &self.session.story
    }

    /// The text of the open story as it is now, saved or not; `None` if it is too long to be kept.
    pub fn text(&self) -> Option<&str> {
        self.session.document.as_ref().map(Document::text)
    }

    /// The user's view of it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// One frame: takes over what has become ready, takes the keys, shows every part of the window, and carries out the
    /// commands and requests of all of it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let theme = if ctx.theme() == egui::Theme::Dark { Theme::dark() } else { Theme::light() };
        let (mut commands, mut requests) = (Vec::new(), Vec::new());
        ctx.set_zoom_factor(self.settings.size);
        self.finish_jobs(&ctx);
        self.watch_closing(&ctx);
        let has_keys = self.take_keys(&ctx, &mut commands);
        kit::notice_touch(&ctx);
        kit::rest_cursor(&ctx);
        self.follow_address(&ctx);
        let rooms = self.rooms(ui, &theme, &mut commands, &mut requests);
        self.timeline_parts(ui, &rooms, &theme, &mut commands);
        if let Some(rect) = rooms.detail {
            let mut part = kit::part(ui, Role::Complementary, "Details", rect);
            panel_ui(&mut part, &Page::of(&self.session, &self.state, &self.timeline, &theme), &mut commands);
        }
        if let Some(rect) = rooms.checks {
            let mut part = kit::part(ui, Role::Region, "Checks", rect);
            checks_ui(&mut part, &self.bars_context(&theme), &mut requests);
        }
        if let Some(rect) = rooms.status {
            let mut part = kit::part(ui, Role::Region, "Status", rect);
            status_ui(&mut part, &self.bars_context(&theme), &mut requests);
        }
        self.cards_ui(&ctx, &theme, &mut commands, &mut requests);
        input::drop_target(&ctx, &theme);
        for command in commands {
            self.run(&ctx, command);
        }
        for request in requests {
            self.fulfil(&ctx, request);
        }
        self.keep_up(&ctx);
        if self.timeline.interaction.end_frame() {
            ctx.request_repaint();
        }
        let is_typing = input::is_typing(&ctx);
        let are_ours = has_keys && !self.cards.is_open() && !is_typing;
        ctx.with_plugin(|turns: &mut Turns| turns.is_selecting = self.session.is_selecting());
        ctx.with_plugin(|arrows: &mut Arrows| arrows.are_ours = are_ours);
    }

    /// Shows the card that is open, and how far a story is that is being opened.
    fn cards_ui(
        &mut self,
        ctx: &egui::Context,
        theme: &Theme,
        commands: &mut Vec<Command>,
        requests: &mut Vec<Request>,
    ) {
        let context = cards::Context {
            story: &self.session.story,
            source: &self.session.source,
            state: &self.state,
            settings: &self.settings,
            theme,
            fonts: &self.session.lettering.fonts,
            timeline_size: self.timeline.size,
            is_writing: self.jobs.exporting.is_some(),
        };
        cards_ui(ctx, &mut self.cards, &context, commands, requests);
        if let Some(opening) = &self.session.opening {
            opening_ui(ctx, opening, theme, requests);
        }
    }

    /// Pushes the commands of the keys, unless they belong to a card or a menu that is open; returns whether they do not.
    fn take_keys(&mut self, ctx: &egui::Context, commands: &mut Vec<Command>) -> bool {
        let is_ours = !self.cards.is_open() && !egui::Popup::is_any_open(ctx);
        if is_ours {
            let interaction = &mut self.timeline.interaction;
            let keyboard = Keyboard { at: interaction.focused, is_asked: interaction.writing.is_asked() };
            input::keys(ctx, &self.state, keyboard, commands);
            if (interaction.moving_lane.is_some() || interaction.writing.is_busy())
                && commands.contains(&Command::Clear)
            {
                // Esc first drops the lane that is being dragged, and ends what is being written.
                commands.retain(|command| *command != Command::Clear);
                interaction.moving_lane = None;
                interaction.writing.cancel();
            }
        }
        is_ours
    }

    /// Shares out the window, from the outside in, and shows the bars at its top. The parts are then shown in the order
    /// of reading.
    fn rooms(&mut self, ui: &mut Ui, theme: &Theme, commands: &mut Vec<Command>, requests: &mut Vec<Request>) -> Rooms {
        let size = ui.max_rect().size();
        // No panel fills its background: the window is cleared in that colour.
        let bar = Frame::new().inner_margin(egui::Margin::symmetric(12, 0));
        let height = if kit::is_touch(ui.ctx()) { 60.0 } else { 52.0 };
        let toolbar = Panel::top("toolbar").exact_size(height).resizable(false).frame(bar);
        let toolbar = toolbar.show(ui, room).inner;
        let mut part = kit::part(ui, Role::Toolbar, "Toolbar", toolbar);
        let context = self.bars_context(theme);
        toolbar_ui(&mut part, &context, commands, requests);
        if is_filter_wanted(&self.state) {
            let panel = Panel::top("filter").exact_size(filter_height(ui)).resizable(false).frame(bar);
            let rect = panel.show(ui, room).inner;
            filter_ui(&mut kit::part(ui, Role::Region, "Filter and hidden lanes", rect), &context, commands);
        }
        bars_ui(ui, &context, requests);
        let status = (size.y > 300.0).then(|| {
            let panel = Panel::bottom("status").exact_size(26.0).resizable(false).frame(bar);
            panel.show(ui, room).inner
        });
        let checks = self.checks.is_open.then(|| checks_room(ui, size.y));
        let detail = self.detail_room(ui, theme, size.x < NARROW);
        let strip = |ui: &mut Ui, name, height: f32| {
            let panel = Panel::bottom(name).exact_size(height).resizable(false);
            panel.frame(Frame::new()).show(ui, room).inner
        };
        let overview = (size.y > 420.0).then(|| strip(ui, "overview", 60.0));
        // A chart has room only if the lanes keep some.
        let chart = crate::charts::height(self.state.arrangement().chart);
        let chart = (chart > 0.0 && ui.available_height() - chart > 180.0).then(|| strip(ui, "chart", chart));
        let timeline = CentralPanel::default().frame(Frame::new()).show(ui, room).inner;
        self.timeline.body = crate::layout::body_size(timeline.size());
        Rooms { status, checks, detail, overview, chart, timeline }
    }

    /// Lays out the timeline, and shows it, the chart and the overview.
    fn timeline_parts(&mut self, ui: &mut Ui, rooms: &Rooms, theme: &Theme, commands: &mut Vec<Command>) {
        let window = self.timeline.shown_window(ui.ctx(), self.state.window);
        let is_counted =
            rooms.chart.is_none() || self.timeline.cache.is_counted(ui.ctx(), &self.session.story, &self.state);
        let scene = self.lay_out(ui, window, rooms.timeline.size());
        let Self { session, state, settings, timeline, cards, .. } = self;
        let is_covered = cards.is_open();
        let problems = &session.problems;
        let text = session.document.as_ref().map(|document| Text { document, problems });
        let wheel = settings.wheel;
        let shown = Shown { story: &session.story, state, text, theme, window, wheel, is_covered };
        timeline.interaction.focused = None;
        if let Some(scene) = scene {
            let mut part = kit::part(ui, Role::Main, "Timeline", rooms.timeline);
            timeline::timeline_ui(&mut part, &shown, timeline, &scene, commands);
        }
        if let Some(rect) = rooms.chart {
            let mut part = kit::part(ui, Role::Region, "Chart", rect);
            charts::charts_ui(&mut part, &shown, timeline, is_counted, commands);
        }
        if let Some(rect) = rooms.overview {
            let mut part = kit::part(ui, Role::Region, "Overview", rect);
            overview::overview_ui(&mut part, &shown, timeline, commands);
        }
    }

    /// The scene of the timeline in `size`. Scrolls the lanes as is wanted.
    fn lay_out(&mut self, ui: &Ui, window: Window, size: egui::Vec2) -> Option<Rc<Scene>> {
        let Self { session, state, timeline, .. } = self;
        let metrics = FontMetrics::new(ui.painter());
        let body = timeline.body;
        timeline.cache.refresh(body, &session.story, state, &metrics);
        state.apply(&session.story, Command::ScrollTo(timeline.wanted_scroll(state, size)));
        let scene = timeline.cache.compose(body, &session.story, state, window, size, &metrics)?;
        // Lanes that fit after all, in a larger window or folded, do not stay scrolled.
        state.apply(&session.story, Command::ScrollTo(scene.scroll));
        timeline.overflows = scene.overflow > 0.0;
        let chart = crate::charts::height(state.arrangement().chart);
        timeline.size = [size.x.round() as u32, (size.y + chart).round() as u32];
        Some(scene)
    }

    /// Makes room for the detail panel, where there is one.
    fn detail_room(&mut self, ui: &mut Ui, theme: &Theme, narrow: bool) -> Option<Rect> {
        if narrow {
            let wanted = self.state.selection != Selection::Nothing || self.drawer.is_asked;
            let rect = wanted.then(|| self.drawer.room(ui, theme));
            if rect == Some(None) {
                self.close_drawer(&ui.ctx().clone());
            }
            return rect.flatten();
        }
        if !self.settings.detail_open {
            return None;
        }
        let frame = Frame::new().inner_margin(egui::Margin { left: 18, right: 6, top: 12, bottom: 8 });
        let most = (ui.max_rect().width() * 0.5).min(560.0);
        let panel = Panel::right("detail").resizable(true).default_size(self.settings.detail_width);
        let shown = panel.min_size(240.0).max_size(most).frame(frame).show(ui, room);
        self.settings.detail_width = shown.response.rect.width();
        Some(shown.inner)
    }

    /// Everything that the bars read.
    fn bars_context<'a>(&'a self, theme: &'a Theme) -> bars::Context<'a> {
        bars::Context {
            story: &self.session.story,
            source: &self.session.source,
            is_unsaved: self.session.is_unsaved(),
            is_editable: self.session.is_editable(),
            checks_strip: self.checks,
            checks: &self.session.checks,
            state: &self.state,
            settings: &self.settings,
            theme,
            theme_choice: self.theme_choice(),
            focus: self.timeline.cache.focus.get(),
            overflows: self.timeline.overflows,
            opening: self.session.opening.as_ref(),
            exporting: self.jobs.exporting.as_ref(),
            notice: self.notice.as_ref(),
            trouble: self.session.watching.trouble.as_ref(),
            offer: self.session.offer.as_ref(),
        }
    }

    /// The theme that is wanted now: a link's goes before the one that is kept.
    pub(in crate::ui) fn theme_choice(&self) -> ThemeChoice {
        self.linked_theme.unwrap_or(self.settings.theme)
    }
}
