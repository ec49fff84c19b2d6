//! Continuity: what a story says that cannot all be so, or may not be, apart from its times. Someone is in two places at
//! once, acts after their end or before their beginning, or knows what they learn only later; an effect comes before its
//! cause; an event lies outside the phase that it belongs to.
//!
//! A finding is *certain* if it holds however the events are placed; the order network tells. It is *possible* only if the
//! story itself gives a reason to expect the opposite and leaves it open:
//!
//! | finding | possible if |
//! |---|---|
//! | in two places at once | both events are given the same instant, or one is said to go on meanwhile, which on a clock may be an instant |
//! | after an end, before a beginning | the event is drawn there, and nothing says that it is not |
//! | an effect before its cause | it is drawn there, and nothing says that it is not; or it must start first, but is not over |
//! | known before it is learned | nothing says that it is learned before, or no event tells of it |
//! | outside its phase | the event is drawn there, and nothing says that it is not |
//!
//! So events that are only drawn side by side, as is usual without a clock, are no finding; nor are two events on one day.
//!
//! Whatever is certain is drawn so too, so only what is drawn so is looked up in the network, which keeps the cost low.

mod people;
mod places;
mod suspect;
mod words;

use std::sync::Arc;

use crate::story::Story;
use crate::story::continuity::{FindingKind, Muted};
use crate::story::id::{CharacterId, EventId, PhaseId, PlaceId};
use crate::story::place::Entailed;
use suspect::{Answers, MOST_SUSPECTS, Suspect, effects, phases};

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It holds however the events are placed.
    Certain,
    /// The story leaves it open.
    Possible,
}

/// Something in a story that is or may be a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind.
    pub kind: FindingKind,
    /// How sure it is.
    pub certainty: Certainty,
    /// The events that it is about, the one to jump to first.
    pub events: Vec<EventId>,
    /// The character whom it is about.
    pub character: Option<CharacterId>,
    /// The two places of a character who is in both.
    pub places: Vec<PlaceId>,
    /// The phase that it is about.
    pub phase: Option<PhaseId>,
    /// The index of the fact that it is about, in [`Continuity::facts`](crate::story::continuity::Continuity::facts).
    pub fact: Option<u32>,
    /// What it is and why, as a sentence.
    pub words: String,
    /// The events that it is muted by, ascending. A finding about many events that are drawn after an end is muted by the
    /// end alone, so that it stays muted with more of them.
    pub muted_by: Vec<EventId>,
    /// Whether the story accepts it.
    pub is_muted: bool,
}

/// All findings of a story.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The certain ones first, then in the order of happening.
    pub list: Vec<Finding>,
    /// Whether they are all; of some kind there may be more if not.
    pub is_whole: bool,
}

/// The most findings of a kind that are listed.
const MOST: usize = 1_000;
impl Findings {
    /// The findings of a story. `entailed` gives its network; it is not asked for if exact times alone tell.
    ///
    /// Near-linear in events and casts. Of a large story that has few exact times, it may be that not everything that is
    /// certain is found; what is said to be certain is so.
    pub fn of(story: &Story, entailed: impl FnOnce() -> Arc<Entailed>) -> Self {
        let kinds =
            [places::suspects(story), people::bounds(story), people::known(story), effects(story), phases(story)];
        let is_whole = kinds.iter().all(|found| found.len() < MOST_SUSPECTS);
        let list: Vec<Suspect> = kinds.into_iter().flatten().collect();
        let answers = Answers::find(story, &list, entailed);
        let mut findings: Vec<Finding> = list.iter().flat_map(|suspect| suspect.judge(story, &answers)).collect();
        let start = |finding: &Finding| finding.events.first().map(|&event| story.events.placed(event).start());
        findings
            .sort_by_cached_key(|finding| (finding.certainty, start(finding), finding.kind, finding.events.clone()));
        // The same cause may be given twice, with different words, and so may an end.
        findings.dedup_by(|a, b| {
            (a.kind, a.certainty, &a.events, a.character, a.fact)
                == (b.kind, b.certainty, &b.events, b.character, b.fact)
        });
        for finding in &mut findings {
            finding.is_muted = story.continuity.muted.iter().any(|muted| finding.is_muted_by(muted));
        }
        let mut left = FindingKind::ALL.map(|kind| (kind, MOST));
        let before = findings.len();
        findings.retain(|finding| {
            let of_kind = left.iter_mut().find(|(kind, _)| *kind == finding.kind);
            of_kind.is_some_and(|(_, left)| std::mem::replace(left, left.saturating_sub(1)) > 0)
        });
        let is_whole = is_whole && answers.is_whole && findings.len() == before;
        Self { list: findings, is_whole }
    }

    /// Those that the story does not accept.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter().filter(|finding| !finding.is_muted)
    }

    /// How many of these it accepts.
    pub fn muted(&self) -> usize {
        self.list.iter().filter(|finding| finding.is_muted).count()
    }
}

impl Finding {
    /// Whether an entry of the story's `muted` accepts it.
    pub fn is_muted_by(&self, muted: &Muted) -> bool {
        muted.kind == self.kind
            && (muted.events.is_empty() || muted.events == self.muted_by)
            && muted.character.is_none_or(|who| self.character == Some(who))
            && muted.fact.is_none_or(|fact| self.fact == Some(fact))
            && !(muted.only_possible && self.certainty == Certainty::Certain)
    }

    /// The entry of the story's `muted` that accepts this finding, as JSON; as long as it is only possible, if it is that
    /// now. `why` may be empty.
    pub fn muting(&self, story: &Story, why: &str) -> serde_json::Value {
        let events: Vec<&str> = self.muted_by.iter().map(|&event| story.event(event).id).collect();
        let mut entry = serde_json::json!({ "finding": self.kind.name(), "events": events });
        if let Some(who) = self.character {
            entry["character"] = story.character(who).id.as_str().into();
        }
        if let Some(fact) = self.fact {
            entry["fact"] = story.continuity.fact(fact).into();
        }
        if self.certainty == Certainty::Possible {
            entry["possible"] = true.into();
        }
        if !why.is_empty() {
            entry["why"] = why.into();
        }
        entry
    }

    /// A name that stays the same as long as the ids in it do, such as `after-end siege damar`. Two findings never share it.
    pub fn key(&self, story: &Story) -> String {
        let events = self.muted_by.iter().map(|&event| story.event(event).id);
        let who = self.character.map(|who| story.character(who).id.as_str());
        let fact = self.fact.map(|fact| story.continuity.fact(fact));
        let parts: Vec<&str> = [self.kind.name()].into_iter().chain(events).chain(who).chain(fact).collect();
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests;
