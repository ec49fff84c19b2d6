//! The scenes of a script, each with what the parts below its heading say.

use super::Part;
use super::remark::{self, Remark};

/// So many characters of action are kept where there is no synopsis.
const ENOUGH: usize = 280;

/// A scene.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) line: Option<u32>,
    pub(super) heading: String,
    /// Its number as it is written; may be empty.
    pub(super) number: String,
    /// Its title where it has one besides its heading.
    pub(super) title: String,
    /// The titles of the sections that are threads, from the outside in.
    pub(super) threads: Vec<String>,
    /// The same for all scenes of an act, and another for those of the next.
    pub(super) act: usize,
    act_title: String,
    pub(super) summary: Vec<String>,
    pub(super) cast: Vec<String>,
    pub(super) tags: Vec<String>,
    /// A place that is said besides the heading.
    pub(super) place: Option<String>,
    /// A time that is said.
    pub(super) when: Option<String>,
    /// Whether the script has more of it than is kept.
    pub(super) has_more: bool,
    action: Vec<String>,
    synopses: Vec<String>,
    remarks: Vec<String>,
    sections: Vec<String>,
}

/// What a section is, by its title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Act,
    Thread,
    /// A stretch of the script, such as a sequence.
    Stretch,
}

fn kind_of(title: &str) -> Kind {
    const ACTS: [&str; 12] =
        ["act", "akt", "acte", "acto", "ato", "atto", "aufzug", "teaser", "tag", "prologue", "epilogue", "cold"];
    const STRETCHES: [&str; 12] = [
        "sequence",
        "scene",
        "scenes",
        "insert",
        "sequenz",
        "szene",
        "séquence",
        "scène",
        "secuencia",
        "escena",
        "chapter",
        "page",
    ];
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    let second = words.get(1).map_or("", String::as_str);
    // “Act One”, “Second Act”, “1. Akt”, but not “Act of war”.
    let is_short = words.iter().filter(|word| !word.is_empty()).count() <= 2;
    let is_numbered = second.is_empty() || is_number(second);
    if ACTS.contains(&first) && (is_short || is_numbered)
        || is_short && words.iter().any(|word| ACTS[..7].contains(&word.as_str()))
    {
        Kind::Act
    } else if STRETCHES.contains(&first) || is_short && STRETCHES.iter().any(|word| words.iter().any(|it| it == word)) {
        Kind::Stretch
    } else {
        Kind::Thread
    }
}

fn is_number(word: &str) -> bool {
    const NUMBERS: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    NUMBERS.contains(&word) || word.chars().all(|c| c.is_ascii_digit() || "ivxl".contains(c))
}

/// The scenes of a script, and what stands before the first.
pub(super) fn scenes(parts: Vec<(Option<u32>, Part)>) -> (Vec<Scene>, String) {
    let mut open: Vec<(usize, String, Kind)> = Vec::new();
    let (mut act, mut act_title) = (0, String::new());
    let mut scenes: Vec<Scene> = Vec::new();
    // Before the first scene, and between a section's heading and its first scene.
    let mut before = Scene::default();
    let mut is_between = true;
    for (line, part) in parts {
        match part {
            Part::Section { level, title } => {
                open.retain(|(other, ..)| *other < level);
                let kind = kind_of(&title);
                if kind == Kind::Act {
                    act += 1;
                    act_title.clone_from(&title);
                }
                open.push((level, title, kind));
                is_between = true;
            }
            Part::ActEnd => {
                act += 1;
                act_title.clear();
                open.retain(|(.., kind)| *kind != Kind::Act);
            }
            Part::Scene { heading, number, title } => {
                if !open.iter().any(|(.., kind)| *kind == Kind::Act) && !act_title.is_empty() {
                    act += 1;
                    act_title.clear();
                }
                let of = |wanted: Kind| {
                    let wanted = open.iter().filter(move |(.., kind)| *kind == wanted);
                    wanted.map(|(_, title, _)| title.clone()).collect::<Vec<_>>()
                };
                scenes.push(Scene {
                    line,
                    heading,
                    number,
                    title,
                    threads: of(Kind::Thread),
                    act,
                    act_title: act_title.clone(),
                    sections: of(Kind::Stretch),
                    ..Scene::default()
                });
                is_between = false;
            }
            part => match scenes.last_mut() {
                Some(scene) if !is_between => scene.add(part),
                _ => before.add_between(part, open.last().map(|(_, title, _)| title.as_str())),
            },
        }
    }
    scenes.iter_mut().for_each(Scene::finish);
    before.finish();
    (scenes, before.summary.join("\n\n"))
}

impl Scene {
    /// The title of its act; `None` outside acts.
    pub(super) fn act_title(&self) -> Option<&str> {
        Some(self.act_title.as_str()).filter(|title| !title.is_empty())
    }

    /// A part that is in no scene: it goes into the summary of the story.
    fn add_between(&mut self, part: Part, section: Option<&str>) {
        match (part, section) {
            (Part::Synopsis(text), Some(section)) => self.synopses.push(format!("{section}: {text}")),
            (part, _) => self.add(part),
        }
    }

    fn add(&mut self, part: Part) {
        match part {
            Part::Action(text) => self.action.push(text),
            Part::Cue(name) | Part::Present(name) => self.is_with(&name),
            Part::Synopsis(text) => self.synopses.push(text),
            Part::Remark(text) => self.remark(&text),
            Part::Other => self.has_more = true,
            Part::Section { .. } | Part::ActEnd | Part::Scene { .. } => {}
        }
    }

    fn remark(&mut self, text: &str) {
        match remark::read(text) {
            Remark::Thread(title) => self.threads = vec![title.to_owned()],
            Remark::Cast(names) => names.into_iter().for_each(|name| self.is_with(name)),
            Remark::When(when) => self.when = Some(when.to_owned()),
            Remark::Place(place) => self.place = Some(place.to_owned()),
            Remark::Tags(tags) => self.tags.extend(tags.into_iter().map(str::to_owned)),
            Remark::Title(title) => title.clone_into(&mut self.title),
            Remark::Free("") => {}
            Remark::Free(text) => self.remarks.push(format!("Note: {text}")),
        }
    }

    fn is_with(&mut self, name: &str) {
        let name = name.trim();
        if !name.is_empty() && !self.cast.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            self.cast.push(name.to_owned());
        }
    }

    /// Makes the summary.
    fn finish(&mut self) {
        self.summary.append(&mut self.sections);
        if self.synopses.is_empty() {
            let action = self.action.join("\n\n");
            let short = shortened(&action);
            self.has_more |= short.len() < action.len();
            self.summary.push(short);
        } else {
            self.has_more |= !self.action.is_empty();
            self.summary.append(&mut self.synopses);
        }
        self.summary.append(&mut self.remarks);
        self.summary.retain(|paragraph| !paragraph.is_empty());
    }
}

/// The first sentences or words of a text, with an ellipsis if there is more.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(ENOUGH) else { return text.to_owned() };
    let start = &text[..end];
    let sentence = [". ", "! ", "? ", ".\n", "!\n", "?\n", "。"].iter().filter_map(|mark| start.rfind(mark)).max();
    let words = start.rfind(char::is_whitespace).unwrap_or(end);
    match sentence.filter(|at| *at > ENOUGH / 3) {
        Some(at) => {
            let mark = start[at..].chars().next().map_or(0, char::len_utf8);
            format!("{} …", &start[..at + mark])
        }
        None => format!("{}…", &start[..words]),
    }
}
