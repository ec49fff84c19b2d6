//! The commands that need no thing of the story: those with keys, and every setting by its name; with further words by
//! which each is found, and whether it would change anything now.

use super::{Entry, EntryKind};
use crate::state::arrangement::{LanesBy, Sort};
use crate::state::chart::Chart;
use crate::state::command::{Command, WindowCommand, WriteCommand, listed};
use crate::state::view::Brightness;
use crate::state::{Mode, Selection, State};
use crate::story::Story;
use crate::story::order::Order;

/// Every command, the most wanted first.
pub(super) fn commands() -> Vec<Entry> {
    let entry = |title: String, keys, command| Entry {
        kind: EntryKind::Command,
        title,
        marks: Vec::new(),
        detail: String::new(),
        keys,
        command,
    };
    // Not the command that opens the palette.
    let rows = listed().into_iter().filter(|row| row.command != Command::Window(WindowCommand::TogglePalette));
    let rows = rows.map(|row| entry(row.title.to_owned(), row.keys, row.command));
    let mut entries: Vec<Entry> =
        rows.chain(settings().into_iter().map(|(title, command)| entry(title, "", command))).collect();
    entries.sort_by_key(|entry| turn(&entry.command));
    entries
}

/// The settings one by one, each with its title: commands that have no keys of their own.
pub fn settings() -> Vec<(String, Command)> {
    let orders = Order::ALL.into_iter().map(|order| (format!("Order of {}", order.word()), Command::SetOrder(order)));
    let lanes = LanesBy::ALL.into_iter().map(|by| (format!("Lanes by {}", by.word()), Command::LanesBy(by)));
    let sorts = Sort::ALL.into_iter().map(|sort| (sort_title(sort).to_owned(), Command::SortLanes(sort)));
    let charts = Chart::ALL
        .into_iter()
        .map(|chart| (format!("Open the chart {}", chart.title()), Command::ShowChart(Some(chart))));
    let depths = [(Some(1), "direct links"), (Some(2), "two links"), (Some(3), "three links"), (None, "all of it")];
    let depths = depths.into_iter().map(|(depth, words)| (format!("Chain: {words}"), Command::ChainDepth(depth)));
    let themes = [
        ("Dark theme", Some(Brightness::Dark)),
        ("Light theme", Some(Brightness::Light)),
        ("Theme of the system", None),
    ];
    let themes =
        themes.into_iter().map(|(title, theme)| (title.to_owned(), Command::Window(WindowCommand::SetTheme(theme))));
    orders.chain(lanes).chain(sorts).chain(charts).chain(depths).chain(themes).collect()
}

fn sort_title(sort: Sort) -> &'static str {
    match sort {
        Sort::File => "Sort lanes as in the file",
        Sort::Appearance => "Sort lanes by first appearance",
        Sort::Size => "Sort lanes by number of events",
        Sort::Name => "Sort lanes by name",
        Sort::Crossings => "Sort lanes for the fewest crossings",
    }
}

/// Further words by which a command is found, such as its names in other programs.
pub(super) fn further_words(command: &Command) -> &'static str {
    match command {
        Command::Window(WindowCommand::Open) => "load file",
        Command::Window(WindowCommand::Reload) => "reload refresh load",
        Command::Window(WindowCommand::FocusSearch) => "find",
        Command::FitAll => "zoom out show everything reset",
        Command::FitSelection => "zoom to",
        Command::GoToStart | Command::GoToEnd => "goto jump beginning",
        Command::Back | Command::Forward => "go history",
        Command::Window(WindowCommand::ExportView | WindowCommand::ExportPoster) => "export picture image",
        Command::Window(WindowCommand::CopyLink) => "share url address",
        Command::Window(WindowCommand::NextTheme | WindowCommand::SetTheme(_)) => "mode colours colors appearance",
        Command::Window(WindowCommand::ToggleHelp) => "help shortcuts keyboard",
        Command::Window(WindowCommand::ToggleDetail) => "sidebar",
        Command::ToggleOrder | Command::SetOrder(_) => "axis follow told happened",
        Command::LanesBy(_) | Command::NextLanesBy => "rows swimlanes group characters places threads tags groups",
        Command::SortLanes(_) => "order arrange",
        Command::ShowChart(_) | Command::ToggleCharts => "show graph diagram",
        Command::ChainDepth(_) => "causes effects",
        Command::ShowAllLanes => "unhide",
        Command::ToggleFilterHides | Command::FilterBySearch => "only",
        Command::ClearFilter | Command::ClearPaths => "remove reset",
        Command::TogglePin | Command::MovePin(_) => "pin hold",
        _ => "",
    }
}

/// The order of commands that match equally well: first complete actions, then changes of the view, last the small
/// steps that are usually taken by key.
pub(super) fn turn(command: &Command) -> u16 {
    match command {
        Command::Window(WindowCommand::Open) => 0,
        Command::Window(WindowCommand::FocusSearch) => 1,
        Command::LanesBy(_) | Command::SetOrder(_) => 2,
        Command::Window(WindowCommand::ExportView | WindowCommand::ExportPoster | WindowCommand::CopyLink) => 3,
        Command::Pan(_)
        | Command::Step(_)
        | Command::ZoomIn
        | Command::ZoomOut
        | Command::Back
        | Command::Forward
        | Command::NextHit
        | Command::PreviousHit
        | Command::Clear => 5,
        _ => 4,
    }
}

/// Whether a command would change anything now, if that can be told quickly; else `true`.
pub(super) fn is_useful(command: &Command, story: &Story, state: &State) -> bool {
    let arrangement = state.arrangement();
    let event = match state.selection {
        Selection::Event(id) => Some(id),
        _ => None,
    };
    match command {
        Command::FitSelection => state.selection != Selection::Nothing,
        Command::Back => state.trail.has_back(),
        Command::Forward => state.trail.has_forward(),
        Command::NextHit | Command::PreviousHit | Command::FilterBySearch => state.search.is_active(),
        Command::ClearFilter | Command::ToggleFilterHides => arrangement.filter.is_active(),
        Command::FoldSelected
        | Command::FoldAround
        | Command::HideSelected
        | Command::SoloSelected
        | Command::LaneUp
        | Command::LaneDown => state.selected_lane(story).is_some(),
        Command::UnfoldAll => !arrangement.folded.is_empty(),
        Command::ShowAllLanes => !(arrangement.hidden.is_empty() && arrangement.solo.is_empty()),
        Command::CompareWithLast => event.is_some_and(|here| state.trail.last_event(here).is_some()),
        Command::ToCause => event.is_some_and(|here| story.event(here).because.iter().next().is_some()),
        Command::ToEffect => event.is_some_and(|here| !story.event(here).led_to.is_empty()),
        Command::TogglePathOfSelected => {
            matches!(state.selection, Selection::Character(_) | Selection::Presence(..))
        }
        Command::ClearPaths => !arrangement.paths.is_empty(),
        Command::MovePin(_) => state.pin.is_some(),
        Command::Undo => state.steps.undo.is_some(),
        Command::Redo => state.steps.redo.is_some(),
        Command::StepAlone(_) | Command::MarkHere => state.mode == Mode::Write,
        Command::Write(WriteCommand::Copy) => event.is_some(),
        Command::Write(WriteCommand::AddEvent | WriteCommand::AddThread | WriteCommand::SelectAll) => {
            state.mode == Mode::Write
        }
        Command::Write(WriteCommand::Delete | WriteCommand::EditDetails) => {
            state.mode == Mode::Write && state.selection != Selection::Nothing
        }
        Command::Write(_) => state.mode == Mode::Write && event.is_some(),
        Command::Clear => state.search.is_active() || state.selection != Selection::Nothing,
        Command::SetOrder(order) => *order != arrangement.order,
        Command::LanesBy(by) => *by != arrangement.lanes && has_any(*by, story),
        Command::SortLanes(sort) => *sort != arrangement.sort,
        Command::ShowChart(chart) => *chart != arrangement.chart,
        Command::ChainDepth(depth) => *depth != arrangement.depth,
        _ => true,
    }
}

/// Whether it depends on what the user has done if a command applies; such a command comes first when it does.
pub(super) fn depends(command: &Command) -> bool {
    matches!(
        command,
        Command::FitSelection
            | Command::ToCause
            | Command::ToEffect
            | Command::CompareWithLast
            | Command::FilterBySearch
            | Command::ClearFilter
            | Command::ToggleFilterHides
            | Command::ShowAllLanes
            | Command::UnfoldAll
            | Command::ClearPaths
            | Command::Undo
            | Command::Redo
    )
}

/// Whether the story has anything that these lanes stand for.
fn has_any(by: LanesBy, story: &Story) -> bool {
    match by {
        LanesBy::Thread => true,
        LanesBy::Place => !story.places.is_empty(),
        LanesBy::Character => !story.characters.is_empty(),
        LanesBy::Group => !story.groups.is_empty(),
        LanesBy::Tag => !story.tags.is_empty(),
    }
}
