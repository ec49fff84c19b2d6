use super::super::FixedWidth;
use super::{PhasePiece, Scale, height, most_levels, phases, pieces};
use crate::story::Story;
use crate::story::compile::compile;
use crate::story::order::Order;
use crate::time::window::Window;

/// A story of consecutive phases of these lengths.
fn story(phases: &[(&str, i64)]) -> Story {
    let mut from = 0;
    let phase = |&(title, length)| {
        from += length;
        (title, from - length, from)
    };
    spanning(&phases.iter().map(phase).collect::<Vec<_>>())
}

/// A story of phases with these titles, starts and ends.
fn spanning(phases: &[(&str, i64, i64)]) -> Story {
    let (mut events, mut named) = (Vec::new(), Vec::new());
    for (at, (title, from, to)) in phases.iter().enumerate() {
        events.push(serde_json::json!({ "id": format!("e{at}"), "title": "E", "thread": "t", "when": { "from": from, "to": to } }));
        named.push(serde_json::json!({ "title": title, "from": format!("e{at}"), "to": format!("e{at}") }));
    }
    let json = serde_json::json!({ "plotlanes": 1, "title": "T", "time": { "kind": "number", "unit": "day" },
        "threads": [{ "id": "t", "title": "T" }], "phases": named, "events": events });
    compile(json.to_string().as_bytes()).faultless().unwrap().0
}

/// The levels and titles of phases in a body of `width` points, at six points a letter.
fn shown(story: &Story, width: f32, window: Option<Window>) -> Vec<(usize, String)> {
    let all = Window::fit(Order::Happening.extent(story));
    let scale = |window| Scale { window, x: egui::Rangef::new(0.0, width) };
    let pieces = pieces(story, Order::Happening, scale(all), 12, &|title| title.chars().count() as f32 * 6.0);
    let level = |piece: &PhasePiece| piece.level;
    let marks = phases(story, &pieces, scale(window.unwrap_or(all)), 0.0, &FixedWidth(6.0));
    let labels: Vec<_> = marks.iter().filter_map(|mark| mark.label.as_ref()).collect();
    for (at, label) in labels.iter().enumerate() {
        let other = labels[at + 1..].iter().find(|other| other.rect().intersects(label.rect()));
        assert!(other.is_none() && label.at.x + label.width <= width, "{label:?} {other:?}");
    }
    // Each phase can be pointed at on its line.
    for (at, mark) in marks.iter().enumerate() {
        let hit = marks.iter().rposition(|other| other.rect.contains(mark.line.center()));
        assert_eq!(hit, Some(at), "{width}");
    }
    let level_of = |mark: &super::PhaseMark| pieces.iter().find(|piece| piece.phase == mark.phase).map_or(0, level);
    marks.iter().map(|mark| (level_of(mark), mark.label.as_ref().map_or("", |label| &label.text).to_owned())).collect()
}

#[test]
fn titles_that_lack_room_get_another_level() {
    let check = |phases: &[(&str, i64)], width: f32, expect: &[(usize, &str)]| {
        let shown = shown(&story(phases), width, None);
        let shown: Vec<_> = shown.iter().map(|(row, text)| (*row, text.as_str())).collect();
        assert_eq!(shown, expect, "{width}");
    };
    let three = [("Departure", 10), ("War", 10), ("Peace", 10)];
    check(&three, 300.0, &[(0, "Departure"), (0, "War"), (0, "Peace")]);
    check(&three, 150.0, &[(0, "Departure"), (1, "War"), (0, "Peace")]);
    // A title that would be cut off at the end begins before its line.
    check(&[("War", 20), ("After the war", 10)], 150.0, &[(0, "War"), (0, "After the war")]);
}

#[test]
fn of_many_short_phases_some_keep_whole_titles() {
    let titles: Vec<String> = (1..=20).map(|at| format!("Chapter {at}")).collect();
    let phases: Vec<(&str, i64)> = titles.iter().map(|title| (title.as_str(), 5)).collect();
    let story = story(&phases);
    let narrow = shown(&story, 300.0, None);
    let named: Vec<&str> = narrow.iter().map(|(_, text)| text.as_str()).filter(|text| !text.is_empty()).collect();
    assert!(named.iter().filter(|text| !text.ends_with('…')).count() >= 9, "{named:?}");
    // Zoomed in, there is room for all.
    let all = Window::fit(Order::Happening.extent(&story));
    let close = shown(&story, 300.0, Some(Window::new(all.start(), all.length() / 8.0)));
    assert!(close.iter().all(|(_, text)| text.starts_with("Chapter")), "{close:?}");
}

#[test]
fn the_height_follows_the_levels() {
    assert!(height(&[]) < 41.0);
    let story = story(&[("A", 1)]);
    let piece = |level| PhasePiece { phase: crate::story::id::PhaseId(0), span: story.phases[0].placed, level };
    assert!((height(&[piece(1)]) - height(&[piece(0)]) - super::LEVEL).abs() < 0.01);
}

#[test]
fn phases_have_as_many_levels_as_they_need() {
    let check = |phases: &[(&str, i64, i64)], most: usize, expect: &[(&str, usize)]| {
        let story = spanning(phases);
        let scale = Scale { window: Window::fit(Order::Happening.extent(&story)), x: egui::Rangef::new(0.0, 900.0) };
        let width = |title: &str| title.chars().count() as f32 * 6.0;
        let pieces = pieces(&story, Order::Happening, scale, most, &width);
        let title = |piece: &PhasePiece| story.phase(piece.phase).title.clone();
        let got: Vec<_> = pieces.iter().map(|piece| (title(piece), piece.level)).collect();
        let expect: Vec<_> = expect.iter().map(|&(title, level)| (title.to_owned(), level)).collect();
        assert_eq!(got, expect, "{phases:?}");
        // Both ends of each line are visible, apart from every other line on its level.
        let marks = super::phases(&story, &pieces, scale, 0.0, &FixedWidth(6.0));
        for (at, mark) in marks.iter().enumerate() {
            assert_eq!(mark.ends, [true; 2]);
            assert!(marks[at + 1..].iter().all(|other| !other.line.intersects(mark.line)), "{mark:?}");
        }
    };
    let nested = [("Whole", 0, 98), ("One", 10, 48), ("Forwards", 20, 58), ("Two", 30, 68), ("Tiny", 80, 88)];
    check(&nested, 12, &[("Whole", 0), ("One", 1), ("Forwards", 2), ("Two", 3), ("Tiny", 1)]);
    // Touching phases share a level, equal ones do not; a phase around others comes first.
    check(&[("A", 0, 50), ("B", 50, 90), ("C", 50, 90)], 12, &[("A", 0), ("B", 0), ("C", 1)]);
    check(&[("In", 0, 20), ("Around", 0, 90)], 12, &[("Around", 0), ("In", 1)]);
    check(&[("Day", 40, 40), ("Same", 40, 40), ("All", 0, 90)], 12, &[("All", 0), ("Day", 1), ("Same", 2)]);
    // Past the limit the shortest are left out.
    check(&nested, 3, &[("Whole", 0), ("One", 1), ("Forwards", 2), ("Tiny", 1)]);
    let thirty: Vec<(String, i64, i64)> = (0..30).map(|at| (format!("P{at}"), at, 100 - at)).collect();
    let thirty: Vec<(&str, i64, i64)> = thirty.iter().map(|(title, from, to)| (title.as_str(), *from, *to)).collect();
    let kept: Vec<(&str, usize)> = thirty[..12].iter().enumerate().map(|(at, phase)| (phase.0, at)).collect();
    check(&thirty, 12, &kept);
}

#[test]
fn levels_take_a_part_of_the_height() {
    assert_eq!([100.0, 400.0, 800.0, 1600.0, 9000.0, f32::INFINITY].map(most_levels), [3, 5, 10, 21, 30, 30]);
}
