//! What a character's page says of their path: whether it is kept, what it crosses, whom it meets. Knows one path; those
//! of several people beside each other are in `people`.

use egui::emath::vec2;
use egui::{Color32, Role, Sense, Ui};

use super::people::absence_ui;
use crate::analysis::people::{People, Person};
use crate::state::Selection;
use crate::state::command::Command;
use crate::story::Story;
use crate::story::id::CharacterId;
use crate::story::order::Order;
use crate::story::words::{counted, number};
use crate::theme::Theme;
use crate::ui::app::App;
use crate::ui::widgets::kit::{chip, choice, heading, kept, link, more_ui};

/// The most of those whom somebody meets.
const MOST_MET: usize = 8;
/// The most threads of a path.
const MOST_THREADS: usize = 12;

/// What a character's page says of their path.
struct Facts {
    person: Option<Person>,
    /// Those whom they share the most events with, and how many.
    met: Vec<(CharacterId, usize)>,
}

/// Their path, on a character's page: whether it is kept, what it crosses, whom it meets.
pub(in crate::ui) fn person_ui(ui: &mut Ui, app: &App, who: CharacterId, theme: &Theme, commands: &mut Vec<Command>) {
    let (story, order) = (&app.session.story, app.state.order());
    let is_kept = app.state.arrangement().paths.contains(&who);
    let keep = choice(ui, theme, "Keep this path (P)", is_kept, Role::CheckBox, "Keep this path (P)");
    if keep.on_hover_text("Draw it also while something else is selected, beside those of others").clicked() {
        commands.push(Command::TogglePathOfSelected);
    }
    let facts = kept(ui.ctx(), "person", (app.session.revision, order, who), || Facts::new(story, order, who));
    if !facts.met.is_empty() {
        heading(ui, theme, "Meets most");
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for &(other, count) in &facts.met {
                let response = chip(ui, theme, &format!("{} · {}", story.character(other).name, number(count)));
                if response.on_hover_text(counted(count, "event together", "events together")).clicked() {
                    commands.push(Command::Select(Selection::Character(other)));
                }
            }
        });
    }
    let Some(person) = &facts.person else { return };
    if !person.threads.is_empty() {
        heading(ui, theme, &format!("In {}", counted(person.threads.len(), "thread", "threads")));
        for &thread in person.threads.iter().take(MOST_THREADS) {
            ui.horizontal_top(|ui| {
                square(ui, theme.hue(thread.index()));
                if link(ui, theme, &story.thread(thread).title).clicked() {
                    commands.push(Command::Select(Selection::Thread(thread)));
                }
            });
        }
        more_ui(ui, theme, person.threads.len(), MOST_THREADS);
    }
    // Beside other paths it is told among theirs.
    if let (Some(absence), 1) = (person.absence, app.state.paths().len()) {
        heading(ui, theme, "Longest absence");
        ui.horizontal_wrapped(|ui| absence_ui(ui, story, order, absence, theme, commands));
    }
}

impl Facts {
    fn new(story: &Story, order: Order, who: CharacterId) -> Self {
        let person = People::new(story, order, &[who]).people.pop();
        let mut counts = vec![0_usize; story.characters.len()];
        for &event in person.iter().flat_map(|person| &person.events) {
            for &other in story.event(event).cast.iter().filter(|&&other| other != who) {
                counts[other.index()] += 1;
            }
        }
        let mut met: Vec<(CharacterId, usize)> =
            (0..).map(CharacterId).zip(counts).filter(|&(_, count)| count > 0).collect();
        // The file's order among equals: the sort is stable.
        met.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        met.truncate(MOST_MET);
        Self { person, met }
    }
}

/// A thread's hue.
fn square(ui: &mut Ui, hue: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(10.0, 16.0), Sense::hover());
    ui.painter().rect_filled(egui::Rect::from_center_size(rect.center(), vec2(10.0, 10.0)), 2.5, hue);
}
