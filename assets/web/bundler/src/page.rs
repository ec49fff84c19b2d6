//! Assembles the page from its sources and the program: every file gets a name with its hash in it, so a file is
//! written after those whose names are in it. Pure: bytes in, bytes out.
//!
//! ```text
//! plotlanes.wasm ─┐
//! plotlanes.js ───┼─> page.js ─┐
//! update.js ──────┘            ├─> index.html ─> version ─> sw.js
//! page.css, first-view.png ────┘
//! ```

use crate::compile::Program;
use crate::problem::Problem;
use crate::sources::Sources;

/// Files with fixed names, because they are known outside the page.
const NAMED: [&str; 5] = ["icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png", "manifest.webmanifest"];

/// The font that the program fetches when it has to show Arabic.
const ARABIC: &str = "NotoSansArabic.ttf";

/// A file as it is served.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    /// Its name in the one folder.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether every visit downloads it: all but the picture for browsers that cannot run the program, and the font that
    /// only Arabic needs.
    pub(crate) visited: bool,
}

/// Options of a build.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The page's address, ending in `/`; empty if unknown.
    pub(crate) address: String,
    /// Whether it is for development: it reloads itself after a build and caches nothing.
    pub(crate) dev: bool,
}

/// All files of one version of the page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// A hash of all files.
    pub(crate) version: String,
    pub(crate) files: Vec<File>,
}

/// Assembles all files of the page.
pub(crate) fn assemble(sources: &Sources, program: Program, settings: &Settings) -> Result<Page, Problem> {
    let mut files = Vec::new();
    let mut add = |stem: &str, bytes: Vec<u8>| {
        let name = hashed(stem, &bytes);
        files.push(File { name: name.clone(), bytes, visited: stem != "first-view.png" });
        name
    };
    let bytes = program.wasm.len().to_string();
    let wasm = add("plotlanes.wasm", program.wasm);
    let glue = add("plotlanes.js", program.glue.into_bytes());
    let style = add("page.css", [sources["page.css"].as_slice(), &sources["cards.css"]].join(&b'\n'));
    let picture = add("first-view.png", sources["first-view.png"].clone());
    let worker = if settings.dev { "" } else { "sw.js" };
    let update = add("update.js", fill(sources, "update.js", &[("worker", worker)])?);
    let names = [("update", update.as_str()), ("glue", &glue), ("program", &wasm), ("program_bytes", &bytes)];
    let script = add("page.js", fill(sources, "page.js", &names)?);
    files.push(File { name: ARABIC.to_owned(), bytes: sources[ARABIC].clone(), visited: false });
    for name in NAMED {
        files.push(File { name: name.to_owned(), bytes: sources[name].clone(), visited: true });
    }

    let reload = if settings.dev { r#"<script type="module" src="dev-reload.js"></script>"# } else { "" };
    let index = |version: &str| {
        let address = settings.address.as_str();
        let names = [("style", style.as_str()), ("page", &script), ("picture", &picture), ("dev", reload)];
        let more = [("update", update.as_str()), ("glue", &glue), ("program", &wasm), ("address", address)];
        fill(sources, "index.html", &[names.as_slice(), &more, &[("version", version)]].concat())
    };
    let version = version(&files, &[&index("")?, &sources["sw.js"]]);
    let worker = if settings.dev {
        files.push(File { name: "dev-reload.js".into(), bytes: sources["dev-reload.js"].clone(), visited: true });
        sources["dev-sw.js"].clone()
    } else {
        let hashed = kept(&files, false);
        fill(sources, "sw.js", &[("version", &version), ("hashed", &hashed), ("named", &kept(&files, true))])?
    };
    files.push(File { name: "index.html".into(), bytes: index(&version)?, visited: true });
    files.push(File { name: "sw.js".into(), bytes: worker, visited: true });
    Ok(Page { version, files })
}

/// The files that the service worker caches, those with fixed names or those with a hash.
fn kept(files: &[File], named: bool) -> String {
    let names = files.iter().filter(|file| file.visited).map(|file| file.name.as_str());
    names.filter(|name| NAMED.contains(name) == named).collect::<Vec<_>>().join(" ")
}

/// `plotlanes.wasm` becomes `plotlanes-0123456789abcdef.wasm`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{:016x}.{extension}", hash([bytes]))
}

/// The hash of all files: of names, which have most files' hashes in them, of the files with fixed names, and of `rest`.
fn version(files: &[File], rest: &[&[u8]]) -> String {
    let named = files.iter().filter(|file| file.name == ARABIC || NAMED.contains(&file.name.as_str()));
    let names = files.iter().map(|file| file.name.as_bytes());
    let parts = names.chain(named.map(|file| file.bytes.as_slice())).chain(rest.iter().copied());
    format!("{:016x}", hash(parts))
}

/// FNV-1a with 64 bits, a space after each part. It tells versions of a file apart; it is no protection from forgery.
fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.iter().chain(b" "));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The source `file` with every `{{name}}` replaced by its value. Each name of `values` must occur, and no other.
fn fill(sources: &Sources, file: &str, values: &[(&str, &str)]) -> Result<Vec<u8>, Problem> {
    let fault = |fault: String| Problem::Placeholder { file: file.to_owned(), fault };
    let text = str::from_utf8(&sources[file]).map_err(|error| fault(error.to_string()))?;
    if let Some((name, _)) = values.iter().find(|(name, _)| !text.contains(&format!("{{{{{name}}}}}"))) {
        return Err(fault(format!("`{{{{{name}}}}}` is missing; the bundler has a value for it")));
    }
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").ok_or_else(|| fault("a `{{` is never closed".to_owned()))?;
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| fault(format!("`{{{{{name}}}}}` has no value in the bundler")))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled.into_bytes())
}

#[cfg(test)]
mod tests;
