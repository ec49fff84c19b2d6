//! Views to links and back: as tables, and for arbitrary views and texts.

use proptest::prelude::*;

use super::{Brightness, Filter, LanesBy, Order, Sort, ThingId, ThingKind, View};
use crate::state::chart::Chart;

fn named(kind: ThingKind, id: &str) -> ThingId {
    ThingId { kind, id: id.to_owned() }
}

fn thread(id: &str) -> ThingId {
    named(ThingKind::Thread, id)
}

fn selected(kind: ThingKind, id: &str) -> View {
    View { selection: Some(ThingId { kind, id: id.to_owned() }), ..View::default() }
}

#[test]
fn a_view_and_its_link_say_the_same() {
    let check = |view: View, link: &str| {
        assert_eq!(view.to_fragment(), link);
        assert_eq!(View::from_fragment(link), view, "{link}");
        assert_eq!(View::from_fragment(&format!("https://example.org/p/?a=b&c#{link}")), view, "{link}");
        assert_eq!(View::from_fragment(&format!(" #{link}\n")), view, "{link}");
    };
    let event = |id: &str| selected(ThingKind::Event, id);
    let folded = |ids: &[&str]| View { folded: ids.iter().map(|id| thread(id)).collect(), ..View::default() };
    check(View::default(), "order=happening");
    check(
        View {
            window: Some([0.5, 12.0]),
            scroll: 120.25,
            folded: vec![thread("dominion"), thread("uprising")],
            search: "kira nerys".to_owned(),
            theme: Some(Brightness::Dark),
            ..event("city")
        },
        "event=city&window=0.5..12&scroll=120.25&folded=dominion,uprising&search=kira%20nerys\
            &order=happening&theme=dark",
    );
    for (kind, link) in
        [(ThingKind::Thread, "thread"), (ThingKind::Character, "character"), (ThingKind::Place, "place")]
    {
        let view = View { theme: Some(Brightness::Light), ..selected(kind, "x") };
        check(view, &format!("{link}=x&order=happening&theme=light"));
    }
    check(event("A-b.c_d~9"), "event=A-b.c_d~9&order=happening");
    check(event("a b&c=d#e+f%"), "event=a%20b%26c%3Dd%23e%2Bf%25&order=happening");
    check(event("<script>\"'"), "event=%3Cscript%3E%22%27&order=happening");
    check(event("🖖ß"), "event=%F0%9F%96%96%C3%9F&order=happening");
    check(event(" "), "event=%20&order=happening");
    check(event(""), "event=&order=happening");
    check(folded(&["a,b", "c"]), "folded=a%2Cb,c&order=happening");
    check(folded(&["", ""]), "folded=,&order=happening");
    check(
        View { window: Some([-62_135_596_800_000.5, 0.1]), ..View::default() },
        "window=-62135596800000.5..0.1&order=happening",
    );
}

#[test]
fn every_part_of_an_arrangement_is_said() {
    let check = |view: View, link: &str| {
        let order = if link.contains("order=") { "" } else { "order=happening" };
        let link = [link, order].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        assert_eq!(view.to_fragment(), link);
        assert_eq!(View::from_fragment(&link), view, "{link}");
    };
    let view = View::default;
    check(View { with: Some("a&b".to_owned()), ..selected(ThingKind::Event, "c") }, "event=c&with=a%26b");
    check(View { pin: Some(-12.5), ..view() }, "pin=-12.5");
    check(View { order: Order::Telling, ..view() }, "order=telling");
    for by in LanesBy::ALL.into_iter().skip(1) {
        check(View { lanes: by, ..view() }, &format!("lanes={}", by.word()));
    }
    for sort in Sort::ALL.into_iter().skip(1) {
        check(View { sort, ..view() }, &format!("sort={}", sort.word()));
    }
    for chart in Chart::ALL {
        check(View { chart: Some(chart), ..view() }, &format!("chart={}", chart.word()));
    }
    for (kind, link) in [
        (ThingKind::Thread, "a%3Ab%2Cc%2Fd%25"),
        (ThingKind::Place, "place:a%3Ab%2Cc%2Fd%25"),
        (ThingKind::Character, "character:a%3Ab%2Cc%2Fd%25"),
        (ThingKind::Group, "group:a%3Ab%2Cc%2Fd%25"),
        (ThingKind::Tag, "tag:a%3Ab%2Cc%2Fd%25"),
        (ThingKind::Rest, "rest:a%3Ab%2Cc%2Fd%25"),
    ] {
        let lanes = || vec![named(kind, "a:b,c/d%"), thread("place:x")];
        check(View { dragged: lanes(), ..view() }, &format!("dragged={link},place%3Ax"));
        check(View { folded: lanes(), ..view() }, &format!("folded={link},place%3Ax"));
        check(View { hidden: lanes(), ..view() }, &format!("hidden={link},place%3Ax"));
        check(View { solo: lanes(), ..view() }, &format!("solo={link},place%3Ax"));
    }
    let filter = |query: &str, hides| View { filter: Filter { query: query.to_owned(), hides }, ..view() };
    check(filter("cast:\"kira\" -war", false), "filter=cast%3A%22kira%22%20-war");
    check(filter("", true), "filtered=hidden");
    check(filter("war", true), "filter=war&filtered=hidden");
    check(View { paths: vec!["a,b".to_owned(), "c".to_owned()], ..view() }, "paths=a%2Cb,c");
    check(View { depth: Some(2), ..view() }, "depth=2");
    check(selected(ThingKind::Group, "The Crown"), "group=The%20Crown");
    check(selected(ThingKind::Tag, "war"), "tag=war");
    check(selected(ThingKind::Presence, "k/Act 1"), "presence=k%2FAct%201");
}

#[test]
fn links_written_by_hand_are_read() {
    let check = |text: &str, expect: &str| {
        let view = View::from_fragment(text);
        assert_eq!((view.to_fragment().as_str(), view.ignored.as_slice()), (expect, [].as_slice()), "{text}");
    };
    for text in
        ["", "#", "&&", "https://example.org/", "file:///a.html?event=a", "search=", "scroll=0", "order=happening"]
    {
        check(text, "order=happening");
    }
    check("theme=dark&event=größe", "event=gr%C3%B6%C3%9Fe&order=happening&theme=dark");
    check("search=a+b c", "search=a%2Bb%20c&order=happening");
    check("search=http://a", "search=http%3A%2F%2Fa&order=happening");
    check("search=a%0Ab", "search=a%20b&order=happening");
    check("filter=a%0Ab&filtered=dimmed", "filter=a%20b&order=happening");
    // An escaped colon or comma does not separate; a letter may be escaped without need.
    check("folded=thread:a,place%3Ab,gro%75p", "folded=a,place%3Ab,group&order=happening");
    check("lanes=thread&sort=file&depth=%32&pin=1e3", "pin=1000&depth=2&order=happening");
    check("window=1e3%2E.2e3", "window=1000..2000&order=happening");
    check("event=%41%5f", "event=A_&order=happening");
}

#[test]
fn unreadable_parts_are_reported_and_the_rest_counts() {
    let check = |text: &str, expect: &str, told: &[&str]| {
        let view = View::from_fragment(text);
        assert_eq!(view.ignored, told, "{text}");
        let fragment = view.to_fragment();
        assert_eq!(fragment.strip_suffix("order=happening").map(|start| start.trim_end_matches('&')), Some(expect));
    };
    for numbers in ["", "3", "3..", "..3", "3..x", "NaN..1", "0..inf", "0..1e999", "3,4"] {
        let text = format!("window={numbers}&event=a");
        check(&text, "event=a", &["\"window\": not two numbers such as 3..12"]);
    }
    for numbers in ["3..3", "4..3"] {
        let told = "\"window\": its end must come after its start, as in 3..12";
        check(&format!("window={numbers}"), "", &[told]);
    }
    check("window=0..2e19", "", &["\"window\": farther than any story reaches"]);
    for number in ["", "-1", "x", "NaN", "1e39"] {
        check(&format!("scroll={number}"), "", &["\"scroll\": not a number of points such as 120"]);
    }
    for broken in ["%", "a%4", "%zz", "%C3", "%FF", "%+1"] {
        check(&format!("event={broken}&search=a"), "search=a", &["\"event\": a % in it stands for no letter"]);
        check(&format!("folded=a,{broken}"), "", &["\"folded\": a % in it stands for no letter"]);
    }
    check(
        "order=backwards&theme=plaid",
        "",
        &["\"order\": none of happening, telling", "\"theme\": none of dark, light"],
    );
    let lanes = "none of thread, place, character, group, tag";
    check("lanes=peple", "", &[&format!("\"lanes\": {lanes}")]);
    check("sort=", "", &["\"sort\": none of file, appearance, size, name, crossings"]);
    check("chart=pie&lanes=tag", "lanes=tag", &["\"chart\": none of pacing, stage, curve, presence"]);
    check("filtered=yes&filter=a", "filter=a", &["\"filtered\": none of dimmed, hidden"]);
    for number in ["", "0", "-1", "1.5", "x", "4294967296"] {
        check(&format!("depth={number}"), "", &["\"depth\": not a number of links such as 2"]);
    }
    for number in ["", "x", "NaN", "inf", "2e19"] {
        check(&format!("pin={number}"), "", &["\"pin\": not a place on the axis such as 12.5"]);
    }
    for key in ["dragged", "folded", "hidden", "solo"] {
        check(&format!("{key}=event:a"), "", &[&format!("\"{key}\": \"event\" has no lanes")]);
        check(&format!("{key}=a,plaice:b&tag=c"), "tag=c", &[&format!("\"{key}\": \"plaice\" has no lanes")]);
    }
    check("paths=a,%FF", "", &["\"paths\": a % in it stands for no letter"]);
    check("with=%zz&event=a", "event=a", &["\"with\": a % in it stands for no letter"]);
    check("rest=place", "", &["\"rest\": no part of a view"]);
    check("hiden=a", "", &["\"hiden\": no part of a view; did you mean \"hidden\"?"]);
    check("solo=a&solo=b", "solo=b", &["\"solo\": given more than once; the last one counts"]);
    check("windwo=1..2", "", &["\"windwo\": no part of a view; did you mean \"window\"?"]);
    check("top", "", &["\"top\": no part of a view"]);
    check("event=a&event=b", "event=b", &["\"event\": given more than once; the last one counts"]);
    check("event=a&place=b", "place=b", &["\"place\": given more than once; the last one counts"]);
    let long = format!("search={}", "ß".repeat(201));
    let told = "\"search\": longer than 200 characters; the rest of it is left out";
    check(&long, &format!("search={}", "%C3%9F".repeat(200)), &[told]);
    let endless = format!("event=a&folded={}", "ß,".repeat(40_000));
    check(&endless, "event=a", &["the link is longer than 64 KiB; the rest of it is left out"]);
    // Several searches make a filter.
    let told = "\"filter\": longer than 2000 characters; the rest of it is left out";
    check(&format!("filter={}", "ß".repeat(2001)), &format!("filter={}", "%C3%9F".repeat(2000)), &[told]);
    assert_eq!(View::from_fragment(&"x&".repeat(1000)).ignored.len(), 16);
}

/// Any name, and often one that could be mistaken for two, or for another kind.
fn ids() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a:,/%&=#+. ß]{0,6}"]
}

fn views() -> impl Strategy<Value = View> {
    let one = |kinds: &'static [ThingKind]| {
        (proptest::sample::select(kinds), ids()).prop_map(|(kind, id)| ThingId { kind, id })
    };
    let lanes = move || proptest::collection::vec(one(&ThingKind::LANES), 0..4);
    let ticks = || prop_oneof![-1e19_f64..1e19, -1e3..1e3, (-50_i32..50).prop_map(f64::from)];
    let window = proptest::option::of(
        (ticks(), ticks())
            .prop_filter_map("a length", |(a, b): (f64, f64)| (a < b || b < a).then(|| [a.min(b), a.max(b)])),
    );
    let seen = (
        proptest::option::of(one(&ThingKind::ALL)),
        proptest::option::of(ids()),
        window,
        0.0..f32::MAX,
        proptest::option::of(ticks()),
        "\\PC{0,200}",
    );
    let arranged = (
        proptest::sample::select(Order::ALL.to_vec()),
        proptest::sample::select(LanesBy::ALL.to_vec()),
        proptest::sample::select(Sort::ALL.to_vec()),
        [lanes(), lanes(), lanes(), lanes()],
        ("\\PC{0,200}", any::<bool>()),
    );
    let drawn = (
        proptest::collection::vec(ids(), 0..4),
        proptest::option::of(1..=u32::MAX),
        proptest::option::of(proptest::sample::select(Chart::ALL.to_vec())),
        proptest::option::of(proptest::sample::select(Brightness::ALL.to_vec())),
    );
    (seen, arranged, drawn).prop_map(|(seen, arranged, drawn)| {
        let (selection, with, window, scroll, pin, search) = seen;
        let (order, lanes, sort, [dragged, folded, hidden, solo], (query, hides)) = arranged;
        let (paths, depth, chart, theme) = drawn;
        let (filter, ignored) = (Filter { query, hides }, Vec::new());
        View {
            selection,
            window,
            scroll,
            with,
            pin,
            lanes,
            sort,
            dragged,
            folded,
            hidden,
            solo,
            filter,
            paths,
            depth,
            chart,
            search,
            order,
            theme,
            ignored,
        }
    })
}

proptest! {
    #[test]
    fn any_view_reads_back_as_itself(view in views()) {
        let fragment = view.to_fragment();
        prop_assert!(fragment.bytes().all(|byte| byte.is_ascii_graphic()), "{fragment}");
        prop_assert_eq!(View::from_fragment(&fragment), view);
    }

    #[test]
    fn any_text_is_read_and_its_view_reads_back(
        text in any::<String>(),
        parts in "((window|event|with|pin|folded|solo|filter|filtered|paths|depth|search|scroll|theme|x)=?[%0-9A-Fa-f.,: ß=-]{0,12}&){0,6}",
    ) {
        for text in [text, parts] {
            let view = View::from_fragment(&text);
            let fragment = view.to_fragment();
            prop_assert_eq!(View::from_fragment(&fragment), View { ignored: Vec::new(), ..view });
        }
    }
}
