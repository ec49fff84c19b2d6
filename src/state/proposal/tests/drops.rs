//! Any drop of any event: what is promised is kept, and everything is undone to the byte.

use proptest::prelude::*;

use super::made::Made;
use crate::state::proposal::{Link, Place, Stretch, Target, added, moved, related, retold, stretched};
use crate::story::relation::{End, Relation};

/// What an event says of its time: nothing, a length, or a relation to one before it in the file.
fn when(at: usize, (kind, other): (u8, prop::sample::Index)) -> String {
    if at == 0 {
        return String::new();
    }
    let other = other.index(at);
    match kind {
        0..=3 => String::new(),
        4 => r#""when": { "lasts": 0 }"#.to_owned(),
        5..=7 => format!(r#""when": {{ "after": ["e{other}"] }}"#),
        8 => format!(r#""when": {{ "during": ["e{other}"] }}"#),
        9 => format!(r#""when": {{ "met_by": "e{other}" }}"#),
        10 => format!(r#""when": {{ "meanwhile": "e{other}" }}"#),
        _ => format!(r#""when": {{ "after": "e{other}", "lasts": 0 }}, "told": {at}.5"#),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_event_lies_where_it_was_dropped(
        events in prop::collection::vec((0..3_usize, 0..14_u8, any::<prop::sample::Index>()), 2..10),
        event in any::<prop::sample::Index>(),
        lane in 0..3_usize,
        place in 0.0..1.0_f64,
    ) {
        let ids: Vec<String> = (0..events.len()).map(|at| format!("e{at}")).collect();
        let whens: Vec<String> = events.iter().enumerate().map(|(at, &(_, kind, other))| when(at, (kind, other))).collect();
        let threads = ["t", "u", "v"];
        let events: Vec<_> = (0..ids.len()).map(|at| (&*ids[at], threads[events[at].0], &*whens[at])).collect();
        let made = Made::order(&events);
        prop_assume!(made.story.contradictions.is_empty());
        let event = made.event(&ids[event.index(ids.len())]);
        let extent = made.story.extent;
        let at = extent.start().0 as f64 - 1.0 + place * (extent.length() as f64 + 2.0);
        let from = made.state.lane_of(&made.story, event).map(|lane| made.state.lineup().lanes[lane].key);
        let target = Target::at(made.lane(["T", "U", "V"][lane]), at);
        let Ok(proposal) = moved(made.context(), &[event], event, from, target) else { return Ok(()) };
        let after = made.made(&proposal);
        let trial = made.tried(&proposal);
        if !trial.is_sound() {
            if let Some(without) = trial.contradiction.and_then(|found| found.without) {
                let whole = made.made(&crate::state::proposal::Proposal { change: without, ..proposal });
                prop_assert!(whole.story.contradictions.is_empty());
            }
            return Ok(());
        }
        let id = made.story.event(event).id;
        let place = |of: &str| after.story.events.placed(after.event(of));
        prop_assert!(!proposal.unsays.iter().any(|it| it.text.is_empty()));
        for clause in &proposal.says {
            let Some(other) = clause.event else { continue };
            let other = place(made.story.event(other).id);
            if clause.text == Relation::After.words() {
                prop_assert!(other.end() <= place(id).start(), "{}", made.document.text().to_owned() + &made.told(Ok(proposal.clone())));
            } else if clause.text == Relation::Before.words() {
                prop_assert!(place(id).end() <= other.start(), "{}", made.document.text().to_owned() + &made.told(Ok(proposal.clone())));
            }
        }
        let is_dropped = |made: &Made| made.problems.iter().any(|it| it.code == "default-order-dropped");
        prop_assert!(is_dropped(&made) || !is_dropped(&after), "{}\n{}", made.document.text(), made.told(Ok(proposal)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any other gesture is undone to the byte (which `made` asserts), and is sound, or says why not.
    #[test]
    fn any_gesture_is_sound_or_says_why(
        events in prop::collection::vec((0..3_usize, 0..14_u8, any::<prop::sample::Index>()), 2..10),
        (event, other) in any::<(prop::sample::Index, prop::sample::Index)>(),
        (end, on) in any::<(bool, bool)>(),
        relation in 0..Relation::ALL.len(),
        place in 0.0..1.0_f64,
        gesture in 0..5_u8,
    ) {
        let ids: Vec<String> = (0..events.len()).map(|at| format!("e{at}")).collect();
        let whens: Vec<String> = events.iter().enumerate().map(|(at, &(_, kind, other))| when(at, (kind, other))).collect();
        let threads = ["t", "u", "v"];
        let events: Vec<_> = (0..ids.len()).map(|at| (&*ids[at], threads[events[at].0], &*whens[at])).collect();
        let made = Made::order(&events);
        prop_assume!(made.story.contradictions.is_empty() && made.story.given_way.is_empty());
        let [event, other] = [event, other].map(|index| made.event(&ids[index.index(ids.len())]));
        let extent = made.story.extent;
        let at = extent.start().0 as f64 - 1.0 + place * (extent.length() as f64 + 2.0);
        let lane = made.lane(["T", "U", "V"][relation % 3]);
        let context = made.context();
        let outcome = match gesture {
            0 => {
                let end = if end { End::Start } else { End::Finish };
                stretched(context, event, Stretch { end, at, on: on.then_some(other), grain: 1 })
            }
            1 => related(context, event, other, Link::When(Relation::ALL[relation])),
            2 => added(context, lane, if on { Place::After(event) } else { Place::At { at, grain: 1 } }, "E1"),
            3 => retold(context, &[event, other][usize::from(on)..], relation % ids.len()),
            _ => moved(context, &[event, other], event, None, Target { at: on.then_some(at), ..Target::lane(lane) }),
        };
        let Ok(proposal) = outcome else { return Ok(()) };
        let after = made.made(&proposal);
        let trial = made.tried(&proposal);
        let told = || format!("{}\n{}", made.document.text(), made.told(Ok(proposal.clone())));
        prop_assert!(trial.error.is_none(), "{:?}\n{}", trial.error, told());
        match trial.contradiction {
            None => prop_assert!(after.story.contradictions.is_empty(), "{}", told()),
            Some(found) => {
                // What was gestured can contradict the rest, but it is no contradiction in itself.
                prop_assert!(!(2..=3).contains(&gesture) || found.without.is_some(), "{:?} {}", found, told());
                prop_assert!(!found.words.is_empty());
            }
        }
        if gesture == 3 {
            let spans = |made: &Made| -> Vec<_> {
                let mut spans: Vec<_> =
                    made.story.events.iter().map(|event| (event.id.to_owned(), event.placed)).collect();
                spans.sort_by(|a, b| a.0.cmp(&b.0));
                spans
            };
            prop_assert_eq!(spans(&made), spans(&after), "the telling alone: {}", told());
        }
    }
}
