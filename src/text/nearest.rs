//! Finds the known name nearest to an unknown one, for "did you mean …?".

use std::sync::atomic::{AtomicU32, Ordering};

/// The longest name to compare, in characters; an unknown name longer than this is hardly a typing error.
const LONGEST: usize = 64;

/// Limits the time spent on suggestions: in a file with a million wrong names, only the first get one. Fifty searches
/// among a million ids take a second, of which the 400,000 comparisons are a tenth.
pub(crate) struct Budget {
    searches: AtomicU32,
    comparisons: AtomicU32,
}

impl Budget {
    /// A budget for this many searches.
    pub(crate) fn new(searches: u32) -> Self {
        Self { searches: searches.into(), comparisons: 400_000.into() }
    }

    /// The candidate nearest to `wanted`, if it differs by at most one edit per three characters. `None` also when the
    /// budget is used up.
    pub(crate) fn nearest<'n>(&self, wanted: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        let wanted = folded(wanted);
        let length = wanted.chars().count();
        if length == 0 || length > LONGEST || !spend(&self.searches) {
            return None;
        }
        let mut allowed = (length / 3).max(1);
        let mut nearest = None;
        for candidate in candidates {
            // The length in bytes bounds the length in characters and costs nothing, so most candidates need no
            // counting.
            if candidate.len() > 4 * (length + allowed) || candidate.len() + allowed < length {
                continue;
            }
            if self.comparisons.load(Ordering::Relaxed) == 0 {
                break;
            }
            let folded = folded(candidate);
            if folded.chars().count().abs_diff(length) > allowed {
                continue;
            }
            spend(&self.comparisons);
            let distance = strsim::osa_distance(&wanted, &folded);
            if distance == 0 {
                return Some(candidate);
            }
            // A distance of the whole length means that the two share no letter.
            if distance <= allowed && distance < length {
                allowed = distance - 1;
                nearest = Some(candidate);
            }
        }
        nearest
    }
}

/// Decrements a counter; `false` if it was zero already.
fn spend(left: &AtomicU32) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
}

/// The text without the differences that people overlook most: in lower case, with `-` between words.
fn folded(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn typing_errors_are_recognised() {
        let check = |wanted: &str, names: &[&str], expect: Option<&str>| {
            assert_eq!(Budget::new(50).nearest(wanted, names.iter().copied()), expect, "{wanted}");
        };
        check("uprsing", &["dominion", "uprising", "war"], Some("uprising"));
        check("Kira", &["garak", "kira"], Some("kira"));
        check("command center", &["command-center"], Some("command-center"));
        check("titel", &["title", "told"], Some("title"));
        check("prologue", &["uprising"], None);
        check("x", &["y"], None);
        check("戦争と平", &["戦争と平和"], Some("戦争と平和"));
        check("", &["a"], None);
        check(&"x".repeat(100_000), &["x"], None);
    }

    #[test]
    fn a_budget_runs_out() {
        let budget = Budget::new(50);
        for _ in 0..50 {
            assert_eq!(budget.nearest("ab", ["abc"].into_iter()), Some("abc"));
        }
        assert_eq!(budget.nearest("ab", ["abc"].into_iter()), None);
    }
}
