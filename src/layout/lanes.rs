//! The heights of lanes: as their rows need, together filling the timeline, scrolled if they overflow. Knows no events.

use super::Titles;
use super::lane_height::{GREATEST_ROW, LEAST_ROW, SCROLLED_ROW, TITLE_LINE, height_of};
use super::plan::Plan;

/// The positions of lanes and rows, in points from the top of the first lane.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneHeights {
    /// The height of a row.
    pub row: f32,
    /// The height of the title line above the rows of each lane; 0 if titles are beside them.
    pub title: f32,
    /// The top of each lane, and last the bottom of all.
    pub tops: Vec<f32>,
}

impl LaneHeights {
    /// The heights that fill `height` points, or more if the lanes overflow.
    pub fn new(plan: &Plan, height: f32) -> Self {
        if least_height(plan) > height {
            return Self::of_row(plan, SCROLLED_ROW, 1.0);
        }
        if natural_height(plan, GREATEST_ROW) <= height {
            let is_folded = |at: &usize| plan.lanes[*at].folded;
            let folded: f32 =
                (0..plan.lanes.len()).filter(is_folded).map(|at| lane_height(plan, at, GREATEST_ROW)).sum();
            let open = natural_height(plan, GREATEST_ROW) - folded;
            return Self::of_row(plan, GREATEST_ROW, if open > 0.0 { (height - folded) / open } else { 1.0 });
        }
        // The total grows with the row's height, so bisection finds the height that fills; 24 steps are exact to a
        // millionth of a point.
        let (mut low, mut high) = (LEAST_ROW, GREATEST_ROW);
        for _ in 0..24 {
            let middle = f32::midpoint(low, high);
            if natural_height(plan, middle) <= height { low = middle } else { high = middle }
        }
        Self::of_row(plan, low, 1.0)
    }

    /// The middle of a row of a lane.
    pub fn middle(&self, plan: &Plan, lane: usize, row: usize) -> f32 {
        let rows = plan.lanes[lane].rows.len() as f32;
        let (top, bottom) = (self.tops[lane] + self.title, self.tops[lane + 1]);
        // In a lane that is higher than its rows need, they are in the middle.
        f32::midpoint(top, bottom) + (row as f32 + 0.5 - rows / 2.0) * self.row
    }

    /// The height of all lanes.
    pub fn total(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    fn of_row(plan: &Plan, row: f32, stretch: f32) -> Self {
        let mut tops = vec![0.0];
        let mut top = 0.0;
        for at in 0..plan.lanes.len() {
            // Folded lanes are not stretched.
            top += lane_height(plan, at, row) * if plan.lanes[at].folded { 1.0 } else { stretch };
            tops.push(top);
        }
        // If few lanes fill a high window, their rows grow only moderately.
        let title = if plan.titles == Titles::Above { TITLE_LINE } else { 0.0 };
        Self { row: (row * stretch.clamp(1.0, 1.25)).min(row * stretch), title, tops }
    }
}

/// The height that all lanes need with rows of `row` points.
pub fn natural_height(plan: &Plan, row: f32) -> f32 {
    (0..plan.lanes.len()).map(|at| lane_height(plan, at, row)).sum()
}

/// The least height that all lanes need, in points; in less, they must be scrolled.
pub fn least_height(plan: &Plan) -> f32 {
    natural_height(plan, LEAST_ROW)
}

fn lane_height(plan: &Plan, at: usize, row: f32) -> f32 {
    let lane = &plan.lanes[at];
    height_of(plan.titles, lane.folded, lane.rows.len(), row)
}
