//! Events at the same time: the page or section about the pinned point of the axis, and the section of an event's page
//! about the events beside it.

use egui::{Align, Label, Layout, RichText, Ui};

use super::page::Page;
use super::parts::{event_card, event_cards, muted};
use crate::analysis::meanwhile::{self, Meanwhile};
use crate::state::command::Command;
use crate::story::Story;
use crate::story::amount::point_words;
use crate::story::id::{EventId, PhaseId};
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::theme::Weight;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{boxed, disclosure, heading, icon_button, is_heading, more_ui, target};

/// The most events of a list on the page of something else.
const MOST_BESIDE: usize = 8;
/// The most phases that are named.
const MOST_PHASES: usize = 3;

/// The page about the pinned point `at`, in ticks, for when nothing is selected.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, at: f64, commands: &mut Vec<Command>) {
    head_ui(ui, page, at, 20.0, commands);
    lists_ui(ui, page, at, None, commands);
}

/// The same in short on another page; nothing if no point is pinned.
pub(super) fn section_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let Some(at) = page.state.pin else { return };
    ui.add_space(6.0);
    boxed(ui, page.theme, |ui| {
        head_ui(ui, page, at, 14.0, commands);
        lists_ui(ui, page, at, Some(MOST_BESIDE), commands);
    });
}

/// The title with the buttons that move and remove the pin, and the point in words.
fn head_ui(ui: &mut Ui, page: &Page<'_>, at: f64, size: f32, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        let weight = if size > 16.0 { Weight::Bold } else { Weight::SemiBold };
        let title = RichText::new("Meanwhile").font(weight.font(size)).color(page.theme.text);
        let title = ui.add(Label::new(title));
        is_heading(&title, "Meanwhile", 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut button = |icon: Icon, name: &str, command: Command| {
                if icon_button(ui, page.theme, icon, name, true).clicked() {
                    commands.push(command);
                }
            };
            button(Icon::Close, "Remove this mark (M)", Command::Pin(None));
            button(Icon::Forward, "A step later (.)", Command::MovePin(true));
            button(Icon::Back, "A step earlier (,)", Command::MovePin(false));
        });
    });
    let words = place_words(page.story, page.order(), at);
    ui.add(Label::new(RichText::new(words).color(page.theme.muted)).wrap());
}

fn lists_ui(ui: &mut Ui, page: &Page<'_>, at: f64, most: Option<usize>, commands: &mut Vec<Command>) {
    let order = page.order();
    let found = page.later(ui.ctx(), "meanwhile", (order, at.to_bits()), move |story, derived| {
        meanwhile::at(story, order, at, || derived.entailed(story))
    });
    let Some(found) = found else { return };
    if found.going_on.is_empty() && found.drawn.is_empty() {
        heading(ui, page.theme, "Going on");
        muted(ui, page, "Nothing that the story tells of");
    }
    found_ui(ui, page, &found, at, most, commands);
}

/// The section of an event's page about the events at the same time, folded until it is asked for.
pub(super) fn beside_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let (story, order) = (page.story, page.order());
    // In the telling no two events are told at once.
    if order == Order::Telling {
        return;
    }
    let Some(among) = page.among(ui.ctx(), id) else { return };
    let found = &among.beside;
    let (certain, possible) = (found.going_on.len(), found.could_be.len());
    let counts = match possible {
        0 => counted(certain, "event", "events"),
        _ => format!("{} to {} events", number(certain), number(certain + possible)),
    };
    if certain + possible > 0 && disclosure(ui, page.theme, "What happens meanwhile?", &counts) {
        let start = order.span(story, id).start().0 as f64;
        found_ui(ui, page, found, start, None, commands);
    }
}

/// The events that are certainly going on, those that are drawn there, and those that could be, with at most `most` of each.
/// Of the last it is said whether they are drawn before or after the point `at`.
fn found_ui(
    ui: &mut Ui,
    page: &Page<'_>,
    found: &Meanwhile,
    at: f64,
    most: Option<usize>,
    commands: &mut Vec<Command>,
) {
    let story = page.story;
    let thread = |id: EventId| story.thread(story.event(id).thread).title.clone();
    let drawn = |id: EventId| {
        let is_earlier = story.event(id).placed.start().0 as f64 <= at;
        format!("drawn {}; the story does not say when", if is_earlier { "earlier" } else { "later" })
    };
    let lists = [
        ("Going on", &found.going_on, true),
        ("Drawn here, could be elsewhere", &found.drawn, true),
        ("Could be going on", &found.could_be, false),
    ];
    for (title, events, is_here) in lists.into_iter().filter(|(_, events, _)| !events.is_empty()) {
        heading(ui, page.theme, title);
        let small = |id: EventId| if is_here { thread(id) } else { drawn(id) };
        let Some(most) = most else {
            event_cards(ui, page, title, events, commands, small);
            continue;
        };
        for &id in events.iter().take(most) {
            event_card(ui, page, id, &small(id), commands);
        }
        more_ui(ui, page.theme, events.len(), most);
    }
}

/// A point of the axis in words: its phases and its time, or its place in the telling.
fn place_words(story: &Story, order: Order, at: f64) -> String {
    if order == Order::Telling {
        let count = story.events.len();
        let at = (at.floor().max(0.0) as usize + 1).min(count);
        return format!("Event {} of {}, as they are told", number(at), number(count));
    }
    let holds = |id: &PhaseId| {
        let placed = story.phase(*id).placed;
        let (from, to) = (placed.start().0 as f64, placed.end().0 as f64);
        from <= at && (at < to || at <= to && placed.end() == story.extent.end())
    };
    let phases = (0..story.phases.len() as u32).map(PhaseId).filter(holds).take(MOST_PHASES);
    // A pointer can aim no better than at about a thousandth of the story.
    let aim = i64::try_from(story.extent.length() / 1000).unwrap_or(i64::MAX);
    let when = point_words(&story.time, at, aim);
    let mut words: Vec<String> = phases.map(|id| phase_words(story, id, at)).collect();
    words.push(when);
    words.join(" · ")
}

/// A phase that is drawn at a point of the axis. On a clock, the point may lie outside of it if its ends are not known.
fn phase_words(story: &Story, id: PhaseId, at: f64) -> String {
    let phase = story.phase(id);
    let (from, to) = (story.event(phase.from), story.event(phase.to));
    let has_begun = !from.open.start.latest && from.latest.start().0 as f64 <= at;
    let goes_on = !to.open.end.earliest && at <= to.earliest.end().0 as f64;
    let drawn = if story.time.clock().is_none() || has_begun && goes_on { "" } else { " as drawn" };
    format!("{}{drawn}", phase.title)
}

#[cfg(test)]
mod tests {
    use super::place_words;
    use crate::story::compile::compile;
    use crate::story::order::Order;

    #[test]
    fn a_place_is_named_in_the_terms_of_its_story() {
        let story_of = |time: &str, events: &str| {
            let json = format!(
                r#"{{ "plotlanes": 1, "title": "T", {time} "threads": [{{ "id": "t", "title": "T" }}],
                "phases": [{{ "title": "Early", "from": "a", "to": "a" }}], "events": [{events}] }}"#
            );
            compile(json.as_bytes()).faultless().unwrap().0
        };
        let check = |time: &str, events: &str, order: Order, at: f64, expect: &str| {
            assert_eq!(place_words(&story_of(time, events), order, at), expect, "{time} {at}");
        };
        let hours = r#""time": { "kind": "number", "unit": "hour" },"#;
        let two = r#"{ "id": "a", "title": "A", "thread": "t", "when": { "from": 0, "to": 4 } },
            { "id": "b", "title": "B", "thread": "t", "when": { "from": 5, "to": 10 } }"#;
        check(hours, two, Order::Happening, 2_512_345.0, "Early · hour 2.51");
        check(hours, two, Order::Happening, 5_000_000.0, "hour 5");
        check(hours, two, Order::Happening, 10_000_000.0, "hour 10");
        check(hours, two, Order::Telling, 0.0, "Event 1 of 2, as they are told");
        check(hours, two, Order::Telling, 1.9, "Event 2 of 2, as they are told");
        check(hours, two, Order::Telling, 2.0, "Event 2 of 2, as they are told");
        let open = r#"{ "id": "a", "title": "A", "thread": "t", "when": { "from": 0 } },
            { "id": "b", "title": "B", "thread": "t", "when": { "from": 5, "to": 10 } }"#;
        let drawn = place_words(&story_of(hours, open), Order::Happening, 1.0);
        assert!(drawn.starts_with("Early as drawn · "), "{drawn}");
        let dates = r#""time": { "kind": "date" },"#;
        let days = r#"{ "id": "a", "title": "A", "thread": "t", "when": { "from": "2001-01-01T00:00", "to": "2001-01-03T00:00" } },
            { "id": "b", "title": "B", "thread": "t", "when": { "at": "2001-02-01T00:00" } }"#;
        check(dates, days, Order::Happening, 978_307_200_000.0 + 61_234.0, "Early · 1 January 2001, 00:01");
    }
}
