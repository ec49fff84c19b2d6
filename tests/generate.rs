//! Generated stories load without a note, have the requested numbers of things, and are the same every time.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::collections::HashSet;

use plotlanes::generate::{StorySpec, Time, write};
use plotlanes::story::compile::compile;
use plotlanes::story::id::PhaseId;
use plotlanes::story::order::Order;
use plotlanes::story::{Story, TimeKind};

const TIMES: [Time; 3] = [Time::Order, Time::Number, Time::Date];

fn made(wanted: &StorySpec) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(wanted, &mut bytes).unwrap();
    bytes
}

#[track_caller]
fn story(wanted: &StorySpec) -> Story {
    let bytes = made(wanted);
    let (story, notes) = compile(&bytes).faultless().unwrap_or_else(|problems| panic!("{wanted:?} {problems:#?}"));
    assert!(notes.is_empty(), "{wanted:?} {notes:#?}");
    story
}

#[test]
fn they_load_clean_at_every_size_and_are_as_asked() {
    for time in TIMES {
        for events in [1, 2, 3, 10, 11, 12, 13, 60, 500, 3000] {
            let seeds = if events < 100 { 20 } else { 3000 / u64::from(events) };
            for seed in 0..seeds {
                let wanted = StorySpec { time, seed, ..StorySpec::new(events) };
                let story = story(&wanted);
                let counts = [story.events.len(), story.threads.len(), story.characters.len(), story.places.len()];
                let expect = [wanted.events, wanted.threads, wanted.characters, wanted.places];
                assert_eq!(counts, expect.map(|count| count as usize), "{wanted:?}");
                let kind = match story.time {
                    TimeKind::Order => Time::Order,
                    TimeKind::Number { .. } => Time::Number,
                    TimeKind::Date(_) => Time::Date,
                };
                assert_eq!(kind, time);
            }
        }
    }
}

#[test]
fn every_count_may_be_extreme() {
    for time in TIMES {
        for (threads, characters, places) in [(1, 0, 0), (300, 2000, 1), (299, 1, 2000), (150, 3, 3)] {
            let wanted = StorySpec { time, threads, characters, places, ..StorySpec::new(300) };
            let story = story(&wanted);
            assert!(story.threads.iter().all(|thread| !thread.events.is_empty()));
            let names: HashSet<_> = story.characters.iter().map(|who| &who.name).collect();
            assert_eq!(names.len(), characters as usize);
            let names: HashSet<_> = story.places.iter().map(|place| &place.name).collect();
            assert_eq!(names.len(), places as usize);
        }
    }
}

#[test]
fn a_seed_says_all() {
    for time in TIMES {
        let wanted = StorySpec { time, ..StorySpec::new(400) };
        assert_eq!(made(&wanted), made(&wanted));
        assert_ne!(made(&wanted), made(&StorySpec { seed: 2, ..wanted }));
    }
}

#[test]
fn the_phases_of_all_are_those_of_each() {
    for (time, order) in TIMES.into_iter().flat_map(|time| Order::ALL.map(|order| (time, order))) {
        let story = story(&StorySpec { time, ..StorySpec::new(1500) });
        let each = (0..story.phases.len() as u32).map(PhaseId);
        let each: Vec<_> =
            each.flat_map(|id| order.stretches(&story, id).into_iter().map(move |span| (id, span))).collect();
        assert!(order.all_stretches(&story) == each && each.len() >= story.phases.len(), "{time:?} {order:?}");
    }
}

/// A story around a list of events.
#[test]
fn they_are_shaped_like_stories() {
    for time in TIMES {
        let story = story(&StorySpec { time, ..StorySpec::new(4000) });
        let share = |count: usize| count * 100 / story.events.len();
        let many = |what: &str, count: usize, from: usize, to: usize| {
            assert!((from..=to).contains(&share(count)), "{time:?}: {what} make {} %", share(count));
        };
        let of = |is: &dyn Fn(&plotlanes::story::Event) -> bool| story.events.iter().filter(|event| is(event)).count();
        many("moments", of(&|event| event.placed.is_moment()), 30, 50);
        many("events with causes", of(&|event| !event.because.is_empty()), 20, 70);
        many("events of several threads", of(&|event| !event.also.is_empty()), 5, 20);
        many("events with a place", of(&|event| event.place.is_some()), 60, 95);
        many("events with people", of(&|event| !event.cast.is_empty()), 60, 98);
        let far = |event: &plotlanes::story::Event| {
            let id = story.events.iter().position(|other| other.id == event.id).unwrap();
            event.because.iter().any(|because| id - because.event.index() > 200)
        };
        assert!(of(&far) > 20, "{time:?}: {} far causes", of(&far));
        let extent = story.extent.length();
        let long = of(&|event| event.placed.length() * 20 > extent);
        assert!(long >= 3, "{time:?}: {long} last for a twentieth");
        let mut sizes: Vec<usize> = story.threads.iter().map(|thread| thread.events.len()).collect();
        sizes.sort_unstable();
        assert!(sizes[sizes.len() - 1] > 8 * sizes[1], "{time:?}: {sizes:?}");
        assert!(story.phases.len() >= 5 && story.places.iter().any(|place| place.within.is_some()));
        assert!(story.groups.len() > 2 && story.tags.len() > 10 && !story.sources.is_empty());
        assert!(story.events.iter().enumerate().any(|(index, event)| event.told as usize != index));
    }
}
