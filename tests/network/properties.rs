//! Properties of any network and any story, tried on random ones.

use crate::oracle::{self, Least};
use plotlanes::story::When;
use plotlanes::story::id::EventId;
use plotlanes::story::place::{Claim, Contradiction, Placed, Repair, Thoroughness, Tie, TimeField, place, repair};
use plotlanes::story::relation::Relation;
use plotlanes::time::Moment;
use plotlanes::time::network::{Basis, Cycle, Network, Settled};
use proptest::prelude::*;

/// A constraint as it is given to the network.
type Given = (u32, u32, i64, bool, bool);

fn network(points: u32, given: &[Given]) -> Network {
    let mut network = Network::new(points);
    for (number, &(from, to, gap, exact, said)) in (0..).zip(given) {
        let reason = if said { Basis::Stated(number) } else { Basis::Inherent };
        if exact {
            network.exactly(from, to, gap, reason);
        } else {
            network.at_least(from, to, gap, reason);
        }
    }
    network
}

fn least(given: &[Given]) -> Vec<Least> {
    let both = |&(from, to, gap, exact, said): &Given| {
        let (from, to, gap) = (from as usize, to as usize, i128::from(gap));
        [Some(Least { from, to, gap, said }), exact.then_some(Least { from: to, to: from, gap: -gap, said })]
    };
    given.iter().flat_map(both).flatten().collect()
}

fn horizon(points: usize, first: i64, last: i64) -> Vec<Least> {
    let bound = |point| {
        [
            Least { from: 0, to: point, gap: i128::from(first), said: false },
            Least { from: point, to: 0, gap: -i128::from(last), said: false },
        ]
    };
    (1..points).flat_map(bound).collect()
}

/// Random constraints. Those that are no statements lead from lower to higher points, and so are compatible.
fn given(points: u32, gaps: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Given>> {
    let said = (0..points, 0..points, gaps.clone(), prop::bool::weighted(0.2))
        .prop_map(|(from, to, gap, exact)| (from, to, gap, exact, true));
    let nature = (0..points - 1, 1..points, gaps)
        .prop_map(move |(from, by, gap)| (from, (from + by).min(points - 1), gap, false, false));
    prop::collection::vec(prop_oneof![4 => said, 1 => nature], 0..14)
}

/// Checks that the steps of a cycle are given constraints, form a closed walk, and cannot all hold.
fn assert_real(cycle: &Cycle, constraints: &[Least]) {
    let mut sum = 0;
    for (step, next) in cycle.steps.iter().zip(cycle.steps.iter().cycle().skip(1)) {
        assert_eq!(step.to, next.from, "the cycle closes: {cycle:?}");
        let said = matches!(step.basis, Basis::Stated(_));
        let same =
            |c: &Least| (c.from, c.to, c.gap) == (step.from as usize, step.to as usize, step.gap) && c.said == said;
        assert!(constraints.iter().any(same), "{step:?} was given");
        sum += step.gap;
    }
    assert!(sum > 0, "the cycle cannot hold: {cycle:?}");
}

fn relation() -> impl Strategy<Value = Relation> {
    prop::sample::select(Relation::ALL.to_vec())
}

/// Stories of up to this many events; `plain` ones have only relations that are often compatible.
fn story(most: u32, relations: usize, exact: f64) -> impl Strategy<Value = Vec<When>> {
    (1..=most).prop_flat_map(move |events| {
        let times = prop::option::weighted(exact, (0..5, -4_i64..9, 0_i64..5));
        let own = prop::collection::vec((times, prop::bool::weighted(0.2)), events as usize);
        let ties = prop::collection::vec((0..events, relation(), 0..events), 0..=relations);
        (own, ties).prop_map(|(own, ties)| {
            let mut whens: Vec<When> = (0..).zip(&own).map(|(event, own)| when(event, *own)).collect();
            for (event, relation, other) in ties {
                whens[event as usize].relations.push((relation, EventId(other)));
            }
            whens
        })
    })
}

fn when(event: u32, (times, follows): (Option<(i32, i64, i64)>, bool)) -> When {
    let mut when = When::default();
    if let Some((kind, time, length)) = times {
        let end = Moment(time + length);
        let time = Moment(time);
        when = match kind {
            0 => When { at: Some(time), ..when },
            1 => When { at: Some(time), lasts: Some(length), ..when },
            2 => When { from: Some(time), to: Some(end), ..when },
            3 => When { from: Some(time), ..when },
            _ => When { lasts: Some(length), ..when },
        };
    } else if follows {
        when.follows = event.checked_sub(1).map(EventId);
    }
    when
}

fn places(placed: &[Placed], of: impl Fn(&Placed) -> plotlanes::time::Span) -> Vec<i128> {
    let ends = |placed| [i128::from(of(placed).start().0), i128::from(of(placed).end().0)];
    std::iter::once(0).chain(placed.iter().flat_map(ends)).collect()
}

/// Only the statements in the cycle, and the constraints that always hold.
fn only(whens: &[When], cycle: &Contradiction) -> Vec<Least> {
    let mut said = vec![When::default(); whens.len()];
    for statement in &cycle.cycle {
        let event = statement.event.index();
        match statement.tie {
            Tie::Relation(relation) | Tie::Order(relation) => said[event].relations.push((relation, statement.other)),
            Tie::Exact => {
                for event in [event, statement.other.index()] {
                    let When { at, from, to, .. } = whens[event];
                    (said[event].at, said[event].from, said[event].to) = (at, from, to);
                }
            }
            Tie::Lasts => said[event].lasts = whens[event].lasts,
            Tie::Beyond => panic!("no such times here"),
        }
    }
    let nature = oracle::constraints(whens).into_iter().filter(|c| !c.said);
    let mut kept: Vec<Least> = nature.collect();
    // An `at` fixes the end only if there is no `lasts`.
    for (said, when) in said.iter_mut().zip(whens) {
        if said.at.is_some() && said.lasts.is_none() && when.lasts.is_some() {
            said.from = said.at.take();
        }
    }
    kept.extend(oracle::constraints(&said).into_iter().filter(|c| c.said));
    kept
}

#[test]
fn a_moment_that_loses_its_time_contradicts_nothing_more() {
    let relations = |relations: &[(Relation, u32)]| When {
        relations: relations.iter().map(|&(relation, other)| (relation, EventId(other))).collect(),
        ..When::default()
    };
    let whens = [
        // Only a moment meets itself.
        When { at: Some(Moment(0)), ..relations(&[(Relation::Meets, 0)]) },
        relations(&[(Relation::Overlaps, 0), (Relation::Starts, 2)]),
        relations(&[(Relation::FinishedBy, 0), (Relation::StartedBy, 0), (Relation::MetBy, 0)]),
    ];
    assert_eq!(repair(&whens).map(|repair| repair.left_out.len()), Some(2));
}

#[test]
fn a_point_that_lies_after_itself_is_a_shortest_cycle() {
    // A class that contradicts itself is found first.
    let given = [(5, 2, 1, false, true), (5, 0, 0, true, true), (2, 2, 1, false, true), (2, 0, 0, true, true)];
    let cycle = network(6, &given).solve(-1_000, 1_000).expect_err("a contradiction");
    assert_eq!(cycle.length(), 1, "{cycle:?}");
}

/// Checks the placement of some events in a story with further events without statements.
fn is_placed_as_is_said(whens: &[When], more: usize) -> Result<(), TestCaseError> {
    let all = oracle::constraints(whens);
    let points = 2 * whens.len() + 1;
    let mut story = whens.to_vec();
    story.resize(whens.len() + more, When::default());
    match place(&story) {
        Ok(mut placed) => {
            let at = places(&placed, |placed| placed.placed);
            let spanned = at[1..].iter().copied();
            let (first, last) = spanned.clone().min().zip(spanned.max()).expect("an event");
            placed.truncate(whens.len());
            for c in &all {
                prop_assert!(at[c.to] - at[c.from] >= c.gap, "{:?} in {:?}", c, &at[..points]);
            }
            if !oracle::anchored(whens) {
                prop_assert_eq!(first, 0);
            }
            let mut all = all.clone();
            let [earliest, latest] = [first, last].map(|place| i64::try_from(place).expect("a tick"));
            all.extend(horizon(points, earliest, latest));
            let least = oracle::longest(points, &all);
            let earliest = places(&placed, |placed| placed.earliest);
            let latest = places(&placed, |placed| placed.latest);
            for point in 1..points {
                prop_assert!(earliest[point] <= at[point] && at[point] <= latest[point]);
                prop_assert_eq!(earliest[point], least[0][point]);
                prop_assert_eq!(latest[point], -least[point][0]);
            }
        }
        Err(found) => {
            prop_assert!(!oracle::feasible(points, &all));
            prop_assert_eq!(Some(found.cycle.len()), oracle::shortest_cycle(points, &all, 40));
            for (said, next) in found.cycle.iter().zip(found.cycle.iter().cycle().skip(1)) {
                prop_assert_eq!(said.other, next.event);
            }
            prop_assert!(!oracle::feasible(points, &only(whens, &found)), "{:?}", found);
            let words = found.words(|_| "E");
            prop_assert!(words.starts_with('"') || words.starts_with("the "), "{}", words);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bounds_are_those_of_all_longest_paths(given in given(7, -6..7)) {
        let mut all = least(&given);
        all.extend(horizon(7, -20, 20));
        match network(7, &given).solve(-20, 20) {
            Ok(bounds) => {
                let least = oracle::longest(7, &all);
                for (point, from) in least.iter().enumerate() {
                    prop_assert_eq!(from[point], 0);
                    prop_assert_eq!(i128::from(bounds.earliest[point]), least[0][point], "earliest of {}", point);
                    prop_assert_eq!(i128::from(bounds.latest[point]), -from[0], "latest of {}", point);
                }
            }
            Err(cycle) => {
                assert_real(&cycle, &all);
                if oracle::feasible(7, &least(&given)) {
                    prop_assert!(cycle.steps.iter().any(|step| step.basis == Basis::Horizon));
                }
            }
        }
    }

    #[test]
    fn cycles_are_real_and_shortest(given in given(6, -2..4)) {
        let all = least(&given);
        match network(6, &given).solve(-1_000, 1_000) {
            Ok(_) => prop_assert!(oracle::feasible(6, &all)),
            Err(cycle) => {
                assert_real(&cycle, &all);
                prop_assert_eq!(Some(cycle.length()), oracle::shortest_cycle(6, &all, 20), "{:?}", cycle);
            }
        }
    }

    #[test]
    fn far_times_do_not_overflow(given in given(6, i64::MIN..i64::MAX), near in given(6, -1..2)) {
        let given = [given, near].concat();
        let mut all = least(&given);
        all.extend(horizon(6, i64::MIN, i64::MAX));
        match network(6, &given).solve(i64::MIN, i64::MAX) {
            Ok(_) => prop_assert!(oracle::feasible(6, &all)),
            Err(cycle) => assert_real(&cycle, &all),
        }
    }

    #[test]
    fn stories_are_placed_as_is_said_or_contradict_themselves(whens in story(8, 12, 0.2)) {
        is_placed_as_is_said(&whens, 0)?;
    }

    #[test]
    fn places_are_the_best(whens in story(4, 5, 0.15)) {
        // Contradictory stories, and those with too much freedom to try everything, are skipped.
        if !oracle::feasible(2 * whens.len() + 1, &oracle::constraints(&whens)) {
            return Ok(());
        }
        let Some((score, best)) = oracle::best(&whens, 20_000) else { return Ok(()) };
        let placed = place(&whens).expect("feasible");
        let at = places(&placed, |placed| placed.placed);
        prop_assert_eq!(oracle::score(&whens, &at), score);
        prop_assert_eq!(at, best);
    }
}

/// The story without some of its statements, computed independently.
fn left(whens: &[When], claims: &[Claim]) -> Vec<When> {
    let mut whens = whens.to_vec();
    for &claim in claims {
        let when = &mut whens[claim.event().index()];
        match claim {
            Claim::Relation(_, relation, other) => when.relations.retain(|&said| said != (relation, other)),
            Claim::Time(_, TimeField::At) => when.at = None,
            Claim::Time(_, TimeField::From) => when.from = None,
            Claim::Time(_, TimeField::To) => when.to = None,
            // It still starts at its moment, but is no moment.
            Claim::Time(_, TimeField::Lasts) => (when.from, when.at, when.lasts) = (when.from.or(when.at), None, None),
        }
    }
    whens
}

/// Every statement that can be left out of a story.
fn claims(whens: &[When]) -> Vec<Claim> {
    let mut all = Vec::new();
    for (event, when) in (0..).map(EventId).zip(whens) {
        let times = [
            (TimeField::At, when.at.is_some()),
            (TimeField::From, when.from.is_some()),
            (TimeField::To, when.to.is_some()),
            (TimeField::Lasts, when.lasts.is_some()),
        ];
        all.extend(times.into_iter().filter(|&(_, given)| given).map(|(field, _)| Claim::Time(event, field)));
        all.extend(when.relations.iter().map(|&(relation, other)| Claim::Relation(event, relation, other)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether all statements can hold.
fn is_sound(whens: &[When]) -> bool {
    oracle::feasible(2 * whens.len() + 1, &oracle::constraints(whens))
}

/// Whether some `count` of these claims can be left out so that the story is sound.
fn some_do(whens: &[When], claims: &[Claim], count: usize, chosen: &mut Vec<Claim>) -> bool {
    if count == 0 {
        return is_sound(&left(whens, chosen));
    }
    (0..claims.len()).any(|at| {
        chosen.push(claims[at]);
        let do_it = some_do(whens, &claims[at + 1..], count - 1, chosen);
        chosen.pop();
        do_it
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_fewest_claims_are_left_out(whens in story(4, 9, 0.35)) {
        let whens: Vec<When> = whens.into_iter().map(|when| When { follows: None, ..when }).collect();
        let Some(Repair { left_out, thoroughness }) = repair(&whens) else {
            prop_assert!(is_sound(&whens));
            return Ok(());
        };
        prop_assert_eq!(thoroughness, Thoroughness::Least);
        let gone: Vec<Claim> = left_out.iter().map(|&(claim, _)| claim).collect();
        prop_assert!(is_sound(&left(&whens, &gone)), "{:?}", gone);
        let all = claims(&whens);
        for fewer in 0..gone.len() {
            prop_assert!(!some_do(&whens, &all, fewer, &mut Vec::new()), "{} are enough, not {:?}", fewer, gone);
        }
        for (claim, why) in &left_out {
            prop_assert!(why.claims.iter().all(|other| other == claim || !gone.contains(other)), "{:?}", why);
            prop_assert!(why.claims.contains(claim), "{:?} is not of {:?}", claim, why);
            let rest: Vec<Claim> = all.iter().copied().filter(|other| !why.claims.contains(other)).collect();
            prop_assert!(!is_sound(&left(&whens, &rest)), "{:?}", why);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Large stories take another algorithm, if their statements allow.
    #[test]
    fn so_are_large_stories(whens in story(8, 12, 0.2)) {
        is_placed_as_is_said(&whens, Settled::MOST / 2)?;
    }
}
