//! Actions on a thing of the story: go to it, draw its path, hide its lane, filter by it. The words around the name are
//! the same for every thing of a kind, so that they are matched only once.

use crate::state::Selection;
use crate::state::State;
use crate::state::command::Command;
use crate::state::lanes::LaneKey;
use crate::state::search::roster::Thing;
use crate::story::Story;
use crate::time::Span;

/// Something that can be done with a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Select it; for a phase, show it.
    Go,
    DrawPath,
    StopPath,
    ShowOnly,
    StopShowingOnly,
    Hide,
    ShowAgain,
    Fold,
    Unfold,
    Filter,
}

impl Action {
    /// All of them.
    pub(super) const ALL: [Self; 10] = [
        Self::Go,
        Self::DrawPath,
        Self::StopPath,
        Self::ShowAgain,
        Self::ShowOnly,
        Self::StopShowingOnly,
        Self::Hide,
        Self::Fold,
        Self::Unfold,
        Self::Filter,
    ];

    /// The words before and after the thing's name in the action's title; `None` if the action never applies to things
    /// of this kind.
    pub(super) fn around(self, thing: Thing) -> Option<[&'static str; 2]> {
        let before = match (self, thing) {
            (Self::Go, Thing::Event(_) | Thing::Phase(_)) => "Go to ",
            (Self::Go, Thing::Character(_)) => "Select ",
            (Self::Go, Thing::Place(_)) => "Select the place ",
            (Self::Go, Thing::Thread(_)) => "Select the thread ",
            (Self::Go, Thing::Group(_)) => "Select the group ",
            (Self::Go, Thing::Tag(_)) => "Select the tag ",
            (Self::DrawPath, Thing::Character(_)) => "Draw the path of ",
            (Self::StopPath, Thing::Character(_)) => "Stop drawing the path of ",
            (Self::Filter, Thing::Character(_)) => "Filter by ",
            (Self::Filter, Thing::Place(_)) => "Filter by place ",
            (Self::Filter, Thing::Thread(_)) => "Filter by thread ",
            (Self::Filter, Thing::Group(_)) => "Filter by group ",
            (Self::Filter, Thing::Tag(_)) => "Filter by tag ",
            (Self::DrawPath | Self::StopPath, _) | (_, Thing::Event(_) | Thing::Phase(_)) => return None,
            (Self::ShowOnly, _) => "Show only the lane ",
            (Self::StopShowingOnly, _) => "No longer show only the lane ",
            (Self::Hide, _) => "Hide the lane ",
            (Self::ShowAgain, _) => return Some(["Show the lane ", " again"]),
            (Self::Fold, _) => "Fold the lane ",
            (Self::Unfold, _) => "Unfold the lane ",
        };
        Some([before, ""])
    }

    /// Further words by which it is found.
    pub(super) fn further_words(self, thing: Thing) -> &'static str {
        match (self, thing) {
            (Self::Go, Thing::Event(_)) => "goto select show event jump",
            (Self::Go, Thing::Phase(_)) => "goto select show phase zoom jump",
            (Self::Go, Thing::Character(_)) => "go to goto show character person",
            (Self::Go, _) => "go to goto show",
            (Self::DrawPath, _) => "show trace follow line way character",
            (Self::StopPath, _) => "hide remove clear no line way character",
            (Self::ShowOnly | Self::StopShowingOnly, _) => "solo alone just",
            (Self::Hide, _) => "remove leave out",
            (Self::ShowAgain, _) => "unhide bring back",
            (Self::Fold, _) => "collapse",
            (Self::Unfold, _) => "expand",
            (Self::Filter, Thing::Character(_)) => "only with character person",
            (Self::Filter, _) => "only with",
        }
    }

    /// The order of entries that match equally well. If the action's own words were not typed, the thing itself comes
    /// first.
    pub(super) fn turn(self, thing: Thing, is_asked_for: bool) -> u8 {
        match self {
            _ if is_asked_for => 0,
            Self::Go if !matches!(thing, Thing::Event(_)) => 1,
            Self::DrawPath | Self::StopPath => 2,
            Self::Go => 3,
            _ => 4,
        }
    }

    /// The command for this action on `thing`; `None` if it does not apply now, such as for a lane that is not there.
    pub(super) fn command(self, thing: Thing, story: &Story, state: &State) -> Option<Command> {
        let arrangement = state.arrangement();
        let lane = lane_of(thing);
        let is_shown = |key: &LaneKey| state.lineup().lanes.iter().any(|lane| lane.key == *key);
        // Hidden itself, or because others are shown alone.
        let is_left_out = |key: &LaneKey| state.lineup().hidden.contains(key);
        let is_folded = |key: &LaneKey| arrangement.folded.contains(key);
        // Only a group or place with lanes in it can be folded.
        let has_around =
            |key: &LaneKey| is_shown(key) || state.lineup().lanes.iter().any(|lane| lane.ancestors.contains(key));
        match (self, thing) {
            (Self::Go, Thing::Phase(id)) => {
                let stretches = state.order().stretches(story, id).into_iter();
                stretches.reduce(Span::hull).map(Command::ShowSpan)
            }
            (Self::Go, _) => selection(thing).map(Command::Select),
            (Self::DrawPath | Self::StopPath, Thing::Character(who)) => {
                let is_drawn = arrangement.paths.contains(&who);
                (is_drawn == (self == Self::StopPath)).then_some(Command::TogglePath(who))
            }
            (Self::DrawPath | Self::StopPath, _) => None,
            (Self::ShowOnly, _) => lane
                .filter(|key| (is_shown(key) || is_left_out(key)) && !arrangement.solo.contains(key))
                .map(Command::Solo),
            (Self::StopShowingOnly, _) => lane.filter(|key| arrangement.solo.contains(key)).map(Command::Solo),
            (Self::Hide, _) => lane.filter(is_shown).map(Command::Hide),
            (Self::ShowAgain, _) => lane.filter(|key| arrangement.hidden.contains(key)).map(Command::Hide),
            (Self::Fold, _) => lane.filter(|key| has_around(key) && !is_folded(key)).map(Command::Fold),
            (Self::Unfold, _) => lane.filter(|key| has_around(key) && is_folded(key)).map(Command::Fold),
            (Self::Filter, _) => lane.and_then(|key| key.term(story)).map(Command::Filter),
        }
    }
}

/// The lane for a thing, whether or not it is there now.
fn lane_of(thing: Thing) -> Option<LaneKey> {
    Some(match thing {
        Thing::Thread(id) => LaneKey::Thread(id),
        Thing::Place(id) => LaneKey::Place(id),
        Thing::Character(id) => LaneKey::Character(id),
        Thing::Group(id) => LaneKey::Group(id),
        Thing::Tag(id) => LaneKey::Tag(id),
        Thing::Event(_) | Thing::Phase(_) => return None,
    })
}

fn selection(thing: Thing) -> Option<Selection> {
    match thing {
        Thing::Event(id) => Some(Selection::Event(id)),
        Thing::Phase(_) => None,
        other => lane_of(other).map(LaneKey::selection),
    }
}
