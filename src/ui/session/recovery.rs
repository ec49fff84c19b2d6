//! After a crash: what was open is offered once, and never opened by itself.

use std::path::PathBuf;

use egui::Context;
use serde_json::{Value, json};

use super::open::Source;
use crate::state::view::View;
use crate::ui::app::App;

/// What is offered after a crash.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What was open, if that is known and can be opened again.
    pub(in crate::ui) open: Option<(Source, View)>,
    /// Where the report of the crash is, and what it says.
    pub(in crate::ui) report: Option<Report>,
}

/// A report of a crash.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Report {
    pub(in crate::ui) path: PathBuf,
    pub(in crate::ui) text: String,
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
        self.session.offer = Some(offer);
    }

    /// What is open, so that it can be offered after a crash; `None` for a window in which nothing was done yet, and
    /// for what cannot be read again.
    pub(in crate::ui) fn session_text(&self) -> Option<String> {
        let theme = self.linked_theme.and_then(|_| self.chosen_theme());
        let view = self.view(theme);
        match &self.session.source {
            Source::Episode if view == View::default() => None,
            Source::Episode => Some(json!({ "episode": true, "view": view.to_fragment() }).to_string()),
            // JSON is text; a path that is not cannot be kept in it.
            Source::File(path) => Some(json!({ "file": path.to_str()?, "view": view.to_fragment() }).to_string()),
            Source::Address(_) | Source::Bytes(..) | Source::Unread(..) => None,
        }
    }

    pub(in crate::ui) fn go_on(&mut self, ctx: &Context, source: Source, view: View) {
        if self.session.source != source || self.session.opening.is_some() {
            self.open(ctx, source);
        }
        self.show_when_open(ctx, view);
    }
}

#[cfg(test)]
mod tests {
    use super::{Offer, Source, opened};
    use crate::state::view::ThingKind;

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
        assert_eq!((view.selection.map(|it| it.kind), view.window), (Some(ThingKind::Event), Some([1.0, 2.0])));
        assert!(Offer::new(None, None).is_none());
        assert!(Offer::new(None, Some(("report.txt".into(), "what happened".to_owned()))).is_some());
    }
}
