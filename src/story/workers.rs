//! Work spread over the threads there are. Knows nothing of the work.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The number of threads worth using here, the caller's included.
pub fn available() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// Does some work for each of `count` things on so many threads, the caller's included; the results are in order.
///
/// # Errors
/// The error of the work that failed; work that has not begun by then is skipped.
pub fn each<R: Send, E: Send>(
    workers: usize,
    count: usize,
    work: impl Fn(usize) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let workers = workers.min(count);
    if workers < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return Ok(mine);
            }
            match work(at) {
                Ok(result) => mine.push((at, result)),
                Err(error) => {
                    next.store(count, Ordering::Relaxed);
                    return Err(error);
                }
            }
        }
    };
    let parts: Vec<_> = thread::scope(|scope| {
        // If the system has no thread to spare, there are fewer workers.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, worker).ok();
        let others: Vec<_> = (1..workers).filter_map(spawn).collect();
        let mine = worker();
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        std::iter::once(mine).chain(others.collect::<Vec<_>>()).collect()
    });
    let mut all = Vec::with_capacity(count);
    for part in parts {
        all.extend(part?);
    }
    all.sort_unstable_by_key(|&(at, _)| at);
    Ok(all.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::each;

    #[test]
    fn results_are_in_order_on_any_number_of_workers() {
        for workers in [0, 1, 2, 7] {
            assert_eq!(each(workers, 100, |at| Ok::<_, ()>(at * at)), Ok((0..100).map(|at| at * at).collect()));
            assert_eq!(each(workers, 0, |_| Err::<(), _>(())), Ok(vec![]));
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        for workers in [1, 2, 7] {
            let done = AtomicUsize::new(0);
            let work = |at| if at == 10 { Err("tired") } else { Ok(done.fetch_add(1, Ordering::Relaxed)) };
            assert_eq!(each(workers, 10_000, work).map(|all| all.len()), Err("tired"));
            // Others may be at anything meanwhile; one worker alone stops at once.
            assert!(workers > 1 || done.into_inner() == 10);
        }
    }
}
