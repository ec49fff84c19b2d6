//! The fonts of the window: they have the letters of the open story, and those that were typed since, as far as there are
//! fonts for them. They are looked for beside the frames, and only if the bundled font lacks a letter.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use egui::Context;
use egui::epaint::text::FallbackRequest;
use egui::mutex::Mutex;

use crate::story::Story;
use crate::theme::{Choice, Fonts};
use crate::ui::host;

/// The fonts of the window, and those on their way.
pub(in crate::ui) struct Lettering {
    pub(in crate::ui) fonts: Fonts,
    /// The letters that egui had to draw and no font has; it names each once.
    missed: Arc<Mutex<BTreeSet<char>>>,
    /// The letters that fonts are looked for beside those of the story.
    typed: BTreeSet<char>,
    /// Whether some of them came since.
    is_due: bool,
    finding: Option<Receiver<Choice>>,
}

impl Default for Lettering {
    fn default() -> Self {
        Self { fonts: host::fonts(), missed: Arc::default(), typed: BTreeSet::new(), is_due: false, finding: None }
    }
}

impl Lettering {
    /// Hears of the letters that no font of the context has.
    pub(in crate::ui) fn listen(&self, ctx: &Context) {
        let missed = self.missed.clone();
        ctx.add_font_provider(Arc::new(move |request: &FallbackRequest<'_>| {
            missed.lock().extend(request.cluster.chars().next());
            None
        }));
    }

    /// Shows the fonts for a story that takes the place of another.
    pub(super) fn replace(&mut self, ctx: &Context, fonts: Fonts) {
        // egui names each letter once, so those that it named before are still wanted.
        (self.finding, self.is_due) = (None, !self.typed.is_empty());
        self.install(ctx, fonts);
    }

    fn install(&mut self, ctx: &Context, fonts: Fonts) {
        if !self.fonts.are(&fonts) {
            fonts.install(ctx);
            ctx.request_repaint();
        }
        self.fonts = fonts;
    }

    /// Looks for fonts for the letters that were typed, and shows those that were found.
    pub(super) fn keep_up(&mut self, ctx: &Context, story: &Arc<Story>) {
        match self.finding.as_ref().map(Receiver::try_recv) {
            Some(Ok(choice)) => {
                self.finding = None;
                self.install(ctx, choice.fonts);
            }
            // There are none, or the story that they were for is closed.
            Some(Err(TryRecvError::Disconnected)) => self.finding = None,
            Some(Err(TryRecvError::Empty)) | None => {}
        }
        let missed = std::mem::take(&mut *self.missed.lock());
        let known = self.typed.len();
        self.typed.extend(missed);
        self.is_due |= self.typed.len() > known;
        if self.is_due && self.finding.is_none() {
            self.is_due = false;
            self.finding = Some(host::find_fonts(ctx, story, &self.typed));
        }
    }
}
