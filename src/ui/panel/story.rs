//! The page about the whole story: its summary, threads, characters and sources, and the facts about the work.

use egui::emath::vec2;
use egui::{Align, Label, Layout, RichText, Ui};

use super::orders;
use super::page::Page;
use super::parts::{MOST_SMALL, chips_ui, list_ui, source_ui, thread_row};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::id::{CharacterId, ThreadId};
use crate::story::words;
use crate::theme::Theme;
use crate::ui::widgets::kit::{heading, paragraph, title};

/// Shows the page.
pub(super) fn page_ui(ui: &mut Ui, page: &Page<'_>, commands: &mut Vec<Command>) {
    let (story, theme) = (page.story, page.theme);
    title(ui, theme, &story.title);
    let subtitle = words::subtitle(story);
    if !subtitle.is_empty() {
        ui.label(RichText::new(subtitle).color(theme.muted));
    }
    if !story.summary.is_empty() {
        paragraph(ui, theme, &story.summary);
    }
    if !story.threads.is_empty() {
        heading(ui, theme, "Threads");
        list_ui(ui, page, "threads", story.threads.len(), MOST_SMALL, |ui, rows| {
            for at in rows {
                thread_row(ui, page, ThreadId(at as u32), commands);
            }
        });
    }
    orders::story_ui(ui, page);
    if !story.work.is_empty() {
        heading(ui, theme, "The work");
        for (label, text) in &story.work {
            fact_ui(ui, theme, label, text);
        }
    }
    if !story.characters.is_empty() {
        heading(ui, theme, "Characters");
        let character = |at: usize| Selection::Character(CharacterId(at as u32));
        chips_ui(ui, page, "characters", story.characters.len(), &character, commands);
    }
    sources_ui(ui, page);
}

/// A fact about the work: its name in a column of its own, its text wrapped beside it.
fn fact_ui(ui: &mut Ui, theme: &Theme, label: &str, text: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let column = (ui.available_width() * 0.4).min(130.0);
        ui.allocate_ui_with_layout(vec2(column, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(column);
            ui.add(Label::new(RichText::new(label).size(12.5).color(theme.muted)).wrap());
        });
        ui.vertical(|ui| ui.add(Label::new(RichText::new(text).size(12.5).color(theme.text)).wrap()));
    });
}

/// The sources with their licences.
fn sources_ui(ui: &mut Ui, page: &Page<'_>) {
    let sources = &page.story.sources;
    if sources.is_empty() {
        return;
    }
    heading(ui, page.theme, "Sources");
    list_ui(ui, page, "sources", sources.len(), MOST_SMALL, |ui, rows| {
        for source in &sources[rows] {
            ui.horizontal_wrapped(|ui| {
                source_ui(ui, page, source);
                if !source.licence.is_empty() {
                    ui.label(RichText::new(&source.licence).size(12.0).color(page.theme.muted));
                }
            });
        }
    });
}
