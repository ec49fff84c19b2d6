//! Saving pictures from the window: what is wanted, and the job that writes it while the window stays alive.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use egui::{DragValue, Grid, Key, Label, RichText, Ui};

use crate::export::picture::{PictureKind, Subject, poster_size};
use crate::export::{PictureSize, Progress};
use crate::state::State;
use crate::story::Story;
use crate::theme::Theme;
use crate::ui::app::App;
use crate::ui::bars::status::Notice;
use crate::ui::cards::chosen;
use crate::ui::host;
use crate::ui::host::Dialog;
use crate::ui::session::open::Source;
use crate::ui::widgets::kit::{field_ui, main_button};

/// What the export card asks for.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Wish {
    /// View or poster.
    pub kind: PictureKind,
    /// In points, as typed.
    pub width: u32,
    /// In points, as typed.
    pub height: u32,
    /// Pixels per point.
    pub scale: f32,
    /// Dark or light.
    pub dark: bool,
    /// Where to, as typed.
    pub path: String,
    /// Whether size and path have been filled in.
    pub ready: bool,
}

impl Wish {
    /// A wish that the card fills in when it is first shown.
    pub(in crate::ui) fn new(poster: bool) -> Self {
        let kind = if poster { PictureKind::Poster } else { PictureKind::View };
        Self { kind, width: 1280, height: 800, scale: 2.0, dark: true, path: String::new(), ready: false }
    }

    /// The size, or why there can be none.
    pub(in crate::ui) fn size(&self) -> Result<PictureSize, crate::export::ExportError> {
        PictureSize::new(self.width, self.height, self.scale)
    }
}

/// A picture as it was when it was asked for.
pub(in crate::ui) struct Wanted {
    story: Arc<Story>,
    state: State,
    kind: PictureKind,
    size: PictureSize,
    theme: Theme,
}

impl Wanted {
    /// What is to be pictured.
    pub(in crate::ui) fn subject(&self) -> Subject<'_> {
        Subject { story: &self.story, state: &self.state, kind: self.kind, size: self.size, theme: &self.theme }
    }
}

/// A picture being written.
pub(in crate::ui) struct Exporting {
    path: PathBuf,
    progress: Progress,
    receiver: Receiver<Notice>,
}

impl Exporting {
    /// Starts to write what is wished for; `ctx` is woken when it is done.
    pub(in crate::ui) fn start(ctx: &egui::Context, app: &App, wish: &Wish, size: PictureSize) -> Self {
        let (sender, receiver) = channel();
        let progress = Progress::default();
        let theme = if wish.dark { Theme::dark() } else { Theme::light() };
        let (story, state) = (app.session.story.clone(), app.state.clone());
        let wanted = Wanted { story, state, kind: wish.kind, size, theme };
        let path = PathBuf::from(&wish.path);
        let (ctx, noted, name) = (ctx.clone(), progress.clone(), name_of(&path));
        host::write(wish.path.clone(), wanted, progress.clone(), move |written| {
            let [width, height] = size.pixels();
            let told = |text: String, more: String, failed| Notice { text, failed, more, until: None };
            let notice = match written {
                Ok(path) => told(format!("Saved {path}, {width} × {height} pixels"), path, false),
                Err(_) if noted.is_cancelled() => {
                    told(format!("Cancelled: {name} was not saved"), String::new(), false)
                }
                Err(error) => told(format!("Not saved: {error}"), error, true),
            };
            // The window may be gone by now.
            let _ = sender.send(notice);
            ctx.request_repaint();
        });
        Self { path, progress, receiver }
    }

    /// What it is writing.
    pub(in crate::ui) fn name(&self) -> String {
        name_of(&self.path)
    }

    /// Percent of it that are written.
    pub(in crate::ui) fn percent(&self) -> u32 {
        self.progress.percent()
    }

    /// Gives it up; what there is of it is taken away.
    pub(in crate::ui) fn cancel(&self) {
        self.progress.cancel();
    }

    /// The window closes: a picture that is nearly there is finished, any other is taken away.
    pub(in crate::ui) fn leave(&self) {
        const NEARLY: Duration = Duration::from_secs(5);
        if !host::wait_for(&self.receiver, NEARLY) {
            self.cancel();
            host::wait_for(&self.receiver, NEARLY);
        }
    }

    /// What to tell, once.
    pub(in crate::ui) fn poll(&mut self) -> Option<Notice> {
        match self.receiver.try_recv() {
            Ok(notice) => Some(notice),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                let text = "Not saved: writing broke off because of a mistake in this program".to_owned();
                Some(Notice { more: text.clone(), text, failed: true, until: None })
            }
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.display().to_string())
}

/// The card that asks what is wanted; whether it is done.
pub(in crate::ui) fn export_ui(
    ui: &mut Ui,
    app: &mut App,
    theme: &Theme,
    wish: &mut Wish,
    dialog: &mut Option<Dialog>,
) -> bool {
    if !wish.ready {
        fill_in(app, theme, wish);
    }
    if let Some(Source::File(chosen)) = chosen(dialog) {
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
            ui.selectable_value(&mut wish.kind, PictureKind::View, "View").on_hover_text("What the timeline shows now");
            ui.selectable_value(&mut wish.kind, PictureKind::Poster, "Poster")
                .on_hover_text("The whole story, with title and sources");
        });
        ui.end_row();
        label(ui, "Size");
        ui.horizontal(|ui| {
            number_ui(ui, &mut wish.width, "Width in points");
            ui.label("×");
            number_ui(ui, &mut wish.height, "Height in points");
            ui.label(RichText::new("points").color(theme.muted));
        });
        ui.end_row();
        label(ui, "Scale");
        ui.horizontal(|ui| {
            for scale in [1.0, 2.0, 3.0] {
                ui.selectable_value(&mut wish.scale, scale, format!("{scale}×"));
            }
            let pixels = wish.size().map(PictureSize::pixels);
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
            let room = ui.available_width() - if host::HAS_PATHS { 96.0 } else { 0.0 };
            let what = if host::HAS_PATHS { "Where the picture goes" } else { "What the download is called" };
            let field = field_ui(ui, theme, &mut wish.path, "", room.max(80.0)).on_hover_text(what);
            // Enter in this field is as good as the button; elsewhere it belongs to what has the keyboard.
            entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if host::HAS_PATHS && ui.button("Browse…").clicked() {
                *dialog = Some(host::ask_target(ui.ctx(), &wish.path));
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
    let replaces = host::exists(&wish.path);
    let mut done = false;
    ui.horizontal(|ui| {
        let name = if replaces { "Replace" } else { "Save" };
        let ready = size.is_ok() && !wish.path.trim().is_empty() && app.overlays.exporting.is_none();
        ui.add_enabled_ui(ready, |ui| done = main_button(ui, theme, name).clicked() || ready && entered && !replaces);
        if replaces {
            ui.label(RichText::new("There is a file of this name.").color(theme.muted));
        }
    });
    if let (true, Ok(size)) = (done, size) {
        app.overlays.exporting = Some(Exporting::start(ui.ctx(), app, wish, size));
        app.settings.pictures = Path::new(&wish.path).parent().map(Path::to_owned);
        app.overlays.notice = None;
    }
    done
}

/// A field for a number of points.
fn number_ui(ui: &mut Ui, number: &mut u32, name: &str) {
    let response = ui.add(DragValue::new(number).range(64..=16_384));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response.on_hover_text(name);
}

/// The first guess: the timeline's own size, the theme one looks at, a name from the story's title.
fn fill_in(app: &App, theme: &Theme, wish: &mut Wish) {
    wish.ready = true;
    wish.dark = theme.dark;
    resize(app, wish);
    let slug: String = app.session.story.title.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let slug: Vec<String> = slug.split_whitespace().take(8).map(str::to_lowercase).collect();
    let name = if slug.is_empty() { "story".to_owned() } else { slug.join("-") };
    // Names of files end at some 255 bytes.
    let name: String = name.char_indices().take_while(|(at, _)| *at < 80).map(|(_, letter)| letter).collect();
    let folder = app.settings.pictures.clone().unwrap_or_else(host::pictures_folder);
    wish.path = folder.join(format!("{name}.png")).display().to_string();
}

fn resize(app: &App, wish: &mut Wish) {
    [wish.width, wish.height] = if wish.kind == PictureKind::Poster {
        poster_size(&app.session.story, &app.state, None)
    } else {
        app.timeline.size
    };
}
