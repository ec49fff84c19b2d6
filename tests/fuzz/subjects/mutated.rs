//! A valid story with some values exchanged: closer to valid stories than random bytes.

use serde_json::{Map, Value};

use super::input::Input;
use super::loader;
use super::made::WHOLE;

/// Values that a valid story does not have, at least not in that place. Between `@` are numbers that `serde_json`
/// cannot represent.
const VALUES: [&str; 30] = [
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "\"@1e400@\"",
    "\"@-1e400@\"",
    "\"@1e-400@\"",
    "\"@1e18446744073709551616@\"",
    "9223372036854775807",
    "-9223372036854775808",
    "9007199254740992",
    "9000000000000",
    "\"@123456789012345678901234567890@\"",
    "\"\"",
    "\"a\"",
    "\"first\"",
    "\"last\"",
    "\"1999\"",
    "\"-999999\"",
    "\"+999999-12-31T23:59:59.999-14:00\"",
    "\"P3D\"",
    "\"P999999999W\"",
    "\"\\u0000\"",
    "\"\\ud83d\\udd96\"",
    "\"\\u202e\"",
    "[]",
    "{}",
    "[[]]",
    "{\"at\":0}",
];

pub(super) fn run(data: &[u8]) {
    let mut input = Input::new(data);
    let mut story: Value = serde_json::from_str(WHOLE).expect("valid JSON");
    for _ in 0..64 {
        if input.is_empty() {
            break;
        }
        change(&mut story, &mut input);
    }
    let text = story.to_string().replace("\"@", "").replace("@\"", "");
    loader::run(text.as_bytes());
}

/// Changes one value, or the items of a list or an object.
fn change(story: &mut Value, input: &mut Input<'_>) {
    let copied = some(story, 5, input).clone();
    let copied = if copied.to_string().len() > 2000 { Value::Null } else { copied };
    let what = input.byte() % 8;
    let value = match input.below(2 * VALUES.len()) {
        at if at < VALUES.len() => serde_json::from_str(VALUES[at]).expect("valid JSON"),
        _ => copied,
    };
    let at = input.byte() as usize;
    match (what, some(story, 5, input)) {
        (0, Value::Array(list)) if !list.is_empty() => drop(list.remove(at % list.len())),
        (1, Value::Array(list)) if list.len() < 200 => list.insert(at % (list.len() + 1), value),
        (2, Value::Array(list)) if !list.is_empty() => {
            let length = list.len();
            list.swap(at % length, (at / 3) % length);
        }
        (0 | 2, Value::Object(fields)) if !fields.is_empty() => {
            let name = fields.keys().nth(at % fields.len()).cloned().unwrap_or_default();
            let taken = fields.remove(&name);
            if what == 2 {
                rename(fields, taken.unwrap_or_default(), input);
            }
        }
        (1, Value::Object(fields)) => rename(fields, value, input),
        (_, place) => *place = value,
    }
}

const NAMES: [&str; 24] = [
    "id",
    "title",
    "thread",
    "also",
    "when",
    "at",
    "from",
    "to",
    "lasts",
    "after",
    "before",
    "during",
    "meets",
    "equals",
    "starts",
    "meanwhile",
    "told",
    "place",
    "within",
    "cast",
    "because",
    "relation",
    "tags",
    "other",
];

fn rename(fields: &mut Map<String, Value>, value: Value, input: &mut Input<'_>) {
    fields.insert(input.pick(&NAMES).to_owned(), value);
}

/// A random value in the story, at most `depth` deep; rarely the whole story.
fn some<'v>(value: &'v mut Value, depth: u8, input: &mut Input<'_>) -> &'v mut Value {
    let (stop, at) = (input.below(4) == 0, usize::from(input.byte()));
    let (length, is_list) = match value {
        Value::Array(list) => (list.len(), true),
        Value::Object(fields) => (fields.len(), false),
        _ => (0, false),
    };
    if depth == 0 || length == 0 || stop && is_list {
        return value;
    }
    let inner = match value {
        Value::Array(list) => list.get_mut(at % length),
        Value::Object(fields) => fields.values_mut().nth(at % length),
        _ => None,
    };
    some(inner.expect("one of them"), depth - 1, input)
}
