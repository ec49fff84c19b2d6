//! After a crash: the story that was open is offered once, unsaved work until the user has decided about it. Neither is
//! opened by itself.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::draft::LeftDraft;
use crate::state::view::View;
use crate::ui::host::source::Source;

/// The offer after a crash.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The story that was open, if that is known and can be opened again, and its view.
    pub(in crate::ui) open: Option<(Source, View)>,
    /// The unsaved work that was left. It stays on the disk until the window takes it over or gives it up.
    pub draft: Option<Box<LeftDraft>>,
    /// The report of the crash.
    pub(in crate::ui) report: Option<Report>,
    /// Whether the user is asked once more to give up the unsaved work.
    pub(in crate::ui) is_discarding: bool,
}

/// A report of a crash.
#[derive(Clone, Debug)]
pub(in crate::ui) struct Report {
    pub(in crate::ui) path: PathBuf,
    pub(in crate::ui) text: String,
}

impl Offer {
    /// The offer of a session that ended with a crash, from the text that it kept and the path and text of its report;
    /// `None` if there is nothing to offer.
    pub fn new(session: Option<&str>, report: Option<(PathBuf, String)>) -> Option<Self> {
        let open = session.and_then(opened);
        let report = report.map(|(path, text)| Report { path, text });
        (open.is_some() || report.is_some()).then_some(Self { open, draft: None, report, is_discarding: false })
    }

    /// The offer of a session that ended with unsaved work; the rest as in [`new`](Self::new).
    pub fn of_draft(draft: LeftDraft, session: Option<&str>, report: Option<(PathBuf, String)>) -> Self {
        let rest =
            Self::new(session, report).unwrap_or(Self { open: None, draft: None, report: None, is_discarding: false });
        Self { draft: Some(Box::new(draft)), ..rest }
    }
}

/// The story and view that a session kept.
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

/// The open story and its view as text for [`Offer::new`]; `None` for a window in which nothing was done yet, and for a
/// story that cannot be read again.
pub(in crate::ui) fn session_text(source: &Source, view: &View) -> Option<String> {
    match source {
        Source::Episode if *view == View::default() => None,
        Source::Episode => Some(json!({ "episode": true, "view": view.to_fragment() }).to_string()),
        // JSON is text; a path that is not cannot be kept in it.
        Source::File(path) => Some(json!({ "file": path.to_str()?, "view": view.to_fragment() }).to_string()),
        _ => None,
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
