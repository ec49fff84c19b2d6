//! Quotes a user's text in a message.

use std::fmt::Write as _;

/// The most characters of a user's text that a message quotes.
const QUOTED: usize = 60;

/// A user's text in quotation marks, safe for a message: short, on one line, and unable to hide or reverse the text
/// around it.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (at, c) in text.chars().enumerate() {
        if at == QUOTED {
            quoted.push('…');
            break;
        }
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || is_unseen(c) => {
                // Writing to a String cannot fail.
                let _ = write!(quoted, "\\u{{{:04X}}}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as JSON, in quotation marks.
pub fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a character is invisible but changes the direction of text, breaks a line, or is a byte-order mark.
fn is_unseen(c: char) -> bool {
    is_direction_control(c) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{061C}')
}

/// Whether a character embeds, overrides or isolates the direction of the text after it (Unicode Standard Annex 9).
pub(crate) fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotations_are_short_and_harmless() {
        let check = |text: &str, expect: &str| assert_eq!(quoted(text), expect);
        check("Kira Nerys", "\"Kira Nerys\"");
        check("a\nb\tc\0", "\"a\\nb\\tc\\u{0000}\"");
        check("evil\u{202E}txt", "\"evil\\u{202E}txt\"");
        check("別れの挨拶", "\"別れの挨拶\"");
        check(&"x".repeat(60), &format!("\"{}\"", "x".repeat(60)));
        check(&"x".repeat(2_000_000), &format!("\"{}…\"", "x".repeat(60)));
    }
}
