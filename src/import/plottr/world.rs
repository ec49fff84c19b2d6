//! The characters, places and tags of a project of Plottr, and its texts.

use std::collections::HashMap;

use serde_json::Value;

use crate::import::draft::{Draft, label};
use crate::import::json;

/// Members that are read elsewhere, or say only how Plottr shows a thing.
const SHOWN: [&str; 29] = [
    "bookIds",
    "books",
    "cards",
    "categoryId",
    "color",
    "expanded",
    "fromTemplate",
    "fromTemplateId",
    "imageId",
    "isPlotline",
    "lastEdited",
    "createdAt",
    "noteIds",
    "position",
    "positionInBeat",
    "positionInChapter",
    "positionWithinLine",
    "seriesLineId",
    "tags",
    "attributes",
    "templates",
    "autoOutlineSort",
    "isTimelineTemplate",
    "characterIds",
    "beatId",
    "chapterId",
    "lineId",
    "displayOnDashboard",
    "isStack",
];

/// The ids and names that cards refer to, by the keys of the file.
#[derive(Default)]
pub(super) struct Names {
    pub(super) characters: HashMap<String, String>,
    pub(super) places: HashMap<String, (String, String)>,
    tags: HashMap<String, String>,
}

impl Names {
    /// Adds the characters and places.
    pub(super) fn added(root: &Value, draft: &mut Draft) -> Self {
        let mut names = Self { tags: titles(root.get("tags"), "title"), ..Self::default() };
        let categories = |kind: &str| titles(root.get("categories").and_then(|all| all.get(kind)), "name");
        let groups = categories("characters");
        for person in things(root, "characters") {
            let key = json::member(person, "id");
            let mut lines = names.described(root, "characters", person);
            let category = json::member(person, "categoryId");
            let added = draft.character_of(&key, &json::member(person, "name"));
            added.group = groups.get(&category).map(|name| label(name)).unwrap_or_default();
            if !added.summary.is_empty() {
                lines.insert(0, std::mem::take(&mut added.summary));
            }
            added.summary = lines.join("\n");
            names.characters.insert(key, added.id().to_owned());
        }
        let groups = categories("places");
        for place in things(root, "places") {
            let key = json::member(place, "id");
            let name = json::member(place, "name");
            let id = draft.place_of(&key, &name).id().to_owned();
            let mut lines = names.described(root, "places", place);
            lines.extend(groups.get(&json::member(place, "categoryId")).map(|name| format!("Category: {name}")));
            if !lines.is_empty() {
                // A place of ours has no summary.
                append(&mut draft.summary, &format!("{name}: {}", lines.join("\n")));
            }
            names.places.insert(key, (id, name));
        }
        names
    }

    /// The tags of a thing.
    pub(super) fn tags_of(&self, thing: &Value) -> Vec<String> {
        let tags = list(thing.get("tags")).iter().map(json::text);
        let mut tags: Vec<String> = tags.filter_map(|key| self.tags.get(&key)).map(|tag| label(tag)).collect();
        tags.retain(|tag| !tag.is_empty());
        tags
    }

    /// What the file says of a character or a place, as lines.
    fn described(&self, root: &Value, kind: &str, thing: &Value) -> Vec<String> {
        let mut lines: Vec<String> =
            ["description", "notes"].iter().filter_map(|name| thing.get(name)).map(rich).collect();
        lines.retain(|line| !line.is_empty());
        lines.extend(lines_of(thing, &["id", "name", "description", "notes"]));
        // Since 2023 what Plottr knows of a character is in a list, by numbers that another list explains.
        let attributes = titles(root.get("attributes").and_then(|all| all.get(kind)), "name");
        for attribute in list(thing.get("attributes")) {
            let name = attributes.get(&json::member(attribute, "id")).map_or("attribute", String::as_str);
            let value = attribute.get("value").map(rich).unwrap_or_default();
            match name {
                _ if value.is_empty() => {}
                "category" | "tags" => {}
                "shortDescription" | "description" => lines.push(value),
                _ => lines.push(format!("{name}: {value}")),
            }
        }
        let tags = self.tags_of(thing);
        if !tags.is_empty() {
            lines.push(format!("Tags: {}", tags.join(", ")));
        }
        lines
    }
}

/// The things in a list of the file.
pub(super) fn things<'v>(root: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    list(root.get(name)).iter().filter(|thing| thing.is_object())
}

/// The names of the things in a list by their keys.
fn titles(things: Option<&Value>, name: &str) -> HashMap<String, String> {
    let titled = list(things).iter().map(|thing| (json::member(thing, "id"), json::member(thing, name)));
    titled.filter(|(_, title)| !title.is_empty()).collect()
}

/// The members of a thing that writers made themselves, and those of the templates that it was filled in from, as lines
/// `name: value`.
pub(super) fn lines_of(thing: &Value, known: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, value) in thing.as_object().into_iter().flatten() {
        let text = if value.is_boolean() { String::new() } else { rich(value) };
        if !text.is_empty() && !known.contains(&name.as_str()) && !SHOWN.contains(&name.as_str()) {
            lines.push(format!("{name}: {text}"));
        }
    }
    for template in list(thing.get("templates")) {
        for attribute in list(template.get("attributes")) {
            let text = attribute.get("value").map(rich).unwrap_or_default();
            if !text.is_empty() {
                lines.push(format!("{}: {text}", json::member(attribute, "name")));
            }
        }
    }
    lines
}

/// The items of a list; none of anything else.
pub(super) fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A number of a thing; those without one come last.
pub(super) fn number(thing: &Value, name: &str) -> f64 {
    thing.get(name).and_then(Value::as_f64).unwrap_or(f64::MAX)
}

/// Adds a paragraph to a text.
pub(super) fn append(text: &mut String, paragraph: &str) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph.trim());
}

/// The plain text of what was written with Plottr's editor, which keeps a tree of paragraphs, lists and links.
pub(super) fn rich(value: &Value) -> String {
    let mut out = String::new();
    add_rich(value, &mut out);
    out.trim().to_owned()
}

fn add_rich(value: &Value, out: &mut String) {
    let nodes = match value {
        Value::Array(nodes) => nodes,
        Value::Object(node) => return add_node(node, out),
        _ => return out.push_str(&json::text(value)),
    };
    for node in nodes {
        add_rich(node, out);
    }
}

fn add_node(node: &serde_json::Map<String, Value>, out: &mut String) {
    if let Some(Value::String(text)) = node.get("text") {
        return out.push_str(text);
    }
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    let url = node.get("url").map(json::text).unwrap_or_default();
    if kind != "link" && !out.is_empty() && !out.ends_with(['\n', '•', ' ']) {
        out.push('\n');
    }
    if kind == "list-item" {
        out.push_str("• ");
    }
    let start = out.len();
    if let Some(children) = node.get("children") {
        add_rich(children, out);
    }
    if !url.is_empty() && out.get(start..) != Some(url.as_str()) {
        out.extend([" (", url.as_str(), ")"]);
    }
    if kind != "link" && !out.ends_with('\n') {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::rich;

    #[test]
    fn texts_lose_only_their_looks() {
        let check = |json: &str, expect: &str| {
            assert_eq!(rich(&serde_json::from_str(json).expect("JSON")), expect, "{json}");
        };
        check(r#""old, plain ""#, "old, plain");
        check(
            r#"[{"type":"paragraph","children":[{"text":"A "},{"text":"bold","bold":true},{"text":" one"}]}]"#,
            "A bold one",
        );
        check(r#"[{"type":"paragraph","children":[{"text":"One"}]},{"children":[{"text":"Two"}]}]"#, "One\nTwo");
        check(
            r#"[{"type":"bulleted-list","children":[{"type":"list-item","children":[{"text":"a"}]},
                {"type":"list-item","children":[{"type":"paragraph","children":[{"text":"b"}]}]}]}]"#,
            "• a\n• b",
        );
        check(
            r#"[{"type":"paragraph","children":[{"text":"see "},{"type":"link","url":"http://x","children":[{"text":"this"}]},{"text":"!"}]}]"#,
            "see this (http://x)!",
        );
        check(r#"[{"children":[{"text":""}]}]"#, "");
        check("null", "");
    }
}
