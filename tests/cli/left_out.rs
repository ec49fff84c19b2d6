//! What pictures leave out, and how that is said; posters, which leave nothing out.

use super::export::size;
use super::{DAY, run_with_input};

/// A story of this many lanes, each with one event.
fn lanes(count: usize) -> String {
    let ids = || 0..count;
    let threads: Vec<_> = ids().map(|at| serde_json::json!({ "id": format!("t{at}"), "title": "T" })).collect();
    let event = |at| serde_json::json!({ "id": format!("e{at}"), "title": "E", "thread": format!("t{at}"), "when": { "at": at } });
    let events: Vec<_> = ids().map(event).collect();
    let time = serde_json::json!({ "kind": "number", "unit": "day" });
    serde_json::json!({ "plotlanes": 1, "title": "L", "time": time, "threads": threads, "events": events }).to_string()
}

#[test]
fn a_poster_holds_every_lane_or_says_how_it_can() {
    let story = lanes(60);
    let poster = |args: &[&str]| run_with_input(&[&["export", "-", "-o", "-", "--poster"], args].concat(), &story);
    let whole = poster(&[]);
    assert_eq!((whole.code, whole.err.as_str()), (Some(0), ""));
    let refused = poster(&["--width", "1280", "--height", "900"]);
    let words = "a poster 1,280 points wide must be at least 2,536 points high to hold all lanes, not 900; \
                 leave out --height or ask for --height 2536";
    refused.said(2, &format!("plotlanes: {words}\n"));
    let least = poster(&["--width", "1280", "--height", "2536"]);
    assert_eq!((least.code, least.err.as_str(), size(&least.out)), (Some(0), "", [2560, 5072]));
    let large = poster(&["--scale", "8"]);
    assert!(large.code == Some(2) && large.err.ends_with("; at most --scale 2 is possible\n"), "{}", large.err);
    // A larger story takes fewer pixels for each point, and is refused only if no scale is small enough.
    let [_, height] = size(&run_with_input(&["export", "-", "-o", "-", "--poster"], &lanes(500)).out);
    assert!((10_000..=16_384).contains(&height), "{height}");
    let ran = run_with_input(&["export", "-", "-o", "-", "--poster"], &lanes(1700));
    assert!(ran.code == Some(2) && ran.err.contains("; at no --scale is it small enough: "), "{}", ran.err);
}

#[test]
fn a_view_says_what_it_leaves_out() {
    let story = lanes(60);
    let check = |args: &[&str], expect: &[&str]| {
        let ran = run_with_input(&[&["export", "-", "-o", "-", "--scale", "0.25"], args].concat(), &story);
        let lines: Vec<String> = ran.err.lines().map(|line| line.replace("plotlanes: ", "")).collect();
        assert_eq!((ran.code, lines), (Some(0), expect.iter().map(|line| (*line).to_owned()).collect()), "{args:?}");
        ran.out
    };
    let below = "42 events are in lanes above or below; --height 2462 or --poster shows all lanes";
    let view = check(&[], &["the picture has only 18 of 60 lanes, 18 of 60 events", below]);
    check(&["--height", "2462"], &[]);
    check(&["--poster"], &[]);
    let narrow =
        ["the picture has only 19 of 60 events", "41 events are before or after; --poster shows the whole axis"];
    let from_to = ["--from", "e4", "--to", "e22", "--height", "2462"];
    check(&from_to, &narrow);
    let hidden = [
        "the picture has only 58 of 60 lanes, 58 of 60 events",
        "2 events are in hidden lanes; a view without hidden= and solo= shows them",
    ];
    check(&["--view", "hidden=t0,t9", "--height", "2462"], &hidden);
    check(&["--view", "hidden=t0,t9", "--poster"], &[&hidden[0].replace("picture", "poster"), hidden[1]]);
    // The selected event is in the picture, unless its place is given explicitly.
    let selected = check(&["--select", "e50"], &["the picture has only 18 of 60 lanes, 18 of 60 events", below]);
    assert!(
        selected == check(&["--view", "event=e50"], &["the picture has only 18 of 60 lanes, 18 of 60 events", below])
    );
    assert!(selected != view);
    let said = "the selected event \"e50\" is above or below what is shown; leave out scroll= to show it";
    check(&["--view", "event=e50&scroll=40"], &["the picture has only 18 of 60 lanes, 18 of 60 events", below, said]);
    let said = "the selected event \"e50\" is before or after what is shown; \
                show another stretch of the axis, or use --poster";
    check(&[&from_to[..], &["--select", "e50"]].concat(), &[narrow[0], narrow[1], said]);
}

#[test]
fn a_filter_that_hides_is_said() {
    let ran = run_with_input(&["export", "-", "-o", "-", "--filter", "tide", "--hide"], DAY);
    let words = "plotlanes: the picture has only 1 of 3 events\n\
                 plotlanes: 2 events are hidden by the filter; without --hide they are only dimmed\n";
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), words));
    assert_eq!(run_with_input(&["export", "-", "-o", "-", "--filter", "tide"], DAY).err, "");
}

#[test]
fn a_poster_has_a_level_for_every_phase() {
    let ids = || 0..30;
    let event = |at| serde_json::json!({ "id": format!("e{at}"), "title": "E", "thread": "t", "when": { "from": at, "to": 100 - at } });
    let phase = |at| serde_json::json!({ "title": format!("P{at}"), "from": format!("e{at}"), "to": format!("e{at}") });
    let (events, phases): (Vec<_>, Vec<_>) = (ids().map(event).collect(), ids().map(phase).collect());
    let story = serde_json::json!({ "plotlanes": 1, "title": "L", "time": { "kind": "number", "unit": "day" },
        "threads": [{ "id": "t", "title": "T" }], "phases": phases, "events": events })
    .to_string();
    let said = |further: &[&str]| {
        run_with_input(&[&["export", "-", "-o", "-", "--scale", "0.25"], further].concat(), &story).err
    };
    let words = "plotlanes: the picture has only 10 of 30 phases\n\
                 plotlanes: phases are left out if more overlap than a third of the height can show; the longest are kept\n";
    assert_eq!(said(&[]), words);
    assert_eq!(said(&["--height", "2400"]), "");
    assert_eq!(said(&["--poster"]), "");
}
