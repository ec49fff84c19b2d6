//! The program: what is open, what the user has done to the view of it, and one frame of the window.
//!
//! Every part takes what it shows and returns or pushes [commands](crate::state::command::Command); [`App::run`] is
//! the one place that carries them out. What belongs to the window alone (a card that is open, the settings in the menu)
//! changes where it is shown.

use egui::{CentralPanel, Frame, Panel, Rect, Role, Ui};

use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::theme::{Theme, fonts};
use crate::ui::bars::search::search_id;
use crate::ui::bars::{self, bars_ui, filter_height, filter_ui, is_filter_wanted, status_ui, toolbar_ui};
use crate::ui::cards::{self, Overlays};
use crate::ui::host::address::Address;
use crate::ui::panel::{Page, panel_ui};
use crate::ui::session::Session;
use crate::ui::session::indexing;
use crate::ui::session::open::{self, Opened, Source};
use crate::ui::settings::{Settings, ThemeChoice};
use crate::ui::timeline::fresh::plan_width;
use crate::ui::timeline::{self, TimelineView, charts, overview};
use crate::ui::widgets::kit::{self, room};
use crate::ui::{host, input};

/// Below this width the detail panel is a drawer at the bottom, and the toolbar keeps to the necessary.
pub(in crate::ui) const NARROW: f32 = 760.0;

/// The program.
pub struct App {
    pub(in crate::ui) session: Session,
    pub(in crate::ui) state: State,
    pub(in crate::ui) settings: Settings,
    pub(in crate::ui) timeline: TimelineView,
    pub(in crate::ui) overlays: Overlays,
    /// What the page's address says.
    pub(in crate::ui) address: Address,
    /// The theme of a link, for this run; the kept one stays as it is.
    pub(in crate::ui) linked_theme: Option<ThemeChoice>,
}

impl App {
    /// The program with the story from `source`, and the settings of an earlier run, if any were kept.
    pub fn new(ctx: &egui::Context, settings: Option<&str>, source: Source) -> Self {
        ctx.set_fonts(fonts());
        ctx.set_style_of(egui::Theme::Dark, Theme::dark().style());
        ctx.set_style_of(egui::Theme::Light, Theme::light().style());
        kit::set_touch(ctx, host::is_for_fingers());
        ctx.add_plugin(input::Arrows::default());
        host::listen(ctx);
        // Ctrl and + belong to the timeline, not to the size of everything.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let settings = Settings::from_text(settings);
        ctx.set_theme(settings.theme.preference());
        let session = Session::new(Opened::episode());
        host::set_title(ctx, &session.window_title());
        let mut app = Self {
            state: indexing::state_of(&session.story),
            session,
            settings,
            timeline: TimelineView::default(),
            overlays: Overlays::default(),
            address: Address::default(),
            linked_theme: None,
        };
        app.restore_view();
        app.note_story();
        if !matches!(source, Source::Episode) {
            app.open(ctx, source);
        }
        app
    }

    /// Starts to open a story; what was open stays until it is there.
    pub(in crate::ui) fn open(&mut self, ctx: &egui::Context, source: Source) {
        // A link that is still on its way was for another story.
        self.session.arriving = None;
        // As wide as if it were a large one: only then is it planned beforehand.
        let width = plan_width(self.timeline.body_width, usize::MAX);
        self.session.opening = Some(open::Opening::start(ctx, source.absolute(), width));
    }

    /// Stops opening, and forgets the link that it was for.
    pub(in crate::ui) fn cancel_opening(&mut self) {
        (self.session.opening, self.session.arriving) = (None, None);
        self.keep_address();
    }

    /// The open story.
    pub fn story(&self) -> &Story {
        &self.session.story
    }

    /// What the user has done to the view of it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether a story is being read, made ready to be searched or counted, or a picture written.
    pub fn is_busy(&self) -> bool {
        self.session.opening.is_some()
            || self.overlays.exporting.is_some()
            || self.is_reloading()
            || self.is_indexing()
            || self.is_counting()
    }

    /// What is to be kept for the next run.
    pub fn settings_text(&mut self) -> String {
        self.keep_view();
        self.settings.to_text()
    }

    /// One frame.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let theme = if ctx.theme() == egui::Theme::Dark { Theme::dark() } else { Theme::light() };
        let (mut commands, mut requests) = (Vec::new(), Vec::new());
        ctx.set_zoom_factor(self.settings.size);
        self.finish_jobs(&ctx);
        input::dropped(&ctx, self);
        // Keys belong to a card or a menu while one is open.
        let mine = self.overlays.card.is_none() && !egui::Popup::is_any_open(&ctx);
        if mine {
            input::keys(&ctx, self.state.search.query(), &mut commands);
            if self.timeline.moving_lane.is_some() && commands.contains(&Command::Clear) {
                // What Esc clears first is what is on its way.
                commands.retain(|command| *command != Command::Clear);
                self.timeline.moving_lane = None;
            }
        }
        let size = ui.max_rect().size();
        let narrow = size.x < NARROW;
        kit::notice_touch(&ctx);
        kit::rest_cursor(&ctx);
        self.follow_address(&ctx);
        let bar = |fill| Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 0));
        let height = if kit::is_touch(&ctx) { 60.0 } else { 52.0 };
        let toolbar = Panel::top("toolbar").exact_size(height).resizable(false).frame(bar(theme.panel));
        let toolbar = toolbar.show(ui, room).inner;
        let mut part = kit::part(ui, Role::Toolbar, "Toolbar", toolbar);
        let context = bars::Context::of(self, &theme);
        toolbar_ui(&mut part, &context, &mut commands, &mut requests);
        if is_filter_wanted(&self.state) {
            let panel = Panel::top("filter").exact_size(filter_height(ui)).resizable(false).frame(bar(theme.panel));
            let rect = panel.show(ui, room).inner;
            filter_ui(&mut kit::part(ui, Role::Region, "Filter and hidden lanes", rect), &context, &mut commands);
        }
        bars_ui(ui, &context, &mut requests);
        // The panels take their room from the outside in; what is in them comes in the order of reading.
        let status = (size.y > 300.0).then(|| {
            let panel = Panel::bottom("status").exact_size(26.0).resizable(false).frame(bar(theme.panel));
            panel.show(ui, room).inner
        });
        let detail = self.detail_room(ui, &theme, narrow);
        self.timeline.body_width = heads_room(ui);
        self.refresh(ui);
        let window = self.shown_window(&ctx);
        let overview = (size.y > 420.0).then(|| {
            let panel = Panel::bottom("overview").exact_size(60.0).resizable(false);
            panel.frame(Frame::new().fill(theme.panel)).show(ui, room).inner
        });
        let chart = crate::charts::height(self.state.arrangement().chart);
        // The lanes come first: a chart has its room where they keep some.
        let chart = (chart > 0.0 && ui.available_height() - chart > 180.0).then(|| {
            let panel = Panel::bottom("chart").exact_size(chart).resizable(false);
            panel.frame(Frame::new().fill(theme.panel)).show(ui, room).inner
        });
        self.session.watching.at = None;
        let timeline = CentralPanel::default().frame(Frame::new().fill(theme.ground)).show(ui, room).inner;
        let mut part = kit::part(ui, Role::Main, "Timeline", timeline);
        timeline::timeline_ui(&mut part, self, window, &theme, &mut commands);
        if let Some(rect) = chart {
            let mut part = kit::part(ui, Role::Region, "Chart", rect);
            charts::charts_ui(&mut part, self, window, &theme, &mut commands);
        }
        if let Some(rect) = overview {
            let mut part = kit::part(ui, Role::Region, "Overview", rect);
            overview::overview_ui(&mut part, self, window, &theme, &mut commands);
        }
        if let Some(rect) = detail {
            let mut part = kit::part(ui, Role::Complementary, "Details", rect);
            panel_ui(&mut part, &Page::of(self, &theme), &mut commands);
        }
        if let Some(rect) = status {
            let mut part = kit::part(ui, Role::Region, "Status", rect);
            status_ui(&mut part, &bars::Context::of(self, &theme), &mut requests);
        }
        let context = cards::Context {
            story: &self.session.story,
            state: &self.state,
            settings: &self.settings,
            theme: &theme,
            timeline_size: self.timeline.size,
            is_writing: self.overlays.exporting.is_some(),
        };
        cards::cards_ui(&ctx, &mut self.overlays, &context, &mut commands, &mut requests);
        if let Some(opening) = &self.session.opening {
            cards::opening_ui(&ctx, opening, &theme, &mut requests);
        }
        input::drop_target(&ctx, &theme);
        for command in commands {
            self.run(&ctx, command);
        }
        for request in requests {
            self.fulfil(&ctx, request);
        }
        self.keep_up(&ctx);
        let pointing = std::mem::take(&mut self.timeline.pointing);
        if self.timeline.pointed != pointing {
            self.timeline.pointed = pointing;
            ctx.request_repaint();
        }
        let ours = mine && self.overlays.card.is_none() && !ctx.memory(|memory| memory.has_focus(search_id()));
        ctx.with_plugin(|arrows: &mut input::Arrows| arrows.ours = ours);
    }

    /// Makes room for the detail panel, where there is one.
    fn detail_room(&mut self, ui: &mut Ui, theme: &Theme, narrow: bool) -> Option<Rect> {
        if narrow {
            let wanted = self.state.selection != Selection::Nothing || self.overlays.drawer.is_asked;
            let rect = wanted.then(|| self.overlays.drawer.room(ui, theme));
            if rect == Some(None) {
                self.close_drawer(&ui.ctx().clone());
            }
            return rect.flatten();
        }
        if !self.settings.detail_open {
            return None;
        }
        let frame =
            Frame::new().fill(theme.panel).inner_margin(egui::Margin { left: 18, right: 6, top: 12, bottom: 8 });
        let most = (ui.max_rect().width() * 0.5).min(560.0);
        let panel = Panel::right("detail").resizable(true).default_size(self.settings.detail_width);
        let shown = panel.min_size(240.0).max_size(most).frame(frame).show(ui, room);
        self.settings.detail_width = shown.response.rect.width();
        Some(shown.inner)
    }

    /// The theme that is wanted now: a link's goes before the one that is kept.
    pub(in crate::ui) fn theme_choice(&self) -> ThemeChoice {
        self.linked_theme.unwrap_or(self.settings.theme)
    }
}

/// How wide the body of the timeline will be in what is left of the window.
fn heads_room(ui: &Ui) -> f32 {
    crate::layout::body_width(ui.available_width())
}
