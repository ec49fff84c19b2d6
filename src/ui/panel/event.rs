//! The page about an event: its time and place, its cast, its causes and effects, tags and sources.

use egui::emath::vec2;
use egui::{Label, RichText, Ui};

use super::page::Page;
use super::parts::{and_links, event_card, list_ui, muted, place_ui, select_chip, source_ui};
use super::{meanwhile, orders, why};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::EventId;
use crate::story::words::{self, Clause};
use crate::ui::widgets::kit::{heading, is_touch, link, paragraph, title};

/// The most lines about its time that come from other events' entries.
const MOST_SAID: usize = 8;
/// The most causes and the most effects at once.
const MOST_LINKED: usize = 60;
/// The most names at once: of the cast, of tags, of threads.
const MOST_NAMED: usize = 120;

/// Shows the page.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let theme = page.theme;
    let event = page.story.event(id);
    if !page.is_drawn {
        let why = if page.state.passes(id) { "Its lane is hidden." } else { "The filter hides it." };
        muted(ui, page, why);
    }
    why::compare_ui(ui, page, id, commands);
    title(ui, theme, event.title);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        when_ui(ui, page, id, commands);
    });
    if let Some(place) = event.place {
        place_ui(ui, page, place, commands);
    }
    cast_ui(ui, page, id, commands);
    if !event.summary.is_empty() {
        ui.add_space(2.0);
        paragraph(ui, theme, event.summary);
    }
    meanwhile::section_ui(ui, page, commands);
    links_ui(ui, page, id, commands);
    ui.add_space(10.0);
    ui.add(egui::Separator::default().spacing(4.0));
    orders::event_ui(ui, page, id);
    tags_ui(ui, page, id, commands);
    cites_ui(ui, page, id);
    if page.state.anchor.is_none() && !is_touch(ui.ctx()) {
        ui.add_space(8.0);
        let hint = "Shift+click another event to see how the two are connected";
        let hint = RichText::new(hint).size(12.0).color(theme.faint);
        ui.add(Label::new(hint).wrap().selectable(false));
    }
}

/// Its further threads, and when it happens, in words.
fn when_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let story = page.story;
    let also = story.event(id).also;
    if !also.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            muted(ui, page, "also in");
            and_links(ui, page, also.iter().take(MOST_NAMED).map(|&id| Selection::Thread(id)), commands);
        });
    }
    let said = page.memo(ui.ctx(), "said", id, || {
        let elsewhere = words::said_elsewhere(story, id).into_iter().take(MOST_SAID);
        let when = words::when(story, id).into_iter().take(MOST_LINKED);
        when.chain(elsewhere).collect::<Vec<Clause>>()
    });
    for alike in said.chunk_by(|a, b| a.text == b.text && b.event.is_some()) {
        clauses_ui(ui, page, alike, commands);
    }
    let among = page.among(ui.ctx(), id);
    for clause in among.iter().flat_map(|among| &among.could_be) {
        clauses_ui(ui, page, std::slice::from_ref(clause), commands);
    }
}

/// Clauses of the same words in one line: `after A and B`.
fn clauses_ui(ui: &mut Ui, page: &Page<'_>, alike: &[Clause], commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        if let Some(first) = alike.first() {
            muted(ui, page, &first.text);
        }
        and_links(ui, page, alike.iter().filter_map(|clause| clause.event).map(Selection::Event), commands);
    });
}

fn cast_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let story = page.story;
    let cast = story.event(id).cast;
    list_ui(ui, page, "cast", cast.len(), MOST_NAMED, |ui, rows| {
        if rows.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for &who in &cast[rows] {
                let character = story.character(who);
                let known = if character.summary.is_empty() { &character.group } else { &character.summary };
                let response = select_chip(ui, page, Selection::Character(who), commands);
                if !known.is_empty() {
                    response.on_hover_text(known);
                }
            }
        });
    });
}

/// Causes and effects as cards, with the ways to see more of the chain.
fn links_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let (story, theme) = (page.story, page.theme);
    let event = story.event(id);
    let small = |relation: &str, note: &str| {
        [relation, note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    if !event.because.is_empty() {
        heading(ui, theme, "Because of").on_hover_text("Press [ to go to the nearest cause");
        list_ui(ui, page, "because", event.because.len(), MOST_LINKED, |ui, rows| {
            for because in event.because.iter().skip(rows.start).take(rows.len()) {
                event_card(ui, page, because.event, &small(because.relation, because.note), commands);
            }
        });
        why::why_ui(ui, page, id, commands);
    }
    if !event.led_to.is_empty() {
        heading(ui, theme, "Led to").on_hover_text("Press ] to go to the nearest effect");
        list_ui(ui, page, "led to", event.led_to.len(), MOST_LINKED, |ui, rows| {
            for &effect in &event.led_to[rows] {
                let back = story.event(effect).because.iter().find(|because| because.event == id);
                let small = back.map_or_else(String::new, |link| small(link.relation, link.note));
                event_card(ui, page, effect, &small, commands);
            }
        });
    }
    if !event.because.is_empty() || !event.led_to.is_empty() {
        why::depth_ui(ui, page, commands);
    }
    meanwhile::beside_ui(ui, page, id, commands);
}

fn tags_ui(ui: &mut Ui, page: &Page<'_>, id: EventId, commands: &mut Vec<Command>) {
    let tags = page.story.event(id).tags;
    if tags.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        muted(ui, page, "Tags");
        for tag in tags.iter().take(MOST_NAMED).map(|tag| &page.story.tags[tag.index()]) {
            if link(ui, page.theme, tag).on_hover_text("Search for this tag").clicked() {
                commands.push(Command::Search(tag.clone()));
            }
        }
    });
}

/// The cited sources, each once, with the places cited.
fn cites_ui(ui: &mut Ui, page: &Page<'_>, id: EventId) {
    let event = page.story.event(id);
    let mut sources: Vec<_> = event.cites.iter().map(|cite| cite.source).collect();
    sources.sort_unstable();
    sources.dedup();
    for id in sources {
        let places = event.cites.iter().filter(|cite| cite.source == id).map(|cite| cite.at);
        let places: Vec<&str> = places.filter(|at| !at.is_empty()).collect();
        ui.horizontal_wrapped(|ui| {
            muted(ui, page, "Source");
            source_ui(ui, page, &page.story.sources[id.index()]);
            if !places.is_empty() {
                muted(ui, page, &places.join(", "));
            }
        });
    }
}
