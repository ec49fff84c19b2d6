//! Placing on a clock. Exact times are kept, and whatever else is known only within bounds is spread evenly over them, so
//! that nothing is drawn a tick beside something that nobody tied it to.

use super::{Clock, Contradiction, Gaps, Open, OpenEnd, Placed, Said, point, span};
use crate::story::Timing;
use crate::story::id::EventId;
use crate::story::relation::End;
use crate::time::{Moment, Span};

/// The share of the known stretch that what lies open before or behind it gets at least, and at most how many times.
const ROOM: std::ops::RangeInclusive<f64> = 0.1..=4.0;

/// Places `events` events, some of which have exact times. Progress is from 0 to 1.
pub(super) async fn place<'w, E>(
    events: usize,
    when: &impl Fn(EventId) -> Timing<'w>,
    clock: Clock<'_>,
    progress: &impl AsyncFn(f32) -> Result<(), E>,
) -> Result<Result<Vec<Placed>, Contradiction>, E> {
    let known = Known::of(&Said::of(events, when, Gaps::None, clock.calendar));
    progress(0.4).await?;
    let said = known.said(events, when, clock);
    let (first, last) = known.drawn(events, clock);
    let Ok(places) = said.network.spread(first, last) else {
        // Within all time, the contradiction is found that the horizon has no part in.
        let horizon = said.network.solve(i64::MIN, i64::MAX);
        return Ok(match horizon {
            Err(cycle) => Err(said.contradiction(&cycle)),
            Ok(bounds) => {
                Ok((0..events).map(|event| known.placed(event, span(&bounds.earliest, event), (first, last))).collect())
            }
        });
    };
    progress(0.9).await?;
    Ok(Ok((0..events).map(|event| known.placed(event, span(&places, event), (first, last))).collect()))
}

/// What is said of events on a clock, with those as instants that have no room for a length.
pub(super) fn said<'w>(events: usize, when: &impl Fn(EventId) -> Timing<'w>, clock: Clock<'_>) -> Said {
    Known::of(&Said::of(events, when, Gaps::None, clock.calendar)).said(events, when, clock)
}

/// The earliest and the latest place of each point, where something says so.
struct Known {
    points: Vec<[Option<i64>; 2]>,
}

impl Known {
    fn of(said: &Said) -> Self {
        let Ok(distances) = said.network.distances() else { return Self { points: Vec::new() } };
        let fit = |ticks: i128| ticks.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let points = said.network.points().map(|point| distances.bounds(point).map(|bound| bound.map(fit)));
        Self { points: points.collect() }
    }

    fn said<'w>(&self, events: usize, when: &impl Fn(EventId) -> Timing<'w>, clock: Clock<'_>) -> Said {
        // Between one that ends at an instant and one that starts then, there is only the instant.
        let is_instant = |event: EventId| {
            let [start, end] = [End::Start, End::Finish].map(|end| self.bounds(event.index(), end));
            start[0].is_some() && start[0] == end[1]
        };
        Said::with_instants(events, when, Gaps::Clock, clock.calendar, is_instant)
    }

    fn bounds(&self, event: usize, end: End) -> [Option<i64>; 2] {
        self.points.get(point(event, end) as usize).copied().unwrap_or_default()
    }

    /// The stretch to draw: all bounds, and room before and behind them for what lies open there.
    fn drawn(&self, events: usize, clock: Clock<'_>) -> (i64, i64) {
        let points = self.points.iter().skip(1);
        let known = points.clone().flatten().flatten();
        let Some((&first, &last)) = known.clone().min().zip(known.max()) else { return (i64::MIN, i64::MAX) };
        let open = |side: usize| points.clone().filter(|bounds| bounds[side].is_none()).count();
        let length = (i128::from(last) - i128::from(first)).max(clock.unit.into()) as f64;
        // As much for each open event as there is for the others, within limits; and a tick for every point in any case.
        let room = |count: usize| {
            let share = count as f64 / (2 * events - count + 1) as f64;
            let ticks = if count == 0 { 0.0 } else { length * share.clamp(*ROOM.start(), *ROOM.end()) };
            (ticks as i64).saturating_add(i64::try_from(2 * events + 1).unwrap_or(i64::MAX))
        };
        let [before, behind] = [open(0), open(1)].map(|count| if count == 0 { 0 } else { room(count) });
        (first.saturating_sub(before), last.saturating_add(behind))
    }

    fn placed(&self, event: usize, placed: Span, (first, last): (i64, i64)) -> Placed {
        let [start, end] = [End::Start, End::Finish].map(|end| self.bounds(event, end));
        let open =
            |[earliest, latest]: [Option<i64>; 2]| OpenEnd { earliest: earliest.is_none(), latest: latest.is_none() };
        let hull = |a: i64, b: i64| Span::at(Moment(a)).hull(Span::at(Moment(b)));
        Placed {
            placed,
            earliest: hull(start[0].unwrap_or(first), end[0].unwrap_or(first)),
            latest: hull(start[1].unwrap_or(last), end[1].unwrap_or(last)),
            open: Open { start: open(start), end: open(end) },
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::story::compile::compile;
    use crate::time::Span;

    #[test]
    fn an_event_without_room_is_an_instant() {
        let check = |when: [&str; 2], expect: Option<[[i64; 2]; 2]>| {
            let json = format!(
                r#"{{ "plotlanes": 1, "title": "T", "time": {{ "kind": "number" }},
                "threads": [{{ "id": "t", "title": "T" }}], "events": [
                {{ "id": "a", "title": "A", "thread": "t", "when": {{ "from": 1, "to": 5 }} }},
                {{ "id": "b", "title": "B", "thread": "t", "when": {{ "from": 5, "to": 9 }} }},
                {{ "id": "x", "title": "X", "thread": "t", "when": {{ {} }} }},
                {{ "id": "y", "title": "Y", "thread": "t", "when": {{ {} }} }}] }}"#,
                when[0], when[1]
            );
            let ends = |span: Span| [span.start().0, span.end().0];
            let compiled = compile(json.as_bytes()).faultless();
            let placed = compiled.ok().map(|(story, _)| {
                let spans: Vec<[i64; 2]> = story.event_ids().map(|id| ends(story.events.placed(id))).collect();
                assert_eq!(spans[..2], [[1_000_000, 5_000_000], [5_000_000, 9_000_000]]);
                [spans[2], spans[3]]
            });
            assert_eq!(placed, expect, "{when:?}");
        };
        let five = [5_000_000; 2];
        check([r#""after": "a", "before": "b""#, r#""at": 7"#], Some([five, [7_000_000; 2]]));
        check([r#""after": "a", "before": "b""#, r#""after": "x", "before": "b""#], Some([five, five]));
        check([r#""after": "a", "before": "b", "lasts": 1"#, r#""at": 7"#], None);
        // Without exact times around them, nobody means an instant.
        check([r#""after": "y""#, r#""after": "x""#], None);
        check([r#""meets": "y""#, r#""meets": "x""#], None);
        check([r#""after": "b", "before": "a""#, r#""at": 7"#], None);
    }
}
