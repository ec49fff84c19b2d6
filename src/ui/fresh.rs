//! What is kept between frames, and made anew only where what it follows from has changed.

use std::rc::Rc;
use std::sync::Arc;

use egui::Ui;

use super::aside::Aside;
use super::{App, overview, timeline};
use crate::layout::focus::{Focus, FocusKey};
use crate::layout::overview::Line;
use crate::layout::plan::Plan;
use crate::layout::scene::Scene;
use crate::layout::standing::Standing;
use crate::state::lanes::Lineup;

/// What is kept between frames because it follows from things that rarely change.
#[derive(Default)]
pub(super) struct Cache {
    pub(super) plan: Option<(PlanKey, Plan)>,
    pub(super) focus: Option<(FocusOf, Focus)>,
    pub(super) standing: Option<(StandingOf, Standing)>,
    pub(super) scene: Option<(timeline::SceneKey, Rc<Scene>)>,
    pub(super) overview: Option<(overview::LinesKey, Rc<[Line]>)>,
    pub(super) counted: crate::charts::ChartData,
    /// What an open chart shows of a large story, on its way.
    pub(super) counting: Option<Aside<crate::charts::ChartData>>,
    /// The two orders of a large story, being compared.
    pub(super) comparing: Option<Aside<()>>,
    /// Whether somebody has begun to build the index that the story is searched by.
    pub(super) is_indexing: bool,
    /// Grows with every story opened.
    pub(super) story: u64,
    /// Grows with every plan and focus, so that what was made from older ones is known to be old.
    pub(super) version: u64,
}

/// The lineup, the width in bits.
pub(super) type PlanKey = (Arc<Lineup>, u32);
pub(super) type FocusOf = (Arc<Lineup>, FocusKey);
/// The cache's version, the search, the filter.
pub(super) type StandingOf = (u64, String, String);

impl App {
    /// Brings plan, focus and standing up to date.
    pub(super) fn refresh(&mut self, ui: &Ui) {
        let lineup = self.state.lineup();
        let width = plan_width(self.body_width, self.opened.story.events.len());
        let same = |known: &Arc<Lineup>| Arc::ptr_eq(known, lineup);
        let fits = |(known, wide): &PlanKey| same(known) && *wide == width.to_bits();
        if self.cache.plan.as_ref().is_none_or(|(made_for, _)| !fits(made_for)) {
            let metrics = crate::paint::FontMetrics(ui.painter());
            let plan = Plan::new(&self.opened.story, lineup, self.state.order(), width, &metrics);
            self.cache.plan = Some(((lineup.clone(), width.to_bits()), plan));
            self.cache.version += 1;
        }
        let key = FocusKey::of(&self.state);
        if self.cache.focus.as_ref().is_none_or(|((known, made_for), _)| !same(known) || *made_for != key) {
            let focus = Focus::new(&self.opened.story, lineup, &key);
            self.cache.focus = Some(((lineup.clone(), key), focus));
            self.cache.version += 1;
        }
        let (Some((_, plan)), Some((_, focus))) = (&self.cache.plan, &self.cache.focus) else { return };
        let filter = &self.state.arrangement().filter.query;
        let is_of = |(version, searched, filtered): &StandingOf| {
            *version == self.cache.version && searched == self.state.search.query() && filtered == filter
        };
        if self.cache.standing.as_ref().is_none_or(|(made_for, _)| !is_of(made_for)) {
            let key = (self.cache.version, self.state.search.query().to_owned(), filter.clone());
            self.cache.standing = Some((key, Standing::new(&self.state, plan, focus)));
        }
    }
}

/// From how many events on a story is large.
const LARGE: usize = 20_000;

/// The width that a plan is made for in a body of `width` points: of a large story, rounded down, so that it need not be
/// packed again in every frame in which somebody drags the window's edge.
pub(super) fn plan_width(width: f32, events: usize) -> f32 {
    if events < LARGE { width } else { ((width / 128.0).floor() * 128.0).max(128.0) }
}
