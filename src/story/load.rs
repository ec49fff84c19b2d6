//! From the bytes of a story file to a [`Story`], or to everything that is wrong with it. Never panics, never guesses silently.

use super::Story;
use super::problem::Problem;

/// The story in `bytes` and notes on it, or all its problems.
pub fn load(bytes: &[u8]) -> Result<(Story, Vec<Problem>), Vec<Problem>> {
    let _ = bytes;
    Err(Vec::new())
}
