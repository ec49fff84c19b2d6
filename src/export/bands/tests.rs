use std::sync::atomic::{AtomicU32, Ordering};

use egui::CornerRadius;

use super::super::headless::render;
use super::super::picture::{PictureKind, PicturePainter, Subject};
use super::super::poster::poster_size;
use super::super::{Image, encode_png};
use super::*;
use crate::state::State;
use crate::state::view::View;
use crate::story::Story;
use crate::story::compile::compile;
use crate::theme::{Fonts, Theme};

fn episode() -> Story {
    compile(include_bytes!("../../../data/what_you_leave_behind.json")).faultless().unwrap().0
}

fn arranged(story: &Story, link: &str) -> State {
    let mut state = State::new(story);
    let view = View::from_fragment(link);
    assert_eq!(view.ignored, Vec::<String>::new());
    state.apply(story, crate::state::command::Command::ShowView(Box::new(view)));
    state
}

/// The picture made in one piece.
fn in_one_piece(subject: Subject<'_>) -> Vec<u8> {
    let mut drawing = PicturePainter::new(subject);
    let paint = |ui: &mut Ui| {
        // Bands are filled with it before anything is painted.
        ui.painter().rect_filled(Rect::EVERYTHING, 0.0, subject.theme.panel);
        drawing.paint(ui, Rect::EVERYTHING);
    };
    let image: Image = render(subject.size, |ctx| subject.set_up(ctx), paint).unwrap();
    assert!(image.is_opaque());
    let texts = subject.texts(&mut subject.bands());
    encode_png(&image, &texts.each_ref().map(|(keyword, text)| (*keyword, text.as_str()))).unwrap()
}

fn in_bands(subject: Subject<'_>, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut bands = subject.bands().with_height(height);
    let texts = subject.texts(&mut bands);
    write(bands, &texts, &mut bytes, &Progress::default()).unwrap();
    bytes
}

#[test]
fn bands_make_the_same_picture_as_one_piece() {
    let (story, dark, light) = (episode(), Theme::dark(), Theme::light());
    let check = |kind, [width, height]: [u32; 2], scale, link: &str, theme, heights: &[u32]| {
        let state = arranged(&story, link);
        let size = PictureSize::new(width, height, scale).unwrap();
        let subject = Subject { story: &story, state: &state, kind, size, theme, fonts: &Fonts::bundled() };
        let expect = in_one_piece(subject);
        for &rows in heights {
            assert!(in_bands(subject, rows) == expect, "{kind:?}, {width} × {height} × {scale}, {link}, {rows} rows");
        }
    };
    let poster = poster_size(&story, &State::new(&story), None, None, &Fonts::bundled()).unwrap();
    check(PictureKind::View, [700, 420], 1.0, "", &dark, &[u32::MAX, 64]);
    check(PictureKind::View, [240, 90], 1.0, "", &dark, &[1, 7]);
    check(PictureKind::View, [333, 501], 1.3, "event=city", &light, &[17, 100]);
    check(PictureKind::View, [641, 400], 0.75, "lanes=place&paths=kira,odo", &dark, &[29]);
    check(PictureKind::View, [500, 300], 2.7, "order=telling&lanes=character", &light, &[61, 500]);
    check(PictureKind::Poster, poster, 1.0, "event=storm", &dark, &[90]);
    check(PictureKind::Poster, [900, 500], 1.5, "lanes=tag&paths=garak", &light, &[37]);
    for chart in ["pacing", "stage", "curve", "presence"] {
        check(PictureKind::View, [640, 520], 1.0, &format!("chart={chart}"), &dark, &[48]);
        check(PictureKind::Poster, [800, 700], 1.25, &format!("chart={chart}&event=city"), &light, &[70]);
    }
}

#[test]
fn slices_make_the_same_and_pause_after_each() {
    let (story, theme) = (episode(), Theme::dark());
    let state = State::new(&story);
    let size = PictureSize::new(500, 300, 1.0).unwrap();
    let subject = Subject {
        story: &story,
        state: &state,
        kind: PictureKind::View,
        size,
        theme: &theme,
        fonts: &Fonts::bundled(),
    };
    let (mut bytes, progress, pauses) = (Vec::new(), Progress::default(), AtomicU32::new(0));
    let pause = async || {
        pauses.fetch_add(1, Ordering::Relaxed);
        assert_eq!(progress.percent(), pauses.load(Ordering::Relaxed) * 100 / 3);
    };
    let mut bands = subject.bands().with_height(100);
    let texts = subject.texts(&mut bands);
    pollster::block_on(write_in_slices(bands, &texts, &mut bytes, &progress, pause)).unwrap();
    assert_eq!(pauses.load(Ordering::Relaxed), 3);
    assert!(bytes == in_one_piece(subject));
}

/// Paints a translucent square, and calls a function in each pass.
struct Square<F: FnMut(Rect)>(F);

impl<F: FnMut(Rect)> BandPainter for Square<F> {
    fn paint(&mut self, ui: &mut Ui, band: Rect) {
        (self.0)(band);
        let colour = Color32::RED.gamma_multiply(0.3);
        ui.painter().rect_filled(Rect::from_min_max(pos2(3.3, 7.7), pos2(40.1, 81.2)), CornerRadius::same(9), colour);
    }

    fn settles(&self, _: Rect) -> bool {
        false
    }
}

fn square(height: u32, each: impl FnMut(Rect)) -> Bands<Square<impl FnMut(Rect)>> {
    let size = PictureSize::new(50, 100, 1.0).unwrap();
    Bands::new(size, Color32::WHITE, |_| {}, Square(each)).with_height(height)
}

#[test]
fn over_an_opaque_ground_all_is_opaque() {
    let mut bands = square(30, |_| {});
    let (mut pixels, mut all) = (Vec::new(), Vec::new());
    while let Some(rows) = bands.next(&mut pixels).unwrap() {
        assert_eq!(pixels.len(), rows.len() * 50);
        all.append(&mut pixels);
    }
    assert_eq!(all.len(), 50 * 100);
    assert!(all.iter().all(|pixel| pixel[3] == 255));
    assert!(all.contains(&[255; 4]) && all.iter().any(|pixel| *pixel != [255; 4]));
}

#[test]
fn cancelling_ends_it_at_any_time() {
    // Before the first band, within one, and after the last.
    for at in [0.0, 40.0, 90.0] {
        let progress = Progress::default();
        let noticed = progress.clone();
        let bands = square(10, move |band| {
            if band.min.y >= at {
                noticed.cancel();
            }
        });
        let ended = write(bands, &[], &mut Vec::new(), &progress);
        assert!(matches!(ended, Err(ExportError::Cancelled)), "{at}: {ended:?}");
        assert!(progress.percent() < 100);
    }
}

/// A writer that is full after so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_wherever_it_fills() {
    for room in [0, 8, 40, 100, 200] {
        let ended = write(square(10, |_| {}), &[], &mut Full(room), &Progress::default());
        let Err(ExportError::Writing(error)) = ended else { panic!("{room}: {ended:?}") };
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull, "{room}");
    }
}
