//! The program's window: shows what [`State`] says, turns gestures
//! into commands, and does what only a window can (files, theme, pictures).
//!
//! Every part takes what it shows and returns or pushes [`Command`]s; [`App::run`] is the one place that carries
//! them out. What belongs to the window alone (a card that is open, the settings in the menu) changes where it is shown.

mod cards;
mod detail;
mod export;
mod help;
mod icons;
mod input;
mod kit;
mod open;
mod overview;
mod pages;
mod settings;
mod status;
mod timeline;
mod toolbar;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use egui::{CentralPanel, Frame, Panel, Ui};

use crate::layout::focus::Focus;
use crate::layout::overview::Line;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::id::ThreadId;
use crate::theme::{Theme, fonts};
use crate::time::window::Window;
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
    glide: Option<Glide>,
    opening: Option<open::Opening>,
    exporting: Option<export::Exporting>,
    card: Option<cards::Card>,
    notice: Option<status::Notice>,
    wants: Wants,
    /// Whether the lanes were higher than their room in the last frame.
    overflows: bool,
    /// How large the timeline was in the last frame, in points.
    timeline_size: [u32; 2],
}

/// What the next frame is to do once.
#[derive(Default)]
struct Wants {
    /// Give the keyboard to the search field.
    focus_search: bool,
    /// Give the keyboard to the selected event's node, because an arrow key led there.
    focus_selected: bool,
    /// Scroll the selected event's row into sight.
    reveal: bool,
}

/// What is kept between frames because it follows from things that rarely change.
#[derive(Default)]
struct Cache {
    plan: Option<(PlanKey, Plan)>,
    focus: Option<(Selection, Focus)>,
    scene: Option<(timeline::SceneKey, Rc<Scene>)>,
    overview: Option<(overview::LinesKey, Rc<[Line]>)>,
    /// Grows with every story opened.
    story: u64,
    /// Grows with every plan and focus, so that what was made from older ones is known to be old.
    version: u64,
}

type PlanKey = (BTreeSet<ThreadId>, u32);

/// A window on its way.
struct Glide {
    from: Window,
    /// When it started, in egui's seconds.
    start: f64,
}

/// How long a window is on its way, in seconds.
const GLIDE_SECONDS: f64 = 0.18;

impl App {
    /// The program with the story from `source`, and the settings of an earlier run, if any were kept.
    pub fn new(ctx: &egui::Context, settings: Option<&str>, source: Source) -> Self {
        ctx.set_fonts(fonts());
        ctx.set_style_of(egui::Theme::Dark, Theme::dark().style());
        ctx.set_style_of(egui::Theme::Light, Theme::light().style());
        // Ctrl and + belong to the timeline, not to the size of everything.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let settings = Settings::from_text(settings);
        ctx.set_theme(settings.theme.preference());
        let opened = Opened::episode();
        let mut app = Self {
            state: State::new(&opened.story),
            opened,
            settings,
            cache: Cache::default(),
            glide: None,
            opening: None,
            exporting: None,
            card: None,
            notice: None,
            wants: Wants { reveal: true, ..Wants::default() },
            overflows: false,
            timeline_size: [1280, 800],
        };
        app.restore_view();
        let source = source.absolute();
        if !matches!(source, Source::Episode) {
            app.opening = Some(open::Opening::start(ctx, source));
        }
        app
    }

    /// The open story.
    pub fn story(&self) -> &Story {
        &self.opened.story
    }

    /// What the user has done to the view of it.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether a story is being read or a picture written.
    pub fn is_busy(&self) -> bool {
        self.opening.is_some() || self.exporting.is_some()
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
        if self.card.is_none() && !egui::Popup::is_any_open(&ctx) {
            input::keys(&ctx, toolbar::search_id(), &mut commands);
        }
        let size = ui.max_rect().size();
        let narrow = size.x < NARROW;
        let bar = |fill| Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 0));
        Panel::top("toolbar").exact_size(52.0).resizable(false).frame(bar(theme.panel)).show(ui, |ui| {
            toolbar::toolbar_ui(ui, self, &theme, &mut commands);
        });
        if size.y > 300.0 {
            Panel::bottom("status").exact_size(26.0).resizable(false).frame(bar(theme.panel)).show(ui, |ui| {
                status::status_ui(ui, self, &theme);
            });
        }
        self.detail_panel(ui, &theme, narrow, &mut commands);
        self.refresh(ui, heads_room(ui));
        let window = self.shown_window(&ctx);
        if size.y > 420.0 {
            Panel::bottom("overview")
                .exact_size(60.0)
                .resizable(false)
                .frame(Frame::new().fill(theme.panel))
                .show(ui, |ui| overview::overview_ui(ui, self, window, &theme, &mut commands));
        }
        CentralPanel::default().frame(Frame::new().fill(theme.ground)).show(ui, |ui| {
            timeline::timeline_ui(ui, self, window, &theme, &mut commands);
        });
        cards::cards_ui(&ctx, self, &theme);
        cards::opening_ui(&ctx, self, &theme);
        input::drop_target(&ctx, &theme);
        for command in commands {
            self.run(&ctx, command);
        }
    }

    /// Carries out a command: the one place where the view of the story changes.
    pub fn run(&mut self, ctx: &egui::Context, command: Command) {
        let by_hand = matches!(command, Command::Zoom { .. } | Command::ScrollLanes(_));
        let arrow = matches!(command, Command::Step(_) | Command::NextHit | Command::PreviousHit);
        if let (true, Some(glide)) = (by_hand, self.glide.take()) {
            // The hand takes over where the window is now, not where it was going.
            self.state.window = glide.at(self.state.window, ctx);
        }
        let (window, selection) = (self.state.window, self.state.selection);
        let rest = self.state.apply(&self.opened.story, command);
        if self.state.window != window {
            // What follows the hand or the wheel must not lag; what jumps is easier followed when it glides.
            let glides = !by_hand && !self.settings.still;
            let from = self.glide.as_ref().map_or(window, |glide| glide.at(window, ctx));
            self.glide = glides.then(|| Glide { from, start: ctx.input(|input| input.time) });
        }
        // Who steps through the hits from the search field goes on doing so.
        let typing = ctx.memory(|memory| memory.has_focus(toolbar::search_id()));
        self.wants.focus_selected = arrow && !typing && self.state.selection != selection;
        self.wants.reveal |= arrow || self.state.selection != selection;
        if self.notice.as_ref().is_some_and(|notice| notice.failed) && self.state.selection != selection {
            self.notice = None;
        }
        match rest {
            Some(Command::FocusSearch) => self.wants.focus_search = true,
            Some(Command::Open) => self.card = Some(cards::Card::open()),
            Some(Command::ExportView) => self.card = Some(cards::Card::export(false)),
            Some(Command::ExportPoster) => self.card = Some(cards::Card::export(true)),
            Some(Command::NextTheme) => {
                let system_is_dark = ctx.system_theme() != Some(egui::Theme::Light);
                self.settings.theme = self.settings.theme.next(system_is_dark);
                ctx.set_theme(self.settings.theme.preference());
            }
            Some(Command::ToggleDetail) => self.settings.detail_open = !self.settings.detail_open,
            Some(Command::ToggleHelp) => {
                let open = matches!(self.card, Some(cards::Card::Help));
                self.card = (!open).then_some(cards::Card::Help);
            }
            _ => {}
        }
        ctx.request_repaint();
    }

    /// Pans so that the story follows the hand: no gliding, and lanes scroll too.
    fn drag(&mut self, ctx: &egui::Context, share: f64, down: f32) {
        self.run(ctx, Command::Pan(share));
        self.run(ctx, Command::ScrollLanes(down));
        self.glide = None;
    }

    fn detail_panel(&mut self, ui: &mut Ui, theme: &Theme, narrow: bool, commands: &mut Vec<Command>) {
        let frame =
            Frame::new().fill(theme.panel).inner_margin(egui::Margin { left: 18, right: 6, top: 12, bottom: 8 });
        if !self.settings.detail_open || narrow && self.state.selection == Selection::Nothing {
            return;
        }
        if narrow {
            let height = (ui.max_rect().height() * 0.42).clamp(110.0, 340.0);
            Panel::bottom("sheet").exact_size(height).resizable(false).frame(frame).show(ui, |ui| {
                detail::detail_ui(ui, self, theme, commands);
            });
        } else {
            let most = (ui.max_rect().width() * 0.5).min(560.0);
            let panel = Panel::right("detail").resizable(true).default_size(self.settings.detail_width);
            let shown = panel.min_size(240.0).max_size(most).frame(frame).show(ui, |ui| {
                detail::detail_ui(ui, self, theme, commands);
            });
            self.settings.detail_width = shown.response.rect.width();
        }
    }

    /// Brings plan and focus up to date.
    fn refresh(&mut self, ui: &Ui, width: f32) {
        let key = (self.state.folded.clone(), width.to_bits());
        if self.cache.plan.as_ref().is_none_or(|(made_for, _)| *made_for != key) {
            let metrics = crate::paint::FontMetrics(ui.painter());
            let plan = Plan::new(&self.opened.story, &self.state.folded, width, &metrics);
            self.cache.plan = Some((key, plan));
            self.cache.version += 1;
        }
        if self.cache.focus.as_ref().is_none_or(|(made_for, _)| *made_for != self.state.selection) {
            self.cache.focus = Some((self.state.selection, Focus::new(&self.opened.story, self.state.selection)));
            self.cache.version += 1;
        }
    }

    /// The window as it is now on its way to where it should be.
    fn shown_window(&mut self, ctx: &egui::Context) -> Window {
        let goal = self.state.window;
        let Some(glide) = &self.glide else { return goal };
        if ctx.input(|input| input.time) - glide.start >= GLIDE_SECONDS {
            self.glide = None;
            return goal;
        }
        ctx.request_repaint();
        glide.at(goal, ctx)
    }

    fn finish_jobs(&mut self, ctx: &egui::Context) {
        if let Some(done) = self.opening.as_mut().and_then(open::Opening::poll) {
            self.opening = None;
            self.arrive(ctx, done);
        }
        status::expire(ctx, &mut self.notice);
        if let Some(done) = self.exporting.as_mut().and_then(export::Exporting::poll) {
            self.exporting = None;
            self.notice = Some(done);
        }
    }

    /// Takes over a story that was opened, or tells why it was not; the open one stays then.
    fn arrive(&mut self, ctx: &egui::Context, done: open::Done) {
        match done.result {
            Ok((story, notes)) => {
                self.keep_view();
                if let Source::File(path) = &done.source {
                    self.settings.remember(path);
                }
                self.opened = Opened { story: Arc::new(story), source: done.source };
                self.state = State::new(&self.opened.story);
                let Cache { story, version, .. } = self.cache;
                self.cache = Cache { story: story + 1, version: version + 1, ..Cache::default() };
                ctx.send_viewport_cmd(egui::ViewportCommand::Title(self.opened.window_title()));
                self.glide = None;
                self.card = None;
                self.notice = None;
                self.restore_view();
                self.notice = match notes.as_slice() {
                    [] => status::Notice::missing_letters(ctx, &self.opened.story),
                    notes => Some(status::Notice::notes(notes)),
                };
            }
            Err(problems) => self.card = Some(cards::Card::Problems { name: done.source.name(), problems }),
        }
        ctx.request_repaint();
    }

    fn keep_view(&mut self) {
        self.settings.keep(&self.opened.source.name(), &self.opened.story, &self.state);
    }

    fn restore_view(&mut self) {
        self.settings.restore(&self.opened.source.name(), &self.opened.story, &mut self.state);
    }
}

impl Glide {
    fn at(&self, goal: Window, ctx: &egui::Context) -> Window {
        let share = ((ctx.input(|input| input.time) - self.start) / GLIDE_SECONDS).clamp(0.0, 1.0);
        // Slowing down towards the goal.
        self.from.towards(goal, 1.0 - (1.0 - share).powi(3))
    }
}

/// How wide the body of the timeline will be in what is left of the window.
fn heads_room(ui: &Ui) -> f32 {
    crate::layout::body_width(ui.available_width())
}

#[cfg(not(target_arch = "wasm32"))]
impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        storage.set_string(settings::KEY, self.settings_text());
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        // What is worth keeping is in the settings, in a form that survives a new version of egui.
        false
    }
}

/// The key under which eframe keeps the settings.
pub const SETTINGS_KEY: &str = settings::KEY;

pub use icons::window_icon;
pub use open::{EPISODE, Source as StorySource, episode};

impl ThemeChoice {
    fn preference(self) -> egui::ThemePreference {
        match self {
            Self::System => egui::ThemePreference::System,
            Self::Dark => egui::ThemePreference::Dark,
            Self::Light => egui::ThemePreference::Light,
        }
    }
}
