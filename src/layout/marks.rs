//! The marks of a lane: single events and clusters, each with its label if there is room, and the secondary marks at
//! the foot of the lane.

use std::borrow::Cow;

use egui::emath::{Rangef, Rect, Vec2};

use super::clusters::{Cluster, RUN};
use super::emphasis::EmphasisRule;
use super::labels::{self, LEAST_ROOM, LabelRequest};
use super::plan::{LanePlan, Row};
use super::scene::{Certainty, HitTarget, Label, Mark, MarkForm, Run, TextRole};
use super::{Composer, DIAMOND, MARK, mark_extent, possible_extent};
use crate::state::lanes::LaneKey;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::story::words::number;
use crate::time::Span;

/// The most secondary events of a lane that are drawn one by one.
const MOST_SECONDARY: usize = 200;
/// The room on both sides of a label together, in points.
const APART: f32 = 12.0;
/// The narrowest end that can be seen to fade, in points.
const LEAST_FADE: f32 = 1.0;
/// The most events of a cluster whose spans are read one by one.
const FEW: usize = 16;

impl Composer<'_> {
    pub(super) fn marks(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let height = self.mark_height(at);
        let view = self.body.x_range();
        for (nth, row) in lane.rows.iter().enumerate() {
            let y = self.top + self.heights.middle(self.plan, at, nth);
            if y + height < self.body.min.y || y - height > self.body.max.y {
                continue;
            }
            let clusters = row.spans.clusters(self.scale, view, MARK);
            let labels = labels::place(&self.requests(row, &clusters), y, view, self.metrics);
            let y = Rangef::new(y - height / 2.0, y + height / 2.0);
            marks.extend(
                clusters.into_iter().zip(labels).map(|(cluster, label)| self.mark([at, nth], row, cluster, y, label)),
            );
        }
    }

    /// The labels that the clusters of a row ask for.
    fn requests<'a>(&'a self, row: &Row, clusters: &[Cluster]) -> Vec<LabelRequest<'a>> {
        let view = self.body.x_range();
        let request = |(at, cluster): (usize, &Cluster)| {
            let run = cluster.count() > 1 || cluster.carried;
            let (side, known) = row.label(cluster.first);
            let before = at.checked_sub(1).map_or(view.min, |before| clusters[before].x.max);
            let after = clusters.get(at + 1).map_or(view.max, |after| after.x.min);
            // Without room, measuring can be skipped.
            let room = (after - cluster.x.max).max(cluster.x.min - before).max(cluster.x.span());
            let text = match run {
                _ if room < LEAST_ROOM => Cow::from(""),
                false => Cow::from(self.story.events.title(row.events[cluster.first])),
                // The painter writes the count into a wide run.
                true if cluster.x.span() > RUN => Cow::from(""),
                true => Cow::from(format!("{} events", number(cluster.count()))),
            };
            let width = match known {
                Some(width) if !run => width,
                _ if text.is_empty() => 0.0,
                _ => self.metrics.width(&text, TextRole::Event),
            };
            // A shortened number would be wrong.
            let text = if run && width + APART > room { Cow::from("") } else { text };
            LabelRequest { mark: cluster.x, text, width, side }
        };
        clusters.iter().enumerate().map(request).collect()
    }

    /// The secondary marks: events of other threads that belong to this lane too, as thin lines at its foot.
    pub(super) fn secondary(&self, at: usize, lane: &LanePlan, marks: &mut Vec<Mark>) {
        let bottom = self.top + self.heights.tops[at + 1];
        let y = Rangef::new(bottom - 4.5, bottom - 1.5);
        let (row, view) = (&lane.secondary, self.body.x_range());
        if row.events.len() > MOST_SECONDARY {
            let nth = lane.rows.len();
            let clusters = row.spans.clusters(self.scale, view, MARK).into_iter();
            let mark = |cluster| Mark {
                form: MarkForm::Secondary,
                found: false,
                ..self.mark([at, nth], row, cluster, y, None)
            };
            marks.extend(clusters.map(mark));
            return;
        }
        let rule = EmphasisRule::new(self.state, self.focus);
        for &id in &row.events {
            let x = mark_extent(self.scale, self.span(id));
            if x.intersects(view) {
                marks.push(Mark {
                    rect: Rect::from_x_y_ranges(x, y),
                    form: MarkForm::Secondary,
                    certainty: Certainty::Known,
                    hue: self.story.events.thread(id).index(),
                    emphasis: rule.of(id),
                    found: false,
                    anachrony: None,
                    label: None,
                    target: HitTarget::Event(id),
                });
            }
        }
    }

    fn mark(&self, [lane, nth]: [usize; 2], row: &Row, cluster: Cluster, y: Rangef, label: Option<Label>) -> Mark {
        let Cluster { first, last, carried, x } = cluster;
        let event = row.events[first];
        let rect = Rect::from_x_y_ranges(x, y);
        let alone = first == last && !carried;
        // In a thread's own lane the hue is known: reading it from the events of a large story would cost a cache miss
        // each.
        let own = matches!(self.plan.lanes[lane].key, LaneKey::Thread(_)) && nth < self.plan.lanes[lane].rows.len();
        let hue = if own { self.plan.lanes[lane].hue } else { self.story.events.thread(event).index() };
        let (form, target, rect) = if alone && self.span(event).is_moment() {
            let side = (2.0 * DIAMOND).min(y.span() + 2.0);
            let rect = Rect::from_center_size(rect.center(), Vec2::splat(side));
            (MarkForm::Diamond, HitTarget::Event(event), rect)
        } else if alone {
            (MarkForm::Bar, HitTarget::Event(event), rect)
        } else {
            let (count, hull) = (cluster.count(), self.hull(row, cluster));
            (MarkForm::Run(count), HitTarget::Run(Run { hull, count, carried, lane, row: nth, first, last }), rect)
        };
        let stand = self.emphasis_map.of(row, first, last);
        Mark {
            rect,
            form,
            certainty: if alone { self.certainty(event) } else { Certainty::Known },
            hue,
            emphasis: stand.emphasis,
            found: stand.found,
            anachrony: if alone { self.state.anachrony(self.story, event) } else { None },
            label,
            target,
        }
    }

    /// Tells how much is known of an event's place. Without a clock, places are only an order; in the telling, all are known.
    fn certainty(&self, id: EventId) -> Certainty {
        if self.plan.order == Order::Telling || self.story.time.clock().is_none() {
            return Certainty::Known;
        }
        let event = self.story.event(id);
        if event.is_fixed() {
            return Certainty::Known;
        }
        if !event.when.is_dated() {
            return Certainty::Undated;
        }
        let Some(possible) = possible_extent(self.story, self.plan.order, self.scale, id) else {
            return Certainty::Known;
        };
        let x = |at| self.scale.x_from_time(at);
        // A mark of the least width covers it all, and fading it would leave nothing to see.
        if possible.span() < MARK.least {
            return Certainty::Known;
        }
        let (start, end) = (event.latest.start(), event.earliest.end());
        let core = Rangef::new(x(start.min(end)), x(start.max(end)));
        let is_sure = start < end;
        // Bars of days that touch would run into one another without their edges.
        if is_sure && (core.min - possible.min).max(possible.max - core.max) < LEAST_FADE {
            return Certainty::Known;
        }
        Certainty::Within { possible, core, is_sure }
    }

    /// The span of a cluster's events; if many are behind a long event, only from the first start to the last.
    fn hull(&self, row: &Row, cluster: Cluster) -> Span {
        let Cluster { first, last, carried, .. } = cluster;
        if carried && last - first < FEW {
            let spans = row.events[first..=last].iter().map(|&id| self.span(id));
            return spans.reduce(Span::hull).unwrap_or_default();
        }
        row.spans.hull(first, last)
    }
}
