//! JSON on one line.

/// A JSON text on one line, with a space after each comma and colon. The text must have no comments.
pub(crate) fn one_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut in_text = false;
    let mut is_escaped = false;
    for c in json.chars() {
        if in_text {
            out.push(c);
            in_text = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
        } else if !c.is_ascii_whitespace() {
            out.push(c);
            in_text = c == '"';
            if matches!(c, ',' | ':') {
                out.push(' ');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn only_space_between_values_is_changed() {
        let check = |json: &str, expect: &str| assert_eq!(one_line(json), expect);
        check("{\n  \"a\" : [1,2 ,\t3],\"b\":\" , \\\" : \" }", "{\"a\": [1, 2, 3], \"b\": \" , \\\" : \"}");
        check("\"\\\\\" , 1", "\"\\\\\", 1");
        check("[ ]", "[]");
    }
}
