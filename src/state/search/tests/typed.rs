use super::super::Query;
use super::super::fold::words;
use super::super::needle::{Grade, Needle};

#[test]
fn words_are_folded() {
    let check = |text: &str, expect: &[&str]| assert_eq!(words(text), expect, "{text}");
    check("Zürich", &["zurich"]);
    check("Zu\u{308}rich", &["zurich"]);
    check("O’Brien's D'ARTAGNAN", &["obriens", "dartagnan"]);
    check("Ægir Łódź Straße Đorđe İstanbul ΣΊΣΥΦΟΣ", &["aegir", "lodz", "strasse", "dorde", "istanbul", "σισυφοσ"]);
    check("self-sealing  stem_bolts…", &["self", "sealing", "stem", "bolts"]);
    check("ﬁn ½ ①", &["fin", "1", "2", "1"]);
    check("хоббит Ёлка", &["хоббит", "елка"]);
    check("हिन्दी", &["हिन्दी"]);
    check("🚀 → “—”", &["🚀", "→"]);
    check("", &[]);
}

#[test]
fn queries_are_read_as_they_are_meant() {
    let check = |text: &str, expect: &[&str]| {
        let query = Query::parse(text);
        let terms: Vec<String> = query
            .terms()
            .iter()
            .map(|term| format!("{}{}", ["", "="][usize::from(term.exact)], term.to_text()))
            .collect();
        assert_eq!(terms, expect, "{text:?}");
    };
    check("kira odo", &["kira", "odo"]);
    check("  kira \t odo ", &["kira", "odo"]);
    check("\"two  words\" three", &["=\"two words\"", "three"]);
    check("“two words”", &["=\"two words\""]);
    check("-kira", &["-kira"]);
    check("cast:kira WHO:odo Character:rom", &["cast:kira", "cast:odo", "cast:rom"]);
    check("-cast:\"Kira Nerys\" place:ds9", &["=-cast:\"Kira Nerys\"", "place:ds9"]);
    check("thread:a tag:b phase:c", &["thread:a", "tag:b", "phase:c"]);
    check("foo:bar http://x", &["foo:bar", "http://x"]);
    check("self-sealing", &["self-sealing"]);
    // Unfinished queries.
    check("cast:", &[]);
    check("kira cast:", &["kira"]);
    check("kira -", &["kira"]);
    check("-cast:", &[]);
    check("kira \"", &["kira"]);
    check("kira \"\" odo", &["kira", "odo"]);
    check("\"deep spa", &["=\"deep spa"]);
    check("cast:\"ki", &["=cast:\"ki"]);
    check("", &[]);
    assert!(Query::parse("cast: - \"\" — …").is_empty());
}

#[test]
fn a_term_can_be_taken_out() {
    let check =
        |text: &str, index: usize, expect: &str| assert_eq!(Query::parse(text).without(index), expect, "{text}");
    check("a -b \"c d\"", 0, "-b \"c d\"");
    check("a -b \"c d\"", 1, "a \"c d\"");
    check("a who:b \"c d", 2, "a cast:b");
    check("a", 0, "");
    check("a", 7, "a");
}

#[test]
fn a_word_matches_as_it_is_spelled_or_nearly() {
    let check = |needle: &str, word: &str, expect: Option<Grade>| {
        let needle = Needle::new(needle.into());
        let grade = needle.grade(word).map(|(grade, _)| grade).or_else(|| needle.with_typos(word));
        assert_eq!(grade, expect, "{} {word}", needle.text);
    };
    check("kira", "kira", Some(Grade::Whole));
    check("ki", "kira", Some(Grade::Prefix));
    check("ira", "kira", Some(Grade::Inside));
    check("ra", "kira", None);
    check("平", "戦争と平和", Some(Grade::Inside));
    check("sisco", "sisko", Some(Grade::OneTypo));
    check("kirra", "kira", Some(Grade::OneTypo));
    check("ikra", "kira", Some(Grade::OneTypo));
    check("wra", "war", None);
    check("kito", "kira", None);
    check("emmisary", "emissary", Some(Grade::TwoTypos));
    check("emisary", "emissary", Some(Grade::OneTypo));
    check("commandr", "commander", Some(Grade::OneTypo));
    check("benjmain", "benjamin", Some(Grade::OneTypo));
    // Beginnings of longer words.
    check("baatlef", "battlefield", Some(Grade::OneTypo));
    check("batlefo", "battlefield", None);
    check("battelfi", "battlefield", Some(Grade::OneTypo));
    check("borg", "border", None);
    check("borg", "organise", None);
    check(&"x".repeat(65), &"y".repeat(65), None);
}
