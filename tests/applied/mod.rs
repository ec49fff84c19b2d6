//! Applies commands to a story, for several test files.

use plotlanes::state::State;
use plotlanes::state::command::Command;
use plotlanes::story::Story;

/// Applies commands to a fresh state.
pub(crate) fn after(story: &Story, commands: &[Command]) -> State {
    let mut state = State::new(story);
    for command in commands {
        assert_eq!(state.apply(story, command.clone()), None, "{command:?} is for the state alone");
    }
    state
}
