//! The column of lane heads, and the corner above it: titles that stay in sight, brackets around groups, and what
//! the axis counts.

use egui::emath::{Rangef, Rect, Vec2, pos2};

use super::labels::{self, elide};
use super::plan::{BracketSpan, LanePlan};
use super::scene::{Bracket, Label, LaneMark, TextRole};
use super::{Composer, Metrics, lanes};
use crate::story::amount::{TICKS_PER_UNIT, length_words};
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::story::{Story, TimeKind};
use crate::time::Moment;
use crate::time::calendar::{self, Civil, DAY};
use crate::time::window::Window;

/// The height of a line of a lane's title.
const TITLE_LINE: f32 = 16.0;
/// The size of the button that folds a lane.
const FOLD_BUTTON: f32 = 14.0;

/// How far apart brackets beside each other are.
const BRACKET_PITCH: f32 = 4.0;

/// What the corner says of the axis.
pub(super) fn captions(
    story: &Story,
    order: Order,
    filter: &str,
    window: Window,
    corner: Rect,
    metrics: &dyn Metrics,
) -> Vec<Label> {
    let (first, second) = match &story.time {
        _ if order == Order::Telling => ("Order of telling".to_owned(), "one step for each event".to_owned()),
        TimeKind::Order => ("Order of happening".to_owned(), "no clock: steps, not hours".to_owned()),
        TimeKind::Number { unit } if unit.is_empty() => ("Order of happening".to_owned(), String::new()),
        TimeKind::Number { .. } => {
            // Two of them are told in the plural.
            let two = length_words(&story.time, 2 * TICKS_PER_UNIT);
            ("Order of happening".to_owned(), format!("in {}", two.trim_start_matches("2 ")))
        }
        // Ticks closer than days say nothing of the day.
        TimeKind::Date if window.length() < 4.0 * DAY as f64 => {
            let middle = Civil::from_moment(Moment((window.start() + window.length() / 2.0) as i64));
            let day = Civil::midnight(middle.year, middle.month, middle.day).moment();
            ("Order of happening".to_owned(), calendar::words(day))
        }
        TimeKind::Date => ("Order of happening".to_owned(), "by date".to_owned()),
    };
    let second = if filter.is_empty() { second } else { format!("only {filter}") };
    let room = corner.width() - 24.0;
    let line = |text: &str, role, y: f32| {
        let (text, width) = elide(text, room, role, metrics)?;
        Some(Label { at: pos2(corner.min.x + 16.0, y), width, elided: false, crossed: false, text, role })
    };
    let middle = corner.center().y;
    [line(&first, TextRole::Phase, middle - 8.0), line(&second, TextRole::Small, middle + 8.0)]
        .into_iter()
        .flatten()
        .filter(|label| !label.text.is_empty())
        .collect()
}

impl Composer<'_> {
    /// A lane's band and head.
    pub(super) fn lane(&self, at: usize, lane: &LanePlan, heads: Rect) -> LaneMark {
        let (top, bottom) = (self.top + self.heights.tops[at], self.top + self.heights.tops[at + 1]);
        let rect = Rect::from_min_max(pos2(heads.min.x, top), pos2(self.body.max.x, bottom));
        // A high lane that is half scrolled away keeps its title in sight.
        let visible = rect.intersect(heads);
        let middle = if visible.height() >= lanes::LEAST_LANE { visible.center().y } else { rect.center().y };
        let fold_center = pos2(heads.max.x - 17.0, if lane.folded { middle } else { middle + 9.0 });
        let fold = Rect::from_center_size(fold_center, Vec2::splat(FOLD_BUTTON));
        let left = heads.min.x + 16.0;
        let line = |text: &str, role, y, right: f32| {
            let (shown, width) = elide(text, right - left, role, self.metrics)?;
            Some(Label { at: pos2(left, y), width, elided: shown != text, crossed: false, text: shown, role })
        };
        let title = lane.key.title(self.story);
        let group = lane.ancestors.last().map_or("", |outer| outer.title(self.story));
        let count = lane.count;
        let events = counted(count, "event", "events");
        let small_end = fold.min.x - 2.0;
        let long = match (lane.stands_for, group) {
            (1, "") => events,
            (1, group) => format!("{group} · {events}"),
            (lanes, _) => format!("{} lanes · {events}", number(lanes)),
        };
        let small = if self.metrics.width(&long, TextRole::Small) <= small_end - left || group.is_empty() {
            long
        } else {
            format!("{group} · {}", number(count))
        };
        let title_end = heads.max.x - 8.0;
        let wrapped = |end: f32| labels::wrap(title, end - left, TextRole::LaneTitle, self.metrics);
        let one_line = wrapped(title_end);
        // Of several lines, one may stand beside the button.
        let (lines, title_end) =
            if one_line.len() > 1 { (wrapped(small_end), small_end) } else { (one_line, title_end) };
        let title_height = lines.len() as f32 * TITLE_LINE;
        let labels = if lane.folded {
            vec![line(title, TextRole::LaneTitle, middle, fold.min.x - 2.0)]
        } else if lines.len() > 1 && title_height + 8.0 <= rect.height() {
            // A narrow head tells the whole title in several lines, and the small print where that leaves room.
            let with_small = title_height + TITLE_LINE + 10.0 <= rect.height();
            let first = middle - (title_height + if with_small { TITLE_LINE } else { 0.0 } - TITLE_LINE) / 2.0;
            let y = |nth: usize| first + nth as f32 * TITLE_LINE;
            let small_line = with_small.then(|| line(&small, TextRole::Small, y(lines.len()), small_end));
            let titles = lines.iter().enumerate().map(|(nth, text)| line(text, TextRole::LaneTitle, y(nth), title_end));
            titles.chain(small_line).collect()
        } else {
            vec![
                line(title, TextRole::LaneTitle, middle - 8.0, title_end),
                line(&small, TextRole::Small, middle + 9.0, small_end),
            ]
        };
        LaneMark {
            key: lane.key,
            at,
            rect,
            hue: lane.hue,
            labels: labels.into_iter().flatten().collect(),
            fold,
            folded: lane.folded || lane.stands_for > 1,
            emphasis: self.focus.of_lane(at),
        }
    }

    /// The brackets of neighbouring lanes that lie in one group or place, those of what lies farther out farther to the
    /// right.
    pub(super) fn brackets(&self, heads: Rect) -> Vec<Bracket> {
        let bracket = |around: &BracketSpan| {
            let BracketSpan { key, depth, first, last } = *around;
            let y = Rangef::new(self.heights.tops[first] + 8.0, self.heights.tops[last + 1] - 8.0);
            let y = Rangef::new(self.top + y.min, self.top + y.max);
            let right = heads.max.x - 2.0 - depth as f32 * BRACKET_PITCH;
            Bracket { key, rect: Rect::from_x_y_ranges(Rangef::new(right - 3.0, right), y) }
        };
        self.plan.brackets.iter().map(bracket).filter(|bracket| bracket.rect.intersects(heads)).collect()
    }
}
