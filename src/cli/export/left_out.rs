//! What a picture leaves out, in lines for standard error: how much, why, and the options that show it.

use crate::export::contents::{Absence, Contents};
use crate::export::picture::{PictureKind, Subject, full_height};
use crate::state::Selection;
use crate::story::problem::quoted;
use crate::story::words::counted;

/// The lines about a picture of `subject` with these contents; none if nothing is left out.
pub(super) fn lines(subject: Subject<'_>, contents: &Contents) -> Vec<String> {
    if contents.is_whole() {
        return Vec::new();
    }
    let picture = if subject.kind == PictureKind::Poster { "poster" } else { "picture" };
    let mut lines = vec![format!("the {picture} has only {}", contents.words().replace(" · ", ", "))];
    lines.extend(Absence::ALL.into_iter().filter_map(|absence| line(subject, contents, absence)));
    if contents.phases.left_out() > 0 {
        lines.push(
            "phases are left out if more overlap than a third of the height can show; the longest are kept".to_owned(),
        );
    }
    if let (Selection::Event(id), Some(absence)) = (subject.state.selection, contents.selected) {
        let place = match absence {
            Absence::BeyondLanes => "above or below what is shown; leave out scroll= to show it",
            Absence::BeyondTime => "before or after what is shown; show another stretch of the axis, or use --poster",
            Absence::Filtered => "hidden by the filter",
            Absence::Hidden => "in a hidden lane",
        };
        lines.push(format!("the selected event {} is {place}", quoted(subject.story.event(id).id)));
    }
    lines
}

/// The line about the events that are left out for one reason.
fn line(subject: Subject<'_>, contents: &Contents, absence: Absence) -> Option<String> {
    let count = contents.absent(absence);
    let events = counted(count, "event is", "events are");
    let line = match absence {
        Absence::BeyondLanes => {
            let cut = contents.lanes.left_out() > subject.state.lineup().hidden.len();
            let height = cut.then(|| full_height(subject))?;
            let height = height.map_or_else(String::new, |height| format!("--height {height} or "));
            format!("{events} in lanes above or below; {height}--poster shows all lanes")
        }
        Absence::BeyondTime if count > 0 => format!("{events} before or after; --poster shows the whole axis"),
        Absence::Filtered if count > 0 => format!("{events} hidden by the filter; without --hide they are only dimmed"),
        Absence::Hidden if count > 0 => {
            format!("{events} in hidden lanes; a view without hidden= and solo= shows them")
        }
        _ => return None,
    };
    Some(line)
}
