//! A view as the fragment of a link, there and back. Reading never fails: what is not understood is told and skipped.
//!
//! ```text
//! event=city&window=0.5..12&folded=dominion,uprising&search=kira%20nerys&order=happening&theme=dark
//! ```

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Brightness, Kind, Named, Order, View};
use crate::story::load::nearest::Budget;
use crate::story::problem::quoted;

/// What stands for itself in a link is unreserved in RFC 3986, section 2.3; everything else is `%XX` for each byte.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// How much of a fragment is read, in bytes.
const LONGEST: usize = 64 * 1024;
/// How much of a search is read, in characters: as much as the search field takes.
const LONGEST_SEARCH: usize = 200;
/// How many sentences are enough to tell that this is no link of ours.
const TOLD: usize = 16;
/// Beyond what any story reaches, in ticks: those are `i64`, with a margin around them.
const FARTHEST: f64 = 1e19;
/// What a link may say besides what is selected.
const KEYS: [&str; 6] = ["window", "scroll", "folded", "search", "order", "theme"];

impl View {
    /// As the fragment of a link, without the `#`: ASCII, keys always in the same order. Numbers are the shortest that
    /// read back as the same. Only folded lanes or an id in their thousands make it longer than is read back, 64 KiB.
    pub fn to_fragment(&self) -> String {
        let mut parts = Vec::new();
        let mut part = |key: &str, value: &str| parts.push(format!("{key}={value}"));
        if let Some(Named { kind, id }) = &self.selection {
            part(kind.word(), &escaped(id));
        }
        if let Some([start, end]) = self.window {
            part("window", &format!("{start}..{end}"));
        }
        if self.scroll > 0.0 {
            part("scroll", &self.scroll.to_string());
        }
        if !self.folded.is_empty() {
            // One by one, so that a comma in an id is no comma of the list.
            let ids: Vec<String> = self.folded.iter().map(|id| escaped(id)).collect();
            part("folded", &ids.join(","));
        }
        if !self.search.is_empty() {
            part("search", &escaped(&self.search));
        }
        part("order", self.order.word());
        if let Some(theme) = self.theme {
            part("theme", theme.word());
        }
        parts.join("&")
    }

    /// From the fragment of a link, with or without its `#`, or from a whole address.
    ///
    /// Anything else is refused part by part, and `ignored` tells: unknown keys; numbers that are none or that no story
    /// reaches; a window that does not end after it starts; `%` before what is no byte, or bytes that are no text; what
    /// is given more than once, up to the last; a search beyond 200 characters and anything beyond 64 KiB. A `+` is a
    /// plus.
    pub fn from_fragment(text: &str) -> Self {
        let fragment = fragment_of(text.trim());
        let (mut view, mut told) = (Self::default(), Vec::new());
        let mut given: Vec<&str> = Vec::new();
        for part in whole_parts(fragment).split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            // Whatever is selected, it is one thing.
            let what = if kind(key).is_some() { "selection" } else { key };
            match view.read(key, value) {
                Err(why) => told.push(format!("{}: {why}", quoted(key))),
                Ok(()) if given.contains(&what) => {
                    told.push(format!("{}: given more than once; the last one counts", quoted(key)));
                }
                Ok(()) => given.push(what),
            }
        }
        told.truncate(TOLD);
        if fragment.len() > LONGEST {
            told.push("the link is longer than 64 KiB; the rest of it is left out".to_owned());
        }
        Self { ignored: told, ..view }
    }

    /// Takes over one part, or says what is wrong with it.
    fn read(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "window" => self.window = Some(window(&unescaped(value)?)?),
            "scroll" => self.scroll = scroll(&unescaped(value)?)?,
            "folded" => self.folded = value.split(',').map(unescaped).collect::<Result<_, _>>()?,
            "search" => {
                let text = unescaped(value)?;
                let longer = text.chars().nth(LONGEST_SEARCH).is_some();
                // One line, as in its field.
                let line = text.chars().take(LONGEST_SEARCH).map(|c| if c.is_control() { ' ' } else { c });
                self.search = line.collect();
                if longer {
                    return Err(format!("longer than {LONGEST_SEARCH} characters; the rest of it is left out"));
                }
            }
            "order" => {
                let word = unescaped(value)?;
                let order = Order::ALL.into_iter().find(|order| order.word() == word);
                self.order = order.ok_or("neither happening nor telling")?;
            }
            "theme" => {
                let word = unescaped(value)?;
                let theme = Brightness::ALL.into_iter().find(|theme| theme.word() == word);
                self.theme = Some(theme.ok_or("neither dark nor light")?);
            }
            key => {
                let kind = kind(key).ok_or_else(|| unknown(key))?;
                self.selection = Some(Named { kind, id: unescaped(value)? });
            }
        }
        Ok(())
    }
}

/// What follows the first `#`; without one, nothing of an address and everything of what is none.
fn fragment_of(text: &str) -> &str {
    let is_address = || text.split(['=', '&']).next().is_some_and(|start| start.contains("://"));
    match text.split_once('#') {
        Some((_, fragment)) => fragment,
        None if is_address() => "",
        None => text,
    }
}

/// As many whole parts of a fragment as may be read.
fn whole_parts(fragment: &str) -> &str {
    if fragment.len() <= LONGEST {
        return fragment;
    }
    let start = &fragment[..fragment.floor_char_boundary(LONGEST)];
    start.rsplit_once('&').map_or("", |(parts, _)| parts)
}

fn kind(word: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.word() == word)
}

fn unknown(key: &str) -> String {
    let keys = Kind::ALL.into_iter().map(Kind::word).chain(KEYS);
    match Budget::new(1).nearest(key, keys) {
        Some(near) => format!("no part of a view; did you mean {}?", quoted(near)),
        None => "no part of a view".to_owned(),
    }
}

fn window(text: &str) -> Result<[f64; 2], String> {
    let numbers = || {
        let (start, end) = text.split_once("..")?;
        let [start, end] = [start.parse().ok()?, end.parse().ok()?];
        [start, end].iter().all(|number: &f64| number.is_finite()).then_some([start, end])
    };
    let [start, end] = numbers().ok_or("not two numbers such as 3..12")?;
    if start.abs().max(end.abs()) > FARTHEST {
        return Err("farther than any story reaches".to_owned());
    }
    if end <= start {
        return Err("its end must come after its start, as in 3..12".to_owned());
    }
    Ok([start, end])
}

fn scroll(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|points: &f32| points.is_finite() && *points >= 0.0);
    number.ok_or_else(|| "not a number of points such as 120".to_owned())
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Any text from what stands for it. Letters that ought to be escaped and are not stand for themselves: browsers show
/// links so, and people copy what they see.
fn unescaped(value: &str) -> Result<String, String> {
    let is_byte = |after: &str| after.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    let text = percent_decode_str(value).decode_utf8().ok().filter(|_| value.split('%').skip(1).all(is_byte));
    Ok(text.ok_or("a % in it stands for no letter")?.into_owned())
}
