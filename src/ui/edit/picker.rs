//! A field in which a thing is named by typing some letters of its name: those that match are listed below, with the letters
//! marked, and a last line makes a new one. The keyboard stays in the field; the arrows move along the lines.

use egui::emath::{Rect, pos2, vec2};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Area, Color32, Frame, Id, Key, Modifiers, Order, Response, RichText, Role, Sense, Ui, WidgetInfo};

use super::text::field_keys;
use crate::state::completion::{Found, marks};
use crate::theme::{Theme, Weight};
use crate::ui::widgets::field::text_field;
use crate::ui::widgets::kit::{FINGER, focus_ring, is_touch, target};

/// The most lines at once.
pub(in crate::ui) const MOST: usize = 8;

/// A field in which something is named.
pub(in crate::ui) struct Picker<'a> {
    pub(in crate::ui) id: Id,
    /// Its name for screen readers.
    pub(in crate::ui) name: &'a str,
    /// Shown while it is empty.
    pub(in crate::ui) hint: &'a str,
    /// What a new one is called, such as `New character`; `None` if none can be made here.
    pub(in crate::ui) new: Option<&'a str>,
    /// Its width in points.
    pub(in crate::ui) width: f32,
}

/// A thing as it is listed.
pub(in crate::ui) struct Line {
    pub(in crate::ui) title: String,
    /// A few more words, for those of one name.
    pub(in crate::ui) detail: String,
    /// The hue of its thread.
    pub(in crate::ui) hue: Option<Color32>,
}

/// What came of a field in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Picked {
    /// Nothing yet.
    Nothing,
    /// The thing at this position.
    Thing(usize),
    /// A new one of this name.
    New(String),
    /// The field was left without a choice.
    Left,
}

/// What is typed into a field.
#[derive(Clone, Debug, Default)]
struct Typing {
    text: String,
    /// The line that Enter takes.
    at: usize,
    /// Whether the arrows were used, so that Enter takes a line though nothing is typed.
    is_moved: bool,
    /// Whether the pointer is over the list.
    is_used: bool,
    /// The height of the list, in points.
    list_height: f32,
    /// The lines of the list, one of which may have the keyboard: a screen reader goes there before it chooses one.
    lines: Vec<Id>,
}

/// A choice of the list.
#[derive(Clone, Copy)]
enum Choice {
    Thing(usize),
    New,
}

impl Picker<'_> {
    /// Whether its list is open.
    pub(in crate::ui) fn is_open(ui: &Ui, id: Id) -> bool {
        ui.memory(|memory| memory.has_focus(id))
            || ui.data(|data| data.get_temp::<Typing>(id)).is_some_and(|it| it.is_used)
    }

    /// Makes room for the list, so that what follows is not covered by it.
    pub(in crate::ui) fn make_room(ui: &mut Ui, id: Id) {
        let height = ui.data(|data| data.get_temp::<Typing>(id)).map_or(0.0, |typing| typing.list_height);
        if height > 0.0 {
            ui.add_space(height);
        }
    }

    /// Shows the field, and the list below it while it has the keyboard. `find` gives the things that match what is typed,
    /// best first, at most [`MOST`]; `line` says how one of them is listed. Also gives the thing that Enter would take.
    pub(in crate::ui) fn show(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        find: impl FnOnce(&str) -> Vec<Found>,
        line: impl Fn(usize) -> Line,
    ) -> (Picked, Option<usize>) {
        let mut typing: Typing = ui.data(|data| data.get_temp(self.id)).unwrap_or_default();
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        // Before the field sees them: in a line of text these keys would move the cursor, or leave the field.
        let keys = if has_focus { Keys::taken(ui) } else { Keys::default() };
        let response = self.field_ui(ui, theme, &mut typing.text);
        if response.changed() {
            (typing.at, typing.is_moved) = (0, false);
        }
        let focused = ui.memory(egui::Memory::focused);
        let is_open = response.has_focus() || typing.is_used || focused.is_some_and(|id| typing.lines.contains(&id));
        let found = if is_open { find(&typing.text) } else { Vec::new() };
        let typed = typing.text.trim().to_owned();
        let mut choices: Vec<Choice> = found.iter().map(|found| Choice::Thing(found.at)).collect();
        if self.new.is_some() && !typed.is_empty() && !found.iter().any(|found| found.is_whole) {
            choices.push(Choice::New);
        }
        typing.is_moved |= keys.up + keys.down > 0;
        typing.at = keys.step(typing.at, choices.len());
        let mut chosen = (keys.enter && (!typed.is_empty() || typing.is_moved)).then_some(typing.at);
        let mut said = String::new();
        if is_open && !choices.is_empty() {
            let (clicked, used, lines) = self.list_ui(ui, theme, response.rect, &typing, &choices, &line);
            chosen = chosen.or(clicked);
            (typing.is_used, typing.lines) = (used, lines);
            typing.list_height = choices.len() as f32 * row_height(ui) + AROUND;
            said = choices.get(typing.at).map(|&choice| self.said(choice, &typed, &line)).unwrap_or_default();
        } else {
            (typing.is_used, typing.list_height) = (false, 0.0);
            typing.lines.clear();
        }
        // Screen readers follow the lines while the keyboard stays in the field.
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_label(self.name);
            if is_open {
                node.set_description(said);
            }
        });
        let now = choices.get(typing.at).and_then(|&choice| match choice {
            Choice::Thing(at) if !typed.is_empty() || typing.is_moved => Some(at),
            _ => None,
        });
        let picked = match chosen.and_then(|at| choices.get(at)) {
            Some(&Choice::Thing(at)) => Picked::Thing(at),
            Some(Choice::New) => Picked::New(typed),
            None if keys.escape || keys.enter || !is_open && response.lost_focus() => Picked::Left,
            None => Picked::Nothing,
        };
        if picked != Picked::Nothing {
            typing = Typing::default();
        }
        if picked == Picked::Left {
            ui.memory_mut(|memory| memory.surrender_focus(self.id));
        } else if picked != Picked::Nothing {
            // The next one can be typed at once.
            response.request_focus();
        }
        ui.data_mut(|data| data.insert_temp(self.id, typing));
        (picked, now)
    }

    fn field_ui(&self, ui: &mut Ui, theme: &Theme, text: &mut String) -> Response {
        let margin = vec2(9.0, 5.0);
        let size = vec2(self.width, target(ui));
        let hint = RichText::new(self.hint).color(theme.faint);
        let response = text_field(ui, self.id, text, |edit| {
            let edit = edit.hint_text(hint).char_limit(200).margin(margin).desired_width(size.x).min_size(size);
            let edit = edit.align(Align2::LEFT_CENTER).return_key(None);
            edit.event_filter(field_keys()).background_color(theme.ground)
        });
        focus_ring(ui, &response, theme);
        response
    }

    /// The list; returns the line that was clicked, whether the pointer is over it, and the ids of its lines.
    fn list_ui(
        &self,
        ui: &Ui,
        theme: &Theme,
        field: Rect,
        typing: &Typing,
        choices: &[Choice],
        line: &impl Fn(usize) -> Line,
    ) -> (Option<usize>, bool, Vec<Id>) {
        let screen = ui.ctx().content_rect();
        let width = field.width().max(220.0).min(screen.width() - 16.0);
        let left = field.min.x.min(screen.max.x - width - 8.0).max(8.0);
        let height = choices.len() as f32 * row_height(ui) + AROUND;
        // Above the field where there is no room below.
        let is_above = field.max.y + height > screen.max.y && field.min.y - height > screen.min.y;
        let top = if is_above { field.min.y - height - 3.0 } else { field.max.y + 3.0 };
        let area = Area::new(self.id.with("list")).order(Order::Foreground).fixed_pos(pos2(left, top)).constrain(true);
        let shown = area.show(ui.ctx(), |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
                node.set_label(format!("{}, choices", self.name));
            });
            let (mut clicked, mut lines) = (None, Vec::new());
            Frame::popup(ui.style()).fill(theme.raised).inner_margin(5).show(ui, |ui| {
                ui.set_width(width - 12.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, &choice) in choices.iter().enumerate() {
                    let row = self.row_ui(ui, theme, choice, &typing.text, at == typing.at, line);
                    lines.push(row.id);
                    if row.clicked() {
                        clicked = Some(at);
                    }
                }
            });
            (clicked, lines)
        });
        let is_used = shown.response.contains_pointer() || ui.rect_contains_pointer(shown.response.rect);
        let (clicked, lines) = shown.inner;
        (clicked, is_used, lines)
    }

    fn row_ui(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        choice: Choice,
        typed: &str,
        is_current: bool,
        line: &impl Fn(usize) -> Line,
    ) -> Response {
        let height = row_height(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
        let name = self.said(choice, typed.trim(), line);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_current, &name));
        if is_current || response.hovered() {
            ui.painter().rect_filled(rect, 5.0, if is_current { theme.wash() } else { theme.hovered(theme.raised) });
        }
        let painter = ui.painter_at(rect);
        let start = rect.left_center() + vec2(8.0, 0.0);
        let room = rect.width() - 16.0;
        match choice {
            Choice::New => {
                let job = shortened(name, Weight::Regular, theme.muted, room);
                let galley = painter.layout_job(job);
                painter.galley(start - vec2(0.0, galley.size().y / 2.0), galley, theme.muted);
            }
            Choice::Thing(at) => {
                let Line { title, detail, hue } = line(at);
                let indent = if hue.is_some() { 18.0 } else { 0.0 };
                if let Some(hue) = hue {
                    let square = Rect::from_center_size(start + vec2(5.0, 0.0), vec2(10.0, 10.0));
                    painter.rect_filled(square, 2.5, hue);
                }
                let galley = painter.layout_job(marked(&title, typed, theme, room - indent));
                let width = galley.size().x;
                painter.galley(start + vec2(indent, -galley.size().y / 2.0), galley, theme.text);
                let left = room - indent - width - 10.0;
                if !detail.is_empty() && left > 40.0 {
                    let galley = painter.layout_job(shortened(detail, Weight::Regular, theme.muted, left));
                    let at = start + vec2(room - galley.size().x, -galley.size().y / 2.0);
                    painter.galley(at, galley, theme.muted);
                }
            }
        }
        response
    }

    /// A choice in words.
    fn said(&self, choice: Choice, typed: &str, line: &impl Fn(usize) -> Line) -> String {
        match choice {
            Choice::Thing(at) => line(at).title,
            Choice::New => format!("{} “{typed}”", self.new.unwrap_or_default()),
        }
    }
}

/// The room around the lines of the list, in points.
const AROUND: f32 = 14.0;

fn row_height(ui: &Ui) -> f32 {
    if is_touch(ui.ctx()) { FINGER } else { 27.0 }
}

fn shortened(text: String, weight: Weight, colour: Color32, room: f32) -> LayoutJob {
    let mut job = LayoutJob::simple_singleline(text, weight.font(13.0), colour);
    job.wrap = TextWrapping::truncate_at_width(room);
    job
}

/// A name with the letters that were typed stronger.
fn marked(name: &str, typed: &str, theme: &Theme, room: f32) -> LayoutJob {
    let mut job = LayoutJob { wrap: TextWrapping::truncate_at_width(room), ..LayoutJob::default() };
    let plain = TextFormat::simple(Weight::Regular.font(13.5), theme.text);
    let strong = TextFormat::simple(Weight::Bold.font(13.5), theme.text);
    let mut from = 0;
    for mark in marks(name, typed) {
        job.append(name.get(from..mark.start).unwrap_or_default(), 0.0, plain.clone());
        job.append(name.get(mark.clone()).unwrap_or_default(), 0.0, strong.clone());
        from = mark.end;
    }
    job.append(name.get(from..).unwrap_or_default(), 0.0, plain);
    job
}

/// The keys that are for the list while the field has the keyboard, as often as they were pressed in this frame.
#[derive(Default)]
struct Keys {
    up: usize,
    down: usize,
    enter: bool,
    escape: bool,
}

impl Keys {
    fn taken(ui: &Ui) -> Self {
        ui.input_mut(|input| {
            let mut pressed = |key| input.count_and_consume_key(Modifiers::NONE, key);
            Self {
                up: pressed(Key::ArrowUp),
                down: pressed(Key::ArrowDown),
                enter: pressed(Key::Enter) > 0,
                escape: pressed(Key::Escape) > 0,
            }
        })
    }

    /// The line that the keys lead to from one of `count`, around the ends.
    fn step(&self, at: usize, count: usize) -> usize {
        let Some(last) = count.checked_sub(1) else { return 0 };
        (at.min(last) + self.down + count - self.up % count) % count
    }
}
