//! How long it takes to find the parts of a text and to edit it. `cargo bench --bench edit`; with `MOST_EVENTS=100000`
//! before it the largest story is left out.

mod made;

use divan::Bencher;
use plotlanes::document::Document;
use plotlanes::document::edit::{edits_from_json, patch};
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
