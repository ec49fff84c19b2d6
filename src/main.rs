//! temporary
use plotlanes::export::{
    PictureSize,
    picture::{Kind, picture, png},
};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let story = plotlanes::ui::episode();
    let mut state = plotlanes::state::State::new(&story);
    if let Some(id) = args.get(4) {
        let at = story.events.iter().position(|e| e.id == *id).unwrap();
        state.selection = plotlanes::state::Selection::Event(plotlanes::story::id::EventId(at as u32));
    }
    let theme = if args[2] == "dark" { plotlanes::theme::Theme::dark() } else { plotlanes::theme::Theme::light() };
    let (w, h) = args[3].split_once('x').unwrap();
    let size = PictureSize::new(w.parse().unwrap(), h.parse().unwrap(), 2.0).unwrap();
    let _ = picture;
    std::fs::write(&args[1], png(&story, &state, Kind::View, size, &theme).unwrap()).unwrap();
}
