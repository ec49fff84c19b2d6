//! What floats over the window: the problems of a broken file, opening, exporting, the help sheet. One at a time;
//! Esc or a click outside puts it away.

pub(in crate::ui) mod export;
pub(in crate::ui) mod help;
pub(in crate::ui) mod palette;
pub(in crate::ui) mod report;

use std::sync::mpsc::Receiver;

use egui::emath::vec2;
use egui::{Context, Id, Key, Label, Modal, RichText, ScrollArea, Ui};

use crate::story::problem::{Problem, Severity};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::bars::status::Notice;
use crate::ui::host::{self, Dialog};
use crate::ui::session::open::Source;
use crate::ui::session::recovery::Report;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::kit::{field_ui, focus_ring, icon_button, main_button, scrolled, target};
use crate::ui::widgets::sheet::Sheet;
use export::{Exporting, Wish, export_ui};
use palette::{Palette, palette_ui};
use report::report_ui;

/// How long opening may take before the window says that it goes on, in seconds.
const PATIENCE_SECONDS: f64 = 0.3;

/// How much higher than what scrolls in it a card is, with its title and the room around it, in points.
const FRAME: f32 = 130.0;

/// What lies over the window, or is told beside the story.
#[derive(Default)]
pub(in crate::ui) struct Overlays {
    pub(in crate::ui) card: Option<Card>,
    pub(in crate::ui) notice: Option<Notice>,
    /// A picture being written.
    pub(in crate::ui) exporting: Option<Exporting>,
    /// What to tell once the browser has said whether it copied.
    pub(in crate::ui) copying: Option<(Receiver<bool>, Notice)>,
    /// A file that was dropped and is not here yet.
    pub(in crate::ui) dropped: Option<Dialog>,
    /// The detail panel of a narrow screen.
    pub(in crate::ui) sheet: Sheet,
    /// Give the keyboard to the card that has just opened.
    pub(in crate::ui) focus_card: bool,
    /// What had the keyboard before the card, and gets it back.
    pub(in crate::ui) focus_back: Option<Id>,
}

/// What floats.
pub(in crate::ui) enum Card {
    /// A file that could not be opened.
    Problems {
        /// Which one.
        name: String,
        /// Everything wrong with it.
        problems: Vec<Problem>,
    },
    /// Choosing a file, by its path or through a dialog.
    Open {
        /// The path as typed.
        path: String,
        /// A dialog that is open.
        dialog: Option<Dialog>,
    },
    /// Saving a picture.
    Export {
        /// What is wanted.
        wish: Wish,
        /// A dialog that is open.
        dialog: Option<Dialog>,
    },
    /// Keys and gestures.
    Help,
    /// Commands and names, by typing.
    Palette(Palette),
    /// What a crash left.
    Report(Report),
}

impl Card {
    /// The card for opening.
    pub(in crate::ui) fn open() -> Self {
        Self::Open { path: String::new(), dialog: None }
    }

    /// The card for saving a view or a poster.
    pub(in crate::ui) fn export(poster: bool) -> Self {
        Self::Export { wish: Wish::new(poster), dialog: None }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Problems { .. } => "This story cannot be opened",
            Self::Open { .. } => "Open a story",
            Self::Export { .. } => "Save a picture",
            Self::Help => "Keys and gestures",
            Self::Palette(_) => "Do or go to",
            Self::Report(_) => "The report of a crash",
        }
    }
}

/// Shows the card, if there is one.
pub(in crate::ui) fn cards_ui(ctx: &Context, app: &mut App, theme: &Theme) {
    let Some(mut card) = app.overlays.card.take() else {
        give_back(ctx, app);
        return;
    };
    let screen = ctx.content_rect().size();
    let width = if matches!(card, Card::Help) { 760.0 } else { 520.0 };
    let width = (screen.x - 64.0).clamp(24.0, width);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
    let id = Id::unique("card");
    let modal = Modal::new(id).area(Modal::default_area(id).accessible_name(card.title())).frame(frame);
    let mut commands = Vec::new();
    let modal = modal.show(ctx, |ui| {
        ui.set_width(width);
        ui.set_max_height((screen.y - 90.0).max(24.0));
        let mut close = false;
        egui::Sides::new().shrink_left().truncate().show(
            ui,
            |ui| ui.label(RichText::new(card.title()).font(Weight::Bold.font(17.0)).color(theme.text)),
            |ui| {
                let button = icon_button(ui, theme, Icon::Close, "Close (Esc)", true);
                // Not in the first pass, in which a card finds out how large it is.
                // Nor once Tab has led on from here: the focus is then on its way to what comes next.
                let goes_on = ui.input(|input| input.key_pressed(Key::Tab));
                app.overlays.focus_card &=
                    !matches!(card, Card::Open { .. } | Card::Palette(_)) && !button.has_focus() && !goes_on;
                if app.overlays.focus_card {
                    button.request_focus();
                    ctx.request_repaint();
                }
                close = button.clicked();
            },
        );
        ui.add_space(2.0);
        close
            | match &mut card {
                Card::Problems { name, problems } => problems_ui(ui, theme, name, problems, screen.y - 200.0),
                Card::Open { path, dialog } => scrolled(ui, FRAME, |ui| open_ui(ui, app, theme, path, dialog)),
                Card::Export { wish, dialog } => scrolled(ui, FRAME, |ui| export_ui(ui, app, theme, wish, dialog)),
                Card::Palette(shown) => palette_ui(ui, theme, &app.session.story, &app.state, shown, &mut commands),
                Card::Report(report) => report_ui(ui, theme, report, screen.y - 260.0),
                Card::Help => {
                    help::help_ui(ui, theme);
                    ctx.input(|input| input.key_pressed(Key::Questionmark) || input.key_pressed(Key::F1))
                }
            }
    });
    for command in commands {
        app.run(ctx, command);
    }
    // A card that put another one in its place, or started what it was for, is done.
    if !(modal.inner || modal.should_close()) && app.overlays.card.is_none() {
        app.overlays.card = Some(card);
    } else {
        ctx.request_repaint();
    }
}

/// Gives the keyboard back to what had it before the last card, as soon as that can have it again.
fn give_back(ctx: &Context, app: &mut App) {
    let Some(before) = app.overlays.focus_back else { return };
    if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
        ctx.request_repaint();
        return;
    }
    app.overlays.focus_back = None;
    if ctx.memory(|memory| memory.focused().is_none()) {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
}

/// A name that may be of any length, shortened in its middle.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= 120 {
        return name.to_owned();
    }
    let part = |letters: &[char]| letters.iter().collect::<String>();
    format!("{}…{}", part(&letters[..60]), part(&letters[letters.len() - 50..]))
}

/// While a story takes its time to open, says so in the middle of the window, and how far it is.
pub(in crate::ui) fn opening_ui(ctx: &Context, app: &mut App, theme: &Theme) {
    let Some(opening) = &app.session.opening else { return };
    let waited = ctx.input(|input| input.time) - opening.since;
    if waited < PATIENCE_SECONDS {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE_SECONDS - waited));
        return;
    }
    let (bytes, total) = opening.progress.bytes();
    let (step, share) = opening.progress.step();
    let name = std::path::Path::new(&opening.name).file_name();
    let name = name.map_or_else(|| opening.name.clone(), |name| name.display().to_string());
    let mut cancelled = false;
    egui::Area::new(Id::unique("opening")).anchor(egui::Align2::CENTER_CENTER, vec2(0.0, 0.0)).show(ctx, |ui| {
        egui::Frame::popup(&ctx.global_style()).inner_margin(20).show(ui, |ui| {
            ui.set_max_width((ctx.content_rect().width() - 80.0).min(420.0));
            ui.horizontal(|ui| {
                ui.spinner();
                ui.add(Label::new(RichText::new(format!("Opening {name}…")).color(theme.text)).truncate());
            });
            ui.add(egui::ProgressBar::new(share).fill(theme.accent).desired_height(6.0));
            ui.horizontal(|ui| {
                cancelled = ui.button("Cancel").clicked();
                let step = if step == "Reading" && bytes > 0 { megabytes(bytes, total) } else { format!("{step}…") };
                ui.label(RichText::new(step).size(12.0).color(theme.muted));
            });
        });
    });
    if cancelled {
        app.cancel_opening();
    }
}

fn megabytes(bytes: u64, total: Option<u64>) -> String {
    let mb = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
    total.map_or_else(|| format!("{} MB", mb(bytes)), |total| format!("{} of {} MB", mb(bytes), mb(total)))
}

fn problems_ui(ui: &mut Ui, theme: &Theme, name: &str, problems: &[Problem], most_height: f32) -> bool {
    let mut problems: Vec<&Problem> = problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let count = if errors == 1 { "one error".to_owned() } else { format!("{errors} errors") };
    let text = format!("{} has {count}. What was open stays open.", shortened(name));
    ui.add(Label::new(RichText::new(text).color(theme.muted)).wrap());
    ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
        for problem in &problems {
            let frame = egui::Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10);
            frame.show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                let place = match (problem.line, problem.column) {
                    (Some(line), Some(column)) => format!("line {line}, column {column}"),
                    _ => String::new(),
                };
                let place: Vec<&str> =
                    [place.as_str(), problem.path.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
                let (mark, ink) = match problem.severity {
                    Severity::Error => (theme.error, theme.text),
                    Severity::Note => (theme.muted, theme.muted),
                };
                if !place.is_empty() {
                    ui.label(RichText::new(place.join(" · ")).size(12.0).color(mark));
                }
                ui.add(Label::new(RichText::new(&problem.message).color(ink)).wrap());
            });
        }
    });
    let mut done = false;
    ui.horizontal(|ui| {
        done = main_button(ui, theme, "Close").clicked();
        if ui.button("Copy all").on_hover_text("Copy the problems as text").clicked() {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            ui.ctx().copy_text(lines.join("\n"));
        }
    });
    done
}

fn open_ui(ui: &mut Ui, app: &mut App, theme: &Theme, path: &mut String, dialog: &mut Option<Dialog>) -> bool {
    ui.add(
        Label::new(
            RichText::new("A story is one JSON file. It can also be dropped into the window.").color(theme.muted),
        )
        .wrap(),
    );
    let mut wanted = None;
    if let Some(chosen) = chosen(dialog) {
        wanted = Some(chosen);
    }
    // On a phone the buttons stand below the field.
    let beside = if ui.available_width() > 400.0 { 190.0 } else { 0.0 };
    ui.horizontal_wrapped(|ui| {
        let field = field_ui(ui, theme, path, host::WHAT_TO_TYPE, ui.available_width() - beside);
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !path.trim().is_empty() {
            wanted = Some(host::source(path.trim()));
        }
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if main_button(ui, theme, "Open").clicked() && !path.trim().is_empty() {
            wanted = Some(host::source(path.trim()));
        }
        if ui.button("Browse…").clicked() {
            *dialog = Some(host::ask_story(ui.ctx()));
        }
    });
    crate::ui::widgets::kit::heading(ui, theme, "Recent");
    ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut row = |ui: &mut Ui, name: &str, source: Source| {
            let response = ui.add(egui::Button::new(name).truncate().min_size(vec2(ui.available_width(), target(ui))));
            focus_ring(ui, &response, theme);
            if response.on_hover_text(source.name()).clicked() {
                wanted = Some(source);
            }
        };
        for path in &app.settings.recent {
            row(ui, &path.display().to_string(), host::source(&path.to_string_lossy()));
        }
        row(ui, "What You Leave Behind (built in)", Source::Episode);
    });
    if let Some(source) = wanted {
        app.open(ui.ctx(), source);
        return true;
    }
    false
}

/// What a dialog brought, once it has.
pub(in crate::ui) fn chosen(dialog: &mut Option<Dialog>) -> Option<Source> {
    let answer = dialog.as_ref()?.try_recv();
    match answer {
        Ok(source) => {
            *dialog = None;
            source
        }
        Err(std::sync::mpsc::TryRecvError::Empty) => None,
        Err(std::sync::mpsc::TryRecvError::Disconnected) => {
            *dialog = None;
            None
        }
    }
}
