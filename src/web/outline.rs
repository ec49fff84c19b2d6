//! Turns the window's accessible tree into a list of page elements. Pure, so that it is tested without a browser.
//!
//! Groups without a name are left out, so that lists are the parents of their items; the texts of a widget become one.

use std::collections::{HashMap, HashSet};

use egui::accesskit::{Action, Live, Node, NodeId, Role, Toggled, TreeUpdate};

/// An element of the page that stands for a node of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The node's id, which stays the same from frame to frame.
    pub id: u64,
    /// The item that it is in; `None` for the outermost ones.
    pub parent: Option<u64>,
    /// What kind of element it is.
    pub tag: &'static str,
    /// The element around it, where a list asks for one.
    pub wrapper: Option<&'static str>,
    /// The ARIA role, where the kind of element does not say it.
    pub role: Option<&'static str>,
    /// The text that is read aloud: the content of an item with no items in it, the label of any other.
    pub name: String,
    /// ARIA attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// The text in a field; `None` for anything else.
    pub value: Option<String>,
    /// Left, top, width, height, in points of the window.
    pub rect: Option<[f64; 4]>,
    /// Whether it can have the focus.
    pub focusable: bool,
    /// Whether text is typed into it.
    pub is_field: bool,
    /// Whether a change of its text is read aloud at once.
    pub live: bool,
}

/// The page's elements in reading order, parents before their children, and the id of the focused node.
pub fn outline(update: &TreeUpdate) -> (Vec<Item>, u64) {
    let nodes: HashMap<NodeId, &Node> = update.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut items = Vec::new();
    let mut listed = HashSet::new();
    let (mut lists, mut menus) = (HashSet::new(), HashSet::new());
    let root = update.tree.as_ref().map_or(update.focus, |tree| tree.root);
    // A stack of our own: the tree may be deeper than the call stack allows.
    let mut open: Vec<(NodeId, Option<u64>)> = vec![(root, None)];
    while let Some((id, parent)) = open.pop() {
        let Some(node) = nodes.get(&id).filter(|node| !node.is_hidden()) else { continue };
        let mut item = (id != root).then(|| item(id, parent, node, &nodes)).flatten();
        if let Some(item) = &mut item {
            if item.role == Some("menu") {
                menus.insert(item.id);
            } else if item.tag == "button" && parent.is_some_and(|parent| menus.contains(&parent)) {
                item.role = Some("menuitem");
            }
            if item.tag == "ul" {
                lists.insert(item.id);
            } else if item.tag != "li" && parent.is_some_and(|parent| lists.contains(&parent)) {
                item.wrapper = Some("li");
            }
        }
        // A node that is in the tree twice would be moved about in the page at every update.
        let is_new = listed.insert(id);
        let inside = match &item {
            Some(_) if !is_new => continue,
            // In the tree a menu is its button's child; a page's button has only text in it, so here it comes after it.
            Some(item) if is_leaf(item.tag) => parent,
            Some(item) => Some(item.id),
            None => parent,
        };
        items.extend(item);
        if node.role() != Role::ScrollBar {
            open.extend(node.children().iter().rev().map(|&child| (child, inside)));
        }
    }
    (items, update.focus.0)
}

/// Whether an element with this tag has only text in it.
fn is_leaf(tag: &str) -> bool {
    matches!(tag, "button" | "span") || is_text_field(tag)
}

/// Whether text is typed into an element with this tag.
fn is_text_field(tag: &str) -> bool {
    matches!(tag, "input" | "textarea")
}

fn item(id: NodeId, parent: Option<u64>, node: &Node, nodes: &HashMap<NodeId, &Node>) -> Option<Item> {
    let name = name(node, nodes);
    let (tag, role) = element(node, &name)?;
    if is_leaf(tag) && !is_text_field(tag) && name.is_empty() {
        return None;
    }
    let is_focusable = node.supports_action(Action::Click)
        // Text that can be selected with the mouse is no stop for Tab.
        || node.supports_action(Action::Focus) && !matches!(node.role(), Role::Label | Role::Heading);
    Some(Item {
        id: id.0,
        parent,
        tag,
        wrapper: None,
        role,
        name,
        attributes: attributes(node, role),
        value: is_text_field(tag).then(|| node.value().unwrap_or_default().to_owned()),
        rect: node.bounds().map(|at| [at.x0, at.y0, at.x1 - at.x0, at.y1 - at.y0]),
        focusable: is_focusable,
        // A number can be typed over as soon as it is focused.
        is_field: is_text_field(tag) || role == Some("spinbutton"),
        live: matches!(node.live(), Some(Live::Polite | Live::Assertive)),
    })
}

/// The tag of a node's element, and its ARIA role where the tag does not say it. None for a node that has no element.
fn element(node: &Node, name: &str) -> Option<(&'static str, Option<&'static str>)> {
    let clickable = node.supports_action(Action::Click);
    Some(match node.role() {
        Role::Button | Role::DefaultButton => ("button", None),
        Role::ListItem if clickable => ("button", None),
        Role::Link => ("span", Some("link")),
        Role::CheckBox | Role::Switch => ("span", Some("checkbox")),
        Role::RadioButton => ("span", Some("radio")),
        Role::MenuItem => ("span", Some("menuitem")),
        Role::Slider => ("span", Some("slider")),
        Role::SpinButton | Role::NumberInput => ("span", Some("spinbutton")),
        Role::ProgressIndicator => ("span", Some("progressbar")),
        Role::Image => ("span", Some("img")),
        Role::TextInput | Role::SearchInput => ("input", None),
        Role::MultilineTextInput => ("textarea", None),
        Role::Label | Role::Paragraph | Role::Status | Role::Note => ("span", None),
        Role::Heading => ("span", Some("heading")),
        Role::List => ("ul", None),
        Role::ListItem => ("li", None),
        Role::Main => ("main", None),
        Role::Toolbar => ("div", Some("toolbar")),
        Role::Region => ("section", None),
        Role::Complementary => ("aside", None),
        Role::Dialog | Role::AlertDialog => ("div", Some("dialog")),
        Role::Menu => ("div", Some("menu")),
        Role::Tooltip => ("div", Some("tooltip")),
        // Keys do not move a splitter yet.
        Role::TextRun | Role::ScrollBar | Role::Splitter => return None,
        _ if clickable && !name.is_empty() => ("button", None),
        Role::Group if !name.is_empty() => ("div", Some("group")),
        _ => return None,
    })
}

/// A node's states and values as attributes of its element.
fn attributes(node: &Node, role: Option<&str>) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    let mut say = |key, value: &str| attributes.push((key, value.to_owned()));
    if node.is_disabled() {
        say("aria-disabled", "true");
    }
    // egui calls selectable nodes toggled too; they are no switches.
    if let Some(toggled) = node.toggled().filter(|_| node.is_selected().is_none()) {
        let key = if matches!(role, Some("checkbox" | "radio")) { "aria-checked" } else { "aria-pressed" };
        say(key, if toggled == Toggled::True { "true" } else { "false" });
    }
    if node.is_selected() == Some(true) {
        say("aria-current", "true");
    }
    if let Some(open) = node.is_expanded() {
        say("aria-expanded", if open { "true" } else { "false" });
    }
    if role == Some("heading") {
        say("aria-level", &node.level().unwrap_or(2).to_string());
    }
    if role == Some("slider")
        && let Some(value) = node.value()
    {
        say("aria-valuetext", value);
    }
    for (key, number) in [
        ("aria-valuenow", node.numeric_value()),
        ("aria-valuemin", node.min_numeric_value()),
        ("aria-valuemax", node.max_numeric_value()),
    ] {
        if let Some(number) = number {
            say(key, &number.to_string());
        }
    }
    // Why a text was not taken, or the choice that Enter would take.
    if let Some(description) = node.description().filter(|description| !description.is_empty()) {
        say("aria-description", description);
    }
    if node.invalid().is_some() {
        say("aria-invalid", "true");
    }
    attributes
}

/// A node's name: its label, the text of the nodes that label it, or its own text.
fn name(node: &Node, nodes: &HashMap<NodeId, &Node>) -> String {
    if let Some(label) = node.label().filter(|label| !label.is_empty()) {
        return label.to_owned();
    }
    let by: Vec<&str> =
        node.labelled_by().iter().filter_map(|id| nodes.get(id)?.value().or(nodes.get(id)?.label())).collect();
    if !by.is_empty() {
        return by.join(" ");
    }
    let is_field = matches!(node.role(), Role::TextInput | Role::SearchInput | Role::MultilineTextInput);
    if is_field {
        node.placeholder().unwrap_or_default().to_owned()
    } else {
        node.value().unwrap_or_default().to_owned()
    }
}
