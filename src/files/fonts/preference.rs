//! Which families are asked for which letters: by script, the free fonts made for all of Unicode first, then those that
//! Windows, macOS and Linux come with. Pure; names are compared by their letters and digits alone.

use std::collections::HashSet;

use egui::has_emoji_presentation;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::story::letters::Letters;

/// The shapes of Chinese characters, which differ between languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum HanStyle {
    Simplified,
    Traditional,
    Japanese,
    Korean,
}

/// Common characters of simplified Chinese, each with its traditional form, where no other language writes them so.
const SIMPLIFIED: &str = "们这个来时说对国学会过还后开关门问题长东车马书语见风样发经点电话听读写让应当将从与为无爱";
/// The same in their traditional forms.
const TRADITIONAL: &str = "們這個來時說對國學會過還後開關門問題長東車馬書語見風樣發經點電話聽讀寫讓應當將從與為無愛";

impl HanStyle {
    /// The style of a story: that of the language its letters tell of. Text in Japanese or Korean is at least a tenth
    /// kana or hangul, whatever else it has.
    pub(super) fn of(letters: &Letters) -> Self {
        let count = |script: Script| letters.count(|letter| letter.script() == script);
        let han = count(Script::Han);
        let kana = count(Script::Hiragana) + count(Script::Katakana);
        let hangul = count(Script::Hangul);
        if kana.max(hangul) > 0 && 10 * kana.max(hangul) >= han {
            return if hangul > kana { Self::Korean } else { Self::Japanese };
        }
        let traditional = letters.count(|letter| TRADITIONAL.contains(letter) && !SIMPLIFIED.contains(letter));
        let simplified = letters.count(|letter| SIMPLIFIED.contains(letter) && !TRADITIONAL.contains(letter));
        let has_bopomofo = count(Script::Bopomofo) > 0;
        if traditional > simplified || has_bopomofo && simplified == 0 { Self::Traditional } else { Self::Simplified }
    }

    fn families(self) -> &'static [&'static str] {
        match self {
            Self::Simplified => &[
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "Source Han Sans CN",
                "Microsoft YaHei",
                "PingFang SC",
                "Hiragino Sans GB",
                "WenQuanYi Micro Hei",
                "WenQuanYi Zen Hei",
                "Droid Sans Fallback",
                "SimHei",
                "SimSun",
                "Noto Serif CJK SC",
                "Noto Serif SC",
            ],
            Self::Traditional => &[
                "Noto Sans CJK TC",
                "Noto Sans TC",
                "Noto Sans CJK HK",
                "Source Han Sans TC",
                "Source Han Sans TW",
                "Microsoft JhengHei",
                "PingFang TC",
                "Heiti TC",
                "AR PL UMing TW",
                "MingLiU",
                "PMingLiU",
                "Noto Serif CJK TC",
                "Noto Serif TC",
            ],
            Self::Japanese => &[
                "Noto Sans CJK JP",
                "Noto Sans JP",
                "Source Han Sans",
                "Source Han Sans JP",
                "Yu Gothic",
                "Hiragino Sans",
                "Hiragino Kaku Gothic ProN",
                "Meiryo",
                "IPAexGothic",
                "IPAGothic",
                "VL PGothic",
                "TakaoPGothic",
                "MS PGothic",
                "MS Gothic",
                "Noto Serif CJK JP",
                "Noto Serif JP",
            ],
            Self::Korean => &[
                "Noto Sans CJK KR",
                "Noto Sans KR",
                "Source Han Sans KR",
                "Source Han Sans K",
                "Malgun Gothic",
                "Apple SD Gothic Neo",
                "NanumGothic",
                "Nanum Gothic",
                "UnDotum",
                "Baekmuk Dotum",
                "Gulim",
                "Noto Serif CJK KR",
                "Noto Serif KR",
            ],
        }
    }
}

/// The kind of a letter: letters of a kind come from the same families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A letter of this script.
    Script(Script),
    /// A letter of Chinese, Japanese or Korean. The fonts for one language have most letters of the others; taken from
    /// one font, they look alike.
    Han(HanStyle),
    /// A sign of no script.
    Symbol,
    /// A sign that is in colour unless it is asked to be plain.
    Emoji,
    /// Left for anyone to define.
    Private,
}

impl Kind {
    /// The kind of a letter of a single script.
    pub(super) fn of_one_script(letter: char, han: HanStyle) -> Option<Self> {
        match letter.script() {
            Script::Common | Script::Inherited | Script::Unknown => None,
            script => Some(Self::of_script(script, han)),
        }
    }

    /// The kinds that a letter can be of, the likeliest first. A sign of several scripts, such as the comma of Arabic, is
    /// of one that the story has, if there is any.
    pub(super) fn all_of(letter: char, han: HanStyle, in_story: &HashSet<Self>) -> Vec<Self> {
        let mut utf8 = [0; 4];
        if let Some(kind) = Self::of_one_script(letter, han) {
            return vec![kind];
        }
        match letter {
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => return vec![Self::Private],
            // The punctuation of Chinese, Japanese and Korean, enclosed letters and wide forms.
            '\u{3000}'..='\u{303f}' | '\u{3200}'..='\u{33ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' => {
                return vec![Self::Han(han), Self::Symbol];
            }
            _ if has_emoji_presentation(letter.encode_utf8(&mut utf8)) => return vec![Self::Emoji, Self::Symbol],
            _ => {}
        }
        let extension = letter.script_extension();
        let scripts = (!extension.is_common() && !extension.is_inherited()).then(|| extension.iter());
        let mut kinds: Vec<Self> = scripts.into_iter().flatten().map(|script| Self::of_script(script, han)).collect();
        kinds.sort_by_key(|kind| !in_story.contains(kind));
        kinds.push(Self::Symbol);
        kinds
    }

    fn of_script(script: Script, han: HanStyle) -> Self {
        match script {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => Self::Han(han),
            script => Self::Script(script),
        }
    }

    /// The [keys](key_of) of the families that are asked first.
    pub(super) fn families(self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut add = |more: &[&str]| names.extend(more.iter().map(|name| key_of(name)));
        match self {
            Self::Script(script) => {
                let name = script.full_name();
                add(&[&format!("Noto Sans {name}")]);
                add(of_script(script));
                add(&[&format!("Noto Serif {name}"), &format!("Noto {name}")]);
            }
            Self::Han(style) => {
                add(style.families());
                for other in [HanStyle::Simplified, HanStyle::Japanese, HanStyle::Traditional, HanStyle::Korean] {
                    add(other.families());
                }
            }
            Self::Symbol => {
                add(&[
                    "Noto Sans Symbols 2",
                    "Noto Sans Symbols",
                    "Noto Sans Math",
                    "Segoe UI Symbol",
                    "Apple Symbols",
                    "Cambria Math",
                    "STIX Two Math",
                ]);
            }
            Self::Emoji => {
                add(&["Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Twemoji", "Noto Emoji", "Symbola"]);
            }
            Self::Private => {}
        }
        add(GENERAL);
        names
    }
}

/// Fonts for many scripts, the better ones first.
const GENERAL: &[&str] = &[
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Lucida Grande",
    "Arial",
    "Tahoma",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial Unicode MS",
    "FreeSans",
    "Symbola",
];

/// The usual fonts for a script, after the one of Noto.
fn of_script(script: Script) -> &'static [&'static str] {
    match script {
        Script::Arabic => &["Segoe UI", "Geeza Pro", "Vazirmatn", "KacstOne", "Noto Naskh Arabic", "DejaVu Sans"],
        Script::Hebrew => &["Segoe UI", "Arial Hebrew", "Culmus", "Nachlieli CLM", "DejaVu Sans"],
        Script::Devanagari => {
            &["Nirmala UI", "Kohinoor Devanagari", "Devanagari Sangam MN", "Mangal", "Lohit Devanagari"]
        }
        Script::Bengali => &["Nirmala UI", "Kohinoor Bangla", "Bangla Sangam MN", "Vrinda", "Lohit Bengali"],
        Script::Gurmukhi => &["Nirmala UI", "Gurmukhi Sangam MN", "Raavi", "Lohit Gurmukhi"],
        Script::Gujarati => &["Nirmala UI", "Kohinoor Gujarati", "Gujarati Sangam MN", "Shruti", "Lohit Gujarati"],
        Script::Oriya => &["Nirmala UI", "Oriya Sangam MN", "Kalinga", "Lohit Odia"],
        Script::Tamil => &["Nirmala UI", "Tamil Sangam MN", "Latha", "Lohit Tamil"],
        Script::Telugu => &["Nirmala UI", "Kohinoor Telugu", "Telugu Sangam MN", "Gautami", "Lohit Telugu"],
        Script::Kannada => &["Nirmala UI", "Kannada Sangam MN", "Tunga", "Lohit Kannada"],
        Script::Malayalam => &["Nirmala UI", "Malayalam Sangam MN", "Kartika", "Lohit Malayalam", "Meera"],
        Script::Sinhala => &["Nirmala UI", "Sinhala Sangam MN", "Iskoola Pota", "LKLUG"],
        Script::Thai => &["Leelawadee UI", "Thonburi", "Tahoma", "Loma", "Garuda"],
        Script::Lao => &["Leelawadee UI", "Lao Sangam MN", "Phetsarath OT"],
        Script::Khmer => &["Leelawadee UI", "Khmer Sangam MN", "Khmer OS System"],
        Script::Myanmar => &["Myanmar Text", "Myanmar Sangam MN", "Padauk"],
        Script::Tibetan => &["Microsoft Himalaya", "Kailasa", "Jomolhari"],
        Script::Georgian => &["Segoe UI", "Sylfaen", "Helvetica Neue", "DejaVu Sans"],
        Script::Armenian => &["Segoe UI", "Mshtakan", "Sylfaen", "DejaVu Sans"],
        Script::Ethiopic => &["Ebrima", "Nyala", "Kefa", "Abyssinica SIL"],
        Script::Cherokee => &["Gadugi", "Plantagenet Cherokee"],
        Script::Mongolian => &["Mongolian Baiti", "Noto Sans Mongolian"],
        _ => &[],
    }
}

/// The letters and digits of a family's name, by which names are compared: "Noto Sans Symbols2" is "Noto Sans Symbols 2".
pub(super) fn key_of(family: &str) -> String {
    family.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a family is for text. The last resorts of some systems have a box for every letter.
pub(super) fn is_for_text(family: &str) -> bool {
    let key = key_of(family);
    !family.starts_with('.') && !["lastresort", "adobeblank", "notdef"].iter().any(|name| key.contains(name))
}

/// The size at which a family looks as large as Inter.
pub(super) fn scale_of(family: &str) -> f32 {
    if family.contains("Emoji") { 0.9 } else { 1.0 }
}

/// Whether a character has a shape of its own. Marks come with the letter before them.
pub(super) fn is_drawn(letter: char) -> bool {
    let is_invisible = matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    !is_invisible && !letter.is_control() && !is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Letters {
        let mut letters = Letters::default();
        letters.add_text(text);
        letters
    }

    #[test]
    fn the_letters_of_a_story_tell_its_language() {
        let check = |text: &str, expect: HanStyle| assert_eq!(HanStyle::of(&letters(text)), expect, "{text}");
        check("", HanStyle::Simplified);
        check("红楼梦 这个国家", HanStyle::Simplified);
        check("紅樓夢 這個國家", HanStyle::Traditional);
        check("ㄅㄆㄇ 山水", HanStyle::Traditional);
        check("源氏物語、いづれの御時にか", HanStyle::Japanese);
        check("홍길동전 洪吉童傳", HanStyle::Korean);
        check("山", HanStyle::Simplified);
        // A single kana in a Chinese text is a quotation.
        check("这个来时说对国学会过还后开关门问题长东车の", HanStyle::Simplified);
    }

    #[test]
    fn each_letter_has_a_kind() {
        let han = HanStyle::Japanese;
        let check = |letter: char, in_story: &[Kind], expect: &[Kind]| {
            assert_eq!(Kind::all_of(letter, han, &in_story.iter().copied().collect())[..expect.len()], *expect);
        };
        check('漢', &[], &[Kind::Han(han)]);
        check('の', &[], &[Kind::Han(han)]);
        check('한', &[], &[Kind::Han(han)]);
        check('、', &[], &[Kind::Han(han), Kind::Symbol]);
        check('א', &[], &[Kind::Script(Script::Hebrew)]);
        check('😀', &[], &[Kind::Emoji, Kind::Symbol]);
        check('✈', &[], &[Kind::Symbol]);
        check('\u{e000}', &[], &[Kind::Private]);
        // The danda is of many scripts.
        for script in [Script::Bengali, Script::Devanagari, Script::Tamil] {
            check('।', &[Kind::Script(script)], &[Kind::Script(script)]);
        }
    }

    #[test]
    fn the_font_made_for_a_script_comes_first() {
        let check = |kind: Kind, expect: &str| assert_eq!(kind.families()[0], key_of(expect));
        check(Kind::Script(Script::Thai), "Noto Sans Thai");
        check(Kind::Script(Script::Canadian_Aboriginal), "Noto Sans Canadian Aboriginal");
        check(Kind::Han(HanStyle::Korean), "Noto Sans CJK KR");
        check(Kind::Symbol, "Noto Sans Symbols2");
        check(Kind::Emoji, "Noto Color Emoji");
    }

    #[test]
    fn every_simplified_character_has_its_traditional_form() {
        assert_eq!(SIMPLIFIED.chars().count(), TRADITIONAL.chars().count());
    }

    #[test]
    fn marks_and_invisible_characters_need_no_font() {
        for (letter, expect) in [
            ('a', true),
            ('漢', true),
            ('\u{3000}', true),
            ('\u{301}', false),
            ('\u{200d}', false),
            ('\u{fe0f}', false),
            ('\n', false),
        ] {
            assert_eq!(is_drawn(letter), expect, "{letter:?}");
        }
    }
}
