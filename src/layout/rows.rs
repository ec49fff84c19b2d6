//! Packing the events of a lane into rows: first fit on the extent of mark plus label.
//!
//! Done once for a story and a width, at the scale that shows the whole story. Zooming in only makes room, so rows
//! never jump and readable labels stay readable.

use egui::emath::Rangef;

use crate::state::lanes::Lineup;

/// The least gap between one event's extent and the next mark; an arrow head fits into it.
pub const GAP: f32 = 14.0;
/// The gap between a mark and its label.
pub const LABEL_GAP: f32 = 6.0;
/// The gap between a bar's left end and the label inside it.
pub const INSIDE_PAD: f32 = 8.0;
/// The most rows of a lane that is packed by its labels; a busier lane is packed by its marks alone.
pub const MOST_LABELLED_ROWS: usize = 24;
/// The most rows of a lane that is packed by its marks; more events share rows and merge into runs.
pub const MOST_ROWS: usize = 12;
/// The most events of a lane whose labels are measured; a lane with more is packed by its marks.
const MOST_MEASURED: usize = 1500;
/// The most events of a lane whose label widths are estimated.
const MOST_ESTIMATED: usize = 300;
/// The most events in all lanes together for which labels are measured and their sides compared.
const MOST_MEASURED_IN_ALL: usize = 6000;
/// The most items of a lane for which the labels' sides are compared; in a longer lane they go right if they fit.
const MOST_WEIGHED: usize = 120;
/// The most labels with a choice of side for which pairs are tried.
const MOST_PAIRED: usize = 20;

/// The side of a mark on which its label goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right of the mark.
    Right,
    /// Left of the mark.
    Left,
    /// Within the bar.
    Inside,
}

/// How the labels of a story are measured and placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPolicy {
    /// Every label is measured, and the sides of a lane's labels are compared.
    Measured,
    /// There are too many to measure: widths are estimated, and labels go to the right if they fit.
    Estimated,
}

impl LabelPolicy {
    /// The policy for a lineup, by its number of events.
    pub fn of(lineup: &Lineup) -> Self {
        let places: usize = lineup.lanes.iter().map(|lane| lane.events.len()).sum();
        if places <= MOST_MEASURED_IN_ALL { Self::Measured } else { Self::Estimated }
    }

    /// The most events of a lane that is packed by its labels.
    pub fn most(self) -> usize {
        match self {
            Self::Measured => MOST_MEASURED,
            Self::Estimated => MOST_ESTIMATED,
        }
    }
}

/// An event to be packed: its mark at the scale that shows the whole story, and the width of its label.
#[derive(Clone, Copy, Debug)]
pub struct PackItem {
    /// The mark, in points.
    pub mark: Rangef,
    /// The label's width; 0 for none.
    pub label: f32,
}

/// The place of an event in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The row, from 0 at the top.
    pub row: usize,
    /// The side of its label.
    pub side: Side,
}

/// Packs `items`, which must be sorted by where their marks start, into rows within `room`.
///
/// First fit by the starts of the extents takes as few rows as the sides of the labels allow: extents are intervals,
/// and first fit colours an interval graph with as many colours as intervals overlap anywhere. So the sides are chosen
/// first, with a preference for the right. O(items² log items) if sides are compared, else O(items × rows).
pub fn pack(items: &[PackItem], room: Rangef, policy: LabelPolicy) -> (Vec<Slot>, usize) {
    if items.len() > policy.most() {
        return pack_marks(items);
    }
    let sides = choose_sides(items, room, policy);
    let extents: Vec<Rangef> = items.iter().zip(&sides).map(|(item, &side)| extent(item, side, room)).collect();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| extents[a].min.total_cmp(&extents[b].min));
    let mut ends: Vec<f32> = Vec::new();
    let mut slots = vec![Slot { row: 0, side: Side::Right }; items.len()];
    for at in order {
        let row = ends.iter().position(|&end| extents[at].min >= end + GAP).unwrap_or(ends.len());
        if row == MOST_LABELLED_ROWS {
            return pack_marks(items);
        }
        if row == ends.len() {
            ends.push(f32::NEG_INFINITY);
        }
        ends[row] = extents[at].max;
        slots[at] = Slot { row, side: sides[at] };
    }
    (slots, ends.len())
}

/// The extent of an item with its label on this side, clipped to `room`.
fn extent(item: &PackItem, side: Side, room: Rangef) -> Rangef {
    let PackItem { mark, label } = *item;
    match side {
        _ if label <= 0.0 => mark,
        Side::Inside => mark,
        Side::Right => Rangef::new(mark.min, (mark.max + LABEL_GAP + label).min(room.max).max(mark.max)),
        Side::Left => Rangef::new((mark.min - LABEL_GAP - label).max(room.min).min(mark.min), mark.max),
    }
}

/// The sides of the labels at which the fewest extents overlap anywhere.
fn choose_sides(items: &[PackItem], room: Rangef, policy: LabelPolicy) -> Vec<Side> {
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
fn side_alone(item: &PackItem, room: Rangef) -> (Side, bool) {
    let PackItem { mark, label } = *item;
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
    let extents = || items.iter().zip(sides).map(|(item, &side)| extent(item, side, room));
    let mut starts: Vec<f32> = extents().map(|x| x.min).collect();
    let mut ends: Vec<f32> = extents().map(|x| x.max + GAP).collect();
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

/// Packs a lane that is too busy for labels by its marks alone. After [`MOST_ROWS`], marks go into the row that ends
/// first.
fn pack_marks(items: &[PackItem]) -> (Vec<Slot>, usize) {
    let mut ends: Vec<f32> = Vec::new();
    let mut slots = Vec::with_capacity(items.len());
    for item in items {
        let free = ends.iter().position(|&end| item.mark.min >= end + 2.0);
        let row = match free {
            Some(row) => row,
            None if ends.len() < MOST_ROWS => {
                ends.push(f32::NEG_INFINITY);
                ends.len() - 1
            }
            None => {
                let earliest = ends.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1));
                earliest.map_or(0, |(row, _)| row)
            }
        };
        ends[row] = ends[row].max(item.mark.max);
        slots.push(Slot { row, side: Side::Right });
    }
    (slots, ends.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{GAP, LabelPolicy, PackItem, Rangef, Side, pack};

    /// `start..end/label`, as points.
    fn check(items: &[(f32, f32, f32)], expect: &[(usize, Side)]) {
        let items: Vec<PackItem> =
            items.iter().map(|&(start, end, label)| PackItem { mark: Rangef::new(start, end), label }).collect();
        let (slots, _) = pack(&items, Rangef::new(0.0, 500.0), LabelPolicy::Measured);
        let got: Vec<_> = slots.iter().map(|slot| (slot.row, slot.side)).collect();
        assert_eq!(got, expect, "{items:?}");
    }

    #[test]
    fn as_few_rows_as_the_labels_allow() {
        use Side::{Inside, Left, Right};
        check(&[(0.0, 10.0, 50.0), (100.0, 110.0, 50.0)], &[(0, Right), (0, Right)]);
        check(&[(0.0, 10.0, 50.0), (60.0, 70.0, 50.0)], &[(0, Right), (1, Right)]);
        check(&[(0.0, 200.0, 50.0), (60.0, 70.0, 50.0)], &[(0, Inside), (1, Right)]);
        // No room to the right of the last one.
        check(&[(460.0, 470.0, 80.0)], &[(0, Left)]);
        // Left saves a row.
        check(&[(100.0, 110.0, 60.0), (160.0, 170.0, 60.0)], &[(0, Left), (0, Right)]);
        // Fits on neither side: shortened where there is more room.
        check(&[(300.0, 310.0, 400.0)], &[(0, Left)]);
        // A mark without a label takes only its own room.
        check(&[(0.0, 10.0, 0.0), (24.0, 30.0, 0.0)], &[(0, Right), (0, Right)]);
    }

    #[test]
    fn a_busy_lane_keeps_few_rows() {
        let items: Vec<PackItem> = (0..5000)
            .map(|at| PackItem { mark: Rangef::new(at as f32 * 0.1, at as f32 * 0.1 + 7.0), label: 80.0 })
            .collect();
        let (slots, rows) = pack(&items, Rangef::new(0.0, 500.0), LabelPolicy::Measured);
        assert_eq!((slots.len(), rows), (5000, super::MOST_ROWS));
    }

    proptest! {
        #[test]
        fn rows_are_disjoint(mut raw in prop::collection::vec((0.0f32..480.0, 1.0f32..60.0, 0.0f32..150.0), 0..30)) {
            raw.sort_by(|a, b| a.0.total_cmp(&b.0));
            let items: Vec<PackItem> = raw.iter()
                .map(|&(start, length, label)| PackItem { mark: Rangef::new(start, (start + length).min(500.0)), label })
                .collect();
            let room = Rangef::new(0.0, 500.0);
            let (slots, rows) = pack(&items, room, LabelPolicy::Measured);
            prop_assume!(rows < super::MOST_LABELLED_ROWS);
            let extent = |at: usize| super::extent(&items[at], slots[at].side, room);
            for a in 0..items.len() {
                for b in 0..a {
                    if slots[a].row == slots[b].row {
                        let (a, b) = (extent(a), extent(b));
                        prop_assert!(a.min >= b.max + GAP - 0.01, "{a:?} {b:?}");
                    }
                }
            }
        }
    }
}
