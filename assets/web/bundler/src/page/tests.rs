//! How the page's files refer to each other.

use std::collections::HashSet;

use super::{Page, Settings, assemble, fill, hashed};
use crate::compile::Program;
use crate::sources::{self, Sources};

fn sources() -> Sources {
    sources::read(&crate::root()).unwrap()
}

fn page(sources: &Sources, wasm: &[u8], dev: bool) -> Page {
    let program = Program { wasm: wasm.to_vec(), glue: "export default 1".to_owned() };
    assemble(sources, program, &Settings { dev, address: "https://x.org/y/".to_owned() }).unwrap()
}

/// The file whose name starts with `stem` and ends with `extension`.
fn text(page: &Page, stem: &str, extension: &str) -> String {
    let file = page.files.iter().find(|file| file.name.starts_with(stem) && file.name.ends_with(extension)).unwrap();
    String::from_utf8(file.bytes.clone()).unwrap()
}

#[test]
fn placeholders_are_filled_or_refused() {
    let check = |template: &str, values: &[(&str, &str)], expect: Result<&str, &str>| {
        let sources = Sources::from([("a.js", template.as_bytes().to_vec())]);
        let filled = fill(&sources, "a.js", values).map(|bytes| String::from_utf8(bytes).unwrap());
        match expect {
            Ok(expect) => assert_eq!(filled.unwrap(), expect),
            Err(part) => {
                let words = filled.unwrap_err().to_string();
                assert!(words.starts_with("assets/web/a.js: ") && words.contains(part), "{words}");
            }
        }
    };
    check("plain", &[], Ok("plain"));
    check("{{a}}", &[("a", "1")], Ok("1"));
    check("<{{a}}{{b}}|{{a}}>", &[("a", "1"), ("b", "")], Ok("<1|1>"));
    check("{{a}}", &[("a", "{{a}}")], Ok("{{a}}"));
    check("{{a}} {{b}}", &[("a", "1")], Err("`{{b}}` has no value"));
    check("{{a}}", &[("a", "1"), ("b", "2")], Err("`{{b}}` is missing"));
    check("{{a}} {{", &[("a", "1")], Err("never closed"));
}

#[test]
fn names_change_with_what_is_in_them() {
    assert_eq!(hashed("page.js", b""), "page-af639d4c8601817f.js");
    assert_eq!(hashed("a.b.wasm", b"x"), hashed("a.b.wasm", b"x"));
    assert_ne!(hashed("a.wasm", b"x"), hashed("a.wasm", b"y"));
}

#[test]
fn every_file_that_is_named_is_there() {
    for dev in [false, true] {
        let page = page(&sources(), b"wasm", dev);
        let names: HashSet<&str> = page.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names.len(), page.files.len());
        let index = text(&page, "index", "html");
        for mark in ["href=\"", "src=\""] {
            for part in index.split(mark).skip(1) {
                let name = part.split_once('"').unwrap().0;
                assert!(name.is_empty() || names.contains(name), "dev {dev}: index.html names {name}");
            }
        }
        assert!(index.contains(&format!("content=\"{}\"", page.version)));
        assert!(index.contains("content=\"https://x.org/y/first-view-"));
        let script = text(&page, "page-", "js");
        for stem in ["plotlanes-", "update-"] {
            assert!(names.iter().any(|name| name.starts_with(stem) && script.contains(name)), "page.js names {stem}");
        }
        assert!(script.contains("Number(\"4\")"));
        assert_eq!(names.contains("dev-reload.js"), dev);
    }
}

#[test]
fn the_worker_keeps_what_a_visit_downloads() {
    let page = page(&sources(), b"wasm", false);
    let worker = text(&page, "sw", "js");
    for file in &page.files {
        let kept = worker.contains(&file.name);
        assert_eq!(kept, file.visited && file.name != "sw.js", "{}", file.name);
    }
    assert!(worker.contains(&page.version));
    assert!(text(&page, "update-", "js").contains("WORKER = \"sw.js\""));
}

#[test]
fn while_developing_there_is_no_worker() {
    let page = page(&sources(), b"wasm", true);
    assert!(text(&page, "update-", "js").contains("WORKER = \"\""));
    assert!(text(&page, "sw", "js").contains("unregister"));
}

#[test]
fn the_version_changes_with_any_file() {
    let sources = sources();
    let version = page(&sources, b"wasm", false).version;
    assert_eq!(page(&sources, b"wasm", false).version, version);
    assert_ne!(page(&sources, b"mesw", false).version, version);
    for name in sources.keys().filter(|name| !name.starts_with("dev-")) {
        let mut changed = sources.clone();
        changed.get_mut(name).unwrap().push(b'\n');
        assert_ne!(page(&changed, b"wasm", false).version, version, "{name}");
    }
}
