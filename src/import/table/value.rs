//! The values in a table's cells: numbers, lengths of time, lists.

use super::super::dates::words::folded;

/// Numbers past this are none of a story's.
const MOST: f64 = 9e12;

/// The number in a cell. `1,5` is one and a half if commas are decimal, or if what follows the comma is no group of three.
pub(super) fn number(text: &str, has_decimal_commas: bool) -> Option<f64> {
    let text: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\'')).collect();
    let text = text.replace('−', "-");
    let commas = text.matches(',').count();
    let plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        // With a point too, commas divide thousands.
        (Some(comma), None) if commas == 1 && (has_decimal_commas || text.len() - comma != 4) => text.replace(',', "."),
        (Some(_), _) => text.replace(',', ""),
        (None, _) => text,
    };
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
    plain.parse::<f64>().ok().filter(|number| is_number && number.abs() <= MOST)
}

/// A number as JSON: a whole one without a point.
pub(super) fn json(number: f64) -> serde_json::Value {
    if number.fract() == 0.0 { serde_json::Value::from(number as i64) } else { serde_json::Value::from(number) }
}

/// Units of time in the languages of the columns' names, by their letters in ISO 8601; those after `T` in a list of their
/// own, since both have an `M`.
const UNITS: &[(char, &[&str])] = &[
    (
        'Y',
        &[
            "y", "yr", "yrs", "year", "years", "jahr", "jahre", "jahren", "an", "ans", "annee", "annees", "ano",
            "anos", "anno", "anni", "jaar", "jaren", "年",
        ],
    ),
    (
        'M',
        &[
            "mo", "month", "months", "monat", "monate", "monaten", "mois", "mes", "meses", "mese", "mesi", "maand",
            "maanden", "月", "个月",
        ],
    ),
    (
        'W',
        &[
            "w",
            "wk",
            "wks",
            "week",
            "weeks",
            "woche",
            "wochen",
            "semaine",
            "semaines",
            "semana",
            "semanas",
            "settimana",
            "settimane",
            "weken",
            "周",
        ],
    ),
    (
        'D',
        &[
            "d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "dia", "dias", "giorno", "giorni", "dag",
            "dagen", "天", "日",
        ],
    ),
];
/// See [`UNITS`].
const CLOCK_UNITS: &[(char, &[&str])] = &[
    (
        'H',
        &[
            "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora",
            "ore", "uur", "uren", "小时",
        ],
    ),
    ('M', &["m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuut", "分钟"]),
    (
        'S',
        &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes", "segundo",
            "segundos", "secondo", "secondi", "seconden", "秒",
        ],
    ),
];

/// A length of time as ISO 8601 has it: `3 days`, `1 h 30 min`, `1:30`, `P3D`; a number alone is of the unit that the
/// column's name has in brackets.
pub(super) fn duration(text: &str, column: &str) -> Option<String> {
    let text = folded(text.trim());
    let is_iso = text.starts_with('p') && text.len() > 2 && text.bytes().any(|byte| byte.is_ascii_digit());
    if is_iso && text.bytes().all(|byte| b"pymwdths.0123456789".contains(&byte)) {
        return checked(text.to_uppercase());
    }
    let unit = folded(column.split_once('(').map_or("", |(_, unit)| unit.trim_end_matches(')')));
    let text = if number(&text, false).is_some() { format!("{text} {unit}") } else { text };
    if let Some((hours, minutes)) = text.split_once(':')
        && let (Ok(hours), Ok(minutes)) = (hours.parse::<u16>(), minutes.parse::<u8>())
    {
        return checked(format!("PT{hours}H{minutes}M"));
    }
    let mut parts: [Vec<(usize, String)>; 2] = [Vec::new(), Vec::new()];
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let (count, tail) = rest.split_at(end);
        let tail = tail.trim_start();
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let find = |units: &[(char, &[&str])]| units.iter().position(|(_, names)| names.contains(&&tail[..end]));
        let count = count.trim_end_matches(',').replace(',', ".");
        match (find(UNITS), find(CLOCK_UNITS)) {
            (Some(at), _) => parts[0].push((at, format!("{count}{}", UNITS[at].0))),
            (None, Some(at)) => parts[1].push((at, format!("{count}{}", CLOCK_UNITS[at].0))),
            (None, None) => return None,
        }
        rest = tail[end..].trim_start_matches(['.', ',', ' ', '+']);
        rest = ["and ", "und ", "et ", "y ", "e ", "en "].iter().find_map(|and| rest.strip_prefix(and)).unwrap_or(rest);
    }
    let [dates, clock] = parts.map(|mut parts| {
        parts.sort();
        parts.into_iter().map(|(_, part)| part).collect::<String>()
    });
    checked(if clock.is_empty() { format!("P{dates}") } else { format!("P{dates}T{clock}") })
}

fn checked(text: String) -> Option<String> {
    crate::time::calendar::AnyCalendar::Gregorian.parse_duration(&text).ok().map(|_| text)
}

/// What divides the items in the cells of a column: the first of these that is in any of them.
pub(super) fn divider(cells: &[&str]) -> Option<&'static [char]> {
    const DIVIDERS: [&[char]; 5] = [&[';', '；'], &['|'], &['\n'], &['、'], &[',', '，']];
    DIVIDERS.into_iter().find(|divider| cells.iter().any(|cell| cell.contains(*divider)))
}

/// The items of a cell, each once.
pub(super) fn list<'c>(cell: &'c str, divider: Option<&[char]>) -> Vec<&'c str> {
    let items: Vec<&str> = match divider {
        Some(divider) => cell.split(divider).collect(),
        None => vec![cell],
    };
    let mut once = Vec::new();
    for item in items.into_iter().map(str::trim).filter(|item| !item.is_empty()) {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::{duration, list, number};

    #[test]
    fn numbers_with_points_and_commas() {
        let check = |text: &str, commas: bool, expect: Option<f64>| assert_eq!(number(text, commas), expect, "{text}");
        check("1,5", false, Some(1.5));
        check("1,500", false, Some(1500.0));
        check("1,500", true, Some(1.5));
        check("1.234,5", false, Some(1234.5));
        check("1,234.5", true, Some(1234.5));
        check("-3", false, Some(-3.0));
        check("1 000", false, Some(1000.0));
        for none in ["", "x", "1e5", "inf", "NaN", "1.2.3", "-", "99999999999999"] {
            check(none, false, None);
        }
    }

    #[test]
    fn lengths_of_time() {
        let check = |text: &str, column: &str, expect: &str| {
            assert_eq!(duration(text, column).as_deref(), Some(expect).filter(|it| !it.is_empty()), "{text}");
        };
        check("3 days", "", "P3D");
        check("1 h 30 min", "", "PT1H30M");
        check("1:30", "", "PT1H30M");
        check("2 Jahre und 6 Monate", "", "P2Y6M");
        check("90 minutes", "", "PT90M");
        check("P1Y6M", "", "P1Y6M");
        check("3", "Duration (days)", "P3D");
        check("1,5 hours", "", "PT1.5H");
        check("3", "Duration", "");
        check("long", "", "");
        check("", "", "");
    }

    #[test]
    fn lists_have_each_item_once() {
        assert_eq!(list(" a; b ;;a", Some(&[';'])), ["a", "b"]);
        assert_eq!(list("a; b", None), ["a; b"]);
    }
}
