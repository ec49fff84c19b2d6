//! Loads a story from an address: with progress, a limit for its size, a timeout, and a sentence for everything that can
//! go wrong. Sends no cookie and does not say which page asks.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit, Response, Url,
    Window,
};

use super::progress::Progress;

/// The most bytes of a story that a page reads: read and laid out, it fits into a page's memory.
pub(super) const MOST_BYTES: u64 = 256 << 20;
/// The longest time without a byte, in milliseconds.
const TIMEOUT: i32 = 20_000;

/// The bytes at `address`, or why there are none.
pub(super) async fn fetch(address: &str, progress: &Progress) -> Result<Vec<u8>, String> {
    let window = web_sys::window().ok_or("there is no page")?;
    let url = resolve(&window, address)?;
    let watch = Watch::new(&window);
    let options = RequestInit::new();
    options.set_credentials(RequestCredentials::Omit);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_signal(Some(&watch.controller.signal()));
    let answer = window.fetch_with_str_and_init(&url.href(), &options).await;
    let response: Response = match answer.map(JsCast::dyn_into) {
        Ok(Ok(response)) => response,
        _ if watch.ran_out() => return Err(no_answer(&url)),
        _ => return Err(unreachable(&window, &url)),
    };
    if !response.ok() {
        let (status, words) = (response.status(), response.status_text());
        return Err(format!(
            "{} answered {status}{}{words}; check the address",
            url.host(),
            if words.is_empty() { "" } else { " " }
        ));
    }
    let bytes = body(&response, &url, progress, &watch).await?;
    let kind = response.headers().get("content-type").ok().flatten().unwrap_or_default();
    if kind.starts_with("text/html") && bytes.trim_ascii_start().starts_with(b"<") {
        return Err(format!(
            "{} is the address of a page, not of a story file; look for a link called \"raw\" or \"download\" there",
            url.href()
        ));
    }
    Ok(bytes)
}

/// The whole address, if it is one that stories are loaded from.
fn resolve(window: &Window, address: &str) -> Result<Url, String> {
    let base = window.location().href().unwrap_or_default();
    let shown: String = address.chars().take(200).collect();
    let Ok(url) = Url::new_with_base(address, &base) else {
        return Err(format!("\"{shown}\" is not an address; one looks like https://example.org/story.json"));
    };
    let kind = url.protocol();
    if kind != "https:" && kind != "http:" {
        return Err(format!("stories are loaded from https: and http: addresses only, not from \"{shown}\""));
    }
    if !url.username().is_empty() || !url.password().is_empty() {
        return Err("the address has a user name in it; stories are loaded without logging in".to_owned());
    }
    if kind == "http:" && window.location().protocol().is_ok_and(|ours| ours == "https:") {
        return Err(format!("the browser does not load http: into a page on https:; try https://{}", url.host()));
    }
    Ok(url)
}

async fn body(response: &Response, url: &Url, progress: &Progress, watch: &Watch) -> Result<Vec<u8>, String> {
    // If the story comes compressed, this is the compressed length: good for refusing, not for a progress bar.
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let announced = header("content-length").and_then(|length| length.parse::<u64>().ok()).unwrap_or(0);
    if announced > MOST_BYTES {
        return Err(too_large(&url.href()));
    }
    let total = if header("content-encoding").is_some() { 0 } else { announced };
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let broken = |_: JsValue| {
        if watch.ran_out() {
            format!("{} stopped sending; try again", url.host())
        } else {
            format!("the connection to {} broke off; try again", url.host())
        }
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = reader.read().await.map_err(broken)?;
        if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            return Ok(bytes);
        }
        let Ok(piece) = Reflect::get(&piece, &"value".into()).map(JsCast::unchecked_into::<Uint8Array>) else {
            return Ok(bytes);
        };
        watch.rewind();
        if bytes.len() as u64 + u64::from(piece.length()) > MOST_BYTES {
            watch.controller.abort();
            return Err(too_large(&url.href()));
        }
        bytes.extend(piece.to_vec());
        // A host need not tell that it compresses.
        let come = bytes.len() as u64;
        progress.note(come, if come > total { 0 } else { total });
        if progress.is_cancelled() {
            watch.controller.abort();
            return Err("cancelled".to_owned());
        }
    }
}

/// Ends a request when nothing has come for [`TIMEOUT`].
struct Watch {
    window: Window,
    controller: AbortController,
    timer: Cell<Option<i32>>,
    expire: Closure<dyn FnMut()>,
    expired: Rc<Cell<bool>>,
}

impl Watch {
    fn new(window: &Window) -> Self {
        // Every browser with WebAssembly has it.
        let controller = AbortController::new().unwrap_or_else(|error| wasm_bindgen::throw_val(error));
        let expired = Rc::new(Cell::new(false));
        let (request, flag) = (controller.clone(), expired.clone());
        let expire = Closure::new(move || {
            flag.set(true);
            request.abort();
        });
        let watch = Self { window: window.clone(), controller, timer: Cell::new(None), expire, expired };
        watch.rewind();
        watch
    }

    fn rewind(&self) {
        self.stop();
        let callback = self.expire.as_ref().unchecked_ref();
        self.timer.set(self.window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, TIMEOUT).ok());
    }

    fn stop(&self) {
        if let Some(timer) = self.timer.take() {
            self.window.clear_timeout_with_handle(timer);
        }
    }

    fn ran_out(&self) -> bool {
        self.expired.get()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop();
        // Does nothing to a request that has ended.
        self.controller.abort();
    }
}

fn no_answer(url: &Url) -> String {
    format!("{} has not answered for {} seconds; try again later", url.host(), TIMEOUT / 1000)
}

/// The browser does not tell a page why nothing came; these are the reasons there are.
fn unreachable(window: &Window, url: &Url) -> String {
    let host = url.host();
    if !window.navigator().on_line() {
        return format!("there is no network to reach {host} over");
    }
    if window.location().origin().is_ok_and(|ours| ours == url.origin()) {
        return format!("{} could not be loaded: {host} did not answer", url.href());
    }
    format!(
        "{host} cannot be reached, or does not let other pages read its files (it would have to send the header \
         Access-Control-Allow-Origin); download the file and drop it here instead"
    )
}

/// The reason that a large file is refused.
pub(super) fn too_large(name: &str) -> String {
    format!("{name} is too large for a page: at most {} MiB are read; the desktop program reads more", MOST_BYTES >> 20)
}
