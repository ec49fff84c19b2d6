//! The detail panel: a page about what is selected, or about the whole story.

use egui::emath::vec2;
use egui::{Label, RichText, ScrollArea, Sense, Ui};

use super::listing::listing_ui;
use super::{meanwhile, orders, pages, people, why};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::EventId;
use crate::story::words::{self, Clause};
use crate::story::{Event, Story};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::host;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{
    chip, event_card, focus_ring, heading, icon_button, is_touch, kept, link, paragraph, target, title, unspoken,
    where_ui,
};

/// The most lines of what other events say of this one's time.
const MOST_SAID: usize = 8;
/// The most causes and the most effects at once.
const MOST_LINKED: usize = 60;
/// The most names at once: of who takes part, of tags, of threads.
const MOST_NAMED: usize = 120;

/// Shows the page.
pub(in crate::ui) fn detail_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    ScrollArea::vertical()
        .id_salt(("page", app.session.revision, app.state.selection))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 12.0).max(24.0));
            ui.spacing_mut().item_spacing = vec2(6.0, 7.0);
            // Lines of running words are as high as their letters, not as high as buttons.
            ui.spacing_mut().interact_size.y = 18.0;
            top_ui(ui, app, theme, commands);
            match app.state.selection {
                Selection::Nothing => nothing_ui(ui, app, theme, commands),
                Selection::Event(id) => event_ui(ui, app, id, theme, commands),
                Selection::Thread(id) => pages::thread_ui(ui, app, id, theme, commands),
                Selection::Character(id) => pages::character_ui(ui, app, id, theme, commands),
                Selection::Place(id) => pages::place_ui(ui, app, id, theme, commands),
                Selection::Group(id) => pages::group_ui(ui, app, id, theme, commands),
                Selection::Tag(id) => pages::tag_ui(ui, app, id, theme, commands),
                Selection::Presence(who, phase) => pages::presence_ui(ui, app, who, phase, theme, commands),
            }
            ui.add_space(16.0);
        });
}

/// Whose page it is, and the ways back, forward and out.
fn top_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.set_min_height(30.0);
        let story = &app.session.story;
        let (kind, hue) = match app.state.selection {
            Selection::Nothing if app.state.pin.is_some() => ("A place on the axis", None),
            Selection::Nothing if !app.state.paths().is_empty() => ("Paths", None),
            Selection::Nothing => ("The story", None),
            Selection::Event(id) => {
                let thread = story.event(id).thread;
                (story.thread(thread).title.as_str(), Some((thread, theme.hue(thread.index()))))
            }
            Selection::Thread(id) => ("Thread", Some((id, theme.hue(id.index())))),
            Selection::Character(_) => ("Character", None),
            Selection::Place(_) => ("Place", None),
            Selection::Group(_) => ("Group", None),
            Selection::Tag(_) => ("Tag", None),
            Selection::Presence(..) => ("Presence", None),
        };
        let room = (ui.available_width() - 102.0).max(24.0);
        if let Some((thread, hue)) = hue {
            let (square, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().rect_filled(square, 2.5, hue);
            let text = RichText::new(kind).font(Weight::SemiBold.font(13.0)).color(theme.text);
            let label = ui.scope(|ui| {
                ui.set_max_width(room - 20.0);
                ui.add(Label::new(text).truncate().selectable(false))
            });
            unspoken(&label.inner);
            // As high as the buttons beside it.
            let rect = label.inner.rect;
            let rect = rect.expand2(vec2(4.0, (target(ui) - rect.height()).max(0.0) / 2.0));
            let response = ui.interact(rect, ui.scope_id().with("thread"), Sense::click());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Thread {kind}")));
            focus_ring(ui, &response, theme);
            if response.on_hover_text("Select this thread").clicked() {
                commands.push(Command::Select(Selection::Thread(thread)));
            }
        } else {
            ui.label(RichText::new(kind).font(Weight::SemiBold.font(13.0)).color(theme.muted));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            if icon_button(ui, theme, Icon::Panel, "Hide this panel (D)", true).clicked() {
                commands.push(Command::ToggleDetail);
            }
            let trail = &app.state.trail;
            let has_forward = host::can_go(1, trail.has_forward());
            let has_back = host::can_go(-1, trail.has_back());
            if icon_button(ui, theme, Icon::Forward, "Forward (Alt+→)", has_forward).clicked() {
                commands.push(Command::Forward);
            }
            if icon_button(ui, theme, Icon::Back, "Back (Alt+←)", has_back).clicked() {
                commands.push(Command::Back);
            }
        });
    });
}

/// What was asked for without anything being selected, or else the story.
fn nothing_ui(ui: &mut Ui, app: &App, theme: &Theme, commands: &mut Vec<Command>) {
    if let Some(at) = app.state.pin {
        meanwhile::page_ui(ui, app, at, theme, commands);
    }
    if !app.state.paths().is_empty() {
        if app.state.pin.is_some() {
            ui.add_space(14.0);
        }
        people::page_ui(ui, app, theme, commands);
    } else if app.state.pin.is_none() {
        pages::story_ui(ui, app, theme, commands);
    }
}

fn event_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme, commands: &mut Vec<Command>) {
    if app.timeline.cache.plan.as_ref().is_some_and(|(_, plan)| plan.home(id).is_none()) {
        let why = if app.state.passes(id) { "Its lane is hidden." } else { "The filter hides it." };
        ui.label(RichText::new(why).color(theme.muted));
    }
    why::compare_ui(ui, app, id, theme, commands);
    let story = &app.session.story;
    let event = story.event(id);
    title(ui, theme, event.title);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        if !event.also.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                ui.label(RichText::new("also in").color(theme.muted));
                for (nth, &also) in event.also.iter().take(MOST_NAMED).enumerate() {
                    if nth > 0 {
                        ui.label(RichText::new("and").color(theme.muted));
                    }
                    if link(ui, theme, &story.thread(also).title).clicked() {
                        commands.push(Command::Select(Selection::Thread(also)));
                    }
                }
            });
        }
        let said = kept(ui.ctx(), "said", (app.session.revision, id), || {
            let elsewhere = words::said_elsewhere(story, id).into_iter().take(MOST_SAID);
            let when = words::when(story, id).into_iter().take(MOST_LINKED);
            (when.chain(elsewhere).collect::<Vec<Clause>>(), words::could_be(story, id))
        });
        let (clauses, could_be) = &*said;
        for alike in clauses.chunk_by(|a, b| a.text == b.text && b.event.is_some()) {
            clauses_ui(ui, story, theme, alike, commands);
        }
        for clause in could_be {
            clauses_ui(ui, story, theme, std::slice::from_ref(clause), commands);
        }
    });
    if let Some(place) = event.place {
        where_ui(ui, story, theme, place, commands);
    }
    cast_ui(ui, app, theme, id, commands);
    if !event.summary.is_empty() {
        ui.add_space(2.0);
        paragraph(ui, theme, event.summary);
    }
    meanwhile::section_ui(ui, app, theme, commands);
    links_ui(ui, app, id, theme, commands);
    ui.add_space(10.0);
    ui.add(egui::Separator::default().spacing(4.0));
    orders::event_ui(ui, app, id, theme);
    tags_ui(ui, story, theme, &event, commands);
    cites_ui(ui, story, theme, &event);
    if app.state.anchor.is_none() && !is_touch(ui.ctx()) {
        ui.add_space(8.0);
        let hint = RichText::new("Shift+click another event to see what ties the two").size(12.0).color(theme.faint);
        ui.add(Label::new(hint).wrap().selectable(false));
    }
}

/// Clauses of the same words in one line: `after A, B`.
fn clauses_ui(ui: &mut Ui, story: &Story, theme: &Theme, alike: &[Clause], commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if let Some(first) = alike.first() {
            ui.label(RichText::new(&first.text).color(theme.muted));
        }
        for (nth, event) in alike.iter().filter_map(|clause| clause.event).enumerate() {
            if nth > 0 {
                ui.label(RichText::new("and").color(theme.muted));
            }
            if link(ui, theme, story.event(event).title).clicked() {
                commands.push(Command::Select(Selection::Event(event)));
            }
        }
    });
}

fn cast_ui(ui: &mut Ui, app: &App, theme: &Theme, id: EventId, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let event = story.event(id);
    listing_ui(ui, theme, ("cast", (app.session.revision, id)), event.cast.len(), MOST_NAMED, |ui, rows| {
        if rows.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for &who in &event.cast[rows] {
                let character = story.character(who);
                let response = chip(ui, theme, &character.name);
                let known = if character.summary.is_empty() { &character.group } else { &character.summary };
                let response = if known.is_empty() { response } else { response.on_hover_text(known) };
                if response.clicked() {
                    commands.push(Command::Select(Selection::Character(who)));
                }
            }
        });
    });
}

fn links_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme, commands: &mut Vec<Command>) {
    let story = &app.session.story;
    let event = story.event(id);
    let row = |ui: &mut Ui, other: EventId, relation: &str, note: &str, commands: &mut Vec<Command>| {
        let small = [relation, note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        event_card(ui, theme, story, other, &small, commands);
    };
    if !event.because.is_empty() {
        heading(ui, theme, "Because of").on_hover_text("The key [ goes to the nearest cause");
        listing_ui(ui, theme, ("because", (app.session.revision, id)), event.because.len(), MOST_LINKED, |ui, rows| {
            for because in event.because.iter().skip(rows.start).take(rows.len()) {
                row(ui, because.event, because.relation, because.note, commands);
            }
        });
        why::why_ui(ui, app, id, theme, commands);
    }
    if !event.led_to.is_empty() {
        heading(ui, theme, "Led to").on_hover_text("The key ] goes to the nearest effect");
        listing_ui(ui, theme, ("led to", (app.session.revision, id)), event.led_to.len(), MOST_LINKED, |ui, rows| {
            for &effect in &event.led_to[rows] {
                let back = story.event(effect).because.iter().find(|because| because.event == id);
                row(ui, effect, back.map_or("", |link| link.relation), back.map_or("", |link| link.note), commands);
            }
        });
    }
    if !event.because.is_empty() || !event.led_to.is_empty() {
        why::depth_ui(ui, app, theme, commands);
    }
    meanwhile::beside_ui(ui, app, id, theme, commands);
}

fn tags_ui(ui: &mut Ui, story: &Story, theme: &Theme, event: &Event, commands: &mut Vec<Command>) {
    if event.tags.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Tags").color(theme.muted));
        for tag in event.tags.iter().take(MOST_NAMED).map(|tag| &story.tags[tag.index()]) {
            if link(ui, theme, tag).on_hover_text("Search for this tag").clicked() {
                commands.push(Command::Search(tag.clone()));
            }
        }
    });
}

fn cites_ui(ui: &mut Ui, story: &Story, theme: &Theme, event: &Event) {
    if event.cites.is_empty() {
        return;
    }
    let mut sources: Vec<_> = event.cites.iter().map(|cite| cite.source).collect();
    sources.sort_unstable();
    sources.dedup();
    for id in sources {
        let source = &story.sources[id.index()];
        let places: Vec<&str> = event
            .cites
            .iter()
            .filter(|cite| cite.source == id)
            .map(|cite| cite.at)
            .filter(|at| !at.is_empty())
            .collect();
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Source").color(theme.muted));
            pages::source_ui(ui, theme, source);
            if !places.is_empty() {
                ui.label(RichText::new(places.join(", ")).color(theme.muted));
            }
        });
    }
}
