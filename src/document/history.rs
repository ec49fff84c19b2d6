//! The steps to undo and redo, in one list: changes of the text, and of how it is viewed. A step of the text holds the
//! patches that take it back; one of the view only says that the view has a step of its own to take back.

use std::sync::Arc;

use super::Document;
use super::change::Change;
use super::edit::{EditError, ItemId};
use super::merge::outside_patch;
use crate::text::patch::Patch;
use crate::text::syntax;

/// The steps behind the present state, and after undoing those ahead of it.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The latest last.
    done: Vec<Step>,
    /// The next one to redo last.
    undone: Vec<Step>,
    /// Whether a change from outside has moved the steps: they fit, but together with it they may break the syntax.
    is_rebased: bool,
}

#[derive(Clone, Debug)]
struct Step {
    name: String,
    what: What,
    series: Option<Arc<str>>,
}

#[derive(Clone, Debug)]
enum What {
    /// The patch that takes the step back (or makes it again, once undone), and the item to select then.
    Text(Patch, Option<ItemId>),
    View,
}

/// The outcome of undoing or redoing a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The text has changed. The item is the one that the change was about, if it said so.
    Text(Option<ItemId>),
    /// The view is to take back, or to make again, the last of its own steps.
    View,
}

impl History {
    /// Makes a change of the document and remembers it. A change that changes nothing is forgotten.
    ///
    /// # Errors
    /// An edit cannot be made, with its position in the list; nothing has changed.
    pub fn make(&mut self, document: &mut Document, change: &Change) -> Result<(), (usize, EditError)> {
        let undo = document.make(&change.edits)?;
        if undo.is_empty() {
            return Ok(());
        }
        self.undone.clear();
        if let (Some(series), Some(last)) = (&change.series, self.done.last_mut())
            && last.series.as_ref() == Some(series)
            && let What::Text(patch, _) = &mut last.what
        {
            *patch = undo.then(patch);
            last.name.clone_from(&change.name);
            return Ok(());
        }
        let what = What::Text(undo, change.select.clone());
        self.done.push(Step { name: change.name.clone(), what, series: change.series.clone() });
        Ok(())
    }

    /// Makes the text that of another document, in one step that changes no more than what differs.
    pub fn replace(&mut self, document: &mut Document, name: impl Into<String>, with: &Document) {
        let mut patch = outside_patch(document, with);
        let is_whole = |patch: &Patch| {
            let mut text = document.text().to_owned();
            patch.apply(&mut text).is_some() && text == with.text()
        };
        if !is_whole(&patch) {
            patch = Patch::new(vec![(0..document.text().len(), with.text().to_owned())]).unwrap_or_default();
        }
        if let Some(undo) = document.apply(&patch).filter(|undo| !undo.is_empty()) {
            self.undone.clear();
            self.done.push(Step { name: name.into(), what: What::Text(undo, None), series: None });
        }
    }

    /// Remembers a change of the view, which can take it back itself.
    pub fn note_view(&mut self, name: impl Into<String>) {
        self.undone.clear();
        self.done.push(Step { name: name.into(), what: What::View, series: None });
    }

    /// Ends the series of the last step: what comes next is a step of its own.
    pub fn end_series(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.series = None;
        }
    }

    /// The name of the step that [`undo`](Self::undo) would take back.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| &*step.name)
    }

    /// The name of the step that [`redo`](Self::redo) would make again.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| &*step.name)
    }

    /// Takes the last step back. `None` if there is none, or its patches do not fit the text any more since a change from
    /// outside: then it is forgotten with all others.
    pub fn undo(&mut self, document: &mut Document) -> Option<(String, Taken)> {
        let step = self.done.pop()?;
        self.turn(document, step, true)
    }

    /// Makes the step again that was undone last; see [`undo`](Self::undo).
    pub fn redo(&mut self, document: &mut Document) -> Option<(String, Taken)> {
        let step = self.undone.pop()?;
        self.turn(document, step, false)
    }

    fn turn(&mut self, document: &mut Document, step: Step, is_undo: bool) -> Option<(String, Taken)> {
        let Step { name, what, .. } = step;
        let (what, taken) = match what {
            What::View => (What::View, Taken::View),
            What::Text(patch, item) => {
                let before = self.is_rebased.then(|| document.clone());
                let back = document.apply(&patch);
                let back = back.filter(|_| before.as_ref().is_none_or(|before| faults(document) <= faults(before)));
                let Some(back) = back else {
                    if let Some(before) = before {
                        *document = before;
                    }
                    *self = Self::default();
                    return None;
                };
                (What::Text(back, item.clone()), Taken::Text(item))
            }
        };
        let to = if is_undo { &mut self.undone } else { &mut self.done };
        to.push(Step { name: name.clone(), what, series: None });
        Some((name, taken))
    }

    /// The steps after a patch of the text that is none of theirs, such as a change from outside: those whose patches
    /// touch nothing that it replaces are moved to where their text is now. From the first on that does not fit, all are
    /// forgotten.
    pub fn rebase(&mut self, outside: &Patch) {
        self.is_rebased |= !outside.is_empty();
        for list in [&mut self.done, &mut self.undone] {
            let mut over = Some(outside.clone());
            let mut kept: Vec<Step> = Vec::new();
            // The step that is applied first is the last of the list.
            for step in std::mem::take(list).into_iter().rev() {
                let Some(moved) = over.take().and_then(|outside| moved_step(step, outside)) else { break };
                kept.push(moved.0);
                over = Some(moved.1);
            }
            kept.reverse();
            *list = kept;
        }
    }
}

/// The number of places where a document is not JSON.
fn faults(document: &Document) -> usize {
    let checked = syntax::check_at_once(document.text());
    checked.faults.len() + checked.more
}

/// A step of the text before `outside` as one of the text after it, and `outside` as a patch of the text after the step.
fn moved_step(step: Step, outside: Patch) -> Option<(Step, Patch)> {
    let What::Text(patch, item) = step.what else { return Some((step, outside)) };
    let (here, over) = (patch.after(&outside)?, outside.after(&patch)?);
    Some((Step { what: What::Text(here, item), ..step }, over))
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::{Change, Document, History, Patch, Taken};
    use crate::document::edit::{Edit, FieldOwner};

    fn title(text: &str) -> Change {
        let value = RawValue::from_string(format!("\"{text}\"")).ok();
        let edit = Edit::Set { owner: FieldOwner::Story, field: "title".to_owned(), value };
        Change::new(format!("call it {text}"), vec![edit])
    }

    fn made(changes: &[Change]) -> (Document, History) {
        let (mut document, mut history) = (Document::new_story("A"), History::default());
        for change in changes {
            history.make(&mut document, change).expect("it can be made");
        }
        (document, history)
    }

    #[test]
    fn steps_are_undone_and_redone_by_name() {
        let (mut document, mut history) = made(&[title("B"), title("C")]);
        let last = document.text().to_owned();
        history.note_view("lanes by place");
        assert_eq!(history.undo(&mut document), Some(("lanes by place".to_owned(), Taken::View)));
        assert_eq!(history.undo_name(), Some("call it C"));
        assert_eq!(history.undo(&mut document), Some(("call it C".to_owned(), Taken::Text(None))));
        history.undo(&mut document).expect("the first");
        assert_eq!(document.text(), Document::new_story("A").text());
        assert!(history.undo(&mut document).is_none());
        for _ in 0..3 {
            history.redo(&mut document).expect("three were undone");
        }
        assert_eq!(document.text(), last);
        assert!(history.redo(&mut document).is_none());
    }

    #[test]
    fn a_new_step_forgets_what_was_undone_and_nothing_is_no_step() {
        let (mut document, mut history) = made(&[title("B")]);
        history.undo(&mut document).expect("one");
        history.make(&mut document, &title("A")).expect("it changes nothing");
        assert_eq!(history.redo_name(), Some("call it B"));
        history.make(&mut document, &title("D")).expect("it can be made");
        assert_eq!(history.redo_name(), None);
    }

    #[test]
    fn a_series_is_one_step_until_it_ends() {
        let typed = |text| title(text).in_series("title");
        let (mut document, mut history) = made(&[typed("B"), typed("BC"), typed("BCD")]);
        history.end_series();
        history.make(&mut document, &typed("E")).expect("it can be made");
        history.undo(&mut document).expect("the last");
        assert!(document.text().contains("\"BCD\""));
        history.undo(&mut document).expect("the series");
        assert_eq!(document.text(), Document::new_story("A").text());
    }

    #[test]
    fn another_text_is_a_step() {
        let (mut document, mut history) = made(&[title("B")]);
        let before = document.text().to_owned();
        for other in [before.replace("Main", "Other"), "{ broken".to_owned()] {
            history.replace(&mut document, "restore", &Document::from_text(other.clone()));
            assert_eq!((document.text(), history.undo_name()), (&*other, Some("restore")));
            history.undo(&mut document).expect("the step");
            assert_eq!(document.text(), before);
        }
        history.replace(&mut document, "restore", &Document::from_text(before));
        assert_eq!(history.undo_name(), Some("call it B"), "nothing differs");
    }

    #[test]
    fn steps_follow_a_change_from_outside_that_they_do_not_touch() {
        let (mut document, mut history) = made(&[title("B"), title("Longer")]);
        let at = document.text().find("Main plot").expect("the thread's title");
        let outside = Patch::new(vec![(0..0, "\n\n".to_owned()), (at..at + 9, "Plot".to_owned())]).expect("apart");
        document.apply(&outside).expect("it fits");
        history.rebase(&outside);
        history.undo(&mut document).expect("the last");
        history.undo(&mut document).expect("the first");
        assert_eq!(document.text(), format!("\n\n{}", Document::new_story("A").text()).replace("Main plot", "Plot"));
        history.redo(&mut document).expect("again");
        assert!(document.text().contains("\"B\"") && document.text().contains("\"Plot\""));
    }

    #[test]
    fn steps_that_a_change_from_outside_touches_are_forgotten_with_those_before() {
        let (mut document, mut history) = made(&[title("B"), title("C")]);
        let at = document.text().find("\"C\"").expect("the title");
        let outside = Patch::new(vec![(at..at + 3, "\"X\"".to_owned())]).expect("apart");
        document.apply(&outside).expect("it fits");
        history.rebase(&outside);
        assert_eq!(history.undo_name(), None);
    }
}
