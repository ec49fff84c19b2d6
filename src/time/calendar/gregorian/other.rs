//! Other ways to write a date, which are refused: how the same date is written here.

use super::{edtf, reading_of_negative_year};
use crate::time::calendar::{Date, MAX_YEAR};

/// The longest text that is compared, in bytes.
const LONGEST: usize = 60;

/// The clause for a text that does not resemble a date; it names the right text if `parse` can read that.
pub(super) fn no_date(text: &str, parse: fn(&str) -> Result<Date, String>) -> String {
    let shapes = || "is no date: write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05".to_owned();
    // Each try below may end here again, with a shorter text.
    if text.len() > LONGEST {
        return shapes();
    }
    let lower = text.to_lowercase();
    let before_christ =
        lower.split_once("bc").and_then(|(before, _)| before.split_whitespace().next_back()?.parse().ok());
    if let Some(year @ 1..=MAX_YEAR) = before_christ {
        return format!("is no date: {}", reading_of_negative_year(-year));
    }
    if let Some((from, to)) = text.split_once('–').map(|(from, to)| (from.trim(), to.trim()))
        && parse(from).is_ok()
        && parse(to).is_ok()
    {
        return format!("is no date: from one date to another is written {from}/{to}");
    }
    let about = ["circa ", "about ", "ca. ", "ca ", "c. ", "c."].iter().find_map(|word| lower.strip_prefix(word));
    let years = lower.strip_prefix("the ").unwrap_or(&lower);
    let century = || years.strip_suffix("00s").map(|digits| format!("{digits}XX"));
    let decade = || years.strip_suffix("0s").map(|digits| format!("{digits}X"));
    let same = about.map(|date| format!("{}~", date.to_uppercase())).or_else(century).or_else(decade);
    match same.and_then(|same| parse(&same).ok()) {
        Some(date) => format!("is no date: write it as {}", edtf(date)),
        None => shapes(),
    }
}

#[cfg(test)]
mod tests {
    use super::no_date;
    use crate::time::calendar::gregorian::parse;

    #[test]
    fn the_same_date_as_it_is_written_here() {
        let check = |text: &str, mend: &str| assert_eq!(no_date(text, parse), format!("is no date: {mend}"), "{text}");
        let shapes = "write it as 1999, 1999-06, 1999-06-02 or 1999-06-02T14:05";
        check("44 BCE", "44 BCE is -0043; -0044 is 45 BCE");
        check("15 March 44 BC", "44 BCE is -0043; -0044 is 45 BCE");
        check("0 BC", shapes);
        check("BC", shapes);
        check("9999999 BC", shapes);
        check("1914–1918", "from one date to another is written 1914/1918");
        check("1914 – 1918-11", "from one date to another is written 1914/1918-11");
        check("1914–", shapes);
        check("c. 1985", "write it as 1985~");
        check("Circa 1985-06", "write it as 1985-06~");
        check("circa noon", shapes);
        check("about about 1985", shapes);
        check(&"about ".repeat(100_000), shapes);
        check("the 1980s", "write it as 198X");
        check("1900s", "write it as 19XX");
        check("0s", shapes);
        check("İ–é", shapes);
    }
}
