//! Places labels: inside the bar, else beside the mark in free space, else shortened, else not at all; never over
//! anything else.

use std::borrow::Cow;

use egui::emath::{Pos2, Rangef};

use super::Metrics;
use super::rows::{INSIDE_PAD, LABEL_GAP, Side};
use super::scene::{Label, TextRole};

/// The least room worth a shortened label.
pub const LEAST_ROOM: f32 = 30.0;
/// The gap between a label and the next mark.
const APART: f32 = 6.0;

/// A mark in a row, and the label that it asks for.
#[derive(Clone, Debug)]
pub struct LabelRequest<'a> {
    /// The mark.
    pub mark: Rangef,
    /// The event's title; empty for none.
    pub text: Cow<'a, str>,
    /// The title's width.
    pub width: f32,
    /// The side chosen for it at the scale that shows the whole story.
    pub side: Side,
}

/// The labels for one row in the visible range `view`. `requests` are sorted by the starts of their marks.
pub fn place(requests: &[LabelRequest<'_>], y: f32, view: Rangef, metrics: &dyn Metrics) -> Vec<Option<Label>> {
    let mut taken_to = view.min;
    let mut labels = Vec::with_capacity(requests.len());
    for (at, request) in requests.iter().enumerate() {
        let next = requests[at + 1..].iter().find(|next| next.mark.max > next.mark.min);
        let free_to = next.map_or(view.max, |next| {
            let wanted = next.mark.min - if next.side == Side::Left { next.width + LABEL_GAP } else { 0.0 };
            // A label claims the room left of its mark only if it fits there.
            let limit = if wanted > request.mark.max { wanted } else { next.mark.min };
            (limit - APART).min(view.max)
        });
        let label =
            if request.text.is_empty() { None } else { place_one(request, y, view, taken_to, free_to, metrics) };
        taken_to = taken_to.max(request.mark.max + APART);
        if let Some(label) = &label {
            taken_to = taken_to.max(label.at.x + label.width + APART);
        }
        labels.push(label);
    }
    labels
}

fn place_one(
    request: &LabelRequest<'_>,
    y: f32,
    view: Rangef,
    taken_to: f32,
    free_to: f32,
    metrics: &dyn Metrics,
) -> Option<Label> {
    let visible = request.mark.intersection(view);
    if visible.span() < 0.0 {
        return None;
    }
    let whole = |x: f32| Label {
        at: Pos2::new(x, y),
        width: request.width,
        text: request.text.clone().into_owned(),
        role: TextRole::Event,
        elided: false,
        crossed: false,
    };
    // The title of a bar that is partly out of sight is placed in the visible part.
    let inside = visible.span() - 2.0 * INSIDE_PAD;
    let right = Rangef::new(request.mark.max + LABEL_GAP, free_to);
    let left = Rangef::new(taken_to, request.mark.min - LABEL_GAP);
    if request.width <= inside {
        return Some(whole(visible.min + INSIDE_PAD));
    }
    let to_right = (right.span() >= request.width && right.min >= view.min).then(|| whole(right.min));
    let to_left = (left.span() >= request.width).then(|| whole(left.max - request.width));
    let first = if request.side == Side::Left { to_left.clone().or(to_right) } else { to_right.or(to_left) };
    if first.is_some() {
        return first;
    }
    let rooms = [(right.span(), right.min, Side::Right), (inside, visible.min + INSIDE_PAD, Side::Inside)];
    let left_room = (left.span(), left.max, Side::Left);
    let (room, x, side) =
        rooms.into_iter().chain([left_room]).max_by(|a, b| a.0.total_cmp(&b.0)).filter(|room| room.0 >= LEAST_ROOM)?;
    let (text, width) = shorten(&request.text, request.width, room, TextRole::Event, metrics)?;
    let x = if side == Side::Left { x - width } else { x };
    Some(Label { at: Pos2::new(x, y), width, text, role: TextRole::Event, elided: true, crossed: false })
}

/// The longest beginning of `text` that fits into `room` with an ellipsis, and its width; all of it if it fits.
pub fn elide(text: &str, room: f32, role: TextRole, metrics: &dyn Metrics) -> Option<(String, f32)> {
    let width = metrics.width(text, role);
    if width <= room {
        return Some((text.to_owned(), width));
    }
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let shortened = |count: usize| format!("{}…", text[..cuts[count]].trim_end());
    let fitting = |count: usize| metrics.width(&shortened(count), role) <= room;
    // Measuring is slow and letters are about equally wide, so the search starts from a guess.
    let (mut low, mut high) = (0, cuts.len());
    let mut guess = (cuts.len() as f32 * room / width) as usize;
    let mut stride = 1;
    while low + 1 < high {
        let tried = if low < guess && guess < high { guess } else { usize::midpoint(low, high) };
        if fitting(tried) {
            (low, guess) = (tried, tried + stride);
        } else {
            (high, guess) = (tried, tried.saturating_sub(stride));
        }
        stride *= 2;
    }
    // A single letter and an ellipsis would say nothing.
    (low >= 2).then(|| {
        let text = shortened(low);
        let width = metrics.width(&text, role);
        (text, width)
    })
}

/// The number of letters by which a shortened title grows or shrinks: while zooming, most titles stay the same for some
/// frames and need no new text layout.
const LETTERS: usize = 3;

/// About the longest beginning of a title of this `width` that fits into `room` with an ellipsis, and its width. Unlike
/// [`elide`], it changes only by [`LETTERS`] at a time.
pub(super) fn shorten(
    title: &str,
    width: f32,
    room: f32,
    role: TextRole,
    metrics: &dyn Metrics,
) -> Option<(String, f32)> {
    if width <= room {
        return Some((title.to_owned(), width));
    }
    let cuts: Vec<usize> = title.char_indices().map(|(at, _)| at).collect();
    // The ellipsis takes about as much as a letter.
    let mut count = ((cuts.len() as f32 * room / width.max(1.0)) as usize).saturating_sub(1) / LETTERS * LETTERS;
    while count > 0 {
        let kept = title[..*cuts.get(count)?].trim_end();
        // A number and an ellipsis would say nothing.
        if kept.chars().filter(|letter| letter.is_alphanumeric()).count() < LETTERS {
            return None;
        }
        let text = format!("{kept}…");
        let width = metrics.width(&text, role);
        if width <= room {
            return Some((text, width));
        }
        count -= LETTERS;
    }
    None
}

/// `text` in as few lines as fit into `room`, broken between words; a word that is too wide stays whole.
pub fn wrap(text: &str, room: f32, role: TextRole, metrics: &dyn Metrics) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer {
            Some(longer) if metrics.width(&longer, role) <= room => {
                lines.pop();
                lines.push(longer);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::FixedWidth;
    use super::{LabelRequest, Rangef, Side, elide, place, shorten, wrap};
    use crate::layout::scene::TextRole;

    /// Marks with title and side in a view of 0–300, at 6 points a letter → the start and text of each label.
    fn check(marks: &[(f32, f32, &str, Side)], expect: &[Option<(f32, &str)>]) {
        let requests: Vec<LabelRequest<'_>> = marks
            .iter()
            .map(|&(start, end, text, side)| {
                let width = text.chars().count() as f32 * 6.0;
                LabelRequest { mark: Rangef::new(start, end), text: text.into(), width, side }
            })
            .collect();
        let labels = place(&requests, 0.0, Rangef::new(0.0, 300.0), &FixedWidth(6.0));
        let got: Vec<_> =
            labels.iter().map(|label| label.as_ref().map(|label| (label.at.x, label.text.as_str()))).collect();
        assert_eq!(got, expect, "{marks:?}");
    }

    #[test]
    fn labels_go_where_there_is_room() {
        use Side::{Inside, Left, Right};
        check(&[(10.0, 20.0, "Revolt", Right)], &[Some((26.0, "Revolt"))]);
        check(&[(10.0, 100.0, "Revolt", Inside)], &[Some((18.0, "Revolt"))]);
        check(&[(280.0, 290.0, "Revolt", Left)], &[Some((238.0, "Revolt"))]);
        // A bar partly out of sight keeps its title in sight.
        check(&[(-500.0, 100.0, "Revolt", Inside)], &[Some((8.0, "Revolt"))]);
        // No room on the right: left.
        check(&[(100.0, 110.0, "Revolt", Right), (120.0, 290.0, "", Right)], &[Some((58.0, "Revolt")), None]);
        // Room for a part only.
        check(
            &[(0.0, 10.0, "", Right), (14.0, 20.0, "Soldiers turn", Right), (86.0, 290.0, "", Right)],
            &[None, Some((26.0, "Soldie…")), None],
        );
        // Room for nothing.
        check(&[(0.0, 10.0, "", Right), (14.0, 20.0, "Revolt", Right), (40.0, 290.0, "", Right)], &[None, None, None]);
        check(&[(400.0, 500.0, "Out of sight", Right)], &[None]);
    }

    #[test]
    fn a_title_is_shortened_by_three_letters_at_a_time() {
        let shortened =
            |room| shorten("Soldiers turn", 78.0, room, TextRole::Event, &FixedWidth(6.0)).map(|(text, _)| text);
        assert_eq!(shortened(78.0).as_deref(), Some("Soldiers turn"));
        assert_eq!(shortened(77.0).as_deref(), Some("Soldiers…"));
        assert_eq!(shortened(60.0).as_deref(), Some("Soldiers…"));
        assert_eq!(shortened(53.0).as_deref(), Some("Soldie…"));
        assert_eq!(shortened(30.0).as_deref(), Some("Sol…"));
        assert_eq!(shortened(20.0), None);
        assert_eq!(shorten("12. The long night", 108.0, 40.0, TextRole::Phase, &FixedWidth(6.0)), None);
        assert_eq!(
            shorten("Déjà vu", 400.0, 300.0, TextRole::Event, &FixedWidth(6.0)).map(|(text, _)| text).as_deref(),
            Some("Déj…")
        );
    }

    #[test]
    fn an_elided_text_fits() {
        let elided = |room| elide("Soldiers turn", room, TextRole::Event, &FixedWidth(6.0)).map(|(text, _)| text);
        assert_eq!(elided(78.0).as_deref(), Some("Soldiers turn"));
        assert_eq!(elided(77.0).as_deref(), Some("Soldiers tu…"));
        assert_eq!(elided(60.0).as_deref(), Some("Soldiers…"));
        assert_eq!(elided(10.0), None);
    }

    #[test]
    fn a_wrapped_text_breaks_between_words() {
        let wrapped = |text, room| wrap(text, room, TextRole::LaneTitle, &FixedWidth(6.0));
        assert_eq!(wrapped("Life on the station", 200.0), ["Life on the station"]);
        assert_eq!(wrapped("Life on the station", 66.0), ["Life on the", "station"]);
        assert_eq!(wrapped("Life on the station", 10.0), ["Life", "on", "the", "station"]);
        assert!(wrapped("  ", 10.0).is_empty());
    }
}
