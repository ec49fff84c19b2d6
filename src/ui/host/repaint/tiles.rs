//! A screen cut into tiles, and the rectangles that hold some of them.

use std::ops::Range;

use egui::{Rect, pos2};

/// The size of a tile, in points: small enough that one seldom lies in two parts of the window.
const TILE: [f32; 2] = [16.0, 8.0];
/// Two rectangles in place of one pay for themselves if they have so many tiles less.
const LEAST_SAVED: u32 = 64;

/// A rectangle of pixels, from the upper left corner of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PixelRect {
    pub(super) x: Range<u32>,
    pub(super) y: Range<u32>,
}

impl PixelRect {
    /// The number of pixels.
    pub(super) fn count(&self) -> usize {
        self.x.len() * self.y.len()
    }

    /// The pixels that are in both.
    pub(super) fn intersect(&self, other: &Self) -> Self {
        let side = |a: &Range<u32>, b: &Range<u32>| {
            let start = a.start.max(b.start);
            start..a.end.min(b.end).max(start)
        };
        Self { x: side(&self.x, &other.x), y: side(&self.y, &other.y) }
    }
}

/// A rectangle of tiles: of columns and rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    x: Range<u32>,
    y: Range<u32>,
}

impl Area {
    /// The number of tiles.
    fn count(&self) -> u32 {
        self.x.len() as u32 * self.y.len() as u32
    }

    /// The least area that holds both.
    fn union(&self, other: &Self) -> Self {
        if self.count() == 0 {
            return other.clone();
        }
        if other.count() == 0 {
            return self.clone();
        }
        let side = |a: &Range<u32>, b: &Range<u32>| a.start.min(b.start)..a.end.max(b.end);
        Self { x: side(&self.x, &other.x), y: side(&self.y, &other.y) }
    }
}

/// A screen in tiles, row by row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// The screen, in pixels.
    size: [u32; 2],
    pixels_per_point: f32,
    /// A tile, in pixels.
    tile: [u32; 2],
    columns: u32,
    rows: u32,
}

impl Grid {
    /// A screen of `size` pixels.
    pub(super) fn new(size: [u32; 2], pixels_per_point: f32) -> Self {
        let tile = TILE.map(|side| ((side * pixels_per_point).round() as u32).max(1));
        let [columns, rows] = [size[0].div_ceil(tile[0]), size[1].div_ceil(tile[1])];
        Self { size, pixels_per_point, tile, columns, rows }
    }

    /// Pixels per point.
    pub(super) fn pixels_per_point(&self) -> f32 {
        self.pixels_per_point
    }

    /// The number of tiles.
    pub(super) fn count(&self) -> usize {
        (self.columns * self.rows) as usize
    }

    /// The tiles that a rectangle touches, which is in points.
    pub(super) fn area(&self, rect: Rect) -> Area {
        let side = |min: f32, max: f32, tile: u32, count: u32| {
            let at = |points: f32| points * self.pixels_per_point / tile as f32;
            let start = (at(min).floor() as u32).min(count);
            start..(at(max).ceil() as u32).clamp(start, count)
        };
        if !rect.is_positive() {
            return Area::default();
        }
        Area {
            x: side(rect.min.x, rect.max.x, self.tile[0], self.columns),
            y: side(rect.min.y, rect.max.y, self.tile[1], self.rows),
        }
    }

    /// The numbers of the tiles in an area.
    pub(super) fn tiles(&self, area: &Area) -> impl Iterator<Item = usize> + use<> {
        let (x, columns) = (area.x.clone(), self.columns);
        area.y.clone().flat_map(move |y| x.clone().map(move |x| (y * columns + x) as usize))
    }

    /// A tile, in points.
    pub(super) fn rect(&self, at: usize) -> Rect {
        let [width, height] = self.tile.map(|side| side as f32 / self.pixels_per_point);
        let (x, y) = ((at as u32 % self.columns) as f32, (at as u32 / self.columns) as f32);
        Rect::from_min_max(pos2(x * width, y * height), pos2((x + 1.0) * width, (y + 1.0) * height))
    }

    /// The pixels of an area.
    pub(super) fn pixels(&self, area: &Area) -> PixelRect {
        let side = |range: &Range<u32>, tile: u32, limit: u32| range.start * tile..(range.end * tile).min(limit);
        PixelRect { x: side(&area.x, self.tile[0], self.size[0]), y: side(&area.y, self.tile[1], self.size[1]) }
    }

    /// Few rectangles that hold all `wanted` tiles, and others where those lie apart. No two overlap.
    pub(super) fn cover(&self, wanted: &[bool]) -> Vec<Area> {
        let mut found = Vec::new();
        let mut open = vec![Area { x: 0..self.columns, y: 0..self.rows }];
        while let Some(Area { x, y }) = open.pop() {
            let column = |at| self.bounds(wanted, Area { x: at..at + 1, y: y.clone() });
            let row = |at| self.bounds(wanted, Area { x: x.clone(), y: at..at + 1 });
            let columns: Vec<Area> = x.clone().map(column).collect();
            let rows: Vec<Area> = y.clone().map(row).collect();
            let whole = self.bounds(wanted, Area { x, y });
            let sum = |[one, other]: &[Area; 2]| one.count() + other.count();
            let parts = [best_cut(&columns), best_cut(&rows)].into_iter().flatten().min_by_key(sum);
            match parts.filter(|parts| sum(parts) + LEAST_SAVED <= whole.count()) {
                Some(parts) => open.extend(parts),
                None if whole.count() > 0 => found.push(whole),
                None => {}
            }
        }
        found
    }

    /// The least rectangle that holds the `wanted` tiles of an area.
    fn bounds(&self, wanted: &[bool], area: Area) -> Area {
        let tile = |x: u32, y: u32| Area { x: x..x + 1, y: y..y + 1 };
        let rows = area.y.flat_map(|y| area.x.clone().map(move |x| (x, y)));
        let inside = rows.filter(|(x, y)| wanted[(y * self.columns + x) as usize]);
        inside.fold(Area::default(), |all, (x, y)| all.union(&tile(x, y)))
    }
}

/// Cuts a row of areas where those before and those after it need the fewest tiles together.
fn best_cut(areas: &[Area]) -> Option<[Area; 2]> {
    let grown = |all: &mut Area, area: &Area| {
        *all = all.union(area);
        Some(all.clone())
    };
    let mut after: Vec<Area> = areas.iter().rev().scan(Area::default(), grown).collect();
    after.reverse();
    let before = areas.iter().scan(Area::default(), grown);
    let cuts = before.zip(after.into_iter().skip(1)).map(|(before, after)| [before, after]);
    cuts.min_by_key(|[before, after]| before.count() + after.count())
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::{Area, Grid};

    fn grid() -> Grid {
        Grid::new([1280, 800], 1.0)
    }

    #[test]
    fn a_rectangle_touches_the_tiles_below_it() {
        let check = |[left, top, right, bottom]: [f32; 4], x: [u32; 2], y: [u32; 2]| {
            let found = grid().area(Rect::from_min_max(pos2(left, top), pos2(right, bottom)));
            assert_eq!(found, Area { x: x[0]..x[1], y: y[0]..y[1] });
        };
        check([0.0, 0.0, 16.0, 8.0], [0, 1], [0, 1]);
        check([15.9, 7.9, 16.1, 8.1], [0, 2], [0, 2]);
        check([-50.0, -50.0, 5000.0, 5000.0], [0, 80], [0, 100]);
        check([f32::NEG_INFINITY, 0.0, f32::INFINITY, 1.0], [0, 80], [0, 1]);
        check([2000.0, 0.0, 2100.0, 1.0], [80, 80], [0, 1]);
        check([10.0, 10.0, 5.0, 5.0], [0, 0], [0, 0]);
        check([f32::NAN, 0.0, 5.0, 5.0], [0, 0], [0, 0]);
    }

    #[test]
    fn the_cover_holds_all_that_is_wanted_and_leaves_out_what_lies_far_between() {
        let check = |wanted: &[[u32; 4]], expect: &[[u32; 4]]| {
            let area = |[left, top, right, bottom]: [u32; 4]| Area { x: left..right, y: top..bottom };
            let mut tiles = vec![false; grid().count()];
            for at in wanted.iter().flat_map(|&wanted| grid().tiles(&area(wanted))) {
                tiles[at] = true;
            }
            let mut found = grid().cover(&tiles);
            found.sort_by_key(|area| (area.y.start, area.x.start));
            assert_eq!(found, expect.iter().copied().map(area).collect::<Vec<_>>(), "{wanted:?}");
        };
        check(&[], &[]);
        check(&[[3, 4, 5, 6]], &[[3, 4, 5, 6]]);
        check(&[[0, 0, 80, 100]], &[[0, 0, 80, 100]]);
        check(&[[3, 4, 5, 6], [30, 80, 31, 81]], &[[3, 4, 5, 6], [30, 80, 31, 81]]);
        // Near each other.
        check(&[[3, 4, 5, 6], [6, 4, 7, 6]], &[[3, 4, 7, 6]]);
        // The timeline and a brush below it; the lanes' heads and the panel stay out.
        check(&[[6, 8, 29, 90], [15, 91, 20, 97]], &[[6, 8, 29, 90], [15, 91, 20, 97]]);
        check(&[[6, 8, 29, 90], [7, 91, 29, 97]], &[[6, 8, 29, 97]]);
        // A button above it too.
        check(&[[6, 20, 29, 90], [35, 1, 37, 4]], &[[35, 1, 37, 4], [6, 20, 29, 90]]);
    }
}
