//! The marks of Markdown within a line: emphasis, code, links and escapes.

/// The signs that may be marks.
const SIGNS: &[char] = &['*', '_', '`', '~', '[', ']', '\\', '!'];

/// A line without the marks of Markdown. Signs that mark nothing stay.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    add_plain(line, &mut out, 0);
    out.trim().to_owned()
}

/// A text as a line that [`plain`] reads as this text.
pub(super) fn escaped(text: &str) -> String {
    if plain(text) == text {
        return text.to_owned();
    }
    let escape = |c: char| SIGNS.contains(&c).then_some('\\').into_iter().chain([c]);
    text.chars().flat_map(escape).collect()
}

fn add_plain(line: &str, out: &mut String, depth: usize) {
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let before = line[..at].chars().next_back();
        let found = match c {
            '\\' => {
                rest[1..].chars().next().filter(|next| !next.is_alphanumeric() && !next.is_whitespace()).map(|next| {
                    out.push(next);
                    1 + next.len_utf8()
                })
            }
            // Each level of nesting reads the text once more; no one nests marks this deep.
            _ if depth > 8 => None,
            '`' => code(rest).map(|(inner, length)| {
                out.push_str(inner);
                length
            }),
            '*' | '_' | '~' => emphasis(rest, c, before).map(|(inner, length)| {
                add_plain(inner, out, depth + 1);
                length
            }),
            '!' if rest[1..].starts_with('[') => link(&rest[1..]).map(|(inner, length)| {
                add_plain(inner, out, depth + 1);
                length + 1
            }),
            '[' => link(rest).map(|(inner, length)| {
                add_plain(inner, out, depth + 1);
                length
            }),
            _ => None,
        };
        at += found.unwrap_or_else(|| {
            out.push(c);
            c.len_utf8()
        });
    }
}

/// The text in a run of backticks, and the length with them.
fn code(rest: &str) -> Option<(&str, usize)> {
    let run = rest.len() - rest.trim_start_matches('`').len();
    let inner = &rest[run..];
    let end = inner.find(&rest[..run])?;
    (end > 0).then(|| (inner[..end].trim(), run + end + run))
}

/// The text between two equal runs of a sign, and the length with them.
fn emphasis(rest: &str, sign: char, before: Option<char>) -> Option<(&str, usize)> {
    let run = rest.len() - rest.trim_start_matches(sign).len();
    let inner = &rest[run..];
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let starts = inner.chars().next().is_some_and(|next| !next.is_whitespace());
    if run > 3 || !starts || sign == '~' && run != 2 || sign == '_' && is_word(before) {
        return None;
    }
    let mut at = 0;
    while let Some(found) = inner[at..].find([sign, '\\']) {
        let end = at + found;
        if inner[end..].starts_with('\\') {
            at = end + 1 + inner[end + 1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        let length = inner[end..].len() - inner[end..].trim_start_matches(sign).len();
        let closes = length == run
            && inner[..end].chars().next_back().is_some_and(|last| !last.is_whitespace())
            && !(sign == '_' && is_word(inner[end + run..].chars().next()));
        if closes {
            return Some((&inner[..end], run + end + run));
        }
        at = end + length;
    }
    None
}

/// The text of a link such as `[the siege](https://…)`, and the length of the link.
fn link(rest: &str) -> Option<(&str, usize)> {
    let end = rest.find("](").filter(|&end| end > 1 && !rest[1..end].contains('['))?;
    let close = rest[end..].find(')')?;
    Some((&rest[1..end], end + close + 1))
}

#[cfg(test)]
mod tests {
    use super::{escaped, plain};

    #[test]
    fn marks_are_taken_off_and_other_signs_stay() {
        let check = |line: &str, expect: &str| assert_eq!(plain(line), expect, "{line}");
        check("**Damar** is *killed*", "Damar is killed");
        check("***Damar*** is __killed__ _here_", "Damar is killed here");
        check("~~Damar~~ `Garak` ``a`b``", "Damar Garak a`b");
        check("*a **b** c*", "a b c");
        check("the [siege](https://a.b/c) ![x](y.png)", "the siege x");
        check(r"\*not\* \# \[this\]", "*not* # [this]");
        check("2 * 3 * 4, snake_case_name, a*, ~5~, [x], ` ", "2 * 3 * 4, snake_case_name, a*, ~5~, [x], `");
        check("**open", "**open");
        check(r"C:\new\", r"C:\new\");
        check("*戦争*と平和", "戦争と平和");
        check("`", "`");
    }

    #[test]
    fn every_text_can_be_escaped() {
        for text in
            ["a", "*a*", r"\*", r"a\", "[a](b)", "`a`", "__a__", "!", "**", "_ _", "~~x~~", r"\\", "*a **b** c*"]
        {
            assert_eq!(plain(&escaped(text)), text, "{}", escaped(text));
        }
    }
}
