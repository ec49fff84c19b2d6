//! Merges the settings of windows that share one file: the changes of this window on top of the file as it is now. Knows
//! the settings only as JSON, so that fields of a newer version stay.

use serde_json::{Map, Value};

/// Settings as they are kept.
pub(super) type Kept = Map<String, Value>;

/// The settings to write when this window kept `last` the last time and has `now`, and the file has `there`. Fields that
/// did not change in this window stay as they are in the file. Recent files and views of both are kept, at most `most` of
/// each, this window's first.
pub(super) fn merged(last: &Kept, now: &Kept, there: &Kept, most: usize) -> Kept {
    let mut merged = there.clone();
    for (name, value) in now {
        if last.get(name) == Some(value) && there.contains_key(name) {
            continue;
        }
        let list = |kept: &Kept| kept.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let both = |key: fn(&Value) -> Value| Value::Array(lists(&list(last), &list(now), &list(there), most, key));
        let is_list = there.get(name).is_some_and(Value::is_array);
        let value = match name.as_str() {
            "recent" if is_list => both(Clone::clone),
            "views" if is_list => both(story),
            _ => value.clone(),
        };
        merged.insert(name.clone(), value);
    }
    merged
}

/// The story that a kept view is of.
fn story(view: &Value) -> Value {
    view.get("story").cloned().unwrap_or_default()
}

/// Merges two lists, the newest first: the entries that this window put first since `last`, then those of the file,
/// without those that were forgotten here. Entries with the same `key` are the same.
fn lists(last: &[Value], now: &[Value], there: &[Value], most: usize, key: fn(&Value) -> Value) -> Vec<Value> {
    let has = |list: &[Value], value: &Value| list.iter().any(|known| key(known) == key(value));
    // The entries that this window put first stand before the others, which are still in their old order.
    let fresh = (0..=now.len()).find(|&fresh| {
        let mut rest = last.iter().filter(|value| !has(&now[..fresh], value));
        now[fresh..].iter().all(|value| rest.next() == Some(value))
    });
    let fresh = &now[..fresh.unwrap_or(now.len())];
    // An entry that is missing although there was room was forgotten, not pushed out.
    let forgotten = |value: &Value| now.len() < most && has(last, value) && !has(now, value);
    let others = there.iter().filter(|value| !has(fresh, value) && !forgotten(value));
    fresh.iter().chain(others).take(most).cloned().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Kept, merged};

    #[track_caller]
    fn check(last: &Value, now: &Value, there: &Value, expect: &Value) {
        let object = |value: &Value| value.as_object().cloned().unwrap_or_default();
        let got: Kept = merged(&object(last), &object(now), &object(there), 4);
        assert_eq!(Value::Object(got), *expect, "{last} → {now} on {there}");
    }

    #[test]
    fn a_field_is_as_who_changed_it_last() {
        let (dark, light) = (json!({ "theme": "dark" }), json!({ "theme": "light" }));
        check(&dark, &dark, &light, &light);
        check(&dark, &light, &dark, &light);
        check(&dark, &dark, &json!({}), &dark);
        check(&dark, &light, &json!({}), &light);
        check(&json!({}), &dark, &light, &dark);
        check(
            &dark,
            &dark,
            &json!({ "theme": "dark", "of a newer version": 7 }),
            &json!({ "theme": "dark", "of a newer version": 7 }),
        );
    }

    #[test]
    fn recent_files_of_both_are_kept() {
        let recent = |files: &[&str]| json!({ "recent": files });
        let check = |last: &[&str], now: &[&str], there: &[&str], expect: &[&str]| {
            check(&recent(last), &recent(now), &recent(there), &recent(expect));
        };
        check(&["a"], &["a"], &["b", "a"], &["b", "a"]);
        check(&["a"], &["c", "a"], &["b", "a"], &["c", "b", "a"]);
        check(&["a", "b"], &["b", "a"], &["a", "b"], &["b", "a"]);
        check(&["a", "b"], &["b", "a"], &["d", "a", "b"], &["b", "d", "a"]);
        check(&[], &["c"], &["a", "b"], &["c", "a", "b"]);
        check(&["a", "b", "c", "d"], &["e", "a", "b", "c"], &["a", "b", "c", "d"], &["e", "a", "b", "c"]);
        check(&["a", "b", "c", "d"], &["e", "a", "b", "c"], &["f", "a", "b", "c"], &["e", "f", "a", "b"]);
        // Forgotten here, and opened there meanwhile.
        check(&["a", "b"], &[], &["a", "b"], &[]);
        check(&["a", "b"], &[], &["c", "a", "b"], &["c"]);
        check(&["a", "b"], &["d"], &["c", "a", "b"], &["d", "c"]);
        check(&["a", "b"], &["e", "d"], &["a", "b"], &["e", "d"]);
    }

    #[test]
    fn views_of_both_are_kept() {
        let view = |story: &str, view: &str| json!({ "story": story, "view": view });
        let views = |list: &[Value]| json!({ "views": list });
        let (a1, a2, b1, b2) = (view("a", "1"), view("a", "2"), view("b", "1"), view("b", "2"));
        let check = |last: &[Value], now: &[Value], there: &[Value], expect: &[Value]| {
            check(&views(last), &views(now), &views(there), &views(expect));
        };
        // This window has a open, the other one b.
        check(
            &[a1.clone(), b1.clone()],
            &[a2.clone(), b1.clone()],
            &[b2.clone(), a1.clone()],
            &[a2.clone(), b2.clone()],
        );
        let one = |view: &Value| vec![view.clone()];
        check(&one(&a1), &one(&a1), &one(&a2), &one(&a2));
        check(&[], &one(&a1), &one(&b2), &[a1, b2]);
    }

    #[test]
    fn what_was_broken_is_put_right() {
        check(&json!({}), &json!({ "recent": ["a"] }), &json!({ "recent": 7 }), &json!({ "recent": ["a"] }));
        check(
            &json!({ "recent": ["a"] }),
            &json!({ "recent": ["b", "a"] }),
            &json!({ "recent": {} }),
            &json!({ "recent": ["b", "a"] }),
        );
    }
}
