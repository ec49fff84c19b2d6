use egui::emath::{Pos2, Rangef, Rect, pos2};
use proptest::prelude::*;

use super::super::FixedWidth;
use super::{PathRequest, Stop, paths};
use crate::layout::obstacles::{Obstacles, RowBand};
use crate::layout::scene::{PathMark, Segment, SegmentKind};
use crate::story::id::{CharacterId, EventId};

const BODY: Rect = Rect { min: Pos2 { x: 0.0, y: 0.0 }, max: Pos2 { x: 400.0, y: 200.0 } };

/// A mark of 12 points in a row of 20.
fn mark(x: (f32, f32), row: usize) -> Rect {
    let y = row as f32 * 20.0;
    Rect::from_min_max(pos2(x.0, y + 4.0), pos2(x.1, y + 16.0))
}

fn rows(taken: &[&[(f32, f32)]]) -> Obstacles {
    let band = |(row, taken): (usize, &&[(f32, f32)])| RowBand {
        y: Rangef::new(row as f32 * 20.0, row as f32 * 20.0 + 20.0),
        taken: taken.iter().map(|&(start, end)| Rangef::new(start, end)).collect(),
    };
    Obstacles::new(taken.iter().enumerate().map(band).collect())
}

fn stop(event: u32, rect: Rect, slot: usize, of: usize) -> Stop {
    Stop { event: EventId(event), rect, slot, of, titled: false, absent_before: false }
}

fn person(who: u32, stops: Vec<Stop>) -> PathRequest {
    PathRequest { who: CharacterId(who), name: format!("PathRequest {who}"), colour: who as usize, stops }
}

fn drawn(people: &[PathRequest], obstacles: &Obstacles) -> Vec<PathMark> {
    paths(people, obstacles, BODY, &FixedWidth(6.0))
}

/// How long a path runs through what is taken of a row, in points.
fn through(path: &PathMark, row: usize, taken: (f32, f32)) -> f32 {
    let rect = Rect::from_min_max(pos2(taken.0, row as f32 * 20.0 + 4.0), pos2(taken.1, row as f32 * 20.0 + 16.0));
    let pieces = path.polylines().flat_map(|points| points.windows(2));
    pieces.filter(|ends| rect.contains(ends[0].lerp(ends[1], 0.5))).map(|ends| ends[0].distance(ends[1])).sum()
}

/// The least distance between the ways of two paths between marks.
fn apart(a: &PathMark, b: &PathMark) -> f32 {
    let between = |path: &PathMark| -> Vec<Segment> {
        path.segments.iter().filter(|segment| segment.kind == SegmentKind::Between).cloned().collect()
    };
    let points = between(a).into_iter().flat_map(|segment| segment.points);
    let ways = between(b);
    let nearest = |at: Pos2| {
        ways.iter().map(|way| crate::layout::polyline::distance(&way.points, at)).fold(f32::INFINITY, f32::min)
    };
    points.map(nearest).fold(f32::INFINITY, f32::min)
}

#[test]
fn a_path_goes_around_obstacles() {
    // Each row is taken with a gap somewhere else; marks and labels together.
    let taken: [&[(f32, f32)]; 6] = [
        &[(20.0, 40.0), (46.0, 120.0)],
        &[(0.0, 90.0), (110.0, 300.0)],
        &[(0.0, 180.0), (200.0, 390.0)],
        &[(30.0, 140.0), (160.0, 390.0)],
        &[(0.0, 230.0), (240.0, 300.0)],
        &[(250.0, 280.0), (286.0, 330.0)],
    ];
    let obstacles = rows(&taken);
    for back in [false, true] {
        // Down from the first row to the last one, and up from a later mark.
        let stops = if back {
            vec![stop(0, mark((10.0, 16.0), 5), 0, 1), stop(1, mark((320.0, 340.0), 0), 0, 1)]
        } else {
            vec![stop(0, mark((20.0, 40.0), 0), 0, 1), stop(1, mark((250.0, 280.0), 5), 0, 1)]
        };
        let path = &drawn(&[person(0, stops)], &obstacles)[0];
        for (row, &row_taken) in taken.iter().enumerate() {
            for &range in row_taken {
                let own = !back && [(20.0, 40.0), (250.0, 280.0)].contains(&range);
                assert!(own || through(path, row, range) < 0.5, "back {back}: row {row} {range:?} {path:?}");
            }
        }
    }
}

#[test]
fn a_path_crosses_a_label_rather_than_a_mark() {
    // All of the middle row is taken: a bar first, then its label.
    let (bar, label) = ((-200.0, 140.0), (141.0, 600.0));
    let stops = || vec![stop(0, mark((100.0, 120.0), 0), 0, 1), stop(1, mark((150.0, 170.0), 2), 0, 1)];
    let obstacles = rows(&[&[(100.0, 120.0)], &[bar, label], &[(150.0, 170.0)]]);
    assert!(through(&drawn(&[person(0, stops())], &obstacles)[0], 1, bar) > 10.0);
    let obstacles = obstacles.with_marks([mark(bar, 1)]);
    let path = &drawn(&[person(0, stops())], &obstacles)[0];
    assert!(through(path, 1, bar) < 0.5 && through(path, 1, label) > 10.0, "{path:?}");
}

#[test]
fn neighbours_in_a_row_are_joined_straight_or_around_obstacles_through_a_gutter() {
    let check = |between: &[(f32, f32)], straight: bool| {
        let obstacles = rows(&[&[], between]);
        let stops = vec![stop(0, mark((20.0, 60.0), 1), 0, 1), stop(1, mark((200.0, 240.0), 1), 0, 1)];
        let path = &drawn(&[person(0, stops)], &obstacles)[0];
        let level = path.polylines().flatten().all(|point| (point.y - 30.0).abs() < 0.01);
        assert_eq!(level, straight, "{between:?}: {path:?}");
        for &range in between {
            assert!(through(path, 1, range) < 0.5, "{between:?}: {path:?}");
        }
    };
    check(&[], true);
    check(&[(66.0, 150.0)], false);
    check(&[(66.0, 120.0), (140.0, 194.0)], false);
}

#[test]
fn people_on_the_same_route_stay_apart() {
    let obstacles = rows(&[&[(20.0, 60.0), (66.0, 120.0)], &[(10.0, 90.0)], &[], &[(150.0, 200.0)]]);
    let same = |who, of| {
        let slot = who as usize;
        person(who, vec![stop(0, mark((20.0, 60.0), 0), slot, of), stop(1, mark((150.0, 200.0), 3), slot, of)])
    };
    for of in 2..=4 {
        let people: Vec<PathRequest> = (0..of as u32).map(|who| same(who, of)).collect();
        let paths = drawn(&people, &obstacles);
        for a in 0..of {
            for b in 0..a {
                let apart = apart(&paths[a], &paths[b]);
                let least = super::stop::spread(of, 12.0).min(2.2) - 0.2;
                assert!(apart >= least, "{a} and {b} of {of}: {apart}");
            }
        }
    }
}

#[test]
fn people_on_different_routes_through_one_gap_stay_apart() {
    let obstacles = rows(&[&[], &[], &[(0.0, 195.0), (235.0, 400.0)], &[(0.0, 195.0), (235.0, 400.0)], &[], &[]]);
    let people = [
        person(0, vec![stop(0, mark((20.0, 60.0), 0), 0, 1), stop(1, mark((300.0, 340.0), 4), 0, 1)]),
        person(1, vec![stop(2, mark((30.0, 70.0), 1), 0, 1), stop(3, mark((320.0, 350.0), 5), 0, 1)]),
    ];
    let paths = drawn(&people, &obstacles);
    // They may cross; they do not run on top of one another.
    let points: Vec<Pos2> = paths[0].polylines().flatten().copied().filter(|at| (41.0..79.0).contains(&at.y)).collect();
    for at in points {
        assert!(paths[1].distance(at) > 2.0, "{at:?}");
    }
}

#[test]
fn a_path_leaves_an_event_that_has_not_ended() {
    let stops = vec![stop(0, mark((20.0, 300.0), 0), 0, 1), stop(1, mark((100.0, 140.0), 2), 0, 1)];
    let path = &drawn(&[person(0, stops)], &rows(&[&[(20.0, 300.0)], &[], &[(100.0, 140.0)]]))[0];
    let rightmost = path.segments[0].points.iter().map(|point| point.x).fold(0.0, f32::max);
    assert!(rightmost <= 100.0, "{path:?}");
    assert_eq!(path.rings.iter().map(|ring| ring.at).collect::<Vec<_>>(), [pos2(23.0, 10.0), pos2(103.0, 50.0)]);
}

#[test]
fn slots_are_even_about_the_middle_and_leave_a_title_free() {
    let check = |of: usize, titled: bool, expect: &[f32]| {
        let y = |slot| Stop { titled, ..stop(0, mark((0.0, 90.0), 0), slot, of) }.y();
        assert_eq!((0..of).map(y).collect::<Vec<_>>(), expect, "{of} {titled}");
    };
    check(1, false, &[10.0]);
    check(2, false, &[7.5, 12.5]);
    check(3, false, &[6.0, 10.0, 14.0]);
    check(1, true, &[16.0]);
    check(2, true, &[4.0, 16.0]);
    check(3, true, &[4.0, 16.0, 19.5]);
}

#[test]
fn an_absence_is_marked_and_events_out_of_sight_cost_nothing() {
    let far = |x: f32| mark((x, x + 20.0), 1);
    let mut stops: Vec<Stop> = (0..1000).map(|at| stop(at, far(at as f32 * 40.0 - 20_000.0), 0, 1)).collect();
    stops[502].absent_before = true;
    let path = &drawn(&[person(0, stops)], &rows(&[&[], &[]]))[0];
    assert!(path.segments.len() < 30, "{}", path.segments.len());
    assert_eq!(path.segments.iter().filter(|segment| segment.kind == SegmentKind::Absent).count(), 1);
    assert!(path.polylines().flatten().all(|point| (-81.0..=481.0).contains(&point.x)), "{path:?}");
}

#[test]
fn a_tag_is_before_the_first_stop_and_covers_no_other_tag() {
    let at_left = person(0, vec![stop(0, mark((200.0, 240.0), 2), 0, 1)]);
    let tag = drawn(&[at_left], &rows(&[&[], &[], &[(200.0, 240.0)]]))[0].tag.clone().expect("a tag");
    assert!(tag.rect.max.x < 200.0 && tag.rect.y_range().contains(50.0), "{tag:?}");
    // At the very edge, together: in the body, and not over one another.
    let both: Vec<PathRequest> =
        (0..2).map(|who| person(who, vec![stop(0, mark((4.0, 60.0), 2), who as usize, 2)])).collect();
    let tags: Vec<Rect> = drawn(&both, &rows(&[&[], &[], &[(4.0, 60.0)], &[]]))
        .iter()
        .map(|path| path.tag.as_ref().expect("a tag").rect)
        .collect();
    assert!(tags.iter().all(|&tag| BODY.contains_rect(tag)), "{tags:?}");
    assert!(!tags[0].intersects(tags[1]), "{tags:?}");
}

fn some_rows() -> impl Strategy<Value = Vec<Vec<(f32, f32)>>> {
    let range = (-40.0f32..430.0, 4.0f32..120.0).prop_map(|(start, length)| (start, start + length));
    prop::collection::vec(prop::collection::vec(range, 0..5), 0..10)
}

fn some_stops() -> impl Strategy<Value = Vec<(f32, f32, usize, bool)>> {
    prop::collection::vec((-500.0f32..900.0, 0.0f32..150.0, 0usize..12, any::<bool>()), 0..9)
}

proptest! {
    #[test]
    fn paths_are_sound_for_any_input(
        taken in some_rows(),
        raw in prop::collection::vec(some_stops(), 1..5),
        scrolled in -60.0f32..60.0,
    ) {
        let borrowed: Vec<&[(f32, f32)]> = taken.iter().map(Vec::as_slice).collect();
        let obstacles = rows(&borrowed);
        let people: Vec<PathRequest> = raw.iter().enumerate().map(|(who, raw)| {
            let mut raw = raw.clone();
            raw.sort_by(|a, b| a.0.total_cmp(&b.0));
            let stops = raw.iter().enumerate().map(|(at, &(x, length, row, flag))| Stop {
                titled: flag,
                absent_before: flag,
                ..stop(at as u32, mark((x, x + length), row).translate(egui::vec2(0.0, scrolled)), who, raw.len())
            });
            person(who as u32, stops.collect())
        }).collect();
        for (path, person) in drawn(&people, &obstacles).iter().zip(&people) {
            let room = BODY.expand2(egui::vec2(200.0, 500.0));
            for segment in &path.segments {
                prop_assert!(segment.points.len() > 1);
                prop_assert!(segment.points.iter().all(|point| point.is_finite() && room.contains(*point)), "{segment:?}");
                let (first, last) = (segment.points[0], segment.points[segment.points.len() - 1]);
                // Clamped marks end at the edge, so only what is in sight is compared.
                let at_mark = |at: Pos2| person.stops.iter().any(|stop| {
                    stop.rect.expand2(egui::vec2(1.0, 20.0)).contains(at)
                }) || !BODY.contains(at);
                prop_assert!(at_mark(first) && at_mark(last), "{segment:?}");
                if segment.kind == SegmentKind::Along {
                    prop_assert!(segment.points.windows(2).all(|ends| ends[0].x < ends[1].x && (ends[0].y - ends[1].y).abs() < 1e-3));
                }
            }
            prop_assert!(path.rings.len() <= person.stops.len());
            if let Some(tag) = &path.tag {
                prop_assert!(BODY.expand(0.01).contains_rect(tag.rect), "{tag:?}");
            }
        }
    }
}

#[test]
fn stops_too_close_to_tell_apart_become_fewer() {
    let crowd = |who: u32| {
        let stops = (0..400).map(|at| stop(who * 400 + at, mark((at as f32, at as f32 + 7.0), at as usize % 9), 0, 1));
        person(who, stops.collect())
    };
    let people: Vec<PathRequest> = (0..4).map(crowd).collect();
    let empty: [&[(f32, f32)]; 9] = [&[]; 9];
    let rings: Vec<usize> = drawn(&people, &rows(&empty)).iter().map(|path| path.rings.len()).collect();
    assert!(rings.iter().all(|&count| (50..=150).contains(&count)), "{rings:?}");
}
