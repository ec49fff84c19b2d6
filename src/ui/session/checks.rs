//! The list of what is wrong in the open story and what could be: the mistakes in its text, and the findings of
//! continuity. Things are named by their ids in the file, so that the list can be shown until the next one is there.

use serde_json::Value;

use super::Session;
use crate::analysis::continuity::{Certainty, Finding};
use crate::document::Document;
use crate::document::change::Change;
use crate::document::edit::ItemId;
use crate::document::fields::ItemKind;
use crate::document::muting::{mute, unmute};
use crate::story::Story;
use crate::story::problem::{Problem, Severity};
use crate::story::words::number;

/// The most checks that are listed.
const MOST: usize = 500;

/// How sure it is that something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ui) enum CheckKind {
    /// It is wrong, and is left out of what is shown or placed.
    Mistake,
    /// It cannot be so.
    Certain,
    /// It may be meant so.
    Possible,
    /// Worth knowing; nothing is wrong.
    Note,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui) struct Check {
    pub(in crate::ui) kind: CheckKind,
    /// What it is and why, as a sentence.
    pub(in crate::ui) text: String,
    /// Its place in the file; empty for a finding.
    pub(in crate::ui) place: String,
    /// The thing that it is about.
    pub(in crate::ui) about: Option<ItemId>,
    /// The entry in the story's file that accepts it; `None` where nothing can.
    muting: Option<Value>,
    /// Whether the story accepts it.
    pub(in crate::ui) is_muted: bool,
}

impl Check {
    /// Whether the story's file can accept it.
    pub(in crate::ui) fn can_be_muted(&self) -> bool {
        self.muting.is_some()
    }
}

/// The list.
#[derive(Debug, Default)]
pub(in crate::ui) struct Checks {
    /// The gravest first.
    pub(in crate::ui) list: Vec<Check>,
    /// Whether there are more than are listed.
    pub(in crate::ui) has_more: bool,
    /// The number of the story that it is of, whatever its version.
    opened: u64,
    /// The revision of the story, and whether its continuity was checked by then.
    of: Option<(u64, bool)>,
}

impl Checks {
    /// Those that are not muted, of these kinds.
    fn count(&self, kinds: [CheckKind; 2]) -> usize {
        self.list.iter().filter(|check| !check.is_muted && kinds.contains(&check.kind)).count()
    }

    /// How many are muted.
    pub(in crate::ui) fn muted(&self) -> usize {
        self.list.iter().filter(|check| check.is_muted).count()
    }

    /// The counts in words, such as `2 problems · 1 to check`; empty if there is nothing to look at.
    pub(in crate::ui) fn words(&self) -> String {
        let wrong = self.count([CheckKind::Mistake, CheckKind::Certain]);
        let possible = self.count([CheckKind::Possible; 2]);
        let mut parts = Vec::new();
        match wrong {
            0 => {}
            1 => parts.push("1 problem".to_owned()),
            many => parts.push(format!("{} problems", number(many))),
        }
        if possible > 0 {
            parts.push(format!("{} to check", number(possible)));
        }
        parts.join(" · ")
    }
}

impl Session {
    /// Brings the list up to date where it `is_wanted`. The findings of a large story follow once they were made beside the
    /// frames; those of its version before are listed until then.
    pub(in crate::ui) fn keep_checks(&mut self, is_wanted: bool) {
        let findings = self.derived.findings_by_now(&self.story);
        let now = (self.revision, findings.is_some());
        if !is_wanted || self.checks.of == Some(now) {
            return;
        }
        let mut names = Names { document: self.document.as_ref(), lists: Vec::new() };
        let mut list: Vec<Check> =
            self.problems.iter().take(MOST).map(|problem| of_problem(problem, &mut names)).collect();
        let mut has_more = self.problems.len() > MOST;
        let is_later = self.checks.opened == self.opened;
        if let Some(findings) = findings {
            has_more |= findings.list.len() > MOST || !findings.is_whole;
            list.extend(findings.list.iter().take(MOST).map(|finding| of_finding(finding, &self.story)));
        } else if is_later {
            has_more |= self.checks.has_more;
            list.extend(self.checks.list.drain(..).filter(|check| check.muting.is_some()));
        }
        list.sort_by_key(|check| check.kind);
        self.checks = Checks { list, has_more, opened: self.opened, of: Some(now) };
    }

    /// The change that mutes a check, or lets it speak again. `None` where the file does not say such things as expected.
    pub(in crate::ui) fn muting(&self, check: &Check) -> Option<Change> {
        let entry = check.muting.as_ref()?;
        let document = self.document.as_ref()?;
        let edit = if check.is_muted {
            unmute(document, muted_entries(document)?.iter().position(|known| accepts(known, entry))?)?
        } else {
            mute(document, &entry.to_string())?
        };
        let verb = if check.is_muted { "unmute" } else { "mute" };
        let short: String = check.text.chars().take(60).collect();
        Some(Change::new(format!("{verb} “{short}”"), vec![edit]))
    }
}

/// The entries of the story's `muted`; `None` if it is there and no list.
fn muted_entries(document: &Document) -> Option<Vec<Value>> {
    let Some((member, _)) = document.tree().ok()?.field(document.text(), "muted") else { return Some(Vec::new()) };
    serde_json::from_str(member.value.of(document.text())).ok()
}

/// Whether an entry of `muted` accepts what `of` accepts.
fn accepts(entry: &Value, of: &Value) -> bool {
    let says = |field: &str| entry.get(field).is_none_or(|said| Some(said) == of.get(field));
    let events = entry.get("events").and_then(Value::as_array);
    let is_any = events.is_none_or(Vec::is_empty);
    entry.get("finding") == of.get("finding") && (is_any || says("events")) && says("character") && says("fact")
}

fn of_finding(finding: &Finding, story: &Story) -> Check {
    let kind = if finding.certainty == Certainty::Certain { CheckKind::Certain } else { CheckKind::Possible };
    let about = finding.events.first().map(|&event| {
        let id = story.event(event).id.to_owned();
        ItemId { kind: ItemKind::Event, id }
    });
    let (text, muting) = (finding.words.clone(), Some(finding.muting(story, "")));
    Check { kind, text, place: String::new(), about, muting, is_muted: finding.is_muted }
}

fn of_problem(problem: &Problem, names: &mut Names<'_>) -> Check {
    let line = problem.line.map(|line| format!("line {line}"));
    let place = [line.as_deref().unwrap_or_default(), problem.path.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let kind = if problem.severity == Severity::Error { CheckKind::Mistake } else { CheckKind::Note };
    let (text, about) = (problem.message.clone(), names.at(&problem.path));
    Check { kind, text, place: place.join(" · "), about, muting: None, is_muted: false }
}

/// The ids of the items that paths such as `events[12].thread` lead to.
struct Names<'d> {
    document: Option<&'d Document>,
    /// The ids of the lists that were asked for.
    lists: Vec<(ItemKind, Vec<Option<String>>)>,
}

impl Names<'_> {
    /// The item that a path leads to.
    fn at(&mut self, path: &str) -> Option<ItemId> {
        let (list, rest) = path.split_once('[')?;
        let at: usize = rest.split_once(']')?.0.parse().ok()?;
        let kind = ItemKind::ALL.into_iter().find(|kind| kind.list() == list)?;
        if !self.lists.iter().any(|(known, _)| *known == kind) {
            let items = self.document?.items(kind).ok()?;
            let ids = items.iter().map(|item| item.id().map(std::borrow::Cow::into_owned)).collect();
            self.lists.push((kind, ids));
        }
        let (_, ids) = self.lists.iter().find(|(known, _)| *known == kind)?;
        Some(ItemId { kind, id: ids.get(at)?.clone()? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Check, CheckKind, Checks, Document, Names, accepts, muted_entries};

    #[test]
    fn what_is_to_look_at_is_counted_in_words() {
        use CheckKind::{Certain, Mistake, Note, Possible};
        let check = |kind, is_muted| Check {
            kind,
            text: String::new(),
            place: String::new(),
            about: None,
            muting: None,
            is_muted,
        };
        let words = |kinds: &[(CheckKind, bool)]| {
            let list = kinds.iter().map(|&(kind, is_muted)| check(kind, is_muted)).collect();
            Checks { list, ..Checks::default() }.words()
        };
        assert_eq!(words(&[]), "");
        assert_eq!(words(&[(Note, false), (Certain, true)]), "");
        assert_eq!(words(&[(Mistake, false), (Possible, false), (Possible, true)]), "1 problem · 1 to check");
        assert_eq!(words(&[(Mistake, false), (Certain, false)]), "2 problems");
    }

    #[test]
    fn paths_lead_to_items() {
        let text = r#"{ "threads": [{ "id": "a" }], "events": [{ "title": "x" }, { "id": "b" }] }"#;
        let document = Document::from_text(text.to_owned());
        let mut names = Names { document: Some(&document), lists: Vec::new() };
        let check = |names: &mut Names<'_>, path: &str, expect: Option<&str>| {
            assert_eq!(names.at(path).map(|item| item.id).as_deref(), expect, "{path}");
        };
        check(&mut names, "events[1].thread", Some("b"));
        check(&mut names, "threads[0]", Some("a"));
        for path in ["", "title", "events[0]", "events[7]", "events[x]", "events[", "nothing[0]"] {
            check(&mut names, path, None);
        }
    }

    #[test]
    fn an_entry_accepts_what_it_names() {
        let of = json!({ "finding": "after-end", "events": ["a", "b"], "character": "x" });
        let check = |entry, expect| assert_eq!(accepts(&entry, &of), expect, "{entry}");
        check(of.clone(), true);
        check(json!({ "finding": "after-end", "events": ["a", "b"], "why": "so it is" }), true);
        check(json!({ "finding": "after-end", "events": [] }), true);
        check(json!({ "finding": "after-end", "events": ["a"] }), false);
        check(json!({ "finding": "after-end", "character": "y" }), false);
        check(json!({ "finding": "two-places", "events": ["a", "b"] }), false);
        assert_eq!(muted_entries(&Document::from_text("{}".to_owned())), Some(Vec::new()));
        assert_eq!(muted_entries(&Document::from_text(r#"{ "muted": 1 }"#.to_owned())), None);
        assert_eq!(muted_entries(&Document::from_text(r#"{ "muted": [1] }"#.to_owned())), Some(vec![json!(1)]));
    }
}
