//! The cost of placement. `cargo bench --bench network`

use divan::Bencher;
use plotlanes::story::When;
use plotlanes::story::id::EventId;
use plotlanes::story::place::place;
use plotlanes::story::relation::Relation;
use plotlanes::time::Moment;

fn main() {
    divan::main();
}

/// Relates each event to several earlier ones, none farther back than `back`, by `relations` in turn.
fn story(events: u32, each: u32, back: u32, relations: &[Relation]) -> Vec<When> {
    let mut state = 0x9e37_79b9_u64;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let mut whens = vec![When::default(); events as usize];
    for event in 1..events {
        for _ in 0..each {
            let other = EventId(event - 1 - random(event.min(back)));
            let relation = relations[random(relations.len() as u32) as usize];
            whens[event as usize].relations.push((relation, other));
        }
    }
    whens
}

fn placing(bencher: Bencher, whens: &[When]) {
    bencher.bench(|| place(whens).map(|placed| placed.len()));
}

const AFTER: &[Relation] = &[Relation::After];
const MIXED: &[Relation] = &[
    Relation::After,
    Relation::After,
    Relation::After,
    Relation::OverlappedBy,
    Relation::StartedBy,
    Relation::Contains,
    Relation::Meanwhile,
];

/// Three relations each, to events not far back, as in a story of several threads. Up to 5,000 by network simplex.
#[divan::bench(args = [60, 500, 2_000, 5_000, 100_000])]
fn order_near(bencher: Bencher, events: u32) {
    placing(bencher, &story(events, 3, 50, AFTER));
}

/// Three relations each, to events anywhere before. Up to 5,000 by network simplex.
#[divan::bench(args = [60, 500, 2_000, 5_000, 100_000], sample_count = 10)]
fn order_anywhere(bencher: Bencher, events: u32) {
    placing(bencher, &story(events, 3, events, AFTER));
}

/// One relation of any of several kinds each, with spans that contain others.
#[divan::bench(args = [60, 500, 2_000, 5_000, 100_000])]
fn mixed(bencher: Bencher, events: u32) {
    placing(bencher, &story(events, 1, 20, MIXED));
}

/// Exact times only.
#[divan::bench(args = [10_000, 100_000])]
fn exact(bencher: Bencher, events: u32) {
    let at = |event| When { at: Some(Moment(i64::from(event) * 10).into()), ..When::default() };
    placing(bencher, &(0..events).map(at).collect::<Vec<_>>());
}

/// Exact times for two of three events, and an order that agrees with them.
#[divan::bench(args = [10_000, 100_000])]
fn exact_and_order(bencher: Bencher, events: u32) {
    let mut whens = story(events, 1, events, AFTER);
    for (event, when) in (0..).zip(&mut whens).filter(|(event, _)| event % 3 != 0) {
        when.at = Some(Moment(event * 10).into());
    }
    placing(bencher, &whens);
}

/// Three relations each, and the first event after the last: the search for a shortest cycle.
#[divan::bench(args = [500, 100_000], sample_count = 10)]
fn contradictory(bencher: Bencher, events: u32) {
    let mut whens = story(events, 3, events, AFTER);
    whens[0].relations.push((Relation::After, EventId(events - 1)));
    placing(bencher, &whens);
}

/// One span of given length around everything: relations that form closed walks.
#[divan::bench(args = [500, 10_000, 100_000], sample_count = 5)]
fn within_a_given_length(bencher: Bencher, events: u32) {
    let mut whens = story(events, 1, 5, AFTER);
    whens[0] = When { lasts: Some(1_000_000.into()), ..When::default() };
    for when in whens.iter_mut().skip(1) {
        when.relations.retain(|&(_, other)| other != EventId(0));
        when.relations.push((Relation::During, EventId(0)));
    }
    placing(bencher, &whens);
}
