//! The card for saving a picture: which, how large, in which theme, and where to.

use egui::{DragValue, Grid, Key, Label, RichText, Ui};

use super::context::Context;
use crate::export::contents::Contents;
use crate::export::picture::{PictureKind, Subject, contents, full_height};
use crate::export::poster::{poster_scale, poster_size};
use crate::export::{ExportError, PictureSize};
use crate::state::revisions::Revisions;
use crate::theme::Theme;
use crate::time::digits::grouped;
use crate::ui::host;
use crate::ui::host::saving::slug;
use crate::ui::host::source::{Dialog, Source, chosen};
use crate::ui::jobs::PictureRequest;
use crate::ui::request::Request;
use crate::ui::widgets::kit::{field_ui, main_button};

/// The fields of the card.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Wish {
    /// View or poster.
    kind: PictureKind,
    /// In points, as typed.
    width: u32,
    /// In points, as typed.
    height: u32,
    /// Pixels per point.
    scale: f32,
    /// Dark or light.
    dark: bool,
    /// The path to write to, as typed.
    path: String,
    /// Whether size and path have been filled in.
    ready: bool,
    /// What is known of the picture that the fields ask for.
    forecast: Option<Forecast>,
}

/// Larger stories are not laid out just to tell what a picture would leave out.
const MOST_FORECAST: usize = 100_000;

/// What a picture will be, found before it is saved.
#[derive(Clone, Debug)]
struct Forecast {
    /// Kind, size in points and scale of the picture, and the revisions of the view.
    of: (PictureKind, [u32; 2], f32, Revisions),
    size: Result<PictureSize, String>,
    /// What it leaves out, in words; empty if nothing.
    left_out: String,
}

impl Forecast {
    fn new(cx: &Context<'_>, wish: &Wish) -> Self {
        let size = wish.size(cx);
        let of = wish.key(cx);
        let (story, state, kind) = (cx.story, cx.state, wish.kind);
        let left_out = match &size {
            Ok(size) if story.events.len() <= MOST_FORECAST => {
                left_out_words(Subject { story, state, kind, size: *size, theme: cx.theme, fonts: cx.fonts })
            }
            _ => String::new(),
        };
        Self { of, size: size.map_err(|error| error.to_string()), left_out }
    }
}

/// What a picture leaves out, and how it can be had; empty if nothing is left out.
fn left_out_words(subject: Subject<'_>) -> String {
    let contents: Contents = contents(subject);
    if contents.is_whole() {
        return String::new();
    }
    let mut words = format!("The picture will have only {}.", contents.words().replace(" · ", ", "));
    if subject.kind == PictureKind::View {
        let is_cut = contents.lanes.left_out() > subject.state.lineup().hidden.len();
        let height = if is_cut { full_height(subject) } else { None };
        let hint = match height {
            Some(height) => format!(" A height of {} points has all lanes, a poster the whole story.", grouped(height)),
            None => " A poster has every lane and the whole axis.".to_owned(),
        };
        words.push_str(&hint);
    }
    if contents.selected.is_some() {
        words.push_str(" The selected event is not in it.");
    }
    words
}

impl Wish {
    /// Fields that are filled in when the card is first shown.
    pub(super) fn new(poster: bool) -> Self {
        let kind = if poster { PictureKind::Poster } else { PictureKind::View };
        Self {
            kind,
            width: 1280,
            height: 800,
            scale: 2.0,
            dark: true,
            path: String::new(),
            ready: false,
            forecast: None,
        }
    }

    /// The size of the picture.
    ///
    /// # Errors
    /// A size that [`PictureSize`] refuses, or in which a poster would not hold all lanes.
    fn size(&self, cx: &Context<'_>) -> Result<PictureSize, ExportError> {
        let size = PictureSize::new(self.width, self.height, self.scale)?;
        if self.kind == PictureKind::Poster {
            poster_size(cx.story, cx.state, Some(self.width), Some(self.height), cx.fonts)?;
        }
        Ok(size)
    }

    /// All that a forecast depends on.
    fn key(&self, cx: &Context<'_>) -> (PictureKind, [u32; 2], f32, Revisions) {
        (self.kind, [self.width, self.height], self.scale, cx.state.revisions())
    }

    /// What the picture will be.
    fn forecast(&mut self, cx: &Context<'_>) -> Forecast {
        let of = self.key(cx);
        let known = self.forecast.take().filter(|forecast| forecast.of == of);
        let forecast = known.unwrap_or_else(|| Forecast::new(cx, self));
        self.forecast.insert(forecast).clone()
    }

    /// Fills in a first guess: the timeline's own size, the theme of the window, a name made from the story's title.
    fn fill_in(&mut self, cx: &Context<'_>) {
        self.ready = true;
        self.dark = cx.theme.dark;
        self.resize(cx);
        let name = slug(&cx.story.title);
        let folder = cx.settings.pictures.clone().unwrap_or_else(host::pictures_folder);
        self.path = folder.join(format!("{name}.png")).display().to_string();
    }

    /// Takes the size that fits the kind of picture.
    fn resize(&mut self, cx: &Context<'_>) {
        let poster = || poster_size(cx.story, cx.state, None, None, cx.fonts).unwrap_or(cx.timeline_size);
        let size = if self.kind == PictureKind::Poster { poster() } else { cx.timeline_size };
        self.scale = poster_scale(size);
        [self.width, self.height] = size;
    }
}

/// Shows the card; returns whether it is done.
pub(super) fn export_ui(
    ui: &mut Ui,
    cx: &Context<'_>,
    wish: &mut Wish,
    dialog: &mut Option<Dialog>,
    requests: &mut Vec<Request>,
) -> bool {
    let theme = cx.theme;
    if !wish.ready {
        wish.fill_in(cx);
    }
    if let Some(Source::File(chosen)) = chosen(dialog) {
        wish.path = chosen.display().to_string();
    }
    let before = wish.kind;
    let mut entered = false;
    Grid::new("export").num_columns(2).spacing([16.0, 10.0]).show(ui, |ui| {
        look_ui(ui, theme, wish);
        label(ui, theme, "File");
        entered = file_ui(ui, theme, wish, dialog);
        ui.end_row();
    });
    if wish.kind != before {
        wish.resize(cx);
    }
    let Forecast { size, left_out, .. } = wish.forecast(cx);
    if let Err(error) = &size {
        ui.add(Label::new(RichText::new(error).color(theme.error)).wrap());
    }
    if !left_out.is_empty() {
        ui.add(Label::new(RichText::new(left_out).color(theme.muted)).wrap());
    }
    let replaces = host::exists(&wish.path);
    let mut done = false;
    ui.horizontal(|ui| {
        let name = if replaces { "Replace" } else { "Save" };
        let ready = size.is_ok() && !wish.path.trim().is_empty() && !cx.is_writing;
        ui.add_enabled_ui(ready, |ui| done = main_button(ui, theme, name).clicked() || ready && entered && !replaces);
        if replaces {
            ui.label(RichText::new("A file with this name already exists.").color(theme.muted));
        }
    });
    if let (true, Ok(size)) = (done, size) {
        let (kind, dark, path) = (wish.kind, wish.dark, wish.path.clone());
        requests.push(Request::SavePicture(PictureRequest { kind, size, dark, path }));
    }
    done
}

/// The rows for kind, size, scale and theme.
fn look_ui(ui: &mut Ui, theme: &Theme, wish: &mut Wish) {
    label(ui, theme, "Picture");
    ui.horizontal(|ui| {
        ui.selectable_value(&mut wish.kind, PictureKind::View, "View").on_hover_text("What the timeline shows now");
        let tip = "The whole story, with title and sources";
        ui.selectable_value(&mut wish.kind, PictureKind::Poster, "Poster").on_hover_text(tip);
    });
    ui.end_row();
    label(ui, theme, "Size");
    ui.horizontal(|ui| {
        number_ui(ui, &mut wish.width, "Width in points");
        ui.label("×");
        number_ui(ui, &mut wish.height, "Height in points");
        ui.label(RichText::new("points").color(theme.muted));
    });
    ui.end_row();
    label(ui, theme, "Scale");
    ui.horizontal(|ui| {
        for scale in [1.0, 2.0, 3.0] {
            ui.selectable_value(&mut wish.scale, scale, format!("{scale}×"));
        }
        if let Ok(size) = PictureSize::new(wish.width, wish.height, wish.scale) {
            let pixels = size.pixels();
            let [width, height] = pixels.map(grouped);
            ui.label(RichText::new(format!("{width} × {height} pixels")).color(theme.muted));
        }
    });
    ui.end_row();
    label(ui, theme, "Theme");
    ui.horizontal(|ui| {
        ui.selectable_value(&mut wish.dark, true, "Dark");
        ui.selectable_value(&mut wish.dark, false, "Light");
    });
    ui.end_row();
}

/// The field for the path, with a dialog if the host has one; returns whether Enter was pressed in it.
fn file_ui(ui: &mut Ui, theme: &Theme, wish: &mut Wish, dialog: &mut Option<Dialog>) -> bool {
    let row = ui.horizontal(|ui| {
        let room = ui.available_width() - if host::HAS_PATHS { 96.0 } else { 0.0 };
        let tip = if host::HAS_PATHS { "Where to save the picture" } else { "The name of the downloaded file" };
        let field = field_ui(ui, theme, &mut wish.path, "", room.max(80.0)).on_hover_text(tip);
        // Enter in this field is as good as the button; elsewhere it belongs to the widget that has the keyboard.
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if host::HAS_PATHS && ui.button("Browse…").clicked() {
            *dialog = Some(host::ask_target(ui.ctx(), &wish.path));
        }
        entered
    });
    row.inner
}

/// The name of a row.
fn label(ui: &mut Ui, theme: &Theme, text: &str) {
    ui.label(RichText::new(text).color(theme.muted));
}

/// A field for a number of points.
fn number_ui(ui: &mut Ui, number: &mut u32, name: &str) {
    let response = ui.add(DragValue::new(number).range(64..=16_384));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
    response.on_hover_text(name);
}
