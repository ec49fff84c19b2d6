//! The JSON Schema of the story file, generated from the types, so that editors complete and check a file while it is
//! written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};

use super::{Exact, OneOrMany, StoryFile, Text, TextOr};

impl JsonSchema for Text<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

impl JsonSchema for Exact<'_> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

impl<T: JsonSchema> JsonSchema for TextOr<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("TextOr{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let object = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": "string" }, object] })
    }
}

/// An item, or its name alone.
pub(super) struct NameOr<T>(std::marker::PhantomData<T>);

impl<T: JsonSchema> JsonSchema for NameOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("NameOr{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let thing = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": "string", "minLength": 1, "maxLength": 1000 }, thing] })
    }
}

/// Stands for [`super::Facts`].
pub(super) struct Facts;

impl JsonSchema for Facts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let one = json!(["string", "number", "boolean"]);
        json_schema!({
            "type": "object",
            "additionalProperties": {
                "type": ["string", "number", "boolean", "array"],
                "items": { "type": one },
            },
        })
    }
}

/// The example that editors offer for an event.
pub(super) fn events() -> Value {
    json!([{
        "id": "blackout",
        "title": "Power cut to the command center",
        "summary": "Sabotage leaves the command center without power.",
        "thread": "uprising",
        "when": { "after": ["revolt"], "during": ["battle"] },
        "place": "cardassia-prime",
        "cast": ["damar"],
        "because": ["revolt", { "event": "siege", "relation": "enables", "note": "The guards are elsewhere." }],
    }])
}

/// Removes the defaults that serde adds: an author need not know them, because any optional field can be left out.
fn without_defaults(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // A property may itself be named `default`; then its value is a schema, not a plain value.
            if fields.get("default").is_some_and(|value| value.get("type").is_none()) {
                fields.remove("default");
            }
            fields.values_mut().for_each(without_defaults);
        }
        Value::Array(values) => values.iter_mut().for_each(without_defaults),
        _ => {}
    }
}

#[test]
fn the_committed_schema_is_current() {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<StoryFile>().to_value();
    without_defaults(&mut schema);
    schema["title"] = "A Plotlanes story, format version 1".into();
    // Editors that know these keywords then accept comments and trailing commas in a story.
    schema["allowComments"] = true.into();
    schema["allowTrailingCommas"] = true.into();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/story.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).expect("data/ can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == text, "data/story.schema.json is out of date: run `UPDATE=1 cargo test schema` and commit it");
}
