//! After a crash: what was open is offered in a bar, once, and never opened by itself; the report can be read.

use std::path::PathBuf;

use egui::{Context, RichText, ScrollArea, Ui};
use serde_json::{Value, json};

use super::bars::{Bar, bar_ui};
use super::cards::Card;
use super::kit::main_button;
use super::open::Source;
use super::{App, host};
use crate::state::view::View;
use crate::theme::{Theme, Weight};

/// What is offered after a crash.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What was open, if that is known and can be opened again.
    open: Option<(Source, View)>,
    /// Where the report of the crash is, and what it says.
    report: Option<Report>,
}

/// A report of a crash.
#[derive(Clone, Debug)]
pub(super) struct Report {
    path: PathBuf,
    text: String,
}

impl Offer {
    /// From what a session kept, if anything, and the report of its crash, if there is one; `None` where there is
    /// nothing to offer.
    pub fn new(session: Option<&str>, report: Option<(PathBuf, String)>) -> Option<Self> {
        let open = session.and_then(opened);
        let report = report.map(|(path, text)| Report { path, text });
        (open.is_some() || report.is_some()).then_some(Self { open, report })
    }
}

/// What a session says was open.
fn opened(session: &str) -> Option<(Source, View)> {
    let kept: Value = serde_json::from_str(session).ok()?;
    let source = match (kept.get("file"), kept.get("episode")) {
        (Some(Value::String(path)), _) => Source::File(path.into()),
        (_, Some(Value::Bool(true))) => Source::Episode,
        _ => return None,
    };
    let view = kept.get("view").and_then(Value::as_str).unwrap_or_default();
    Some((source, View::from_fragment(view)))
}

impl App {
    /// Offers what was open when the program crashed.
    pub fn offer(&mut self, offer: Offer) {
        self.offer = Some(offer);
    }

    /// What is open, so that it can be offered after a crash; `None` for a window in which nothing was done yet, and
    /// for what cannot be read again.
    pub(super) fn session_text(&self) -> Option<String> {
        let theme = self.linked_theme.and_then(|_| self.chosen_theme());
        let view = self.view(theme);
        match &self.opened.source {
            Source::Episode if view == View::default() => None,
            Source::Episode => Some(json!({ "episode": true, "view": view.to_fragment() }).to_string()),
            // JSON is text; a path that is not cannot be kept in it.
            Source::File(path) => Some(json!({ "file": path.to_str()?, "view": view.to_fragment() }).to_string()),
            Source::Address(_) | Source::Bytes(..) | Source::Unread(..) => None,
        }
    }

    fn go_on(&mut self, ctx: &Context, source: Source, view: View) {
        if self.opened.source != source || self.opening.is_some() {
            self.open(ctx, source);
        }
        self.show_when_open(ctx, view);
    }
}

/// Shows the offer, if there is one.
pub(super) fn recovery_ui(ui: &mut Ui, app: &mut App, theme: &Theme) {
    let Some(offer) = app.offer.take() else { return };
    let (question, more) = match &offer.open {
        Some((Source::File(path), _)) => {
            let name = path.file_name().map_or_else(String::new, |name| format!(" in {}", name.display()));
            (format!(" Go on where you were{name}?"), path.display().to_string())
        }
        Some(_) => (" Go on where you were?".to_owned(), "The built-in story was open.".to_owned()),
        None => (String::new(), "What happened is in the report.".to_owned()),
    };
    let text = format!("Plotlanes ended unexpectedly.{question}");
    let bar = Bar { name: "After a crash", text: &text, more: &more, failed: false };
    let (mut done, mut show) = (false, false);
    let mut open = None;
    bar_ui(ui, theme, &bar, |ui| {
        // From right to left.
        let leave = if offer.open.is_some() { "Start fresh" } else { "Close" };
        done = ui.button(leave).clicked();
        if offer.report.is_some() {
            show = ui.button("Show report").clicked();
        }
        if offer.open.is_some() && main_button(ui, theme, "Go on").clicked() {
            open.clone_from(&offer.open);
        }
    });
    if let Some((source, view)) = open {
        app.go_on(ui.ctx(), source, view);
        return;
    }
    if let Some(report) = offer.report.clone().filter(|_| show) {
        app.show_card(ui.ctx(), Card::Report(report));
    }
    app.offer = Some(offer).filter(|_| !done);
}

/// The card with the report; whether it is done.
pub(super) fn report_ui(ui: &mut Ui, theme: &Theme, report: &Report, most_height: f32) -> bool {
    let text = "It says what the program did, and nothing of what your stories say. It stays on this computer unless you \
                pass it on.";
    ui.add(egui::Label::new(RichText::new(text).color(theme.muted)).wrap());
    egui::Frame::new().fill(theme.raised).corner_radius(8).inner_margin(10).show(ui, |ui| {
        ScrollArea::vertical().max_height(most_height.max(80.0)).auto_shrink([false, true]).show(ui, |ui| {
            ui.add(egui::Label::new(RichText::new(&report.text).size(12.0).color(theme.text)).wrap());
        });
    });
    let path = report.path.display().to_string();
    ui.add(egui::Label::new(RichText::new(&path).font(Weight::Regular.font(12.0)).color(theme.muted)).wrap());
    let mut done = false;
    ui.horizontal(|ui| {
        done = main_button(ui, theme, "Close").clicked();
        for (name, text) in [("Copy the report", &report.text), ("Copy its path", &path)] {
            if ui.button(name).clicked() {
                // Whether it was copied shows where it is put in.
                drop(host::copy(ui.ctx(), text.clone()));
            }
        }
    });
    done
}

#[cfg(test)]
mod tests {
    use super::{Offer, Source, opened};
    use crate::state::view::ItemKind;

    #[test]
    fn whatever_a_session_says_it_is_an_offer_or_none() {
        let check = |text: &str, expect: Option<Source>| {
            assert_eq!(opened(text).map(|(source, _)| source), expect, "{text}");
            assert_eq!(Offer::new(Some(text), None).is_some(), opened(text).is_some(), "{text}");
        };
        check(r#"{"file":"/stories/a.json","view":"event=x"}"#, Some(Source::File("/stories/a.json".into())));
        check(r#"{"episode":true,"view":"event=x"}"#, Some(Source::Episode));
        check(r#"{"episode":true}"#, Some(Source::Episode));
        for broken in ["", "{", "[]", "{}", "null", r#"{"file":7}"#, r#"{"episode":false}"#, r#"{"view":"event=x"}"#] {
            check(broken, None);
        }
        let (_, view) = opened(r#"{"file":"a.json","view":"event=x&window=1..2"}"#).expect("an offer");
        assert_eq!((view.selection.map(|it| it.kind), view.window), (Some(ItemKind::Event), Some([1.0, 2.0])));
        assert!(Offer::new(None, None).is_none());
        assert!(Offer::new(None, Some(("report.txt".into(), "what happened".to_owned()))).is_some());
    }
}
