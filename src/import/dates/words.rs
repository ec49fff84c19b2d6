//! The words of dates in the languages that tables are written in: months, seasons, weekdays, eras, and words such as
//! *about*. All without accents and in lower case, as [`folded`] makes them.

use unicode_normalization::UnicodeNormalization;

/// A text in lower case, without accents and with the plain forms of letters and digits.
pub(in crate::import) fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !('\u{300}'..='\u{36F}').contains(c));
    plain.flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

/// The months, January first, in English, German, French, Spanish, Italian, Portuguese and Dutch. A beginning of three
/// letters or more is enough.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "feber", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "marz", "maerz", "mars", "marzo", "marco", "maart", "mrz", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
];

/// The month that a word names; `None` for a word that is none, or the beginning of several.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let is_it = |names: &[&str], whole: bool| {
        names.iter().any(|name| if whole { *name == word } else { word.len() >= 3 && name.starts_with(word) })
    };
    let whole = MONTHS.iter().position(|names| is_it(names, true));
    let mut begun = MONTHS.iter().enumerate().filter(|(_, names)| is_it(names, false)).map(|(at, _)| at);
    let found = whole.or_else(|| begun.next().filter(|_| begun.next().is_none()))?;
    u8::try_from(found + 1).ok()
}

/// The seasons, spring first.
const SEASONS: [&[&str]; 4] = [
    &["spring", "fruhling", "fruhjahr", "printemps", "primavera", "lente", "voorjaar"],
    &["summer", "sommer", "ete", "verano", "estate", "verao", "zomer"],
    &["autumn", "fall", "herbst", "automne", "otono", "autunno", "outono", "herfst", "najaar"],
    &["winter", "hiver", "invierno", "inverno"],
];

/// The season that a word names as EDTF counts them: 21 is spring.
pub(super) fn season(word: &str) -> Option<u8> {
    let at = SEASONS.iter().position(|names| names.contains(&word))?;
    u8::try_from(21 + at).ok()
}

/// The weekdays, which say nothing that the date does not.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// Words between the parts of a date that mean nothing by themselves.
const FILLING: &[&str] = &[
    "of", "the", "on", "in", "at", "de", "del", "di", "le", "la", "el", "il", "em", "am", "der", "den", "im", "um",
    "uhr", "en", "anno", "year", "jahr", "annee", "ano", "op", "het", "van", "à", "a", "alle", "dal", "da", "from",
];

/// Whether a word in a date says nothing.
pub(super) fn is_filling(word: &str) -> bool {
    FILLING.contains(&word) || WEEKDAYS.contains(&word)
}

/// Signs before a date that is not exact.
pub(super) const ABOUT: &[&str] = &[
    "approximately ",
    "approx. ",
    "approx ",
    "around ",
    "about ",
    "circa ",
    "ca. ",
    "ca.",
    "ca ",
    "c. ",
    "c.",
    "c ",
    "~",
    "ungefahr ",
    "etwa ",
    "gegen ",
    "um ",
    "vers ",
    "environ ",
    "hacia ",
    "alrededor de ",
    "verso ",
    "intorno al ",
    "cerca de ",
    "por volta de ",
    "rond ",
    "omstreeks ",
    "约",
];

/// Signs before a date that something ended before, and one that it began after.
pub(super) const BEFORE: &[&str] =
    &["before ", "until ", "vor ", "bis ", "avant ", "jusqu'a ", "antes de ", "hasta ", "prima del ", "ate ", "voor "];
/// See [`BEFORE`].
pub(super) const AFTER: &[&str] = &[
    "after ",
    "since ",
    "nach ",
    "seit ",
    "apres ",
    "depuis ",
    "despues de ",
    "desde ",
    "dopo il ",
    "dopo ",
    "depois de ",
    "na ",
];

/// Signs of years before the common era, the longest first.
pub(super) const BCE: &[&str] = &[
    "before christ",
    "avant jesus-christ",
    "antes de cristo",
    "avanti cristo",
    "vor christus",
    "avant j.-c.",
    "av. j.-c.",
    "av. j.c.",
    "av j.-c.",
    "av. jc",
    "v. chr.",
    "v.chr.",
    "v. chr",
    "v.chr",
    "v. u. z.",
    "a. c.",
    "a.e.c.",
    "b.c.e.",
    "b.c.",
    "a.c.",
    "bce",
    "bc",
    "公元前",
];
/// Signs of years in the common era.
pub(super) const CE: &[&str] = &[
    "apres jesus-christ",
    "nach christus",
    "apr. j.-c.",
    "ap. j.-c.",
    "n. chr.",
    "n.chr.",
    "n. chr",
    "n.chr",
    "d. c.",
    "d.c.",
    "c.e.",
    "a.d.",
    "ce",
    "ad",
    "公元",
];

/// Words between the two ends of a stretch.
pub(super) const BETWEEN: &[&str] = &[
    " – ",
    " — ",
    " - ",
    "–",
    "—",
    " to ",
    " until ",
    " till ",
    " through ",
    " bis ",
    " a ",
    " al ",
    " hasta ",
    " jusqu'a ",
    " au ",
    " ate ",
    " tot ",
    " t/m ",
    " ~ ",
    " → ",
    "至",
];

/// The words for centuries.
pub(super) const CENTURIES: &[&str] =
    &["century", "jahrhundert", "jh.", "jh", "jhd.", "siecle", "siglo", "secolo", "seculo", "eeuw", "c."];

#[cfg(test)]
mod tests {
    use super::{folded, month};

    #[test]
    fn months_by_their_beginnings() {
        let check = |word: &str, expect: Option<u8>| assert_eq!(month(&folded(word)), expect, "{word}");
        for (word, expect) in [("März", 3), ("Sept.", 9), ("août", 8), ("dic", 12), ("ene", 1), ("mei", 5), ("may", 5)]
        {
            check(word, Some(expect));
        }
        for word in ["jui", "ma", "Marchioness", "x", ""] {
            check(word, None);
        }
    }
}
