//! How loading goes on while something else must not stand still: what is being done, how far it is, and where it
//! stops to take breath. Whoever loads decides what a breath is: nothing, a note for a progress bar, or a turn for the
//! page that it runs on. Knows no clock.

use std::ops::Range;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use crate::story::hands::{each, hands};

/// What loading is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Making sense of the file.
    Parsing,
    /// Finding where everything lies in time.
    Placing,
}

/// How a story is loaded.
pub trait Pace: Sync {
    /// Why loading stopped before its end.
    type Stop: Send;

    /// Takes breath, some milliseconds of work after the last time: so much of a stage is done, from 0 to 1. An error
    /// ends it all.
    fn breathe(&self, stage: Stage, share: f32) -> impl Future<Output = Result<(), Self::Stop>>;

    /// On how many threads the work is done. With more than one, [`breathe`](Self::breathe) is called on all of them,
    /// and must not make wait.
    fn hands(&self) -> usize;
}

/// As fast as it goes, with all hands.
pub(super) struct AtOnce;

impl Pace for AtOnce {
    type Stop = std::convert::Infallible;

    async fn breathe(&self, _: Stage, _: f32) -> Result<(), Self::Stop> {
        Ok(())
    }

    fn hands(&self) -> usize {
        hands()
    }
}

/// What comes of work whose pace makes nobody wait.
pub fn now<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

/// A part of a stage.
#[derive(Clone)]
pub(super) struct Part {
    pub(super) stage: Stage,
    /// What of the stage it is.
    pub(super) of: Range<f32>,
}

impl Part {
    pub(super) fn new(stage: Stage, of: Range<f32>) -> Self {
        Self { stage, of }
    }

    /// Takes breath when so many of so many things of this part are done.
    pub(super) async fn breathe<P: Pace>(&self, pace: &P, done: usize, all: usize) -> Result<(), P::Stop> {
        let share = done as f32 / all.max(1) as f32;
        pace.breathe(self.stage, self.of.start + (self.of.end - self.of.start) * share).await
    }

    /// Does some work for each of `count` things, on all hands there are; the results are in order.
    pub(super) async fn each<P: Pace, R: Send>(
        &self,
        pace: &P,
        count: usize,
        work: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<R>, P::Stop> {
        let hands = pace.hands().min(count);
        if hands < 2 {
            let mut results = Vec::with_capacity(count);
            for at in 0..count {
                results.push(work(at));
                self.breathe(pace, at + 1, count).await?;
            }
            return Ok(results);
        }
        let done = AtomicUsize::new(0);
        each(hands, count, |at| {
            let result = work(at);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            now(self.breathe(pace, done, count)).map(|()| result)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Pace, Part, Stage, now};

    struct Counted {
        hands: usize,
        breaths: AtomicUsize,
        most: usize,
    }

    impl Pace for Counted {
        type Stop = ();

        async fn breathe(&self, _: Stage, share: f32) -> Result<(), ()> {
            assert!((0.25..=0.5).contains(&share), "{share}");
            if self.breaths.fetch_add(1, Ordering::Relaxed) < self.most { Ok(()) } else { Err(()) }
        }

        fn hands(&self) -> usize {
            self.hands
        }
    }

    #[test]
    fn results_are_in_order_on_any_number_of_hands() {
        for hands in [1, 2, 7] {
            let pace = Counted { hands, breaths: AtomicUsize::new(0), most: 1000 };
            let part = Part::new(Stage::Parsing, 0.25..0.5);
            let squares: Vec<usize> = (0..100).map(|at| at * at).collect();
            assert_eq!(now(part.each(&pace, 100, |at| at * at)), Ok(squares));
            assert_eq!(pace.breaths.into_inner(), 100);
        }
    }

    #[test]
    fn who_stops_stops_soon() {
        for hands in [1, 2, 7] {
            let (pace, done) = (Counted { hands, breaths: AtomicUsize::new(0), most: 10 }, AtomicUsize::new(0));
            let part = Part::new(Stage::Parsing, 0.25..0.5);
            assert_eq!(now(part.each(&pace, 1000, |_| done.fetch_add(1, Ordering::Relaxed))), Err(()));
            assert!(done.into_inner() <= 10 + 2 * hands, "{hands} hands");
        }
    }
}
