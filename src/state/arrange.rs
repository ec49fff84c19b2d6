//! Commands about the arrangement: the new arrangement that each asks for, and the changes of the view that follow.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::arrangement::{Arrangement, Sort};
use super::chart::Chart;
use super::command::Command;
use super::lanes::{LaneKey, Lineup};
use super::revisions::Snapshot;
use super::search::Search;
use super::view::LONGEST_FILTER;
use super::{Selection, State};
use crate::story::Story;
use crate::story::id::EventId;
use crate::story::order::Order;
use crate::time::window::Window;

impl State {
    /// The arrangement that `command` asks for, or `None` if the command is not about the arrangement or does not
    /// apply.
    pub(super) fn arranged(&self, story: &Story, command: &Command) -> Option<Arrangement> {
        let mut new = Arrangement::clone(&self.arrangement);
        let lane = || self.selected_lane(story);
        match command {
            Command::SetOrder(order) => new.order = *order,
            Command::ToggleOrder => new.order = new.order.other(),
            Command::LanesBy(by) => new.lanes = *by,
            Command::NextLanesBy => new.lanes = next(&super::arrangement::LanesBy::ALL, new.lanes),
            Command::SortLanes(sort) => {
                new.sort = *sort;
                let shown: BTreeSet<LaneKey> = self.lineup.lanes.iter().map(|lane| lane.key).collect();
                // Lanes may include groups that threads or characters are folded into.
                new.dragged.retain(|key| key.kind() != new.lanes && !shown.contains(key));
            }
            Command::MoveLane { lane, before } => self.move_lane(story, &mut new, *lane, *before),
            Command::LaneUp | Command::LaneDown => {
                let keys: Vec<LaneKey> = self.lineup.lanes.iter().map(|lane| lane.key).collect();
                let at = keys.iter().position(|key| Some(*key) == lane())?;
                let down = *command == Command::LaneDown;
                let before = if down { at + 2 } else { at.checked_sub(1)? };
                if before <= keys.len() {
                    self.move_lane(story, &mut new, keys[at], keys.get(before).copied());
                }
            }
            Command::Fold(key) => flip(&mut new.folded, *key),
            Command::FoldSelected => flip(&mut new.folded, lane()?),
            Command::FoldAround => {
                let at = self.lineup.find(story, lane()?)?;
                let lane = &self.lineup.lanes[at];
                // A group among threads is a folded one, even if it has a single thread.
                let merged = (lane.stands_for > 1 || lane.key.kind() != new.lanes).then_some(lane.key);
                flip(&mut new.folded, merged.or(lane.ancestors.last().copied())?);
            }
            Command::UnfoldAll => new.folded.clear(),
            Command::Hide(key) => flip(&mut new.hidden, *key),
            Command::HideSelected => flip(&mut new.hidden, lane()?),
            Command::Solo(key) => solo(&mut new, *key),
            Command::SoloSelected => solo(&mut new, lane()?),
            Command::ShowAllLanes => {
                new.hidden.clear();
                new.solo.clear();
            }
            Command::Filter(query) => new.filter.query.clone_from(query),
            Command::FilterBySearch if self.search.is_active() => {
                new.filter.query = both_queries(&new.filter.query, self.search.query());
            }
            Command::FilterBySearch => {}
            Command::ToggleFilterHides => new.filter.hides ^= new.filter.is_active(),
            Command::ClearFilter => new.filter.query.clear(),
            Command::ShowPaths(paths) => new.paths.clone_from(paths),
            Command::TogglePath(who) => match new.paths.iter().position(|shown| shown == who) {
                Some(at) => drop(new.paths.remove(at)),
                None => new.paths.push(*who),
            },
            Command::TogglePathOfSelected => {
                let (Selection::Character(who) | Selection::Presence(who, _)) = self.selection else { return None };
                return self.arranged(story, &Command::TogglePath(who));
            }
            Command::ClearPaths => new.paths.clear(),
            Command::ChainDepth(depth) => new.depth = *depth,
            Command::ShowChart(chart) => new.chart = *chart,
            Command::ToggleCharts => new.chart = if new.chart.is_some() { None } else { Some(Chart::Pacing) },
            Command::NextChart => new.chart = Some(new.chart.map_or(Chart::Pacing, |chart| next(&Chart::ALL, chart))),
            _ => return None,
        }
        Some(new)
    }

    /// Replaces the arrangement, and keeps the same part of the story in sight as far as possible.
    pub(super) fn rearrange(&mut self, story: &Story, new: Arc<Arrangement>) {
        let old = std::mem::replace(&mut self.arrangement, new);
        let new = self.arrangement.clone();
        if old.filter.query != new.filter.query {
            let search = |query| self.derived.search(story, query);
            self.filter = Some(search(&new.filter.query)).filter(Search::is_active);
        }
        // The arrangement without the parts that lanes do not depend on, such as a filter that only dims.
        let lanes_of = |arrangement: &Arrangement| Arrangement {
            filter: Some(&arrangement.filter).filter(|filter| filter.hides).cloned().unwrap_or_default(),
            paths: Vec::new(),
            depth: None,
            chart: None,
            ..arrangement.clone()
        };
        let unsorted = |arrangement: &Arrangement| Arrangement {
            sort: Sort::default(),
            dragged: Vec::new(),
            ..lanes_of(arrangement)
        };
        if lanes_of(&old) == lanes_of(&new) {
            // The lanes stay as they are.
        } else if unsorted(&old) == unsorted(&new) {
            self.lineup = Arc::new(self.lineup.sorted(story, &new));
        } else {
            self.line_up(story);
        }
        if old.order != new.order {
            self.window = self.window_from(story, old.order);
            // A position in one order means nothing in the other.
            self.pin = None;
        }
        if old.lanes != new.lanes {
            (self.lane, self.scroll) = (None, 0.0);
        }
    }

    /// Makes the lanes of the arrangement.
    fn line_up(&mut self, story: &Story) {
        let hiding = self.passing().filter(|_| self.arrangement.filter.hides);
        let passes = |id: EventId| hiding.is_none_or(|passing| passing.has(id.index()));
        let sequence = self.derived.sequence(story);
        self.lineup = Arc::new(Lineup::along(story, sequence, &self.arrangement, passes));
    }

    /// Repeats pending searches once the index is there; `true` if anything has changed.
    pub fn catch_up(&mut self, story: &Story) -> bool {
        let before = Snapshot::of(self);
        let is_pending = |search: &Search| search.is_pending() && !self.derived.is_pending();
        let (search, filter) = (is_pending(&self.search), self.filter.as_ref().is_some_and(is_pending));
        if search {
            self.search = self.derived.search(story, self.search.query());
        }
        if filter {
            self.filter = Some(self.derived.search(story, &self.arrangement.filter.query));
            if self.arrangement.filter.hides {
                self.line_up(story);
            }
        }
        if search || filter {
            self.revisions.raise(&before, &Snapshot::of(self));
        }
        search || filter
    }

    /// Whether the search or the filter still waits for the index.
    pub fn is_pending(&self) -> bool {
        self.search.is_pending() || self.filter.as_ref().is_some_and(Search::is_pending)
    }

    /// The window in the present order that replaces the window in the order `from`: the same share of the story,
    /// around the selected event, or else the event that was nearest to the middle.
    fn window_from(&self, story: &Story, from: Order) -> Window {
        let (was, now) = (Window::fit(from.extent(story)), Window::fit(self.extent(story)));
        let share = self.window.length() / was.length();
        if share > 0.999 {
            return now;
        }
        let middle_of = |order: Order, id| {
            let span = order.span(story, id);
            f64::midpoint(span.start().0 as f64, span.end().0 as f64)
        };
        let middle = f64::midpoint(self.window.start(), self.window.end());
        let selected = match self.selection {
            Selection::Event(event) => Some(event),
            _ => None,
        };
        let away = |id| (middle_of(from, id) - middle).abs();
        let nearest =
            || story.event_ids().map(|id| (away(id), id)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id);
        let about = selected.or_else(nearest);
        // Even a short window shows an event with its neighbours in the telling.
        let length = (now.length() * share).max(4.0);
        let center = about.map_or(f64::midpoint(now.start(), now.end()), |id| middle_of(self.order(), id));
        Window::new(center - length / 2.0, length).within(self.extent(story))
    }

    /// The lane of the selection, for commands about the selected lane.
    pub fn selected_lane(&self, story: &Story) -> Option<LaneKey> {
        let key = match self.selection {
            Selection::Thread(id) => LaneKey::Thread(id),
            Selection::Place(id) => LaneKey::Place(id),
            Selection::Character(id) | Selection::Presence(id, _) => LaneKey::Character(id),
            Selection::Group(id) => LaneKey::Group(id),
            Selection::Tag(id) => LaneKey::Tag(id),
            Selection::Event(event) => {
                let at = self.lane_of(story, event)?;
                return Some(self.lineup.lanes[at].key);
            }
            Selection::Nothing => return None,
        };
        // A hidden lane counts too, so that it can be shown again.
        if self.lineup.hidden.contains(&key) {
            return Some(key);
        }
        self.lineup.find(story, key).map(|at| self.lineup.lanes[at].key)
    }

    /// The position of an event's lane: the lane in which it was selected, or else its first.
    pub(super) fn lane_of(&self, story: &Story, event: EventId) -> Option<usize> {
        let through = self.lane.and_then(|key| self.lineup.find(story, key));
        let is_there = |&at: &usize| self.lineup.place_in(story, at, event).is_some();
        through.filter(is_there).or_else(|| self.lineup.lane_of(event))
    }

    /// Puts a lane before another one, or last.
    fn move_lane(&self, story: &Story, new: &mut Arrangement, lane: LaneKey, before: Option<LaneKey>) {
        let mut keys: Vec<LaneKey> = self.lineup.lanes.iter().map(|lane| lane.key).collect();
        if before == Some(lane) || !keys.contains(&lane) {
            return;
        }
        keys.retain(|&key| key != lane);
        let at = before.and_then(|before| keys.iter().position(|&key| key == before)).unwrap_or(keys.len());
        keys.insert(at, lane);
        // Hidden lanes keep their places among the others.
        let all = Arrangement { hidden: BTreeSet::new(), solo: BTreeSet::new(), ..new.clone() };
        let (mut shown, are_shown) = (keys.iter().copied(), keys.iter().copied().collect::<BTreeSet<_>>());
        let all = Lineup::along(story, self.derived.sequence(story), &all, |_| true);
        let all = all.lanes.into_iter().map(|lane| lane.key);
        let placed: Vec<LaneKey> =
            all.filter_map(|key| if are_shown.contains(&key) { shown.next() } else { Some(key) }).collect();
        // Lanes may include groups that threads or characters are folded into.
        let are_placed: BTreeSet<LaneKey> = placed.iter().copied().collect();
        new.dragged.retain(|key| !are_placed.contains(key) && key.kind() != new.lanes);
        new.dragged.extend(placed);
    }
}

/// A filter for the events that both queries match, cut to the length that a link can hold.
fn both_queries(filter: &str, search: &str) -> String {
    // An open quote in the first query would include the second.
    let closed = |text: &str| {
        let open = text.chars().filter(|&c| c == '"').count() % 2 == 1;
        format!("{}{}", text.trim(), if open { "\"" } else { "" })
    };
    let both = format!("{} {}", closed(filter), closed(search));
    both.trim().chars().take(LONGEST_FILTER).collect()
}

/// Shows a lane alone, or no longer. A hidden lane is shown for it.
fn solo(new: &mut Arrangement, key: LaneKey) {
    flip(&mut new.solo, key);
    new.hidden.remove(&key);
}

fn flip(set: &mut BTreeSet<LaneKey>, key: LaneKey) {
    if !set.remove(&key) {
        set.insert(key);
    }
}

/// The value after `here`; after the last one, the first.
fn next<T: Copy + PartialEq>(all: &[T], here: T) -> T {
    let at = all.iter().position(|one| *one == here).map_or(0, |at| at + 1);
    all[at % all.len()]
}
