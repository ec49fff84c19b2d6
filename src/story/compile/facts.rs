//! Facts about the work, converted from the file's values to text for display.

use serde_json::value::RawValue;

use super::limits;
use super::report::Report;
use super::texts::{Role, checked};
use crate::document::format;
use crate::text::path::Path;
use crate::text::raw::{self, Kind};

/// The facts as label and text. The label `air_date` becomes *Air date*.
pub(super) fn facts(written: &format::Facts, at: &Path, report: &mut Report) -> Vec<(String, String)> {
    let mut facts = Vec::with_capacity(written.0.len());
    for (label, value) in limits::within(&written.0) {
        let at = at.field(label);
        let name = checked(label, &at, report, Role::Name).replace('_', " ");
        let mut letters = name.chars();
        let name = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        let Some(text) = fact(value, &at, report) else { continue };
        let text = checked(&text, &at, report, Role::Prose).to_owned();
        if !report.is_suppressed(&at) {
            facts.push((name, text));
        }
    }
    facts
}

/// A fact as text for display; the entries of a list are joined by commas.
fn fact(value: &RawValue, at: &Path, report: &mut Report) -> Option<String> {
    let elements = if raw::kind(value) == Kind::List { raw::elements(value) } else { vec![value] };
    let listed = raw::kind(value) == Kind::List;
    let mut texts = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        let in_list = at.index(index);
        texts.push(match raw::kind(element) {
            Kind::Text => raw::text(element).map(|text| text.0.into_owned()).unwrap_or_default(),
            // Numbers stay as written: episode 7.10 is not episode 7.1.
            Kind::Number => element.get().to_owned(),
            Kind::Bool => if element.get() == "true" { "yes" } else { "no" }.to_owned(),
            found => {
                report.error(if listed { &in_list } else { at }, "wrong-type", || {
                    let found = found.words();
                    format!("expected a text, a number, true or false, or a list of those, found {found}; write it as a text")
                });
                return None;
            }
        });
    }
    Some(texts.join(", "))
}
