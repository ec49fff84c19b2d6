//! The embedded story: its contents, and its layout in windows of several sizes.

use std::collections::BTreeSet;

use egui::{Rect, Vec2, vec2};
use plotlanes::export::headless::measure;
use plotlanes::layout::emphasis::EmphasisMap;
use plotlanes::layout::focus::{Focus, FocusKey};
use plotlanes::layout::plan::Plan;
use plotlanes::layout::scene::{HitTarget, Label, MarkForm, Scene};
use plotlanes::layout::{Metrics, body_size, compose};
use plotlanes::paint::FontMetrics;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;
use plotlanes::state::{Selection, State};
use plotlanes::story::id::EventId;
use plotlanes::story::{Event, Story};

/// The number of sentences in each paragraph of the synopsis.
const SENTENCES: [usize; 6] = [7, 6, 10, 2, 9, 11];
/// The most characters of a title.
const LONGEST_TITLE: usize = 40;
/// The window as it first opens.
const FIRST: Vec2 = vec2(1280.0, 800.0);
/// A phone held upright.
const PHONE: Vec2 = vec2(390.0, 844.0);
/// Windows from the smallest to 4K.
const WINDOWS: [Vec2; 10] = [
    PHONE,
    vec2(480.0, 360.0),
    vec2(640.0, 480.0),
    vec2(759.0, 600.0),
    vec2(760.0, 421.0),
    vec2(1024.0, 768.0),
    FIRST,
    vec2(1920.0, 1080.0),
    vec2(2560.0, 1080.0),
    vec2(3840.0, 2160.0),
];

fn episode() -> Story {
    let bytes = include_bytes!("../data/what_you_leave_behind.json");
    let (story, notes) =
        plotlanes::story::compile::compile(bytes).faultless().unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(notes.is_empty(), "{notes:#?}");
    story
}

fn event<'a>(story: &'a Story, id: &str) -> Event<'a> {
    story.events.iter().find(|event| event.id == id).unwrap_or_else(|| panic!("no event {id}"))
}

/// `3.10` as paragraph and sentence.
fn number(at: &str) -> Option<(usize, usize)> {
    let (paragraph, sentence) = at.split_once('.')?;
    Some((paragraph.parse().ok()?, sentence.parse().ok()?))
}

#[test]
fn it_has_its_threads_and_events() {
    let story = episode();
    assert!(story.threads.len() >= 8, "{} threads", story.threads.len());
    assert!(story.events.len() >= 50, "{} events", story.events.len());
    for thread in &story.threads {
        assert!(!thread.events.is_empty() && !thread.summary.is_empty() && !thread.group.is_empty(), "{thread:#?}");
    }
    let mut titles = BTreeSet::new();
    for event in story.events.iter() {
        let length = event.title.chars().count();
        assert!(length <= LONGEST_TITLE, "{}: {length} characters", event.title);
        assert!(titles.insert(event.title), "two events are called {}", event.title);
        assert!(event.summary.ends_with(['.', '”', '?', '!']), "{}: {:?}", event.id, event.summary);
    }
}

#[test]
fn it_cites_every_sentence_and_nothing_else() {
    let story = episode();
    let expect: BTreeSet<(usize, usize)> =
        (1..).zip(SENTENCES).flat_map(|(paragraph, count)| (1..=count).map(move |at| (paragraph, at))).collect();
    assert_eq!(expect.len(), 45);
    let mut cited = BTreeSet::new();
    for event in story.events.iter() {
        assert!(!event.cites.is_empty(), "{} rests on nothing", event.id);
        for cite in event.cites.iter() {
            let sentence = number(cite.at);
            cited.extend(sentence);
            assert!(
                sentence.is_some_and(|at| expect.contains(&at)),
                "{}: there is no sentence {:?}",
                event.id,
                cite.at
            );
        }
    }
    let missing: Vec<_> = expect.difference(&cited).collect();
    assert!(missing.is_empty(), "nothing cites {missing:?}");
}

#[test]
fn it_keeps_to_the_order_of_the_article() {
    let story = episode();
    for event in story.events.iter() {
        let (start, end) = (event.placed.start(), event.placed.end());
        let starts = event.earliest.start()..=event.latest.start();
        let ends = event.earliest.end()..=event.latest.end();
        assert!(starts.contains(&start) && ends.contains(&end), "{} is placed where it cannot be", event.id);
        for because in event.because.iter() {
            let cause = story.event(because.event);
            assert!(cause.placed.start() <= end, "{} comes of {}, which is later", event.id, cause.id);
            assert!(cause.earliest.start() <= event.latest.end(), "{} never comes after {}", event.id, cause.id);
        }
        let when = &event.when;
        let exact = [when.at, when.from, when.to].into_iter().flatten().next();
        assert_eq!(exact, None, "{} has a time, but the article gives none", event.id);
    }
    // Told after the surrender, but nothing says that it happens after it: it takes place beside the war.
    let (trek, battle) = (event(&story, "trek"), event(&story, "battle"));
    assert!(trek.placed.start() < battle.placed.end() && battle.placed.start() < trek.placed.end());
    assert!(trek.told > event(&story, "surrender").told);
    let order = ["morning", "heading", "battle", "retreat", "surrender", "treaty", "celebration"];
    let starts = order.map(|id| event(&story, id).placed.start());
    assert!(starts.is_sorted_by(|a, b| a < b), "{order:?} start at {starts:?}");
}

#[test]
fn it_is_told_in_the_order_of_the_sentences() {
    let story = episode();
    let mut told: Vec<Event> = story.events.iter().collect();
    told.sort_by_key(|event| event.told);
    // An event may cite several sentences; the main one of each comes in the order of the text.
    let mut here = (1, 1);
    for event in told {
        let next = event.cites.iter().filter_map(|cite| number(cite.at)).filter(|&at| at >= here).min();
        here =
            next.unwrap_or_else(|| panic!("{} is told after sentence {here:?}, but cites none from there", event.id));
    }
}

#[test]
fn its_places_lie_within_each_other() {
    let story = episode();
    let check = |inner: &str, outer: &str| {
        let place = story.event_ids().find_map(|id| story.event(id).place.filter(|&at| story.place(at).name == inner));
        let place = place.unwrap_or_else(|| panic!("nothing happens in {inner}"));
        let around: Vec<&str> = story.places_around(place).skip(1).map(|at| story.place(at).name.as_str()).collect();
        assert!(around.contains(&outer), "{inner} lies in {around:?}, not in {outer}");
    };
    let name = |id: &str| {
        let place = story.places.iter().find(|place| place.id == id).unwrap_or_else(|| panic!("no place {id}"));
        place.name.as_str()
    };
    check(name("vics"), name("ds9"));
    check(name("quarks"), name("ds9"));
    check(name("promenade"), name("ds9"));
    check(name("command-center"), name("cardassia-prime"));
    check(name("chasm"), name("fire-caves"));
    check(name("chasm"), name("bajor"));
    check(name("temple"), name("wormhole"));
    check(name("link"), name("founders-planet"));
}

/// The size of the timeline in a window, with the detail panel as it is at the start.
fn timeline_in(window: Vec2, selected: bool) -> Vec2 {
    let (toolbar, status, overview, detail) = (52.0, 26.0, 60.0, 306.0);
    let mut size = window - vec2(0.0, toolbar);
    size.y -= if window.y > 300.0 { status } else { 0.0 };
    size.y -= if window.y > 420.0 { overview } else { 0.0 };
    if window.x >= 760.0 {
        size.x -= detail;
    } else if selected {
        size.y -= (window.y * 0.42).clamp(110.0, 340.0);
    }
    size
}

fn with_fonts(test: impl FnOnce(&FontMetrics<'_>)) {
    measure(|painter| test(&FontMetrics::new(painter)));
}

/// The scene in a window of that size.
fn scene(story: &Story, state: &State, window: Vec2, metrics: &dyn Metrics) -> Scene {
    let size = timeline_in(window, state.selection != Selection::Nothing);
    let plan = Plan::new(story, state.lineup(), state.order(), body_size(size), metrics);
    let focus = Focus::new(story, state.lineup(), &FocusKey::of(state));
    compose(story, state, &plan, &focus, &EmphasisMap::new(state, &plan, &focus), size, metrics)
}

/// Whether two rectangles overlap by more than rounding.
fn overlap(a: Rect, b: Rect) -> bool {
    let common = a.intersect(b);
    common.width() > 0.05 && common.height() > 0.05
}

/// Fails if anything in the scene covers anything else, or is cut off.
#[track_caller]
fn check_apart(scene: &Scene, story: &Story, what: &str) {
    let title = |label: &Label| label.text.clone();
    let mut things: Vec<(String, Rect, usize)> = Vec::new();
    for (at, mark) in scene.marks.iter().enumerate().filter(|(_, mark)| mark.form != MarkForm::Secondary) {
        things.push((format!("{:?} {:?}", mark.form, mark.target), mark.rect.intersect(scene.body), at));
        if let Some(label) = &mark.label {
            let rect = label.rect();
            assert!(!overlap(mark.rect, rect) || mark.rect.x_range().contains(rect.min.x), "{what}: {}", label.text);
            let clipped = rect.min.x < scene.body.min.x - 0.05 || rect.max.x > scene.body.max.x + 0.05;
            assert!(!clipped, "{what}: the label {:?} is cut off", label.text);
            things.push((title(label), rect.intersect(scene.body), at));
        }
    }
    for (at, (name, rect, mark)) in things.iter().enumerate() {
        for (other_name, other_rect, other_mark) in &things[at + 1..] {
            let own = mark == other_mark;
            assert!(own || !overlap(*rect, *other_rect), "{what}: {name} {rect:?} and {other_name} {other_rect:?}");
        }
    }
    for (name, room, labels) in [
        ("phase", scene.axis, scene.phases.iter().filter_map(|phase| phase.label.as_ref()).collect::<Vec<_>>()),
        ("tick", scene.axis, scene.ticks.iter().filter_map(|tick| tick.label.as_ref()).collect()),
        ("head", scene.heads, scene.lanes.iter().flat_map(|lane| &lane.labels).collect()),
        ("caption", scene.corner, scene.captions.iter().collect()),
    ] {
        for (at, label) in labels.iter().enumerate() {
            let rect = label.rect();
            let within = rect.min.x >= room.min.x - 0.05 && rect.max.x <= room.max.x + 0.05;
            assert!(within, "{what}: the {name} {:?} is cut off", label.text);
            let other = labels[at + 1..].iter().find(|other| overlap(rect, other.rect()));
            assert!(other.is_none(), "{what}: the {name}s {:?} and {:?}", label.text, other.map(|label| &label.text));
        }
    }
    for (name, rect, _) in &things {
        let heads = scene.lanes.iter().filter(|lane| !lane.is_stuck);
        let under = heads.filter(|lane| overlap(*rect, lane.head)).map(|lane| lane.key.title(story)).next();
        assert!(under.is_none(), "{what}: {name} {rect:?} and the head of {under:?}");
    }
    for lane in &scene.lanes {
        let on_button = lane.labels.iter().find(|label| overlap(label.rect(), lane.fold));
        assert!(on_button.is_none(), "{what}: the fold button of {}", lane.key.title(story));
    }
}

#[test]
fn the_first_view_is_readable() {
    let story = episode();
    with_fonts(|metrics| {
        let scene = scene(&story, &State::new(&story), FIRST, metrics);
        let whole = |id: &EventId| {
            let label = scene.mark(*id).and_then(|mark| mark.label.as_ref());
            label.is_some_and(|label| !label.elided && label.text == story.event(*id).title)
        };
        let lost: Vec<&str> = story.event_ids().filter(|id| !whole(id)).map(|id| story.event(id).title).collect();
        assert!(lost.len() * 10 <= story.events.len(), "{} titles are not there in full: {lost:#?}", lost.len());
        assert_eq!(scene.lanes.len(), story.threads.len());
        assert!(scene.overflow <= 0.0, "{} points of lanes do not fit", scene.overflow);
        let bottom = scene.lanes.last().map_or(0.0, |lane| lane.rect.max.y);
        assert!(
            (bottom - scene.body.max.y).abs() <= 1.0,
            "the lanes end at {bottom}, the body at {}",
            scene.body.max.y
        );
    });
}

#[test]
fn nothing_overlaps_in_any_window_at_any_zoom() {
    let story = episode();
    with_fonts(|metrics| {
        for window in WINDOWS {
            for zoom in [1.0, 1.3, 2.0, 3.5, 7.0, 20.0] {
                for share in [0.0, 0.37, 0.5, 1.0] {
                    let mut state = State::new(&story);
                    let about = state.window.start() + share * state.window.length();
                    state.apply(&story, Command::Zoom { factor: zoom, about });
                    let what = format!("{window}, zoom {zoom} about {share}");
                    check_apart(&scene(&story, &state, window, metrics), &story, &what);
                }
            }
        }
    });
}

#[test]
fn nothing_overlaps_with_any_selection() {
    let story = episode();
    with_fonts(|metrics| {
        for window in [PHONE, WINDOWS[1], WINDOWS[3], FIRST, WINDOWS[9]] {
            for id in story.event_ids() {
                let mut state = State::new(&story);
                state.apply(&story, Command::Select(Selection::Event(id)));
                let what = format!("{window}, {} selected", story.event(id).title);
                check_apart(&scene(&story, &state, window, metrics), &story, &what);
            }
        }
    });
}

#[test]
fn nothing_overlaps_when_lanes_are_folded_or_scrolled() {
    let story = episode();
    with_fonts(|metrics| {
        for window in [PHONE, WINDOWS[1], WINDOWS[2], FIRST] {
            for count in 0..=story.threads.len() {
                let mut state = State::new(&story);
                for thread in story.threads_in_order().take(count) {
                    state.apply(&story, Command::Fold(LaneKey::Thread(thread)));
                }
                state.apply(&story, Command::ScrollLanes(37.0 * count as f32));
                let what = format!("{window}, {count} lanes folded");
                check_apart(&scene(&story, &state, window, metrics), &story, &what);
            }
        }
    });
}

#[test]
fn the_check_for_overlaps_finds_them() {
    let story = episode();
    with_fonts(|metrics| {
        let mut scene = scene(&story, &State::new(&story), FIRST, metrics);
        check_apart(&scene, &story, "as it is");
        let (first, second) = (scene.marks[0].rect, scene.marks[1].rect);
        scene.marks[1].rect = second.translate(first.center() - second.center());
        let result = std::panic::catch_unwind(|| check_apart(&scene, &story, "moved"));
        assert!(result.is_err());
    });
}

#[test]
fn on_a_phone_every_title_is_above_its_lane_and_every_phase_can_be_read() {
    let story = episode();
    with_fonts(|metrics| {
        let mut state = State::new(&story);
        let first = scene(&story, &state, PHONE, metrics);
        assert_eq!((first.body.min.x, first.body.max.x), (0.0, PHONE.x));
        for lane in &first.lanes {
            let title = &lane.labels[0];
            assert_eq!((title.text.as_str(), title.elided), (lane.key.title(&story), false));
            assert!(lane.head.contains_rect(title.rect()) && !lane.is_stuck);
            assert!((lane.head.min.y - lane.rect.min.y).abs() < 0.5 || lane.head.max.y > first.body.max.y - 1.0);
        }
        assert_eq!(first.phases.len(), story.phases.len());
        for mark in &first.phases {
            let (title, label) = (&story.phase(mark.phase).title, mark.label.as_ref().expect("it has a name"));
            let shown = label.text.trim_end_matches('…');
            assert!(title.starts_with(shown) && shown.len() * 4 > title.len() * 3, "{title}: {shown}");
        }
        // The title of a lane that is partly scrolled out of sight stays until the lane ends.
        let high = first.lanes[0].rect.height();
        for (scrolled, top) in [(40.0, 0.0), (high - 30.0, 0.0), (high - 10.0, 10.0 - first.lanes[0].head.height())] {
            state.scroll = scrolled;
            let scene = scene(&story, &state, PHONE, metrics);
            let lane = &scene.lanes[0];
            assert!(lane.is_stuck, "scrolled by {scrolled}");
            assert!((lane.labels[0].at.y - (scene.body.min.y + top + 13.0)).abs() < 1.0, "{:?}", lane.labels[0]);
        }
    });
}

#[test]
fn joints_run_through_no_other_mark() {
    let story = episode();
    with_fonts(|metrics| {
        for by in [LanesBy::Character, LanesBy::Tag, LanesBy::Group] {
            for window in [PHONE, FIRST] {
                let mut state = State::new(&story);
                state.apply(&story, Command::LanesBy(by));
                let scene = scene(&story, &state, window, metrics);
                let mut crossed = 0;
                for joint in &scene.joints {
                    let others = scene.marks.iter().filter(|mark| mark.target != HitTarget::Event(joint.event));
                    let rects =
                        others.flat_map(|mark| [mark.rect].into_iter().chain(mark.label.as_ref().map(Label::rect)));
                    for rect in
                        rects.filter(|rect| rect.x_range().contains(joint.x) && scene.body.contains(rect.center()))
                    {
                        crossed += usize::from(joint.y.contains(rect.center().y));
                        let cut = joint.pieces().find(|piece| piece.contains(rect.center().y));
                        assert_eq!(cut, None, "{by:?} {window}: {joint:?} runs through {rect}");
                    }
                }
                assert!(by != LanesBy::Character || window != FIRST || crossed > 0, "some have others in their way");
            }
        }
    });
}
