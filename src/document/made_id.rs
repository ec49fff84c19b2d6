//! The id of a character or place that is written as a name alone: `"Kira Nerys"` in the list of characters has the id
//! `kira-nerys`.

/// The id made from a name: its letters and digits in lower case, with `-` between its words. A name without letters or
/// digits is its own id.
pub fn id_from_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty());
    let plain =
        |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let words: Vec<String> = words.map(plain).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { name.to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::id_from_name;

    #[test]
    fn ids_are_made_of_the_words_of_a_name() {
        let check = |name: &str, expect: &str| assert_eq!(id_from_name(name), expect);
        check("Kira Nerys", "kira-nerys");
        check("  Miles O'Brien ", "miles-obrien");
        check("Section 31 (the bureau)", "section-31-the-bureau");
        check("Élise", "élise");
        check("戦争と平和", "戦争と平和");
        check("?!", "?!");
    }
}
