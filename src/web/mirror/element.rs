//! Makes, fills and places one element of the page. Knows nothing of the window.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::web::outline::Item;

/// An item's element on the page.
pub(super) struct Shown {
    pub(super) item: Item,
    pub(super) element: HtmlElement,
    /// The element itself, or the `li` around it in a list.
    pub(super) outer: Element,
    /// Left, top, width and height within its parent, in the page's pixels; none before it was first placed.
    pub(super) placed: Option<[f64; 4]>,
}

impl Shown {
    /// A new element with the item's text and attributes, in no place yet.
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

    /// Whether this element can become `item`'s.
    pub(super) fn fits(&self, item: &Item) -> bool {
        (self.item.tag, self.item.wrapper) == (item.tag, item.wrapper)
    }

    /// Makes it `item`'s, and changes only the parts that differ.
    pub(super) fn turn_into(&mut self, item: Item) -> Result<(), JsValue> {
        let old = &self.item;
        let said =
            |item: &Item| (item.name.clone(), item.role, item.attributes.clone(), item.value.clone(), item.focusable);
        if said(old) != said(&item) {
            write(&self.element, &item, Some(old))?;
        }
        self.item = item;
        Ok(())
    }

    /// Puts it over its widget. `corner`: its parent's upper left corner in the window's points; `zoom`: the page's pixels
    /// per point.
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

/// Writes the item's text and attributes, and removes those of `old`.
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
    // The others take no accessible name from their text.
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
    if let Some(value) = &item.value {
        if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
            field.set_value(value);
        } else if let Some(field) = element.dyn_ref::<HtmlTextAreaElement>() {
            field.set_value(value);
        }
    }
    if item.focusable {
        element.set_tab_index(0);
    } else {
        element.remove_attribute("tabindex")?;
    }
    Ok(())
}

/// Puts the element over its widget, so that the frame of a screen reader lies around what is drawn there.
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
