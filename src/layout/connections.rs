//! The connections between marks: joints of an event in several lanes, because-links and paths of characters, with the
//! obstacles that links and paths keep clear of.

use std::collections::HashSet;

use egui::emath::{Rangef, Rect};

use super::links::Router;
use super::obstacles::{Obstacles, RowBand, is_taken};
use super::paths::{self, PathRequest, Stop};
use super::scene::{HitTarget, Joint, LaneMark, LinkMark, Mark, MarkForm, PathMark, Scene};
use super::{Composer, Titles, plan};
use crate::state::lanes::LaneKey;
use crate::story::id::{CharacterId, EventId};

/// How far outside the body the stops of a path matter, in points.
const AROUND: f32 = 80.0;
/// The most stops of all paths together that are considered.
const MOST_STOPS: usize = 3000;
/// The most joints that keep clear of other marks; more are straight lines behind everything.
const MOST_ROUTED_JOINTS: usize = 200;
/// The distance of a joint from the edge of its bar, and the least one between two joints.
const JOINT_INSET: f32 = 1.5;
/// See [`JOINT_INSET`].
const JOINTS_APART: f32 = 3.0;
/// How far the gap in a joint stays within the row that it leaves out.
const GAP_INSET: f32 = 1.0;
/// The most links that are drawn; those nearest to the selection come first.
const MOST_LINKS: usize = 160;
/// Links are drawn as one if both their ends are closer together than this, in points.
const MERGED: f32 = 4.0;

impl Composer<'_> {
    /// A line for each visible event that is in several lanes.
    pub(super) fn joints(&self, marks: &[Mark], lanes: &[LaneMark]) -> Vec<Joint> {
        let mut seen = HashSet::new();
        let mut is_joined = |event| self.plan.is_joined(event) && seen.insert(event);
        let joined: Vec<(EventId, &Mark)> = marks
            .iter()
            .filter(|mark| mark.form != MarkForm::Secondary)
            .filter_map(|mark| if let HitTarget::Event(event) = mark.target { Some((event, mark)) } else { None })
            .filter(|&(event, _)| is_joined(event))
            .collect();
        let obstacles = if joined.is_empty() || joined.len() > MOST_ROUTED_JOINTS {
            Obstacles::default()
        } else {
            self.obstacles(marks, lanes)
        };
        let mut joints: Vec<Joint> = Vec::with_capacity(joined.len());
        for (event, mark) in joined {
            let ys = self.plan.positions(event).map(|position| self.rect_at(event, position).center().y);
            let own: Vec<f32> = ys.collect();
            let y = own.iter().fold(Rangef::NOTHING, |range, &y| Rangef::new(range.min.min(y), range.max.max(y)));
            let rows = obstacles.between(y.min, y.max);
            let others = obstacles.rows()[rows].iter().filter(|row| !own.iter().any(|&y| row.y.contains(y)));
            let others: Vec<&RowBand> = others.collect();
            let x = joint_x(mark, &others, joints.iter().filter(|joint| joint.y.intersects(y)));
            let crossed = others.iter().filter(|row| is_taken(&row.taken, x));
            let gaps = crossed.map(|row| row.y.shrink(GAP_INSET)).collect();
            joints.push(Joint { event, x, y, gaps, hue: mark.hue, emphasis: mark.emphasis });
        }
        joints
    }

    /// The paths that the focus asks for.
    pub(super) fn paths(&self, marks: &[Mark], lanes: &[LaneMark]) -> Vec<PathMark> {
        let chosen = self.focus.paths();
        if chosen.is_empty() {
            return Vec::new();
        }
        let is_titled = |mark: &&Mark| {
            mark.label.as_ref().is_some_and(|label| mark.rect.x_range().contains(label.rect().center().x))
        };
        let event_of = |mark: &Mark| if let HitTarget::Event(event) = mark.target { Some(event) } else { None };
        let titled: HashSet<EventId> = marks.iter().filter(is_titled).filter_map(event_of).collect();
        let people: Vec<PathRequest> = chosen
            .iter()
            .enumerate()
            .map(|(colour, path)| PathRequest {
                who: path.who,
                name: self.story.character(path.who).name.clone(),
                colour,
                stops: path
                    .spans
                    .within(self.scale, self.body.x_range().expand(AROUND), MOST_STOPS / chosen.len() + 2)
                    .into_iter()
                    .filter_map(|at| {
                        let (event, absent_before) = path.stops[at];
                        let position = self.position_of(event, path.who)?;
                        let (rect, titled) = (self.rect_at(event, position), titled.contains(&event));
                        // The others who go through the same mark, rather than through one in a lane of their own.
                        let is_beside = |who| self.position_of(event, who) == Some(position);
                        let cast = self.story.events.cast(event);
                        let beside = chosen.iter().map(|path| path.who).filter(|who| cast.contains(who));
                        let beside: Vec<CharacterId> = beside.filter(|&who| is_beside(who)).collect();
                        let slot = beside.iter().position(|&who| who == path.who).unwrap_or(0);
                        let of = beside.len().max(1);
                        Some(Stop { event, rect, slot, of, titled, absent_before })
                    })
                    .collect(),
            })
            .collect();
        let bodies = marks.iter().filter(|mark| mark.form != MarkForm::Secondary).map(|mark| mark.rect);
        paths::paths(&people, &self.obstacles(marks, lanes).with_marks(bodies), self.body, self.metrics)
    }

    /// The position of an event that a character's path goes through: in the lane of the character or their group, if
    /// there is one.
    fn position_of(&self, event: EventId, who: CharacterId) -> Option<plan::RowPosition> {
        let own = |key: LaneKey| match key {
            LaneKey::Character(id) => id == who,
            LaneKey::Group(id) => self.story.groups[id.index()] == self.story.character(who).group,
            _ => false,
        };
        let position = self.plan.positions(event).find(|position| own(self.plan.lanes[position.lane].key));
        position.or_else(|| self.plan.position(event))
    }

    /// The links that the focus asks for.
    pub(super) fn links(&self, marks: &[Mark], lanes: &[LaneMark]) -> Vec<LinkMark> {
        if self.focus.links().is_empty() {
            return Vec::new();
        }
        let seen = |from: Rect, to: Rect| from.union(to).intersects(self.body);
        let cell = |at: f32| (at / MERGED).round() as i32;
        let mut taken = HashSet::new();
        let places = self.focus.links().iter().filter_map(|&(cause, effect)| {
            let [from, to] = self.nearest(cause, effect)?;
            let (from, to) = (self.rect_at(cause, from), self.rect_at(effect, to));
            // Of links too close to tell apart, one is drawn.
            let ends = [from.max.x, from.min.y, to.min.x, to.min.y].map(cell);
            (seen(from, to) && taken.insert(ends)).then_some((cause, effect, from, to))
        });
        let places: Vec<_> = places.take(MOST_LINKS).collect();
        let mut router = Router::new(self.obstacles(marks, lanes), self.body.x_range().expand(200.0), places.len());
        places
            .into_iter()
            .map(|(cause, effect, from, to)| LinkMark {
                cause,
                effect,
                points: router.route(from, to),
                emphasis: self.focus.of_link(cause, effect),
            })
            .collect()
    }

    /// The positions of two events that are the fewest lanes apart; of several, the uppermost.
    fn nearest(&self, cause: EventId, effect: EventId) -> Option<[plan::RowPosition; 2]> {
        let pairs = self.plan.positions(cause).flat_map(|from| self.plan.positions(effect).map(move |to| [from, to]));
        pairs.min_by_key(|[from, to]| from.lane.abs_diff(to.lane))
    }

    /// The visible rows and the title lines between them, each with the marks and labels in it.
    fn obstacles(&self, marks: &[Mark], lanes: &[LaneMark]) -> Obstacles {
        let mut rows = Vec::new();
        for lane in lanes {
            let at = lane.at;
            if self.plan.titles == Titles::Above && !lane.is_stuck && lane.head.is_positive() {
                let taken = lane.labels.iter().map(|label| label.rect().x_range()).collect();
                rows.push(RowBand { y: lane.head.y_range(), taken });
            }
            for row in 0..self.plan.lanes[at].rows.len() {
                let y = self.top + self.heights.middle(self.plan, at, row);
                if self.body.y_range().contains(y) {
                    let y = Rangef::new(y - self.heights.row / 2.0, y + self.heights.row / 2.0);
                    rows.push(RowBand { y, taken: Vec::new() });
                }
            }
        }
        for mark in marks.iter().filter(|mark| mark.form != MarkForm::Secondary) {
            let at = rows.partition_point(|row| row.y.max < mark.rect.center().y);
            if let Some(row) = rows.get_mut(at) {
                row.taken.push(mark.rect.x_range());
                row.taken.extend(mark.label.as_ref().map(|label| label.rect().x_range()));
            }
        }
        Obstacles::new(rows)
    }
}

/// The x within a mark at which a joint crosses the fewest marks and labels in `rows`, and lies on no other joint.
fn joint_x<'a>(mark: &Mark, rows: &[&RowBand], others: impl Iterator<Item = &'a Joint>) -> f32 {
    if mark.form == MarkForm::Diamond || rows.is_empty() {
        return if mark.form == MarkForm::Diamond { mark.rect.center().x } else { mark.rect.min.x + JOINT_INSET };
    }
    let others: Vec<f32> = others.map(|joint| joint.x).collect();
    let within = mark.rect.x_range().shrink(JOINT_INSET.min(mark.rect.width() / 2.0));
    let cost = |x: f32| {
        let crossed = rows.iter().filter(|row| is_taken(&row.taken, x)).count();
        let shared = others.iter().any(|other| (other - x).abs() < JOINTS_APART);
        2 * crossed + usize::from(shared)
    };
    // The start is where readers look for it, so that comes first.
    let tried = [0.0, 1.0, 0.5, 0.25, 0.75].map(|share| within.min + share * within.span());
    tried.into_iter().min_by_key(|&x| cost(x)).unwrap_or(within.min)
}

/// The height of the bands by which lines are looked up, in points.
const BAND: f32 = 16.0;

/// Marks the labels that links, paths and joints run behind.
pub(super) fn mark_crossed_labels(scene: &mut Scene) {
    let top = scene.body.min.y;
    let count = (scene.body.height() / BAND).ceil().max(1.0) as usize;
    let bands_of = |y: Rangef| {
        let band = |y: f32| (((y - top) / BAND).max(0.0) as usize).min(count - 1);
        band(y.min)..=band(y.max)
    };
    let mut bands: Vec<Vec<Rect>> = vec![Vec::new(); count];
    let links = scene.links.iter().map(|link| link.points.as_slice());
    let paths = scene.paths.iter().flat_map(PathMark::polylines);
    let pieces =
        links.chain(paths).flat_map(|points| points.windows(2)).map(|ends| Rect::from_two_pos(ends[0], ends[1]));
    let joint = |joint: &Joint| {
        let x = Rangef::point(joint.x);
        joint.pieces().map(|y| Rect::from_x_y_ranges(x, y)).collect::<Vec<Rect>>()
    };
    let joints = scene.joints.iter().flat_map(joint);
    for piece in pieces.chain(joints).filter(|piece| piece.intersects(scene.body)) {
        for band in bands_of(piece.y_range()) {
            bands[band].push(piece);
        }
    }
    for label in scene.marks.iter_mut().filter_map(|mark| mark.label.as_mut()) {
        let rect = label.rect();
        label.crossed = bands_of(rect.y_range()).any(|band| bands[band].iter().any(|piece| piece.intersects(rect)));
    }
}
