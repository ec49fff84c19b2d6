//! The sides on which the labels of a lane go, so that it needs few rows.

use egui::emath::Rangef;

use super::{Extent, INSIDE_PAD, LABEL_GAP, LabelPolicy, PackItem, Side};

/// The most items of a lane for which the labels' sides are compared; in a longer lane they go right if they fit.
const MOST_WEIGHED: usize = 120;
/// The most labels with a choice of side for which pairs are tried.
const MOST_PAIRED: usize = 20;

/// The sides of the labels at which the fewest extents overlap anywhere.
pub(super) fn choose_sides(items: &[PackItem], room: Rangef, policy: LabelPolicy) -> Vec<Side> {
    let mut free = Vec::new();
    let mut sides = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let (side, is_free) = side_alone(item, room);
        sides.push(side);
        free.extend(is_free.then_some(at));
    }
    if items.len() > MOST_WEIGHED || policy == LabelPolicy::Estimated {
        return sides;
    }
    let least = turn_for_fewest(items, &mut sides, &free, room);
    // Readers look to the right first, so labels that save no row on the left go back.
    for &at in &free {
        if sides[at] == Side::Left {
            sides[at] = Side::Right;
            if crowding(items, &sides, room).0 > least {
                sides[at] = Side::Left;
            }
        }
    }
    sides
}

/// The side of an item's label if nothing else were there, and whether the other side would do as well.
pub(super) fn side_alone(item: &PackItem, room: Rangef) -> (Side, bool) {
    let PackItem { mark, label, .. } = *item;
    let fits_right = mark.max + LABEL_GAP + label <= room.max;
    let fits_left = mark.min - LABEL_GAP - label >= room.min;
    let inside = label > 0.0 && mark.span() >= label + 2.0 * INSIDE_PAD;
    let roomier_left = mark.min - room.min > room.max - mark.max;
    let side = match (inside, fits_right, fits_left) {
        (true, ..) => Side::Inside,
        (_, false, true) => Side::Left,
        // Too wide for either side: it will be shortened on the roomier one.
        (_, false, false) if roomier_left => Side::Left,
        (_, true, _) | (_, false, false) => Side::Right,
    };
    (side, !inside && fits_right && fits_left && label > 0.0)
}

/// Turns the `free` labels to their other side, one or two at a time, as long as fewer extents overlap then. Returns
/// how many overlap in the end.
fn turn_for_fewest(items: &[PackItem], sides: &mut Vec<Side>, free: &[usize], room: Rangef) -> usize {
    let turn = |side: Side| if side == Side::Right { Side::Left } else { Side::Right };
    let mut best = crowding(items, sides, room);
    loop {
        let pairs = free.iter().enumerate().flat_map(|(at, &a)| free[at..].iter().map(move |&b| (a, b)));
        let mut found = None;
        for (a, b) in pairs.filter(|(a, b)| a == b || free.len() <= MOST_PAIRED) {
            let mut tried = sides.clone();
            tried[a] = turn(tried[a]);
            if a != b {
                tried[b] = turn(tried[b]);
            }
            let weight = crowding(items, &tried, room);
            if weight < best {
                (best, found) = (weight, Some(tried));
            }
        }
        let Some(better) = found else { return best.0 };
        *sides = better;
    }
}

/// The most extents that overlap anywhere, and the number of starts at which that many do.
fn crowding(items: &[PackItem], sides: &[Side], room: Rangef) -> (usize, usize) {
    let extents = || items.iter().zip(sides).map(|(item, &side)| Extent::new(item, side, room));
    let mut starts: Vec<f32> = extents().map(|extent| extent.claim().min).collect();
    let mut ends: Vec<f32> = extents().map(|extent| extent.claim().max).collect();
    starts.sort_by(f32::total_cmp);
    ends.sort_by(f32::total_cmp);
    let (mut most, mut crowded, mut ended) = (0, 0, 0);
    for (started, start) in starts.iter().enumerate() {
        while ends[ended] <= *start {
            ended += 1;
        }
        let depth = started + 1 - ended;
        if depth > most {
            (most, crowded) = (depth, 0);
        }
        crowded += usize::from(depth == most);
    }
    (most, crowded)
}
