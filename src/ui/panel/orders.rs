//! What the pages say of the two orders: where an event is in either, and how far the whole telling departs from the
//! happening. Knows the numbers, not how they come about.

use egui::emath::vec2;
use egui::{Label, RichText, Sense, Ui};

use crate::analysis::telling::{Anachrony, INVERSIONS_WORDS, NONLINEARITY_WORDS, Telling};
use crate::story::id::EventId;
use crate::story::words::{counted, number};
use crate::theme::{Theme, Weight};
use crate::ui::app::App;
use crate::ui::widgets::kit::{heading, readable};

/// Its place in the happening and in the telling, in words and as two lines; and how it is told out of order, if it is.
pub(in crate::ui) fn event_ui(ui: &mut Ui, app: &App, id: EventId, theme: &Theme) {
    let (story, telling) = (&app.session.story, app.telling());
    let count = story.events.len();
    let (happens, told) = (telling.rank(id) + 1, story.event(id).told as usize + 1);
    let lines = [("Happens as", happens), ("Told as", told)].map(|(verb, rank)| {
        let words = format!("{verb} {} of {}", number(rank), number(count));
        (verb, rank, ui.painter().layout_no_wrap(words, Weight::Regular.font(12.5), theme.muted))
    });
    // Both lines begin where the longer words leave room.
    let start = lines.iter().map(|(.., galley)| galley.size().x + 12.0).fold(150.0, f32::max);
    for (verb, rank, galley) in lines {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
        let shown = egui::Align2::LEFT_CENTER.anchor_size(rect.left_center(), galley.size());
        readable(ui, verb, shown, galley.text());
        ui.painter().galley(shown.min, galley, theme.muted);
        let line = egui::Rangef::new(rect.min.x + start, rect.max.x);
        if line.span() > 30.0 {
            let at = line.min + line.span() * (rank as f32 - 0.5) / count as f32;
            let y = rect.center().y;
            ui.painter().hline(line, y, (3.0, theme.hairline));
            ui.painter().circle_filled(egui::pos2(at, y), 4.0, theme.hue(story.event(id).thread.index()));
        }
    }
    if let Some(anachrony) = telling.anachrony(id) {
        let (words, more) = match anachrony {
            Anachrony::Analepsis => (
                "Told later than it happened (analepsis)",
                "A look back: it happened before something that has already been told. Measured against the longest \
                 run of events that are told in the order in which they happen.",
            ),
            Anachrony::Prolepsis => (
                "Told before it happens (prolepsis)",
                "A look ahead: something that happens before it is told only later. Measured against the longest run \
                 of events that are told in the order in which they happen.",
            ),
        };
        let words = RichText::new(words).font(Weight::Medium.font(12.5)).color(theme.text);
        ui.add(Label::new(words).wrap()).on_hover_text(more);
    }
}

/// How far the telling departs from the happening, in numbers.
pub(in crate::ui) fn story_ui(ui: &mut Ui, app: &App, theme: &Theme) {
    if app.session.story.events.len() < 2 {
        return;
    }
    heading(ui, theme, "The telling");
    if app.session.comparing.is_some() {
        ui.label(RichText::new("Comparing the two orders…").size(12.5).color(theme.muted));
        return;
    }
    let telling = app.telling();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let nonlinearity = format!("Told with nonlinearity {:.2}", telling.nonlinearity);
        let inversions = format!("inversions {:.2}", telling.inversions);
        let text = |words: &str| RichText::new(words).size(12.5).color(theme.text);
        ui.label(text(&nonlinearity)).on_hover_text(NONLINEARITY_WORDS);
        ui.label(text("·"));
        ui.label(text(&inversions)).on_hover_text(INVERSIONS_WORDS);
    });
    let of = |anachrony: Anachrony, one: &str, many: &str| {
        let count = telling.count(anachrony);
        (count > 0).then(|| counted(count, one, many))
    };
    let apart = [
        of(Anachrony::Analepsis, "event told later than it happens", "events told later than they happen"),
        of(Anachrony::Prolepsis, "event told before it happens", "events told before they happen"),
    ];
    for words in apart.into_iter().flatten() {
        ui.add(Label::new(RichText::new(words).size(12.5).color(theme.muted)).wrap());
    }
}

impl App {
    /// The story's two orders compared; made when it is first asked for.
    pub(in crate::ui) fn telling(&self) -> &Telling {
        self.state.finder().telling(&self.session.story)
    }
}
