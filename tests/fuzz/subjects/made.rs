//! A small story that has everything in it, for targets that are not about the story.

use std::sync::LazyLock;

use plotlanes::story::Story;
use plotlanes::story::load::load;

/// A story in which every field is given.
pub(super) const WHOLE: &str = include_str!("../../load/whole.json");

/// The same, loaded.
pub(super) static STORY: LazyLock<Story> = LazyLock::new(|| load(WHOLE.as_bytes()).expect("it loads").0);
