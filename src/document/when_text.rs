//! The `when` of an event as text: its fields read and set one by one, without knowing their meaning.

use serde_json::Value;

use crate::text::scan::{self, Member, Span};

/// The fields of an object; none if it is none.
pub(crate) fn members(json: &str) -> Vec<Member> {
    let start = json.len() - json.trim_start().len();
    scan::members(json, Span::new(start, json.len())).unwrap_or_default()
}

/// A field of an object as it is written.
pub(crate) fn field<'j>(json: &'j str, name: &str) -> Option<&'j str> {
    let member = members(json).into_iter().find(|member| scan::is(json, member.key, name))?;
    Some(member.value.of(json))
}

/// The texts of a field that is a list of texts, or a single text.
pub(crate) fn texts(json: &str, name: &str) -> Vec<String> {
    let Some(value) = field(json, name) else { return Vec::new() };
    let whole = Span::new(0, value.len());
    if let Some(one) = scan::string(value, whole) {
        return vec![one.into_owned()];
    }
    let items = scan::items(value, whole).unwrap_or_default();
    items.into_iter().filter_map(|item| scan::string(value, item)).map(String::from).collect()
}

/// The object with a field set, or left out if there is no value; `None` if no field is left.
pub(crate) fn with_field(json: Option<&str>, name: &str, value: Option<&str>) -> Option<String> {
    let json = json.unwrap_or("{}");
    let others = members(json).into_iter().filter(|member| !scan::is(json, member.key, name));
    let mut fields: Vec<String> = others.map(|member| member.span().of(json).to_owned()).collect();
    fields.extend(value.map(|value| format!("{}:{value}", Value::from(name))));
    (!fields.is_empty()).then(|| format!("{{{}}}", fields.join(",")))
}

/// A `when` that also has a relation to these events; `None` if it says nothing.
pub(crate) fn with_relation(when: Option<&str>, relation: &str, events: &[String]) -> Option<String> {
    if events.is_empty() {
        return when.map(str::to_owned);
    }
    let mut all = when.map_or_else(Vec::new, |when| texts(when, relation));
    all.extend(events.iter().cloned());
    with_field(when, relation, Some(&Value::from(all).to_string()))
}

#[cfg(test)]
mod tests {
    use super::{field, texts, with_field, with_relation};

    #[test]
    fn fields_are_read_and_set() {
        let when = r#"{ "at": 1, "after": "a", "before": ["b", 2] }"#;
        assert_eq!([field(when, "at"), field(when, "to")], [Some("1"), None]);
        assert_eq!([texts(when, "after"), texts(when, "before"), texts(when, "to")].concat(), ["a", "b"]);
        let check = |found: Option<String>, expect: Option<&str>| assert_eq!(found.as_deref(), expect);
        check(with_field(Some(when), "at", None), Some(r#"{"after": "a","before": ["b", 2]}"#));
        check(with_field(Some(r#"{"at":1}"#), "at", None), None);
        check(with_field(None, "at", Some("2")), Some(r#"{"at":2}"#));
        let c = ["c".to_owned()];
        check(with_relation(Some(r#"{"after":"a"}"#), "after", &c), Some(r#"{"after":["a","c"]}"#));
        check(with_relation(None, "after", &[]), None);
        check(with_relation(None, "after", &c), Some(r#"{"after":["c"]}"#));
    }
}
