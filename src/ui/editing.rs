//! Carrying out what is written about what is selected: adding, deleting, moving, copying.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use egui::Context;

use crate::document::addition::Addition;
use crate::document::change::Change;
use crate::document::edit::{EditError, ItemId};
use crate::document::fields::ItemKind;
use crate::document::removal::{How, IsKnown, remove_with};
use crate::document::{Document, clipboard};
use crate::layout::scene::{HitTarget, MarkForm, Scene};
use crate::state::command::{Command, WriteCommand};
use crate::state::proposal::{self, Nudge, Refused};
use crate::state::step::Direction;
use crate::state::view::{ThingId, ThingKind};
use crate::state::{Mode, Selection};
use crate::story::id::EventId;
use crate::story::place::{Around, Entailed};
use crate::story::relation::End;
use crate::story::words::counted;
use crate::text::Fault;
use crate::ui::app::App;
use crate::ui::notice::Notice;
use crate::ui::panel;
use crate::ui::timeline::writing::adding::Adding;

/// What a command of writing does: a change and what to tell of it; or why it cannot.
type Outcome = Result<(Change, Vec<String>), String>;

impl App {
    /// Carries out a command of writing. While exploring, only copying is.
    pub(in crate::ui) fn write(&mut self, ctx: &Context, command: WriteCommand) {
        if self.state.mode == Mode::Explore && command != WriteCommand::Copy {
            self.notice = Some(Notice::told("This would change the story: press E to write in it"));
            return;
        }
        let writing = &mut self.timeline.interaction.writing;
        match command {
            WriteCommand::AddEvent => writing.adding = Some(Adding::after_selected()),
            WriteCommand::AddThread => writing.adding = Some(Adding::thread()),
            WriteCommand::SelectAll => {
                let events = self.events_in_sight();
                self.run(ctx, Command::MarkAll(events));
            }
            WriteCommand::Copy => {
                self.copy_events(ctx);
            }
            WriteCommand::Cut => {
                if self.copy_events(ctx) {
                    self.carry_out(ctx, Self::deleted);
                }
            }
            WriteCommand::Delete => self.carry_out(ctx, Self::deleted),
            WriteCommand::Duplicate => self.carry_out(ctx, Self::duplicated),
            WriteCommand::Paste(text) => self.carry_out(ctx, |app, document| app.pasted(document, &text)),
            WriteCommand::Nudge(direction) => self.carry_out(ctx, |app, document| app.nudged(document, direction)),
            WriteCommand::Stretch { end, later } => {
                self.carry_out(ctx, |app, document| app.stretched(document, end, later));
            }
            WriteCommand::Relate => self.relate(ctx),
            WriteCommand::EditDetails => self.edit_details(ctx),
        }
        ctx.request_repaint();
    }

    /// Makes the change of a command, and tells what there is to tell.
    fn carry_out(&mut self, ctx: &Context, outcome: impl FnOnce(&Self, &Document) -> Outcome) {
        let Some(document) = &self.session.document else { return };
        match outcome(self, document) {
            Ok((change, notes)) => {
                let text = if notes.is_empty() { None } else { Some(notes.join(" ")) };
                self.run(ctx, Command::Make(Arc::new(change)));
                self.notice = text.map(Notice::told).or(self.notice.take());
            }
            Err(why) => self.notice = Some(Notice::failure(why)),
        }
    }

    /// The selected events by title, or by number.
    fn name_of(&self, events: &[EventId]) -> String {
        match events {
            [one] => format!("“{}”", self.story().event(*one).title),
            many => counted(many.len(), "event", "events"),
        }
    }

    /// The ids of the selected events in the file, in its order.
    fn selected_ids(&self) -> Vec<String> {
        let mut events = self.state.selected_events();
        events.sort_unstable();
        events.into_iter().map(|event| self.story().event(event).id.to_owned()).collect()
    }

    /// Puts the selected events onto the clipboard; returns whether there are any.
    fn copy_events(&mut self, ctx: &Context) -> bool {
        let (ids, Some(document)) = (self.selected_ids(), &self.session.document) else { return false };
        if ids.is_empty() {
            self.notice = Some(Notice::told("Nothing to copy: select an event first"));
            return false;
        }
        match clipboard::copied(document, &ids) {
            Ok(text) => {
                ctx.copy_text(text);
                let what = self.name_of(&self.state.selected_events());
                self.notice = Some(Notice::told(format!("Copied {what}")));
                true
            }
            Err(fault) => {
                self.notice = Some(Notice::failure(not_json(&fault)));
                false
            }
        }
    }

    fn deleted(&self, document: &Document) -> Outcome {
        let story = self.story();
        let events = self.state.selected_events();
        let (items, name) = if events.is_empty() {
            let thing = ThingId::of(story, self.state.selection).ok_or("Nothing to delete: select something first")?;
            if let Selection::Thread(thread) = self.state.selection
                && !story.thread(thread).events.is_empty()
            {
                let count = counted(story.thread(thread).events.len(), "event", "events");
                return Err(format!("This thread has {count}: choose in the panel what becomes of them"));
            }
            let kind = match thing.kind {
                ThingKind::Thread => ItemKind::Thread,
                ThingKind::Character => ItemKind::Character,
                ThingKind::Place => ItemKind::Place,
                _ => return Err("This is deleted in the panel".to_owned()),
            };
            let name = format!("“{}”", self.state.selection.name(story));
            (vec![ItemId { kind, id: thing.id }], name)
        } else {
            let item = |id| ItemId { kind: ItemKind::Event, id };
            (self.selected_ids().into_iter().map(item).collect(), self.name_of(&events))
        };
        let known = (story.events.len() <= FEW_TO_TIE).then(|| Known::of(self));
        let is_known = known.as_ref().map(|known| move |first: &str, second: &str| known.is_before(first, second));
        let how = How { move_to: None, is_known: is_known.as_ref().map(|is_known| is_known as IsKnown<'_>) };
        let plan = remove_with(document, &items, &how).map_err(|error: EditError| error.to_string())?;
        let told = std::iter::once(format!("Deleted {name}.")).chain(plan.says).collect();
        Ok((Change::new(format!("delete {name}"), plan.edits), told))
    }

    fn duplicated(&self, document: &Document) -> Outcome {
        let events = self.state.selected_events();
        if events.is_empty() {
            return Err("Nothing to duplicate: select an event first".to_owned());
        }
        let addition = clipboard::duplicate(document, &self.selected_ids()).map_err(|fault| not_json(&fault))?;
        let name = self.name_of(&events);
        Ok(added(addition, format!("duplicate {name}"), format!("Duplicated {name}.")))
    }

    fn pasted(&self, document: &Document, text: &str) -> Outcome {
        let story = self.story();
        let after = match self.state.selection {
            Selection::Event(event) => Some(story.event(event).id),
            _ => None,
        };
        let thread = match self.state.selection {
            Selection::Thread(thread) => Some(story.thread(thread).id.as_str()),
            _ => None,
        };
        let pasted = clipboard::pasted(text, document, thread, after).map_err(|fault| not_json(&fault))?;
        let addition = pasted.ok_or("Nothing to paste: the clipboard has neither events nor an outline")?;
        let count = counted(addition.events.len(), "event", "events");
        Ok(added(addition, format!("paste {count}"), format!("Pasted {count}.")))
    }

    fn nudged(&self, document: &Document, direction: Direction) -> Outcome {
        let (story, state) = (self.story(), &self.state);
        let events = state.selected_events();
        let lane = state.selected_lane(story).filter(|_| !events.is_empty());
        let lane = lane.ok_or("Nothing to move: select an event first")?;
        let nudge = match direction {
            Direction::Previous => Nudge::Earlier,
            Direction::Next => Nudge::Later,
            Direction::Up => Nudge::Up,
            Direction::Down => Nudge::Down,
        };
        let context = proposal::Context { story, state, document };
        change_of(proposal::nudged(context, &events, lane, nudge, self.grain()))
    }

    fn stretched(&self, document: &Document, end: End, later: bool) -> Outcome {
        let (story, state) = (self.story(), &self.state);
        let Selection::Event(event) = state.selection else {
            return Err("Nothing to stretch: select an event first".to_owned());
        };
        let context = proposal::Context { story, state, document };
        change_of(proposal::nudged_end(context, event, end, later, self.grain()))
    }

    /// The ticks by which a key moves an exact time: the distance of two ticks of the axis.
    fn grain(&self) -> i64 {
        let scene = self.timeline.cache.scene.get();
        let between_ticks = |scene: &Rc<Scene>| {
            let [first, second] = scene.ticks.get(..2)? else { return None };
            Some((second.at - first.at).max(1.0) as i64)
        };
        scene.and_then(between_ticks).unwrap_or(1)
    }

    /// Asks what ties the selected event to another one, or two selected events to each other.
    fn relate(&mut self, ctx: &Context) {
        // Into sight, where the question is asked.
        self.apply_to_view(ctx, Command::Select(self.state.selection));
        self.timeline.wants.reveal = true;
        let writing = &mut self.timeline.interaction.writing;
        match self.state.selected_events()[..] {
            [one] => writing.find_other(&self.session.story, one),
            // From the one that was selected first.
            [last, first] => writing.relate(first, last),
            _ => self.notice = Some(Notice::failure("Select one event, or the two that are to be tied")),
        }
    }

    /// Gives the keyboard to the title in the detail panel.
    fn edit_details(&mut self, ctx: &Context) {
        self.settings.detail_open = true;
        panel::focus_title(ctx);
    }

    /// The events that have a mark of their own in the timeline, in the file's order.
    fn events_in_sight(&self) -> Vec<EventId> {
        let Some(scene) = self.timeline.cache.scene.get() else { return Vec::new() };
        let own = scene.marks.iter().filter(|mark| mark.form != MarkForm::Secondary);
        let mut events: Vec<EventId> = own
            .filter_map(|mark| match mark.target {
                HitTarget::Event(event) => Some(event),
                _ => None,
            })
            .collect();
        events.sort_unstable();
        events.dedup();
        events
    }
}

/// In a story of up to so many events, the order around a deleted one is kept: each question takes time in proportion to
/// them.
const FEW_TO_TIE: usize = 20_000;

/// Which events are known to come before others.
struct Known<'a> {
    entailed: Arc<Entailed>,
    by_id: HashMap<&'a str, EventId>,
    around: RefCell<HashMap<EventId, Around>>,
}

impl<'a> Known<'a> {
    fn of(app: &'a App) -> Self {
        let story = app.story();
        let by_id = story.event_ids().map(|id| (story.event(id).id, id)).collect();
        Self { entailed: app.state.derived().entailed(story), by_id, around: RefCell::default() }
    }

    fn is_before(&self, first: &str, second: &str) -> bool {
        let (Some(&first), Some(&second)) = (self.by_id.get(first), self.by_id.get(second)) else { return false };
        let mut around = self.around.borrow_mut();
        around.entry(second).or_insert_with(|| self.entailed.around(second)).is_after(first)
    }
}

/// The change that adds events, and what to tell of it.
fn added(addition: Addition, name: String, told: String) -> (Change, Vec<String>) {
    let first = addition.events.first().cloned();
    let change = Change::new(name, addition.edits);
    let change = match first {
        Some(id) => change.selecting(ItemId { kind: ItemKind::Event, id }),
        None => change,
    };
    (change, std::iter::once(told).chain(addition.notes).collect())
}

/// The change of a proposal.
fn change_of(outcome: proposal::Outcome) -> Outcome {
    match outcome {
        Ok(proposal) => Ok((proposal.change, Vec::new())),
        Err(Refused::Because(why)) => Err(why),
        Err(Refused::Nothing) => Err("It cannot go any further".to_owned()),
    }
}

/// The text of the story cannot be read, so nothing can be found in it.
fn not_json(fault: &Fault) -> String {
    format!("The text of the story has a mistake that must be mended first: {}", fault.message)
}
