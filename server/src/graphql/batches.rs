//! When loaders load: as soon as everything that a request could ask for at the same time has been asked for.
//!
//! The stock loader waits a millisecond for others to come, once for each level of a query. A request runs in one task,
//! so it is enough to let it go as far as it can: what it has asked for by then is one batch. That is faster, and the
//! number of statements of a query is always the same.
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use async_graphql::{
    futures_util::task::{FutureObj, Spawn, SpawnError},
    runtime::Timer,
};
use futures::{
    StreamExt as _,
    channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
    future::BoxFuture,
    stream::FuturesUnordered,
};

tokio::task_local! {
    static LOADS: UnboundedSender<FutureObj<'static, ()>>;
}

/// Hands the loads of a request to the task that runs it.
pub struct InRequest;

impl Spawn for InRequest {
    fn spawn_obj(&self, load: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let mut load = Some(load);
        let taken = LOADS.try_with(|loads| load.take().is_some_and(|load| loads.unbounded_send(load).is_ok()));
        // Subscriptions run outside of a request: theirs are tasks of their own.
        if let (Some(load), Err(_)) = (load, taken) {
            tokio::spawn(load);
        }
        Ok(())
    }
}

/// No wait within a request; elsewhere as long as the stock loader waits.
pub struct NoWait;

impl Timer for NoWait {
    fn delay(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            if LOADS.try_with(|_| ()).is_err() {
                tokio::time::sleep(duration).await;
            }
        })
    }
}

/// Runs a request together with its loads.
pub async fn together<F: Future>(work: F) -> F::Output {
    let (sender, receiver) = unbounded();
    let both = Together { work: Box::pin(work), receiver, loads: FuturesUnordered::new() };
    LOADS.scope(sender, both).await
}

struct Together<F> {
    work: Pin<Box<F>>,
    receiver: UnboundedReceiver<FutureObj<'static, ()>>,
    loads: FuturesUnordered<FutureObj<'static, ()>>,
}

impl<F: Future> Future for Together<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        loop {
            if let Poll::Ready(output) = this.work.as_mut().poll(cx) {
                return Poll::Ready(output);
            }
            let mut moved = false;
            while let Poll::Ready(Some(load)) = this.receiver.poll_next_unpin(cx) {
                this.loads.push(load);
                moved = true;
            }
            while let Poll::Ready(Some(())) = this.loads.poll_next_unpin(cx) {
                moved = true;
            }
            if !moved {
                return Poll::Pending;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_load_runs_after_everything_that_can_be_asked_has_been_asked() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let one = |n: usize| async move {
            for _ in 0..n {
                std::future::ready(()).await;
            }
            ASKED.fetch_add(1, Ordering::Relaxed);
            let (done, wait) = futures::channel::oneshot::channel();
            let load = FutureObj::new(Box::new(async move {
                NoWait.delay(Duration::from_secs(60)).await;
                let _ = done.send(ASKED.load(Ordering::Relaxed));
            }));
            let _ = InRequest.spawn_obj(load);
            wait.await
        };
        let seen = together(futures::future::join_all((0..5).map(one))).await;
        assert_eq!(seen, vec![Ok(5); 5], "no load saw less than all five, and none waited a minute");
    }
}
