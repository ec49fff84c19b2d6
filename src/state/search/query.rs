//! What is searched for, as it is typed: words, `"phrases"`, `cast:` and its like, and a minus before each of them.
//! Every text is a query; what is typed halfway means what is there already. Knows no story.

use super::fold;

/// What a term can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title, the id or the group of a thread that the event belongs to, first or also.
    Thread,
    /// The name, an alias, the id or the group of a character who takes part.
    Cast,
    /// The name or the id of the place, or of any place around it.
    Place,
    /// A tag.
    Tag,
    /// The title of a phase that the event starts in.
    Phase,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 5] = [Self::Thread, Self::Cast, Self::Place, Self::Tag, Self::Phase];

    /// What is typed before the colon.
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
/// A bare term is found where its words begin a word, stand within one (from three letters on), or, where nothing in
/// the story is spelled like it, where a word is nearly the same. A phrase in quotes is found where its words stand in
/// a row, each as a whole. Both hold for fields too: `cast:ben` and `cast:"Benjamin Sisko"`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// What it is limited to, if anything.
    pub field: Option<Field>,
    /// What is searched for, as it was typed, without quotes.
    pub text: String,
    /// Whether it stands in quotes.
    pub exact: bool,
    /// Whether its quote is still open: then its last word may go on.
    pub open: bool,
    /// Whether events that have it are left out.
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

    /// Its words, folded. None where it is all signs: then it says nothing.
    pub(super) fn words(&self) -> Vec<String> {
        fold::words(&self.text)
    }
}

/// What is searched for: events for which every term holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    terms: Vec<Term>,
}

/// As many terms as a query may have, and as many letters as a term: more than anybody types, and still quickly found.
const MOST_TERMS: usize = 64;
const MOST_LETTERS: usize = 200;

impl Query {
    /// Reads what was typed. An operator without a word, an empty pair of quotes and a lone minus are not yet terms;
    /// an operator that there is not is part of a word.
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

    /// Whether it asks for nothing: no term has a word.
    pub fn is_empty(&self) -> bool {
        self.terms.iter().all(|term| term.words().is_empty())
    }

    /// The query as it is typed; reading that gives the same query.
    pub fn to_text(&self) -> String {
        self.text_of(|_| true)
    }

    /// What is left to type when the term at `index` is taken out.
    pub fn without(&self, index: usize) -> String {
        self.text_of(|at| at != index)
    }

    fn text_of(&self, keep: impl Fn(usize) -> bool) -> String {
        let kept = self.terms.iter().enumerate().filter(|(at, _)| keep(*at));
        kept.map(|(_, term)| term.to_text()).collect::<Vec<_>>().join(" ")
    }
}

/// The term that `text` begins with, if that is one, and what comes after it. `text` does not begin with a space.
fn term(text: &str) -> (Option<Term>, &str) {
    let unsigned = text.strip_prefix('-');
    let negated = unsigned.is_some();
    let rest = unsigned.unwrap_or(text);
    let operator = rest.split_once(':').and_then(|(word, after)| Some((Field::from_word(word)?, after)));
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

/// Quotes as keyboards have them, and as phones and word processors make of them.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}
