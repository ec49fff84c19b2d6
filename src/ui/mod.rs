//! The program's window: shows what [`State`] says, turns gestures
//! into commands, and does what only a window can (files, theme, pictures).
//!
//! Every part takes what it shows and returns or pushes [commands](crate::state::command::Command); [`App::run`] is
//! the one place that carries them out. What belongs to the window alone (a card that is open, the settings in the menu)
//! changes where it is shown.

mod address;
mod aside;
mod bars;
mod cards;
mod charts;
mod detail;
mod export;
mod filter;
mod fresh;
mod glide;
mod help;
mod host;
mod icons;
mod indexing;
mod input;
mod jobs;
mod journal;
mod kit;
mod lanes;
mod link;
mod listing;
mod meanwhile;
mod nodes;
mod open;
mod orders;
mod overview;
mod pages;
mod palette;
mod people;
mod persist;
mod person;
mod recovery;
mod results;
mod run;
mod settings;
mod sheet;
mod shell;
mod status;
mod timeline;
mod toolbar;
mod trouble;
mod watch;
mod why;

use egui::{CentralPanel, Frame, Panel, Rect, Role, Ui};

use crate::layout::scroll::ScrollAnchor;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::view::View;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::theme::{Theme, fonts};
use fresh::{Cache, plan_width};
use open::{Opened, Source};
use settings::{Settings, ThemeChoice};

/// Below this width the detail panel is a sheet at the bottom, and the toolbar keeps to the necessary.
const NARROW: f32 = 760.0;

/// The program.
pub struct App {
    opened: Opened,
    state: State,
    settings: Settings,
    cache: Cache,
    glide: Option<glide::Glide>,
    morph: Option<glide::Morph>,
    opening: Option<open::Opening>,
    /// The view of a link, until the story that is being opened is there.
    arriving: Option<View>,
    exporting: Option<export::Exporting>,
    watching: watch::Watching,
    keeping: persist::Keeping,
    /// What is offered after a crash.
    offer: Option<Offer>,
    sheet: sheet::Sheet,
    /// Whether there were two fingers on the timeline since the last time that there was none.
    two_fingers: bool,
    /// What the page's address says.
    address: address::Address,
    /// The theme of a link, for this run; the kept one stays as it is.
    linked_theme: Option<ThemeChoice>,
    /// What to tell once the browser has said whether it copied.
    copying: Option<(std::sync::mpsc::Receiver<bool>, status::Notice)>,
    /// A file that was dropped and is not here yet.
    dropped: Option<host::Dialog>,
    card: Option<cards::Card>,
    notice: Option<status::Notice>,
    wants: Wants,
    /// Whether the lanes were higher than their room in the last frame.
    overflows: bool,
    /// How large the timeline was in the last frame, in points.
    timeline_size: [u32; 2],
    /// How wide its body was.
    body_width: f32,
    /// The lane whose head is being dragged.
    moving_lane: Option<LaneKey>,
    /// What the pointer was at in the last frame, on the timeline or in a chart.
    pointed: Pointed,
    /// What it is at in this one, as far as is known.
    pointing: Pointed,
}

/// What the pointer is at, for all that shows the same events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pointed {
    /// The event.
    event: Option<crate::story::id::EventId>,
    /// The place on the axis, in ticks.
    at: Option<f64>,
}

/// What the next frame is to do once.
#[derive(Default)]
struct Wants {
    /// Give the keyboard to the selected event's node, because an arrow key led there.
    focus_selected: bool,
    /// Scroll the selected event's row into sight.
    reveal: bool,
    /// Scroll so that this lies where it did in the story before it was saved anew.
    hold: Option<ScrollAnchor>,
    /// Give the keyboard to the card that has just opened.
    focus_card: bool,
    /// What had the keyboard before the card, and gets it back.
    focus_back: Option<egui::Id>,
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
        let opened = Opened::episode();
        host::set_title(ctx, &opened.window_title());
        let mut app = Self {
            state: indexing::state_of(&opened.story),
            opened,
            settings,
            cache: Cache::default(),
            glide: None,
            morph: None,
            opening: None,
            arriving: None,
            exporting: None,
            watching: watch::Watching::default(),
            keeping: persist::Keeping::default(),
            offer: None,
            sheet: sheet::Sheet::default(),
            two_fingers: false,
            address: address::Address::default(),
            linked_theme: None,
            copying: None,
            dropped: None,
            card: None,
            notice: None,
            wants: Wants { reveal: true, ..Wants::default() },
            overflows: false,
            timeline_size: [1280, 800],
            body_width: 760.0,
            moving_lane: None,
            pointed: Pointed::default(),
            pointing: Pointed::default(),
        };
        app.restore_view();
        app.note_story();
        if !matches!(source, Source::Episode) {
            app.open(ctx, source);
        }
        app
    }

    /// Starts to open a story; what was open stays until it is there.
    fn open(&mut self, ctx: &egui::Context, source: Source) {
        // A link that is still on its way was for another story.
        self.arriving = None;
        // As wide as if it were a large one: only then is it planned beforehand.
        let width = plan_width(self.body_width, usize::MAX);
        self.opening = Some(open::Opening::start(ctx, source.absolute(), width));
    }

    /// Stops opening, and forgets the link that it was for.
    fn cancel_opening(&mut self) {
        (self.opening, self.arriving) = (None, None);
        self.keep_address();
    }

    /// The open story.
    pub fn story(&self) -> &Story {
        &self.opened.story
    }

    /// What the user has done to the view of it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether a story is being read, made ready to be searched or counted, or a picture written.
    pub fn is_busy(&self) -> bool {
        self.opening.is_some()
            || self.exporting.is_some()
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
        let mut commands = Vec::new();
        ctx.set_zoom_factor(self.settings.size);
        self.finish_jobs(&ctx);
        input::dropped(&ctx, self);
        // Keys belong to a card or a menu while one is open.
        let mine = self.card.is_none() && !egui::Popup::is_any_open(&ctx);
        if mine {
            input::keys(&ctx, self.state.search.query(), &mut commands);
            if self.moving_lane.is_some() && commands.contains(&Command::Clear) {
                // What Esc clears first is what is on its way.
                commands.retain(|command| *command != Command::Clear);
                self.moving_lane = None;
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
        toolbar::toolbar_ui(&mut part, self, &theme, &mut commands);
        if filter::is_wanted(self) {
            let panel = Panel::top("filter").exact_size(filter::height(ui)).resizable(false).frame(bar(theme.panel));
            let rect = panel.show(ui, room).inner;
            filter::filter_ui(&mut kit::part(ui, Role::Region, "Left out", rect), self, &theme, &mut commands);
        }
        bars::bars_ui(ui, self, &theme);
        // The panels take their room from the outside in; what is in them comes in the order of reading.
        let status = (size.y > 300.0).then(|| {
            let panel = Panel::bottom("status").exact_size(26.0).resizable(false).frame(bar(theme.panel));
            panel.show(ui, room).inner
        });
        let detail = self.detail_room(ui, &theme, narrow);
        self.body_width = heads_room(ui);
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
        self.watching.at = None;
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
            detail::detail_ui(&mut part, self, &theme, &mut commands);
        }
        if let Some(rect) = status {
            status::status_ui(&mut kit::part(ui, Role::Region, "Status", rect), self, &theme);
        }
        cards::cards_ui(&ctx, self, &theme);
        cards::opening_ui(&ctx, self, &theme);
        input::drop_target(&ctx, &theme);
        for command in commands {
            self.run(&ctx, command);
        }
        self.keep_up(&ctx);
        let pointing = std::mem::take(&mut self.pointing);
        if self.pointed != pointing {
            self.pointed = pointing;
            ctx.request_repaint();
        }
        let ours = mine && self.card.is_none() && !ctx.memory(|memory| memory.has_focus(toolbar::search_id()));
        ctx.with_plugin(|arrows: &mut input::Arrows| arrows.ours = ours);
    }

    /// Makes room for the detail panel, where there is one.
    fn detail_room(&mut self, ui: &mut Ui, theme: &Theme, narrow: bool) -> Option<Rect> {
        if narrow {
            let wanted = self.state.selection != Selection::Nothing || self.sheet.is_asked;
            let rect = wanted.then(|| self.sheet.room(ui, theme));
            if rect == Some(None) {
                self.put_sheet_away(&ui.ctx().clone());
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
    fn theme_choice(&self) -> ThemeChoice {
        self.linked_theme.unwrap_or(self.settings.theme)
    }
}

/// Takes all of a panel for what comes into it later.
fn room(ui: &mut Ui) -> Rect {
    let rect = ui.max_rect();
    ui.expand_to_include_rect(rect);
    rect
}

/// How wide the body of the timeline will be in what is left of the window.
fn heads_room(ui: &Ui) -> f32 {
    crate::layout::body_width(ui.available_width())
}

/// The key under which eframe keeps the settings.
pub const SETTINGS_KEY: &str = settings::KEY;

pub use icons::window_icon;
pub use journal::text as last_commands;
pub use open::{EPISODE, Source as StorySource, episode};
pub use persist::Keep;
pub use recovery::Offer;
pub use settings::{is_settings, merge_settings};
