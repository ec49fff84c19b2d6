//! Fonts on disk for letters that Inter lacks: files that the user names, and the fonts of the system, which are looked
//! for once and only if a letter is missing.
//!
//! The choice depends on the letters and on the installed fonts, never on the order of asking or on the language of the
//! system. Each letter has a kind, mostly its script, and a kind has a list of families. The first
//! family that has the letter gives it: of the named files in their order, then of the list, then of all the others,
//! those without serifs first and those of fixed width last, by name.

mod face;
mod metrics;
mod preference;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, OnceLock};

use fontdb::Database;

use crate::story::letters::Letters;
use crate::theme::typeface::{Choice, Fallback, Fonts, Weight};
use face::{Face, letters_of};
use preference::{HanStyle, Kind, is_drawn, key_of};

/// The reason why a file is no font to draw with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FontError {
    /// It cannot be read.
    #[error("the font \"{}\" cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        why: String,
    },
    /// It is something else.
    #[error("\"{}\" is no font; name a TrueType or OpenType file (.ttf, .otf, .ttc, .otc)", .0.display())]
    NoFont(PathBuf),
}

/// The places to take fonts from.
#[derive(Debug)]
pub struct FontFiles {
    named: Vec<Family>,
    has_system: bool,
    system: OnceLock<Vec<Family>>,
}

/// The faces of one name, which differ in weight and slant.
#[derive(Debug)]
struct Family {
    name: String,
    /// Sorted by file.
    faces: Vec<Face>,
}

impl FontFiles {
    /// The fonts of the system.
    pub fn of_system() -> Self {
        Self { named: Vec::new(), has_system: true, system: OnceLock::new() }
    }

    /// The fonts in these files, and those of the system if they are wanted.
    ///
    /// # Errors
    /// A file cannot be read, or is no font.
    pub fn named(paths: &[PathBuf], has_system: bool) -> Result<Self, FontError> {
        let mut named = Vec::new();
        for path in paths {
            for family in load(path)? {
                match named.iter_mut().find(|known: &&mut Family| known.name == family.name) {
                    Some(known) => known.faces.extend(family.faces),
                    None => named.push(family),
                }
            }
        }
        Ok(Self { named, has_system, system: OnceLock::new() })
    }

    /// The fonts of the system, sorted by name.
    fn system(&self) -> &[Family] {
        self.system.get_or_init(|| {
            let mut database = Database::new();
            if self.has_system {
                database.load_system_fonts();
            }
            families(database)
        })
    }

    /// Fonts for all these letters. If Inter has them all, nothing is read.
    pub fn choose(&self, letters: &Letters) -> Choice {
        let wanted: Vec<char> =
            letters.iter().map(|(letter, _)| letter).filter(|&c| is_drawn(c) && !inter_has(c)).collect();
        if wanted.is_empty() {
            return Choice::default();
        }
        let han = HanStyle::of(letters);
        // A font that turns out to be broken is left out, and the next one asked.
        let mut broken = BTreeSet::new();
        loop {
            let families: Vec<&Family> = self.named.iter().chain(self.system()).collect();
            let mut finder =
                Finder { families: &families, named: self.named.len(), broken: &broken, by_kind: HashMap::new() };
            let (picked, lacking) = finder.pick(&wanted, han);
            match chains(&families, self.named.len(), &picked) {
                Ok(fallbacks) => {
                    return Choice { fonts: Fonts::with_fallbacks(fallbacks, wanted.into_iter().collect()), lacking };
                }
                Err(at) => broken.insert(at),
            };
        }
    }
}

/// Finds the family for each letter.
struct Finder<'a> {
    families: &'a [&'a Family],
    /// The number of families that the user named, which come first.
    named: usize,
    broken: &'a BTreeSet<usize>,
    /// The families in the order in which they are asked, by the kind of letter.
    by_kind: HashMap<Kind, Vec<usize>>,
}

impl Finder<'_> {
    /// The letters that each family gives, and those that none has.
    fn pick(&mut self, wanted: &[char], han: HanStyle) -> (BTreeMap<usize, Vec<char>>, Vec<char>) {
        let mut picked: BTreeMap<usize, Vec<char>> = BTreeMap::new();
        let mut lacking = Vec::new();
        let of_script: HashSet<Kind> = wanted.iter().filter_map(|&letter| Kind::of_one_script(letter, han)).collect();
        for &letter in wanted {
            let kinds = Kind::all_of(letter, han, &of_script);
            match kinds.into_iter().find_map(|kind| self.family_for(letter, kind)) {
                Some(family) => picked.entry(family).or_default().push(letter),
                None => lacking.push(letter),
            }
        }
        (picked, lacking)
    }

    fn family_for(&mut self, letter: char, kind: Kind) -> Option<usize> {
        let named = self.named;
        // A letter for private use means something else in every font.
        let most = if kind == Kind::Private { named } else { usize::MAX };
        let Self { families, broken, by_kind, .. } = self;
        let order = by_kind.entry(kind).or_insert_with(|| order_for(families, named, kind));
        order.iter().copied().take(most).find(|at| !broken.contains(at) && families[*at].has(letter))
    }
}

/// The families in the order in which they are asked for letters of a kind.
fn order_for(families: &[&Family], named: usize, kind: Kind) -> Vec<usize> {
    let preferred = kind.families();
    let keys: Vec<String> = families.iter().map(|family| key_of(&family.name)).collect();
    let rank = |at: usize| preferred.iter().position(|name| *name == keys[at]).unwrap_or(preferred.len());
    let mut rest: Vec<usize> = (named..families.len()).collect();
    // The names are sorted already, and the sort is stable.
    rest.sort_by_key(|&at| (rank(at), families[at].is_monospaced(), is_serif(&keys[at])));
    (0..named).chain(rest).collect()
}

fn is_serif(key: &str) -> bool {
    key.contains("serif") && !key.contains("sansserif")
}

impl Family {
    /// The face nearest to a weight: upright, neither narrow nor wide if possible.
    fn face(&self, weight: Weight) -> Option<&Face> {
        self.faces.iter().min_by_key(|face| face.distance(weight))
    }

    fn has(&self, letter: char) -> bool {
        self.face(Weight::Regular).is_some_and(|face| face.letters().binary_search(&letter).is_ok())
    }

    fn is_monospaced(&self) -> bool {
        self.faces.iter().any(|face| face.monospaced)
    }
}

/// The fallbacks of each weight, in the [order](order_of) that suits the picked letters best.
///
/// # Errors
/// The number of a family whose file cannot be used after all.
fn chains(
    families: &[&Family],
    named: usize,
    picked: &BTreeMap<usize, Vec<char>>,
) -> Result<[Vec<Arc<Fallback>>; 4], usize> {
    let mut made: HashMap<String, Arc<Fallback>> = HashMap::new();
    let mut make = |at: usize, weight: Weight| -> Result<Arc<Fallback>, usize> {
        let family = families[at];
        let face = family.face(weight).ok_or(at)?;
        let name = face.name_at(weight);
        if let Some(known) = made.get(&name) {
            return Ok(known.clone());
        }
        let fallback = Arc::new(face.load(&family.name, weight).ok_or(at)?);
        made.insert(name, fallback.clone());
        Ok(fallback)
    };
    let order = order_of(families, named, picked);
    let mut chains: [Vec<Arc<Fallback>>; 4] = Default::default();
    for (weight, chain) in Weight::ALL.into_iter().zip(&mut chains) {
        for at in &order {
            chain.push(make(*at, weight)?);
        }
        // Of a letter that the bold face lacks, the regular one has some shape.
        for at in &order {
            let has_all = |font: &Fallback| picked[at].iter().all(|&letter| font.has(letter));
            let own = make(*at, weight)?;
            if !has_all(&own) {
                chain.push(make(*at, Weight::Regular)?);
            }
        }
    }
    Ok(chains)
}

/// The order in which the picked families are asked. egui takes a letter from the first font that has it, so the family
/// that has the fewest letters of the families after it comes first. Named files keep their order.
fn order_of(families: &[&Family], named: usize, picked: &BTreeMap<usize, Vec<char>>) -> Vec<usize> {
    let mut order: Vec<usize> = picked.keys().copied().filter(|&at| at < named).collect();
    let mut left: Vec<usize> = picked.keys().copied().filter(|&at| at >= named).collect();
    while !left.is_empty() {
        let taken = |at: usize| -> usize {
            let others = left.iter().filter(|&&other| other != at).flat_map(|other| &picked[other]);
            others.filter(|&&letter| families[at].has(letter)).count()
        };
        // Among equals the first by name.
        let Some(next) = (0..left.len()).min_by_key(|&place| taken(left[place])) else { break };
        order.push(left.remove(next));
    }
    order
}

/// The faces of a database by family, sorted by name.
fn families(database: Database) -> Vec<Family> {
    let database = Arc::new(database);
    let mut by_name: BTreeMap<String, Vec<Face>> = BTreeMap::new();
    for info in database.faces() {
        if let Some((name, face)) = Face::of(&database, info)
            && preference::is_for_text(&name)
        {
            by_name.entry(name).or_default().push(face);
        }
    }
    let family = |(name, mut faces): (String, Vec<Face>)| {
        faces.sort_by(|a, b| (&a.path, a.index).cmp(&(&b.path, b.index)));
        Family { name, faces }
    };
    by_name.into_iter().map(family).collect()
}

/// The families in a file.
fn load(path: &Path) -> Result<Vec<Family>, FontError> {
    let unreadable = |why: String| FontError::Unreadable { path: path.to_owned(), why };
    let about = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
    if !about.is_file() || about.len() == 0 {
        return Err(FontError::NoFont(path.to_owned()));
    }
    let mut database = Database::new();
    database.load_font_file(path).map_err(|error| unreadable(error.to_string()))?;
    let families = families(database);
    let has_letters = families.iter().any(|family| family.faces.iter().any(|face| !face.letters().is_empty()));
    if has_letters { Ok(families) } else { Err(FontError::NoFont(path.to_owned())) }
}

/// Whether the bundled font has a letter.
pub fn inter_has(letter: char) -> bool {
    static LETTERS: LazyLock<Arc<[char]>> =
        LazyLock::new(|| letters_of(Weight::Regular.bytes(), 0).unwrap_or_default());
    // egui makes these of a space.
    letter.is_ascii() || matches!(letter, '\u{2009}' | '\u{202f}') || LETTERS.binary_search(&letter).is_ok()
}
