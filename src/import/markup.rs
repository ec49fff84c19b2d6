//! Texts with the markup of the web, as plain text.

/// A text without its tags and with its entities read: `<p>A &amp; B</p>` is `A & B`. Paragraphs and line breaks stay as
/// lines. A `<` that begins no tag is itself.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((tag, after)) = tag(rest) {
            match tag.trim_start_matches('/').to_lowercase().as_str() {
                "p" | "div" | "br" | "li" | "ul" | "ol" | "tr" | "h1" | "h2" | "h3" | "h4" | "blockquote"
                    if !out.is_empty() && !out.ends_with('\n') =>
                {
                    out.push('\n');
                }
                _ => {}
            }
            rest = after;
        } else if let Some((c, after)) = entity(rest) {
            out.push(c);
            rest = after;
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// The name of the tag that a text begins with, and the text after it. A comment has an empty name.
fn tag(text: &str) -> Option<(&str, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map(|(_, after)| ("", after));
    }
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inner.find('>')?;
    let name = inner[..end].split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    Some((name.trim_end_matches('/'), &inner[end + 1..]))
}

/// The character of the entity that a text begins with, and the text after it.
fn entity(text: &str) -> Option<(char, &str)> {
    let end = text.find(';').filter(|&end| end <= 10)?;
    let name = &text[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn tags_go_and_what_they_hold_stays() {
        let check = |html: &str, expect: &str| assert_eq!(plain(html), expect, "{html}");
        check("<p>A &amp; B</p><p>C</p>", "A & B\nC");
        check("one<br>two<br/>three", "one\ntwo\nthree");
        check("a < b && c", "a < b && c");
        check("<a href=\"x\">Ada</a> &#x201C;&#8221;&nbsp;!", "Ada “” !");
        check("<!-- not this -->this <3", "this <3");
        check("&unknown; &#xD800; <", "&unknown; &#xD800; <");
        check("", "");
    }
}
