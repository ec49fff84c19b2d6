//! Input for a window under test: click, drag, turn the wheel, press keys, drop files.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, Rect, TouchPhase, Vec2};
use egui_kittest::kittest::Queryable as _;

use crate::driver::{Role, Window, name};

impl Window {
    #[track_caller]
    pub(crate) fn click(&mut self, name: &str) {
        self.named(name).click();
        self.settle();
    }

    #[track_caller]
    pub(crate) fn click_button(&mut self, name: &str) {
        self.button(name).click();
        self.settle();
    }

    /// Clicks the first link or button with this name.
    #[track_caller]
    pub(crate) fn follow(&mut self, text: &str) {
        let mut nodes = [Role::Link, Role::Button].into_iter().flat_map(|role| self.nodes(role));
        nodes.find(|node| name(node) == text).unwrap_or_else(|| panic!("nothing leads to {text:?}")).click();
        self.settle();
    }

    #[track_caller]
    pub(crate) fn click_event(&mut self, title: &str) {
        self.event(title).click();
        self.settle();
    }

    pub(crate) fn click_at(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.harness.drag_at(at);
        self.harness.event(Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Modifiers::NONE,
        });
        self.settle();
    }

    /// A double-click: all four events arrive in one frame.
    pub(crate) fn double_click_at(&mut self, at: Pos2) {
        let button = |pressed| Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.harness.input_mut().events.push(Event::PointerMoved(at));
        for _ in 0..2 {
            self.harness.input_mut().events.push(button(true));
            self.harness.input_mut().events.push(button(false));
        }
        self.settle();
    }

    pub(crate) fn drag(&mut self, from: Pos2, by: Vec2) {
        self.harness.hover_at(from);
        self.harness.drag_at(from);
        // In steps, each long enough to count as a drag, not as a shaky click.
        for nth in 1..=4 {
            self.harness.hover_at(from + by * (nth as f32 / 4.0));
        }
        self.harness.drop_at(from + by);
        self.settle();
    }

    pub(crate) fn wheel(&mut self, at: Pos2, delta: Vec2, modifiers: Modifiers) {
        self.harness.hover_at(at);
        self.settle();
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            modifiers,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
        });
        // A turn of the wheel is smoothed over some frames.
        for _ in 0..12 {
            self.harness.step();
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    pub(crate) fn system_theme(&mut self, theme: egui::Theme) {
        self.harness.input_mut().system_theme = Some(theme);
        self.settle();
    }

    pub(crate) fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.settle();
    }

    /// Presses a key; returns the number of frames until nothing moves any more.
    pub(crate) fn frames_of_a_key(&mut self, key: Key) -> u64 {
        self.harness.key_press(key);
        self.settle()
    }

    pub(crate) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types as a keyboard does: the key and its letter in one frame.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let events = &mut self.harness.input_mut().events;
            let key = Key::from_name(&letter.to_uppercase().to_string());
            let event = |pressed| {
                key.map(|key| Event::Key {
                    key,
                    physical_key: None,
                    pressed,
                    repeat: false,
                    modifiers: Modifiers::NONE,
                })
            };
            events.extend(event(true));
            events.push(Event::Text(letter.to_string()));
            events.extend(event(false));
            self.harness.step();
        }
        self.settle();
    }

    pub(crate) fn drop_file(&mut self, path: &std::path::Path) {
        self.harness.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.to_owned())));
        self.settle();
        self.wait("the dropped file", |window| !window.is_busy());
    }

    /// Clicks a button; returns the text that this copies.
    #[track_caller]
    pub(crate) fn copied_by(&mut self, name: &str) -> String {
        self.button(name).click();
        self.harness.step();
        let commands = &self.output().platform_output.commands;
        let copied = commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        copied.expect("something on the clipboard")
    }

    pub(crate) fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Fills in the path on the export card.
    pub(crate) fn set_export_path(&mut self, path: &std::path::Path) {
        self.named("Where to save the picture").set_text_value_accesskit(&path.display().to_string());
        self.settle();
    }

    pub(crate) fn set_export_width(&mut self, width: &str) {
        self.set_number(0, width);
    }

    pub(crate) fn set_export_height(&mut self, height: &str) {
        self.set_number(1, height);
    }

    fn set_number(&mut self, field: usize, value: &str) {
        let numbers = self.nodes(Role::SpinButton);
        numbers[field].set_value_accesskit(value.parse().expect("a number"));
        self.settle();
    }

    /// The place of the widget with this name, if there is exactly one.
    pub(crate) fn query(&self, name: &str) -> Option<Rect> {
        self.harness.query_by_label(name).map(|node| node.rect())
    }

    pub(crate) fn scale(&mut self, pixels_per_point: f32) {
        self.harness.set_pixels_per_point(pixels_per_point);
        self.settle();
    }

    pub(crate) fn wait_for_jobs(&mut self) {
        self.wait("the job", |window| !window.is_busy());
    }
}

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
