//! The pixels that a triangle covers, and values that vary over it. Corners lie on a grid of 1/256 pixel and coverage
//! is integer arithmetic, so triangles that share an edge share no pixel and leave none out. Knows nothing of colours.

use std::ops::Range;

/// Grid steps per pixel.
const GRID: i64 = 256;
/// Corners are clamped to two million pixels, so that products stay within 64 bits.
const FARTHEST: f64 = (1_u64 << 29) as f64;

/// A point on the grid of 1/256 pixel; y points down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct GridPoint {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl GridPoint {
    /// The nearest grid point to a point in pixels; NaN becomes 0.
    pub(super) fn from_pixels(x: f32, y: f32) -> Self {
        Self { x: grid_from_pixels(x), y: grid_from_pixels(y) }
    }

    fn minus(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }

    fn cross(self, other: Self) -> i64 {
        self.x * other.y - self.y * other.x
    }
}

fn grid_from_pixels(pixels: f32) -> i64 {
    let grid = (f64::from(pixels) * GRID as f64).clamp(-FARTHEST, FARTHEST);
    // A cast truncates, which for a positive number is `floor` without a library call.
    (grid + FARTHEST + 0.5) as i64 - FARTHEST as i64
}

/// A rectangle of whole pixels, as half-open ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PixelRect {
    pub(super) x: Range<i64>,
    pub(super) y: Range<i64>,
}

impl PixelRect {
    /// The part of it in these rows.
    pub(super) fn within_rows(&self, rows: &Range<i64>) -> Self {
        Self { x: self.x.clone(), y: self.y.start.max(rows.start)..self.y.end.min(rows.end) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.x.is_empty() || self.y.is_empty()
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        let meet = |a: &Range<i64>, b: &Range<i64>| a.start < b.end && b.start < a.end;
        meet(&self.x, &other.x) && meet(&self.y, &other.y)
    }
}

/// Three corners, clockwise on the screen, with a positive area.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triangle {
    corners: [GridPoint; 3],
    /// Twice the area, in grid steps; above 0.
    area: i64,
}

impl Triangle {
    /// The triangle of these corners, and whether the second and third were exchanged to make it clockwise.
    /// `None` if it has no area.
    pub(super) fn new([a, b, c]: [GridPoint; 3]) -> Option<(Self, bool)> {
        let area = b.minus(a).cross(c.minus(a));
        match area.signum() {
            1 => Some((Self { corners: [a, b, c], area }, false)),
            -1 => Some((Self { corners: [a, c, b], area: -area }, true)),
            _ => None,
        }
    }

    /// The covered pixels within `clip`: row by row, `(y, columns)`. A pixel is covered if its centre is inside,
    /// or on an edge that is a left or a top one.
    pub(super) fn rows(&self, clip: &PixelRect) -> impl Iterator<Item = (i64, Range<i64>)> + use<> {
        let ys = self.corners.map(|corner| corner.y);
        let rows = covered(ys).start.max(clip.y.start)..covered(ys).end.min(clip.y.end);
        let columns = clip.x.clone();
        let [a, b, c] = self.corners;
        let mut sides = [(a, b), (b, c), (c, a)].map(|(from, to)| Side::new(from, to, rows.start));
        rows.filter_map(move |y| {
            let mut span = columns.clone();
            for side in &mut sides {
                side.narrow(&mut span);
                side.go_down();
            }
            (!span.is_empty()).then_some((y, span))
        })
    }

    /// The bounding rectangle of its pixels.
    pub(super) fn bounds(&self) -> PixelRect {
        let [x, y] = [self.corners.map(|corner| corner.x), self.corners.map(|corner| corner.y)].map(covered);
        PixelRect { x, y }
    }

    /// The plane through a value at each corner.
    pub(super) fn plane<const N: usize>(&self, [a, b, c]: [[f32; N]; 3]) -> Plane<N> {
        let [at, ab, ac] = self.edges_from_first();
        let scale = GRID as f64 / self.area as f64;
        let mut plane = Plane { origin: [0.0; N], dx: [0.0; N], dy: [0.0; N] };
        for i in 0..N {
            let (to_b, to_c) = (f64::from(b[i]) - f64::from(a[i]), f64::from(c[i]) - f64::from(a[i]));
            let dx = (to_b * ac[1] - to_c * ab[1]) * scale;
            let dy = (to_c * ab[0] - to_b * ac[0]) * scale;
            // From the first corner to the centre of pixel (0, 0).
            plane.origin[i] = f64::from(a[i]) + dx * (0.5 - at[0]) + dy * (0.5 - at[1]);
            (plane.dx[i], plane.dy[i]) = (dx, dy);
        }
        plane
    }

    /// The first corner in pixels, and the vectors from it to the second and third in grid steps.
    fn edges_from_first(&self) -> [[f64; 2]; 3] {
        let [a, b, c] = self.corners;
        let pair = |point: GridPoint| [point.x as f64, point.y as f64];
        [pair(a).map(|steps| steps / GRID as f64), pair(b.minus(a)), pair(c.minus(a))]
    }
}

/// The pixels whose centres are from the least of these values up to but not including the greatest.
fn covered(values: [i64; 3]) -> Range<i64> {
    let [a, b, c] = values;
    let first_at_or_after = |grid: i64| (grid - GRID / 2 + GRID - 1).div_euclid(GRID);
    first_at_or_after(a.min(b).min(c))..first_at_or_after(a.max(b).max(c))
}

/// A side of a clockwise triangle, followed row by row: the column at which it crosses the row's pixel centres.
///
/// A point is inside if the cross product `d × (p - from)` is above 0, or 0 on a left or top side. Solved for the
/// column this is a quotient, which changes by a constant from row to row: no rounding, so no gaps.
#[derive(Clone, Copy, Debug)]
struct Side {
    facing: Facing,
    quotient: i64,
    remainder: i64,
    divisor: i64,
    step: [i64; 2],
}

#[derive(Clone, Copy, Debug)]
enum Facing {
    /// Going up: inside is to the right, from column `quotient` on.
    Left,
    /// Going down: inside is to the left, up to column `quotient`.
    Right,
    /// Going across: [`covered`] has already bounded the rows.
    Level,
}

impl Side {
    fn new(from: GridPoint, to: GridPoint, row: i64) -> Self {
        let d = to.minus(from);
        // The centre of the row's first pixel, relative to the start of the side.
        let to_centre = GridPoint { x: GRID / 2, y: row * GRID + GRID / 2 }.minus(from);
        let (inside, divisor) = (d.cross(to_centre), d.y.abs() * GRID);
        let (facing, numerator, step) = match d.y.signum() {
            // inside + divisor · x >= 0, so x >= -inside / divisor, rounded up.
            -1 => (Facing::Left, divisor - 1 - inside, -d.x * GRID),
            // inside - divisor · x > 0, so x <= (inside - 1) / divisor, rounded down.
            1 => (Facing::Right, inside - 1, d.x * GRID),
            _ => return Self { facing: Facing::Level, quotient: 0, remainder: 0, divisor: 1, step: [0, 0] },
        };
        Self {
            facing,
            quotient: numerator.div_euclid(divisor),
            remainder: numerator.rem_euclid(divisor),
            divisor,
            step: [step.div_euclid(divisor), step.rem_euclid(divisor)],
        }
    }

    fn narrow(&self, span: &mut Range<i64>) {
        match self.facing {
            Facing::Left => span.start = span.start.max(self.quotient),
            Facing::Right => span.end = span.end.min(self.quotient + 1),
            Facing::Level => {}
        }
    }

    fn go_down(&mut self) {
        self.quotient += self.step[0];
        self.remainder += self.step[1];
        if self.remainder >= self.divisor {
            self.remainder -= self.divisor;
            self.quotient += 1;
        }
    }
}

/// Values that vary linearly over the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane<const N: usize> {
    /// At the centre of pixel (0, 0).
    origin: [f64; N],
    /// Change from pixel to pixel.
    dx: [f64; N],
    dy: [f64; N],
}

impl<const N: usize> Plane<N> {
    /// The values at the centre of a pixel.
    pub(super) fn at(&self, x: i64, y: i64) -> [f64; N] {
        std::array::from_fn(|i| self.origin[i] + self.dx[i] * x as f64 + self.dy[i] * y as f64)
    }

    /// The values at the centres of a row's pixels from `x` on.
    pub(super) fn along(&self, x: i64, y: i64) -> impl Iterator<Item = [f32; N]> + use<N> {
        let (start, dx) = (self.at(x, y).map(|value| value as f32), self.dx.map(|value| value as f32));
        (0_u16..).map(move |step| std::array::from_fn(|i| start[i] + dx[i] * f32::from(step)))
    }

    /// The largest change of any value from a pixel to a neighbour.
    pub(super) fn steps_per_pixel(&self) -> f64 {
        self.dx.iter().chain(&self.dy).fold(0.0, |most, step| step.abs().max(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIDE: i64 = 24;

    fn coverage(triangles: &[[(f32, f32); 3]]) -> Vec<u8> {
        let clip = PixelRect { x: 0..SIDE, y: 0..SIDE };
        let mut count = vec![0; (SIDE * SIDE) as usize];
        for corners in triangles {
            let Some((triangle, _)) = Triangle::new(corners.map(|(x, y)| GridPoint::from_pixels(x, y))) else {
                continue;
            };
            for (y, columns) in triangle.rows(&clip) {
                columns.for_each(|x| count[(y * SIDE + x) as usize] += 1);
            }
        }
        count
    }

    fn corner() -> impl Strategy<Value = (f32, f32)> {
        // Halves lie on pixel centres, where the fill rule decides.
        let axis = || prop_oneof![(-8_i16..64).prop_map(|half| f32::from(half) / 2.0), -4.0_f32..30.0];
        (axis(), axis())
    }

    proptest! {
        #[test]
        fn a_fan_around_a_point_covers_the_square_once(x in 0.0_f32..24.0, y in 0.0_f32..24.0) {
            let side = SIDE as f32;
            let ring = [(0.0, 0.0), (side / 3.0, 0.0), (side, 0.0), (side, side), (0.0, side), (0.0, 7.5)];
            let fan: Vec<_> = (0..6).map(|i| [(x, y), ring[i], ring[(i + 1) % 6]]).collect();
            prop_assert!(coverage(&fan).iter().all(|&n| n == 1));
        }

        #[test]
        fn the_parts_of_a_cut_triangle_cover_the_same_pixels(
            [a, b, c] in [corner(), corner(), corner()], order in 0_usize..6
        ) {
            // Between even grid points the middle is on the grid too.
            let even = |(x, y): (f32, f32)| ((x * 128.0).round() / 128.0, (y * 128.0).round() / 128.0);
            let [a, b, c] = [even(a), even(b), even(c)];
            let middle = (f32::midpoint(b.0, c.0), f32::midpoint(b.1, c.1));
            let whole = match order {
                0 => [a, b, c], 1 => [b, c, a], 2 => [c, a, b], 3 => [a, c, b], 4 => [c, b, a], _ => [b, a, c],
            };
            prop_assert_eq!(coverage(&[[a, b, middle], [c, a, middle]]), coverage(&[whole]));
        }

        #[test]
        fn coverage_follows_the_definition([a, b, c] in [corner(), corner(), corner()]) {
            let grid = [a, b, c].map(|(x, y)| GridPoint::from_pixels(x, y));
            let Some((triangle, _)) = Triangle::new(grid) else { return Ok(()) };
            let [a, b, c] = triangle.corners;
            let inside = |x: i64, y: i64| {
                let centre = GridPoint { x: x * GRID + GRID / 2, y: y * GRID + GRID / 2 };
                [(a, b), (b, c), (c, a)].iter().all(|&(from, to)| {
                    let d = to.minus(from);
                    let top_or_left = d.y < 0 || (d.y == 0 && d.x > 0);
                    d.cross(centre.minus(from)) >= i64::from(!top_or_left)
                })
            };
            let expect: Vec<u8> = (0..SIDE * SIDE).map(|i| u8::from(inside(i % SIDE, i / SIDE))).collect();
            let clip = PixelRect { x: 0..SIDE, y: 0..SIDE };
            let mut found = vec![0; (SIDE * SIDE) as usize];
            for (y, columns) in triangle.rows(&clip) {
                columns.for_each(|x| found[(y * SIDE + x) as usize] += 1);
            }
            prop_assert_eq!(found, expect);
        }
    }

    #[test]
    fn far_and_invalid_corners_do_no_harm() {
        let far = [f32::MAX, f32::MIN, f32::INFINITY, f32::NEG_INFINITY, f32::NAN, 1e30, 0.0, 12.0];
        for x in far {
            for y in far {
                coverage(&[[(x, y), (3.0, 4.0), (y, x)], [(x, x), (-x, y), (y, -y)]]);
            }
        }
        let all = [[(-1e9, -1e9), (1e9, -1e9), (-1e9, 1e9)], [(1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)]];
        assert!(coverage(&all).iter().all(|&n| n == 1));
    }

    #[test]
    fn a_plane_goes_through_its_corners() {
        let corners = [(1.5, 2.5), (9.5, 2.5), (1.5, 6.5)].map(|(x, y)| GridPoint::from_pixels(x, y));
        let (triangle, exchanged) = Triangle::new(corners).unwrap();
        assert!(!exchanged);
        let plane = triangle.plane([[10.0, 1.0], [90.0, 1.0], [50.0, 3.0]]);
        assert_eq!([plane.at(1, 2), plane.at(9, 2), plane.at(1, 6)], [[10.0, 1.0], [90.0, 1.0], [50.0, 3.0]]);
    }
}
