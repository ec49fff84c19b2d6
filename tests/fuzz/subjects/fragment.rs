//! Any text as a link to a view: reading and writing round-trip, and the view that it shows of a story has a link of
//! its own.

use plotlanes::state::command::Command;
use plotlanes::state::view::View;

use super::made::{FRESH, STORY};

pub(super) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let view = View::from_fragment(&text);
    assert!(view.ignored.iter().all(|why| !why.is_empty() && why.len() < 4000));
    again(&view);
    let mut state = FRESH.clone();
    assert_eq!(state.apply(&STORY, Command::ShowView(Box::new(view.clone()))), None);
    let lacking = view.lacking(&STORY);
    let shown = View { theme: view.theme, ..View::of(&STORY, &state) };
    again(&shown);
    // The view of a story, shown again, is the same view.
    let mut other = FRESH.clone();
    other.apply(&STORY, Command::ShowView(Box::new(shown.clone())));
    let twice = View { theme: view.theme, ..View::of(&STORY, &other) };
    assert_eq!(twice.to_fragment(), shown.to_fragment(), "{text:?}, which lacks {lacking:?}");
    assert!(shown.lacking(&STORY).is_empty(), "{text:?} {:?}", shown.lacking(&STORY));
    for command in [Command::Undo, Command::Redo, Command::Back, Command::Forward] {
        state.apply(&STORY, command);
    }
    again(&View::of(&STORY, &state));
}

/// A view and its link say the same, except for parts that could not be read.
fn again(view: &View) {
    let link = view.to_fragment();
    let read = View::from_fragment(&link);
    assert!(read.ignored.is_empty(), "{link:?} {:?}", read.ignored);
    // A dragged order that does not fit is left out.
    let dragged = if link.contains("dragged=") { view.dragged.clone() } else { Vec::new() };
    assert_eq!(read, View { ignored: Vec::new(), dragged, ..view.clone() }, "{link:?}");
    assert_eq!(read.to_fragment(), link);
}
