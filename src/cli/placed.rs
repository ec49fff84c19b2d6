//! The output of `plotlanes inspect --format json`. Fields are added, never changed.

use std::io::{self, Write};

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::analysis::telling::{Anachrony, Telling};
use crate::layout::plan::{LanePlan, Plan};
use crate::story::amount::moment_text;
use crate::story::id::EventId;
use crate::story::relation::End;
use crate::story::{Story, TimeKind};
use crate::time::calendar::AnyCalendar;

#[derive(serde::Serialize)]
struct Placed<'a> {
    plotlanes: &'static str,
    title: &'a str,
    time: Time<'a>,
    analysis: Analysis,
    threads: Vec<Thread<'a>>,
    events: Vec<Event<'a>>,
}

#[derive(serde::Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Time<'a> {
    Order,
    Number { unit: &'a str },
    Date,
    Calendar,
}

/// The two orders compared, as [`Telling`] defines it.
#[derive(serde::Serialize)]
struct Analysis {
    nonlinearity: f64,
    inversions: f64,
    inversions_certain: f64,
    inversions_possible: f64,
    ordered: f64,
    estimated: bool,
    ties: usize,
    analepses: usize,
    prolepses: usize,
}

#[derive(serde::Serialize)]
struct Thread<'a> {
    id: &'a str,
    title: &'a str,
    group: &'a str,
    lane: usize,
    rows: usize,
    events: usize,
}

#[derive(serde::Serialize)]
struct Event<'a> {
    id: &'a str,
    title: &'a str,
    thread: &'a str,
    lane: usize,
    row: usize,
    start: At<'a>,
    end: At<'a>,
    earliest_start: Option<At<'a>>,
    latest_start: Option<At<'a>>,
    earliest_end: Option<At<'a>>,
    latest_end: Option<At<'a>>,
    told: u32,
    happens: usize,
    anachrony: Option<&'static str>,
}

/// A time as programs read it: whole steps and numbers exactly, digit for digit, and dates as text.
struct At<'a>(&'a TimeKind, String);

impl<'a> At<'a> {
    /// Where an end of an event is drawn.
    fn drawn(story: &'a Story, event: &crate::story::Event<'_>, end: End) -> Self {
        Self(&story.time, event.drawn_text(&story.time, end))
    }
}

impl Serialize for At<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.1.clone();
        match self.0 {
            TimeKind::Date(_) => serializer.serialize_str(&text),
            TimeKind::Order | TimeKind::Number { .. } => {
                RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

pub(super) fn write_json(out: &mut dyn Write, story: &Story, plan: &Plan, telling: &Telling) -> io::Result<()> {
    let [inversions_certain, inversions_possible] = telling.ordered.inversions();
    let placed = Placed {
        plotlanes: env!("CARGO_PKG_VERSION"),
        title: &story.title,
        time: match &story.time {
            TimeKind::Order => Time::Order,
            TimeKind::Number { unit, .. } => Time::Number { unit },
            TimeKind::Date(dates) if dates.calendar == AnyCalendar::Gregorian => Time::Date,
            TimeKind::Date(_) => Time::Calendar,
        },
        analysis: Analysis {
            nonlinearity: telling.nonlinearity,
            inversions: telling.inversions,
            inversions_certain,
            inversions_possible,
            ordered: telling.ordered.share(),
            estimated: telling.ordered.is_estimate,
            ties: telling.ties,
            analepses: telling.count(Anachrony::Analepsis),
            prolepses: telling.count(Anachrony::Prolepsis),
        },
        threads: threads(story, plan),
        events: story.event_ids().map(|id| event(story, plan, telling, id)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &placed)?;
    writeln!(out)
}

fn threads<'a>(story: &'a Story, plan: &Plan) -> Vec<Thread<'a>> {
    let threads = story.threads.iter().zip(plan.lanes.iter().enumerate());
    let thread = |(thread, (lane, of)): (&'a crate::story::Thread, (usize, &LanePlan))| Thread {
        id: &thread.id,
        title: &thread.title,
        group: &thread.group,
        lane,
        rows: of.rows.len(),
        events: thread.events.len(),
    };
    threads.map(thread).collect()
}

fn event<'a>(story: &'a Story, plan: &Plan, telling: &Telling, id: EventId) -> Event<'a> {
    let (event, home) = (story.event(id), plan.position(id).unwrap_or_default());
    let at = |moment| At(&story.time, moment_text(&story.time, moment));
    Event {
        id: event.id,
        title: event.title,
        thread: &story.thread(event.thread).id,
        lane: home.lane,
        row: home.row,
        start: At::drawn(story, &event, End::Start),
        end: At::drawn(story, &event, End::Finish),
        earliest_start: (!event.open.start.earliest).then(|| at(event.earliest.start())),
        latest_start: (!event.open.start.latest).then(|| at(event.latest.start())),
        earliest_end: (!event.open.end.earliest).then(|| at(event.earliest.end())),
        latest_end: (!event.open.end.latest).then(|| at(event.latest.end())),
        told: event.told + 1,
        happens: telling.rank(id) + 1,
        anachrony: telling.anachrony(id).map(Anachrony::name),
    }
}
