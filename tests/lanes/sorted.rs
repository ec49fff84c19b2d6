//! The order of lanes.

use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::arrangement::Sort;
use plotlanes::state::command::Command;
use plotlanes::story::id::ThreadId;

use super::{THREADS, check, key, story};

#[test]
fn lanes_are_sorted() {
    let sorted =
        |by: LanesBy, sort: Sort, expect: &[&str]| check(&[Command::LanesBy(by), Command::SortLanes(sort)], expect);
    let [court, wall, camp, sea] = THREADS;
    sorted(LanesBy::Thread, Sort::File, &THREADS);
    sorted(LanesBy::Thread, Sort::Appearance, &[court, wall, camp, sea]);
    sorted(LanesBy::Thread, Sort::Size, &[court, camp, wall, sea]);
    sorted(LanesBy::Thread, Sort::Name, &[court, sea, camp, wall]);
    // The rest comes last in any order.
    sorted(LanesBy::Tag, Sort::Size, &["war: ab", "peace: b", "Without a tag: cde"]);
    sorted(LanesBy::Tag, Sort::Name, &["peace: b", "war: ab", "Without a tag: cde"]);
    sorted(LanesBy::Place, Sort::Appearance, &["Tower: a", "Arch: c", "Field: e", "City: b", "Place not told: d"]);
    // Appearance is by the order of the axis: in the telling, b comes second.
    check(
        &[Command::LanesBy(LanesBy::Place), Command::SortLanes(Sort::Appearance), Command::ToggleOrder],
        &["Tower: a", "City: b", "Arch: c", "Field: e", "Place not told: d"],
    );
    // The event of Ann and Bob, and that of Bob and Dee, connect their lanes; Ann's climb led to Bob's end.
    sorted(LanesBy::Character, Sort::Crossings, &["Ann: ac", "Bob: ae", "Dee: e", "Cai: b", "Nobody named: d"]);
}

#[test]
fn dragged_lanes_come_first_until_lanes_are_sorted() {
    let story = story();
    let put = |lane: &str, before: Option<&str>| Command::MoveLane {
        lane: key(&story, lane),
        before: before.map(|name| key(&story, name)),
    };
    let [court, wall, camp, sea] = THREADS;
    check(&[put("sea", Some("wall"))], &[court, sea, wall, camp]);
    check(&[put("court", None)], &[wall, camp, sea, court]);
    check(&[put("court", Some("court"))], &THREADS);
    check(&[put("sea", Some("wall")), put("camp", Some("court"))], &[camp, court, sea, wall]);
    // Moving a lane that is not there changes nothing.
    check(&[put("place:city", Some("wall"))], &THREADS);
    let sea_selected = Command::Select(Selection::Thread(ThreadId(3)));
    check(&[sea_selected.clone(), Command::LaneUp], &[court, wall, sea, camp]);
    check(&[sea_selected.clone(), Command::LaneUp, Command::LaneUp, Command::LaneDown], &[court, wall, sea, camp]);
    check(&[sea_selected.clone(), Command::LaneDown], &THREADS);
    let top: Vec<Command> = std::iter::once(sea_selected).chain(std::iter::repeat_n(Command::LaneUp, 9)).collect();
    check(&top, &[sea, court, wall, camp]);
    check(&[put("court", None), Command::SortLanes(Sort::File)], &THREADS);
    check(&[put("court", None), Command::SortLanes(Sort::Size)], &[court, camp, wall, sea]);
    // Lanes of another kind keep their places, and sorting does not touch them.
    let by = |by| Command::LanesBy(by);
    let both = [put("court", None), by(LanesBy::Tag), put("tag:peace", Some("tag:war"))];
    check(&both, &["peace: b", "war: ab", "Without a tag: cde"]);
    let sorted = [both.as_slice(), &[Command::SortLanes(Sort::File)]].concat();
    check(&sorted, &["war: ab", "peace: b", "Without a tag: cde"]);
    check(&[sorted, vec![by(LanesBy::Thread)]].concat(), &[wall, camp, sea, court]);
    // A group folded among threads is dragged like them, and sorting resets its place too.
    let folded = [Command::Fold(key(&story, "group:City")), put("group:City", None)];
    check(&folded, &[camp, sea, "City ×2: acb"]);
    check(&[folded.as_slice(), &[Command::SortLanes(Sort::File)]].concat(), &["City ×2: acb", camp, sea]);
}
