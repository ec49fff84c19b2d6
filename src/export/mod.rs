//! Pictures without a window: egui paints, the CPU fills the triangles, the result is a PNG. Needs neither GPU nor
//! display, and gives the same bytes on every run. Only [`picture`] knows stories.
//!
//! ```text
//! headless   PictureSize, paint ─▶ egui shapes ─▶ triangles and textures
//! raster     triangles, textures ─▶ Image         (triangle: which pixels; texture, blend: what colour)
//! png        rows of pixels, texts ─▶ bytes of a PNG file
//! bands      a picture larger than memory: some rows at a time through all of the above
//! picture    the pictures of a story              (poster: size and frame; contents: what is left out;
//!                                                  cull: what is visible in a band)
//! ```
//!
//! ```
//! use plotlanes::export::{PictureSize, encode_png, render};
//!
//! let size = PictureSize::new(320, 200, 2.0)?;
//! let image = render(size, |_ctx| {}, |ui| { ui.label("Dukat"); })?;
//! assert_eq!((image.width, image.height), (640, 400));
//! let png = encode_png(&image, &[("Title", "What You Leave Behind")])?;
//! assert!(png.starts_with(b"\x89PNG"));
//! # Ok::<(), plotlanes::export::ExportError>(())
//! ```

mod bands;
mod blend;
pub mod contents;
mod cull;
pub mod headless;
pub mod picture;
mod png;
pub mod poster;
mod progress;
pub mod raster;
pub mod texture;
mod triangle;

pub use self::headless::render;
pub use self::png::encode_png;
pub use self::progress::Progress;

use crate::time::digits::grouped;

/// The most pixels on a side, which browsers, viewers and GPUs can open. Both sides may have that length, since
/// pictures are made in bands, and so cost time but not memory.
pub const MAX_SIDE: u32 = 16_384;
/// The range of pixels per point.
pub const SCALES: std::ops::RangeInclusive<f32> = 0.25..=8.0;

/// The size of a picture. Always within the limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureSize {
    width: u32,
    height: u32,
    scale: f32,
}

impl PictureSize {
    /// A picture of `width` × `height` points at `scale` pixels per point.
    ///
    /// # Errors
    /// A side of 0, a scale outside [`SCALES`], or more than [`MAX_SIDE`] pixels on one.
    pub fn new(width: u32, height: u32, scale: f32) -> Result<Self, ExportError> {
        if width == 0 || height == 0 {
            return Err(ExportError::NoArea);
        }
        if !SCALES.contains(&scale) {
            return Err(ExportError::Scale { scale });
        }
        let [w, h] = [width, height].map(|points| pixels_from_points(points, scale));
        let side = u64::from(MAX_SIDE);
        if w > side || h > side {
            return Err(ExportError::TooLarge { width: w, height: h });
        }
        Ok(Self { width, height, scale })
    }

    /// Width and height in points.
    pub fn points(self) -> [u32; 2] {
        [self.width, self.height]
    }

    /// Width and height in pixels.
    pub fn pixels(self) -> [u32; 2] {
        self.points().map(|points| pixels_from_points(points, self.scale) as u32)
    }

    /// Pixels per point.
    pub fn scale(self) -> f32 {
        self.scale
    }
}

fn pixels_from_points(points: u32, scale: f32) -> u64 {
    ((f64::from(points) * f64::from(scale)).round() as u64).max(1)
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Pixels per point.
    pub scale: f32,
    /// Red, green, blue and straight alpha of each pixel, row by row from the top left.
    pub rgba: Vec<u8>,
}

impl Image {
    /// Whether every pixel is opaque.
    pub fn is_opaque(&self) -> bool {
        self.rgba.iter().skip(3).step_by(4).all(|&alpha| alpha == 255)
    }
}

/// The reason why there is no picture.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A side is 0.
    #[error("a picture must be at least 1 point wide and 1 point high")]
    NoArea,
    /// The scale is outside [`SCALES`].
    #[error("the scale must be between {} and {}, not {scale}", SCALES.start(), SCALES.end())]
    Scale {
        /// The scale.
        scale: f32,
    },
    /// More pixels than [`MAX_SIDE`].
    #[error(
        "a picture of {} × {} pixels is too large: at most {} pixels a side",
        grouped(*.width), grouped(*.height), grouped(MAX_SIDE)
    )]
    TooLarge {
        /// Pixels a row.
        width: u64,
        /// Rows.
        height: u64,
    },
    /// Not all lanes fit into a poster of this height.
    #[error(
        "a poster {} points wide must be at least {} points high to hold all lanes, not {}",
        grouped(*.width), grouped(*.least), grouped(*.height)
    )]
    PosterTooLow {
        /// The width, in points.
        width: u32,
        /// The height, in points.
        height: u32,
        /// The least height, in points.
        least: u32,
    },
    /// The machine has not enough memory.
    #[error("there is not enough memory for the picture: it takes {} MiB", grouped(bytes.div_ceil(1 << 20)))]
    NotEnoughMemory {
        /// The bytes that it takes.
        bytes: u64,
    },
    /// PNG does not allow this keyword.
    #[error("{keyword:?} cannot name a text in a PNG: it takes 1 to 79 printable ASCII characters")]
    Keyword {
        /// The keyword.
        keyword: String,
    },
    /// The picture was cancelled.
    #[error("it was cancelled")]
    Cancelled,
    /// Writing the output failed.
    #[error("{0}")]
    Writing(std::io::Error),
    /// The PNG could not be encoded.
    #[error("the picture could not be written as PNG: {0}")]
    Encoding(::png::EncodingError),
}

impl From<std::io::Error> for ExportError {
    fn from(error: std::io::Error) -> Self {
        Self::Writing(error)
    }
}

impl From<::png::EncodingError> for ExportError {
    fn from(error: ::png::EncodingError) -> Self {
        match error {
            ::png::EncodingError::IoError(error) => Self::Writing(error),
            other => Self::Encoding(other),
        }
    }
}

/// For writers whose errors are of this type.
impl From<ExportError> for std::io::Error {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Writing(error) => error,
            other => Self::other(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_within_the_limits() {
        let pixels = |w, h, scale| PictureSize::new(w, h, scale).map(PictureSize::pixels).map_err(|e| e.to_string());
        assert_eq!(pixels(1280, 800, 1.0), Ok([1280, 800]));
        assert_eq!(pixels(333, 101, 1.5), Ok([500, 152]));
        assert_eq!(pixels(1, 1, 0.25), Ok([1, 1]));
        assert_eq!(pixels(16_384, 16_384, 1.0), Ok([16_384, 16_384]));
        assert_eq!(pixels(2_048, 2_048, 8.0), Ok([16_384, 16_384]));
        assert_eq!(pixels(65_536, 400, 0.25), Ok([16_384, 100]));
    }

    #[test]
    fn sizes_past_the_limits_say_which() {
        let check = |w, h, scale, expect: &str| {
            let error = PictureSize::new(w, h, scale).unwrap_err().to_string();
            assert_eq!(error, expect);
        };
        let limits = "at most 16,384 pixels a side";
        check(0, 5, 1.0, "a picture must be at least 1 point wide and 1 point high");
        check(16_385, 1, 1.0, &format!("a picture of 16,385 × 1 pixels is too large: {limits}"));
        check(8_192, 8_193, 2.0, &format!("a picture of 16,384 × 16,386 pixels is too large: {limits}"));
        check(
            u32::MAX,
            u32::MAX,
            8.0,
            &format!("a picture of 34,359,738,360 × 34,359,738,360 pixels is too large: {limits}"),
        );
        check(9, 9, 0.2, "the scale must be between 0.25 and 8, not 0.2");
        check(9, 9, 8.5, "the scale must be between 0.25 and 8, not 8.5");
        check(9, 9, f32::NAN, "the scale must be between 0.25 and 8, not NaN");
        check(9, 9, f32::INFINITY, "the scale must be between 0.25 and 8, not inf");
    }
}
