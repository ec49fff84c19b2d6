//! The walls between the rooms: reads every name in every file of `src`, and fails on a name from a room above, on a
//! widget, a file or a clock in a pure room, on a colour outside the theme, and on imports in a circle.

mod circles;
mod source;

use std::path::Path;

use source::{Source, names, read, sources, within_crate};

/// Every room, from the ground up, with the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("text", &["time"]),
    ("document", &["text"]),
    ("import", &["time", "text", "document"]),
    ("story", &["time", "text", "document"]),
    ("analysis", &["time", "story"]),
    ("state", &["time", "text", "document", "story", "analysis"]),
    ("layout", &["time", "story", "analysis", "state"]),
    ("theme", &["layout"]),
    ("paint", &["analysis", "layout", "theme"]),
    ("charts", &["time", "story", "analysis", "state", "layout", "theme", "paint"]),
    ("export", &["time", "story", "analysis", "state", "layout", "theme", "paint", "charts"]),
    ("files", &["text", "document", "story", "theme"]),
    ("generate", &["time"]),
    (
        "ui",
        &[
            "time", "text", "document", "import", "story", "analysis", "state", "layout", "theme", "paint", "charts",
            "export", "files",
        ],
    ),
    (
        "cli",
        &[
            "time", "text", "document", "import", "story", "analysis", "state", "layout", "theme", "paint", "charts",
            "export", "files", "generate", "ui",
        ],
    ),
    ("web", &["state", "ui"]),
];

/// The rooms that are pure: no widget, no file, no clock, no colour.
const PURE: &[&str] = &["time", "text", "document", "import", "story", "analysis", "state", "layout"];
/// The part of egui that a pure room may use: points on a plane.
const GEOMETRY: &[&str] = &["Rect", "Pos2", "Vec2", "Rangef", "vec2", "pos2"];
/// Crates that a pure room may not use.
const OUTWARD: &[&str] = &[
    "accesskit",
    "clap",
    "eframe",
    "egui_extras",
    "egui_plot",
    "epaint",
    "js_sys",
    "png",
    "pollster",
    "rfd",
    "tempfile",
    "wasm_bindgen",
    "web_sys",
    "winit",
];
/// Parts of the standard library that a pure room may not use.
const OUTWARD_STD: &[&str] = &["env", "fs", "net", "process"];
/// Names that may not occur in a pure room, imported or not.
const UNSPOKEN: &[&str] = &["Color32", "Instant", "SystemTime"];
/// The one file with colours.
const COLOURS: &str = "src/theme.rs";
/// Colours that need no theme.
const NO_COLOUR: &[&str] = &["PLACEHOLDER", "TRANSPARENT"];

#[test]
fn every_room_keeps_to_its_walls() {
    let files = sources(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(files.len() > 40, "only {} files found: is the house still where it was?", files.len());
    let breaches: Vec<String> = read(&files).iter().flat_map(breaches).collect();
    assert!(breaches.is_empty(), "{} breaches of the walls:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn the_rooms_have_one_order() {
    for (at, (room, uses)) in ROOMS.iter().enumerate() {
        for used in *uses {
            assert!(ROOMS[..at].iter().any(|(below, _)| below == used), "{room} may use {used}, which is not below it");
        }
    }
    let map = include_str!("../../src/lib.rs");
    let rooms: Vec<&str> =
        map.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split_once('`')).map(|(room, _)| room).collect();
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).filter(|room| rooms.contains(room)).collect();
    assert_eq!(rooms, known, "the map in src/lib.rs shows the rooms in another order, or one that is not known here");
    let built = map.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    for room in built {
        assert!(ROOMS.iter().any(|(known, _)| *known == room), "src/lib.rs has a room that is not known here: {room}");
    }
}

/// The violations in a file at `path` with the contents `code`.
#[track_caller]
fn check(path: &str, code: &str, expect: &[&str]) {
    let found: Vec<String> = read(&[(path.to_owned(), code.to_owned())]).iter().flat_map(breaches).collect();
    let expect: Vec<String> = expect.iter().map(|line| format!("{path}:{line}")).collect();
    assert_eq!(found, expect, "{code}");
}

#[test]
fn names_from_above_are_found_however_they_are_written() {
    let up = |line: u32| format!("{line}: time names state, which is no room below it");
    check("src/time/mod.rs", "use crate::state::State;", &[&up(1)]);
    check("src/time/mod.rs", "\n\nfn f(s: &crate::state::State) {}", &[&up(3)]);
    check("src/time/scale.rs", "use super::super::state::State;", &[&up(1)]);
    check("src/time/scale.rs", "use super::super::{time::Span, state::State};", &[&up(1)]);
    check("src/time/mod.rs", "use crate::{\n    time::Span,\n    state::{self, State},\n};", &[&up(3), &up(3)]);
    check("src/time/mod.rs", "mod inner {\n    use super::super::state;\n}", &[&up(2)]);
    check("src/time/mod.rs", "pub(in crate::state) fn f() {}", &[&up(1)]);
    check("src/time/mod.rs", "fn f() { Vec::<crate::state::State>::new(); }", &[&up(1)]);
    check("src/time/mod.rs", "fn f() { format!(\"{}\", crate::state::X) }", &[&up(1)]);
    check("src/time/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::state::State;\n}", &[&up(3)]);
    check("src/time/mod.rs", "use crate::*;", &["1: time names the whole crate"]);
    check("src/time/mod.rs", "use super::*;", &["1: time names the whole crate"]);
    check("src/time/mod.rs", "use crate as all;", &["1: time names the whole crate"]);
    check("src/paint.rs", "use crate::story::Story;", &["1: paint names story, which is no room below it"]);
    check("src/export/png.rs", "use crate::ui::App;", &["1: export names ui, which is no room below it"]);
    check("src/files.rs", "use crate::state::State;", &["1: files names state, which is no room below it"]);
    check("src/cellar/mod.rs", "", &["1: cellar is a room that nobody knows"]);
}

#[test]
fn names_from_below_and_words_are_left_alone() {
    check("src/layout/mod.rs", "use crate::{state::State, story::id::EventId, time::Span};", &[]);
    check("src/layout/rows.rs", "use super::scene::Scene;\nuse super::super::story;\nuse self::x::Y;", &[]);
    check(
        "src/time/mod.rs",
        "//! As [`crate::state`] says.\n/* crate::ui */\n// unsafe\nfn f() { \"crate::ui\" }",
        &[],
    );
    check("src/time/mod.rs", "pub(crate) fn f<'a>(c: char) -> bool { c == '\"' }", &[]);
    check("src/time/mod.rs", "#[cfg(test)]\nmod tests { use super::*; fn f() { g().unwrap() } }", &[]);
    check("src/lib.rs", "pub mod ui;\npub use ui::App;", &[]);
    check("src/main.rs", "fn main() { plotlanes::cli::main() }", &[]);
}

#[test]
fn pure_rooms_have_geometry_and_no_more() {
    check("src/layout/mod.rs", "use egui::emath::{Rect, pos2};\nfn f() { egui::vec2(0.0, 0.0) }", &[]);
    check("src/layout/mod.rs", "use egui::{Rect, Ui};", &["1: layout takes egui::Ui, which is no geometry"]);
    check("src/layout/mod.rs", "use egui::emath::*;", &["1: layout takes egui::emath::*, which is no geometry"]);
    check("src/state/mod.rs", "use egui;", &["1: state takes egui, which is no geometry"]);
    check("src/state/mod.rs", "use ::egui::Key;", &["1: state takes egui::Key, which is no geometry"]);
    check("src/story/mod.rs", "use std::{fmt, fs::File};", &["1: story takes std::fs::File, which is outside"]);
    check(
        "src/story/mod.rs",
        "fn f() { rfd::FileDialog::new() }",
        &["1: story takes rfd::FileDialog::new, which is outside"],
    );
    check("src/time/mod.rs", "use std::time::{Duration, Instant};", &["1: time says Instant"]);
    check(
        "src/story/mod.rs",
        "#[cfg(test)]\nuse std::{fs, env};\nuse std::fs::File;",
        &["3: story takes std::fs::File, which is outside"],
    );
    check("src/ui/mod.rs", "use egui::Ui;\nuse std::fs;\nuse std::time::Instant;", &[]);
}

#[test]
fn colours_unsafe_code_and_unwrap_are_found() {
    check("src/theme.rs", "const A: Color32 = Color32::from_rgb(1, 2, 3);", &[]);
    check("src/paint.rs", "fn f(a: Color32) { Color32::PLACEHOLDER }", &[]);
    check("src/paint.rs", "fn f() { egui::Color32::from_rgb(1, 2, 3) }", &["1: a colour outside the theme"]);
    check("src/ui/kit.rs", "fn f() {\n    Color32::RED\n}", &["2: a colour outside the theme"]);
    check("src/ui/kit.rs", "fn f() { egui::hex_color!(\"#fff\") }", &["1: a colour outside the theme"]);
    check("src/export/x.rs", "#[cfg(test)]\nmod tests { fn f() { Color32::WHITE } }", &[]);
    check("src/ui/kit.rs", "fn f() { unsafe { g() } }", &["1: unsafe code"]);
    check("src/ui/kit.rs", "fn f() { g().unwrap() }", &["1: unwrap outside of tests"]);
    check("src/ui/kit.rs", "#[test]\nfn f() { g().unwrap_or(3) }\n#[cfg(test)]\nfn h() { g().unwrap() }", &[]);
    let files = [("src/ui/mod.rs", "#[cfg(test)]\nmod trial;"), ("src/ui/trial.rs", "fn f() { g().unwrap() }")];
    let files = files.map(|(path, code)| (path.to_owned(), code.to_owned()));
    assert!(read(&files).iter().flat_map(breaches).next().is_none());
}

/// The violations in a file, as `path:line: why`.
fn breaches(source: &Source) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut tell = |line: usize, why: &str| breaches.push(format!("{}:{line}: {why}", source.path));
    for (at, token) in source.tokens.iter().enumerate() {
        let ahead = |by: usize| source.tokens.get(at + by).map_or("", |token| token.text.as_str());
        let behind = at.checked_sub(1).map_or("", |at| source.tokens[at].text.as_str());
        let made = ahead(2).starts_with("from_") || ahead(2).chars().all(|c| c.is_uppercase() || c == '_');
        let colour = match token.text.as_str() {
            "Color32" => ahead(1) == "::" && made && !NO_COLOUR.contains(&ahead(2)) || ahead(1) == "(",
            "Rgba" | "Hsva" | "HsvaGamma" => behind != "::" && ahead(1) == "::",
            "hex_color" => ahead(1) == "!",
            _ => false,
        };
        if colour && !token.test && source.path != COLOURS {
            tell(token.line, "a colour outside the theme");
        }
        if token.text == "unsafe" {
            tell(token.line, "unsafe code");
        }
        if token.text == "unwrap" && behind == "." && ahead(1) == "(" && !token.test {
            tell(token.line, "unwrap outside of tests");
        }
    }
    let Some(room) = source.module.first() else { return breaches };
    let Some((_, below)) = ROOMS.iter().find(|(known, _)| known == room) else {
        tell(1, &format!("{room} is a room that nobody knows"));
        return breaches;
    };
    for name in names(&source.tokens) {
        match within_crate(&name).as_deref() {
            Some([] | ["*", ..]) => tell(name.at.line, &format!("{room} names the whole crate")),
            Some([other, ..]) if other != room && !below.contains(other) => {
                tell(name.at.line, &format!("{room} names {other}, which is no room below it"));
            }
            None if PURE.contains(&room.as_str()) && !name.at.test => {
                if let Some(why) = outward(&name.segments) {
                    tell(name.at.line, &format!("{room} takes {}, which is {why}", name.segments.join("::")));
                }
            }
            _ => {}
        }
    }
    if PURE.contains(&room.as_str()) {
        for token in source.tokens.iter().filter(|token| !token.test && UNSPOKEN.contains(&token.text.as_str())) {
            tell(token.line, &format!("{room} says {}", token.text));
        }
    }
    breaches
}

/// The reason why a pure room may not use this from outside the crate.
fn outward(segments: &[&str]) -> Option<&'static str> {
    match segments {
        ["egui" | "emath", "emath", item, ..] | ["egui" | "emath", item, ..] if GEOMETRY.contains(item) => None,
        ["egui" | "emath", ..] => Some("no geometry"),
        ["std", part, ..] if OUTWARD_STD.contains(part) => Some("outside"),
        [name, ..] if OUTWARD.contains(name) => Some("outside"),
        _ => None,
    }
}
