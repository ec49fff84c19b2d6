//! The bars around the timeline: the toolbar and the status line, and between them bars that appear when there is
//! something to say, each a sentence and buttons. They read a [`Context`], push commands and requests, and change nothing
//! themselves.

mod filter;
mod menu;
pub(in crate::ui) mod notice;
mod recovery;
mod results;
pub(in crate::ui) mod search;
mod status;
mod toolbar;
mod trouble;

use egui::emath::{Rect, pos2, vec2};
use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Role, Ui, UiBuilder};

use crate::layout::focus::Focus;
use crate::state::State;
use crate::story::Story;
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::cards::picture::Exporting;
use crate::ui::request::Request;
use crate::ui::session::open::{Opening, Source};
use crate::ui::session::recovery::Offer;
use crate::ui::session::trouble::Trouble;
use crate::ui::settings::{Settings, ThemeChoice};
use crate::ui::widgets::kit::{is_touch, part, room};
pub(in crate::ui) use filter::{filter_ui, height as filter_height, is_wanted as is_filter_wanted};
pub(in crate::ui) use menu::item;
use notice::Notice;
pub(in crate::ui) use status::status_ui;
pub(in crate::ui) use toolbar::toolbar_ui;

/// Everything that the bars read.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Context<'a> {
    story: &'a Story,
    /// The origin of the story.
    source: &'a Source,
    state: &'a State,
    settings: &'a Settings,
    theme: &'a Theme,
    /// The theme that is wanted, which a link may have changed for this run.
    theme_choice: ThemeChoice,
    /// The events that the selection highlights.
    focus: Option<&'a Focus>,
    /// Whether the lanes are higher than their room.
    overflows: bool,
    /// A story that is being opened.
    opening: Option<&'a Opening>,
    /// A picture that is being written.
    exporting: Option<&'a Exporting>,
    notice: Option<&'a Notice>,
    /// The reason that the open file is not shown as it is on the disk.
    trouble: Option<&'a Trouble>,
    /// The offer to go on after a crash.
    offer: Option<&'a Offer>,
}

impl<'a> Context<'a> {
    /// The context of the bars that the window shows now.
    pub(in crate::ui) fn of(app: &'a App, theme: &'a Theme) -> Self {
        Self {
            story: &app.session.story,
            source: &app.session.source,
            state: &app.state,
            settings: &app.settings,
            theme,
            theme_choice: app.theme_choice(),
            focus: app.timeline.cache.focus.get(),
            overflows: app.timeline.overflows,
            opening: app.session.opening.as_ref(),
            exporting: app.overlays.exporting.as_ref(),
            notice: app.overlays.notice.as_ref(),
            trouble: app.session.watching.trouble.as_ref(),
            offer: app.session.offer.as_ref(),
        }
    }
}

/// Below this width the buttons of a bar are below its sentence, in points.
const NARROW: f32 = 640.0;

/// The content of a bar.
struct Bar<'a> {
    /// Its name for screen readers.
    name: &'static str,
    /// The sentence.
    text: &'a str,
    /// More of it, for a tooltip.
    more: &'a str,
    /// Whether something went wrong.
    failed: bool,
}

/// Shows the bars about the session: after a crash, and when the open file cannot be read.
pub(in crate::ui) fn bars_ui(ui: &mut Ui, cx: &Context<'_>, requests: &mut Vec<Request>) {
    recovery::recovery_ui(ui, cx, requests);
    trouble::trouble_ui(ui, cx, requests);
}

/// Shows a bar; `buttons` adds its buttons, from right to left.
fn bar_ui(ui: &mut Ui, theme: &Theme, bar: &Bar<'_>, buttons: impl FnOnce(&mut Ui)) {
    let narrow = ui.available_width() < NARROW;
    let line = if is_touch(ui.ctx()) { 52.0 } else { 40.0 };
    let height = if narrow { line + 26.0 } else { line };
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 0));
    let rect = Panel::top(bar.name).exact_size(height).resizable(false).frame(frame).show(ui, room).inner;
    let mut part = part(ui, Role::Region, bar.name, rect);
    let ui = &mut part;
    let whole = rect.expand2(vec2(12.0, 0.0));
    ui.painter().rect_filled(whole, 0.0, theme.wash());
    ui.painter().hline(whole.x_range(), rect.max.y - 0.5, (1.0, theme.hairline));
    let edge = if bar.failed { theme.error } else { theme.accent };
    ui.painter().rect_filled(Rect::from_min_max(whole.min, pos2(whole.min.x + 3.0, rect.max.y)), 0.0, edge);
    if narrow {
        let first = rect.with_max_y(rect.min.y + 30.0);
        text_ui(&mut ui.new_child(row("text", first, Align::Min)), theme, bar);
        let second = rect.with_min_y(rect.min.y + 26.0);
        buttons(&mut ui.new_child(row("buttons", second, Align::Max)));
        return;
    }
    // The buttons take their room first and leave the rest to the sentence.
    let mut right = ui.new_child(row("buttons", rect, Align::Max));
    buttons(&mut right);
    let rest = rect.with_max_x(right.min_rect().min.x - 12.0);
    text_ui(&mut ui.new_child(row("text", rest, Align::Min)), theme, bar);
}

fn row(salt: &str, rect: Rect, from: Align) -> UiBuilder {
    let layout =
        if from == Align::Max { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    UiBuilder::new().id_salt(salt).max_rect(rect).layout(layout)
}

fn text_ui(ui: &mut Ui, theme: &Theme, bar: &Bar<'_>) {
    let text = RichText::new(bar.text).font(Weight::Medium.font(13.0)).color(theme.text);
    let response = ui.add(Label::new(text).truncate().selectable(false));
    // Screen readers read it out as soon as it appears.
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    if !bar.more.is_empty() {
        response.on_hover_text(bar.more);
    }
}
