//! Lets loading share a thread with work that must not stand still: the [`Scheduler`] is told how far loading is every
//! few milliseconds, may stop it there, and may let others run before it goes on. Knows no clock.

use std::ops::Range;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use super::workers::{self, each};

/// A part of loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Making sense of the file.
    Parsing,
    /// Finding where everything lies in time.
    Placing,
}

/// Runs the loading of a story.
pub trait Scheduler: Sync {
    /// Why loading stopped before its end.
    type Stop: Send;

    /// Called every few milliseconds, in the largest stories every few dozen, with the share of the stage that is done, from 0 to 1. An error ends loading.
    fn yield_at(&self, stage: Stage, share: f32) -> impl Future<Output = Result<(), Self::Stop>>;

    /// The number of threads that share the work. With more than one, [`yield_at`](Self::yield_at) is called on all of
    /// them and must be ready at once.
    fn workers(&self) -> usize;
}

/// Loads without a break, on all threads that are worth having.
pub(super) struct Uninterrupted;

impl Scheduler for Uninterrupted {
    type Stop = std::convert::Infallible;

    async fn yield_at(&self, _: Stage, _: f32) -> Result<(), Self::Stop> {
        Ok(())
    }

    fn workers(&self) -> usize {
        workers::available()
    }
}

/// The result of work that is always ready.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
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
    /// The shares of the stage at its start and end.
    pub(super) of: Range<f32>,
}

impl Part {
    pub(super) fn new(stage: Stage, of: Range<f32>) -> Self {
        Self { stage, of }
    }

    /// Tells the scheduler that `done` of `all` things in this part are done.
    pub(super) async fn yield_at<S: Scheduler>(&self, scheduler: &S, done: usize, all: usize) -> Result<(), S::Stop> {
        let share = done as f32 / all.max(1) as f32;
        scheduler.yield_at(self.stage, self.of.start + (self.of.end - self.of.start) * share).await
    }

    /// Does some work for each of `count` things, on all the scheduler's workers; the results are in order.
    pub(super) async fn each<S: Scheduler, R: Send>(
        &self,
        scheduler: &S,
        count: usize,
        work: impl Fn(usize) -> R + Sync,
    ) -> Result<Vec<R>, S::Stop> {
        let workers = scheduler.workers().min(count);
        if workers < 2 {
            let mut results = Vec::with_capacity(count);
            for at in 0..count {
                results.push(work(at));
                self.yield_at(scheduler, at + 1, count).await?;
            }
            return Ok(results);
        }
        let done = AtomicUsize::new(0);
        each(workers, count, |at| {
            let result = work(at);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            block_on(self.yield_at(scheduler, done, count)).map(|()| result)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Part, Scheduler, Stage, block_on};

    struct Counted {
        workers: usize,
        yields: AtomicUsize,
        most: usize,
    }

    impl Scheduler for Counted {
        type Stop = ();

        async fn yield_at(&self, _: Stage, share: f32) -> Result<(), ()> {
            assert!((0.25..=0.5).contains(&share), "{share}");
            if self.yields.fetch_add(1, Ordering::Relaxed) < self.most { Ok(()) } else { Err(()) }
        }

        fn workers(&self) -> usize {
            self.workers
        }
    }

    #[test]
    fn results_are_in_order_on_any_number_of_workers() {
        for workers in [1, 2, 7] {
            let scheduler = Counted { workers, yields: AtomicUsize::new(0), most: 1000 };
            let part = Part::new(Stage::Parsing, 0.25..0.5);
            let squares: Vec<usize> = (0..100).map(|at| at * at).collect();
            assert_eq!(block_on(part.each(&scheduler, 100, |at| at * at)), Ok(squares));
            assert_eq!(scheduler.yields.into_inner(), 100);
        }
    }

    #[test]
    fn a_stop_ends_the_work_soon() {
        for workers in [1, 2, 7] {
            let (scheduler, done) = (Counted { workers, yields: AtomicUsize::new(0), most: 10 }, AtomicUsize::new(0));
            let part = Part::new(Stage::Parsing, 0.25..0.5);
            assert_eq!(block_on(part.each(&scheduler, 1000, |_| done.fetch_add(1, Ordering::Relaxed))), Err(()));
            assert!(done.into_inner() <= 10 + 2 * workers, "{workers} workers");
        }
    }
}
