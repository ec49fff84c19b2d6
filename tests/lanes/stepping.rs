//! Arrow keys among lanes with events in several of them.

use plotlanes::state::Selection;
use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::step::Direction::{self, Down, Next, Previous, Up};
use plotlanes::story::id::EventId;

use super::{after, key, story};

#[test]
fn arrows_walk_among_the_lanes_of_an_event() {
    let story = story();
    let lane = |name: &str| key(&story, name);
    let check = |steps: &[Direction], event: usize, through: &str| {
        let start = [Command::LanesBy(LanesBy::Character), Command::SelectIn(EventId(0), lane("character:ann"))];
        let commands: Vec<Command> = start.into_iter().chain(steps.iter().map(|&way| Command::Step(way))).collect();
        let state = after(&story, &commands);
        let selected = Selection::Event(EventId(event as u32));
        assert_eq!((state.selection, state.lane), (selected, Some(lane(through))), "{steps:?}");
        assert_eq!(state.selected_lane(&story), Some(lane(through)), "{steps:?}");
    };
    check(&[], 0, "character:ann");
    check(&[Next], 2, "character:ann");
    // The same event in the lane below, and further from there.
    check(&[Down], 0, "character:bob");
    check(&[Down, Next], 4, "character:bob");
    check(&[Down, Next, Down, Down], 4, "character:dee");
    check(&[Down, Up], 0, "character:ann");
    check(&[Up], 0, "character:ann");
    check(&[Previous], 0, "character:ann");
    check(&[Down, Next, Previous], 0, "character:bob");
}

#[test]
fn an_event_whose_lane_is_gone_is_found_in_another() {
    let story = story();
    let through_bob = Command::SelectIn(EventId(0), key(&story, "character:bob"));
    let lanes = Command::LanesBy(LanesBy::Character);
    let at = |commands: &[Command]| after(&story, commands).selected_lane(&story);
    let start = [lanes, through_bob];
    assert_eq!(at(&start), Some(key(&story, "character:bob")));
    let hide = Command::Hide(key(&story, "character:bob"));
    assert_eq!(at(&[start.as_slice(), &[hide]].concat()), Some(key(&story, "character:ann")));
    let by_place = Command::LanesBy(LanesBy::Place);
    assert_eq!(at(&[start.as_slice(), &[by_place]].concat()), Some(key(&story, "place:tower")));
    let fold = Command::Fold(key(&story, "group:Crown"));
    assert_eq!(at(&[start.as_slice(), &[fold]].concat()), Some(key(&story, "group:Crown")));
}
