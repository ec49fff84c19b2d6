//! Everything the user can do, as one list. Keys, menus, buttons, links and the command line all send these; what they
//! do is in `apply`.

use std::sync::Arc;

use super::arrangement::{LanesBy, Sort};
use super::chart::Chart;
use super::lanes::LaneKey;
use super::step::Direction;
use super::view::{Brightness, View};
use super::{Mode, Selection};
use crate::document::change::Change;
use crate::story::id::{CharacterId, EventId};
use crate::story::order::Order;
use crate::story::relation::End;
use crate::time::Span;
use crate::time::window::Window;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Move the window by a share of its length; above 0 towards the end.
    Pan(f64),
    /// Show less (factor above 1) or more of the story, with the time at `about` ticks standing still.
    Zoom {
        /// How much larger everything gets.
        factor: f64,
        /// The time that stands still, in ticks.
        about: f64,
    },
    /// Zoom about the selection where it is visible, or else about the middle.
    ZoomIn,
    /// The opposite.
    ZoomOut,
    /// Show this stretch.
    Show(Window),
    /// Show this stretch, which is being dragged: it follows the pointer without gliding.
    Brush(Window),
    /// Show this stretch with some room around it.
    ShowSpan(Span),
    /// Show the view of a link, and nothing of what is here now; what the story lacks is left out.
    ShowView(Box<View>),
    /// Show the whole story.
    FitAll,
    /// Show what is selected.
    FitSelection,
    /// Jump to the story's start.
    GoToStart,
    /// Jump to the story's end.
    GoToEnd,
    /// Move window and lanes with the pointer that drags them.
    Drag {
        /// By how much of its length the window moves; above 0 towards the end.
        share: f64,
        /// By how many points the lanes scroll down.
        points: f32,
    },
    /// Scroll the lanes down by so many points.
    ScrollLanes(f32),
    /// Scroll the lanes so that so many points of them are out of sight above.
    ScrollTo(f32),
    /// Select, and remember what was selected.
    Select(Selection),
    /// Clear the search, or else the selection.
    Clear,
    /// Move the selection by an arrow key.
    Step(Direction),
    /// Move the keyboard alone, and leave selected what is; while exploring, the same as [`Command::Step`].
    StepAlone(Direction),
    /// Go back through what was selected.
    Back,
    /// Go forward again.
    Forward,
    /// Select an event in one of the lanes that it stands in.
    SelectIn(EventId, LaneKey),
    /// Select this event too: it is compared with the one that was selected before.
    Compare(EventId),
    /// Compare the selected event with the one that was selected before it.
    CompareWithLast,
    /// Go to the nearest of the causes of the selected event.
    ToCause,
    /// Go to the nearest of its effects.
    ToEffect,
    /// Pin a place on the axis, in ticks, to see what happens meanwhile; or remove the pin.
    Pin(Option<f64>),
    /// Pin the start of the selection, or else the middle of the window; or remove the pin.
    TogglePin,
    /// Move the pin to the next (`true`) or the previous start or end of an event.
    MovePin(bool),
    /// Follow this order on the axis.
    SetOrder(Order),
    /// Follow the other order.
    ToggleOrder,
    /// Let lanes stand for this.
    LanesBy(LanesBy),
    /// Let them stand for the next thing.
    NextLanesBy,
    /// Sort the lanes.
    SortLanes(Sort),
    /// Put a lane before another one, or last.
    MoveLane {
        /// The one that moves.
        lane: LaneKey,
        /// The one that it comes before; `None` is the end.
        before: Option<LaneKey>,
    },
    /// Move the selected lane up by one.
    LaneUp,
    /// Move it down by one.
    LaneDown,
    /// Fold a lane to one row, or a group or place to one lane; or unfold it.
    Fold(LaneKey),
    /// Fold the selected lane, or unfold it.
    FoldSelected,
    /// Fold the group or place around the selected lane, or unfold it.
    FoldAround,
    /// Unfold every lane.
    UnfoldAll,
    /// Leave a lane out, or bring it back.
    Hide(LaneKey),
    /// Leave the selected lane out.
    HideSelected,
    /// Show a lane alone, or no longer; several can be.
    Solo(LaneKey),
    /// Show the selected lane alone, or no longer.
    SoloSelected,
    /// Bring back every lane that was left out.
    ShowAllLanes,
    /// Let only the events through that this query finds.
    Filter(String),
    /// Make a filter of the search, on top of the one there is.
    FilterBySearch,
    /// Hide the events that the filter leaves out instead of dimming them, or the other way round.
    ToggleFilterHides,
    /// Let everything through.
    ClearFilter,
    /// Draw the paths of these characters.
    ShowPaths(Vec<CharacterId>),
    /// Draw the path of a character too, or no longer.
    TogglePath(CharacterId),
    /// Keep drawing the path of the selected character, or no longer.
    TogglePathOfSelected,
    /// Draw no path but that of the selected character.
    ClearPaths,
    /// How far the chain of the selected event is highlighted, in links; `None` is all of it.
    ChainDepth(Option<u32>),
    /// Open this chart, or none.
    ShowChart(Option<Chart>),
    /// Open the charts, or fold them away.
    ToggleCharts,
    /// Go on to the next chart.
    NextChart,
    /// Change the text of the story.
    Make(Arc<Change>),
    /// Write about what is selected.
    Write(WriteCommand),
    /// Explore the story, or write in it.
    SetMode(Mode),
    /// The other of the two.
    ToggleMode,
    /// Select this event beside those that are selected, or no longer.
    Mark(EventId),
    /// Select the event that the keyboard is at beside those that are selected, or no longer.
    MarkHere,
    /// Select these events, the first of them as the one that the panel is about.
    MarkAll(Vec<EventId>),
    /// Take back the last step: a change of the story, or of the arrangement.
    Undo,
    /// Make it again.
    Redo,
    /// Search for this.
    Search(String),
    /// Go to the next event found.
    NextHit,
    /// Go to the one before.
    PreviousHit,
    /// Something that only the window can do.
    Window(WindowCommand),
}

/// Something that only the window around a view can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowCommand {
    /// Put the keyboard into the search field.
    FocusSearch,
    /// Begin a new story.
    NewStory,
    /// Begin a new story from an outline.
    NewFromOutline,
    /// Make a copy of the open story to write in.
    MakeCopy,
    /// Save the story where it is.
    Save,
    /// Save the story elsewhere.
    SaveAs,
    /// List what is wrong in the story, and what could be.
    ShowChecks,
    /// Open another story.
    Open,
    /// Read the open story again.
    Reload,
    /// Write a picture of the view.
    ExportView,
    /// Write a picture of the whole story.
    ExportPoster,
    /// Put a link to this view onto the clipboard.
    CopyLink,
    /// Go on to the next theme: the system's, dark, light.
    NextTheme,
    /// Use this theme from now on; `None` follows the system.
    SetTheme(Option<Brightness>),
    /// Fold the detail panel away or bring it back.
    ToggleDetail,
    /// Show the palette of commands and names.
    TogglePalette,
    /// Show or hide the help sheet.
    ToggleHelp,
}

/// Something to write, about what is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteCommand {
    /// Ask for an event after the selected one, or at the end.
    AddEvent,
    /// Ask for a thread.
    AddThread,
    /// Delete what is selected.
    Delete,
    /// Put a copy of the selected events behind each.
    Duplicate,
    /// Move the selected events by one place in their lane, or into the next one.
    Nudge(Direction),
    /// Let the selected event begin or end earlier, or later.
    Stretch {
        /// The end that moves.
        end: End,
        /// Whether it moves to later.
        later: bool,
    },
    /// Ask what ties the selected event to another, or two selected ones to each other.
    Relate,
    /// Put the selected events onto the clipboard.
    Copy,
    /// The same, and delete them.
    Cut,
    /// Add the events of a copied text, or of an outline.
    Paste(String),
    /// Select every event in sight.
    SelectAll,
    /// Put the keyboard into the title of the selected thing in the panel.
    EditDetails,
}

/// A command with its name and its keys, for menus and the help sheet.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The title, in a few words.
    pub title: &'static str,
    /// Its keys, such as `Ctrl+O`; several are separated by a space. `Ctrl` is `Cmd` on a Mac.
    pub keys: &'static str,
    /// The command to send.
    pub command: Command,
}

/// Every command that needs nothing but itself, in the order of the help sheet.
pub fn listed() -> Vec<Listed> {
    let row = |title, keys, command| Listed { title, keys, command };
    let stretch = |end, later| Command::Write(WriteCommand::Stretch { end, later });
    vec![
        row("Previous event in the lane", "ArrowLeft", Command::Step(Direction::Previous)),
        row("Next event in the lane", "ArrowRight", Command::Step(Direction::Next)),
        row("Nearest event in the lane above", "ArrowUp", Command::Step(Direction::Up)),
        row("Nearest event in the lane below", "ArrowDown", Command::Step(Direction::Down)),
        row("Back to what was selected before", "Alt+ArrowLeft", Command::Back),
        row("Forward again", "Alt+ArrowRight", Command::Forward),
        row("Fit the whole story", "0", Command::FitAll),
        row("Fit the selection", "F", Command::FitSelection),
        row("Zoom in", "Plus Equals", Command::ZoomIn),
        row("Zoom out", "Minus", Command::ZoomOut),
        row("Go to the start", "Home", Command::GoToStart),
        row("Go to the end", "End", Command::GoToEnd),
        row("Earlier by a page", "PageUp", Command::Pan(-0.8)),
        row("Later by a page", "PageDown", Command::Pan(0.8)),
        row("Do or go to anything…", "Ctrl+Shift+P", Command::Window(WindowCommand::TogglePalette)),
        row("Search", "Ctrl+F Slash", Command::Window(WindowCommand::FocusSearch)),
        row("Next hit", "F3 N", Command::NextHit),
        row("Previous hit", "Shift+F3 Shift+N", Command::PreviousHit),
        row("Filter by what is searched for", "Ctrl+Enter", Command::FilterBySearch),
        row("Hide or dim the events that the filter leaves out", "Shift+X", Command::ToggleFilterHides),
        row("Clear the filter", "X", Command::ClearFilter),
        row("Order of happening or of telling", "T", Command::ToggleOrder),
        row("Next kind of lanes", "B", Command::NextLanesBy),
        row("Fold or unfold the selected lane", "L", Command::FoldSelected),
        row("Fold or unfold its group", "G", Command::FoldAround),
        row("Unfold every lane", "Shift+L", Command::UnfoldAll),
        row("Hide the selected lane", "H", Command::HideSelected),
        row("Show the selected lane alone", "S", Command::SoloSelected),
        row("Show every lane", "Shift+H", Command::ShowAllLanes),
        row("Move the selected lane up", "Alt+ArrowUp", Command::LaneUp),
        row("Move the selected lane down", "Alt+ArrowDown", Command::LaneDown),
        row("Compare with the event before", "V", Command::CompareWithLast),
        row("To the nearest cause", "OpenBracket", Command::ToCause),
        row("To the nearest effect", "CloseBracket", Command::ToEffect),
        row("Keep the selected character's path", "P", Command::TogglePathOfSelected),
        row("Clear the paths", "Shift+P", Command::ClearPaths),
        row("What happens meanwhile?", "M", Command::TogglePin),
        row("Meanwhile, a step earlier", "Comma", Command::MovePin(false)),
        row("Meanwhile, a step later", "Period", Command::MovePin(true)),
        row("Show or hide the charts", "C", Command::ToggleCharts),
        row("Next chart", "Shift+C", Command::NextChart),
        row("Explore or write", "E", Command::ToggleMode),
        row("Add an event after the selected one", "A Enter", Command::Write(WriteCommand::AddEvent)),
        row("Add a thread", "Shift+A", Command::Write(WriteCommand::AddThread)),
        row("Write its details", "F2", Command::Write(WriteCommand::EditDetails)),
        row("Move it earlier", "Shift+ArrowLeft", Command::Write(WriteCommand::Nudge(Direction::Previous))),
        row("Move it later", "Shift+ArrowRight", Command::Write(WriteCommand::Nudge(Direction::Next))),
        row("Move it to the lane above", "Shift+ArrowUp", Command::Write(WriteCommand::Nudge(Direction::Up))),
        row("Move it to the lane below", "Shift+ArrowDown", Command::Write(WriteCommand::Nudge(Direction::Down))),
        row("Let it begin earlier", "Alt+Shift+ArrowLeft", stretch(End::Start, false)),
        row("Let it begin later", "Alt+Shift+ArrowRight", stretch(End::Start, true)),
        row("Let it end earlier", "Ctrl+Shift+ArrowLeft", stretch(End::Finish, false)),
        row("Let it end later", "Ctrl+Shift+ArrowRight", stretch(End::Finish, true)),
        row("Tie it to another event…", "R", Command::Write(WriteCommand::Relate)),
        row("Previous event, keeping the selection", "Ctrl+ArrowLeft", Command::StepAlone(Direction::Previous)),
        row("Next event, keeping the selection", "Ctrl+ArrowRight", Command::StepAlone(Direction::Next)),
        row("Lane above, keeping the selection", "Ctrl+ArrowUp", Command::StepAlone(Direction::Up)),
        row("Lane below, keeping the selection", "Ctrl+ArrowDown", Command::StepAlone(Direction::Down)),
        row("Select this event too, or no longer", "Space Ctrl+Space", Command::MarkHere),
        row("Select every event in sight", "Ctrl+A", Command::Write(WriteCommand::SelectAll)),
        row("Duplicate", "Ctrl+D", Command::Write(WriteCommand::Duplicate)),
        row("Copy (Ctrl+C)", "", Command::Write(WriteCommand::Copy)),
        row("Cut (Ctrl+X)", "", Command::Write(WriteCommand::Cut)),
        row("Delete", "Delete Backspace", Command::Write(WriteCommand::Delete)),
        row("Undo", "Ctrl+Z", Command::Undo),
        row("Redo", "Ctrl+Shift+Z Ctrl+Y", Command::Redo),
        row("Checks: what is wrong, what could be", "K", Command::Window(WindowCommand::ShowChecks)),
        row("Show or hide the detail panel", "D", Command::Window(WindowCommand::ToggleDetail)),
        row("New story", "Ctrl+N", Command::Window(WindowCommand::NewStory)),
        row("New story from an outline…", "", Command::Window(WindowCommand::NewFromOutline)),
        row("Open a story…", "Ctrl+O", Command::Window(WindowCommand::Open)),
        row("Save the story", "Ctrl+S", Command::Window(WindowCommand::Save)),
        row("Save the story as…", "Ctrl+Shift+S", Command::Window(WindowCommand::SaveAs)),
        row("Make a copy to write in", "", Command::Window(WindowCommand::MakeCopy)),
        row("Read the story again", "F5", Command::Window(WindowCommand::Reload)),
        row("Save the view as PNG…", "Ctrl+E", Command::Window(WindowCommand::ExportView)),
        row("Save a poster as PNG…", "Ctrl+Shift+E", Command::Window(WindowCommand::ExportPoster)),
        row("Copy a link to this view", "", Command::Window(WindowCommand::CopyLink)),
        row("Theme: system, dark, light", "", Command::Window(WindowCommand::NextTheme)),
        row("Clear the search or the selection", "Escape", Command::Clear),
        row("Keys and gestures", "Questionmark F1", Command::Window(WindowCommand::ToggleHelp)),
    ]
}
