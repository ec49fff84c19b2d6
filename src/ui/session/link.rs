//! The view of a link on its way to the window: shown once the story that it is of is there.

use egui::Context;

use crate::state::command::Command;
use crate::state::view::View;
use crate::ui::app::App;
use crate::ui::bars::notice::Notice;
use crate::ui::settings::ThemeChoice;

impl App {
    /// Shows the view of a link: at once, or when the story that is being opened is there. Where that fails, the view
    /// is forgotten with it. What the story lacks, and what was not understood, a notice tells.
    ///
    /// The link's theme is for this run; the theme that is kept stays as it is.
    pub fn show_when_open(&mut self, ctx: &Context, view: View) {
        self.session.arriving = Some(view);
        if self.session.opening.is_none() {
            self.show_arriving(ctx);
        }
    }

    /// Shows the view that waits for the open story, if one does.
    pub(in crate::ui) fn show_arriving(&mut self, ctx: &Context) {
        let Some(view) = self.session.arriving.take() else { return };
        let untold = [view.ignored.as_slice(), &view.missing(&self.session.story)].concat();
        let (scrolled, theme) = (view.scroll > 0.0, view.theme);
        self.run(ctx, Command::ShowView(Box::new(view)));
        // Whoever follows a link has seen nothing that it could glide away from.
        self.timeline.glide = None;
        // How far a link is scrolled is part of what it shows.
        self.timeline.wants.reveal = !scrolled;
        if let Some(theme) = theme {
            let choice = ThemeChoice::of(theme);
            self.linked_theme = Some(choice);
            ctx.set_theme(choice.preference());
        } else if self.linked_theme.take().is_some() {
            ctx.set_theme(self.settings.theme.preference());
        }
        // What an earlier link lacked is of no interest any more.
        if let Some(notice) = notice(&untold) {
            self.overlays.notice = Some(notice);
        } else if self.overlays.notice.as_ref().is_some_and(|notice| notice.failed) {
            self.overlays.notice = None;
        }
    }
}

/// Tells what of a link is not shown.
fn notice(untold: &[String]) -> Option<Notice> {
    let (first, others) = untold.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        count => format!(", and {count} more"),
    };
    // A tooltip as high as the window helps nobody.
    let more: Vec<&str> = untold.iter().take(20).map(String::as_str).collect();
    let text = format!("Not all of the link is shown: {first}{others}");
    Some(Notice { text, failed: true, more: more.join("\n"), until: None })
}
