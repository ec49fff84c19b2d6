//! The content lines of iCalendar (RFC 5545, section 3.1): a name, parameters and a value, folded over several lines of
//! the file.
//!
//! Read here and not by a library, since those that there are refuse a whole calendar for one broken line, and forget
//! which line something was on.

/// A content line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ContentLine {
    /// The line of the file where it begins, counted from 1.
    pub(super) line: u32,
    /// Its name in upper case.
    pub(super) name: String,
    /// Its parameters: the names in upper case, the values without quotes.
    parameters: Vec<(String, String)>,
    /// Its value as the file has it.
    pub(super) value: String,
}

/// The content lines of a text, and the lines of the file that are none.
pub(super) fn content_lines(text: &str) -> (Vec<ContentLine>, Vec<u32>) {
    let mut unfolded: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1_u32..).zip(text.replace("\r\n", "\n").split(['\n', '\r'])) {
        match (line.strip_prefix([' ', '\t']), unfolded.last_mut()) {
            (Some(rest), Some((_, begun))) => begun.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => unfolded.push((number, line.to_owned())),
        }
    }
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    for (number, line) in unfolded {
        match parsed(number, &line) {
            Some(line) => lines.push(line),
            None => broken.push(number),
        }
    }
    (lines, broken)
}

fn parsed(line: u32, text: &str) -> Option<ContentLine> {
    let end = text.find([':', ';'])?;
    let name = text[..end].trim().to_uppercase();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.') {
        return None;
    }
    let mut parameters = Vec::new();
    let mut rest = &text[end..];
    while let Some(parameter) = rest.strip_prefix(';') {
        let (name, after) = parameter.split_once('=')?;
        let end = end_of_value(after)?;
        parameters.push((name.trim().to_uppercase(), after[..end].replace('"', "")));
        rest = &after[end..];
    }
    let value = rest.strip_prefix(':')?.trim().to_owned();
    Some(ContentLine { line, name, parameters, value })
}

/// Where the value of a parameter ends: at the first `;` or `:` outside quotes.
fn end_of_value(text: &str) -> Option<usize> {
    let mut is_quoted = false;
    text.char_indices().find_map(|(at, c)| {
        is_quoted ^= c == '"';
        (!is_quoted && matches!(c, ';' | ':')).then_some(at)
    })
}

impl ContentLine {
    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text, without escapes.
    pub(super) fn text(&self) -> String {
        self.texts(false).join("")
    }

    /// The value as a list of texts.
    pub(super) fn list(&self) -> Vec<String> {
        self.texts(true)
    }

    fn texts(&self, is_list: bool) -> Vec<String> {
        let mut texts = vec![String::new()];
        let mut letters = self.value.chars();
        while let Some(c) = letters.next() {
            let c = match c {
                '\\' => match letters.next() {
                    Some('n' | 'N') => '\n',
                    Some(escaped) => escaped,
                    None => '\\',
                },
                ',' if is_list => {
                    texts.push(String::new());
                    continue;
                }
                c => c,
            };
            if let Some(last) = texts.last_mut() {
                last.push(c);
            }
        }
        texts.into_iter().map(|text| text.trim().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::content_lines;

    #[test]
    fn lines_are_unfolded_and_taken_apart() {
        let text = "SUMMARY:One\r\n  two\\, three\\nfour\r\n\r\nno line\nATTENDEE;CN=\"A: b\";X=1:mailto:a@b.c\ncategories:a\\,b,c\n=:\nX;Y:";
        let (lines, broken) = content_lines(text);
        let got: Vec<_> = lines.iter().map(|line| (line.line, line.name.as_str(), line.text())).collect();
        let expect =
            [(1, "SUMMARY", "One two, three\nfour"), (5, "ATTENDEE", "mailto:a@b.c"), (6, "CATEGORIES", "a,b,c")];
        assert_eq!(got, expect.map(|(line, name, text)| (line, name, text.to_owned())));
        assert_eq!(lines[1].parameter("CN"), Some("A: b"));
        assert_eq!(lines[2].list(), ["a,b", "c"]);
        assert_eq!(broken, [4, 7, 8]);
    }
}
