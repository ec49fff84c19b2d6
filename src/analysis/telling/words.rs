//! The numbers of a telling in words, with what they stand on.

use super::{Ordered, Telling};

/// The meaning of [`Telling::nonlinearity`], to be shown beside the number.
pub const NONLINEARITY_WORDS: &str = "How far events are told from where they happen: 0 where all is told in the order \
    in which it happens, about 1 where it is told backwards (2 in a story of two events, closer to 1 the more there \
    are). Events that start at the same time count as happening in the order of the file. Where the story does not \
    order two events, they count as they are drawn.";

/// The meaning of [`Ordered::inversions`], to be shown beside the number.
pub const INVERSIONS_WORDS: &str = "The share of pairs of events that are told in the opposite order of their \
    happening: 0 where all is told in the order in which it happens, 1 where it is told backwards. Where the story does \
    not say which event of a pair comes first, the least and the most that it can be. Events that start at the same time \
    are in order.";

impl Telling {
    /// The name of the nonlinearity, with what it goes by where the story leaves the order of some events open.
    pub fn nonlinearity_name(&self) -> &'static str {
        if self.ordered.is_whole { "nonlinearity" } else { "nonlinearity as drawn" }
    }
}

impl Ordered {
    /// The least and the most share of inversions: `0.20`, or `0.20 to 0.40`, or `about 0.20 to 0.40`.
    pub fn inversions_text(&self) -> String {
        let [least, most] = self.inversions().map(|share| format!("{share:.2}"));
        let about = if self.is_estimate { "about " } else { "" };
        if least == most { format!("{about}{least}") } else { format!("{about}{least} to {most}") }
    }

    /// How much of the order the story gives: `44 % of all pairs of events`. `None` if it orders all of them.
    pub fn share_text(&self) -> Option<String> {
        let percent = (100.0 * self.share()).round() as u32;
        let share = match percent {
            _ if self.is_whole => return None,
            0 if self.share() > 0.0 => "less than 1 %".to_owned(),
            0 => "none".to_owned(),
            100 => "more than 99 %".to_owned(),
            percent if self.is_estimate => format!("about {percent} %"),
            percent => format!("{percent} %"),
        };
        Some(format!("{share} of all pairs of events"))
    }
}

#[cfg(test)]
mod tests {
    use super::Ordered;

    #[test]
    fn a_share_says_what_it_stands_on() {
        let check = |as_told: u64, inverted: u64, is_estimate: bool, inversions: &str, share: Option<&str>| {
            // 1,000 events, 499,500 pairs.
            let ordered = Ordered { is_estimate, ..Ordered::new(as_told, inverted, 1_000) };
            assert_eq!((ordered.inversions_text().as_str(), ordered.share_text().as_deref()), (inversions, share));
        };
        check(499_500, 0, false, "0.00", None);
        check(399_600, 99_900, false, "0.20", None);
        check(199_800, 49_950, false, "0.10 to 0.60", Some("50 % of all pairs of events"));
        check(199_800, 49_950, true, "about 0.10 to 0.60", Some("about 50 % of all pairs of events"));
        check(499_499, 0, false, "0.00", Some("more than 99 % of all pairs of events"));
        check(1, 0, false, "0.00 to 1.00", Some("less than 1 % of all pairs of events"));
        check(0, 0, false, "0.00 to 1.00", Some("none of all pairs of events"));
    }
}
