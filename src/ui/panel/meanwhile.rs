//! What happens meanwhile: the page, or the part of a page, about the place on the axis that is held on to.

use egui::{Align, Label, Layout, RichText, Ui};

use super::pages::events_list_ui;
use super::why::disclosure;
use crate::analysis::meanwhile::{self, Meanwhile};
use crate::state::command::Command;
use crate::story::amount::moment_words;
use crate::story::id::{EventId, PhaseId};
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::story::{Story, TimeKind};
use crate::theme::{Theme, Weight};
use crate::time::Moment;
use crate::time::calendar::{DAY, HOUR, MINUTE, SECOND};
use crate::ui::app::App;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{boxed, event_card, heading, icon_button, is_heading, kept, more_ui, target};

/// The most events of a list on the page of something else.
const MOST_BESIDE: usize = 8;
/// The most phases that are named.
const MOST_PHASES: usize = 3;

/// The page, where nothing is selected.
pub(in crate::ui) fn page_ui(ui: &mut Ui, app: &App, at: f64, theme: &Theme, commands: &mut Vec<Command>) {
    head_ui(ui, app, at, 20.0, theme, commands);
    lists_ui(ui, app, at, None, theme, commands);
}

/// The part of another page; nothing where no place is held on to.
pub(in crate::ui) fn section_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    let Some(at) = app.state.pin else { return };
    ui.add_space(6.0);
    boxed(ui, theme, |ui| {
        head_ui(ui, app, at, 14.0, theme, commands);
        lists_ui(ui, app, at, Some(MOST_BESIDE), theme, commands);
    });
}

/// The title with the ways to other places, and where this one is.
fn head_ui(ui: &mut Ui, app: &App, at: f64, size: f32, theme: &Theme, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(target(ui));
        let weight = if size > 16.0 { Weight::Bold } else { Weight::SemiBold };
        let title = ui.add(Label::new(RichText::new("Meanwhile").font(weight.font(size)).color(theme.text)));
        is_heading(&title, "Meanwhile", 2);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let mut button = |icon: Icon, name: &str, command: Command| {
                if icon_button(ui, theme, icon, name, true).clicked() {
                    commands.push(command);
                }
            };
            button(Icon::Close, "Let go of this place (M)", Command::Pin(None));
            button(Icon::Forward, "A step later (.)", Command::MovePin(true));
            button(Icon::Back, "A step earlier (,)", Command::MovePin(false));
        });
    });
    let words = place_words(&app.session.story, app.state.order(), at);
    ui.add(Label::new(RichText::new(words).color(theme.muted)).wrap());
}

fn lists_ui(ui: &mut Ui, app: &App, at: f64, most: Option<usize>, theme: &Theme, commands: &mut Vec<Command>) {
    let (story, order) = (&app.session.story, app.state.order());
    let found =
        kept(ui.ctx(), "meanwhile", (app.session.revision, order, at.to_bits()), || meanwhile::at(story, order, at));
    if found.going_on.is_empty() {
        heading(ui, theme, "Going on");
        ui.label(RichText::new("Nothing that the story tells of").color(theme.muted));
    }
    found_ui(ui, app, &found, at, most, theme, commands);
}

/// What happens while an event does, on its page.
pub(in crate::ui) fn beside_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme, commands: &mut Vec<Command>) {
    let (story, order) = (&app.session.story, app.state.order());
    // In the telling nothing is told together.
    if order == Order::Telling {
        return;
    }
    let found = kept(ui.ctx(), "beside", (app.session.revision, id), || meanwhile::beside(story, order, id));
    let (certain, possible) = (found.going_on.len(), found.could_be.len());
    let counts = match possible {
        0 => counted(certain, "event", "events"),
        _ => format!("{} to {} events", number(certain), number(certain + possible)),
    };
    if certain + possible > 0 && disclosure(ui, theme, "What happens meanwhile?", &counts) {
        let start = order.span(story, id).start().0 as f64;
        found_ui(ui, app, &found, start, None, theme, commands);
    }
}

/// Two lists of events, only the first of them where there is a `most`. What could be there is placed before or after `at`.
fn found_ui(
    ui: &mut Ui,
    app: &App,
    found: &Meanwhile,
    at: f64,
    most: Option<usize>,
    theme: &Theme,
    commands: &mut Vec<Command>,
) {
    let story = &app.session.story;
    let thread = |id: EventId| story.thread(story.event(id).thread).title.clone();
    let elsewhere = |id: EventId| {
        let earlier = story.event(id).placed.start().0 as f64 <= at;
        format!("{}; nothing says when", if earlier { "placed earlier" } else { "placed later" })
    };
    let lists = [("Going on", &found.going_on, true), ("Could be going on", &found.could_be, false)];
    for (title, events, certain) in lists.into_iter().filter(|(_, events, _)| !events.is_empty()) {
        heading(ui, theme, title);
        let small = |id: EventId| if certain { thread(id) } else { elsewhere(id) };
        let Some(most) = most else {
            events_list_ui(ui, app, title, events, theme, commands, small);
            continue;
        };
        for &id in events.iter().take(most) {
            event_card(ui, theme, story, id, &small(id), commands);
        }
        more_ui(ui, theme, events.len(), most);
    }
}

/// Where a place of the axis is.
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
    let when = moment_words(&story.time, Moment(rounded(story, at)));
    let mut words: Vec<String> = phases.map(|id| story.phase(id).title.clone()).collect();
    words.push(when);
    words.join(" · ")
}

/// The tick to name a place by: as exact as a pointer can be, a thousandth of the story.
fn rounded(story: &Story, at: f64) -> i64 {
    let fine = story.extent.length() / 1000;
    let step = match story.time {
        TimeKind::Order => 1,
        TimeKind::Number { .. } => 10_i64.pow(fine.max(1).ilog10().min(18)),
        TimeKind::Date => {
            [DAY, HOUR, MINUTE, SECOND, 1].into_iter().find(|&unit| i128::from(unit) <= fine).unwrap_or(1)
        }
    };
    ((at / step as f64).round() as i64).saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use super::place_words;
    use crate::story::load::load;
    use crate::story::order::Order;

    #[test]
    fn a_place_is_named_in_the_terms_of_its_story() {
        let check = |time: &str, events: &str, order: Order, at: f64, expect: &str| {
            let json = format!(
                r#"{{ "plotlanes": 1, "title": "T", {time} "threads": [{{ "id": "t", "title": "T" }}],
                "phases": [{{ "title": "Early", "from": "a", "to": "a" }}], "events": [{events}] }}"#
            );
            let (story, _) = load(json.as_bytes()).unwrap();
            assert_eq!(place_words(&story, order, at), expect, "{time} {at}");
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
        let dates = r#""time": { "kind": "date" },"#;
        let days = r#"{ "id": "a", "title": "A", "thread": "t", "when": { "from": "2001-01-01", "to": "2001-01-03" } },
            { "id": "b", "title": "B", "thread": "t", "when": { "at": "2001-02-01" } }"#;
        check(dates, days, Order::Happening, 978_307_200_000.0 + 61_234.0, "Early · 1 January 2001, 00:01");
    }
}
