//! What floats over the window: the problems of a broken file, opening, exporting, the help sheet. One at a time;
//! Esc or a click outside puts it away.

use egui::emath::vec2;
use egui::{Context, DragValue, Grid, Id, Key, Label, Modal, RichText, ScrollArea, TextEdit, Ui};

use super::export::Wish;
use super::icons::Icon;
use super::kit::{focus_ring, icon_button, main_button};
use super::open::{Opening, Source};
use super::{App, help};
use crate::export::picture::{Kind, poster_size};
use crate::story::problem::{Problem, Severity};
use crate::theme::{Theme, Weight};

/// How long opening may take before the window says that it goes on, in seconds.
const PATIENCE_SECONDS: f64 = 0.3;

/// What floats.
pub(super) enum Card {
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
}

/// A file dialog of the desktop, waited for on a thread of its own.
pub(super) type Dialog = std::sync::mpsc::Receiver<Option<std::path::PathBuf>>;

impl Card {
    /// The card for opening.
    pub(super) fn open() -> Self {
        Self::Open { path: String::new(), dialog: None }
    }

    /// The card for saving a view or a poster.
    pub(super) fn export(poster: bool) -> Self {
        Self::Export { wish: Wish::new(poster), dialog: None }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::Problems { .. } => "This story cannot be opened",
            Self::Open { .. } => "Open a story",
            Self::Export { .. } => "Save a picture",
            Self::Help => "Keys and gestures",
        }
    }
}

/// Shows the card, if there is one.
pub(super) fn cards_ui(ctx: &Context, app: &mut App, theme: &Theme) {
    let Some(mut card) = app.card.take() else { return };
    let screen = ctx.content_rect().size();
    let width = if matches!(card, Card::Help) { 760.0 } else { 520.0 };
    let width = (screen.x - 64.0).clamp(24.0, width);
    let frame = egui::Frame::popup(&ctx.global_style()).inner_margin(20);
    let modal = Modal::new(Id::unique("card")).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        ui.set_max_height((screen.y - 90.0).max(24.0));
        let mut close = false;
        egui::Sides::new().show(
            ui,
            |ui| ui.label(RichText::new(card.title()).font(Weight::Bold.font(17.0)).color(theme.text)),
            |ui| close = icon_button(ui, theme, Icon::Close, "Close (Esc)", true).clicked(),
        );
        ui.add_space(2.0);
        close
            | match &mut card {
                Card::Problems { name, problems } => problems_ui(ui, theme, name, problems, screen.y - 200.0),
                Card::Open { path, dialog } => open_ui(ui, app, theme, path, dialog),
                Card::Export { wish, dialog } => export_ui(ui, app, theme, wish, dialog),
                Card::Help => {
                    help::help_ui(ui, theme);
                    ctx.input(|input| input.key_pressed(Key::Questionmark) || input.key_pressed(Key::F1))
                }
            }
    });
    // A card that put another one in its place, or started what it was for, is done.
    if !(modal.inner || modal.should_close()) && app.card.is_none() {
        app.card = Some(card);
    }
}

/// While a story takes its time to open, says so in the middle of the window.
pub(super) fn opening_ui(ctx: &Context, app: &App, theme: &Theme) {
    let Some(opening) = &app.opening else { return };
    let waited = ctx.input(|input| input.time) - opening.since;
    if waited < PATIENCE_SECONDS {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE_SECONDS - waited));
        return;
    }
    egui::Area::new(Id::unique("opening")).anchor(egui::Align2::CENTER_CENTER, vec2(0.0, 0.0)).show(ctx, |ui| {
        egui::Frame::popup(&ctx.global_style()).inner_margin(20).show(ui, |ui| {
            ui.set_max_width((ctx.content_rect().width() - 80.0).min(420.0));
            ui.horizontal(|ui| {
                ui.spinner();
                let name = std::path::Path::new(&opening.name).file_name();
                let name = name.map_or_else(|| opening.name.clone(), |name| name.display().to_string());
                ui.add(Label::new(RichText::new(format!("Opening {name}…")).color(theme.text)).truncate());
            });
        });
    });
}

fn problems_ui(ui: &mut Ui, theme: &Theme, name: &str, problems: &[Problem], most_height: f32) -> bool {
    let mut problems: Vec<&Problem> = problems.iter().collect();
    problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let count = if errors == 1 { "one error".to_owned() } else { format!("{errors} errors") };
    let text = format!("{name} has {count}. What was open stays open.");
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
        wanted = Some(Source::File(chosen));
    }
    ui.horizontal(|ui| {
        let edit = TextEdit::singleline(path).hint_text(RichText::new("Path of a story file").color(theme.faint));
        let field = ui.add(edit.desired_width(ui.available_width() - 190.0).margin(vec2(8.0, 6.0)));
        if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !path.trim().is_empty() {
            wanted = Some(Source::File(path.trim().into()));
        }
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        if main_button(ui, theme, "Open").clicked() && !path.trim().is_empty() {
            wanted = Some(Source::File(path.trim().into()));
        }
        if ui.button("Browse…").clicked() {
            *dialog = Some(ask(ui.ctx(), None));
        }
    });
    super::kit::heading(ui, theme, "Recent");
    ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        let mut row = |ui: &mut Ui, name: &str, source: Source| {
            let response = ui.add(egui::Button::new(name).truncate().min_size(vec2(ui.available_width(), 28.0)));
            focus_ring(ui, &response, theme);
            if response.on_hover_text(source.name()).clicked() {
                wanted = Some(source);
            }
        };
        for path in &app.settings.recent {
            row(ui, &path.display().to_string(), Source::File(path.clone()));
        }
        row(ui, "What You Leave Behind (built in)", Source::Episode);
    });
    if let Some(source) = wanted {
        app.opening = Some(Opening::start(ui.ctx(), source.absolute()));
        return true;
    }
    false
}

fn export_ui(ui: &mut Ui, app: &mut App, theme: &Theme, wish: &mut Wish, dialog: &mut Option<Dialog>) -> bool {
    if !wish.ready {
        fill_in(app, theme, wish);
    }
    if let Some(chosen) = chosen(dialog) {
        wish.path = chosen.display().to_string();
    }
    let before = wish.kind;
    let mut entered = false;
    Grid::new("export").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        let label = |ui: &mut Ui, text: &str| {
            ui.label(RichText::new(text).color(theme.muted));
        };
        label(ui, "Picture");
        ui.horizontal(|ui| {
            ui.selectable_value(&mut wish.kind, Kind::View, "View").on_hover_text("What the timeline shows now");
            ui.selectable_value(&mut wish.kind, Kind::Poster, "Poster")
                .on_hover_text("The whole story, with title and sources");
        });
        ui.end_row();
        label(ui, "Size");
        ui.horizontal(|ui| {
            ui.add(DragValue::new(&mut wish.width).range(64..=16_384)).on_hover_text("Width in points");
            ui.label("×");
            ui.add(DragValue::new(&mut wish.height).range(64..=16_384)).on_hover_text("Height in points");
            ui.label(RichText::new("points").color(theme.muted));
        });
        ui.end_row();
        label(ui, "Scale");
        ui.horizontal(|ui| {
            for scale in [1.0, 2.0, 3.0] {
                ui.selectable_value(&mut wish.scale, scale, format!("{scale}×"));
            }
            let pixels = wish.size().map(crate::export::PictureSize::pixels);
            if let Ok([width, height]) = pixels {
                ui.label(RichText::new(format!("{width} × {height} pixels")).color(theme.muted));
            }
        });
        ui.end_row();
        label(ui, "Theme");
        ui.horizontal(|ui| {
            ui.selectable_value(&mut wish.dark, true, "Dark");
            ui.selectable_value(&mut wish.dark, false, "Light");
        });
        ui.end_row();
        label(ui, "File");
        ui.horizontal(|ui| {
            let room = ui.available_width() - 96.0;
            let edit = TextEdit::singleline(&mut wish.path).desired_width(room.max(160.0)).margin(vec2(8.0, 6.0));
            let field = ui.add(edit).on_hover_text("Where the picture goes");
            // Enter in this field is as good as the button; elsewhere it belongs to what has the keyboard.
            entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if ui.button("Browse…").clicked() {
                *dialog = Some(ask(ui.ctx(), Some(&wish.path)));
            }
        });
        ui.end_row();
    });
    if wish.kind != before {
        resize(app, wish);
    }
    let size = wish.size();
    if let Err(error) = &size {
        ui.add(Label::new(RichText::new(error.to_string()).color(theme.error)).wrap());
    }
    let replaces = std::path::Path::new(&wish.path).exists();
    let mut done = false;
    ui.horizontal(|ui| {
        let name = if replaces { "Replace" } else { "Save" };
        let ready = size.is_ok() && !wish.path.trim().is_empty() && app.exporting.is_none();
        ui.add_enabled_ui(ready, |ui| done = main_button(ui, theme, name).clicked() || ready && entered && !replaces);
        if replaces {
            ui.label(RichText::new("There is a file of this name.").color(theme.muted));
        }
    });
    #[cfg(not(target_arch = "wasm32"))]
    if let (true, Ok(size)) = (done, size) {
        app.exporting = Some(super::export::Exporting::start(ui.ctx(), app, wish, size));
        app.settings.pictures = std::path::Path::new(&wish.path).parent().map(std::path::Path::to_owned);
        app.notice = None;
    }
    done
}

/// Where pictures go the first time: the folder that desktops have for them, or else home.
fn pictures_folder() -> std::path::PathBuf {
    let home = std::env::home_dir().unwrap_or_default();
    let pictures = home.join("Pictures");
    if pictures.is_dir() { pictures } else { home }
}

/// The first guess: the timeline's own size, the theme one looks at, a name from the story's title.
fn fill_in(app: &App, theme: &Theme, wish: &mut Wish) {
    wish.ready = true;
    wish.dark = theme.dark;
    resize(app, wish);
    let slug: String = app.opened.story.title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let slug: Vec<String> = slug.split_whitespace().take(8).map(str::to_lowercase).collect();
    let name = if slug.is_empty() { "story".to_owned() } else { slug.join("-") };
    // Names of files end at some 255 bytes.
    let name: String = name.char_indices().take_while(|(at, _)| *at < 80).map(|(_, letter)| letter).collect();
    let folder = app.settings.pictures.clone().unwrap_or_else(pictures_folder);
    wish.path = folder.join(format!("{name}.png")).display().to_string();
}

fn resize(app: &App, wish: &mut Wish) {
    [wish.width, wish.height] =
        if wish.kind == Kind::Poster { poster_size(&app.opened.story, None) } else { app.timeline_size };
}

/// What a dialog brought, once it has.
fn chosen(dialog: &mut Option<Dialog>) -> Option<std::path::PathBuf> {
    let answer = dialog.as_ref()?.try_recv();
    match answer {
        Ok(path) => {
            *dialog = None;
            path
        }
        Err(std::sync::mpsc::TryRecvError::Empty) => None,
        Err(std::sync::mpsc::TryRecvError::Disconnected) => {
            *dialog = None;
            None
        }
    }
}

/// Opens the desktop's dialog: for saving where there is a path to start from, else for opening.
fn ask(ctx: &Context, save: Option<&str>) -> Dialog {
    let (sender, receiver) = std::sync::mpsc::channel();
    #[cfg(not(target_arch = "wasm32"))]
    {
        let dialog = rfd::AsyncFileDialog::new();
        let ctx = ctx.clone();
        let path = save.map(std::path::PathBuf::from);
        std::thread::spawn(move || {
            let answer = pollster::block_on(async {
                match path {
                    None => dialog.add_filter("Story", &["json"]).pick_file().await,
                    Some(path) => {
                        let name = path.file_name().map(|name| name.display().to_string()).unwrap_or_default();
                        let dialog = dialog.add_filter("PNG picture", &["png"]).set_file_name(name);
                        let dialog = match path.parent() {
                            Some(folder) => dialog.set_directory(folder),
                            None => dialog,
                        };
                        dialog.save_file().await
                    }
                }
            });
            // The card may be closed by now; then the answer is not wanted.
            let _ = sender.send(answer.map(|file| file.path().to_owned()));
            ctx.request_repaint();
        });
    }
    #[cfg(target_arch = "wasm32")]
    let _ = (ctx, save, sender);
    receiver
}
