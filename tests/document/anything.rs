//! Values for every field of the format, made by its table of fields.

use plotlanes::document::fields::{ItemKind, ObjectKind, Shape};
use serde_json::{Map, Value, json};

use super::written::Dice;

/// Texts that are ids elsewhere, and texts that look like JSON.
const TEXTS: [&str; 14] = [
    "t0",
    "e1",
    "c2",
    "p0",
    "s3",
    "",
    "é\n\"",
    "🖖\u{2028}",
    "// no comment",
    "/* nor this */",
    "[{,",
    "a\\b",
    "}], ]",
    "1e400",
];

/// An id of a thing of this kind, which may be there or not.
pub(crate) fn id(kind: ItemKind, dice: &mut Dice) -> String {
    format!("{}{}", &kind.word()[..1], dice.roll(4))
}

/// A thing of this kind with this id and some of its fields.
pub(crate) fn item(kind: ItemKind, id: &str, dice: &mut Dice) -> Value {
    if kind.may_be_text() && dice.one_in(3) {
        return id.to_uppercase().into();
    }
    let mut item = object(kind.object(), dice);
    item[kind.naming_field()] = id.into();
    item
}

/// A value that a field of this shape may have.
pub(crate) fn value(shape: Shape, dice: &mut Dice) -> Value {
    match shape {
        Shape::Text => text(dice),
        Shape::Id(kind) => id(kind, dice).into(),
        Shape::Word(_, words) => words[dice.roll(words.len())].into(),
        Shape::Number => number(dice),
        Shape::Flag => dice.one_in(2).into(),
        Shape::Version => 1.into(),
        Shape::Exact => {
            if dice.one_in(2) {
                number(dice)
            } else {
                text(dice)
            }
        }
        Shape::Texts => one_or_many(dice, text),
        Shape::List(shape) => many(dice, |dice| value(*shape, dice)),
        Shape::Ids(kind) => one_or_many(dice, |dice| id(kind, dice).into()),
        Shape::Object(kind) => object(kind, dice),
        Shape::Objects(kind) => many(dice, |dice| object(kind, dice)),
        Shape::Links(kind, link) => {
            one_or_many(dice, |dice| if dice.one_in(2) { id(kind, dice).into() } else { object(link, dice) })
        }
        Shape::Items(kind) => {
            let count = dice.roll(4);
            (0..count).map(|at| item(kind, &format!("{}{at}", &kind.word()[..1]), dice)).collect()
        }
        Shape::Phrases(phrase) => {
            one_or_many(dice, |dice| if dice.one_in(2) { text(dice) } else { object(phrase, dice) })
        }
        Shape::Facts => {
            let count = dice.roll(4);
            let fact = |dice: &mut Dice| match dice.roll(3) {
                0 => number(dice),
                1 => dice.one_in(2).into(),
                _ => text(dice),
            };
            let facts = (0..count).map(|at| (format!("fact {at}"), one_or_many(dice, fact)));
            Value::Object(facts.collect())
        }
    }
}

fn object(kind: &ObjectKind, dice: &mut Dice) -> Value {
    let mut fields = Map::new();
    for field in kind.fields {
        if field.required || dice.one_in(3) {
            fields.insert(field.name.to_owned(), value(field.shape, dice));
        }
    }
    Value::Object(fields)
}

fn text(dice: &mut Dice) -> Value {
    dice.pick(&TEXTS).into()
}

fn number(dice: &mut Dice) -> Value {
    match dice.roll(4) {
        0 => json!(1.5),
        1 => json!(-3),
        2 => json!(1e21),
        _ => json!(dice.roll(100)),
    }
}

fn many(dice: &mut Dice, one: impl Fn(&mut Dice) -> Value) -> Value {
    let count = dice.roll(4);
    (0..count).map(|_| one(dice)).collect()
}

fn one_or_many(dice: &mut Dice, one: impl Fn(&mut Dice) -> Value) -> Value {
    if dice.one_in(2) { one(dice) } else { many(dice, one) }
}
