//! Imports between the files of the program: none runs in a circle, and only the files that assemble the window know
//! the whole of it. A file is a part of the module that declares it, so that it may use that module's names.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::source::{Name, Source, names, read, sources, within_crate};

/// The files that may name `ui::app`: those that assemble the window, and the one that exports it.
const ASSEMBLING: &[&str] = &[
    "src/ui/editing.rs",
    "src/ui/leaving.rs",
    "src/ui/merging.rs",
    "src/ui/mod.rs",
    "src/ui/ready.rs",
    "src/ui/restoring.rs",
    "src/ui/run.rs",
    "src/ui/saving.rs",
    "src/ui/shell.rs",
    "src/ui/writing.rs",
];

/// The files that a file imports, each with the line of the first import. Imports for tests do not count, nor do those
/// from the modules that the file is a part of.
type Imports<'a> = BTreeMap<&'a str, BTreeMap<&'a str, usize>>;

#[test]
fn no_imports_run_in_a_circle() {
    let files = read(&sources(Path::new(env!("CARGO_MANIFEST_DIR"))));
    let circle = circle(&imports(&files));
    assert!(circle.is_empty(), "these files import each other in a circle:\n{}", circle.join("\n"));
}

#[test]
fn only_files_that_assemble_the_window_know_all_of_it() {
    let files = read(&sources(Path::new(env!("CARGO_MANIFEST_DIR"))));
    let imports = imports(&files);
    let knows = |path: &&&str| imports[**path].contains_key("src/ui/app.rs");
    let knowing: Vec<&str> = imports.keys().filter(knows).copied().collect();
    assert_eq!(knowing, ASSEMBLING);
}

#[test]
fn circles_are_found_however_they_are_written() {
    let check = |files: &[(&str, &str)], expect: &[&str]| {
        let files: Vec<_> = files.iter().map(|&(path, code)| (path.to_owned(), code.to_owned())).collect();
        assert_eq!(circle(&imports(&read(&files))), expect, "{files:?}");
    };
    let [scale, ticks, room] = ["src/time/scale.rs", "src/time/ticks.rs", "src/time/mod.rs"];
    let [dates, parts] = ["src/time/dates/mod.rs", "src/time/dates/parts.rs"];
    check(&[(scale, "use super::ticks::Ticks;"), (ticks, "")], &[]);
    check(
        &[(scale, "use super::ticks::Ticks;"), (ticks, "fn f() { super::scale::g() }")],
        &["src/time/scale.rs:1 → src/time/ticks.rs", "src/time/ticks.rs:1 → src/time/scale.rs"],
    );
    let in_tests = "#[cfg(test)]\nmod tests { use super::super::scale::Scale; }";
    check(&[(scale, "use crate::time::ticks::Ticks;"), (ticks, in_tests)], &[]);
    check(&[(scale, "use super::Moment;"), (room, "mod scale;\nuse scale::Scale;")], &[]);
    check(&[(scale, "pub(in crate::time) fn f() {}"), (room, "pub use self::scale::Scale;")], &[]);
    check(
        &[
            (scale, "\nuse super::dates::Date;"),
            (dates, "pub use parts::Date;"),
            (parts, "use super::super::{scale::Scale};"),
        ],
        &[
            "src/time/dates/mod.rs:1 → src/time/dates/parts.rs",
            "src/time/dates/parts.rs:1 → src/time/scale.rs",
            "src/time/scale.rs:2 → src/time/dates/mod.rs",
        ],
    );
}

/// The imports of all files.
fn imports(files: &[Source]) -> Imports<'_> {
    let modules: HashMap<&[String], &Source> = files.iter().map(|file| (file.module.as_slice(), file)).collect();
    let of = |file: &Source| {
        let mut imported = BTreeMap::new();
        for name in names(&file.tokens).iter().filter(|name| !name.at.test) {
            if let Some(other) = target(name, &modules).filter(|other| !file.module.starts_with(&other.module)) {
                imported.entry(other.path.as_str()).or_insert(name.at.line);
            }
        }
        imported
    };
    files.iter().map(|file| (file.path.as_str(), of(file))).collect()
}

/// The file that a name is from, if it is from one of these.
fn target<'a>(name: &Name<'_>, modules: &HashMap<&[String], &'a Source>) -> Option<&'a Source> {
    let owned = |segments: &[&str]| segments.iter().map(|&segment| segment.to_owned()).collect::<Vec<_>>();
    let path = if let Some(path) = within_crate(name) {
        owned(&path)
    } else {
        // A name may also begin with a module within this one.
        let path: Vec<String> = name.at.module.iter().cloned().chain(owned(&name.segments)).collect();
        modules.contains_key(&path[..=name.at.module.len()]).then_some(path)?
    };
    // The crate's root only declares the rooms.
    (1..=path.len()).rev().find_map(|parts| modules.get(&path[..parts]).copied())
}

/// One circle of imports as lines `file:line → file`; empty if there is none.
fn circle(imports: &Imports<'_>) -> Vec<String> {
    let mut left = imports.clone();
    // Removing files that import no remaining file, again and again, leaves only circles and the files that import
    // them.
    loop {
        let done: Vec<&str> = left.iter().filter(|(_, imported)| imported.is_empty()).map(|(path, _)| *path).collect();
        if done.is_empty() {
            break;
        }
        left.retain(|path, _| !done.contains(path));
        for imported in left.values_mut() {
            imported.retain(|path, _| !done.contains(path));
        }
    }
    let Some((&start, _)) = left.first_key_value() else { return Vec::new() };
    let mut way = vec![start];
    loop {
        let next = *left[way[way.len() - 1]].keys().next().expect("only files with imports are left");
        if let Some(from) = way.iter().position(|&path| path == next) {
            way.drain(..from);
            break;
        }
        way.push(next);
    }
    let ends = way.iter().skip(1).chain(&way[..1]);
    way.iter().zip(ends).map(|(from, to)| format!("{from}:{} → {to}", left[from][to])).collect()
}
