//! Blends colours over pixels as egui's GPU painters do: premultiplied, in gamma space, each draw rounded to 8 bits.

/// Red, green, blue and alpha; the colours premultiplied.
pub(super) type Pixel = [u8; 4];

/// Blends one colour over every pixel.
pub(super) fn fill(pixels: &mut [Pixel], colour: Pixel) {
    match colour {
        [_, _, _, 255] => pixels.fill(colour),
        [0, 0, 0, 0] => {}
        _ => pixels.iter_mut().for_each(|pixel| over(pixel, colour)),
    }
}

/// Blends `colour` over `pixel`: `colour + pixel · (1 - alpha)`.
pub(super) fn over(pixel: &mut Pixel, colour: Pixel) {
    let left = 255 - u16::from(colour[3]);
    for (under, upper) in pixel.iter_mut().zip(colour) {
        *under = upper.saturating_add(over_255(u16::from(*under) * left));
    }
}

/// A product divided by 255, rounded to the nearest.
fn over_255(product: u16) -> u8 {
    let shifted = product + 128;
    ((shifted + (shifted >> 8)) >> 8) as u8
}

/// The nearest 8-bit colour to channels from 0 to 255; values outside are clamped.
pub(super) fn rounded(colour: [f32; 4]) -> Pixel {
    colour.map(|part| (part + 0.5) as u8)
}

/// Divides each pixel's colours by its alpha.
pub(super) fn straighten(pixels: &mut [Pixel]) {
    for [red, green, blue, alpha] in pixels {
        if !matches!(alpha, 0 | 255) {
            let whole = u32::from(*alpha);
            for part in [red, green, blue] {
                *part = ((u32::from(*part) * 255 + whole / 2) / whole).min(255) as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_by_255_is_exact() {
        for product in 0..=255_u16 * 255 {
            assert_eq!(over_255(product), ((u32::from(product) * 2 + 255) / 510) as u8, "{product}");
        }
    }

    #[test]
    fn over_mixes_by_alpha() {
        let check = |mut under: Pixel, upper, expect| {
            over(&mut under, upper);
            assert_eq!(under, expect);
        };
        check([10, 20, 30, 255], [0, 0, 0, 0], [10, 20, 30, 255]);
        check([10, 20, 30, 255], [1, 2, 3, 255], [1, 2, 3, 255]);
        check([255, 0, 100, 255], [64, 64, 64, 128], [191, 64, 114, 255]);
        check([0, 0, 0, 0], [64, 64, 64, 128], [64, 64, 64, 128]);
        // Additive light: an alpha of 0 that is not nothing.
        check([250, 20, 30, 255], [100, 0, 0, 0], [255, 20, 30, 255]);
    }

    #[test]
    fn straight_alpha_undoes_premultiplied() {
        let mut pixels = [[64, 32, 0, 128], [9, 9, 9, 255], [0, 0, 0, 0]];
        straighten(&mut pixels);
        assert_eq!(pixels, [[128, 64, 0, 128], [9, 9, 9, 255], [0, 0, 0, 0]]);
    }
}
