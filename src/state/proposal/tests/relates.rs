//! Saying how events are related.

use super::made::Made;
use crate::state::proposal::{Link, related};
use crate::story::relation::Relation;

#[test]
fn events_are_related_by_cause_and_in_time() {
    let made = Made::order(&[
        ("a", "t", ""),
        ("b", "t", r#""because": "a""#),
        ("c", "t", r#""when": { "after": ["b"], "lasts": 0 }, "because": [{ "event": "a", "note": "n" }]"#),
        ("d", "u", r#""when": { "before": "c" }"#),
    ]);
    let check = |event, link, other, expect| {
        let outcome = related(made.context(), made.event(event), made.event(other), link);
        assert_eq!(made.told(outcome), expect, "{event} {link:?} {other}");
    };
    check("a", Link::Because(""), "a", "refused: an event cannot be related to itself");
    check("b", Link::Because(""), "a", "nothing");
    check(
        "b",
        Link::Because("enables"),
        "a",
        "because (enables) of A | b/t because: [{ event: a, relation: enables }]",
    );
    check("b", Link::Because(""), "d", "because of D | b/t because: [a, d]");
    check(
        "c",
        Link::Because("causes"),
        "a",
        "because (causes) of A | c/t when: { after: [b], lasts: 0 }, because: [{ event: a, relation: causes, note: n }]",
    );
    check("c", Link::When(Relation::After), "b", "nothing");
    check("c", Link::When(Relation::After), "d", "nothing");
    check(
        "c",
        Link::When(Relation::MetBy),
        "b",
        "right after B | c/t when: { lasts: 0, met_by: [b] }, because: [{ event: a, note: n }]",
    );
    check(
        "c",
        Link::When(Relation::Before),
        "d",
        "before D | c/t when: { after: [b], lasts: 0, before: [d] }, because: [{ event: a, note: n }]; d/u",
    );
    check("b", Link::When(Relation::During), "d", "during D | b/t when: { after: [a], during: [d] }, because: a");
    check("b", Link::When(Relation::Before), "d", "before D | b/t when: { before: [d], after: [a] }, because: a");
    check("b", Link::When(Relation::Before), "a", "before A | b/t when: { before: [a] }, because: a");
}
