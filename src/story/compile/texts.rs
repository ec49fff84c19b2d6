//! Checks texts. Every script is allowed, but not control characters that break a label or hide part of it.

use super::report::Report;
use crate::text::path::Path;
use crate::text::quote::is_direction_control;
use crate::time::digits::grouped;

/// The most characters in a name.
const LONGEST_NAME: usize = 1000;
/// The most characters in prose.
const LONGEST_PROSE: usize = 20_000;

/// What a text is used for, which decides what it may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A title, a name or an id: one line, not empty.
    Name,
    /// A group, a unit, the kind of a link: one line, perhaps empty.
    Label,
    /// A summary or a note: may have several lines, and tabs.
    Prose,
}

/// Checks a text. Reports a fault, and then returns an empty text.
pub(super) fn checked<'t>(text: &'t str, at: &Path, report: &mut Report, role: Role) -> &'t str {
    if let Some((code, message)) = fault(text, role) {
        report.error(at, code, || message);
        return "";
    }
    text
}

fn fault(text: &str, role: Role) -> Option<(&'static str, String)> {
    let longest = if role == Role::Prose { LONGEST_PROSE } else { LONGEST_NAME };
    // A text has no more characters than bytes, so most texts need no counting.
    if text.len() > longest {
        let length = text.chars().count();
        if length > longest {
            let (length, longest) = (grouped(length), grouped(longest));
            return Some(("too-long", format!("{length} characters are too many; {longest} is the most here")));
        }
    }
    if role == Role::Name && text.trim().is_empty() {
        return Some(("empty-text", "this is empty; write at least one visible character".into()));
    }
    // Most texts are plain ASCII, and checking bytes is ten times as fast as checking characters.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    let c = text.chars().find(|&c| is_refused(c, role))?;
    let code_point = u32::from(c);
    let message = match c {
        '\n' | '\t' => format!("a line break or tab (U+{code_point:04X}) is not allowed here; write a space"),
        c if is_direction_control(c) => {
            format!("a control character (U+{code_point:04X}) reverses the direction of the text; remove it")
        }
        _ => format!("a control character (U+{code_point:04X}) cannot be shown; remove it"),
    };
    Some(("control-character", message))
}

fn is_refused(c: char, role: Role) -> bool {
    match role {
        Role::Prose => c.is_control() && !matches!(c, '\n' | '\t'),
        Role::Name | Role::Label => c.is_control() || is_direction_control(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, fault};

    #[test]
    fn texts_are_checked_by_their_role() {
        let check = |text: &str, role, expect: Option<&str>| {
            assert_eq!(fault(text, role).map(|(_, message)| message).as_deref(), expect, "{text:?}");
        };
        check("Déjà vu · 永遠 · עולם", Role::Name, None);
        check("", Role::Label, None);
        check(" \u{3000}", Role::Name, Some("this is empty; write at least one visible character"));
        check("a\nb\tc", Role::Prose, None);
        check("a\nb", Role::Name, Some("a line break or tab (U+000A) is not allowed here; write a space"));
        check("a\u{7F}", Role::Prose, Some("a control character (U+007F) cannot be shown; remove it"));
        check("a\u{202E}b", Role::Prose, None);
        let turned = "a control character (U+202E) reverses the direction of the text; remove it";
        check("a\u{202E}b", Role::Name, Some(turned));
        check(&"é".repeat(1000), Role::Name, None);
        check(&"é".repeat(1001), Role::Name, Some("1,001 characters are too many; 1,000 is the most here"));
        check(&"é".repeat(20_000), Role::Prose, None);
    }
}
