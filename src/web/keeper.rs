//! Keeps the settings and unsaved work in the browser's storage, so that a closed tab loses nothing that the next visit
//! cannot bring back. Each visit has an entry of its own; a lock that the browser holds as long as the page lives tells
//! the entries of other tabs from those that were left.

use std::collections::HashSet;
use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use crate::ui::{Draft, Keep, LeftDraft, Offer, SETTINGS_KEY};

/// How the keys of unsaved work begin.
const DRAFT: &str = "plotlanes.draft.";

/// The keeper of this visit.
pub(super) struct Keeper {
    storage: Storage,
    /// The key of this visit's unsaved work.
    own: String,
    /// The key of the unsaved work that was offered.
    offered: Option<String>,
    failures: Vec<String>,
    /// The failures that were told.
    told: HashSet<String>,
}

impl Keeper {
    /// A keeper, and the offer of unsaved work that an earlier visit has left; `None` if the browser keeps nothing.
    pub(super) async fn start() -> Option<(Self, Option<Offer>)> {
        let storage = web_sys::window()?.local_storage().ok()??;
        let own = format!("{DRAFT}{}-{:x}", js_sys::Date::now(), (js_sys::Math::random() * 4e9) as u32);
        let held = held().await;
        let mut left: Vec<(f64, String, Vec<u8>)> = keys(&storage)
            .filter(|key| key.starts_with(DRAFT) && !held.contains(key))
            .filter_map(|key| {
                let (at, bytes) = unpack(&storage.get_item(&key).ok()??)?;
                Some((at, key, bytes))
            })
            .collect();
        left.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        let offered = left.into_iter().find_map(|(at, key, bytes)| {
            let age = Duration::try_from_secs_f64((js_sys::Date::now() - at) / 1000.0).ok();
            Some((key, LeftDraft::new(&bytes, age, |_| None)?))
        });
        hold(&own);
        if let Some((key, _)) = &offered {
            // Other tabs leave it to this one.
            hold(key);
        }
        let (offered, offer) = offered.map(|(key, draft)| (key, Offer::of_draft(draft, None, None))).unzip();
        Some((Self { storage, own, offered, failures: Vec::new(), told: HashSet::new() }, offer))
    }

    fn tell(&mut self, why: &str) {
        if self.told.insert(why.to_owned()) {
            self.failures.push(why.to_owned());
        }
    }
}

impl Keep for Keeper {
    fn settings(&mut self, text: String) {
        if self.storage.set_item(SETTINGS_KEY, &text).is_err() {
            self.tell("Settings are not kept: the browser’s storage is full or switched off");
        }
    }

    fn session(&mut self, _: Option<String>) {
        // The page's address has the view, and a page cannot open a file by itself.
    }

    fn draft(&mut self, draft: Option<Draft>) {
        let Some(draft) = draft else {
            // Fails only if the storage is gone.
            let _ = self.storage.remove_item(&self.own);
            return;
        };
        if self.storage.set_item(&self.own, &pack(draft.to_bytes(), js_sys::Date::now())).is_err() {
            // An earlier version would be offered as if it were this one.
            let _ = self.storage.remove_item(&self.own);
            self.tell("This story is too large for the browser to keep what is not saved; save it now and then");
        }
    }

    fn forget_offered(&mut self) {
        if let Some(key) = self.offered.take() {
            let _ = self.storage.remove_item(&key);
        }
    }

    fn failure(&mut self) -> Option<String> {
        self.failures.pop()
    }

    fn end(&mut self) {
        // Everything is written at once.
    }
}

/// Bytes and their time as a text: the storage keeps nothing else.
fn pack(bytes: Vec<u8>, at: f64) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => format!("{at} text\n{text}"),
        // Of another encoding: a character for each byte.
        Err(error) => {
            format!("{at} bytes\n{}", error.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>())
        }
    }
}

/// The opposite of [`pack`].
fn unpack(packed: &str) -> Option<(f64, Vec<u8>)> {
    let (head, text) = packed.split_once('\n')?;
    let (at, form) = head.split_once(' ')?;
    let bytes = match form {
        "text" => text.as_bytes().to_vec(),
        "bytes" => text.chars().map(|letter| u8::try_from(letter).ok()).collect::<Option<_>>()?,
        _ => return None,
    };
    Some((at.parse().ok()?, bytes))
}

fn keys(storage: &Storage) -> impl Iterator<Item = String> {
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|at| storage.key(at).ok().flatten())
}

/// The browser's locks, where it has any.
fn locks() -> Option<(JsValue, impl Fn(&str) -> Option<Function>)> {
    let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let of = locks.clone();
    Some((locks, move |name: &str| Reflect::get(&of, &name.into()).ok()?.dyn_into().ok()))
}

/// The names of the locks that pages hold.
async fn held() -> HashSet<String> {
    let ask = || {
        let (locks, function) = locks()?;
        function("query")?.call0(&locks).ok()?.dyn_into::<Promise>().ok()
    };
    let Some(asked) = ask() else { return HashSet::new() };
    let Ok(answer) = asked.await else { return HashSet::new() };
    let held = Reflect::get(&answer, &"held".into()).map(|held| Array::from(&held)).unwrap_or_default();
    held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect()
}

/// Holds a lock of this name as long as the page lives.
fn hold(name: &str) {
    let hold = || {
        let (locks, function) = locks()?;
        let forever = Closure::<dyn FnMut() -> Promise>::new(|| Promise::new(&mut |_, _| {}));
        let options = Object::new();
        Reflect::set(&options, &"ifAvailable".into(), &true.into()).ok()?;
        function("request")?.call3(&locks, &name.into(), &options, &forever.into_js_value()).ok()
    };
    // Without locks, other tabs may be offered the same.
    let _ = hold();
}
