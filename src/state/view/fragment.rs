//! Writes a view as the fragment of a link, and reads it. Reading never fails: unknown or wrong parts are skipped and
//! reported.
//!
//! ```text
//! event=city&window=0.5..12&folded=dominion,uprising&search=kira%20nerys&order=happening&theme=dark
//! ```

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Brightness, Order, ThingId, ThingKind, View};
use crate::state::arrangement::{LanesBy, Sort};
use crate::state::chart::Chart;
use crate::story::problem::quoted;
use crate::text::nearest::Budget;

/// All but the unreserved characters of RFC 3986, section 2.3, are written as `%XX` for each byte.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The most bytes of a fragment that are read.
const LONGEST: usize = 64 * 1024;
/// The most characters of a search that are read, as many as the search field takes.
const LONGEST_SEARCH: usize = 200;
/// The most characters of a filter, which may be made of several searches.
pub(in crate::state) const LONGEST_FILTER: usize = 2000;
/// The most sentences about skipped parts.
const MOST_IGNORED: usize = 16;
/// A time beyond any story, in ticks: more than an `i64`, with a margin.
const FARTHEST: f64 = 1e19;
/// The keys of a link besides the kinds of selections.
const KEYS: [&str; 18] = [
    "with", "window", "scroll", "pin", "lanes", "sort", "dragged", "folded", "hidden", "solo", "filter", "filtered",
    "paths", "depth", "chart", "search", "order", "theme",
];

impl View {
    /// The fragment of a link, without the `#`: ASCII, with keys always in the same order, and numbers as short as they
    /// stay exact. Only thousands of folded lanes, or a huge id, make it longer than the 64 KiB that are read back.
    pub fn to_fragment(&self) -> String {
        let mut parts = Vec::new();
        let mut part = |key: &str, value: &str| parts.push(format!("{key}={value}"));
        if let Some(ThingId { kind, id }) = &self.selection {
            part(kind.word(), &escaped(id));
        }
        if let Some(with) = &self.with {
            part("with", &escaped(with));
        }
        if let Some([start, end]) = self.window {
            part("window", &format!("{start}..{end}"));
        }
        if self.scroll > 0.0 {
            part("scroll", &self.scroll.to_string());
        }
        if let Some(pin) = self.pin {
            part("pin", &pin.to_string());
        }
        if self.lanes != LanesBy::default() {
            part("lanes", self.lanes.word());
        }
        if self.sort != Sort::default() {
            part("sort", self.sort.word());
        }
        let lists =
            [("dragged", &self.dragged), ("folded", &self.folded), ("hidden", &self.hidden), ("solo", &self.solo)];
        for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            part(key, &list.iter().map(lane).collect::<Vec<_>>().join(","));
        }
        if !self.filter.query.is_empty() {
            part("filter", &escaped(&self.filter.query));
        }
        if self.filter.hides {
            part("filtered", "hidden");
        }
        if !self.paths.is_empty() {
            // Escaped one by one, so that a comma in an id does not separate.
            part("paths", &self.paths.iter().map(|id| escaped(id)).collect::<Vec<_>>().join(","));
        }
        if let Some(depth) = self.depth {
            part("depth", &depth.to_string());
        }
        if let Some(chart) = self.chart {
            part("chart", chart.word());
        }
        if !self.search.is_empty() {
            part("search", &escaped(&self.search));
        }
        part("order", self.order.word());
        if let Some(theme) = self.theme {
            part("theme", theme.word());
        }
        // The order of thousands of lanes must not push the other parts beyond the limit.
        if parts.iter().map(|part| part.len() + 1).sum::<usize>() > LONGEST {
            parts.retain(|part| !part.starts_with("dragged="));
        }
        parts.join("&")
    }

    /// Reads the fragment of a link, with or without its `#`, or a whole address.
    ///
    /// Parts that cannot be read are left out and listed in `ignored`: unknown keys; invalid numbers, or times beyond
    /// any story; a window that does not end after its start; a `%` without two hexadecimal digits, or bytes that are
    /// not UTF-8; a repeated key, of which the last counts; the part of a search beyond 200 characters, of a filter
    /// beyond 2,000, and of the whole beyond 64 KiB. A `+` is a plus.
    pub fn from_fragment(text: &str) -> Self {
        let fragment = fragment_of(text.trim());
        let (mut view, mut ignored) = (Self::default(), Vec::new());
        let mut given: Vec<&str> = Vec::new();
        for part in whole_parts(fragment).split('&').filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            // Only one thing can be selected, whatever its kind.
            let what = if kind(key).is_some() { "selection" } else { key };
            match view.read(key, value) {
                Err(why) => ignored.push(format!("{}: {why}", quoted(key))),
                Ok(()) if given.contains(&what) => {
                    ignored.push(format!("{}: given more than once; the last one counts", quoted(key)));
                }
                Ok(()) => given.push(what),
            }
        }
        ignored.truncate(MOST_IGNORED);
        if fragment.len() > LONGEST {
            ignored.push("the link is longer than 64 KiB; the rest of it is left out".to_owned());
        }
        Self { ignored, ..view }
    }

    /// Reads one part, or says what is wrong with it.
    fn read(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "window" => self.window = Some(window(&unescaped(value)?)?),
            "scroll" => self.scroll = scroll(&unescaped(value)?)?,
            "with" => self.with = Some(unescaped(value)?),
            "pin" => self.pin = Some(pin(&unescaped(value)?)?),
            "lanes" => self.lanes = word(value, &LanesBy::ALL, LanesBy::word)?,
            "sort" => self.sort = word(value, &Sort::ALL, Sort::word)?,
            "dragged" => self.dragged = lanes(value)?,
            "folded" => self.folded = lanes(value)?,
            "hidden" => self.hidden = lanes(value)?,
            "solo" => self.solo = lanes(value)?,
            "filter" => return line(&mut self.filter.query, value, LONGEST_FILTER),
            "filtered" => self.filter.hides = word(value, &["dimmed", "hidden"], |word| word)? == "hidden",
            "paths" => self.paths = value.split(',').map(unescaped).collect::<Result<_, _>>()?,
            "depth" => self.depth = Some(depth(&unescaped(value)?)?),
            "chart" => self.chart = Some(word(value, &Chart::ALL, Chart::word)?),
            "search" => return line(&mut self.search, value, LONGEST_SEARCH),
            "order" => self.order = word(value, &Order::ALL, Order::word)?,
            "theme" => self.theme = Some(word(value, &Brightness::ALL, Brightness::word)?),
            key => {
                let kind = kind(key).ok_or_else(|| unknown(key))?;
                self.selection = Some(ThingId { kind, id: unescaped(value)? });
            }
        }
        Ok(())
    }
}

/// The text after the first `#`. Without a `#`, an address has no fragment, and any other text is itself a fragment.
fn fragment_of(text: &str) -> &str {
    let is_address = || text.split(['=', '&']).next().is_some_and(|start| start.contains("://"));
    match text.split_once('#') {
        Some((_, fragment)) => fragment,
        None if is_address() => "",
        None => text,
    }
}

/// The whole parts of a fragment within [`LONGEST`].
fn whole_parts(fragment: &str) -> &str {
    if fragment.len() <= LONGEST {
        return fragment;
    }
    let start = &fragment[..fragment.floor_char_boundary(LONGEST)];
    start.rsplit_once('&').map_or("", |(parts, _)| parts)
}

/// A lane as text: the id of a thread; for other kinds, the kind and a colon before the id.
fn lane(named: &ThingId) -> String {
    let id = escaped(&named.id);
    if named.kind == ThingKind::Thread { id } else { format!("{}:{id}", named.kind.word()) }
}

/// Lanes separated by commas. A colon or comma in an id is escaped.
fn lanes(value: &str) -> Result<Vec<ThingId>, String> {
    let lane = |text: &str| {
        let (kind, id) = match text.split_once(':') {
            None => (ThingKind::Thread, text),
            Some((word, id)) => {
                let kind = ThingKind::LANES.into_iter().find(|kind| kind.word() == word);
                (kind.ok_or_else(|| format!("{} has no lanes", quoted(word)))?, id)
            }
        };
        Ok(ThingId { kind, id: unescaped(id)? })
    };
    value.split(',').map(lane).collect()
}

/// The value with this word, or an error that lists the words.
fn word<T: Copy>(value: &str, all: &[T], word_of: fn(T) -> &'static str) -> Result<T, String> {
    let text = unescaped(value)?;
    let words = || all.iter().map(|&one| word_of(one)).collect::<Vec<_>>().join(", ");
    let found = all.iter().copied().find(|&one| word_of(one) == text);
    found.ok_or_else(|| format!("none of {}", words()))
}

/// Reads a text of one line; an error if it is too long, and was cut off.
fn line(into: &mut String, value: &str, most: usize) -> Result<(), String> {
    let text = unescaped(value)?;
    let longer = text.chars().nth(most).is_some();
    *into = text.chars().take(most).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if longer {
        return Err(format!("longer than {most} characters; the rest of it is left out"));
    }
    Ok(())
}

fn pin(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|at: &f64| at.is_finite() && at.abs() <= FARTHEST);
    number.ok_or_else(|| "not a place on the axis such as 12.5".to_owned())
}

fn depth(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|&depth| depth > 0).ok_or_else(|| "not a number of links such as 2".to_owned())
}

fn kind(word: &str) -> Option<ThingKind> {
    ThingKind::ALL.into_iter().find(|kind| kind.word() == word)
}

fn unknown(key: &str) -> String {
    let keys = ThingKind::ALL.into_iter().map(ThingKind::word).chain(KEYS);
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

/// The text of an escaped value. Letters that should be escaped but are not stand for themselves, since browsers show
/// links that way and people copy them.
fn unescaped(value: &str) -> Result<String, String> {
    let is_byte = |after: &str| after.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    let text = percent_decode_str(value).decode_utf8().ok().filter(|_| value.split('%').skip(1).all(is_byte));
    Ok(text.ok_or("a % in it stands for no letter")?.into_owned())
}
