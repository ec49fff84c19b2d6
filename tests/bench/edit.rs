//! How long it takes to find the parts of a text and to edit it, once or a thousand times. `cargo bench --bench edit`; with `MOST_EVENTS=100000`
//! before it the largest story is left out.

mod made;

use divan::Bencher;
use plotlanes::document::Document;
use plotlanes::document::clipboard::pasted;
use plotlanes::document::edit::{Edit, ItemId, edits_from_json, patch};
use plotlanes::document::fields::ItemKind;
use plotlanes::document::removal::{How, remove_with};
use plotlanes::generate::StorySpec;
use plotlanes::text::tree::Tree;

use made::{bytes, sizes};

fn main() {
    divan::main();
}

fn document(events: u32) -> Document {
    Document::from_bytes(bytes(&StorySpec::new(events))).expect("a made story is text")
}

#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn tree(bencher: Bencher<'_, '_>, events: u32) {
    let document = document(events);
    bencher.bench_local(|| Tree::new(document.text()).map(|tree| tree.members().count()));
}

/// Edits the middle of a story and undoes that, with the tree there.
fn edit(bencher: Bencher<'_, '_>, events: u32, edit: &str) {
    let mut document = document(events);
    let edits = edits_from_json(edit).expect("an edit");
    assert!(document.tree().is_ok());
    bencher.bench_local(|| {
        let patch = patch(&document, &edits[0]).expect("it can be made");
        let inverse = document.apply(&patch).expect("it fits");
        document.apply(&inverse).expect("it fits");
    });
}

#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn set_title(bencher: Bencher<'_, '_>, events: u32) {
    let middle = events / 2;
    edit(bencher, events, &format!(r#"[{{"do": "set", "event": "e{middle}", "field": "title", "value": "New"}}]"#));
}

#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn add_event(bencher: Bencher<'_, '_>, events: u32) {
    let middle = events / 2;
    let event = r#"{"id": "new", "title": "New", "thread": "t1"}"#;
    edit(bencher, events, &format!(r#"[{{"do": "add", "event": {event}, "before": "e{middle}"}}]"#));
}

#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn rename_thread(bencher: Bencher<'_, '_>, events: u32) {
    edit(bencher, events, r#"[{"do": "rename", "thread": "t1", "to": "first"}]"#);
}

/// The sizes of stories that are edited a thousand times.
const MANY: [u32; 2] = [20_000, 100_000];

/// Makes a thousand edits of a story.
fn many(bencher: Bencher<'_, '_>, events: u32, edits: impl Fn(&Document) -> Vec<Edit>) {
    let mut document = document(events);
    let edits = edits(&document);
    bencher.bench_local(|| {
        let undo = document.make(&edits).expect("they can be made");
        document.apply(&undo).expect("it fits");
    });
}

fn each(events: u32, edit: impl Fn(u32) -> String) -> Vec<Edit> {
    let edits: Vec<String> = (1..=1000).map(|at| edit(at * (events / 1000) - 1)).collect();
    edits_from_json(&format!("[{}]", edits.join(","))).expect("edits")
}

#[divan::bench(args = MANY, sample_count = 10, sample_size = 1)]
fn many_pasted(bencher: Bencher<'_, '_>, events: u32) {
    many(bencher, events, |story| {
        let clip = document(1000);
        let pasted = pasted(clip.text(), story, Some("t1"), Some(&format!("e{}", events / 2)));
        pasted.expect("JSON").expect("events").edits
    });
}

#[divan::bench(args = MANY, sample_count = 10, sample_size = 1)]
fn many_removed(bencher: Bencher<'_, '_>, events: u32) {
    many(bencher, events, |story| {
        let item = |at| ItemId { kind: ItemKind::Event, id: format!("e{}", events / 2 + at) };
        let items: Vec<ItemId> = (0..1000).map(item).collect();
        remove_with(story, &items, &How::default()).expect("they are there").edits
    });
}

#[divan::bench(args = MANY, sample_count = 10, sample_size = 1)]
fn many_titles(bencher: Bencher<'_, '_>, events: u32) {
    let set = |at| format!(r#"{{"do": "set", "event": "e{at}", "field": "title", "value": "New {at}"}}"#);
    many(bencher, events, |_| each(events, set));
}

#[divan::bench(args = MANY, sample_count = 10, sample_size = 1)]
fn many_moved(bencher: Bencher<'_, '_>, events: u32) {
    let shift = |at: u32| format!(r#"{{"do": "move", "event": "e{at}", "before": "e{}"}}"#, at / 2 + 3);
    many(bencher, events, |_| each(events, shift));
}

#[divan::bench(args = MANY, sample_count = 10, sample_size = 1)]
fn many_renamed(bencher: Bencher<'_, '_>, events: u32) {
    let rename = |at| format!(r#"{{"do": "rename", "event": "e{at}", "to": "f{at}"}}"#);
    many(bencher, events, |_| each(events, rename));
}
