//! The heads of lanes, with titles that stay in sight and brackets around groups, and the captions of the axis. Heads
//! are in a column beside the lanes, or on a narrow screen in a line above each. Knows no event.

use egui::emath::{Pos2, Rangef, Rect, Vec2, pos2};

use super::labels::{self, elide};
use super::lane_height::{LEAST_LANE, TITLE_LINE};
use super::plan::{BracketSpan, CAPTION, LanePlan, Plan};
use super::scene::{Bracket, Label, LaneMark, TextRole};
use super::{Composer, Metrics, Titles};
use crate::state::State;
use crate::state::search::Search;
use crate::story::amount::{TICKS_PER_UNIT, length_words};
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::story::{Story, TimeKind};
use crate::time::Moment;

/// The height of a line of a lane's title.
const LINE: f32 = 16.0;
/// The size of the button that folds a lane.
const FOLD_BUTTON: f32 = 14.0;

/// The distance from one bracket to the next beside it.
const BRACKET_PITCH: f32 = 4.0;

/// The distance of a title line's texts from its edges.
const MARGIN: f32 = 12.0;
/// The room between the texts of a title line.
const BETWEEN: f32 = 8.0;

/// The texts about the axis: two lines in the corner, or one line above the axis.
pub(super) fn captions(story: &Story, state: &State, plan: &Plan, corner: Rect, metrics: &dyn Metrics) -> Vec<Label> {
    let [first, second] = caption_words(story, state, plan.order);
    let line = |text: &str, role, at: Pos2, room: f32| {
        let (text, width) = elide(text, room, role, metrics)?;
        let label = Label { at, width, elided: false, crossed: false, text, role };
        (!label.text.is_empty()).then_some(label)
    };
    let middle = corner.center().y;
    match plan.titles {
        Titles::Beside => {
            let (x, room) = (corner.min.x + 16.0, corner.width() - 24.0);
            let first = line(&first, TextRole::Phase, pos2(x, middle - 8.0), room);
            [first, line(&second, TextRole::Small, pos2(x, middle + 8.0), room)].into_iter().flatten().collect()
        }
        Titles::Above if corner.height() < CAPTION => Vec::new(),
        Titles::Above => {
            let text = if second.is_empty() { first } else { format!("{first} · {second}") };
            let at = pos2(corner.min.x + MARGIN, middle + 3.0);
            line(&text, TextRole::Small, at, corner.width() - 2.0 * MARGIN).into_iter().collect()
        }
    }
}

fn caption_words(story: &Story, state: &State, order: Order) -> [String; 2] {
    let window = state.window;
    let (first, second) = match &story.time {
        _ if order == Order::Telling => ("Order of telling", "one step for each event".to_owned()),
        TimeKind::Order => ("Order of happening", "no clock: steps, not hours".to_owned()),
        TimeKind::Number { unit, .. } if unit.is_empty() => ("Order of happening", String::new()),
        TimeKind::Number { .. } => {
            // The words for two units have the plural.
            let two = length_words(&story.time, 2 * TICKS_PER_UNIT);
            ("Order of happening", format!("in {}", two.trim_start_matches("2 ")))
        }
        TimeKind::Date(dates) => {
            let middle = Moment((window.start() + window.length() / 2.0) as i64);
            let by = if dates.is_empty { "time since the start" } else { "by date" };
            ("Order of happening", dates.caption(middle, window.length()).unwrap_or_else(|| by.to_owned()))
        }
    };
    match state.filter().map_or("", Search::query) {
        "" => [first.to_owned(), second],
        filter => [first.to_owned(), format!("only {filter}")],
    }
}

/// A lane's head, laid out.
struct Head {
    rect: Rect,
    is_stuck: bool,
    labels: Vec<Option<Label>>,
    fold: Rect,
    /// The bracket that the head shows as a name.
    bracket: Option<Bracket>,
}

impl Composer<'_> {
    /// A lane's mark with its head, and the bracket that the head shows as a name.
    pub(super) fn lane(&self, at: usize, lane: &LanePlan, heads: Rect) -> (LaneMark, Option<Bracket>) {
        let (top, bottom) = (self.top + self.heights.tops[at], self.top + self.heights.tops[at + 1]);
        let rect = Rect::from_min_max(pos2(heads.min.x, top), pos2(self.body.max.x, bottom));
        let head = match self.plan.titles {
            Titles::Beside => self.head_beside(lane, rect, heads),
            Titles::Above => self.head_above(at, lane, rect, heads),
        };
        let band = LaneMark {
            key: lane.key,
            at,
            rect,
            head: if head.rect.is_negative() { Rect::from_pos(head.rect.min) } else { head.rect },
            is_stuck: head.is_stuck,
            hue: lane.hue,
            labels: head.labels.into_iter().flatten().collect(),
            fold: head.fold,
            folded: lane.folded || lane.stands_for > 1,
            emphasis: self.focus.of_lane(at),
        };
        (band, head.bracket)
    }

    /// The small print of a lane, without its group.
    fn count_words(lane: &LanePlan) -> String {
        let events = counted(lane.count, "event", "events");
        if lane.stands_for == 1 { events } else { format!("{} lanes · {events}", number(lane.stands_for)) }
    }

    fn line(&self, text: &str, role: TextRole, at: Pos2, right: f32) -> Option<Label> {
        let (shown, width) = elide(text, right - at.x, role, self.metrics)?;
        Some(Label { at, width, elided: shown != text, crossed: false, text: shown, role })
    }

    /// ```text
    /// | Life on the station  9 events     Deep Space Nine  v |
    /// | marks of the lane                                     |
    /// ```
    fn head_above(&self, at: usize, lane: &LanePlan, rect: Rect, heads: Rect) -> Head {
        // The title stays in sight as long as any part of its lane is.
        let top = rect.min.y.max(heads.min.y).min(rect.max.y - TITLE_LINE);
        let line = Rect::from_x_y_ranges(heads.x_range(), Rangef::new(top, top + TITLE_LINE));
        let y = line.center().y;
        let fold = Rect::from_center_size(pos2(line.max.x - 19.0, y), Vec2::splat(FOLD_BUTTON));
        let right = fold.min.x - BETWEEN;
        let title = self.line(lane.key.title(self.story), TextRole::LaneTitle, pos2(line.min.x + MARGIN, y), right);
        let whole = |text: &str, left: f32| {
            let width = self.metrics.width(text, TextRole::Small);
            let fits = left + width <= right;
            fits.then(|| Label {
                at: pos2(left, y),
                width,
                elided: false,
                crossed: false,
                text: text.to_owned(),
                role: TextRole::Small,
            })
        };
        let end = |label: Option<&Label>| label.map_or(line.min.x, |label| label.at.x + label.width) + BETWEEN;
        let count = whole(&Self::count_words(lane), end(title.as_ref()));
        let after = end(count.as_ref().or(title.as_ref()));
        // The first visible one of neighbouring lanes in a group names the group.
        let outer = lane.ancestors.last().copied();
        let run = self.plan.brackets.iter().find(|run| Some(run.key) == outer && (run.first..=run.last).contains(&at));
        let is_first = run.is_none_or(|run| at == run.first.max(self.visible_lanes().start));
        let group = outer.filter(|_| is_first).and_then(|outer| {
            let (text, width) = elide(outer.title(self.story), right - after - BETWEEN, TextRole::Small, self.metrics)?;
            let elided = text != outer.title(self.story);
            Some(Label { at: pos2(right - width, y), width, elided, crossed: false, text, role: TextRole::Small })
        });
        let bracket = run.zip(group.as_ref()).map(|(run, group)| Bracket { key: run.key, rect: group.rect() });
        Head {
            rect: line.intersect(heads),
            is_stuck: top > rect.min.y + 0.5,
            labels: vec![title, count, group],
            fold,
            bracket,
        }
    }

    fn head_beside(&self, lane: &LanePlan, rect: Rect, heads: Rect) -> Head {
        // A high lane that is half scrolled away keeps its title in sight.
        let visible = rect.intersect(heads);
        let seen = if visible.height() >= LEAST_LANE { visible } else { rect };
        let (middle, height) = (seen.center().y, seen.height());
        let fold_center = pos2(heads.max.x - 17.0, if lane.folded { middle } else { middle + 9.0 });
        let fold = Rect::from_center_size(fold_center, Vec2::splat(FOLD_BUTTON));
        let left = heads.min.x + 16.0;
        let line = |text: &str, role, y, right: f32| self.line(text, role, pos2(left, y), right);
        let title = lane.key.title(self.story);
        let group = lane.ancestors.last().map_or("", |outer| outer.title(self.story));
        let small_end = fold.min.x - 2.0;
        let long = match (lane.stands_for, group) {
            (1, group) if !group.is_empty() => format!("{group} · {}", Self::count_words(lane)),
            _ => Self::count_words(lane),
        };
        let small = if self.metrics.width(&long, TextRole::Small) <= small_end - left || group.is_empty() {
            long
        } else {
            format!("{group} · {}", number(lane.count))
        };
        let title_end = heads.max.x - 8.0;
        let wrapped = |end: f32| labels::wrap(title, end - left, TextRole::LaneTitle, self.metrics);
        let one_line = wrapped(title_end);
        // If there are several lines, one may be beside the button.
        let (lines, title_end) =
            if one_line.len() > 1 { (wrapped(small_end), small_end) } else { (one_line, title_end) };
        let title_height = lines.len() as f32 * LINE;
        let labels = if lane.folded {
            vec![line(title, TextRole::LaneTitle, middle, small_end)]
        } else if lines.len() > 1 && title_height + 8.0 <= height {
            // A narrow head shows the whole title in several lines, and the small print if there is room left.
            let with_small = title_height + LINE + 10.0 <= height;
            let first = middle - (title_height + if with_small { LINE } else { 0.0 } - LINE) / 2.0;
            let y = |nth: usize| first + nth as f32 * LINE;
            let small_line = with_small.then(|| line(&small, TextRole::Small, y(lines.len()), small_end));
            let titles = lines.iter().enumerate().map(|(nth, text)| line(text, TextRole::LaneTitle, y(nth), title_end));
            titles.chain(small_line).collect()
        } else {
            vec![
                line(title, TextRole::LaneTitle, middle - 8.0, title_end),
                line(&small, TextRole::Small, middle + 9.0, small_end),
            ]
        };
        Head { rect: visible, is_stuck: false, labels, fold, bracket: None }
    }

    /// The brackets around neighbouring lanes of a group or place, in the column of heads; outer ones farther right.
    pub(super) fn brackets(&self, heads: Rect) -> Vec<Bracket> {
        if self.plan.titles == Titles::Above {
            return Vec::new();
        }
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
