//! A window under test: runs the program frame by frame, as on the desktop, and reads what it shows.

use egui::{Pos2, Rect, Vec2, vec2};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use plotlanes::state::command::Command;
use plotlanes::state::view::View;
use plotlanes::state::{Selection, State};
use plotlanes::story::amount::TICKS_PER_UNIT;
use plotlanes::story::{Story, TimeKind};
use plotlanes::ui::{App, Offer, StorySource};

use crate::common::CpuRenderer;

pub(crate) use egui::accesskit::Role;

/// The options for opening a window.
pub(crate) struct Setup {
    pub(crate) size: Vec2,
    /// The settings of an earlier run.
    pub(crate) settings: Option<String>,
    pub(crate) source: StorySource,
    /// The offer after a crash.
    pub(crate) offer: Option<Offer>,
    /// The link to the view it opens with.
    pub(crate) link: Option<String>,
    /// The time between two frames. A glide needs several short ones.
    pub(crate) frame_seconds: f32,
    /// Whether letters that the font lacks are allowed.
    pub(crate) any_letters: bool,
}

impl Default for Setup {
    fn default() -> Self {
        // Dark on every system, and without gliding, so that one step is enough.
        let settings = Some(r#"{"theme":"dark","still":true}"#.to_owned());
        Self {
            size: vec2(1280.0, 800.0),
            settings,
            source: StorySource::Episode,
            offer: None,
            link: None,
            frame_seconds: 0.25,
            any_letters: false,
        }
    }
}

/// An action with its name.
pub(crate) type Way = (&'static str, fn(&mut Window));

/// The program in a window.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, Late>,
    renderer: CpuRenderer,
}

/// The program, made in the first pass, since the harness sets its own theme before that.
pub(crate) struct Late {
    setup: Setup,
    app: Option<App>,
}

impl eframe::App for Late {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        if let Some(app) = &mut self.app {
            app.ui(ui, frame);
        } else {
            let mut app = App::new(ui.ctx(), self.setup.settings.as_deref(), self.setup.source.clone());
            if let Some(offer) = self.setup.offer.take() {
                app.offer(offer);
            }
            if let Some(link) = &self.setup.link {
                app.show_when_open(ui.ctx(), View::from_fragment(link));
            }
            self.app = Some(app);
            ui.ctx().request_repaint();
        }
    }
}

impl Window {
    /// The episode at 1280 × 800.
    pub(crate) fn episode() -> Self {
        Self::open(Setup::default())
    }

    pub(crate) fn sized(width: f32, height: f32) -> Self {
        Self::open(Setup { size: vec2(width, height), ..Setup::default() })
    }

    /// A story from its text, in a window of 1280 × 800.
    pub(crate) fn story_text(text: &str) -> Self {
        let source = StorySource::Bytes("a test".into(), text.as_bytes().into());
        Self::open(Setup { source, any_letters: true, ..Setup::default() })
    }

    pub(crate) fn with_settings(settings: &str) -> Self {
        Self::open(Setup { settings: Some(settings.to_owned()), ..Setup::default() })
    }

    pub(crate) fn open(setup: Setup) -> Self {
        let renderer = CpuRenderer::default();
        let waits = setup.source != StorySource::Episode;
        let builder = Harness::builder()
            .with_size(setup.size)
            .with_max_steps(60)
            .with_step_dt(setup.frame_seconds)
            .renderer(renderer.clone());
        let builder = if setup.any_letters { builder.allow_missing_glyphs() } else { builder };
        let harness = builder.build_eframe(|_| Late { setup, app: None });
        let mut window = Self { harness, renderer };
        window.settle();
        if waits {
            window.wait("the story", |window| !window.is_busy());
        }
        window
    }

    pub(crate) fn is_busy(&self) -> bool {
        self.app().is_busy()
    }

    pub(crate) fn app(&self) -> &App {
        self.harness.state().app.as_ref().expect("made in the first pass")
    }

    /// Carries out a command, as a part of the window does.
    pub(crate) fn run(&mut self, command: Command) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().app.as_mut().expect("made in the first pass").run(&ctx, command);
        self.settle();
    }

    /// Makes edits, given as JSON, under one name.
    pub(crate) fn make(&mut self, name: &str, edits: &str) {
        let edits = plotlanes::document::edit::edits_from_json(edits).expect("edits");
        self.run(Command::Make(std::sync::Arc::new(plotlanes::document::change::Change::new(name, edits))));
    }

    /// What the window asks of the system after a step.
    pub(crate) fn commands(&self) -> &[egui::ViewportCommand] {
        &self.output().viewport_output[&egui::ViewportId::ROOT].commands
    }

    /// Closes without a question once this is set.
    pub(crate) fn end_when(&mut self, is_ending: std::sync::Arc<std::sync::atomic::AtomicBool>) {
        self.harness.state_mut().app.as_mut().expect("made in the first pass").end_when(is_ending);
    }

    pub(crate) fn state(&self) -> &State {
        self.app().state()
    }

    pub(crate) fn story(&self) -> &Story {
        self.app().story()
    }

    /// The settings that a restart would find.
    pub(crate) fn settings(&mut self) -> String {
        self.harness.state_mut().app.as_mut().expect("made in the first pass").settings_text()
    }

    /// Runs frames until none is requested; returns how many. Panics if they do not end, and if a widget has no name.
    pub(crate) fn settle(&mut self) -> u64 {
        self.harness.run()
    }

    /// Runs frames until `done`, for work on other threads. The limit only keeps a failing test from hanging.
    #[track_caller]
    pub(crate) fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        for _ in 0..3000 {
            self.settle();
            if done(self) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("{what} never came");
    }

    pub(crate) fn resize(&mut self, size: Vec2) {
        self.harness.set_size(size);
        self.settle();
    }

    pub(crate) fn size(&self) -> Vec2 {
        self.harness.ctx.viewport_rect().size()
    }

    pub(crate) fn ctx(&self) -> &egui::Context {
        &self.harness.ctx
    }

    pub(crate) fn output(&self) -> &egui::FullOutput {
        self.harness.output()
    }

    pub(crate) fn picture(&self) -> plotlanes::export::Image {
        self.renderer.picture(&self.harness)
    }

    // Reading the window.

    #[track_caller]
    pub(crate) fn named<'s>(&'s self, name: &'s str) -> Node<'s> {
        self.harness.get_by_label(name)
    }

    #[track_caller]
    pub(crate) fn button<'s>(&'s self, name: &'s str) -> Node<'s> {
        self.harness.get_by_role_and_label(Role::Button, name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether any text has `part` in it.
    pub(crate) fn says(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// The place of the text that has `part` in it.
    #[track_caller]
    pub(crate) fn rect_of(&self, part: &str) -> Rect {
        self.harness.get_by_label_contains(part).rect()
    }

    pub(crate) fn nodes(&self, role: Role) -> Vec<Node<'_>> {
        self.harness.query_all(By::new().role(role)).collect()
    }

    pub(crate) fn every_node(&self) -> Vec<Node<'_>> {
        self.harness.root().children_recursive().collect()
    }

    /// The node of the event with this title, in its own lane.
    #[track_caller]
    pub(crate) fn event(&self, title: &str) -> Node<'_> {
        self.find_event(title).unwrap_or_else(|| panic!("no event {title:?} is shown"))
    }

    pub(crate) fn find_event(&self, title: &str) -> Option<Node<'_>> {
        let start = format!("{title}, ");
        let own = |name: String| name.starts_with(&start) && !name.starts_with(&format!("{start}also in "));
        self.nodes(Role::ListItem).into_iter().find(|node| own(name(node)))
    }

    /// The title of the selected event.
    pub(crate) fn selected(&self) -> Option<&str> {
        match self.state().selection {
            Selection::Event(id) => Some(self.story().event(id).title),
            _ => None,
        }
    }

    /// The name of the widget that has the keyboard.
    pub(crate) fn focused(&self) -> Option<String> {
        self.every_node().iter().find(|node| node.is_focused()).map(name)
    }

    /// The x range of the marks, taken from the overview, which has the same.
    pub(crate) fn body(&self) -> egui::Rangef {
        self.named("Visible stretch of the story").rect().x_range()
    }

    /// Start and end of the visible stretch, in the story's unit or in steps.
    pub(crate) fn shown(&self) -> [f64; 2] {
        [self.state().window.start(), self.state().window.end()].map(|ticks| ticks / self.unit())
    }

    /// Ticks in the story's unit.
    fn unit(&self) -> f64 {
        if matches!(self.story().time, TimeKind::Number { .. }) { TICKS_PER_UNIT as f64 } else { 1.0 }
    }

    /// The length of the visible stretch, in the same unit.
    pub(crate) fn length(&self) -> f64 {
        self.state().window.length() / self.unit()
    }

    /// The time at an x of the body.
    pub(crate) fn time_at(&self, x: f32) -> f64 {
        let body = self.body();
        self.shown()[0] + f64::from((x - body.min) / body.span()) * self.length()
    }

    /// An empty point of the lanes.
    #[track_caller]
    pub(crate) fn ground(&self) -> Pos2 {
        let nodes = [self.nodes(Role::ListItem), self.nodes(Role::Button)].concat();
        let taken: Vec<Rect> = nodes.iter().map(|node| node.rect().expand(6.0)).collect();
        let (body, brush) = (self.body().shrink(30.0), self.named("Visible stretch of the story").rect());
        let xs = (0..40).map(|nth| body.min + body.span() * nth as f32 / 39.0);
        let points = xs.flat_map(|x| (0..60).map(move |nth| Pos2::new(x, brush.min.y - 40.0 - 9.0 * nth as f32)));
        let mut free = points.filter(|at| at.y > 150.0 && !taken.iter().any(|rect| rect.contains(*at)));
        free.next().expect("some empty ground")
    }
}

/// A node's name; the name of a text is the text.
pub(crate) fn name(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    node.label().or_else(|| node.value()).unwrap_or_default()
}
