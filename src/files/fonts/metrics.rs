//! Even lines where fonts mix. egui centres a fallback's own line within that of Inter, so a font with more room above
//! its letters than below would stand lower than the letters around it. With Inter's metrics in place of its own, every
//! font has Inter's baseline, at every size and to the pixel.
//!
//! ```text
//! ascent ┬───────────    hhea: ascender, descender, line gap       at 4, 6, 8
//!        │ Inter 漢字    OS/2: the same, where a font prefers them  at 68, 70, 72
//!  base ─┼───────────    head: units per em                        at 18
//! descent┴───────────
//! ```

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::theme::Weight;

/// Ascent, descent and line gap, in ems; the descent is negative.
static INTER: LazyLock<[f32; 3]> = LazyLock::new(|| {
    let metrics = FontRef::new(Weight::Regular.bytes())
        .map(|font| font.metrics(Size::unscaled(), LocationRef::default()))
        .unwrap_or_default();
    [metrics.ascent, metrics.descent, metrics.leading].map(|part| part / f32::from(metrics.units_per_em.max(1)))
});

/// The range that OpenType allows; egui cannot draw with a font of none.
const UNITS_PER_EM: std::ops::RangeInclusive<u16> = 16..=16_384;

/// Gives the face with this number the metrics of Inter, for text at `scale`; `None` if its tables are not all there
/// or senseless.
pub(super) fn with_metrics_of_inter(bytes: &mut [u8], index: u32, scale: f32) -> Option<()> {
    let units_per_em = u16_at(bytes, table(bytes, index, *b"head")? + 18)?;
    if !UNITS_PER_EM.contains(&units_per_em) {
        return None;
    }
    let parts = INTER.map(|part| (part * f32::from(units_per_em) / scale).round() as i16);
    let hhea = table(bytes, index, *b"hhea")? + 4;
    // Not every font has the table OS/2.
    let typographic = table(bytes, index, *b"OS/2").map(|at| at + 68);
    for start in [Some(hhea), typographic].into_iter().flatten() {
        for (part, place) in parts.iter().zip((start..).step_by(2)) {
            bytes.get_mut(place..place + 2)?.copy_from_slice(&part.to_be_bytes());
        }
    }
    // In a broken font, egui may find another table, or none.
    let font = FontRef::from_index(bytes, index).ok()?;
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let set = [metrics.ascent, metrics.descent, metrics.leading].map(|part| part as i16);
    (set == parts && metrics.units_per_em == units_per_em && are_outlines_sound(&font)).then_some(())
}

/// Whether every outline can be read. The reader panics at one that has points but no contour.
fn are_outlines_sound(font: &FontRef<'_>) -> bool {
    let (Ok(loca), Ok(glyf), Ok(maxp)) = (font.loca(None), font.glyf(), font.maxp()) else { return true };
    (0..u32::from(maxp.num_glyphs())).all(|glyph| match loca.get_glyf(GlyphId::new(glyph), &glyf) {
        Ok(Some(Glyph::Simple(outline))) => outline.num_points() > 0 || outline.glyph_data().is_empty(),
        _ => true,
    })
}

/// The place of a table.
fn table(bytes: &[u8], index: u32, tag: [u8; 4]) -> Option<usize> {
    let start = if bytes.starts_with(b"ttcf") { u32_at(bytes, 12 + 4 * index as usize)? } else { 0 };
    let count = usize::from(u16_at(bytes, start + 4)?);
    let record = (0..count).map(|at| start + 12 + 16 * at).find(|&at| bytes.get(at..at + 4) == Some(&tag))?;
    u32_at(bytes, record + 8)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?) as usize)
}
