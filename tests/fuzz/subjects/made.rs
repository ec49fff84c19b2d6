//! A small story with every feature, for targets that are not about the story.

use std::sync::LazyLock;

use plotlanes::state::State;
use plotlanes::story::Story;
use plotlanes::story::compile::compile;

/// A story with every field.
pub(super) const WHOLE: &str = include_str!("../../load/whole.json");

/// The same, loaded.
pub(super) static STORY: LazyLock<Story> = LazyLock::new(|| compile(WHOLE.as_bytes()).faultless().expect("it loads").0);

/// A new view of it, whose copies share the search index.
pub(super) static FRESH: LazyLock<State> = LazyLock::new(|| State::new(&STORY));
