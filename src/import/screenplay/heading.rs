//! What a scene's heading says: `INT. KITCHEN - NIGHT (FLASHBACK)`.

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// All of it, on one line.
    pub(super) text: String,
    /// The place; may be empty.
    pub(super) place: String,
    /// The time of day in lower case; may be empty.
    pub(super) time_of_day: String,
    /// How it joins the scene before it.
    pub(super) join: Join,
}

/// How a scene joins the one that is told before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Join {
    /// Nothing is said.
    #[default]
    None,
    /// It goes on from there.
    Continuous,
    /// It happens at the same time.
    Same,
    /// It is a flashback, a look ahead or a dream: at another time altogether.
    Elsewhen,
}

/// How headings begin, the longest first.
const INTROS: [&str; 17] = [
    "INT./EXT",
    "EXT./INT",
    "INT/EXT",
    "EXT/INT",
    "INT-EXT",
    "I./E",
    "E./I",
    "I/E",
    "E/I",
    "INNEN/AUSSEN",
    "INNEN",
    "AUSSEN",
    "INTERIOR",
    "EXTERIOR",
    "INT",
    "EXT",
    "EST",
];

/// Words that say when on a day, or how a scene joins the one before.
const TIMES: [&str; 57] = [
    "DAY",
    "NIGHT",
    "MORNING",
    "EVENING",
    "AFTERNOON",
    "DAWN",
    "DUSK",
    "NOON",
    "MIDNIGHT",
    "SUNSET",
    "SUNRISE",
    "TWILIGHT",
    "DAYBREAK",
    "MIDDAY",
    "LATER",
    "CONTINUOUS",
    "CONT'D",
    "SAME",
    "MOMENTS",
    "SIMULTANEOUS",
    "FLASHBACK",
    "FLASHFORWARD",
    "DREAM",
    "PRESENT",
    "TAG",
    "NACHT",
    "ABEND",
    "MORGEN",
    "MITTAG",
    "VORMITTAG",
    "NACHMITTAG",
    "DÄMMERUNG",
    "JOUR",
    "NUIT",
    "SOIR",
    "MATIN",
    "AUBE",
    "CRÉPUSCULE",
    "DÍA",
    "DIA",
    "NOCHE",
    "TARDE",
    "MAÑANA",
    "AMANECER",
    "ATARDECER",
    "GIORNO",
    "NOTTE",
    "SERA",
    "MATTINA",
    "POMERIGGIO",
    "ALBA",
    "TRAMONTO",
    "NOITE",
    "MANHÃ",
    "日",
    "夜",
    "朝",
];

/// How a text begins as a heading does, and what follows that; `None` if it does not.
pub(super) fn without_intro(text: &str) -> Option<&str> {
    INTROS.iter().find_map(|intro| {
        let start = text.get(..intro.len())?;
        let after = &text[intro.len()..];
        let is_intro = start.eq_ignore_ascii_case(intro) && after.starts_with(['.', ' ', '\t']);
        is_intro.then(|| after.trim_start_matches(['.', ' ', '\t', '-', '–', '—']))
    })
}

impl Heading {
    /// A heading taken apart.
    pub(super) fn of(text: &str) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = without_intro(&text).unwrap_or(&text);
        let marks = [" - ", " – ", " — ", " -- "];
        let split = marks.iter().filter_map(|mark| rest.rfind(mark).map(|at| (at, at + mark.len()))).max();
        let has_join = |text: &str| words(text).any(|word| word.starts_with("FLASH") || word == "DREAM");
        let has_time = |text: &str| words(text).any(|word| TIMES.contains(&word.as_str()));
        let (place, time) = match split {
            Some((end, next)) if has_time(&rest[next..]) => (&rest[..end], &rest[next..]),
            _ => (rest, ""),
        };
        // KITCHEN - FLASHBACK - DAY: the flashback is no room of the kitchen.
        let inner = marks.iter().filter_map(|mark| place.rsplit_once(mark)).find(|(_, last)| has_join(last));
        let place =
            without_brackets(inner.map_or(place, |(place, _)| place)).trim_end_matches(['-', '–', '—', ' ', '.', ',']);
        let all: Vec<String> = words(&text).collect();
        let has = |word: &str| all.iter().any(|other| other == word);
        let follows = |first: &str, second: &str| all.windows(2).any(|pair| pair[0] == first && pair[1] == second);
        let timed: Vec<String> = words(time).collect();
        let is_elsewhen =
            ["FLASHBACK", "FLASHFORWARD", "FLASH-BACK", "FLASH-FORWARD", "RÜCKBLENDE"].into_iter().any(has)
                || follows("FLASH", "BACK")
                || follows("FLASH", "FORWARD")
                || timed.iter().any(|word| word == "DREAM");
        let ends = ["END", "BACK", "PRESENT"].into_iter().any(|word| has(word) && !follows("FLASH", word));
        let is = |list: &[&str]| timed.first().is_some_and(|first| list.contains(&first.as_str()));
        let join = match () {
            () if is_elsewhen && !ends => Join::Elsewhen,
            () if is(&["CONTINUOUS", "MOMENTS"]) => Join::Continuous,
            () if is(&["SAME", "SIMULTANEOUS"]) && (timed.len() == 1 || timed[1] == "TIME") => Join::Same,
            () => Join::None,
        };
        let time_of_day = without_brackets(time).to_lowercase();
        Self { place: place.to_owned(), time_of_day, join, text }
    }
}

/// The words of a text in upper case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
}

/// A text without what is in brackets at its end.
fn without_brackets(text: &str) -> &str {
    let text = text.trim();
    match text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, Join};

    #[test]
    fn headings_are_taken_apart() {
        let check = |text: &str, place: &str, time: &str, join: Join| {
            let heading = Heading::of(text);
            assert_eq!(
                (heading.place.as_str(), heading.time_of_day.as_str(), heading.join),
                (place, time, join),
                "{text}"
            );
        };
        check("INT. KITCHEN - NIGHT", "KITCHEN", "night", Join::None);
        check("INT./EXT. CAR - MOVING - DAY", "CAR - MOVING", "day", Join::None);
        check("I/E HOUSE DAY", "HOUSE DAY", "", Join::None);
        check("int - house - day", "house", "day", Join::None);
        check("EXT. HOUSE - DAY (1979)", "HOUSE", "day", Join::None);
        check("EXT. HOUSE – LATER THAT NIGHT", "HOUSE", "later that night", Join::None);
        check("INT. HOUSE - CONTINUOUS", "HOUSE", "continuous", Join::Continuous);
        check("INT. HOUSE - SAME TIME", "HOUSE", "same time", Join::Same);
        check("INT. HOUSE - SAME DAY", "HOUSE", "same day", Join::None);
        check("INT. HOUSE - DAY (FLASHBACK)", "HOUSE", "day", Join::Elsewhen);
        check("INT. HOUSE - FLASHBACK - DAY", "HOUSE", "day", Join::Elsewhen);
        check("INT. HOUSE - DAY (END FLASHBACK)", "HOUSE", "day", Join::None);
        check("INT. DREAM FACTORY - DAY", "DREAM FACTORY", "day", Join::None);
        check("INNEN. KÜCHE - TAG", "KÜCHE", "tag", Join::None);
        check("KITCHEN", "KITCHEN", "", Join::None);
        check("INTERVAL - DAY", "INTERVAL", "day", Join::None);
        check("INT.", "", "", Join::None);
        check("", "", "", Join::None);
    }
}
