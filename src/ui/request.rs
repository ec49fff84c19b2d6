//! Requests of bars and cards to the window, beside the commands that change the view of the story. A view pushes a
//! request; [`App::fulfil`] is the one place that carries it out.

use std::path::Path;

use crate::export::PictureSize;
use crate::state::view::View;
use crate::ui::app::App;
use crate::ui::cards::Card;
use crate::ui::cards::export::Wish;
use crate::ui::cards::picture::Exporting;
use crate::ui::session::open::Source;
use crate::ui::settings::Setting;

/// Something that the window is asked to do.
pub(in crate::ui) enum Request {
    /// Open this story.
    Open(Source),
    /// Stop opening a story.
    CancelOpening,
    /// Write this picture.
    SavePicture(Wish, PictureSize),
    /// Stop writing a picture.
    CancelPicture,
    /// Show this card.
    Show(Card),
    /// Change a setting.
    Set(Setting),
    /// Go on with what was open when the program crashed.
    GoOn(Source, Box<View>),
    /// Close the bar that offers to go on after a crash.
    DismissOffer,
    /// Close the bar about the open file until it is saved again.
    DismissTrouble,
}

impl App {
    /// Carries out a request.
    pub(in crate::ui) fn fulfil(&mut self, ctx: &egui::Context, request: Request) {
        match request {
            Request::Open(source) => self.open(ctx, source),
            Request::CancelOpening => self.cancel_opening(),
            Request::SavePicture(wish, size) => {
                let (story, state) = (self.session.story.clone(), self.state.clone());
                self.overlays.exporting = Some(Exporting::start(ctx, story, state, &wish, size));
                self.overlays.notice = None;
                self.settings.pictures = Path::new(&wish.path).parent().map(Path::to_owned);
            }
            Request::CancelPicture => {
                if let Some(exporting) = &self.overlays.exporting {
                    exporting.cancel();
                }
            }
            Request::Show(card) => self.show_card(ctx, card),
            Request::Set(setting) => self.settings.set(setting),
            Request::GoOn(source, view) => {
                self.session.offer = None;
                self.go_on(ctx, source, *view);
            }
            Request::DismissOffer => self.session.offer = None,
            Request::DismissTrouble => {
                if let Some(trouble) = &mut self.session.watching.trouble {
                    trouble.read = true;
                }
            }
        }
        ctx.request_repaint();
    }
}
