//! Items and groups of vis-timeline, as JSON: a list of items, or an object with `items` and `groups`. Items are events,
//! groups are threads; nested groups are threads whose group is the outer one. How items look is no part of a story.

use serde_json::Value;

use super::dates::{self, Reading};
use super::draft::{Draft, EventDraft, TimeDraft, WhenDraft, label};
use super::format::{Format, Likeness, Sample};
use super::{Imported, Options, Unreadable, json, markup, plain_text};
use crate::time::Moment;
use crate::time::calendar::Civil;

pub(super) const FORMAT: Format =
    Format { name: "vis", title: "vis-timeline (JSON)", endings: &["json"], likeness, read };

/// Members of an item that are read, or say only how it looks or may be edited.
const KNOWN: [&str; 15] = [
    "id",
    "content",
    "start",
    "end",
    "group",
    "title",
    "className",
    "type",
    "style",
    "editable",
    "selectable",
    "align",
    "limitSize",
    "subgroup",
    "order",
];

fn likeness(sample: &Sample<'_>) -> Likeness {
    let has_items = sample.has_key("content") && sample.has_key("start");
    if sample.is_json() && has_items { Likeness::Likely } else { Likeness::No }
}

fn read(bytes: &[u8], options: &Options) -> Result<Imported, Unreadable> {
    let mut draft = Draft::default();
    draft.time = TimeDraft::Date;
    let value = json::parse(&plain_text(bytes, &mut draft.notes))?;
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned();
    let Some(items) = list(Some(&value)).or_else(|| list(value.get("items"))) else {
        return Err(Unreadable::new("This is no timeline of vis: it needs a list of items, by itself or called items"));
    };
    let groups = list(value.get("groups")).unwrap_or_default();
    add_groups(groups, &mut draft);
    let mut looks = false;
    let mut has_numbers = false;
    for (at, item) in items.iter().enumerate() {
        let place = format!("item {}", at + 1);
        if !item.is_object() {
            draft.notes.of(place, "it is no item but another value, and is left out");
            continue;
        }
        let event = event(item, &place, options, &mut draft);
        has_numbers |= ["start", "end"].iter().any(|name| item.get(name).is_some_and(Value::is_number));
        looks |= ["style", "align", "limitSize", "subgroup"].iter().any(|name| item.get(name).is_some());
        draft.events.push(event);
    }
    if looks {
        draft.notes.of_all("how items look (style, align, subgroup and the like) is left out");
    }
    if has_numbers {
        draft.notes.of_all("times that are numbers are milliseconds since 1970; they are written in UTC");
    }
    Ok(draft.finish(&options.name))
}

/// Adds the threads in the order of the groups.
fn add_groups(mut groups: Vec<Value>, draft: &mut Draft) {
    let order = |group: &Value| group.get("order").and_then(Value::as_f64).unwrap_or(f64::MAX);
    groups.sort_by(|a, b| order(a).total_cmp(&order(b)));
    let name = |group: &Value| {
        let content = markup::plain(&json::member(group, "content"));
        if content.is_empty() { json::member(group, "id") } else { content }
    };
    for group in groups.iter().filter(|group| group.is_object()) {
        let key = json::member(group, "id");
        let thread = draft.thread_of(&format!("group {key}"), &name(group));
        let mut lines: Vec<String> = vec![markup::plain(&json::member(group, "title"))];
        let known = ["id", "content", "title", "order", "nestedGroups", "showNested", "className", "style", "visible"];
        lines.extend(json::other_lines(group, &known));
        thread.summary = lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    }
    for group in &groups {
        for nested in group.get("nestedGroups").and_then(Value::as_array).into_iter().flatten() {
            let key = json::text(nested);
            if groups.iter().any(|group| json::member(group, "id") == key) {
                draft.thread_of(&format!("group {key}"), &key).group = label(&name(group));
            } else {
                draft.notes.of(format!("group {}", name(group)), format!("it nests a group “{key}” that is not there"));
            }
        }
    }
}

/// The event of an item.
fn event(item: &Value, place: &str, options: &Options, draft: &mut Draft) -> EventDraft {
    let group = json::member(item, "group");
    let thread = if group.is_empty() {
        draft.thread_of("", &options.name).id().to_owned()
    } else {
        draft.thread_of(&format!("group {group}"), &group).id().to_owned()
    };
    let mut event =
        draft.event_with_id(&json::member(item, "id"), &markup::plain(&json::member(item, "content")), &thread);
    event.tell(&markup::plain(&json::member(item, "title")));
    let classes = json::member(item, "className");
    event.tags = classes.split_whitespace().map(label).collect();
    if json::member(item, "type") == "background" {
        event.tags.push("background".to_owned());
    }
    let mut lines = json::other_lines(item, &KNOWN);
    let [from, to] = ["start", "end"].map(|name| {
        let value = item.get(name).filter(|value| !value.is_null())?;
        let date = date(value);
        if date.is_none() {
            let words = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            draft
                .notes
                .of(place, format!("{name}: “{words}” is no date that is understood; it is kept in the summary"));
            lines.push(format!("{name}: {words}"));
        }
        date
    });
    event.when = Some(match (from, to) {
        (Some(from), Some(to)) if from == to => WhenDraft::at(from),
        (Some(from), Some(to)) if dates::is_before(&to, &from) => {
            draft.notes.of(place, "the end is before the start; it is kept in the summary");
            lines.push(format!("end: {to}"));
            WhenDraft::at(from)
        }
        (Some(from), Some(to)) => WhenDraft::between(from, to),
        (Some(from), None) => WhenDraft::at(from),
        (None, to) => WhenDraft { to: to.map(Value::from), ..WhenDraft::default() },
    });
    event.tell(&lines.join("\n"));
    event
}

/// A date as an item has it: a text, the milliseconds since 1970, or those in a text such as `/Date(1198908717056)/`.
fn date(value: &Value) -> Option<String> {
    let millis = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.strip_prefix("/Date(").and_then(|rest| rest.split([')', '+']).next()?.parse().ok()),
        _ => return None,
    };
    if let Some(millis) = millis {
        // Past this, years have more digits than ours.
        let moment = Moment(Some(millis).filter(|millis| millis.abs() < 3e16)?.round() as i64);
        let civil = Civil::from_moment(moment);
        let day = crate::time::calendar::iso(Civil { hour: 0, minute: 0, second: 0, milli: 0, ..civil }.moment());
        return Some(format!("{day}T{}", civil.clock())).filter(|text| dates::date(text).is_some());
    }
    match dates::read(value.as_str()?, false) {
        Ok(Reading { first, last: None }) if dates::date(&first).is_some() => Some(first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::date;
    use serde_json::{Value, json};

    #[test]
    fn dates_of_items() {
        let check = |value: Value, expect: Option<&str>| assert_eq!(date(&value).as_deref(), expect, "{value}");
        check(json!("2014-04-20"), Some("2014-04-20"));
        check(json!("2014-04-20T10:00:00.000Z"), Some("2014-04-20T10:00:00.000Z"));
        check(json!(0), Some("1970-01-01T00:00"));
        check(json!(-1), Some("1969-12-31T23:59:59.999"));
        check(json!("/Date(1198908717056)/"), Some("2007-12-29T06:11:57.056"));
        check(json!("4/20/2014"), Some("2014-04-20"));
        check(json!(1e300), None);
        check(json!("soon"), None);
        check(json!([1]), None);
    }
}
