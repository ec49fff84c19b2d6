//! The values that the timeline keeps between frames, each with the [revisions](crate::state::revisions::Revisions) and
//! sizes that it was made from: it is made again when these are others, and only then. A story that takes the place of
//! another brings an empty cache.

use std::rc::Rc;
use std::sync::Arc;

use egui::{Context, Rect, Vec2};

use crate::charts::ChartData;
use crate::layout::emphasis::EmphasisMap;
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::overview::{Line, lines};
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::layout::{BodySize, compose};
use crate::paint::FontMetrics;
use crate::state::State;
use crate::story::Story;
use crate::time::window::Window;
use crate::ui::host::task::{FEW_TO_COUNT, Task};

/// A value, and the revisions and sizes that it was made from.
pub(in crate::ui) struct Made<K, T>(Option<(K, T)>);

impl<K, T> Default for Made<K, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, T> Made<K, T> {
    /// The value, if it was ever made.
    pub(in crate::ui) fn get(&self) -> Option<&T> {
        self.0.as_ref().map(|(_, value)| value)
    }

    /// Makes the value anew unless it was made from the same.
    fn refresh(&mut self, from: K, make: impl FnOnce() -> T) {
        if self.0.as_ref().is_none_or(|(known, _)| *known != from) {
            self.0 = Some((from, make()));
        }
    }
}

/// The values kept between frames.
#[derive(Default)]
pub(in crate::ui) struct Cache {
    /// The places of everything in the lanes.
    pub(in crate::ui) plan: Made<PlanFrom, Plan>,
    /// The events that the selection highlights.
    pub(in crate::ui) focus: Made<FocusFrom, Focus>,
    /// How strongly everything in the plan's rows stands out.
    pub(in crate::ui) emphasis: Made<EmphasisFrom, EmphasisMap>,
    pub(in crate::ui) scene: Made<SceneFrom, Rc<Scene>>,
    /// The lines of the overview.
    pub(in crate::ui) overview: Made<(EmphasisFrom, Rect), Rc<[Line]>>,
    pub(in crate::ui) counted: ChartData,
    /// See [`FontMetrics::fonts`].
    fonts: u64,
    /// The numbers of a chart of a large story, while they are being counted.
    counting: Option<Task<ChartData>>,
}

/// A plan is made from these.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) struct PlanFrom {
    /// The revision of the lanes.
    lineup: u32,
    /// The timeline's body.
    body: BodySize,
    /// The fonts that its texts are measured in, which may come after the story; in a large story no text is.
    fonts: u64,
}

/// A focus is made from these two revisions.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) struct FocusFrom {
    lineup: u32,
    focus: u32,
}

/// The emphasis is made from plan and focus, and from what is searched for and filtered by.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) struct EmphasisFrom {
    plan: PlanFrom,
    focus: FocusFrom,
    search: u32,
}

/// A scene is made from these. The window is the one that is shown, which may be on its way to the state's.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::ui) struct SceneFrom {
    emphasis: EmphasisFrom,
    pin: u32,
    window: Window,
    scroll: f32,
    size: Vec2,
    fonts: u64,
    /// Whether it is not known yet what is told out of order.
    is_comparing: bool,
}

impl EmphasisFrom {
    fn new(story: &Story, state: &State, body: BodySize, fonts: u64) -> Self {
        let (now, events) = (state.revisions(), story.events.len());
        let fonts = if events < LARGE { fonts } else { 0 };
        let plan = PlanFrom { lineup: now.lineup, body: plan_size(body, events), fonts };
        let focus = FocusFrom { lineup: now.lineup, focus: now.focus };
        Self { plan, focus, search: now.search }
    }
}

impl Cache {
    /// Brings plan, focus and emphasis up to date, for a timeline with a body of this size.
    pub(in crate::ui) fn refresh(&mut self, body: BodySize, story: &Story, state: &State, metrics: &FontMetrics<'_>) {
        self.fonts = metrics.fonts();
        let from = EmphasisFrom::new(story, state, body, self.fonts);
        let (lineup, order) = (state.lineup(), state.order());
        let Self { plan, focus, emphasis, .. } = self;
        plan.refresh(from.plan, || Plan::new(story, lineup, order, from.plan.body, metrics));
        focus.refresh(from.focus, || Focus::new(story, lineup, &FocusKey::of(state)));
        let (Some(plan), Some(focus)) = (plan.get(), focus.get()) else { return };
        emphasis.refresh(from, || EmphasisMap::new(state, plan, focus));
    }

    /// The scene of a timeline of `size` with this body, with `window` of the axis in it.
    pub(in crate::ui) fn compose(
        &mut self,
        body: BodySize,
        story: &Story,
        state: &State,
        window: Window,
        size: Vec2,
        metrics: &FontMetrics<'_>,
    ) -> Option<Rc<Scene>> {
        let fonts = self.fonts;
        let emphasis = EmphasisFrom::new(story, state, body, fonts);
        let (pin, scroll) = (state.revisions().pin, state.scroll);
        let is_comparing = state.derived().is_comparing();
        let from = SceneFrom { emphasis, pin, window, scroll, size, fonts, is_comparing };
        let Self { plan, focus, emphasis, scene, .. } = self;
        let (plan, focus, emphasis) = (plan.get()?, focus.get()?, emphasis.get()?);
        let make = || {
            let mut shown = state.clone();
            shown.window = window;
            Rc::new(compose(story, &shown, plan, focus, emphasis, size, metrics))
        };
        scene.refresh(from, make);
        scene.get().cloned()
    }

    /// The lines of the overview in `strip`, below a timeline with this body.
    pub(super) fn overview_lines(
        &mut self,
        body: BodySize,
        story: &Story,
        state: &State,
        strip: Rect,
    ) -> Option<Rc<[Line]>> {
        let from = (EmphasisFrom::new(story, state, body, self.fonts), strip);
        let Self { plan, emphasis, overview, .. } = self;
        let (plan, emphasis) = (plan.get()?, emphasis.get()?);
        let make = || lines(story, &state.search, plan, emphasis, strip).into();
        overview.refresh(from, make);
        overview.get().cloned()
    }

    /// Whether the numbers of the open chart are counted; begins to count them where they are not.
    pub(in crate::ui) fn is_counted(&mut self, ctx: &Context, story: &Arc<Story>, state: &State) -> bool {
        let is_quick = story.events.len() <= FEW_TO_COUNT && !state.derived().is_comparing();
        if is_quick || !self.counted.is_missing(state) {
            return true;
        }
        if self.counting.is_none() {
            let state = state.clone();
            self.counting = Some(Task::begin(ctx, story, move |story: &Story| ChartData::of(story, &state)));
        }
        false
    }

    /// Takes over the numbers that have been counted by now.
    pub(in crate::ui) fn finish_counting(&mut self) {
        if let Some(counted) = self.counting.as_ref().and_then(Task::poll) {
            self.counting = None;
            self.counted.merge(counted);
        }
    }

    /// Whether anything is being counted.
    pub(in crate::ui) fn is_counting(&self) -> bool {
        self.counting.is_some()
    }

    /// Drops everything that was made of the story before; returns the plan of that story, for dropping it elsewhere.
    /// `plan` is one of the new story, of which `state` is a view, for a body of that size.
    pub(super) fn start_anew(&mut self, state: &State, plan: Option<(BodySize, Plan)>) -> Option<Plan> {
        let plan = plan.map(|(body, plan)| (PlanFrom { lineup: state.revisions().lineup, body, fonts: 0 }, plan));
        let old = std::mem::replace(self, Self { plan: Made(plan), ..Self::default() });
        old.plan.0.map(|(_, plan)| plan)
    }
}

/// A story with so many events is large.
const LARGE: usize = 20_000;

/// The size that a plan is made for in a body of this size: that of a large story is rounded down, so that it is not
/// packed again in every frame while the window's edge is dragged.
pub(in crate::ui) fn plan_size(body: BodySize, events: usize) -> BodySize {
    if events < LARGE {
        return body;
    }
    let rounded = |points: f32, step: f32| ((points / step).floor() * step).max(step);
    BodySize { width: rounded(body.width, 128.0), ..body }.with_height(rounded(body.height, 256.0))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use egui::{Event, RawInput, pos2, vec2};

    use super::{Context, Made, Rect};
    use crate::layout::scene::Scene;
    use crate::state::Selection;
    use crate::state::command::{Command, WindowCommand};
    use crate::story::id::EventId;
    use crate::ui::app::App;
    use crate::ui::host::source::Source;

    #[test]
    fn a_value_is_made_again_where_it_is_made_from_something_else_and_only_there() {
        let mut made: Made<(u32, u32), u32> = Made::default();
        assert_eq!(made.get(), None);
        let mut times = 0;
        let mut check = |from, expect| {
            made.refresh(from, || {
                times += 1;
                times
            });
            assert_eq!(made.get(), Some(&expect), "{from:?}");
        };
        check((0, 0), 1);
        check((0, 0), 1);
        check((0, 1), 2);
        check((0, 0), 3);
    }

    /// The window with the episode, frame by frame.
    struct Driver {
        ctx: Context,
        app: App,
        time: f64,
    }

    impl Driver {
        /// The scene after a frame with these events.
        fn frame(&mut self, events: Vec<Event>) -> Rc<Scene> {
            self.time += 1.0;
            let screen_rect = Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0)));
            let input = RawInput { time: Some(self.time), screen_rect, events, ..RawInput::default() };
            let mut output = self.ctx.run_ui(input, |ui| self.app.frame(ui));
            // Dropped unapplied it would panic.
            output.textures_delta.clear();
            self.app.timeline.cache.scene.get().expect("a scene").clone()
        }
    }

    #[test]
    fn a_scene_is_composed_again_only_where_something_in_it_has_changed() {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, Source::Episode);
        app.settings.still = true;
        let mut driver = Driver { ctx, app, time: 0.0 };
        for _ in 0..4 {
            driver.frame(Vec::new());
        }
        let mut last = driver.frame(Vec::new());
        let mut check = |driver: &mut Driver, what: &str, is_new: bool| {
            let scene = driver.frame(Vec::new());
            assert_eq!(!Rc::ptr_eq(&scene, &last), is_new, "{what}");
            last = scene;
        };
        check(&mut driver, "nothing", false);
        let mark = driver.app.timeline.cache.scene.get().expect("a scene").marks[0].rect.center();
        for x in [600.0, 700.0, mark.x + 2.0] {
            driver.frame(vec![Event::PointerMoved(pos2(x, mark.y + 60.0))]);
            check(&mut driver, "the pointer somewhere else", false);
        }
        let commands = [
            (Command::ZoomIn, true),
            (Command::Select(Selection::Event(EventId(5))), true),
            (Command::Select(Selection::Event(EventId(5))), false),
            (Command::Search("weapons".to_owned()), true),
            (Command::Pin(Some(0.0)), true),
            (Command::ToggleOrder, true),
            (Command::Window(WindowCommand::ToggleHelp), false),
            (Command::Window(WindowCommand::ToggleHelp), false),
            (Command::ShowPaths(Vec::new()), false),
        ];
        for (command, is_new) in commands {
            let what = format!("{command:?}");
            driver.app.run(&driver.ctx.clone(), command);
            driver.frame(Vec::new());
            let scene = driver.frame(Vec::new());
            assert_eq!(!Rc::ptr_eq(&scene, &last), is_new, "{what}");
            last = scene;
        }

        // Fonts of the system come after the story.
        let mut fonts = crate::theme::fonts();
        fonts.families.values_mut().for_each(|names| *names = vec!["Inter-Bold".to_owned()]);
        driver.ctx.set_fonts(fonts);
        driver.frame(Vec::new());
        let scene = driver.frame(Vec::new());
        assert!(!Rc::ptr_eq(&scene, &last), "texts are measured again");
        assert!(Rc::ptr_eq(&scene, &driver.frame(Vec::new())));
    }
}
