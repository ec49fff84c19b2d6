//! The scene: everything that is drawn of a timeline, as placed marks without colours. Painting, pointing and reading
//! aloud all use the same scene; hover is not part of it.
//!
//! ```text
//! ┌ heads ┬ axis ───────────────┐
//! │       │ phases, ticks       │
//! ├───────┼ body ───────────────┤
//! │ lane  │ marks, labels, links│
//! │ lane  │                     │
//! └───────┴─────────────────────┘
//! ```
//!
//! On a narrow screen the heads are lines across the body, each above its lane, and the corner is a line above the
//! axis.

mod path;
mod text;

use egui::emath::{Pos2, Rangef, Rect, vec2};

use super::Titles;
use crate::analysis::telling::Anachrony;
use crate::state::lanes::LaneKey;
use crate::story::id::{CharacterId, EventId, PhaseId};
use crate::time::Span;
use crate::time::scale::Scale;

pub use path::{NameTag, PathMark, Ring, Segment, SegmentKind};
pub use text::{Label, TextRole};

/// A timeline laid out in points, from (0, 0) at its upper left.
#[derive(Clone, Debug)]
pub struct Scene {
    /// All of it.
    pub rect: Rect,
    /// The place of the lanes' titles.
    pub titles: Titles,
    /// The corner above the lane heads.
    pub corner: Rect,
    /// The axis: phases above, ticks below.
    pub axis: Rect,
    /// The column of lane heads; the same as the body if the heads are above their lanes.
    pub heads: Rect,
    /// The area of the marks, which are clipped to it.
    pub body: Rect,
    /// The scale of time over the body's x.
    pub scale: Scale,
    /// The texts about the axis, largest first.
    pub captions: Vec<Label>,
    /// The lanes that are at least partly visible.
    pub lanes: Vec<LaneMark>,
    /// Brackets around neighbouring lanes of a group or place, or its name in the title line of the first lane.
    pub brackets: Vec<Bracket>,
    /// Phases on the axis.
    pub phases: Vec<PhaseMark>,
    /// Ticks on the axis, drawn through the lanes as grid lines.
    pub ticks: Vec<TickMark>,
    /// Events and runs of events.
    pub marks: Vec<Mark>,
    /// The lines that join the marks of an event in several lanes.
    pub joints: Vec<Joint>,
    /// Because-links from cause to effect.
    pub links: Vec<LinkMark>,
    /// The paths of characters through the lanes.
    pub paths: Vec<PathMark>,
    /// The stretch in which the selected event could lie, behind its mark; `None` if that is only the mark.
    pub reach: Option<Rect>,
    /// The x of the pinned position, if it is visible.
    pub pin: Option<f32>,
    /// The points of lanes that do not fit into the body: the most that they can be scrolled.
    pub overflow: f32,
    /// How far they are scrolled.
    pub scroll: f32,
}

/// One swimlane.
#[derive(Clone, Debug)]
pub struct LaneMark {
    /// Its key.
    pub key: LaneKey,
    /// Its position from the top among all lanes.
    pub at: usize,
    /// All of it, head included; not clipped.
    pub rect: Rect,
    /// The visible part of its head. A title line stays in sight as long as any part of its lane is.
    pub head: Rect,
    /// Whether the head covers some of the lane's rows, because it would otherwise be scrolled out of sight.
    pub is_stuck: bool,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// The title and small print in its head.
    pub labels: Vec<Label>,
    /// The button that folds it.
    pub fold: Rect,
    /// Whether it is folded to one row, or other lanes are folded into it.
    pub folded: bool,
    /// Its emphasis.
    pub emphasis: Emphasis,
}

/// A bracket around neighbouring lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The group or place around them.
    pub key: LaneKey,
    /// Its rectangle.
    pub rect: Rect,
}

/// A thin line through the marks of one event, with gaps at everything else that it would run through.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// The event.
    pub event: EventId,
    /// Its x.
    pub x: f32,
    /// From its uppermost mark to its lowest.
    pub y: Rangef,
    /// The parts that are left out, from top to bottom.
    pub gaps: Vec<Rangef>,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// Its emphasis.
    pub emphasis: Emphasis,
}

impl Joint {
    /// The parts that are drawn, from top to bottom.
    pub fn pieces(&self) -> impl Iterator<Item = Rangef> {
        let starts = std::iter::once(self.y.min).chain(self.gaps.iter().map(|gap| gap.max));
        let ends = self.gaps.iter().map(|gap| gap.min).chain([self.y.max]);
        starts.zip(ends).map(|(start, end)| Rangef::new(start, end)).filter(|piece| piece.span() > 0.0)
    }
}

/// An event, or a run of events too narrow to tell apart.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The mark without its label.
    pub rect: Rect,
    /// Its form.
    pub form: MarkForm,
    /// Its certainty; a run always counts as known.
    pub certainty: Certainty,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// Its emphasis.
    pub emphasis: Emphasis,
    /// Whether the search found it.
    pub found: bool,
    /// Its anachrony; only if the axis follows the telling, and only of a single event.
    pub anachrony: Option<Anachrony>,
    /// Its title, if there is room.
    pub label: Option<Label>,
    /// The event or run that it shows.
    pub target: HitTarget,
}

/// The certainty of a mark's place on an axis with a clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Certainty {
    /// It lies where it is drawn.
    Known,
    /// It has a date: it lies somewhere within a stretch of x.
    Within {
        /// The whole stretch.
        possible: Rangef,
        /// From the latest start to the earliest end, which the event takes in any case; or, if the start may lie after
        /// that, from the earliest end to the latest start.
        core: Rangef,
        /// Whether it takes the core in any case.
        is_sure: bool,
    },
    /// It has no date, and is drawn where what is known leaves it room.
    Undated,
}

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkForm {
    /// A span.
    Bar,
    /// A moment.
    Diamond,
    /// A secondary mark: an event of another thread that belongs to this one too.
    Secondary,
    /// A run of this many events.
    Run(usize),
}

/// How strongly something is drawn, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Not part of the selection.
    Dim,
    /// The emphasis of everything when nothing is selected.
    Plain,
    /// Highlighted by the selection.
    Highlighted,
    /// The selection itself.
    Selected,
}

/// A phase on the axis.
#[derive(Clone, Debug)]
pub struct PhaseMark {
    /// The phase.
    pub phase: PhaseId,
    /// The span of this piece of it.
    pub span: Span,
    /// The area that can be pointed at: its title above its line.
    pub rect: Rect,
    /// The line along its span.
    pub line: Rect,
    /// Whether its start and its end are visible, so that the line ends there.
    pub ends: [bool; 2],
    /// Its title, if there is room for any of it.
    pub label: Option<Label>,
}

/// A tick on the axis.
#[derive(Clone, Debug)]
pub struct TickMark {
    /// Its place on the axis, in ticks of time.
    pub at: f64,
    /// Its x.
    pub x: f32,
    /// Whether it is one of the stronger ones.
    pub major: bool,
    /// Its text, if it has any.
    pub label: Option<Label>,
}

/// A because-link, from the cause's mark to the effect's.
#[derive(Clone, Debug)]
pub struct LinkMark {
    /// The cause.
    pub cause: EventId,
    /// The effect.
    pub effect: EventId,
    /// Its route; the arrow is at the last point.
    pub points: Vec<Pos2>,
    /// Its emphasis.
    pub emphasis: Emphasis,
}

/// A run of events in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The span of its events together.
    pub hull: Span,
    /// The number of events that start in it.
    pub count: usize,
    /// Whether its end is the end of an event that started before it.
    pub carried: bool,
    /// Its lane, as a position in the plan.
    pub lane: usize,
    /// Its row in that lane; after the last row come the secondary events.
    pub row: usize,
    /// The position in that row of the first event that starts in it.
    pub first: usize,
    /// The position of the last one.
    pub last: usize,
}

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HitTarget {
    /// An event.
    Event(EventId),
    /// A run of events.
    Run(Run),
    /// A lane's head.
    Lane(LaneKey),
    /// The button that folds a lane.
    Fold(LaneKey),
    /// The bracket around the lanes of a group or place.
    Bracket(LaneKey),
    /// The path of a character.
    Path(CharacterId),
    /// A phase, with the span of the piece that was pointed at.
    Phase(PhaseId, Span),
}

/// The distance within which a path is hit, in points.
const NEAR_PATH: f32 = 4.0;

impl Scene {
    /// The target at a point, if any: marks before labels, so that a label never hides a mark.
    pub fn hit(&self, at: Pos2) -> Option<HitTarget> {
        if let Some(lane) = self.lanes.iter().find(|lane| lane.head.contains(at)) {
            let is_at = |bracket: &&Bracket| bracket.rect.expand2(vec2(1.5, 4.0)).contains(at);
            if let Some(bracket) = self.brackets.iter().find(is_at) {
                return Some(HitTarget::Bracket(bracket.key));
            }
            let on_button = lane.fold.expand(3.0).contains(at);
            return Some(if on_button { HitTarget::Fold(lane.key) } else { HitTarget::Lane(lane.key) });
        }
        if self.body.contains(at) {
            let near = |mark: &&Mark| mark.rect.expand(2.0).contains(at);
            let labelled =
                |mark: &&Mark| mark.label.as_ref().is_some_and(|label| label.rect().expand(1.0).contains(at));
            let mark = self.marks.iter().find(near).or_else(|| self.marks.iter().find(labelled));
            let on_path = || self.paths.iter().find(|path| path.distance(at) <= NEAR_PATH);
            return mark.map(|mark| mark.target).or_else(|| on_path().map(|path| HitTarget::Path(path.who)));
        }
        if self.axis.contains(at) {
            // Later phases are painted over earlier ones.
            let phase = self.phases.iter().rev().find(|phase| phase.rect.contains(at));
            return phase.map(|phase| HitTarget::Phase(phase.phase, phase.span));
        }
        None
    }

    /// The target at a point, or else the nearest mark within `reach` points, for fingers.
    pub fn near(&self, at: Pos2, reach: f32) -> Option<HitTarget> {
        let distance = |mark: &Mark| {
            let label = mark.label.as_ref().map_or(f32::INFINITY, |label| label.rect().distance_to_pos(at));
            mark.rect.distance_to_pos(at).min(label)
        };
        let nearest = || {
            let marks = self.marks.iter().map(|mark| (distance(mark), mark.target));
            marks.filter(|(away, _)| *away <= reach).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, target)| target)
        };
        self.hit(at).or_else(|| if self.body.contains(at) { nearest() } else { None })
    }

    /// The mark of an event in its own lane, if it is visible and not part of a run.
    pub fn mark(&self, event: EventId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.target == HitTarget::Event(event) && mark.form != MarkForm::Secondary)
    }
}
