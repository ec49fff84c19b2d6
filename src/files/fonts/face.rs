//! One face of a font file: which letters it has, how near it is to a weight, and the font made of it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use egui::epaint::text::VariationCoords;
use egui::{FontData, FontTweak};
use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use sha2::{Digest, Sha256};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};

use super::metrics::with_metrics_of_inter;
use super::preference::scale_of;
use crate::theme::typeface::{Fallback, Weight};

/// Files that are larger are no fonts for reading. The largest of the usual ones, Apple's emoji, is under 200 MiB.
const MOST_BYTES: u64 = 256 << 20;

/// The axis of a variable font that its weight is on.
const WEIGHT_AXIS: Tag = Tag::new(b"wght");

/// A face in a file.
#[derive(Debug)]
pub(super) struct Face {
    database: Arc<Database>,
    id: ID,
    pub(super) path: PathBuf,
    /// Its number in a file with several.
    pub(super) index: u32,
    pub(super) monospaced: bool,
    is_upright: bool,
    has_normal_width: bool,
    weight: u16,
    about: OnceLock<About>,
}

/// The part of a face that its tables tell, read when it is first asked for.
#[derive(Debug, Default)]
struct About {
    letters: Arc<[char]>,
    /// The lightest and heaviest weight of a variable font.
    weights: Option<[f32; 2]>,
}

impl Face {
    /// The face and the name of its family.
    pub(super) fn of(database: &Arc<Database>, info: &FaceInfo) -> Option<(String, Self)> {
        let Source::File(path) = &info.source else { return None };
        let (name, _) = info.families.first()?;
        let face = Self {
            database: database.clone(),
            id: info.id,
            path: path.clone(),
            index: info.index,
            monospaced: info.monospaced,
            is_upright: info.style == Style::Normal,
            has_normal_width: info.stretch == Stretch::Normal,
            weight: info.weight.0,
            about: OnceLock::new(),
        };
        Some((name.clone(), face))
    }

    fn about(&self) -> &About {
        self.about.get_or_init(|| {
            // Without reading a large file as a whole.
            let about = self.database.with_face_data(self.id, About::of);
            about.flatten().unwrap_or_default()
        })
    }

    /// The letters that it has, sorted; none of a broken file.
    pub(super) fn letters(&self) -> &Arc<[char]> {
        &self.about().letters
    }

    /// How far it is from an upright face of this weight.
    pub(super) fn distance(&self, weight: Weight) -> (bool, bool, u16) {
        (!self.is_upright, !self.has_normal_width, self.weight.abs_diff(weight.number()))
    }

    /// The weight that a variable font is set to for this one.
    fn setting(&self, weight: Weight) -> Option<f32> {
        let [light, heavy] = self.about().weights?;
        Some(f32::from(weight.number()).clamp(light, heavy))
    }

    /// A name that no other face has, nor this one at another weight.
    pub(super) fn name_at(&self, weight: Weight) -> String {
        let setting = self.setting(weight).map_or_else(String::new, |setting| format!("@{setting}"));
        format!("{}#{}{setting}", self.path.display(), self.index)
    }

    fn read(&self) -> Option<Vec<u8>> {
        let about = std::fs::metadata(&self.path).ok()?;
        if !about.is_file() || about.len() > MOST_BYTES {
            return None;
        }
        std::fs::read(&self.path).ok()
    }

    /// The font at this weight; `None` if its file cannot be used.
    pub(super) fn load(&self, family: &str, weight: Weight) -> Option<Fallback> {
        let mut bytes = self.read()?;
        let description = self.description(&bytes, family, weight)?;
        let scale = scale_of(family);
        with_metrics_of_inter(&mut bytes, self.index, scale)?;
        let setting = self.setting(weight);
        let coords = VariationCoords::new(setting.map(|setting| (b"wght", setting)));
        // TrueType's hints are programs; those of a broken font may throw points farther than egui can draw.
        let hinting = has_truetype_outlines(&bytes, self.index).then_some(false);
        let tweak = FontTweak { scale, coords, hinting, ..FontTweak::default() };
        let data = FontData { index: self.index, ..FontData::from_owned(bytes) }.tweak(tweak);
        Some(Fallback {
            name: self.name_at(weight),
            data: Arc::new(data),
            letters: self.letters().clone(),
            description,
        })
    }

    /// `Noto Sans CJK JP Bold 2.004 (NotoSansCJK-Bold.ttc, sha256:…)`
    fn description(&self, bytes: &[u8], family: &str, weight: Weight) -> Option<String> {
        let font = FontRef::from_index(bytes, self.index).ok()?;
        let text = |id| font.localized_strings(id).english_or_first().map(|text| text.chars().collect::<String>());
        let style = text(StringId::TYPOGRAPHIC_SUBFAMILY_NAME).or_else(|| text(StringId::SUBFAMILY_NAME));
        let style = self.setting(weight).map(|setting| format!("wght {setting}")).or(style);
        // "Version 2.004;hotconv 1.0.118;makeotfexe 2.5.65603"
        let version = text(StringId::VERSION_STRING).unwrap_or_default();
        let version = version.split(';').next().unwrap_or_default().trim_start_matches("Version ");
        let file = self.path.file_name().unwrap_or_default().display().to_string();
        let name: Vec<&str> = [family, style.as_deref().unwrap_or_default(), version.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Some(format!("{} ({file}, sha256:{})", name.join(" "), hash(bytes)))
    }
}

impl About {
    fn of(bytes: &[u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let axis = font.axes().iter().find(|axis| axis.tag() == WEIGHT_AXIS);
        let weights = axis.map(|axis| [axis.min_value(), axis.max_value()]);
        Some(Self { letters: letters_of(bytes, index)?, weights })
    }
}

fn has_truetype_outlines(bytes: &[u8], index: u32) -> bool {
    FontRef::from_index(bytes, index).is_ok_and(|font| font.glyf().is_ok())
}

/// The letters that a font has, sorted; none if it is a font of pictures, in which every letter is something else.
pub(super) fn letters_of(bytes: &[u8], index: u32) -> Option<Arc<[char]>> {
    let font = FontRef::from_index(bytes, index).ok()?;
    let charmap = font.charmap();
    if charmap.is_symbol() {
        return None;
    }
    let has_glyph = |&(_, glyph): &(u32, GlyphId)| glyph != GlyphId::NOTDEF;
    let mut letters: Vec<char> =
        charmap.mappings().filter(has_glyph).filter_map(|(letter, _)| char::from_u32(letter)).collect();
    letters.sort_unstable();
    letters.dedup();
    Some(letters.into())
}

/// The SHA-256 of a file, as `sha256sum` prints it.
pub(super) fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write;

    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
