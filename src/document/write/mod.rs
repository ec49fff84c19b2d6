//! Edits as people make them: a field of an item gets a text, a list another entry, a cause a note. Each becomes a
//! [`Change`] with a name. What stands beside it in the same field is written back as it was. Knows what the format allows;
//! whether a date exists or an id is known is for others to say.

mod everywhere;
mod facts;
pub(crate) mod json;
mod knowledge;
mod lists;
mod new;
mod objects;
mod when;
mod written;

pub use everywhere::{remove_tag, rename_group, rename_tag};
pub use facts::fact_text;
pub use json::shown;
pub use knowledge::{remove_fact, rename_fact};
pub use new::{NewItem, new_item};
pub use objects::Entry;
pub use written::Written;

use super::change::Change;

/// The change, or the reason why there is none, as a sentence for people.
pub type Outcome = Result<Change, String>;

/// A field in the words of the window, such as `further threads` for `also`.
pub fn field_words(field: &str) -> String {
    let words = match field {
        "also" => "further threads",
        "when" => "time",
        "told" => "place in the telling",
        "because" => "causes",
        "cites" => "sources",
        "aliases" => "other names",
        "within" => "surroundings",
        "url" => "address",
        "from" => "start",
        "to" => "end",
        "work" => "facts",
        "time" => "kind of time",
        "begins" => "who is born or arrives",
        "ends" => "who dies or leaves",
        "learns" => "what is learned",
        "knows" => "what is known already",
        "phase" => "lies in the phase",
        "collective" => "many at once, such as a people",
        field => return field.replace('_', " "),
    };
    words.to_owned()
}
