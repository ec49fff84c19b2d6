//! The window, painted part by part over what it showed before, against the same frame painted as a whole.

use egui::epaint::{ClippedShape, Mesh};
use egui::{Color32, Context, Event, Key, Modifiers, PointerButton, Pos2, RawInput, Rect, Shape, Vec2, pos2, vec2};

use super::damage::Damage;
use super::set_options;
use super::steps::{Step, steps};
use super::tiles::PixelRect;
use crate::export::raster::{Canvas, all_threads, rasterise};
use crate::export::texture::Textures;
use crate::state::Selection;
use crate::state::command::{Command, WindowCommand};
use crate::story::id::EventId;
use crate::ui::StorySource;
use crate::ui::app::App;

/// The program on a screen that is painted part by part.
struct Screen {
    ctx: Context,
    app: App,
    textures: Textures,
    damage: Damage,
    time: f64,
    points: Vec2,
    scale: f32,
    pixels: Vec<[u8; 4]>,
}

impl Screen {
    fn new(points: Vec2, scale: f32) -> Self {
        let ctx = Context::default();
        let mut app = App::new(&ctx, None, StorySource::Episode);
        app.settings.still = true;
        set_options(&ctx);
        let (textures, damage) = (Textures::default(), Damage::default());
        Self { ctx, app, textures, damage, time: 0.0, points, scale, pixels: Vec::new() }
    }

    /// A frame with these events; the share of the screen that was painted.
    fn frame(&mut self, what: &str, events: Vec<Event>) -> f32 {
        self.time += 1.0;
        let mut input = RawInput { time: Some(self.time), events, ..RawInput::default() };
        input.screen_rect = Some(Rect::from_min_size(Pos2::ZERO, self.points));
        let root = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        root.native_pixels_per_point = Some(self.scale);
        let mut output = self.ctx.run_ui(input, |ui| self.app.frame(ui));
        self.textures.apply(&mut output.textures_delta);
        let (shapes, scale) = (output.shapes, output.pixels_per_point);
        let ground = self.ctx.global_style().visuals.panel_fill;
        let size = self.size();
        let rects = self.damage.of(&shapes, ground, size, scale);
        self.pixels.resize((size[0] * size[1]) as usize, [0; 4]);
        let mut painted = 0;
        for rect in rects {
            painted += rect.x.len() * rect.y.len();
            let steps = steps(&shapes, rect.clone(), ground, scale).into_iter().flat_map(|step| match step {
                Step::Paint(shape) => vec![shape],
                Step::Fill(fills) => fills.iter().map(|(rect, colour)| filled(rect, *colour, scale)).collect(),
            });
            let picture = self.raster(steps.collect());
            for y in rect.y.clone() {
                let row = (y * size[0] + rect.x.start) as usize..(y * size[0] + rect.x.end) as usize;
                self.pixels[row.clone()].copy_from_slice(&picture[row]);
            }
        }
        self.damage.note_painted();
        let all = PixelRect { x: 0..size[0], y: 0..size[1] };
        let whole = self.raster(std::iter::once(filled(&all, ground, scale)).chain(shapes).collect());
        let wrong = whole.iter().zip(&self.pixels).position(|(whole, pixel)| whole != pixel);
        let place = wrong.map(|at| [at as u32 % size[0], at as u32 / size[0]]);
        let by = wrong.map(|at| [whole[at], self.pixels[at]]);
        assert_eq!(place, None, "{what} {by:?}: a pixel differs from those of the whole frame");
        painted as f32 / whole.len() as f32
    }

    fn size(&self) -> [u32; 2] {
        [self.points.x, self.points.y].map(|side| (side * self.scale).round() as u32)
    }

    fn raster(&self, shapes: Vec<ClippedShape>) -> Vec<[u8; 4]> {
        let primitives = self.ctx.tessellate(shapes, self.scale);
        let canvas = Canvas { size: self.size(), pixels_per_point: self.scale, threads: all_threads() };
        let image = rasterise(canvas, &primitives, &self.textures).expect("memory for the picture");
        image.rgba.as_chunks().0.to_vec()
    }

    /// A place in the lanes where nothing lies.
    fn bare_place(&self) -> Pos2 {
        let scene = self.app.timeline.cache.scene.get().expect("a scene").clone();
        let places = (0..200).map(|step| scene.body.center() + vec2(-40.0, step as f32 * 0.7 - 70.0));
        // The toolbar is above the scene.
        places.into_iter().find(|place| scene.hit(*place).is_none()).expect("a bare place") + vec2(0.0, 52.0)
    }

    fn run(&mut self, what: &str, command: Command) -> f32 {
        self.app.run(&self.ctx.clone(), command);
        self.frame(what, Vec::new())
    }

    /// Frames until one paints nothing.
    fn settle(&mut self, what: &str) {
        let is_still = (0..12).any(|_| self.frame(what, Vec::new()) == 0.0);
        assert!(is_still, "{what}: it never stands still");
    }
}

/// The pixels of a rectangle in one colour.
fn filled(rect: &PixelRect, colour: Color32, scale: f32) -> ClippedShape {
    let point = |x: u32, y: u32| pos2(x as f32 / scale, y as f32 / scale);
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(Rect::from_min_max(point(rect.x.start, rect.y.start), point(rect.x.end, rect.y.end)), colour);
    ClippedShape::new(Rect::EVERYTHING, Shape::mesh(mesh))
}

fn press(at: Pos2, pressed: bool) -> Event {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    Event::PointerButton { pos: at, button, pressed, modifiers }
}

#[test]
fn parts_over_the_frame_before_give_the_whole_frame() {
    for scale in [1.0, 1.5] {
        let mut screen = Screen::new(vec2(800.0, 480.0), scale);
        assert!(screen.frame("the first frame", Vec::new()) > 0.99);
        screen.settle("at first");
        screen.run("zoomed in", Command::ZoomIn);
        screen.run("zoomed in", Command::ZoomIn);
        let body = screen.bare_place();
        for x in (20..800).step_by(60) {
            let painted = screen.frame("over the toolbar", vec![Event::PointerMoved(pos2(x as f32, 26.0))]);
            assert!(painted < 0.1, "a button was pointed at, and {painted} of the screen painted");
        }
        screen.frame("over the lanes", vec![Event::PointerMoved(body)]);
        screen.settle("over the lanes");
        screen.frame("pressed", vec![press(body, true)]);
        let window = screen.app.state().window;
        let moved = |step| body + vec2(-17.3, 0.5) * step as f32;
        let shares = (1..6).map(|step| screen.frame("dragged", vec![Event::PointerMoved(moved(step))]));
        let most = shares.fold(0.0, f32::max);
        assert!(most < 0.6, "a drag painted {most} of the screen");
        assert_ne!(screen.app.state().window, window, "the drag moved nothing");
        screen.frame("let go", vec![press(body, false)]);
        screen.run("zoomed out", Command::ZoomOut);
        screen.run("selected", Command::Select(Selection::Event(EventId(7))));
        screen.settle("selected");
        screen.frame("over the panel", vec![Event::PointerMoved(pos2(700.0, 300.0))]);
        for _ in 0..3 {
            let delta = vec2(0.0, -40.0);
            let (unit, source) = (egui::MouseWheelUnit::Point, egui::MouseWheelSource::Wheel);
            let (phase, modifiers) = (egui::TouchPhase::Move, Modifiers::NONE);
            screen.frame("scrolled", vec![Event::MouseWheel { unit, delta, phase, modifiers, source }]);
        }
        let tab =
            Event::Key { key: Key::Tab, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
        for _ in 0..4 {
            screen.frame("the focus moved", vec![tab.clone()]);
        }
        screen.run("searched", Command::Search("dominion".to_owned()));
        screen.run("help", Command::Window(WindowCommand::ToggleHelp));
        screen.settle("help");
        screen.run("no help", Command::Window(WindowCommand::ToggleHelp));
        screen.run("the other order", Command::ToggleOrder);
        screen.settle("the other order");
        assert!(screen.run("another theme", Command::Window(WindowCommand::NextTheme)) >= 0.0);
        assert!(screen.frame("in it", Vec::new()) >= 0.0);
        screen.settle("in it");
        screen.points = vec2(780.0, 440.0);
        assert!(screen.frame("smaller", Vec::new()) > 0.99);
        screen.damage.forget();
        assert!(screen.frame("after the canvas was emptied", Vec::new()) > 0.99);
    }
}
