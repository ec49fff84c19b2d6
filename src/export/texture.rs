//! Textures on the CPU: applies egui's texture changes and samples colours. There are no mipmaps; of egui's painters,
//! only glow has any.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::ImageDelta;
use egui::{ColorImage, ImageData, TextureFilter, TextureId, TextureOptions, TextureWrapMode, TexturesDelta};

/// All textures of one egui context.
#[derive(Default)]
pub struct Textures {
    textures: HashMap<TextureId, Texture>,
    /// Textures that egui has freed, but may still paint with until the next change.
    outgoing: Vec<TextureId>,
}

impl Textures {
    /// Applies the changes and leaves `delta` empty. Freed textures can be painted with until the next call, since egui
    /// frees them in the pass that last paints with them.
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for id in self.outgoing.drain(..) {
            self.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.set(id, change);
            }
        }
        self.outgoing.extend(delta.free.drain());
    }

    pub(super) fn get(&self, id: TextureId) -> Option<&Texture> {
        self.textures.get(&id)
    }

    fn set(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        match change.pos {
            None => {
                let image = Arc::unwrap_or_clone(image);
                self.textures.insert(id, Texture { image, options: change.options });
            }
            Some(at) => {
                if let Some(texture) = self.textures.get_mut(&id) {
                    texture.options = change.options;
                    overwrite(&mut texture.image, at, &image);
                }
            }
        }
    }
}

fn overwrite(whole: &mut ColorImage, [left, top]: [usize; 2], part: &ColorImage) {
    let ([width, height], [part_width, part_height]) = (whole.size, part.size);
    if left + part_width > width || top + part_height > height || part_width == 0 {
        return; // epaint asserts that this never happens
    }
    for (row, texels) in part.pixels.chunks_exact(part_width).enumerate() {
        let start = (top + row) * width + left;
        whole.pixels[start..start + part_width].copy_from_slice(texels);
    }
}

/// One texture.
pub(super) struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

/// Samples a texture for one triangle.
#[derive(Clone, Copy)]
pub(super) struct Sampler<'a> {
    texture: &'a Texture,
    filter: TextureFilter,
}

/// The steps per texel in bilinear sampling: 8 bits, as on GPUs.
const PARTS: i64 = 256;

impl Texture {
    /// Width and height in texels.
    pub(super) fn size(&self) -> [f32; 2] {
        self.image.size.map(|side| side as f32)
    }

    /// A sampler with the filter for this many texels per pixel along one side.
    pub(super) fn sampler(&self, texels_per_pixel: f64) -> Sampler<'_> {
        let minified = texels_per_pixel > 1.0;
        let filter = if minified { self.options.minification } else { self.options.magnification };
        Sampler { texture: self, filter }
    }

    /// The texel at a position, wrapped if it lies outside.
    fn texel(&self, x: i64, y: i64) -> [u8; 4] {
        let [width, height] = self.image.size;
        let wrap = self.options.wrap_mode;
        let index = wrapped(y, height, wrap) * width + wrapped(x, width, wrap);
        self.image.pixels.get(index).map_or([0; 4], egui::Color32::to_array)
    }
}

impl Sampler<'_> {
    /// The colour at a position in texels, with channels from 0 to 255.
    pub(super) fn colour(&self, [u, v]: [f64; 2]) -> [f32; 4] {
        match self.filter {
            TextureFilter::Nearest => self.texture.texel(u.floor() as i64, v.floor() as i64).map(f32::from),
            TextureFilter::Linear => self.bilinear(parts_from_texels(u), parts_from_texels(v)),
        }
    }

    /// The mean of the four texels around a position, weighted by distance.
    fn bilinear(&self, u: i64, v: i64) -> [f32; 4] {
        let (x, y) = (u.div_euclid(PARTS), v.div_euclid(PARTS));
        let (right, down) = (u.rem_euclid(PARTS) as u32, v.rem_euclid(PARTS) as u32);
        if right == 0 && down == 0 {
            return self.texture.texel(x, y).map(f32::from); // text on whole pixels
        }
        let (left, up) = (PARTS as u32 - right, PARTS as u32 - down);
        let mut sum = [0; 4];
        for (dx, dy, weight) in [(0, 0, left * up), (1, 0, right * up), (0, 1, left * down), (1, 1, right * down)] {
            let texel = self.texture.texel(x + dx, y + dy);
            for (total, part) in sum.iter_mut().zip(texel) {
                *total += u32::from(part) * weight;
            }
        }
        sum.map(|total| total as f32 / (PARTS * PARTS) as f32)
    }
}

/// The distance from the centre of texel 0, in [`PARTS`].
fn parts_from_texels(texels: f64) -> i64 {
    (texels * PARTS as f64 + 0.5).floor() as i64 - PARTS / 2
}

fn wrapped(at: i64, side: usize, mode: TextureWrapMode) -> usize {
    let last = (side.cast_signed() as i64 - 1).max(0);
    let inside = match mode {
        TextureWrapMode::ClampToEdge => at.clamp(0, last),
        TextureWrapMode::Repeat => at.rem_euclid(last + 1),
        TextureWrapMode::MirroredRepeat => {
            let there_and_back = at.rem_euclid(2 * (last + 1));
            there_and_back.min(2 * last + 1 - there_and_back)
        }
    };
    inside as usize
}

#[cfg(test)]
mod tests {
    use super::super::blend::rounded;
    use super::*;
    use egui::Color32;

    fn grays<const N: usize>(size: [usize; 2], values: [u8; N]) -> ColorImage {
        ColorImage::new(size, values.map(|v| Color32::WHITE.gamma_multiply_u8(v)).to_vec())
    }

    fn delta(changes: Vec<(u64, ImageDelta)>, freed: &[u64]) -> TexturesDelta {
        let mut delta = TexturesDelta::default();
        for (id, change) in changes {
            delta.push(TextureId::Managed(id), change);
        }
        for &id in freed {
            delta.free(TextureId::Managed(id));
        }
        delta
    }

    #[test]
    fn whole_and_partial_changes_and_frees() {
        let mut textures = Textures::default();
        let texel = |textures: &Textures, x, y| textures.get(TextureId::Managed(7)).map(|t| t.texel(x, y)[3]);
        let options = TextureOptions::LINEAR;
        let whole = ImageDelta::full(grays([3, 2], [1, 2, 3, 4, 5, 6]), options);
        let part = ImageDelta::partial([1, 1], grays([2, 1], [50, 60]), options);
        textures.apply(&mut delta(vec![(7, whole), (7, part)], &[7]));
        assert_eq!([(0, 1), (1, 1), (2, 1), (1, 0)].map(|(x, y)| texel(&textures, x, y)), [4, 50, 60, 2].map(Some));
        textures.apply(&mut delta(vec![], &[]));
        assert_eq!(texel(&textures, 0, 0), None, "freed once the next change comes");
    }

    #[test]
    fn wrapping() {
        use TextureWrapMode::{ClampToEdge, MirroredRepeat, Repeat};
        let run = |mode| (-4..7).map(|at| wrapped(at, 3, mode)).collect::<Vec<_>>();
        assert_eq!(run(ClampToEdge), [0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2]);
        assert_eq!(run(Repeat), [2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
        assert_eq!(run(MirroredRepeat), [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0]);
    }

    #[test]
    fn filters() {
        let check = |options, u, expect: u8| {
            let texture = Texture { image: grays([2, 1], [0, 200]), options };
            assert_eq!(rounded(texture.sampler(1.0).colour([u, 0.5])), [expect; 4], "at {u}");
        };
        check(TextureOptions::NEAREST, 0.9, 0);
        check(TextureOptions::NEAREST, 1.0, 200);
        check(TextureOptions::LINEAR, 0.0, 0);
        check(TextureOptions::LINEAR, 0.75, 50);
        check(TextureOptions::LINEAR, 1.0, 100);
        check(TextureOptions::LINEAR, 1.5, 200);
        check(TextureOptions::LINEAR, 9.0, 200);
        check(TextureOptions::LINEAR_REPEAT, 2.0, 100);
    }
}
