//! The files of a page: chosen, dropped and downloaded. Where the browser has the File System Access API, a story is
//! written to the file that it was read from; elsewhere saving is a download.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use egui::{Context, DroppedFileHandle};
use js_sys::futures::spawn_local;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, File, FileSystemFileHandle, FileSystemWritableFileStream, HtmlAnchorElement,
    HtmlInputElement, Url,
};

use super::fetch::{MOST_BYTES, too_large};
use super::page::{document, sleep};
use super::progress::{Fingerprint, Progress};
use super::saving::{Refusal, Saved, file_name, with_ending};
use super::source::{Dialog, Source};
use crate::document::Document;

thread_local! {
    /// The files that the browser has handed over, by the numbers of their sources.
    static HANDLES: RefCell<Vec<FileSystemFileHandle>> = const { RefCell::new(Vec::new()) };
}

/// Whether the browser asks itself where to save a story.
pub(in crate::ui) fn has_save_dialog() -> bool {
    picker("showSaveFilePicker").is_some()
}

/// Whether a story from this source is saved without asking where.
pub(in crate::ui) fn can_save_to(source: &Source) -> bool {
    match source {
        Source::Picked(..) => true,
        // The next download of the same name.
        Source::Bytes(..) => !has_save_dialog(),
        _ => false,
    }
}

/// The name that is suggested for a story's file; a page knows no folders.
pub(in crate::ui) fn save_path(source: &Source, title: &str, _: Option<&Path>) -> String {
    file_name(source, title)
}

/// The file of this name, among the downloads.
pub(in crate::ui) fn save_target(name: &str) -> Option<Source> {
    with_ending(name).map(|name| Source::Bytes(name, Arc::from([])))
}

/// Opens the browser's dialog for the place to save a story called `name`.
pub(in crate::ui) fn ask_save(ctx: &Context, name: &str) -> Dialog {
    let (sender, receiver) = channel();
    if let Some(asked) = ask_browser("showSaveFilePicker", Some(name)) {
        hand_over(ctx, sender, asked);
    }
    receiver
}

/// Saves a story: into the file that the browser has handed over, or as a download.
pub(in crate::ui) fn save(
    to: Source,
    text: Document,
    known: Option<Fingerprint>,
    done: impl FnOnce(Result<Saved, Refusal>) + 'static,
) {
    spawn_local(async move {
        let bytes = text.to_bytes();
        done(match &to {
            Source::Picked(name, number) => match handle(*number) {
                Some(handle) => write_to(&handle, &bytes, known)
                    .await
                    .map(|print| Saved { source: to.clone(), print: Some(print) })
                    .map_err(|why| why.unwrap_or_else(|error| not_saved(name, &error))),
                None => Err(Refusal::Failed(format!("{name} is not known any more; save under another name"))),
            },
            Source::Bytes(name, _) => match download(name, "application/json", &bytes) {
                Ok(()) => Ok(Saved { source: to.clone(), print: None }),
                Err(error) => Err(not_saved(name, &error)),
            },
            other => Err(Refusal::Failed(format!("{} cannot be saved from a page", other.name()))),
        });
    });
}

/// Writes a file whole; its state afterwards. Not over a state that differs from the known one.
///
/// # Errors
/// The reason, or the browser's error.
async fn write_to(
    handle: &FileSystemFileHandle,
    bytes: &[u8],
    known: Option<Fingerprint>,
) -> Result<Fingerprint, Result<Refusal, JsValue>> {
    // A file that is gone is written anew.
    if let (Some(known), Ok(now)) = (known, state(handle).await)
        && now != known
    {
        return Err(Ok(Refusal::Changed));
    }
    let write = async || {
        let stream: FileSystemWritableFileStream = handle.create_writable().await?.unchecked_into();
        let written = match stream.write_with_js_u8_array(&Uint8Array::from(bytes)) {
            Ok(writing) => writing.await,
            Err(error) => Err(error),
        };
        // Until it is closed, the old contents are there.
        match written {
            Ok(_) => stream.close().await.map(drop),
            Err(error) => {
                let _ = stream.abort().await;
                Err(error)
            }
        }?;
        state(handle).await
    };
    write().await.map_err(Err)
}

fn not_saved(name: &str, error: &JsValue) -> Refusal {
    let part = |of: &str| Reflect::get(error, &of.into()).ok().and_then(|part| part.as_string()).unwrap_or_default();
    Refusal::Failed(match part("name").as_str() {
        "NotAllowedError" => {
            format!("The browser was not allowed to write {name}; allow it, or save under another name")
        }
        "QuotaExceededError" => format!("There is no room left to save {name}; make some, or save elsewhere"),
        _ => format!("{name} could not be saved ({}); save under another name", part("message")),
    })
}

/// The bytes of a file that the browser has handed over.
///
/// # Errors
/// A sentence that says why there are none.
pub(super) async fn read_picked(name: &str, number: u64, progress: &Progress) -> Result<Vec<u8>, String> {
    let file = match handle(number) {
        Some(handle) => file_of(&handle).await.map_err(|_| unread(name))?,
        None => return Err(unread(name)),
    };
    progress.note_print(Some(print_of(&file)));
    bytes_of(&file).await
}

async fn bytes_of(file: &File) -> Result<Vec<u8>, String> {
    let name = file.name();
    if file.size() > MOST_BYTES as f64 {
        return Err(too_large(&name));
    }
    let read = file.array_buffer().await;
    read.map(|buffer| Uint8Array::new(&buffer).to_vec()).map_err(|_| unread(&name))
}

async fn file_of(handle: &FileSystemFileHandle) -> Result<File, JsValue> {
    handle.get_file().await.map(JsCast::unchecked_into)
}

async fn state(handle: &FileSystemFileHandle) -> Result<Fingerprint, JsValue> {
    file_of(handle).await.map(|file| print_of(&file))
}

fn print_of(file: &File) -> Fingerprint {
    Fingerprint { modified: file.last_modified(), length: file.size() }
}

fn handle(number: u64) -> Option<FileSystemFileHandle> {
    HANDLES.with_borrow(|handles| handles.get(usize::try_from(number).ok()?).cloned())
}

/// The browser's function to ask for a file, if it has it.
fn picker(name: &str) -> Option<Function> {
    let window = web_sys::window().filter(web_sys::Window::is_secure_context)?;
    Reflect::get(&window, &name.into()).ok()?.dyn_into().ok()
}

/// Asks for a file with the browser's function of this name; `None` where it has none.
fn ask_browser(function: &str, name: Option<&str>) -> Option<Promise> {
    let (function, options, kind, accept) = (picker(function)?, Object::new(), Object::new(), Object::new());
    let set = |of: &Object, name: &str, value: &JsValue| Reflect::set(of, &name.into(), value).ok();
    set(&accept, "application/json", &Array::of1(&".json".into()))?;
    set(&kind, "description", &"Story".into())?;
    set(&kind, "accept", &accept)?;
    set(&options, "types", &Array::of1(&kind))?;
    if let Some(name) = name {
        set(&options, "suggestedName", &name.into())?;
    }
    function.call1(&web_sys::window()?.into(), &options).ok()?.dyn_into().ok()
}

/// Tells the receiver which file was chosen, once it is.
fn hand_over(ctx: &Context, sender: Sender<Option<Source>>, asked: Promise) {
    let ctx = ctx.clone();
    spawn_local(async move {
        // An error says that nothing was chosen. One file is asked for: alone, or as a list of one.
        let answer =
            asked.await.ok().map(|answer| if Array::is_array(&answer) { Array::from(&answer).get(0) } else { answer });
        let handle = answer.map(JsCast::unchecked_into::<FileSystemFileHandle>);
        let source = handle.map(|handle| {
            HANDLES.with_borrow_mut(|handles| {
                let name = handle.name();
                handles.push(handle);
                Source::Picked(name, handles.len() as u64 - 1)
            })
        });
        let _ = sender.send(source);
        ctx.request_repaint();
    });
}

/// Hands bytes to the browser as a download called `name`.
pub(super) fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let address = Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)?;
    let link: HtmlAnchorElement = document()?.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // By then the download has its own copy of the bytes.
    spawn_local(async move {
        sleep(60_000).await;
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}

/// Reads the file that was dropped into the window.
pub(in crate::ui) fn dropped(ctx: &Context, file: &DroppedFileHandle) -> Dialog {
    let (sender, receiver) = channel();
    let (file, ctx) = (file.clone(), ctx.clone());
    spawn_local(async move {
        let name = file.path().display().to_string();
        let size = file.web_file().map_or(0.0, |file| file.size());
        let bytes = if size > MOST_BYTES as f64 {
            Err(too_large(&name))
        } else {
            file.bytes_async().await.map_err(|_| unread(&name))
        };
        deliver(&ctx, &sender, name, bytes);
    });
    receiver
}

/// Opens the browser's dialog to choose a story.
pub(in crate::ui) fn ask_story(ctx: &Context) -> Dialog {
    let (sender, receiver) = channel();
    if let Some(asked) = ask_browser("showOpenFilePicker", None) {
        hand_over(ctx, sender, asked);
        return receiver;
    }
    // If the element cannot be made, there is no dialog, and the dropped sender tells the receiver that nothing was
    // chosen.
    let _ = pick(ctx, sender);
    receiver
}

fn pick(ctx: &Context, sender: Sender<Option<Source>>) -> Result<(), JsValue> {
    let input: HtmlInputElement = document()?.create_element("input")?.dyn_into()?;
    input.set_type("file");
    input.set_accept(".json,application/json");
    let (chosen, ctx) = (input.clone(), ctx.clone());
    let on_change = Closure::once_into_js(move || {
        spawn_local(async move {
            let file = chosen.files().and_then(|files| files.get(0));
            let Some(file) = file else { return };
            deliver(&ctx, &sender, file.name(), bytes_of(&file).await);
        });
    });
    input.add_event_listener_with_callback("change", on_change.unchecked_ref())?;
    input.click();
    Ok(())
}

fn unread(name: &str) -> String {
    format!("the browser could not read {name}; is it a folder, or gone?")
}

fn deliver(ctx: &Context, sender: &Sender<Option<Source>>, name: String, bytes: Result<Vec<u8>, String>) {
    let source = match bytes {
        Ok(bytes) => Source::Bytes(name, Arc::from(bytes)),
        Err(why) => Source::Unread(name, why),
    };
    // The card may be closed by now, so that nothing receives the answer.
    let _ = sender.send(Some(source));
    ctx.request_repaint();
}
