//! The places of new events in the telling. Most stories are told in the order of their file, which says it all; in one
//! that numbers its events by `told`, new events need numbers of their own.

use super::Document;
use super::fields::ItemKind;
use super::item::Item;
use crate::text::Fault;

/// The numbers for the field `told` of new events that are inserted in the file before the event with this id, or at its
/// end: right after the event that they follow in the file. `None` if the order of the file says it already.
///
/// Cost: reads every event, if any has a number.
///
/// # Errors
/// The text is not JSON, so its events cannot be found.
pub fn told_between(document: &Document, before: Option<&str>, count: usize) -> Result<Option<Vec<f64>>, Fault> {
    if !document.text().contains("told") {
        return Ok(None);
    }
    let events = document.items(ItemKind::Event)?;
    let end = events.len();
    let at = before
        .map_or(end, |id| events.iter().position(|event| event.id().is_some_and(|known| known == id)).unwrap_or(end));
    let given: Vec<Option<f64>> =
        events.iter().map(|event| event.field("told").and_then(|told| told.parse().ok())).collect();
    if given.iter().all(Option::is_none) {
        return Ok(None);
    }
    // An event without a number has its position in the file, which those behind the new ones change.
    let position = |index: usize| given[index].unwrap_or((index + if index < at { 1 } else { 1 + count }) as f64);
    let after = at.checked_sub(1).map(position);
    let later = (0..end).map(position).filter(|&told| after.is_none_or(|after| told > after));
    let next = later.fold(f64::INFINITY, f64::min);
    let fits = |told: &[f64]| {
        told.windows(2).all(|pair| pair[0] < pair[1])
            && told.first().is_none_or(|&first| after.is_none_or(|after| after < first))
            && told.last().is_none_or(|&last| last < next)
    };
    let by_file: Vec<f64> = (0..count).map(|number| (at + 1 + number) as f64).collect();
    if fits(&by_file) {
        return Ok(None);
    }
    let number = |step: usize| step as f64;
    let exact: Vec<f64> = match (after, next.is_finite()) {
        (Some(after), false) => (1..=count).map(|step| after.floor() + number(step)).collect(),
        (Some(after), true) => {
            let width = (next - after) / number(count + 1);
            (1..=count).map(|step| after + width * number(step)).collect()
        }
        (None, true) => (1..=count).map(|step| next.ceil() - number(count + 1 - step)).collect(),
        (None, false) => by_file,
    };
    // As few digits as keep them apart.
    let rounded = (0..12).map(|digits| {
        let scale = 10_f64.powi(digits);
        exact.iter().map(|told| (told * scale).round() / scale).collect::<Vec<f64>>()
    });
    let short = rounded.into_iter().find(|told| fits(told));
    Ok(Some(short.unwrap_or(exact)))
}

/// The positions in the file of new events that are inserted before the event with this id, or at its end, counted from 1.
///
/// # Errors
/// The text is not JSON, so its events cannot be found.
pub fn natural_positions(document: &Document, before: Option<&str>, count: usize) -> Result<Vec<f64>, Fault> {
    let at = index_of(&document.items(ItemKind::Event)?, before);
    Ok((0..count).map(|number| (at + 1 + number) as f64).collect())
}

/// The index of the event with this id; the end if there is none.
fn index_of(events: &[Item], before: Option<&str>) -> usize {
    let is_it = |event: &Item| event.id().is_some_and(|known| before == Some(&*known));
    events.iter().position(is_it).unwrap_or(events.len())
}

#[cfg(test)]
mod tests {
    use super::told_between;
    use crate::document::Document;

    #[test]
    fn new_events_are_told_after_the_one_they_follow() {
        let check = |told: &[Option<f64>], at: usize, count: usize, expect: Option<&[f64]>| {
            let event = |(index, told): (usize, &Option<f64>)| {
                let told = told.map_or(String::new(), |told| format!(", \"told\": {told}"));
                format!("{{ \"id\": \"e{index}\"{told} }}")
            };
            let events: Vec<String> = told.iter().enumerate().map(event).collect();
            let document = Document::from_text(format!("{{ \"events\": [{}] }}", events.join(", ")));
            let before = (at < told.len()).then(|| format!("e{at}"));
            let found = told_between(&document, before.as_deref(), count).expect("JSON");
            assert_eq!(found.as_deref(), expect, "{told:?} {at} {count}");
        };
        let [n, one, two, three, ten] = [None, Some(1.0), Some(2.0), Some(3.0), Some(10.0)];
        check(&[], 0, 2, None);
        check(&[n, n, n], 1, 2, None);
        check(&[one, two, three], 3, 2, None);
        check(&[one, two, ten], 3, 2, Some(&[11.0, 12.0]));
        check(&[one, two, three], 1, 1, Some(&[1.5]));
        check(&[one, two, three], 1, 3, Some(&[1.3, 1.5, 1.8]));
        check(&[one, ten, three], 1, 1, None);
        check(&[one, ten, three], 2, 2, Some(&[11.0, 12.0]));
        check(&[one, two], 0, 2, Some(&[-1.0, 0.0]));
        check(&[n, n, one], 1, 1, None);
        check(&[n, n, Some(-5.0)], 3, 1, Some(&[-2.0]));
        check(&[ten, ten], 1, 1, Some(&[11.0]));
    }
}
