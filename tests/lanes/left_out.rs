//! Lanes and events that are left out: hidden, beside a lane shown alone, or filtered.

use plotlanes::state::arrangement::LanesBy;
use plotlanes::state::command::Command;
use plotlanes::state::lanes::LaneKey;

use super::{THREADS, after, check, key, story};

#[test]
fn lanes_can_be_hidden_and_shown_alone() {
    let story = story();
    let hide = |name: &str| Command::Hide(key(&story, name));
    let solo = |name: &str| Command::Solo(key(&story, name));
    let fold = |name: &str| Command::Fold(key(&story, name));
    let [court, wall, camp, sea] = THREADS;
    check(&[hide("wall")], &[court, camp, sea]);
    check(&[hide("wall"), hide("wall")], &THREADS);
    check(&[hide("group:City")], &[camp, sea]);
    check(&[hide("group:City"), hide("camp"), hide("sea")], &[]);
    check(&[hide("wall"), solo("camp"), Command::ShowAllLanes], &THREADS);
    check(&[solo("wall")], &[wall]);
    check(&[solo("wall"), solo("camp")], &[wall, camp]);
    check(&[solo("wall"), solo("wall")], &THREADS);
    check(&[solo("group:City")], &[court, wall]);
    check(&[solo("group:City"), hide("wall")], &[court]);
    // A lane stays hidden or alone when its group is folded.
    check(&[hide("wall"), fold("group:City")], &["City*: ab [c]", camp, sea]);
    check(&[solo("wall"), fold("group:City")], &["City*: c"]);
    check(&[hide("group:City"), fold("group:City")], &[camp, sea]);
    // Showing a hidden lane alone shows it.
    check(&[hide("wall"), solo("wall")], &[wall]);
    // Hidden lanes keep their places while others are moved.
    let last_up = Command::MoveLane { lane: key(&story, "sea"), before: Some(key(&story, "camp")) };
    check(&[hide("wall"), last_up, Command::ShowAllLanes], &[court, wall, sea, camp]);
    // A hidden lane of another kind changes nothing.
    check(&[solo("place:city"), hide("tag:war")], &THREADS);
    let by_place = [solo("place:city"), Command::LanesBy(LanesBy::Place)];
    check(&by_place, &["City: b", "Tower: a", "Arch: c"]);
    check(&[by_place.as_slice(), &[hide("place:gate")]].concat(), &["City: b", "Tower: a"]);
    check(&[hide("-:place"), Command::LanesBy(LanesBy::Place)], &["Field: e", "City: b", "Tower: a", "Arch: c"]);
}

#[test]
fn hidden_lanes_are_listed_and_shown_again_by_the_same_key() {
    let story = story();
    let check = |commands: &[Command], expect: &[&str]| {
        let hidden = after(&story, commands).lineup().hidden.clone();
        let expect: Vec<LaneKey> = expect.iter().map(|name| key(&story, name)).collect();
        assert_eq!(hidden, expect, "{commands:?}");
    };
    let of = |name: &str| key(&story, name);
    check(&[], &[]);
    check(&[Command::Solo(of("wall"))], &["court", "camp", "sea"]);
    check(&[Command::Hide(of("group:City"))], &["court", "wall"]);
    check(&[Command::Fold(of("group:City")), Command::Hide(of("group:City"))], &["group:City"]);
    check(&[Command::Fold(of("group:City")), Command::Hide(of("wall"))], &["wall"]);
    for name in ["wall", "sea"] {
        let select = Command::Select(of(name).selection());
        check(&[select.clone(), Command::HideSelected], &[name]);
        check(&[select.clone(), Command::HideSelected, Command::HideSelected], &[]);
        let three = after(&story, &[select, Command::SoloSelected]).lineup().lanes.len();
        assert_eq!(three, 1, "{name} alone");
    }
}

#[test]
fn a_filter_that_hides_takes_events_away_and_lanes_without_any() {
    let filter = |query: &str| [Command::Filter(query.into()), Command::ToggleFilterHides];
    check(&[Command::Filter("bread".into())], &THREADS);
    check(&filter("bread"), &["At court: b"]);
    check(&filter("   "), &THREADS);
    // A lane with only secondary marks left is hidden.
    check(&filter("alarm"), &["At court: a"]);
    check(&[filter("bread").as_slice(), &[Command::ClearFilter]].concat(), &THREADS);
    check(&filter("no such word anywhere"), &[]);
    let by_place = [Command::LanesBy(LanesBy::Place)];
    check(&[by_place.as_slice(), &filter("ann")].concat(), &["Tower: a", "Arch: c"]);
    let search = [Command::Search("ann".into()), Command::FilterBySearch, Command::ToggleFilterHides];
    check(&search, &["At court: a [c]", "On the wall: c"]);
    // A further search narrows the filter.
    let again = [search.as_slice(), &[Command::Search("bob".into()), Command::FilterBySearch]].concat();
    check(&again, &["At court: a"]);
}
