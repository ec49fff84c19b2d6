mod typed;

use proptest::prelude::*;

use super::*;
use crate::state::State;
use crate::state::command::Command;
use crate::state::derived::Derived;
use crate::story::compile::compile;

fn story() -> Story {
    let json = r#"{ "plotlanes": 1, "title": "T",
        "threads": [
            { "id": "dominion", "title": "The Dominion war", "group": "Gamma quadrant" },
            { "id": "home", "title": "At home", "group": "Station" }],
        "characters": [
            { "id": "sisko", "name": "Benjamin Sisko", "aliases": ["The Emissary", "Ben"], "group": "Starfleet" },
            { "id": "kira", "name": "Kira Nerys" },
            { "id": "obrien", "name": "Miles O’Brien" },
            { "id": "weyoun", "name": "Weyoun 8" }],
        "places": [
            { "id": "ds9", "name": "Deep Space 9" },
            { "id": "bar", "name": "Quark’s bar", "within": "ds9" },
            { "id": "zh", "name": "Zürich" }],
        "phases": [{ "title": "Prologue", "from": "a", "to": "b" }, { "title": "The end", "from": "d", "to": "e" }],
        "events": [
            { "id": "a", "title": "The battle begins", "thread": "dominion", "cast": ["sisko", "kira"],
              "tags": ["battle", "turning point"] },
            { "id": "b", "title": "A toast", "summary": "Before the battle they drink to absent friends.",
              "thread": "home", "place": "bar", "cast": ["sisko", "obrien"] },
            { "id": "c", "title": "Łódź to Zürich", "thread": "home", "also": ["dominion"], "place": "zh" },
            { "id": "d", "title": "Weyoun yields", "summary": "The war is over.", "thread": "dominion",
              "cast": ["weyoun"] },
            { "id": "e", "title": "Final farewell, final battlefield 戦争と平和", "thread": "home", "place": "ds9",
              "cast": ["kira"], "tags": ["farewell"] }] }"#;
    compile(json.as_bytes()).faultless().unwrap().0
}

fn ids(story: &Story, events: &[EventId]) -> String {
    events.iter().map(|&id| story.event(id).id).collect()
}

#[test]
fn events_are_found_by_everything_that_names_them() {
    let story = story();
    let derived = Derived::default();
    let check = |query: &str, expect: &str| {
        assert_eq!(ids(&story, derived.search(&story, query).hits()), expect, "{query}");
    };
    check("battle", "abe");
    check("BATTLE friends", "b");
    // Folding.
    check("zurich", "c");
    check("lodz", "c");
    check("ZÜRICH", "c");
    check("o'brien", "b");
    check("OBrien", "b");
    check("平和", "e");
    // Typos are forgiven only if nothing is spelled like it.
    check("sisco", "ab");
    check("kirra", "ae");
    check("batle", "abe");
    check("farwell", "e");
    check("nothing", "");
    // Fields.
    check("cast:ben", "ab");
    check("cast:emissary", "ab");
    check("who:sisko", "ab");
    check("cast:sisco", "ab");
    check("cast:battle", "");
    check("place:ds9", "be");
    check("place:\"deep space 9\"", "be");
    check("place:bar", "b");
    check("thread:dominion", "acd");
    check("thread:gamma", "acd");
    check("thread:\"At home\"", "bce");
    check("tag:turning", "a");
    check("tag:farewell", "e");
    check("phase:prologue", "ab");
    // The third happens while the fourth does.
    check("phase:end", "cde");
    check("prologue", "");
    check("ds9", "");
    check("gamma", "");
    check("foo:bar", "");
    // Phrases.
    check("\"the battle\"", "ab");
    check("\"battle the\"", "");
    check("\"the battl\"", "");
    check("\"the battl", "ab");
    check("\"battle\"", "ab");
    check("\"battl\"", "");
    check("\"sisco\"", "");
    check("cast:\"Benjamin Sisko\"", "ab");
    check("cast:\"Ben\"", "ab");
    check("cast:\"Benj\"", "");
    check("cast:\"Kira Sisko\"", "");
    // Minus.
    check("battle -kira", "b");
    check("-battle", "cd");
    check("-cast:sisko -cast:kira", "cd");
    check("-\"the battle\" battle", "e");
    check("-sisco", "abcde");
    // Halfway.
    check("battle cast:", "abe");
    check("battle -", "abe");
    check("battle \"", "abe");
    check("cast:", "");
    check("   ", "");
    check("…", "");
}

#[test]
fn the_best_come_first() {
    let story = story();
    let check = |query: &str, expect: &str| {
        let search = Search::new(&story, query);
        assert_eq!(ids(&story, search.ranked()), expect, "{query}");
        let scores: Vec<u32> = search.ranked().iter().map(|&id| search.score(id)).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    };
    // A word in a title, the beginning of one, a word in a summary.
    check("battle", "aeb");
    // A title goes before the cast.
    check("weyoun", "d");
    // In the same field, the shorter title comes first.
    check("war", "dac");
    check("thread:home", "bce");
    // Every word counts: in the last event, “the” is not found.
    check("the battle", "ab");
}

#[test]
fn hits_are_grouped_by_their_threads() {
    let story = story();
    let groups = |query: &str| -> Vec<(String, String)> {
        let search = Search::new(&story, query);
        let groups = search.grouped();
        groups.map(|(thread, events)| (story.thread(thread).id.clone(), ids(&story, events))).collect()
    };
    let expect = |groups: &[(&str, &str)]| -> Vec<(String, String)> {
        groups.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    assert_eq!(groups("battle"), expect(&[("dominion", "a"), ("home", "eb")]));
    assert_eq!(groups("farewell"), expect(&[("home", "e")]));
    assert_eq!(groups(""), []);
}

#[test]
fn matches_are_highlighted() {
    let story = story();
    let check = |query: &str, text: &str, of: Option<SearchField>, expect: &[&str]| {
        let ranges = Search::new(&story, query).highlights(text, of);
        let marked: Vec<&str> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(marked, expect, "{query}: {text}");
    };
    check("battle", "Final Battlefield", None, &["Battle"]);
    check("zurich", "To Zürich!", None, &["Zürich"]);
    check("zurich", "To Zu\u{308}rich!", None, &["Zu\u{308}rich"]);
    check("zu", "Zu\u{308}rich", None, &["Zu\u{308}"]);
    check("strass", "Straße 7", None, &["Straß"]);
    check("obr", "Miles O’Brien", Some(SearchField::Cast), &["O’Br"]);
    check("sisco", "Sisko’s end", None, &["Sisko’s"]);
    check("sisko", "Sisco", None, &[]);
    check("field", "battlefield", None, &["field"]);
    check("\"the battle\"", "The battle, the war, the  battle", None, &["The battle", "the  battle"]);
    check("\"the batt", "The battle", None, &["The batt"]);
    check("the battle", "The battle", None, &["The", "battle"]);
    check("-battle end", "The battle ends", None, &["end"]);
    check("cast:kira", "Kira leaves", None, &[]);
    check("cast:kira", "Kira Nerys", Some(SearchField::Cast), &["Kira"]);
    check("kira kir", "Kira", None, &["Kira"]);
    check("", "Kira", None, &[]);
    let query = Query::parse("sisco");
    assert_eq!(highlights("Ben Sisko", &query).first(), Some(&(4..9)));
}

#[test]
fn a_pending_search_is_done_later() {
    let story = story();
    let mut state = State::new(&story);
    state.derived().expect_index();
    let hiding =
        [Command::Filter("battle".to_owned()), Command::ToggleFilterHides, Command::Search("sisko".to_owned())];
    for command in hiding {
        state.apply(&story, command);
    }
    // Until the search has a result, nothing is dimmed and nothing hidden.
    assert!(state.is_pending() && !state.catch_up(&story));
    assert!(state.search.is_active() && state.search.bits().is_none() && state.search.step(None, true).is_none());
    assert!(story.event_ids().all(|id| state.passes(id) && state.lineup().lane_of(id).is_some()));
    let mut builder = state.derived().index_builder(&story);
    let mut steps = 1;
    while !builder.step(&story, 1) {
        steps += 1;
    }
    assert!(steps > story.events.len(), "{steps}");
    state.derived().set_index(builder.finish(&story));
    assert!(state.catch_up(&story) && !state.is_pending() && !state.catch_up(&story));
    assert_eq!(ids(&story, state.search.hits()), "ab");
    assert_eq!(ids(&story, state.filter().unwrap().hits()), "abe");
    assert_eq!(state.lineup().lane_of(EventId(2)), None);
    assert_eq!(state.search.bits().map(crate::analysis::bit_set::BitSet::words), Some([0b11].as_slice()));
}

#[test]
fn the_best_are_the_first_of_the_ranked_and_places_those_of_the_list() {
    let story = story();
    for query in ["the", "battle", "cast:kira", "-toast", "e"] {
        let search = Search::new(&story, query);
        for most in 0..=6 {
            assert_eq!(search.best(most), search.ranked()[..most.min(search.count())], "{query} {most}");
        }
        let listed: Vec<EventId> = search.grouped().flat_map(|(_, events)| events.to_vec()).collect();
        for (place, &event) in listed.iter().enumerate() {
            assert_eq!(search.place(event), Some(place), "{query}");
            assert_eq!(search.step(Some(event), true), Some(listed[(place + 1) % listed.len()]), "{query}");
        }
    }
}

proptest! {
    #[test]
    fn a_written_query_reads_back(text in "([a-z:\" “-]|cast:|who:|-|\"|ä|\\PC){0,40}") {
        let query = Query::parse(&text);
        prop_assert_eq!(Query::parse(&query.to_text()), query.clone());
        for (at, term) in query.terms().iter().enumerate() {
            let alone = Query::parse(&term.to_text());
            prop_assert_eq!(alone.terms(), std::slice::from_ref(term));
            let rest = Query::parse(&query.without(at));
            prop_assert_eq!(rest.terms().len(), query.terms().len() - 1);
        }
    }

    #[test]
    fn any_query_works_on_any_text(query in any::<String>(), text in any::<String>()) {
        let marked = highlights(&text, &Query::parse(&query));
        prop_assert!(marked.windows(2).all(|two| two[0].end < two[1].start));
        for range in marked {
            prop_assert!(text.get(range).is_some_and(|part| !part.is_empty()));
        }
        let story = story();
        let derived = Derived::default();
        let search = derived.search(&story, &query);
        prop_assert_eq!(search.hits().len(), search.ranked().len());
    }

    #[test]
    fn a_text_finds_itself_and_a_minus_finds_the_rest(text in "[a-zäß’ ]{1,12}|\\PC{1,6}") {
        let json = serde_json::json!({ "plotlanes": 1, "title": "T", "threads": [{ "id": "t", "title": "X" }], "events": [
            { "id": "a", "title": format!("{text}."), "thread": "t" }, { "id": "b", "title": "Other", "thread": "t" }] });
        let (story, _) = compile(json.to_string().as_bytes()).faultless().unwrap();
        let found = |query: &str| Search::new(&story, query).hits().to_vec();
        let quoted = format!("\"{}\"", text.replace(['"', '“', '”', '„', '‟'], " "));
        if !Query::parse(&quoted).is_empty() {
            prop_assert!(found(&quoted).contains(&EventId(0)), "{}", quoted);
            let mut all = [found(&quoted), found(&format!("-{quoted}"))].concat();
            all.sort();
            prop_assert_eq!(all, vec![EventId(0), EventId(1)]);
        }
    }
}
