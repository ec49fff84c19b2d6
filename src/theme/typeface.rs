//! The typeface, Inter, in its weights, and the fonts that stand in for it where it has no letter. Knows no files: the
//! fallbacks are given to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, GlyphRasterizer};

/// A weight of the typeface, Inter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// 400: running text and labels.
    Regular,
    /// 500: labels that matter.
    Medium,
    /// 600: headings.
    SemiBold,
    /// 700: titles.
    Bold,
}

impl Weight {
    /// All of them, from light to heavy.
    pub const ALL: [Self; 4] = [Self::Regular, Self::Medium, Self::SemiBold, Self::Bold];

    /// The name of its font family in egui.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => FontFamily::Name("Inter Medium".into()),
            Self::SemiBold => FontFamily::Name("Inter SemiBold".into()),
            Self::Bold => FontFamily::Name("Inter Bold".into()),
        }
    }

    /// A font of this weight, `size` points high.
    pub fn font(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    /// The number by which fonts give it.
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Medium => 500,
            Self::SemiBold => 600,
            Self::Bold => 700,
        }
    }

    /// The name of its font, which is also that of its file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Regular => "Inter-Regular",
            Self::Medium => "Inter-Medium",
            Self::SemiBold => "Inter-SemiBold",
            Self::Bold => "Inter-Bold",
        }
    }

    /// The weight with this family.
    pub fn of(family: &FontFamily) -> Option<Self> {
        Self::ALL.into_iter().find(|weight| weight.family() == *family)
    }

    /// The SHA-256 of its font's file.
    pub fn hash(self) -> &'static str {
        match self {
            Self::Regular => "5379883a54169f620c70ecd4984f8289f198b2823cfdbd6ee4efa9c36d616354",
            Self::Medium => "ded604eaba9c4227d3da32c493a59b083023453239dd95644a3d5f007f9e80f4",
            Self::SemiBold => "d51942608872045d1e1300c0f0cbb83fadece00a055c3aeaf2a59baca1b01b95",
            Self::Bold => "f6c0055da44032c5dd0eacf29a7af92615328575e2022e18ec873d01290fda53",
        }
    }

    /// The bytes of its font.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/Inter-Regular.otf"),
            Self::Medium => include_bytes!("../../assets/fonts/Inter-Medium.otf"),
            Self::SemiBold => include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
            Self::Bold => include_bytes!("../../assets/fonts/Inter-Bold.otf"),
        }
    }
}

/// The version of Inter.
const VERSION: &str = "3.019";

/// A font for letters that Inter lacks.
#[derive(Debug)]
pub struct Fallback {
    /// Its name in egui; no other font has it.
    pub name: String,
    /// The font.
    pub data: Arc<FontData>,
    /// The letters that it has, sorted.
    pub letters: Arc<[char]>,
    /// Its name, version, file and hash, for a picture that it is used in.
    pub description: String,
}

impl Fallback {
    /// Whether it has a letter.
    pub fn has(&self, letter: char) -> bool {
        self.letters.binary_search(&letter).is_ok()
    }
}

/// The fonts of a context: Inter, and its fallbacks for each weight, in the order in which they are asked. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Fonts(Arc<More>);

/// The fonts besides Inter.
#[derive(Clone, Debug, Default)]
struct More {
    /// For each weight, from light to heavy.
    fallbacks: [Vec<Arc<Fallback>>; 4],
    /// The letters that they are for.
    wanted: BTreeSet<char>,
    /// Draw what none of them has.
    rasterizers: Vec<GlyphRasterizer>,
}

impl Fonts {
    /// The bundled fonts, the same on every machine.
    pub fn bundled() -> Self {
        Self::default()
    }

    /// The bundled fonts, and fallbacks for each weight, from light to heavy, for the wanted letters, which those lack.
    pub fn with_fallbacks(fallbacks: [Vec<Arc<Fallback>>; 4], wanted: BTreeSet<char>) -> Self {
        Self(Arc::new(More { fallbacks, wanted, rasterizers: Vec::new() }))
    }

    /// These fonts, and rasterisers for letters that none of them has.
    #[must_use]
    pub fn with_rasterizers(self, rasterizers: Vec<GlyphRasterizer>) -> Self {
        Self(Arc::new(More { rasterizers, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// Whether there are no others than the bundled ones.
    pub fn are_bundled(&self) -> bool {
        self.0.fallbacks.iter().all(Vec::is_empty)
    }

    /// Whether these are the same fonts as `other`.
    pub fn are(&self, other: &Self) -> bool {
        self.0.fallbacks.iter().zip(&other.0.fallbacks).all(|(ours, theirs)| {
            let names = ours.iter().map(|font| &font.name);
            names.eq(theirs.iter().map(|font| &font.name))
        })
    }

    fn fallbacks_of(&self, weight: Weight) -> &[Arc<Fallback>] {
        &self.0.fallbacks[weight as usize]
    }

    /// The fonts for egui.
    pub fn definitions(&self) -> FontDefinitions {
        let mut fonts = FontDefinitions::empty();
        for weight in Weight::ALL {
            fonts.font_data.insert(weight.name().into(), Arc::new(FontData::from_static(weight.bytes())));
            let mut names = vec![weight.name().to_owned()];
            for fallback in self.fallbacks_of(weight) {
                fonts.font_data.insert(fallback.name.clone(), fallback.data.clone());
                names.push(fallback.name.clone());
            }
            fonts.families.insert(weight.family(), names);
        }
        let names = fonts.families.get(&Weight::Regular.family()).cloned().unwrap_or_default();
        fonts.families.insert(FontFamily::Monospace, names);
        fonts
    }

    /// Makes these the fonts of a context.
    pub fn install(&self, ctx: &Context) {
        ctx.set_fonts(self.definitions());
        for rasterizer in &self.0.rasterizers {
            ctx.add_glyph_rasterizer(rasterizer.clone());
        }
    }

    /// The names, versions, files and hashes of the fonts of a picture with these letters, a line each: the bundled ones,
    /// and the fallbacks that the letters come from.
    pub fn description(&self, letters: &BTreeSet<(Weight, char)>) -> String {
        let mut used = BTreeSet::new();
        for &(weight, letter) in letters.iter().filter(|(_, letter)| self.0.wanted.contains(letter)) {
            // As egui does: the first that has the letter gives it.
            used.extend(
                self.fallbacks_of(weight).iter().find(|font| font.has(letter)).map(|font| font.description.as_str()),
            );
        }
        let bundled = Weight::ALL.map(|weight| {
            let name = weight.name();
            format!("{} {VERSION} ({name}.otf, sha256:{})", name.replace('-', " "), weight.hash())
        });
        if !self.0.rasterizers.is_empty() {
            used.insert("other letters: fonts of the browser");
        }
        bundled.iter().map(String::as_str).chain(used).collect::<Vec<_>>().join("\n")
    }
}

/// The fonts for some letters.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The fonts, Inter among them.
    pub fonts: Fonts,
    /// The letters that none of them has, in the order of Unicode.
    pub lacking: Vec<char>,
}

/// The bundled fonts, for egui.
pub fn fonts() -> FontDefinitions {
    Fonts::bundled().definitions()
}
