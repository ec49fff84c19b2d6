use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Entry, EntryKind, MOST_ENTRIES, palette};
use crate::state::command::Command;
use crate::state::{Selection, State};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::id::{CharacterId, EventId};

static EPISODE: LazyLock<Story> = LazyLock::new(|| {
    compile(include_bytes!("../../../data/what_you_leave_behind.json")).faultless().expect("the episode loads").0
});

/// A story with what the episode lacks: tags, accents, aliases of several words.
static SIEGE: LazyLock<Story> = LazyLock::new(|| {
    let json = r#"{ "plotlanes": 1, "title": "T",
        "threads": [{ "id": "home", "title": "At home", "group": "Station" }, { "id": "war", "title": "War" }],
        "characters": [
            { "id": "kira", "name": "Kira Nerys", "aliases": ["Colonel Kira", "The major"] },
            { "id": "ben", "name": "Benjamin Sisko", "aliases": ["Ben"] }],
        "places": [{ "id": "zh", "name": "Zürich" }],
        "phases": [{ "title": "Prologue", "from": "a", "to": "b" }],
        "events": [
            { "id": "a", "title": "A toast", "thread": "home", "cast": ["ben"], "tags": ["turning point"] },
            { "id": "b", "title": "Łódź to Zürich", "thread": "home", "place": "zh", "cast": ["kira"] },
            { "id": "c", "title": "Blackout", "thread": "war", "because": ["a"] },
            { "id": "d", "title": "戦争と平和", "thread": "war" }] }"#;
    compile(json.as_bytes()).faultless().expect("it loads").0
});

fn titles(story: &Story, state: &State, text: &str) -> Vec<String> {
    palette(story, state, text).into_iter().map(|entry| entry.title).collect()
}

/// Checks the first entries for a text.
#[track_caller]
fn check(story: &Story, state: &State, text: &str, expect: &[&str]) {
    let titles = titles(story, state, text);
    assert!(titles.iter().take(expect.len()).eq(expect), "{text}: {titles:#?}");
}

#[test]
fn the_episode_is_found_by_words() {
    let (story, state) = (&*EPISODE, State::new(&EPISODE));
    let check = |text: &str, expect: &[&str]| check(story, &state, text, expect);
    check("path of kira", &["Draw the path of Kira Nerys"]);
    check("kira path", &["Draw the path of Kira Nerys"]);
    check("draw kira", &["Draw the path of Kira Nerys"]);
    check("show the path of kira nerys", &["Draw the path of Kira Nerys"]);
    check("lanes by place", &["Lanes by place"]);
    check("place lanes", &["Lanes by place"]);
    check("lanes by", &["Lanes by thread", "Lanes by place", "Lanes by character", "Lanes by group", "Lanes by tag"]);
    check("dark theme", &["Dark theme"]);
    check("light mode", &["Light theme"]);
    check("pacing", &["Open the chart Pacing"]);
    check("open chart", &["Open the chart Pacing"]);
    check("sort lanes by name", &["Sort lanes by name"]);
    check("order of telling", &["Order of telling"]);
    check("kira", &["Kira Nerys", "Draw the path of Kira Nerys", "A tuxedo for Kira"]);
    check("the emissary", &["The Emissary"]);
    check("goto battle of the fleets", &["Go to Battle of the fleets"]);
    check("go to the battle", &["Go to The battle"]);
    check("damar killed", &["Damar is killed"]);
    check("peace", &["Peace", "Peace and partings"]);
    check("hide lane fire caves", &["Hide the lane The fire caves"]);
    check("only the fire caves", &["Show only the lane The fire caves"]);
    check("filter by sisko", &["Filter by Benjamin Sisko", "Filter by thread Sisko and the Prophets"]);
    check("zoom in", &["Zoom in"]);
    check("fit st", &["Fit the whole story"]);
    check("export", &["Save the view as PNG…", "Save a poster as PNG…"]);
    check("help", &["Keys and gestures"]);
    // Accents and apostrophes.
    check("OBRIEN", &["Miles O’Brien"]);
    check("qonos", &["Qo’noS"]);
    // Typos are forgiven only if nothing is spelled like it.
    check("damra kiled", &["Damar is killed"]);
    check("lanse by palce", &["Lanes by place"]);
    check("kasdiy", &["Kasidy Yates"]);
    // Initials match only if nothing else does.
    check("gts", &["Go to the start"]);
    check("jb", &["Julian Bashir"]);
}

#[test]
fn scattered_letters_find_nothing() {
    let (story, state) = (&*EPISODE, State::new(&EPISODE));
    let lane_commands = titles(story, &state, "path of kira");
    assert!(lane_commands.iter().all(|title| title.to_lowercase().contains("kira")), "{lane_commands:?}");
    for text in ["xyzzyx", "pthkr", "kira xyzzyx", "hdwtfkb", "!!", "ira"] {
        assert_eq!(palette(story, &state, text), [], "{text}");
    }
}

#[test]
fn accents_aliases_tags_and_letters_without_spaces() {
    let (story, state) = (&*SIEGE, State::new(&SIEGE));
    let check = |text: &str, expect: &[&str]| check(story, &state, text, expect);
    check("path of colonel kira", &["Draw the path of Colonel Kira"]);
    check("path of the major", &["Draw the path of The major"]);
    check("colonel nerys", &["Kira Nerys"]);
    check("goto blackout", &["Go to Blackout"]);
    check("blackout", &["Blackout"]);
    check("blakcout", &["Blackout"]);
    check("zurich", &["Zürich", "Łódź to Zürich"]);
    check("lodz zürich", &["Łódź to Zürich"]);
    check("filter by tag turning", &["Filter by tag turning point"]);
    check("select place zurich", &["Select the place Zürich"]);
    check("prologue", &["Prologue"]);
    check("平和", &["戦争と平和"]);
    check("ben", &["Benjamin Sisko"]);
    let first = |text: &str| palette(story, &state, text).swap_remove(0);
    let colonel = first("path of colonel kira");
    assert_eq!((colonel.kind, colonel.detail.as_str()), (EntryKind::Command, "Kira Nerys"));
    assert_eq!(colonel.command, Command::TogglePath(CharacterId(0)));
    let toast = first("toast");
    assert_eq!((toast.kind, toast.detail.as_str()), (EntryKind::Event, "At home"));
    assert_eq!(toast.command, Command::Select(Selection::Event(EventId(0))));
    assert_eq!(first("filter by tag turning").command, Command::Filter("tag:\"turning point\"".into()));
    let ben = palette(story, &state, "ben");
    let sisko = Command::Select(Selection::Character(CharacterId(1)));
    assert_eq!(ben.iter().filter(|entry| entry.command == sisko).count(), 1, "{ben:?}");
}

#[test]
fn the_words_that_were_typed_are_marked() {
    let check = |story: &Story, text: &str, marked: &[&str]| {
        let Entry { title, marks, .. } = palette(story, &State::new(story), text).swap_remove(0);
        assert_eq!(marks.into_iter().map(|range| &title[range]).collect::<Vec<_>>(), marked, "{text}: {title}");
    };
    check(&EPISODE, "kir path", &["path", "Kir"]);
    check(&EPISODE, "obri", &["O’Bri"]);
    check(&EPISODE, "damra kiled", &["Damar", "killed"]);
    check(&EPISODE, "gts", &["G", "t", "t", "s"]);
    check(&SIEGE, "zur", &["Zür"]);
    check(&SIEGE, "平和", &["平和"]);
    check(&SIEGE, "goto blackout", &["Blackout"]);
}

#[test]
fn entries_follow_the_state() {
    let story = &*EPISODE;
    let mut state = State::new(story);
    let kira = story.characters.iter().position(|who| who.name == "Kira Nerys").expect("she is there");
    state.apply(story, Command::TogglePath(CharacterId(kira as u32)));
    check(story, &state, "path of kira", &["Stop drawing the path of Kira Nerys"]);
    let thread = story.threads_in_order().last().expect("there are some");
    let lane = crate::state::lanes::LaneKey::Thread(thread);
    state.apply(story, Command::Hide(lane));
    check(story, &state, "show lane peace", &["Show the lane Peace and partings again"]);
    assert!(!titles(story, &state, "lane peace").contains(&"Hide the lane Peace and partings".to_owned()));
    state.apply(story, Command::ShowAllLanes);
    state.apply(story, Command::Solo(lane));
    check(story, &state, "only lane peace", &["No longer show only the lane Peace and partings"]);
    // The lanes stand for places now.
    state.apply(story, Command::LanesBy(crate::state::arrangement::LanesBy::Place));
    assert!(titles(story, &state, "hide lane fire caves").iter().all(|title| title != "Hide the lane The fire caves"));
    // Recent selections come first.
    let before = titles(story, &state, "sisko");
    let jake = story.characters.iter().position(|who| who.name == "Jake Sisko").expect("he is there");
    for selection in [Selection::Character(CharacterId(jake as u32)), Selection::Nothing] {
        state.apply(story, Command::Select(selection));
    }
    let event = story.event_ids().find(|&id| story.event(id).title == "Sisko readies an assault").expect("it is there");
    for selection in [Selection::Event(event), Selection::Nothing] {
        state.apply(story, Command::Select(selection));
    }
    let after = titles(story, &state, "sisko");
    let place = |titles: &[String], title: &str| titles.iter().position(|other| other == title);
    let assault = "Sisko readies an assault";
    assert!(place(&after, assault) < place(&before, assault), "{before:#?} {after:#?}");
}

#[test]
fn an_empty_text_offers_useful_commands() {
    let story = &*EPISODE;
    let mut state = State::new(story);
    let of_use = titles(story, &state, "");
    assert_eq!(of_use[0], "Open a story…");
    assert_eq!(titles(story, &state, "  "), of_use);
    let has = |titles: &[String], title: &str| titles.iter().any(|other| other == title);
    for idle in ["Undo", "Clear the filter", "Next hit", "Lanes by thread", "Redo"] {
        assert!(!has(&of_use, idle), "{idle}");
    }
    assert!(has(&of_use, "Lanes by place") && has(&of_use, "Order of telling"));
    let kira =
        CharacterId(story.characters.iter().position(|who| who.name == "Kira Nerys").expect("she is there") as u32);
    state.apply(story, Command::Select(Selection::Event(EventId(0))));
    state.apply(story, Command::Select(Selection::Character(kira)));
    state.apply(story, Command::Filter("sisko".into()));
    state.steps.undo = Some("filter “sisko”".to_owned());
    let of_use = titles(story, &state, "");
    let first = ["Draw the path of Kira Nerys", "Filter by Kira Nerys", "Morning of departure", "Fit the selection"];
    assert_eq!(of_use[..4], first);
    assert!(has(&of_use, "Undo") && has(&of_use, "Clear the filter"));
}

#[test]
fn the_number_of_entries_is_limited() {
    let events: Vec<String> =
        (0..500).map(|n| format!(r#"{{ "id": "e{n}", "title": "Same {n}", "thread": "t" }}"#)).collect();
    let json = format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
        events.join(",")
    );
    let (story, _) = compile(json.as_bytes()).faultless().expect("it loads");
    assert_eq!(palette(&story, &State::new(&story), "same").len(), MOST_ENTRIES);
}

#[test]
fn of_very_many_events_those_that_the_search_finds_are_offered() {
    let events: Vec<String> = (0..20_010)
        .map(|n| {
            format!(r#"{{ "id": "e{n}", "title": "{} {n}", "thread": "t" }}"#, if n == 777 { "Siege" } else { "Same" })
        })
        .collect();
    let json = format!(
        r#"{{ "plotlanes": 1, "title": "T", "threads": [{{ "id": "t", "title": "T" }}], "events": [{}] }}"#,
        events.join(",")
    );
    let (story, _) = compile(json.as_bytes()).faultless().expect("it loads");
    let state = State::new(&story);
    check(&story, &state, "siege", &["Siege 777"]);
    check(&story, &state, "goto siege", &["Go to Siege 777"]);
    check(&story, &state, "seige", &["Siege 777"]);
}

proptest! {
    #[test]
    fn anything_may_be_typed(text in "(kira|path|of|the|戦|Zür|\\PC| ){0,8}") {
        let entries = palette(&SIEGE, &State::new(&SIEGE), &text);
        prop_assert!(text.trim().is_empty() || entries.len() <= MOST_ENTRIES);
        for entry in entries {
            let marks = &entry.marks;
            prop_assert!(marks.iter().all(|range| entry.title.get(range.clone()).is_some_and(|part| !part.is_empty())));
            prop_assert!(marks.windows(2).all(|two| two[0].end < two[1].start), "{:?}", entry);
        }
    }
}
