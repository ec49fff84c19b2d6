//! The results that the network should have, computed slowly: by all-pairs longest paths (Floyd & Warshall) and
//! enumeration.

use plotlanes::story::When;
use plotlanes::story::relation::End;
use std::cmp::Ordering;

/// A constraint: `to` at least `gap` after `from`; `said` if it counts in a cycle's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Least {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) gap: i128,
    pub(crate) said: bool,
}

/// No known distance.
const FAR: i128 = i128::MIN / 4;

/// The greatest distance that the constraints imply from each point to each; a diagonal above 0 is a contradiction.
pub(crate) fn longest(points: usize, constraints: &[Least]) -> Vec<Vec<i128>> {
    let mut least = vec![vec![FAR; points]; points];
    for (point, row) in least.iter_mut().enumerate() {
        row[point] = 0;
    }
    for c in constraints {
        least[c.from][c.to] = least[c.from][c.to].max(c.gap);
    }
    for by in 0..points {
        for from in 0..points {
            for to in 0..points {
                if least[from][by] > FAR && least[by][to] > FAR {
                    least[from][to] = least[from][to].max(least[from][by] + least[by][to]);
                }
            }
        }
        if (0..points).any(|point| least[point][point] > 0) {
            break;
        }
    }
    least
}

pub(crate) fn feasible(points: usize, constraints: &[Least]) -> bool {
    let least = longest(points, constraints);
    (0..points).all(|point| least[point][point] <= 0)
}

/// The fewest statements in a closed walk with a sum above 0, if there is one with at most `most`.
pub(crate) fn shortest_cycle(points: usize, constraints: &[Least], most: usize) -> Option<usize> {
    let counts = |c: &&Least| c.said && c.from != 0;
    let best = |walks: &mut Vec<Vec<i128>>, before: &[Vec<i128>], arcs: &[&Least]| {
        let mut grew = false;
        for c in arcs {
            for from in 0..points {
                if before[from][c.from] > FAR && before[from][c.from] + c.gap > walks[from][c.to] {
                    walks[from][c.to] = before[from][c.from] + c.gap;
                    grew = true;
                }
            }
        }
        grew
    };
    let free: Vec<_> = constraints.iter().filter(|c| !counts(c)).collect();
    let said: Vec<_> = constraints.iter().filter(counts).collect();
    let mut walks = longest(points, &[]);
    for length in 0..=most {
        for _ in 0..=points {
            let before = walks.clone();
            if !best(&mut walks, &before, &free) {
                break;
            }
        }
        if (0..points).any(|point| walks[point][point] > 0) {
            return Some(length);
        }
        let before = walks.clone();
        best(&mut walks, &before, &said);
    }
    None
}

/// A story's constraints, read directly from the file's statements. Point 0 is tick 0, then each event's start and end.
pub(crate) fn constraints(whens: &[When]) -> Vec<Least> {
    let mut all = Vec::new();
    let mut exactly = |from, to, gap| {
        all.push(Least { from, to, gap, said: true });
        all.push(Least { from: to, to: from, gap: -gap, said: true });
    };
    let point = |event: usize, end| if end == End::Start { 2 * event + 1 } else { 2 * event + 2 };
    let mut least = Vec::new();
    for (event, when) in whens.iter().enumerate() {
        let (start, end) = (point(event, End::Start), point(event, End::Finish));
        let moment = when.at.filter(|_| when.lasts.is_none());
        for (point, at) in [(start, when.at), (start, when.from), (end, when.to), (end, moment)] {
            if let Some(at) = at {
                exactly(0, point, i128::from(at.0));
            }
        }
        if let Some(length) = when.lasts {
            exactly(start, end, i128::from(length));
        } else {
            let fixed = moment.is_some() || (when.from.is_some() && when.to.is_some());
            least.push(Least { from: start, to: end, gap: i128::from(!fixed), said: false });
        }
        let follows = when.follows.map(|other| (plotlanes::story::relation::Relation::After, other));
        for (relation, other) in when.relations.iter().copied().chain(follows) {
            for ask in relation.asks() {
                let (mine, its) = (point(event, ask.mine), point(other.index(), ask.other));
                match ask.is {
                    Ordering::Equal => exactly(its, mine, 0),
                    Ordering::Less => least.push(Least { from: mine, to: its, gap: 1, said: true }),
                    Ordering::Greater => least.push(Least { from: its, to: mine, gap: 1, said: true }),
                }
            }
        }
    }
    all.extend(least);
    all
}

/// Whether anything has an exact time.
pub(crate) fn anchored(whens: &[When]) -> bool {
    whens.iter().any(|when| when.at.or(when.from).or(when.to).is_some())
}

/// The length of the shortest whole, the least sum of spans, and the least sum of distances.
pub(crate) type Score = (i128, i128, i128);

pub(crate) fn score(whens: &[When], places: &[i128]) -> Score {
    let spanned = places.iter().skip(1);
    let whole = spanned.clone().max().unwrap_or(&0) - spanned.min().unwrap_or(&0);
    let spans = places[1..].chunks(2).map(|ends| ends[1] - ends[0]).sum();
    let related = constraints(whens).into_iter().filter(|c| c.said && c.gap == 1 && c.from != 0 && c.to != 0);
    // Only distances of one tick from relations; a given length or exact time of one tick is the same in all
    // placements.
    (whole, spans, related.map(|c| places[c.to] - places[c.from]).sum())
}

/// The best places by enumeration: the best score and, of all places with that score, the earliest of each point.
/// `None` if there are too many to try.
pub(crate) fn best(whens: &[When], most: usize) -> Option<(Score, Vec<i128>)> {
    let points = 2 * whens.len() + 1;
    let (first, last) = (points, points + 1);
    let mut all = constraints(whens);
    for point in 1..points {
        all.push(Least { from: first, to: point, gap: 0, said: false });
        all.push(Least { from: point, to: last, gap: 0, said: false });
    }
    if !anchored(whens) {
        all.push(Least { from: 0, to: first, gap: 0, said: false });
        all.push(Least { from: first, to: 0, gap: 0, said: false });
    }
    let whole = longest(points + 2, &all)[first][last];
    all.push(Least { from: last, to: first, gap: -whole, said: false });
    let least = longest(points + 2, &all);

    let mut found: Option<(Score, Vec<Vec<i128>>)> = None;
    let mut looked = 0;
    let mut open = vec![vec![0]];
    while let Some(places) = open.pop() {
        looked += 1;
        if looked > most {
            return None;
        }
        let point = places.len();
        if point == points {
            let score = score(whens, &places);
            match &mut found {
                Some((best, _)) if *best < score => {}
                Some((best, all)) if *best == score => all.push(places),
                _ => found = Some((score, vec![places])),
            }
            continue;
        }
        let low = (0..point).map(|other| places[other] + least[other][point]).max().unwrap_or(0);
        let high = (0..point).map(|other| places[other] - least[point][other]).min().unwrap_or(0);
        open.extend((low..=high).map(|place| places.iter().copied().chain([place]).collect()));
    }
    let (score, all) = found?;
    let earliest: Vec<i128> =
        (0..points).map(|point| all.iter().map(|places| places[point]).min().unwrap_or(0)).collect();
    assert!(all.contains(&earliest), "the best places form a lattice");
    Some((score, earliest))
}
