//! What is kept between frames, and made anew only where what it follows from has changed.

use std::rc::Rc;
use std::sync::Arc;

use egui::Ui;

use super::overview;
use crate::layout::emphasis::EmphasisMap;
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::overview::Line;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::state::lanes::Lineup;
use crate::ui::app::App;
use crate::ui::session::aside::Aside;
use crate::ui::timeline;

/// What is kept between frames because it follows from things that rarely change.
#[derive(Default)]
pub(in crate::ui) struct Cache {
    pub(in crate::ui) plan: Option<(PlanKey, Plan)>,
    pub(in crate::ui) focus: Option<(FocusOf, Focus)>,
    pub(in crate::ui) standing: Option<(StandingOf, EmphasisMap)>,
    pub(in crate::ui) scene: Option<(timeline::SceneKey, Rc<Scene>)>,
    pub(in crate::ui) overview: Option<(overview::LinesKey, Rc<[Line]>)>,
    pub(in crate::ui) counted: crate::charts::ChartData,
    /// What an open chart shows of a large story, on its way.
    pub(in crate::ui) counting: Option<Aside<crate::charts::ChartData>>,
    /// Grows with every plan and focus, so that what was made from older ones is known to be old.
    pub(in crate::ui) version: u64,
}

/// The lineup, the width in bits.
pub(in crate::ui) type PlanKey = (Arc<Lineup>, u32);
pub(in crate::ui) type FocusOf = (Arc<Lineup>, FocusKey);
/// The cache's version, the search, the filter.
pub(in crate::ui) type StandingOf = (u64, String, String);

impl App {
    /// Brings plan, focus and standing up to date.
    pub(in crate::ui) fn refresh(&mut self, ui: &Ui) {
        let lineup = self.state.lineup();
        let width = plan_width(self.timeline.body_width, self.session.story.events.len());
        let same = |known: &Arc<Lineup>| Arc::ptr_eq(known, lineup);
        let fits = |(known, wide): &PlanKey| same(known) && *wide == width.to_bits();
        if self.timeline.cache.plan.as_ref().is_none_or(|(made_for, _)| !fits(made_for)) {
            let metrics = crate::paint::FontMetrics(ui.painter());
            let plan = Plan::new(&self.session.story, lineup, self.state.order(), width, &metrics);
            self.timeline.cache.plan = Some(((lineup.clone(), width.to_bits()), plan));
            self.timeline.cache.version += 1;
        }
        let key = FocusKey::of(&self.state);
        if self.timeline.cache.focus.as_ref().is_none_or(|((known, made_for), _)| !same(known) || *made_for != key) {
            let focus = Focus::new(&self.session.story, lineup, &key);
            self.timeline.cache.focus = Some(((lineup.clone(), key), focus));
            self.timeline.cache.version += 1;
        }
        let (Some((_, plan)), Some((_, focus))) = (&self.timeline.cache.plan, &self.timeline.cache.focus) else {
            return;
        };
        let filter = &self.state.arrangement().filter.query;
        let is_of = |(version, searched, filtered): &StandingOf| {
            *version == self.timeline.cache.version && searched == self.state.search.query() && filtered == filter
        };
        if self.timeline.cache.standing.as_ref().is_none_or(|(made_for, _)| !is_of(made_for)) {
            let key = (self.timeline.cache.version, self.state.search.query().to_owned(), filter.clone());
            self.timeline.cache.standing = Some((key, EmphasisMap::new(&self.state, plan, focus)));
        }
    }
}

/// From how many events on a story is large.
const LARGE: usize = 20_000;

/// The width that a plan is made for in a body of `width` points: of a large story, rounded down, so that it need not be
/// packed again in every frame in which somebody drags the window's edge.
pub(in crate::ui) fn plan_width(width: f32, events: usize) -> f32 {
    if events < LARGE { width } else { ((width / 128.0).floor() * 128.0).max(128.0) }
}
