//! The development server: serves the page from memory, rebuilds it when its sources change, and lets the open page
//! reload. For this machine only; it writes nothing to disk and leaves no service worker behind.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Request, Response, Server};

use crate::compile::{self, Profile};
use crate::page::{self, Page, Settings};
use crate::problem::Problem;
use crate::sources;

/// How often the sources are checked for changes.
const LOOK: Duration = Duration::from_millis(400);

/// The page of the last successful build.
type Shared = Arc<RwLock<Page>>;

/// Builds and serves until it is stopped from outside.
pub(crate) fn serve(root: &Path, port: u16, profile: Profile) -> Result<(), Problem> {
    let server =
        Server::http(("127.0.0.1", port)).map_err(|error| Problem::Port { port, reason: error.to_string() })?;
    let seen = sources::fingerprint(root);
    let page: Shared = Arc::new(RwLock::new(build(root, profile)?));
    println!("http://127.0.0.1:{port}/ (Ctrl+C stops it)");
    thread::spawn({
        let (root, page) = (root.to_owned(), Arc::clone(&page));
        move || watch(root, profile, seen, page)
    });
    for request in server.incoming_requests() {
        // The browser may have closed the connection; that is no error of ours.
        let _ = answer(request, &page);
    }
    Ok(())
}

fn build(root: &Path, profile: Profile) -> Result<Page, Problem> {
    let program = compile::program(root, profile)?;
    page::assemble(&sources::read(root)?, program, &Settings { dev: true, ..Settings::default() })
}

#[expect(clippy::needless_pass_by_value, reason = "a thread owns what it works with")]
fn watch(root: PathBuf, profile: Profile, mut seen: u64, shared: Shared) -> ! {
    loop {
        thread::sleep(LOOK);
        let now = sources::fingerprint(&root);
        if now == seen {
            continue;
        }
        // From before the build: a change during it starts the next one.
        seen = now;
        match build(&root, profile) {
            Ok(page) => {
                println!("built version {}", page.version);
                *shared.write().unwrap_or_else(PoisonError::into_inner) = page;
            }
            Err(problem) => eprintln!("error: {problem}"),
        }
    }
}

fn answer(request: Request, shared: &Shared) -> std::io::Result<()> {
    let page = shared.read().unwrap_or_else(PoisonError::into_inner);
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let (status, kind, bytes) = match page.files.iter().find(|file| file.name == name) {
        Some(file) => (200, kind(name), file.bytes.clone()),
        None if name == "version" => (200, "text/plain", page.version.clone().into_bytes()),
        None => (404, "text/plain", format!("there is no {name}\n").into_bytes()),
    };
    // A slow browser must not block the next build.
    drop(page);
    let response = Response::from_data(bytes)
        .with_status_code(status)
        .with_header(header("Content-Type", kind))
        .with_header(header("Cache-Control", "no-cache"));
    request.respond(response)
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("our headers are plain ASCII")
}

/// The content type of a file by its extension.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ttf" => "font/ttf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::page::{Settings, assemble};
    use crate::{compile, sources};

    #[test]
    fn every_file_has_a_type() {
        let program = compile::Program { wasm: Vec::new(), glue: String::new() };
        let page = assemble(&sources::read(&crate::root()).unwrap(), program, &Settings::default()).unwrap();
        for file in &page.files {
            assert_ne!(kind(&file.name), "application/octet-stream", "{}", file.name);
        }
    }
}
