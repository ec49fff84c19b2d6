//! The walls between the rooms: reads what every file in `src` names and fails on a name from a room above, on a
//! widget, a file or a clock where there may be none, and on a colour outside the theme.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Every room, from the ground up, with the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("time", &[]),
    ("text", &[]),
    ("document", &["text"]),
    ("story", &["time", "text", "document"]),
    ("analysis", &["time", "story"]),
    ("state", &["time", "text", "story", "analysis"]),
    ("layout", &["time", "story", "analysis", "state"]),
    ("theme", &["layout"]),
    ("paint", &["analysis", "layout", "theme"]),
    ("charts", &["time", "story", "analysis", "state", "layout", "theme", "paint"]),
    ("export", &["time", "story", "analysis", "state", "layout", "theme", "paint", "charts"]),
    ("files", &["story"]),
    ("generate", &["time"]),
    (
        "ui",
        &["time", "document", "story", "analysis", "state", "layout", "theme", "paint", "charts", "export", "files"],
    ),
    (
        "cli",
        &[
            "time", "text", "story", "analysis", "state", "layout", "theme", "paint", "charts", "export", "files",
            "generate", "ui",
        ],
    ),
    ("web", &["state", "ui"]),
];

/// The rooms that are pure: no widget, no file, no clock, no colour.
const PURE: &[&str] = &["time", "text", "document", "story", "analysis", "state", "layout"];
/// What a pure room may take of egui: points on a plane.
const GEOMETRY: &[&str] = &["Rect", "Pos2", "Vec2", "Rangef", "vec2", "pos2"];
/// Crates of which a pure room may take nothing.
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
/// Parts of the standard library of which a pure room may take nothing.
const OUTWARD_STD: &[&str] = &["env", "fs", "net", "process"];
/// Names that a pure room may not say at all, whatever they were imported as.
const UNSPOKEN: &[&str] = &["Color32", "Instant", "SystemTime"];
/// The one file with colours.
const COLOURS: &str = "src/theme.rs";
/// What is no colour of its own.
const NO_COLOUR: &[&str] = &["PLACEHOLDER", "TRANSPARENT"];

#[test]
fn every_room_keeps_to_its_walls() {
    let files = sources(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(files.len() > 40, "only {} files found: is the house still where it was?", files.len());
    let breaches: Vec<String> = read(&files).iter().flat_map(breaches).collect();
    assert!(breaches.is_empty(), "{} breaches of the walls:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn the_rooms_stand_in_one_order() {
    for (at, (room, uses)) in ROOMS.iter().enumerate() {
        for used in *uses {
            assert!(ROOMS[..at].iter().any(|(below, _)| below == used), "{room} may use {used}, which is not below it");
        }
    }
    let map = include_str!("../src/lib.rs");
    let rooms: Vec<&str> =
        map.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split_once('`')).map(|(room, _)| room).collect();
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).filter(|room| rooms.contains(room)).collect();
    assert_eq!(rooms, known, "the map in src/lib.rs shows the rooms in another order, or one that is not known here");
    let built = map.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    for room in built {
        assert!(ROOMS.iter().any(|(known, _)| *known == room), "src/lib.rs has a room that is not known here: {room}");
    }
}

/// What a file at `path` that reads `code` is told.
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

/// A file of the program, in words.
struct Source {
    path: String,
    /// Where it is in the crate: `["layout", "rows"]`; empty for the crate's roots.
    module: Vec<String>,
    tokens: Vec<Token>,
}

/// A word or sign of the program.
struct Token {
    text: String,
    line: usize,
    /// Whether it is only there in tests.
    test: bool,
    /// The module it stands in.
    module: Rc<[String]>,
}

/// Something that is named by a path, such as `crate::time::Span`.
struct Name<'a> {
    segments: Vec<&'a str>,
    at: &'a Token,
}

/// Everything that is wrong with a file, as `path:line: why`.
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

/// Why a pure room may not take this from outside the crate.
fn outward(segments: &[&str]) -> Option<&'static str> {
    match segments {
        ["egui" | "emath", "emath", item, ..] | ["egui" | "emath", item, ..] if GEOMETRY.contains(item) => None,
        ["egui" | "emath", ..] => Some("no geometry"),
        ["std", part, ..] if OUTWARD_STD.contains(part) => Some("outside"),
        [name, ..] if OUTWARD.contains(name) => Some("outside"),
        _ => None,
    }
}

/// The name from the crate's root, if it says that it is one of this crate.
fn within_crate<'a>(name: &'a Name<'_>) -> Option<Vec<&'a str>> {
    let mut path: Vec<&str> = match *name.segments.first()? {
        "crate" => Vec::new(),
        "self" | "super" => name.at.module.iter().map(String::as_str).collect(),
        _ => return None,
    };
    for &segment in &name.segments {
        match segment {
            "crate" | "self" => {}
            "super" => drop(path.pop()),
            segment => path.push(segment),
        }
    }
    Some(path)
}

/// Every name of more than one part, and every bare one that is imported; the branches of `a::{b, c}` one by one.
fn names(tokens: &[Token]) -> Vec<Name<'_>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut names = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let goes_on = at > 1 && text(at - 1) == "::" && ends_name(text(at - 2));
        let imported = at > 0 && text(at - 1) == "use";
        if is_word(text(at))
            && ends_name(text(at))
            && !goes_on
            && (text(at + 1) == "::" || imported && text(at) != "crate")
        {
            at = branch(tokens, at, &[], &mut names);
        } else {
            if imported && text(at) == "crate" {
                names.push(Name { segments: vec!["crate"], at: &tokens[at] });
            }
            at += 1;
        }
    }
    names
}

/// Reads the rest of a name from `at`; gives the position after it.
fn branch<'a>(tokens: &'a [Token], mut at: usize, prefix: &[&'a str], names: &mut Vec<Name<'a>>) -> usize {
    let start = at;
    let mut segments = prefix.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    let word = is_word(&tokens[at].text) || tokens[at].text == "*";
                    let renamed = at > 0 && tokens[at - 1].text == "as";
                    at = if word && !renamed && tokens[at].text != "as" {
                        branch(tokens, at, &segments, names)
                    } else {
                        at + 1
                    };
                }
                return at + 1;
            }
            word if is_word(word) || word == "*" => segments.push(word),
            _ => break,
        }
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    names.push(Name { segments, at: &tokens[start] });
    at
}

/// Whether a `::` after this goes on with it, and is not the `::` of a name such as `::egui::Ui`.
fn ends_name(text: &str) -> bool {
    text == ">" || is_word(text) && !["as", "dyn", "for", "impl", "in", "mut", "return", "use"].contains(&text)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Every file of the program, as path from `root` and text.
fn sources(root: &Path) -> Vec<(String, String)> {
    let mut folders = vec![root.join("src")];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path: PathBuf| {
        let parts: Vec<_> =
            path.strip_prefix(root).expect("below the root").iter().map(|part| part.to_string_lossy()).collect();
        (parts.join("/"), fs::read_to_string(&path).expect("a readable file"))
    };
    paths.into_iter().map(read).collect()
}

/// The files in words. What a parent declares to be there in tests only is marked so.
fn read(files: &[(String, String)]) -> Vec<Source> {
    let mut sources: Vec<Source> = files
        .iter()
        .map(|(path, code)| {
            let module = module_of(path);
            let tokens = placed(&words(code), &module);
            Source { path: path.clone(), module, tokens }
        })
        .collect();
    let in_tests: HashSet<Vec<String>> = sources
        .iter()
        .flat_map(|source| source.tokens.windows(3))
        .filter(|three| three[0].test && three[0].text == "mod" && three[2].text == ";")
        .map(|three| three[0].module.iter().chain([&three[1].text]).cloned().collect())
        .collect();
    for source in &mut sources {
        if (1..=source.module.len()).any(|parts| in_tests.contains(&source.module[..parts])) {
            source.tokens.iter_mut().for_each(|token| token.test = true);
        }
    }
    sources
}

fn module_of(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if matches!(path, "lib" | "main") { Vec::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Every word with the module it stands in, and whether that is for tests only.
fn placed(words: &[(String, usize)], file: &[String]) -> Vec<Token> {
    const FOR_TESTS: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut module: Rc<[String]> = Rc::from(file);
    // What the open braces will go back to.
    let mut outer: Vec<(Rc<[String]>, Option<usize>)> = Vec::new();
    // How many braces were open when something began that is for tests only; it goes up to its first `;` or `}`.
    let mut tests_from: Option<usize> = None;
    let mut tokens: Vec<Token> = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let (text, line) = words[at].clone();
        if words[at..].iter().map(|(text, _)| text).take(FOR_TESTS.len()).eq(FOR_TESTS) {
            tests_from = tests_from.or(Some(outer.len()));
        }
        let test = tests_from.is_some();
        match text.as_str() {
            "{" => {
                outer.push((Rc::clone(&module), tests_from));
                if let [.., word, name] = &tokens[..]
                    && word.text == "mod"
                {
                    module = module.iter().chain([&name.text]).cloned().collect();
                }
            }
            "}" => {
                if let Some((back, tests)) = outer.pop() {
                    (module, tests_from) = (back, tests.filter(|&from| from < outer.len()));
                }
            }
            ";" => tests_from = tests_from.filter(|&from| from < outer.len()),
            _ => {}
        }
        tokens.push(Token { text, line, test, module: Rc::clone(&module) });
    }
    tokens
}

/// Words and signs with their lines, `::` in one. Comments are left out, and texts are `""`.
fn words(code: &str) -> Vec<(String, usize)> {
    let (mut rest, mut line) = (code, 1);
    let mut words = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            '"' => quoted(rest),
            '\'' => character(rest),
            c if c.is_alphanumeric() || c == '_' => {
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                // A text may begin with a letter or two: b"", r"", br#""#.
                let hashes = rest[word..].len() - rest[word..].trim_start_matches('#').len();
                let text =
                    rest[word + hashes..].starts_with('"') && ["b", "c", "r", "br", "cr"].contains(&&rest[..word]);
                if text && rest[..word].contains('r') {
                    let end = format!("\"{}", "#".repeat(hashes));
                    let start = word + hashes + 1;
                    rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
                } else {
                    word
                }
            }
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        if word.starts_with(['"', '\'']) || word.ends_with(['"', '#']) && word.len() > 1 {
            words.push(("\"\"".to_owned(), line));
        } else if !first.is_whitespace() && !word.starts_with("//") && !word.starts_with("/*") {
            words.push((word.to_owned(), line));
        }
        line += word.matches('\n').count();
        rest = after;
    }
    words
}

/// How long the comment is that `code` begins with; comments may hold comments.
fn comment(code: &str) -> usize {
    let mut open = 0;
    for (at, _) in code.char_indices() {
        if code[at..].starts_with("/*") {
            open += 1;
        } else if code[..at].ends_with("*/") {
            open -= 1;
            if open == 0 {
                return at;
            }
        }
    }
    code.len()
}

/// How long the text is that `code` begins with.
fn quoted(code: &str) -> usize {
    let mut escaped = false;
    for (at, c) in code.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            c => escaped = c == '\\' && !escaped,
        }
    }
    code.len()
}

/// How long the character or the sign of a lifetime is that `code` begins with.
fn character(code: &str) -> usize {
    let mut after = code.char_indices().skip(1);
    match (after.next(), after.next()) {
        // An escape: `'\''`, `'\u{2028}'`.
        (Some((_, '\\')), Some((at, c))) => {
            let start = at + c.len_utf8();
            code[start..].find('\'').map_or(code.len(), |at| start + at + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}
