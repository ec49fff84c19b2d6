//! Where a path runs through a mark. Knows one mark and how many share it.

use egui::emath::{Pos2, Rect};

use super::route::APART;
use crate::layout::scene::Ring;
use crate::story::id::EventId;

/// How far apart people are within a mark at most.
pub(super) const SLOT: f32 = 5.0;
/// The room within a mark above the first and below the last.
const INSET: f32 = 2.0;
/// A mark at least this wide has its ring at its start; a narrower one, such as a diamond, in its middle.
const LEAST_LONG: f32 = 14.0;
/// How far behind a bar's start its ring is.
const INTO_BAR: f32 = 3.0;
/// The largest ring.
pub(super) const RING: f32 = 3.2;

/// An event on somebody's path.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// The event.
    pub event: EventId,
    /// Its mark; may be out of sight.
    pub rect: Rect,
    /// Which of the people shown in this event they are, from the top.
    pub slot: usize,
    /// How many of the people shown take part in it.
    pub of: usize,
    /// Whether the event's title stands within its mark, so that people pass along the mark's edges.
    pub titled: bool,
    /// Whether nobody knows where they are for long before it.
    pub absent_before: bool,
}

impl Stop {
    /// Where the path runs through the mark.
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

    /// How far apart the people in it are.
    fn spacing(&self) -> f32 {
        if self.titled { APART } else { spread(self.of, self.rect.height()) }
    }

    pub(super) fn ring(&self) -> Ring {
        let x = if self.is_long() { self.rect.min.x + INTO_BAR } else { self.rect.center().x };
        let crowded = self.of > 1 && !(self.titled && self.of == 2);
        let radius = if crowded { RING.min(self.spacing() / 2.0 + 0.3).max(1.6) } else { RING };
        Ring { at: Pos2::new(x, self.y()), radius }
    }

    fn is_long(&self) -> bool {
        self.rect.width() > LEAST_LONG
    }

    /// Where the path ends if nothing follows.
    pub(super) fn end(&self) -> f32 {
        if self.is_long() { self.rect.max.x } else { self.rect.center().x }
    }
}

/// How far apart so many people are in a mark of this height.
pub(super) fn spread(of: usize, height: f32) -> f32 {
    if of < 2 { SLOT } else { SLOT.min((height - 2.0 * INSET).max(1.0) / (of - 1) as f32) }
}
