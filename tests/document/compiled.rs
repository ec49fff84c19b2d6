//! A story compiled after an edit is the story compiled from its text, whatever it was before.

use plotlanes::document::Document;
use plotlanes::document::change::Change;
use plotlanes::document::edit::edits_from_json;
use plotlanes::document::history::History;
use plotlanes::generate::{StorySpec, Time, write};
use plotlanes::story::Story;
use plotlanes::story::compile::compile_edited;
use plotlanes::story::scheduler::{Scheduler, Stage, block_on};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::oracle::{edit, story};
use super::written::{Dice, Style};

struct Alone;

impl Scheduler for Alone {
    type Stop = ();

    async fn yield_at(&self, _: Stage, _: f32) -> Result<(), ()> {
        Ok(())
    }

    fn workers(&self) -> usize {
        1
    }
}

/// What a text is compiled to, as text but for a map whose order is by chance, and the story.
fn compiled(document: &Document, before: Option<&Story>) -> (String, Option<Story>) {
    let compiled = block_on(compile_edited(document.text(), before, &Alone)).expect("nothing stops it");
    let parts = compiled.story.as_ref().map(|story| {
        let Story { time, threads, phases, events, continuity, extent, contradictions, given_way, .. } = story;
        format!("{time:?} {threads:?} {phases:?} {events:?} {continuity:?} {extent:?} {contradictions:?} {given_way:?}")
    });
    (format!("{parts:?} {:?} {}", compiled.problems, compiled.is_sound), compiled.story)
}

/// Makes edits one after the other, and compares after each.
fn check(document: &mut Document, edits: impl Iterator<Item = Value>) -> Result<(), TestCaseError> {
    let (mut history, mut before) = (History::default(), compiled(document, None).1);
    for edit in edits {
        let edits = edits_from_json(&json!([edit]).to_string()).expect("edits are well formed");
        if history.make(document, &Change::new("one", edits)).is_err() {
            continue;
        }
        let [(after, story), (anew, _)] = [before.as_ref(), None].map(|before| compiled(document, before));
        prop_assert_eq!(after, anew, "after {}", edit);
        before = story.or(before);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_story_is_the_same_after_an_edit_as_from_its_text(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let value = story(&mut dice);
        let text = Style::any(&mut dice).write(&value, &mut dice);
        let edits: Vec<Value> = (0..6).map(|_| edit(&mut dice)).collect();
        check(&mut Document::from_text(text), edits.into_iter())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_sound_story_is_the_same_after_an_edit_as_from_its_text(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let time = dice.pick(&[Time::Order, Time::Number, Time::Date]);
        let mut bytes = Vec::new();
        write(&StorySpec { seed, time, ..StorySpec::new(30) }, &mut bytes).expect("memory takes it");
        let mut document = Document::from_bytes(bytes).expect("a text");
        let story = compiled(&document, None).1.expect("a story");
        let ids: Vec<&str> = story.events.iter().map(|event| event.id).collect();
        let edits: Vec<Value> = (0..6)
            .map(|_| {
                let [id, other] = [(); 2].map(|()| dice.pick(&ids));
                match dice.roll(6) {
                    0 => json!({ "do": "set", "event": id, "field": "told", "value": dice.roll(40) }),
                    1 => json!({ "do": "set", "event": id, "field": "when", "value": { "after": other } }),
                    2 => json!({ "do": "set", "event": id, "field": "when", "value": null }),
                    3 => json!({ "do": "move", "event": id, "before": other }),
                    _ => json!({ "do": "set", "event": id, "field": "title", "value": "Another" }),
                }
            })
            .collect();
        check(&mut document, edits.into_iter())?;
    }
}
