//! Nothing panics, whatever the bytes, and every refusal says why and where.

use plotlanes::story::compile::{Compiled, compile};
use plotlanes::story::problem::Severity;
use proptest::prelude::*;

/// A story in which every field is given.
pub(super) const WHOLE: &str = include_str!("whole.json");

fn check(bytes: &[u8]) {
    let Compiled { story, problems, is_sound } = compile(bytes);
    let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
    assert!(story.is_some() && is_sound || is_wrong);
    for problem in &problems {
        assert!(!problem.message.is_empty() && problem.message.len() < 4000);
        assert!(problem.line.is_some() || problem.code == "more-problems");
    }
    if let Some(story) = story {
        let mut told: Vec<u32> = story.events.iter().map(|event| event.told).collect();
        told.sort_unstable();
        assert!(told.into_iter().eq(0..story.events.len() as u32));
        assert!(story.extent.start() < story.extent.end());
        let names = story.threads.iter().flat_map(|thread| [&*thread.id, &*thread.title]);
        let names = names.chain(story.characters.iter().flat_map(|who| [&*who.id, &*who.name]));
        let names = names.chain(story.places.iter().flat_map(|place| [&*place.id, &*place.name]));
        let names = names.chain(story.events.iter().flat_map(|event| [event.id, event.title]));
        assert!(names.chain([&*story.title]).all(|name| !name.is_empty()), "{story:#?}");
        for (thread, at) in story.threads.iter().zip(0..) {
            assert!(thread.events.iter().all(|&event| story.event(event).thread.0 == at));
        }
    }
}

/// Pieces that make a story more wrong than single bytes do.
const PIECES: [&str; 24] = [
    "",
    "null",
    "true",
    "-1",
    "1e999",
    "0.5",
    "\"a\"",
    "\"\"",
    "[]",
    "{}",
    "[[",
    "{\"a\":",
    "\"id\"",
    "\"when\":",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "\u{202E}",
    "9223372036854775807",
    "\"-999999\"",
    "\"P999999999W\"",
    "//",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }

    #[test]
    fn a_story_cut_anywhere_is_survived(end in 0..WHOLE.len()) {
        check(&WHOLE.as_bytes()[..end]);
    }

    #[test]
    fn flipped_bytes_are_survived(flips in prop::collection::vec((0..WHOLE.len(), any::<u8>()), 1..6)) {
        let mut bytes = WHOLE.as_bytes().to_vec();
        for (at, byte) in flips {
            bytes[at] = byte;
        }
        check(&bytes);
    }

    #[test]
    fn exchanged_pieces_are_survived(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let mut text = WHOLE.to_owned();
        for (value, piece) in changes {
            // Where a value, a name or a sign of punctuation starts and ends.
            let starts: Vec<usize> = text.match_indices([' ', '\n']).map(|(at, _)| at + 1).collect();
            let start = starts[value.index(starts.len())];
            let end = text[start..].find([',', '\n', ' ']).map_or(text.len(), |end| start + end);
            text.replace_range(start..end, PIECES[piece.index(PIECES.len())]);
        }
        check(text.as_bytes());
    }
}
