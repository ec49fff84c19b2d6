//! Packing, as tables and as properties.

use proptest::prelude::*;

use super::{
    Extent, LabelPolicy, MOST_CROWDED_ROWS, PackItem, Packing, Rangef, Side, pack_marks, pack_whole, pack_within,
};

const ROOM: Rangef = Rangef { min: 0.0, max: 500.0 };

fn items(raw: &[(f32, f32, f32)]) -> Vec<PackItem> {
    raw.iter().map(|&(start, end, label)| item_at(Rangef::new(start, end), label)).collect()
}

fn item_at(mark: Rangef, label: f32) -> PackItem {
    PackItem { mark, label, possible: mark }
}

fn whole(items: &[PackItem]) -> Packing {
    pack_whole(items, ROOM, LabelPolicy::Measured).unwrap()
}

/// `start..end/label`, as points → row and side of each.
#[track_caller]
fn check(raw: &[(f32, f32, f32)], expect: &[(usize, Side)]) {
    let packing = whole(&items(raw));
    let got: Vec<_> = packing.slots.iter().map(|slot| (slot.row, slot.side)).collect();
    assert_eq!(got, expect, "{raw:?}");
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
fn bars_that_touch_share_a_row() {
    use Side::{Inside, Left, Right};
    // Events from 0 to 100 and on: a bar ends a point and a half before the next.
    check(&[(0.0, 98.5, 50.0), (100.0, 198.5, 50.0), (200.0, 298.5, 60.0)], &[(0, Inside), (0, Inside), (0, Inside)]);
    check(&[(0.0, 98.5, 0.0), (100.0, 110.0, 50.0)], &[(0, Right), (0, Right)]);
    // The first label is on the left, so the marks touch.
    check(&[(150.0, 168.5, 80.0), (170.0, 190.0, 80.0)], &[(0, Left), (0, Right)]);
    check(&[(0.0, 100.0, 50.0), (99.0, 200.0, 50.0)], &[(0, Inside), (1, Inside)]);
    check(&[(0.0, 18.5, 50.0), (20.0, 38.5, 50.0)], &[(0, Right), (1, Right)]);
}

#[test]
fn stretches_that_events_may_lie_in_are_kept_clear() {
    let within = |mark: [f32; 2], label: f32, possible: [f32; 2]| PackItem {
        mark: Rangef::new(mark[0], mark[1]),
        label,
        possible: Rangef::new(possible[0], possible[1]),
    };
    let rows = |items: &[PackItem]| whole(items).slots.iter().map(|slot| slot.row).collect::<Vec<_>>();
    // Two wars of whole years, of which the second may begin before the first has ended.
    let wars = |until| [within([50.0, 148.0], 60.0, [0.0, until]), within([150.0, 250.0], 60.0, [100.0, 300.0])];
    assert_eq!(rows(&wars(200.0)), [0, 1]);
    assert_eq!(rows(&[within([50.0, 98.0], 30.0, [0.0, 98.5]), within([150.0, 250.0], 60.0, [100.0, 300.0])]), [0, 0]);
}

#[test]
fn rows_read_from_top_to_bottom_by_start() {
    use Side::{Left, Right};
    // The label of the second begins before that of the first, whose row is still the first.
    let four = [(200.0, 212.0, 80.0), (222.0, 234.0, 110.0), (250.0, 270.0, 130.0), (300.0, 320.0, 150.0)];
    check(&four, &[(0, Left), (1, Left), (0, Right), (1, Right)]);
    let check = |raw: &[(f32, f32, f32)], expect: &[usize]| {
        let rows: Vec<usize> = whole(&items(raw)).slots.iter().map(|slot| slot.row).collect();
        assert_eq!(rows, expect, "{raw:?}");
    };
    check(&[(10.0, 100.0, 0.0), (20.0, 40.0, 0.0), (30.0, 200.0, 0.0), (50.0, 60.0, 0.0)], &[0, 1, 2, 1]);
    check(&[(10.0, 20.0, 0.0), (10.0, 100.0, 0.0), (10.0, 50.0, 0.0), (60.0, 80.0, 0.0)], &[0, 1, 2, 0]);
}

#[test]
fn a_busy_lane_keeps_few_rows() {
    let raw: Vec<_> = (0..5000).map(|at| (at as f32 * 0.1, at as f32 * 0.1 + 7.0, 80.0)).collect();
    assert_eq!(pack_whole(&items(&raw), ROOM, LabelPolicy::Measured), None);
    let packing = pack_within(&items(&raw), ROOM, LabelPolicy::Measured, MOST_CROWDED_ROWS);
    assert_eq!((packing.slots.len(), packing.rows), (5000, MOST_CROWDED_ROWS));
}

#[test]
fn the_rows_that_there_are_go_to_labels() {
    // Ten marks 20 points apart, whose labels need four rows.
    let raw: Vec<_> = (0..10).map(|at| (at as f32 * 20.0, at as f32 * 20.0 + 10.0, 50.0)).collect();
    let items = items(&raw);
    assert_eq!((whole(&items).rows, pack_marks(&items, 9).rows), (4, 1));
    // How many labels have the room that they claim.
    let labelled = |most| {
        let packing = pack_within(&items, ROOM, LabelPolicy::Measured, most);
        assert!(packing.rows <= most);
        let next = |at: usize| {
            let row = packing.slots[at].row;
            (at + 1..items.len())
                .find(|&next| packing.slots[next].row == row)
                .map_or(f32::INFINITY, |next| items[next].mark.min)
        };
        (0..items.len()).filter(|&at| Extent::new(&items[at], Side::Right, ROOM).x.max < next(at)).count()
    };
    assert_eq!([1, 2, 3, 4, 9].map(labelled), [1, 4, 6, 10, 10]);
}

fn any_items(most: usize) -> impl Strategy<Value = Vec<PackItem>> {
    // Half of the bars start where another one ends.
    let item = (0_u8..60, prop::sample::select(vec![0_u8, 1, 2, 5, 20]), prop_oneof![Just(0.0), 10.0f32..150.0]);
    prop::collection::vec(item, 0..most).prop_map(|mut raw| {
        raw.sort_by_key(|item| (item.0, item.1));
        let mark = |(start, length, label): (u8, u8, f32)| {
            let (start, end) = (f32::from(start) * 8.0, f32::from(start + length) * 8.0);
            item_at(Rangef::new(start, (end - 1.5).max(start + 7.0).min(500.0)), label)
        };
        raw.into_iter().map(mark).collect()
    })
}

proptest! {
    #[test]
    fn rows_are_disjoint(items in any_items(30)) {
        let packing = whole(&items);
        let extent = |at: usize| Extent::new(&items[at], packing.slots[at].side, ROOM);
        for a in 0..items.len() {
            for b in 0..a {
                if packing.slots[a].row == packing.slots[b].row {
                    let (a, b) = (extent(a), extent(b));
                    let (first, second) = if a.x.min < b.x.min { (a, b) } else { (b, a) };
                    prop_assert!(second.follows(first.end()), "{first:?} {second:?}");
                }
            }
        }
    }

    /// A mark is below an earlier one only if it finds no room above, or if that saves a row; and the first marks of the
    /// rows are in order.
    #[test]
    fn rows_are_in_the_order_of_starts(items in any_items(30)) {
        let packing = whole(&items);
        let first = |row: usize| packing.slots.iter().position(|slot| slot.row == row);
        let firsts: Vec<_> = (0..packing.rows).map(first).collect();
        prop_assert!(firsts.iter().all(Option::is_some) && firsts.is_sorted(), "{firsts:?}");
    }

    /// Within few rows, marks still never lie over each other if they have room at all.
    #[test]
    fn few_rows_are_disjoint_where_they_can_be(items in any_items(60), most in 1_usize..20) {
        let packing = pack_within(&items, ROOM, LabelPolicy::Measured, most);
        prop_assert!(packing.rows <= most && packing.slots.len() == items.len());
        if pack_marks(&items, usize::MAX).rows > most {
            return Ok(());
        }
        for a in 0..items.len() {
            for b in 0..a {
                if packing.slots[a].row == packing.slots[b].row {
                    prop_assert!(items[a].mark.min >= items[b].mark.max, "{:?} {:?}", items[a], items[b]);
                }
            }
        }
    }
}
