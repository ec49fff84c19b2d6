//! The names of changes of the arrangement among the steps to undo.

use super::arrangement::Sort;
use super::command::Command;
use super::lanes::LaneKey;
use crate::story::Story;
use crate::story::order::Order;

impl Command {
    /// Its name as a step to undo, in the words of a command: `hide “The fire caves”`.
    pub fn step_name(&self, story: &Story) -> String {
        let of_lane = |verb: &str, key: LaneKey| format!("{verb} “{}”", key.title(story));
        match self {
            Self::SetOrder(order) => format!("order of {}", order.word()),
            Self::ToggleOrder => format!("order of {} or {}", Order::Happening.word(), Order::Telling.word()),
            Self::LanesBy(by) => format!("lanes by {}", by.word()),
            Self::NextLanesBy => "next kind of lanes".to_owned(),
            Self::SortLanes(Sort::File) => "lanes as in the file".to_owned(),
            Self::SortLanes(sort) => format!("sort lanes: {}", sort.title().to_lowercase()),
            Self::MoveLane { lane, .. } => of_lane("move lane", *lane),
            Self::LaneUp | Self::LaneDown => "move lane".to_owned(),
            Self::Fold(key) => of_lane("fold or unfold", *key),
            Self::FoldSelected | Self::FoldAround => "fold or unfold lane".to_owned(),
            Self::UnfoldAll => "unfold every lane".to_owned(),
            Self::Hide(key) => of_lane("hide", *key),
            Self::HideSelected => "hide lane".to_owned(),
            Self::Solo(key) => of_lane("show alone", *key),
            Self::SoloSelected => "show lane alone".to_owned(),
            Self::ShowAllLanes => "show every lane".to_owned(),
            Self::Filter(query) if query.trim().is_empty() => "clear the filter".to_owned(),
            Self::Filter(query) => format!("filter “{query}”"),
            Self::FilterBySearch => "filter by the search".to_owned(),
            Self::ToggleFilterHides => "hide or dim what the filter leaves out".to_owned(),
            Self::ClearFilter => "clear the filter".to_owned(),
            Self::ShowPaths(_) | Self::TogglePath(_) | Self::TogglePathOfSelected => "paths".to_owned(),
            Self::ClearPaths => "clear the paths".to_owned(),
            Self::ChainDepth(_) => "length of the chain".to_owned(),
            Self::ShowChart(_) | Self::ToggleCharts | Self::NextChart => "charts".to_owned(),
            Self::ShowView(_) => "view of a link".to_owned(),
            _ => "arrangement".to_owned(),
        }
    }
}
