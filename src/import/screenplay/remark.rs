//! Remarks in a script that say something to this program: `[[thread: The police]]`, `[[when: 1916-02-21]]`.

use crate::import::draft::WhenDraft;
use crate::time::calendar::gregorian;

/// What a remark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark<'r> {
    Thread(&'r str),
    Cast(Vec<&'r str>),
    When(&'r str),
    Place(&'r str),
    Tags(Vec<&'r str>),
    Title(&'r str),
    /// Something to somebody else.
    Free(&'r str),
}

/// What a remark says; one that has no known word and colon before it is free.
pub(super) fn read(text: &str) -> Remark<'_> {
    let text = text.trim();
    let Some((key, value)) = text.split_once(':').filter(|(_, value)| !value.trim().is_empty()) else {
        return Remark::Free(text);
    };
    let value = value.trim();
    let list = || value.split([',', ';']).map(str::trim).filter(|item| !item.is_empty()).collect();
    match key.trim().to_lowercase().as_str() {
        "thread" | "plot" | "storyline" => Remark::Thread(value),
        "cast" | "characters" | "with" => Remark::Cast(list()),
        "when" | "date" => Remark::When(value),
        "place" | "location" => Remark::Place(value),
        "tag" | "tags" => Remark::Tags(list()),
        "title" => Remark::Title(value),
        _ => Remark::Free(text),
    }
}

/// The time that a remark names: a date or an interval of them.
pub(super) fn when(text: &str) -> Option<WhenDraft> {
    let is_date = |text: &str| gregorian::parse(text).is_ok();
    if is_date(text) {
        return Some(WhenDraft::at(text));
    }
    let (from, to) = text.split_once('/').map(|(from, to)| (from.trim(), to.trim()))?;
    let (first, last) = (gregorian::parse(from).ok()?, gregorian::parse(to).ok()?);
    (first.first <= last.end).then(|| WhenDraft::between(from, to))
}
