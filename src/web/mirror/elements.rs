//! The elements of the page that mirror the window's nodes: made, changed, put in order and removed. Knows nothing of
//! focus and input.

use std::collections::{HashMap, HashSet};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node};

use super::element::Shown;
use crate::web::outline::Item;

/// The id of the element that holds the mirror.
const ROOT: &str = "mirror";

/// The elements in the page's element `mirror`.
pub(super) struct Elements {
    document: Document,
    root: HtmlElement,
    /// The live region: its text is read aloud when it changes.
    voice: Element,
    /// By the ids of their nodes.
    shown: HashMap<u64, Shown>,
    /// The children of each element, in order; the root's under `None`.
    children: HashMap<Option<u64>, Vec<u64>>,
    /// The last text of each live node.
    spoken: HashMap<u64, String>,
    /// The last element that Tab reaches.
    last_stop: Option<u64>,
}

impl Elements {
    /// None yet, but the live region.
    pub(super) fn new(document: &Document) -> Result<Self, JsValue> {
        let root: HtmlElement = document.get_element_by_id(ROOT).ok_or("the page has no mirror")?.dyn_into()?;
        let voice = document.create_element("div")?;
        voice.set_attribute("role", "status")?;
        voice.set_attribute("aria-live", "polite")?;
        root.append_child(&voice)?;
        let document = document.clone();
        let (shown, children, spoken) = (HashMap::new(), HashMap::new(), HashMap::new());
        Ok(Self { document, root, voice, shown, children, spoken, last_stop: None })
    }

    /// The element that all others are in.
    pub(super) fn root(&self) -> &HtmlElement {
        &self.root
    }

    /// The element of a node.
    pub(super) fn get(&self, id: u64) -> Option<&Shown> {
        self.shown.get(&id)
    }

    /// Whether there is none yet.
    pub(super) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Whether Tab goes on from this node to the rest of the page.
    pub(super) fn is_last_stop(&self, id: u64) -> bool {
        self.last_stop == Some(id)
    }

    /// Whether one of them is `element`.
    pub(super) fn has(&self, element: &Element) -> bool {
        self.root.contains(Some(element))
    }

    /// Makes them those of `items`. `zoom`: the page's pixels per point.
    pub(super) fn show(&mut self, items: Vec<Item>, zoom: f64) -> Result<(), JsValue> {
        let present: HashSet<u64> = items.iter().map(|item| item.id).collect();
        let gone: Vec<u64> = self.shown.keys().copied().filter(|id| !present.contains(id)).collect();
        for id in gone {
            if let Some(shown) = self.shown.remove(&id) {
                shown.outer.remove();
            }
            self.spoken.remove(&id);
        }
        let mut children: HashMap<Option<u64>, Vec<u64>> = HashMap::new();
        let corners: HashMap<u64, [f64; 2]> =
            items.iter().filter_map(|item| item.rect.map(|[x, y, ..]| (item.id, [x, y]))).collect();
        // Tab stays in a dialog until it is closed.
        let is_open = items.iter().any(|item| item.role == Some("dialog"));
        let mut stops = items.iter().filter(|item| item.focusable && !is_open).map(|item| item.id);
        self.last_stop = stops.next_back();
        let mut spoken = Vec::new();
        for item in items {
            children.entry(item.parent).or_default().push(item.id);
            if item.live && self.spoken.get(&item.id) != Some(&item.name) {
                self.spoken.insert(item.id, item.name.clone());
                spoken.push(item.name.clone());
            }
            let corner = item.parent.and_then(|parent| corners.get(&parent)).copied().unwrap_or_default();
            self.show_item(item, corner, zoom)?;
        }
        self.arrange(&children)?;
        self.children = children;
        if !spoken.is_empty() {
            self.voice.set_text_content(Some(&spoken.join(". ")));
        }
        Ok(())
    }

    /// Makes or changes one element.
    fn show_item(&mut self, item: Item, corner: [f64; 2], zoom: f64) -> Result<(), JsValue> {
        let id = item.id;
        let mut shown = match self.shown.remove(&id) {
            Some(mut old) if old.fits(&item) => {
                old.turn_into(item)?;
                old
            }
            other => {
                if let Some(other) = other {
                    other.outer.remove();
                }
                Shown::new(&self.document, item)?
            }
        };
        shown.put(corner, zoom)?;
        self.shown.insert(id, shown);
        Ok(())
    }

    /// Puts the elements into their parents in reading order, and moves only those that are elsewhere.
    fn arrange(&self, children: &HashMap<Option<u64>, Vec<u64>>) -> Result<(), JsValue> {
        for (parent, ids) in children {
            if self.children.get(parent) == Some(ids) && ids.iter().all(|id| self.is_in_place(*id)) {
                continue;
            }
            let into: &Node = match parent.map(|id| self.shown.get(&id)) {
                None => &self.root,
                Some(Some(shown)) => &shown.element,
                Some(None) => continue,
            };
            // The live region is the root's first child.
            let mut before = if parent.is_none() { self.voice.next_sibling() } else { into.first_child() };
            for outer in ids.iter().filter_map(|id| self.shown.get(id)).map(|shown| &shown.outer) {
                if before.as_ref().is_some_and(|node| node.is_same_node(Some(outer))) {
                    before = outer.next_sibling();
                } else {
                    into.insert_before(outer, before.as_ref())?;
                }
            }
        }
        Ok(())
    }

    fn is_in_place(&self, id: u64) -> bool {
        self.shown.get(&id).is_some_and(|shown| shown.outer.is_connected())
    }
}
