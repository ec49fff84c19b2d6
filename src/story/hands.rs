//! Work spread over the threads there are. Knows nothing of the work.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many threads are worth having here: one where there are none.
pub fn hands() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(8)
}

/// Does some work for each of `count` things on so many threads; the results are in order.
///
/// # Errors
/// That of the work that failed; what was not begun by then is not done.
pub fn each<R: Send, E: Send>(
    hands: usize,
    count: usize,
    work: impl Fn(usize) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let hands = hands.min(count);
    if hands < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let hand = || {
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
        // Where the system has no thread to spare, there are fewer hands.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, hand).ok();
        let others: Vec<_> = (1..hands).filter_map(spawn).collect();
        let mine = hand();
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
    fn results_are_in_order_on_any_number_of_hands() {
        for hands in [0, 1, 2, 7] {
            assert_eq!(each(hands, 100, |at| Ok::<_, ()>(at * at)), Ok((0..100).map(|at| at * at).collect()));
            assert_eq!(each(hands, 0, |_| Err::<(), _>(())), Ok(vec![]));
        }
    }

    #[test]
    fn who_fails_ends_it() {
        for hands in [1, 2, 7] {
            let done = AtomicUsize::new(0);
            let work = |at| if at == 10 { Err("tired") } else { Ok(done.fetch_add(1, Ordering::Relaxed)) };
            assert_eq!(each(hands, 10_000, work).map(|all| all.len()), Err("tired"));
            // Others may be at anything meanwhile; who is alone stops at once.
            assert!(hands > 1 || done.into_inner() == 10);
        }
    }
}
