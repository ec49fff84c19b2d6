//! Putting events into another lane: the thread, place, character or tag that the lane stands for becomes theirs.

use super::context::{Context, item, set};
use super::outcome::{Refused, plain};
use super::written::Written;
use crate::document::edit::Edit;
use crate::state::lanes::LaneKey;
use crate::story::id::{EventId, GroupId, ThreadId};
use crate::story::words::Clause;
use crate::text::quote::json;

/// Edits that put events into a lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Relaned {
    pub(super) edits: Vec<Edit>,
    pub(super) says: Vec<Clause>,
    /// The thread that all of them are put into.
    pub(super) thread: Option<ThreadId>,
}

/// The edits that put events into the lane `to`. They leave the lane `from`, or with `adds` stay in it too.
///
/// # Errors
/// The lane is none that an event can be put into, or is left by changing the event itself.
pub(super) fn relaned(
    context: Context<'_>,
    events: &[EventId],
    from: Option<LaneKey>,
    to: LaneKey,
    adds: bool,
) -> Result<Relaned, Refused> {
    let story = context.story;
    let mut done = Relaned::default();
    let to = match to {
        LaneKey::Group(group) => LaneKey::Thread(thread_of_group(context, group)?),
        to => to,
    };
    let title = to.title(story);
    done.says.push(match to {
        LaneKey::Rest(_) => plain(rest_words(context, from, to)?),
        LaneKey::Character(_) => plain(format!("with {title}")),
        LaneKey::Tag(_) => plain(format!("tagged {title}")),
        _ if adds && matches!(to, LaneKey::Thread(_)) => plain(format!("also in {title}")),
        _ => plain(format!("in {title}")),
    });
    let left = if let Some(LaneKey::Thread(left)) = from { Some(left) } else { None };
    let is_further = |event: EventId| {
        !adds && left.is_some_and(|left| story.events.thread(event) != left && story.is_in(event, left))
    };
    for &event in events {
        let id = story.event(event).id;
        let Some(written) = Written::of(context.document, id, event.index()) else { continue };
        let change = |field: &str, json: Option<String>| {
            set(item(id), field, json).ok_or(Refused::Nothing).map(|edit| vec![edit])
        };
        let edits = match to {
            LaneKey::Thread(thread) if adds => {
                let is_in = story.is_in(event, thread);
                let also = with(written.texts("also"), None, Some(&story.thread(thread).id));
                if is_in { Vec::new() } else { change("also", also)? }
            }
            LaneKey::Thread(thread) if is_further(event) => {
                // It is in the lane that it leaves because it also belongs there.
                let left = left.map(|left| &story.thread(left).id);
                let added = Some(&story.thread(thread).id).filter(|_| story.events.thread(event) != thread);
                listed(written.texts("also"), left, added).map_or(Ok(Vec::new()), |also| change("also", also))?
            }
            LaneKey::Thread(thread) if story.events.thread(event) == thread => Vec::new(),
            LaneKey::Thread(thread) => {
                let id = &story.thread(thread).id;
                let mut edits = change("thread", Some(json(id)))?;
                let also = written.texts("also");
                if also.contains(id) {
                    edits.extend(change("also", with(also, Some(id), None))?);
                }
                edits
            }
            LaneKey::Place(place) if story.events.place_of(event) == Some(place) => Vec::new(),
            LaneKey::Place(place) => change("place", Some(json(&story.place(place).id)))?,
            LaneKey::Character(who) => {
                let left = match from {
                    Some(LaneKey::Character(left)) if !adds && left != who => Some(&story.character(left).id),
                    _ => None,
                };
                listed(written.texts("cast"), left, Some(&story.character(who).id))
                    .map_or(Ok(Vec::new()), |cast| change("cast", cast))?
            }
            LaneKey::Tag(tag) => {
                let left = match from {
                    Some(LaneKey::Tag(left)) if !adds && left != tag => Some(&story.tags[left.index()]),
                    _ => None,
                };
                listed(written.texts("tags"), left, Some(&story.tags[tag.index()]))
                    .map_or(Ok(Vec::new()), |tags| change("tags", tags))?
            }
            LaneKey::Rest(_) => match from {
                Some(LaneKey::Place(_)) => change("place", None)?,
                Some(LaneKey::Character(left)) => listed(written.texts("cast"), Some(&story.character(left).id), None)
                    .map_or(Ok(Vec::new()), |cast| change("cast", cast))?,
                Some(LaneKey::Tag(left)) => listed(written.texts("tags"), Some(&story.tags[left.index()]), None)
                    .map_or(Ok(Vec::new()), |tags| change("tags", tags))?,
                _ => Vec::new(),
            },
            LaneKey::Group(_) => Vec::new(),
        };
        done.edits.extend(edits);
    }
    done.thread = match to {
        LaneKey::Thread(thread) if !adds && !events.iter().any(|&event| is_further(event)) => Some(thread),
        _ => None,
    };
    Ok(done)
}

/// The one thread of a group.
pub(super) fn thread_of_group(context: Context<'_>, group: GroupId) -> Result<ThreadId, Refused> {
    let story = context.story;
    let name = &story.groups[group.index()];
    let mut threads = story.threads_in_order().filter(|&id| story.thread(id).group == *name);
    match (threads.next(), threads.next()) {
        (Some(thread), None) => Ok(thread),
        (Some(_), Some(_)) => Err(Refused::Because(format!(
            "{name} is a group of several threads; show lanes by thread and drop it on one of them"
        ))),
        (None, _) => Err(Refused::Because(format!(
            "{name} is a group of characters; show lanes by character and drop it on one of them"
        ))),
    }
}

/// The words for leaving a lane for that of the rest.
fn rest_words(context: Context<'_>, from: Option<LaneKey>, to: LaneKey) -> Result<String, Refused> {
    let story = context.story;
    match from {
        Some(LaneKey::Place(_)) => Ok("in no place".to_owned()),
        Some(LaneKey::Character(who)) => Ok(format!("without {}", story.character(who).name)),
        Some(LaneKey::Tag(tag)) => Ok(format!("not tagged {}", story.tags[tag.index()])),
        Some(from) if from == to => Err(Refused::Nothing),
        _ => Err(Refused::Because("an event leaves its group by changing its thread or its characters".to_owned())),
    }
}

/// A list of texts with one replaced, removed or added, as JSON; `None` inside if it is empty, outside if nothing changes.
#[expect(clippy::option_option, reason = "no change and an empty list are two things")]
fn listed(list: Vec<String>, left: Option<&String>, added: Option<&String>) -> Option<Option<String>> {
    let is_same = left.is_none_or(|left| !list.contains(left)) && added.is_none_or(|added| list.contains(added));
    if is_same { None } else { Some(with(list, left, added)) }
}

/// A list of texts with one replaced, removed or added, as JSON; `None` if it is empty.
pub(super) fn with(mut list: Vec<String>, left: Option<&String>, added: Option<&String>) -> Option<String> {
    let place = left.and_then(|left| list.iter().position(|one| one == left));
    match (place, added.filter(|added| !list.contains(added))) {
        (Some(at), Some(added)) => list[at].clone_from(added),
        (Some(at), None) => {
            list.remove(at);
        }
        (None, Some(added)) => list.push(added.clone()),
        (None, None) => {}
    }
    let texts: Vec<String> = list.iter().map(|text| json(text)).collect();
    (!list.is_empty()).then(|| format!("[{}]", texts.join(",")))
}
