//! When loaders load: as soon as everything that a request could ask for at the same time has been asked for.
//!
//! The stock loader waits a millisecond for others to come, once for each level of a query. A request runs in one task,
//! so it is enough to let it go as far as it can: what it has asked for by then is one batch. What a finished load makes
//! it ask for waits until the loads beside it are done too, so that a quick branch and a slow one that ask for the same
//! things ask once. That is faster, and the number of statements of a query does not hang on who was quicker.
use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::ThreadId,
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
    task::AtomicWaker,
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
    let call = Arc::new(Call { due: AtomicBool::new(true), ..Call::default() });
    let both = Together { work: Box::pin(work), call, receiver, waiting: vec![], running: FuturesUnordered::new() };
    LOADS.scope(sender, both).await
}

/// What calls the request to go on. A finished load does not call it before the loads beside it are finished; whatever
/// else it waits for (a statement of its own) calls it at once, because a load may wait for the connection that it holds.
#[derive(Default)]
struct Call {
    due: AtomicBool,
    later: AtomicBool,
    /// The thread that polls loads now.
    loading: Mutex<Option<ThreadId>>,
    task: AtomicWaker,
}

impl Call {
    fn loading(&self, on: bool) {
        *self.loading.lock().unwrap_or_else(PoisonError::into_inner) = on.then(|| std::thread::current().id());
    }
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        let by = *self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        if by == Some(std::thread::current().id()) {
            self.later.store(true, Ordering::Release);
        } else {
            self.due.store(true, Ordering::Release);
            self.task.wake();
        }
    }
}

struct Together<F> {
    work: Pin<Box<F>>,
    call: Arc<Call>,
    receiver: UnboundedReceiver<FutureObj<'static, ()>>,
    /// Asked for while others run; no load hangs on another, so waiting for them is safe.
    waiting: Vec<FutureObj<'static, ()>>,
    running: FuturesUnordered<FutureObj<'static, ()>>,
}

impl<F: Future> Future for Together<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        this.call.task.register(cx.waker());
        let waker = Waker::from(Arc::clone(&this.call));
        loop {
            // Called again meanwhile, the task is polled again; going on here would starve what its runtime holds back.
            if this.call.due.swap(false, Ordering::AcqRel) {
                if let Poll::Ready(output) = this.work.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Poll::Ready(output);
                }
                while let Poll::Ready(Some(load)) = this.receiver.poll_next_unpin(cx) {
                    this.waiting.push(load);
                }
            }
            if this.running.is_empty() {
                this.running.extend(this.waiting.drain(..));
            }
            this.call.loading(true);
            while let Poll::Ready(Some(())) = this.running.poll_next_unpin(cx) {}
            this.call.loading(false);
            if this.running.is_empty() && this.call.later.swap(false, Ordering::AcqRel) {
                this.call.due.store(true, Ordering::Release);
            } else if !this.running.is_empty() || this.waiting.is_empty() {
                return Poll::Pending;
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use std::sync::atomic::AtomicUsize;

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

    /// A load that ends after so many turns of the task.
    fn load(turns: usize, run: impl FnOnce() + Send + 'static) -> futures::channel::oneshot::Receiver<()> {
        let (done, wait) = futures::channel::oneshot::channel();
        let load = FutureObj::new(Box::new(async move {
            run();
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
            let _ = done.send(());
        }));
        let _ = InRequest.spawn_obj(load);
        wait
    }

    #[tokio::test]
    async fn what_a_quick_branch_asks_for_next_waits_for_the_slow_one_beside_it() {
        static SLOW_DONE: AtomicUsize = AtomicUsize::new(0);
        let slow = async {
            load(50, || {}).await.unwrap();
            SLOW_DONE.store(1, Ordering::Relaxed);
        };
        let quick = async {
            load(0, || {}).await.unwrap();
            let (tell, told) = futures::channel::oneshot::channel();
            load(0, move || tell.send(SLOW_DONE.load(Ordering::Relaxed)).unwrap()).await.unwrap();
            told.await.unwrap()
        };
        let (seen, ()) = together(futures::future::join(quick, slow)).await;
        assert_eq!(seen, 1, "the second load of the quick branch ran after the slow one was done");
    }
}
