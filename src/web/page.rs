//! Starts the program on a page. The page's [script] shows progress until then and takes over when something goes wrong. It
//! has also asked for the canvas's WebGL context already, with the attributes that the program wants; eframe gets that
//! one.

use eframe::{CreationContext, WebOptions, WebRunner};
use js_sys::futures::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, UrlSearchParams};

use super::keeper::Keeper;
use super::{mirror, script};
use crate::state::view::View;
use crate::ui::{App, SETTINGS_KEY, StorySource, last_commands, repaint_only_changes};

/// The id of the page's canvas.
const CANVAS: &str = "plotlanes";

/// Starts the program on the page that loaded it.
pub fn main() {
    std::panic::set_hook(Box::new(|info| script::panicked(&report(info))));
    spawn_local(async {
        if let Err(error) = start().await {
            script::failed(&error.as_string().unwrap_or_else(|| format!("{error:?}")));
        }
    });
}

/// The text that the page shows after a panic, to be copied: the last commands, and nothing that a story says.
fn report(info: &std::panic::PanicHookInfo<'_>) -> String {
    let browser = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    format!("{info}\n\nPlotlanes {version}\nbrowser: {browser}\n{}", last_commands())
}

async fn start() -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let document = window.document().ok_or("there is no page")?;
    let canvas = document.get_element_by_id(CANVAS).ok_or("the page has no canvas")?;
    let canvas: HtmlCanvasElement = canvas.dyn_into()?;
    let story = UrlSearchParams::new_with_str(&window.location().search()?)?
        .get("story")
        .filter(|story| !story.trim().is_empty());
    let source = story.map_or(StorySource::Episode, StorySource::Address);
    let fragment = window.location().hash()?;
    // Dithering would make the window differ from its picture.
    let options = WebOptions { dithering: false, ..WebOptions::default() };
    let mirrored = canvas.clone();
    let kept = Keeper::start().await;
    let create = move |cc: &CreationContext<'_>| {
        let settings = cc.storage.and_then(|storage| storage.get_string(SETTINGS_KEY));
        // Before the program: input from the elements must reach it in the first frame, as any other does.
        mirror::install(&cc.egui_ctx, &mirrored).map_err(|error| format!("{error:?}"))?;
        repaint_only_changes(&cc.egui_ctx, &mirrored);
        let mut app = App::new(&cc.egui_ctx, settings.as_deref(), source);
        if let Some((keeper, offer)) = kept {
            app.keep_with(Box::new(keeper));
            if let Some(offer) = offer {
                app.offer(offer);
            }
        }
        if fragment.len() > 1 {
            app.show_when_open(&cc.egui_ctx, View::from_fragment(&fragment));
        }
        let app: Box<dyn eframe::App> = Box::new(app);
        Ok(app)
    };
    WebRunner::new().start(canvas, options, Box::new(create)).await
}
