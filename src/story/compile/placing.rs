//! Puts a resolved story's events and phases where their times say, and says so where those cannot all be true.

use std::collections::HashMap;

use super::report::Report;
use super::salvage::{FileNumbers, keep_phases};
use crate::story::id::EventId;
use crate::story::place::{self, Claim, Contradiction, Entailed, Placed, Repair, Thoroughness, Tie};
use crate::story::problem::quoted;
use crate::story::relation::Relation;
use crate::story::scheduler::{Part, Scheduler, Stage};
use crate::story::{Given, Story, TimeKind, When};
use crate::text::path::Path;
use crate::time::{Moment, Span};

/// The most defaults that give way in one story; past it a contradiction is told as it is.
const MOST_GIVEN_WAY: usize = 100;
/// The most events that are placed again for that, all times together: each default costs placing them all.
const MOST_PLACED: usize = 3_000_000;

/// Places all events and phases and sets the story's extent. Where what the story says of its times cannot all be true,
/// the fewest claims are left out with which the rest can be, and told. All are placed as `before` if that says the same of
/// every time.
pub(super) async fn place<S: Scheduler>(
    story: &mut Story,
    before: Option<&Story>,
    numbers: &FileNumbers,
    report: &mut Report,
    scheduler: &S,
) -> Result<(), S::Stop> {
    // Without a single time there is no clock, whatever the file calls it.
    if story.event_ids().all(|id| !story.events.when(id).is_dated() && story.events.when(id).lasts.is_none()) {
        story.time = TimeKind::Order;
    }
    if let TimeKind::Date(dates) = &mut story.time {
        let whens = (0..story.events.len() as u32).map(|id| story.events.when(EventId(id)));
        let lengths = whens.clone().filter_map(|when| when.lasts).map(|lasts| lasts.ticks);
        let given = whens.flat_map(|when| [when.at, when.from, when.to]).flatten().map(Given::span);
        *dates = dates.clone().written_as(given, lengths);
    }
    // Problems that only follow from an error told before are not told as well.
    let tells_more = report.errors() == 0;
    let part = Part::new(Stage::Placing, 0.1..0.9);
    let repaired = if let Some(before) = before.filter(|before| story.has_times_of(before)) {
        story.events.place_as(&before.events);
        false
    } else {
        let (placed, repaired) = Placing { story, numbers, report, part, scheduler }.place().await?;
        for (id, at) in story.event_ids().zip(placed) {
            story.events.place(id, at);
        }
        repaired
    };
    let hull = story.event_ids().map(|id| shown(story, id)).reduce(Span::hull).unwrap_or_default();
    story.extent = if hull.is_moment() { with_room(hull.start(), &story.time) } else { hull };
    place_phases(story, (tells_more && !repaired).then_some(&mut *report));
    Ok(())
}

/// The stretch to show of an event: with a clock, all that its own date allows.
fn shown(story: &Story, id: EventId) -> Span {
    let event = story.event(id);
    let mut shown = event.placed;
    if story.time.clock().is_some() && event.when.is_dated() {
        if !event.open.start.earliest {
            shown = shown.hull(Span::at(event.earliest.start()));
        }
        if !event.open.end.latest {
            shown = shown.hull(Span::at(event.latest.end()));
        }
    }
    shown
}

/// The search for a way to place a story's events, by what they say as far as it can be true.
struct Placing<'s, S> {
    story: &'s mut Story,
    numbers: &'s FileNumbers,
    report: &'s mut Report,
    part: Part,
    scheduler: &'s S,
}

impl<S: Scheduler> Placing<'_, S> {
    /// Places all events, and tells whether anything that is written was left out for that.
    ///
    /// An event without a `when` that only follows the one before it in its thread gives way first, with a note; then
    /// what is written.
    async fn place(mut self) -> Result<(Vec<Placed>, bool), S::Stop> {
        let most = (MOST_PLACED / self.story.events.len().max(1)).clamp(3, MOST_GIVEN_WAY);
        let mut given_way: Vec<(EventId, EventId, Contradiction)> = Vec::new();
        let mut repaired = false;
        let placed = loop {
            let contradiction = match self.try_to_place().await? {
                Ok(placed) => break placed,
                Err(contradiction) => contradiction,
            };
            let default = contradiction.cycle.iter().find_map(|statement| match statement.tie {
                Tie::Order(Relation::After) => Some(statement.event),
                Tie::Order(_) => Some(statement.other),
                _ => None,
            });
            match default.and_then(|event| Some((event, self.story.events.when(event).follows?))) {
                Some((event, before)) if given_way.len() < most => {
                    self.story.events.follow(event, None);
                    given_way.push((event, before, contradiction));
                }
                Some(_) => {
                    self.tell(&contradiction);
                    self.follow_nothing();
                    given_way.clear();
                    repaired = true;
                }
                None => {
                    // They gave way for something that does not count any more, perhaps.
                    for (event, before, _) in given_way.drain(..) {
                        self.story.events.follow(event, Some(before));
                    }
                    self.repair(&contradiction).await?;
                    repaired = true;
                }
            }
        };
        for (event, _, contradiction) in given_way {
            self.story.given_way.push(contradiction);
            self.report.note(&Path::ROOT.field("events").index(self.numbers.of(event)), "default-order-dropped", || {
                let title = quoted(self.story.event(event).title);
                format!(
                    "{title} says nothing of its time, and what others say keeps it from following the event before it \
                     in its thread; give it a `when`"
                )
            });
        }
        Ok((placed, repaired))
    }

    async fn try_to_place(&self) -> Result<Result<Vec<Placed>, Contradiction>, S::Stop> {
        let whens = |id| self.story.events.when(id);
        let progress = async |share: f32| self.part.yield_at(self.scheduler, (share * 100.0) as usize, 100).await;
        place::place_all(self.story.events.len(), whens, self.story.time.clock(), &progress).await
    }

    /// Leaves out what is written and cannot be true with the rest, and tells of it; `contradiction` is some of it.
    async fn repair(&mut self, contradiction: &Contradiction) -> Result<(), S::Stop> {
        let whens = |id| self.story.events.when(id);
        let progress = async |share: f32| self.part.yield_at(self.scheduler, (share * 100.0) as usize, 100).await;
        let repair =
            place::least_to_leave_out(self.story.events.len(), whens, self.story.time.clock(), &progress).await?;
        let found = repair.filter(|repair| repair.thoroughness != Thoroughness::NoRelations);
        let Some(Repair { left_out, thoroughness }) = found else {
            self.tell(contradiction);
            self.leave_out_relations();
            return Ok(());
        };
        let claims: Vec<Claim> = left_out.iter().map(|&(claim, _)| claim).collect();
        let others = match (claims.len() - 1, thoroughness) {
            (0, _) => String::new(),
            (1, Thoroughness::Least) => ", with another one; one alone would not do".to_owned(),
            (others, Thoroughness::Least) => format!(", with {others} others; fewer would not do"),
            (others, _) => format!(", with {others} more; fewer might do"),
        };
        // First what is left out: of a `when` with an error no more is told.
        for &claim in &claims {
            self.tell_left_out(claim, &others);
        }
        for (_, why) in &left_out {
            self.tell(why);
        }
        let mut changed: HashMap<EventId, When> = HashMap::new();
        for event in claims.iter().map(|claim| claim.event()) {
            let said = || place::without(self.story.events.when(event).to_owned(), event, &claims);
            changed.entry(event).or_insert_with(said);
        }
        self.story.events.set_times(&changed);
        Ok(())
    }

    /// Leaves out all relations, or if there are none, all exact times.
    fn leave_out_relations(&mut self) {
        self.report.left_out(&Path::ROOT.field("events"), || {
            "contradictions are too many to look at one by one: no relation counts in what is shown".into()
        });
        let events = &self.story.events;
        let no_relations = self.story.event_ids().all(|id| events.relations(id).is_empty());
        let rest = |id| match events.when(id).to_owned() {
            _ if no_relations => When::default(),
            when => When { relations: Vec::new(), ..when },
        };
        let changed = self.story.event_ids().map(|id| (id, rest(id))).collect();
        self.story.events.set_times(&changed);
    }

    /// Lets no event follow the one before only for want of a `when`.
    fn follow_nothing(&mut self) {
        self.report.left_out(&Path::ROOT.field("events"), || {
            "too many events that say nothing of their time cannot follow the event before them in their thread: none \
             does in what is shown"
                .into()
        });
        for id in self.story.event_ids() {
            self.story.events.follow(id, None);
        }
    }

    /// Notes that a claim is left out, and with which others.
    fn tell_left_out(&mut self, claim: Claim, others: &str) {
        let list = Path::ROOT.field("events");
        let at = list.index(self.numbers.of(claim.event()));
        let field = match claim {
            Claim::Time(_, field) => field.name(),
            Claim::Relation(_, relation, _) => relation.name(),
        };
        let title = |id| quoted(self.story.event(id).title);
        self.report.left_out(&at.field("when").field(field), || {
            let said = match claim {
                Claim::Time(event, _) => format!("`{field}` of {}", title(event)),
                Claim::Relation(event, relation, other) => {
                    format!("that {} is {} {}", title(event), relation.words(), title(other))
                }
            };
            format!("{said} is left out of what is shown, so that the rest can be true{others}")
        });
    }

    /// Tells of a contradiction, and keeps it in the story.
    fn tell(&mut self, contradiction: &Contradiction) {
        self.story.contradictions.push(contradiction.clone());
        let list = Path::ROOT.field("events");
        let first = contradiction.cycle.first().map_or(EventId(0), |statement| statement.event);
        self.report.error(&list.index(self.numbers.of(first)).field("when"), "contradictory-order", || {
            let words = contradiction.words(|event| short(self.story.event(event).title));
            format!("these cannot all be true: {words}; change or remove one of them")
        });
    }
}

/// A story of a single moment still has room around it: a step, a unit, a day on either side.
fn with_room(at: Moment, time: &TimeKind) -> Span {
    let ticks = time.clock().map_or(1, |clock| clock.unit);
    let (start, end) = (Moment(at.0.saturating_sub(ticks)), Moment(at.0.saturating_add(ticks)));
    Span::new(start, end).unwrap_or(Span::at(at))
}

/// The start of a title, as much of it as a message bears.
fn short(title: &str) -> &str {
    title.char_indices().nth(60).map_or(title, |(end, _)| &title[..end])
}

/// Places the phases, and leaves out those that cannot be drawn because they run backwards. That is an error only if the
/// story says so; two events that nothing orders may be drawn either way round. It is told to a report only where no other
/// error can be the cause: then every phase is where it stands in the file.
fn place_phases(story: &mut Story, mut report: Option<&mut Report>) {
    let list = Path::ROOT.field("phases");
    let mut network = None;
    let mut spans = Vec::with_capacity(story.phases.len());
    for (index, phase) in story.phases.iter().enumerate() {
        let (from, to) = (story.event(phase.from), story.event(phase.to));
        let placed = Span::new(from.placed.start(), to.placed.end());
        spans.push(placed);
        let (None, Some(report)) = (placed, &mut report) else { continue };
        let is_said = from.is_fixed() && to.is_fixed() || {
            let network = network.get_or_insert_with(|| Entailed::of(story));
            network.around(phase.from).is_after(phase.to)
        };
        let (title, from, to) = (quoted(&phase.title), quoted(from.title), quoted(to.title));
        if is_said {
            report.error(&list.index(index), "phase-backwards", || {
                format!("phase {title} runs backwards: {from} starts after {to} ends; swap from and to")
            });
        } else {
            report.note(&list.index(index), "phase-not-ordered", || {
                format!("phase {title} is not shown: nothing says that {from} starts before {to} ends; relate the two")
            });
        }
    }
    let mut spans = spans.into_iter();
    keep_phases(story, |phase| {
        let placed = spans.next().flatten();
        phase.placed = placed.unwrap_or_default();
        placed.is_some()
    });
}
