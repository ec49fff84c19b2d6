//! A query: words, `"phrases"`, fields such as `cast:`, and a minus before any of them. Every text is a query, also
//! while it is still being typed. Knows no story.

use super::fold;

/// A field that a term can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SearchField {
    /// The title, the id or the group of a thread of the event, its own or a further one.
    Thread,
    /// The name, an alias, the id or the group of a character in the event.
    Cast,
    /// The name or the id of the place, or of any place around it.
    Place,
    /// A tag.
    Tag,
    /// The title of a phase that the event starts in.
    Phase,
}

impl SearchField {
    /// Every field.
    pub const ALL: [Self; 5] = [Self::Thread, Self::Cast, Self::Place, Self::Tag, Self::Phase];

    /// The word before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Cast => "cast",
            Self::Place => "place",
            Self::Tag => "tag",
            Self::Phase => "phase",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let is = |name: &str| word.eq_ignore_ascii_case(name);
        if is("who") || is("character") {
            return Some(Self::Cast);
        }
        Self::ALL.into_iter().find(|field| is(field.word()))
    }
}

/// One condition of a query.
///
/// A term without quotes matches the beginning of a word, or with three letters or more also its inside; if nothing in
/// the story matches, words with one or two typos. A phrase in quotes matches its whole words one after the other. Both
/// work with fields: `cast:ben` and `cast:"Benjamin Sisko"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// The field that it is limited to, if any.
    pub field: Option<SearchField>,
    /// The text to search for, as it was typed, without quotes.
    pub text: String,
    /// Whether it is in quotes.
    pub exact: bool,
    /// Whether its closing quote is missing: then its last word may be a beginning.
    pub open: bool,
    /// Whether events that match it are left out.
    pub negated: bool,
}

impl Term {
    /// The term as it is typed; reading that gives the same term.
    pub fn to_text(&self) -> String {
        let minus = if self.negated { "-" } else { "" };
        let field = self.field.map(|field| format!("{}:", field.word())).unwrap_or_default();
        match (self.exact, self.open) {
            (false, _) => format!("{minus}{field}{}", self.text),
            (true, false) => format!("{minus}{field}\"{}\"", self.text),
            (true, true) => format!("{minus}{field}\"{}", self.text),
        }
    }

    /// Its folded words. If there are none, because it is only punctuation, the term is ignored.
    pub(super) fn words(&self) -> Vec<String> {
        fold::words(&self.text)
    }
}

/// A search for the events that match every term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    terms: Vec<Term>,
}

/// The most terms of a query, and the most letters of a term.
const MOST_TERMS: usize = 64;
const MOST_LETTERS: usize = 200;

impl Query {
    /// Reads what was typed. A field without a word, an empty pair of quotes and a lone minus are not terms yet; an
    /// unknown field is part of a word.
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() && terms.len() < MOST_TERMS {
            let (term, after) = term(rest);
            terms.extend(term);
            rest = after.trim_start();
        }
        Self { terms }
    }

    /// The terms, in the order in which they were typed.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether no term has a word.
    pub fn is_empty(&self) -> bool {
        self.terms.iter().all(|term| term.words().is_empty())
    }

    /// The query as text; reading it gives the same query.
    pub fn to_text(&self) -> String {
        self.text_of(|_| true)
    }

    /// The text of the query without the term at `index`.
    pub fn without(&self, index: usize) -> String {
        self.text_of(|at| at != index)
    }

    fn text_of(&self, keep: impl Fn(usize) -> bool) -> String {
        let kept = self.terms.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.map(|(_, term)| term.to_text()).collect::<Vec<_>>().join(" ")
    }
}

/// The term at the start of `text`, if there is one, and the text after it. `text` must not begin with a space.
fn term(text: &str) -> (Option<Term>, &str) {
    let unsigned = text.strip_prefix('-');
    let negated = unsigned.is_some();
    let rest = unsigned.unwrap_or(text);
    let operator = rest.split_once(':').and_then(|(word, after)| Some((SearchField::from_word(word)?, after)));
    let (field, rest) = operator.map_or((None, rest), |(field, after)| (Some(field), after));
    let (said, exact, open, after) = if let Some(quoted) = rest.strip_prefix(is_quote) {
        match quoted.split_once(is_quote) {
            Some((said, after)) => (said, true, false, after),
            None => (quoted, true, true, ""),
        }
    } else {
        let (said, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
        (said, false, false, after)
    };
    let spaced = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = spaced.chars().take(MOST_LETTERS).collect();
    let text = cut.trim_end().to_owned();
    let term = (!text.is_empty()).then_some(Term { field, text, exact, open, negated });
    (term, after)
}

/// Quotes as keyboards have them, and as phones and word processors replace them.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}
