//! The Scene: everything that is drawn of a timeline, as placed marks without colours. What was laid out is what is
//! painted, hit and read aloud; hover is not part of it.
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
//! On a narrow screen the heads are lines across the body, each above its lane, and the corner is a line above the axis.

use egui::emath::{Pos2, Rangef, Rect, vec2};

use super::Titles;
use crate::analysis::telling::Anachrony;
use crate::state::lanes::LaneKey;
use crate::story::id::{CharacterId, EventId, PhaseId};
use crate::time::Span;
use crate::time::scale::Scale;

/// A timeline laid out in points, from (0, 0) at its upper left.
#[derive(Clone, Debug)]
pub struct Scene {
    /// All of it.
    pub rect: Rect,
    /// Where the lanes have their titles.
    pub titles: Titles,
    /// The corner above the lane heads.
    pub corner: Rect,
    /// The axis: phases above, ticks below.
    pub axis: Rect,
    /// The column of lane heads, or the body where they stand above their lanes.
    pub heads: Rect,
    /// Where the marks are; clips them.
    pub body: Rect,
    /// Time over the body's x.
    pub scale: Scale,
    /// The texts in the corner about the axis, largest first.
    pub captions: Vec<Label>,
    /// The lanes of which anything is visible.
    pub lanes: Vec<LaneMark>,
    /// Brackets around neighbouring lanes of one group or place; or the group's name in the title line of the first one.
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
    /// The stretch in which the selected event could lie, behind its mark; absent where it is the mark itself.
    pub reach: Option<Rect>,
    /// The x of the pinned position, if it is visible.
    pub pin: Option<f32>,
    /// How many points of lanes do not fit into the body; the most that they can be scrolled.
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
    /// The visible part of its head; a title line stays in sight as long as any part of its lane is.
    pub head: Rect,
    /// Whether the head covers some of the lane's rows, because it would otherwise be scrolled out of sight.
    pub is_stuck: bool,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// Title and small print in its head.
    pub labels: Vec<Label>,
    /// The button that folds it.
    pub fold: Rect,
    /// Whether it is folded to one row, or stands for lanes that are folded into it.
    pub folded: bool,
    /// Its emphasis.
    pub emphasis: Emphasis,
}

/// A bracket around neighbouring lanes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The group or place that they lie in.
    pub key: LaneKey,
    /// The stretch it takes.
    pub rect: Rect,
}

/// A thin line through the marks of one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joint {
    /// The event.
    pub event: EventId,
    /// Where it is.
    pub x: f32,
    /// From its uppermost mark to its lowest.
    pub y: Rangef,
    /// The number of its hue in the theme.
    pub hue: usize,
    /// Its emphasis.
    pub emphasis: Emphasis,
}

/// An event, or a run of events too narrow to tell apart.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The mark without its label.
    pub rect: Rect,
    /// Its form.
    pub form: MarkForm,
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
    /// The event or the run that it is for.
    pub target: HitTarget,
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
    /// A cluster of so many events.
    Run(usize),
}

/// How strongly something is drawn, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// Not part of the selection.
    Dim,
    /// As when nothing is selected.
    Plain,
    /// Highlighted by the selection.
    Highlighted,
    /// The selection itself.
    Selected,
}

/// A line of text at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Left end, middle of the line.
    pub at: Pos2,
    /// How wide it is.
    pub width: f32,
    /// What it says.
    pub text: String,
    /// How it is set.
    pub role: TextRole,
    /// Whether it is a shortened text.
    pub elided: bool,
    /// Whether a link runs behind it, so that it needs a ground of its own.
    pub crossed: bool,
}

impl Label {
    /// The room it takes.
    pub fn rect(&self) -> Rect {
        let height = self.role.size() * 1.2;
        Rect::from_min_size(Pos2::new(self.at.x, self.at.y - height / 2.0), egui::vec2(self.width, height))
    }
}

/// How a text is set: its size and weight follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// An event's title beside its mark.
    Event,
    /// A lane's title.
    LaneTitle,
    /// The small print of a lane or the axis.
    Small,
    /// A phase on the axis.
    Phase,
    /// A number at a tick.
    Tick,
    /// The title of a poster.
    PosterTitle,
}

impl TextRole {
    /// The height of its letters' box, in points.
    pub fn size(self) -> f32 {
        match self {
            Self::Event | Self::Phase => 12.0,
            Self::LaneTitle => 13.0,
            Self::Small | Self::Tick => 11.0,
            Self::PosterTitle => 20.0,
        }
    }
}

/// A phase on the axis.
#[derive(Clone, Debug)]
pub struct PhaseMark {
    /// The phase.
    pub phase: PhaseId,
    /// The stretch of the axis that it takes here.
    pub span: Span,
    /// All that can be pointed at: its title above its line.
    pub rect: Rect,
    /// The line along the stretch it takes.
    pub line: Rect,
    /// Its title, if there is room for any of it.
    pub label: Option<Label>,
}

/// A tick on the axis.
#[derive(Clone, Debug)]
pub struct TickMark {
    /// Where it is.
    pub x: f32,
    /// Whether it is one of the stronger ones.
    pub major: bool,
    /// What it says.
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
    /// The stretch that its events take together.
    pub hull: Span,
    /// The number of events that start in it.
    pub count: usize,
    /// Whether its end is that of an event that started before it.
    pub carried: bool,
    /// Its lane, as a position in the plan.
    pub lane: usize,
    /// Its row in that lane; the row after the last is that of the secondary events.
    pub row: usize,
    /// The position in that row of the first event that starts in it.
    pub first: usize,
    /// The position of the last one.
    pub last: usize,
}

/// What can be pointed at.
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
    /// A phase, with the stretch of the axis that was pointed at.
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
            // Of phases that overlap, the later one lies on top.
            let phase = self.phases.iter().rev().find(|phase| phase.rect.contains(at));
            return phase.map(|phase| HitTarget::Phase(phase.phase, phase.span));
        }
        None
    }

    /// The target at a point, or else the nearest mark within `reach` points: fingers are blunt.
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

    /// The mark of an event in its own lane, if it is visible by itself.
    pub fn mark(&self, event: EventId) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.target == HitTarget::Event(event) && mark.form != MarkForm::Secondary)
    }
}

/// A character's path through the lanes, from event to event.
#[derive(Clone, Debug)]
pub struct PathMark {
    /// The character.
    pub who: CharacterId,
    /// The number of its colour among the theme's path colours.
    pub colour: usize,
    /// Their name, where the path is first visible.
    pub tag: Option<NameTag>,
    /// The visible segments; each goes on where the one before ended, unless the stretch between them is out of sight.
    pub segments: Vec<Segment>,
    /// One for each visible event.
    pub rings: Vec<Ring>,
}

/// A segment of a path.
#[derive(Clone, Debug)]
pub struct Segment {
    /// At least two points, dense in bends.
    pub points: Vec<Pos2>,
    /// Its kind.
    pub kind: SegmentKind,
}

/// The kind of a segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Along the mark of an event that the character takes part in.
    Along,
    /// From one event to the next.
    Between,
    /// From one event to the next, where the story does not say for long where the character is.
    Absent,
}

/// The point at which a character comes to an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// Its middle.
    pub at: Pos2,
    /// Its radius, small enough that the rings of people side by side stay apart.
    pub radius: f32,
}

/// A name on a ground of its own.
#[derive(Clone, Debug)]
pub struct NameTag {
    /// The ground.
    pub rect: Rect,
    /// The name, within it.
    pub label: Label,
    /// The point of the path that it belongs to.
    pub to: Pos2,
}
