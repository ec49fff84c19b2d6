//! The kinds of lanes, and folding.

use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::story::compile::compile;
use plotlanes::story::id::EventId;

use super::{STORY, THREADS, after, check, key, line, story};

#[test]
fn there_are_five_kinds_of_lanes() {
    check(&[], &THREADS);
    let by = |by| [Command::LanesBy(by)];
    // Each place directly below the one it is in; a place without events has no lane.
    check(&by(LanesBy::Place), &["Field: e", "City: b", "Tower: a", "Arch: c", "Place not told: d"]);
    check(&by(LanesBy::Character), &["Ann: ac", "Bob: ae", "Cai: b", "Dee: e", "Nobody named: d"]);
    // Two threads of one group are one lane, and the event of both is in it once.
    check(&by(LanesBy::Group), &["City: acb", "Field: ade"]);
    check(&by(LanesBy::Tag), &["war: ab", "peace: b", "Without a tag: cde"]);
    let around: Vec<Command> = std::iter::repeat_n(Command::NextLanesBy, 5).collect();
    check(&around, &THREADS);
    check(&around[..2], &["Ann: ac", "Bob: ae", "Cai: b", "Dee: e", "Nobody named: d"]);
}

#[test]
fn groups_are_those_of_the_cast_if_no_thread_has_one() {
    let bare = STORY.replace(r#", "group": "City"}"#, "}").replace(r#", "group": "Field"}"#, "}");
    let (story, _) = compile(bare.as_bytes()).faultless().expect("the story loads");
    let state = after(&story, &[Command::LanesBy(LanesBy::Group)]);
    let lines: Vec<String> = state.lineup().lanes.iter().map(|lane| line(&story, lane)).collect();
    assert_eq!(lines, ["Crown: ace", "Guild: e", "In no group: db"]);
}

#[test]
fn groups_and_places_fold_to_one_lane() {
    let story = story();
    let fold = |names: &[&str]| -> Vec<Command> { names.iter().map(|name| Command::Fold(key(&story, name))).collect() };
    let by = |by: LanesBy, names: &[&str]| [vec![Command::LanesBy(by)], fold(names)].concat();
    check(&fold(&["wall"]), &["At court: ab [c]", "On the wall*: c", "In the camp: de [a]", "At sea: "]);
    // An event in both lanes no longer has a secondary mark.
    check(&fold(&["group:City"]), &["City ×2: acb", "In the camp: de [a]", "At sea: "]);
    check(&fold(&["group:City", "group:Field"]), &["City ×2: acb", "Field*: de [a]", "At sea: "]);
    check(&fold(&["group:City", "group:City"]), &THREADS);
    // A folded lane is still folded after its group was folded and unfolded.
    check(&fold(&["wall", "group:City"]), &["City ×2: acb", "In the camp: de [a]", "At sea: "]);
    check(
        &fold(&["wall", "group:City", "group:City"]),
        &["At court: ab [c]", "On the wall*: c", "In the camp: de [a]", "At sea: "],
    );
    check(&[fold(&["wall", "group:City"]), vec![Command::UnfoldAll]].concat(), &THREADS);
    // Places within places: the outermost folded place takes in all.
    check(&by(LanesBy::Place, &["place:gate"]), &["Field: e", "City: b", "Tower: a", "Gate*: c", "Place not told: d"]);
    check(&by(LanesBy::Place, &["place:city"]), &["Field: e", "City ×3: acb", "Place not told: d"]);
    check(&by(LanesBy::Place, &["place:city", "place:gate"]), &["Field: e", "City ×3: acb", "Place not told: d"]);
    let tower = ["Field: e", "City: b", "Tower*: a", "Arch: c", "Place not told: d"];
    check(&by(LanesBy::Place, &["place:tower"]), &tower);
    // Two characters of one group in one event.
    check(&by(LanesBy::Character, &["group:Crown"]), &["Crown ×2: ace", "Cai: b", "Dee: e", "Nobody named: d"]);
    // Lanes stay folded while lanes of another kind are shown.
    let twice = [by(LanesBy::Character, &["group:Crown"]), vec![Command::LanesBy(LanesBy::Tag)]].concat();
    check(&twice, &["war: ab", "peace: b", "Without a tag: cde"]);
    check(
        &[twice, vec![Command::LanesBy(LanesBy::Character)]].concat(),
        &["Crown ×2: ace", "Cai: b", "Dee: e", "Nobody named: d"],
    );
}

#[test]
fn the_keys_fold_the_selected_lane_and_its_group() {
    let story = story();
    let select = |name: &str| Command::Select(key(&story, name).selection());
    let merged = ["City ×2: acb", "In the camp: de [a]", "At sea: "];
    check(&[select("wall"), Command::FoldAround], &merged);
    check(&[select("wall"), Command::FoldAround, Command::FoldAround], &THREADS);
    check(&[select("wall"), Command::FoldAround, Command::FoldSelected], &THREADS);
    check(&[select("sea"), Command::FoldAround], &THREADS);
    // A group of one thread can be folded and unfolded.
    let field = ["At court: ab [c]", "On the wall: c", "Field*: de [a]", "At sea: "];
    check(&[select("camp"), Command::FoldAround], &field);
    check(&[select("camp"), Command::FoldAround, Command::FoldAround], &THREADS);
    check(&[Command::Select(Selection::Event(EventId(2))), Command::FoldAround], &merged);
    let places = [Command::LanesBy(LanesBy::Place), select("place:arch"), Command::FoldAround];
    check(&places, &["Field: e", "City: b", "Tower: a", "Gate*: c", "Place not told: d"]);
}
