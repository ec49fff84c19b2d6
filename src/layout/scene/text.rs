//! A line of text in a scene, and the role that its size and weight follow from.

use egui::emath::{Pos2, Rect, vec2};

/// A line of text at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The left end of the line, at half its height.
    pub at: Pos2,
    /// Its width.
    pub width: f32,
    /// Its text.
    pub text: String,
    /// Its role.
    pub role: TextRole,
    /// Whether the text is shortened.
    pub elided: bool,
    /// Whether a link, path or joint runs behind it, so that it needs a background.
    pub crossed: bool,
}

impl Label {
    /// Its bounding rectangle.
    pub fn rect(&self) -> Rect {
        let height = self.role.size() * 1.2;
        Rect::from_min_size(Pos2::new(self.at.x, self.at.y - height / 2.0), vec2(self.width, height))
    }
}

/// The role of a text, from which its size and weight follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// An event's title beside its mark.
    Event,
    /// A lane's title.
    LaneTitle,
    /// The small print of a lane or the axis.
    Small,
    /// A phase on the axis.
    Phase,
    /// A number at a tick.
    Tick,
    /// The title of a poster.
    PosterTitle,
}

impl TextRole {
    /// The font size, in points.
    pub fn size(self) -> f32 {
        match self {
            Self::Event | Self::Phase => 12.0,
            Self::LaneTitle => 13.0,
            Self::Small | Self::Tick => 11.0,
            Self::PosterTitle => 20.0,
        }
    }
}
