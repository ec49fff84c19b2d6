//! A stop: where a path runs through the mark of one event. Knows the mark and how many people share it.

use egui::emath::{Pos2, Rect};

use super::occupied::APART;
use crate::layout::scene::Ring;
use crate::story::id::EventId;

/// The greatest distance between two people within a mark.
pub(super) const SLOT: f32 = 5.0;
/// The room within a mark above the first and below the last.
const INSET: f32 = 2.0;
/// A wider mark has its ring at its start; a narrower one, such as a diamond, in its middle.
const LEAST_LONG: f32 = 14.0;
/// The distance from a bar's start to its ring.
const INTO_BAR: f32 = 3.0;
/// The radius of the largest ring.
pub(super) const RING: f32 = 3.2;

/// An event on a character's path.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The event.
    pub event: EventId,
    /// Its mark, which may be out of sight.
    pub rect: Rect,
    /// The character's position among the people shown in this event, from the top.
    pub slot: usize,
    /// How many of the people shown take part in it.
    pub of: usize,
    /// Whether the event's title stands within its mark, so that paths run along the mark's edges.
    pub titled: bool,
    /// Whether the character was in no event for a long time before it.
    pub absent_before: bool,
}

impl Stop {
    /// The y at which the path runs through the mark.
    ///
    /// ```text
    ///   ▭▭━━━━━━━━▭▭  slot 0      ━━━━━━━━━━━━━  slot 0
    ///   ▭▭━━━━━━━━▭▭  slot 1      ▭ its title ▭
    ///                             ━━━━━━━━━━━━━  slot 1
    /// ```
    pub(super) fn y(&self) -> f32 {
        let of = self.of.max(1);
        let slot = self.slot.min(of - 1);
        if self.titled {
            let above = of / 2;
            return if slot < above {
                self.rect.min.y - (above - 1 - slot) as f32 * APART
            } else {
                self.rect.max.y + (slot - above) as f32 * APART
            };
        }
        self.rect.center().y + (slot as f32 - (of - 1) as f32 / 2.0) * self.spacing()
    }

    /// The distance between the people in it.
    fn spacing(&self) -> f32 {
        if self.titled { APART } else { spread(self.of, self.rect.height()) }
    }

    /// The ring at which the path reaches the mark.
    pub(super) fn ring(&self) -> Ring {
        let x = if self.is_long() { self.rect.min.x + INTO_BAR } else { self.rect.center().x };
        let crowded = self.of > 1 && !(self.titled && self.of == 2);
        let radius = if crowded { RING.min(self.spacing() / 2.0 + 0.3).max(1.6) } else { RING };
        Ring { at: Pos2::new(x, self.y()), radius }
    }

    fn is_long(&self) -> bool {
        self.rect.width() > LEAST_LONG
    }

    /// The x at which the path ends if no stop follows.
    pub(super) fn end(&self) -> f32 {
        if self.is_long() { self.rect.max.x } else { self.rect.center().x }
    }
}

/// The distance between `of` people in a mark of this height.
pub(super) fn spread(of: usize, height: f32) -> f32 {
    if of < 2 { SLOT } else { SLOT.min((height - 2.0 * INSET).max(1.0) / (of - 1) as f32) }
}
