//! Finds the things of one story in another: the same thread, character, place or source.

use crate::document::addition::folded;
use crate::document::fields::ItemKind;
use crate::document::item::Item;

/// The names of an item, folded.
struct Names {
    id: String,
    title: String,
    aliases: Vec<String>,
    url: Option<String>,
}

impl Names {
    fn of(item: &Item) -> Self {
        Self {
            id: item.id().unwrap_or_default().into_owned(),
            title: folded(&item.title()),
            aliases: item.texts("aliases").iter().map(|alias| folded(alias)).collect(),
            url: item.text("url").map(std::borrow::Cow::into_owned).filter(|url| !url.is_empty()),
        }
    }

    fn includes(&self, name: &str) -> bool {
        self.title == name || self.aliases.iter().any(|alias| alias == name)
    }
}

/// The id of the item among `items` that is the same thing as `wanted` of another story: the one with its title, or
/// that knows it under another name, or that has its id and a part of its name.
pub(super) fn same(wanted: &Item, items: &[Item]) -> Option<String> {
    let wanted_names = Names::of(wanted);
    let all: Vec<Names> = items.iter().map(Names::of).filter(|names| !names.id.is_empty()).collect();
    let is_same_id = |names: &&Names| {
        names.id == wanted_names.id
            && (names.title == wanted_names.title || is_part_of_name(wanted, names, &wanted_names))
    };
    let by_title = |names: &&Names| names.title == wanted_names.title;
    let by_alias = |names: &&Names| names.includes(&wanted_names.title) || wanted_names.includes(&names.title);
    let by_url = |names: &&Names| wanted_names.url.is_some() && names.url == wanted_names.url;
    let found = all
        .iter()
        .find(is_same_id)
        .or_else(|| all.iter().find(by_title))
        .or_else(|| all.iter().find(by_alias))
        .or_else(|| all.iter().find(by_url));
    found.map(|names| names.id.clone())
}

/// Whether one has a part of the other's name: `Kira` and `Kira Nerys`. Ids of threads, such as `main`, say less.
fn is_part_of_name(wanted: &Item, a: &Names, b: &Names) -> bool {
    let all_in = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
    matches!(wanted.kind(), ItemKind::Character | ItemKind::Place)
        && (all_in(&a.title, &b.title) || all_in(&b.title, &a.title))
}
