//! The charts, painted without a window: where things are, what is said of them, and that they hold still.

use std::collections::BTreeMap;

use egui::emath::{Rect, pos2, vec2};
use plotlanes::analysis::curve::Curve;
use plotlanes::analysis::pacing::Pacing;
use plotlanes::analysis::presence::Presence;
use plotlanes::charts::{Figure, Setting, Spotlight, curve_ui, pacing_ui, presence_ui, stage_ui};
use plotlanes::export::{Image, PictureSize, encode_png, render};
use plotlanes::layout::scene::Emphasis;
use plotlanes::state::chart::Chart;
use plotlanes::story::Story;
use plotlanes::story::id::{CharacterId, EventId, ThreadId};
use plotlanes::story::order::Order;
use plotlanes::theme::Theme;
use plotlanes::time::window::Window;

#[test]
#[ignore = "for the eye"]
fn look() {
    let story = plotlanes::ui::episode();
    for theme in [Theme::dark(), Theme::light()] {
        for [width, height] in [[870, 150], [1500, 220]] {
            for chart in Chart::ALL {
                for (name, window, hover) in
                    [("all", Window::fit(story.extent), None), ("part", Window::new(3.0, 9.0), Some(7.3))]
                {
                    let setting = Setting { story: &story, order: Order::Happening, window, theme: &theme, hover };
                    let image = picture(chart, &setting, [width, height], Some(EventId(20)).filter(|_| name == "part"));
                    let dark = if theme.dark { "dark" } else { "light" };
                    let path = format!("target/look/{}_{width}_{dark}_{name}.png", chart.word());
                    std::fs::create_dir_all("target/look").unwrap();
                    std::fs::write(path, encode_png(&image, &[]).unwrap()).unwrap();
                }
            }
        }
    }
}

fn picture(chart: Chart, setting: &Setting<'_>, [width, height]: [u32; 2], selected: Option<EventId>) -> Image {
    let story = setting.story;
    let pacing = Pacing::new(story, setting.order);
    let (curve, presence) = (Curve::new(story), Presence::new(story));
    let threads: Vec<ThreadId> = story.threads_in_order().collect();
    let theme = setting.theme;
    let dress = |ctx: &egui::Context| {
        let which = if theme.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(which);
        ctx.set_style_of(which, theme.style());
    };
    let lit = |id: EventId| match selected {
        None => Emphasis::Plain,
        Some(selected) if selected == id => Emphasis::Selected,
        Some(_) if id.0 % 3 == 0 => Emphasis::Lit,
        Some(_) => Emphasis::Dim,
    };
    let figures = [
        Figure { name: "Nonlinearity", value: 0.118, explains: "How far the telling leaves the order of happening." },
        Figure { name: "Inversions", value: 0.093, explains: "How many pairs are told in reverse." },
    ];
    render(PictureSize::new(width, height, 2.0).unwrap(), dress, |ui| {
        let rect = ui.ctx().content_rect();
        match chart {
            Chart::Pacing => pacing_ui(ui, rect, &pacing, &threads, setting),
            Chart::Stage => stage_ui(ui, rect, &pacing, setting),
            Chart::Curve => {
                let spotlight = Spotlight { selected, hovered: None, emphasis: &lit };
                curve_ui(ui, rect, &curve, &figures, &spotlight, setting)
            }
            Chart::Presence => presence_ui(ui, rect, &presence, None, setting),
        };
    })
    .unwrap()
}
