//! One element of the page: made, filled and placed. Knows nothing of the window.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

use crate::web::outline::Item;

/// An element that stands for an item.
pub(super) struct Shown {
    pub(super) item: Item,
    pub(super) element: HtmlElement,
    /// The element itself, or the one that a list wants around it.
    pub(super) outer: Element,
    /// Where it was put: left, top, width, height in the page's pixels, within what it lies in.
    pub(super) placed: Option<[f64; 4]>,
}

impl Shown {
    /// A new element that says nothing yet.
    pub(super) fn new(document: &Document, item: Item) -> Result<Self, JsValue> {
        let element: HtmlElement = document.create_element(item.tag)?.dyn_into()?;
        element.set_attribute("data-node", &item.id.to_string())?;
        let outer = match item.wrapper {
            Some(wrapper) => {
                let outer = document.create_element(wrapper)?;
                outer.append_child(&element)?;
                outer
            }
            None => element.clone().into(),
        };
        write(&element, &item, None)?;
        Ok(Self { item, element, outer, placed: None })
    }

    /// Whether the same element can stand for `item`.
    pub(super) fn fits(&self, item: &Item) -> bool {
        (self.item.tag, self.item.wrapper) == (item.tag, item.wrapper)
    }

    /// Changes what is other than it was.
    pub(super) fn turn_into(&mut self, item: Item) -> Result<(), JsValue> {
        let old = &self.item;
        let said = |item: &Item| (item.name.clone(), item.role, item.attributes.clone(), item.focusable);
        if said(old) != said(&item) {
            write(&self.element, &item, Some(old))?;
        }
        self.item = item;
        Ok(())
    }

    /// Puts it over its widget, in a page `zoom` times as large as the window's points; `corner` is the upper left of
    /// what it lies in.
    pub(super) fn put(&mut self, corner: [f64; 2], zoom: f64) -> Result<(), JsValue> {
        let Some([x, y, width, height]) = self.item.rect else { return Ok(()) };
        let placed = [x - corner[0], y - corner[1], width.max(1.0), height.max(1.0)];
        let placed = placed.map(|points| (points * zoom * 10.0).round() / 10.0);
        if self.placed != Some(placed) {
            place(&self.element, &self.outer, placed)?;
            self.placed = Some(placed);
        }
        Ok(())
    }
}

/// What the element says.
fn write(element: &HtmlElement, item: &Item, old: Option<&Item>) -> Result<(), JsValue> {
    for (key, _) in old.iter().flat_map(|old| &old.attributes) {
        element.remove_attribute(key)?;
    }
    for (key, value) in &item.attributes {
        element.set_attribute(key, value)?;
    }
    match item.role {
        Some(role) => element.set_attribute("role", role)?,
        None => element.remove_attribute("role")?,
    }
    // These take no name from what is in them.
    let is_text = matches!(item.tag, "button" | "span")
        && !matches!(item.role, Some("slider" | "spinbutton" | "progressbar" | "img"));
    if is_text {
        if element.text_content().as_deref() != Some(item.name.as_str()) {
            element.set_text_content(Some(&item.name));
        }
    } else if item.name.is_empty() {
        element.remove_attribute("aria-label")?;
    } else {
        element.set_attribute("aria-label", &item.name)?;
    }
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        let value = item.attributes.iter().find(|(key, _)| *key == "value").map_or("", |(_, value)| value);
        field.set_value(value);
    }
    if item.focusable {
        element.set_tab_index(0);
    } else {
        element.remove_attribute("tabindex")?;
    }
    Ok(())
}

/// Puts the element over its widget, so that what a screen reader frames is what is drawn there.
fn place(element: &HtmlElement, outer: &Element, placed: [f64; 4]) -> Result<(), JsValue> {
    let inside = !outer.is_same_node(Some(element));
    let outer: &HtmlElement = outer.dyn_ref().unwrap_or(element);
    for (name, pixels) in ["left", "top", "width", "height"].into_iter().zip(placed) {
        outer.style().set_property(name, &format!("{pixels}px"))?;
        if inside {
            let all = if matches!(name, "width" | "height") { "100%" } else { "0" };
            element.style().set_property(name, all)?;
        }
    }
    Ok(())
}
