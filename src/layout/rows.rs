//! Packing the events of a lane into rows: first fit by start, on the extent of mark plus label.
//!
//! Done once for a story and a size, at the scale that shows the whole story. Zooming in only makes room, so rows never
//! jump and readable labels stay readable.

mod sides;

use egui::emath::Rangef;

use crate::state::lanes::Lineup;
use sides::choose_sides;

/// The least gap between a label and the next mark or label; an arrow head fits into it.
pub const GAP: f32 = 14.0;
/// The least gap between two marks without a label between them: bars of events that touch may share a row.
pub const TOUCHING: f32 = 1.0;
/// The gap between a mark and its label.
pub const LABEL_GAP: f32 = 6.0;
/// The gap between a bar's left end and the label inside it.
pub const INSIDE_PAD: f32 = 8.0;
/// The most rows of a lane that has a row for every label even if the lanes must be scrolled then. A busier lane has
/// more only if the height allows.
pub const MOST_LABELLED_ROWS: usize = 24;
/// The most rows of a busier lane if there is no height left; more events share rows and merge into runs.
pub const MOST_CROWDED_ROWS: usize = 12;
/// The most rows of any lane.
pub const MOST_ROWS: usize = 250;
/// The most events of a lane whose labels are measured; a lane with more is packed by its marks.
const MOST_MEASURED: usize = 1500;
/// The most events of a lane whose label widths are estimated.
const MOST_ESTIMATED: usize = 300;
/// The most events in all lanes together for which labels are measured and their sides compared.
const MOST_MEASURED_IN_ALL: usize = 6000;
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
    /// The stretch that the event may lie in, which is drawn too; the mark itself if its place is known.
    pub possible: Rangef,
}

/// The place of an event in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The row, from 0 at the top.
    pub row: usize,
    /// The side of its label.
    pub side: Side,
}

/// The rows of a lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packing {
    /// The place of each item.
    pub slots: Vec<Slot>,
    /// The number of rows.
    pub rows: usize,
}

/// Packs `items`, which must be sorted by where their marks start, with room for every label; `None` if there are too
/// many items, or more than [`MOST_ROWS`] are needed. O(items² log items) if sides are compared, else O(items × rows).
pub fn pack_whole(items: &[PackItem], room: Rangef, policy: LabelPolicy) -> Option<Packing> {
    if items.len() > policy.most() {
        return None;
    }
    let sides = choose_sides(items, room, policy);
    let extents: Vec<Extent> = items.iter().zip(&sides).map(|(item, &side)| Extent::new(item, side, room)).collect();
    let by_start = first_fit(&extents, 0..items.len());
    // Intervals taken by their own starts need no more rows than overlap anywhere; a label on the left starts before its
    // mark. Readers look for the order of the marks, so that counts where it costs no row.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|&a, &b| extents[a].x.min.total_cmp(&extents[b].x.min));
    let fewest = first_fit(&extents, order.iter().copied());
    let (rows, count) = if by_start.1 <= fewest.1 { by_start } else { sorted_rows(fewest) };
    let slots = rows.into_iter().zip(sides).map(|(row, side)| Slot { row, side }).collect();
    (count <= MOST_ROWS).then_some(Packing { slots, rows: count })
}

/// Packs `items`, which must be sorted by where their marks start, into at most `most` rows: with room for as many labels
/// as first fit finds; marks that fit nowhere share rows and merge into runs.
pub fn pack_within(items: &[PackItem], room: Rangef, policy: LabelPolicy, most: usize) -> Packing {
    let most = most.clamp(1, MOST_ROWS);
    if items.len() > policy.most() {
        return pack_marks(items, most);
    }
    let mut rows: Vec<CrowdedRow> = Vec::new();
    let slot = |item: &PackItem| {
        let (side, _) = sides::side_alone(item, room);
        let whole = Extent::new(item, side, room);
        let bare = Extent { x: item.mark, labelled: [false; 2] };
        let row = rows.iter().position(|row| whole.follows(row.end));
        let row = row.or_else(|| (rows.len() < most).then_some(rows.len()));
        let (row, extent) = row.map_or_else(|| (row_for_mark(&rows, item), bare), |row| (row, whole));
        if row == rows.len() {
            rows.push(CrowdedRow::default());
        }
        let taken = &mut rows[row];
        taken.marks_to = taken.marks_to.max(item.mark.max);
        taken.end = if taken.end.x > extent.x.max { taken.end } else { extent.end() };
        Slot { row, side }
    };
    let slots = items.iter().map(slot).collect();
    Packing { slots, rows: rows.len() }
}

/// The part of a crowded row that is taken.
#[derive(Clone, Copy, Debug)]
struct CrowdedRow {
    /// The end of its last mark.
    marks_to: f32,
    /// The end of its marks and labels.
    end: End,
}

impl Default for CrowdedRow {
    fn default() -> Self {
        Self { marks_to: f32::NEG_INFINITY, end: End::default() }
    }
}

/// The row for a mark whose label has no room: one where it is free, else one where it cuts off another label, else the
/// one whose last mark ends first.
fn row_for_mark(rows: &[CrowdedRow], item: &PackItem) -> usize {
    let bare = Extent { x: item.mark, labelled: [false; 2] };
    let after_label = rows.iter().position(|row| bare.follows(row.end));
    let after_mark = || rows.iter().position(|row| item.mark.min >= row.marks_to + TOUCHING);
    let first_to_end = || {
        let first = rows.iter().enumerate().min_by(|a, b| a.1.marks_to.total_cmp(&b.1.marks_to));
        first.map_or(0, |(row, _)| row)
    };
    after_label.or_else(after_mark).unwrap_or_else(first_to_end)
}

/// The stretch that an item takes of its row.
#[derive(Clone, Copy, Debug)]
struct Extent {
    x: Rangef,
    /// Whether it starts, and ends, with the label.
    labelled: [bool; 2],
}

/// The end of what is taken of a row.
#[derive(Clone, Copy, Debug)]
struct End {
    x: f32,
    is_label: bool,
}

impl Default for End {
    fn default() -> Self {
        Self { x: f32::NEG_INFINITY, is_label: false }
    }
}

impl Extent {
    /// The extent of an item with its label on this side, clipped to `room`.
    fn new(item: &PackItem, side: Side, room: Rangef) -> Self {
        let PackItem { mark, label, possible } = *item;
        let (x, [before, after]) = match side {
            Side::Right if label > 0.0 => {
                let end = (mark.max + LABEL_GAP + label).min(room.max).max(mark.max);
                (Rangef::new(mark.min, end), [false, true])
            }
            Side::Left if label > 0.0 => {
                let start = (mark.min - LABEL_GAP - label).max(room.min).min(mark.min);
                (Rangef::new(start, mark.max), [true, false])
            }
            _ => (mark, [false; 2]),
        };
        let labelled = [before && x.min <= possible.min, after && x.max >= possible.max];
        Self { x: Rangef::new(x.min.min(possible.min), x.max.max(possible.max)), labelled }
    }

    fn end(self) -> End {
        End { x: self.x.max, is_label: self.labelled[1] }
    }

    /// Whether it has room after what is taken.
    fn follows(self, end: End) -> bool {
        let gap = if self.labelled[0] || end.is_label { GAP } else { TOUCHING };
        self.x.min >= end.x + gap
    }

    /// The stretch that no other claim may overlap; with labels of two items side by side, somewhat more than is needed.
    fn claim(self) -> Rangef {
        let [before, after] = self.labelled;
        Rangef::new(
            self.x.min - if before { GAP - TOUCHING } else { 0.0 },
            self.x.max + if after { GAP } else { TOUCHING },
        )
    }
}

/// The first row with room for each extent, taken in this order, and the number of rows.
fn first_fit(extents: &[Extent], order: impl Iterator<Item = usize>) -> (Vec<usize>, usize) {
    let mut ends: Vec<End> = Vec::new();
    let mut rows = vec![0; extents.len()];
    for at in order {
        let row = ends.iter().position(|&end| extents[at].follows(end)).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(End::default());
        }
        ends[row] = extents[at].end();
        rows[at] = row;
    }
    (rows, ends.len())
}

/// The same rows, sorted by the first item in each.
fn sorted_rows((rows, count): (Vec<usize>, usize)) -> (Vec<usize>, usize) {
    let mut place = vec![usize::MAX; count];
    let mut next = 0;
    for &row in &rows {
        if place[row] == usize::MAX {
            place[row] = next;
            next += 1;
        }
    }
    (rows.into_iter().map(|row| place[row]).collect(), count)
}

/// Packs a lane that is too busy for labels by its marks alone. After `most` rows, marks go into the row that ends first.
pub fn pack_marks(items: &[PackItem], most: usize) -> Packing {
    let mut ends: Vec<f32> = Vec::new();
    let mut slots = Vec::with_capacity(items.len());
    for item in items {
        let free = ends.iter().position(|&end| item.mark.min >= end + TOUCHING);
        let row = match free {
            Some(row) => row,
            None if ends.len() < most => {
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
    Packing { slots, rows: ends.len() }
}

#[cfg(test)]
mod tests;
